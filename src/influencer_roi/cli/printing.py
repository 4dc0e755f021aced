"""Prints answers: tables for people, CSV and JSON with raw numbers for everything else."""

import json
import sys
from collections.abc import Iterable, Sequence

import polars as pl
from rich.console import Console
from rich.table import Table

from influencer_roi.model.escape import in_csv
from influencer_roi.queries.columns import label_of, metric_of, written


def print_json(answer: object) -> None:
    """Print an answer as JSON; dates are ISO texts, nothing is null."""
    print(json.dumps(answer, ensure_ascii=False, indent=2, default=str))


def print_csv(rows: pl.DataFrame) -> None:
    """Print rows as CSV under their keys, no text of which a spreadsheet runs; nothing is empty."""
    sys.stdout.write(in_csv(rows).write_csv())


def print_slices(rows: pl.DataFrame) -> None:
    """Print one line per slice under the readers' words, every number in its unit."""
    lines = ([written(name, value) for name, value in row.items()] for row in rows.iter_rows(named=True))
    texts = sum(metric_of(name) is None for name in rows.columns)
    print_table([label_of(name) for name in rows.columns], lines, texts=texts)


def print_rows(rows: pl.DataFrame, form: str) -> None:
    """Print rows as JSON, a list of objects, or as CSV."""
    if form == "json":
        print_json(rows.to_dicts())
    else:
        print_csv(rows)


def print_totals(totals: pl.DataFrame) -> None:
    """Print one line per metric of the one row of totals."""
    row = totals.row(0, named=True)
    print_table(["Metric", "Value"], ([label_of(key), written(key, value)] for key, value in row.items()))


def print_table(headers: Sequence[str], lines: Iterable[Sequence[str]], *, texts: int = 1) -> None:
    """Print a table whose first `texts` columns are words and the others numbers."""
    table = Table(box=None, pad_edge=False)
    for place, header in enumerate(headers):
        table.add_column(header, justify="left" if place < texts else "right", no_wrap=True)
    for line in lines:
        table.add_row(*line)
    # Into a pipe or a file a table is as wide as it needs to be.
    Console(width=None if sys.stdout.isatty() else 1_000, markup=False, highlight=False).print(table)
