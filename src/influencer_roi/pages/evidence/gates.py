"""Shows the four gates: each with its state, its number against its line, and what would open it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.units import NOTHING, grouped
from influencer_roi.pages.evidence.meter import METER, Label, Layer, Meter
from influencer_roi.queries.evidence import Evidence, evidence
from influencer_roi.queries.evidence.backtest import HIGH, LOW
from influencer_roi.queries.evidence.gate import (
    BACKTEST,
    GATES,
    MATURITY,
    QUESTIONS,
    REPEAT,
    STATE_WORDS,
    TIMING,
    TITLES,
    Gate,
    State,
)
from influencer_roi.ui.cards import Block
from influencer_roi.ui.leaves import Anchor, Leaves, Template
from influencer_roi.ui.markup import marked
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.view import View
from influencer_roi.ui.words import NOT_FOR_VIEWERS, people, percent, plural

EACH = 4  # of shuffled calendars one in so many is drawn
QUIET, LOUD = "var(--spend)", "var(--accent)"
NO_METER = Meter(hidden=True)


@dataclass(frozen=True)
class Reading:
    """What a gate card shows: the gate, its number and what that is of, in words, and its meter."""

    gate: Gate
    number: str
    unit: str
    meter: Meter = NO_METER

    @property
    def shut(self) -> bool:
        """Whether nothing is built on this gate."""
        return self.gate.state not in (State.OPEN, State.WEAK)


def _head(leaf: Leaves[Reading]) -> list[Component]:
    name = leaf("name", html.Span(className="muted"), children=lambda one: TITLES[one.gate.key])
    pill = leaf(
        "state",
        html.Span(),
        children=lambda one: STATE_WORDS[one.gate.state],
        className=lambda one: f"state {one.gate.state.value}",
    )
    return [
        html.Header([name, pill]),
        leaf("question", html.H2(), children=lambda one: QUESTIONS[one.gate.key]),
        leaf("number", html.Strong(), children=lambda one: one.number),
        leaf("unit", html.Small(className="muted"), children=lambda one: one.unit),
    ]


def _foot(leaf: Leaves[Reading]) -> list[Component]:
    return [
        leaf("says", html.P(), children=lambda one: one.gate.says),
        leaf("opens", html.P(className="opens"), children=lambda one: one.gate.opens),
    ]


HEAD: Template[Reading] = Template(_head)
FOOT: Template[Reading] = Template(_foot)


def _frame(page: str, _: Ledger) -> Component:
    return html.Div([_section(Anchor(page, f"{page}-{key}"), key) for key in GATES], className="gates")


def _section(at: Anchor, key: str) -> Component:
    parts = [*HEAD.frame(at), *METER.frame(at), *FOOT.frame(at)]
    return marked(html.Section(parts, id=str(at)), **{"aria-label": TITLES[key]})


def _regions(view: View) -> Regions:
    found: Regions = {}
    for reading in readings(evidence(view.ledger, view.filters)):
        at = Anchor(view.page, f"{view.page}-{reading.gate.key}")
        found[f"{at}.className"] = "card-panel gate shut" if reading.shut else "card-panel gate"
        found |= {
            **HEAD.regions(at, reading),
            **METER.regions(at, reading.meter),
            **FOOT.regions(at, reading),
        }
    return found


BLOCK = Block(_frame, _regions)


def readings(found: Evidence) -> tuple[Reading, ...]:
    """Return what the four cards show."""
    return tuple(_READ[gate.key](found, gate) for gate in found.gates)


def _timing(found: Evidence, gate: Gate) -> Reading:
    timing = found.timing
    if timing.p is None:
        return Reading(gate, plural(round(timing.orders), "order"), "of people with posts")
    number = f"{rate(timing.before)} → {rate(timing.after)}"
    shuffled = [float(step) for step in timing.placebos[::EACH]]
    steps = [*shuffled, timing.step]
    low, high = min(0.0, *steps), max(*steps, 1e-9)

    def place(step: float) -> float:
        return 0.05 + 0.9 * (step - low) / (high - low or 1.0)

    middle = place(sum(shuffled) / len(shuffled))
    layers = [Layer("dot", place(timing.step), LOUD if gate.is_open else QUIET)]
    layers += [Layer("hair", place(step), QUIET) for step in shuffled]
    labels = _apart(
        Label(f"{len(timing.placebos)} shuffled", middle),
        Label(f"step {rate(timing.step)}", place(timing.step), strong=True),
    )
    range_ = f"from {rate(min(shuffled))} to {rate(max(shuffled))}"
    alt = f"The step is {rate(timing.step)}; {len(timing.placebos)} shuffled calendars lie {range_}"
    return Reading(gate, number, "orders a day, before and after", Meter(layers, labels, alt))


def _apart(first: Label, second: Label) -> list[Label]:
    """Return two labels; where they would lie over each other, one at either end."""
    if abs(first.at - second.at) > 0.42:
        return [first, second]
    ends = (0.0, 1.0) if first.at <= second.at else (1.0, 0.0)
    return [Label(one.text, at, one.strong) for one, at in zip((first, second), ends, strict=True)]


def _maturity(found: Evidence, gate: Gate) -> Reading:
    if gate.number is None:
        return Reading(gate, plural(round(found.maturity.orders), "order"), "credited to a post")
    half = found.maturity.horizon // 2
    unit = f"have come by day {half}, half-way"
    return Reading(gate, percent(gate.number, 1.0), unit, _against(gate, f"line {percent(gate.line, 1.0)}"))


def _repeat(found: Evidence, gate: Gate) -> Reading:
    if gate.number is None:
        return Reading(gate, people(found.repeat.people), "with posts early and late")
    number = grouped(gate.number, 2)
    return Reading(
        gate, number, "early against late; 1 is the same", _against(gate, f"line {gate.line:.2f}", end="1")
    )


def _against(gate: Gate, line: str, *, end: str = "") -> Meter:
    """Return a track from 0 to 1 that is filled up to the number, with a mark at the line."""
    number = min(1.0, max(0.0, gate.number or 0.0))
    colour = LOUD if gate.state in (State.OPEN, State.WEAK) else QUIET
    layers = [Layer("mark", gate.line), Layer("fill", 0.0, colour, number)]
    labels = [Label("0", 0.0), Label(line, gate.line), *([Label(end, 1.0)] if end else [])]
    return Meter(layers, labels, f"{number:.2f} of 1, {line}")


def _backtest(found: Evidence, gate: Gate) -> Reading:
    months = found.backtest.months
    if gate.state is State.WITHHELD:
        return Reading(gate, NOTHING, NOT_FOR_VIEWERS)
    if gate.number is None:
        return Reading(gate, plural(len(months), "month"), "that can be predicted")
    top = max(2.0, *(month.ratio for month in months))
    colour = LOUD if gate.is_open else QUIET
    layers = [Layer("dot", month.ratio / top, colour) for month in months]
    layers += [Layer("mark", line / top) for line in (LOW, HIGH)]
    labels = [Label(f"{LOW:g}", LOW / top), Label(f"{HIGH:g}", HIGH / top), Label(f"{top:.3g}", 1.0)]
    alt = "; ".join(f"{month.month:%B %Y} {month.ratio:.2f}" for month in months)
    return Reading(
        gate, grouped(gate.number, 2), "orders came for each one predicted", Meter(layers, labels, alt)
    )


def rate(number: float) -> str:
    """Return orders a day: two digits, more where they are few."""
    return grouped(number, 2 if abs(number) >= 0.01 or number == 0 else 4)


_READ: Mapping[str, Callable[[Evidence, Gate], Reading]] = {
    TIMING: _timing,
    MATURITY: _maturity,
    REPEAT: _repeat,
    BACKTEST: _backtest,
}
