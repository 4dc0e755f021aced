"""Turns a sheet of text into typed rows, and says why each other row was set aside."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from operator import itemgetter

import polars as pl

from influencer_roi.intake.clean.across import read_otherwise
from influencer_roi.intake.clean.by_file import NOTHING, of_part
from influencer_roi.intake.clean.cells import CleanedColumn, Rules, cleaned_column, without_spare_faults
from influencer_roi.intake.clean.complete import TYPES, complete
from influencer_roi.intake.clean.earning import Earned, earned
from influencer_roi.intake.clean.faults import described, row_faults
from influencer_roi.intake.clean.heard import with_answers
from influencer_roi.intake.clean.merging import alike, merged
from influencer_roi.intake.clean.nearly import nearly_alike
from influencer_roi.intake.clean.notes import absent_notes, file_notes
from influencer_roi.intake.clean.outcome import counts_of, left_out_rows, less_refunds, named_by
from influencer_roi.intake.clean.outliers import counted_days, days_of, near, outliers
from influencer_roi.intake.clean.pairing import without_own_sale
from influencer_roi.intake.clean.rules import conflicts, copies, without, without_sale
from influencer_roi.intake.read.sheet import CELL, NO_FAULTS, Sheet
from influencer_roi.model.headers import match_columns
from influencer_roi.model.parts import located
from influencer_roi.model.report import LEFT_OUT, Counts, Note, refusal
from influencer_roi.model.scales import scale_of
from influencer_roi.model.schema import NUMBERS, OPTIONAL_MEASURES, Kind, Table
from influencer_roi.threads import run_all

__all__ = ["TYPES", "Cleaned", "Rules", "clean"]

_COSTLY = (Kind.MONEY, Kind.DATE, Kind.COUNT, Kind.ID, Kind.LINK, Kind.TEXT)  # the costliest to read first


@dataclass(frozen=True)
class Cleaned:
    """One table after cleaning.

    `rows` has `line` and every column of the table, absent ones null; `faults` as SET_ASIDE, one row per
    fault, by line; `left_out` are the lines of rows that earned nothing, `reasons` those rows as LEFT_OUT,
    `again` rows that are one with another: profiles of a person, readings of a post. `named` are the brands
    and platforms other rows name, by column: `name` and `rows`.
    """

    rows: pl.DataFrame
    counts: Counts
    faults: pl.DataFrame
    notes: tuple[Note, ...]
    left_out: pl.Series = field(default_factory=lambda: Earned().left_out)
    again: pl.DataFrame = field(default_factory=pl.DataFrame)
    named: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    reasons: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=LEFT_OUT))


def clean(sheet: Sheet, table: Table, rules: Rules) -> Cleaned:
    """Return a sheet as a typed table.

    Raises:
        Refused: a required column is missing, one stands twice, or one with values has no name.
    """
    matched = _matched(sheet, table, rules)
    _refuse_unnamed(sheet)
    columns = _without_nothing(_columns(sheet, table, matched, rules))
    lines = sheet.rows["line"]
    texts = pl.DataFrame([lines, *(one.texts.alias(name) for name, one in columns.items())])
    whole = _values(lines, table, columns)
    judged = earned(whole, table, pending=rules.pending, currency=rules.currency, completed=rules.completed)
    faults = row_faults(sheet, table, matched, columns, rules, judged)
    kept = without(whole, _lines(faults, judged.left_out))
    again = copies(kept, table)
    one = merged(without(kept, again), table)
    faults = _with_later(pl.concat([faults, again]), one.rows, whole, table, rules)
    rows = less_refunds(without(one.rows, faults), judged.refunds, table)
    out = pl.concat([_lines(faults, judged.left_out), one.again["line"].to_frame()])
    notes = [
        *file_notes(sheet, table, matched, sum(one.trimmed for one in columns.values()), rules.currency),
        *((code, f"{name}: {text}") for name, one in columns.items() for code, text in one.parsed.remarks),
        *absent_notes(rows, table, columns),
        *(*judged.remarks, *one.remarks, *nearly_alike(rows, table)),
        *(alike(without(sheet.rows, out), _keys(rows, table)) if rules.totals is None else ()),
    ]
    return Cleaned(
        rows=complete(rows, table),
        counts=counts_of(sheet, table, whole, faults["line"], rows, judged, merged=one.again.height),
        faults=described(pl.concat([faults, sheet.faults]).sort("line"), sheet, table),
        notes=tuple(Note(table.name, sheet.file, code, located(text, sheet.parts)) for code, text in notes),
        left_out=judged.left_out,
        again=complete(one.again, table),
        named=named_by(texts, _without_footers(out, faults)),
        reasons=left_out_rows(sheet, table, judged),
    )


def _keys(rows: pl.DataFrame, table: Table) -> pl.Series | None:
    return rows[table.key] if table.key in rows.columns else None


def _with_later(
    faults: pl.DataFrame, rows: pl.DataFrame, whole: pl.DataFrame, table: Table, rules: Rules
) -> pl.DataFrame:
    """Return faults with those that show once rows stand beside one another; `whole` has the faulty too."""
    other = conflicts(rows, table)
    alone = without(rows, other)
    strays = _strays(alone, table, rules)
    found = pl.concat([faults, other, strays])
    rest = without(alone, strays)
    if not table.money or not (rest[table.money] < 0).any():
        return found
    of_key = without_sale(rest, whole, found["line"], table)
    return pl.concat([found, of_key, without_own_sale(without(rest, of_key), whole, found, table)])


def _matched(sheet: Sheet, table: Table, rules: Rules) -> dict[str, int]:
    """Return the place of each column a sheet has, from left to right."""
    places = match_columns(table, sheet.headers, sheet.file, currency=rules.currency)
    if table.deciding:
        places = with_answers(places, sheet)
    return dict(sorted(places.items(), key=itemgetter(1)))


def _without_nothing(columns: Mapping[str, CleanedColumn]) -> dict[str, CleanedColumn]:
    """Return columns without optional measures that have no value: a file that has the header has none."""
    return {
        name: one
        for name, one in columns.items()
        if name not in OPTIONAL_MEASURES or one.texts.null_count() < len(one.texts)
    }


def _lines(faults: pl.DataFrame, more: pl.Series) -> pl.DataFrame:
    """Return the lines of faults and more."""
    lines = faults["line"].to_frame()
    return pl.concat([lines, more.cast(pl.UInt32).rename("line").to_frame()]) if len(more) else lines


def _without_footers(out: pl.DataFrame, faults: pl.DataFrame) -> pl.DataFrame:
    """Return the lines of rows that are none of the table, but for those of totals."""
    if out.is_empty() or (footers := faults.filter(code="footer_row")).is_empty():
        return out
    return out.join(footers, on="line", how="anti")


def _refuse_unnamed(sheet: Sheet) -> None:
    """Refuse a column that has values and no name: nobody can say what they are."""
    for place, name in enumerate(sheet.headers):
        cells = sheet.rows[f"{CELL}{place}"]
        if not name.strip() and (cells.fill_null("").str.strip_chars() != "").any():
            text = f"column {place + 1} has values and no name. Name it, or remove it."
            raise refusal("unnamed_column", sheet.file, text)


def _columns(
    sheet: Sheet, table: Table, matched: Mapping[str, int], rules: Rules
) -> dict[str, CleanedColumn]:
    """Return what each column says; `matched` has the place of each."""
    rules = replace(
        rules,
        decimal_comma=sheet.decimal_comma,
        blanks=sheet.blanks,
        lacks=sheet.lacks,
        files=_files(sheet) if rules.files is None else rules.files,
    )

    def cleaned(name: str, beside: Mapping[str, str] = NOTHING) -> CleanedColumn:
        column, place = table.column(name), matched[name]
        own = replace(rules, points=(name,)) if place in sheet.numeric else replace(rules, beside=beside)
        if column.kind in NUMBERS:
            scale = scale_of(sheet.headers[place], column.kind, rules.currency, sheet.headers)
            own = replace(own, scale=scale)
        if column.kind is Kind.DATE:
            own = replace(own, header=sheet.headers[place])
        found = cleaned_column(sheet.rows[f"{CELL}{place}"], column, own)
        return without_spare_faults(found, column, sheet.rows["line"])

    costly = sorted(matched, key=lambda name: _COSTLY.index(table.column(name).kind))
    found = dict(zip(costly, run_all(cleaned, costly, rows=sheet.rows.height), strict=True))
    numeric = [name for name, place in matched.items() if place in sheet.numeric]
    again = {name: cleaned(name, ways) for name, ways in read_otherwise(found, table, rules, numeric=numeric)}
    return {name: again.get(name, found[name]) for name in matched}


def _files(sheet: Sheet) -> pl.Series | None:
    """Return the name of the file each row is of, with a number where several share it; None of one file."""
    if not sheet.parts:
        return None
    files = [one.file for one in sheet.parts]
    names = [name if files.count(name) == 1 else f"{name} ({at})" for at, name in enumerate(files, start=1)]
    return of_part(sheet.rows["line"], sheet.parts, names)


def _values(lines: pl.Series, table: Table, columns: Mapping[str, CleanedColumn]) -> pl.DataFrame:
    """Return line and values, those that are in percent in a column of their own, beside what it has."""
    whole = pl.DataFrame([lines, *(one.parsed.values.alias(name) for name, one in columns.items())])
    for name, cleaned in columns.items():
        if cleaned.percents is not None:
            own = table.column(name).percents
            before = pl.col(own) if own in whole.columns else pl.lit(None, pl.Float64)
            whole = whole.with_columns(pl.coalesce(before, cleaned.percents).alias(own))
    return whole


def _strays(kept: pl.DataFrame, table: Table, rules: Rules) -> pl.DataFrame:
    """Return a fault for each row whose date is far from all others."""
    if not table.dated or "date" not in kept.columns:
        return NO_FAULTS
    if rules.days is None and near(kept):
        return NO_FAULTS
    return outliers(kept, rules.days or days_of(counted_days(kept)))
