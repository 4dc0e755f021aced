"""Notes what is odd in a file whose rows were kept: its form, its header, its absent cells."""

from collections.abc import Container, Iterable, Mapping, Sequence

import polars as pl

from influencer_roi.intake.read.sheet import Sheet
from influencer_roi.model.headers import folded, folds_of
from influencer_roi.model.notation import grouped
from influencer_roi.model.report import listed, many, rows, where
from influencer_roi.model.scales import not_understood, scale_of
from influencer_roi.model.schema import BLANK, NUMBERS, Column, Kind, Table

_ZONES = frozenset(("timezone", "tz", "timezonename", "utcoffset", "timezoneoffset", "tzoffset", "gmtoffset"))


def file_notes(
    sheet: Sheet, table: Table, matched: Mapping[str, int], trimmed: int, currency: str
) -> Iterable[tuple[str, str]]:
    """Yield (code, sentence) for the form of a file; `matched` has the place of each column."""
    yield from sheet.remarks
    if sheet.blank_lines:
        were = many(sheet.blank_lines, "blank line was", "blank lines were")
        yield "blank_lines", f"{were} passed over."
    yield from _header_notes(sheet.headers, table, matched, currency)
    yield from _scale_notes(sheet.headers, table, matched, currency)
    optional = [column.name for column in table.columns if not column.required and column.missed]
    absent = [name for name in optional if name not in matched]
    if absent and not sheet.converted:
        yield "column_absent", f"not there, and not needed: {', '.join(absent)}."
    if trimmed:
        yield "trimmed", f"blanks around {many(trimmed, 'value', 'values')} were taken away."


def _header_notes(
    headers: Sequence[str], table: Table, matched: Mapping[str, int], currency: str
) -> Iterable[tuple[str, str]]:
    extra = [name for place, name in enumerate(headers) if name.strip() and place not in matched.values()]
    if extra:
        yield "extra_columns", f"columns not used: {', '.join(extra)}."
        yield from _several_headers(extra, headers, table, matched, currency)
    dated = any(table.column(name).kind is Kind.DATE for name in matched)
    if zones := [name for name in extra if dated and folded(name) in _ZONES]:
        yield (
            "time_zone",
            f"'{zones[0]}' is not used: times without a zone of their own count on the day written.",
        )
    if not all(name.strip() for name in headers):
        yield "empty_column", "a column without a name holds nothing; it was left out."
    known = {name: headers[place] for name, place in matched.items() if headers[place] != name}
    forms = [(name, header) for name, header in known.items() if folded(header) == folded(name)]
    synonyms = [(name, header) for name, header in known.items() if folded(header) != folded(name)]
    for code, pairs in (("header_form", forms), ("synonym", synonyms)):
        if pairs:
            text = ", ".join(f"'{header}' as {name}" for name, header in pairs)
            yield code, f"headers were read by another name: {text}."


def _several_headers(
    extra: Sequence[str], headers: Sequence[str], table: Table, matched: Mapping[str, int], currency: str
) -> Iterable[tuple[str, str]]:
    """Yield each column of which a file has another spelling too, which is not used."""
    folds = {name: folds_of([name], currency) for name in extra}
    for name, place in matched.items():
        known = {*map(folded, table.column(name).spellings)}
        others = " and ".join(f"'{one}'" for one, theirs in folds.items() if not known.isdisjoint(theirs))
        if others:
            yield "several_headers", f"'{headers[place]}' was taken for {name}, beside {others}."


def _scale_notes(
    headers: Sequence[str], table: Table, matched: Mapping[str, int], currency: str
) -> Iterable[tuple[str, str]]:
    for name, place in matched.items():
        for code, text in unit_notes(headers[place], table.column(name).kind, currency, headers):
            yield code, f"{name}: {text}"


def unit_notes(header: str, kind: Kind, currency: str, beside: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Yield (code, sentence) for the scale a header states, and for what may be one and is none known."""
    scale = scale_of(header, kind, currency, beside)
    if kind in NUMBERS and scale != 1:
        by = grouped(scale, 3).rstrip("0").removesuffix(".")
        yield "header_scale", f"'{header}' states a scale; its numbers were multiplied by {by}."
    if unit := not_understood(header, kind, currency):
        yield "unit_unknown", f"'{unit}' in '{header}' may be a unit, and is none that is known: not used."


IN_REFUND = "0 in a refund"


def absent_note(count: int, column: Column, lines: pl.Series | None = None, *, stands_in: str = "") -> str:
    """Return the note on rows in which a number stands in for a column's absent value."""
    words = column.name.replace("_", " ")
    number = stands_in or f"{column.absent:g}"
    return f"{rows(count, 'has', 'have')} no {words}{where(lines)}; counted as {number}."


def absent_notes(kept: pl.DataFrame, table: Table, matched: Container[str]) -> Iterable[tuple[str, str]]:
    """Yield (code, sentence) for each column in which kept rows have no value that counts."""
    for column in table.columns:
        if column.name not in matched or not kept[column.name].null_count():
            continue
        words = column.name.replace("_", " ")
        if isinstance(column.absent, int | float):
            yield from _stood_in(kept, column)
        elif column.absent == BLANK:
            lines = kept.filter(pl.col(column.name).is_null())["line"]
            count = rows(len(lines), "has", "have")
            yield "blank_attribute", f"{count} no {words} ({listed(lines)}); shown as {BLANK}."
        elif column.name == table.money:
            yield "no_revenue", f"no row has {words}; figures that need it are not shown."


def _stood_in(kept: pl.DataFrame, column: Column) -> Iterable[tuple[str, str]]:
    """Yield what counts for absent numbers: 0 in a refund, elsewhere what the column says."""
    refund = pl.col(column.counts) < 0 if column.counts in kept.columns else pl.lit(value=False)
    absent = kept.filter(pl.col(column.name).is_null()).select("line", refund=refund)
    for rest, stands_in in ((~absent["refund"], ""), (absent["refund"], IN_REFUND)):
        if len(lines := absent["line"].filter(rest)):
            yield "absent", absent_note(len(lines), column, lines, stands_in=stands_in)
