"""Draws the weeks under a trend: their days, what each brought, how that changed, what it returned."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from influencer_roi.ui.leaves import Leaves, Template, nth
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


NO_WEEK = Week("", "", "", "", "")


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
    columns = [html.Span(_column(leaf, number), className="week") for number in range(MOST_WEEKS)]
    box = html.Div(
        [html.Span(labels, className="week"), *columns], className="weeks", tabIndex=0, role="group"
    )
    marked(box, **{"aria-label": "Week by week"})
    shown = leaf(
        "weeks", box, hidden=lambda one: not one.weeks, style=lambda one: {"--weeks": str(len(one.weeks))}
    )
    return [shown]


def _column(leaf: Leaves[Weeks], number: int) -> list[Component]:
    def read(one: Weeks) -> Week:
        return nth(one.weeks, number, NO_WEEK)

    return [
        leaf(f"{number}-days", html.Span(), children=lambda one: read(one).days),
        leaf(f"{number}-revenue", html.B(), children=lambda one: read(one).revenue),
        leaf(
            f"{number}-change",
            html.Span(),
            children=lambda one: read(one).change,
            className=lambda one: read(one).verdict,
        ),
        leaf(
            f"{number}-roas",
            html.Span(),
            children=lambda one: read(one).roas,
            className=lambda one: "bad" if read(one).below else "",
        ),
    ]


WEEKS: Template[Weeks] = Template(_draw)
