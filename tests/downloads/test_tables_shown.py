import json
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.pages import PAGES
from influencer_roi.ui.tables import file_of
from tests.tables import block
from tests.test_downloads import client_of, rows_of
from tests.viewers import viewed

TABLES = [identity for page in PAGES for identity in page.tables if identity not in page.own_files]


@pytest.fixture(scope="module")
def client(sample: Ledger) -> FlaskClient:
    """Give a client of the sample's downloads."""
    return client_of(sample)


def shown(ledger: Ledger, identity: str) -> tuple[dict[str, object], list[str]]:
    """What a reader does to a table: sorts it by its first column, searches for a word that rows hold."""
    rows = block(identity, ledger, Filters(), {})["rowData"]
    field = next(iter(rows[0])) if rows else "name"
    word = str(rows[0][field]).split()[0][:4] if rows else "a"
    return {"sortModel": [{"colId": field, "sort": "desc"}], "filterModel": {}, "search": word}, [field]


@pytest.mark.parametrize("identity", TABLES)
def test_every_table_can_be_taken_home(sample: Ledger, client: FlaskClient, identity: str):
    """The file of each table has the rows that search and sort leave on screen, in their order, no others."""
    model, (field,) = shown(sample, identity)
    query = urlencode({"dates": "all", "shown": json.dumps(model)})
    address = f"/download/{file_of(identity)}.csv?{query}"
    answer = block(identity, sample, Filters(), {"startRow": 0, "endRow": 500, **model})
    rows = rows_of(client, address)
    assert len(rows) == answer["rowCount"]
    assert [row[field] for row in rows][:500] == [str(row[field] or "") for row in answer["rowData"]]
    assert rows


def test_choices_go_along(sample: Ledger, client: FlaskClient):
    """The lines drawn on Payouts are those of the file; a line the page does not offer is refused."""
    query = {"dates": "all", "max_roas": "3", "min_spend": "10000"}
    rows = rows_of(client, f"/download/payouts-weak.csv?{urlencode(query)}")
    listed = block("payouts-weak-list", sample, Filters(), {}, max_roas="3", min_spend="10000")
    assert len(rows) == listed["rowCount"]
    refused = client.get("/download/payouts-weak.csv?dates=all&max_roas=7")
    assert (refused.status_code, "max_roas" in refused.text) == (400, True)


def test_hidden_columns_stay_out(client: FlaskClient):
    """A file has the columns its table shows; where none would be left, it has them all."""
    names = {*rows_of(client, "/download/campaigns-list.csv?dates=all")[0]}
    left = {*rows_of(client, "/download/campaigns-list.csv?dates=all&hidden=orders,cpa,mood")[0]}
    none = {*rows_of(client, f"/download/campaigns-list.csv?dates=all&hidden={','.join(names)}")[0]}
    assert (names - left, none) == ({"orders", "cpa"}, names)


def test_what_a_table_lacks_is_refused(client: FlaskClient):
    """A column, a test or a search that the table does not have is refused, never left out."""
    for model in ({"sortModel": [{"colId": "mood", "sort": "asc"}]}, {"search": 5}, {"search": "x" * 201}):
        answer = client.get(f"/download/content-list.csv?{urlencode({'shown': json.dumps(model)})}")
        assert answer.status_code == 400, model


def test_viewers_take_no_payouts_home():
    """Tables of Payouts are not for viewers, whatever their address."""
    client = client_of(viewed())
    statuses = {
        identity: client.get(f"/download/{file_of(identity)}.csv").status_code
        for identity in TABLES
        if identity.startswith("payouts-")
    }
    assert statuses == dict.fromkeys(statuses, 403)
