"""Turns conditions on tables of orders into conditions on what their files hold, to read no more of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce

import polars as pl

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.names import NO_CAMPAIGN, ORGANIC, UNKNOWN
from influencer_roi.orders.in_files.meaning import PERSON, Meaning, meaning, organic
from influencer_roi.orders.in_files.rows import cleaned

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
    """Return what passes all conditions, each of which is on one column of orders."""
    known = meaning(ledger)
    parts: dict[str, list[pl.Expr]] = {"days": [], "texts": [], "rest": []}
    for condition in conditions:
        (column,) = set(condition.meta.root_names())
        said = None if column == "date" else _of_texts(known, column, condition)
        place = "days" if column == "date" else "rest" if said is None else "texts"
        parts[place].append(condition if said is None else said)
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


def _of_texts(known: Meaning, column: str, condition: pl.Expr) -> pl.Expr | None:
    """Return a condition on what files hold that says the same; None where there is none."""
    if column in PERSON:
        return _of_people(known, column, condition)
    if column == "campaign":
        said = known.told[column].select("text", campaign="campaign_name")
        return _of_one(said, pl.select(campaign=known.code(column, NO_CAMPAIGN)), column, condition)
    if column in ("product", "source") and column in known.told:
        said = known.told[column].select("text", cleaned("text").alias(column))
        return _of_one(said, pl.DataFrame({column: [None]}, {column: pl.String}), column, condition)
    if column in ("brand", "platform"):
        return _of_stages(known, column, condition)
    return None


def _of_people(known: Meaning, column: str, condition: pl.Expr) -> pl.Expr:
    """Return which influencers' texts pass, and whether organic orders do."""
    nobody = known.people.clear(1).select(column)
    if column in known.codes and column != "influencer_id":
        nobody = nobody.with_columns(known.code(column, ORGANIC).alias(column))
    passing = _among("influencer_id", known.people, column, condition)
    return (passing | organic()) if nobody.filter(condition).height else passing


def _of_one(said: pl.DataFrame, none: pl.DataFrame, column: str, condition: pl.Expr) -> pl.Expr:
    """Return which texts of one column pass, and whether those that say nothing do, which have `none`."""
    passing = _among(column, said, column, condition)
    if not none.filter(condition).height:
        return passing
    return passing | ~pl.col(column).is_in(said["text"].implode()).fill_null(value=False)


def _of_stages(known: Meaning, column: str, condition: pl.Expr) -> pl.Expr | None:
    """Return what the first text that names a brand or platform must be; None where a linked post may."""
    if "post" in (known.brands if column == "brand" else known.platforms):
        return None
    unknown = pl.select(known.code(column, UNKNOWN).alias(column)).filter(condition).height
    answer: pl.Expr | None = pl.lit(value=True) if unknown else None
    for text, said in reversed(list(_stages(known, column))):
        named = said.drop_nulls(column)
        passing = _among(text, named, column, condition)
        if answer is None:
            answer = passing if named.filter(condition).height else None
        else:
            decided = pl.col(text).is_in(named["text"].implode()).fill_null(value=False)
            answer = passing | (~decided & answer)
    return _NOTHING if answer is None else answer


def _stages(known: Meaning, column: str) -> Iterator[tuple[str, pl.DataFrame]]:
    """Yield (column of files, what each of its texts says), the one that is asked first first."""
    if column == "brand":
        for name in known.brands:
            yield name, known.told[name].select("text", brand=f"{name}_brand")
    if column == "platform" and "source" in known.platforms:
        yield "source", known.told["source"].select("text", platform="source_platform")
    if column == "platform" and "influencer" in known.platforms:
        yield "influencer_id", known.people.select("text", platform="own_platform")


def _among(text: str, told: pl.DataFrame, column: str, condition: pl.Expr) -> pl.Expr:
    """Return whether a text of files is one whose value passes."""
    passing = told.select("text", column).filter(condition)["text"]
    return pl.col(text).is_in(passing.implode()).fill_null(value=False)
