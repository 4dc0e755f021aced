"""Shows revenue and spend over time, and says how they run."""

import datetime as dt

from dash import html

from influencer_roi import queries
from influencer_roi.metrics.units import RUPEES, TIMES
from influencer_roi.pages.view import hover
from influencer_roi.queries import Frame
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.figures import Figure, trend_figure
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.page import Choice
from influencer_roi.ui.plot import Plot
from influencer_roi.ui.view import View
from influencer_roi.ui.words import day, span

PLOT = Plot(300, "")
GRAIN = Choice(
    "Points of the trend", {"auto": "automatic", "day": "per day", "week": "per week", "month": "per month"}
)
DIMENSIONS = {"day": "date", "week": "week", "month": "month"}
WEEKLY_FROM = 14
STEADY_FROM = 56


def trend(metrics: tuple[str, ...], *, width: str) -> Card:
    """Return the trend card; the metrics are those of `course_of`, so that both ask once."""

    def fill(view: View, at: Anchor) -> Shown:
        grain = _grain_of(view)
        points = queries.trend(view.ledger, view.filters, grain=grain, metrics=metrics)
        say = view.of_revenue(_sentence(view, metrics))
        return Shown(say, view.rows_query(DIMENSIONS[grain]), PLOT.regions(at, _figure(view, points, grain)))

    return Card(
        "trend",
        "Is revenue running ahead of spend?",
        width,
        lambda at: html.Div(PLOT.frame(at)),
        fill,
        choices={"grain": GRAIN},
        picture=True,
    )


def course_of(view: View, metrics: tuple[str, ...]) -> Frame:
    """Return the course of metrics for sparklines: weeks over a long range, days over a short one."""
    return queries.trend(view.ledger, view.filters, grain=course_grain(view), metrics=metrics)


def course_grain(view: View) -> str:
    """Return how finely sparklines are drawn."""
    return "week" if queries.window_of(view.ledger, view.filters).days >= STEADY_FROM else "day"


def _grain_of(view: View) -> str:
    """Return the grain in force: the reader's, or the one that suits the range."""
    grain = view.choices["grain"]
    return queries.grain_for(queries.window_of(view.ledger, view.filters)) if grain == "auto" else grain


def _figure(view: View, points: Frame, grain: str) -> Figure:
    return trend_figure(
        points["period"].to_list(),
        None if "revenue" in view.ledger.unmeasured else points["revenue"].to_list(),
        points["spend"].to_list(),
        hover=[hover(_period_name(row["period"], grain), row) for row in points.iter_rows(named=True)],
        unit=RUPEES,
        height=PLOT.height,
    )


def _period_name(start: dt.date, grain: str) -> str:
    names = {"day": f"{start:%a} {day(start)}", "month": f"{start:%B %Y}"}
    return names.get(grain, f"week of {day(start)}")


def _sentence(view: View, metrics: tuple[str, ...]) -> str:
    """Return what comes in and goes out in a week, or a day where there are few, and the best one."""
    window = queries.window_of(view.ledger, view.filters)
    grain, days = ("week", 7) if window.days >= WEEKLY_FROM else ("day", 1)
    rows = queries.trend(view.ledger, view.filters, grain=grain, metrics=metrics)
    if rows["revenue"].sum() <= 0:
        return "No revenue in this selection."
    revenue, spend = (queries.sum_of(rows, name) for name in ("revenue", "spend"))
    each = days / window.days
    cost = "" if spend is None else f" on {RUPEES.short(spend * each)} of spend"
    best = queries.ranked(rows, rank_by="revenue").row(0, named=True)
    first = max(best["period"], window.start)
    last = min(best["period"] + dt.timedelta(days=days - 1), window.end)
    earned = "no spend" if best["roas"] is None else f"ROAS {TIMES.short(best['roas'])}"
    beside = "" if best["spend"] is None else f" ({earned})"
    income = RUPEES.short((revenue or 0.0) * each)
    return f"{income} a {grain}{cost}; the best {grain} was {span(first, last)}{beside}."
