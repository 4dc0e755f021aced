"""Stands before every request: which host and path it names, who sent it, and what they may have."""

import logging
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import quote

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from influencer_roi.access import fetch_metadata, hosts, refusals, sessions
from influencer_roi.access.audit import Event
from influencer_roi.access.bodies import CALLBACKS
from influencer_roi.access.entry import to, trail
from influencer_roi.access.gate import SESSION, Gate
from influencer_roi.access.headers import ASSETS, dress
from influencer_roi.access.onward import HOME, onward_of
from influencer_roi.access.page import (
    BACK,
    LOADED,
    NO_ACCOUNT,
    PROVIDER,
    SHARED,
    SIGN_IN,
    SIGN_OUT,
    refusal_page,
)
from influencer_roi.access.sessions import Session
from influencer_roi.access.sign_in import sign_in
from influencer_roi.model.audience import Audience
from influencer_roi.model.roles import Act, Reader, SharedView, refused

_log = logging.getLogger(__name__)
MOST_BYTES = 1 << 16  # of a body
TOO_LARGE = f"A request holds at most {MOST_BYTES:,} bytes."
DOWNLOADS = "/download/"
UPLOADS = "/upload/"  # what is brought to be published; it streams, with a limit of its own
MOST_UPLOADED = 2 << 30  # bytes of one file that is brought
ON_SCREEN = "/download/slices.json"  # a page shows it as a table; it is no file
PROBES = ("/healthz", "/readyz")
POLLED = ("/status.json", "/progress.json")  # a page asks by itself: this shows no reader that is there
_ANYWHERE = "/<path:path>"  # Dash answers any address with its page; ours are listed
_UNUSED = ("/_reload-hash", "/_favicon.ico")  # of Dash; nothing of ours asks for them
_SHELL = (
    "/_dash-layout",
    "/_dash-dependencies",
    "/_dash-component-suites/",
    "/asset-",
    "/bundle-",
    ASSETS,
)
_TITLES = {
    HTTPStatus.NOT_FOUND: "There is no such page",
    HTTPStatus.FORBIDDEN: "Not for you",
    HTTPStatus.BAD_REQUEST: "This address cannot be answered",
}


@dataclass(frozen=True)
class Refusal:
    """Why a request is not answered: a status, and a sentence."""

    status: HTTPStatus
    words: str


