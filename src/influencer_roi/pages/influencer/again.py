"""Says beside the next deal whether past results say anything of the next ones: the gate of Evidence."""

from dash import html
from dash.development.base_component import Component

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.queries.evidence import repeats
from influencer_roi.queries.evidence.gate import QUESTIONS, REPEAT, STATE_WORDS, Gate, State
from influencer_roi.queries.evidence.repeat import LEAST_PEOPLE
from influencer_roi.ui.leaves import Leaves, Template
from influencer_roi.ui.markup import page_link
from influencer_roi.ui.words import people

PATH = "/evidence"
TITLE = "Will the next posts do like the last?"


def _draw(leaf: Leaves[Gate]) -> list[Component]:
    pill = leaf(
        "state",
        html.Span(),
        children=lambda gate: STATE_WORDS[gate.state],
        className=lambda gate: f"state {gate.state.value}",
    )
    words = leaf("words", html.Span(), children=words_of)
    link = page_link(QUESTIONS[REPEAT], href=PATH)
    return [
        leaf(
            "again",
            html.Div([pill, html.Div([html.B(TITLE), html.P([link, " ", words])])]),
            className=lambda gate: "gated" if gate.state in (State.OPEN, State.WEAK) else "gated shut",
        )
    ]


AGAIN: Template[Gate] = Template(_draw)


def gate_of(ledger: Ledger) -> Gate:
    """Return the gate of all people, whatever is selected."""
    return repeats(ledger, Filters()).gate


def words_of(gate: Gate) -> str:
    """Return what the gate says of the next deal."""
    if gate.state is State.OPEN:
        return "They do here: past results may be read forward, if people go on as before."
    if gate.state is State.WEAK:
        return "A little, above chance: take past results as a weak hint."
    if gate.state is State.CLOSED:
        return "Not here: who sold well before did not sell well again. What stands here is past."
    return f"Too few to say: {people(LEAST_PEOPLE)} with posts early and late are needed. {gate.opens}"
