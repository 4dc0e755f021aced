"""Reads dates and instants as people and their tools write them, one order of day and month per column."""

import datetime as dt

import polars as pl

from influencer_roi.intake.clean import day_order
from influencer_roi.intake.clean.day_order import AGAINST, Way
from influencer_roi.intake.clean.instants import ZONE_UNKNOWN, day_in, offset_from, split, states_another_zone
from influencer_roi.intake.clean.parsed import Parsed, Remarks, faults_of
from influencer_roi.intake.clean.texts import unquoted
from influencer_roi.model.calendar import EXCEL_ZERO, MONTH_NUMBERS
from influencer_roi.model.notation import grouped
from influencer_roi.model.patterns import may_hold
from influencer_roi.settings import ZONE, DateOrder

EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2099, 12, 31)
_EARLY = dt.date(1000, 1, 1)  # a year of fewer than four digits
Days = tuple[dt.date, dt.date]  # the first and the last
_ISO = r"^([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})$"
_COMPACT = r"^([0-9]{4})([0-9]{2})([0-9]{2})(?:\.0+)?$"
_NUMERIC = r"^([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})$"
_ANYWHERE = r"\b([0-9]{1,2})\s*[-/. \u2010-\u2015]\s*([0-9]{1,2})\s*[-/. \u2010-\u2015]\s*([0-9]{4})\b"
_TWO_DIGIT = r"^[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ][0-9]{1,2}$"
_SERIAL = r"^[2-7][0-9]{4}(?:\.[0-9]+)?$"
_EPOCH = r"^(?:[0-9]{10}|[0-9]{13})(?:\.0+)?$"
_LETTER = r"[\p{L}\p{M}]"
_MONTH = rf"({_LETTER}{{2,12}})\.?"  # as MONTH_NUMBERS has it
_PART = r"[-/.,' ]*"
_DAY, _YEAR = "([0-9]{1,2})(?:st|nd|rd|th|er|\u00ba)?", "([0-9]{4}|[0-9]{2})"
_NAMED = (  # each with the places of year, month and day
    (rf"^{_DAY}{_PART}(?:(?:of|de|d[ei]) )?{_MONTH}{_PART}(?:del? )?{_YEAR}$", (3, 2, 1)),
    (rf"^{_MONTH}{_PART}{_DAY}[-/.,' ]+{_YEAR}$", (3, 1, 2)),
    (rf"^([0-9]{{4}}){_PART}{_MONTH}{_PART}{_DAY}$", (1, 2, 3)),
)
_MONTHS_ALONE = (
    r"^[0-9]{4}[-/. ][0-9]{1,2}$",
    r"^[0-9]{1,2}[-/. ][0-9]{4}$",
    rf"^(?:[0-9]{{4}}{_PART})?(?:{'|'.join(MONTH_NUMBERS)})\.?(?:{_PART}(?:de )?[0-9]{{4}})?$",
)
_PIVOT = 69  # of a year of two digits, as POSIX has it: 69 is 1969, 68 is 2068


def parse_dates(
    text: pl.Series,
    *,
    order: DateOrder | None = None,
    usual: DateOrder | None = None,
    zone: str | None = ZONE,
    header: str = "",
) -> Parsed:
    """Return texts as dates with a code for each that is none; null stays null.

    ISO first; then in `order`, which somebody states of just these, else in the one that more values prove
    than prove the other, else in that of the header, else in the `usual` one, else day-first; eight digits,
    Excel serial numbers and month names. A time of day is dropped, an instant becomes its day in `zone`, or
    as it is written without one; a time is an instant too where the `header` states how far it is from UTC,
    and keeps its day, with a remark, where that states a zone nobody knows. A day lies between EARLIEST and
    LATEST: nothing here knows what day it is.
    """
    values = text.str.to_date("%Y-%m-%d", strict=False)
    if _all_within(text, values):
        return Parsed(values)
    values = values.set(values < _EARLY, None)
    odd = (text.is_not_null() & values.is_null()).arg_true()
    remarks: Remarks = ()
    swapped = pl.Series([], dtype=pl.UInt32)
    if len(odd):
        plain = values.drop_nulls()
        way = Way(order, usual, header)
        others, swappable, remarks = _others(text.gather(odd), way, zone, header, plain=plain)
        values = values.scatter(odd, others)
        swapped = odd.filter(swappable)
    kept = values.is_between(EARLIEST, LATEST).fill_null(value=False)
    rows = (text.is_not_null() & ~kept).arg_true()
    if rows.is_empty():
        return Parsed(values, remarks=remarks)
    faults = faults_of(_codes(text.gather(rows), values.gather(rows), rows.is_in(swapped.implode())), rows)
    return Parsed(values.scatter(faults["row"], None), faults, remarks)


