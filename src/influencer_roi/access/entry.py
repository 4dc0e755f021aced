"""Begins sessions of readers who have shown who they are, however they did, and says whose a request is."""

import time

from flask import Response, g, request

from influencer_roi.access import sessions
from influencer_roi.access.audit import Event, Trail
from influencer_roi.access.gate import DEVICE, SESSION, Gate
from influencer_roi.access.proxy import Caller
from influencer_roi.access.store import Store
from influencer_roi.model.roles import LOCAL, Reader


def reader() -> Reader:
    """Return who asks; where nobody signs in, whoever sits at this machine."""
    found: Reader | None = g.get("reader")
    return found or LOCAL


def trail(gate: Gate, who: str = "") -> Trail:
    """Return where what this request does is written down; it is the reader's, where nobody else is named."""
    reader = g.get("reader")
    return Trail(gate.store, who or (reader.name if reader else "nobody"), caller().address, g.request_id)


def to(address: str) -> Response:
    """Return what leads a browser to another address."""
    return Response(status=303, headers={"Location": address, "Cache-Control": "no-store"})


def begin(gate: Gate, store: Store, name: str, onward: str, **details: str) -> Response:
    """Begin a session with an id of its own; one the browser brought along ends."""
    now, answer = time.time(), to(onward)
    if before := request.cookies.get(gate.cookie(SESSION)):
        sessions.end(store, before)
    set_cookie(gate, answer, gate.cookie(SESSION), sessions.start(store, name, now))
    if not known_device(gate, store, name, now):
        known = sessions.know_device(store, name, now)
        set_cookie(gate, answer, gate.cookie(DEVICE), known, age=sessions.DEVICE)
    trail(gate, name).record(Event.SIGNED_IN, **details)
    return answer


def known_device(gate: Gate, store: Store, name: str, now: float) -> str:
    """Return the id of a browser this user signed in with before; empty for any other."""
    device = request.cookies.get(gate.cookie(DEVICE), "")
    return device if device and sessions.knows_device(store, name, device, now) else ""


def set_cookie(gate: Gate, answer: Response, name: str, value: str, *, age: int | None = None) -> None:
    """Have a browser keep a value for this host alone, out of reach of scripts; `age` is in seconds."""
    secure = gate.access.tls
    answer.set_cookie(name, value, age, path="/", secure=secure, httponly=True, samesite="Lax")


def caller() -> Caller:
    """Return where this request comes from."""
    found: Caller = g.caller
    return found
