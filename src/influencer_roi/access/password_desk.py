"""Checks passwords, a few at a time, and lets readers change theirs."""

import time
from dataclasses import dataclass
from threading import BoundedSemaphore

from flask import Response, g, request

from influencer_roi.access import lockout, passwords, users
from influencer_roi.access.audit import Event, Trail
from influencer_roi.access.entry import caller, known_device, to, trail
from influencer_roi.access.gate import SESSION, Gate
from influencer_roi.access.onward import HOME
from influencer_roi.access.page import BUSY, password_page, refusal_page
from influencer_roi.access.store import Store

NOT_NOW = "This is not your password now."
DIFFER = "The two new passwords differ."
SAME = "This is your password already."
_ELSEWHERE = "Your password is not kept here: change it where you sign in."
_PATIENCE = 2.0  # seconds
_SLOTS = BoundedSemaphore(
    2
)  # passwords a worker checks at a time: each takes 64 MB, and the threads of readers


def matched(stored: str | None, password: str) -> bool | None:
    """Return whether a password is the stored one, None where too many are being checked."""
    if not _SLOTS.acquire(timeout=_PATIENCE):
        return None
    try:
        return passwords.matches(stored, password)
    finally:
        _SLOTS.release()


def tried(gate: Gate, store: Store, name: str, password: str, noted: Trail) -> tuple[int, str] | None:
    """Return the status and the words of why a try is refused; None where the password is right.

    Of a wrong password there are no words; `noted` is where it is written down.
    """
    now = time.time()
    counted = lockout.keys(name, caller().address, known_device(gate, store, name, now))
    if wait := lockout.begin_try(store, counted, now):
        noted.record(Event.SIGN_IN_REFUSED)
        return 429, f"Too many tries. The next is possible in {max(1, round(wait / 60))} min."
    right = matched(users.stored_password(store, name), password)
    if right is None:
        return 503, BUSY
    if not right:
        noted.record(Event.SIGN_IN_FAILED)
        return 401, ""
    lockout.succeed(store, counted, now)
    return None


@dataclass(frozen=True)
class PasswordDesk:
    """Where readers change their password, who have one here and signed in themselves."""

    gate: Gate
    store: Store

    def password_form(self) -> Response:
        """Draw the form."""
        if users.stored_password(self.store, g.reader.name) is None:
            return refusal_page("Your password", _ELSEWHERE, 404, ((HOME, "Overview"),))
        return password_page(g.reader.name, shortest=passwords.SHORTEST)

    def change_password(self) -> Response:
        """Change the password where the one now is right, and end the reader's other sessions."""
        name = g.reader.name
        current, new, again = (request.form.get(field, "") for field in ("current", "new", "again"))
        failed = tried(self.gate, self.store, name, current, trail(self.gate))
        if failed is None and (why := _why_not(current, new, again, name)):
            failed = 400, why
        if failed is None:
            stays = request.cookies.get(self.gate.cookie(SESSION), "")
            users.set_password(self.store, name, new, trail(self.gate), stays=stays)
            return to(HOME)
        status, words = failed
        return password_page(name, shortest=passwords.SHORTEST, wrong=words or NOT_NOW, status=status)


def _why_not(current: str, new: str, again: str, name: str) -> str:
    if new != again:
        return DIFFER
    return SAME if new == current else passwords.why_weak(new, name)
