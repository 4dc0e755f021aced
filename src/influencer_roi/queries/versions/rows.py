"""Finds the rows in which two versions of a table differ: gone, new, or with other values."""

from collections.abc import Sequence

import polars as pl

from influencer_roi.model.report import Report
from influencer_roi.queries.versions.causes import Why

_HASH, _NTH, _KEY = "_hash", "_nth", "_key"
_ENOUGH = 2  # names of a row by which a record is known for its


def differing(
    before: pl.DataFrame, after: pl.DataFrame, *, same: Sequence[str], key: pl.Expr
) -> pl.DataFrame:
    """Return one row per row of either side that the other does not have alike, paired by `key`.

    Rows are alike that agree in the columns `same`; as many of them as both sides have are left out. Columns
    are those of both sides, of after with `_after` behind its name; a side that lacks a row has nulls, and
    `is_before` and `is_after` say which does. Of several rows of one key the first is paired with the first.
    """
    lost, gained = _unlike(before, after, same)
    return _numbered(lost, key, "is_before").join(
        _numbered(gained, key, "is_after"),
        on=(_KEY, _NTH),
        how="full",
        coalesce=True,
        suffix="_after",
        validate="1:1",
    )


def month_of() -> pl.Expr:
    """Return the month of `date`, as 2025-07."""
    return pl.col("date").dt.strftime("%Y-%m")


def with_why(
    pairs: pl.DataFrame,
    now: Report,
    table: str,
    *,
    by: Sequence[str],
    others: Sequence[tuple[pl.Expr, Why]],
) -> pl.DataFrame:
    """Return rows of `differing` with `why` they do, by what is kept `now`: the first that holds.

    They are set aside or left out, gone, new, one of `others`, else stated differently. Rows that are kept no
    more are known by their names `by`.
    """
    known = pairs.with_columns(
        _aside=recorded(pairs, now.faults.filter(table=table), by=by),
        _out=recorded(pairs, now.left_out.filter(table=table), by=by),
    )
    found = [
        (pl.col("_aside"), Why.SET_ASIDE),
        (pl.col("_out"), Why.LEFT_OUT),
        (pl.col("is_after").is_null(), Why.GONE),
        (pl.col("is_before").is_null(), Why.NEW),
        *others,
    ]
    words = [pl.when(holds).then(pl.lit(why)) for holds, why in found]
    return known.with_columns(why=pl.coalesce(*words, pl.lit(Why.STATED)))


def recorded(pairs: pl.DataFrame, records: pl.DataFrame, *, by: Sequence[str]) -> pl.Series:
    """Return which pairs have lost a row that stands among records, each `raw` as its file has it.

    A record is of a row where the first of `by` that the row has is among its cells, and one more of them if
    it has any.
    """
    lost = pairs.with_row_index("_row").filter(pl.col("is_after").is_null()).select("_row", *by)
    first = lost.with_columns(_cell=pl.coalesce(by)).drop_nulls("_cell")
    texts = _cells_of(records["raw"])
    each = texts.rename({"cells": "_cell"}).explode("_cell")
    beside = first.join(each, on="_cell").join(texts, on="_record", validate="m:1")
    found = beside.filter(
        pl.sum_horizontal(pl.col("cells").list.contains(pl.col(name)) for name in by)
        >= pl.min_horizontal(_ENOUGH, pl.sum_horizontal(pl.col(name).is_not_null() for name in by))
    )
    return pl.int_range(pairs.height, eager=True).is_in(found["_row"].unique().implode())


def _unlike(
    before: pl.DataFrame, after: pl.DataFrame, same: Sequence[str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows of each side that the other has fewer of; only those are looked at one by one."""
    then, now = (one.with_columns(_fingerprint(same)) for one in (before, after))
    lost, gained = _only_in(then, now), _only_in(now, then)
    if _sum_of(then, lost) != _sum_of(now, gained):  # rows that both have, one side more of than the other
        lost, gained = _more_in(then, now), _more_in(now, then)
    return lost.drop(_HASH), gained.drop(_HASH)


def _fingerprint(same: Sequence[str]) -> pl.Expr:
    """Return a number that rows share which agree in the columns `same`."""
    return pl.sum_horizontal(pl.col(name).hash(seed) for seed, name in enumerate(same)).alias(_HASH)


def _only_in(rows: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(~pl.col(_HASH).is_in(others[_HASH].implode()))


def _sum_of(rows: pl.DataFrame, less: pl.DataFrame) -> tuple[int, int]:
    """Return how many rows there are without some of them, and the sum of their fingerprints in 64 bits."""
    return rows.height - less.height, (int(rows[_HASH].sum()) - int(less[_HASH].sum())) % 2**64


def _more_in(rows: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that others have fewer of, without as many of each as those have."""
    counts = others.group_by(_HASH).agg(others=pl.len())
    return (
        rows.join(counts, on=_HASH, how="left", maintain_order="left", validate="m:1")
        .filter(pl.int_range(pl.len()).over(_HASH) >= pl.col("others").fill_null(0))
        .drop("others")
    )


def _cells_of(raw: pl.Series) -> pl.DataFrame:
    """Return one row per `_record`: its `cells`, the texts of it as they are written."""
    texts = raw.drop_nulls().unique().str.replace_all(r"[;\t|]", ",").str.split(",").rename("cells")
    stripped = pl.element().str.strip_chars(' "').str.strip_chars("'")
    return texts.to_frame().with_columns(pl.col("cells").list.eval(stripped)).with_row_index("_record")


def _numbered(rows: pl.DataFrame, key: pl.Expr, side: str) -> pl.DataFrame:
    return rows.with_columns(key.alias(_KEY), pl.lit(value=True).alias(side)).with_columns(
        pl.int_range(pl.len()).over(_KEY).alias(_NTH)
    )
