"""Says in words what a page shows: filters, choices, comparison, how far the data goes; paper needs it."""

from collections.abc import Iterator

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.units import grouped
from influencer_roi.model.calendar import Dating
from influencer_roi.model.dimensions import FILTERING
from influencer_roi.queries.people import names_of_people
from influencer_roi.ui.words import day, period, some, span

MOST_NAMED = 6


def in_words(ledger: Ledger, filters: Filters, choices: tuple[str, ...] = ()) -> str:
    """Return the selection as one line; `choices` are those of the page, each in words already."""
    narrowed = tuple(_narrowed(ledger, filters)) or ("No filter",)
    parts = (*narrowed, _days(ledger, filters), *choices, _compared(ledger, filters))
    return " · ".join((*parts, f"data to {day(ledger.as_of)}"))


def _narrowed(ledger: Ledger, filters: Filters) -> Iterator[str]:
    """Yield each dimension and range that narrows the selection, with what it lets through."""
    for name, dimension in FILTERING.items():
        if chosen := filters[name]:
            names = _people(ledger, chosen) if name == "influencer_id" else list(chosen)
            yield f"{dimension.label}: {some(names, MOST_NAMED)}"
    low, high = filters.followers_from, filters.followers_to
    bounds = [f"at least {grouped(low)}"] if low is not None else []
    bounds += [f"at most {grouped(high)}"] if high is not None else []
    if bounds:
        yield f"Follower count: {' and '.join(bounds)}"


def _people(ledger: Ledger, chosen: tuple[str, ...]) -> list[str]:
    """Return names with ids, because two may share a name."""
    names = ((key, names_of_people(ledger).get(key, (key, ""))[0]) for key in chosen)
    return [f"{name} ({key})" if name != key else key for key, name in names]


def _days(ledger: Ledger, filters: Filters) -> str:
    window = queries.asked_window(ledger, filters)
    words = period(window.start, window.end)
    days = covered(ledger, filters, words) if filters.dated else f"all days, {words}"
    return f"{days}, revenue on the day of its post" if filters.day is Dating.POST else days


def covered(ledger: Ledger, filters: Filters, words: str) -> str:
    """Return the words of a period, with the days the data cover where they do not cover all of it."""
    if queries.covered_whole(ledger, filters):
        return words
    window = queries.window_of(ledger, filters)
    return f"{words}, of which the data hold {span(window.start, window.end)}"


def compared_words(ledger: Ledger, filters: Filters) -> str:
    """Return the days compared with, "nothing" where that is so; and where the data lack them, that."""
    days = queries.compared_days(ledger, filters)
    if days is None:
        return "nothing"
    words = period(days.start, days.end)
    if queries.compared(ledger, filters) is None:
        return f"{words} – no data"
    return words if queries.covers(ledger, days) else f"{words} – data from {day(ledger.first_day)}"


def _compared(ledger: Ledger, filters: Filters) -> str:
    return f"compared with {compared_words(ledger, filters)}"
