"""Finds totals and copies among the orders of files: what only a look at many rows can tell."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import narwhals as nw
import polars as pl

from influencer_roi.intake.clean import Rules, clean
from influencer_roi.intake.clean.merging import alike
from influencer_roi.intake.clean.rules import without
from influencer_roi.intake.clean.statistics import EDGE
from influencer_roi.intake.clean.subtotals import filled_totals
from influencer_roi.intake.clean.texts import NOBODY
from influencer_roi.intake.handles import is_known
from influencer_roi.intake.location import LARGE, OrdersLocation
from influencer_roi.intake.read.records import cut_note
from influencer_roi.intake.read.tables import frame_sheet
from influencer_roi.intake.total_words import MAY_BE_STATISTIC
from influencer_roi.ledger.roll_up.between import SUMMED, records_between
from influencer_roi.ledger.roll_up.engines.polars import scanned
from influencer_roi.ledger.roll_up.typed import KEY
from influencer_roi.model.parts import Part
from influencer_roi.model.schema import ORDERS, Kind

_BYTES = 1 << 16  # of a CSV file, from either end
_FILE = "influencer_roi_file"
_SHEET = 1 << 20  # bytes of files in which people may have summed records by hand, among them too


def totals_in(location: OrdersLocation, headers: Mapping[str, str], rules: Rules) -> pl.DataFrame:
    """Return the rows of files that sum all others of their file, or of all files, every cell a text.

    A table of a warehouse has no first and last rows, so no totals are looked for there. Files that people
    may sum by hand are read at once, as a table in several files is.
    """
    if location.files and sum(file.stat().st_size for file in location.files) <= _SHEET:
        return _among_all(location, rules)
    edges = [_edges(file, location.form) for file in location.files]
    found = [
        _totals(one, (file,), location, headers, rules)
        for one, file in zip(edges, location.files, strict=True)
    ]
    if len(edges) > 1:
        ends = (edges[0][0], edges[-1][1])
        found.append(_totals(ends, location.files, location, headers, rules))
    return pl.concat([one for one in found if one.height] or [pl.DataFrame()], how="diagonal").unique()


def is_one_of(rows: pl.DataFrame, headers: Mapping[str, str]) -> nw.Expr:
    """Return whether a row has the cells of one of these."""
    names = [name for name in headers.values() if name in rows.columns]
    same = [
        nw.all_horizontal(*(_is(name, row[name]) for name in names), ignore_nulls=False)
        for row in rows.iter_rows(named=True)
    ]
    return nw.any_horizontal(*same, ignore_nulls=True)


def cut_in(location: OrdersLocation) -> Iterator[tuple[str, str]]:
    """Yield a remark on each CSV file whose last line has fewer cells than its first, and no end."""
    for file in location.files if location.form == "csv" else ():
        with file.open("rb") as opened:
            header = opened.readline(_BYTES)
            opened.seek(max(0, file.stat().st_size - _BYTES))
            end = opened.read()
        last = end.rpartition(b"\n")[2]
        if last and len(_cells(last)) < len(_cells(header)):
            yield cut_note(f"a line of {file.name}")


def _cells(line: bytes) -> list[str]:
    return next(csv.reader([line.decode("utf-8", errors="replace")]), [])


def copies_in(
    location: OrdersLocation, headers: Mapping[str, str], out: pl.DataFrame
) -> Iterator[tuple[str, str]]:
    """Yield a remark on rows kept without an id that are exactly alike; `out` has the lines of all others.

    Too large files are not looked through.
    """
    if not location.files or sum(file.stat().st_size for file in location.files) > LARGE:
        return
    rows = scanned(location, "line")
    if KEY in headers:
        id_ = pl.col(headers[KEY]).cast(pl.String).str.strip_chars()
        rows = rows.filter(id_.is_null() | id_.str.contains(NOBODY))
    found = rows.collect()
    if found.height:
        yield from alike(without(found, out), None)


def figures_in(
    location: OrdersLocation, headers: Mapping[str, str], totals: pl.DataFrame
) -> Iterator[tuple[str, str]]:
    """Yield a remark on files too large to work out what a line says that is none of the `totals` found."""
    who = headers["influencer_id"]
    for file in location.files:
        if file.stat().st_size <= LARGE:
            continue
        edges = [one for one in _edges(file, location.form) if who in one.columns]
        if totals.height:
            edges = [one.join(totals, on=one.columns, how="anti", nulls_equal=True) for one in edges]
        if any(_may_be_statistic(one, headers) for one in edges):
            text = f"{file.name}: a first or last line may say a number or an extreme of the others"
            yield "figures_not_checked", f"{text}; the file is too large to look, and it counts."


def _is(name: str, value: str | None) -> nw.Expr:
    cell = nw.col(name).cast(nw.String)
    return cell.is_null() | (cell == "") if value is None else (cell == value).fill_null(value=False)


def _edges(file: Path, form: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the first and last rows of a file, every cell a text."""
    if form != "csv":
        rows = pl.scan_parquet(file, hive_partitioning=False)
        found = pl.collect_all([rows.head(EDGE), rows.tail(EDGE)])
        first, last = (one.cast(pl.String, strict=False) for one in found)
        return first, last
    with file.open("rb") as opened:
        top = opened.read(_BYTES)
        size = file.stat().st_size
        opened.seek(max(0, size - _BYTES))
        end = opened.read()
    header, _, body = top.partition(b"\n")
    above = body if size <= _BYTES else body.rpartition(b"\n")[0]
    below = body if size <= _BYTES else end.partition(b"\n")[2]
    return _texts(header, above).head(EDGE), _texts(header, below).tail(EDGE)


