"""What is taken back is what was: on every worker, byte for byte, whoever published it."""

import json
import shutil
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest

from influencer_roi.pages import PAGES
from influencer_roi.queries.versions.values import listed
from influencer_roi.store import current_version
from tests.conftest import SAMPLE
from tests.operations.clients import HOST, UPDATE, Question
from tests.operations.conftest import built
from tests.operations.test_publishing import asks
from tests.serving.conftest import DASHBOARD, Served, Start
from tests.test_callbacks import body_of, page_callback
from tests.uploads.conftest import told
from tests.waiting import PATIENCE, wait_until

WITHIN = 5.0  # seconds until every worker answers as before
FILES = [f"/download/{name}.csv" for name in ("influencers", "posts", "orders", "payouts")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder to watch, with the sample's files."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "watched"))


@pytest.fixture
def served(start: Start, tmp_path: Path, folder: Path) -> Served:
    """Serve it with two workers."""
    one = start(DASHBOARD, workers=2, **built(folder, tmp_path))
    wait_until(lambda: one.answers("/readyz"))
    return one


@contextmanager
def at_each(served: Served) -> Iterator[list[HTTPConnection]]:
    """Give a connection to each of the workers."""
    opened: dict[int, HTTPConnection] = {}

    def is_complete() -> bool:
        one = HTTPConnection(HOST, served.port, timeout=PATIENCE)
        asked(one, Question("/healthz"))
        if opened.setdefault(worker_of(one, served), one) is not one:
            one.close()
        return len(opened) == len(served.workers())

    try:
        wait_until(is_complete)
        yield [*opened.values()]
    finally:
        for one in opened.values():
            one.close()


def worker_of(connection: HTTPConnection, served: Served) -> int:
    """Return the process that has the other end of a connection."""
    here, there = connection.sock.getsockname()[1], served.port
    ends = [line.split() for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]]
    ports = [(int(one[1].split(":")[1], 16), int(one[2].split(":")[1], 16), one[9]) for one in ends]
    socket = f"socket:[{next(inode for own, other, inode in ports if (own, other) == (there, here))}]"
    return next(one for one in served.workers() if socket in links(Path(f"/proc/{one}/fd")))


def links(folder: Path) -> set[str]:
    """Return what the open files of a process are; one may be closed by then."""
    found = set()
    for one in folder.iterdir():
        with suppress(FileNotFoundError):
            found.add(str(one.readlink()))
    return found


def asked(connection: HTTPConnection, question: Question) -> bytes:
    """Ask, and return the body of a good answer."""
    status, body = question.ask(connection, {})
    assert status == 200, (question.path, status, body[:300])
    return body


def questions(served: Served) -> list[Question]:
    """Return a question to every page, and files of every table."""
    callbacks = json.loads(served.get("/_dash-dependencies")[1])
    found = [Question(path) for path in FILES]
    for page in PAGES:
        update = page_callback(callbacks, page.key)
        body = body_of(update, {}, f"{update['inputs'][0]['id']}.{update['inputs'][0]['property']}")
        found.append(Question(UPDATE, json.dumps(body).encode()))
    return found


def seen(served: Served) -> list[list[bytes]]:
    """Return what each worker answers, once each serves what is live."""
    with at_each(served) as connections:
        return [[asked(one, question) for question in questions(served)] for one in connections]


def taken_back(served: Served, root: Path, version: str, *, seen: str) -> None:
    """Press undo, as the page of versions does."""
    form = urllib.parse.urlencode({"version": version, "seen": seen, "why": "It was too early"})
    with closing(HTTPConnection(HOST, served.port, timeout=PATIENCE)) as connection:
        connection.request(
            "POST", "/versions/undo", form, {"Content-Type": "application/x-www-form-urlencoded"}
        )
        assert connection.getresponse().headers["Location"] == "/versions"
    assert current_version(root) not in (version, seen)


def adopted(served: Served, root: Path) -> float:
    """Wait until every worker serves what is live, and return the seconds that took."""
    began = time.monotonic()
    with at_each(served) as connections:

        def serves() -> bool:
            found = {json.loads(asked(one, Question("/healthz")))["version"] for one in connections}
            return found == {current_version(root)}

        wait_until(serves)
    return time.monotonic() - began


