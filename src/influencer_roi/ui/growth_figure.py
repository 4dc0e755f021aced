"""Builds the figure of growth: running sums from a first day on, a few in colour over the others in grey."""

from collections.abc import Sequence
from dataclasses import dataclass

from influencer_roi.metrics.units import Unit
from influencer_roi.ui.figures import (
    HEADROOM,
    RIGHT,
    STANDOFF,
    Figure,
    Json,
    apart,
    axis_ticks,
    layout,
    named_axis,
    note,
    nothing,
    value_axis,
)
from influencer_roi.ui.labels import shortened
from influencer_roi.ui.markup import plot_text

ONE_LINE, TWO_LINES = 16, 32  # pixels
MARGIN = {"l": 56, "r": 186, "t": 12, "b": 28}
GREY = "var(--line-strong)"


@dataclass(frozen=True)
class Course:
    """One line: its name, a height per day from day 0 on, its colour, "" for a grey one behind the others.

    `before` of its days are dashed; `end` is written under the name at its end.
    """

    name: str
    heights: Sequence[float]
    colour: str = ""
    before: int = 0
    end: str = ""


def growth_figure(courses: Sequence[Course], *, days: int, unit: Unit, height: int) -> Figure:
    """Return the lines up to a last day; grey ones are named outside, the others at their ends."""
    if not any(course.heights for course in courses):
        return nothing(height)
    shown = sorted((_until(course, days) for course in courses), key=lambda course: bool(course.colour))
    ticks = axis_ticks(max(max(course.heights) for course in shown))
    least = min(0.0, *(min(course.heights) for course in shown))
    room = (ticks[-1] * HEADROOM - least) / (height - MARGIN["t"] - MARGIN["b"])
    frame = layout(
        height=height,
        margin=MARGIN,
        hovermode="closest",
        hoverdistance=-1,
        xaxis=_days_axis(days),
        yaxis=value_axis(ticks, unit, least=least),
        annotations=[*_outside(shown, room, ticks[-1]), *_at_ends(shown, room, ticks[-1])],
    )
    return {"data": [trace for course in shown for trace in _traces(course, unit)], "layout": frame}


def _until(course: Course, days: int) -> Course:
    kept = course.heights[: days + 1]
    return Course(course.name, kept, course.colour, min(course.before, len(kept) - 1), course.end)


def _days_axis(days: int) -> Json:
    shown = [round(day) for day in axis_ticks(days) if day == round(day) and day <= days]
    words = [f"day {day}" if day else "first order" for day in shown]
    return named_axis(shown, words, range=[0, days], ticklabelstandoff=STANDOFF)


def _traces(course: Course, unit: Unit) -> list[Json]:
    """Return a line, dashed before the days chosen, with a dot at the end of one in colour."""
    parts = [(course.before, len(course.heights), "solid")]
    if course.before:
        parts.insert(0, (0, course.before + 1, "dot"))
    return [_trace(course, first, last, dash, unit) for first, last, dash in parts]


def _trace(course: Course, first: int, last: int, dash: str, unit: Unit) -> Json:
    heights, days = list(course.heights[first:last]), list(range(first, last))
    ends = course.colour and last == len(course.heights)
    return {
        "type": "scatter",
        "mode": "lines+markers" if ends else "lines",
        "name": plot_text(course.name),
        "x": days,
        "y": heights,
        "line": {"color": course.colour or GREY, "width": 2 if course.colour else 1, "dash": dash},
        "opacity": 1 if course.colour else 0.6,
        "marker": {
            "color": course.colour or GREY,
            "size": [*[0] * (len(heights) - 1), 7],
            "line": {"width": 0},
        },
        "customdata": [f"day {day}: {unit.short(value)}" for day, value in zip(days, heights, strict=True)],
        "hovertemplate": "%{fullData.name}, %{customdata}<extra></extra>",
    }


def _outside(courses: Sequence[Course], room: float, top: float) -> list[Json]:
    """Return the names of the grey lines right of the picture, none over another."""
    grey = [course for course in courses if not course.colour]
    heights = apart([course.heights[-1] for course in grey], least=room * ONE_LINE, top=top)
    return [
        note(plot_text(shortened(course.name)), 1.01, at, {**RIGHT, "xref": "paper"}, colour="var(--ink-3)")
        for course, at in zip(grey, heights, strict=True)
    ]


def _at_ends(courses: Sequence[Course], room: float, top: float) -> list[Json]:
    """Return the names of the lines in colour at their last points, over the grey ones."""
    named = [course for course in courses if course.colour]
    heights = apart([course.heights[-1] for course in named], least=room * TWO_LINES, top=top)
    return [
        note(
            f"<b>{plot_text(shortened(course.name))}</b><br>{plot_text(course.end)}",
            len(course.heights) - 1,
            at,
            {**RIGHT, "xshift": 8, "bgcolor": "var(--surface)", "borderpad": 1},
        )
        for course, at in zip(named, heights, strict=True)
    ]
