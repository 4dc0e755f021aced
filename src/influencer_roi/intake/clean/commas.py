"""Tells how a column divides rupees and paise, by a comma or a point: 1.234,56 or 1,234.56."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import polars as pl

from influencer_roi.intake.clean.written import (
    DOTTED,
    NONE,
    THOUSANDTHS,
    UNSURE,
    dots_told,
    in_zeros,
    numbers_in,
)
from influencer_roi.model.notation import has_thousandths

_NUMBER = r"^[+-]?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:[\s'\u2019][0-9]{3})+)(?:,[0-9]+)?$"
_PROVES = r"\.[0-9]{3},|,(?:[0-9]{1,2}|[0-9]{4,})$|^[+-]?0,"  # 1,234 alone may as well group its digits
_THOUSANDTH = r"^[+-]?[0-9]+,[0-9]{3}$"  # of a currency that has them
HUNDREDTHS = r",[0-9]{2}$"
_POINT = r"^[+-]?[0-9,]*\.[0-9]+$"
POINT, COMMA = "point", "comma"
FIXED, COMMAS, GROUPED = "fixed", "commas", "grouped"
_GROUPED = "[0-9],[0-9]"
GROUPED_BEFORE = r"^[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+,"  # 1.299,95
_LIKE = rf"{DOTTED}|{HUNDREDTHS}"
_POINT_ALONE = r"^[+-]?0+\.[0-9]"  # 0.125 groups nothing
BESIDE = {POINT: "point beside", COMMA: "comma beside"}  # where other columns of a file prove it
OWN = frozenset((FIXED, COMMAS, *BESIDE.values()))  # ways of a part alone, whatever the others are


@dataclass(frozen=True)
class Marks:
    """What is known of a column before its commas and dots are looked at.

    `point` says that a dot is a decimal point: that rows elsewhere prove it; `comma` that one number may
    prove a comma a decimal one: that none divides cells; `entire` that no row stands elsewhere. `beside`
    is the POINT or COMMA other columns prove a decimal one.
    """

    point: bool = False
    comma: bool = False
    entire: bool = True
    beside: str = ""

    @property
    def is_point(self) -> bool:
        """Whether a dot is a decimal point."""
        return self.point or self.beside == POINT

    def commas_agree(self, text: pl.Series, *, currency: str, count: bool) -> bool:
        """Return whether each comma of a column is a decimal one; of some of its rows nobody can say."""
        if self.beside:
            return self.beside == COMMA and _fits(numbers_in(text.drop_nulls(), currency=currency)["number"])
        known = self.comma or self.entire
        return known and has_decimal_commas(text, currency=currency, count=count, every=not self.comma)


def has_decimal_commas(text: pl.Series, *, currency: str, count: bool, every: bool = False) -> bool:
    """Return whether the whole column agrees on that, whatever stands around its numbers: ₹1.000,00.

    In a file whose cells commas divide, `every` comma must have two digits behind it, and each number a comma
    where no dot groups; in any other, three digits behind one prove it of amounts in a currency of
    thousandths, not of a `count`.
    """
    texts = text.drop_nulls()
    if not texts.str.contains(",", literal=True).any():
        return False
    if not _fits(texts):
        texts = numbers_in(texts, currency=currency)["number"]
    if not _fits(texts):
        return False
    if every:
        return len(texts) > 1 and _are_hundredths(texts, currency)
    if not count and has_thousandths(currency) and texts.str.contains(_THOUSANDTH).any():
        return True
    return bool(texts.str.contains(_PROVES).any())


def _are_hundredths(texts: pl.Series, currency: str) -> bool:
    """Return whether two digits stand behind each comma, and some dot groups where a number has no comma."""
    commas = texts.str.contains(",", literal=True)
    if not texts.filter(commas).str.contains(HUNDREDTHS).all():
        return False
    groups = GROUPED_BEFORE if has_thousandths(currency) else rf"{DOTTED}|{GROUPED_BEFORE}"
    return bool(commas.all()) or bool(
        texts.str.contains(groups).any() and not texts.str.contains(_POINT_ALONE).any()
    )


def _fits(texts: pl.Series) -> bool:
    return bool(texts.str.contains(_NUMBER).all())


def proven(text: pl.Series, *, decimal_comma: bool, currency: str) -> str:
    """Return what amounts prove by themselves: that a POINT, or a COMMA, is a decimal one; or nothing.

    0.0 proves nothing: programs write that whatever people do.
    """
    if has_decimal_commas(text, currency=currency, count=False, every=not decimal_comma):
        return COMMA
    numbers = _dotted(text, currency)
    points = numbers.str.contains(_POINT) & ~numbers.str.contains(DOTTED) & ~numbers.str.contains(NONE)
    return POINT if points.any() else ""


def has_thousandths_in(text: pl.Series, currency: str) -> bool:
    """Return whether three digits behind some dot group nothing."""
    return bool(_dotted(text, currency).str.contains(THOUSANDTHS).any())


def with_points(text: pl.Series) -> pl.Series:
    """Return such texts with a point for the comma, their thousands not grouped."""
    return text.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)


def told_of_numbers(
    parts: Sequence[pl.Series], *, count: bool, fractions: bool, decimal_comma: bool, currency: str
) -> list[str]:
    """Return what parts of a column each prove of theirs: "comma" or "point", that dots "group", or nothing.

    Three digits behind a dot that group nothing in one part do so in all of one export. A `count` that may
    have `fractions` is FIXED to three decimals where each is 1.000 or the like; of such amounts nobody is
    sure what they are beside points. COMMAS are decimal ones in each number of a part they divide cells of;
    beside decimal ones those of a part without are GROUPED, but for parts that agree with theirs.
    """
    comma = COMMA if decimal_comma else COMMAS
    dotted = [_dotted(part, currency) for part in parts]
    thousandths = any(numbers.str.contains(THOUSANDTHS).any() for numbers in dotted)
    answers = [
        comma
        if has_decimal_commas(part, currency=currency, count=count, every=not decimal_comma)
        else FIXED
        if fractions and in_zeros(part.drop_nulls())
        else dots_told(numbers, whole=count and not fractions, thousandths=thousandths)
        for part, numbers in zip(parts, dotted, strict=True)
    ]
    if not {COMMA, COMMAS}.isdisjoint(answers):
        agree = partial(has_decimal_commas, currency=currency, count=count, every=not decimal_comma)
        answers = _as_commas(parts, answers, comma, agree)
    return answers if POINT in answers else ["group" if one == UNSURE else one for one in answers]


def _as_commas(
    parts: Sequence[pl.Series], answers: Sequence[str], comma: str, agree: Callable[[pl.Series], bool]
) -> list[str]:
    """Return answers where some parts prove decimal commas: parts that prove nothing may be read as those."""
    like = [not one and part.str.contains(_LIKE).any() for part, one in zip(parts, answers, strict=True)]
    theirs = [part for part, one, too in zip(parts, answers, like, strict=True) if too or one == comma]
    alike = any(like) and POINT not in answers and agree(pl.concat(theirs))
    return [
        comma if alike and too else GROUPED if not one and part.str.contains(_GROUPED).any() else one
        for part, one, too in zip(parts, answers, like, strict=True)
    ]


def _dotted(text: pl.Series, currency: str) -> pl.Series:
    """Return the numbers of texts with a dot that have no scale."""
    found = numbers_in(text.filter(text.str.contains(".", literal=True)), currency=currency)
    return found.filter(pl.col("scale") == 1)["number"]
