"""Gives the words dimensions are made of: ways to slice, ranges, and what a registry of them may not hold."""

import datetime as dt
import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from influencer_roi.model.schema import DESCRIPTIONS

GRAIN = ("date", "influencer_id", "platform", "brand", "campaign", "post_id")
SPEND_BASIS = "spend_basis"
WORDED_ATTRIBUTES = ("name", *DESCRIPTIONS, "tier", "basis")
ATTRIBUTES = (*WORDED_ATTRIBUTES, "follower_count")
COMPARE, DAY = "compare", "day"
_COLUMNS = (*GRAIN, SPEND_BASIS, *ATTRIBUTES)
_RESERVED = (COMPARE, DAY, "chosen")
_NO_FILTER_READS = ("date", "post_id")


@dataclass(frozen=True, eq=False)
class Dimension:
    """One way to slice: its key, what readers call it, how entries give it, and whether it filters.

    `meaning` is one sentence. `expression` turns entries, and any other rows that have its columns, into the
    slice's values. A filter has a control in the filter bar, always in sight or else only where there is
    something to choose; addresses and options call it by `url_name`, the key where none is given. `words` say
    more of some values, where they are chosen from. A filter may look at something else than `expression`,
    which is `filtered`.
    """

    key: str
    label: str
    plural: str
    meaning: str
    expression: pl.Expr
    filters: bool = False
    always_in_sight: bool = False
    url_name: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    filtered: pl.Expr | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "url_name", self.url_name or self.key)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns of entries it is worked out of."""
        return tuple(dict.fromkeys(self.expression.meta.root_names()))

    @property
    def chosen(self) -> pl.Expr:
        """What a filter on it looks at, and what it can choose from."""
        return self.expression if self.filtered is None else self.filtered

    @cached_property
    def chosen_columns(self) -> tuple[str, ...]:
        """The columns of entries a filter on it looks at."""
        return tuple(dict.fromkeys(self.chosen.meta.root_names()))

    @property
    def of_influencer(self) -> bool:
        """Whether what a filter on it looks at describes the influencer, and not the single entry."""
        return set(self.chosen_columns) <= {"influencer_id", *ATTRIBUTES}


@dataclass(frozen=True)
class Bound:
    """One end of a range, itself included: a `kind` of value, what addresses call it, its word on screen."""

    key: str
    kind: type[dt.date] | type[int]
    url_name: str
    word: str


@dataclass(frozen=True)
class Range:
    """A column that is filtered by its least and its greatest value.

    Its controls stand in the menu of the dimension `menu`; a range without one has a menu of its own.
    """

    label: str
    column: str
    low: Bound
    high: Bound
    menu: str = ""

    @property
    def bounds(self) -> tuple[Bound, Bound]:
        """Both ends."""
        return self.low, self.high

    @property
    def keys(self) -> tuple[str, str]:
        """The keys of both ends."""
        return self.low.key, self.high.key


def problems(dimension: Dimension, others: Sequence[Dimension], ranges: Sequence[Range]) -> Iterator[str]:
    """Yield why a dimension cannot stand beside others and ranges: the thing, the place, the way out."""
    name = f"dimension '{dimension.key}'"
    if dimension.key in {one.key for one in others}:
        yield f"{name} stands twice; give one of them another key"
    elif dimension.label in {one.label for one in others}:
        yield f"{name}: its label '{dimension.label}' is another dimension's too; give one of them another"
    if not dimension.meaning.endswith(".") or ". " in dimension.meaning:
        yield f"{name}: its meaning '{dimension.meaning}' is not one sentence ending in a full stop"
    read = dict.fromkeys((*dimension.columns, *dimension.chosen_columns))
    unknown = [column for column in read if column not in _COLUMNS]
    yield from (f"{name} reads '{column}', {_no_column(column)}" for column in unknown)
    if dimension.filters:
        taken = {*_RESERVED, *(name for one in ranges for at in one.bounds for name in (at.key, at.url_name))}
        taken |= {one.url_name for one in others if one.filters and one.key != dimension.key}
        yield from (f"filter '{dimension.key}' {problem}" for problem in _no_filter(dimension, taken))


def _no_column(name: str) -> str:
    columns = sorted(_COLUMNS)
    close = difflib.get_close_matches(name, columns, n=1)
    hint = f"did you mean '{close[0]}'?" if close else f"columns are {', '.join(columns)}"
    return f"which is not a column of the ledger; {hint}"


def _no_filter(dimension: Dimension, taken: set[str]) -> Iterator[str]:
    """Yield why a dimension cannot filter."""
    for column in _NO_FILTER_READS:
        if column in dimension.chosen_columns:
            yield f"reads '{column}', which no filter can; slice by it instead, without `filters`"
    read = dimension.chosen_columns
    if len(read) != 1:
        found = ", ".join(read) or "none"
        yield f"reads {len(read)} columns ({found}); a filter reads one: make it two filters"
    if not dimension.key.isidentifier():
        yield "is an argument of that name too; give it a key of letters, digits and underscores"
    for word in sorted({dimension.key, dimension.url_name} & taken):
        yield f"is called '{word}', as another filter is; give it another `url_name` or key"


def unworkable(dimension: Dimension) -> Iterator[str]:
    """Yield why the values of a dimension whose columns are there cannot be worked out, as far as types tell.

    Polars starts threads for the answer, so no import may ask: a worker forked later would wait for them.
    """
    name = f"dimension '{dimension.key}'"
    kinds: dict[str, pl.DataType] = {name: pl.String() for name in _COLUMNS}
    rows = pl.LazyFrame(schema=kinds | {"date": pl.Date(), "follower_count": pl.Float64()})
    try:
        rows.select(dimension.expression).collect_schema()
        kind = rows.select(dimension.chosen.alias("value")).collect_schema()["value"]
    except (pl.exceptions.PolarsError, ValueError) as error:
        yield f"{name} cannot be worked out ({str(error).partition(chr(10))[0]}); change its expression"
        return
    if dimension.filters and kind not in (pl.String, pl.Enum):
        yield f"{name} filters by {kind}, but texts are chosen; cast its values to pl.String"
