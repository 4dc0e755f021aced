"""Shows what happens around a post: orders per person and day, from two weeks before to four weeks after."""

import math
from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.units import RATE
from influencer_roi.pages.evidence.gates import rate
from influencer_roi.queries.evidence import evidence
from influencer_roi.queries.evidence.gate import State
from influencer_roi.queries.evidence.timing import AFTER, BEFORE, PROFILE, Timing
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.figures import Figure, Json, axis_ticks, layout, nothing, plain_axis, value_axis
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.plot import Plot
from influencer_roi.ui.view import View
from influencer_roi.ui.words import people, plural

PLOT = Plot(280)
_TICKS = (-14, -7, 0, 7, 14, 21, 28)


def _draw(at: Anchor) -> Component:
    foot = html.P(id=f"{at}-foot", className="foot muted")
    return html.Div([*PLOT.frame(at), foot], id=f"{at}-body")


def _fill(view: View, at: Anchor) -> Shown:
    """Return the days around a post."""
    timing = evidence(view.ledger, view.filters).timing
    known = not all(math.isnan(one) for one in timing.profile)
    body = {
        **PLOT.regions(at, _figure(timing) if known else nothing(PLOT.height)),
        f"{at}-body.className": "" if timing.gate.is_open else "shut",
        f"{at}-foot.children": _foot(timing) if known else "",
    }
    return Shown(
        sentence(timing) if known else "Nobody posted in this selection.", view.rows_query("date"), body
    )


CARD = Card("around", "What happens around a post?", "w5", _draw, _fill, picture=True)


def sentence(timing: Timing) -> str:
    """Return what the days around a post show."""
    if timing.gate.state is State.THIN:
        return f"Orders per person and day. {timing.gate.says}"
    sides = f"{rate(timing.before)} before and {rate(timing.after)} in the week after"
    if timing.gate.state is State.CLOSED:
        return f"Orders per person and day: {sides}. Shuffled calendars show as large a step."
    if timing.rises:
        return (
            f"Orders per person and day: {sides}. They rise 3 days before the post: a campaign starts before "
            "its posts, so orders are credited to posts, not proven to come from them."
        )
    return f"Orders per person and day: {sides}, in time with posts."


def _foot(timing: Timing) -> str:
    who = f"{people(timing.people)}, {plural(round(timing.posts), 'post')}."
    return f"{who} Days within two weeks after another own post are not among the days before."


def _figure(timing: Timing) -> Figure:
    """Return a bar per day, those of the week after in colour, and the two means as lines."""
    heights = [0.0 if math.isnan(one) else float(one) for one in timing.profile]
    ticks = axis_ticks(max(*heights, timing.before, timing.after))
    frame = layout(
        height=PLOT.height,
        bargap=0.2,
        margin={"l": 44, "r": 12, "t": 20, "b": 32},
        xaxis=_days_axis(),
        yaxis=value_axis(ticks, RATE),
        shapes=[_mean(timing.before, BEFORE), _mean(timing.after, AFTER)],
        annotations=[
            _named(f"{rate(timing.before)} before", BEFORE, timing.before, "left"),
            _named(f"{rate(timing.after)} in the<br>week after", AFTER, timing.after, "left"),
        ],
    )
    return {"data": [_bars(timing, heights)], "layout": frame}


def _bars(timing: Timing, heights: Sequence[float]) -> Json:
    days = list(range(PROFILE[0], PROFILE[1] + 1))
    colours = [
        "var(--bar)" if AFTER[0] <= day <= AFTER[1] and timing.gate.is_open else "var(--spend)"
        for day in days
    ]
    return {
        "type": "bar",
        "x": days,
        "y": heights,
        "marker": {"color": colours},
        "customdata": [
            f"{_day_words(day)}<br>{rate(height)} orders a day"
            for day, height in zip(days, heights, strict=True)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _days_axis() -> Json:
    return {
        **plain_axis(),
        "showgrid": False,
        "rangemode": "normal",
        "range": [PROFILE[0] - 0.6, PROFILE[1] + 0.6],
        "tickvals": list(_TICKS),
        "ticktext": ["<b>post</b>" if day == 0 else f"{'+' if day > 0 else '−'}{abs(day)}" for day in _TICKS],
    }


def _mean(height: float, days: Sequence[int]) -> Json:
    line: Json = {"color": "var(--ink)", "width": 1.5}
    return {
        "type": "line",
        "x0": days[0] - 0.5,
        "x1": days[1] + 0.5,
        "y0": height,
        "y1": height,
        "line": line,
    }


def _named(words: str, days: Sequence[int], height: float, side: str) -> Json:
    font: Json = {"size": 12, "color": "var(--ink)"}
    return {
        "text": f"<b>{words}</b>",
        "x": days[0] - 0.5 if days[0] < 0 else days[1] + 0.6,
        "y": height,
        "xanchor": side,
        "yanchor": "bottom" if days[0] < 0 else "middle",
        "showarrow": False,
        "font": font,
    }


def _day_words(day: int) -> str:
    if day == 0:
        return "day of the post"
    return f"{plural(abs(day), 'day')} {'after' if day > 0 else 'before'} the post"
