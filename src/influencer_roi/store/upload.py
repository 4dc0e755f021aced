"""Says what an upload is: who brings it, what is done with what is live, and how long it may wait."""

import datetime as dt
import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from influencer_roi.model.report import Refused, refusal

LIFE = dt.timedelta(hours=24)


class Way(StrEnum):
    """What is done with the files of what is live."""

    ALONE = "alone"  # what was brought is all there is
    REPLACE = "replace"  # a table that was brought takes the place of the one there is
    ADD = "add"  # what was brought is added to what there is


@dataclass(frozen=True)
class Upload:
    """Who brings what: when they began, as an ISO time, what for, and beside which live version."""

    who: str
    began: str
    way: Way = Way.ALONE
    base: str = ""

    @property
    def ends(self) -> dt.datetime:
        """When its files are removed where they did not go live."""
        return dt.datetime.fromisoformat(self.began) + LIFE


def upload_in(file: Path) -> Upload:
    """Return what a file says of an upload.

    Raises:
        Refused: there is no such upload, or no more.
    """
    try:
        written = json.loads(file.read_bytes())
        return Upload(**{**written, "way": Way(written["way"])})
    except (OSError, ValueError, TypeError, KeyError):
        raise gone() from None


def gone() -> Refused:
    """Return why an upload cannot be had."""
    hours = LIFE // dt.timedelta(hours=1)
    text = (
        f"this upload is not there. Files that did not go live are kept for {hours} hours: bring them again."
    )
    return refusal("no_upload", "", text)
