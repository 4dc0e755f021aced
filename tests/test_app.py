import gc
import json
import os
import re
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from influencer_roi.app import APP_LOAD_ERROR, create_app, server, started_hot_swap
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_folder
from influencer_roi.live import source
from influencer_roi.live.hot_swap import HotSwap
from influencer_roi.settings import HOME, Settings
from influencer_roi.store import claim, origin_of
from tests.waiting import wait_until

Start = Callable[..., FlaskClient]


@pytest.fixture(scope="module")
def client(world: Ledger) -> FlaskClient:
    """Give a client of the application over the world."""
    found: FlaskClient = create_app(world, Settings()).server.test_client()
    return found


class Linked(HTMLParser):
    """Every address a page loads from, by the tag that loads it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a script, link or image loads."""
        self.found += [(tag, value) for name, value in attrs if name in ("src", "href") and value]


def linked(client: FlaskClient) -> list[tuple[str, str]]:
    """What the index loads; an image that stands in it is not loaded from anywhere."""
    parser = Linked()
    parser.feed(client.get("/").text)
    return [(tag, address) for tag, address in parser.found if not address.startswith("data:image/")]


# ---- the application


NAMES = """
import pathlib, re
def names():
    return [task.read_text() for task in pathlib.Path("/proc/self/task").glob("*/comm")]
"""
BEGUN = """
import polars
polars.thread_pool_size()
while not any(re.match("polars-[0-9]", name) for name in names()):  # each names itself as it begins
    pass
"""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells the threads")
def test_a_worker_may_be_forked_after_the_imports():
    """Importing the application asks Polars nothing: its threads would be missing after a fork, for ever."""
    for script, started in ((f"{NAMES}import influencer_roi.app", False), (f"{NAMES}{BEGUN}", True)):
        done = subprocess.run(
            [sys.executable, "-c", f"{script}\nprint(*names(), sep='')"],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        assert bool(re.search(r"^(polars-\d+|tokio-.*)$", done.stdout, re.MULTILINE)) is started


def test_twice(world: Ledger):
    """Two applications live in one process, each over its own ledger."""
    clients = [create_app(world, Settings()).server.test_client() for _ in range(2)]
    for client in clients:
        assert client.get("/").status_code == 200
        assert client.get("/_dash-layout").status_code == 200
        assert len(client.get("/_dash-dependencies").json) > 5


def test_healthz(client: FlaskClient, world: Ledger):
    """The health check says which data is served."""
    answer = client.get("/healthz")
    assert answer.json == {
        "status": "ok",
        "version": "",
        "entries": world.entries.height,
        "as_of": "2025-07-05",
    }


@pytest.mark.parametrize("address", ["/", "/campaigns?brand=Gritzo"])
def test_every_page_is_the_application(client: FlaskClient, address: str):
    """The address of a page, whatever its filters, gives the application."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert "<title>influencer-roi</title>" in answer.text
    assert '<html lang="en">' in answer.text


@pytest.mark.parametrize(
    "address", ["/", "/healthz", "/download/entries.csv", "/download/entries.xlsx", "/_dash-layout"]
)
def test_headers(client: FlaskClient, address: str):
    """Every answer keeps the page to its own host."""
    headers = client.get(address).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["connect-src"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert policy["frame-ancestors"] == "'self'"
    assert "unsafe" not in policy["script-src"]
    assert "unsafe" not in policy["style-src"] + policy["style-src-elem"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_the_index_names_no_version(client: FlaskClient):
    """What the page is configured by names no version of Python, Dash or Plotly, and lacks nothing else."""
    page = client.get("/").text
    config = json.loads(page.partition('type="application/json">')[2].partition("</script>")[0])
    assert [name for name in config if name.endswith("_version")] == []
    assert sys.version not in page
    assert (config["requests_pathname_prefix"], config["suppress_callback_exceptions"]) == ("/", True)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/campaigns",
        "/_dash-layout",
        "/_dash-dependencies",
        "/status.json",
        "/progress.json",
        "/healthz",
        "/readyz",
        "/download/orders.csv",
        "/download/orders.parquet",
        "/download/orders.xlsx",
        "/download/slices.json?by=brand",
        "/download/load-report.json",
        "/download/slices.csv",
    ],
)
def test_data_is_not_kept(client: FlaskClient, address: str):
    """No cache keeps what holds data, an error neither."""
    assert client.get(address).headers["Cache-Control"] == "no-store"


def test_answers_of_callbacks_are_not_kept(client: FlaskClient):
    """Nor what a page is answered, computed or repeated."""
    dependency = next(
        one for one in client.get("/_dash-dependencies").get_json() if "page.children" in one["output"]
    )
    moved = {"id": "moved", "property": "data", "value": {"path": "/glossary", "search": ""}}
    outputs = [
        {"id": identity, "property": name}
        for identity, name in (one.split(".") for one in dependency["output"].strip(".").split("..."))
    ]
    asked = {
        "output": dependency["output"],
        "outputs": outputs,
        "inputs": [moved],
        "changedPropIds": ["moved.data"],
    }
    for _ in range(2):
        answer = client.post("/_dash-update-component", json=asked)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")


def test_what_is_kept_has_a_fingerprint(client: FlaskClient):
    """What a browser may keep for a year has an address that changes with it; the rest is asked for again."""
    kept = [address for _, address in linked(client) if "max-age" in caching(client, address)]
    prints = re.compile(
        r"^/bundle-[0-9a-f]{12}\.|^/asset-[0-9a-f]{12}/|^/_dash-component-suites/.*\.v\w+m\d+\."
    )
    assert [address for address in kept if not prints.search(address)] == []
    assert len(kept) == len(linked(client))
    for file in ("early.js", "waiting.js", "vendor/plotly-basic.min.js"):
        assert caching(client, f"/assets/{file}") == "no-cache"


def caching(client: FlaskClient, address: str) -> str:
    """How long an answer may be kept."""
    answer = client.get(address)
    answer.close()
    return answer.headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/nope", "/download/slices.csv"])
def test_headers_of_errors(client: FlaskClient, address: str):
    """A page that says what could not be answered loads its own two sheets and a script, and nothing else."""
    policy = client.get(address, headers={"Accept": "text/html"}).headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy


def test_inline_scripts_are_hashed(client: FlaskClient):
    """The policy lets inline scripts run by their hash alone, and there are no others."""
    policy = client.get("/").headers["Content-Security-Policy"]
    sources = next(part for part in policy.split("; ") if part.startswith("script-src")).split()[1:]
    assert sources[0] == "'self'"
    assert len(sources) > 1
    assert all(re.fullmatch(r"'sha256-[\w+/]+=*'", source) for source in sources[1:])


def test_no_other_host(client: FlaskClient):
    """Whatever the index loads comes from our own host."""
    addresses = [address for _, address in linked(client)]
    assert len(addresses) > 10
    assert [one for one in addresses if not re.match(r"/(?!/)", one)] == []


def test_all_of_it_is_there(client: FlaskClient):
    """Every script and stylesheet the index loads is served, as what it is."""
    kinds = {"script": "javascript", "link": ""}
    for tag, address in linked(client):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert kinds[tag] in answer.headers["Content-Type"], address
        answer.close()


def test_stylesheets(client: FlaskClient):
    """Bootstrap is served from here, before our own sheet, so that ours has the last word."""
    sheets = [address.split("?")[0] for tag, address in linked(client) if tag == "link" and ".css" in address]
    assert [sheet.rsplit("/", 1)[1].split("-")[0] for sheet in sheets] == ["bootstrap.min.css", "bundle"]
    answer = client.get(sheets[0])
    assert b"--bs-body-bg" in answer.data
    answer.close()


def test_theme_comes_first(client: FlaskClient):
    """The theme is set before any stylesheet, so that nothing flashes."""
    addresses = [address for _, address in linked(client)]
    early = next(source for source, address in enumerate(addresses) if "early.js" in address)
    assert not any(".css" in address for address in addresses[:early])


def test_styles_need_the_nonce_of_their_page(client: FlaskClient):
    """Each page has a nonce of its own, in its policy and on its first script; what is no page has none."""
    pages = [client.get("/") for _ in range(2)]
    nonces = [re.findall(r'<script src="[^"]*early[^"]*" nonce="([\w-]{22})">', page.text) for page in pages]
    assert nonces[0] != nonces[1]
    for page, [nonce] in zip(pages, nonces, strict=True):
        assert f"style-src-elem 'self' 'nonce-{nonce}'" in page.headers["Content-Security-Policy"]
    assert "nonce" not in client.get("/healthz").headers["Content-Security-Policy"]


def test_early_script_is_loaded_once(client: FlaskClient):
    """Dash does not load the early script a second time among the assets."""
    assert len([address for _, address in linked(client) if "early.js" in address]) == 1


def test_compressed(client: FlaskClient):
    """What is large goes out compressed."""
    answer = client.get("/_dash-dependencies", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"


def test_unknown_filter_in_download(client: FlaskClient):
    """A download for a filter this data does not know is refused with a sentence."""
    answer = client.get("/download/entries.csv?brand=Nope")
    assert answer.status_code == 400
    assert "Not in this data: brand &#39;Nope&#39;." in answer.text


def test_assumptions_are_settings(world: Ledger):
    """A baseline that is set reaches downloads: 6,800 × (1 − 0.5) ÷ 2,600."""
    client = create_app(world, Settings(baseline=0.5)).server.test_client()
    lines = client.get("/download/slices.csv?by=platform&platform=YouTube").text.splitlines()
    row = dict(zip(lines[0].split(","), lines[1].split(","), strict=True))
    assert float(row["incremental_roas"]) == pytest.approx(3500 * 0.5 / 1600)


# ---- the data


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Start]:
    """Start what gunicorn serves, under these settings, with snapshots in a place of its own."""
    fronts: list[HotSwap] = []

    def start(**variables: str) -> FlaskClient:
        monkeypatch.setenv("INFLUENCER_ROI_SNAPSHOT", str(tmp_path / "snapshots"))
        for name, value in variables.items():
            monkeypatch.setenv(f"INFLUENCER_ROI_{name}", value)
        fronts.append(started_hot_swap())
        return fronts[-1].flask.test_client()

    yield start
    for one in fronts:
        one.stop()


def ready(client: FlaskClient) -> dict[str, object]:
    """What the health check says once there is a ledger."""
    wait_until(lambda: client.get("/readyz").status_code == 200)
    healthy: dict[str, object] = client.get("/healthz").json or {}
    return healthy


def test_server(started: Start, world_folder: Path):
    """What gunicorn serves answers at once, and has the data once a process of its own has built it.

    A second start has it at once: it is that of the snapshot.
    """
    client = started(DATA=str(world_folder))
    assert ready(client)["as_of"] == "2025-07-05"
    assert "made-up sample data" not in client.get("/_dash-layout").text
    assert started().get("/readyz").status_code == 200


def test_sample(started: Start):
    """Without a folder the sample is served."""
    assert ready(started())["entries"] == load_folder(HOME / "data").entries.height


def test_sample_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Where the sample's files are missing, as in an installed package, the same sample is made anew."""
    monkeypatch.setattr(source, "HOME", tmp_path)
    made = source.source_of(Settings(snapshot=tmp_path / "snapshots"))
    assert made.sample
    assert made.folder is not None
    assert load_folder(made.folder).entries.equals(load_folder(HOME / "data").entries)


def test_a_loader(started: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, world_folder: Path):
    """What a loader function gives is served like files."""
    (tmp_path / "given.py").write_text(GIVEN.format(folder=world_folder))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    assert ready(started(SOURCE="given:tables"))["as_of"] == "2025-07-05"


GIVEN = """
import pandas as pd
def tables():
    files = {{"orders": "tracking_data", **{{one: one for one in ("influencers", "posts", "payouts")}}}}
    return {{name: pd.read_csv(f"{folder}/{{file}}.csv", dtype=str) for name, file in files.items()}}
"""


def test_a_folder_that_is_not_there(started: Start):
    """A folder that does not exist is said to be missing on the page that waits for it, by its name."""
    client = started(DATA="/no/such/folder")
    wait_until(lambda: "folder: there is no such folder." in client.get("/").text)
    assert "/no/such" not in client.get("/").text


def refused(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Have gunicorn's worker start; the lines it ends with, once it ended as gunicorn wants it."""
    with pytest.raises(SystemExit) as ended:
        server()
    assert ended.value.code == APP_LOAD_ERROR == 4
    return capsys.readouterr().err.strip().splitlines()


def test_server_refuses(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """A setting that makes no sense ends the worker with code 4, as gunicorn wants it, and one message."""
    monkeypatch.setenv("INFLUENCER_ROI_BASELINE", "20%")
    (said,) = refused(capsys)
    assert "INFLUENCER_ROI_BASELINE is '20%'" in said


def test_server_refuses_the_snapshots_of_others(
    tmp_path: Path, world_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """A server over another folder's snapshots ends with code 4 and one message, and shows nothing."""
    claim(tmp_path / "snapshots", origin_of(tmp_path / "other"))
    monkeypatch.setenv("INFLUENCER_ROI_DATA", str(world_folder))
    monkeypatch.setenv("INFLUENCER_ROI_SNAPSHOT", str(tmp_path / "snapshots"))
    (said,) = refused(capsys)
    assert f"the snapshots of {tmp_path}/other, not of {world_folder}" in said


def test_what_was_replaced_goes(world: Ledger):
    """An application that another took the place of is held by nothing, nor is its ledger."""

    def served() -> weakref.ref[Flask]:
        flask = create_app(world, Settings()).server
        flask.test_client().get("/payouts").close()
        return weakref.ref(flask)

    before, after = served(), served()
    gc.collect()
    assert (before(), after() is None) == (None, False)
