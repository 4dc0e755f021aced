import csv
import io
import json
from collections.abc import Callable, Mapping

import polars as pl
import pytest
from flask.testing import FlaskClient

from influencer_roi import queries
from influencer_roi.app import create_app
from influencer_roi.cli import main
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.registry import measured
from influencer_roi.pages import explorer, glossary
from influencer_roi.queries.data_health import reconciled
from influencer_roi.settings import Settings
from tests.conftest import WORLD, Tables

LedgerOf = Callable[[Tables], Ledger]

# The world's posts, with clicks: p1 sold for MuscleBlaze, p2 for HKVitals; nobody counted those of p4.
CLICKED: Mapping[str, str | bytes | None] = {
    "posts": """
        post_id  influencer_id  platform   date        caption                 reach  likes  comments  Clicks
        p1       ann            Insta      2025-06-01  Try MuscleBlaze Whey!   10000  400    100       40
        p2       ann            Instagram  2025-06-15  A run in the morning    20000  600    100       60
        p3       bob            YT         2025-06-10  HKVitals, a review      50000  1500   500       160
        p4       cat            Instagram  2025-07-01  Gritzo for growing up   2000   50     10        -
        """
}
ASKED = ("clicks", "cpc")


@pytest.fixture
def clicked(ledger_of: LedgerOf) -> Ledger:
    """Give the world with a column of clicks in its posts file."""
    return ledger_of(CLICKED)


def client_of(ledger: Ledger) -> FlaskClient:
    """Give a client of the whole application."""
    client: FlaskClient = create_app(ledger, Settings()).server.test_client()
    return client


def test_totals(clicked: Ledger):
    """Clicks add up over posts, and CPC is spend over clicks: 2,600 over 40 + 60 + 160."""
    assert queries.totals(clicked, Filters(), metrics=ASKED) == {"clicks": 260, "cpc": 10}


def test_shared_like_the_post(clicked: Ledger):
    """Clicks follow a post to the brands it sold for; a brand without clicks has no CPC."""
    rows = queries.slices(clicked, Filters(), by="brand", metrics=ASKED)
    found = {row["brand"]: row["clicks"] for row in rows.iter_rows(named=True)}
    parts = clicked.entries.filter(pl.col("post_id") == "p2", pl.col("posts") > 0)
    by_post = dict(zip(parts["brand"], parts["clicks"] / parts["posts"], strict=True))
    assert sum(found.values()) == pytest.approx(260)
    assert by_post == dict.fromkeys(by_post, 60)
    assert rows.filter(pl.col("clicks") == 0)["cpc"].to_list() == [None]


def test_an_absent_cell_counts_0(clicked: Ledger):
    """A cell without clicks counts 0, as one without likes does, and a note says so."""
    notes = [note.text for note in clicked.report.notes if note.table == "posts" and note.code == "absent"]
    assert notes == ["1 row has no clicks (line 5); counted as 0."]


def test_without_the_column(world: Ledger):
    """Where the posts file has no such column, clicks and CPC are nothing in every answer, never 0."""
    nothing = dict.fromkeys(ASKED)
    assert queries.totals(world, Filters(), metrics=ASKED) == nothing
    assert queries.totals(world, Filters(influencer_id=("bob",)), metrics=ASKED) == nothing
    for rows in (
        queries.slices(world, Filters(), by="brand", metrics=("revenue", *ASKED)),
        queries.trend(world, Filters(), grain="week", metrics=("revenue", *ASKED)),
    ):
        assert rows.select(ASKED).null_count().row(0) == (rows.height, rows.height)


def test_an_empty_selection_is_0(clicked: Ledger):
    """Nothing selected is 0 clicks where clicks are counted: only a missing column is nothing."""
    empty = Filters(followers_from=10**11)
    assert queries.totals(clicked, empty, metrics=ASKED) == {"clicks": 0, "cpc": None}


def test_measured(world: Ledger, clicked: Ledger):
    """Pickers leave out exactly what rests on the missing column."""
    assert set(measured(clicked)) - set(measured(world)) == {"clicks", "cpc"}


def test_reconciled(world: Ledger, clicked: Ledger):
    """File and screen are held together over clicks where there are any to hold."""
    sums = {one.metrics: (one.files, one.screen) for one in reconciled(clicked)}
    assert sums["clicks",] == (260, 260)
    assert ("clicks",) not in {one.metrics for one in reconciled(world)}


@pytest.mark.parametrize("table", ["entries", "posts"])
def test_explorer(world: Ledger, clicked: Ledger, table: str):
    """The Explorer shows the column, and leaves it out where the files do not have it."""
    shown = [
        str(explorer.update(ledger, Filters(), table=table)["explorer-rows.columnDefs"])
        for ledger in (clicked, world)
    ]
    assert ["'clicks'" in columns for columns in shown] == [True, False]


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("file", ["entries.csv", "posts.csv", "slices.csv?by=influencer_id"])
def test_files(world: Ledger, clicked: Ledger, file: str):
    """Files have the column always, in one place: numbers where clicks are counted, else nothing."""
    found = []
    for ledger in (clicked, world):
        rows = csv.DictReader(
            io.StringIO(client_of(ledger).get(f"/download/{file}").text.removeprefix("\ufeff"))
        )
        texts = [row["clicks"] for row in rows]
        found.append(sum(map(float, texts)) if all(texts) else set(texts))
    assert found == [pytest.approx(260), {""}]


def test_table_on_screen(world: Ledger, clicked: Ledger):
    """The table of a card leaves out what the files cannot say."""
    tables = [client_of(one).get("/download/slices.json?by=brand").json for one in (clicked, world)]
    assert ["CPC" in table["columns"] for table in tables if table] == [True, False]


def test_glossary(world: Ledger, clicked: Ledger):
    """The glossary says why there is no CPC here."""
    why = "Nothing here: the posts file has no column for clicks."
    said = [str(glossary.frame(ledger).to_plotly_json()).count(why) for ledger in (clicked, world)]
    assert said == [0, 2]
    assert glossary.update(clicked, Filters())["glossary-cpc-here.children"] == "₹10"


def test_command_line(folder_of: Callable[[Tables], object], capsys: pytest.CaptureFixture[str]):
    """`query` answers with both keys: numbers with the column, null without."""
    for tables, expected in ((CLICKED, {"clicks": 260, "cpc": 10}), (WORLD, {"clicks": None, "cpc": None})):
        main(["query", str(folder_of(tables)), "--format", "json"])
        answer = json.loads(capsys.readouterr().out)
        assert {key: answer[key] for key in ASKED} == expected
