"""Reads back what a report was written as."""

from collections.abc import Mapping
from typing import NotRequired, TypedDict

import polars as pl

from influencer_roi.model.parts import Part
from influencer_roi.model.report import Counts, Money, Note, Report
from influencer_roi.settings import CURRENCY


class _WrittenCounts(TypedDict):
    file: str
    read: int
    kept: int
    blank_lines: int
    sha256: str
    money: dict[str, str | float | int]
    left_out: int
    parts: list[dict[str, str | int]]


class Written(TypedDict):
    """What `Report.as_json` gives, read back."""

    tables: dict[str, _WrittenCounts]
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


def _counts_of(written: _WrittenCounts) -> Counts:
    money = Money(**written["money"])  # type: ignore[arg-type] # checked by its hash
    parts = tuple(Part(**one) for one in written["parts"])  # type: ignore[arg-type] # checked by its hash
    return Counts(**{**written, "money": money, "parts": parts})  # type: ignore[arg-type] # checked by its hash