def in_order_stated(text: pl.Series, header: str) -> tuple[pl.Series, Remarks]:
    """Return dates the year first where their header alone says what else comes first, and the word of it."""
    order = day_order.order_stated(header)
    if order is None or told_of_dates(text):
        return text, ()
    turned = text.str.replace(_ANYWHERE, "${3}-${1}-${2}" if order == "mdy" else "${3}-${2}-${1}")
    return turned, () if turned.equals(text) else (day_order.said_by_header(order),)


def told_of_dates(text: pl.Series, header: str = "") -> str:
    """Return which order of day and month texts prove, else their header states: "dmy", "mdy", or nothing."""
    odd = text.filter(text.str.to_date("%Y-%m-%d", strict=False).is_null())
    first, second, _ = _numbers(_split(odd))
    proofs = _proofs(first, second)
    return day_order.order_proven(proofs, header) or ("dmy" if any(proofs) else "")


def _all_within(text: pl.Series, values: pl.Series) -> bool:
    """Return whether every text is a plain ISO date within bounds, as in nearly every file."""
    first, newest = values.min(), values.max()
    return (
        text.null_count() == values.null_count()
        and isinstance(first, dt.date)
        and isinstance(newest, dt.date)
        and first >= EARLIEST
        and newest <= LATEST
    )


def _others(
    text: pl.Series, way: Way, zone: str | None, header: str, *, plain: pl.Series
) -> tuple[pl.Series, pl.Series, Remarks]:
    """Return dates that are not `plain` ISO, which only the other order would read, and what was noticed."""
    instants = _split(text)
    first, second, year = _numbers(instants)
    proofs = _proofs(first, second)
    by_month = way.of(proofs) == "mdy"
    day, month = (second, first) if by_month else (first, second)
    parts = instants.with_columns(year=year, month=month, day=day)
    timed = bool((instants["minutes"] > 0).any())  # midnights alone are days
    offset = offset_from(header, zone) if zone and timed else None
    dates = instants["date"]
    found = parts.select(
        "minutes",
        offset=pl.coalesce("offset", pl.when(pl.col("minutes").is_not_null()).then(offset)),
        numeric=_date(pl.col("year"), pl.col("month"), pl.col("day")),
        swapped=_date(pl.col("year"), pl.col("day"), pl.col("month")),
        iso=_in_order(_ISO, (1, 2, 3), dates),
        compact=_in_order(_COMPACT, (1, 2, 3), dates),
        serial=_serial_day(pl.col("date")),
        named=pl.coalesce(_in_order(form, groups, dates) for form, groups in _NAMED),
    )
    day_written = pl.coalesce("numeric", "iso", "compact", "serial", "named")
    own_day = day_in(zone, day_written, pl.col("minutes"), pl.col("offset")) if zone else day_written
    values = found.select(value=own_day)["value"]
    remarks = _form_remarks(found, zone)
    if found["numeric"].null_count() < found.height:
        remarks = (way.remark(proofs), *remarks)
    unzoned = (instants["minutes"] > 0) & instants["offset"].is_null()
    if zone and states_another_zone(header) and unzoned.any():
        remarks = (*remarks, ZONE_UNKNOWN)
    if not by_month:
        remarks = (*remarks, *_swapped_remarks(found, plain))
    return values, found["numeric"].is_null() & found["swapped"].is_not_null(), remarks


def _split(text: pl.Series) -> pl.DataFrame:
    return split(text.to_frame("text").select(unquoted(pl.col("text")))["text"])


