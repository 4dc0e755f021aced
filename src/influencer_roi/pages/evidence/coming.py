"""Shows how long orders keep coming after a post, completed for young posts, and what is still to come."""

import datetime as dt
from collections.abc import Iterator

from influencer_roi.metrics.units import PERCENT, RUPEES
from influencer_roi.model.calendar import month_days, month_of, shifted
from influencer_roi.pages.evidence.pictures import NOT_KNOWN, PLOT, frame, regions
from influencer_roi.queries.evidence import Evidence, evidence, over_all_days
from influencer_roi.queries.evidence.lags import lags
from influencer_roi.queries.evidence.maturity import EXPECTED_FROM, MATURE_AT, Expected, Maturity, expected
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.figures import DOTTED, Figure, Json, layout, named_axis, note, value_axis
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.view import View
from influencer_roi.ui.words import percent

MOST_MONTHS = 12
WHOLE = 0.995
_NAMED = (7, 30, 60)
_LINE = 18  # pixels of a line of words
_CLOSE = 0.1  # points nearer to each other than this have their words on two lines
_RIGHT = 0.45  # of the width: words beyond stand to the left of their point
_QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


def _fill(view: View, at: Anchor) -> Shown:
    """Return the curve of what has come by each day since the post."""
    found = evidence(view.ledger, view.filters)
    known = len(found.maturity.curve) > 1
    figure, foot = (_figure(found), _foot(found.maturity)) if known else NOT_KNOWN
    body = regions(at, figure, foot, shut=not found.lags_hold)
    return Shown(sentence(view, found), view.rows_query("post_id"), body)


CARD = Card("coming", "How long do orders keep coming?", "w4", frame, _fill, picture=True)


def sentence(view: View, found: Evidence) -> str:
    """Return what the curve says and what is still to come of a young month; or why nothing is said."""
    maturity = found.maturity
    if not len(maturity.curve):
        return maturity.gate.says
    if not found.timing.gate.is_open:
        return "Orders do not come in time with posts here: days since a post say nothing, so this is grey."
    if not maturity.gate.is_open:
        return "The end is not in sight: no month is completed by this curve. It is grey."
    young = young_month(view, found)
    first = f"{percent(maturity.by(7), 1.0)} have come within a week of the post"
    if young is None:
        return f"{first}. No month of posts is young enough to expect much more."
    return f"{first}. {_expected_words(young)}"


def _expected_words(young: Expected) -> str:
    """Return "The posts of July have shown about 90 % of what is to come; expect about ₹54,125 more, …"."""
    come, more = percent(young.part, 1.0), RUPEES.short(young.to_come)
    return (
        f"The posts of {young.first:%B} have shown about {come} of what is to come; expect about {more} "
        "more, if people go on as before."
    )


def young_month(view: View, found: Evidence) -> Expected | None:
    """Return the latest month of posts that is not complete, but old enough to say what is to come."""
    triangle = lags(*over_all_days(view.ledger, view.filters))
    as_of = view.ledger.as_of
    for first in _months_back(as_of):
        last = min(month_days(first)[1], as_of)
        one = expected(triangle, found.maturity, first=first, last=last, as_of=as_of)
        if one is not None:
            return one if one.part < WHOLE else None
    return None


def _months_back(day: dt.date) -> Iterator[dt.date]:
    for back in range(MOST_MONTHS):
        yield shifted(month_of(day), -back)


def _foot(maturity: Maturity) -> str:
    link = "the post an order names" if maturity.recorded else "the last own post (these orders name no post)"
    day = maturity.day_of(EXPECTED_FROM)
    more = f"From day {day} of a post on more is expected, always as “about”."
    return f"Days since {link}, completed for posts still young. {more}"


def _figure(found: Evidence) -> Figure:
    maturity, curve = found.maturity, [float(one) for one in found.maturity.curve]
    days = list(range(len(curve)))
    shut = not found.lags_hold
    colour = "var(--spend)" if shut else "var(--bar)"
    line: Json = {
        "type": "scatter",
        "mode": "lines",
        "x": days,
        "y": curve,
        "fill": "tozeroy",
        "fillcolor": "var(--flat-soft)" if shut else "var(--area)",
        "line": {"color": colour, "width": 2},
        "customdata": [f"{PERCENT.short(part)} by day {day}" for day, part in zip(days, curve, strict=True)],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    named = [day for day in _NAMED if day <= maturity.horizon]
    dots: Json = {
        "type": "scatter",
        "mode": "markers",
        "x": named,
        "y": [curve[day] for day in named],
        "marker": {"color": colour, "size": 7},
        "hoverinfo": "skip",
    }
    mature = maturity.day_of(MATURE_AT) or 0
    shown = layout(
        height=PLOT.height,
        margin={"l": 48, "r": 16, "t": 20, "b": 32},
        xaxis=_days_axis(maturity.horizon),
        yaxis=value_axis(_QUARTERS, PERCENT),
        shapes=[_mark(mature)],
        annotations=[*_words(named, curve), _note(mature)],
    )
    return {"data": [line, dots], "layout": shown}


def _days_axis(horizon: int) -> Json:
    step = 30 if horizon >= 60 else 15 if horizon >= 30 else 7
    shown = list(range(0, horizon + 1, step))
    return named_axis(shown, ["post" if day == 0 else f"{day}" for day in shown], range=[0, horizon])


def _words(named: list[int], curve: list[float]) -> list[Json]:
    return [
        note(
            f"<b>{percent(curve[day], 1.0)} by day {day}</b>",
            day,
            curve[day],
            {
                "xanchor": "right" if day > _RIGHT * (len(curve) - 1) else "left",
                "yanchor": "bottom" if day == _NAMED[-1] else "top",
                "yshift": _shift(day, named, curve),
            },
        )
        for day in named
    ]


def _shift(day: int, named: list[int], curve: list[float]) -> int:
    """Return by how many pixels the words of a point are moved, so that those of two do not meet."""
    if day == _NAMED[-1]:
        return 4
    close = day == named[0] and len(named) > 1 and curve[named[1]] - curve[day] < _CLOSE
    return -_LINE if close else 0


def _mark(day: int) -> Json:
    return {"type": "line", "x0": day, "x1": day, "y0": 0, "y1": 0.45, "line": DOTTED}


def _note(day: int) -> Json:
    text = f"{percent(MATURE_AT, 1.0)} by day {day}:<br>younger is still earning"
    return note(text, day, 0.3, {"xanchor": "left", "align": "left"}, size=11, colour="var(--ink-3)")
