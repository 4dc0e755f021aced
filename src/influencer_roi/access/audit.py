"""Writes down who came in, took rows home, shared or changed what: a row and a log line each."""

import datetime as dt
import json
import logging
import sys
from dataclasses import dataclass
from enum import StrEnum

from influencer_roi.access.store import Store

_log = logging.getLogger("influencer_roi.access")
LONGEST = 500  # characters of one detail


class Event(StrEnum):
    """What is written down."""

    SIGNED_IN = "signed in"
    SIGN_IN_FAILED = "sign-in failed"
    SIGN_IN_REFUSED = "sign-in refused"
    SIGNED_OUT = "signed out"
    EXPORTED = "exported"
    UPLOAD_BEGUN = "upload begun"
    UPLOADED = "uploaded"
    UPLOAD_REFUSED = "upload refused"
    UPLOAD_DISCARDED = "upload discarded"
    PUBLISHED = "published"
    UNDONE = "undone"
    USER_ADDED = "user added"
    ROLE_CHANGED = "role changed"
    PASSWORD_CHANGED = "password changed"  # noqa: S105 # what happened
    USER_REMOVED = "user removed"
    LINK_MADE = "share link made"
    LINK_OPENED = "share link opened"
    LINK_REVOKED = "share link revoked"


@dataclass(frozen=True)
class Trail:
    """Where one act is written down, and whose it is; without a store there is the line in the log alone."""

    store: Store | None
    who: str
    address: str = ""
    request: str = ""

    def record(self, event: Event, **details: str) -> None:
        """Write an act down."""
        short = {name: text[:LONGEST] for name, text in details.items()}
        at = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
        if self.store is not None:
            row = (at, event.value, self.who, self.address, self.request, json.dumps(short))
            with self.store.writing() as change:
                change.execute(
                    "INSERT INTO audit (at, event, who, address, request, details) VALUES (?, ?, ?, ?, ?, ?)",
                    row,
                )
        log_line(event.value, at=at, who=self.who, address=self.address, request=self.request, **short)


def log_line(event: str, **fields: str | int) -> None:
    """Write one line of JSON to the log; whatever the fields hold, it stays one line."""
    _log.info("%s", json.dumps({"event": event, **fields}))


def log_to_stderr() -> None:
    """Have the lines of this floor go to the standard error stream, once."""
    if not _log.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(message)s"))
        _log.addHandler(handler)
        _log.setLevel(logging.INFO)
