import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data"
SCRIPT = """
import contextlib, io, json, sys
import polars as pl
from influencer_roi.model.dimensions import Dimension, register

text = lambda column: pl.col(column).cast(pl.String)
register(Dimension(
    "initial", "Initial", "initials", "The first letter of what the influencer talks about.",
    text("category").str.slice(0, 1), filters=True, url_name="first_letter",
))
register(Dimension(
    "medium", "Medium", "media", "Whether a platform shows films or pictures.",
    text("platform").replace_strict({"YouTube": "Film"}, default="Picture"), filters=True,
))

from influencer_roi import queries
from influencer_roi.api import load
from influencer_roi.app import create_app
from influencer_roi.callbacks import asked_filters
from influencer_roi.cli import main
from influencer_roi.filters import Filters
from influencer_roi.pages import glossary, overview
from influencer_roi.queries import influencer_rows
from influencer_roi.queries.rows import book
from influencer_roi.settings import Settings
from influencer_roi.ui import filter_bar, filter_values
from influencer_roi.ui.in_words import in_words

folder, in_files = sys.argv[1:]
answers, files = load(folder), load(in_files)
ledger = answers.ledger
selection = Filters(initial=("F",), medium=("Film",))
REVENUE = ("--metric", "revenue", "--format", "json")

def printed(*arguments):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["query", folder, *arguments])
    return err.getvalue() if code else json.loads(out.getvalue())

def refused(**where):
    try:
        return answers.query(**where)
    except ValueError as error:
        return str(error)

def orders(of, filters):
    pieces = book(of.ledger, filters, "orders").pieces()
    columns = ("date", "influencer_id", "user_id", "revenue")
    return sorted(map(str, (row for piece in pieces for row in piece.select(columns).iter_rows())))

def clicked(filters, dimension, value):
    controls = filter_values.control_values("overview", ledger, filters)
    names = filter_bar.control_ids("overview")
    held = {name: controls[f"{identity}.value"] for name, identity in names.items()}
    click = {"dimension": dimension, "value": value}
    state = {"controls": held, "choices": {}, "preset": "all", "clicked": click}
    return asked_filters(overview.PAGE, state, "overview-clicked", ledger).to_query()

controls = {getattr(one, "id", ""): one for one in filter_bar.bar("p", ledger)._traverse()}
words = filter_values.regions("p", ledger, selection, usual=selection)
trend = queries.trend(ledger, selection, grain="month", metrics=("revenue",))
who = queries.Who.INFLUENCERS
days = queries.summed(ledger, selection, by=("initial", "date"), measures=("revenue",), who=who)
people = [book(ledger, selection, table) for table in ("influencers", "payouts")]
client = create_app(ledger, Settings()).server.test_client()
print(json.dumps({
    "control": [one["value"] for one in controls["p-initial"].options],
    "clears": filter_bar.clear_ids("p")["p-initial-clear"],
    "chip": [words["p-initial-label.children"], words["p-initial-chip.className"]],
    "in words": in_words(ledger, selection),
    "address": selection.to_query(),
    "address read back": Filters.from_query(f"?{selection.to_query()}", ledger) == (selection, ()),
    "unknown": Filters.from_query("first_letter=Z&initial=F", ledger)[1],
    "clicked": [clicked(Filters(), "initial", "F"), clicked(selection, "initial", "F")],
    "option": printed("--first-letter", "F", "--medium", "Film", *REVENUE),
    "wrong option": printed("--first-letter", "Z", *REVENUE),
    "argument": answers.query(metrics=["revenue"], initial="F", medium=["Film"]).item(),
    "wrong argument": refused(initials="F"),
    "by": printed("--by", "initial", *REVENUE),
    "by category": printed("--by", "category", "--platform", "YouTube", *REVENUE),
    "by month": trend["revenue"].sum(),
    "by day": days.group_by("initial").agg(pl.col("revenue").sum()).rows(),
    "in memory": orders(answers, selection),
    "in files": [orders(files, selection), files.ledger.in_place is not None],
    "files' total": files.query(metrics=["revenue"], initial="F", medium="Film").item(),
    "in a download": client.get(f"/download/orders.csv?{selection.to_query()}").text.count(chr(10)) - 1,
    "people": [sorted({one for piece in rows.pieces() for one in piece["category"]}) for rows in people],
    "profiles": sorted(queries.chosen(ledger, selection)["category"].unique()),
    "emptied by": queries.emptied_by(ledger, Filters(initial=("F",), category=("Yoga",))),
    "glossary": str(glossary.frame(ledger).to_plotly_json()),
}))
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a process that registers two dimensions finds of them, by where it looks."""
    in_files = tmp_path_factory.mktemp("in_files")
    for table in ("influencers", "posts", "payouts"):
        shutil.copy(SAMPLE / f"{table}.csv", in_files)
    (in_files / "orders").mkdir()
    orders = pl.read_csv(SAMPLE / "tracking_data.csv", infer_schema=False)
    for part, rows in enumerate((orders.head(1_500), orders.slice(1_500))):
        rows.write_parquet(in_files / "orders" / f"{part}.parquet")
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(SAMPLE), str(in_files)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert not run.returncode, run.stderr
    return dict(json.loads(run.stdout))


