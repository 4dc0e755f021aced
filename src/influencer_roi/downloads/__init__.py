"""Serves rows as files behind plain links; what a link requests is checked first."""

from collections.abc import Callable, Mapping
from functools import partial

from flask import Blueprint, Response, jsonify

from influencer_roi import queries
from influencer_roi.downloads import arguments
from influencer_roi.downloads.about import RowsFile
from influencer_roi.downloads.files import (
    csv_file,
    explained_csv_file,
    parquet_file,
    table_texts,
    workbook_file,
)
from influencer_roi.downloads.offered import OFFERED, rows_file, sliced
from influencer_roi.downloads.turns import Turns, person
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.registry import measured
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.queries.dating import dated
from influencer_roi.ui.file_names import disposition, file_name

__all__ = ["FORMS", "Turns", "downloads"]

FORMS: Mapping[str, Callable[[RowsFile], Response]] = {
    "csv": csv_file,
    "explained csv": explained_csv_file,
    "parquet": parquet_file,
    "xlsx": workbook_file,
}
_NAMES = ", ".join(f"'{name}'" for name in OFFERED)


def downloads(ledger: Ledger, assumed: Assumptions, *, turns: Turns | None = None) -> Blueprint:
    """Return the routes under `/download`, each with the filters as its query.

    `<name>.csv`, `.parquet` and `.xlsx` for what `offered.py` declares: the ledger's entries and the four
    tables, `slices` and `moved` for one row per value of `by`, `agreements` for what was paid beside what was
    agreed, `underperformers` under thresholds, `month-close` of a `month`, `set-aside` for rows kept out;
    `shown`, the model of a grid, leaves some rows of the ledger's tables, in its order;
    `slices.json` is for the screen. `about=yes` puts what the rows are above those of a CSV; a workbook says
    it on a sheet of its own, Parquet in its metadata. `turns` says who has a workbook written, in this
    process alone where none are given.
    """
    workbooks = turns or Turns()
    routes = Blueprint("downloads", __name__, url_prefix="/download")

    @routes.get(f"/<any({_NAMES}):name>.<any(csv, parquet, xlsx):form>")
    def rows(name: str, form: str) -> Response:
        """Answer with the rows of a selection as a file."""
        explained = form == "csv" and arguments.argument("about") == "yes"
        write = partial(FORMS["explained csv" if explained else form], rows_file(name, ledger, assumed))
        return workbooks.answer(person(), write) if form == "xlsx" else write()

    @routes.get("/slices.json")
    def table() -> Response:
        """Answer with one row per value of `by` as texts, those with the most revenue first."""
        by = arguments.by()
        found = sliced(dated(ledger, arguments.filters(ledger)), assumed, metrics=measured(ledger))
        if DIMENSIONS[by].filters and not arguments.sort():
            found = queries.ranked(found, rank_by="revenue")
        return jsonify(table_texts(by, found))

    @routes.get("/load-report.json")
    def report() -> Response:
        """Answer with what became of every row of the files: counts, notes, rows set aside."""
        faults = ledger.report.faults.to_dicts()
        answer = jsonify(**ledger.report.as_json(), set_aside=faults)
        name = file_name("load-report", Filters(), as_of=ledger.as_of, suffix="json")
        answer.headers["Content-Disposition"] = disposition(name)
        return answer

    return routes
