"""Tells a page that waits for rows how far the orders are read, and ends the work once nobody waits."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

from dash.exceptions import PreventUpdate
from flask import Blueprint, Response, jsonify, request

from influencer_roi.orders.waited import followed
from influencer_roi.response_cache import AnswerCache, goes_on, is_gone

PERIOD = 0.25  # seconds between two notes
NAMED = "Table-Wait"  # the header that names what a page waits for: no part of what it asks
_NAME = re.compile("[a-z0-9]{1,64}")


@contextmanager
def awaited(cached: AnswerCache, name: str = "") -> Iterator[None]:
    """Note how far it is under the name a page gave it, if any, and end it once its reader has left."""
    began = noted = time.monotonic()

    def tell(share: float) -> None:
        nonlocal noted
        if is_gone():
            raise PreventUpdate
        goes_on()
        if name and time.monotonic() - noted >= PERIOD:
            noted = time.monotonic()
            cached.note(name, f"{share:.3f}")

    try:
        with followed(tell):
            yield
    finally:
        if noted > began:
            cached.forget(name)


def given_name() -> str:
    """Return the name a page gave what it waits for; empty where it gave none, or none of ours."""
    name = request.headers.get(NAMED, "")
    return name if _NAME.fullmatch(name) else ""


def progress(cached: AnswerCache) -> Blueprint:
    """Return the route /progress.json: the share that is read of the orders, for what a page waits `of`."""
    blueprint = Blueprint("progress", __name__)

    @blueprint.get("/progress.json")
    def share_read() -> Response:
        """Say how far it is; nothing of what is not begun, or done."""
        share = cached.noted(request.args.get("of", ""))
        answer = jsonify({"share": float(share)} if share else {})
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return blueprint
