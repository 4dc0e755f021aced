"""Answers each reader from the application over the ledger of their audience; no other data is in reach."""

import time
from collections.abc import Callable, Iterable
from threading import Lock
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.wrappers import Request

from influencer_roi.access.gate import Gate
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.masked import masked
from influencer_roi.ledger.pooled import pooled
from influencer_roi.model.audience import SEES_ALL, Audience

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def seen_by(ledger: Ledger, audience: Audience) -> Ledger:
    """Return the ledger an audience reads; it shares with the other ones all that is the same."""
    if audience == SEES_ALL:
        return ledger
    return masked(ledger) if audience.sees_payouts else pooled(ledger)


class ByAudience:
    """One application per audience, each made for its first reader, or before anybody comes."""

    def __init__(self, make: Callable[[Audience], Flask], gate: Gate) -> None:
        self._make = make
        self._gate = gate
        self._lock = Lock()
        self._making: dict[Audience, Lock] = {}
        self._made: dict[Audience, WSGIApplication] = {}

    def flask(self, expected: Iterable[Audience] = ()) -> Flask:
        """Return the application of those who see everything; it hands requests of others to theirs.

        Those of expected audiences are there at once.

        Who did not sign in is answered by it as well: its door keeps them out.
        """
        flask = self._make(SEES_ALL)
        self._made[SEES_ALL] = flask.wsgi_app
        flask.wsgi_app = self._answer  # type: ignore[method-assign,assignment] # as Flask's documentation has it
        for audience in expected:
            self._of(audience)
        return flask

    def _answer(self, environment: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        _, session = self._gate.asking(Request(environment), time.time())
        return self._of(session.reader.audience if session else SEES_ALL)(environment, start)

    def _of(self, audience: Audience) -> "WSGIApplication":
        if audience not in self._made:
            with self._lock:
                making = self._making.setdefault(audience, Lock())
            with making:  # readers of other applications do not wait
                if audience not in self._made:
                    made = self._make(audience)
                    made.test_client().get("/healthz")  # Dash sets itself up at the first request
                    self._made[audience] = made.wsgi_app
        return self._made[audience]
