"""Shows revenue and spend over time, and says how they run."""

import datetime as dt

import polars as pl
from dash import dcc, html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.metrics.units import RUPEES, TIMES
from influencer_roi.pages.view import View, hover
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
STEADY_FROM = 56


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
    """Return the course of metrics for sparklines: weeks over a long range, days over a short one."""
    days = queries.window_of(view.ledger, view.filters).days
    return queries.trend(
        view.ledger, view.filters, grain="week" if days >= STEADY_FROM else "day", metrics=metrics
    )


def trend_regions(view: View, metrics: tuple[str, ...], grain: str) -> Regions:
    """Return what the trend card shows; the metrics are those of `course_of`, so that both ask once."""
    points = queries.trend(view.ledger, view.filters, grain=grain, metrics=metrics)
    lacking = "revenue" in view.ledger.unmeasured
    figure = trend_figure(
        points["period"].to_list(),
        None if lacking else points["revenue"].to_list(),
        points["spend"].to_list(),
        hover=[hover(_period_name(row["period"], grain), row) for row in points.iter_rows(named=True)],
        unit=RUPEES,
        height=HEIGHT,
    )
    query = view.rows_query(DIMENSIONS[grain])
    return {
        f"{view.page}-{NAME}-source.data": figure,
        **components.card_regions(view.page, NAME, view.of_revenue(_sentence(view, metrics)), query),
    }


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
    revenue, spend = (
        RUPEES.short(float(rows[name].sum()) / window.days * days) for name in ("revenue", "spend")
    )
    best = queries.ranked(rows, rank_by="revenue").row(0, named=True)
    first = max(best["period"], window.start)
    last = min(best["period"] + dt.timedelta(days=days - 1), window.end)
    earned = "no spend" if best["roas"] is None else f"ROAS {TIMES.short(best['roas'])}"
    return f"{revenue} a {grain} on {spend} of spend; the best {grain} was {span(first, last)} ({earned})."
