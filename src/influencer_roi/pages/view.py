"""Holds what every part of a page needs to know: the page, the ledger, the selection, the assumptions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import OF_REVENUE, Ledger
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.vocabulary import Assumptions

CORE = ("revenue", "spend", "roas", "orders")
NOTHING_HERE = "Nothing to show under these filters."
NO_REVENUE = "These files have no revenue."


@dataclass(frozen=True)
class View:
    """One selection of one page; `picked` is the URL query of choices its files must know too."""

    page: str
    ledger: Ledger
    filters: Filters
    assumed: Assumptions
    picked: str = ""

    def rows_query(self, by: str, *, sort: str = "") -> str:
        """Return the URL query of the rows behind a card, one per value of `by`; the best by `sort` first."""
        parts = (f"by={by}", sort and f"sort={sort}", self.picked, self.filters.to_query())
        return "&".join(part for part in parts if part)

    def of_revenue(self, sentence: str) -> str:
        """Return a sentence that rests on revenue; where the files have none, that instead."""
        return NO_REVENUE if "revenue" in self.ledger.unmeasured else sentence

    def presses(self, dimension: str, value: str) -> bool:
        """Return whether this value alone is chosen."""
        return self.filters[dimension] == (value,)


def hover(name: str, row: Mapping[str, float | None]) -> str:
    """Return the hover text of a value: its name and the core metrics, always in the same order.

    Markup in a name is escaped; quotes stay, because Plotly would show `&quot;` as it stands.
    """
    lines = [f"{REGISTRY[key].label} {REGISTRY[key].unit.short(row[key])}" for key in CORE]
    return "<br>".join([f"<b>{escape(name, quote=False)}</b>", *lines])


def earners(view: View, by: str) -> pl.DataFrame:
    """Return one row per value of `by` with the core metrics and the sum of squared order values."""
    return queries.slices(view.ledger, view.filters, by=by, metrics=CORE, keep=("revenue_squared",))


def lacking(ledger: Ledger, keys: Iterable[str]) -> dict[str, str]:
    """Return why a reader cannot pick a metric of these files; metrics they can answer are left out."""
    lacked = {key: sorted(REGISTRY[key].formula.uses & ledger.unmeasured) for key in keys}
    return {
        key: f"no {' or '.join(names)} in {'these files' if {*OF_REVENUE} & {*names} else 'the posts file'}"
        for key, names in lacked.items()
        if names
    }


def more(found: int, shown: int) -> str:
    """Return how many rows a board leaves out."""
    return f"and {found - shown:,} more in the table (⋯)" if found > shown else ""
