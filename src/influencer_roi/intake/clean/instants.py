"""Takes texts of instants apart: what is left for the date, the time of day, and how far that is from UTC."""

import datetime as dt
import re
from functools import cache

import polars as pl

from influencer_roi.intake.clean.day_order import without_order
from influencer_roi.model.patterns import may_hold

_WEEKDAY = (
    r"\b(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend"
    "|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lunes|martes|mi\u00e9rcoles|jueves|viernes"
    r"|s\u00e1bado|domingo)\b[.,]*"
)
_NAMED_ZONES = {  # in moments; those of RFC 2822, and India's
    **dict.fromkeys(("utc", "gmt", "z", "ut"), 0.0),
    "etc/utc": 0.0,
    **dict.fromkeys(("ist", "asia/kolkata", "asia/calcutta"), 5.5),
    **{f"{name}st": moments for name, moments in (("e", -5.0), ("c", -6.0), ("m", -7.0), ("p", -8.0))},
    **{f"{name}dt": moments for name, moments in (("e", -4.0), ("c", -5.0), ("m", -6.0), ("p", -7.0))},
    **dict.fromkeys(("india standard time", "indian standard time", "india time"), 5.5),
    **dict.fromkeys(("coordinated universal time", "greenwich mean time"), 0.0),
}
# What else says in which zone a time is: nobody here knows how far that is from UTC on its day.
_OTHER_ZONES = (
    "a[ce]?[ds]t|awst|bst|ces?t|ees?t|wes?t|msk|gst|pkt|npt|sgt|hkt|jst|kst|wib|nz[ds]t|[ecmp]t"
    "|(?:africa|america|asia|atlantic|australia|canada|europe|indian|pacific|us)/[a-z_/]+"
    "|(?:eastern|central|mountain|pacific|europe|british|japan|singapore|gulf)[a-z ]* time"
)
_ZONE = "|".join(sorted(_NAMED_ZONES, key=len, reverse=True))
_OFFSET = r"[+-][0-9]{1,2}(?::?[0-9]{2})?"
_BEFORE = r"(?:^|[ ,]*(?:\bat\b|[@|]| [-\u2013] )[ ,]*|[t ,]+|:)"  # a time of day
_TIME = (
    rf"{_BEFORE}([0-9]{{1,2}}):([0-9]{{2}})(?::[0-9]{{2}}(?:[.,][0-9]+)?)?"
    r"(?: ?(?:h(?:ou)?rs?|h|uhr)\b\.?)?"
    rf"(?: ?([ap])\.?m\b\.?)?(?: ?({_ZONE})\b)?(?: ?({_OFFSET}))?(?: (?:{_ZONE})\b)?"
)
_HOUR = r"(^|[^0-9:.])([0-9]{1,2}) ?([ap])\.?m\b\.?"  # 8 pm
_PACKED = r"^([0-9]{8})[t ]?([0-9]{2})([0-9]{2})([0-9]{2})(?:\.[0-9]+)?"
_CLOCK = r":[0-9]{2}[^(\[]*?"  # a time of day, and what follows it
_AGAIN = rf"({_CLOCK}(?:{_ZONE}|{_OFFSET})) ?[(\[][^)\]]*[)\]]"  # behind a zone: (India Standard Time)
_STATED = rf"(?:(?:{_ZONE}) ?(?:{_OFFSET})?|[+-][0-9]{{1,2}}:?[0-9]{{2}})"
_BRACKETED = rf"({_CLOCK}) ?[(\[] ?({_STATED}|{_OTHER_ZONES}) ?[)\]]"
_AHEAD = rf"^[(\[]? ?({_ZONE}|{_OTHER_ZONES}) ?[)\]]?[ :,]+([^(\[]*{_CLOCK})$"  # of the day
_BESIDE = r"\([^)]*\)|\[[^\]]*\]"
_DASH_OR_MINUS = r"[\u2010-\u2015\u2212]"
_DASH = r"\b[\u2010-\u2015\u2212]\b"  # between the parts of a day
_LEFT = r"^[-\u2013\u00b7|] "  # of a time before the day
_ARTICLE = r"^[ ,]*(?:the|on) "
_MORE = r"[^-/.0-9]|[0-9]{14}|^\.|\.$"  # than a day in digits
_NOTHING = pl.lit(None, pl.Int64)
_HALF_A_DAY = 12
_CENTURY = dt.datetime(2000, 1, 1), dt.datetime(2100, 1, 1)  # noqa: DTZ001 # the days there are
_AN_HOUR = 60


