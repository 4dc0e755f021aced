"""Shows revenue and spend over time, and says how they run."""

import datetime as dt

import polars as pl
from dash import dcc, html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.metrics.units import RUPEES, TIMES
from influencer_roi.pages.view import CORE, View, hover
from influencer_roi.ui import components
from influencer_roi.ui.figures import graph, trend_figure
from influencer_roi.ui.page import Choice
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.words import day, span

NAME = "trend"
HEIGHT = 300
GRAIN = Choice(
    "Points of the trend", {"auto": "automatic", "day": "per day", "week": "per week", "month": "per month"}
)
DIMENSIONS = {"day": "date", "week": "week", "month": "month"}
WEEKLY_FROM = 14


def trend_frame(page: str, *, width: str) -> Component:
    """Return the frame of the trend card."""
    body = html.Div(
        [
            graph(f"{page}-{NAME}", height=HEIGHT),
            dcc.Store(id=f"{page}-{NAME}-source"),
        ]
    )
    return components.card(
        page,
        NAME,
        "Is revenue running ahead of spend?",
        body,
        width=width,
        tools=[components.choice(page, "grain", GRAIN.label, GRAIN.options)],
        picture=True,
    )


def grain_of(view: View, grain: str) -> str:
    """Return the grain in force: the reader's, or the one that suits the range."""
    return queries.grain_for(queries.window_of(view.ledger, view.filters)) if grain == "auto" else grain


def course_of(view: View, metrics: tuple[str, ...]) -> pl.DataFrame:
    """Return the course of metrics in few steady points: weeks, or days where there are few."""
    grain = "week" if queries.window_of(view.ledger, view.filters).days >= WEEKLY_FROM else "day"
    return queries.trend(view.ledger, view.filters, grain=grain, metrics=metrics)


def trend_regions(view: View, course: pl.DataFrame, grain: str) -> Regions:
    """Return what the trend card shows; `course` is from `course_of` and gives the sentence."""
    points = queries.trend(view.ledger, view.filters, grain=grain, metrics=CORE)
    figure = trend_figure(
        points["period"].to_list(),
        points["revenue"].to_list(),
        points["spend"].to_list(),
        hover=[hover(_period_name(row["period"], grain), row) for row in points.iter_rows(named=True)],
        unit=RUPEES,
        height=HEIGHT,
    )
    query = view.rows_query(DIMENSIONS[grain])
    return {
        f"{view.page}-{NAME}-source.data": figure,
        **components.card_regions(view.page, NAME, _sentence(view, course), query),
    }


def _period_name(start: dt.date, grain: str) -> str:
    names = {"day": f"{start:%a} {day(start)}", "month": f"{start:%B %Y}"}
    return names.get(grain, f"week of {day(start)}")


def _sentence(view: View, rows: pl.DataFrame) -> str:
    """Return what comes in and goes out in a week, or a day where there are few, and the best one."""
    window = queries.window_of(view.ledger, view.filters)
    grain, days = ("week", 7) if window.days >= WEEKLY_FROM else ("day", 1)
    if rows["revenue"].sum() <= 0:
        return "No revenue in this selection."
    revenue, spend = (
        RUPEES.short(float(rows[name].sum()) / window.days * days) for name in ("revenue", "spend")
    )
    best = queries.ranked(rows, rank_by="revenue").row(0, named=True)
    first = max(best["period"], window.start)
    last = min(best["period"] + dt.timedelta(days=days - 1), window.end)
    earned = "no spend" if best["roas"] is None else f"ROAS {TIMES.short(best['roas'])}"
    return f"{revenue} a {grain} on {spend} of spend; the best {grain} was {span(first, last)} ({earned})."