@dataclass(frozen=True)
class Door:
    """What is asked of every request to one Flask application; `pages` are the labels of ours by path.

    `listed` says that there is nothing but at known addresses; a page that waits stands at all. `audience` is
    who its data is for, None where it has none; `closed` are pages they may not open, `acts` what readers of
    a page must be allowed to do, `rows` the path of the page by what its tables ask for rows with.
    """

    gate: Gate
    pages: Mapping[str, str]
    policy: Callable[[], str] = field(default=lambda: "default-src 'self'")
    listed: bool = True
    audience: Audience | None = None
    closed: frozenset[str] = frozenset()
    acts: Mapping[str, Act] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)

    def install(self, flask: Flask) -> None:
        """Stand before every request, and behind every answer; called before anything else is added."""
        flask.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
        flask.before_request(self._look)
        flask.after_request(self._dress)
        flask.register_error_handler(HTTPException, self._explain)
        flask.register_error_handler(Exception, self._fail)
        flask.register_blueprint(sign_in(self.gate, self.pages))

    def _look(self) -> Response | None:
        """Return the refusal of a request that is not to be answered, and note who asks."""
        now = time.time()
        g.request_id, g.reader = secrets.token_hex(8), None
        g.caller, session = self.gate.asking(request, now)
        refusal = self._foreign()
        if refusal is None:
            self._meet(session, now)
            refusal = self._unknown() or self._closed()
        return self._refuse(refusal) if refusal else None

    def _meet(self, session: Session | None, now: float) -> None:
        """Note who asks, and that they are there where it is not the page that asks by itself."""
        g.reader = session.reader if session else None
        if session and self.gate.store is not None and request.path not in POLLED:
            identity = request.cookies.get(self.gate.cookie(SESSION), "")
            sessions.note_seen(self.gate.store, identity, session, now)

    def _foreign(self) -> Refusal | None:
        """Refuse what was not meant for this server, is too large, or another site's page sent."""
        host = request.headers.get("Host", "")
        if not hosts.is_ours(host, self.gate.access):
            return Refusal(HTTPStatus.MISDIRECTED_REQUEST, "This server does not answer under that name.")
        if (request.content_length or 0) > most_of(request.method, request.path):
            return Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_large(request.method, request.path))
        if "Transfer-Encoding" in request.headers:
            return Refusal(HTTPStatus.LENGTH_REQUIRED, "A request says how long it is.")
        if not fetch_metadata.is_from_here(request.method, host, request.headers):
            return Refusal(HTTPStatus.FORBIDDEN, "A page of another site asked for this.")
        return None

    def _unknown(self) -> Refusal | None:
        """Refuse an address there is nothing at; where there is something, nobody learns before sign-in."""
        rule = request.url_rule.rule if request.url_rule else ""
        there = rule and rule not in _UNUSED and (rule != _ANYWHERE or request.path in self.pages)
        if there or not self.listed or g.reader is None:
            return None
        if isinstance(request.routing_exception, MethodNotAllowed):
            return Refusal(HTTPStatus.METHOD_NOT_ALLOWED, "This address takes other methods.")
        return Refusal(HTTPStatus.NOT_FOUND, "There is nothing at this address.")

    def _closed(self) -> Refusal | None:
        """Refuse what this reader may not have."""
        reader: Reader | None = g.reader
        if self._is_open():
            return None
        if reader is None:
            return self._nobody()
        if self.audience is not None and self.audience.exceeds(reader.audience):
            return Refusal(HTTPStatus.CONFLICT, "What you may see has changed. Load the page again.")
        if reader.view is not None and not self._is_of(reader.view):
            return Refusal(HTTPStatus.FORBIDDEN, "This link opens one view, with its filters as they are.")
        act = self._act()
        return Refusal(HTTPStatus.FORBIDDEN, refused(act)) if act and not reader.may(act) else None

    def _act(self) -> Act | None:
        """Return what a reader must be allowed to do to have what is asked for."""
        path = request.path
        if path.startswith(UPLOADS):
            return Act.PUBLISH
        takes_home = path.startswith(DOWNLOADS) and path != ON_SCREEN
        return Act.DOWNLOAD if takes_home else self.acts.get(path)

    def _nobody(self) -> Refusal:
        if self.gate.store is None:
            return Refusal(HTTPStatus.FORBIDDEN, "This server is open on its own machine only.")
        if g.caller.name:
            return Refusal(HTTPStatus.FORBIDDEN, NO_ACCOUNT)
        return Refusal(HTTPStatus.UNAUTHORIZED, "Sign in first.")

    def _is_open(self) -> bool:
        """Whether the address is for everybody, signed in or not."""
        path = request.path
        at_sign_in = path in (SIGN_IN, SIGN_OUT, PROVIDER, BACK) or path.startswith(SHARED)
        return path in PROBES or path in LOADED or (at_sign_in and self.gate.store is not None)

    def _is_of(self, view: SharedView) -> bool:
        """Whether what is asked for is part of one view: the page, what draws it, and rows of its tables."""
        path = request.path
        if path == CALLBACKS:
            return self._draws(view, request.get_json(silent=True))
        address = path, request.query_string.decode("utf-8", "replace")
        own = path.startswith(_SHELL) or path in POLLED or address == (view.path, view.query[1:])
        return own and request.method in ("GET", "HEAD")

    def _draws(self, view: SharedView, body: object) -> bool:
        """Whether a body asks for that view to be drawn, or for rows of its tables."""
        try:
            (part,) = body["inputs"]  # type: ignore[index] # whatever was sent; what does not fit raises
            identity, value = part["id"], part["value"]
            if identity == "moved":
                return (value["path"], value["search"]) == (view.path, view.query)
            return (self.rows.get(identity), value["address"]) == (view.path, view.query)
        except (TypeError, KeyError, ValueError):
            return False

    def _refuse(self, refusal: Refusal) -> Response:
        """Answer with a refusal, and write it down in one line."""
        refusals.write_down(refusal.status, refusal.words)
        if request.method not in ("GET", "HEAD") or not fetch_metadata.is_navigation(request.headers):
            return _in_one_line(refusal)
        if refusal.status == HTTPStatus.UNAUTHORIZED:
            wanted = onward_of(request.full_path.removesuffix("?"), self.pages)
            return to(f"{SIGN_IN}?next={quote(wanted, safe='')}" if wanted != HOME else SIGN_IN)
        return self._page(refusal)

    def _page(self, refusal: Refusal) -> Response:
        reader: Reader | None = g.reader
        may = {path for path, act in self.acts.items() if reader and reader.may(act)}
        hidden = self.closed | (self.acts.keys() - may)
        links = tuple(one for one in self.pages.items() if one[0] not in hidden) if reader else ()
        title = _TITLES.get(refusal.status, refusal.status.phrase)
        return refusal_page(title, refusal.words, refusal.status, links)

    def _explain(self, error: HTTPException) -> Response | HTTPException:
        """Answer with what an error of HTTP says, on a page of ours."""
        if error.code is None or error.code < HTTPStatus.BAD_REQUEST or error.response is not None:
            return error
        return self._page(Refusal(HTTPStatus(error.code), error.description or "This cannot be answered."))

    def _fail(self, error: Exception) -> Response:
        """Answer what failed with a sentence; what failed stands in the log alone, under the request's id."""
        _log.error("request %s failed", g.request_id, exc_info=error)
        words = f"This could not be answered. Whoever runs this server finds it in the log as {g.request_id}."
        return self._page(Refusal(HTTPStatus.INTERNAL_SERVER_ERROR, words))

    def _dress(self, response: Response) -> Response:
        """Add the headers, and write down what was taken home."""
        dress(response, policy=self.policy, tls=self.gate.access.tls)
        response.headers["Request-Id"] = g.request_id
        query = request.query_string.decode("ascii", "replace")
        if request.path.startswith(DOWNLOADS) and response.status_code == HTTPStatus.OK:
            trail(self.gate).record(Event.EXPORTED, file=request.path.removeprefix(DOWNLOADS), query=query)
        return response


def most_of(method: str, path: str) -> int:
    """Return how many bytes the body of a request may have."""
    return MOST_UPLOADED if method == "POST" and path.startswith(UPLOADS) else MOST_BYTES


def too_large(method: str, path: str) -> str:
    """Return in words that a body is larger than it may be."""
    if most_of(method, path) == MOST_BYTES:
        return TOO_LARGE
    return f"A file has at most {MOST_UPLOADED >> 30} GB. Pack it by gzip, or divide it."


def _in_one_line(refusal: Refusal) -> Response:
    answer = Response(f"{refusal.words}\n", status=refusal.status, mimetype="text/plain")
    if refusal.status in (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.LENGTH_REQUIRED):
        answer.headers["Connection"] = "close"  # what was not read must not be taken for the next request
    return answer
