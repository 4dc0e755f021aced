"""Says which uploads are under way, so that no long body is taken for any other."""

import re
from pathlib import Path

from influencer_roi.access.door import UPLOADS
from influencer_roi.model.report import Refused
from influencer_roi.settings import Settings
from influencer_roi.store.staged import staged_of

_PATH = re.compile(rf"{UPLOADS}([0-9a-f]{{16}})")


def folder_for(path: str) -> Path | None:
    """Return the folder of the upload that a path names; None where nobody began such an upload.

    Its id is a secret of whoever was allowed to begin it, so a body can be taken before its sender is known.
    """
    found = _PATH.fullmatch(path)
    if found is None:
        return None
    try:
        return staged_of(Settings.from_environment().root(), found[1]).folder
    except (Refused, ValueError):
        return None
