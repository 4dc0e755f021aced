"""Says where a reader goes after sign-in: a page of ours, and nowhere else."""

import datetime as dt
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

from influencer_roi.ui.words import day, period

LONGEST = 4_000  # characters of an address
HOME = "/"


def onward_of(text: str, pages: Mapping[str, str]) -> str:
    """Return the path and query an address names where it is a page of ours, else the first page.

    `pages` are labels by path. What is returned begins with one of them and is written anew.
    """
    if len(text) > LONGEST or not text.startswith("/") or not text.isascii() or not text.isprintable():
        return HOME
    try:
        parts = urlsplit(text)
        query = urlencode(parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100))
    except ValueError:
        return HOME
    if parts.scheme or parts.netloc or parts.path not in pages:
        return HOME
    return parts.path + (f"?{query}" if query else "")


def in_words(onward: str, pages: Mapping[str, str]) -> str:
    """Return where a path leads: "July 2025, Payouts"; nothing of it is looked up in the data."""
    parts = urlsplit(onward)
    label = pages.get(parts.path, "the dashboard")
    stated = dict(parse_qsl(parts.query))
    days = _days(stated.get("from", ""), stated.get("to", ""))
    return f"{days}, {label}" if days else label


def _days(first: str, last: str) -> str:
    start, end = _date(first), _date(last)
    if start is None or end is None:
        return f"from {day(start)}" if start else f"to {day(end)}" if end else ""
    return period(start, end) if start <= end else ""


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
