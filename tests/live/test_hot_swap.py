import sys
import threading
import weakref
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import dash
import pytest
from flask.testing import FlaskClient

from influencer_roi.app import dashboard
from influencer_roi.bundle import assets_folder
from influencer_roi.ledger.load import Intake
from influencer_roi.live.hot_swap import HotSwap
from influencer_roi.live.source import DataSource
from influencer_roi.live.supervisor import Supervisor
from influencer_roi.model.report import Refused
from influencer_roi.settings import Settings
from influencer_roi.store import claim, current_version, origin_of
from influencer_roi.store.build import build_snapshot
from influencer_roi.store.publishing import undo
from tests.currencies import write_in
from tests.waiting import wait_until

SUMS = "/download/slices.csv?by=platform&columns=revenue"


@dataclass
class Here:
    """A child process that is none: it builds in this one, when asked how it goes."""

    source: DataSource
    ended: int | None = None

    def poll(self) -> int | None:
        """Build, and say how it ended."""
        assert self.source.folder is not None
        try:
            intake = Intake.of(Settings.from_environment())
            build_snapshot(self.source.folder, self.source.root, intake)
        except Refused:
            return 1
        return 0

    def terminate(self) -> None:
        """End."""

    def wait(self) -> int:
        """Be gone."""
        return 0


@dataclass
class Served:
    """A front over a folder, looked after by hand; `ready` tells whether each build began behind answers."""

    source: DataSource
    front: HotSwap = field(init=False)
    ready: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        def spawn(_: list[str]) -> Here:
            self.ready.append(self.front.now().ledger is not None)
            return Here(self.source)

        supervisor = Supervisor(self.source, spawn)  # type: ignore[arg-type]
        self.front = HotSwap(self.source, dashboard(Settings()), assets_folder(), supervisor=supervisor)

    @property
    def client(self) -> FlaskClient:
        """Somebody who asks."""
        return self.front.flask.test_client()

    @property
    def folder(self) -> Path:
        """Where its files are."""
        assert self.source.folder is not None
        return self.source.folder

    def told(self, address: str) -> dict[str, object]:
        """What a route for machines says."""
        told: dict[str, object] = self.client.get(address).json or {}
        return told

    def look(self) -> None:
        """Let it see a change, see that it came to rest, build it, and take it over."""
        for _ in range(4):
            self.front.look()


@pytest.fixture
def served(world_folder: Path, tmp_path: Path) -> Iterator[Served]:
    """Serve a copy of the world's folder."""
    folder = tmp_path / "data"
    folder.mkdir()
    for file in world_folder.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    one = Served(DataSource(tmp_path / "snapshots", folder=folder))
    yield one
    one.front.stop()


def revenue(client: FlaskClient) -> float:
    """What the platforms earned together."""
    lines = client.get(SUMS).text.splitlines()
    source = lines[0].split(",").index("revenue")
    return sum(float(line.split(",")[source]) for line in lines[1:])


def test_a_snapshot_in_another_currency(served: Served, monkeypatch: pytest.MonkeyPatch):
    """It is never shown with another sign: readers wait, told why, until it is made anew."""
    build_snapshot(served.folder, served.source.root)
    write_in("USD", monkeypatch)
    served.front.look()
    assert served.client.get("/").status_code == 503
    assert [one.code for one in served.front.now().problems] == ["other_currency"]
    served.look()
    assert 'data-sign="$"' in served.client.get("/").text
    assert served.front.now().problems == ()


def test_waiting(served: Served):
    """Before the first build every address is a page that waits, with 503; the process lives, unready."""
    for address in ("/", "/campaigns?brand=Gritzo", "/download/entries.csv"):
        answer = served.client.get(address)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
        assert "The data is being read." in answer.text
    assert served.told("/healthz") == {"status": "starting"}
    assert served.client.get("/readyz").status_code == 503
    assert served.told("/readyz")["ready"] is False


def test_ready(served: Served):
    """After the first build the dashboard is served, and the probes say so."""
    served.look()
    assert revenue(served.client) == 6800
    assert served.client.get("/readyz").status_code == 200
    health = served.told("/healthz")
    assert (health["status"], health["as_of"]) == ("ok", "2025-07-05")


def test_renewed(served: Served):
    """A changed file is built and swapped in; the version is another, and the page says which it is of."""
    served.look()
    first = served.told("/status.json")["version"]
    orders = served.folder / "tracking_data.csv"
    orders.write_text(orders.read_text() + orders.read_text().splitlines()[1] + "\n")
    served.look()
    second = served.told("/status.json")["version"]
    assert str(second) > str(first)
    assert f'<meta name="version" content="{second}">' in served.client.get("/").text
    assert revenue(served.client) > 6800


def test_replaced_data_leaves_memory(served: Served):
    """Once other data is served, the ledger before it is gone, though its dashboard was asked things."""
    served.look()
    assert served.client.get("/").status_code == 200
    ledger = served.front.now().ledger
    assert ledger is not None
    replaced = weakref.ref(ledger)
    del ledger
    orders = served.folder / "tracking_data.csv"
    orders.write_text(orders.read_text() + orders.read_text().splitlines()[1] + "\n")
    served.look()
    assert replaced() is None


def test_a_start_serves_before_it_looks_for_changes(served: Served):
    """What was built before is served first, and only then a process asks whether the files changed."""
    served.look()
    again = Served(served.source)
    served.front.stop()
    again.front.look()
    assert (served.ready, again.ready) == ([False], [True])
    again.front.stop()


