"""Names files after what they hold, its days and what narrows it: in every system a name, cut where long."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

from influencer_roi.filters import Filters
from influencer_roi.model.calendar import MONTH, Dating, months_of
from influencer_roi.model.dimensions import FILTERING

PRODUCT = "influencer-roi"
LONGEST = 120  # characters
_LONGEST_BYTES = 200  # file systems hold 255; a browser may add "(1)"
_LONGEST_VALUE = 24
_MOST_VALUES = 2
_APART = re.compile(r"-{2,}")


def file_name(holds: str, filters: Filters, *, as_of: dt.date, suffix: str) -> str:
    """Return "influencer-roi_slices-by-campaign_2025-07_Gritzo.csv"; `as_of` is the last day of the data."""
    stem = f"{PRODUCT}_{holds}_{selection_in_name(filters, as_of=as_of)}"
    return f"{_cut(stem, LONGEST - len(suffix) - 1)}.{suffix}"


def selection_in_name(filters: Filters, *, as_of: dt.date) -> str:
    """Return days and filters as they stand in names of files: "2025-07_Gritzo_YouTube"."""
    by_post = ["by-day-of-post"] if filters.day is Dating.POST else []
    return "_".join([_days(filters, as_of), *by_post, *_narrowed(filters)])


def disposition(name: str) -> str:
    """Return the header that saves a file under a name; what is not ASCII follows as RFC 5987 has it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    header = f'attachment; filename="{re.sub(r"_+(?=[_.])", "", plain)}"'
    return header if name.isascii() else f"{header}; filename*=UTF-8''{quote(name, safe='')}"


def _days(filters: Filters, as_of: dt.date) -> str:
    first, last = filters.start, filters.end
    if first is None:
        return f"to-{last or as_of}"
    if last is None:
        return f"from-{first}"
    months = months_of((first, last))
    if months == MONTH:
        return first.isoformat()[:7]
    if months:
        return f"{first.isoformat()[:7]}-to-{last.isoformat()[:7]}"
    return str(first) if first == last else f"{first}-to-{last}"


def _narrowed(filters: Filters) -> Iterator[str]:
    """Yield what narrows the selection, dimension by dimension, then the range of followers."""
    for name in FILTERING:
        if chosen := filters[name]:
            more = len(chosen) - _MOST_VALUES
            named = [_fit(value) for value in chosen[:_MOST_VALUES]]
            yield "+".join([*named, *([f"{more}-more"] if more > 0 else [])])
    low, high = filters.followers_from, filters.followers_to
    if low is not None or high is not None:
        yield f"followers-{low or 0}-to-{high}" if high is not None else f"followers-from-{low}"


def _fit(value: str) -> str:
    """Return a value with no sign but letters, digits, dots and low lines."""
    kept = [one if one in "._" or unicodedata.category(one)[0] in "LMN" else "-" for one in value]
    return _APART.sub("-", "".join(kept))[:_LONGEST_VALUE].strip("-._") or "other"


def _cut(text: str, most: int) -> str:
    return text[:most].encode()[:_LONGEST_BYTES].decode(errors="ignore").rstrip("-._+")
