"""Holds the selection as a value: to and from the URL, and as one Polars condition."""

import datetime as dt
import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, partial, reduce
from urllib.parse import parse_qs, urlencode

import polars as pl

from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.addresses import day_of, texts_of, whole_of, word_of
from influencer_roi.model.calendar import Compare, Dating
from influencer_roi.model.dimensions import ATTRIBUTES, DATES, DIMENSIONS, FILTERING, RANGES
from influencer_roi.model.slicing import COMPARE, DAY

MOST_PARTS = 2_000
TOGETHER = "together"
PERIOD = "dates"  # in an address: the name of a period, in the stead of days
ALL_TIME = "all"
BOUNDS = {bound.key: bound for one in RANGES for bound in one.bounds}
URL_NAMES = {
    **{name: dimension.url_name for name, dimension in FILTERING.items()},
    **{name: bound.url_name for name, bound in BOUNDS.items()},
    COMPARE: COMPARE,
    DAY: DAY,
}
_KEYS = {url: name for name, url in URL_NAMES.items()}
DAYS = DATES.keys
# How a selection is read, beside what it holds.
READINGS: dict[str, type[StrEnum]] = {COMPARE: Compare, DAY: Dating}
OF_PEOPLE = (
    *(name for name, dimension in FILTERING.items() if dimension.of_influencer),
    *(name for one in RANGES if one.column in ATTRIBUTES for name in one.keys),
)
OF_ENTRIES = tuple(name for name in (*FILTERING, *BOUNDS) if name not in OF_PEOPLE)
Chosen = tuple[tuple[str, tuple[str, ...]], ...]
Limit = int | dt.date | None


@dataclass(frozen=True, init=False)
class Filters:
    """The filters in force; no value of a dimension, or None, lets everything through.

    `chosen` has the values chosen of each dimension, in the order of the registry: values are alternatives,
    dimensions narrow each other. `start` and `end` are days, both included; spend without a date counts only
    while neither is set. Follower bounds are included too. `day` says which day revenue falls on.
    """

    chosen: Chosen
    followers_from: int | None
    followers_to: int | None
    start: dt.date | None
    end: dt.date | None
    compare: Compare
    day: Dating

    def __init__(
        self,
        chosen: Chosen = (),
        *,
        followers_from: int | None = None,
        followers_to: int | None = None,
        start: dt.date | None = None,
        end: dt.date | None = None,
        compare: Compare = Compare.PREVIOUS,
        day: Dating = Dating.ORDER,
        **values: tuple[str, ...],
    ) -> None:
        """Take what is `chosen`, and the values of dimensions by key in its stead: `brand=("Gritzo",)`."""
        self.__dict__.update(
            chosen=_in_order(dict(chosen) | values) if values else chosen,
            followers_from=followers_from,
            followers_to=followers_to,
            start=start,
            end=end,
            compare=compare,
            day=day,
        )

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Every memo asks for it, and thousands of influencers may be chosen."""
        return hash((self.chosen, *self.limits().values(), self.compare, self.day))

    def __getitem__(self, dimension: str) -> tuple[str, ...]:
        """Return the chosen values of a dimension, empty where every value passes."""
        _known([dimension], FILTERING)
        return next((values for name, values in self.chosen if name == dimension), ())

    def condition(self) -> pl.Expr | None:
        """Return the filters as one condition on entries, None where nothing is filtered."""
        parts = list(self._parts())
        return reduce(lambda left, right: left & right, parts) if parts else None

    def columns(self) -> frozenset[str]:
        """Return which columns of entries the filters look at."""
        of_dimensions = (column for name, _ in self.chosen for column in DIMENSIONS[name].chosen_columns)
        of_ranges = (one.column for one in RANGES if any(self.limits()[key] is not None for key in one.keys))
        return frozenset((*of_dimensions, *of_ranges))

    def to_query(self) -> str:
        """Return the filters as a URL query, without its question mark; all time is stated, no default is."""
        return self._query

    @cached_property
    def _query(self) -> str:
        """A page asks for it some twenty times."""
        stated = [(URL_NAMES[name], text) for name, texts in self._texts() for text in texts]
        return urlencode(stated if self.dated else [*stated, (PERIOD, ALL_TIME)])

    @property
    def dated(self) -> bool:
        """Whether a first or a last day is chosen."""
        return self.start is not None or self.end is not None

    def set_names(self) -> tuple[str, ...]:
        """Return what narrows the selection: keys of dimensions and of bounds."""
        return tuple(name for name, _ in self._texts() if name not in READINGS)

    def limits(self) -> dict[str, Limit]:
        """Return every bound by key; None where there is none."""
        return {name: getattr(self, name) for name in BOUNDS}

    def without(self, names: Iterable[str]) -> "Filters":
        """Return the filters with dimensions, bounds or READINGS let go, by key."""
        gone = frozenset(names)
        _known(gone, URL_NAMES)
        return replace(
            self,
            chosen=tuple((name, values) for name, values in self.chosen if name not in gone),
            compare=Compare.PREVIOUS if COMPARE in gone else self.compare,
            day=Dating.ORDER if DAY in gone else self.day,
            **dict.fromkeys(gone & BOUNDS.keys()),
        )

    def choosing(self, **values: tuple[str, ...]) -> "Filters":
        """Return the filters with these values of dimensions chosen instead of what was."""
        return replace(self, chosen=_in_order(dict(self.chosen) | values))

    def toggled(self, **values: str) -> "Filters":
        """Return the filters with only these values of dimensions chosen, or none where all of them were."""
        pressed = all(self[dimension] == (value,) for dimension, value in values.items())
        return self.choosing(**{name: () if pressed else (value,) for name, value in values.items()})

    @classmethod
    def from_query(cls, query: str, ledger: Ledger) -> tuple["Filters", tuple[str, ...]]:
        """Return the filters a URL asks for, and in words the parts that were dropped.

        Parts with a name of no filter are left to others; a value the ledger does not know is dropped.
        """
        try:
            parameters = parse_qs(query.removeprefix("?"), max_num_fields=MOST_PARTS)
        except ValueError:
            return cls(), (f"an address of more than {MOST_PARTS:,} parts",)
        return cls.from_texts(
            {_KEYS[name]: texts for name, texts in parameters.items() if name in _KEYS}, ledger
        )

    @classmethod
    def from_controls(cls, values: Mapping[str, object], ledger: Ledger) -> "Filters":
        """Return the filters that controls hold by key; what none of them could hold is dropped."""
        texts = {name: texts_of(value) for name, value in values.items() if name in URL_NAMES}
        return cls.from_texts(texts, ledger)[0]

    @classmethod
    def from_texts(
        cls, texts: Mapping[str, Sequence[str]], ledger: Ledger
    ) -> tuple["Filters", tuple[str, ...]]:
        """Return the filters that texts by key ask for, and in words the parts that were dropped."""
        chosen: dict[str, object] = {}
        dropped: list[str] = []
        for name, values in texts.items():
            read = list(zip(values, map(_reader(name, ledger), values), strict=True))
            good = [value for _, value in read if value is not None]
            dropped += [f"{URL_NAMES[name]} '{text}'" for text, value in read if value is None]
            if good:
                chosen[name] = tuple(dict.fromkeys(good)) if name in FILTERING else good[-1]
        return _forwards(cls(**chosen), dropped)  # type: ignore[arg-type] # each as its reader reads it

    def _texts(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield what is not as it is by default, as texts by key."""
        yield from self.chosen
        yield from ((name, (str(limit),)) for name, limit in self.limits().items() if limit is not None)
        for name, kind in READINGS.items():
            if (read := getattr(self, name)) is not _usual(kind):
                yield name, (str(read),)

    def _parts(self) -> Iterator[pl.Expr]:
        for name, values in self.chosen:
            yield DIMENSIONS[name].chosen.is_in(values)
        for one in RANGES:
            low, high = (self.limits()[key] for key in one.keys)
            if low is not None:
                yield pl.col(one.column) >= low
            if high is not None:
                yield pl.col(one.column) <= high


