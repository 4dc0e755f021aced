"""Reads columns of numbers as people write them, and says which texts are none."""

import numpy as np
import polars as pl

from influencer_roi.intake.clean.commas import COMMA, POINT, Marks, with_points
from influencer_roi.intake.clean.parsed import NO_CODES, Parsed, Remarks, faults_of, remarks_of, such_as
from influencer_roi.intake.clean.written import (
    DOTTED,
    THINGS,
    dots_group,
    may_group,
    numbers_in,
    on_a_side,
    scaled,
    unsigned_zeros,
    values_of,
)
from influencer_roi.model.currencies import foreign, own
from influencer_roi.model.notation import has_thousandths, notation_of, places_of
from influencer_roi.model.report import many
from influencer_roi.settings import CURRENCY

LIMIT = 1e15
_TEXT = pl.col("text")
_ODD_FORMS = {
    "grouping": (
        _TEXT.str.contains(r"[0-9][,\s\u00a0\u202f'\u2019][0-9]"),
        "groups its digits",
        "group their digits",
    ),
    "negative_form": (
        _TEXT.str.contains(r"\(|[^/.,]-$|[\u2010-\u2015\u2212]\s*[\p{Sc}0-9]"),
        "is negative by brackets, another dash, or a minus behind it",
        "are negative by brackets, another dash, or a minus behind them",
    ),
    "scaled": (
        _TEXT.str.contains(
            r"(?i)[0-9.]\s*(?:(?:k|thousands?|l|la[ck]h?s?|crs?|crores?|m|mn|mln|mio|millions?|b|bn|billions?"
            r"|p|pais[ae]|pence|penny|cents?|ct|centimes|fils|baisa|halalas?)\b|\u00a2)"
        ),
        "is written in thousands, lakhs, millions, crores or parts of the currency",
        "are written in thousands, lakhs, millions, crores or parts of the currency",
    ),
    "unit": (
        _TEXT.str.contains(rf"(?i)[0-9]\s*(?:(?:per|/)\s*)?(?:{THINGS})\b"),
        "names a unit",
        "name a unit",
    ),
    "excel_text": (_TEXT.str.contains(r"^['\u2019`=]"), "is marked as text", "are marked as text"),
}
_UNKNOWN = Marks()
_EXPONENTS = "eE"
_PLAIN_FORMS = {
    "scientific": (_TEXT.str.contains(f"[{_EXPONENTS}]"), "is in scientific form", "are in scientific form")
}
_CLOSE, _FINEST = 1e-4, 1e-12  # of a paisa; beside the amount, where that is all a float can tell


def parse_numbers(
    text: pl.Series,
    files: pl.Series | None = None,
    *,
    whole: bool,
    parts: bool = False,
    marks: Marks = _UNKNOWN,
    currency: str = CURRENCY,
    scale: float = 1.0,
) -> Parsed:
    """Return texts as Float64 with a code for each that is no number; null stays null.

    `files` are those of rows, None of one. `whole` refuses fractions, unless a count may have `parts`. What
    may stand around a number, see `numbers_in`. 1.234,56 is one where the whole column agrees, as far as its
    `marks` allow. An amount in another `currency` is none. Numbers without a scale of their own are
    multiplied by `scale`; there a dot is a point, for who scales leaves fractions.
    """
    values, odd = _at_once(text)
    likely = len(odd) > 0 or marks.beside == COMMA
    commas = likely and marks.commas_agree(text, currency=currency, count=whole)
    if commas:
        text = with_points(text)
        values, odd = _at_once(text)
    found = numbers_in(text.gather(odd), currency=currency, money=not whole)
    points = commas or marks.is_point or scale != 1 or (not whole and has_thousandths(currency))
    grouped = not points and _dots_group(
        text, values, found, whole=whole and not parts, parts=parts and marks.entire
    )
    if grouped:
        odd = text.str.contains(".", literal=True).arg_true().append(odd).unique().sort()
        found = numbers_in(text.gather(odd), currency=currency, money=not whole)
    if len(odd):
        values = values.scatter(odd, values_of(found, dots_group=grouped))
        values = values.scatter(on_a_side(text, odd, files), None)
    if scale != 1:
        values = _by_scale(values, scale, own=odd.filter(found["scale"] != 1))
    faults = _faults(text, values, whole=whole and not parts, currency=currency)
    values = values.scatter(faults["row"], None) if faults.height else values
    agreed = _agreed(text, currency, commas=commas, dots=grouped, beside=marks.beside)
    remarks = (*agreed, *_remarks(text, values, odd, whole=whole, currency=currency))
    return Parsed(unsigned_zeros(values), faults, remarks)


