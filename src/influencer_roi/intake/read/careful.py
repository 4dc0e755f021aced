"""Reads any text record by record, and says which of them are no rows."""

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial

import numpy as np
import polars as pl

from influencer_roi.intake.read.header import Header
from influencer_roi.intake.read.records import Records, parsed, too_long
from influencer_roi.intake.read.sheet import CELL, FAULTS, faults_of_rows
from influencer_roi.intake.read.text import BAD, NUL, Text
from influencer_roi.model.notation import grouped
from influencer_roi.model.report import refusal

_QUOTED = r'"(?:[^"]|"")*"'
_END = "end of file"


def careful_records(text: Text, header: Header, file: str) -> Records:
    """Return the records of any text, line by line.

    Raises:
        Refused: a quote is never closed.
    """
    lines = text.content.decode("utf-8").removesuffix("\n").split("\n")[header.next_line - 1 :]
    records, literal_quotes = _whole_records(lines, header, file)
    full = records.filter(~pl.col("text").str.contains(_nothing(header.separator))).with_columns(
        fields=_field_count(header.separator)
    )
    width = _width(full, header)
    judged = full.with_columns(code=_code(width), value=_value(text, full))
    sound = judged.filter(pl.col("code").is_null())
    cells = _cells(sound, header.separator, width)
    faults = judged.filter(pl.col("code").is_not_null()).select("line", "value", "code", column=pl.lit(""))
    long = too_long(cells)
    beyond = faults_of_rows(sound.filter(long), "field_too_long")
    return Records(
        rows=sound.select("line").hstack(cells).filter(~long),
        faults=pl.concat([faults.select(FAULTS.names()), beyond]).sort("line"),
        width=width,
        raw=partial(_texts, full.select("line", "raw")),
        blank_lines=records.height - full.height,
        literal_quotes=literal_quotes,
        cut=0 if text.content.endswith(b"\n") else _cut(judged),
    )


def _cut(records: pl.DataFrame) -> int:
    """Return the line of the last record where it alone has too few fields; 0 of none."""
    short = records.filter(code="too_few_fields")["line"]
    return short.item() if len(short) == 1 and short.item() == records["line"].last() else 0


def _whole_records(lines: Sequence[str], header: Header, file: str) -> tuple[pl.DataFrame, int]:
    """Return line, raw and text of each record, and how many hold quotes that are text.

    `raw` is the record as it stands in the file, `text` the same record quoted as a strict reader wants it.
    """
    plain = pl.DataFrame({"raw": lines}, schema={"raw": pl.String}).with_row_index("line", header.next_line)
    strict = _strict(header.separator)
    if plain["raw"].str.contains(strict).all():
        return plain.with_columns(text="raw"), 0
    schema = {"line": pl.UInt32, "raw": pl.String, "text": pl.String}
    joined = pl.DataFrame(list(_joined(lines, header, file)), schema=schema, orient="row")
    return joined, int((~joined["raw"].str.contains(strict)).sum())


def _strict(separator: str) -> str:
    """Return the pattern of a record quoted as a strict reader wants it."""
    cell = f'(?:{_QUOTED}|[^"{separator}]*)'
    return f"^{cell}(?:[{separator}]{cell})*$"


def _nothing(separator: str) -> str:
    """Return the pattern of a record, quoted as a strict reader wants it, whose cells are all blank."""
    cell = r'(?:\s*|"\s*")'
    return f"^{cell}(?:[{separator}]{cell})*$"


def _joined(lines: Sequence[str], header: Header, file: str) -> Iterator[tuple[int, str, str]]:
    """Yield (line, raw, text) as spreadsheets read: a quote inside a cell (`5" screen`) is text."""
    every = [*lines, _END]
    reader = csv.reader((f"{line}\n" for line in every), delimiter=header.separator)
    limit, done = csv.field_size_limit(sum(map(len, every)) + len(every)), 0
    try:
        with suppress(csv.Error):
            for cells in reader:
                if cells == [_END] and done == len(lines):
                    return
                if reader.line_num > len(lines):
                    break
                raw = "\n".join(lines[done : reader.line_num])
                yield header.next_line + done, raw, header.separator.join(map(_quoted, cells))
                done = reader.line_num
    finally:
        csv.field_size_limit(limit)
    text = (
        f"a quote opened on line {grouped(header.next_line + done)} is never closed. Close it or remove it."
    )
    raise refusal("unterminated_quote", file, text)


def _quoted(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


def _field_count(separator: str) -> pl.Expr:
    bare = pl.col("text").str.replace_all(_QUOTED, "")
    plain = ~pl.col("text").str.contains('"', literal=True)
    text = pl.when(plain).then(pl.col("text")).otherwise(bare)
    return text.str.count_matches(separator, literal=True) + 1


def _width(records: pl.DataFrame, header: Header) -> int:
    """Return the header's width, or one more where every record ends in a separator that the header lacks."""
    width, separator = len(header.cells), re.escape(header.separator)
    more = (pl.col("fields") == width + 1) & pl.col("text").str.contains(rf'{separator}\s*(?:"")?\s*$')
    return width + 1 if records.height and records.select(more.all()).item() else width


def _code(width: int) -> pl.Expr:
    return (
        pl.when(pl.col("raw").str.contains(NUL, literal=True))
        .then(pl.lit("nul_byte"))
        .when(pl.col("raw").str.contains(BAD, literal=True))
        .then(pl.lit("invalid_utf8"))
        .when(pl.col("fields") < width)
        .then(pl.lit("too_few_fields"))
        .when(pl.col("fields") > width)
        .then(pl.lit("too_many_fields"))
    )


def _value(text: Text, records: pl.DataFrame) -> pl.Series:
    """Return what is wrong with each record, should it be: the place of its first bad byte, or its width."""
    widths = records.select(pl.format("{} fields", "fields")).to_series()
    if not text.bad:
        return widths
    before = text.content.decode("utf-8").split("\n")
    of_line = np.cumsum([0, *(line.count(BAD) for line in before)])
    bad = records["raw"].str.contains(BAD, literal=True)
    places = [
        f"byte {grouped(text.bad[of_line[line - 1]])}" if is_bad else width
        for line, is_bad, width in zip(records["line"], bad, widths, strict=True)
    ]
    return pl.Series(places, dtype=pl.String)


def _cells(records: pl.DataFrame, separator: str, width: int) -> pl.DataFrame:
    if records.is_empty():
        return pl.DataFrame(schema={f"{CELL}{place}": pl.String for place in range(width)})
    cells = parsed("\n".join(records["text"]).encode(), separator, skip=0).drop("line")
    if cells.shape != (records.height, width):
        raise AssertionError(f"{records.height} records of {width} cells became {cells.shape}")
    return cells


def _texts(records: pl.DataFrame, lines: Sequence[int], /) -> list[str]:
    """Return the records that begin on these lines."""
    wanted = pl.DataFrame({"line": lines}, schema={"line": pl.UInt32})
    return wanted.join(records, on="line", how="left", maintain_order="left")["raw"].to_list()
