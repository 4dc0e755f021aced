"""Answers `query --moved` and `query --month-close`: two periods, and a month beside what was agreed."""

import argparse
import sys

import polars as pl

from influencer_roi import queries
from influencer_roi.cli.printing import print_rows, print_slices, print_table
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.units import COUNT, NOTHING, RUPEES
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.model.notation import worded
from influencer_roi.queries.month_close import PAYEE, MonthClose, month_close, month_named
from influencer_roi.queries.moved import MOVED, moved_since, split

_DAYS = ("compared_from", "compared_to")


def require_fitting(parsed: argparse.Namespace) -> None:
    """Raise ValueError where an option would be passed over without a word."""
    if parsed.compare and parsed.month_close:
        raise ValueError("--month-close compares nothing; leave --compare out.")
    if parsed.sort and not parsed.by and (parsed.moved or parsed.month_close):
        raise ValueError(worded("--sort orders the rows of --by; the others have the largest rupees first."))
    if parsed.month_close and (parsed.metric or parsed.top):
        text = "--month-close has columns of its own and all its rows; leave out --metric and --top."
        raise ValueError(text)
    if (parsed.credit or parsed.window) and not parsed.by:
        raise ValueError("--credit and --window say what posts are credited with; add --by post.")


def print_moved(parsed: argparse.Namespace, ledger: Ledger, filters: Filters, assumed: Assumptions) -> None:
    """Print what each value of a dimension moved, the largest gain first, and the days compared with."""
    metrics = tuple(dict.fromkeys(parsed.metric or MOVED))
    every = moved_since(ledger, filters, by=parsed.moved, metrics=metrics, assumed=assumed)
    rows = every.head(parsed.top or every.height)
    if parsed.format != "table":
        print_rows(rows, parsed.format)
        return
    shown = rows.drop(_DAYS)
    print_slices(named(shown, ledger) if parsed.moved == "influencer_id" else shown)
    days = queries.compared(ledger, filters)
    if days is not None:
        sys.stderr.write(f"Compared with {days.start} to {days.end}.{_split_in_words(every)}\n")


def print_month(parsed: argparse.Namespace, ledger: Ledger, filters: Filters) -> None:
    """Print what a month is worth, payee by payee; a table has the total too, and what is in no month."""
    close = month_close(ledger, filters, month=month_named(ledger, parsed.month_close))
    if parsed.format != "table":
        print_rows(close.rows, parsed.format)
        return
    _print_close(close)
    if close.undated:
        sys.stderr.write(f"{RUPEES.exact(close.undated)} of spend has no day, and is in no month.\n")


def named(rows: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    """Return rows by influencer with the name beside the id."""
    return queries.with_names(rows, ledger).with_columns(pl.col("name").fill_null("Organic"))


def _split_in_words(rows: pl.DataFrame) -> str:
    """Return where a change of revenue comes from; empty where that cannot be told of these rows."""
    found = split(rows) if {"revenue", "spend"} <= set(rows.columns) else None
    if found is None:
        return ""
    parts = {"spend": found.spent, "mix": found.mix, "return": found.returns}
    words = ", ".join(f"{name} {RUPEES.exact(rupees)}" for name, rupees in parts.items())
    return f" Revenue {RUPEES.exact(found.change)}: {words}."


def _print_close(close: MonthClose) -> None:
    columns = close.rows.columns
    lines = [
        [_cell(name, value) for name, value in row.items()] for row in close.with_total.iter_rows(named=True)
    ]
    headers = [name.removesuffix("_id").replace("_", " ").capitalize() for name in columns]
    print_table(headers, lines, texts=len(PAYEE) - 1)


def _cell(name: str, value: object) -> str:
    if isinstance(value, float | int):
        unit = COUNT if name.endswith("_units") else RUPEES
        return unit.exact(value)
    return NOTHING if value is None else str(value)