def _usual(kind: type[StrEnum]) -> StrEnum:
    """Return how a selection is read where nothing is said."""
    return next(iter(kind))


def _in_order(values: Mapping[str, tuple[str, ...]]) -> Chosen:
    """Return the chosen values of dimensions in the order of the registry."""
    _known(values, FILTERING)
    return tuple((name, tuple(values[name])) for name in FILTERING if values.get(name))


def _known(names: Iterable[str], filters: Mapping[str, object]) -> None:
    """Raise TypeError where a name is not one of these filters, as for a misspelt argument."""
    for name in names:
        if name not in filters:
            close = difflib.get_close_matches(name, filters, n=1)
            hint = f"did you mean '{close[0]}'?" if close else f"filters are {', '.join(filters)}"
            raise TypeError(f"Filters has no '{name}'; {hint}")


def _forwards(filters: Filters, dropped: list[str]) -> tuple[Filters, tuple[str, ...]]:
    """Return filters whose ranges run forwards; a range that runs backwards is dropped."""
    for one in RANGES:
        first, last = (getattr(filters, name) for name in one.keys)
        if first is not None and last is not None and first > last:
            filters = filters.without(one.keys)
            dropped.append(f"{one.low.url_name} '{first}' after {one.high.url_name} '{last}'")
    return filters, tuple(dropped)


Reader = Callable[[str], str | int | dt.date | None]


def _reader(name: str, ledger: Ledger) -> Reader:
    """Return what turns a text into a value of this filter, or into None where it is none."""
    if name in FILTERING:
        known = frozenset(ledger.values(name))
        return lambda text: text if text in known else None
    return partial(word_of, READINGS[name]) if name in READINGS else _READERS[BOUNDS[name].kind]


_READERS: dict[type, Reader] = {dt.date: day_of, int: whole_of}
