"""Reads which days a payout is for: a month, quarter, half, year, week, or days from one to another."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import polars as pl

from influencer_roi.model.calendar import (
    APRIL,
    DAY,
    EXCEL_ZERO,
    MONTH,
    MONTH_WORD,
    MONTHS,
    QUARTER,
    YEAR,
    Days,
    shifted,
)

_LENGTHS = {"q": QUARTER, "h": YEAR // 2}
_NTH = r"\d\d?)(?:st|nd|rd|th)?"
_IN_DIGITS = (
    re.compile(r"(?P<year>20\d\d)[-/. ]*(?P<month>0?[1-9]|1[0-2])(?:[-/.](?P<day>\d\d?)(?:[t ].*)?)?"),
    re.compile(r"(?:(?P<day>\d\d?)[-/. ]+)?(?P<month>0?[1-9]|1[0-2])[-/. ]+(?P<year>20\d\d)"),
    re.compile(r"(?P<serial>[34]\d{4})(?:\.0*)?"),
)
_IN_WORDS = (  # each is looked for in what the ones before left
    re.compile(r"(?:fy ?(?:20)?|20)(?P<begins>\d\d) ?[-/] ?(?:20)?(?P<ends>\d\d)(?!\d)"),
    re.compile(r"fy ?(?:20)?(?P<ends>\d\d)(?!\d)"),
    re.compile(r"(?<![a-z])(?P<kind>[qh])(?:uarter|alf)? ?(?P<part>[1-4])(?!\d)"),
    re.compile(r"\bw(?:ee)?k?[. ]*(?P<week>\d\d?)(?!\d)"),
    re.compile(
        rf"(?:(?<!\d)(?P<day>{_NTH}[-/. ]*)?(?P<name>{MONTH_WORD})(?![a-z])(?:[-/. ]*(?P<after>{_NTH}(?!\d))?"
    ),
    re.compile(r"(?:cy ?)?(?P<year>20\d\d)(?!\d)|(?<!\d)(?P<short>\d\d)(?!\d)"),
)
_ASIDE = re.compile(r"(?:for|month|of|period|the|payout)\b|[-/.,'() ]")
_BETWEEN = re.compile(r"\s*(?:-|\bto\b|\btill?\b|\buntil\b|\bthrough\b|\.\.)\s*")
_AND = re.compile(r"\s*(?:[&+/,]|\band\b)\s*")


@dataclass(frozen=True)
class _Named:
    """What a text says of days: so many months, `begin` of them after a year's first; a day of it; a week.

    The year is None where it is not said; a `financial` one is that in which it begins, in April.
    """

    year: int | None = None
    begin: int = 0
    months: int = YEAR
    day: int | None = None
    week: int | None = None
    financial: bool = False

    def days(self, year: int) -> Days:
        """Return its first and last day in a year.

        Raises:
            ValueError: that year has no such day or week.
        """
        if self.week:
            monday = dt.date.fromisocalendar(year, self.week, 1)
            return monday, monday + 6 * DAY
        first = shifted(dt.date(year, APRIL if self.financial else 1, 1), self.begin)
        if self.day:
            return first.replace(day=self.day), first.replace(day=self.day)
        return first, shifted(first, self.months) - DAY


def pay_periods(texts: pl.Series, days: pl.Series) -> pl.DataFrame:
    """Return `text`, `first` and `last` of each text that names a period, both days included.

    A day alone names its month. What says no year is of the one in which it has some of `days`, those of
    orders and posts; where several years have, it names none.
    """
    written = sorted({*texts} - {None})
    there = sorted({*days.unique()} - {None}) if written else []
    found = {text: _period(text, there) for text in written}
    named = [(text, *period) for text, period in found.items() if period]
    return pl.DataFrame(named, {"text": pl.String, "first": pl.Date, "last": pl.Date}, orient="row")


def _period(text: str, there: Sequence[dt.date]) -> Days | None:
    written = unicodedata.normalize("NFKC", text).strip().lower()
    for first, last in _readings(re.sub(r"[\u2010-\u2015\u2212]", "-", written)):
        if last.year is not None:
            return _from_to(first, last, last.year)
        years = sorted({day.year + later for day in there for later in (0, 1)})
        every = [_from_to(first, last, year) for year in years]
        found = [one for one in every if one and any(one[0] <= day <= one[1] for day in there)]
        return found[0] if len(found) == 1 else None
    return None


def _readings(text: str) -> Iterator[tuple[_Named, _Named]]:
    """Yield what a text may say: one period, or the first and the last of what it reaches over."""
    if whole := _named(text):
        yield replace(whole, day=None), replace(whole, day=None)
    if several := _in_a_row(_AND.split(text)):
        yield several
    for between in _BETWEEN.finditer(text):
        last = _named(text[between.end() :])
        first = _named(text[: between.start()], last) if last else None
        if first and last:
            yield first, last


def _in_a_row(texts: Sequence[str]) -> tuple[_Named, _Named] | None:
    """Return the first and last of months, quarters or halves that follow one another: `May & June 2025`."""
    last = _named(texts[-1])
    found = [_named(one, last) for one in texts[:-1]]
    every = [one for one in (*found, last) if one and not (one.day or one.week)]
    if len(every) < max(len(texts), 2):
        return None
    follow = all((one.begin + one.months - other.begin) % YEAR == 0 for one, other in pairwise(every))
    return (every[0], every[-1]) if follow else None


def _from_to(first: _Named, last: _Named, year: int) -> Days | None:
    """Return the days from one to another that ends in a year, None where there are none."""
    try:
        start, end = first.days(first.year or year)[0], last.days(year)[1]
        if start > end and first.year is None:
            start = first.days(year - 1)[0]
    except ValueError:
        return None
    return (start, end) if start <= end else None


def _named(text: str, last: _Named | None = None) -> _Named | None:
    """Return what a text says of days, None where it says something else.

    `last` is what it reaches to, if any, and says what it leaves out: `1-15 May 2025`, `Apr-Jun 2025`.
    """
    if last and (number := re.fullmatch(f"({_NTH}", text)):
        return replace(last, day=int(number[1]))
    for form in _IN_DIGITS:
        if digits := form.fullmatch(text):
            return _of_digits({name: int(part) for name, part in digits.groupdict().items() if part})
    parts: dict[str, str] = {}
    for form in _IN_WORDS:
        if (words := form.search(text)) and words[0]:
            parts |= {name: part for name, part in words.groupdict().items() if part}
            text = f"{text[: words.start()]} {text[words.end() :]}"
    return None if _ASIDE.sub("", text) or not parts else _of_words(parts, last)


def _of_digits(parts: Mapping[str, int]) -> _Named:
    if "serial" in parts:
        day = EXCEL_ZERO + parts["serial"] * DAY
        return _Named(day.year, day.month - 1, MONTH, day.day)
    return _Named(parts["year"], parts["month"] - 1, MONTH, parts.get("day"))


def _of_words(parts: Mapping[str, str], last: _Named | None) -> _Named | None:
    """Return what words say; a number behind a month is a year where nothing else is, else a day."""
    if len(parts.keys() & {"name", "week", "part"}) > 1:
        return None
    if "begins" in parts and int(parts["begins"]) + 1 != int(parts["ends"]):
        return None
    day, after = parts.get("day"), parts.get("after")
    if after and (day or not (last or parts.keys() & {"year", "short", "ends"})):
        parts = {**parts, "short": after}
    else:
        day = day or after
    year, financial = _year(parts), "ends" in parts
    if "name" in parts:
        month = MONTHS.index(parts["name"][:3])
        return _Named(
            year and year + (financial and month + 1 < APRIL), month, MONTH, int(day) if day else None
        )
    if "week" in parts:
        return _Named(year, week=int(parts["week"]))
    if "part" in parts:
        months = _LENGTHS[parts["kind"]]
        financial |= year is None and last is not None and last.financial
        return _Named(year, (int(parts["part"]) - 1) * months, months, financial=financial)
    return _Named(year, financial=financial) if financial or "year" in parts else None


def _year(parts: Mapping[str, str]) -> int | None:
    """Return the year words say; a financial year is named after that in which it ends."""
    if "ends" in parts:
        return 2000 + int(parts["ends"]) - 1
    if "year" in parts:
        return int(parts["year"])
    return 2000 + int(parts["short"]) if "short" in parts else None
