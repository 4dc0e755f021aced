import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SCRIPT = """
import contextlib, io, json, sys
from influencer_roi.metrics.registry import REGISTRY, orders, posts
from influencer_roi.metrics.units import RATE
from influencer_roi.metrics.vocabulary import Metric, ratio

key = "orders_per_post"
REGISTRY[key] = Metric(key, "Orders per post", ratio(orders, posts), RATE, "Orders a post brings.")

from influencer_roi.app import create_app
from influencer_roi.cli import main
from influencer_roi.data.load import load_folder
from influencer_roi.filters import Filters
from influencer_roi.pages import glossary
from influencer_roi.settings import Settings
from influencer_roi.ui.components import kpi_card
from influencer_roi.ui.grid import column_defs
from pathlib import Path

folder = sys.argv[1]
ledger = load_folder(Path(folder))
printed = io.StringIO()
with contextlib.redirect_stdout(printed):
    main(["query", folder, "--metric", "orders_per_post", "--format", "json"])
client = create_app(ledger, Settings()).server.test_client()
print(json.dumps({
    "command line": json.loads(printed.getvalue()),
    "csv header": client.get("/download/slices.csv?by=brand").text.splitlines()[0].split(","),
    "table on screen": client.get("/download/slices.json?by=brand").json["columns"],
    "card": str(kpi_card("any", REGISTRY["orders_per_post"]).to_plotly_json()),
    "column": column_defs(["orders_per_post"])[0],
    "glossary": str(glossary.frame(ledger).to_plotly_json()),
}))
"""


def test_a_metric_is_one_entry():
    """One entry in the registry, and card, column, table, CSV header, command line and glossary have it."""
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(ROOT / "data")],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    found = json.loads(run.stdout)
    assert found["command line"]["orders_per_post"] > 1
    assert "orders_per_post" in found["csv header"]
    assert "Orders per post" in found["table on screen"]
    assert "Orders a post brings." in found["card"]
    assert (found["column"]["headerName"], found["column"]["type"]) == ("Orders per post", "rightAligned")
    assert "Orders a post brings." in found["glossary"]
