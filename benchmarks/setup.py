"""Holds what benchmarks run on: folders, their ledgers, filters nobody asked for before."""

import datetime as dt
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count, cycle
from pathlib import Path

from benchmarks import worlds
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_folder
from influencer_roi.model.names import UNKNOWN
from influencer_roi.settings import Settings
from influencer_roi.store import read_snapshot

HOME = Path(__file__).parents[1]
KEEP = Settings(folder=Path("benchmarks")).root().parent / "bench"
MOST_STARTS = 60
LEAST_DAYS, MOST_DAYS = 14, 180
BESIDE = ("", "platform", "category")  # what is chosen beside a brand and a period, in turn
WORLD_LIMIT = 0.060


@dataclass(frozen=True)
class Data:
    """A data folder: its name, the seconds a page may take to answer over it, and where it is built."""

    name: str
    folder: Path
    limit: float
    snapshot: Path | None = None
    _asked: Iterator[int] = field(default_factory=count, repr=False)

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger of the folder, loaded once; where it is built, mapped as in servers."""
        return read_snapshot(self.snapshot).ledger if self.snapshot else load_folder(self.folder)

    def period(self) -> Filters:
        """Return days nobody asked for before, so that no answer is one kept from then."""
        late, early = divmod(next(self._asked), MOST_STARTS)
        first, last = self.ledger.first_day, self.ledger.as_of
        return Filters(start=first + dt.timedelta(days=early), end=last - dt.timedelta(days=late))

    def brand_and_period(self) -> Filters:
        """Return one brand on days nobody asked for before."""
        filters = self.period()
        brands = self._known("brand")
        return filters.toggled(brand=brands[(filters.start or dt.date.min).toordinal() % len(brands)])

    def influencer_and_period(self) -> Filters:
        """Return one influencer on days nobody asked for before."""
        filters = self.period()
        known = self.ledger.values("influencer_id")
        day = (filters.start or dt.date.min).toordinal()
        return filters.toggled(influencer_id=known[day % len(known)])

    def selections(self, seed: int = 0) -> Iterator[Filters]:
        """Yield selections, no two alike: a brand, two weeks to half a year, by turns a platform or category.

        Over the same days and brands, the same seed gives the same ones.
        """
        chance, given = random.Random(seed), set()  # noqa: S311 # no secret
        span = (self.ledger.as_of - self.ledger.first_day).days + 1
        for beside in cycle(BESIDE):
            days = chance.randint(min(LEAST_DAYS, span), min(MOST_DAYS, span))
            start = self.ledger.first_day + dt.timedelta(days=chance.randint(0, span - days))
            chosen = {name: chance.choice(self._known(name)) for name in (beside,) if name}
            chosen["brand"] = chance.choice(self._known("brand"))
            filters = Filters(start=start, end=start + dt.timedelta(days=days - 1)).toggled(**chosen)
            if filters not in given:
                given.add(filters)
                yield filters

    def _known(self, dimension: str) -> list[str]:
        return [value for value in self.ledger.values(dimension) if value != UNKNOWN]


@dataclass(frozen=True)
class Setup:
    """What a benchmark may use: how often to ask, the sample, made folders small and large, sizes of worlds.

    `wide_sizes` are those of wide worlds. Worlds are made and built when they are first asked for, and kept
    in `keep`.
    """

    runs: int
    sample: Data
    small: Data
    large: Data
    sizes: tuple[int, ...] = ()
    keep: Path = KEEP
    wide_sizes: tuple[int, ...] = ()

    @cached_property
    def worlds(self) -> tuple[Data, ...]:
        """The worlds, smallest first."""
        return tuple(_world(world_name(size), worlds.made(self.keep, size)) for size in sorted(self.sizes))

    @cached_property
    def wide(self) -> tuple[Data, ...]:
        """The wide worlds, smallest first."""
        return tuple(
            _world(f"wide, {world_name(size)}", worlds.made_wide(self.keep, size))
            for size in sorted(self.wide_sizes)
        )


def world_name(orders: int) -> str:
    """Return how readers know a world."""
    return f"{orders // 1_000_000} M orders" if orders >= 1_000_000 else f"{orders:,} orders"


def build_command(folder: Path, snapshot: Path, *more: str) -> list[str]:
    """Return the command that builds a folder into a snapshot; where nothing changed, it does nothing."""
    return [sys.executable, "-m", "influencer_roi.cli", "build", str(folder), "--out", str(snapshot), *more]


def _world(name: str, folder: Path) -> Data:
    snapshot = folder.with_suffix(".snapshot")
    subprocess.run(build_command(folder, snapshot), check=True, stdout=subprocess.DEVNULL)
    return Data(name, folder, WORLD_LIMIT, snapshot)


def timed(act: Callable[[], object]) -> float:
    """Return the seconds an act takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started
