"""Declares every file of rows there is to take home; a new one is one entry of OFFERED."""

import calendar
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import polars as pl
from flask import abort

from influencer_roi import queries
from influencer_roi.downloads import arguments
from influencer_roi.downloads.about import RowsFile
from influencer_roi.downloads.shown_rows import (
    Changed,
    ShownRows,
    with_columns_shown,
    with_whole_numbers,
)
from influencer_roi.filters import OF_ENTRIES, READINGS, URL_NAMES, Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import PEOPLE, RUPEES
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.model.calendar import Compare
from influencer_roi.orders import Listing
from influencer_roi.orders.in_memory import FrameRows
from influencer_roi.orders.requests import RowRequest
from influencer_roi.pages import PAGES, explorer
from influencer_roi.queries import payouts, rows
from influencer_roi.queries.credit_rules import STANDARD
from influencer_roi.queries.dating import dated
from influencer_roi.queries.evidence.values import gate_rows
from influencer_roi.queries.month_close import month_close, month_named
from influencer_roi.queries.moved import moved_since
from influencer_roi.queries.row_requests import shown_rows
from influencer_roi.ui.in_words import in_words
from influencer_roi.ui.page import Page
from influencer_roi.ui.tables import Rows, file_of
from influencer_roi.ui.words import day


def rows_file(name: str, ledger: Ledger, assumed: Assumptions) -> RowsFile:
    """Return the rows that the address requests of one of OFFERED."""
    if name in _OF_PAYOUTS and not ledger.audience.sees_payouts:
        abort(403, rows.NO_PAYOUTS)
    found = OFFERED[name](dated(ledger, arguments.filters(ledger)), assumed)
    return replace(found, listed=Changed(found.listed, with_whole_numbers))


def sliced(ledger: Ledger, assumed: Assumptions, *, metrics: tuple[str, ...]) -> pl.DataFrame:
    """Return one row per value of a dimension, the best by a metric first where the address names one."""
    by, sort = arguments.by(), arguments.sort()
    found = queries.slices(
        ledger,
        arguments.filters(ledger),
        by=by,
        metrics=metrics,
        assumed=_with_baseline(assumed),
        credit=arguments.credit(),
    )
    ordered = queries.ranked(found, rank_by=sort) if sort in found.columns else found
    shown = _as_shown(ordered)
    return queries.with_names(shown, ledger) if by == "influencer_id" else shown


