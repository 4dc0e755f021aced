import json
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest
from werkzeug.test import Client

from influencer_roi.ledger.entries import Ledger
from influencer_roi.live.health import Health
from influencer_roi.monitoring import Answer
from influencer_roi.monitoring.prometheus import Figures
from influencer_roi.store.build import build_snapshot
from tests.serving.conftest import DASHBOARD, HOST, Start, free_port, start  # noqa: F401 # a fixture
from tests.waiting import PATIENCE, wait_until

VERSION = "20260101T000000.000000Z-0123abcd"


def figures(text: str) -> dict[str, float]:
    """The figures of a text as Prometheus reads it."""
    lines = [line.rpartition(" ") for line in text.splitlines() if not line.startswith("#")]
    return {name: float(number) for name, _, number in lines}


def test_what_is_counted(world: Ledger):
    """Answers are counted by route, method and status, refused bodies apart; rows by what became of them."""
    counted = Figures(lambda: Health(world, VERSION))
    for status in (200, 200, 413, 411):
        counted.record(Answer("POST", "/sign-in", status, 0.02))
    found = figures(counted.text().decode())
    assert found['influencer_roi_requests_total{method="POST",route="/sign-in",status="200"}'] == 2
    assert found["influencer_roi_refused_bodies_total"] == 2
    assert found['influencer_roi_request_seconds_bucket{le="0.025",route="/sign-in"}'] == 4
    assert found["influencer_roi_version_age_seconds"] > 0
    kept = found['influencer_roi_rows{outcome="kept",table="orders"}']
    assert (kept, found["influencer_roi_ready"]) == (world.report.counts["orders"].kept, 1)


def test_before_there_is_data():
    """Without data there is no version and no row, and that is a figure too."""
    found = figures(Figures(Health).text().decode())
    assert found == {"influencer_roi_ready": 0, "influencer_roi_refused_bodies_total": 0} | {
        name: number for name, number in found.items() if name.endswith("_created")
    }


@pytest.mark.parametrize(
    ("path", "host", "status"),
    [
        ("/metrics", "127.0.0.1:9100", 200),
        ("/metrics", "localhost:9100", 200),
        ("/metrics", "evil.example:9100", 404),
        ("/", "127.0.0.1:9100", 404),
    ],
)
def test_for_this_machine(path: str, host: str, status: int):
    """Figures are at one address, under a name of this machine."""
    answer = Client(Figures(Health).application).get(path, base_url=f"http://{host}")
    assert answer.status_code == status


def test_over_all_workers(start: Start, tmp_path: Path, world_folder: Path):  # noqa: F811
    """What all workers answered is one figure, on a port of its own, which serves nothing else."""
    build_snapshot(world_folder, tmp_path / "snapshot")
    port = free_port()
    served = start(
        DASHBOARD,
        workers=2,
        INFLUENCER_ROI_DATA=str(world_folder),
        INFLUENCER_ROI_SNAPSHOT=str(tmp_path / "snapshot"),
        INFLUENCER_ROI_METRICS_PORT=str(port),
    )
    wait_until(
        lambda: served.answers("/readyz") and len(served.workers()) == 2,
        lambda: f"{served.workers()} serve. {served.log.read_text()}",
    )
    before = _read(port)
    for _ in range(20):
        served.get("/status.json")
    asked = 'influencer_roi_requests_total{method="GET",route="/status.json",status="200"}'
    wait_until(lambda: _read(port).get(asked, 0) == 20, lambda: json.dumps(_read(port)))
    assert (asked in before, served.get("/metrics")[0]) == (False, 404)
    assert replace(served, port=port).get("/")[0] == 404


def _read(port: int) -> dict[str, float]:
    with urllib.request.urlopen(f"http://{HOST}:{port}/metrics", timeout=PATIENCE) as answer:
        return figures(answer.read().decode())
