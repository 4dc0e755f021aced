"""Turns conditions on tables of orders into conditions on what their files hold, to read no more of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce

import polars as pl

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.dimensions import ATTRIBUTES
from influencer_roi.model.names import NO_CAMPAIGN, ORGANIC, UNKNOWN
from influencer_roi.model.precedence import PRECEDENCE
from influencer_roi.orders.describing import code
from influencer_roi.orders.in_files.files import cleaned
from influencer_roi.orders.in_files.words import CodedWords, coded_words, organic

_NOTHING = pl.lit(value=False)


@dataclass(frozen=True)
class Narrowing:
    """What rows must pass.

    Whole parts of files are passed over by `days`; `texts` are as files hold them; `rest` is on columns that
    only a description has.
    """

    days: pl.Expr | None
    texts: pl.Expr | None
    rest: pl.Expr | None

    @property
    def columns(self) -> list[str]:
        """Which described columns `rest` looks at."""
        return [] if self.rest is None else self.rest.meta.root_names()

    @property
    def is_open(self) -> bool:
        """Whether every row passes."""
        return self.days is None and self.texts is None and self.rest is None


def narrowing(ledger: Ledger, conditions: Iterable[pl.Expr]) -> Narrowing:
    """Return what passes all conditions; what files hold can say only those on one column of orders."""
    known = coded_words(ledger)
    parts: dict[str, list[pl.Expr]] = {"days": [], "texts": [], "rest": []}
    for condition in conditions:
        column, *others = dict.fromkeys(condition.meta.root_names())
        of_texts = None if others or column == "date" else _of_texts(known, column, condition)
        part = "rest" if others else "days" if column == "date" else "rest" if of_texts is None else "texts"
        parts[part].append(condition if of_texts is None else of_texts)
    return Narrowing(**{name: _all(each) for name, each in parts.items()})


def conditions_of(filters: Filters) -> Iterator[pl.Expr]:
    """Yield filters as conditions on one column each."""
    names = filters.set_names()
    for name in names:
        alone = filters.without(other for other in names if other != name).condition()
        if alone is not None:
            yield alone


def _all(conditions: list[pl.Expr]) -> pl.Expr | None:
    return reduce(lambda left, right: left & right, conditions) if conditions else None


def _of_texts(known: CodedWords, column: str, condition: pl.Expr) -> pl.Expr | None:
    """Return a condition on what files hold that says the same; None where there is none."""
    if column == "influencer_id" or column in ATTRIBUTES:
        return _of_people(known, column, condition)
    if column == "campaign":
        values = known.words[column].select("text", campaign="campaign_name")
        nothing = pl.select(campaign=code(known.enums, column, NO_CAMPAIGN))
        return _of_one(values, nothing, column, condition)
    if column in ("product", "source") and column in known.words:
        values = known.words[column].select("text", cleaned("text", column).alias(column))
        return _of_one(values, pl.DataFrame({column: [None]}, {column: pl.String}), column, condition)
    if column in PRECEDENCE:
        return _of_clues(known, column, condition)
    return None


def _of_people(known: CodedWords, column: str, condition: pl.Expr) -> pl.Expr:
    """Return which influencers' texts pass, and whether organic orders do."""
    people = known.words["influencer_id"].select("text", "influencer", *ATTRIBUTES)
    people = people.rename({"influencer": "influencer_id"})
    nobody = people.clear(1).select(column)
    if column in known.enums and column != "influencer_id":
        nobody = nobody.with_columns(code(known.enums, column, ORGANIC).alias(column))
    passing = _among("influencer_id", people, column, condition)
    return (passing | organic(known)) if nobody.filter(condition).height else passing


def _of_one(values: pl.DataFrame, nothing: pl.DataFrame, column: str, condition: pl.Expr) -> pl.Expr:
    """Return which texts of one column pass, and whether those that say nothing do, which have `nothing`."""
    passing = _among(column, values, column, condition)
    if not nothing.filter(condition).height:
        return passing
    return passing | ~pl.col(column).is_in(values["text"].implode()).fill_null(value=False)


def _of_clues(known: CodedWords, column: str, condition: pl.Expr) -> pl.Expr | None:
    """Return what the first text that says a brand or platform must be; None where a linked post may."""
    clues = known.clues(column)
    if any(text == "link" for text, _ in clues):
        return None
    unknown = pl.select(code(known.enums, column, UNKNOWN).alias(column)).filter(condition).height
    answer: pl.Expr | None = pl.lit(value=True) if unknown else None
    for text, word in reversed(clues):
        named = known.words[text].select("text", pl.col(word).alias(column)).drop_nulls(column)
        passing = _among(text, named, column, condition)
        if answer is None:
            answer = passing if named.filter(condition).height else None
        else:
            decided = pl.col(text).is_in(named["text"].implode()).fill_null(value=False)
            answer = passing | (~decided & answer)
    return _NOTHING if answer is None else answer


def _among(text: str, values: pl.DataFrame, column: str, condition: pl.Expr) -> pl.Expr:
    """Return whether a text of files is one whose value passes."""
    passing = values.select("text", column).filter(condition)["text"]
    return pl.col(text).is_in(passing.implode()).fill_null(value=False)
