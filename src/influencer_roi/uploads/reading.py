"""Reads what was built of an upload, and what changes if it goes live, as other processes made it."""

from functools import lru_cache

from influencer_roi.access.audiences import seen_by
from influencer_roi.ledger.entries import Ledger
from influencer_roi.live.comparing import worked_out
from influencer_roi.live.staging import built, compare, progress_of
from influencer_roi.model.audience import Audience
from influencer_roi.model.report import Refused
from influencer_roi.queries.versions.compared import Compared
from influencer_roi.store.staged import Staged

_SEEN = 4  # builds as an audience may see them


def ledger_of(staged: Staged, audience: Audience) -> Ledger:
    """Return what was built of an upload, as an audience may see it.

    Raises:
        Refused: it is not built, or gone.
    """
    staged.require()
    return _seen(staged, staged.version or "", audience)


@lru_cache(maxsize=_SEEN)
def _seen(staged: Staged, version: str, audience: Audience) -> Ledger:
    del version  # another build is read anew
    return seen_by(built(staged).ledger, audience)


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
