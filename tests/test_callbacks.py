import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from influencer_roi.app import create_app
from influencer_roi.callbacks import PageRequest, asked_choices, asked_filters
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.calendar import Compare
from influencer_roi.pages import PAGES
from influencer_roi.pages.overview import PAGE
from influencer_roi.settings import Settings

YOUTUBE = {"platform": ["YouTube"]}


def asked(
    controls: Mapping[str, object] | None = None,
    *,
    choices: Mapping[str, object] | None = None,
    preset: object = "all",
    clicked: object = None,
) -> PageRequest:
    """What a page's callback receives; the page's choices are at their defaults unless given."""
    return PageRequest(
        controls=controls or {},
        choices={**PAGE.defaults, **(choices or {})},
        preset=preset,
        clicked=clicked,
    )


def click(dimension: object, value: object) -> dict[str, object]:
    """What the browser tells of a click on a value."""
    return {"dimension": dimension, "value": value, "at": 1}


# ---- the filters after what the reader did


def test_controls(world: Ledger):
    """Every control sets its own field; an empty control sets none."""
    held = {
        "platform": ["YouTube", "Instagram"],
        "brand": [],
        "influencer_id": ["bob"],
        "followers_from": 10,
        "followers_to": None,
        "start": "2025-06-01",
        "end": "",
        "compare": "year",
    }
    assert asked_filters(PAGE, asked(held), "overview-platform", world) == Filters(
        platform=("YouTube", "Instagram"),
        influencer_id=("bob",),
        followers_from=10,
        start=dt.date(2025, 6, 1),
        compare=Compare.YEAR,
    )


def test_preset(world: Ledger):
    """A period sets both dates, whatever the date inputs hold, and nothing else."""
    held = asked({**YOUTUBE, "start": "2025-06-03"}, preset="last_7")
    assert asked_filters(PAGE, held, "overview-preset", world) == Filters(
        platform=("YouTube",), start=dt.date(2025, 6, 29), end=dt.date(2025, 7, 5)
    )


def test_preset_all_time(world: Ledger):
    """All time lets both dates go."""
    held = asked({"start": "2025-06-03", "end": "2025-06-04"}, preset="all")
    assert asked_filters(PAGE, held, "overview-preset", world) == Filters()


def test_preset_own_dates(world: Ledger):
    """Choosing own dates leaves the dates as they are."""
    held = asked({"start": "2025-06-03"}, preset="custom")
    assert asked_filters(PAGE, held, "overview-preset", world) == Filters(start=dt.date(2025, 6, 3))


def test_preset_counts_only_when_touched(world: Ledger):
    """A date typed after a period was picked counts, not the period."""
    held = asked({"start": "2025-06-03"}, preset="last_7")
    assert asked_filters(PAGE, held, "overview-start", world) == Filters(start=dt.date(2025, 6, 3))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([], ("YouTube",)),
        (["Instagram"], ("YouTube",)),
        (["YouTube", "Instagram"], ("YouTube",)),
        (["YouTube"], ()),
    ],
)
def test_clicked(world: Ledger, before: list[str], after: tuple[str, ...]):
    """A click chooses that value alone, and lets it go where it was alone."""
    held = asked({"platform": before, "brand": ["Gritzo"]}, clicked=click("platform", "YouTube"))
    found = asked_filters(PAGE, held, "overview-clicked", world)
    assert found == Filters(platform=after, brand=("Gritzo",))


def test_click_counts_once(world: Ledger):
    """A click that stays in its store does not act again when something else is touched."""
    held = asked(YOUTUBE, clicked=click("platform", "YouTube"))
    assert asked_filters(PAGE, held, "overview-compare", world) == Filters(platform=("YouTube",))


@pytest.mark.parametrize(
    "clicked",
    [
        None,
        "platform",
        ["platform", "YouTube"],
        {},
        click("mood", "good"),
        click("start", "2025-06-01"),
        click("platform", "MySpace"),
        click("platform", None),
        click(["platform"], "YouTube"),
        click({}, "YouTube"),
        click("platform", ["YouTube"]),
    ],
)
def test_clicks_that_mean_nothing(world: Ledger, clicked: object):
    """A click that names no dimension or no value of it changes nothing."""
    held = asked(YOUTUBE, clicked=clicked)
    assert asked_filters(PAGE, held, "overview-clicked", world) == Filters(platform=("YouTube",))


EVERYTHING = {
    "brand": ["Gritzo"],
    "platform": ["YouTube"],
    "category": ["Health"],
    "campaign": ["Summer"],
    "tier": ["Nano"],
    "influencer_id": ["bob"],
    "gender": ["Male"],
    "basis": ["Per post"],
    "followers_from": 5,
    "followers_to": 50,
    "start": "2025-06-01",
    "end": "2025-06-02",
}


