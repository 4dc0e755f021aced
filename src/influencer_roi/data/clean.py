"""Turns a sheet of text into typed rows, and says why each other row was set aside."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

import polars as pl

from influencer_roi.data.dates import parse_dates
from influencer_roi.data.numbers import parse_numbers
from influencer_roi.data.parsed import Parsed
from influencer_roi.data.read import CELL, Sheet
from influencer_roi.data.report import SHOWN_VALUE, Counts, Note, SetAside, listed, rows
from influencer_roi.data.sources import Column, Kind, Table, folded, match_columns

MISSING = ("", "nan", "none", "null", "na", "n/a", "-")
TYPES = {
    Kind.ID: pl.String,
    Kind.TEXT: pl.String,
    Kind.DATE: pl.Date,
    Kind.MONEY: pl.Float64,
    Kind.COUNT: pl.Float64,
}
_FIX = "Mend the file and load it again."
_SCIENTIFIC = r"^[0-9]+(?:\.[0-9]+)?[eE]\+[0-9]+$"


@dataclass(frozen=True)
class Cleaned:
    """One table after cleaning. `rows` has `line` and every column of the table, absent ones null."""

    rows: pl.DataFrame
    counts: Counts
    set_aside: tuple[SetAside, ...]
    notes: tuple[Note, ...]


def clean(sheet: Sheet, table: Table, *, today: dt.date) -> Cleaned:
    """Return a sheet as a typed table.

    Raises:
        Refused: a required column is missing or stands twice.
    """
    named = match_columns(table, sheet.headers, sheet.file)
    texts = _texts(sheet, named)
    parsed = {
        column.name: _parsed(texts[column.name], column, today)
        for column in table.columns
        if column.name in named
    }
    typed = texts.select("line", *(pl.lit(one.values).alias(name) for name, one in parsed.items()))
    faults = pl.concat(_cell_faults(texts, table, parsed))
    sound = typed.join(faults, on="line", how="anti", maintain_order="left")
    faults = pl.concat([faults, _duplicates(sound, table)])
    kept = typed.join(faults.select("line").unique(), on="line", how="anti", maintain_order="left")
    notes = [*_file_notes(sheet, named, parsed), *_absent_notes(kept, table, named)]
    set_aside = [*_set_aside(sheet, table, faults), *_misshapen(sheet, table)]
    return Cleaned(
        rows=_complete(kept, table),
        counts=Counts(
            sheet.file, sheet.rows.height + sheet.misshapen.height, kept.height, blank_lines=sheet.blank_lines
        ),
        set_aside=tuple(sorted(set_aside, key=lambda fault: fault.line)),
        notes=tuple(Note(table.name, sheet.file, code, text) for code, text in notes),
    )


def clean_id(text: pl.Expr) -> pl.Expr:
    """Return an id as text: `8.0` means `8`, `007` stays."""
    return text.str.replace(r"^([0-9]+)\.0+$", "${1}")


def _texts(sheet: Sheet, named: dict[str, str]) -> pl.DataFrame:
    cells = {name: f"{CELL}{sheet.headers.index(header)}" for name, header in named.items()}
    return sheet.rows.select("line", *(_present(pl.col(cell)).alias(name) for name, cell in cells.items()))


def _present(text: pl.Expr) -> pl.Expr:
    trimmed = text.str.strip_chars()
    return pl.when(trimmed.str.to_lowercase().is_in(MISSING)).then(None).otherwise(trimmed)


def _parsed(text: pl.Series, column: Column, today: dt.date) -> Parsed:
    if column.kind is Kind.DATE:
        return parse_dates(text, today=today)
    if column.kind in (Kind.MONEY, Kind.COUNT):
        return _signed(parse_numbers(text, whole=column.kind is Kind.COUNT), column)
    nothing = pl.Series(text.name, [None] * len(text), pl.String)
    if column.kind is Kind.TEXT:
        return Parsed(text, nothing, {})
    ids = text.to_frame("text").select(
        value=clean_id(pl.col("text")),
        code=pl.when(pl.col("text").str.contains(_SCIENTIFIC)).then(pl.lit("id_scientific")),
    )
    return Parsed(ids["value"], ids["code"], {"id_scientific": "an id Excel turned into a number"})


def _signed(parsed: Parsed, column: Column) -> Parsed:
    """Return numbers with what a negative one means in this column."""
    negative = (parsed.values < 0).fill_null(value=False)
    if column.negative == "keep" or not negative.any():
        return parsed
    if column.negative == "absent":
        count = rows(int(negative.sum()), "has", "have")
        remark = ("negative_absent", f"{count} a negative {_words(column.name)}; counted as unknown.")
        return Parsed(parsed.values.set(negative, None), parsed.codes, parsed.reasons, (remark,))
    reasons = {**parsed.reasons, "negative": f"negative {column.name}"}
    return Parsed(parsed.values, parsed.codes.set(negative, "negative"), reasons)


def _cell_faults(texts: pl.DataFrame, table: Table, parsed: dict[str, Parsed]) -> Iterable[pl.DataFrame]:
    """Yield faults (line, column, value, code, reason), one frame per column."""
    for name, one in parsed.items():
        column = table.column(name)
        codes = one.codes
        if column.absent == "set aside":
            codes = codes.zip_with(texts[name].is_not_null(), pl.Series([_absent_code(column)]))
        reasons = {**one.reasons, _absent_code(column): f"no {_words(name)}"}
        yield (
            texts.select("line", column=pl.lit(name), value=pl.col(name).fill_null(""), code=codes)
            .filter(pl.col("code").is_not_null())
            .with_columns(reason=_reason(reasons, name))
        )


def _reason(reasons: dict[str, str], name: str) -> pl.Expr:
    worded = {
        code: text if code in ("negative", "missing_key", "missing_value") else f"{text} in {name}"
        for code, text in reasons.items()
    }
    return pl.col("code").replace_strict(worded, return_dtype=pl.String)


def _absent_code(column: Column) -> str:
    return "missing_key" if column.kind is Kind.ID else "missing_value"


def _words(name: str) -> str:
    return name.replace("_", " ")


def _article(name: str) -> str:
    return f"{'an' if name[0] in 'aeiou' else 'a'} {_words(name)}"


def _duplicates(typed: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Return a fault for each row whose key an earlier one has; `typed` lacks rows set aside anyway."""
    empty = pl.DataFrame(
        schema={
            "line": pl.UInt32,
            "column": pl.String,
            "value": pl.String,
            "code": pl.String,
            "reason": pl.String,
        }
    )
    key = table.key
    if key is None or key not in typed.columns:
        return empty
    keyed = typed.filter(pl.col(key).is_not_null())
    again = keyed.filter(~pl.col(key).is_first_distinct())
    if again.is_empty():
        return empty
    same = ~pl.struct(pl.exclude("line")).is_first_distinct()
    exact = keyed.filter(same)["line"].implode()
    code = (
        pl.when(pl.col("line").is_in(exact))
        .then(pl.lit("duplicate_exact"))
        .otherwise(pl.lit("duplicate_conflict"))
    )
    return again.select("line", column=pl.lit(key), value=pl.col(key), code=code).with_columns(
        reason=pl.col("code").replace_strict(
            {
                "duplicate_exact": f"{_article(key)} that stands before, with the same values",
                "duplicate_conflict": f"{_article(key)} that stands before, with other values",
            }
        )
    )


