"""Compares what an upload holds with what is live, once however often it is looked at."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, lru_cache
from pathlib import Path

from influencer_roi.live import acts
from influencer_roi.model.report import Problem
from influencer_roi.pages.publish.seen import Change, Stop
from influencer_roi.queries.versions import Difference
from influencer_roi.store import current_version
from influencer_roi.store.publishing import stop_key
from influencer_roi.store.staged import Staged
from influencer_roi.store.summary import SUMS

PATIENCE = 3.0  # seconds a request waits for a comparison
_HEADINGS = ("month", *(f"{name}_{side}" for name in SUMS for side in ("live", "new", "change")))


class NotYet(Exception):
    """A comparison that is still being worked out."""


def compared(root: Path, staged: Staged, *, patience: float = PATIENCE) -> Change:
    """Return what changes if an upload goes live; of a million orders it is worked out beside requests.

    Raises:
        NotYet: it takes longer than `patience` seconds; asked again, it goes on.
        Refused: the upload is not built, or gone.
    """
    staged.require()
    work = _begun(current_version(root), staged, staged.version)
    try:
        return work.result(patience)
    except TimeoutError:
        raise NotYet from None


@lru_cache(maxsize=8)
def _begun(live: str | None, staged: Staged, version: str | None) -> Future[Change]:
    del live, version  # others are compared anew
    return _workers().submit(_compared, staged)


@cache
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="compares")


def _compared(staged: Staged) -> Change:
    found = acts.compared(staged)
    lines = tuple(_lines(found.difference))
    return Change(found.difference, tuple(_stops(found.stops)), found.compared_with, found.is_all_new, lines)


def _stops(stops: tuple[Problem, ...]) -> Iterator[Stop]:
    for one in stops:
        yield Stop(stop_key(one), one.place, one.text)


def _lines(found: Difference) -> Iterator[tuple[object, ...]]:
    """Yield the comparison as rows of a file, its headings first."""
    yield _HEADINGS
    for one in found.comparison.months:
        sides = [
            (getattr(one.before, name, None), getattr(one.after, name, None), one.change(name))
            for name in SUMS
        ]
        yield (one.month or "no day", *(value for side in sides for value in side))
