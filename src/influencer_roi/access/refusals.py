"""Writes down in one line why a request was not answered."""

from flask import g, request

from influencer_roi.access.audit import LONGEST, log_line
from influencer_roi.access.page import SHARED


def write_down(status: int, why: str) -> None:
    """Write down why this request is refused; that it was answered so needs no second line."""
    caller = g.get("caller")
    log_line(
        "refused",
        status=status,
        why=why,
        method=request.method,
        path=shown(request.path),
        address=caller.address if caller else "",
        request=g.get("request_id", ""),
    )
    g.refused = True


def shown(path: str) -> str:
    """Return a path as it may be written down: what a share link holds is secret."""
    return f"{SHARED}…" if path.startswith(SHARED) else path[:LONGEST]
