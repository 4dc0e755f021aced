"""Says what an export is made of: the headers that tell it, and what each of our columns is computed from."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, Protocol

import polars as pl

from influencer_roi.model.headers import folded
from influencer_roi.settings import DateOrder

Header = str | tuple[str, ...]  # a header, or its spellings
Teller = Literal["", "shop", "network"]  # who tells of orders: shops and networks tell of the same ones


class Theirs(Protocol):
    """The cells of a file by the headers it came with."""

    @property
    def height(self) -> int:
        """How many rows there are."""

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers as they are written."""

    @property
    def whole(self) -> "Theirs":
        """Every line there is, rows or not."""

    def header(self, *headers: str) -> str:
        """Return the first of these headers that is there as it is written, else nothing."""

    def says(self, pattern: str) -> pl.Series:
        """Return which rows have a cell that has this form."""

    def text(self, *headers: str) -> pl.Series | None:
        """Return the cells of the first of these headers that is there, bare of blanks, empty ones null."""

    def number(self, *headers: str) -> pl.Series | None:
        """Return the numbers of the first of these headers that is there, null where a cell is none."""

    def amount(self, *headers: str) -> pl.Series | None:
        """Return the numbers of a header as text, a cell that is none as it is written."""

    def count(self, *headers: str) -> pl.Series | None:
        """Return the whole numbers of a header as text, a cell that is none as it is written."""

    def day(self, *headers: str, order: DateOrder | None = None) -> pl.Series | None:
        """Return the days of a header in ISO, a cell that is none as it is."""


@dataclass(frozen=True)
class Take:
    """What one of our columns is computed from: in words, and as a function of their cells.

    The function answers None where the file has nothing of it. `headers` are those a fault is in.
    """

    words: str
    of: Callable[[Theirs], pl.Series | None]
    headers: tuple[str, ...] = ()


def text(*headers: str) -> Take:
    """Take the cells of the first of these headers that is there."""
    return Take(_listed(headers), lambda theirs: theirs.text(*headers), headers)


def first_filled(*headers: str) -> Take:
    """Take the cell of the first of these headers that is there and filled, row by row."""
    return Take(_listed(headers), lambda theirs: coalesced(*map(theirs.text, headers)), headers)


def made_of(*headers: str, words: str, made: Callable[[pl.Expr], pl.Expr]) -> Take:
    """Take what is made of the cells of the first of these headers that is there; `words` say what."""

    def of(theirs: Theirs) -> pl.Series | None:
        cells = theirs.text(*headers)
        if cells is None:
            return None
        return cells.to_frame("cell").select(made(pl.col("cell")).alias("cell"))["cell"]

    return Take(words, of)


def coalesced(*found: pl.Series | None) -> pl.Series | None:
    """Return the first value there is, row by row, of columns that may not be there; None without any."""
    columns = [cells.alias(f"{at}") for at, cells in enumerate(found) if cells is not None]
    return pl.DataFrame(columns).select(pl.coalesce(pl.all()).alias("first"))["first"] if columns else None


def amount(*headers: str) -> Take:
    """Take the numbers of the first of these headers that is there."""
    return Take(_listed(headers), lambda theirs: theirs.amount(*headers), headers)


def count(*headers: str) -> Take:
    """Take the whole numbers of the first of these headers that is there."""
    return Take(_listed(headers), lambda theirs: theirs.count(*headers), headers)


def day(*headers: str, order: DateOrder | None = None) -> Take:
    """Take the day, in a known format as it is written: in a shop's, a network's or a platform's own zone."""
    ordered = ", month first" if order == "mdy" else ""
    return Take(f"{_listed(headers)}{ordered}", lambda theirs: theirs.day(*headers, order=order), headers)


def constant(value: str) -> Take:
    """Take one value for every row."""
    return Take(
        f"always {value}", lambda theirs: pl.repeat(value, theirs.height, dtype=pl.String, eager=True)
    )


def _listed(headers: tuple[str, ...]) -> str:
    return ", else ".join(header.strip("*") for header in headers)


def every_row(theirs: Theirs) -> pl.Series:
    """Return that every line is a row."""
    return pl.repeat(value=True, n=theirs.height, dtype=pl.Boolean, eager=True)


@dataclass(frozen=True)
class Reading:
    """How an export is read as one table: {our column: what it is computed from}, which lines are its rows.

    `rows_words` says in words which those are, `counted` what a row is beside `line`, where a file has more
    lines than rows; `missing` is what to do where nothing gives a column the table cannot be without;
    `remark` is what else is to be said of what was read; `added` are columns a team may have added to it.
    """

    columns: Mapping[str, Take]
    rows: Callable[[Theirs], pl.Series] = every_row
    rows_words: str = ""
    counted: str = ""
    missing: str = ""
    remark: Callable[[Theirs], str] = field(default=lambda _: "")
    added: Mapping[str, Take] = field(default_factory=dict)


@dataclass(frozen=True)
class Export:
    """A format people download: its name for readers, the headers it must have, and what it gives.

    A file is one where it has each of `headers`, one of `or_one` if any, and none of `never`, with which it
    is another report of that tool. `tells` says whether it is a shop's or a network's word on orders, `rules`
    what else holds, for readers.
    """

    name: str
    headers: tuple[Header, ...]
    gives: Mapping[str, Reading]
    or_one: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    tells: Teller = ""
    rules: str = ""

    @cached_property
    def _folds(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(map(folded, _spellings(one))) for one in self.headers)

    def has(self, headers: AbstractSet[str]) -> bool:
        """Return whether a file with these headers, folded, is one."""
        return (
            all(not one.isdisjoint(headers) for one in self._folds)
            and headers.isdisjoint(map(folded, self.never))
            and (not self.or_one or any(stands_for(one, header) for one in self.or_one for header in headers))
        )

    @property
    def form(self) -> str:
        """What a file of it is called, with its article."""
        suffix = "" if self.name.endswith(("list", "sheet")) else " export"
        article = "an" if self.name[0] in "AIU" else "a"
        return f"{article} {self.name}{suffix}"


def _spellings(header: Header) -> tuple[str, ...]:
    return (header,) if isinstance(header, str) else header


def stands_for(wanted: str, header: str) -> bool:
    """Return whether a folded header is the wanted one; `*` stands for whatever is before or behind."""
    if wanted.startswith("*"):
        return header.endswith(folded(wanted))
    return header.startswith(folded(wanted)) if wanted.endswith("*") else header == folded(wanted)
