"""Keeps a built ledger on disk, in versions: written beside the old ones, verified when read, then mapped."""

from influencer_roi.store.manifest import code_rules as code_rules
from influencer_roi.store.origin import claim as claim
from influencer_roi.store.origin import origin_of as origin_of
from influencer_roi.store.reading import Snapshot as Snapshot
from influencer_roi.store.reading import kept_of as kept_of
from influencer_roi.store.reading import read_snapshot as read_snapshot
from influencer_roi.store.reading import rows_of as rows_of
from influencer_roi.store.versions import current_version as current_version
from influencer_roi.store.versions import versions as versions
from influencer_roi.store.writing import write_snapshot as write_snapshot
