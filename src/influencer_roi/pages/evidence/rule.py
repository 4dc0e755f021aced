"""Shows how much the choice of a rule of credit decides, in each window of days."""

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.units import PERCENT
from influencer_roi.pages.crediting import CHOICES
from influencer_roi.queries.credit import LEAST_MOVED
from influencer_roi.queries.credit_rules import WINDOWS
from influencer_roi.queries.evidence.sensitivity import Sensitivity, sensitivity
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.leaves import Anchor, Leaves, Slots, Template
from influencer_roi.ui.markup import page_link, share
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.view import View
from influencer_roi.ui.words import NOTHING_HERE, percent

COLOURS = {"alike": "var(--spend)", "moves": "var(--bar)"}
Row = tuple[Sensitivity, bool]
BLANK: Row = (Sensitivity(0, 0.0, 0.0, 0.0), False)


def _draw_row(leaf: Leaves[Row]) -> list[Component]:
    parts = [
        leaf("alike", html.I(), style=lambda row: _part(row[0].alike, COLOURS["alike"])),
        leaf(
            "moves",
            html.I(),
            children=lambda row: percent(row[0].moves, 1.0),
            style=lambda row: _part(row[0].moves, COLOURS["moves"]),
        ),
    ]
    name = leaf("days", html.Span(), children=lambda row: f"{row[0].window} days")
    bar = leaf("bar", html.Div(parts, className="rule-bar", role="img"), aria_label=_alt)
    return [leaf("row", html.Div([name, bar]), className=lambda row: "rule here" if row[1] else "rule")]


ROWS = Slots(Template(_draw_row), BLANK, len(WINDOWS))


def _frame(at: Anchor) -> Component:
    key = [
        html.Span([html.I(style={"background": COLOURS["alike"]}), "the same under each rule"]),
        html.Span([html.I(style={"background": COLOURS["moves"]}), "moves"]),
        html.Span([html.I(className="none"), "not credited"]),
    ]
    link = page_link("Choose a rule on Content", href="/content")
    foot = html.P([html.Span(id=f"{at}-foot"), " ", link], className="foot muted")
    rows = html.Ol(ROWS.frame(at), className="rules")
    return html.Div([html.P(key, className="marks"), rows, foot], id=f"{at}-body")


def _fill(view: View, at: Anchor) -> Shown:
    """Return the three parts of revenue in each window, the chosen one solid."""
    found = sensitivity(view.ledger, view.filters)
    here = next((one for one in found if str(one.window) == view.choices["window"]), None)
    body: Regions = {
        **ROWS.regions(at, [(one, one is here) for one in found]),
        f"{at}-foot.children": _foot(here),
        f"{at}-body.className": "" if here and here.moves >= LEAST_MOVED else "shut",
    }
    return Shown(view.of_revenue(sentence(here)), view.rows_query("post_id"), body)


CARD = Card(
    "rule",
    "What does the rule of credit decide?",
    "w4",
    _frame,
    _fill,
    choices={"window": CHOICES["window"]},
    tools_under=True,
)


def sentence(here: Sensitivity | None) -> str:
    """Return how much of the revenue the choice of a rule moves between posts."""
    if here is None:
        return NOTHING_HERE
    never = "Totals of people, campaigns and brands never move."
    if here.moves < LEAST_MOVED:
        return (
            f"The choice of rule moves under 1 % of revenue between posts: it decides nothing here. {never}"
        )
    return f"The choice of rule moves {percent(here.moves, 1.0)} of revenue between posts. {never}"


def _foot(here: Sensitivity | None) -> str:
    if here is None:
        return ""
    left = PERCENT.short(here.not_credited)
    return f"Within {here.window} days of a post of whatever brand; {left} of revenue has no post before it."


def _part(part: float, colour: str) -> Mapping[str, str]:
    return {"width": share(part), "--part": colour}


def _alt(row: Row) -> str:
    one = row[0]
    words = (
        ("the same under each rule", one.alike),
        ("moves", one.moves),
        ("not credited", one.not_credited),
    )
    return f"{one.window} days: " + ", ".join(f"{percent(part, 1.0)} {name}" for name, part in words)
