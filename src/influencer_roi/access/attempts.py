"""Keeps what is under way at a provider of OpenID Connect: a try is one browser's, and counts once."""

from dataclasses import dataclass

from influencer_roi.access.sessions import hash_of, new_id
from influencer_roi.access.store import Store

LONGEST = 600  # seconds somebody may take to sign in there


@dataclass(frozen=True)
class Attempt:
    """One try: what comes back in the address, in what the provider signs, and goes to it from us alone."""

    state: str
    nonce: str
    verifier: str
    onward: str


def begin(store: Store, browser: str, onward: str, now: float) -> Attempt:
    """Return a new try of the browser with this id; tries that are over go."""
    attempt = Attempt(new_id(), new_id(), new_id(), onward)
    row = (_key(browser, attempt.state), attempt.nonce, attempt.verifier, onward, now)
    with store.writing() as change:
        change.execute("DELETE FROM attempts WHERE made <= ?", (now - LONGEST,))
        change.execute("INSERT INTO attempts VALUES (?, ?, ?, ?, ?)", row)
    return attempt


def take(store: Store, browser: str, state: str, now: float) -> Attempt | None:
    """Return the try of a browser that came back, and forget it; None where it is over, or another's."""
    question = "DELETE FROM attempts WHERE hash = ? AND made > ? RETURNING nonce, verifier, onward"
    with store.writing() as change:
        found = change.execute(question, (_key(browser, state), now - LONGEST)).fetchall()
    return Attempt(state, *found[0]) if found else None


def _key(browser: str, state: str) -> bytes:
    return hash_of(f"{browser} {state}")
