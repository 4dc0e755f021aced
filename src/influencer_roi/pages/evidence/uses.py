"""Says what the gates switch: what is on, what is grey, and which gate it waits for."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from influencer_roi.ledger.entries import Ledger
from influencer_roi.queries.evidence import Evidence, evidence
from influencer_roi.queries.evidence.gate import BACKTEST, MATURITY, QUESTIONS, REPEAT, TIMING, Gate, State
from influencer_roi.ui.cards import Block
from influencer_roi.ui.components import panel
from influencer_roi.ui.leaves import Anchor, Leaves, Slots, Template
from influencer_roi.ui.menus import ABOUT, File, Menu, corner_menu
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.view import View

TITLE = "What do these gates switch?"
GATES_FILE = Menu(
    {
        "gates": File("Download the gates (CSV)", "evidence.csv"),
        "about": File("CSV with definitions", "evidence.csv", ABOUT),
    }
)
ON, WEAK, GREY = "on", "weak", "grey"
_LAGS = f"Needs: {QUESTIONS[TIMING]} and: {QUESTIONS[MATURITY]}"
_PAST = f"Needs: {QUESTIONS[REPEAT]} Past figures and peers stay"
STATES = {ON: State.OPEN, WEAK: State.WEAK, GREY: State.CLOSED}


@dataclass(frozen=True)
class Use:
    """Something a gate switches: whether it is on, what it is, and where it is or what it waits for."""

    state: str
    name: str
    words: str


def _draw(leaf: Leaves[Use]) -> list[Component]:
    pill = leaf(
        "state",
        html.Span(),
        children=lambda one: one.state,
        className=lambda one: f"state {STATES[one.state].value}",
    )
    return [
        pill,
        leaf("name", html.B(), children=lambda one: one.name),
        leaf("words", html.Span(className="muted"), children=lambda one: one.words),
    ]


SLOTS = Slots(Template(_draw), Use(GREY, "", ""), 6)


def _frame(page: str, _: Ledger) -> Component:
    at = Anchor(page, f"{page}-uses")
    files = corner_menu(TITLE, GATES_FILE.items(at))
    return panel(TITLE, [html.Ul(SLOTS.frame(at), className="uses")], width="w12", tools=[files])


def _regions(view: View) -> Regions:
    at = Anchor(view.page, f"{view.page}-uses")
    found = uses(evidence(view.ledger, view.filters))
    return {**SLOTS.regions(at, found), **GATES_FILE.regions(at, view.filters.to_query())}


BLOCK = Block(_frame, _regions)


def uses(found: Evidence) -> Sequence[Use]:
    """Return what is on and what is grey."""
    lags = ON if found.lags_hold else GREY
    repeat, plans = found.repeat.gate, found.backtest.gate
    past = ON if repeat.is_open else WEAK if repeat.state is State.WEAK else GREY
    return (
        Use(
            lags,
            "Young periods hatched",
            _waiting(lags, "Where revenue stands on the day of its post, until 90 % have come", _LAGS),
        ),
        Use(
            lags, "Expected when complete", _waiting(lags, "Beside a young month of posts, as “about”", _LAGS)
        ),
        Use(past, "Past results read forward", _waiting(past, "On profiles, beside the next deal", _PAST)),
        _next_month(plans),
        Use(ON, "Window and rule of credit", "On Content; a convention where Timing is closed"),
        Use(ON, "Share that must be caused", "Here, on Overview and Payouts; needs no gate"),
    )


def _next_month(gate: Gate) -> Use:
    name = "Next month from past months"
    if gate.is_open:
        return Use(ON, name, "Ready: a plan may rest on it")
    return Use(GREY, name, f"Needs: {QUESTIONS[BACKTEST]}")


def _waiting(state: str, where: str, needs: str) -> str:
    """Return where something is, or what it waits for."""
    return needs if state == GREY else where
