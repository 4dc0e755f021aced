"""Signs readers in and out, and opens share links: the routes nobody is signed in for yet."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import BoundedSemaphore

from flask import Blueprint, Response, g, request

from influencer_roi.access import lockout, passwords, sessions, share, users
from influencer_roi.access.audit import Event, Trail
from influencer_roi.access.gate import Gate
from influencer_roi.access.onward import HOME, in_words, onward_of
from influencer_roi.access.page import refusal_page, sign_in_page
from influencer_roi.access.proxy import Caller
from influencer_roi.access.store import Store

SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"
WRONG = "This name and password do not go together."
BUSY = "Many sign in at this moment. Try again in a minute."
_AT_ONCE = 2  # passwords a worker checks at a time: each takes 64 MB, and the threads of readers
_PATIENCE = 2.0  # seconds
_NO_TLS = "Readers sign in by https; this address is not."


def sign_in(gate: Gate, pages: Mapping[str, str]) -> Blueprint:
    """Return the routes /sign-in, /sign-out and /shared/…; `pages` are the labels of ours by path."""
    routes = Blueprint("sign_in", __name__)
    if gate.store is not None:
        desk = _Desk(gate, gate.store, pages)
        passwords.matches(None, "")  # so that the first wrong name takes no longer than the second
        routes.get(SIGN_IN)(desk.form)
        routes.post(SIGN_IN)(desk.enter)
        routes.post(SIGN_OUT)(desk.leave)
        routes.get(f"{share.PATH}<identity>")(desk.opened)
    return routes


def trail(gate: Gate, who: str = "") -> Trail:
    """Return where what this request does is written down; it is the reader's, where nobody else is named."""
    reader = g.get("reader")
    return Trail(gate.store, who or (reader.name if reader else "nobody"), _caller().address, g.request_id)


def to(path: str) -> Response:
    """Return what leads a browser to another address of ours."""
    return Response(status=303, headers={"Location": path, "Cache-Control": "no-store"})


@dataclass(frozen=True)
class _Desk:
    """Where readers come in."""

    gate: Gate
    store: Store
    pages: Mapping[str, str]
    slots: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(_AT_ONCE))

    def form(self) -> Response:
        """Draw the form; who is signed in goes on."""
        onward = onward_of(request.args.get("next", HOME), self.pages)
        if g.reader is not None and g.reader.view is None:
            return to(onward)
        return sign_in_page(onward=onward, where=in_words(onward, self.pages), note=self._note())

    def enter(self) -> Response:
        """Begin a session where name and password go together."""
        onward = onward_of(request.form.get("next", HOME), self.pages)
        name = users.spelled(request.form.get("name", ""))[:64]
        failed = self._try(name)
        if failed is None:
            return self._begin(name, onward)
        status, words = failed
        answer = sign_in_page(onward=onward, where=in_words(onward, self.pages), name=name, wrong=words)
        answer.status_code = status
        return answer

    def leave(self) -> Response:
        """End the session, for every worker at once."""
        if identity := request.cookies.get(self.gate.cookies.session):
            if g.reader is not None:
                trail(self.gate).record(Event.SIGNED_OUT)
            sessions.end(self.store, identity)
        answer = to(SIGN_IN)
        for cookie in (self.gate.cookies.session, self.gate.cookies.link):
            answer.delete_cookie(cookie, secure=self.gate.access.tls, httponly=True, samesite="Lax")
        return answer

    def opened(self, identity: str) -> Response:
        """Go on to the view a share link is of."""
        reader = share.reader_of(self.store, identity, time.time())
        if reader is None or reader.view is None:
            return refusal_page("This link has ended", "Ask whoever sent it for a new one.", 404)
        address = reader.view.path + reader.view.query
        trail(self.gate, reader.name).record(Event.LINK_OPENED, view=address)
        answer = to(address)
        self._set(answer, self.gate.cookies.link, identity)
        return answer

    def _try(self, name: str) -> tuple[int, str] | None:
        """Return the status and the words of why nobody comes in; None where name and password are right."""
        now = time.time()
        counted = lockout.keys(name, _caller().address, self._known_device(name, now))
        wait = lockout.begin_try(self.store, counted, now)
        stored = users.stored_password(self.store, name)
        tried = trail(self.gate, name if stored is not None else "unknown name")  # it may be a password
        if wait:
            tried.record(Event.SIGN_IN_REFUSED)
            return 429, f"Too many tries. The next is possible in {max(1, round(wait / 60))} min."
        if not self.slots.acquire(timeout=_PATIENCE):
            return 503, BUSY
        try:
            right = passwords.matches(stored, request.form.get("password", ""))
        finally:
            self.slots.release()
        if not right:
            tried.record(Event.SIGN_IN_FAILED)
            return 401, WRONG
        lockout.succeed(self.store, counted, now)
        return None

    def _begin(self, name: str, onward: str) -> Response:
        """Begin a session with an id of its own; one the browser brought along ends."""
        now, answer = time.time(), to(onward)
        users.renew_password(self.store, name, request.form.get("password", ""))
        if before := request.cookies.get(self.gate.cookies.session):
            sessions.end(self.store, before)
        self._set(answer, self.gate.cookies.session, sessions.start(self.store, name, now))
        if not self._known_device(name, now):
            known = sessions.know_device(self.store, name, now)
            self._set(answer, self.gate.cookies.device, known, age=sessions.DEVICE)
        trail(self.gate, name).record(Event.SIGNED_IN)
        return answer

    def _known_device(self, name: str, now: float) -> str:
        """Return the id of a browser this user signed in with before; empty for any other."""
        device = request.cookies.get(self.gate.cookies.device, "")
        return device if device and sessions.knows_device(self.store, name, device, now) else ""

    def _set(self, answer: Response, name: str, value: str, *, age: int | None = None) -> None:
        secure = self.gate.access.tls
        answer.set_cookie(name, value, age, path="/", secure=secure, httponly=True, samesite="Lax")

    def _note(self) -> str:
        """Return a warning where a browser would not take the cookie: https is expected, and this is not."""
        caller = _caller()
        return _NO_TLS if self.gate.access.tls and not caller.by_tls and not caller.is_at_this_machine else ""


def _caller() -> Caller:
    caller: Caller = g.caller
    return caller
