"""Says where rows of orders in place stand: in which file, at which line, among those that are odd."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

import polars as pl

from influencer_roi.intake.clean import Cleaned
from influencer_roi.intake.clean.outcome import in_parts
from influencer_roi.intake.location import OrdersLocation
from influencer_roi.intake.read.sheet import Raw
from influencer_roi.ledger.roll_up.engines.polars import scanned
from influencer_roi.model.parts import Part, located
from influencer_roi.model.report import lines_in


def in_files(findings: Cleaned, location: OrdersLocation) -> Cleaned:
    """Return what is told of rows of all files by the file each stands in, and its line there.

    Rows are only counted where some are named; those of a warehouse have no lines.
    """
    named = (
        findings.faults.height
        or findings.reasons.height
        or any(lines_in(note.text) for note in findings.notes)
    )
    if not location.files or not named:
        return findings
    parts, above = _parts(location), 1 if location.form == "csv" else 0
    return replace(
        findings,
        notes=tuple(replace(note, text=located(note.text, parts, above=above)) for note in findings.notes),
        faults=in_parts(findings.faults, parts, above=above),
        reasons=in_parts(findings.reasons, parts, above=above),
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


def standing(lines: pl.Series, raw: Raw, rows: Sequence[int], /) -> list[str]:
    """Return records by their row in the file; `lines` are the rows of those `raw` counts."""
    places = lines.search_sorted(pl.Series(list(rows), dtype=lines.dtype))
    return raw([place + 1 for place in places.to_list()])
