"""Reads dates as people write them, one order of day and month per column."""

import datetime as dt

import polars as pl

from influencer_roi.intake.clean.parsed import Parsed, Remarks, faults_of
from influencer_roi.settings import ZONE, DateOrder

EARLIEST = dt.date(2000, 1, 1)
AHEAD = dt.timedelta(days=366)
_ISO_TIME = (
    r"^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})"
    r"(?:[T ]+([0-9]{1,2}):([0-9]{2})[^Z+-]*(Z|[+-][0-9]{2}:?[0-9]{2})?)?$"
)
_NUMERIC = r"^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})(?:[T ,]+[0-9]{1,2}:.*)?$"
_TWO_DIGIT = r"^[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?:[T ,].*)?$"
_SERIAL = r"^[2-7][0-9]{4}(?:\.[0-9]+)?$"
_EPOCH = r"^(?:[0-9]{10}|[0-9]{13})$"
_NAMED = ("%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y")
_EXCEL_ZERO = dt.date(1899, 12, 30)


def parse_dates(text: pl.Series, *, today: dt.date | None, order: DateOrder | None = None) -> Parsed:
    """Return texts as dates with a code for each that is none; null stays null.

    ISO first; then day-first, or month-first where more values prove it than prove the other, or `order`
    says so; Excel serial numbers and month names. A time of day is dropped, a time with a zone becomes the
    day in India. A day lies between the year 2000 and a year from `today`; None sets no end.
    """
    values = text.str.to_date("%Y-%m-%d", strict=False)
    last = today + AHEAD if today else dt.date.max
    if _all_within(text, values, last):
        return Parsed(values, remarks=_ahead(values, today) if today else ())
    early = (values.dt.year() < 1000).fill_null(value=False)
    if early.any():
        values = values.set(early, None)
    odd = (text.is_not_null() & values.is_null()).arg_true()
    remarks: Remarks = ()
    swapped = pl.Series([], dtype=pl.UInt32)
    if len(odd):
        others, swappable, remarks = _others(text.gather(odd), order)
        values = values.scatter(odd, others)
        swapped = odd.filter(swappable)
    kept = values.is_between(EARLIEST, last).fill_null(value=False)
    rows = (text.is_not_null() & ~kept).arg_true()
    faults = faults_of(_codes(text.gather(rows), values.gather(rows), rows.is_in(swapped.implode())), rows)
    if faults.height:
        values = values.scatter(faults["row"], None)
    return Parsed(values, faults, (*remarks, *(_ahead(values, today) if today else ())))


def _all_within(text: pl.Series, values: pl.Series, last: dt.date) -> bool:
    """Return whether every text is a plain ISO date within bounds, as in nearly every file."""
    first, newest = values.min(), values.max()
    return (
        text.null_count() == values.null_count()
        and isinstance(first, dt.date)
        and isinstance(newest, dt.date)
        and first >= EARLIEST
        and newest <= last
    )


def _others(text: pl.Series, order: DateOrder | None) -> tuple[pl.Series, pl.Series, Remarks]:
    """Return dates that are not plain ISO, which only the other order would read, and what was noticed."""
    numeric = text.str.extract_groups(_NUMERIC).struct.unnest()
    first, second = (numeric[f"{place}"].cast(pl.Int32) for place in (1, 2))
    proofs = int((first > 12).sum()), int((second > 12).sum())
    by_month = order == "mdy" if order else proofs[1] > proofs[0]
    day, month = (second, first) if by_month else (first, second)
    parts = pl.DataFrame({"text": text, "year": numeric["3"], "month": month, "day": day})
    named = pl.col("text").str.replace_all(r"[-/,\s]+", " ")
    found = parts.select(
        numeric=_date(pl.col("year"), pl.col("month"), pl.col("day")),
        swapped=_date(pl.col("year"), pl.col("day"), pl.col("month")),
        iso=_iso_day(pl.col("text")),
        serial=_serial_day(pl.col("text")),
        named=pl.coalesce(named.str.to_date(form, strict=False, exact=True) for form in _NAMED),
        zoned=pl.col("text").str.extract(_ISO_TIME, 6).is_not_null(),
    )
    values = found.select(value=pl.coalesce("numeric", "iso", "serial", "named"))["value"]
    remarks = (*_order_remarks(found, proofs, order, by_month=by_month), *_form_remarks(found))
    return values, found["numeric"].is_null() & found["swapped"].is_not_null(), remarks


