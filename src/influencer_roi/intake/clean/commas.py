"""Tells how a column divides rupees and paise, by a comma or a point: 1.234,56 or 1,234.56."""

import polars as pl

from influencer_roi.intake.clean.written import dots_told, numbers_in

_NUMBER = r"^[+-]?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:[\s'\u2019][0-9]{3})+)(?:,[0-9]+)?$"
_PROVES = r"\.[0-9]{3},|,(?:[0-9]{1,2}|[0-9]{4,})$|^[+-]?0,"  # 1,234 alone may as well group its digits

_HUNDREDTHS = r",[0-9]{2}$"


def has_decimal_commas(text: pl.Series, *, currency: str, every: bool = False) -> bool:
    """Return whether the whole column agrees on that, whatever stands around its numbers: ₹1.000,00.

    In a file whose cells commas divide, `every` number must have a comma and two digits behind it.
    """
    texts = text.drop_nulls()
    if not texts.str.contains(",", literal=True).any():
        return False
    if not texts.str.contains(_NUMBER).all():
        texts = numbers_in(texts, currency=currency)["number"]
    if not texts.str.contains(_NUMBER).all():
        return False
    if every:
        return len(texts) > 1 and bool(texts.str.contains(_HUNDREDTHS).all())
    return bool(texts.str.contains(_PROVES).any())


def with_points(text: pl.Series) -> pl.Series:
    """Return such texts with a point for the comma, their thousands not grouped."""
    return text.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)


def told_of_numbers(text: pl.Series, *, whole: bool, decimal_comma: bool, currency: str) -> str:
    """Return what texts prove of themselves: "comma" or "point", that dots "group", or nothing."""
    if decimal_comma and has_decimal_commas(text, currency=currency):
        return "comma"
    found = numbers_in(text.filter(text.str.contains(".", literal=True)), currency=currency)
    return dots_told(found.filter(pl.col("scale") == 1)["number"], whole=whole)
