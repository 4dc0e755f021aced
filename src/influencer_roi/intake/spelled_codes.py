"""Takes the codes of a cell apart: several may stand in one, in any capitals."""

import re
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import narwhals as nw
    import polars as pl

    Text = TypeVar("Text", pl.Expr, nw.Expr)

_LISTED = re.compile(r"[,;|\n]+|\s[&+/]\s")
_BETWEEN = re.compile(r"[\s&+/]+")
_LETTERS_AND_DIGITS = re.compile(r"^(?=.*[0-9])(?=.*[^\W\d_])\S+$")
_BLANKS = r"\s+"


def folded_code(text: str) -> str:
    """Return a code in small letters without blanks, as all its ways of writing share it."""
    return re.sub(_BLANKS, "", text.lower())


def folded_codes(text: "Text") -> "Text":
    """Return codes folded as `folded_code` folds one, wherever they are."""
    return text.str.to_lowercase().str.replace_all(_BLANKS, "")


def codes_in(text: str) -> list[str]:
    """Return the codes of a cell, folded: what a comma, line or ` / ` divides, and each word that is one.

    Blanks do not count in a code: of `ASHA 10` no word is one, as letters and digits make it, nor of `SALE`.
    """
    parts = _LISTED.split(text)
    words = [word for part in parts for word in _BETWEEN.split(part) if _LETTERS_AND_DIGITS.match(word)]
    return [*dict.fromkeys(filter(None, map(folded_code, [*parts, *words])))]


def code_in(text: str) -> list[str]:
    """Return the one code a text is, folded."""
    return [folded_code(text)]
