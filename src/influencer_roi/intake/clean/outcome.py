"""Says what came of the rows of a table: counts, money, and what those that are none of its rows name."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from influencer_roi.intake.clean.earning import Earned
from influencer_roi.intake.clean.rules import places_of
from influencer_roi.intake.read.sheet import Sheet
from influencer_roi.model.names import counted
from influencer_roi.model.parts import LineIn, Part, as_counted, part_of
from influencer_roi.model.report import LEFT_OUT, Counts, Money
from influencer_roi.model.schema import Table


def counts_of(
    sheet: Sheet,
    table: Table,
    whole: pl.DataFrame,
    faulty: pl.Series,
    rows: pl.DataFrame,
    judged: Earned,
    *,
    merged: int,
) -> Counts:
    """Return how many rows of a sheet became what, and their money; `whole` has all of them."""
    out = judged.left_out
    counts = Counts(
        file=sheet.file,
        read=sheet.read,
        kept=rows.height + merged,
        blank_lines=sheet.blank_lines,
        sha256=sheet.sha256,
        left_out=len(out),
        parts=sheet.parts,
    )
    if table.money is None:
        return counts
    aside, left = (whole[table.money].gather(places_of(whole, lines)) for lines in (faulty, out))
    back = judged.refunds
    refunded = back if back.is_empty() else back.join(rows, on="line", how="semi")
    money = Money(
        column=table.money,
        kept=float(rows[table.money].sum()),
        set_aside=float(aside.sum()),
        unreadable=int(aside.null_count()) + sheet.faults.height,
        left_out=float(left.sum()) + float(refunded["refund"].sum()),
    )
    return replace(counts, money=money)


def less_refunds(rows: pl.DataFrame, refunds: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Return rows with what was refunded taken off their money."""
    if refunds.is_empty() or table.money is None:
        return rows
    joined = rows.join(refunds, on="line", how="left", maintain_order="left", validate="1:1")
    return joined.with_columns(pl.col(table.money) - pl.col("refund").fill_null(0.0)).drop("refund")


def left_out_rows(sheet: Sheet, table: Table, judged: Earned) -> pl.DataFrame:
    """Return the rows that earned nothing, as LEFT_OUT: where each stands, why, and its money."""
    reasons = judged.reasons.sort("line")
    if reasons.is_empty():
        return pl.DataFrame(schema=LEFT_OUT)
    found = reasons.with_columns(
        pl.Series("raw", sheet.raw(reasons["line"].to_list()), pl.String),
        table=pl.lit(table.name),
        file=pl.lit(sheet.file),
        sha256=pl.lit(sheet.sha256),
    )
    return in_parts(found, sheet.parts).select(LEFT_OUT.names()).cast(LEFT_OUT)


def named_by(texts: pl.DataFrame, out: pl.DataFrame) -> Mapping[str, pl.DataFrame]:
    """Return the brands and platforms named by rows that are no rows of the table, whose lines are `out`."""
    if out.is_empty():
        return {}
    others = texts[places_of(texts, out["line"])]
    return {name: counted(others[name]) for name in ("brand", "platform") if name in others.columns}


def in_their_words(described: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    """Return faults with the header their column was computed from, where it was."""
    pairs = [(file, *each) for file, columns in sheet.origins.items() for each in columns.items()]
    if not pairs:
        return described
    schema = {"file": pl.String, "column": pl.String, "header": pl.String}
    theirs = pl.DataFrame(pairs, schema=schema, orient="row")
    named = described.join(theirs, on=["file", "column"], how="left", maintain_order="left", validate="m:1")
    return named.with_columns(column=pl.coalesce("header", "column")).drop("header")


def in_parts(described: pl.DataFrame, parts: Sequence[Part], *, line_in: LineIn = as_counted) -> pl.DataFrame:
    """Return faults by the file each stands in, and its line there."""
    if not parts:
        return described
    found = [part_of(line, parts) for line in described["line"]]
    return described.with_columns(
        file=pl.Series([part.file for part, _ in found], dtype=pl.String),
        line=pl.Series([line_in(part, line) for part, line in found], dtype=described["line"].dtype),
        sha256=pl.Series([part.sha256 for part, _ in found], dtype=pl.String),
    )