def _set_aside(sheet: Sheet, table: Table, faults: pl.DataFrame) -> list[SetAside]:
    with_raw = faults.join(sheet.rows.select("line", "raw"), on="line", how="left", maintain_order="left")
    return [
        SetAside(table.name, sheet.file, line, column, value[:SHOWN_VALUE], code, reason, _FIX, raw)
        for line, column, value, code, reason, raw in with_raw.iter_rows()
    ]


def _misshapen(sheet: Sheet, table: Table) -> list[SetAside]:
    width = len(sheet.headers)
    return [
        SetAside(
            table.name,
            sheet.file,
            line,
            "",
            str(fields),
            "too_few_fields" if fields < width else "too_many_fields",
            f"{'fewer' if fields < width else 'more'} fields than the header's {width}",
            _FIX,
            raw,
        )
        for line, raw, fields in sheet.misshapen.select("line", "raw", "fields").iter_rows()
    ]


def _file_notes(sheet: Sheet, named: dict[str, str], parsed: dict[str, Parsed]) -> Iterable[tuple[str, str]]:
    yield from sheet.remarks
    if sheet.blank_lines:
        were = "1 blank line was" if sheet.blank_lines == 1 else f"{sheet.blank_lines:,} blank lines were"
        yield "blank_lines", f"{were} passed over."
    extra = [header or "one without a name" for header in sheet.headers if header not in named.values()]
    if extra:
        yield "extra_columns", f"columns not used: {', '.join(extra)}."
    for name, header in named.items():
        if folded(header) != folded(name):
            yield "synonym", f"column '{header}' was read as '{name}'."
    for name, one in parsed.items():
        yield from ((code, f"{name}: {text}") for code, text in one.remarks)


def _absent_notes(kept: pl.DataFrame, table: Table, named: dict[str, str]) -> Iterable[tuple[str, str]]:
    for column in table.columns:
        if isinstance(column.absent, str) or column.absent is None or column.name not in named:
            continue
        lines = kept.filter(pl.col(column.name).is_null())["line"]
        if len(lines):
            count = rows(len(lines), "has", "have")
            yield (
                "absent",
                f"{count} no {_words(column.name)} ({listed(lines)}); counted as {column.absent:g}.",
            )


def _complete(kept: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Return the table with every declared column, in its type, absent numbers of its columns filled."""
    columns = [
        (pl.col(column.name) if column.name in kept.columns else pl.lit(None).alias(column.name)).cast(
            TYPES[column.kind]
        )
        for column in table.columns
    ]
    fills = [
        pl.col(column.name).fill_null(column.absent)
        for column in table.columns
        if isinstance(column.absent, float | int) and column.name in kept.columns
    ]
    return reduce(lambda frame, fill: frame.with_columns(fill), fills, kept.select("line", *columns))
