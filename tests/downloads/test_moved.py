import datetime as dt

import pytest
from flask.testing import FlaskClient

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from tests.test_downloads import client_of, rows_of, sheets_of, summed
from tests.viewers import viewed

JULY = "from=2025-07-01&to=2025-07-31"
FILTERS = Filters(start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 31))


@pytest.fixture(scope="module")
def client(sample: Ledger) -> FlaskClient:
    """Give a client of the sample's downloads."""
    return client_of(sample)


def test_rows(sample: Ledger, client: FlaskClient):
    """A file of what moved has the rows of the card, raw, each with the days compared with."""
    before = queries.compared(sample, FILTERS)
    assert before is not None
    expected = queries.moved(sample, FILTERS, before, by="campaign")
    rows = rows_of(client, f"/download/moved.csv?by=campaign&{JULY}")
    assert list(rows[0]) == [*expected.columns, "compared_from", "compared_to"]
    assert [row["campaign"] for row in rows] == expected["campaign"].to_list()
    moved = [float(row["revenue_moved"]) for row in rows]
    assert moved == pytest.approx(expected["revenue_moved"].to_list(), rel=1e-14)
    assert {(row["compared_from"], row["compared_to"]) for row in rows} == {
        (str(before.start), str(before.end))
    }


def test_rows_add_up(sample: Ledger, client: FlaskClient):
    """What moved adds up to the difference of the figures on screen, under any filter."""
    filters = FILTERS.choosing(platform=("YouTube",))
    before = queries.compared(sample, filters)
    assert before is not None
    now, then = (queries.totals(sample, one, metrics=("revenue", "roas")) for one in (filters, before))
    rows = rows_of(client, f"/download/moved.csv?by=influencer_id&{JULY}&platform=YouTube")
    for key in ("revenue", "roas"):
        assert summed(rows, f"{key}_moved") == pytest.approx((now[key] or 0) - (then[key] or 0), rel=1e-9)


def test_names_of_people(client: FlaskClient):
    """An influencer stands with id and name."""
    rows = rows_of(client, f"/download/moved.csv?by=influencer_id&{JULY}")
    assert list(rows[0])[:3] == ["influencer_id", "name", "revenue_before"]
    assert {row["influencer_id"]: row["name"] for row in rows}["INF012"] == "isha.moves"


def test_definitions(client: FlaskClient):
    """A file that explains itself says what moved means, of which metric, in which unit."""
    text = client.get(f"/download/moved.csv?by=brand&{JULY}&about=yes").text
    assert "# revenue_before: Revenue before: In the days compared with. (₹)" in text
    assert (
        "# roas_moved: ROAS moved: What this row adds to the change of the total; "
        "over all rows it adds up to it. (×)" in text.replace(" ; ", "; ")
    )
    assert "# compared_to: Compared to: The last of the days compared with." in text


def test_workbook(client: FlaskClient):
    """A workbook has the same rows."""
    address = f"moved.xlsx?by=brand&{JULY}"
    rows = sheets_of(client, f"/download/{address}")["Rows"]
    assert rows["brand"].to_list() == [
        row["brand"] for row in rows_of(client, f"/download/moved.csv?by=brand&{JULY}")
    ]


def test_name_of_the_file(client: FlaskClient):
    """The file is named for what it holds and its days."""
    answer = client.get(f"/download/moved.csv?by=brand&{JULY}")
    name = "influencer-roi_moved-by-brand_2025-07.csv"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (f"by=brand&{JULY}&compare=none", "Nothing is compared; choose previous or year."),
        (f"by=brand&{JULY}&compare=year", "There are no days to compare with: the data begin on 2025-03-04."),
        (f"by=mood&{JULY}", "There is no dimension &#39;mood&#39;"),
        (f"by=brand&{JULY}&brand=Nope", "Not in this data: brand &#39;Nope&#39;."),
    ],
)
def test_refusals(client: FlaskClient, query: str, words: str):
    """What cannot be compared is refused with a sentence, and the way out."""
    answer = client.get(f"/download/moved.csv?{query}")
    assert (answer.status_code, words in answer.text) == (400, True)


def test_viewers():
    """Who may not see what one person is paid takes home what moved revenue, and no rupee of spend."""
    rows = rows_of(client_of(viewed()), "/download/moved.csv?by=influencer_id&from=2025-06-15&to=2025-07-10")
    spent = [name for name in rows[0] if name.startswith(("spend", "roas"))]
    assert {row[name] for row in rows for name in spent if not name.endswith("_before")} == {""}
    assert all(row["revenue_moved"] for row in rows)
