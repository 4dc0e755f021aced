"""Knows the calendar: months, quarters, financial years from April, and what came before each."""

import calendar
import datetime as dt
from enum import StrEnum

Days = tuple[dt.date, dt.date]
"""The first and the last day of a period, both included."""


class Compare(StrEnum):
    """What the selected days are compared with."""

    PREVIOUS = "previous"
    YEAR = "year"
    NONE = "none"


class Dating(StrEnum):
    """Which day the revenue of an order falls on: its own, or that of the post it is credited to."""

    ORDER = "order"
    POST = "post"


APRIL = 4
MONTH, QUARTER, YEAR = 1, 3, 12
DAY = dt.timedelta(days=1)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
ENGLISH_MONTHS = (*_ENGLISH, "sept", *MONTHS)  # as people write them, in small letters, long before short
MONTH_WORD = "|".join(ENGLISH_MONTHS)  # a pattern of them
_ABROAD = (  # in small letters, as German, French, Spanish, Portuguese, Italian, Dutch and Hindi write them
    ("januar j\u00e4nner janvier janv enero ene januari janeiro gennaio gen \u091c\u0928\u0935\u0930\u0940"),
    (
        "februar f\u00e9vrier f\u00e9vr f\u00e9v fevrier fev febrero februari fevereiro febbraio "
        "\u092b\u0930\u0935\u0930\u0940 \u092b\u093c\u0930\u0935\u0930\u0940"
    ),
    ("m\u00e4rz maerz m\u00e4r mrz mars marzo maart mrt mar\u00e7o \u092e\u093e\u0930\u094d\u091a"),
    ("avril avr abril abr aprile \u0905\u092a\u094d\u0930\u0948\u0932"),
    ("mai mayo mei maio maggio mag \u092e\u0908"),
    ("juni juin junio junho giugno giu \u091c\u0942\u0928"),
    ("juli juillet juil julio julho luglio lug \u091c\u0941\u0932\u093e\u0908"),
    ("ao\u00fbt aout agosto ago augustus \u0905\u0917\u0938\u094d\u0924"),
    (
        "septembre septiembre setiembre setembro settembre set \u0938\u093f\u0924\u0902\u092c\u0930 "
        "\u0938\u093f\u0924\u092e\u094d\u092c\u0930"
    ),
    (
        "oktober okt octobre octubre outubro out ottobre ott \u0905\u0915\u094d\u091f\u0942\u092c\u0930 "
        "\u0905\u0915\u094d\u0924\u0942\u092c\u0930"
    ),
    ("novembre noviembre novembro \u0928\u0935\u0902\u092c\u0930 \u0928\u0935\u092e\u094d\u092c\u0930"),
    (
        "dezember dez d\u00e9cembre decembre d\u00e9c diciembre dic dezembro dicembre "
        "\u0926\u093f\u0938\u0902\u092c\u0930 \u0926\u093f\u0938\u092e\u094d\u092c\u0930"
    ),
)
MONTH_NUMBERS = {
    word: number
    for number, words in enumerate(zip(MONTHS, _ENGLISH, _ABROAD, strict=True), start=1)
    for word in " ".join(words).split()
} | {"sept": 9}
EXCEL_ZERO = dt.date(1899, 12, 30)  # from which its day numbers count
EXCEL_ZERO_OF_MACS = dt.date(1904, 1, 1)  # and those of workbooks that say so


def month_of(day: dt.date) -> dt.date:
    """Return the first day of the month of a day."""
    return day.replace(day=1)


def month_days(first: dt.date) -> Days:
    """Return the first and the last day of the month that begins on a day."""
    return first, _end(first, MONTH)


def last_day(first: dt.date, grain: str) -> dt.date:
    """Return the last day of the day, week or month that begins on a day."""
    if grain == "month":
        return month_days(first)[1]
    return first + (6 * DAY if grain == "week" else dt.timedelta(0))


def quarter_of(day: dt.date) -> dt.date:
    """Return the first day of the quarter of a day; quarters begin in January, April, July and October."""
    return day.replace(month=(day.month - 1) // QUARTER * QUARTER + 1, day=1)


def financial_year_of(day: dt.date) -> dt.date:
    """Return the first day of the financial year of a day, which runs from April to March."""
    return dt.date(day.year if day.month >= APRIL else day.year - 1, APRIL, 1)


_BEGINS = {MONTH: month_of, QUARTER: quarter_of, YEAR: financial_year_of}


def months_of(days: Days) -> int | None:
    """Return how many months a whole month, quarter or financial year has; None of other days."""
    first, last = days
    months = months_between(first, last) + 1
    begins = _BEGINS.get(months)
    ends_a_month = last.day == _days_in(last)
    return months if begins and begins(first) == first and ends_a_month else None


def earlier(days: Days, compare: Compare) -> Days | None:
    """Return the days some days are compared with; None where that is nothing, or the calendar has none."""
    if compare is Compare.NONE:
        return None
    return year_before(days) if compare is Compare.YEAR else before(days)


def before(days: Days) -> Days | None:
    """Return what comes before some days: the whole period before a whole one, else as many days.

    None where the calendar has no such days.
    """
    first, last = days
    try:
        months = months_of(days)
        return (first - (last - first) - DAY if months is None else shifted(first, -months)), first - DAY
    except (OverflowError, ValueError):
        return None


def year_before(days: Days) -> Days | None:
    """Return the same days a year earlier; a whole period stays whole, and 29 February becomes the 28th.

    None where the calendar has no such days.
    """
    first, last = days
    try:
        start, months = shifted(first, -YEAR), months_of(days)
        return start, (shifted(last, -YEAR) if months is None else _end(start, months))
    except (OverflowError, ValueError):
        return None


def months_between(first: dt.date, second: dt.date) -> int:
    """Return how many months later the month of the second day is."""
    return (second.year - first.year) * YEAR + second.month - first.month


def shifted(day: dt.date, months: int) -> dt.date:
    """Return the day so many months later; the last of its month where that has no such day.

    Raises:
        ValueError: the calendar has no such year.
    """
    year, month = divmod(day.year * YEAR + day.month - 1 + months, YEAR)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise ValueError(f"the calendar has no year {year}")
    return dt.date(year, month + 1, min(day.day, _days_in(dt.date(year, month + 1, 1))))


def _end(first: dt.date, months: int) -> dt.date:
    """Return the last day of a period of so many months."""
    month = shifted(first, months - 1)
    return month.replace(day=_days_in(month))


def _days_in(day: dt.date) -> int:
    return calendar.monthrange(day.year, day.month)[1]
