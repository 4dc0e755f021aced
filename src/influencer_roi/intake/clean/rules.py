"""Finds faults of whole rows: keys that stand twice, totals among records."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

import polars as pl

from influencer_roi.intake.clean.cells import Rules
from influencer_roi.intake.handles import is_known
from influencer_roi.intake.read.sheet import FAULTS
from influencer_roi.model.schema import Table

_WORDS = ("total", "totals", "grand total", "subtotal", "sub total", "sum")
_SAYING = (*_WORDS, "overall", "all", "कुल", "योग")
_TOTALS = [way for word in _WORDS for way in (word, word.capitalize(), word.title(), word.upper())]
_FIRST = 2
_FEW = 64  # cuts
RUN = 4  # rows at an end of a file that may be totals
_FEWEST = 2  # records a total sums
_CLOSE, _NEAR = 0.5, 0.002  # a total may be rounded to whole rupees; beside a small one


def copies(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Return a fault for each row with a key that is exactly as an earlier one."""
    again = _again(rows, table)
    if again.is_empty():
        return pl.DataFrame(schema=FAULTS)
    exact = again.filter(~pl.struct(pl.exclude("line")).is_first_distinct())
    return _key_faults(exact, table, "duplicate_exact")


def conflicts(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Return a fault for each row whose key an earlier one has; `rows` lacks those set aside anyway.

    Where a table tells records of one key apart by another column, rows that differ there are no duplicates;
    one without a value there is as the first that has one.
    """
    again = _again(rows, table)
    if again.is_empty():
        return pl.DataFrame(schema=FAULTS)
    by = [pl.col(table.key or "")]
    if table.apart in again.columns:
        apart = pl.col(table.apart)
        by.append(apart.fill_null(apart.drop_nulls().first().over(by)).str.to_lowercase())
    return _key_faults(again.filter(~pl.struct(by).is_first_distinct()), table, "duplicate_conflict")


def _again(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Return the rows whose key stands more than once."""
    key = table.key
    if key is None or key not in rows.columns or rows[key].drop_nulls().is_unique().all():
        return rows.clear()
    return rows.filter(pl.col(key).is_not_null() & pl.col(key).is_duplicated())


def _key_faults(found: pl.DataFrame, table: Table, code: str) -> pl.DataFrame:
    key = table.key or ""
    return found.select("line", column=pl.lit(key), value=pl.col(key), code=pl.lit(code))


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


def totals(
    texts: pl.DataFrame, whole: pl.DataFrame, table: Table, rules: Rules, ends: Sequence[int]
) -> pl.DataFrame:
    """Return a fault for each row that sums the others of its file, in whatever language it says so.

    Such a row is one of the first or last of a file, names no known influencer, and has the sum of the rows
    it stands behind (or above). `whole` has the values of `texts`; `ends` are the last lines of files.
    """
    if table.money is None or "influencer_id" not in texts.columns:
        return pl.DataFrame(schema=FAULTS)
    found = (
        [*rules.totals]
        if rules.totals is not None
        else [
            line
            for first, last in _stretches(whole["line"], ends)
            for line in _sums(texts[first:last], whole[first:last], table, rules)
        ]
    )
    said = texts.filter(pl.col("line").is_in(found)) if found else texts.clear()
    value = pl.coalesce(pl.col(pl.String), pl.lit(""))
    return said.select("line", column=pl.lit(""), value=value, code=pl.lit("footer_row"))


def _stretches(lines: pl.Series, ends: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield where the rows of each file begin and end; for several files, also those of all of them."""
    edges = [0, *(int(lines.search_sorted(end, side="right")) for end in ends), len(lines)]
    stretches = {(first, last) for first, last in pairwise(edges) if last > first}
    yield from sorted(stretches)
    if len(stretches) > 1:
        yield 0, len(lines)


def _sums(texts: pl.DataFrame, whole: pl.DataFrame, table: Table, rules: Rules) -> list[int]:
    """Return the lines of totals at the ends of the rows of one file, looked at from the records outwards."""
    size = whole.height
    above = _run(_nameless(texts.head(RUN), rules))
    below = _run(reversed(_nameless(texts.tail(RUN), rules)))
    if not above + below or size - above - below < _FEWEST:
        return []
    body = _Sum(whole[above : size - below], table)
    found = []
    for place in (*range(size - below, size), *reversed(range(above))):
        row = whole.row(place, named=True)
        if body.is_of(row, texts.row(place, named=True)):
            found.append(row["line"])
        else:
            body.add(row)
    return found


def _run(nameless: Iterable[bool]) -> int:
    """Return how many rows name nobody before one does."""
    return sum(1 for _ in takewhile(bool, nameless))


class _Sum:
    """The sum of the records of a file, which a total would have to be."""

    def __init__(self, records: pl.DataFrame, table: Table) -> None:
        self._table = table
        amounts = records[table.money or ""].drop_nulls()
        self._several = int((amounts != 0).sum()) >= _FEWEST
        self._amount = float(amounts.sum())
        self._orders = float(records["orders"].sum()) if "orders" in records.columns else 0.0

    def add(self, row: dict[str, float | None]) -> None:
        """Count one more record."""
        self._amount += row[self._table.money or ""] or 0.0
        self._orders += row.get("orders") or 0.0

    def is_of(self, row: dict[str, float | None], said: dict[str, str | None]) -> bool:
        """Return whether a row has this sum, and looks like no record of somebody."""
        amount = row[self._table.money or ""]
        if not self._several or not amount or abs(amount - self._amount) > min(_CLOSE, _NEAR * abs(amount)):
            return False
        if any((text or "").strip(" :.-").casefold() in _SAYING for text in map(str, said.values())):
            return True
        orders = row.get("orders")
        if orders is not None and abs(orders - self._orders) > _CLOSE:
            return False
        return self._is_nobodys(said) or (orders is not None and orders > 1)

    def _is_nobodys(self, said: dict[str, str | None]) -> bool:
        if "basis" in said:
            return said["influencer_id"] is None or said["basis"] is None
        return said.get("user_id") is None


def _nameless(texts: pl.DataFrame, rules: Rules) -> list[bool]:
    """Return which rows name no influencer that is known."""
    known = rules.influencers
    return [
        name is None or (known is not None and not is_known(name, known)) for name in texts["influencer_id"]
    ]


def places_of(rows: pl.DataFrame, lines: pl.Series) -> list[int]:
    """Return at which places the rows of some lines stand, of those that are there; lines of rows go up."""
    wanted = lines.unique().sort()
    places = rows["line"].search_sorted(wanted)
    there = rows["line"].gather(places.clip(upper_bound=max(rows.height - 1, 0))) == wanted
    return places.filter(there).to_list() if rows.height else []


def without(whole: pl.DataFrame, faults: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that have no fault; few faults cut the frame, many sift it."""
    if faults.is_empty():
        return whole
    places = places_of(whole, faults["line"])
    if len(places) > _FEW:
        return whole.filter(~pl.col("line").is_in(faults["line"].unique().implode()))
    ends = [-1, *places, whole.height]
    return pl.concat(whole.slice(before + 1, behind - before - 1) for before, behind in pairwise(ends))
