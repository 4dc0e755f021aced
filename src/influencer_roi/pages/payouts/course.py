"""Shows when the money was spent: columns per month or week, stacked by what was paid for."""

import datetime as dt
import math
from dataclasses import replace

from influencer_roi import queries
from influencer_roi.metrics.units import RUPEES
from influencer_roi.model.calendar import month_of, months_between, shifted
from influencer_roi.pages.payouts.deals import deals_of
from influencer_roi.pages.view import hover
from influencer_roi.queries import Frame, payouts
from influencer_roi.queries.overview import CORE
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.choice import Choice
from influencer_roi.ui.figures import (
    MOST_TICKS,
    Figure,
    Json,
    axis_ticks,
    layout,
    legend,
    named_axis,
    note,
    nothing,
    value_axis,
)
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.markup import plot_text
from influencer_roi.ui.plot import Plot, rolling
from influencer_roi.ui.theme import OTHER, colours
from influencer_roi.ui.view import View
from influencer_roi.ui.words import NOTHING_HERE, day, percent

PLOT = Plot(260, "")
MONTHLY_FROM = 92
DAYS = {"week": 7, "month": 365.25 / 12}
NARROW, WIDEST = 0.12, 0.65
PAST, MOST_MONTHS, MOST_SHARES = "past", 12, 6
PALE = 0.62
PERIOD = Choice(
    "Columns of the course",
    {PAST: "months so far", "auto": "these days", "week": "per week", "month": "per month"},
)


def _fill(view: View, at: Anchor) -> Shown:
    """Return the course of spend, by default in the months up to those chosen."""
    grain, seen = _grain(view), _seen(view)
    points = queries.trend(seen.ledger, seen.filters, grain=grain, metrics=CORE)
    spent = payouts.spend_course(seen.ledger, seen.filters, grain=grain)
    body = PLOT.regions(at, _figure(view, points, spent, grain))
    return Shown(_sentence(seen, points, spent, grain), seen.rows_query(grain), body)


CARD = Card(
    "course",
    "When was it spent, and on what?",
    "w12",
    lambda at: rolling(PLOT.frame(at), least=560),
    _fill,
    choices={"period": PERIOD},
    picture=True,
)


def _seen(view: View) -> View:
    """Return the view of the days that are drawn: of all months so far at most MOST_MONTHS."""
    if view.choices["period"] != PAST:
        return view
    end, first = queries.window_of(view.ledger, view.filters).end, month_of(view.ledger.first_day)
    if months_between(first, end) >= MOST_MONTHS:
        first = shifted(month_of(end), -MOST_MONTHS + 1)
    return replace(view, filters=replace(view.filters, start=first, end=end))


def _grain(view: View) -> str:
    period = view.choices["period"]
    if period == PAST:
        return "month"
    if period != "auto":
        return period
    return "month" if queries.window_of(view.ledger, view.filters).days > MONTHLY_FROM else "week"


