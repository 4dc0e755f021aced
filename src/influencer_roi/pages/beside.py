"""Says what stands beside the figures of a selection: the days compared with, by name."""

from dataclasses import dataclass

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.ui.view import View
from influencer_roi.ui.words import day, period, plural, short_period


@dataclass(frozen=True)
class Beside:
    """The selection compared with, its name ("June"), and whether a change against it says something."""

    filters: Filters
    name: str
    comparable: bool


def beside(view: View) -> Beside | None:
    """Return what a selection is compared with; None where there is nothing."""
    return _beside(view.ledger, view.filters)


@memo(queries.KEPT_SELECTIONS)
def _beside(ledger: Ledger, filters: Filters) -> Beside | None:
    other = queries.compared(ledger, filters)
    if other is None or other.start is None or other.end is None:
        return None
    year = queries.asked_window(ledger, filters).end.year
    name = short_period(other.start, other.end, year=year)
    return Beside(other, name, queries.comparable(ledger, filters))


def compared_whole(view: View) -> Beside | None:
    """Return what a selection is compared with where the data cover it whole; else no day lines up."""
    other = beside(view)
    return other if other and other.comparable else None


def named(view: View) -> str:
    """Return how a selection's days are called in a sentence: "July", "3–30 Jun", "all time"."""
    window = queries.asked_window(view.ledger, view.filters)
    if not view.filters.dated:
        return "all time"
    return short_period(window.start, window.end, year=view.ledger.as_of.year)


def part_words(view: View) -> str:
    """Return what the data lack of the days chosen or compared with; empty where they lack nothing."""
    chosen, window = (find(view.ledger, view.filters) for find in (queries.asked_window, queries.window_of))
    if not queries.covered_whole(view.ledger, view.filters):
        covered = plural(window.days, "day")
        return f"The data hold {covered} of {period(chosen.start, chosen.end)}, to {day(window.end)}."
    other = beside(view)
    if other is None or other.comparable:
        return ""
    return f"The data begin on {day(view.ledger.first_day)}, within {other.name}: no change is told."
