"""Lends engines whole numbers for texts: what words mean is grouped, moved and sorted by its code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from influencer_roi.ledger.conform import Conformed
from influencer_roi.ledger.credit import credited_posts
from influencer_roi.ledger.kinds import kind_of
from influencer_roi.ledger.roll_up.expression import UNSET, meant
from influencer_roi.ledger.roll_up.words import Words

_OF_POSTS = {  # what entries have of a post, and the column of orders that is coded alike
    "post_key": "link",
    "influencer_id": "influencer_id",
    "platform": "platform",
    "stated_brand": "brand",
    "caption_brand": "brand",
    "campaign": "campaign",
}


@dataclass(frozen=True)
class Resolved:
    """Orders with every open value resolved, or sums of them, and the posts, coded as they are."""

    orders: pl.DataFrame
    posts: pl.DataFrame

    @classmethod
    def of(cls, orders: pl.DataFrame, posts: pl.DataFrame) -> "Resolved":
        """Return coded orders with `credit` beside coded posts."""
        return cls(orders.with_columns(credit=credited_posts(orders, posts)), posts)


@dataclass(frozen=True)
class Coding:
    """The texts of each column in order, as a dictionary-coded series: a code is a place in it."""

    texts: Mapping[str, pl.Series]

    @property
    def unset(self) -> dict[str, int]:
        """The codes of what stands where nothing is known."""
        return {name: self.texts[name].to_list().index(text) for name, text in UNSET.items()}

    def coded(self, words: Words) -> Words:
        """Return words with codes for what they mean; what is coded already keeps its codes."""
        kinds = {word: name for name in self.texts for word in meant(name)}
        return {
            name: frame.with_columns(
                self._codes(kinds[word], frame[word]) for word in frame.columns if word in kinds
            )
            for name, frame in words.items()
        }

    @cached_property
    def _known(self) -> Mapping[str, tuple[pl.Series, pl.Series]]:
        """The texts of each column as they are written, and their codes."""
        return {
            name: (texts.cast(pl.String), pl.int_range(len(texts), dtype=pl.Int32, eager=True))
            for name, texts in self.texts.items()
        }

    def _codes(self, name: str, texts: pl.Series) -> pl.Expr:
        """Return codes in a column for texts of a frame; to look them up is cheaper than to name its type."""
        if isinstance(texts.dtype, pl.Enum):
            return pl.col(texts.name).to_physical().cast(pl.Int32)
        return pl.col(texts.name).replace_strict(*self._known[name], default=None)

    def posts(self, posts: pl.DataFrame) -> pl.DataFrame:
        """Return conformed posts in the codes orders have."""
        return posts.with_columns(
            pl.lit(self.texts[name]).gather(self._codes(name, posts[column])).alias(column)
            for column, name in _OF_POSTS.items()
        )

    def decoded(self, rolled: pl.DataFrame) -> pl.DataFrame:
        """Return rolled orders with dictionary-coded texts for codes."""
        return rolled.with_columns(
            pl.lit(texts).gather(pl.col(name).cast(pl.Int64)).alias(name)
            for name, texts in self.texts.items()
        )


def coding_of(words: Words, conformed: Conformed) -> Coding:
    """Return the coding of all that entries can hold: what words mean, and what the other tables say."""
    posts, people = conformed.posts, conformed.influencers
    beside = {
        "influencer_id": [people["id"]],
        "platform": [people["platform"], posts["platform"]],
        "brand": [posts["stated_brand"], posts["caption_brand"]],
        "campaign": [posts["campaign"]],
        "link": [posts["post_key"]],
    }
    unset = {name: [pl.Series([text])] for name, text in UNSET.items()}
    kinds = {
        name: kind_of(name, [*others, *_texts_of(words, name), *unset.get(name, ())])
        for name, others in beside.items()
    }
    return Coding({name: pl.Series(name, kind.categories, kind) for name, kind in kinds.items()})


def _texts_of(words: Words, column: str) -> Iterator[pl.Series]:
    """Yield what words may make of a column; what links say is in posts."""
    for name, frame in words.items():
        if name != "link":
            yield from (frame[word] for word in frame.columns if word in meant(column))