def _as_shown(found: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that pass the tests the address names; all of them where it names none."""
    request = arguments.shown(lambda model: shown_rows(model, found.schema))
    if request is None:
        return found
    return found.filter(group.condition(found.schema) for group in request.groups)


def _slices(ledger: Ledger, assumed: Assumptions) -> RowsFile:
    sort = arguments.sort()
    found = sliced(ledger, assumed, metrics=queries.ALL_METRICS)
    how = arguments.credit()
    best = f"the best by {REGISTRY[sort].label} first" if sort else ""
    chosen = "; ".join(part for part in (best, how.in_words if how != STANDARD else "") if part)
    name = f"slices-by-{_in_addresses(arguments.by())}"
    return _file(name, FrameRows(_whole_people(found)), ledger, _with_baseline(assumed), chosen)


def _whole_people(found: pl.DataFrame) -> pl.DataFrame:
    """Return sums by a dimension with people as whole numbers: a share of one is nobody."""
    people = [name for name in found.columns if name in REGISTRY and REGISTRY[name].unit is PEOPLE]
    rounded = pl.col(people).round(mode="half_away_from_zero").cast(pl.Int64)
    return found.with_columns(rounded)


def _moved(ledger: Ledger, assumed: Assumptions) -> RowsFile:
    """Return what moved each value of a dimension since the days compared with."""
    by = arguments.by()
    try:
        found = moved_since(ledger, arguments.filters(ledger), by=by)
    except ValueError as nothing:
        abort(400, str(nothing))
    return _file(
        f"moved-by-{_in_addresses(by)}",
        FrameRows(queries.with_names(found, ledger) if by == "influencer_id" else found),
        ledger,
        assumed,
        "who gained most revenue first",
    )


def _month_close(ledger: Ledger, assumed: Assumptions) -> RowsFile:
    """Return what a month is worth, payee by payee, and the total as the last row."""
    try:
        month = month_named(ledger, arguments.argument("month"))
    except ValueError as unknown:
        abort(400, str(unknown))
    of_people = arguments.filters(ledger).without((*OF_ENTRIES, *READINGS))
    close = month_close(ledger, of_people, month=month)
    last = month.replace(day=calendar.monthrange(month.year, month.month)[1])
    filters = replace(of_people, start=month, end=last, compare=Compare.NONE)
    undated = f"{RUPEES.exact(close.undated)} of spend has no day and is in no month"
    chosen = f"the running total is since {day(close.year)}; {undated}; the last row is the total"
    return RowsFile(
        "month-close",
        FrameRows(close.with_total),
        filters,
        ledger.as_of,
        assumed,
        in_words(ledger, filters),
        chosen,
    )


def _agreements(ledger: Ledger, assumed: Assumptions) -> RowsFile:
    found = payouts.agreements(ledger, arguments.filters(ledger))
    return _file("agreements", FrameRows(found), ledger, assumed)


def _underperformers(ledger: Ledger, assumed: Assumptions) -> RowsFile:
    drawn = arguments.thresholds()
    found = payouts.underperformers(ledger, arguments.filters(ledger), drawn)
    return _file("underperformers", FrameRows(found), ledger, assumed, arguments.in_words(drawn))


def _evidence(ledger: Ledger, assumed: Assumptions) -> RowsFile:
    """Return how much the numbers of a selection can carry, gate by gate."""
    return _file("evidence", FrameRows(gate_rows(ledger, arguments.filters(ledger))), ledger, assumed)


def _set_aside(ledger: Ledger, assumed: Assumptions) -> RowsFile:
    """Return the rows kept out; a selection of what counts does not narrow them."""
    arguments.filters(ledger)
    found = FrameRows(rows.set_aside(ledger))
    return RowsFile("set-aside", found, Filters(), ledger.as_of, assumed, _SET_ASIDE)


def _table(name: str, ledger: Ledger, assumed: Assumptions) -> RowsFile:
    book = rows.book(ledger, arguments.filters(ledger), name)
    if unlisted := book.why_unlisted():
        abort(400, unlisted)
    request = arguments.shown(partial(explorer.ROWS.shown, book))
    if request is None:
        return _file(name, book, ledger, assumed)
    listed = ShownRows(book, request)
    return _file(f"{name}-as-shown", listed, ledger, assumed, listed.in_words())


def _of_page(page: Page, name: str, listed: Rows, ledger: Ledger, assumed: Assumptions) -> RowsFile:
    """Return the rows of a table of a page, those that its grid shows."""
    if not page.opens_to(ledger):
        abort(403, rows.NO_PAYOUTS)
    filters = arguments.filters(ledger)
    view = page.assuming(assumed).viewed(ledger, filters, arguments.choices(page), assumed)
    book = listed.book(view)
    if unlisted := book.why_unlisted():
        abort(400, unlisted)
    request = arguments.shown(partial(listed.shown, book)) or RowRequest()
    shown = ShownRows(book, request)
    found = Changed(shown, partial(with_columns_shown, arguments.columns_but_hidden(listed.fields(view))))
    return _file(f"{name}-as-shown", found, ledger, assumed, shown.in_words())


OFFERED: Mapping[str, Callable[[Ledger, Assumptions], RowsFile]] = {
    **{
        file_of(identity): partial(_of_page, page, file_of(identity), listed)
        for page in PAGES
        for identity, listed in page.tables.items()
        if identity not in page.own_files
    },
    **{name: partial(_table, name) for name in rows.TABLES},
    "slices": _slices,
    "moved": _moved,
    "agreements": _agreements,
    "underperformers": _underperformers,
    "month-close": _month_close,
    "evidence": _evidence,
    "set-aside": _set_aside,
}
_SET_ASIDE = "All rows kept out of the ledger, whatever is filtered"
_OF_PAYOUTS = frozenset({"agreements", "underperformers", "month-close"})


def _file(name: str, found: Listing, ledger: Ledger, assumed: Assumptions, chosen: str = "") -> RowsFile:
    filters = arguments.filters(ledger)
    return RowsFile(name, found, filters, ledger.as_of, assumed, in_words(ledger, filters), chosen)


def _in_addresses(dimension: str) -> str:
    """Return what addresses call a dimension; files are named so."""
    return URL_NAMES.get(dimension, dimension)


def _with_baseline(assumed: Assumptions) -> Assumptions:
    return replace(assumed, baseline=arguments.baseline(assumed))
