"""Signs readers in at a provider of OpenID Connect: leads them there, and takes them back."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from threading import BoundedSemaphore

from flask import Response, g, request

from influencer_roi.access import attempts, sessions, users
from influencer_roi.access.attempts import Attempt
from influencer_roi.access.audit import Event
from influencer_roi.access.entry import begin, set_cookie, to, trail
from influencer_roi.access.gate import ATTEMPT, Gate, roles_of
from influencer_roi.access.onward import HOME, onward_of
from influencer_roi.access.page import BACK, BUSY, NO_ACCOUNT, SIGN_IN, refusal_page
from influencer_roi.access.provider import Provider, Unproven, Unreachable
from influencer_roi.access.store import Store
from influencer_roi.settings import OpenId

_AT_ONCE = 2  # readers a worker asks the provider about at a time: it may be slow, and threads are few
_PATIENCE = 2.0  # seconds
E_MAIL = "email"  # the claim; anybody may have typed one that is not verified
_AGAIN = ((SIGN_IN, "Begin again"),)
OVER = "This sign-in was begun in another browser, or too long ago."
UNVERIFIED = "You are known here by your e-mail address, which the provider has not verified."
DECLINED = "{label} did not sign you in."
UNPROVEN = (
    "What {label} says of you could not be checked. Whoever runs this server finds why in the log as {id}."
)
UNREACHABLE = "{label} does not answer at this moment. Try again in a minute."


class Refused(Exception):
    """Who came back is not let in: a status, words for them, and why for who runs the server."""

    def __init__(self, status: HTTPStatus, words: str, why: str, who: str = "unknown name") -> None:
        super().__init__(why)
        self.status, self.words, self.why, self.who = status, words, why, who


@dataclass(frozen=True)
class ProviderDesk:
    """Where readers leave for the provider, and come back from it."""

    gate: Gate
    store: Store
    pages: Mapping[str, str]
    openid: OpenId
    provider: Provider
    slots: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(_AT_ONCE))

    def go_there(self) -> Response:
        """Lead a reader to the provider; who is signed in goes on."""
        onward = onward_of(request.args.get("next", HOME), self.pages)
        if g.reader is not None and g.reader.view is None:
            return to(onward)
        browser = request.cookies.get(self.gate.cookie(ATTEMPT)) or sessions.new_id()
        attempt = attempts.begin(self.store, browser, onward, time.time())
        try:
            answer = to(self._there(attempt))
        except Refused as refused:
            return self._refuse(refused)
        set_cookie(self.gate, answer, self.gate.cookie(ATTEMPT), browser, age=attempts.LONGEST)
        return answer

    def come_back(self) -> Response:
        """Begin a session of who the provider says has come back."""
        try:
            attempt = self._attempt()
            name = self._user(self._claims(attempt))
        except Refused as refused:
            return self._refuse(refused)
        return begin(
            self.gate, self.store, name, onward_of(attempt.onward, self.pages), by=self.openid.issuer
        )

    def _attempt(self) -> Attempt:
        """Return the try that this browser began and the provider ended."""
        browser, state = request.cookies.get(self.gate.cookie(ATTEMPT), ""), request.args.get("state", "")
        attempt = attempts.take(self.store, browser, state, time.time())
        if attempt is None:
            raise Refused(HTTPStatus.BAD_REQUEST, OVER, "this browser has no such try under way")
        if "error" in request.args:
            words = DECLINED.format(label=self.openid.label)
            raise Refused(HTTPStatus.FORBIDDEN, words, f"the provider says {request.args['error']}")
        return attempt

    def _there(self, attempt: Attempt) -> str:
        """Return the address of the provider's page."""
        with self._asking():
            return self.provider.address(
                state=attempt.state, nonce=attempt.nonce, verifier=attempt.verifier, back=self._back()
            )

    def _claims(self, attempt: Attempt) -> Mapping[str, object]:
        """Return what the provider says of who came back."""
        with self._asking():
            return self.provider.claims(
                code=request.args.get("code", ""),
                nonce=attempt.nonce,
                verifier=attempt.verifier,
                back=self._back(),
            )

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Have a turn with the provider; where it fails, the reader learns that it did."""
        label = self.openid.label
        if not self.slots.acquire(timeout=_PATIENCE):
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, BUSY, "many ask the provider at this moment")
        try:
            yield
        except Unreachable as why:
            words = UNREACHABLE.format(label=label)
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, words, str(why)) from None
        except Unproven as why:
            words = UNPROVEN.format(label=label, id=g.request_id)
            raise Refused(HTTPStatus.FORBIDDEN, words, str(why)) from None
        finally:
            self.slots.release()

    def _user(self, claims: Mapping[str, object]) -> str:
        """Return the user whom the provider vouches for, with the role their groups give, where groups do."""
        name = users.spelled(str(claims.get(self.openid.name) or ""))[:64]
        if self.openid.name == E_MAIL and claims.get("email_verified") is not True:
            raise Refused(HTTPStatus.FORBIDDEN, UNVERIFIED, "email_verified is not true", name)
        if self.openid.roles:
            self._give_role(name, claims)
        if users.role_of(self.store, name) is None:
            raise Refused(HTTPStatus.FORBIDDEN, NO_ACCOUNT, "there is no such user", name)
        return name

    def _give_role(self, name: str, claims: Mapping[str, object]) -> None:
        """Give a user the role of the first group that the settings name and they are in; it may be new."""
        listed = claims.get(self.openid.groups)
        groups = listed if isinstance(listed, list) else [listed]
        role = next((role for group, role in roles_of(self.openid) if group in groups), None)
        if role is None:
            sessions.end_all(self.store, name)
            raise Refused(HTTPStatus.FORBIDDEN, NO_ACCOUNT, "no group of theirs has a role here", name)
        try:
            users.assign(self.store, name, role, trail(self.gate, self.openid.issuer))
        except ValueError as why:
            raise Refused(HTTPStatus.FORBIDDEN, NO_ACCOUNT, str(why), name) from None

    def _back(self) -> str:
        """Return our own address that the provider leads back to; the door has checked the host."""
        return f"{'https' if self.gate.access.tls else 'http'}://{request.host}{BACK}"

    def _refuse(self, refused: Refused) -> Response:
        """Say why nobody came in, and write it down."""
        trail(self.gate, refused.who).record(Event.SIGN_IN_FAILED, by=self.openid.issuer, why=refused.why)
        return refusal_page("You are not signed in", refused.words, refused.status, _AGAIN)
