"""Compares campaigns from their own first order on: lines of the revenue each has earned so far."""

from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.units import RUPEES, TIMES
from influencer_roi.queries import Frame
from influencer_roi.queries.campaigns import compared, courses, spoken
from influencer_roi.queries.overview import campaign_brands
from influencer_roi.ui.boards import LEGEND, Line
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.charts import Course, lines_figure
from influencer_roi.ui.figures import Figure, Json
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.lines import Row
from influencer_roi.ui.plot import Plot
from influencer_roi.ui.theme import OTHER, colours
from influencer_roi.ui.view import View
from influencer_roi.ui.words import plural, some

LEAST, MOST = 2, 4
UNCHOSEN = 3
A_WEEK = 7
SPARE = (8, 1, 3, 7, 2)
PLOT = Plot(320, "lines")
NAMES = LEGEND.board("campaign", size=MOST)


def _draw(at: Anchor) -> Component:
    """Return the lines, and a row that names each of them."""
    drawn = html.Div(PLOT.frame(at), id=f"{at}-drawn")
    return html.Div([drawn, NAMES.frame(at)], className="courses")


def _fill(view: View, at: Anchor) -> Shown:
    """Return the campaigns chosen, 2 to 4, or those with most revenue."""
    most = MOST if _chooses(view) else UNCHOSEN
    rows = compared(view.ledger, view.filters, assumed=view.assumed, most=most)
    names = tuple(rows["campaign"])
    shown = _courses(view, names)
    lines = [_line(view, row, course) for row, course in zip(rows.to_dicts(), shown, strict=True)]
    query = replace(view, filters=view.filters.choosing(campaign=names)).rows_query("campaign")
    body = {
        f"{at}-drawn.hidden": not shown,
        **PLOT.regions(at, _figure(shown)),
        **NAMES.regions(at, lines),
    }
    return Shown(_sentence(view, shown), query, body)


CARD = Card("courses", "How do campaigns grow from their first order?", "w12", _draw, _fill, picture=True)


def _courses(view: View, names: tuple[str, ...]) -> list[Course]:
    """Return the lines from each campaign's own first order, whatever the first day chosen."""
    points = courses(view.ledger, view.filters, names).partition_by("campaign", as_dict=True)
    hues = _hues(view, names)
    return [_course(name, points[(name,)], hues[name]) for name in names]


def _course(name: str, rows: Frame, hue: str) -> Course:
    before = min(int(rows["before"].sum()), rows.height - 1)
    return Course(name, rows["day"].to_list(), rows["revenue"].to_list(), hue, before)


def _figure(shown: list[Course]) -> Figure:
    """Return the lines, each from nothing on day 0, without a legend: the rows beside them name them."""
    lines = [replace(course, x=[0, *course.x], y=[0.0, *course.y]) for course in shown]
    figure = lines_figure(lines, x="days since the campaign's first order", unit=RUPEES, height=PLOT.height)
    few = max((len(course.x) for course in shown), default=0) < A_WEEK
    quiet: dict[str, Json] = {"showlegend": False, "margin": {"l": 56, "r": 16, "t": 12, "b": 40}}
    frame = figure["layout"]
    if not isinstance(frame, dict):
        return figure
    return {
        **figure,
        "layout": {**frame, **quiet, "xaxis": {**frame["xaxis"], **({"dtick": 1} if few else {})}},
    }


def _chooses(view: View) -> bool:
    return LEAST <= len(view.filters["campaign"]) <= MOST


def _hues(view: View, names: tuple[str, ...]) -> dict[str, str]:
    """Return a colour per campaign: its brand's where no other has taken it, else one no brand has."""
    brands, taken = campaign_brands(view.ledger), colours(view.ledger, "brand")
    spare = [f"var(--hue-{hue})" for hue in SPARE]
    free = [*(hue for hue in spare if hue not in taken.values()), *spare]
    chosen: dict[str, str] = {}
    for name in sorted(names):
        own = taken.get(brands.get(name, ""), OTHER)
        chosen[name] = next(hue for hue in (own, *free) if hue not in chosen.values())
    return chosen


def _line(view: View, row: Row, course: Course) -> Line:
    return Line(
        value=course.name,
        name=course.name,
        sub=f"{len(course.x):,} d",
        figure=RUPEES.short(row["revenue"]),
        extra=TIMES.short(row["roas"]),
        colour=course.colour,
        pressed=view.presses("campaign", course.name),
    )


def _sentence(view: View, shown: list[Course]) -> str:
    """Return which campaigns these are, and which of them led on the last day that all have reached."""
    if not shown:
        return view.of_revenue("")
    if len(shown) == 1:
        return (
            f"{spoken(shown[0].name)} alone; choose 2 to 4 campaigns in the Campaign filter to compare them."
        )
    return f"{_which(view, shown)} {_leader(shown)}"


def _which(view: View, shown: list[Course]) -> str:
    if not _chooses(view):
        return (
            f"The {len(shown)} campaigns with most revenue; "
            "choose 2 to 4 in the Campaign filter to compare others."
        )
    missing = sorted({*view.filters["campaign"]} - {course.name for course in shown})
    absent = f" {some(missing)}: nothing under these filters." if missing else ""
    return f"The {plural(len(shown), 'campaign')} chosen.{absent}"


def _leader(shown: list[Course]) -> str:
    """Return who had earned most on the last day all have reached, or in all where that was too soon."""
    days = min(len(course.x) for course in shown)
    soon = days < A_WEEK
    earned = {course.name: course.y[-1 if soon else days - 1] or 0.0 for course in shown}
    first, second = sorted(earned, key=lambda name: -earned[name])[:2]
    when = "In all" if soon else f"By day {days:,}, the last that all have reached"
    if earned[first] == earned[second]:
        return f"{when}, {first} and {second} earned the same."
    return f"{when}, {first} earned most: {RUPEES.short(earned[first])}."
