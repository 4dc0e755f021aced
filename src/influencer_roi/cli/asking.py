"""Answers `query`: reads the filters off the options, asks as the pages ask, and prints."""

import argparse
import sys
from collections.abc import Iterator, Mapping

import polars as pl

from influencer_roi import queries
from influencer_roi.cli.comparing import named, print_month, print_moved, require_fitting
from influencer_roi.cli.data_options import ledger_of, settings_of
from influencer_roi.cli.printing import print_csv, print_json, print_rows, print_slices, print_totals
from influencer_roi.filters import BOUNDS, DAYS, URL_NAMES, Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.model.dimensions import FILTERING
from influencer_roi.model.notation import grouped
from influencer_roi.queries.columns import BEFORE
from influencer_roi.queries.comparing import FROM, TO, slices_beside, totals_beside
from influencer_roi.queries.credit_rules import STANDARD, Crediting, Rule
from influencer_roi.queries.dating import dated, sentences

FILTER_OPTIONS = {url.replace("_", "-"): name for name, url in URL_NAMES.items()}
HEADLINES = 7
_SHOWN_VALUES = 20


def query(parsed: argparse.Namespace) -> int:
    """Print every metric of the selection, or the rows that --by, --moved or --month-close ask for."""
    settings = settings_of(parsed)
    require_fitting(parsed)
    if parsed.sort and parsed.sort not in (*REGISTRY, parsed.by):
        raise ValueError(f"--sort {parsed.sort} needs --by {parsed.sort}; or sort by a metric.")
    ledger = ledger_of(parsed, settings)
    filters = filters_of(parsed, ledger)
    ledger = dated(ledger, filters)
    assumed = Assumptions.of(settings)
    if parsed.moved:
        print_moved(parsed, ledger, filters, assumed)
    elif parsed.month_close:
        print_month(parsed, ledger, filters)
    elif parsed.by:
        _print_slices(parsed, ledger, filters, assumed)
    else:
        _print_totals(parsed, ledger, filters, assumed)
    if parsed.format == "table":
        _explain_emptiness(ledger, filters)
        sys.stderr.write("".join(f"{sentence}.\n" for sentence in sentences(ledger, filters)))
    return 0


def _print_totals(parsed: argparse.Namespace, ledger: Ledger, filters: Filters, assumed: Assumptions) -> None:
    metrics = tuple(dict.fromkeys(parsed.metric or REGISTRY))
    totals = totals_beside(ledger, filters, metrics=metrics, assumed=assumed)
    totals = totals if parsed.compare else totals.select(metrics)
    if parsed.format == "json":
        print_json(totals.row(0, named=True))
    elif parsed.format == "csv":
        print_csv(totals)
    else:
        print_totals(totals)


def _print_slices(parsed: argparse.Namespace, ledger: Ledger, filters: Filters, assumed: Assumptions) -> None:
    ranked_by = [parsed.sort] if parsed.sort in REGISTRY else []
    # Where none is named, what fits a screen, or all of them.
    usual = [*list(REGISTRY)[:HEADLINES], *ranked_by] if parsed.format == "table" else REGISTRY
    metrics = dict.fromkeys(parsed.metric or usual)
    wanted = tuple(dict.fromkeys([*metrics, *ranked_by]))
    rows = _slices(parsed, ledger, filters, wanted, assumed)
    if ranked_by:
        rows = queries.ranked(rows, rank_by=parsed.sort)
    beside = [*(f"{key}{BEFORE}" for key in metrics), FROM, TO] if parsed.compare else []
    rows = rows.select(parsed.by, *metrics, *beside).head(parsed.top or rows.height)
    if parsed.format != "table":
        print_rows(rows, parsed.format)
    else:
        print_slices(named(rows, ledger) if parsed.by == "influencer_id" else rows)
        if not parsed.metric:
            sys.stderr.write(f"{len(REGISTRY)} metrics in all: --metric KEY for one, --format csv for all.\n")


def _slices(
    parsed: argparse.Namespace,
    ledger: Ledger,
    filters: Filters,
    metrics: tuple[str, ...],
    assumed: Assumptions,
) -> pl.DataFrame:
    ask = slices_beside if parsed.compare else queries.slices
    how = Crediting(Rule(parsed.credit or STANDARD.rule), parsed.window or STANDARD.window)
    return ask(ledger, filters, by=parsed.by, metrics=metrics, assumed=assumed, credit=how)


def filters_of(parsed: argparse.Namespace, ledger: Ledger) -> Filters:
    """Return the filters that options name.

    Raises:
        ValueError: the ledger has no such value; it names those there are.
    """
    texts = {}
    for option, name in FILTER_OPTIONS.items():
        values = getattr(parsed, option.replace("-", "_"))
        if values:
            texts[name] = values if isinstance(values, list) else [values]
    filters, dropped = Filters.from_texts(texts, ledger)
    if dropped:
        raise ValueError(" ".join([f"Cannot filter by {', '.join(dropped)}.", *_choices(texts, ledger)]))
    return filters


def _choices(texts: Mapping[str, list[str]], ledger: Ledger) -> Iterator[str]:
    """Yield, for each filter given a value it cannot have, what it could have been given."""
    for name, values in texts.items():
        if name in FILTERING:
            known = ledger.values(name)
            more = len(known) - _SHOWN_VALUES
            if not set(values) <= set(known):
                shown = ", ".join(known[:_SHOWN_VALUES])
                others = f" and {grouped(more)} more" if more > 0 else ""
                yield f"The {FILTERING[name].plural} are {shown}{others}."
    if set(DAYS) & set(texts):
        yield f"Dates look like {ledger.first_day}, the first here; the last is {ledger.as_of}."
    if any(BOUNDS[name].kind is int for name in texts.keys() & BOUNDS.keys()):
        yield "Numbers are written in digits alone, as 50000."


def _explain_emptiness(ledger: Ledger, filters: Filters) -> None:
    name = queries.emptied_by(ledger, filters)
    option = next((option for option, field in FILTER_OPTIONS.items() if field == name), None)
    if option:
        sys.stderr.write(f"No entry passes these filters; without --{option} there may be some.\n")
