"""Declares what a reader picks on a page beside its filters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.model.notation import worded


@dataclass(frozen=True)
class Choice:
    """Something a reader picks on one page, beside the filters: {value: label}; `usual` is the default.

    Without one it is the first. `closed` says which values cannot be picked with a ledger, and why.
    """

    label: str
    options: Mapping[str, str]
    closed: Callable[[Ledger], Mapping[str, str]] = lambda _: {}
    usual: str = ""

    @property
    def default(self) -> str:
        """The value in force where none was picked."""
        return self.usual or next(iter(self.options))

    def words(self, value: str) -> str:
        """Return what readers call one of the values."""
        return worded(self.options.get(value, value))

    def assuming(self, assumed: Assumptions) -> "Choice":
        """Return this choice as it starts under what the settings assume."""
        del assumed
        return self
