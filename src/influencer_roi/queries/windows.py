"""Says which days a selection covers, how finely they are drawn, and which days they are compared with."""

import calendar
import datetime as dt
from dataclasses import dataclass, replace

from influencer_roi.filters import Compare, Filters
from influencer_roi.ledger.entries import Ledger

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
    asked = Window(
        filters.start or filters.end or ledger.first_day, filters.end or filters.start or ledger.as_of
    )
    start = max(ledger.first_day, filters.start or ledger.first_day)
    end = min(ledger.as_of, filters.end or ledger.as_of)
    return Window(start, end) if start <= end else asked


def compared(ledger: Ledger, filters: Filters) -> Filters | None:
    """Return the filters of the period compared with; None where none is asked for or covered."""
    window = window_of(ledger, filters)
    if filters.compare is Compare.NONE or not ledger.first_day < window.start <= ledger.as_of:
        return None
    shift = _last_year if filters.compare is Compare.YEAR else lambda day: day - dt.timedelta(window.days)
    start, end = shift(window.start), shift(window.end)
    return replace(filters, start=start, end=end) if start >= ledger.first_day else None


def _last_year(day: dt.date) -> dt.date:
    return day.replace(year=day.year - 1, day=min(day.day, calendar.monthrange(day.year - 1, day.month)[1]))
