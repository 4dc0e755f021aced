"""Serves rows as files behind plain links; what a link requests is checked first."""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from urllib.parse import parse_qs

import polars as pl
from flask import Blueprint, Response, abort, jsonify, request

from influencer_roi import queries
from influencer_roi.downloads.about import RowsFile
from influencer_roi.downloads.files import (
    csv_file,
    explained_csv_file,
    parquet_file,
    table_texts,
    workbook_file,
)
from influencer_roi.downloads.turns import Turns, person
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.registry import REGISTRY, measured
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.orders import Listing
from influencer_roi.orders.in_memory import FrameRows
from influencer_roi.queries import payouts, rows
from influencer_roi.ui.in_words import in_words

__all__ = ["FORMS", "Turns", "downloads"]

FORMS: Mapping[str, Callable[[RowsFile], Response]] = {
    "csv": csv_file,
    "explained csv": explained_csv_file,
    "parquet": parquet_file,
    "xlsx": workbook_file,
}
_THRESHOLDS = tuple(payouts.Thresholds.__dataclass_fields__)
FILES = "entries, orders, posts, influencers, payouts, slices, agreements, underperformers, 'set-aside'"


def downloads(ledger: Ledger, assumed: Assumptions, *, turns: Turns | None = None) -> Blueprint:
    """Return the routes under `/download`, each with the filters as its query.

    `<table>.csv`, `.parquet` and `.xlsx` for the ledger's entries and the four tables, `slices` for one row
    per value of `by`, `agreements` for what was paid beside what was agreed, `underperformers` under
    thresholds, `set-aside` for rows kept out; `slices.json` is for the screen. `about=yes` puts what the rows
    are above those of a CSV; a workbook says it on a sheet of its own, Parquet in its metadata. `turns` says
    who has a workbook written, in this process alone where none are given.
    """
    workbooks = turns or Turns()
    routes = Blueprint("downloads", __name__, url_prefix="/download")

    @routes.get(f"/<any({FILES}):name>.<any(csv, parquet, xlsx):form>")
    def rows_file(name: str, form: str) -> Response:
        """Answer with the rows of a selection as a file."""
        explained = form == "csv" and _argument("about") == "yes"
        write = partial(FORMS["explained csv" if explained else form], _rows(name, ledger, assumed))
        return workbooks.answer(person(), write) if form == "xlsx" else write()

    @routes.get("/slices.json")
    def table() -> Response:
        """Answer with one row per value of `by` as texts, those with the most revenue first."""
        by, sort = _by(), _sort()
        found = _sliced(ledger, assumed, by, sort, metrics=measured(ledger))
        if DIMENSIONS[by].filters and not sort:
            found = queries.ranked(found, rank_by="revenue")
        return jsonify(table_texts(by, found))

    @routes.get("/load-report.json")
    def report() -> Response:
        """Answer with what became of every row of the files: counts, notes, rows set aside."""
        faults = ledger.report.faults.to_dicts()
        answer = jsonify(**ledger.report.as_json(), set_aside=faults)
        answer.headers["Content-Disposition"] = "attachment; filename=load_report.json"
        return answer

    return routes


def _rows(name: str, ledger: Ledger, assumed: Assumptions) -> RowsFile:
    if name == "slices":
        return _slices(ledger, assumed)
    if name in ("agreements", "underperformers") and not ledger.audience.sees_payouts:
        abort(403, rows.NO_PAYOUTS)
    filters, chosen = _filters(ledger), ""
    found: Listing
    if name == "underperformers":
        drawn = _thresholds()
        found = FrameRows(payouts.underperformers(ledger, filters, drawn))
        chosen = _in_words(drawn)
    elif name == "agreements":
        found = FrameRows(payouts.agreements(ledger, filters))
    elif name == "set-aside":
        found = FrameRows(rows.set_aside(ledger))
    else:
        found = book = rows.book(ledger, filters, name)
        if unlisted := book.why_unlisted():
            abort(400, unlisted)
    return RowsFile(name, found, filters, ledger.as_of, assumed, in_words(ledger, filters), chosen)


def _slices(ledger: Ledger, assumed: Assumptions) -> RowsFile:
    by, sort, filters = _by(), _sort(), _filters(ledger)
    assumed = replace(assumed, baseline=_baseline(assumed))
    found = _sliced(ledger, assumed, by, sort, metrics=queries.ALL_METRICS)
    chosen = f"the best by {REGISTRY[sort].label} first" if sort else ""
    return RowsFile(by, FrameRows(found), filters, ledger.as_of, assumed, in_words(ledger, filters), chosen)


def _sliced(
    ledger: Ledger, assumed: Assumptions, by: str, sort: str, *, metrics: tuple[str, ...]
) -> pl.DataFrame:
    """Return one row per value of a dimension, the best by a metric first where one is named."""
    assumed = replace(assumed, baseline=_baseline(assumed))
    found = queries.slices(ledger, _filters(ledger), by=by, metrics=metrics, assumed=assumed)
    ordered = queries.ranked(found, rank_by=sort) if sort in found.columns else found
    return _described(ordered, by, ledger)


def _filters(ledger: Ledger) -> Filters:
    """Return the filters of the address; rows are never given for others."""
    filters, dropped = Filters.from_query(request.query_string.decode("utf-8", "replace"), ledger)
    if dropped:
        abort(400, f"Not in this data: {', '.join(dropped)}.")
    return filters


def _argument(name: str) -> str:
    return parse_qs(request.query_string.decode("utf-8", "replace")).get(name, [""])[0]


def _by() -> str:
    argument = _argument("by")
    if argument not in DIMENSIONS:
        abort(400, f"There is no dimension '{argument}'; there are {', '.join(DIMENSIONS)}.")
    return argument


def _sort() -> str:
    """Return the metric the rows are sorted by, empty where none is named."""
    argument = _argument("sort")
    if argument and argument not in REGISTRY:
        abort(400, f"There is no metric '{argument}'; there are {', '.join(REGISTRY)}.")
    return argument


def _number(name: str, default: float) -> float:
    argument = _argument(name)
    try:
        number = float(argument) if argument else default
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        abort(400, f"{name} is '{argument}'; give a number.")
    return number


def _baseline(assumed: Assumptions) -> float:
    """Return the baseline as a share, in percent."""
    percent = _number("baseline", assumed.baseline * 100)
    if not 0 <= percent <= 100:
        abort(400, f"baseline is '{_argument('baseline')}'; give a percentage from 0 to 100.")
    return percent / 100


def _thresholds() -> payouts.Thresholds:
    drawn = {name: _number(name, 0.0) for name in _THRESHOLDS if _argument(name)}
    return payouts.Thresholds(**drawn)


def _in_words(drawn: payouts.Thresholds) -> str:
    """Return the lines drawn: "ROAS below 1, spend from 0"."""
    words = {
        "max_roas": "ROAS below",
        "min_spend": "spend from",
        "max_orders": "orders at most",
        "max_engagement": "engagement rate below",
    }
    lines = {name: getattr(drawn, name) for name in _THRESHOLDS}
    return ", ".join(f"{words[name]} {line:g}" for name, line in lines.items() if line is not None)


def _described(found: pl.DataFrame, by: str, ledger: Ledger) -> pl.DataFrame:
    """Return rows by influencer with the name beside the id; others as they are."""
    if by != "influencer_id":
        return found
    people = queries.influencers(ledger).select("influencer_id", "name")
    named = found.cast({by: pl.String}).join(people, on=by, how="left", maintain_order="left", validate="m:1")
    return named.select(by, "name", pl.exclude(by, "name"))