def _numbers(instants: pl.DataFrame) -> tuple[pl.Series, pl.Series, pl.Series]:
    """Return the first and second number of dates that are three, and their year."""
    numeric = instants["date"].str.extract_groups(_NUMERIC).struct.unnest()
    return numeric["1"].cast(pl.Int32), numeric["2"].cast(pl.Int32), numeric["3"]


def _proofs(first: pl.Series, second: pl.Series) -> tuple[int, int]:
    """Return how many dates prove that the day comes first, and that the month does."""
    return int((first > 12).sum()), int((second > 12).sum())


def _swapped_remarks(found: pl.DataFrame, plain: pl.Series) -> Remarks:
    """Return what is to be said where a spreadsheet may have read the month first what it could, no more.

    It leaves texts, all behind the 12th, beside dates of its own, all before.
    """
    left, read = found["numeric"].drop_nulls(), [found["iso"].drop_nulls(), found["serial"].drop_nulls()]
    dates = pl.concat([plain, *read])
    if not (len(left) and len(dates) > 1 and (left.dt.day() > 12).all() and (dates.dt.day() <= 12).all()):
        return ()
    text = (
        f"all days behind the 12th are texts ({grouped(len(left))}), all others dates ({grouped(len(dates))})"
    )
    return (("days_swapped", f"{text}: a spreadsheet may have taken the day of those for the month."),)


def _form_remarks(found: pl.DataFrame, zone: str | None) -> Remarks:
    remarks = []
    if found["serial"].null_count() < found.height:
        remarks.append(("excel_serial", "dates are Excel day numbers; they were turned into dates."))
    if zone and found["offset"].null_count() < found.height:
        where = "India" if zone == ZONE else zone
        remarks.append(("time_zone", f"times with a zone were read as the day in {where}."))
    return tuple(remarks)


def _serial_day(text: pl.Expr) -> pl.Expr:
    days = text.cast(pl.Float64, strict=False).cast(pl.Int64, strict=False)
    day = pl.lit(EXCEL_ZERO) + pl.duration(days=days)
    return pl.when(text.str.contains(_SERIAL)).then(day).cast(pl.Date)


def _in_order(form: str, groups: tuple[int, int, int], dates: pl.Series) -> pl.Expr:
    """Return the day of a text in this form, whose groups of year, month and day are given.

    `dates` are all texts: where none is in this form, nothing is taken apart.
    """
    if not may_hold(dates, form.replace(_LETTER, "[^0-9]")):
        return pl.lit(None, pl.Date)
    year, month, day = (pl.col("date").str.extract(form, group) for group in groups)
    number = month.replace_strict(MONTH_NUMBERS, default=month, return_dtype=pl.String)
    return _date(_full_year(year), number.cast(pl.Int32, strict=False), day.cast(pl.Int32))


def _full_year(year: pl.Expr) -> pl.Expr:
    number = year.cast(pl.Int32)
    return (
        pl.when(year.str.len_bytes() > 2)
        .then(number)
        .when(number >= _PIVOT)
        .then(number + 1900)
        .otherwise(number + 2000)
    )


def _date(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    written = pl.format("{}-{}-{}", year, month, day)
    return written.str.to_date("%Y-%m-%d", strict=False)


def _codes(text: pl.Series, values: pl.Series, swapped: pl.Series) -> pl.Series:
    word, day = pl.col("date"), pl.col("value")
    code = (
        pl.when(day.is_not_null())
        .then(pl.lit("date_out_of_range"))
        .when(word.str.contains(_TWO_DIGIT))
        .then(pl.lit("two_digit_year"))
        .when(pl.any_horizontal(word.str.contains(form) for form in _MONTHS_ALONE))
        .then(pl.lit("no_day"))
        .when(word.str.contains(_EPOCH))
        .then(pl.lit("epoch_time"))
        .when(pl.col("swapped") | pl.col("text").str.ends_with(AGAINST))
        .then(pl.lit("date_order"))
        .otherwise(pl.lit("bad_date"))
    )
    dates = split(text)["date"]
    found = pl.DataFrame({"text": text, "date": dates, "value": values, "swapped": swapped})
    return found.select(code=code)["code"]
