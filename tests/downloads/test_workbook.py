import datetime as dt
import io
import re

import openpyxl
import polars as pl

from influencer_roi.downloads.about import RowsFile
from influencer_roi.downloads.workbook import workbook_chunks
from influencer_roi.filters import Filters
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.orders.in_memory import FrameRows

ODD = [
    "plain",
    None,
    "",
    "  blanks kept  ",
    "<b>&amp;</b> & \"'",
    "two\nlines",
    "bell\x07 and nul\x00",
    "_x0041_ as written",
    "😀" * 20_000,
    "=1+1",
]


def workbook_of(rows: pl.DataFrame) -> bytes:
    """Rows as a workbook."""
    listed = RowsFile("odd", FrameRows(rows), Filters(), dt.date(2025, 7, 1), Assumptions())
    return b"".join(workbook_chunks(listed, rows.height))


def test_every_cell_is_what_it_was():
    """Texts with markup, controls or what spells them, numbers, days, yes and no, and nothing come back."""
    rows = pl.DataFrame(
        {
            "date": [dt.date(2025, 6, 1), None] * 5,
            "text": ODD,
            "roas": [2.5, None, 0.1 + 0.2, 1e-9, -1e22, float("nan"), float("inf"), 0.0, 7.0, 1.0],
            "count": range(10),
            "organic": [True, False] * 5,
        }
    ).with_columns(code=pl.col("text").cast(pl.Enum([text for text in ODD if text is not None])))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_of(rows)))["Rows"]
    lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert lines[0] == rows.columns
    columns = dict(zip(rows.columns, zip(*lines[1:], strict=True), strict=True))
    assert columns["date"] == (dt.datetime.fromisoformat("2025-06-01"), None) * 5
    assert columns["roas"] == (2.5, None, 0.1 + 0.2, 1e-9, -1e22, None, None, 0, 7, 1)
    assert (columns["count"], columns["organic"]) == (tuple(range(10)), (1, 0) * 5)
    texts = [escape_of(text) for text in columns["text"]]
    assert texts[:8] == [ODD[0], None, None, *ODD[3:8]]
    assert texts[8:] == ["😀" * 16_383 + "…", "=1+1"]
    assert [escape_of(text) for text in columns["code"]] == texts
    assert (sheet.dimensions, sheet["C2"].number_format, sheet["A2"].number_format) == (
        "A1:F11",
        '0.00"×"',
        "yyyy-mm-dd",
    )


def test_the_head_stays_in_sight_and_filters():
    """The head row is frozen, and each of its cells filters the rows below."""
    rows = pl.DataFrame({"brand": ["Gritzo", "HKVitals"], "revenue": [1.0, 2.0]})
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_of(rows)))["Rows"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B3")


def escape_of(text: str | None) -> str | None:
    """A text as Excel reads it: openpyxl leaves _xHHHH_ as it stands."""
    return re.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text) if text else None
