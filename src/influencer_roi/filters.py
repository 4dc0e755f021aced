"""Holds the selection as a value: to and from the URL, and as one Polars condition."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import cached_property, reduce
from urllib.parse import parse_qs, urlencode

import polars as pl

from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.dimensions import FILTERING

MOST_PARTS = 2_000
TOGETHER = "together"
DAYS = ("start", "end")
OF_ENTRIES = ("brand", "platform", "campaign", *DAYS)
OF_PEOPLE = ("category", "influencer_id", "tier", "gender", "basis", "followers_from", "followers_to")


class Compare(StrEnum):
    """What the selected days are compared with."""

    PREVIOUS = "previous"
    YEAR = "year"
    NONE = "none"


@dataclass(frozen=True)
class Filters:
    """The filters in force; an empty tuple or None lets everything through.

    Values of one dimension are alternatives, dimensions narrow each other. `start` and `end` are days, both
    included; spend without a date counts only while neither is set. Follower bounds are included too.
    """

    brand: tuple[str, ...] = ()
    platform: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    campaign: tuple[str, ...] = ()
    influencer_id: tuple[str, ...] = ()
    tier: tuple[str, ...] = ()
    gender: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    followers_from: int | None = None
    followers_to: int | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    compare: Compare = Compare.PREVIOUS

    def condition(self) -> pl.Expr | None:
        """Return the filters as one condition on entries, None where nothing is filtered."""
        parts = [*self._dimension_parts(), *self._bounds()]
        return reduce(lambda left, right: left & right, parts) if parts else None

    def to_query(self) -> str:
        """Return the filters as a URL query without its question mark; defaults are left out."""
        return self._query

    @cached_property
    def _query(self) -> str:
        """A page asks for it some twenty times."""
        return urlencode([(_URL_NAMES[name], text) for name, texts in self._texts() for text in texts])

    def set_names(self) -> tuple[str, ...]:
        """Return which fields narrow the selection."""
        return tuple(name for name, _ in self._texts() if name != "compare")

    def without(self, names: Iterable[str]) -> "Filters":
        """Return the filters with these fields let go."""
        empty = Filters()
        return replace(self, **{name: getattr(empty, name) for name in names})

    def toggled(self, dimension: str, value: str) -> "Filters":
        """Return the filters with only this value chosen, or none where it was the only one."""
        return self.toggled_together({dimension: value})

    def toggled_together(self, values: Mapping[str, str]) -> "Filters":
        """Return the filters with only these values of dimensions chosen, or none where all of them were."""
        pressed = all(getattr(self, dimension) == (value,) for dimension, value in values.items())
        chosen = {dimension: () if pressed else (value,) for dimension, value in values.items()}
        return replace(self, **chosen)  # type: ignore[arg-type] # only dimensions' fields are named

    @classmethod
    def from_query(cls, query: str, ledger: Ledger) -> tuple["Filters", tuple[str, ...]]:
        """Return the filters a URL asks for, and in words the parts that were dropped.

        Parts with a name of no filter are left to others; a value the ledger does not know is dropped.
        """
        try:
            asked = parse_qs(query.removeprefix("?"), max_num_fields=MOST_PARTS)
        except ValueError:
            return cls(), (f"an address of more than {MOST_PARTS:,} parts",)
        return cls.from_texts(
            {_FIELDS[name]: texts for name, texts in asked.items() if name in _FIELDS}, ledger
        )

    @classmethod
    def from_controls(cls, held: Mapping[str, object], ledger: Ledger) -> "Filters":
        """Return the filters that controls hold by field name; what none of them could hold is dropped."""
        texts = {
            name: _control_texts(value) for name, value in held.items() if name in cls.__dataclass_fields__
        }
        return cls.from_texts(texts, ledger)[0]

    @classmethod
    def from_texts(
        cls, texts: Mapping[str, Sequence[str]], ledger: Ledger
    ) -> tuple["Filters", tuple[str, ...]]:
        """Return the filters that texts by field name ask for, and in words the parts that were dropped."""
        chosen: dict[str, object] = {}
        dropped: list[str] = []
        for name, values in texts.items():
            read = [
                (text, value) for text, value in zip(values, map(_reader(name, ledger), values), strict=True)
            ]
            good = [value for _, value in read if value is not None]
            dropped += [f"{_URL_NAMES[name]} '{text}'" for text, value in read if value is None]
            if good:
                chosen[name] = tuple(dict.fromkeys(good)) if name in FILTERING else good[-1]
        filters = cls(**chosen)  # type: ignore[arg-type]
        return _ordered(filters, dropped)

    def _texts(self) -> Iterable[tuple[str, tuple[str, ...]]]:
        empty = Filters()
        for one in fields(self):
            value = getattr(self, one.name)
            if value != getattr(empty, one.name):
                yield one.name, value if isinstance(value, tuple) else (str(value),)

    def _dimension_parts(self) -> Iterable[pl.Expr]:
        for name, dimension in FILTERING.items():
            chosen: tuple[str, ...] = getattr(self, name)
            if chosen:
                yield dimension.expression.is_in(chosen)

    def _bounds(self) -> Iterable[pl.Expr]:
        if self.start is not None:
            yield pl.col("date") >= self.start
        if self.end is not None:
            yield pl.col("date") <= self.end
        if self.followers_from is not None:
            yield pl.col("follower_count") >= self.followers_from
        if self.followers_to is not None:
            yield pl.col("follower_count") <= self.followers_to


_URL_NAMES = {one.name: one.name for one in fields(Filters)} | {
    "influencer_id": "influencer",
    "start": "from",
    "end": "to",
}
_FIELDS = {url: name for name, url in _URL_NAMES.items()}


def _ordered(filters: Filters, dropped: list[str]) -> tuple[Filters, tuple[str, ...]]:
    """Return filters whose ranges run forwards; a range that runs backwards is dropped."""
    for low, high in (("start", "end"), ("followers_from", "followers_to")):
        first, last = getattr(filters, low), getattr(filters, high)
        if first is not None and last is not None and first > last:
            filters = filters.without([low, high])
            dropped.append(f"{_URL_NAMES[low]} '{first}' after {_URL_NAMES[high]} '{last}'")
    return filters, tuple(dropped)


Reader = Callable[[str], str | int | dt.date | None]


def _reader(name: str, ledger: Ledger) -> Reader:
    """Return what turns a text into a value of this field, or into None where it is none."""
    if name in FILTERING:
        known = frozenset(ledger.values(name))
        return lambda text: text if text in known else None
    readers: dict[str, Reader] = {"start": _day, "end": _day, "compare": _compare}
    return readers.get(name, _whole)


def _control_texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list | tuple):
        return tuple(str(one) for one in value)
    return () if value is None or value == "" else (str(value),)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 12 else None


def _compare(text: str) -> Compare | None:
    return Compare(text) if text in list(Compare) else None
