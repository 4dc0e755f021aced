"""Holds what every part of a page needs to know: the page, the ledger, the selection, the assumptions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.ui.withheld import OF_PEOPLE, selection_words
from influencer_roi.ui.words import NOT_FOR_VIEWERS, NOTHING_HERE

NO_REVENUE = "These files have no revenue."


@dataclass(frozen=True)
class View:
    """One selection of one page; `picked` is the URL query of choices its files must know too."""

    page: str
    ledger: Ledger
    filters: Filters
    assumed: Assumptions
    picked: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)

    def rows_query(self, by: str, *, sort: str = "") -> str:
        """Return the URL query of the rows behind a card, one per value of `by`; the best by `sort` first."""
        parts = (f"by={by}", sort and f"sort={sort}", self.picked, self.filters.to_query())
        return "&".join(part for part in parts if part)

    def under(self, filters: Filters) -> "View":
        """Return the view of another selection."""
        return replace(self, filters=filters)

    def of_revenue(self, sentence: str) -> str:
        """Return a sentence that rests on revenue; where the files have none, that instead."""
        return NO_REVENUE if "revenue" in self.ledger.unmeasured else sentence

    def of_spend(self, sentence: str, returns: Sequence[float | None]) -> str:
        """Return a sentence that rests on what groups return; where readers may see none of them, why."""
        hidden = not self.ledger.audience.sees_payouts and all(one is None for one in returns)
        if not hidden:
            return self.of_revenue(sentence)
        none = f"No group here holds {self.ledger.audience.least_paid} paid people, so none shows its spend."
        return selection_words(self.ledger, self.filters) or none

    @property
    def empty(self) -> str:
        """What stands in a card that rests on spend and has nothing to show."""
        return NOTHING_HERE if self.ledger.audience.sees_payouts else f"{NOT_FOR_VIEWERS.capitalize()}."

    def of_payouts(self, sentence: str) -> str:
        """Return a sentence that rests on what single people were paid; else that it is not for readers."""
        return sentence if self.ledger.audience.sees_payouts else OF_PEOPLE

    def presses(self, dimension: str, value: str) -> bool:
        """Return whether this value alone is chosen."""
        return self.filters[dimension] == (value,)
