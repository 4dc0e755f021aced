"""Keeps a built ledger on disk, in versions: written beside the old ones, verified when read, then mapped."""

from influencer_roi.store.manifest import FORMAT, code_rules
from influencer_roi.store.origin import Origin, claim, origin_of
from influencer_roi.store.reading import Snapshot, kept_of, read_snapshot, rows_of
from influencer_roi.store.versions import current_version, made_at, versions
from influencer_roi.store.writing import write_snapshot

__all__ = [
    "FORMAT",
    "Origin",
    "Snapshot",
    "claim",
    "code_rules",
    "current_version",
    "kept_of",
    "made_at",
    "origin_of",
    "read_snapshot",
    "rows_of",
    "versions",
    "write_snapshot",
]
