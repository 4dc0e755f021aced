import datetime as dt
import io

import openpyxl
import polars.selectors as cs
import pytest
from flask.testing import FlaskClient

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.queries.month_close import COLUMNS, month_close
from tests.test_downloads import client_of, rows_of, sheets_of
from tests.viewers import viewed

JULY = dt.date(2025, 7, 1)
ADDRESS = "/download/month-close.csv?month=2025-07"


@pytest.fixture(scope="module")
def client(sample: Ledger) -> FlaskClient:
    """Give a client of the sample's downloads."""
    return client_of(sample)


def test_rows(sample: Ledger, client: FlaskClient):
    """A file of a month has a row per payee and basis, as amounts are, and the total as the last one."""
    expected = month_close(sample, Filters(), month=JULY).with_total.with_columns(
        cs.float().round_sig_figs(15)
    )
    rows = rows_of(client, ADDRESS)
    assert list(rows[0]) == list(COLUMNS)
    for name in COLUMNS:
        cells = [row[name] for row in rows]
        assert cells == ["" if one is None else str(one) for one in expected[name]], name
    assert (rows[-1]["name"], rows[-1]["month_units"]) == ("14 payees", "")


def test_workbook(client: FlaskClient):
    """A workbook has the same cells, total row included."""
    rows = sheets_of(client, "/download/month-close.xlsx?month=2025-07")["Rows"]
    plain = rows_of(client, ADDRESS)
    for name in COLUMNS[3:]:
        cells = [float(row[name]) if row[name] else None for row in plain]
        assert rows[name].to_list() == pytest.approx(cells)


def test_workbook_of_rupees(client: FlaskClient):
    """Rupees are written as such in a workbook; units are plain numbers."""
    book = openpyxl.load_workbook(io.BytesIO(client.get("/download/month-close.xlsx?month=2025-07").data))
    header, first, *_ = book["Rows"].iter_rows()
    formats = {name.value: cell.number_format for name, cell in zip(header, first, strict=True)}
    assert ("₹" in formats["month_accrued"], "₹" in formats["month_units"]) == (True, False)


def test_definitions(client: FlaskClient):
    """A file that explains itself says of which days and people it is, and what is in no month."""
    text = client.get(f"{ADDRESS}&about=yes&influencer=INF015&brand=Gritzo").text
    assert "# filters: influencer=INF015&from=2025-07-01&to=2025-07-31&compare=none" in text
    assert "of spend has no day and is in no month" in text
    assert "# month_accrued: Accrued (the month): What was stated" in text
    assert "# rate: Rate: Rupees for one unit" in text
    assert "# influencer_id: Influencer: " in text


def test_name_of_the_file(client: FlaskClient):
    """The file is named for its month."""
    name = "influencer-roi_month-close_2025-07.csv"
    assert client.get(ADDRESS).headers["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("month", ["", "2025-08", "2025-13", "July"])
def test_refusals(client: FlaskClient, month: str):
    """A month the data do not have is refused with those they have."""
    answer = client.get(f"/download/month-close.csv?month={month}")
    words = f"There is no month &#39;{month}&#39;; months go from 2025-03 to 2025-07."
    assert (answer.status_code, words in answer.text) == (400, True)


def test_viewers():
    """A month close is a file of payouts: it is refused to who may not see them."""
    answer = client_of(viewed()).get("/download/month-close.csv?month=2025-06")
    assert (answer.status_code, "Payouts are for analysts and finance." in answer.text) == (403, True)
