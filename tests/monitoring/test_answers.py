import json
import logging

import pytest
from flask import Flask

from influencer_roi.app import create_app, labels
from influencer_roi.ledger.entries import Ledger
from influencer_roi.monitoring import Answer, Monitor, log, watch
from influencer_roi.monitoring.answers import LEFT, monitor_of
from influencer_roi.settings import Settings


@pytest.fixture
def flask(world: Ledger) -> Flask:
    """Give the dashboard over the world."""
    made: Flask = create_app(world, Settings()).server
    return made


@pytest.fixture
def answers(flask: Flask) -> list[Answer]:
    """Give the answers of the dashboard as they are recorded."""
    seen: list[Answer] = []
    watch(flask, Monitor((seen.append,)))
    return seen


@pytest.mark.parametrize(
    ("address", "route", "status"),
    [
        ("/campaigns?brand=Gritzo", "/campaigns", 200),
        ("/assets/10-tokens.css?v=1", "/assets/<path:filename>", 200),
        ("/nowhere", "/<path:path>", 404),
        ("/healthz", "/healthz", 200),
    ],
)  # fmt: skip
def test_recorded(flask: Flask, answers: list[Answer], address: str, route: str, status: int):
    """An answer is recorded by its route, however many addresses there are; no query is."""
    answer = flask.test_client().get(address)
    size = len(answer.data)
    answer.close()
    (seen,) = answers
    assert (seen.route, seen.status, seen.size, seen.who) == (route, status, size, "local")
    assert seen.request == answer.headers["Request-Id"]


def test_all_pages_are_routes(flask: Flask, answers: list[Answer]):
    """Each page is recorded under its own path."""
    client = flask.test_client()
    for path in labels():
        client.get(path).close()
    assert {seen.route for seen in answers} == set(labels())


def test_who_left(flask: Flask, answers: list[Answer]):
    """An answer whose reader left before it ended is recorded as such."""
    flask.test_client().get("/", environ_overrides={"waitress.client_disconnected": lambda: True}).close()
    assert [seen.status for seen in answers] == [LEFT]


def test_a_line(caplog: pytest.LogCaptureFixture):
    """A request is one line of JSON in the log; what machines ask all the time is none while all is well."""
    caplog.set_level(logging.INFO, "influencer_roi.access")
    log(Answer("GET", "/", 200, 0.0123, 4_000, "9f", "192.0.2.7", "asha"))
    log(Answer("GET", "/readyz", 200, 0.001))
    log(Answer("GET", "/readyz", 503, 0.001))
    first, second = (json.loads(record.message) for record in caplog.records)
    assert first == {
        "event": "answered", "method": "GET", "route": "/", "status": 200, "ms": 12, "bytes": 4_000,
        "who": "asha", "address": "192.0.2.7", "request": "9f",
    }  # fmt: skip
    assert (second["route"], second["status"]) == ("/readyz", 503)


def test_an_application_without_a_monitor():
    """An application that nobody watches has a monitor that learns nothing."""
    assert monitor_of(Flask("none")) == Monitor()
