import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SCRIPT = """
import contextlib, io, json, sys
from influencer_roi.metrics.registry import REGISTRY, orders, posts
from influencer_roi.metrics.units import RATE
from influencer_roi.metrics.vocabulary import Better, Metric, ratio

key = "posts_per_order"
REGISTRY[key] = Metric(
    key, "Posts per order", ratio(posts, orders), RATE, "Posts an order takes.", Better.LOWER
)

from influencer_roi.app import create_app
from influencer_roi.cli import main
from influencer_roi.ledger.load import load_folder
from influencer_roi.filters import Filters
from influencer_roi.pages import glossary, overview
from influencer_roi.settings import Settings
from influencer_roi.pages.kpis import kpi_frame
from influencer_roi.ui.grid import column_defs
from influencer_roi.ui.page import layout
from pathlib import Path

folder = sys.argv[1]
ledger = load_folder(Path(folder))

def printed(*arguments):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        main(["query", folder, *arguments])
    return json.loads(out.getvalue())

client = create_app(ledger, Settings()).server.test_client()
choices, dropped = overview.PAGE.chosen("?rank=posts_per_order")
page = layout(overview.PAGE, (overview.PAGE,), ledger, Filters(), choices)
picker = next(one for one in page._traverse_ids() if one.id == "overview-rank")
board = overview.PAGE.update(ledger, Filters(), **choices)
print(json.dumps({
    "command line": printed("--metric", key, "--format", "json"),
    "by influencer": printed(
        "--by", "influencer_id", "--metric", key, "--metric", "orders", "--format", "json"
    ),
    "csv header": client.get("/download/slices.csv?by=brand").text.splitlines()[0].split(","),
    "table on screen": client.get("/download/slices.json?by=brand").json["columns"],
    "card": str(kpi_frame("any", [REGISTRY[key]]).to_plotly_json()),
    "column": column_defs([key])[0],
    "glossary": str(glossary.frame(ledger).to_plotly_json()),
    "dropped": dropped,
    "picked": [picker.value, [one["label"] for one in picker.options if one["value"] == key]],
    "board": [
        [board[f"overview-influencers-{place}-line.data-value"] for place in range(3)],
        [board[f"overview-influencers-{place}-cell-0.children"] for place in range(3)],
        board["overview-influencers-say.children"],
    ],
}))
"""


def test_a_metric_is_one_entry():
    """One entry in the registry, and every place that shows metrics has it.

    That is: card, column, table, CSV header, command line, glossary, and the picker, which ranks by it.
    """
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(ROOT / "data")],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    found = json.loads(run.stdout)
    key, label, meaning = "posts_per_order", "Posts per order", "Posts an order takes."
    assert 0 < found["command line"][key] < 1
    assert key in found["csv header"]
    assert label in found["table on screen"]
    assert meaning in found["card"]
    assert (found["column"]["headerName"], found["column"]["type"]) == (label, "rightAligned")
    assert meaning in found["glossary"]
    assert (found["dropped"], found["picked"]) == ([], [key, ["by posts per order"]])
    many = [one for one in found["by influencer"] if one[key] is not None and one["orders"] >= 20]
    best = sorted(many, key=lambda one: one[key])[:3]
    assert found["board"] == [
        [one["influencer_id"] for one in best],
        [f"{one[key]:.2f}" for one in best],
        "Influencers with at least 20 orders, lowest posts per order first: posts an order takes.",
    ]
