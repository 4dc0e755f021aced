"""Reads one CSV file as text, without losing or moving a line."""

import csv
import hashlib
import io
import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from influencer_roi.data.report import Refused

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
IMPOSTORS = (
    (b"PK\x03\x04", "is an Excel workbook, not CSV. Save the sheet as CSV."),
    (b"<!doctype html", "is a web page, not CSV. Download the export again."),
    (b"<html", "is a web page, not CSV. Download the export again."),
    (b"version https://git-lfs", "is a git-lfs pointer, not the data. Run 'git lfs pull'."),
)
CELL = "cell_"
_QUOTED = r'"(?:[^"]|"")*"'
_CONTENT = r'[^\s,;|"]'
_END = "end of file"


@dataclass(frozen=True)
class Sheet:
    """A CSV file as text.

    `rows` has one row per record: `line` (first physical line, from 1), `raw` (the record as it stands in the
    file) and one text column per header, `cell_0` onwards; `misshapen` has line, raw and fields (how many
    there are) of records whose number of fields is not the header's.
    """

    file: str
    sha256: str
    headers: tuple[str, ...]
    rows: pl.DataFrame
    misshapen: pl.DataFrame
    blank_lines: int
    remarks: tuple[tuple[str, str], ...] = ()


def read_sheet(path: Path) -> Sheet:
    """Return a CSV file as text.

    Raises:
        Refused: the file cannot be read, is empty, is something else than CSV, or ends inside a quote.
    """
    content = _content(path)
    text, remarks = _decoded(content, path.name)
    records, blank_lines = _records(text, path.name)
    if records.is_empty():
        raise Refused([f"{path.name}: the file is empty. Export it again, with a header line and rows."])
    header, body = records["raw"][0], records.slice(1)
    separator = _separator(header)
    headers = _split(records["text"][0], separator).row(0)
    if body.is_empty():
        raise Refused([f"{path.name}: there is a header but no rows. Export it again, with its rows."])
    body = body.with_columns(fields=_field_count(separator))
    shaped = body.filter(pl.col("fields") == len(headers))
    return Sheet(
        file=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
        headers=tuple((name or "").strip() for name in headers),
        rows=_cells(shaped, separator, len(headers)),
        misshapen=body.filter(pl.col("fields") != len(headers)).drop("text"),
        blank_lines=blank_lines,
        remarks=(*remarks, *_separator_remark(separator)),
    )


