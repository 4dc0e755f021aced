"""Reads what was built of an upload, once however often it is looked at."""

from functools import lru_cache

from influencer_roi.access.audiences import seen_by
from influencer_roi.ledger.entries import Ledger
from influencer_roi.live.staging import built
from influencer_roi.model.audience import Audience
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
