import copy
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from influencer_roi.access.bodies import DEEPEST, LONGEST, MOST, Malformed, checked, expected_of
from influencer_roi.access.gate import Gate
from influencer_roi.access.store import Store
from influencer_roi.app import create_app, for_everybody
from influencer_roi.ledger.entries import Ledger
from influencer_roi.monitoring import Monitor, log, watch
from influencer_roi.settings import Access, Settings
from tests.access.conftest import PASSWORD
from tests.access.logged import lines
from tests.test_callbacks import body_of

UPDATE = "/_dash-update-component"
FEW, MANY = 200, 20_000


@pytest.fixture(scope="module")
def app(world: Ledger) -> Dash:
    """Give the application over the world."""
    return create_app(world, Settings())


@pytest.fixture(scope="module")
def callbacks(app: Dash) -> list[dict[str, Any]]:
    """Give the callbacks of the server as the browser learns them."""
    listed: list[dict[str, Any]] = app.server.test_client().get("/_dash-dependencies").json
    return [one for one in listed if one["clientside_function"] is None]


def as_sent(callback: dict[str, Any]) -> dict[str, Any]:
    """The body the browser sends when the first input of a callback changes."""
    first = callback["inputs"][0]
    body = body_of(callback, {}, f"{first['id']}.{first['property']}")
    body["parsedChangedPropsIds"] = body["changedPropIds"]
    if callback["state"]:
        body["state"] = [{**part, "value": None} for part in callback["state"]]
    if not callback["output"].startswith(".."):
        (body["outputs"],) = body["outputs"]
    return body


def test_every_callback_is_checked(app: Dash, callbacks: list[dict[str, Any]]):
    """No callback of the server is without a check of its bodies, and each passes what browsers send."""
    expected = expected_of(app.callback_map)
    assert {one["output"] for one in callbacks} == set(expected)
    for callback in callbacks:
        checked(json.dumps(as_sent(callback)).encode(), expected)


def test_what_browsers_send_is_answered(app: Dash, callbacks: list[dict[str, Any]]):
    """The real body of each callback comes through the door."""
    client = app.server.test_client()
    loaded = f"{UPDATE}?endId=r2iP8GrK~41ba"
    assert {client.post(loaded, json=as_sent(one)).status_code for one in callbacks} <= {200, 204}


def nested(levels: int) -> Any:
    """A value this deep."""
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"output": "..nope.children.."}, "names no callback"),
        ({"output": ["page.children"]}, "names no callback"),
        ({"inputs": []}, "inputs are 0, not 1"),
        ({"inputs": {"id": "moved", "property": "data"}, "state": [{}]}, "state are 1, not 0"),
        ({"inputs": [{"id": "title", "property": "data", "value": 1}]}, "inputs are not those"),
        ({"inputs": [{"id": {"a": 1}, "property": "data", "value": 1}]}, "inputs are not those"),
        ({"inputs": [{"id": "moved", "property": "data", "x": 1}]}, "something else than parts"),
        ({"inputs": [[]]}, "something else than parts"),
        ({"outputs": []}, "outputs are 0, not 4"),
        ({"changedPropIds": ["title.data"]}, "changedPropIds name something else"),
        ({"changedPropIds": "moved.data"}, "changedPropIds name something else"),
        ({"changedPropIds": [["moved.data"]]}, "changedPropIds name something else"),
        ({"parsedChangedPropsIds": [{"a": 1}]}, "parsedChangedPropsIds name something else"),
        ({"more": 1}, "has other parts"),
        ({"inputs": [{"id": "moved", "property": "data", "value": nested(DEEPEST)}]}, "too deep"),
        ({"inputs": [{"id": "moved", "property": "data", "value": [1] * MOST}]}, "holds too much"),
        ({"inputs": [{"id": "moved", "property": "data", "value": "x" * (LONGEST + 1)}]}, "longer than"),
        ({"inputs": [{"id": "moved", "property": "data", "value": "\ud800"}]}, "half a character"),
        ({"inputs": [{"id": "moved", "property": "data", "value": float("nan")}]}, "a number is none"),
        ({"inputs": [{"id": "moved", "property": "data", "value": 10**30}]}, "larger than a browser counts"),
    ],
    ids=str,
)
def test_other_bodies(app: Dash, callbacks: list[dict[str, Any]], change: dict[str, Any], words: str):
    """A body that is not built as its callback was registered is refused, with why in the log."""
    body = as_sent(next(one for one in callbacks if one["output"].startswith("..page.children")))
    with pytest.raises(Malformed, match=words):
        checked(json.dumps(body | change).encode(), expected_of(app.callback_map))