def revenue_of(rows: list[dict[str, Any]], initial: str) -> float:
    """The revenue of the categories that begin with a letter."""
    return sum(float(row["revenue"]) for row in rows if row["category"].startswith(initial))


def test_its_control(found: dict[str, Any]):
    """The filter bar has a menu of its values, a chip that says what is chosen, and a way to clear it."""
    assert found["control"] == ["B", "F", "N", "U", "W", "Y"]
    assert found["clears"] == ["initial"]
    assert found["chip"] == ["F", "chip set"]
    assert found["in words"].startswith("Initial: F · Medium: Film · ")
    assert "The first letter of what the influencer talks about." in found["glossary"]


def test_its_address(found: dict[str, Any]):
    """The address names it, reads it back, and drops what it cannot be; a click sets it and lets it go."""
    assert found["address"] == "first_letter=F&medium=Film&dates=all"
    assert found["address read back"]
    assert found["unknown"] == ["first_letter 'Z'"]
    assert found["clicked"] == ["first_letter=F&dates=all", "medium=Film&dates=all"]
    assert found["emptied by"] == "category"


def test_its_option_and_argument(found: dict[str, Any]):
    """The command line has an option, the API an argument; both answer alike and say what there is."""
    total = found["argument"]
    assert found["option"] == {"revenue": total}
    assert "Cannot filter by first_letter 'Z'. The initials are B, F, N, U, W, Y." in found["wrong option"]
    assert found["wrong argument"].startswith("no filter is named initials; there are brand, ")
    assert ", initial, medium, " in found["wrong argument"]


def test_its_totals(found: dict[str, Any]):
    """It slices and filters to the rupee: by months, by days and by itself as by what it is made of."""
    total = revenue_of(found["by category"], "F")
    assert total > 0
    assert found["argument"] == pytest.approx(total)
    assert found["by month"] == pytest.approx(total)
    assert found["by day"] == [["F", pytest.approx(total)]]
    assert [row["initial"] for row in found["by"]] == ["B", "F", "N", "U", "W", "Y"]


def test_its_rows(found: dict[str, Any]):
    """Orders in memory and in files, downloads and people are those it lets through."""
    rows, in_place = found["in files"]
    assert in_place
    assert rows == found["in memory"]
    assert len(rows) > 100
    assert found["in a download"] == len(rows)
    assert found["files' total"] == pytest.approx(found["argument"])
    assert found["people"] == [["Fitness"], ["Fitness"]]
    assert found["profiles"] == ["Fitness"]
