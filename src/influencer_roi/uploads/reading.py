"""Reads what was built of an upload, once however often it is looked at."""

from functools import lru_cache

from influencer_roi.access.audiences import seen_by
from influencer_roi.ledger.entries import Ledger
from influencer_roi.live.staging import built
from influencer_roi.model.audience import Audience
from influencer_roi.store.staged import Staged

_READ = 2  # builds that stay mapped


def ledger_of(staged: Staged, audience: Audience) -> Ledger:
    """Return what was built of an upload, as an audience may see it.

    Raises:
        Refused: it is not built, or gone.
    """
    staged.require()
    return _seen(staged, staged.version or "", audience)


@lru_cache(maxsize=_READ * 2)
def _seen(staged: Staged, version: str, audience: Audience) -> Ledger:
    return seen_by(_whole(staged, version), audience)


@lru_cache(maxsize=_READ)
def _whole(staged: Staged, version: str) -> Ledger:
    del version  # another build is read anew
    return built(staged).ledger
