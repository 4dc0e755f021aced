"""Finds what is wrong with the cells and rows of a sheet, and says it in words."""

from collections.abc import Mapping

import polars as pl

from influencer_roi.intake.clean.by_file import of_part
from influencer_roi.intake.clean.cells import CleanedColumn, Rules
from influencer_roi.intake.clean.day_order import AGAINST
from influencer_roi.intake.clean.earning import Earned, foreign
from influencer_roi.intake.clean.outcome import in_parts, in_their_words
from influencer_roi.intake.clean.rules import footers
from influencer_roi.intake.clean.totals import totals
from influencer_roi.intake.read.sheet import CELL, NO_FAULTS, Sheet
from influencer_roi.model.outcomes import FAULTS as CODES
from influencer_roi.model.outcomes import reason
from influencer_roi.model.report import SET_ASIDE, SHOWN_VALUE
from influencer_roi.model.schema import NUMBERS, Column, Kind, Table
from influencer_roi.model.schema import SET_ASIDE as SET_ASIDE_ROW


def row_faults(
    sheet: Sheet,
    table: Table,
    matched: Mapping[str, int],
    columns: Mapping[str, CleanedColumn],
    rules: Rules,
    judged: Earned,
) -> pl.DataFrame:
    """Return the faults of cells, and those of rows that are a total or in another currency.

    What earned nothing has none; `judged` says what that is.
    """
    lines = sheet.rows["line"]
    texts = pl.DataFrame([lines, *(one.texts.alias(name) for name, one in columns.items())])
    whole = pl.DataFrame([lines, *(one.parsed.values.alias(name) for name, one in columns.items())])
    ends = [part.start for part in sheet.parts[1:]]
    other = foreign(texts, rules.currency)
    own = judged.without(other["line"])
    sums = totals(texts, whole, table, rules, own, ends=ends, whole=_whole(lines, sheet))
    found = pl.concat([_cell_faults(sheet, table, matched, columns, rules), other])
    if not sums.is_empty():
        found = pl.concat([found.join(sums, on="line", how="anti", maintain_order="left"), sums])
    found = _with_footers(found, texts, table)
    out = judged.left_out
    return found.filter(~pl.col("line").is_in(out.implode())) if len(out) else found


def _whole(lines: pl.Series, sheet: Sheet) -> pl.Series:
    """Return which rows are of files from which no totals were taken out."""
    if not sheet.totalless or not sheet.parts:
        return pl.Series([not sheet.totalless]).new_from_index(0, len(lines))
    return of_part(lines, sheet.parts, [part.file not in sheet.totalless for part in sheet.parts])


def described(faults: pl.DataFrame, sheet: Sheet, table: Table) -> pl.DataFrame:
    """Return faults with everything a reader needs to fix them."""
    if faults.is_empty():
        return pl.DataFrame(schema=SET_ASIDE)
    lines = sorted({*faults["line"]})
    raw = dict(zip(lines, sheet.raw(lines), strict=True))
    placed = faults.with_columns(
        table=pl.lit(table.name),
        file=pl.lit(sheet.file),
        sha256=pl.lit(sheet.sha256),
        value=pl.col("value").str.strip_suffix(AGAINST).str.slice(0, SHOWN_VALUE),
        raw=pl.Series([raw[line] for line in faults["line"]], dtype=pl.String),
    )
    found = in_their_words(in_parts(placed, sheet.parts), sheet)
    kinds = [*zip(found["code"], found["column"], strict=True)]
    reasons = {kind: reason(*kind) for kind in {*kinds}}
    found = found.with_columns(
        reason=pl.Series([reasons[kind] for kind in kinds], dtype=pl.String),
        fix=pl.Series([CODES[code].fix for code, _ in kinds], dtype=pl.String),
    )
    return found.select(SET_ASIDE.names()).cast(SET_ASIDE)


def _cell_faults(
    sheet: Sheet, table: Table, matched: Mapping[str, int], columns: Mapping[str, CleanedColumn], rules: Rules
) -> pl.DataFrame:
    """Return the faults of all columns, one after the other."""
    needed = _needed(table, columns, rules)
    found = [
        _column_faults(sheet, one, table.column(name), matched[name], needed)
        for name, one in columns.items()
        if one.parsed.faults.height or (name in needed and one.texts.null_count())
    ]
    return pl.concat([NO_FAULTS, *found])


def _needed(table: Table, columns: Mapping[str, CleanedColumn], rules: Rules) -> frozenset[str]:
    """Return the columns without which a row is set aside; what no row has cannot be asked of any."""
    return frozenset(
        column.name
        for column in table.columns
        if column.absent == SET_ASIDE_ROW
        and column.name in columns
        and not (column.may_be_empty and not rules.has_revenue and _is_absent(columns[column.name].texts))
    )


def _is_absent(texts: pl.Series) -> bool:
    return texts.null_count() == len(texts)


def _column_faults(
    sheet: Sheet, cleaned: CleanedColumn, column: Column, place: int, needed: frozenset[str]
) -> pl.DataFrame:
    """Return the faults of one column."""
    text, found = cleaned.texts, cleaned.parsed.faults
    if column.name in needed and text.null_count():
        absent = text.is_null().arg_true().cast(pl.UInt32)
        found = pl.concat([found, absent.to_frame("row")], how="diagonal")
    value = pl.col(f"{CELL}{place}").fill_null("").str.strip_chars()
    missing = pl.lit("missing_key" if column.kind is Kind.ID else "missing_value")
    if column.kind in NUMBERS:
        missing = pl.when(value.str.to_lowercase() == "nan").then(pl.lit("not_finite")).otherwise(missing)
    cells = sheet.rows[found["row"], ["line", f"{CELL}{place}"]].hstack([found["code"]])
    return cells.select("line", column=pl.lit(column.name), value=value, code=pl.coalesce("code", missing))


def _with_footers(faults: pl.DataFrame, texts: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Return the faults, those of a total being one: that it is a total."""
    totals = footers(texts, table, faults["line"])
    if totals.is_empty():
        return faults
    return pl.concat([faults.join(totals, on="line", how="anti", maintain_order="left"), totals])
