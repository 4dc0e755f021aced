"""Finds faults of whole rows: keys that stand twice, totals among records."""

import polars as pl

from influencer_roi.intake.read.sheet import FAULTS
from influencer_roi.model.schema import Table

_WORDS = ("total", "totals", "grand total", "subtotal", "sub total", "sum")
_TOTALS = [way for word in _WORDS for way in (word, word.capitalize(), word.title(), word.upper())]
_FIRST = 2


def duplicates(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Return a fault for each row whose key an earlier one has; `rows` lacks those set aside anyway."""
    key = table.key
    if key is None or key not in rows.columns or rows[key].drop_nulls().is_unique().all():
        return pl.DataFrame(schema=FAULTS)
    keyed = rows.filter(pl.col(key).is_not_null())
    again = keyed.filter(~pl.col(key).is_first_distinct())
    of_again = keyed.join(again.select(key).unique(), on=key, how="semi", maintain_order="left")
    exact = of_again.filter(~pl.struct(pl.exclude("line")).is_first_distinct())["line"].implode()
    code = pl.when(pl.col("line").is_in(exact)).then(pl.lit("duplicate_exact"))
    return again.select(
        "line", column=pl.lit(key), value=pl.col(key), code=code.otherwise(pl.lit("duplicate_conflict"))
    )


def footers(texts: pl.DataFrame, table: Table, faulty: pl.Series) -> pl.DataFrame:
    """Return a fault for each row that is a total: it says so, and has a fault or lacks half of its cells.

    `texts` has line and the columns in the order of the file: a total says so in one of the first, whatever
    that holds. `faulty` are the lines of rows with a fault.
    """
    said = texts.columns[1 : 1 + _FIRST]
    required = [column.name for column in table.columns if column.required and column.name in texts.columns]
    gaps = sum(texts[name].null_count() > 0 for name in required)
    # Where most columns have a value in every row, no row lacks half of its cells.
    likely = texts if 2 * gaps >= len(required) else texts[places_of(texts, faulty)]
    named = likely.select(pl.any_horizontal(pl.col(said).is_in(_TOTALS)).fill_null(value=False)).to_series()
    if not named.any():
        return pl.DataFrame(schema=FAULTS)
    absent = pl.sum_horizontal(pl.col(required).is_null())
    total = pl.col("line").is_in(faulty.implode()) | (2 * absent >= len(required))
    value = pl.coalesce(pl.when(pl.col(name).is_in(_TOTALS)).then(name) for name in said)
    found = likely.filter(named).filter(total)
    return found.select("line", column=pl.lit(""), value=value, code=pl.lit("footer_row"))


def places_of(rows: pl.DataFrame, lines: pl.Series) -> list[int]:
    """Return at which places the rows of some lines stand, of those that are there; lines of rows go up."""
    wanted = lines.unique().sort()
    places = rows["line"].search_sorted(wanted)
    there = rows["line"].gather(places.clip(upper_bound=max(rows.height - 1, 0))) == wanted
    return places.filter(there).to_list() if rows.height else []
