"""Reads what changes if an upload goes live, as a process of its own worked it out."""

from influencer_roi.live.comparing import worked_out
from influencer_roi.live.staging import compare, progress_of
from influencer_roi.model.report import Refused
from influencer_roi.queries.versions.compared import Compared
from influencer_roi.store.staged import Staged


class NotYet(Exception):
    """A comparison that is still being worked out."""


def compared(staged: Staged) -> Compared:
    """Return what changes if an upload goes live.

    Raises:
        NotYet: it is not built yet, or was compared with another version: it is compared anew from now on.
        Refused: it cannot be built, or is gone.
    """
    found = worked_out(staged)
    if found is not None:
        return found
    progress = progress_of(staged)
    if progress.problems:
        raise Refused(progress.problems)
    if progress.state == "ready":
        compare(staged)
    raise NotYet
