"""Serves rows as files, streamed, behind plain links; what a link asks is checked at the door."""

from collections.abc import Iterator
from urllib.parse import parse_qs

import polars as pl
from flask import Blueprint, Response, abort, jsonify, request

from influencer_roi import queries
from influencer_roi.data.dimensions import DIMENSIONS
from influencer_roi.data.ledger import Ledger
from influencer_roi.filters import Filters
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.vocabulary import Assumptions

CHUNK = 50_000
MOST_SHOWN = 500
_RUNS = r"^[=+\-@\t\r]"


def downloads(ledger: Ledger, assumed: Assumptions) -> Blueprint:
    """Return the routes `/download/entries.csv`, `/download/slices.csv` and `/download/slices.json`."""
    routes = Blueprint("downloads", __name__, url_prefix="/download")

    @routes.get("/entries.csv")
    def entries() -> Response:
        """Answer with the ledger entries of a selection."""
        return _csv(queries.entry_rows(ledger, _filters(ledger)), f"entries-{ledger.as_of}")

    @routes.get("/slices.csv")
    def slices() -> Response:
        """Answer with one row per value of `by`, every metric raw."""
        by = _by()
        rows = queries.slices(ledger, _filters(ledger), by=by, assumed=assumed)
        return _csv(_described(rows, by, ledger), f"{by}-{ledger.as_of}")

    @routes.get("/slices.json")
    def table() -> Response:
        """Answer with the same rows as texts for a table on screen, those with the most revenue first."""
        by = _by()
        rows = queries.slices(ledger, _filters(ledger), by=by, assumed=assumed)
        if DIMENSIONS[by].filters:
            rows = queries.ranked(rows, rank_by="revenue")
        return jsonify(_table(_described(rows.head(MOST_SHOWN), by, ledger), by))

    return routes


def csv_chunks(rows: pl.DataFrame) -> Iterator[bytes]:
    """Yield rows as CSV, header first; texts a spreadsheet would run begin with an apostrophe."""
    safe = rows.with_columns(
        _inert(name) for name, dtype in rows.schema.items() if dtype.base_type() in _TEXTUAL
    )
    yield safe.head(0).write_csv().encode()
    for start in range(0, safe.height, CHUNK):
        yield safe.slice(start, CHUNK).write_csv(include_header=False).encode()


_TEXTUAL = (pl.String, pl.Enum, pl.Categorical)


def _inert(name: str) -> pl.Expr:
    text = pl.col(name).cast(pl.String)
    return (
        pl.when(text.str.contains(_RUNS)).then(pl.concat_str(pl.lit("'"), text)).otherwise(text).alias(name)
    )


def _csv(rows: pl.DataFrame, name: str) -> Response:
    answer = Response(csv_chunks(rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="influencer-roi-{name}.csv"'
    return answer


def _filters(ledger: Ledger) -> Filters:
    """Return the filters of the address; rows are never given for filters other than those asked for."""
    filters, dropped = Filters.from_query(request.query_string.decode("utf-8", "replace"), ledger)
    if dropped:
        abort(400, f"Not in this data: {', '.join(dropped)}.")
    return filters


def _by() -> str:
    asked = parse_qs(request.query_string.decode("utf-8", "replace")).get("by", [""])[0]
    if asked not in DIMENSIONS:
        abort(400, f"There is no dimension '{asked}'; there are {', '.join(DIMENSIONS)}.")
    return asked


def _described(rows: pl.DataFrame, by: str, ledger: Ledger) -> pl.DataFrame:
    """Return rows by influencer with the name beside the id; others as they are."""
    if by != "influencer_id":
        return rows
    people = queries.influencers(ledger).select("influencer_id", "name")
    named = rows.cast({by: pl.String}).join(people, on=by, how="left", maintain_order="left", validate="m:1")
    return named.select(by, "name", pl.exclude(by, "name"))


def _table(rows: pl.DataFrame, by: str) -> dict[str, object]:
    labels = {by: DIMENSIONS[by].label, "name": "Name"}
    columns = [labels.get(name) or REGISTRY[name].label for name in rows.columns]
    texts = [
        [_written(name, value) for name, value in zip(rows.columns, row, strict=True)]
        for row in rows.iter_rows()
    ]
    return {"title": f"By {DIMENSIONS[by].label.lower()}", "columns": columns, "rows": texts}


def _written(name: str, value: object) -> str:
    if name in REGISTRY:
        return REGISTRY[name].unit.exact(value if isinstance(value, int | float) else None)
    return "–" if value is None else str(value)
