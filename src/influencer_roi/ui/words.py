"""Puts days, counts and lists into words."""

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

from influencer_roi.metrics.units import NOTHING, RUPEES, counted, grouped
from influencer_roi.model.calendar import MONTH, QUARTER, YEAR, months_of

NOT_FOR_VIEWERS = "not for viewers"
NO_CAMPAIGN_SPENT = "No campaign has spend in this selection."
NOTHING_HERE = "Nothing to show in this selection."


def plural(count: int, word: str) -> str:
    """Return "1 row" or "1,23,204 rows"."""
    return counted(count, word)


_SMALL = ("none", *"one two three four five six seven eight nine ten eleven twelve".split())


def grouped_words(count: int) -> str:
    """Return a number in words up to twelve, in figures beyond: "three", "1,204"."""
    return _SMALL[count] if count < len(_SMALL) else grouped(count)


def people(count: int) -> str:
    """Return "1 person" or "2 people"."""
    return counted(count, "person", "people")


def lowered(text: str) -> str:
    """Return words as they stand within a sentence: "engagement rate", but "ROAS vs average"."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def capital(text: str) -> str:
    """Return words as they stand at the head of a sentence."""
    return text[:1].upper() + text[1:]


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return words as a list in a sentence: "A, B and C"."""
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def signed(amount: float) -> str:
    """Return an amount of rupees with its sign, "+₹3.74 L"."""
    return f"+{RUPEES.short(amount)}" if amount > 0 else RUPEES.short(amount)


def whole_rupees(amount: float | None) -> str:
    """Return an amount in full without hundredths: "₹1,23,456"."""
    return RUPEES.exact(None if amount is None else float(round(amount))).removesuffix(".00")


@lru_cache(maxsize=4_096)  # a page names the same hundred days again and again
def day(date: dt.date) -> str:
    """Return "31 Jul 2025"."""
    return f"{date.day} {date:%b %Y}"


def short_day(date: object, *, year: int) -> str:
    """Return "31 Jul", with the year where it is another; nothing where there is no day."""
    return day(date).removesuffix(f" {year}") if isinstance(date, dt.date) else ""


def span(start: dt.date, end: dt.date) -> str:
    """Return "1 May – 31 Jul 2025", no more of each day than is needed."""
    if start == end:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    first = f"{start.day} {start:%b}" if start.year == end.year else day(start)
    return f"{first} – {day(end)}"


def period(start: dt.date, end: dt.date) -> str:
    """Return "July 2025", "April–June 2025", "April 2024 – March 2025", else the days themselves."""
    months = months_of((start, end))
    if months == MONTH:
        return f"{start:%B} {start.year}"
    if months == QUARTER:
        return f"{start:%B}–{end:%B} {end.year}"
    return span(start, end) if months is None else f"{start:%B} {start.year} – {end:%B} {end.year}"


def short_period(start: dt.date, end: dt.date, *, year: int) -> str:
    """Return a period as it is named beside one that ends in `year`: "June", "Apr–Jun", "3–30 Jun"."""
    months = months_of((start, end))
    if months == YEAR:
        return f"{start.year}–{end:%y}"
    text = f"{start:%b}–{end:%b} {end.year}" if months == QUARTER else period(start, end)
    return text.removesuffix(f" {year}")


def some(names: Sequence[str], shown: int = 2) -> str:
    """Return the first names and how many more: "Instagram, YouTube +1"."""
    more = len(names) - shown
    return f"{', '.join(names[:shown])} +{more}" if more > 0 else ", ".join(names)


def percent(part: float, total: float, *, nothing: str = NOTHING) -> str:
    """Return a share in whole percent; `nothing` where there is nothing to have a share of."""
    return f"{grouped(part / total * 100)} %" if total > 0 else nothing
