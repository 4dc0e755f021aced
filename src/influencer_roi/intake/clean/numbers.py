"""Reads numbers as people write them: 1,23,456.50, ₹ 500, (500), 1e5, 1.234,56."""

import polars as pl

from influencer_roi.intake.clean.parsed import Parsed, Remarks, faults_of, remarks_of

LIMIT = 1e15
_BLANKS = r"[\s\u00a0\u202f]+"
_CURRENCY = r"(?i)^([+-]?)(?:₹|rs\.?|inr)|(?:₹|rs\.?|inr)$"
_FOREIGN = r"(?i)[$€£¥]|usd|eur|gbp"
_GROUPED = r"^[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2})*,[0-9]{3})(?:\.[0-9]*)?$"
_DECIMAL_COMMA = r"^[+-]?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,[0-9]+)?$"
_PROVES_COMMA = r"\.[0-9]{3},|,(?:[0-9]{1,2}|[0-9]{4,})$"  # 1,234 alone may as well group its digits
_TEXT = pl.col("text")
_ODD_FORMS = {
    "grouping": (
        _TEXT.str.contains(r"[0-9][,\s\u00a0\u202f][0-9]"),
        "groups its digits",
        "group their digits",
    ),
    "currency": (_TEXT.str.contains(r"(?i)₹|rs|inr"), "names the rupee", "name the rupee"),
    "negative_form": (
        _TEXT.str.contains(r"^\(|-$"),
        "is negative by brackets or a minus behind it",
        "are negative by brackets or a minus behind them",
    ),
}
_EXPONENTS = "eE"
_PLAIN_FORMS = {
    "scientific": (
        _TEXT.str.contains(f"[{_EXPONENTS}]"),
        "is in scientific form",
        "are in scientific form",
    ),
}
_WHOLE_FORMS = {
    "decimal_zero": (
        _TEXT.str.contains(".", literal=True),
        "is whole, with a fraction of 0",
        "are whole, with a fraction of 0",
    ),
}
_PAISE = 100
_CLOSE, _FINEST = 1e-4, 1e-12  # of a paisa; beside the amount, where that is all a float can tell


def parse_numbers(text: pl.Series, *, whole: bool, decimal_comma: bool = False) -> Parsed:
    """Return texts as Float64 with a code for each that is no number; null stays null.

    `whole` refuses fractions. Grouping may be Indian or western, a currency may stand before or behind,
    brackets or a trailing minus mean negative. `decimal_comma` allows 1.234,56 where the whole column agrees.
    """
    remarks: Remarks = ()
    if decimal_comma and _is_decimal_comma(text):
        said = "a comma divides rupees and paise; the whole column agrees."
        text, remarks = _with_points(text), (("decimal_comma", said),)
    values = text.cast(pl.Float64, strict=False)
    odd = _unread(text, values)
    if len(odd):
        values = values.scatter(odd, _written(text.gather(odd)))
    rows = _suspects(values, text, whole=whole)
    faults = faults_of(_codes(text.gather(rows), values.gather(rows), whole=whole), rows)
    if faults.height:
        values = values.scatter(faults["row"], None)
    remarks = (*remarks, *_remarks(text, values, odd, whole=whole))
    return Parsed(values, faults, remarks)


def plain_numbers(text: pl.Series, *, whole: bool) -> Parsed | None:
    """Return what `parse_numbers` would, where every text is plain digits, with a point unless `whole`.

    None where one is anything else, blanks around it included: so nothing is left to be noted but parts of a
    paisa, and nothing to be set aside.
    """
    values = text.cast(pl.Int64 if whole else pl.Float64, strict=False)
    if values.null_count() != text.null_count():
        return None
    if whole:
        within = values.is_between(int(-LIMIT), int(LIMIT)).all()
        return Parsed(values.cast(pl.Float64)) if within else None
    if not values.is_between(-LIMIT, LIMIT).all():
        return None
    every: str = text.str.join("").item()  # looked through at once, in half the time of one by one
    scientific = any(letter in every for letter in _EXPONENTS)
    return None if scientific else Parsed(values, remarks=_fractions(values))


