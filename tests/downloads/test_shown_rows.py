import json
from html import unescape
from urllib.parse import quote

import polars as pl
import pytest
from flask.testing import FlaskClient

from influencer_roi.downloads import shown_rows
from influencer_roi.downloads.shown_rows import ShownRows
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.orders import requests
from influencer_roi.orders.requests import RowRequest, Sort
from influencer_roi.queries.rows import TABLES, book
from tests.tables import explored
from tests.test_downloads import client_of, rows_of

LARGE = {"filterType": "number", "type": "greaterThan", "filter": 800}
SHOWN = {"sortModel": [{"colId": "revenue", "sort": "desc"}], "filterModel": {"revenue": LARGE}}


def address(name: str, model: object) -> str:
    """The address of a file of what a grid shows."""
    return f"/download/{name}?shown={quote(json.dumps(model))}"


@pytest.fixture(scope="module")
def client(sample: Ledger) -> FlaskClient:
    """Give a client of the sample's downloads."""
    return client_of(sample)


def test_a_file_has_what_the_table_shows(world: Ledger):
    """Column filters and sort of a table hold in its file, and the file says so."""
    rows = rows_of(client_of(world), address("orders.csv", SHOWN))
    assert [row["revenue"] for row in rows] == ["3000.0", "1500.0", "1000.0"]
    answer = client_of(world).get(f"{address('orders.csv', SHOWN)}&about=yes")
    assert "# chosen: revenue greaterThan 800.0; sorted by revenue; descending" in answer.text
    assert "influencer-roi_orders-as-shown-with-definitions_" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_equals_its_screen(sample: Ledger, client: FlaskClient, table: str):
    """Of each table, the file has the rows the page answers its grid with, in their order."""
    ids = {"filterType": "text", "type": "contains", "filter": "inf01"}
    model = {
        "sortModel": [{"colId": "influencer_id", "sort": "desc"}],
        "filterModel": {"influencer_id": ids},
    }
    rows = rows_of(client, address(f"{table}.csv", model))
    answer = explored(sample, Filters(), {"startRow": 0, "endRow": 500, **model}, table=table)
    on_screen = [row["influencer_id"] for row in answer["rowData"]]
    assert (len(rows), [row["influencer_id"] for row in rows][:500]) == (answer["rowCount"], on_screen)
    assert rows


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ("no json", "shown is no JSON."),
        ('{"sortModel":[{"colId":"mood","sort":"asc"}]}', "names a column, an order or a test"),
        ('{"sortModel":[{"colId":"revenue","sort":"up"}]}', "names a column, an order or a test"),
        ('{"filterModel":{"mood":{"type":"equals","filter":1}}}', "names a column, an order or a test"),
        ('{"filterModel":{"revenue":{"type":"sounds","filter":1}}}', "names a column, an order or a test"),
        ('{"filterModel":{"revenue":{"type":"equals","filter":NaN}}}', "names a column, an order or a test"),
        ('{"filterModel":{"revenue":{"conditions":[{"type":"blank"},7]}}}', "names a column, an order or a"),
        ('{"filterModel":[]}', "a filterModel, an object"),
        ("[1]", "a filterModel, an object"),
        ('{"mood":1}', "nothing else"),
        ("[" * 7_000, "shown is"),
        ("x" * 8_001, "8,000 at most"),
    ],
)
def test_refusals(client: FlaskClient, model: str, words: str):
    """What is not understood is refused, never left out: the file would have other rows."""
    answer = client.get(f"/download/orders.csv?shown={quote(model)}")
    assert (answer.status_code, words in unescape(answer.text)) == (400, True)


def test_pieces_are_the_rows(world: Ledger, monkeypatch: pytest.MonkeyPatch):
    """Piece by piece, the rows are those of one block."""
    monkeypatch.setattr(shown_rows, "PIECE", 2)
    group = requests.TestGroup(either=False, tests=(requests.Test("revenue", "greaterThan", (0.0,)),))
    request = RowRequest(sorts=(Sort("revenue", descending=True),), groups=(group,))
    shown = ShownRows(book(world, Filters(), "orders"), request)
    found = pl.concat(shown.pieces())
    assert (found.height, found["revenue"].is_sorted(descending=True)) == (shown.count(), True)
    assert max(piece.height for piece in shown.pieces()) == 2
