"""Says which days a selection covers, how finely they are drawn, and which days they are compared with."""

import datetime as dt
from dataclasses import dataclass, replace

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.calendar import earlier, months_of

GRAINS = {"day": ("date", "1d", 92), "week": ("week", "1w", 400), "month": ("month", "1mo", None)}


@dataclass(frozen=True)
class Window:
    """The first and the last day a selection covers, both included."""

    start: dt.date
    end: dt.date

    @property
    def days(self) -> int:
        """How many days it covers."""
        return (self.end - self.start).days + 1


def grain_for(window: Window) -> str:
    """Return the grain that shows a window in some sixty points: day, week or month."""
    return next(name for name, (_, _, most) in GRAINS.items() if most is None or window.days <= most)


def window_of(ledger: Ledger, filters: Filters) -> Window:
    """Return the days of the ledger a selection covers; where it covers none, the days it asks for."""
    chosen = Window(
        filters.start or filters.end or ledger.first_day, filters.end or filters.start or ledger.as_of
    )
    start = max(ledger.first_day, filters.start or ledger.first_day)
    end = min(ledger.as_of, filters.end or ledger.as_of)
    return Window(start, end) if start <= end else chosen


def asked_window(ledger: Ledger, filters: Filters) -> Window:
    """Return a whole month, quarter or financial year as asked for; of other days those of the data."""
    start, end = filters.start, filters.end
    whole = start is not None and end is not None and months_of((start, end)) is not None
    return Window(start, end) if start and end and whole else window_of(ledger, filters)


def compared(ledger: Ledger, filters: Filters) -> Filters | None:
    """Return the filters of the days compared with, whatever the data cover of them.

    None where no day is chosen, no comparison is asked for, or the data have none of those days.
    """
    days = compared_days(ledger, filters)
    if days is None or days.end < ledger.first_day or days.start > ledger.as_of:
        return None
    return replace(filters, start=days.start, end=days.end)


def compared_days(ledger: Ledger, filters: Filters) -> Window | None:
    """Return the days compared with: the whole period before a whole one, else as many days before.

    A year earlier they are the same days. None where no day is chosen, the data have
    none of the chosen, or no comparison is asked for.
    """
    chosen = asked_window(ledger, filters)
    if not filters.dated or chosen.end < ledger.first_day or chosen.start > ledger.as_of:
        return None
    found = earlier((chosen.start, chosen.end), filters.compare)
    return None if found is None else Window(*found)


def covered_whole(ledger: Ledger, filters: Filters) -> bool:
    """Return whether the data cover every day a selection asks for."""
    return covers(ledger, asked_window(ledger, filters))


def comparable(ledger: Ledger, filters: Filters) -> bool:
    """Return whether a change against the days compared with says something: the data cover both whole."""
    days = compared_days(ledger, filters)
    return days is not None and covered_whole(ledger, filters) and covers(ledger, days)


def covers(ledger: Ledger, days: Window) -> bool:
    """Return whether the data cover every one of these days."""
    return ledger.first_day <= days.start and days.end <= ledger.as_of
