import shlex
from importlib import reload
from types import SimpleNamespace
from typing import Any, cast

import pytest
from gunicorn.app.wsgiapp import WSGIApplication

from benchmarks.served import command
from influencer_roi import gunicorn_settings
from influencer_roi.app import create_app
from influencer_roi.cli.serving import GUNICORN_SETTINGS
from influencer_roi.ledger.entries import Ledger
from influencer_roi.response_cache.turns import MOST_WAITING
from influencer_roi.serving.worker import SocketWorker
from influencer_roi.settings import Settings
from influencer_roi.threads import CORES


def read_by_gunicorn(monkeypatch: pytest.MonkeyPatch, words: list[str]) -> Any:
    """What gunicorn makes of a command line and the settings it names."""
    reload(gunicorn_settings)
    monkeypatch.setattr("sys.argv", words)
    return WSGIApplication().cfg


def test_the_procfile_has_our_settings(monkeypatch: pytest.MonkeyPatch):
    """gunicorn, started by the Procfile, listens where PORT says, with as many workers as are asked for."""
    monkeypatch.setenv("PORT", "9123")
    monkeypatch.setenv("WEB_CONCURRENCY", "3")
    read = read_by_gunicorn(monkeypatch, command())
    assert (read.bind, read.workers, read.preload_app) == (["127.0.0.1:9123"], 3, False)


def test_threads_are_left_for_what_is_known(monkeypatch: pytest.MonkeyPatch):
    """However many questions wait to be computed and are, threads are left."""
    assert read_by_gunicorn(monkeypatch, command()).threads >= MOST_WAITING + CORES + 8


@pytest.mark.parametrize(
    ("host", "bind"), [("0.0.0.0", "0.0.0.0:9123"), ("::", "[::]:9123"), ("", "127.0.0.1:9123")]
)
def test_where_it_listens(monkeypatch: pytest.MonkeyPatch, host: str, bind: str):
    """Gunicorn listens on this machine alone unless HOST names what else."""
    monkeypatch.setenv("PORT", "9123")
    monkeypatch.setenv("HOST", host)
    assert read_by_gunicorn(monkeypatch, command()).bind == [bind]


def test_figures_have_a_port_of_their_own(monkeypatch: pytest.MonkeyPatch):
    """Where a port is named for figures, gunicorn listens there too, on this machine alone."""
    monkeypatch.setenv("PORT", "9123")
    monkeypatch.setenv("HOST", "0.0.0.0")
    monkeypatch.setenv("INFLUENCER_ROI_METRICS_PORT", "9124")
    assert read_by_gunicorn(monkeypatch, command()).bind == ["0.0.0.0:9123", "127.0.0.1:9124"]


def test_the_worker_is_ours(monkeypatch: pytest.MonkeyPatch):
    """Sockets are served by our own worker."""
    assert read_by_gunicorn(monkeypatch, command()).worker_class is SocketWorker


def test_serve_has_the_same_settings():
    """The Procfile and `influencer-roi serve` name the same settings."""
    assert shlex.join(command()).startswith(f"gunicorn -c {GUNICORN_SETTINGS} ")


def test_a_worker_answers_before_it_serves(world: Ledger):
    """A worker that was started has answered one request, the one on which Dash sets itself up."""
    asked: list[str] = []
    flask = create_app(world, Settings()).server
    flask.before_request(lambda: asked.append("once"))
    worker = SimpleNamespace(app=SimpleNamespace(callable=flask))
    gunicorn_settings.post_worker_init(cast("Any", worker))
    assert asked == ["once"]
