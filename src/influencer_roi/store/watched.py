"""Says how a watched folder and what people publish go together: who comes last is live."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import Intake, load_folder
from influencer_roi.model.report import Refused
from influencer_roi.store.about import THE_FOLDER, About, Kind, about_of, next_number, replace_about
from influencer_roi.store.keeping import keep_files
from influencer_roi.store.reading import Snapshot
from influencer_roi.store.staged import Staged
from influencer_roi.store.summary import summary_of
from influencer_roi.store.versions import current_version
from influencer_roi.store.writing import write_snapshot

_LOADER = "the loader"
_AGAIN = "built again, as the program or its settings changed"


def about_folder(root: Path, ledger: Ledger, folder: Path | None, seen: Mapping[str, str]) -> About:
    """Return what is to be known of a version built from a watched folder, or from what a loader gives.

    `seen` are {file: sha256} of the folder.
    """
    return About(
        number=next_number(root),
        who=THE_FOLDER if folder else _LOADER,
        when=_now(),
        parent=current_version(root) or "",
        files=keep_files(folder, root) if folder else "",
        folder=dict(seen),
        summary=summary_of(ledger),
    )


def was_published_over(root: Path, live: Snapshot, seen: Mapping[str, str]) -> bool:
    """Return whether somebody published the live version after these files of the folder were looked at.

    Of one that was published before any folder was looked at, the files count as they are found first.
    """
    about = about_of(root, live.version)
    if about is None or about.kind is Kind.FOLDER:
        return False
    if about.folder is None:
        replace_about(root, live.version, replace(about, folder=dict(seen)))
        return True
    return about.folder == seen


def built_again(live: Snapshot, root: Path, intake: Intake, rules: str) -> str:
    """Return the name of a version of the live one's files by today's rules; without those, the live one."""
    about = about_of(root, live.version)
    if about is None or not about.files:
        return live.version
    try:
        ledger = load_folder(Staged(root, about.files).files, intake, sample=live.ledger.sample)
    except Refused:
        return live.version
    renewed = replace(
        about,
        number=next_number(root),
        when=_now(),
        note=_AGAIN,
        parent=live.version,
        summary=summary_of(ledger),
    )
    return write_snapshot(ledger, root, sources=live.sources, rules=rules, about=renewed)


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
