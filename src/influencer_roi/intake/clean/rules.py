"""Finds faults of whole rows: keys that stand twice, totals among records."""

from itertools import pairwise

import numpy as np
import polars as pl

from influencer_roi.intake.read.sheet import NO_FAULTS, faults_of_rows
from influencer_roi.intake.total_words import TOTALS
from influencer_roi.model.distinct import all_differ
from influencer_roi.model.schema import INFLUENCER_ID, Table

_TOTALS = [way for word in TOTALS for way in (word, word.capitalize(), word.title(), word.upper())]
_FIRST = 2
_FEW = 64  # cuts


def copies(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Return a fault for each row with a key that is exactly as an earlier one."""
    again = _again(rows, table)
    if again.is_empty():
        return NO_FAULTS
    exact = again.filter(~pl.struct(pl.exclude("line")).is_first_distinct())
    return _key_faults(exact, table, "duplicate_exact")


def conflicts(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Return a fault for each row whose key an earlier one has; `rows` lacks those set aside anyway.

    Money that goes back is of the record that has its key, and none beside it; but not of somebody else's,
    where nothing but the key tells records apart.
    """
    again = _again(rows, table)
    if again.is_empty():
        return NO_FAULTS
    by = pl.struct(identity(again, table))
    if not table.money:
        return _key_faults(again.filter(~by.is_first_distinct()), table, "duplicate_conflict")
    goes_back = (pl.col(table.money) < 0).fill_null(value=False)
    by = pl.when(~goes_back).then(by)
    odd = by.is_not_null() & ~by.is_first_distinct()
    if table.apart is None and INFLUENCER_ID.name in again.columns:
        whose = pl.col(INFLUENCER_ID.name).str.to_lowercase()
        odd |= (goes_back & (whose != whose.first().over(table.key))).fill_null(value=False)
    return _key_faults(again.filter(odd), table, "duplicate_conflict")


def without_sale(kept: pl.DataFrame, whole: pl.DataFrame, faulty: pl.Series, table: Table) -> pl.DataFrame:
    """Return a fault for each row kept below 0 of whose record all that was paid is set aside.

    `whole` has all rows, `faulty` the lines of those that are set aside.
    """
    key, money = table.key or "", pl.col(table.money or "")
    if not table.money or key not in kept.columns or faulty.is_empty():
        return NO_FAULTS
    keys = kept.filter(money < 0)[key].drop_nulls()
    if keys.is_empty():
        return NO_FAULTS
    rows = whole.filter(pl.col(key).is_in(keys.implode()))
    by = {f"by_{at}": one for at, one in enumerate(identity(rows, table))}
    rows = rows.with_columns(**by)
    paid = (money >= 0) | money.is_null()
    stand, aside = (
        rows.filter(paid, pl.col("line").is_in(lines.implode())) for lines in (kept["line"], faulty)
    )
    found = rows.filter(money < 0, pl.col("line").is_in(kept["line"].implode()))
    found = found.join(aside, on=[*by], how="semi", nulls_equal=True, maintain_order="left")
    found = found.join(stand, on=[*by], how="anti", nulls_equal=True, maintain_order="left")
    return _key_faults(found, table, "sale_set_aside")


def identity(keyed: pl.DataFrame, table: Table) -> list[pl.Expr]:
    """Return what rows of a table that have a key are one record by; all rows of a key are there.

    Where a table tells records of one key apart by another column, rows that differ there are several,
    whatever their case; one without a value there is as the first that has one.
    """
    by = [pl.col(table.key or "")]
    if table.apart in keyed.columns:
        apart = pl.col(table.apart)
        by.append(apart.fill_null(apart.drop_nulls().first().over(by)).str.to_lowercase())
    return by


def _again(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Return the rows whose key stands more than once."""
    key = table.key
    if key is None or key not in rows.columns or all_differ(rows[key].drop_nulls()):
        return rows.clear()
    return rows.filter(pl.col(key).is_not_null() & pl.col(key).is_duplicated())


def _key_faults(found: pl.DataFrame, table: Table, code: str) -> pl.DataFrame:
    key = table.key or ""
    return faults_of_rows(found, code, key, pl.col(key))


def footers(texts: pl.DataFrame, table: Table, faulty: pl.Series) -> pl.DataFrame:
    """Return a fault for each row that is a total: it says so, and has a fault or lacks half of its cells.

    `texts` has line and the columns in the order of the file: a total says so in one of the first, whatever
    that holds. `faulty` are the lines of rows with a fault.
    """
    names = texts.columns[1 : 1 + _FIRST]
    required = [column.name for column in table.columns if column.required and column.name in texts.columns]
    gaps = sum(texts[name].null_count() > 0 for name in required)
    # Where most columns have a value in every row, no row lacks half of its cells.
    likely = texts if 2 * gaps >= len(required) else texts[places_of(texts, faulty)]
    if likely.is_empty():
        return NO_FAULTS
    named = likely.select(pl.any_horizontal(pl.col(names).is_in(_TOTALS)).fill_null(value=False)).to_series()
    if not named.any():
        return NO_FAULTS
    absent = pl.sum_horizontal(pl.col(required).is_null())
    total = pl.col("line").is_in(faulty.implode()) | (2 * absent >= len(required))
    value = pl.coalesce(pl.when(pl.col(name).is_in(_TOTALS)).then(name) for name in names)
    found = likely.filter(named).filter(total)
    return faults_of_rows(found, "footer_row", value=value)


def places_of(rows: pl.DataFrame, lines: pl.Series) -> list[int]:
    """Return at which places the rows of some lines stand, of those that are there; lines of rows go up."""
    if lines.is_empty() or rows.is_empty():
        return []
    own = rows["line"].to_numpy()
    wanted = np.unique(lines.to_numpy()).astype(own.dtype)
    places = np.searchsorted(own, wanted)
    found: list[int] = places[own[places.clip(max=rows.height - 1)] == wanted].tolist()
    return found


def without(whole: pl.DataFrame, faults: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that have no fault; few faults cut the frame, many sift it."""
    if faults.is_empty():
        return whole
    places = places_of(whole, faults["line"])
    if len(places) > _FEW:
        return whole.filter(~pl.col("line").is_in(faults["line"].unique().implode()))
    ends = [-1, *places, whole.height]
    return pl.concat(whole.slice(before + 1, behind - before - 1) for before, behind in pairwise(ends))
