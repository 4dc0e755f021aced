"""Says in which file of orders in place a row stands that a note names."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

import polars as pl

from influencer_roi.intake.location import OrdersLocation
from influencer_roi.ledger.roll_up.engines.polars import scanned
from influencer_roi.model.parts import Part, located, names_lines
from influencer_roi.model.report import Note


def located_notes(notes: Sequence[Note], location: OrdersLocation) -> tuple[Note, ...]:
    """Return notes whose lines, rows of all files, each name the file they stand in, and their line there.

    Rows are only counted where some note names one; those of a warehouse have no lines.
    """
    if not location.files or not any(names_lines(note.text) for note in notes):
        return tuple(notes)
    counts = pl.collect_all(
        [scanned(replace(location, files=(file,))).select(pl.len()) for file in location.files]
    )
    starts = accumulate((count.item() for count in counts), initial=0)
    names = [
        file.name if file == location.root else f"{file.relative_to(location.root or '')}"
        for file in location.files
    ]
    header = 1 if location.form == "csv" else 0
    parts = [Part(name, start) for name, start in zip(names, starts, strict=False)]
    return tuple(replace(note, text=located(note.text, parts, above=header)) for note in notes)
