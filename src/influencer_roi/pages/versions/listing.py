"""Holds the versions a page lists, newest first, each beside the one before it."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from influencer_roi.queries.versions import Difference
from influencer_roi.queries.versions.changes import Comparison, compared_sums
from influencer_roi.queries.versions.compared import kept_comparison
from influencer_roi.settings import ZONE
from influencer_roi.store.about import About, Kind, about_of
from influencer_roi.store.history import MADE_LIVE, SHOWN, Happened, happened
from influencer_roi.store.versions import current_version, folder_of, live_versions, made_at

_LOOKED_AT = 200  # acts, of which some made versions


@dataclass(frozen=True)
class Version:
    """One version: its name on disk, and what is known of it."""

    key: str
    about: About

    @property
    def number(self) -> str:
        """What readers call it; empty for one made before versions had numbers."""
        return str(self.about.number) if self.about.number else ""

    @property
    def name(self) -> str:
        """How a sentence begins that is about it."""
        return f"Version {self.number}" if self.number else f"The version of {self.key[:8]}"

    @property
    def is_summed(self) -> bool:
        """Whether it is known what it holds: not of those made before that, or in another currency."""
        return self.about.summary.is_known

    @property
    def data_to(self) -> dt.date | None:
        """The last day of its data; None where that is not known."""
        text = self.about.summary.data_to
        return dt.date.fromisoformat(text) if text else None


@dataclass(frozen=True)
class Listing:
    """Every version that is kept, newest first, which is live, what else happened, and where all of it is."""

    versions: tuple[Version, ...]
    live_key: str
    others: tuple[Happened, ...] = ()
    root: Path | None = None

    @property
    def live(self) -> Version:
        """The one that is live."""
        return next((one for one in self.versions if one.key == self.live_key), self.versions[0])

    @property
    def next_number(self) -> int:
        """What the next one will be called."""
        return max(one.about.number for one in self.versions) + 1

    def numbered(self, number: str) -> Version | None:
        """Return the version readers mean; None where none is kept of that number."""
        return next((one for one in self.versions if number and one.number == number), None)

    def keyed(self, key: str) -> Version | None:
        """Return the version of a name on disk; None where it is not kept."""
        return next((one for one in self.versions if one.key == key), None)

    def before(self, version: Version) -> Version | None:
        """Return the version that was live before another; None for the oldest that is kept."""
        place = self.versions.index(version) + 1
        return self.versions[place] if place < len(self.versions) else None

    def comparison(self, version: Version) -> Comparison | None:
        """Return what a version changed; None for the oldest that is kept, and where sums are not known."""
        before = self.before(version)
        if before is None or not (before.is_summed and version.is_summed):
            return None
        return compared_sums(before.about.summary, version.about.summary)

    def causes(self, version: Version) -> Difference | None:
        """Return why a version changed the past; None where that was not kept with it: of uploads it is."""
        before = self.before(version)
        if before is None or self.root is None:
            return None
        found = kept_comparison(folder_of(self.root) / version.key, before.key)
        return found.difference if found else None


def listing_of(root: Path) -> Listing:
    """Return what is kept in a folder of snapshots."""
    versions = [Version(key, about_of(root, key) or _unknown(key)) for key in live_versions(root)]
    others = [one for one in happened(root, most=_LOOKED_AT) if one.what not in MADE_LIVE][:SHOWN]
    return Listing(tuple(versions), current_version(root) or "", tuple(others), root)


def clock(when: str) -> dt.datetime:
    """Return a time as people of the business read it."""
    return dt.datetime.fromisoformat(when).astimezone(ZoneInfo(ZONE))


def _unknown(key: str) -> About:
    return About(0, "–", made_at(key).isoformat(timespec="seconds"), kind=Kind.FOLDER)