@pytest.mark.parametrize(
    ("button", "gone"),
    [
        ("brand-clear", {"brand"}),
        ("platform-clear", {"platform"}),
        ("category-clear", {"category"}),
        ("campaign-clear", {"campaign"}),
        ("tier-clear", {"tier", "followers_from", "followers_to"}),
        ("influencer_id-clear", {"influencer_id"}),
        ("gender-clear", {"gender"}),
        ("basis-clear", {"basis"}),
        ("dates-clear", {"start", "end"}),
    ],
)
def test_clear(world: Ledger, button: str, gone: set[str]):
    """A chip's × lets go what the chip shows; the comparison stays."""
    held = asked({**EVERYTHING, "compare": "none"})
    found = asked_filters(PAGE, held, f"overview-{button}", world)
    assert set(found.set_names()) == set(EVERYTHING) - gone
    assert found.compare is Compare.NONE


def test_reset(world: Ledger):
    """Reset leads back to what a page opens with; the comparison stays."""
    found = asked_filters(PAGE, asked({**EVERYTHING, "compare": "none"}), "overview-reset", world)
    assert found == Filters(start=dt.date(2025, 6, 1), end=dt.date(2025, 6, 30), compare=Compare.NONE)


def test_empty_clear(world: Ledger):
    """The button of an empty selection lets go the filter that empties it: bob is on YouTube only."""
    held = asked({"platform": ["Instagram"], "influencer_id": ["bob"], "start": "2025-06-11"})
    found = asked_filters(PAGE, held, "overview-empty-clear", world)
    assert found == Filters(influencer_id=("bob",), start=dt.date(2025, 6, 11))


def test_empty_clear_of_something(world: Ledger):
    """Pressed where nothing is empty any more, the button changes nothing."""
    held = asked({"platform": ["Instagram"], "brand": ["MuscleBlaze"]})
    found = asked_filters(PAGE, held, "overview-empty-clear", world)
    assert found == Filters(platform=("Instagram",), brand=("MuscleBlaze",))


@pytest.mark.parametrize("trigger", [None, "", "overview-rank", "campaigns-reset", "reset", "overview-"])
def test_other_triggers(world: Ledger, trigger: str | None):
    """What is no filter's control, and what is another page's, lets nothing go."""
    assert asked_filters(PAGE, asked(YOUTUBE), trigger, world) == Filters(platform=("YouTube",))


@pytest.mark.parametrize(
    "held",
    [
        {"platform": "<b onmouseover=alert(1)>"},
        {"platform": [["YouTube"], {"a": 1}, None, 7]},
        {"platform": {"YouTube": 1}},
        {"start": "yesterday", "end": ["2025-06-01", "soon"]},
        {"start": 7, "followers_from": -1, "followers_to": 1.5},
        {"followers_from": "1e9", "followers_to": True},
        {"compare": "everything", "__class__": "x", "mood": ["good"]},
    ],
)
def test_junk(world: Ledger, held: dict[str, object]):
    """What no control could hold is as if it were not there."""
    found = asked_filters(PAGE, asked(held), None, world)
    assert set(found.set_names()) <= {"end"}
    assert found.compare is Compare.PREVIOUS


# ---- the page's choices


def test_choices():
    """A choice on offer is taken."""
    held = asked(choices={"grain": "month", "rank": "revenue"})
    assert asked_choices(PAGE, held) == {**PAGE.defaults, "grain": "month", "rank": "revenue"}


@pytest.mark.parametrize("junk", ["hour", "", None, 7, ["day"], {"day": 1}])
def test_choices_not_on_offer(junk: object):
    """A choice the page does not offer counts as its default."""
    assert asked_choices(PAGE, asked(choices={"grain": junk})) == PAGE.defaults


# ---- as registered


@pytest.fixture(scope="module")
def app(world: Ledger) -> Dash:
    """Give the application over the world."""
    return create_app(world, Settings())


@pytest.fixture(scope="module")
def callbacks(app: Dash) -> list[dict[str, Any]]:
    """Give the callbacks as the browser learns them."""
    listed: list[dict[str, Any]] = app.server.test_client().get("/_dash-dependencies").json
    return listed


def page_callback(callbacks: list[dict[str, Any]], key: str = "overview") -> dict[str, Any]:
    """The one callback that answers for a page."""
    found = [one for one in callbacks if any(part["id"] == f"{key}-reset" for part in one["inputs"])]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_ids_name_their_page(callbacks: list[dict[str, Any]], page: Any):
    """Whatever a page's callback listens to or writes names the page, else other pages' would fire."""
    one = page_callback(callbacks, page.key)
    written = [region.rsplit(".", 1)[0] for region in one["output"].strip(".").split("...")]
    names = {*written, *(part["id"] for part in one["inputs"])}
    assert len(names) > 20
    assert {name for name in names if not name.startswith(f"{page.key}-")} == set()


def test_only_touch_starts_a_page(callbacks: list[dict[str, Any]]):
    """No callback of the server runs when a page is drawn: it is drawn whole."""
    server = [one for one in callbacks if one["clientside_function"] is None]
    assert len(server) > 2 * len(PAGES)
    assert all(one["prevent_initial_call"] for one in server)


