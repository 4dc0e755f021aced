"""Holds what benchmarks run on: two folders, their ledgers, filters nobody asked for before."""

import datetime as dt
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path

from influencer_roi.data.ledger import Ledger
from influencer_roi.data.load import load_folder
from influencer_roi.data.names import UNKNOWN
from influencer_roi.filters import Filters

HOME = Path(__file__).parents[1]
MOST_STARTS = 60


@dataclass(frozen=True)
class Data:
    """A data folder: its name, and the seconds a page may take to answer over it."""

    name: str
    folder: Path
    limit: float
    _asked: Iterator[int] = field(default_factory=count, repr=False)

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger of the folder, loaded once."""
        return load_folder(self.folder)

    def period(self) -> Filters:
        """Return days nobody asked for before, so that no answer is one kept from then."""
        late, early = divmod(next(self._asked), MOST_STARTS)
        first, last = self.ledger.first_day, self.ledger.as_of
        return Filters(start=first + dt.timedelta(days=early), end=last - dt.timedelta(days=late))

    def brand_and_period(self) -> Filters:
        """Return one brand on days nobody asked for before."""
        filters = self.period()
        brands = [brand for brand in self.ledger.values("brand") if brand != UNKNOWN]
        return filters.toggled("brand", brands[(filters.start or dt.date.min).toordinal() % len(brands)])

    def influencer_and_period(self) -> Filters:
        """Return one influencer on days nobody asked for before."""
        filters = self.period()
        known = self.ledger.values("influencer_id")
        return filters.toggled(
            "influencer_id", known[(filters.start or dt.date.min).toordinal() % len(known)]
        )


@dataclass(frozen=True)
class Setup:
    """What a benchmark may use: how often to ask, the sample, a small made folder, a large one."""

    runs: int
    sample: Data
    small: Data
    large: Data


def timed(act: Callable[[], object]) -> float:
    """Return the seconds an act takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started
