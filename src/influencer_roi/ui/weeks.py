"""Draws the weeks under a trend: their days, what each brought, how that changed, what it returned."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from influencer_roi.ui.leaves import Leaves, Template
from influencer_roi.ui.markup import marked

MOST_WEEKS = 5


@dataclass(frozen=True)
class Week:
    """One week: its days, its revenue, its change and whether that is good, its ROAS, each in words."""

    days: str
    revenue: str
    change: str
    verdict: str
    roas: str
    below: bool = False


@dataclass(frozen=True)
class Weeks:
    """The weeks of a selection, at most five, and the name of the days they are compared with."""

    weeks: Sequence[Week]
    name: str = ""


def _draw(leaf: Leaves[Weeks]) -> list[Component]:
    labels: list[Component] = [
        html.Span(),
        html.Span("Revenue"),
        leaf("name", html.Span(), children=lambda one: f"vs {one.name}" if one.name else ""),
        html.Span("ROAS"),
    ]
    columns = [
        html.Span(
            [
                _cell(leaf, number, "days", html.Span()),
                _cell(leaf, number, "revenue", html.B()),
                leaf(
                    f"{number}-change",
                    html.Span(),
                    children=lambda one, number=number: _of(one, number, "change"),  # type: ignore[misc] # this week
                    className=lambda one, number=number: _of(one, number, "verdict"),  # type: ignore[misc] # likewise
                ),
                leaf(
                    f"{number}-roas",
                    html.Span(),
                    children=lambda one, number=number: _of(one, number, "roas"),  # type: ignore[misc] # likewise
                    className=lambda one, number=number: _tone(one, number),  # type: ignore[misc] # likewise
                ),
            ],
            className="week",
        )
        for number in range(MOST_WEEKS)
    ]
    box = html.Div(
        [html.Span(labels, className="week"), *columns], className="weeks", tabIndex=0, role="group"
    )
    marked(box, **{"aria-label": "Week by week"})
    shown = leaf(
        "weeks", box, hidden=lambda one: not one.weeks, style=lambda one: {"--weeks": str(len(one.weeks))}
    )
    return [shown]


def _cell(leaf: Leaves[Weeks], number: int, name: str, element: Component) -> Component:
    return leaf(f"{number}-{name}", element, children=lambda one: _of(one, number, name))


def _of(one: Weeks, number: int, name: str) -> str:
    return str(getattr(one.weeks[number], name)) if number < len(one.weeks) else ""


def _tone(one: Weeks, number: int) -> str:
    return "bad" if number < len(one.weeks) and one.weeks[number].below else ""


WEEKS: Template[Weeks] = Template(_draw)
