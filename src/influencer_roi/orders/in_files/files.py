"""Gives the rows of orders in files: a stretch of lines at a time, or all of them as they stream."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import accumulate, count, pairwise
from pathlib import Path

import narwhals as nw
import polars as pl

from influencer_roi.intake.clean.texts import clean_texts
from influencer_roi.intake.location import OrdersLocation
from influencer_roi.ledger.in_place import InPlace
from influencer_roi.ledger.lookups import NO_LOOKUPS, Lookups
from influencer_roi.ledger.roll_up.expression import CUSTOMER
from influencer_roi.ledger.roll_up.typed import KEY, typed
from influencer_roi.model.schema import ORDERS
from influencer_roi.settings import ZONE, base_currency

LINE = "line"
STRIPE = 1 << 17
_NEAR = 1 << 15  # lines: to read so many more takes no longer than to begin anew
_DOUBLED = 5  # times: the steps of a pass grow so often


@dataclass(frozen=True, eq=False)
class OrderFiles:
    """Orders in files, as `typed` has them, `line` first: the row among the rows of all files, from 1.

    `starts` has how many rows lie before each file, and how many there are at last. `odd` are the lines whose
    rows are no plain ones, in order; `kept` has those of them that were kept, cleaned. `stripe` is a number
    of lines; an instant falls on its day in `zone`, and `lookups` are those of their rolling up.
    """

    location: OrdersLocation
    headers: dict[str, str]
    starts: tuple[int, ...]
    partitions: pl.Schema
    odd: pl.Series
    kept: pl.DataFrame
    stripe: int
    zone: str = ZONE
    lookups: Lookups = NO_LOOKUPS

    @property
    def rows(self) -> int:
        """How many rows were kept."""
        return self.starts[-1] - len(self.odd) + self.kept.height

    def streamed(self, *, days: pl.Expr | None = None) -> pl.LazyFrame:
        """Return every row kept, in no order; `days` is a condition on `date` that the files are read by."""
        plain = self._typed(self._scanned(0, len(self.location.files)))
        if days is not None:
            plain = plain.filter(days)
        if self.odd.is_empty():
            return plain
        kept = self.kept.lazy() if days is None else self.kept.lazy().filter(days)
        return pl.concat([plain.filter(~pl.col(LINE).is_in(self.odd.implode())), kept])

    def stretch(self, first: int, last: int) -> pl.DataFrame:
        """Return the rows kept of the lines from `first` to `last`, in order."""
        return self.lines(first, last).collect(engine="in-memory").sort(LINE)

    def lines(self, first: int, last: int) -> pl.LazyFrame:
        """Return the rows kept of the lines from `first` to `last`, in no order."""
        found = self._typed(self._lines(first, last))
        near = self.odd.slice(*_within(self.odd, first, last))
        if near.is_empty():
            return found
        plain = found.filter(~pl.col(LINE).is_in(near.implode()))
        return pl.concat([plain, self.kept.lazy().filter(pl.col(LINE).is_between(first, last))])

    def picked(self, lines: pl.Series) -> pl.DataFrame:
        """Return the rows kept of a few lines, in their order; it reads no more than where they stand."""
        wanted = pl.col(LINE).is_in(lines.implode())
        near = [self.lines(first, last).filter(wanted) for first, last in _runs(lines)]
        rows = pl.concat([self.stretch(1, 0), *pl.collect_all(near)])
        return lines.to_frame(LINE).join(rows, on=LINE, how="left", maintain_order="left", validate="1:1")

    def stripes(self) -> Iterator[tuple[int, int]]:
        """Yield the first and last line of one stripe after the other."""
        for first in range(1, self.starts[-1] + 1, self.stripe):
            yield first, min(first + self.stripe - 1, self.starts[-1])

    def steps(self, *, backwards: bool = False) -> Iterator[tuple[int, int]]:
        """Yield the first and last line of one step through the files or more: a stripe, then ever more."""
        last, done = self.starts[-1], 0
        for number in count():
            length = min(self.stripe << min(number, _DOUBLED), last - done)
            yield (last - done - length + 1, last - done) if backwards else (done + 1, done + length)
            done += length
            if done >= last:
                return

    def kept_until(self, line: int) -> int:
        """Return how many rows were kept of the lines up to one."""
        return line - int(self.aside.search_sorted(line, side="right"))

    def line_of(self, location: int) -> int:
        """Return the line of the row kept that has so many rows kept before it."""
        low, high = location + 1, self.starts[-1]
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self.kept_until(middle) > location else (middle + 1, high)
        return low

    @cached_property
    def aside(self) -> pl.Series:
        """The lines whose rows were set aside, in order."""
        return self.odd.filter(~self.odd.is_in(self.kept[LINE].implode()))

    def _lines(self, first: int, last: int) -> pl.LazyFrame:
        """Return the rows of some lines from the files that hold them."""
        begin, end = (bisect_right(self.starts, line - 1) - 1 for line in (first, max(first, last)))
        scanned = self._scanned(begin, end + 1)
        return scanned.slice(first - 1 - self.starts[begin], last - first + 1)

    def _scanned(self, begin: int, end: int) -> pl.LazyFrame:
        files, before = list(self.location.files[begin:end]), self.starts[begin]
        if self.location.form == "csv":
            return pl.scan_csv(files, infer_schema=False, row_index_name=LINE, row_index_offset=before + 1)
        return pl.scan_parquet(
            files,
            hive_partitioning=bool(self.partitions),
            hive_schema=dict(self.partitions) or None,
            row_index_name=LINE,
            row_index_offset=before + 1,
        )

    def _typed(self, scanned: pl.LazyFrame) -> pl.LazyFrame:
        rows = nw.from_native(scanned)
        columns = typed(
            rows.collect_schema(),
            self.headers,
            zone=self.zone,
            currency=base_currency(),
            lookups=self.lookups,
        )
        native: pl.LazyFrame = rows.select(LINE, **columns).to_native()
        refund = pl.col("revenue") < 0
        return native.with_columns(pl.col("orders").fill_null(pl.when(refund).then(0.0).otherwise(1.0)))


def order_files(in_place: InPlace, aside: pl.Series) -> OrderFiles:
    """Return the orders of files, of which the lines `aside` were set aside.

    Raises:
        OSError, PolarsError: the files are not there any more, or cannot be read.
    """
    location = in_place.location
    counts = [_alone(file, location.form).select(pl.len()).collect().item() for file in location.files]
    starts = tuple(accumulate(counts, initial=0))
    found = OrderFiles(
        location,
        in_place.headers,
        starts,
        _partitions(location),
        pl.Series(dtype=pl.UInt32),
        _NONE,
        STRIPE,
        in_place.zone,
        in_place.lookups,
    )
    names = found.streamed().collect_schema()
    kept = in_place.kept.rename({"user_id": CUSTOMER})
    kept = kept.select(pl.col(name).cast(kind) for name, kind in names.items()).sort(LINE)
    odd = pl.concat([aside.cast(kept.schema[LINE]), kept[LINE]]).unique().sort()
    return replace(found, odd=odd, kept=kept)


def cleaned(name: str, of: str = "") -> pl.Expr:
    """Return a column of texts as cleaning leaves those of the column it is `of`, itself if not given."""
    column = _CUSTOMER if name == CUSTOMER else ORDERS.column(of or name)
    clean = partial(clean_texts, column=column)
    return pl.col(name).map_batches(clean, pl.String, is_elementwise=True)


_CUSTOMER = ORDERS.column("user_id")
_NONE = pl.DataFrame(schema={LINE: pl.UInt32, KEY: pl.String})


def _alone(file: Path, form: str) -> pl.LazyFrame:
    if form == "csv":
        return pl.scan_csv(file, infer_schema=False)
    return pl.scan_parquet(file, hive_partitioning=False)


def _partitions(location: OrdersLocation) -> pl.Schema:
    """Return the columns that the names of folders hold, as all of them together have them."""
    if location.form == "csv":
        return pl.Schema()
    own = pl.read_parquet_schema(location.files[0])
    every = pl.scan_parquet(list(location.files), hive_partitioning=True).collect_schema()
    return pl.Schema({name: kind for name, kind in every.items() if name not in own})


def _runs(lines: pl.Series) -> Iterator[tuple[int, int]]:
    """Yield the first and last of lines so near to each other that they are read at once."""
    ordered = lines.sort()
    far = (ordered.diff() > _NEAR).arg_true().to_list()
    for begin, end in pairwise([0, *far, len(ordered)]):
        if begin < end:
            yield int(ordered[begin]), int(ordered[end - 1])


def _within(lines: pl.Series, first: int, last: int) -> tuple[int, int]:
    """Return where lines from `first` to `last` begin among sorted ones, and how many they are."""
    begin = int(lines.search_sorted(first, side="left"))
    return begin, int(lines.search_sorted(last, side="right")) - begin
