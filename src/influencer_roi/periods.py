"""Names periods readers pick: days of the data, months, quarters, financial years."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qs

from influencer_roi.filters import ALL_TIME, DAYS, PERIOD, Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.model.calendar import DAY, MONTH, Days, financial_year_of, month_of, quarter_of, shifted

CUSTOM = "custom"
OPENING_DAYS = 28


def _last_days(count: int) -> Callable[[dt.date], Days]:
    return lambda last: (last - DAY * (count - 1), last)


def _so_far(period_of: Callable[[dt.date], dt.date]) -> Callable[[dt.date], Days]:
    return lambda last: (period_of(last), last)


def _before(period_of: Callable[[dt.date], dt.date]) -> Callable[[dt.date], Days]:
    return lambda last: (period_of(period_of(last) - DAY), period_of(last) - DAY)


# Each period's name for readers, and its first and last day, reckoned from the last day of the data.
_PERIODS: dict[str, tuple[str, Callable[[dt.date], Days]]] = {
    "last_7": ("last 7 days", _last_days(7)),
    "last_28": ("last 28 days", _last_days(28)),
    "last_90": ("last 90 days", _last_days(90)),
    "this_month": ("this month", _so_far(month_of)),
    "last_month": ("last month", _before(month_of)),
    "this_quarter": ("this quarter", _so_far(quarter_of)),
    "last_quarter": ("last quarter", _before(quarter_of)),
    "this_year": ("this financial year", _so_far(financial_year_of)),
    "last_year": ("last financial year", _before(financial_year_of)),
}
PRESETS = {ALL_TIME: "all time", **{name: label for name, (label, _) in _PERIODS.items()}}


def with_preset(filters: Filters, preset: str, ledger: Ledger) -> Filters:
    """Return the filters over a named period, reckoned from the last day of the data."""
    if preset not in _PERIODS:
        return filters.without(DAYS)
    _, days_to = _PERIODS[preset]
    start, end = days_to(ledger.as_of)
    return replace(filters, start=start, end=end)


def preset_of(filters: Filters, ledger: Ledger) -> str:
    """Return the name of the period the filters cover, CUSTOM where it has none."""
    if filters.start is None and filters.end is None:
        return ALL_TIME
    chosen = (filters.start, filters.end)
    return next((name for name, (_, days_to) in _PERIODS.items() if days_to(ledger.as_of) == chosen), CUSTOM)


@memo()
def opening(ledger: Ledger) -> Filters:
    """Return the filters of an address that names no day: the last whole month that has data.

    Where there is none, the last 28 days of the data; where they have fewer, all time.
    """
    first, last = ledger.first_day, ledger.as_of
    ended = month_of(last + DAY) if last < dt.date.max else month_of(last)
    days = ledger.entries["date"]
    busy = days.filter(days < ended).max()
    if isinstance(busy, dt.date) and month_of(busy) >= first:
        return Filters(start=month_of(busy), end=shifted(month_of(busy), MONTH) - DAY)
    if (last - first).days + 1 >= OPENING_DAYS:
        return with_preset(Filters(), "last_28", ledger)
    return Filters()


def all_time(ledger: Ledger) -> Filters:
    """Return the filters of an address that names no day, where a page asks of the data as a whole."""
    del ledger
    return Filters()


def opened(
    query: str, ledger: Ledger, opens: Callable[[Ledger], Filters] = opening
) -> tuple[Filters, tuple[str, ...]]:
    """Return the filters a page opens with at an address, and in words the parts that were dropped.

    The address may name a period, as in `dates=last_month`; one that names no day opens as `opens` says.
    """
    filters, dropped = Filters.from_query(query, ledger)
    if filters.dated:
        return filters, dropped
    named = parse_qs(query.removeprefix("?")).get(PERIOD, [""])[-1]
    if named in PRESETS:
        return with_preset(filters, named, ledger), dropped
    unknown = (f"{PERIOD} '{named}'",) if named else ()
    usual = opens(ledger)
    return replace(filters, start=usual.start, end=usual.end), (*dropped, *unknown)
