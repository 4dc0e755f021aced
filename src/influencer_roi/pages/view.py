"""Holds the words cards of several pages share."""

from collections.abc import Iterable, Mapping

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import OF_REVENUE, Ledger
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import grouped
from influencer_roi.queries import AT_HEAD, Totals, totals
from influencer_roi.queries.overview import CORE
from influencer_roi.queries.weekdays import Leader
from influencer_roi.ui.markup import plot_text
from influencer_roi.ui.view import View
from influencer_roi.ui.withheld import FIELDS
from influencer_roi.ui.words import NOT_FOR_VIEWERS


def hover(
    name: str,
    row: Mapping[str, float | None],
    then: Mapping[str, float | None] | None = None,
    other: str = "",
) -> str:
    """Return the hover text of a value: its name and the core metrics, always in the same order.

    Each stands beside what it was in `other`, the days compared with, where there are such.
    """
    lines = [f"{REGISTRY[key].label} {words}" for key, words in zip(CORE, _written(row), strict=True)]
    if then:
        days = plot_text(other)
        lines = [f"{line} ({days} {words})" for line, words in zip(lines, _written(then), strict=True)]
    return "<br>".join([f"<b>{plot_text(name)}</b>", *lines])


def _written(row: Mapping[str, float | None]) -> list[str]:
    """Return the core metrics in words; of what readers may not see, that."""
    hidden = FIELDS if row["spend"] is None else ()
    return [NOT_FOR_VIEWERS if key in hidden else REGISTRY[key].unit.short(row[key]) for key in CORE]


def lacking(ledger: Ledger, keys: Iterable[str]) -> dict[str, str]:
    """Return why a reader cannot pick a metric of these files; metrics they can answer are left out."""
    missing = {key: sorted(REGISTRY[key].formula.uses & ledger.unmeasured) for key in keys}
    return {
        key: f"no {' or '.join(names)} in {'these files' if {*OF_REVENUE} & {*names} else 'the posts file'}"
        for key, names in missing.items()
        if names
    }


def reaching(leader: Leader) -> str:
    """Return how many more people the posts of a weekday reach."""
    return f"{leader.weekday} posts reach {grouped(leader.times, 1)} times as many people as the average post"


def head_totals(view: View, filters: Filters) -> Totals:
    """Return the totals that stand at the head of a page, of the view's selection or another."""
    return totals(view.ledger, filters, metrics=AT_HEAD, assumed=view.assumed)
