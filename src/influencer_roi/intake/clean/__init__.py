"""Turns a sheet of text into typed rows, and says why each other row was set aside."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from operator import itemgetter

import polars as pl

from influencer_roi.intake.clean.cells import Rules, Told, told, without_spare_faults
from influencer_roi.intake.clean.complete import TYPES, complete
from influencer_roi.intake.clean.earning import Earned, earned, foreign
from influencer_roi.intake.clean.merging import merged
from influencer_roi.intake.clean.notes import absent_notes, file_notes
from influencer_roi.intake.clean.outcome import (
    Outcome,
    counts_of,
    in_parts,
    less_refunds,
    named_by,
    remarks_on_copies,
)
from influencer_roi.intake.clean.outliers import counted_days, days_of, near, outliers
from influencer_roi.intake.clean.rules import conflicts, copies, footers, totals, without
from influencer_roi.intake.read.sheet import CELL, FAULTS, Sheet
from influencer_roi.model.headers import match_columns
from influencer_roi.model.outcomes import FAULTS as CODES
from influencer_roi.model.outcomes import reason
from influencer_roi.model.parts import located
from influencer_roi.model.report import SET_ASIDE, SHOWN_VALUE, Counts, Note, refusal
from influencer_roi.model.schema import SET_ASIDE as SET_ASIDE_ROW
from influencer_roi.model.schema import Column, Kind, Table
from influencer_roi.threads import run_all

__all__ = ["TYPES", "Cleaned", "Rules", "clean"]

_LONG = 100_000  # rows; columns of fewer are read sooner than threads start
_COSTLY = (Kind.MONEY, Kind.DATE, Kind.COUNT, Kind.ID, Kind.LINK, Kind.TEXT)  # the costliest to read first


@dataclass(frozen=True)
class Cleaned:
    """One table after cleaning.

    `rows` has `line` and every column of the table, absent ones null; `faults` as SET_ASIDE, one row per
    fault, by line; `left_out` are the lines of rows that earned nothing. `named` are the brands and platforms
    other rows name, by column: `name` and `rows`.
    """

    rows: pl.DataFrame
    counts: Counts
    faults: pl.DataFrame
    notes: tuple[Note, ...]
    left_out: pl.Series = field(default_factory=lambda: Earned().left_out)
    named: Mapping[str, pl.DataFrame] = field(default_factory=dict)


def clean(sheet: Sheet, table: Table, rules: Rules) -> Cleaned:
    """Return a sheet as a typed table.

    Raises:
        Refused: a required column is missing, one stands twice, or one with values has no name.
    """
    places = match_columns(table, sheet.headers, sheet.file, currency=rules.currency)
    matched = dict(sorted(places.items(), key=itemgetter(1)))
    _refuse_unnamed(sheet)
    columns = _columns(sheet, table, matched, rules)
    lines = sheet.rows["line"]
    texts = pl.DataFrame([lines, *(one.texts.alias(name) for name, one in columns.items())])
    whole = _with_percents(
        pl.DataFrame([lines, *(one.parsed.values.alias(name) for name, one in columns.items())]),
        table,
        columns,
    )
    judged = earned(whole, table, pending=rules.pending)
    faults = _row_faults(sheet, table, matched, columns, rules, judged.left_out)
    kept = without(whole, _lines(faults, judged.left_out))
    again = copies(kept, table)
    one = merged(without(kept, again), table)
    other = conflicts(one.rows, table)
    alone = without(one.rows, other)
    strays = _strays(alone, table, rules)
    faults = pl.concat([faults, again, other, strays])
    rows = less_refunds(without(alone, strays), judged.refunds, table)
    out = pl.concat([_lines(faults, judged.left_out), one.again.select("line")])
    every = pl.concat([faults, sheet.faults]).sort("line")
    notes = [
        *file_notes(sheet, table, matched, sum(one.trimmed for one in columns.values())),
        *((code, f"{name}: {said}") for name, one in columns.items() for code, said in one.parsed.remarks),
        *absent_notes(rows, table, matched),
        *(*judged.remarks, *one.remarks),
        *(remarks_on_copies(without(sheet.rows, out), rows, table) if rules.totals is None else ()),
    ]
    return Cleaned(
        rows=complete(rows, table),
        counts=counts_of(sheet, table, whole, faults, Outcome(rows, judged, one.again.height)),
        faults=_described(every, sheet, table),
        notes=tuple(Note(table.name, sheet.file, code, located(said, sheet.parts)) for code, said in notes),
        left_out=judged.left_out,
        named=named_by(texts, out.join(faults.filter(code="footer_row"), on="line", how="anti")),
    )


def _row_faults(
    sheet: Sheet,
    table: Table,
    matched: Mapping[str, int],
    columns: Mapping[str, Told],
    rules: Rules,
    left_out: pl.Series,
) -> pl.DataFrame:
    """Return the faults of cells, and those of rows that are a total or in another currency."""
    lines = sheet.rows["line"]
    texts = pl.DataFrame([lines, *(one.texts.alias(name) for name, one in columns.items())])
    whole = pl.DataFrame([lines, *(one.parsed.values.alias(name) for name, one in columns.items())])
    sums = totals(texts, whole, table, rules, [part.start for part in sheet.parts[1:]])
    other = foreign(texts, rules.currency).select(
        "line", column=pl.lit("currency"), value="value", code=pl.lit("currency_mismatch")
    )
    found = pl.concat([_cell_faults(sheet, table, matched, columns, rules), other])
    if not sums.is_empty():
        found = pl.concat([found.join(sums, on="line", how="anti", maintain_order="left"), sums])
    found = _with_footers(found, texts, table)
    return found.filter(~pl.col("line").is_in(left_out.implode())) if len(left_out) else found


def _lines(faults: pl.DataFrame, more: pl.Series) -> pl.DataFrame:
    """Return the lines of faults and more."""
    return pl.concat([faults.select("line"), more.cast(pl.UInt32).rename("line").to_frame()])


def _refuse_unnamed(sheet: Sheet) -> None:
    """Refuse a column that has values and no name: nobody can say what they are."""
    for place, name in enumerate(sheet.headers):
        cells = sheet.rows[f"{CELL}{place}"]
        if not name.strip() and (cells.fill_null("").str.strip_chars() != "").any():
            said = f"column {place + 1} has values and no name. Name it, or remove it."
            raise refusal("unnamed_column", sheet.file, said)


def _columns(sheet: Sheet, table: Table, matched: Mapping[str, int], rules: Rules) -> dict[str, Told]:
    """Return what each column says; `matched` has the place of each."""
    rules = replace(rules, decimal_comma=sheet.decimal_comma, blanks=sheet.blanks, lacks=sheet.lacks)

    def said(name: str) -> Told:
        column, place = table.column(name), matched[name]
        own = replace(rules, points=(name,)) if place in sheet.numeric else rules
        found = told(sheet.rows[f"{CELL}{place}"], column, own)
        return without_spare_faults(found, column, sheet.rows["line"])

    if sheet.rows.height < _LONG:
        return {name: said(name) for name in matched}
    costly = sorted(matched, key=lambda name: _COSTLY.index(table.column(name).kind))
    found = dict(zip(costly, run_all(said, costly), strict=True))
    return {name: found[name] for name in matched}


def _with_percents(whole: pl.DataFrame, table: Table, columns: Mapping[str, Told]) -> pl.DataFrame:
    """Return the values with those that are in percent in a column of their own, beside what it has."""
    for name, said in columns.items():
        if said.percents is not None:
            own = table.column(name).percents
            before = pl.col(own) if own in whole.columns else pl.lit(None, pl.Float64)
            whole = whole.with_columns(pl.coalesce(before, said.percents).alias(own))
    return whole


def _strays(kept: pl.DataFrame, table: Table, rules: Rules) -> pl.DataFrame:
    """Return a fault for each row whose date is far from all others."""
    if not table.dated or "date" not in kept.columns:
        return pl.DataFrame(schema=FAULTS)
    if rules.days is None and near(kept):
        return pl.DataFrame(schema=FAULTS)
    return outliers(kept, rules.days or days_of(counted_days(kept)))


def _cell_faults(
    sheet: Sheet, table: Table, matched: Mapping[str, int], columns: Mapping[str, Told], rules: Rules
) -> pl.DataFrame:
    """Return the faults of all columns, one after the other."""
    needed = _needed(table, columns, rules)
    found = [
        _column_faults(sheet, one, table.column(name), matched[name], needed)
        for name, one in columns.items()
        if one.parsed.faults.height or (name in needed and one.texts.null_count())
    ]
    return pl.concat([pl.DataFrame(schema=FAULTS), *found])


def _needed(table: Table, columns: Mapping[str, Told], rules: Rules) -> frozenset[str]:
    """Return the columns without which a row is set aside; what no row has cannot be asked of any."""
    return frozenset(
        column.name
        for column in table.columns
        if column.absent == SET_ASIDE_ROW
        and column.name in columns
        and not (column.may_be_empty and not rules.has_revenue and columns[column.name].texts.is_null().all())
    )


def _column_faults(
    sheet: Sheet, said: Told, column: Column, place: int, needed: frozenset[str]
) -> pl.DataFrame:
    """Return the faults of one column."""
    text, found = said.texts, said.parsed.faults
    if column.name in needed and text.null_count():
        absent = text.is_null().arg_true().cast(pl.UInt32)
        word = sheet.rows[f"{CELL}{place}"].gather(absent).str.strip_chars().str.to_lowercase()
        missing = "missing_key" if column.kind is Kind.ID else "missing_value"
        number = column.kind in (Kind.MONEY, Kind.COUNT)
        codes = word.to_frame("word").select(
            code=pl.when((pl.col("word") == "nan") & number)
            .then(pl.lit("not_finite"))
            .otherwise(pl.lit(missing))
        )
        found = pl.concat([found, absent.to_frame("row").hstack(codes)])
    return found.select(
        line=sheet.rows["line"].gather(found["row"]),
        column=pl.lit(column.name),
        value=sheet.rows[f"{CELL}{place}"].gather(found["row"]).fill_null("").str.strip_chars(),
        code="code",
    )


def _with_footers(faults: pl.DataFrame, texts: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Return the faults, those of a total being one: that it is a total."""
    totals = footers(texts, table, faults["line"])
    if totals.is_empty():
        return faults
    return pl.concat([faults.join(totals, on="line", how="anti", maintain_order="left"), totals])


def _described(faults: pl.DataFrame, sheet: Sheet, table: Table) -> pl.DataFrame:
    """Return faults with everything a reader needs to mend them."""
    if faults.is_empty():
        return pl.DataFrame(schema=SET_ASIDE)
    lines = faults["line"].unique().sort()
    raw = dict(zip(lines, sheet.raw(lines.to_list()), strict=True))
    kinds = faults.select("code", "column").unique().rows()
    worded = pl.DataFrame(
        [(code, column, reason(code, column), CODES[code].fix) for code, column in kinds],
        schema={"code": pl.String, "column": pl.String, "reason": pl.String, "fix": pl.String},
        orient="row",
    )
    described = faults.join(
        worded, on=["code", "column"], how="left", maintain_order="left", validate="m:1"
    ).with_columns(
        table=pl.lit(table.name),
        file=pl.lit(sheet.file),
        sha256=pl.lit(sheet.sha256),
        value=pl.col("value").str.slice(0, SHOWN_VALUE),
        raw=pl.col("line").replace_strict(raw, return_dtype=pl.String),
    )
    return in_parts(described, sheet).select(SET_ASIDE.names()).cast(SET_ASIDE)