@pytest.mark.parametrize(
    "text", [b"", b"{", b"[]", b"null", b"1", b'"a"', b"\xff", b"[" * 60_000, b'{"output": 1e999}']
)
def test_no_bodies(app: Dash, text: bytes):
    """What is no object of JSON is refused."""
    answer = app.server.test_client().post(UPDATE, data=text, content_type="application/json")
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("?cacheKey=1&job=1", "application/json"),
        ("", "text/plain"),
        ("", "application/x-www-form-urlencoded"),
    ],
)
def test_how_it_is_sent(app: Dash, callbacks: list[dict[str, Any]], query: str, kind: str):
    """A callback is asked by JSON, and by nothing beside it: a form of another site cannot write that."""
    body = json.dumps(as_sent(callbacks[0]))
    assert app.server.test_client().post(UPDATE + query, data=body, content_type=kind).status_code == 400


# ---- forged bodies, by the thousand

BRAND = {"filterType": "text", "type": "equals", "filter": {}}
JUNK: tuple[Any, ...] = (
    *(None, True, 0, -1, 1.5, 2**53, 10**40, float("inf")),
    *(
        "",
        "x",
        "a" * 3000,
        "\x00",
        "\ud800",
        "__proto__",
        "../../etc/passwd",
        "=1+1",
        "9999-12-31",
        "0001-01-01",
    ),
    *([], {}, [[]], [None], [{}], {"": None}, {"value": {}}, nested(12), ["YouTube", 7, None, {"a": 1}]),
    "<img src=x onerror=alert(1)>",
    {"path": "/payouts", "search": "?from=9999-12-31"},
    {"path": [], "search": {}},
    {"dimension": "brand", "value": "Gritzo"},
    {"dimension": [], "value": {}},
    {"startRow": -5, "endRow": 10**9},
    {"startRow": "a", "endRow": None, "sortModel": 3},
    {"startRow": 0, "endRow": 100, "sortModel": [{"colId": "nope", "sort": "up"}], "filterModel": {"x": {}}},
    {"startRow": 0, "endRow": 100, "filterModel": {"brand": BRAND}},
)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a body where something stands: what holds it, and under which key."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from places(value[key])


def forged(chance: random.Random, callbacks: list[dict[str, Any]]) -> bytes:
    """A body with one to four things changed, removed, doubled or exchanged with another callback's."""
    body = copy.deepcopy(as_sent(chance.choice(callbacks)))
    for _ in range(chance.randint(1, 4)):
        holder, key = chance.choice(list(places(body)) or [(body, "output")])
        act = chance.randrange(5)
        if act == 0:
            del holder[key]
        elif act == 1:
            holder[key] = (
                as_sent(chance.choice(callbacks)).get(key) if isinstance(key, str) else chance.choice(JUNK)
            )
        elif act == 2 and isinstance(holder, list):
            holder.insert(0, copy.deepcopy(holder[key]))
        else:
            holder[key] = copy.deepcopy(chance.choice(JUNK))
    text = json.dumps(body).encode()
    return text[: chance.randrange(len(text))] if chance.random() < 0.03 else text


def answered(
    client: FlaskClient, callbacks: list[dict[str, Any]], times: int, seed: int
) -> tuple[set[int], list[str]]:
    """The statuses of so many forged bodies, and the ids of those requests."""
    chance = random.Random(seed)  # noqa: S311 # the same each time
    statuses, asked = set(), []
    for _ in range(times):
        with client.post(UPDATE, data=forged(chance, callbacks), content_type="application/json") as answer:
            statuses.add(answer.status_code)
            asked.append(answer.headers["Request-Id"])
    return statuses, asked


@pytest.fixture(scope="module")
def watched(staffed: Store, world: Ledger) -> Callable[[], FlaskClient]:
    """Give browsers at a server that logs each request, as one for others does."""
    flask = for_everybody(world, Settings(), gate=Gate(Access(host="0.0.0.0", file=Path("unused")), staffed))
    watch(flask, Monitor((log,)))
    return flask.test_client


# Neither of the two may publish, so that what desks are asked is refused.
@pytest.mark.parametrize(
    ("who", "allowed"),
    [("nobody", {401}), ("viewer", {200, 204, 400, 403}), ("analyst", {200, 204, 400, 403})],
)
@pytest.mark.parametrize("times", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
def test_forged_bodies(
    watched: Callable[[], FlaskClient],
    callbacks: list[dict[str, Any]],
    who: str,
    allowed: set[int],
    times: int,
):
    """Whoever sends it, no forged body is answered by an error of the server; each is one line of log."""
    client = watched()
    if who != "nobody":
        client.post("/sign-in", data={"name": who, "password": PASSWORD})
    with lines() as logged:
        statuses, asked = answered(client, callbacks, times, seed=13)
    assert statuses <= allowed
    assert {one: logged.by_request[one] for one in asked if logged.by_request[one] != 1} == {}
    assert logged.broken == []