def _figure(view: View, points: Frame, spent: Frame, grain: str) -> Figure:
    """Return stacked columns, one part per basis; `points` give the periods and what hovering says."""
    if spent.is_empty():
        return _empty()
    starts: list[dt.date] = points["period"].to_list()
    words = [hover(_name(row["period"], grain), row) for row in points.iter_rows(named=True)]
    hues = colours(view.ledger, "basis")
    solid = [1.0 if view.choices["period"] != PAST or _chosen(view, start) else PALE for start in starts]
    traces: list[Json] = [
        _trace(spent, basis, starts, words, {"color": hues.get(basis, OTHER), "opacity": solid})
        for basis in payouts.by_spend(spent)["basis"]
    ]
    ticks = axis_ticks(max(points["spend"].to_list()))
    step = math.ceil(len(starts) / MOST_TICKS)
    named = starts[step // 2 :: step]
    frame = layout(
        height=PLOT.height,
        barmode="relative",
        showlegend=len(traces) > 1,
        legend=legend(1.16),
        margin={"l": 56, "r": 12, "t": 32, "b": 28},
        xaxis=named_axis(
            [start.isoformat() for start in named],
            [f"{start:{_shape(starts, grain)}}".lstrip("0") for start in named],
            type="category",
            tickangle=0,
        ),
        yaxis=value_axis(ticks, RUPEES, least=min(0.0, *points["spend"].to_list())),
        annotations=_totals(points, spent) if view.choices["period"] == PAST else [],
    )
    return {"data": traces, "layout": frame}


def _chosen(view: View, month: dt.date) -> bool:
    window = queries.window_of(view.ledger, view.filters)
    return month_of(window.start) <= month <= window.end


def _totals(points: Frame, spent: Frame) -> list[Json]:
    """Return over each month what was spent, and of few months what part of it on the largest basis."""
    few = points.height <= MOST_SHARES
    basis, _ = payouts.by_spend(spent).row(0)
    own = payouts.spend_of(spent, basis)
    return [
        note(
            f"<b>{RUPEES.short(spend)}</b>"
            + (f"<br>{percent(own.get(start, 0.0), spend)} {basis.lower()}" if few else ""),
            start.isoformat(),
            spend,
            {"yanchor": "bottom"},
            colour="var(--ink-2)",
        )
        for start, spend in points.select("period", "spend").iter_rows()
        if spend
    ]


def _empty() -> Figure:
    words: Json = {"text": NOTHING_HERE, "showarrow": False, "font": {"size": 14, "color": "var(--ink-3)"}}
    return nothing(PLOT.height, annotations=[words])


def _trace(
    spent: Frame, basis: str, starts: list[dt.date], hovers: list[str], marker: dict[str, Json]
) -> Json:
    """Return what one basis has of every column, nothing where nothing was spent on it."""
    own = payouts.spend_of(spent, basis)
    amounts = [own.get(start, 0.0) for start in starts]
    return {
        "type": "bar",
        "name": plot_text(basis),
        "x": [start.isoformat() for start in starts],
        "y": amounts,
        "width": min(WIDEST, NARROW * len(starts)),
        "marker": marker,
        "text": [
            f"{words}<br>{plot_text(basis)} {RUPEES.short(amount)}"
            for words, amount in zip(hovers, amounts, strict=True)
        ],
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
    }


def _name(start: dt.date, grain: str) -> str:
    return f"{start:%B %Y}" if grain == "month" else f"week of {day(start)}"


def _shape(starts: list[dt.date], grain: str) -> str:
    """Return how the axis writes a period: the year only where there are several."""
    year = " %y" if starts[0].year != starts[-1].year else ""
    return f"%b{year}" if grain == "month" else f"%d %b{year}"


def _last_words(points: Frame) -> str:
    """Return "July is ₹13,744 under June, "."""
    (before, spent_before), (last, spent) = points.select("period", "spend").tail(2).iter_rows()
    apart = spent - spent_before
    if round(apart) == 0:
        return f"{last:%B} is as {before:%B}; "
    way = "over" if apart > 0 else "under"
    return f"{last:%B} is {RUPEES.short(abs(apart))} {way} {before:%B}; "


def _sentence(view: View, points: Frame, spent: Frame, grain: str) -> str:
    """Return what was spent in an average period, when most was, and what most of it was for."""
    total = float(spent["spend"].sum())
    if total <= 0:
        return "Nothing was spent in this selection."
    most = queries.ranked(points, rank_by="spend", top=1).row(0, named=True)
    basis, spend = payouts.by_spend(spent).row(0)
    went = f"{percent(spend, total)} went to {deals_of(basis).lower()}."
    if points.height == 1:
        return f"{RUPEES.short(total)} in this {grain}; {went}"
    when = most["period"].strftime("%B %Y") if grain == "month" else f"the {_name(most['period'], grain)}"
    periods = max(1.0, queries.window_of(view.ledger, view.filters).days / DAYS[grain])
    if view.choices["period"] == PAST:
        return f"Most in {when}, {RUPEES.short(most['spend'])}; {_last_words(points)}{went}"
    average, top = (RUPEES.short(money) for money in (total / periods, most["spend"]))
    return f"{average} a {grain} on average, most in {when} ({top}); {went}"