@pytest.mark.in_turn(3)
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html>oops", "this is a web page"),
        (b"", "the file is empty"),
        (None, "no file for orders"),
    ],
    ids=["web page", "empty", "gone"],
)
def test_a_bad_change_keeps_the_last_good(served: Served, content: bytes | None, words: str):
    """A refused change is said, the figures stay; after a restart they still stay, and it is still said."""
    served.look()
    orders = served.folder / "tracking_data.csv"
    good = orders.read_bytes()
    orders.unlink() if content is None else orders.write_bytes(content)
    served.look()
    again = Served(served.source)
    again.front.look()
    for one in (served, again):
        assert revenue(one.client) == 6800
        assert words in str(one.told("/status.json")["problems"])
    again.front.stop()
    orders.write_bytes(good)
    served.look()
    assert served.told("/status.json")["problems"] == []


def test_a_first_refusal(served: Served):
    """Where nothing was ever good, the page that waits says what is wrong, as text, and opens once fixed."""
    posts = served.folder / "posts.csv"
    good = posts.read_bytes()
    posts.write_bytes(b"<html>")
    served.look()
    page = served.client.get("/").text
    assert "This data cannot be served yet." in page
    assert "posts.csv: this is a web page" in page
    posts.write_bytes(good)
    served.look()
    assert revenue(served.client) == 6800


def test_a_damaged_pointer(served: Served):
    """Where what names the current version is damaged, a start serves the newest whole one, and says so."""
    served.look()
    (served.source.root / "CURRENT").write_text("nonsense")
    again = Served(served.source)
    again.front.look()
    assert revenue(again.client) == 6800
    assert again.told("/status.json")["problems"]
    again.front.stop()


ROUTES = (
    "/",
    "/status.json",
    "/readyz",
    "/healthz",
    "/_dash-layout",
    "/download/load-report.json",
    "/nope.csv",
)


@pytest.mark.in_turn(7)
@pytest.mark.parametrize("before", ["nothing", "good files"])
@pytest.mark.parametrize("kind", ["damaged", "half of it", "gone", "linked", "no folder"])
def test_nothing_inside_is_served(
    served: Served, before: str, kind: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    """Whatever goes wrong, no answer names a path, a command or a version; the log names the rest."""
    orders = served.folder / "tracking_data.csv"
    if before == "good files":
        served.look()
    if kind == "damaged":
        served.look()
        (
            served.source.root / "versions" / str(served.told("/status.json")["version"]) / "posts.arrow"
        ).write_bytes(b"")
        served.front.stop()
        served = Served(served.source)
        served.front.look()
        assert str(served.source.root) in caplog.text
    elif kind == "half of it":
        orders.write_text("".join(orders.read_text().splitlines(keepends=True)[:2]))
    elif kind == "gone":
        orders.unlink()
    elif kind == "linked":
        orders.rename(tmp_path / "elsewhere.csv")
        orders.symlink_to(tmp_path / "elsewhere.csv")
    else:
        served.folder.rename(tmp_path / "moved")
    served.look()
    for route in ROUTES:
        text = served.client.get(route).text
        for inside in (str(tmp_path), "influencer-roi build", "--out", sys.version, dash.__version__):
            assert inside not in text, f"{route} names {inside}"
    served.front.stop()


def test_snapshots_that_became_those_of_others(served: Served, world_folder: Path, tmp_path: Path):
    """Where another folder's snapshots come to lie there, its figures are not shown, and why is said."""
    served.look()
    claim(served.source.root, origin_of(tmp_path / "other"), moved=True)
    build_snapshot(world_folder, served.source.root, sample=True)
    version = served.told("/status.json")["version"]
    served.front.look()
    assert served.told("/status.json")["version"] == version
    assert "The snapshots are of other data, or would lie in the data folder." in str(
        served.told("/status.json")["problems"]
    )


def test_nobody_sees_two_versions(served: Served):
    """While a version takes another's place, every answer is of one of them, and none fails."""
    served.look()
    orders = served.folder / "tracking_data.csv"
    line = orders.read_text().splitlines()[1]
    seen: set[float] = set()
    stopped = threading.Event()

    def ask() -> None:
        client = served.client
        while not stopped.is_set():
            seen.add(revenue(client))

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        orders.write_text(orders.read_text() + line + "\n")
        served.look()
        after = revenue(served.client)
    finally:
        stopped.set()
        for thread in threads:
            thread.join()
    assert after > 6800
    assert seen <= {6800.0, after}


def test_it_looks_by_itself(served: Served, monkeypatch: pytest.MonkeyPatch):
    """Once started it goes on looking, whatever one look came to."""
    monkeypatch.setattr("influencer_roi.live.hot_swap.PERIOD", 0.01)
    looks: list[None] = []

    def look() -> None:
        looks.append(None)
        if len(looks) == 2:
            raise OSError("a disk went away")

    monkeypatch.setattr(served.front, "look", look)
    served.front.start()
    wait_until(lambda: len(looks) >= 4)


def test_undo_is_followed_and_stays(served: Served):
    """A version brought back is served at the next look, with the answers of before; the folder leaves it."""
    served.look()
    first, before = current_version(served.source.root), served.client.get(SUMS).data
    with (served.folder / "tracking_data.csv").open("ab") as file:
        file.write(b"Instagram,Summer,ann,u9,MB Whey,2025-07-20,1,900\n")
    served.look()
    changed = served.client.get(SUMS).data
    undone = undo(served.source.root, str(first), who="fin", why="too early")
    served.look()
    assert (changed != before, served.client.get(SUMS).data == before) == (True, True)
    restarted = Served(served.source)
    served.front.stop()
    restarted.look()
    restarted.front.stop()
    assert current_version(served.source.root) == undone
