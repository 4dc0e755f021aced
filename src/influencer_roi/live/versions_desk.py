"""Answers the page of versions, and takes what is posted to undo one."""

from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from influencer_roi.access import refusals
from influencer_roi.access.entry import reader, to, trail
from influencer_roi.access.gate import Gate
from influencer_roi.live import acts
from influencer_roi.model.outcomes import REFUSALS
from influencer_roi.model.report import Refused
from influencer_roi.model.roles import Act, Reader, refused
from influencer_roi.pages.versions import DESK, shown
from influencer_roi.pages.versions.listing import listing_of
from influencer_roi.pages.versions.undoing import LONGEST_WHY, UNDO
from influencer_roi.ui.desk import Shown, Submission

_FIELDS = {"version", "seen", "why"}
_LONGEST = 60  # characters of a version's name


@dataclass(frozen=True)
class VersionsDesk:
    """Shows the versions in the folder of what is live."""

    root: Path

    def __call__(self, reader: Reader, submission: Submission) -> Shown:
        """Return the page for an address: `changed` and `back` are numbers, `no` the code of a refusal."""
        del reader
        chosen, asking, code = (
            str(submission.get(name, ""))[:LONGEST_WHY] for name in ("changed", "back", "no")
        )
        return Shown(shown(listing_of(self.root), chosen=chosen, asking=asking, problem=_words(code)))


def versions_routes(root: Path, gate: Gate) -> Blueprint:
    """Return the route that undoes: a form of three fields, posted by a page of ours."""
    routes = Blueprint("versions", __name__)

    @routes.post(UNDO)
    def undo() -> Response:
        """Bring a version back, and lead to the list."""
        who = reader()
        if not who.may(Act.PUBLISH):
            return _refused(HTTPStatus.FORBIDDEN, refused(Act.PUBLISH))
        form = request.form
        if form.keys() != _FIELDS or any(len(form.getlist(name)) != 1 for name in form):
            return _refused(HTTPStatus.BAD_REQUEST, "No page of ours sends this.")
        version, seen, why = form["version"], form["seen"], form["why"].strip()
        if not why or len(why) > LONGEST_WHY or max(len(version), len(seen)) > _LONGEST:
            return _refused(HTTPStatus.BAD_REQUEST, "Say in a few words why.")
        try:
            acts.undo(root, version, who=who.name, why=why, trail=trail(gate), compared_with=seen)
        except Refused as error:
            return to(f"{DESK.path}?{urlencode({'no': error.problems[0].code})}")
        return to(DESK.path)

    return routes


def _words(code: str) -> str:
    """Return what a reader is told of a refusal; nothing of what is none."""
    return (
        f"Nothing was changed: {REFUSALS[code]}. Look at the list, then try again."
        if code in REFUSALS
        else ""
    )


def _refused(status: HTTPStatus, words: str) -> Response:
    refusals.write_down(status, words)
    return Response(f"{words}\n", status=status, mimetype="text/plain")