def brought(served: Served, files: dict[str, bytes], root: Path) -> None:
    """Bring files at the desk and publish them."""
    upload = json.loads(served.get("/upload/new", "POST")[1])["upload"]
    for name, content in files.items():
        assert served.get(f"/upload/{upload}?name={name}", "POST", content)[0] == 200
    asks(served, act="read", upload=upload)
    wait_until(lambda: json.loads(served.get(f"/upload/{upload}/progress")[1])["state"] != "building")
    shown = asks(served, act="look", upload=upload, step="4")
    assert "Publish as version" in shown
    said = {"compared_with": current_version(root), "why": "A test"}
    assert "Everybody sees version" in asks(served, act="publish", upload=upload, step="4", **said)


def changed(folder: Path, number: int) -> bytes:
    """Return the orders of a folder with one more."""
    text = (folder / "tracking_data.csv").read_text(encoding="utf-8")
    header, first = text.splitlines()[:2]
    names, cells = header.split(","), first.split(",")
    new = {"revenue": "90000", "orders": "1", "user_id": f"u-new-{number}", "order_id": f"new-{number}"}
    line = ",".join(new.get(name, cell) for name, cell in zip(names, cells, strict=True))
    return f"{text.rstrip()}\n{line}\n".encode()


def test_undo_restores_every_worker(served: Served, folder: Path, tmp_path: Path):
    """Published and undone: within five seconds each worker answers every page and file as it did before."""
    root = tmp_path / "snapshot"
    first = str(current_version(root))
    adopted(served, root)
    before = seen(served)
    assert before[0] == before[1]
    files = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    brought(served, {**files, "tracking_data.csv": changed(folder, 1)}, root)
    second = str(current_version(root))
    adopted(served, root)
    assert not [at for at, answers in enumerate(seen(served)) if answers[2] == before[at][2]]
    taken_back(served, root, first, seen=second)
    took = adopted(served, root)
    assert seen(served) == before
    assert took <= WITHIN


def test_a_watched_folder(served: Served, folder: Path, tmp_path: Path):
    """A change of a folder is live by itself, as "the folder"; undone it stays so until the next change."""
    root = tmp_path / "snapshot"
    first = str(current_version(root))
    before = seen(served)
    (folder / "tracking_data.csv").write_bytes(changed(folder, 1))
    wait_until(lambda: current_version(root) != first)
    adopted(served, root)
    second = str(current_version(root))
    newest, oldest = listed(root)
    assert [(one["who"], one["kind"]) for one in (newest, oldest)] == [("the folder", "folder")] * 2
    page = shown(served, changed="2")
    for words in ("the folder", "What did version 2 change?", "+90,000"):
        assert words in page
    taken_back(served, root, first, seen=second)
    adopted(served, root)
    assert seen(served) == before
    third = current_version(root)
    (folder / "payouts.csv").touch()  # nothing of it changes
    looked(served)
    assert current_version(root) == third
    (folder / "tracking_data.csv").write_bytes(changed(folder, 2))
    wait_until(lambda: current_version(root) != third)
    assert [(one["version"], one["kind"]) for one in listed(root)] == [
        (4, "folder"),
        (3, "undo"),
        (2, "folder"),
        (1, "folder"),
    ]


def shown(served: Served, **said: str) -> str:
    """Return what the page of versions shows."""
    body = json.dumps(told(**said)).replace("publish-", "versions-").encode()
    with closing(HTTPConnection(HOST, served.port, timeout=PATIENCE)) as connection:
        connection.request("POST", UPDATE, body, {"Content-Type": "application/json"})
        return json.dumps(json.loads(connection.getresponse().read()), ensure_ascii=False)


def looked(served: Served) -> None:
    """Wait until a build began and ended after this."""
    ended = json.loads(served.get("/status.json")[1])["ended"]
    wait_until(lambda: json.loads(served.get("/status.json")[1])["ended"] not in (ended, ""))
