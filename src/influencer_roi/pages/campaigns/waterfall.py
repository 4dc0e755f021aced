"""Shows what moved as a waterfall: from the revenue before, step by step, to the revenue now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from influencer_roi.metrics.units import RUPEES, TIMES
from influencer_roi.pages.beside import Beside, named
from influencer_roi.pages.moved import SIZE, bar, others, pushed, total, values, what_moved
from influencer_roi.pages.view import head_totals
from influencer_roi.queries import Frame, sum_of
from influencer_roi.ui.standings import Bar, Cell, Standing, Standings, waterfall
from influencer_roi.ui.view import View
from influencer_roi.ui.words import capital

BOARD = Standings("moved falls", waterfall, ("Value", "", "Revenue", "ROAS"), SIZE + 1)


@dataclass(frozen=True)
class Step:
    """One step of the fall, in rupees: from where to where."""

    start: float
    end: float


def _lines(view: View, rows: Frame, other: Beside) -> list[Standing]:
    """Return what was, those that pushed upwards, the others together, those that pushed down, what is."""
    by = view.choices["moved"]
    up, rest, down = pushed(rows)
    if not (up or rest or down):
        return []
    before, now = sum_of(rows, "revenue_before") or 0.0, sum_of(rows, "revenue") or 0.0
    gaps = [row["revenue_moved"] for row in up]
    gaps += [total(rest, "revenue") or 0.0] if rest else []
    gaps += [row["revenue_moved"] for row in down]
    inner = [*values(view, up, by), *others(rest, by), *values(view, down, by)]
    first = _whole(other.name, before, head_totals(view, other.filters)["roas"])
    last = _whole(named(view), now, head_totals(view, view.filters)["roas"])
    steps = steps_of(before, gaps)
    bars = fall(steps, [0.0, *gaps, 0.0])
    return [replace(line, bars=drawn) for line, drawn in zip([first, *inner, last], bars, strict=True)]


CARD = what_moved(BOARD, _lines, "w6")


def _whole(words: str, revenue: float, roas: float | None) -> Standing:
    written = "" if roas is None else TIMES.short(roas)
    return Standing(
        "", capital(words), (Cell(RUPEES.short(revenue), tone="strong"), Cell(written, tone="strong"))
    )


def steps_of(before: float, gaps: Sequence[float]) -> list[Step]:
    """Return the first whole, a step per gap from where the last one ended, and the last whole."""
    ends = [before]
    for gap in gaps:
        ends.append(ends[-1] + gap)
    between = [Step(start, end) for start, end in pairwise(ends)]
    return [Step(0.0, before), *between, Step(0.0, ends[-1])]


def fall(steps: Sequence[Step], gaps: Sequence[float]) -> list[tuple[Bar, Bar, Bar]]:
    """Return the bars of steps on one scale from 0: the step, the line to the next, the change alone."""
    least = min(0.0, *(step.end for step in steps))
    most = max(0.0, *(step.end for step in steps))
    room, longest = (most - least) or 1.0, max(map(abs, gaps)) or 1.0
    wholes = (0, len(steps) - 1)
    found = []
    for number, (step, gap) in enumerate(zip(steps, gaps, strict=True)):
        low, high = sorted((step.start, step.end))
        tone = "total" if number in wholes else "" if gap >= 0 else "down"
        link = Bar(0.0, (step.end - least) / room, "link" if number < wholes[1] else "")
        change = bar(gap, longest)
        found.append((Bar((high - low) / room, (low - least) / room, tone), link, change))
    return found
