"""Tells a page that waits for rows how far the orders are read, and ends the work once nobody waits."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from dash.exceptions import PreventUpdate
from flask import Blueprint, Response, jsonify, request

from influencer_roi.orders.waited import followed
from influencer_roi.response_cache import AnswerCache, goes_on, is_gone

PERIOD = 0.25  # seconds between two notes
LONGEST = 64  # characters of the name a page gives what it waits for


@contextmanager
def awaited(cached: AnswerCache, name: object = None) -> Iterator[None]:
    """Note how far it is under the name a page gave it, if any, and end it once its reader has left."""
    named = name if isinstance(name, str) and len(name) <= LONGEST else ""
    began = noted = time.monotonic()

    def tell(share: float) -> None:
        nonlocal noted
        if is_gone():
            raise PreventUpdate
        goes_on()
        if named and time.monotonic() - noted >= PERIOD:
            noted = time.monotonic()
            cached.note(named, f"{share:.3f}")

    try:
        with followed(tell):
            yield
    finally:
        if noted > began:
            cached.forget(named)


def progress(cached: AnswerCache) -> Blueprint:
    """Return the route /progress.json: the share that is read of the orders, for what a page waits `of`."""
    blueprint = Blueprint("progress", __name__)

    @blueprint.get("/progress.json")
    def told() -> Response:
        """Say how far it is; nothing of what is not begun, or done."""
        share = cached.noted(request.args.get("of", ""))
        answer = jsonify({"share": float(share)} if share else {})
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return blueprint