def _order_remarks(
    found: pl.DataFrame, proofs: tuple[int, int], order: DateOrder | None, *, by_month: bool
) -> Remarks:
    if not found["numeric"].is_not_null().any():
        return ()
    if order and not any(proofs):
        said = "month first is set" if by_month else "day first is set"
        code = "month_first_set" if by_month else "day_first_assumed"
        return ((code, f"no date shows whether day or month comes first; {said}."),)
    if by_month:
        return (("mdy", "dates are written month first; some value proves it."),)
    if proofs[0]:
        return (("dmy", "dates are written day first."),)
    said = "no date shows whether day or month comes first; day first is assumed."
    return (("day_first_assumed", said),)


def _form_remarks(found: pl.DataFrame) -> Remarks:
    said = []
    if found["serial"].is_not_null().any():
        said.append(("excel_serial", "dates are Excel day numbers; they were turned into dates."))
    if found["zoned"].any():
        said.append(("time_zone", "times with a zone were read as the day in India."))
    return tuple(said)


def _ahead(values: pl.Series, today: dt.date) -> Remarks:
    count = int((values > today).sum())
    if not count:
        return ()
    lie = "1 date lies" if count == 1 else f"{count:,} dates lie"
    return (("future_date", f"{lie} ahead of today."),)


def _serial_day(text: pl.Expr) -> pl.Expr:
    days = text.cast(pl.Float64, strict=False).cast(pl.Int64, strict=False)
    day = pl.lit(_EXCEL_ZERO) + pl.duration(days=days)
    return pl.when(text.str.contains(_SERIAL)).then(day).cast(pl.Date)


def _iso_day(text: pl.Expr) -> pl.Expr:
    part = text.str.extract_groups(_ISO_TIME).struct.field
    day = _date(part("1"), part("2").cast(pl.Int32), part("3").cast(pl.Int32))
    clock = pl.duration(hours=part("4").cast(pl.Int64), minutes=part("5").cast(pl.Int64))
    zone = part("6").str.replace("Z", "+0000").str.replace(":", "")
    sign = pl.when(zone.str.starts_with("-")).then(-1).otherwise(1)
    shift = pl.duration(
        hours=zone.str.slice(1, 2).cast(pl.Int64) * sign, minutes=zone.str.slice(3, 2).cast(pl.Int64) * sign
    )
    instant = (day.cast(pl.Datetime("us")) + clock - shift).dt.replace_time_zone("UTC")
    business_day = instant.dt.convert_time_zone(ZONE).dt.date()
    return pl.when(zone.is_not_null()).then(business_day).otherwise(day)


def _date(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    written = pl.format("{}-{}-{}", year, month, day)
    return written.str.to_date("%Y-%m-%d", strict=False)


def _codes(text: pl.Series, values: pl.Series, swapped: pl.Series) -> pl.Series:
    word, day = pl.col("text"), pl.col("value")
    code = (
        pl.when(day.is_not_null())
        .then(pl.lit("date_out_of_range"))
        .when(word.str.contains(_TWO_DIGIT))
        .then(pl.lit("two_digit_year"))
        .when(word.str.contains(_EPOCH))
        .then(pl.lit("epoch_time"))
        .when("swapped")
        .then(pl.lit("date_order"))
        .otherwise(pl.lit("bad_date"))
    )
    return pl.DataFrame({"text": text, "value": values, "swapped": swapped}).select(code=code)["code"]
