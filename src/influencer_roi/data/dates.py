"""Reads dates as people write them, one order of day and month per column."""

import datetime as dt

import polars as pl

from influencer_roi.data.parsed import Parsed

EARLIEST = dt.date(2000, 1, 1)
AHEAD = dt.timedelta(days=366)
INDIA = pl.duration(hours=5, minutes=30)
_ISO_TIME = (
    r"^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})"
    r"(?:[T ]+([0-9]{1,2}):([0-9]{2})[^Z+-]*(Z|[+-][0-9]{2}:?[0-9]{2})?)?$"
)
_NUMERIC = r"^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})(?:[T ,]+[0-9]{1,2}:.*)?$"
_TWO_DIGIT = r"^[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?:[T ,].*)?$"
_SERIAL = r"^[2-7][0-9]{4}(?:\.[0-9]+)?$"
_NAMED = ("%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y")
_EXCEL_ZERO = dt.date(1899, 12, 30)
_REASONS = {
    "two_digit_year": "a year of two digits",
    "bad_date": "no readable date",
    "date_out_of_range": "a date before 2000 or more than a year ahead",
}


def parse_dates(text: pl.Series, *, today: dt.date) -> Parsed:
    """Return texts as dates with a code for each that is none; null stays null.

    ISO first; then day-first, or month-first where more values prove it than prove the other; Excel serial
    numbers and month names. A time of day is dropped, a time with a zone becomes the day in India.
    """
    iso = text.str.to_date("%Y-%m-%d", strict=False)
    iso = iso.set((iso.dt.year() < 1000).fill_null(value=False), None)
    remarks: list[tuple[str, str]] = []
    values = iso
    odd = text.is_not_null() & iso.is_null()
    if odd.any():
        others, remarks = _others(text.filter(odd))
        values = iso.scatter(odd.arg_true(), others)
    codes = _codes(text, values, today)
    return Parsed(values.set(codes.is_not_null(), None), codes, _REASONS, tuple(remarks))


def _others(text: pl.Series) -> tuple[pl.Series, list[tuple[str, str]]]:
    """Return dates that are not plain ISO, and what was noticed about them."""
    numeric = text.str.extract_groups(_NUMERIC).struct.unnest()
    first, second = (numeric[f"{place}"].cast(pl.Int32) for place in (1, 2))
    by_month = int((second > 12).sum()) > int((first > 12).sum())
    day, month = (second, first) if by_month else (first, second)
    parts = pl.DataFrame({"text": text, "year": numeric["3"], "month": month, "day": day})
    serial = pl.col("text").str.contains(_SERIAL)
    named = pl.col("text").str.replace_all(r"[-/,\s]+", " ")
    found = parts.select(
        numeric=_date(pl.col("year"), pl.col("month"), pl.col("day")),
        iso=_iso_day(pl.col("text")),
        serial=pl.when(serial).then(
            pl.lit(_EXCEL_ZERO)
            + pl.duration(days=pl.col("text").cast(pl.Float64, strict=False).cast(pl.Int64, strict=False))
        ),
        named=pl.coalesce(named.str.to_date(form, strict=False, exact=True) for form in _NAMED),
    )
    values = found.select(value=pl.coalesce("numeric", "iso", pl.col("serial").cast(pl.Date), "named"))[
        "value"
    ]
    return values, _remarks(found, first, by_month=by_month)


def _remarks(found: pl.DataFrame, first: pl.Series, *, by_month: bool) -> list[tuple[str, str]]:
    remarks: list[tuple[str, str]] = []
    if found["numeric"].is_not_null().any():
        if by_month:
            remarks.append(("mdy", "dates are written month first; some value proves it."))
        elif (first > 12).any():
            remarks.append(("dmy", "dates are written day first."))
        else:
            remarks.append(
                ("day_first_assumed", "no date shows whether day or month comes first; day first is assumed.")
            )
    if found["serial"].is_not_null().any():
        remarks.append(("excel_serial", "dates are Excel day numbers; they were turned into dates."))
    return remarks


def _iso_day(text: pl.Expr) -> pl.Expr:
    part = text.str.extract_groups(_ISO_TIME).struct.field
    day = _date(part("1"), part("2").cast(pl.Int32), part("3").cast(pl.Int32))
    clock = pl.duration(hours=part("4").cast(pl.Int64), minutes=part("5").cast(pl.Int64))
    zone = part("6").str.replace("Z", "+0000").str.replace(":", "")
    sign = pl.when(zone.str.starts_with("-")).then(-1).otherwise(1)
    shift = pl.duration(
        hours=zone.str.slice(1, 2).cast(pl.Int64) * sign, minutes=zone.str.slice(3, 2).cast(pl.Int64) * sign
    )
    in_india = (day.cast(pl.Datetime("us")) + clock - shift + INDIA).cast(pl.Date)
    return pl.when(zone.is_not_null()).then(in_india).otherwise(day)


def _date(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    written = pl.format("{}-{}-{}", year, month, day)
    return written.str.to_date("%Y-%m-%d", strict=False)


def _codes(text: pl.Series, values: pl.Series, today: dt.date) -> pl.Series:
    word, day = pl.col("text"), pl.col("value")
    code = (
        pl.when(word.is_null())
        .then(None)
        .when(day.is_null() & word.str.contains(_TWO_DIGIT))
        .then(pl.lit("two_digit_year"))
        .when(day.is_null())
        .then(pl.lit("bad_date"))
        .when(~day.is_between(EARLIEST, today + AHEAD))
        .then(pl.lit("date_out_of_range"))
        .otherwise(None)
    )
    return pl.DataFrame({"text": text, "value": values}).select(code=code)["code"]
