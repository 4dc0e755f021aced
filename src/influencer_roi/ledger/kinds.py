"""Makes dictionary codes of texts, in the order readers meet their values."""

from collections.abc import Iterable, Sequence

import polars as pl

from influencer_roi.model.dimensions import TIER_ORDER

_BEYOND_ASCII = r"[^\x00-\x7F]"
_FEW = 1_000  # texts
_IDS = ("post_id", "link")  # nobody reads them by alphabet, and credit of one day follows their plain order


def kind_of(name: str, texts: Sequence[pl.Series]) -> pl.Enum:
    """Return the dictionary of a column with these texts: tiers by size, posts plainly, else by alphabet."""
    if name == "tier":
        return pl.Enum(TIER_ORDER)
    if sum(map(len, texts)) <= _FEW:
        few = {text for part in texts for text in part.to_list()} - {None}
        return pl.Enum(sorted(few, key=None if name in _IDS else _letters))
    parts = [part.unique().cast(pl.String) for part in texts]
    known = (parts[0] if len(parts) == 1 else pl.concat(parts).unique()).drop_nulls()
    return pl.Enum(known.sort() if name in _IDS else _by_alphabet(known))


def coded_as(frame: pl.DataFrame, like: pl.DataFrame, names: Iterable[str]) -> pl.DataFrame:
    """Return a frame with some columns in the codes they have in another; what is no text stays.

    To name a type is to look at each of its texts, so that is done where there is something to code.
    """
    texts = frame.select(pl.selectors.string()).columns
    return frame.with_columns(frame[name].cast(like[name].dtype) for name in names if name in texts)


def _by_alphabet(texts: pl.Series) -> pl.Series:
    """Return texts in order, capitals beside small letters; few are sorted sooner one by one."""
    if len(texts) <= _FEW:
        return pl.Series(sorted(texts, key=_letters), dtype=pl.String)
    folded = texts.str.to_lowercase()
    beyond = texts.filter(texts.str.contains(_BEYOND_ASCII))
    if len(beyond):
        others = pl.Series([text.casefold() for text in beyond])
        folded = texts.replace_strict(beyond, others, default=folded)
    return pl.select(text=texts, folded=folded).sort("folded", "text")["text"]


def _letters(text: str) -> tuple[str, str]:
    return text.casefold(), text