def _is_decimal_comma(text: pl.Series) -> bool:
    texts = text.drop_nulls()
    proven = texts.str.contains(_PROVES_COMMA)
    return bool(proven.any()) and bool(texts.str.contains(_DECIMAL_COMMA).all())


def _with_points(text: pl.Series) -> pl.Series:
    return text.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)


def _written(text: pl.Series) -> pl.Series:
    """Return numbers written with currency, grouping, brackets or a trailing minus."""
    bare = _TEXT.str.replace_all(_BLANKS, "")
    bare = bare.str.replace(r"^\((.+)\)$", "-${1}").str.replace(r"^(.+)-$", "-${1}")
    bare = bare.str.replace_all(_CURRENCY, "${1}")
    number = pl.when(bare.str.contains(_GROUPED)).then(bare.str.replace_all(",", "")).otherwise(bare)
    return text.to_frame("text").select(number.cast(pl.Float64, strict=False))["text"]


def _unread(text: pl.Series, values: pl.Series) -> pl.Series:
    """Return the rows with a text and no value."""
    if text.null_count() == values.null_count():
        return pl.Series([], dtype=pl.UInt32)
    return (text.is_not_null() & values.is_null()).arg_true()


def _suspects(values: pl.Series, text: pl.Series, *, whole: bool) -> pl.Series:
    """Return the rows whose value cannot stand: none, not finite, too large, or not whole."""
    unread = _unread(text, values)
    number = pl.col("value")
    suspect = ~(number.abs() <= LIMIT)
    if whole:
        suspect |= number != number.round()
    found = values.to_frame("value").select(suspect.fill_null(value=False)).to_series()
    if not found.any():
        return unread
    return pl.concat([unread, found.arg_true()]).unique().sort()


def _codes(text: pl.Series, values: pl.Series, *, whole: bool) -> pl.Series:
    number = pl.col("value")
    code = (
        pl.when(number.is_null() & _TEXT.str.contains(_FOREIGN))
        .then(pl.lit("currency_mismatch"))
        .when(number.is_null() & _TEXT.str.contains(r"^[0-9,. ]*,[0-9,. ]*$"))
        .then(pl.lit("bad_grouping"))
        .when(number.is_null())
        .then(pl.lit("bad_number"))
        .when(~number.is_finite())
        .then(pl.lit("not_finite"))
        .when(number.abs() > LIMIT)
        .then(pl.lit("out_of_range"))
    )
    if whole:
        code = code.when(number != number.round()).then(pl.lit("not_integer"))
    return pl.DataFrame({"text": text, "value": values}).select(code=code.otherwise(None))["code"]


def _remarks(text: pl.Series, values: pl.Series, odd: pl.Series, *, whole: bool) -> Remarks:
    readable = text.gather(odd).filter(values.gather(odd).is_not_null())
    odd_forms = remarks_of(readable, _ODD_FORMS)
    plain = text if text.null_count() == values.null_count() else text.filter(values.is_not_null())
    plain_forms = remarks_of(plain, _PLAIN_FORMS)
    if whole:
        return (*odd_forms, *plain_forms, *remarks_of(plain, _WHOLE_FORMS))
    return (*odd_forms, *plain_forms, *_fractions(values))


def _fractions(values: pl.Series) -> Remarks:
    """Return what is to be said of parts of a paisa."""
    paise = values * _PAISE
    apart = (paise - paise.round()).abs()
    furthest = apart.max()
    if not isinstance(furthest, float) or furthest <= _CLOSE:
        return ()
    parts = int(((apart > _CLOSE) & (apart > _FINEST * paise.abs())).sum())
    said = "1 amount has" if parts == 1 else f"{parts:,} amounts have"
    return (("sub_paise", f"{said} parts of a paisa; used as written."),) if parts else ()
