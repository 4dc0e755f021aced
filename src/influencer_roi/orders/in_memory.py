"""Gives rows of a ledger in memory: those of orders, and those of any other table by the same steps."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

import polars as pl

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.ledger.people import influencers
from influencer_roi.orders.describing import COLUMNS, described, enums_of
from influencer_roi.orders.requests import RowRequest, Search, Sort, TestGroup, texts_of
from influencer_roi.orders.selection import selected_orders

PIECE = 50_000
MEMORISED_VIEWS = 8
MEMORISED_FOLDED = 4
MOST_FOLDED = 1_000_000  # rows whose texts are folded for a search


@dataclass(frozen=True, eq=False)
class FrameRows:
    """The rows of a frame that a condition lets through; None lets all of them through.

    Two of them are never the same: what was found in one is kept with it.
    """

    rows: pl.DataFrame
    condition: pl.Expr | None = None

    @property
    def empty(self) -> pl.DataFrame:
        """No row, with all the columns rows have."""
        return self.rows.clear()

    def count(self) -> int:
        """Return how many rows there are."""
        return int(self.lazy().select(pl.len()).collect(engine="in-memory").item())

    def pieces(self) -> Iterator[pl.DataFrame]:
        """Yield the selected rows in order, a few at a time."""
        for start in range(0, self.rows.height, PIECE):
            some = self.rows.slice(start, PIECE)
            yield some if self.condition is None else some.filter(self.condition)

    def lazy(self) -> pl.LazyFrame:
        """Return the selected rows, `position` first: where each stands in `rows`."""
        numbered = self.rows.lazy().with_row_index("position")
        return numbered if self.condition is None else numbered.filter(self.condition)


Source = Callable[[Ledger, Filters], FrameRows]


@dataclass(frozen=True)
class TableBook:
    """The rows of one table of a ledger in memory under a selection; `source` gives them, ever the same."""

    ledger: Ledger = field(compare=False)
    filters: Filters
    source: Source

    remark = ""
    lacks = ()

    @property
    def empty(self) -> pl.DataFrame:
        """No row, with all the columns rows have."""
        return self._listed().empty

    def count(self) -> int:
        """Return how many rows there are."""
        return self._listed().count()

    def pieces(self) -> Iterator[pl.DataFrame]:
        """Yield all rows in the table's order, a few at a time."""
        return self._listed().pieces()

    def why_unlisted(self) -> str:
        """Return nothing: rows in memory can always be listed."""
        return ""

    def block(self, request: RowRequest) -> tuple[pl.DataFrame, int]:
        """Return the rows that are requested, and how many pass its tests."""
        positions = positions_of(self.ledger, self._listed(), request.sorts, request.groups, request.search)
        return self._listed().rows[positions.slice(request.start, request.length)], len(positions)

    def summed(self, names: Sequence[str]) -> tuple[int, Mapping[str, float]]:
        """Return how many rows there are, and sums over them."""
        sums = [pl.len().alias("rows"), *(pl.col(name).sum() for name in names)]
        row = self._listed().lazy().select(sums).collect(engine="in-memory").row(0, named=True)
        return int(row.pop("rows")), row

    def _listed(self) -> FrameRows:
        return self.source(self.ledger, self.filters)


@memo(MEMORISED_VIEWS)
def positions_of(
    ledger: Ledger,
    listed: FrameRows,
    sorts: tuple[Sort, ...],
    groups: tuple[TestGroup, ...],
    search: Search,
) -> pl.Series:
    """Return where the rows that pass stand in their table, in the order requested; null comes last."""
    schema = listed.rows.schema
    found = _found(ledger, listed, search)
    rows = reduce(lambda rows, group: rows.filter(group.condition(schema)), groups, found)
    if sorts:
        rows = rows.sort(
            [sort.key(schema) for sort in sorts],
            descending=[sort.descending for sort in sorts],
            nulls_last=True,
            maintain_order=True,
        )
    return rows.select("position").collect(engine="in-memory")["position"]


def _found(ledger: Ledger, listed: FrameRows, search: Search) -> pl.LazyFrame:
    """Return the rows that hold every word of a search; of few rows, texts are folded once for all."""
    if listed.rows.height > MOST_FOLDED:
        schema = listed.rows.schema
        return reduce(lambda rows, group: rows.filter(group.condition(schema)), search.groups, listed.lazy())
    if not search.words:
        return listed.lazy()
    texts = _folded(ledger, listed, search.columns)
    holding = pl.all_horizontal(pl.col("text").str.contains(word, literal=True) for word in search.words)
    found = texts.select(holding.arg_true().cast(pl.UInt32)).to_series()
    return listed.lazy().filter(pl.col("position").is_in(found.implode()))


@memo(MEMORISED_FOLDED)
def _folded(ledger: Ledger, listed: FrameRows, columns: tuple[str, ...]) -> pl.DataFrame:
    """Return the texts of some columns as one `text` a row, in lower case, what stands in no text between."""
    del ledger
    written = [text for name in columns for text in texts_of(name, listed.rows.schema)]
    texts = pl.concat_str(written, separator="\n", ignore_nulls=True)
    return listed.rows.select(texts.str.to_lowercase().alias("text"))


@memo(MEMORISED_VIEWS)
def _orders(ledger: Ledger, filters: Filters) -> FrameRows:
    return FrameRows(_all_described(ledger), filters.condition())


@dataclass(frozen=True)
class InMemory(TableBook):
    """The rows of orders that are part of their ledger, under a selection."""

    source: Source = _orders

    def count(self) -> int:
        """Return how many rows there are."""
        rows = selected_orders(self.ledger, self.filters).select(pl.len())
        return int(rows.collect(engine="in-memory").item())

    def block(self, request: RowRequest) -> tuple[pl.DataFrame, int]:
        """Return the same; of all rows as the file has them, only those requested are described."""
        if request.tested or request.sorts or self.filters.condition() is not None:
            return super().block(request)
        orders = self.ledger.tables.orders
        return _described(self.ledger, orders.slice(request.start, request.length)), orders.height

    def newest(self, most: int) -> pl.DataFrame:
        """Return the newest rows first, `most` at most."""
        rows = selected_orders(self.ledger, self.filters)
        first = rows.sort("date", "line", descending=[True, False]).head(most)
        return _described(self.ledger, first.collect(engine="in-memory"))


@memo()
def _all_described(ledger: Ledger) -> pl.DataFrame:
    """Return one row per kept order, in the file's order, coded as entries are."""
    return _described(ledger, ledger.tables.orders)


def _described(ledger: Ledger, orders: pl.DataFrame) -> pl.DataFrame:
    enums = enums_of(ledger)
    code = pl.col("influencer_id").cast(enums["influencer_id"], strict=False)
    people = influencers(ledger).drop("platform").lazy().with_columns(code).drop_nulls("influencer_id")
    rows = (
        orders.lazy()
        .with_columns(code)
        .join(people, on="influencer_id", how="left", maintain_order="left", validate="m:1")
    )
    coded = rows.with_columns(
        *(pl.col(name).cast(kind) for name, kind in enums.items() if name != "post_id"),
        pl.col("credit").cast(enums["post_id"]),
        organic=pl.col("influencer_id").is_null(),
    )
    return described(coded, COLUMNS, enums, ledger.audience).collect(engine="in-memory")
