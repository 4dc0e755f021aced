"""Is a small application for servers of tests: pages that answer at once, late or never, and long files."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from flask import Flask, Response, request

from influencer_roi.access.audit import log_to_stderr
from influencer_roi.access.door import Door
from influencer_roi.access.gate import OPEN
from influencer_roi.live.health import Health, health
from influencer_roi.monitoring import Monitor, log, note, watch
from influencer_roi.response_cache import AnswerCache, cache_responses, goes_on

PART, PARTS = b"x" * (1 << 20), 190


def application() -> Flask:
    """Return the application; what begins and ends there is a line in the file NOTED names."""
    flask = Flask(__name__)
    Door(OPEN, {}).install(flask)
    note(flask, {})
    cache_responses(flask, AnswerCache())
    flask.register_blueprint(health(Health))
    flask.add_url_rule("/fast", "fast", lambda: "done")
    flask.add_url_rule("/slow", view_func=_slow)
    flask.add_url_rule("/steps", view_func=_steps)
    flask.add_url_rule("/stuck", view_func=_stuck)
    flask.add_url_rule("/_dash-update-component", view_func=_update, methods=["POST"])
    flask.add_url_rule("/download/long.csv", "long", lambda: Response(_parts()))
    log_to_stderr()
    watch(flask, Monitor((log,)))
    return flask


def _noted(line: str) -> None:
    with Path(os.environ["NOTED"]).open("a", encoding="ascii") as file:
        file.write(f"{line}\n")


def _slow() -> str:
    _noted("begun")
    time.sleep(float(request.args["seconds"]))
    return "done"


def _steps() -> str:
    for _ in range(4):
        time.sleep(0.5)
        goes_on()
    return "done"


def _stuck() -> str:
    _noted("stuck")
    threading.Event().wait()
    return "never"


def _update() -> str:
    _noted("computed")
    return "{}"


def _parts() -> Iterator[bytes]:
    try:
        for _ in range(PARTS):
            yield PART
    finally:
        _noted("file ended")
