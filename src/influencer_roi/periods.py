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
PRESETS = {
    ALL_TIME: "all time",
    "last_7": "last 7 days",
    "last_28": "last 28 days",
    "last_90": "last 90 days",
    "this_month": "this month",
    "last_month": "last month",
    "this_quarter": "this quarter",
    "last_quarter": "last quarter",
    "this_year": "this financial year",
    "last_year": "last financial year",
}


def with_preset(filters: Filters, preset: str, ledger: Ledger) -> Filters:
    """Return the filters over a named period, reckoned from the last day of the data."""
    if preset not in PRESETS or preset == ALL_TIME:
        return filters.without(DAYS)
    start, end = _ranges(ledger.as_of)[preset]
    return replace(filters, start=start, end=end)


def preset_of(filters: Filters, ledger: Ledger) -> str:
    """Return the name of the period the filters cover, CUSTOM where it has none."""
    if filters.start is None and filters.end is None:
        return ALL_TIME
    named = _ranges(ledger.as_of)
    return next((name for name, days in named.items() if days == (filters.start, filters.end)), CUSTOM)


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


def _ranges(last: dt.date) -> dict[str, Days]:
    """Return the first and last day of each named period; the current ones end with the data."""
    month, quarter, year = month_of(last), quarter_of(last), financial_year_of(last)
    return {
        **{f"last_{days}": (last - DAY * (days - 1), last) for days in (7, 28, 90)},
        "this_month": (month, last),
        "last_month": (month_of(month - DAY), month - DAY),
        "this_quarter": (quarter, last),
        "last_quarter": (quarter_of(quarter - DAY), quarter - DAY),
        "this_year": (year, last),
        "last_year": (financial_year_of(year - DAY), year - DAY),
    }