def _texts(header: bytes, body: bytes) -> pl.DataFrame:
    """Return lines under a header as rows; none where a quoted cell was cut in two."""
    try:
        return pl.read_csv(io.BytesIO(header + b"\n" + body), infer_schema=False)
    except pl.exceptions.PolarsError:
        return pl.DataFrame()


def _totals(
    edges: Sequence[pl.DataFrame],
    files: Sequence[Path],
    location: OrdersLocation,
    headers: Mapping[str, str],
    rules: Rules,
) -> pl.DataFrame:
    """Return those rows at the edges of files that are totals; sums are only worked out where one may be."""
    first, last = edges
    needed = [headers[name] for name in ("influencer_id", *SUMMED)]
    if not {*needed} <= {*first.columns} or not {*needed} <= {*last.columns}:
        return pl.DataFrame()
    of_files = replace(location, files=tuple(files))
    size = sum(file.stat().st_size for file in files)
    if size <= _SHEET or (size <= LARGE and any(_may_be_statistic(one, headers) for one in edges)):
        return _among_all(of_files, rules)
    if not any(_may_be(one, headers, rules) for one in edges):
        return pl.DataFrame()
    edge_rows = pl.concat(edges, how="diagonal").lazy()
    rows = scanned(of_files)
    between = records_between(rows, edge_rows, first, headers=headers, rules=rules)
    return _found(pl.concat([first, *between, last], how="diagonal"), rules)


def _may_be(edge: pl.DataFrame, headers: Mapping[str, str], rules: Rules) -> bool:
    """Return whether some row of an edge names nobody who is known, or is a total that does."""
    known, who = rules.influencers or frozenset(), headers["influencer_id"]
    if any(not is_known(name or "", known) for name in edge[who]):
        return True
    named = {header: name for name, header in headers.items() if header in edge.columns}
    return bool(len(filled_totals(edge.select(*named).rename(named).with_row_index("line"), ORDERS)))


def _may_be_statistic(edge: pl.DataFrame, headers: Mapping[str, str]) -> bool:
    """Return whether some row may say a figure, such as Max or Count, that only all records can tell."""
    words = [headers[one.name] for one in ORDERS.columns if one.kind is Kind.TEXT and one.name in headers]
    who = headers["influencer_id"]
    nobody = edge.filter(pl.col(who).is_null()).select(words)
    return any(cells.str.contains(MAY_BE_STATISTIC).any() for cells in (edge[who], *nobody.iter_columns()))


def _among_all(location: OrdersLocation, rules: Rules) -> pl.DataFrame:
    """Return those of all rows of files that are totals."""
    every = scanned(location, file=_FILE).collect()
    heights = every[_FILE].rle().struct.field("len")
    rows = every.drop(_FILE).cast(pl.String, strict=False)
    return _found(rows, rules, (heights.cum_sum() - heights).to_list()) if rows.height else rows


def _found(rows: pl.DataFrame, rules: Rules, starts: Sequence[int] = (0,)) -> pl.DataFrame:
    """Return the rows among these that are totals; those of each file begin behind one of the `starts`."""
    parts = tuple(Part(f"{start}", start) for start in starts) if len(starts) > 1 else ()
    sheet = replace(frame_sheet(rows, ORDERS.name), parts=parts)
    found = clean(sheet, ORDERS, rules).faults.filter(code="footer_row")
    before = {part.file: part.start for part in parts}
    places = {line - 1 + before.get(file, 0) for file, line in found.select("file", "line").iter_rows()}
    return rows[sorted(places)] if places else rows.clear()
