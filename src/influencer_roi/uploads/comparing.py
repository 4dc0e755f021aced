"""Compares what an upload holds with what is live, once however often it is looked at."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from influencer_roi.live import acts
from influencer_roi.live.staging import built
from influencer_roi.model.report import Problem
from influencer_roi.pages.publish.seen import Change, Stop
from influencer_roi.queries.versions import Difference
from influencer_roi.store import current_version
from influencer_roi.store.publishing import stop_key
from influencer_roi.store.staged import Staged
from influencer_roi.store.summary import SUMS

_HEADINGS = ("month", *(f"{name}_{side}" for name in SUMS for side in ("live", "new", "change")))


def compared(root: Path, staged: Staged) -> Change:
    """Return what changes if an upload goes live.

    Raises:
        Refused: it is not built, or gone.
    """
    return _compared(current_version(root), staged, built(staged).version)


@lru_cache(maxsize=8)
def _compared(live: str | None, staged: Staged, version: str) -> Change:
    del live, version  # others are compared anew
    found = acts.compared(staged)
    lines = tuple(_lines(found.difference))
    return Change(found.difference, tuple(_stops(found.stops)), found.compared_with, lines)


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
