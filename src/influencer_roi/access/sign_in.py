"""Signs readers in and out, and opens share links: the routes nobody is signed in for yet."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, g, request

from influencer_roi.access import passwords, sessions, share, users
from influencer_roi.access.audit import Event
from influencer_roi.access.entry import begin, caller, set_cookie, to, trail
from influencer_roi.access.gate import LINK, SESSION, Gate
from influencer_roi.access.onward import HOME, in_words, onward_of
from influencer_roi.access.page import (
    BACK,
    PASSWORD,
    PROVIDER,
    SHARED,
    SIGN_IN,
    SIGN_OUT,
    Offer,
    refusal_page,
    sign_in_page,
)
from influencer_roi.access.password_desk import PasswordDesk, tried
from influencer_roi.access.store import Store
from influencer_roi.settings import OpenId

WRONG = "This name and password do not go together."
_NO_TLS = "Readers sign in by https; this address is not."


def sign_in(gate: Gate, pages: Mapping[str, str]) -> Blueprint:
    """Return the routes /sign-in…, /sign-out and /shared/…; `pages` are the labels of ours by path."""
    routes = Blueprint("sign_in", __name__)
    if gate.store is None:
        return routes
    openid = gate.access.openid
    desk = _Desk(gate, gate.store, pages, Offer(gate.access.passwords, openid.label if openid else ""))
    routes.get(SIGN_IN)(desk.form)
    routes.post(SIGN_OUT)(desk.leave)
    routes.get(f"{SHARED}<identity>")(desk.opened)
    if gate.access.passwords:
        password = PasswordDesk(gate, gate.store)
        routes.get(PASSWORD)(password.password_form)
        routes.post(PASSWORD)(password.change_password)
        passwords.nobodys()  # made now, so that the first wrong name takes no longer than the second
        routes.post(SIGN_IN)(desk.enter)
    if openid:
        _add_provider(routes, gate, gate.store, pages, openid)
    return routes


def _add_provider(
    routes: Blueprint, gate: Gate, store: Store, pages: Mapping[str, str], openid: OpenId
) -> None:
    from influencer_roi.access.openid import ProviderDesk  # noqa: PLC0415 # off by default, and not free
    from influencer_roi.access.provider import provider_of  # noqa: PLC0415 # so is this

    desk = ProviderDesk(gate, store, pages, openid, provider_of(openid))
    routes.get(PROVIDER)(desk.go_there)
    routes.get(BACK)(desk.come_back)


@dataclass(frozen=True)
class _Desk:
    """Where readers come in."""

    gate: Gate
    store: Store
    pages: Mapping[str, str]
    offer: Offer

    def form(self) -> Response:
        """Draw the form; who is signed in goes on."""
        onward = onward_of(request.args.get("next", HOME), self.pages)
        if g.reader is not None and g.reader.view is None:
            return to(onward)
        return sign_in_page(self.offer, onward=onward, where=in_words(onward, self.pages), note=self._note())

    def enter(self) -> Response:
        """Begin a session where name and password go together."""
        onward = onward_of(request.form.get("next", HOME), self.pages)
        name = users.spelled(request.form.get("name", ""))[:64]
        password = request.form.get("password", "")
        known = users.stored_password(self.store, name) is not None
        noted = trail(self.gate, name if known else "unknown name")  # it may be a password
        failed = tried(self.gate, self.store, name, password, noted)
        if failed is None:
            users.renew_password(self.store, name, password)
            return begin(self.gate, self.store, name, onward)
        status, words = failed
        answer = sign_in_page(
            self.offer, onward=onward, where=in_words(onward, self.pages), name=name, wrong=words or WRONG
        )
        answer.status_code = status
        return answer

    def leave(self) -> Response:
        """End the session, for every worker at once."""
        if identity := request.cookies.get(self.gate.cookie(SESSION)):
            if g.reader is not None:
                trail(self.gate).record(Event.SIGNED_OUT)
            sessions.end(self.store, identity)
        answer = to(SIGN_IN)
        for cookie in (self.gate.cookie(SESSION), self.gate.cookie(LINK)):
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
        set_cookie(self.gate, answer, self.gate.cookie(LINK), identity)
        return answer

    def _note(self) -> str:
        """Return a warning where a browser would not take the cookie: https is expected, and this is not."""
        here = caller().by_tls or caller().is_at_this_machine
        return _NO_TLS if self.gate.access.tls and not here else ""
