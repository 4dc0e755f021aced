"""Finds the number in a text as people write it: `₹ 1,23,456.50`, `1000/-`, `1.5 lakh`, `50K`, `(500)`."""

import re

import polars as pl

from influencer_roi.intake.clean.texts import unquoted
from influencer_roi.model.currencies import own
from influencer_roi.model.scales import scales_in

GROUPED = r"^[+-]?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]?(?:,[0-9]{2})*,[0-9]{3})(?:\.[0-9]*)?$"
DOTTED = r"^[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+$"  # 1.000, never 0.125
TWICE = r"^[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}$"  # 1.234.567
GROUPS = rf"^[+-]?[1-9][0-9]{{0,2}}\.[0-9]{{2}}0$|{TWICE}"  # 1.500, 1.234.567: no chance
ZEROS = r"^[+-]?[1-9][0-9]{0,2}\.000$"  # 1.000: one, in three decimals, or a thousand
NONE = r"^[+-]?0*(?:\.0*)?$"  # 0 in any form
UNSURE = "unsure"  # what dots are: points, or between groups
THOUSANDTHS = r"^[+-]?(?:0[0-9]*|[0-9]{4,})\.[0-9]{3}$"  # 1499.000, 0.125: three digits that group nothing
_DASHES = r"[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]"
_FRACTION = r"^([+-]?[0-9]+),([0-9]{1,2})$"  # before a scale, where it groups nothing: 1,5 lakh
THINGS = (
    "orders?|sales?|units?|pcs|posts?|reels?|videos?|stor(?:y|ies)|views?|likes?|comments?|clicks?"
    "|followers?|subscribers?|subs|impressions?|nos?|qty"
)
# No amount is as many crores, with hundredths or without the currency that pages write before them.
_THOUSANDS = r"(?:(?:^|[^0-9.,])[0-9,]*[0-9],?[0-9]{3}\.[0-9]*|^[\s(+-]*[0-9,]*[0-9],?[0-9]{3})"
_CRORES = r"[0-9]\.[0-9](?:[0-9]{2,})?\s*cr\.?\s*$"  # 2.5 Cr: an account writes hundredths, or none
DIGITS = 6  # of a fraction that a scale may leave, such as 1.1 × 100,000
_LOOKED_AT = 64  # values that mostly show how a column writes its fractions
_PERCENT = r"(?i)^\s*([+-]?[0-9]+(?:\.[0-9]+)?)\s*(?:%|percent|per ?cent|pct)(?:[^0-9]*)$"


def numbers_in(text: pl.Series, *, currency: str, money: bool = True) -> pl.DataFrame:
    """Return one row per text: `number`, what is left of it without marks around, and `scale`, 1 mostly.

    Marks are the currency before or behind, `/-`, `only`, a unit such as views, brackets, quotes or an
    apostrophe, any dash for a minus, a minus behind, and a scale: K, M, B, L, lakh, Cr, of `money` paise.
    Before a scale a comma and one or two digits are a fraction.
    """
    bare = _stripped(pl.col("text"), own(currency))
    found = text.to_frame("text").select(bare=bare)
    scales = scales_in(currency, money=money)
    behind = rf"^(.*[0-9.])\s*({'|'.join(scales)})\.?$"
    scale = pl.col("bare").str.extract(behind, 2)
    before = pl.col("bare").str.extract(behind, 1).str.replace(_FRACTION, "${1}.${2}")
    return found.select(
        number=_joined(pl.coalesce(before, "bare")),
        scale=scale.replace_strict(scales, default=1.0, return_dtype=pl.Float64),
    )


def values_of(found: pl.DataFrame, *, dots_group: bool) -> pl.Series:
    """Return the values of numbers found, null where one is none."""
    number = pl.col("number")
    plain = pl.when(number.str.contains(GROUPED)).then(number.str.replace_all(",", "")).otherwise(number)
    if dots_group:
        dotted = number.str.contains(DOTTED)
        plain = pl.when(dotted).then(number.str.replace_all(".", "", literal=True)).otherwise(plain)
    value = plain.cast(pl.Float64, strict=False)
    scaled = pl.when(pl.col("scale") == 1).then(value).otherwise((value * pl.col("scale")).round(DIGITS))
    return found.select(scaled.alias("value"))["value"]


def split_percent(text: pl.Series) -> tuple[pl.Series, pl.Series | None]:
    """Return texts of which none is in percent, and the percentages that were: `10 % of revenue` is 10.

    None where no text is in percent.
    """
    percent = text.to_frame("text").select(pl.col("text").str.extract(_PERCENT, 1).cast(pl.Float64))["text"]
    if percent.null_count() == len(percent):
        return text, None
    return text.set(percent.is_not_null(), None), percent


