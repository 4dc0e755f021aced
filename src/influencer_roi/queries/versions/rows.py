"""Finds the rows in which two versions of a table differ: gone, new, or with other values."""

from collections.abc import Sequence

import polars as pl

from influencer_roi.ledger.entries import Ledger

_HASH, _NTH, KEY = "_hash", "_nth", "_key"


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
        on=(KEY, _NTH),
        how="full",
        coalesce=True,
        suffix="_after",
        validate="1:1",
    )


def named_in(rows: pl.DataFrame, records: pl.DataFrame, *, by: Sequence[str]) -> pl.Series:
    """Return which rows some record names: all of `by` that a row has are among its `cells`."""
    numbered = rows.with_row_index("_row").select("_row", *by)
    first = numbered.with_columns(_cell=pl.coalesce(by)).drop_nulls("_cell")
    cells = records.select("cells").with_row_index("_record").with_columns(_cell="cells").explode("_cell")
    found = first.join(cells.drop_nulls("_cell"), on="_cell").filter(
        pl.all_horizontal(pl.col("cells").list.contains(pl.col(name)) | pl.col(name).is_null() for name in by)
    )
    return numbered["_row"].is_in(found["_row"].unique().implode())


def month_of() -> pl.Expr:
    """Return the month of `date`, as 2025-07."""
    return pl.col("date").dt.strftime("%Y-%m")


def set_aside_now(pairs: pl.DataFrame, after: Ledger, table: str, *, by: Sequence[str]) -> pl.Series:
    """Return which pairs have lost a row that is set aside now."""
    faults = after.report.faults.filter(table=table).unique("line", maintain_order=True)
    named = named_in(pairs, cells_of(faults["raw"]), by=by)
    return named & pairs["is_after"].is_null()


def cells_of(raw: pl.Series) -> pl.DataFrame:
    """Return `cells`, the texts of each record as it is written in its file."""
    texts = raw.drop_nulls().str.replace_all(r"[;\t|]", ",").str.split(",").rename("cells")
    stripped = pl.element().str.strip_chars(' "').str.strip_chars("'")
    return texts.to_frame().with_columns(pl.col("cells").list.eval(stripped))


def _unlike(
    before: pl.DataFrame, after: pl.DataFrame, same: Sequence[str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows of each side that the other has fewer of; only those are looked at one by one."""
    sides = [one.with_columns(pl.struct(same).hash().alias(_HASH)) for one in (before, after)]
    then, now = (one.group_by(_HASH).len() for one in sides)
    counts = then.join(now, on=_HASH, how="full", coalesce=True, suffix="_after", validate="1:1")
    counts = counts.with_columns(pl.col("len", "len_after").fill_null(0)).filter(
        pl.col("len") != pl.col("len_after")
    )
    lost, gained = (
        one.join(counts.select(_HASH, others=other), on=_HASH, maintain_order="left", validate="m:1")
        .filter(pl.int_range(pl.len()).over(_HASH) >= pl.col("others"))
        .drop(_HASH, "others")
        for one, other in zip(sides, ("len_after", "len"), strict=True)
    )
    return lost, gained


def _numbered(rows: pl.DataFrame, key: pl.Expr, side: str) -> pl.DataFrame:
    return rows.with_columns(key.alias(KEY), pl.lit(value=True).alias(side)).with_columns(
        pl.int_range(pl.len()).over(KEY).alias(_NTH)
    )
