"""Answers where files are brought: each streams to the disk by itself, whatever its size."""

from http import HTTPStatus
from pathlib import Path

import polars as pl
from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import ClientDisconnected

from influencer_roi.access.audit import Event
from influencer_roi.access.door import MOST_UPLOADED, UPLOADS
from influencer_roi.access.entry import reader, trail
from influencer_roi.access.gate import Gate
from influencer_roi.ledger.entries import Ledger
from influencer_roi.live.staging import progress_of
from influencer_roi.model.escape import in_csv
from influencer_roi.model.report import Refused
from influencer_roi.queries.versions.values import months_as_rows
from influencer_roi.store.staged import begin, staged_of
from influencer_roi.store.upload import Way
from influencer_roi.uploads.incoming import pieces_of, take
from influencer_roi.uploads.reading import NotYet, compared, ledger_of

_SAID_NO = HTTPStatus.UNPROCESSABLE_ENTITY
_NAMES = 300  # characters of a name
_COMPARING = "The new files are still compared with what is live. Try again in a moment."


def uploads(root: Path, gate: Gate) -> Blueprint:
    """Return the routes under /upload/: begin one, bring a file, see how far it is, take findings home."""
    routes = Blueprint("uploads", __name__, url_prefix=UPLOADS.rstrip("/"))
    _add_bringing(routes, root, gate)
    _add_findings(routes, root, gate)
    routes.register_error_handler(Refused, lambda refused: _refused(gate, refused))
    routes.register_error_handler(NotYet, lambda _: (_COMPARING, HTTPStatus.SERVICE_UNAVAILABLE))
    routes.register_error_handler(ClientDisconnected, lambda _: ("", HTTPStatus.BAD_REQUEST))
    return routes


def _add_bringing(routes: Blueprint, root: Path, gate: Gate) -> None:

    @routes.post("/new")
    def new() -> Response:
        """Begin an upload, and answer with its id."""
        staged = begin(root, who=reader().name, way=Way.ALONE)
        trail(gate).record(Event.UPLOAD_BEGUN, upload=staged.identity)
        return jsonify(upload=staged.identity)

    @routes.post("/<identity>")
    def bring(identity: str) -> Response:
        """Take one file, the body as it is; `name` in the address is what it is called."""
        request.max_content_length = MOST_UPLOADED
        staged = staged_of(root, identity)
        name = request.args.get("name", "")[:_NAMES].lstrip("/")
        taken = take(staged, name, pieces_of(request.stream.read))
        trail(gate).record(Event.UPLOADED, upload=identity, file=name)
        return jsonify(taken=taken)

    @routes.get("/<identity>/progress")
    def progress(identity: str) -> Response:
        """Say how far the build of an upload is."""
        found = progress_of(staged_of(root, identity))
        return jsonify(state=found.state, step=found.step, done=round(found.done, 3))


def _add_findings(routes: Blueprint, root: Path, gate: Gate) -> None:
    @routes.get("/<identity>/<any('set-aside', 'left-out'):rows>.csv")
    def without(identity: str, rows: str) -> Response:
        """Answer with every fault of the rows set aside, or with every row that earned nothing, and why."""
        report = _ledger(root, identity).report
        trail(gate).record(Event.EXPORTED, file=f"{rows}.csv", upload=identity)
        found = report.faults if rows == "set-aside" else report.left_out
        return _file(f"{rows}.csv", in_csv(found).write_csv(include_bom=True))

    @routes.get("/<identity>/changes.csv")
    def changes(identity: str) -> Response:
        """Answer with what changes, month by month."""
        found = compared(staged_of(root, identity))
        trail(gate).record(Event.EXPORTED, file="changes.csv", upload=identity)
        header, *months = months_as_rows(found.difference.comparison)
        rows = pl.DataFrame(months, [*map(str, header)], orient="row", strict=False, infer_schema_length=None)
        return _file("changes.csv", in_csv(rows).write_csv())

    @routes.get("/<identity>/report.json")
    def report(identity: str) -> Response:
        """Answer with what became of every row."""
        found = _ledger(root, identity).report
        trail(gate).record(Event.EXPORTED, file="report.json", upload=identity)
        return jsonify(**found.as_json(), set_aside=found.faults.to_dicts())


def _refused(gate: Gate, refused: Refused) -> tuple[Response, int]:
    """Answer with why not, and what to do."""
    words = " ".join(one.for_readers for one in refused.problems)
    trail(gate).record(Event.UPLOAD_REFUSED, why=words)
    return jsonify(refused=words), _SAID_NO


def _ledger(root: Path, identity: str) -> Ledger:
    """Return what was built of an upload, as who asks may see it."""
    return ledger_of(staged_of(root, identity), reader().audience)


def _file(name: str, text: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, headers=headers, mimetype="text/csv")
