"""Counts wrong passwords per account and address: after five in fifteen minutes the next is not looked at."""

import hashlib
import ipaddress
from collections.abc import Sequence

from influencer_roi.access.store import Store
from influencer_roi.settings import address_in

MOST, WINDOW = 5, 15 * 60.0  # tries, and the seconds they are counted for
_LAST = "SELECT at FROM failures WHERE key = ? ORDER BY at DESC LIMIT 1 OFFSET ?"
V6_NETWORK = 64  # one customer of a provider has all addresses of this


def keys(name: str, address: str, device: str = "") -> tuple[str, ...]:
    """Return what a try counts against: the account and the address, or the known browser alone."""
    if device:
        return (_key("device", device),)
    return _key("account", name), _key("address", _network(address))


def begin_try(store: Store, counted: Sequence[str], now: float) -> float:
    """Count a try as failed until it succeeds, so that many at once are no more than one after another.

    Returns the seconds until the next try is looked at: 0 where this one is, and was counted.
    """
    with store.writing() as change:
        change.execute("DELETE FROM failures WHERE at <= ?", (now - WINDOW,))
        for key in counted:
            found = change.execute(_LAST, (key, MOST - 1)).fetchone()
            if found:
                return float(found[0]) + WINDOW - now
        change.executemany("INSERT INTO failures (key, at) VALUES (?, ?)", [(key, now) for key in counted])
    return 0.0


def succeed(store: Store, counted: Sequence[str], now: float) -> None:
    """Take back the try that succeeded; the account or browser begins anew, what the address did stays."""
    with store.writing() as change:
        change.execute("DELETE FROM failures WHERE key = ?", (counted[0],))
        for key in counted[1:]:
            change.execute(
                "DELETE FROM failures WHERE id = (SELECT max(id) FROM failures WHERE key = ? AND at = ?)",
                (key, now),
            )


def _key(kind: str, text: str) -> str:
    """Return the key of a counter; a password typed as a name must not be readable from it."""
    return f"{kind} {hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()}"


def _network(address: str) -> str:
    found = address_in(address)
    if found is None:
        return address
    return str(ipaddress.ip_network((found, V6_NETWORK), strict=False)) if found.version == 6 else str(found)
