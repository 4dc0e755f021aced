"""Reads back what a report was written as."""

from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict

import polars as pl

from influencer_roi.model.parts import Part
from influencer_roi.model.report import Counts, Money, Note, Report
from influencer_roi.settings import CURRENCY


class Written(TypedDict):
    """What `Report.as_json` gives, read back."""

    tables: dict[str, dict[str, Any]]  # checked by its hash
    notes: list[dict[str, str]]
    currency: NotRequired[str]  # of those before it was written down, INR


def report_of(written: Written, frames: Mapping[str, pl.DataFrame]) -> Report:
    """Return the report that `as_json` and its frames, by field, were."""
    counts = {name: _counts_of(one) for name, one in written["tables"].items()}
    notes = tuple(Note(**note) for note in written["notes"])
    return Report(counts, notes=notes, currency=written_currency(written), **frames)


def written_currency(written: Written) -> str:
    """Return what the amounts of a report are in."""
    return written.get("currency", CURRENCY)


def _counts_of(written: Mapping[str, Any]) -> Counts:
    parts = tuple(Part(**one) for one in written["parts"])
    return Counts(**{**written, "money": Money(**written["money"]), "parts": parts})
