"""Names periods readers pick: days of the data, months, quarters, financial years."""

import datetime as dt
from dataclasses import replace

from influencer_roi.filters import DAYS, Filters
from influencer_roi.ledger.entries import Ledger

CUSTOM = "custom"
ALL_TIME = "all"
APRIL = 4
PRESETS = {
    ALL_TIME: "all time",
    "last_7": "last 7 days of the data",
    "last_28": "last 28 days of the data",
    "last_90": "last 90 days of the data",
    "this_month": "this month",
    "last_month": "last month",
    "this_quarter": "this quarter",
    "last_quarter": "last quarter",
    "this_year": "this financial year",
    "last_year": "last financial year",
}

Range = tuple[dt.date, dt.date]


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


def _ranges(last: dt.date) -> dict[str, Range]:
    """Return the first and last day of each named period; the current ones end with the data."""
    month, quarter, year = last.replace(day=1), _quarter(last), _financial_year(last)
    day = dt.timedelta(days=1)
    return {
        **{f"last_{days}": (last - day * (days - 1), last) for days in (7, 28, 90)},
        "this_month": (month, last),
        "last_month": ((month - day).replace(day=1), month - day),
        "this_quarter": (quarter, last),
        "last_quarter": (_quarter(quarter - day), quarter - day),
        "this_year": (year, last),
        "last_year": (_financial_year(year - day), year - day),
    }


def _quarter(day: dt.date) -> dt.date:
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def _financial_year(day: dt.date) -> dt.date:
    return dt.date(day.year if day.month >= APRIL else day.year - 1, APRIL, 1)
