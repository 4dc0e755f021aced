"""Reads numbers as people write them: 1,23,456.50, ₹ 500, (500), 1e5."""

import polars as pl

from influencer_roi.data.parsed import Parsed

LIMIT = 1e15
_BLANKS = r"[\s\u00a0\u202f]+"
_CURRENCY = r"(?i)^([+-]?)(?:₹|rs\.?|inr)|(?:₹|rs\.?|inr)$"
_GROUPED = r"^[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2})*,[0-9]{3})(?:\.[0-9]*)?$"
_REASONS = {
    "not_finite": "no finite number",
    "out_of_range": "a number beyond 10^15",
    "not_integer": "a fraction where a whole number belongs",
    "currency_mismatch": "an amount in another currency",
    "bad_grouping": "a number whose digits are grouped in no known way",
    "bad_number": "no readable number",
}


def parse_numbers(text: pl.Series, *, whole: bool) -> Parsed:
    """Return texts as Float64 with a code for each that is no number; null stays null.

    `whole` refuses fractions. Grouping may be Indian or western, a currency may stand before or behind,
    brackets or a trailing minus mean negative.
    """
    plain = text.cast(pl.Float64, strict=False)
    odd = text.is_not_null() & plain.is_null()
    values = plain
    if odd.any():
        values = plain.zip_with(~odd, _written(text))
    codes = _codes(text, values, whole=whole)
    return Parsed(values.set(codes.is_not_null(), None), codes, _REASONS)


def _written(text: pl.Series) -> pl.Series:
    """Return numbers written with currency, grouping, brackets or a trailing minus."""
    bare = pl.col("text").str.replace_all(_BLANKS, "")
    bare = bare.str.replace(r"^\((.+)\)$", "-${1}").str.replace(r"^(.+)-$", "-${1}")
    bare = bare.str.replace_all(_CURRENCY, "${1}")
    number = pl.when(bare.str.contains(_GROUPED)).then(bare.str.replace_all(",", "")).otherwise(bare)
    return text.to_frame("text").select(number.cast(pl.Float64, strict=False))["text"]


def _codes(text: pl.Series, values: pl.Series, *, whole: bool) -> pl.Series:
    word, number = pl.col("text"), pl.col("value")
    code = (
        pl.when(word.is_null())
        .then(None)
        .when(number.is_null() & word.str.contains(r"[$€£¥]"))
        .then(pl.lit("currency_mismatch"))
        .when(number.is_null() & word.str.contains(r"^[0-9,. ]*,[0-9,. ]*$"))
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
