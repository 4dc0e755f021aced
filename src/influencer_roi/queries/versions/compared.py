"""Holds new data beside what is live, and keeps that beside the new: worked out once, read whenever asked."""

import io
import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import polars as pl

from influencer_roi.model.report import Problem
from influencer_roi.queries.versions.causes import Cause, Difference, Why
from influencer_roi.queries.versions.changes import compared_sums
from influencer_roi.queries.versions.values import as_values
from influencer_roi.store.beside import put_beside, read_beside
from influencer_roi.store.manifest import Damaged
from influencer_roi.store.publishing import stop_key
from influencer_roi.store.summary import summary_from

_SUMS, _READ = "compared.json", 4


@dataclass(frozen=True)
class Compared:
    """New data beside the live version of that name, which is empty where nothing is live.

    What `stops` it needs a reason each. Beside nothing, or the sample, which is nobody's data, all is new.
    """

    difference: Difference
    stops: tuple[Problem, ...] = ()
    compared_with: str = ""
    is_all_new: bool = False

    @property
    def values(self) -> dict[str, object]:
        """All of it as plain values."""
        stops = [{"stop": stop_key(one), "text": str(one)} for one in self.stops]
        return {"live": self.compared_with or None, **as_values(self.difference), "stops": stops}


def keep(built: Path, found: Compared) -> None:
    """Keep a comparison in the folder of the version that was built, for whoever asks next.

    Raises:
        OSError: it cannot be written; no part of it stays.
    """
    causes = found.difference.causes
    sums = found.difference.comparison
    written = {
        "before": asdict(sums.before),
        "after": asdict(sums.after),
        "causes": [{"measure": one.measure, "why": one.why.value, "rupees": one.rupees} for one in causes],
        "stops": [asdict(one) for one in found.stops],
        "is_all_new": found.is_all_new,
    }
    rows = {f"{at}.parquet": _parquet(one.rows) for at, one in enumerate(causes)}
    put_beside(built, found.compared_with, {_SUMS: json.dumps(written, ensure_ascii=False).encode(), **rows})


def kept_comparison(built: Path, beside: str) -> Compared | None:
    """Return the comparison of a version that was built with one that is live; None where none is kept."""
    try:
        return _kept(built, beside)
    except (Damaged, ValueError, TypeError, KeyError):
        return None


@lru_cache(maxsize=_READ)
def _kept(built: Path, beside: str) -> Compared:
    files = read_beside(built, beside)
    written = json.loads(files[_SUMS])
    causes = [
        Cause(one["measure"], Why(one["why"]), pl.read_parquet(files[f"{at}.parquet"]), one["rupees"])
        for at, one in enumerate(written["causes"])
    ]
    before, after = (summary_from(written[side]) for side in ("before", "after"))
    stops = tuple(Problem(**one) for one in written["stops"])
    found = Difference(compared_sums(before, after), tuple(causes))
    return Compared(found, stops, beside, written["is_all_new"])


def _parquet(rows: pl.DataFrame) -> bytes:
    content = io.BytesIO()
    rows.write_parquet(content)
    return content.getvalue()
