"""Says where rows of orders in place stand: in which file, at which line, among those that are odd."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import polars as pl

from influencer_roi.intake.clean.outcome import in_parts
from influencer_roi.intake.location import OrdersLocation
from influencer_roi.intake.read.sheet import Raw
from influencer_roi.ledger.roll_up.engines.polars import scanned
from influencer_roi.model.parts import Part, located, names_lines
from influencer_roi.model.report import Note


@dataclass(frozen=True)
class Told:
    """What is told of rows: `notes`, `faults`, and the `reasons` of those left out."""

    notes: tuple[Note, ...]
    faults: pl.DataFrame
    reasons: pl.DataFrame

    @property
    def names_rows(self) -> bool:
        """Whether some row is named."""
        return bool(self.faults.height + self.reasons.height) or any(
            names_lines(note.text) for note in self.notes
        )


def in_files(told: Told, location: OrdersLocation) -> Told:
    """Return what is told of rows of all files by the file each stands in, and its line there.

    Rows are only counted where some are named; those of a warehouse have no lines.
    """
    if not location.files or not told.names_rows:
        return told
    parts, above = _parts(location), 1 if location.form == "csv" else 0
    return Told(
        tuple(replace(note, text=located(note.text, parts, above=above)) for note in told.notes),
        in_parts(told.faults, parts, above=above),
        in_parts(told.reasons, parts, above=above),
    )


def _parts(location: OrdersLocation) -> Sequence[Part]:
    counts = pl.collect_all(
        [scanned(replace(location, files=(file,))).select(pl.len()) for file in location.files[:-1]]
    )
    starts = accumulate((count.item() for count in counts), initial=0)
    names = [
        file.name if file == location.root else f"{file.relative_to(location.root or '')}"
        for file in location.files
    ]
    return [Part(name, start) for name, start in zip(names, starts, strict=True)]


@dataclass(frozen=True)
class Standing:
    """Finds records by their row in the file, among the odd ones."""

    lines: pl.Series
    raw: Raw

    def __call__(self, lines: Sequence[int], /) -> list[str]:
        """Return the records of these rows."""
        places = self.lines.search_sorted(pl.Series(list(lines), dtype=self.lines.dtype))
        return self.raw([place + 1 for place in places.to_list()])
