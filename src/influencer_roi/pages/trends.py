"""Shows revenue and spend over time beside the days compared with, and says how they run."""

import datetime as dt
from collections.abc import Sequence
from itertools import zip_longest

from dash import html

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.metrics.units import RUPEES, TIMES, grouped
from influencer_roi.model.calendar import DAY, last_day, months_between
from influencer_roi.pages.beside import Beside, compared_whole, named
from influencer_roi.pages.view import hover
from influencer_roi.queries import Frame
from influencer_roi.queries.dating import still_earning
from influencer_roi.queries.stretches import WEEK, Stretch, rows_of, stretches
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.choice import Choice
from influencer_roi.ui.components import ARROWS
from influencer_roi.ui.figures import Figure
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.plot import Plot
from influencer_roi.ui.trend_figure import Named, Trend, trend_figure
from influencer_roi.ui.view import View
from influencer_roi.ui.weeks import MOST_WEEKS, WEEKS, Week, Weeks
from influencer_roi.ui.words import day, span

PLOT = Plot(320, "")
GRAIN = Choice("Points of the trend", {"auto": "Fitting", "day": "Day", "week": "Week", "month": "Month"})
DIMENSIONS = {"day": "date", "week": "week", "month": "month"}
_LENGTHS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12}  # days


def _fill(view: View, at: Anchor) -> Shown:
    grain, other = grain_of(view), compared_whole(view)
    now = _course(view, view.filters, grain)
    then = _course(view, other.filters, grain) if other else None
    say = view.of_revenue(_sentence(view, now, then, other, grain))
    drawn = PLOT.regions(at, _figure(view, now, then, other, grain))
    return Shown(say, view.rows_query(DIMENSIONS[grain]), drawn | WEEKS.regions(at, _weeks(view, other)))


TREND = Card(
    "trend",
    "Is revenue running ahead of spend?",
    "w7",
    lambda at: html.Div([*PLOT.frame(at), *WEEKS.frame(at)]),
    _fill,
    choices={"grain": GRAIN},
    picture=True,
)


def _course(view: View, filters: Filters, grain: str) -> Frame:
    return queries.trend(view.ledger, filters, grain=grain, metrics=queries.ON_TRENDS)


def grain_of(view: View) -> str:
    """Return the grain in force: the reader's, or the one that suits the range."""
    grain = view.choices["grain"]
    return queries.grain_for(queries.window_of(view.ledger, view.filters)) if grain == "auto" else grain


def _figure(view: View, now: Frame, then: Frame | None, other: Beside | None, grain: str) -> Figure:
    days, unmeasured = now["period"].to_list(), "revenue" in view.ledger.unmeasured
    before = then["revenue"].to_list() if then is not None and not unmeasured else []
    return trend_figure(
        Trend(
            days,
            None if unmeasured else now["revenue"].to_list(),
            now["spend"].to_list(),
            _texts(now, then, other, grain),
            _names(view, now, then, other, grain),
            before,
            None if unmeasured else _peak(now, then, grain),
            _part(view, days, grain),
        ),
        unit=RUPEES,
        height=PLOT.height,
    )


def _texts(now: Frame, then: Frame | None, other: Beside | None, grain: str) -> list[str]:
    """Return the hover text of each period, beside the one of the same number before."""
    before, name = then.to_dicts() if then is not None else [], other.name if other else ""
    rows = zip_longest(now.to_dicts(), before[: now.height])
    return [hover(_period_name(row["period"], grain), row, was, name) for row, was in rows]


def _names(view: View, now: Frame, then: Frame | None, other: Beside | None, grain: str) -> list[Named]:
    """Return the names of revenue, revenue before and spend with their means, as far as there are such."""
    long, means = _periods(view, view.filters, grain), []
    if "revenue" not in view.ledger.unmeasured:
        means = [(named(view) if other else "Revenue", _mean(now, "revenue", long))]
    if means and then is not None and other is not None:
        means.append((other.name, _mean(then, "revenue", _periods(view, other.filters, grain))))
    means.append(("Spend", _mean(now, "spend", long)))
    return [Named(name, f"{RUPEES.short(mean)} a {grain}") for name, mean in means]


def _mean(rows: Frame, name: str, periods: float) -> float:
    return (queries.sum_of(rows, name) or 0.0) / periods


def _periods(view: View, filters: Filters, grain: str) -> float:
    """Return how many days, weeks or months a selection covers; a part of one counts by its days."""
    window = queries.window_of(view.ledger, filters)
    if grain == "month" and window.start.day == 1 and (window.end + DAY).day == 1:
        return months_between(window.start, window.end) + 1
    return window.days / _LENGTHS[grain]


