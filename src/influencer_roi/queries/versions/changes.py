"""Compares what two versions hold month by month, from their sums alone, and says it in words."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from influencer_roi.metrics.units import COUNT, RUPEES
from influencer_roi.store.summary import NO_DAY, SUMS, Month, Summary

UNDATED, TOGETHER = "No day", "Together"
SAME = 0.005  # half a paisa: sums nearer than that are the same
_SHOWN = 3  # changes of closed months
_UNITS = {"revenue": RUPEES, "spend": RUPEES, "orders": COUNT}


@dataclass(frozen=True)
class MonthChange:
    """One month of two versions, as 2025-07, or NO_DAY; a side that lacks it is None."""

    month: str
    before: Month | None
    after: Month | None

    @property
    def is_new(self) -> bool:
        """Whether the live version has nothing of this month."""
        return self.before is None

    @property
    def is_closed(self) -> bool:
        """Whether this month was live, and changes."""
        return not self.is_new and any(abs(self.change(name) or 0.0) >= SAME for name in SUMS)

    @property
    def label(self) -> str:
        """What readers call it: March 2025."""
        return month_label(self.month)

    @staticmethod
    def roas_of(side: Month | None) -> float | None:
        """Return revenue for every rupee of spend of one side; None where nothing was spent."""
        revenue, spend = _of(side, "revenue"), _of(side, "spend")
        return revenue / spend if revenue is not None and spend and spend > 0 else None

    def change(self, measure: str) -> float | None:
        """Return what the new version has more of one of SUMS; None where neither has any."""
        return difference_of(_of(self.before, measure), _of(self.after, measure))


@dataclass(frozen=True)
class Comparison:
    """Two versions, month by month: the one that is live, and the new one."""

    before: Summary
    after: Summary
    months: tuple[MonthChange, ...]

    @property
    def closed(self) -> tuple[MonthChange, ...]:
        """The months that were live and change, what has no day among them."""
        return tuple(one for one in self.months if one.is_closed)

    @property
    def new(self) -> tuple[MonthChange, ...]:
        """The months the live version has nothing of."""
        return tuple(one for one in self.months if one.is_new)

    def change(self, measure: str) -> float | None:
        """Return what the new version has more of one of SUMS in all; months add up to it."""
        return difference_of(self.before.total(measure), self.after.total(measure))

    def past(self, measure: str) -> float:
        """Return what changes of one of SUMS in months that were live."""
        return sum(one.change(measure) or 0.0 for one in self.months if not one.is_new)


def compared_sums(before: Summary, after: Summary) -> Comparison:
    """Return what two versions hold month by month; what has no day comes last."""
    then, now = ({one.month: one for one in side.months} for side in (before, after))
    months = sorted(then.keys() | now.keys(), key=lambda month: (month == NO_DAY, month))
    return Comparison(before, after, tuple(MonthChange(one, then.get(one), now.get(one)) for one in months))


def month_label(month: str) -> str:
    """Return what readers call a month: March 2025."""
    return f"{dt.date.fromisoformat(f'{month}-01'):%B %Y}" if month != NO_DAY else UNDATED


def headline(comparison: Comparison) -> str:
    """Return in one sentence what comes in, and whether the past changes."""
    past = comparison.closed
    new = [one for one in comparison.new if one.month != NO_DAY]
    if not new:
        return "Closed months change." if past else "No figure changes."
    came, spent = (sum(_of(one.after, name) or 0.0 for one in new) for name in ("revenue", "spend"))
    months = new[0].label if len(new) == 1 else f"{new[0].label} to {new[-1].label}"
    brings = "brings" if len(new) == 1 else "bring"
    words = f"{months} {brings} {RUPEES.short(came)} of revenue on {RUPEES.short(spent)} of spend"
    return f"{words}, but closed months change too." if past else f"{words}; no closed month changes."


def in_words(comparison: Comparison, sentences: Sequence[str] = ()) -> list[str]:
    """Return in sentences what comes in, and the first changes of closed months: those given, with causes."""
    changed = sentences or [f"{words}." for _, _, words in moves(comparison)]
    more = [f"{len(changed) - _SHOWN} more changes of closed months."] if len(changed) > _SHOWN else []
    return [headline(comparison), *changed[:_SHOWN], *more]


def moves(comparison: Comparison) -> Iterator[tuple[MonthChange, str, str]]:
    """Yield each closed month and measure that changes, with the change in words."""
    for one in comparison.closed:
        for measure in SUMS:
            change = one.change(measure) or 0.0
            if abs(change) >= SAME:
                whose = f"{one.label}'s {measure}" if one.month != NO_DAY else f"The {measure} without a day"
                falls = ("fall" if change < 0 else "rise") + ("" if measure == "orders" else "s")
                yield one, measure, f"{whose} {falls} by {_UNITS[measure].short(abs(change))}"


def _of(month: Month | None, measure: str) -> float | None:
    value = getattr(month, measure) if month else None
    return float(value) if value is not None else None


def difference_of(before: float | None, after: float | None) -> float | None:
    """Return what one side has more than the other; None where neither has any."""
    return None if before is None and after is None else (after or 0.0) - (before or 0.0)
