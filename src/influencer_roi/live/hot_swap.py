"""Serves whichever snapshot is the newest good one; each request is answered from one of them alone."""

import gc
import logging
import threading
from collections.abc import Callable, Iterable
from contextvars import copy_context
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

from influencer_roi.live.health import Health, health
from influencer_roi.live.source import DataSource
from influencer_roi.live.supervisor import Supervisor
from influencer_roi.live.waiting import waiting_page
from influencer_roi.model.report import Problem, Refused
from influencer_roi.store import Snapshot, current_version, read_snapshot
from influencer_roi.store.status import read_status

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_log = logging.getLogger(__name__)
PERIOD = 1.0
_UNUSABLE = ("bad_snapshot", "other_origin", "other_currency")  # not that there is none yet
Make = Callable[[Snapshot, Callable[[], Health]], Flask]


class HotSwap:
    """The application gunicorn serves: a page that waits until there is a ledger, then the dashboard over it.

    `make` gives the dashboard of a snapshot. A new one is made beside the old and replaces it between
    two requests; what the old one still answers, it answers from the old ledger.
    """

    def __init__(
        self, source: DataSource, make: Make, assets: Path, *, supervisor: Supervisor | None = None
    ) -> None:
        self._source = source
        self._make = make
        self._supervisor = supervisor or Supervisor(source)
        self._health = Health()
        self._dashboard: WSGIApplication | None = None
        self._looked_at: str | None = "nothing yet"
        self._stopped = threading.Event()
        self._looker: threading.Thread | None = None
        self.flask = self._waiting(assets)

    def look(self) -> None:
        """Do what is due now: take over a newer snapshot, then have changed files built.

        At a start readers come first: whether files changed is looked for once something is served.
        """
        self._adopt()
        self._supervisor.supervise()

    def start(self) -> None:
        """Look once, then again and again in a thread of its own, until stopped."""
        self.look()
        self._looker = threading.Thread(target=self._run, name="looks for new data", daemon=True)
        self._looker.start()

    def stop(self) -> None:
        """Stop looking, and end a build that runs."""
        self._stopped.set()
        if self._looker is not None:
            self._looker.join()
        self._supervisor.stop()

    def now(self) -> Health:
        """Return what is served, with the newest word on what is being done."""
        return replace(self._health, status=read_status(self._source.root))

    def _run(self) -> None:
        while not self._stopped.wait(PERIOD):
            try:
                self.look()
            except Exception:  # noqa: BLE001 # whatever it was, the next look may go well, and readers stay served
                _log.exception("looking for new data failed")

    def _adopt(self) -> None:
        """Take over the current snapshot where it is another than the one looked at last.

        What names the current one may be damaged itself: the first look reads whatever is there.
        """
        current = current_version(self._source.root)
        if current == self._looked_at:
            return
        self._looked_at = current
        try:
            self._source.claim()
            snapshot = read_snapshot(self._source.root)
        except Refused as refused:
            unusable = tuple(one for one in refused.problems if one.code in _UNUSABLE)
            self._show(unusable)
            return
        replaces = snapshot.version != self._health.version
        if replaces:
            self._dashboard = copy_context().run(self._warm, snapshot)
        self._health = Health(snapshot.ledger, snapshot.version)
        if replaces:
            gc.collect()  # a replaced dashboard refers to itself, and would keep its ledger for hours
        self._show(snapshot.problems)

    def _warm(self, snapshot: Snapshot) -> "WSGIApplication":
        """Make the dashboard of a snapshot, and have it do what it does at its first answer."""
        made = self._make(snapshot, self.now)
        made.test_client().get("/healthz")
        return made.wsgi_app

    def _show(self, problems: tuple[Problem, ...]) -> None:
        """Have readers told, and all of it in the log, which says what readers may not know."""
        for problem in problems:
            _log.error("%s", problem)
        self._health = replace(self._health, problems=problems)

    def _waiting(self, assets: Path) -> Flask:
        """Return the outer Flask application, which waits where there is no dashboard yet."""
        flask = Flask(__name__, static_folder=str(assets), static_url_path="/assets")
        flask.register_blueprint(health(self.now))
        flask.register_error_handler(404, lambda _: waiting_page(self.now()))
        waiting = flask.wsgi_app

        def serve(environment: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
            # Dash leaves its application in the context of who asks: a thread would keep a replaced one.
            return copy_context().run(self._dashboard or waiting, environment, start)

        flask.wsgi_app = serve  # type: ignore[method-assign,assignment] # as Flask's documentation has it
        return flask