def split(text: pl.Series) -> pl.DataFrame:
    """Return one row per text: `date`, in small letters, `minutes` of its day, minutes of `offset` from UTC.

    A text without a time has no minutes, one without a zone no offset.
    """
    if not may_hold(text, _MORE) or not text.str.contains(_MORE).any():
        return pl.DataFrame({"date": text}).with_columns(minutes=_NOTHING, offset=_NOTHING)
    small = text.to_frame("text").select(
        pl.col("text")
        .str.to_lowercase()
        .str.replace_all(r"\s+", " ")
        .str.replace_all(_DASH, "-")
        .str.replace_all(" ?/ ?", "/")
        .str.replace_all(_WEEKDAY, "")
        .str.replace(_PACKED, "${1} ${2}:${3}:${4}")
        .str.replace(_HOUR, "${1}${2}:00 ${3}m")
        .str.replace(_AGAIN, "$1")
        .str.replace(_BRACKETED, "$1 $2")
        .str.replace(_AHEAD, "${2} ${1}")
        .str.replace_all(_BESIDE, "")
        .str.replace(_ARTICLE, "")
        .str.strip_chars(" ,.")
    )
    word = pl.col("text")
    return small.select(
        date=word.str.replace(_TIME, " ")
        .str.replace_all(" +", " ")
        .str.strip_chars(" ,.t")
        .str.replace(_LEFT, ""),
        minutes=_minutes(*(word.str.extract(_TIME, group) for group in (1, 2, 3))),
        offset=_offset(word.str.extract(_TIME, 4), word.str.extract(_TIME, 5)),
    )


@cache
def offset_stated(header: str) -> int | None:
    """Return how many minutes from UTC a header says the times under it are: 0 under `Date (UTC)`."""
    found = _in_brackets(_STATED, header)
    return split(pl.Series([f"00:00 {found}"]))["offset"].item() if found else None


ZONE_UNKNOWN = ("time_zone", "the header states a zone not known here; days are as written.")


@cache
def states_another_zone(header: str) -> bool:
    """Return whether a header says that times are in a zone whose distance from UTC nobody knows here."""
    return bool(_in_brackets(_OTHER_ZONES, header))


def _in_brackets(zone: str, header: str) -> str:
    """Return the zone that stands in brackets in a header, alone or beside the form of dates."""
    small = re.sub(_DASH_OR_MINUS, "-", without_order(header))
    found = re.search(rf"[(\[](?:[^)\]]*[,;|])?\s*(?:in )?({zone})(?: time)?\s*(?:[,;|][^)\]]*)?[)\]]", small)
    return found[1] if found else ""


def offset_from(header: str, zone: str) -> int | None:
    """Return `offset_stated`, and None too where that is what times of a zone always are."""
    stated = offset_stated(header)
    return None if stated is None or {seconds for _, seconds in shifts(zone)} == {stated * 60} else stated


def has_times(text: pl.Series) -> bool:
    """Return whether any of the texts has a time of day but midnight."""
    return bool(split(text.drop_nulls().unique())["minutes"].ne(0).any())


def without_brackets(text: pl.Series) -> pl.Series:
    """Return texts without what stands in brackets."""
    return text.str.replace_all(_BESIDE, "")


def day_in(zone: str, day: pl.Expr, minutes: pl.Expr, offset: pl.Expr) -> pl.Expr:
    """Return the day in a zone of an instant; a day without a time or an offset stays."""
    instant = day.cast(pl.Datetime("us")) + pl.duration(minutes=minutes - offset)
    there = instant.dt.replace_time_zone("UTC").dt.convert_time_zone(zone).dt.date()
    return pl.coalesce(there, day)


@cache
def shifts(zone: str) -> tuple[tuple[int, int], ...]:
    """Return how far a zone is from UTC: from which second of the epoch on, and by how many seconds."""
    moments = pl.datetime_range(*_CENTURY, interval="30m", time_zone="UTC", eager=True)
    there = moments.dt.convert_time_zone(zone)
    offset = (there.dt.base_utc_offset() + there.dt.dst_offset()).dt.total_seconds()
    changed = offset.ne_missing(offset.shift())
    return tuple(zip(moments.filter(changed).dt.epoch("s"), offset.filter(changed), strict=True))


def _minutes(hour: pl.Expr, minute: pl.Expr, half: pl.Expr) -> pl.Expr:
    number = hour.cast(pl.Int64)
    of_twelve = number % _HALF_A_DAY + pl.when(half == "p").then(_HALF_A_DAY).otherwise(0)
    return pl.when(half.is_null()).then(number).otherwise(of_twelve) * _AN_HOUR + minute.cast(pl.Int64)


def _offset(name: pl.Expr, written: pl.Expr) -> pl.Expr:
    named = name.replace_strict(_NAMED_ZONES, default=None, return_dtype=pl.Float64) * _AN_HOUR
    parts = written.str.extract_groups(r"^[+-]([0-9]{1,2}?):?([0-9]{2})?$").struct
    moments, rest = parts.field("1"), parts.field("2").fill_null("0")
    sign = pl.when(written.str.starts_with("-")).then(-1).otherwise(1)
    counted = sign * (moments.cast(pl.Int64) * _AN_HOUR + rest.cast(pl.Int64))
    return pl.when(written.is_not_null()).then(counted).otherwise(named.cast(pl.Int64))
