"""Answers machines, and the open pages: is this process alive, is it ready, which data does it serve."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field

from flask import Blueprint, Response, g, jsonify, request

from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.report import Problem
from influencer_roi.store.status import Status

DRAINING = "influencer_roi.draining"  # of the environment of a request: this process is about to end


@dataclass(frozen=True)
class Health:
    """What is served now, and what is being done about new data; no `ledger` before the first is ready."""

    ledger: Ledger | None = None
    version: str = ""
    status: Status = field(default_factory=Status)
    problems: tuple[Problem, ...] = ()

    @property
    def complaints(self) -> tuple[str, ...]:
        """Why what is shown is not the newest, in words for readers."""
        return tuple(problem.for_readers for problem in (*self.problems, *self.status.problems))


def health(now: Callable[[], Health]) -> Blueprint:
    """Return the routes /healthz, /readyz and /status.json; `now` gives what they answer with."""
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    def healthz() -> Response:
        """Say that this process answers, and for which data."""
        served = now()
        if served.ledger is None:
            return jsonify(status="starting")
        if _nobody_asks():
            return jsonify(status="ok")
        return jsonify(status="ok", version=served.version, **_data(served.ledger))

    @blueprint.get("/readyz")
    def readyz() -> tuple[Response, int]:
        """Say whether to send readers here; 503 where there is no data yet, or this process will end."""
        served, draining = now(), bool(request.environ.get(DRAINING))
        ready = served.ledger is not None and not draining
        shown = {} if _nobody_asks() else {**_as_json(served), "draining": draining, **_rows(served.ledger)}
        return jsonify(**{**shown, "ready": ready}), 200 if ready else 503

    @blueprint.get("/status.json")
    def status() -> Response:
        """Say which version is served and what is being done, for the page that waits or is open."""
        answer = jsonify(**_as_json(now()))
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return blueprint


def _nobody_asks() -> bool:
    """Return whether readers sign in here and this one did not: then what is served is not described."""
    return "reader" in g and g.reader is None


def _data(ledger: Ledger) -> dict[str, object]:
    return {"entries": ledger.entries.height, "as_of": ledger.as_of.isoformat()}


def _rows(ledger: Ledger | None) -> dict[str, object]:
    """Return the last day of the data, and how many rows of each file were kept and were not."""
    if ledger is None:
        return {}
    counts = {
        table: {"kept": one.kept, "set_aside": one.set_aside, "left_out": one.left_out}
        for table, one in ledger.report.counts.items()
    }
    return {**_data(ledger), "rows": counts}


def _as_json(served: Health) -> dict[str, object]:
    status = {name: value for name, value in asdict(served.status).items() if name != "problems"}
    return {
        "ready": served.ledger is not None,
        "version": served.version,
        "problems": served.complaints,
        **status,
    }