def body_of(callback: dict[str, Any], values: Mapping[str, object], trigger: str) -> dict[str, Any]:
    """The request a browser would send: each input with its value, the one that was touched."""
    outputs = [part.rsplit(".", 1) for part in callback["output"].strip(".").split("...")]
    return {
        "output": callback["output"],
        "outputs": [{"id": identity, "property": name} for identity, name in outputs],
        "inputs": [{**part, "value": values.get(part["id"])} for part in callback["inputs"]],
        "changedPropIds": [trigger],
    }


def answer(client: FlaskClient, callback: dict[str, Any], values: Mapping[str, object], trigger: str) -> Any:
    """What the server gives a browser for a touched control."""
    sent = client.post("/_dash-update-component", json=body_of(callback, values, trigger))
    assert sent.status_code == 200, sent.text
    return json.loads(sent.text)["response"]


def test_one_request_answers_for_all(app: Dash, callbacks: list[dict[str, Any]]):
    """A click on a value comes back as figures, words, the control that now holds it, and the address."""
    values = {"overview-clicked": click("platform", "YouTube"), "overview-compare": "previous"}
    found = answer(app.server.test_client(), page_callback(callbacks), values, "overview-clicked.data")
    leaves = found["overview-leaves"]["data"]
    assert leaves["overview-revenue-value.children"] == "₹3,500"
    assert leaves["overview-platform-label.children"] == "YouTube"
    assert found["overview-platform"]["value"] == ["YouTube"]
    assert found["overview-address"]["data"] == "?platform=YouTube&dates=all"


def test_assumptions_reach_the_page(world: Ledger, callbacks: list[dict[str, Any]]):
    """A margin that is set reaches the page: 6,800 × 0.5 − 2,600."""
    client = create_app(world, Settings(margin=0.5)).server.test_client()
    found = answer(client, page_callback(callbacks), {}, "overview-compare.value")
    assert found["overview-leaves"]["data"]["overview-profit-value.children"] == "₹800"


def test_controls_that_hold_stay(app: Dash, callbacks: list[dict[str, Any]]):
    """A control that holds what it should is not written, so that it does not ask again."""
    values = {"overview-platform": ["YouTube"], "overview-compare": "previous", "overview-preset": "all"}
    found = answer(app.server.test_client(), page_callback(callbacks), values, "overview-platform.value")
    assert "overview-platform" not in found
    assert "value" not in found["overview-compare"]
    assert found["overview-leaves"]["data"]["overview-revenue-value.children"] == "₹3,500"


@pytest.mark.parametrize(
    "values",
    [
        {"overview-clicked": click(["platform"], {}), "overview-grain": ["day"], "overview-preset": {"a": 1}},
        {"overview-platform": {"a": [1]}, "overview-start": [[]], "overview-rank": {"b": 2}},
        {"overview-followers_from": "9" * 400, "overview-compare": 3.5, "overview-preset": ["last_7"]},
    ],
)
def test_junk_bodies(app: Dash, callbacks: list[dict[str, Any]], values: dict[str, object]):
    """A request no browser would send is answered as if its junk were not there."""
    found = answer(app.server.test_client(), page_callback(callbacks), values, "overview-clicked.data")
    assert found["overview-leaves"]["data"]["overview-revenue-value.children"] == "₹6,800"
    assert "problem" not in found


# ---- the first draw


def first_draw(app: Dash, address: str, search: str = "") -> str:
    """What the browser is sent when it comes to an address, as one text."""
    listed = app.server.test_client().get("/_dash-dependencies").json
    drawing = next(one for one in listed if one["output"].startswith("..page.children"))
    moved = {"moved": {"path": address, "search": search}}
    return json.dumps(answer(app.server.test_client(), drawing, moved, "moved.data"))


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("drawn_page", [page for page in PAGES if page.listed], ids=lambda page: page.key)
@pytest.mark.parametrize("search", ["?from=9999-12-31", "?to=0001-01-01", "?from=0001-01-01&to=9999-12-31"])
def test_far_days_are_drawn(app: Dash, drawn_page: Any, search: str):
    """The first and the last day there is are days like any other: the page is drawn whole."""
    drawn = first_draw(app, drawn_page.path, search)
    assert drawn_page.question in drawn
    assert "could not be drawn" not in drawn


def test_what_fails_at_first_keeps_the_menu(app: Dash, monkeypatch: pytest.MonkeyPatch):
    """A page that cannot be drawn says so under its question, beside the menu, with a way back."""

    def fail(*_: object) -> None:
        raise OverflowError("date value out of range")

    monkeypatch.setattr("influencer_roi.callbacks.layout", fail)
    drawn = first_draw(app, PAGE.path, "?from=2025-06-01")
    assert "This page could not be drawn for this address." in drawn
    assert [one.label for one in PAGES if one.listed and one.label not in drawn] == []
    assert '"href": "/"' in drawn
    assert PAGE.question in drawn