def on_a_side(text: pl.Series, odd: pl.Series, files: pl.Series | None) -> pl.Series:
    """Return the rows on a side of an account, `500 Dr` or `500 Cr`, of a column that has debits.

    Nobody can say whether a debit is more or less, and a credit is no crore there; but in a file without
    debits that writes `2.5 Cr`, which no account does, it is. `5,000.00 Cr` or `5,000 Cr` is no crore either;
    but `₹1,000 Cr` is.
    """
    lowered = text.gather(odd).str.to_lowercase()
    debits = lowered.str.contains(r"[0-9]\s*dr\.?\s*$").fill_null(value=False)
    sure = debits | lowered.str.contains(rf"{_THOUSANDS}\s*cr\.?\s*$").fill_null(value=False)
    if not sure.any():
        return odd.clear()
    sides = sure | lowered.str.contains(r"[0-9]\s*cr\.?\s*$").fill_null(value=False)
    if files is not None:
        theirs = files.gather(odd)
        crores = theirs.filter(lowered.str.contains(_CRORES).fill_null(value=False))
        own = theirs.is_in(theirs.filter(sure).unique().implode())
        sides &= own | ~theirs.is_in(crores.unique().implode()) if debits.any() else own
    return odd.filter(sides)


def scaled(values: pl.Series, scale: float) -> pl.Series:
    """Return numbers times a scale, without what is left of a fraction such as 1.1 × 100,000."""
    return (values * scale).round(DIGITS)


def unsigned_zeros(values: pl.Series) -> pl.Series:
    """Return numbers without −0, which a reversal of nothing is and a reader would see."""
    return values.set(values == 0, 0.0)


def may_group(numbers: pl.Series) -> bool:
    """Return whether no fraction of the first few numbers tells that a dot is a decimal point."""
    return all("." not in one or re.search(DOTTED, one) for one in numbers.head(_LOOKED_AT) if one)


def dots_group(numbers: pl.Series, *, whole: bool, parts: bool = False) -> bool:
    """Return whether dots group thousands: every fraction is three digits, and it cannot be chance.

    Of amounts one fraction beside whole ones, such as 300.005, proves nothing; 1.500 does, as does a second.
    Counts that may have `parts` are in three decimals where each is 1.000 or the like.
    """
    return not (parts and in_zeros(numbers)) and _dots(numbers, whole=whole, enough=2)


def dots_told(numbers: pl.Series, *, whole: bool, thousandths: bool) -> str:
    """Return what dots tell by themselves: that they are a "point", that they "group", or nothing.

    One number alone groups nothing where others have points, nor do several where those have `thousandths`;
    but 1.234.567 does. Where all there is is 499.000 and the like, that is UNSURE.
    """
    fractions = numbers.filter(numbers.str.contains(".", literal=True))
    enough = fractions.str.contains(TWICE).any() or (len(fractions) > 1 and not thousandths)
    if enough and _dots(numbers, whole=whole, enough=None):
        return UNSURE if not whole and in_zeros(numbers) else "group"
    unsure = fractions.is_empty() or (not thousandths and fractions.str.contains(DOTTED).all())
    return "" if unsure else "point"


def in_zeros(numbers: pl.Series) -> bool:
    """Return whether each number but 0 is written as 1.000 is."""
    numbers = numbers.filter(~numbers.str.contains(NONE))
    return len(numbers) > 0 and bool(numbers.str.contains(ZEROS).all())


def _dots(numbers: pl.Series, *, whole: bool, enough: int | None) -> bool:
    """Return whether dots group; so many fractions are `enough` to prove it, whatever they are."""
    fractions = numbers.filter(numbers.str.contains(".", literal=True))
    if fractions.is_empty() or not fractions.str.contains(DOTTED).all():
        return False
    proven = fractions.str.contains(GROUPS).any()
    return whole or proven or (enough is not None and len(fractions) >= enough)


def _stripped(text: pl.Expr, mark: str) -> pl.Expr:
    """Return texts in small letters, without what stands around their number, a minus before it."""
    behind = rf"(?:\s*(?:/\s*[-=]?|-\s*/|[.,]-|only|(?:per|/)\s*(?:{THINGS})|{THINGS}|each|{mark})\.?)+$"
    small = unquoted(text).str.replace_all(_DASHES, "-").str.to_lowercase().str.strip_chars()
    inner = small.str.replace(r"^\((.+)\)$", "-${1}")
    short = inner.str.replace(behind, "").str.replace(rf"^[~\u2248]?([+-]?)\s*(?:{mark}[\s:]*)*", "${1}")
    again = short.str.replace(r"^[+-]?\((.+)\)$", "-${1}").str.replace(r"^([^+-].*)-$", "-${1}")
    return again.str.replace(r"\+$", "").str.replace(r"^([+-])\s+", "${1}").str.strip_chars()


def _joined(number: pl.Expr) -> pl.Expr:
    """Return numbers whose groups are divided by commas, where blanks or apostrophes divide them."""
    commas = number.str.replace_all(r"\s*,\s*", ",")
    for _ in range(2):  # a digit between two blanks belongs to both
        commas = commas.str.replace_all(r"([0-9])[\s'\u2019]+([0-9])", "${1},${2}")
    return commas
