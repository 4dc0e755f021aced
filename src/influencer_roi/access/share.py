"""Makes share links: one view with its filters fixed, for whoever has the link, until it ends."""

import datetime as dt
import time
from dataclasses import dataclass

from influencer_roi.access import sessions
from influencer_roi.access.audit import Event, Trail
from influencer_roi.access.page import SHARED
from influencer_roi.access.store import Store
from influencer_roi.model.roles import Reader, Role, SharedView

DAYS, MOST_DAYS = 7, 90
DAY = 24 * 3600.0  # seconds
_ADD = """INSERT INTO links (hash, path, query, payouts, maker, made, expires)
    VALUES (?, ?, ?, ?, ?, ?, ?)"""


@dataclass(frozen=True)
class Link:
    """A share link as it is listed; its secret part is known only to who was given it."""

    number: int
    view: SharedView
    maker: str
    expires: dt.datetime
    revoked: bool


def make(store: Store, view: SharedView, trail: Trail, *, days: int = DAYS) -> str:
    """Return the path of a new share link.

    Raises:
        ValueError: it would last too long, or not at all.
    """
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(f"A share link lasts 1 to {MOST_DAYS} days, not {days}.")
    identity, now = sessions.new_id(), time.time()
    ends, payouts = now + days * DAY, int(view.payouts)
    row = (sessions.hash_of(identity), view.path, view.query, payouts, trail.who, now, ends)
    with store.writing() as change:
        change.execute(_ADD, row)
    trail.record(Event.LINK_MADE, view=view.path + view.query, payouts="yes" if view.payouts else "no")
    return SHARED + identity


def reader_of(store: Store, identity: str, now: float) -> Reader | None:
    """Return who comes by a link: a viewer of that view alone; None where it ended, or never was."""
    found = store.rows(
        "SELECT id, path, query, payouts FROM links WHERE hash = ? AND expires > ? AND revoked = 0",
        sessions.hash_of(identity),
        now,
    )
    if not found:
        return None
    number, path, query, payouts = found[0]
    return Reader(f"link {int(number or 0)}", Role.VIEWER, SharedView(str(path), str(query), bool(payouts)))


def listed(store: Store) -> tuple[Link, ...]:
    """Return every link, the newest first."""
    found = store.rows("SELECT id, path, query, payouts, maker, expires, revoked FROM links ORDER BY id DESC")
    return tuple(
        Link(
            int(number or 0),
            SharedView(str(path), str(query), bool(payouts)),
            str(maker),
            dt.datetime.fromtimestamp(float(expires or 0), dt.UTC),
            bool(revoked),
        )
        for number, path, query, payouts, maker, expires, revoked in found
    )


def revoke(store: Store, number: int, trail: Trail) -> None:
    """End a link, at once and for every worker.

    Raises:
        ValueError: there is no such link.
    """
    with store.writing() as change:
        changed = change.execute("UPDATE links SET revoked = 1 WHERE id = ?", (number,)).rowcount
    if not changed:
        raise ValueError(f"There is no share link {number}; `influencer-roi share list` lists them.")
    trail.record(Event.LINK_REVOKED, link=str(number))
