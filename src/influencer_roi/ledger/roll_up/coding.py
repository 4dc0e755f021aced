"""Lends engines whole numbers for texts: what words mean is grouped, moved and sorted by its code."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from influencer_roi.ledger.roll_up.expression import UNSET, meant
from influencer_roi.ledger.roll_up.words import Words

_CODED = ("influencer_id", "platform", "brand", "campaign", "link")


@dataclass(frozen=True)
class Coding:
    """The texts of each column in order, as a dictionary-coded series: a code is a place in it."""

    texts: Mapping[str, pl.Series]

    @property
    def unset(self) -> dict[str, int]:
        """The codes of what stands where nothing is known."""
        return {name: self.texts[name].to_list().index(text) for name, text in UNSET.items()}

    def coded(self, words: Words) -> Words:
        """Return words with codes for what they mean."""
        codes = {
            word: pl.col(word).cast(texts.dtype).to_physical().cast(pl.Int32)
            for name, texts in self.texts.items()
            for word in meant(name)
        }
        return {
            name: frame.with_columns(codes[word] for word in frame.columns if word in codes)
            for name, frame in words.items()
        }

    def decoded(self, rolled: pl.DataFrame) -> pl.DataFrame:
        """Return rolled orders with dictionary-coded texts for codes."""
        return rolled.with_columns(
            texts.gather(rolled[name].cast(pl.Int64)).alias(name) for name, texts in self.texts.items()
        )


def coding_of(words: Words, posts: pl.Series) -> Coding:
    """Return the coding of what words mean; `posts` are the keys of all posts: any may get credit."""
    found = {
        name: [frame[word] for frame in words.values() for word in frame.columns if word in meant(name)]
        for name in _CODED
    }
    found["link"] = [posts]
    texts = {name: _distinct(parts, UNSET.get(name)) for name, parts in found.items()}
    return Coding({name: pl.Series(name, values, pl.Enum(values)) for name, values in texts.items()})


def _distinct(parts: list[pl.Series], unset: str | None) -> pl.Series:
    known = pl.concat([part.cast(pl.String) for part in parts]).drop_nulls()
    return pl.concat([known, pl.Series([unset] if unset else [], dtype=pl.String)]).unique().sort()