def _peak(now: Frame, then: Frame | None, grain: str) -> tuple[dt.date, float, str] | None:
    """Return where the highest point of both courses is drawn, and its words."""
    drawn = now["period"].to_list()
    rows = list(zip(drawn, drawn, now["revenue"].to_list(), strict=True))
    if then is not None:
        rows += list(zip(drawn, then["period"].to_list(), then["revenue"].to_list(), strict=False))
    at, own, amount = max(rows, key=lambda row: row[2] or 0.0)
    return (at, amount, f"{_short_name(own, grain)} {RUPEES.short(amount)}") if amount else None


def _part(view: View, days: Sequence[dt.date], grain: str) -> list[dt.date]:
    """Return the periods whose posts are still earning, else those of which the selection holds a part.

    By day these are the last ones, where they are a part of a week.
    """
    window, earning = queries.window_of(view.ledger, view.filters), still_earning(view.ledger, view.filters)
    if earning:
        return [start for start in days if last_day(start, grain) >= earning[0]]
    if grain == "day":
        last = next(reversed(_few_weeks(view)), None)
        return [start for start in days if last and last["part"] and start >= last["start"]]
    return [start for start in days if start < window.start or last_day(start, grain) > window.end]


def _few_weeks(view: View) -> list[Stretch]:
    """Return the weeks from the first day on; none where they are too many for a strip."""
    if queries.window_of(view.ledger, view.filters).days > MOST_WEEKS * WEEK:
        return []
    return rows_of(stretches(view.ledger, view.filters, assumed=view.assumed))


def _weeks(view: View, other: Beside | None) -> Weeks:
    """Return the weeks of at most five; one in part or still earning has no change."""
    rows = _few_weeks(view)
    nothing = not any(row["revenue"] or row["spend"] for row in rows)
    if nothing or len(rows) < 2 or "revenue" in view.ledger.unmeasured:
        return Weeks(())
    then = rows_of(stretches(view.ledger, other.filters, assumed=view.assumed)) if other else []
    were = [row["revenue"] for row in then] + [None] * len(rows)
    earning = still_earning(view.ledger, view.filters)
    since = earning[0] if earning else None
    weeks = [
        _week(row, before, view.assumed.break_even, young=since is not None and row["end"] >= since)
        for row, before in zip(rows, were, strict=False)
    ]
    return Weeks(weeks, other.name if other else "")


def _week(row: Stretch, before: float | None, even: float, *, young: bool) -> Week:
    """Return a week as the strip shows it: one in part or still earning has no change."""
    change, verdict = _changed(row["revenue"], None if row["part"] or young else before)
    below = row["roas"] is not None and row["roas"] < even
    return Week(
        _short_span(row["start"], row["end"]),
        RUPEES.short(row["revenue"]),
        f"{row['days']} of 7 days" if row["part"] else "earning" if young else change,
        verdict,
        TIMES.short(row["roas"]) + (" below" if below else ""),
        below,
    )


def _changed(now: float | None, before: float | None) -> tuple[str, str]:
    """Return "▲ 43 %" and whether that is good; nothing where there is nothing to compare with."""
    if now is None or before is None or before <= 0:
        return "", ""
    share = (now - before) / before
    arrow, verdict = (ARROWS[1], "good") if share > 0 else (ARROWS[-1], "bad")
    return f"{arrow} {grouped(abs(share) * 100)} %", verdict


def _short_span(start: dt.date, end: dt.date) -> str:
    return span(start, end).removesuffix(f" {end.year}")


def _period_name(start: dt.date, grain: str) -> str:
    names = {"day": f"{start:%a} {day(start)}", "month": f"{start:%B %Y}"}
    return names.get(grain, f"week of {day(start)}")


def _short_name(start: dt.date, grain: str) -> str:
    names = {"day": f"{start.day} {start:%b}", "month": f"{start:%b %Y}"}
    return names.get(grain, f"week of {start.day} {start:%b}")


def _sentence(view: View, now: Frame, then: Frame | None, other: Beside | None, grain: str) -> str:
    """Return what comes in and goes out, in the unit of the chart, and the best one of it."""
    revenue, spend = (queries.sum_of(now, name) for name in ("revenue", "spend"))
    if not revenue or revenue <= 0:
        return "No revenue in this selection."
    periods = _periods(view, view.filters, grain)
    cost = "" if spend is None else f" on {RUPEES.short(spend / periods)} of spend"
    income = f"{RUPEES.short(revenue / periods)} a {grain}{cost}"
    best = queries.ranked(now, rank_by="revenue", top=1).row(0, named=True)
    earned = f"{_short_name(best['period'], grain)} brought most, {RUPEES.short(best['revenue'])}"
    if then is None or other is None or queries.sum_of(then, "revenue") is None:
        return f"{income}; {earned}."
    peak = queries.ranked(then, rank_by="revenue", top=1).row(0, named=True)
    if peak["revenue"] <= best["revenue"]:
        return f"{income}; {earned}, more than any {grain} of {other.name}."
    name = _short_name(peak["period"], grain)
    return f"{income}; {earned}, but the {RUPEES.short(peak['revenue'])} of {name} did not come again."
