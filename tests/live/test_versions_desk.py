"""Undo is a form of a page of ours, for who may publish, and nothing else."""

from pathlib import Path

import pytest
from flask import Flask, g

from influencer_roi.access.gate import OPEN
from influencer_roi.access.proxy import Caller
from influencer_roi.live.versions_desk import VersionsDesk, versions_routes
from influencer_roi.model.roles import Reader, Role
from influencer_roi.store import current_version, versions
from influencer_roi.store.build import build_snapshot
from tests.conftest import WORLD
from tests.worlds import FILES, write_folder

ORDER = b"Instagram,Summer,ann,u7,MB Whey,2025-07-21,1,100\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two versions of a folder."""
    folder = tmp_path / "data"
    folder.mkdir()
    write_folder(folder, WORLD)
    build_snapshot(folder, tmp_path / "snapshots")
    with (folder / FILES["orders"]).open("ab") as file:
        file.write(ORDER)
    build_snapshot(folder, tmp_path / "snapshots")
    return tmp_path / "snapshots"


def posted(root: Path, role: Role, **form: str) -> tuple[int, str]:
    """Status and where it leads of a form that somebody posts."""
    flask = Flask(__name__)

    @flask.before_request
    def know() -> None:
        g.reader, g.request_id, g.caller = Reader("fin", role), "1", Caller("127.0.0.1")

    flask.register_blueprint(versions_routes(root, OPEN))
    answer = flask.test_client().post("/versions/undo", data=form)
    return answer.status_code, answer.headers.get("Location", "")


def test_who_may_publish_may_undo(root: Path):
    """A version of before goes live again as a third."""
    second, first = versions(root)
    assert posted(root, Role.FINANCE, version=first, seen=second, why="too early") == (303, "/versions")
    assert (len(versions(root)), current_version(root) not in (first, second)) == (3, True)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ANALYST])
def test_nobody_else_may(root: Path, role: Role):
    """Viewers and analysts are refused, and nothing changes."""
    second, first = versions(root)
    assert posted(root, role, version=first, seen=second, why="too early")[0] == 403
    assert current_version(root) == second


@pytest.mark.in_turn(3)
@pytest.mark.parametrize(
    "form",
    [
        {},
        {"version": "x", "seen": "y"},
        {"version": "x", "seen": "y", "why": " "},
        {"version": "x", "seen": "y", "why": "w" * 301},
        {"version": "x" * 61, "seen": "y", "why": "why"},
        {"version": "x", "seen": "y", "why": "why", "more": "z"},
    ],
)
def test_what_no_page_sends_is_refused(root: Path, form: dict[str, str]):
    """A form of other fields, without a reason or too long is a 400."""
    assert posted(root, Role.ADMIN, **form)[0] == 400
    assert len(versions(root)) == 2


def test_a_list_that_is_old_is_looked_at_again(root: Path):
    """Who saw another live version is led back with what happened, in words of ours alone."""
    second, first = versions(root)
    status, to = posted(root, Role.ADMIN, version=first, seen=first, why="too early")
    assert (status, to, current_version(root)) == (303, "/versions?no=published_meanwhile", second)
    desk, reader = VersionsDesk(root), Reader("adm", Role.ADMIN)
    assert "somebody else published meanwhile" in str(desk(reader, {"no": "published_meanwhile"}).nodes)
    assert "<script>" not in str(desk(reader, {"no": "<script>"}).nodes)
