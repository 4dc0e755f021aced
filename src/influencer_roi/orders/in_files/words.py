"""Says what the texts of orders in files mean, coded as the ledger's entries are."""

from dataclasses import dataclass

import polars as pl

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.in_place import InPlace
from influencer_roi.ledger.memo import memo
from influencer_roi.ledger.people import influencers
from influencer_roi.ledger.roll_up.expression import RESOLVED, meant
from influencer_roi.model.dimensions import WORDED_ATTRIBUTES
from influencer_roi.model.precedence import PRECEDENCE, clue_columns
from influencer_roi.orders.describing import Enums, enums_of
from influencer_roi.orders.in_files.files import OrderFiles, order_files


@dataclass(frozen=True, eq=False)
class CodedWords:
    """What texts of orders mean, coded as entries are by `enums`.

    `words` has one frame per column of the files, one row per `text`, and `link`, the posts that orders can
    name, if any. A clue that said nothing of any order has no column. Those of influencers have ATTRIBUTES.
    """

    words: dict[str, pl.DataFrame]
    enums: Enums

    def clues(self, dimension: str) -> list[tuple[str, str]]:
        """Return (column of the files or `link`, column of its words) of what says a dimension, in order."""
        return [
            (text, column)
            for column in clue_columns(dimension)
            for text, words in self.words.items()
            if column in words.columns
        ]


@memo()
def coded_words(ledger: Ledger) -> CodedWords:
    """Return what the texts of orders in files mean."""
    files = in_place(ledger)
    enums = {**enums_of(ledger)}
    enums["link"] = enums["post_id"]
    there = {name: words for name, words in files.words.items() if name in files.headers}
    links = _reachable(files.words["link"], there)
    silent = _silent(ledger)
    words = {
        name: _coded(frame.drop(silent, strict=False), enums)
        for name, frame in {**there, "link": links}.items()
        if name != "link" or frame.height
    }
    described = words["influencer_id"].join(
        coded_people(ledger),
        left_on="influencer",
        right_on="influencer_id",
        how="left",
        validate="m:1",
    )
    return CodedWords({**words, "influencer_id": described}, enums)


@memo()
def coded_people(ledger: Ledger) -> pl.DataFrame:
    """Return the influencers that entries know and their attributes, coded as entries are."""
    enums = enums_of(ledger)
    people = influencers(ledger).select(
        pl.col("influencer_id").cast(enums["influencer_id"], strict=False),
        *(pl.col(name).cast(enums[name], strict=False) for name in WORDED_ATTRIBUTES),
        "follower_count",
    )
    return people.drop_nulls("influencer_id")


def in_place(ledger: Ledger) -> InPlace:
    """Return where the orders of a ledger are; only to be asked of one whose orders are in place."""
    if ledger.in_place is None:
        raise TypeError("these orders are part of their ledger")
    return ledger.in_place


@memo()
def all_files(ledger: Ledger) -> OrderFiles:
    """Return the files of a ledger's orders.

    Raises:
        OSError, PolarsError: they are there no more.
    """
    return order_files(in_place(ledger), in_place(ledger).gone["line"])


def organic(known: CodedWords) -> pl.Expr:
    """Return whether an order names no influencer, by id or by code: what it says has no words."""
    named = known.words["influencer_id"]["text"]
    return ~pl.col("influencer_id").is_in(named.implode()).fill_null(value=False)


def _silent(ledger: Ledger) -> list[str]:
    """Return the columns of words that said the brand or platform of no order."""
    orders = ledger.tables.orders
    return [
        clue.column
        for dimension, clues in PRECEDENCE.items()
        for number, clue in enumerate(clues)
        if number not in set(orders[f"{dimension}_from"].unique())
    ]


def _coded(words: pl.DataFrame, enums: Enums) -> pl.DataFrame:
    """Return words with what they say as codes."""
    kinds = {word: enums[name] for name in RESOLVED if name in enums for word in meant(name)}
    return words.with_columns(
        pl.col(word).cast(kind, strict=False) for word, kind in kinds.items() if word in words.columns
    )


def _reachable(links: pl.DataFrame, words: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the links of posts whose id some order names, in its post id or its source."""
    named = [words[name][f"{name}_id"] for name in ("post_id", "source") if name in words]
    ids = pl.concat([ids.cast(pl.String) for ids in named]).drop_nulls().unique()
    return links.filter(pl.col("id").is_in(ids.implode()))
