"""Has the rows of an upload read anew where its files or what was said of them are others than before."""

import hashlib
import time
from dataclasses import replace

from influencer_roi.intake.codes import CODE_TABLE
from influencer_roi.live.staging import build, progress_of
from influencer_roi.pages.publish.seen import LEAVE_OUT
from influencer_roi.store import current_version, disk
from influencer_roi.store.locking import is_locked
from influencer_roi.store.staged import Staged
from influencer_roi.store.upload import Way
from influencer_roi.uploads import columns
from influencer_roi.uploads.answers import answers_of, keep
from influencer_roi.uploads.code_table import put_codes

_ENDS = 5.0  # seconds a build has to end that somebody wants no more
_PAUSE = 0.05


def go_on(staged: Staged) -> None:
    """Have rows read anew where files or answers are others than those they were read for."""
    if not prepared(staged):
        keep(staged, replace(answers_of(staged), built=""))
        return
    answers, wanted = answers_of(staged), signature(staged)
    if answers.built == wanted and progress_of(staged).state in ("building", "ready"):
        return
    _end(staged)
    build(staged)
    keep(staged, replace(answers, built=wanted))


def prepared(staged: Staged) -> bool:
    """Write what is said of columns and codes beside the files; return whether nothing has to be said yet."""
    answers = answers_of(staged)
    found = columns.sheets(staged, answers)
    if any(sheet.asks for sheet in found) or not staged.names():
        return False
    disk.keep_text(staged.mapping, columns.mapping_of(found))
    put_codes(staged, found, answers.codes)
    others = {sheet.file for sheet in found if sheet.table not in (LEAVE_OUT, CODE_TABLE.name)}
    staged.leave_unread({sheet.file for sheet in found} - others)
    return True


def signature(staged: Staged) -> str:
    """Return what tells the files and answers of an upload from others."""
    stats = [(name, (staged.dropped / name).stat()) for name in staged.names()]
    parts = [f"{name} {one.st_size} {one.st_mtime_ns}" for name, one in stats]
    contents = [path.read_text() if path.exists() else "" for path in (staged.mapping, staged.codes)]
    parts += [*contents, *sorted(staged.unread), staged.upload.way]
    parts += [] if staged.upload.way is Way.ALONE else [current_version(staged.root) or ""]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _end(staged: Staged) -> None:
    """End a build that runs, of files or answers that are no more."""
    if not is_locked(staged.folder):
        return
    staged.cancel()
    ends = time.monotonic() + _ENDS
    while is_locked(staged.folder) and time.monotonic() < ends:
        time.sleep(_PAUSE)
