"""Says where rows of orders in place stand: in which file, at which line, among those that are odd."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate

import polars as pl

from influencer_roi.intake.clean import Cleaned
from influencer_roi.intake.clean.outcome import in_parts
from influencer_roi.intake.location import OrdersLocation
from influencer_roi.intake.read.sheet import Raw
from influencer_roi.ledger.roll_up.engines.polars import scanned
from influencer_roi.model.parts import LineIn, Part, as_counted, located
from influencer_roi.model.report import lines_in

_ROW = "influencer_roi_row"


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
    parts = _parts(location)
    line_in = _lines_of(location, parts) if location.form == "csv" else as_counted
    return replace(
        findings,
        notes=tuple(
            replace(note, text=located(note.text, parts, line_in=line_in)) for note in findings.notes
        ),
        faults=in_parts(findings.faults, parts, line_in=line_in),
        reasons=in_parts(findings.reasons, parts, line_in=line_in),
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


def _lines_of(location: OrdersLocation, parts: Sequence[Part]) -> LineIn:
    """Return what says at which line of its file a record begins, of which cells may have several lines."""
    files = {part.file: file for part, file in zip(parts, location.files, strict=True)}

    @cache
    def broken(name: str) -> list[tuple[int, int]]:
        return _broken(replace(location, files=(files[name],)))

    def line_in(part: Part, record: int) -> int:
        found = broken(part.file)
        before = bisect_left(found, (record, 0))
        return 1 + record + (found[before - 1][1] if before else 0)

    return line_in


def _broken(location: OrdersLocation) -> list[tuple[int, int]]:
    """Return each record with line feeds in its cells, and how many stand up to there; 0 is the header."""
    rows = scanned(location, _ROW)
    names = rows.collect_schema().names()[1:]
    header = sum(name.count("\n") for name in names)
    feeds = pl.sum_horizontal(pl.col(names).str.count_matches("\n", literal=True).fill_null(0))
    some = rows.select(_ROW, feeds=feeds).filter(pl.col("feeds") > 0).collect(engine="streaming").sort(_ROW)
    return [(0, header), *some.select(_ROW, pl.col("feeds").cum_sum() + header).rows()]


def standing(lines: pl.Series, raw: Raw, rows: Sequence[int], /) -> list[str]:
    """Return records by their row in the file; `lines` are the rows of those `raw` counts."""
    places = lines.search_sorted(pl.Series(list(rows), dtype=lines.dtype))
    return raw([place + 1 for place in places.to_list()])
