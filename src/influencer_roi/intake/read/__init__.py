"""Reads one file of a data folder as text, without losing or moving a line."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from influencer_roi.intake.exports import refuse_export
from influencer_roi.intake.read.arrive import Arrived, arrive, sidecar_of
from influencer_roi.intake.read.careful import careful_records
from influencer_roi.intake.read.header import BLANK, HEAD, LINES, Header, Looked, find_header, first_header
from influencer_roi.intake.read.plain import plain_records
from influencer_roi.intake.read.records import Records, cut_note
from influencer_roi.intake.read.sheet import CELL, FAULTS, Remarks, Sheet, usual_serials, without_header_again
from influencer_roi.intake.read.tables import frame_sheet, parquet_sheet, workbook_sheet
from influencer_roi.intake.read.text import as_text
from influencer_roi.model.headers import known_headers, places_of
from influencer_roi.model.notation import grouped
from influencer_roi.model.report import Refused, many, refusal, rows
from influencer_roi.model.schema import NUMBERS, Kind, Table
from influencer_roi.settings import CURRENCY, MOST_BYTES

__all__ = ["CELL", "FAULTS", "Sheet", "frame_sheet", "read_sheet", "read_with_header"]

_IMPOSTORS = (
    (
        b"PK\x03\x04",
        "looks_like_excel",
        "this is an Excel workbook by another name. Name it .xlsx, or save it as CSV.",
    ),
    (b"\xd0\xcf\x11\xe0", "looks_like_excel", "this is an old Excel workbook. Save it as .xlsx or CSV."),
    (b"PAR1", "looks_like_parquet", "this is Parquet by another name. Name it .parquet."),
    (b"\x1f\x8b", "looks_like_gzip", "this is gzip by another name. Name it .csv.gz."),
    (b"<!doctype html", "looks_like_html", "this is a web page, not a table. Download the export again."),
    (b"<html", "looks_like_html", "this is a web page, not a table. Download the export again."),
    (
        b"version https://git-lfs",
        "git_lfs_pointer",
        "this is a git-lfs pointer, not the data. Run 'git lfs pull'.",
    ),
)


def read_sheet(
    path: Path, table: Table, *, sheet: str = "", most: int = MOST_BYTES, currency: str = CURRENCY
) -> Sheet:
    """Return the file of a table as text; `most` is the largest size in bytes, unpacked too.

    `sheet` names one of a workbook; without it, it is the one named as the table, else the first. `currency`
    is that of amounts, which headers and formats of numbers may name.

    CSV in any usual encoding, separator and line end, the same packed by gzip, Parquet, or a workbook.

    Raises:
        Refused: the file cannot be read, is empty, is something else than its name says, or has no header.
    """
    looked = Looked(
        lambda lines, file: find_header(lines, table, file, currency),
        lambda cells: len(known_headers(table, cells, currency)),
        lambda header: bool(known_headers(table, [header], currency)),
        table.stems,
        lambda header: _may_span(header, table, currency),
    )
    found = _sheet_of(path, looked, sheet, most=most, currency=currency)
    refuse_export(found.headers, table, found.file, currency)
    return _with_usual_days(found, table) if found.from_1904 else found


def _with_usual_days(sheet: Sheet, table: Table) -> Sheet:
    """Return a sheet of a workbook whose day numbers count from 1904 with days as all others count them."""
    places = places_of(table, sheet.headers, sheet.currency)
    dated = [
        place for name, place in places.items() if table.column(name).kind is Kind.DATE or name == "month"
    ]
    cells = (usual_serials(sheet.rows[f"{CELL}{place}"]) for place in dated)
    return replace(sheet, rows=sheet.rows.with_columns(cells), from_1904=False)


def _may_span(header: str, table: Table, currency: str) -> bool | None:
    """Return whether what a column says may hold for several rows; None of what is no column.

    An amount is of all of them at once, and so is the key of what it is paid for.
    """
    columns = [table.column(name) for name in places_of(table, [header], currency)]
    if not columns:
        return None
    return all(one.kind not in NUMBERS and not (table.money and one.name == table.key) for one in columns)


def read_with_header(
    path: Path,
    is_header: Callable[[Sequence[str]], bool],
    *,
    sheet: str = "",
    most: int = MOST_BYTES,
    currency: str = CURRENCY,
) -> Sheet:
    """Return a file as text below the first record that is its header; the rest is as of `read_sheet`.

    Raises:
        Refused: as of `read_sheet`, or no record is the header.
    """

    def header_of(lines: Sequence[str], file: str) -> Header:
        found = first_header(lines, is_header)
        if found is None:
            raise refusal("header_not_found", file, "its header is gone. Export it again.")
        return found

    looked = Looked(header_of, lambda cells: int(is_header(cells)))
    return _sheet_of(path, looked, sheet, most=most, currency=currency)


def _sheet_of(path: Path, looked: Looked, sheet: str, *, most: int, currency: str) -> Sheet:
    arrived = arrive(path, most=most)
    suffix = path.suffix.casefold()
    if suffix == ".parquet":
        found = parquet_sheet(arrived, proven=sidecar_of(path).is_file(), needs=looked.needs)
        return replace(found, currency=currency)
    if not arrived.content:
        raise _empty(path.name)
    if suffix == ".xlsx":
        return workbook_sheet(arrived, looked, sheet, currency)
    head = arrived.content[:64].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for magic, code, text in _IMPOSTORS:
        if head.startswith(magic.lower()):
            raise refusal(code, path.name, text)
    return _text_sheet(arrived, looked, currency)


def _empty(file: str) -> Refused:
    return refusal("file_empty", file, "the file is empty. Export it again, with a header and rows.")


def _text_sheet(arrived: Arrived, looked: Looked, currency: str) -> Sheet:
    text = as_text(arrived.content, arrived.name)
    if not text.content:
        raise _empty(arrived.name)
    top = text.content[:HEAD].decode("utf-8", errors="ignore").split("\n")[:LINES]
    header = looked.header_of(top, arrived.name)
    above = [line for line in top[: header.line - 1] if line.strip(BLANK)]
    records = plain_records(text, header) or careful_records(text, header, arrived.name)
    if not records.rows.height + records.faults.height:
        raise refusal(
            "no_rows", arrived.name, "there is a header but no rows. Export it again, with its rows."
        )
    sheet = Sheet(
        file=arrived.name,
        sha256=arrived.sha256,
        headers=(*header.cells, "")[: records.width] if records.width > len(header.cells) else header.cells,
        rows=records.rows,
        raw=records.raw,
        faults=records.faults,
        blank_lines=records.blank_lines + header.line - 1 - len(above),
        remarks=(*arrived.remarks, *text.remarks, *_remarks(header, above, records)),
        decimal_comma=header.separator != ",",
        blanks=() if records.bare else text.proof.blanks,
        lacks=text.proof.lacks,
        currency=currency,
    )
    return without_header_again(sheet)


def _remarks(header: Header, above: list[str], records: Records) -> Remarks:
    remarks = []
    if above:
        lines = many(len(above), "line", "lines")
        remarks.append(("preamble_skipped", f"{lines} above the header passed over: '{above[0][:80]}'."))
    if records.literal_quotes:
        quoted = rows(records.literal_quotes, "holds", "hold")
        remarks.append(("literal_quote", f"{quoted} quotes that are text; they were kept as text."))
    if records.cut:
        remarks.append(cut_note(f"line {grouped(records.cut)}"))
    return (*remarks, *header.remarks)
