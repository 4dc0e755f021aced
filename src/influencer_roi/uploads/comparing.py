"""Compares what an upload holds with what is live, once however often it is looked at."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from influencer_roi.live.staging import built
from influencer_roi.model.report import Refused, Report
from influencer_roi.model.roles import Reader
from influencer_roi.pages.publish.seen import Change, Stop
from influencer_roi.queries.versions import Difference, difference
from influencer_roi.store import Snapshot, current_version, read_snapshot
from influencer_roi.store.publishing import stop_key
from influencer_roi.store.records import records_beside
from influencer_roi.store.refresh_guard import stops_of
from influencer_roi.store.staged import Staged
from influencer_roi.store.summary import SUMS

_HEADINGS = ("month", *(f"{name}_{side}" for name in SUMS for side in ("live", "new", "change")))


def compared(root: Path, staged: Staged, reader: Reader) -> Change:
    """Return what changes if an upload goes live.

    Raises:
        Refused: it is not built, or gone.
    """
    return _compared(
        root, current_version(root), staged, built(staged).version, reader.audience.sees_customers
    )


@lru_cache(maxsize=8)
def _compared(root: Path, live: str | None, staged: Staged, version: str, customers: bool) -> Change:  # noqa: FBT001 # a key
    del version, customers
    new, now = built(staged), _live(root)
    stops = tuple(_stops(new.ledger.report, now.ledger.report if now else None))
    if now is None:
        return Change(None, stops, "")
    found = difference(now.ledger, new.ledger, only_in_files=lambda: records_beside(staged.files, new.ledger))
    return Change(found, stops, live or "", tuple(_lines(found)))


def _live(root: Path) -> Snapshot | None:
    try:
        return read_snapshot(root)
    except Refused:
        return None


def _stops(report: Report, live: Report | None) -> Iterator[Stop]:
    for one in stops_of(report, live):
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
