"""Knows the genders influencers are described by, and how each is written."""

import polars as pl

from influencer_roi.model.names import fold

_GENDERS: dict[str, tuple[str, ...]] = {
    "Female": ("female", "females", "f", "fem", "woman", "women", "w", "lady", "महिला", "स्त्री"),
    "Male": ("male", "males", "m", "man", "men", "पुरुष"),
}
_WORDS = {spelling: word for word, spellings in _GENDERS.items() for spelling in spellings}


def gender_word(text: pl.Expr) -> pl.Expr:
    """Return a gender in the one word of its spellings; what is no spelling of one stays."""
    known = fold(text).str.strip_chars(".").replace_strict(_WORDS, default=None, return_dtype=pl.String)
    return pl.coalesce(known, text)
