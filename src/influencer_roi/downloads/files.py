"""Writes rows as CSV, as Parquet, as a workbook that explains itself, and as texts for a table on screen."""

import datetime as dt
import io
from collections.abc import Iterator
from itertools import chain

import polars as pl
import xlsxwriter
from flask import Response, abort

from influencer_roi.downloads.about import PRODUCT, RowsFile, about, comments
from influencer_roi.downloads.streams import csv_chunks, parquet_chunks, streamed
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import PERCENT, RUPEES, TIMES, Unit
from influencer_roi.model.dimensions import DIMENSIONS

MOST_SHOWN = 500
MOST_IN_WORKBOOK = 1_048_575
_FORMATS: dict[Unit, str] = {RUPEES: "[$₹-4009]#,##0.00", PERCENT: "0.00%", TIMES: '0.00"×"'}
_PARQUET = "application/vnd.apache.parquet"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_file(rows: RowsFile) -> Response:
    """Answer with rows as CSV, streamed: the header is the first line."""
    return _named(streamed(csv_chunks(rows.listed), "text/csv"), rows, "csv")


def explained_csv_file(rows: RowsFile) -> Response:
    """Answer with rows as CSV below lines that begin with # and say what they are, and an empty line."""
    return _named(streamed(_explained(rows), "text/csv"), rows, "csv", called=f"{rows.name}-with-definitions")


def parquet_file(rows: RowsFile) -> Response:
    """Answer with rows as Parquet, streamed; its metadata says what they are."""
    return _named(streamed(parquet_chunks(rows.listed, dict(about(rows))), _PARQUET), rows, "parquet")


def _explained(rows: RowsFile) -> Iterator[bytes]:
    yield "".join(comments(rows)).encode() + b"\n"
    yield from csv_chunks(rows.listed)


def workbook_file(rows: RowsFile) -> Response:
    """Answer with rows as a workbook: the rows, then a sheet with filters, as-of day and definitions."""
    height = rows.listed.count()
    if height > MOST_IN_WORKBOOK:
        most = f"the {MOST_IN_WORKBOOK:,} a sheet holds below its header"
        abort(400, f"{height:,} rows are more than {most}; take the CSV or Parquet, or filter further.")
    content = io.BytesIO()
    safe = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, {**safe, "nan_inf_to_errors": True}) as workbook:
        _write_rows(workbook, rows)
        _write_about(workbook, rows)
    return _named(Response(content.getvalue(), mimetype=_WORKBOOK), rows, "xlsx")


def table_texts(name: str, rows: pl.DataFrame) -> dict[str, object]:
    """Return the first of rows by a dimension as texts, with the readers' words as header."""
    shown = rows.head(MOST_SHOWN)
    texts = [
        [_written(column, value) for column, value in zip(shown.columns, row, strict=True)]
        for row in shown.iter_rows()
    ]
    title = f"By {DIMENSIONS[name].label.lower()}"
    return {"title": title, "columns": [_label(column) for column in shown.columns], "rows": texts}


def _named(answer: Response, rows: RowsFile, suffix: str, *, called: str = "") -> Response:
    name = f"{PRODUCT}-{called or rows.name}-{rows.as_of}.{suffix}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _write_rows(workbook: xlsxwriter.Workbook, rows: RowsFile) -> None:
    sheet = workbook.add_worksheet("Rows")
    bold = workbook.add_format({"bold": True})
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for position, name in enumerate(rows.listed.empty.columns):
        form = _FORMATS.get(REGISTRY[name].unit) if name in REGISTRY else None
        sheet.set_column(position, position, 16, workbook.add_format({"num_format": form}) if form else None)
        sheet.write_string(0, position, name, bold)
    each = chain.from_iterable(piece.iter_rows() for piece in rows.listed.pieces())
    for line, row in enumerate(each, start=1):
        for position, value in enumerate(row):
            if isinstance(value, dt.date):
                sheet.write_datetime(line, position, dt.datetime.combine(value, dt.time()), day)
            elif isinstance(value, str):
                sheet.write_string(line, position, value)
            elif value is not None:
                sheet.write_number(line, position, float(value))


def _write_about(workbook: xlsxwriter.Workbook, rows: RowsFile) -> None:
    sheet = workbook.add_worksheet("About")
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 90)
    for line, (term, meaning) in enumerate(about(rows)):
        sheet.write_string(line, 0, term)
        sheet.write_string(line, 1, meaning)


def _label(name: str) -> str:
    if name in DIMENSIONS:
        return DIMENSIONS[name].label
    return REGISTRY[name].label if name in REGISTRY else name.capitalize()


def _written(name: str, value: object) -> str:
    if name in REGISTRY:
        return REGISTRY[name].unit.exact(value if isinstance(value, int | float) else None)
    return "–" if value is None else str(value)