def _content(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Refused([f"{path.name}: this is not a regular file. Put the CSV file itself there."])
        content = path.read_bytes()
    except FileNotFoundError:
        raise Refused([f"{path.name}: the file is missing. Put it into {path.parent}."]) from None
    except OSError as error:
        raise Refused([f"{path.name}: cannot be read ({error.strerror}). Check its permissions."]) from None
    head = content[:64].lstrip().lower()
    for magic, problem in IMPOSTORS:
        if head.startswith(magic.lower()):
            raise Refused([f"{path.name}: the file {problem}"])
    return content


def _decoded(content: bytes, file: str) -> tuple[str, list[tuple[str, str]]]:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        if wide:
            return content.decode("utf-16"), [("utf16_decoded", "the file is UTF-16; it was decoded.")]
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        unknown = Refused(
            [f"{file}: the encoding is unknown (byte {error.start:,}). Save the file as UTF-8."]
        )
    if wide or b"\x00" in content:
        raise unknown
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        raise unknown from None
    odd = sum(not character.isascii() for character in text)
    return text, [("cp1252_decoded", f"the file is not UTF-8; {odd:,} characters were read as Windows-1252.")]


def _records(text: str, file: str) -> tuple[pl.DataFrame, int]:
    """Return one row per record that is not blank (line, raw, text), and how many lines were blank.

    `raw` is the record as it stands in the file, `text` the same record quoted as a strict reader wants it.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    records = pl.DataFrame({"raw": lines}).with_row_index("line", offset=1).with_columns(text="raw")
    if '"' in text:
        separator = _separator(next(filter(re.compile(_CONTENT).search, lines), ""))
        if not records["raw"].str.contains(_strict(separator)).all():
            records = _joined(lines, separator, file)
    kept = records.filter(pl.col("raw").str.contains(_CONTENT))
    return kept, (records.height - kept.height if text else 0)


def _strict(separator: str) -> str:
    """Return the pattern of a line that is one whole record, quoted as a strict reader wants it."""
    cell = f'(?:{_QUOTED}|[^"{separator}]*)'
    return f"^{cell}(?:[{separator}]{cell})*$"


def _joined(lines: Sequence[str], separator: str, file: str) -> pl.DataFrame:
    """Return records whose quoted cells span lines as one record, at its first line."""
    schema = {"line": pl.UInt32, "raw": pl.String, "text": pl.String}
    return pl.DataFrame(list(_records_of(lines, separator, file)), schema=schema, orient="row")


def _records_of(lines: Sequence[str], separator: str, file: str) -> Iterator[tuple[int, str, str]]:
    """Yield (line, raw, text) as spreadsheets read: a quote inside a cell (`5" screen`) is text."""
    reader = csv.reader((f"{line}\n" for line in [*lines, _END]), delimiter=separator)
    done = 0
    with suppress(csv.Error):
        for cells in reader:
            if cells == [_END] and done == len(lines):
                return
            if reader.line_num > len(lines):
                break
            raw = "\n".join(lines[done : reader.line_num])
            yield done + 1, raw, separator.join(_quoted(cell) for cell in cells)
            done = reader.line_num
    raise Refused([f"{file}: a quote opened on line {done + 1:,} is never closed. Close it or remove it."])


def _quoted(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


def _separator(header: str) -> str:
    return max(SEPARATORS, key=header.count)


def _separator_remark(separator: str) -> list[tuple[str, str]]:
    if separator == ",":
        return []
    return [("separator", f"the columns are separated by {SEPARATORS[separator]}s.")]


def _field_count(separator: str) -> pl.Expr:
    bare = pl.col("text").str.replace_all(_QUOTED, "")
    plain = ~pl.col("text").str.contains('"', literal=True)
    text = pl.when(plain).then(pl.col("text")).otherwise(bare)
    return text.str.count_matches(separator, literal=True) + 1


def _cells(records: pl.DataFrame, separator: str, width: int) -> pl.DataFrame:
    if records.is_empty():
        cells = pl.DataFrame(schema={f"{CELL}{place}": pl.String for place in range(width)})
    else:
        cells = _split("\n".join(records["text"]), separator)
    if cells.height != records.height:
        raise AssertionError(f"{records.height} records became {cells.height} rows")
    return records.select("line", "raw").hstack(cells)


def _split(text: str, separator: str) -> pl.DataFrame:
    return pl.read_csv(
        io.BytesIO(text.encode()),
        has_header=False,
        separator=separator,
        infer_schema=False,
    ).rename(lambda name: name.replace("column_", CELL))


def sheet_of_frame(frame: pl.DataFrame, name: str) -> Sheet:
    """Return a frame as a sheet, its rows counted from 1.

    Raises:
        Refused: the frame has no rows, or a column holds lists or structures.
    """
    nested = [column for column, dtype in frame.schema.items() if dtype.is_nested()]
    if nested:
        raise Refused(
            [f"{name}: column '{column}' holds {frame.schema[column]}. Flatten it." for column in nested]
        )
    if frame.is_empty():
        raise Refused([f"{name}: the frame has no rows. Give one that has."])
    texts = frame.select(pl.all().cast(pl.String).fill_null(""))
    cells = texts.rename({column: f"{CELL}{place}" for place, column in enumerate(frame.columns)})
    raw = texts.select(raw=pl.concat_str(pl.all(), separator=","))
    return Sheet(
        file=name,
        sha256="",
        headers=tuple(frame.columns),
        rows=raw.with_row_index("line", offset=1).hstack(cells),
        misshapen=pl.DataFrame(schema={"line": pl.UInt32, "raw": pl.String, "fields": pl.UInt32}),
        blank_lines=0,
    )
