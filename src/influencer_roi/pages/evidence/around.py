"""Shows what happens around a post: orders per person and day, from two weeks before to four weeks after."""

import math
from collections.abc import Sequence

from influencer_roi.metrics.units import RATE
from influencer_roi.pages.evidence.gates import rate
from influencer_roi.pages.evidence.pictures import NOT_KNOWN, PLOT, frame, regions
from influencer_roi.queries.evidence import evidence
from influencer_roi.queries.evidence.gate import State
from influencer_roi.queries.evidence.timing import AFTER, BEFORE, PROFILE, Timing
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.figures import Figure, Json, axis_ticks, layout, named_axis, note, value_axis
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.view import View
from influencer_roi.ui.words import people, plural

_TICKS = (-14, -7, 0, 7, 14, 21, 28)


def _fill(view: View, at: Anchor) -> Shown:
    """Return the days around a post."""
    timing = evidence(view.ledger, view.filters).timing
    known = not all(math.isnan(one) for one in timing.profile)
    figure, foot = (_figure(timing), _foot(timing)) if known else NOT_KNOWN
    say = sentence(timing) if known else "Nobody posted in this selection."
    return Shown(say, view.rows_query("date"), regions(at, figure, foot, shut=not timing.gate.is_open))


CARD = Card("around", "What happens around a post?", "w5", frame, _fill, picture=True)


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
    shown = layout(
        height=PLOT.height,
        bargap=0.2,
        margin={"l": 44, "r": 12, "t": 20, "b": 32},
        xaxis=_days_axis(),
        yaxis=value_axis(ticks, RATE),
        shapes=[_mean(timing.before, BEFORE), _mean(timing.after, AFTER)],
        annotations=[
            _named(f"{rate(timing.before)} before", BEFORE, timing.before),
            _named(f"{rate(timing.after)} in the<br>week after", AFTER, timing.after),
        ],
    )
    return {"data": [_bars(timing, heights)], "layout": shown}


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
    words = ["<b>post</b>" if day == 0 else f"{'+' if day > 0 else '−'}{abs(day)}" for day in _TICKS]
    ends = [PROFILE[0] - 0.6, PROFILE[1] + 0.6]
    return named_axis(_TICKS, words, rangemode="normal", range=ends)


def _mean(height: float, days: Sequence[int]) -> Json:
    line: Json = {"color": "var(--ink)", "width": 1.5}
    start, end = days[0] - 0.5, days[1] + 0.5
    return {"type": "line", "x0": start, "x1": end, "y0": height, "y1": height, "line": line}


def _named(words: str, days: Sequence[int], height: float) -> Json:
    """Return the words of a mean: over the line before the post, behind the one after it."""
    before = days[0] < 0
    place = {"xanchor": "left", "yanchor": "bottom" if before else "middle"}
    return note(f"<b>{words}</b>", days[0] - 0.5 if before else days[1] + 0.6, height, place)


def _day_words(day: int) -> str:
    if day == 0:
        return "day of the post"
    return f"{plural(abs(day), 'day')} {'after' if day > 0 else 'before'} the post"