def _at_once(text: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Return what Polars reads by itself, and the rows of what it does not."""
    values = text.cast(pl.Float64, strict=False)
    return values, _unread(text, values)


def _by_scale(values: pl.Series, scale: float, *, own: pl.Series) -> pl.Series:
    """Return values multiplied by a scale, but for the rows that have one of their own."""
    return scaled(values, scale).scatter(own, values.gather(own))


def plain_numbers(
    text: pl.Series, *, whole: bool, decimal_point: bool = False, currency: str = CURRENCY
) -> Parsed | None:
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
    if any(letter in every for letter in _EXPONENTS):
        return None
    decimal_point = decimal_point or has_thousandths(currency)
    if "." in every and not decimal_point and may_group(text) and dots_group(text, whole=whole):
        return None
    return Parsed(unsigned_zeros(values), remarks=_fractions(values, currency))


def _dots_group(text: pl.Series, values: pl.Series, found: pl.DataFrame, *, whole: bool, parts: bool) -> bool:
    """Return whether dots group thousands in a column, of which `found` are the numbers of odd texts."""
    read = text.filter(values.is_not_null())
    if not may_group(read):
        return False
    odd = found.filter(pl.col("scale") == 1)["number"].rename(text.name)
    numbers = pl.concat([read, odd.filter(odd.str.contains("^[+-]?[0-9.]+$"))])
    return dots_group(numbers, whole=whole, parts=parts)


def _agreed(text: pl.Series, currency: str, *, commas: bool, dots: bool, beside: str) -> Remarks:
    """Return what is to be said of a column that agrees on its commas, or its dots, or is as those beside."""
    if beside == COMMA and commas:
        return (("dots_beside", "commas are decimal ones, as in other amounts of the file."),)
    if beside == POINT and text.str.contains(DOTTED).any():
        return (("dots_beside", "dots are decimal points, as in other amounts of the file."),)
    if commas:
        sentence = notation_of(currency).worded("a comma divides rupees and paise")
    elif dots:
        dotted = text.filter(text.str.contains(".", literal=True).fill_null(value=False))
        sentence = such_as(dotted, "groups its thousands by dots", "group their thousands by dots")
    else:
        return ()
    return (("decimal_comma" if commas else "dots_group", f"{sentence}; the whole column agrees."),)


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


def _faults(every: pl.Series, numbers: pl.Series, *, whole: bool, currency: str) -> pl.DataFrame:
    rows = _suspects(numbers, every, whole=whole)
    if rows.is_empty():
        return NO_CODES
    text, values = every.gather(rows), numbers.gather(rows)
    number = pl.col("value")
    code = (
        pl.when(number.is_null() & _TEXT.str.contains(foreign(currency)))
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
    codes = pl.DataFrame({"text": text, "value": values}).select(code=code.otherwise(None))["code"]
    return faults_of(codes, rows)


def _remarks(text: pl.Series, values: pl.Series, odd: pl.Series, *, whole: bool, currency: str) -> Remarks:
    readable = text.gather(odd).filter(values.gather(odd).is_not_null())
    odd_forms = remarks_of(readable, {**_ODD_FORMS, "currency": _named(currency)})
    plain = values.clone().scatter(odd, None) if len(odd) else values
    plain_forms = remarks_of(text.filter(plain.is_not_null()), _PLAIN_FORMS)
    if whole:
        return (*odd_forms, *plain_forms, *_whole_remarks(text, plain))
    return (*odd_forms, *plain_forms, *_fractions(values, currency))


def _named(currency: str) -> tuple[pl.Expr, str, str]:
    """Return how to find texts that name the base currency, or write `1000/-`, and what to say of them."""
    name = notation_of(currency).worded("the rupee")
    found = _TEXT.str.contains(rf"(?i)(?:^|[^a-z]){own(currency)}(?:[^a-z]|$)|[0-9]\s*/")
    return found, f"names {name}", f"name {name}"


def _whole_remarks(text: pl.Series, values: pl.Series) -> Remarks:
    """Return what is to be said of counts that are written with a fraction."""
    part = (values != values.round()).fill_null(value=False)
    dotted = text.str.contains(".", literal=True).fill_null(value=False) & ~part & values.is_not_null()
    remarks = []
    if dotted.any():
        forms = ("is whole, with a fraction of 0", "are whole, with a fraction of 0")
        remarks.append(("decimal_zero", f"{such_as(text.filter(dotted), *forms)}."))
    if part.any():
        remarks.append(("part", f"{such_as(text.filter(part), 'has a fraction', 'have fractions')}; kept."))
    return tuple(remarks)


def _fractions(values: pl.Series, currency: str) -> Remarks:
    """Return what is to be said of parts of the smallest part of an amount."""
    paise = np.abs(values.to_numpy() * 10 ** places_of(currency))
    apart = np.abs(paise - np.rint(paise))
    if not (odd := apart > _CLOSE).any():
        return ()
    parts = int(np.count_nonzero(odd & (apart > _FINEST * paise)))
    amounts = many(parts, "amount has", "amounts have")
    text = notation_of(currency).worded(f"{amounts} parts of a paisa; used as written.")
    return (("sub_paise", text),) if parts else ()
