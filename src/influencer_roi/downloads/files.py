"""Writes rows as CSV, as Parquet, as a workbook that explains itself, and as texts for a table on screen."""

from collections.abc import Iterator

import polars as pl
from flask import Response, abort

from influencer_roi.downloads.about import RowsFile, about, comments
from influencer_roi.downloads.streams import BOM, csv_chunks, parquet_chunks, streamed
from influencer_roi.downloads.workbook import workbook_chunks
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.model.notation import grouped
from influencer_roi.queries.columns import label_of, written
from influencer_roi.ui.file_names import disposition, file_name

MOST_SHOWN = 500
MOST_IN_WORKBOOK = 100_000  # rows
_PARQUET = "application/vnd.apache.parquet"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_file(rows: RowsFile) -> Response:
    """Answer with rows as CSV, streamed: the header is the first line."""
    return _named(streamed(csv_chunks(rows.listed), "text/csv", mark=BOM), rows, "csv")


def explained_csv_file(rows: RowsFile) -> Response:
    """Answer with rows as CSV below lines that begin with # and say what they are.

    Texts stand in quotes: readers that pass over comments take a # in one for a sign as any other.
    """
    answer = streamed(_explained(rows), "text/csv", mark=BOM)
    return _named(answer, rows, "csv", called=f"{rows.name}-with-definitions")


def parquet_file(rows: RowsFile) -> Response:
    """Answer with rows as Parquet, streamed; its metadata says what they are."""
    return _named(streamed(parquet_chunks(rows.listed, dict(about(rows))), _PARQUET), rows, "parquet")


def _explained(rows: RowsFile) -> Iterator[bytes]:
    yield "".join(comments(rows)).encode()
    yield from csv_chunks(rows.listed, quoted="non_numeric")


def workbook_file(rows: RowsFile) -> Response:
    """Answer with rows as a workbook, streamed: the rows, then a sheet with filters, day and definitions."""
    height = rows.listed.count()
    if height > MOST_IN_WORKBOOK:
        most = f"the {grouped(MOST_IN_WORKBOOK)} that a workbook is made of"
        abort(
            400, f"{grouped(height)} rows are more than {most}; take the CSV or Parquet, or filter further."
        )
    return _named(streamed(workbook_chunks(rows, height), _WORKBOOK), rows, "xlsx")


def table_texts(name: str, rows: pl.DataFrame) -> dict[str, object]:
    """Return the first of rows by a dimension as texts, with the readers' words as header."""
    shown = rows.head(MOST_SHOWN)
    texts = [
        [written(column, value) for column, value in zip(shown.columns, row, strict=True)]
        for row in shown.iter_rows()
    ]
    many = f"{grouped(rows.height)} {'row' if rows.height == 1 else 'rows'}"
    counted = many if rows.height <= MOST_SHOWN else f"the first {grouped(MOST_SHOWN)} of {many}"
    title = f"By {DIMENSIONS[name].label.lower()}: {counted}"
    return {"title": title, "columns": [label_of(column) for column in shown.columns], "rows": texts}


def _named(answer: Response, rows: RowsFile, suffix: str, *, called: str = "") -> Response:
    name = file_name(called or rows.name, rows.filters, as_of=rows.as_of, suffix=suffix)
    answer.headers["Content-Disposition"] = disposition(name)
    return answer
