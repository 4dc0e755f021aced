"""Does what people do with uploads and versions, and writes it down: publish, undo, discard."""

import shutil
from dataclasses import replace
from pathlib import Path

from influencer_roi.access.audit import Event, Trail
from influencer_roi.intake.folder import SUFFIXES, table_files
from influencer_roi.ledger.load import Intake
from influencer_roi.live.comparing import worked_out
from influencer_roi.model.report import Refused, refusal
from influencer_roi.queries.versions.changes import compared_sums, in_words
from influencer_roi.store import current_version, publishing
from influencer_roi.store.about import about_of
from influencer_roi.store.build import build_snapshot
from influencer_roi.store.composing import compose
from influencer_roi.store.publishing import MEANWHILE, PublishRequest
from influencer_roi.store.refresh_guard import Acceptance
from influencer_roi.store.staged import Staged, begin, live_uploads
from influencer_roi.store.summary import Summary
from influencer_roi.store.upload import Way
from influencer_roi.store.versions import live_versions


def stage_folder(root: Path, folder: Path, *, trail: Trail, who: str, way: Way = Way.ALONE) -> Staged:
    """Return a new upload with copies of all files of a folder, not built yet.

    Raises:
        Refused: there is no such folder, or nothing can be written.
    """
    table_files(folder)  # refuses what is no folder
    staged = begin(root, who=who, way=way)
    try:
        shutil.copytree(folder, staged.dropped, ignore=_hidden, dirs_exist_ok=True)
    except (OSError, shutil.Error):
        staged.discard(who)
        raise refusal(
            "unreadable", str(folder), "its files cannot be copied. Check them, and the room."
        ) from None
    write_staged(staged, trail)
    return staged


def build_here(staged: Staged, intake: Intake) -> str:
    """Return the version an upload is built as, in this process; what cannot be built is gone again.

    Raises:
        Refused: its files cannot be served.
    """
    try:
        compose(staged)
        return build_snapshot(staged.files, staged.folder, intake, accept=Acceptance.ANY)
    except BaseException:
        staged.discard(staged.upload.who)
        raise


def write_staged(staged: Staged, trail: Trail) -> None:
    """Write down that files were brought."""
    trail.record(Event.UPLOADED, upload=staged.identity, files=", ".join(staged.names()))


def publish(staged: Staged, request: PublishRequest, trail: Trail) -> str:
    """Return the name of the new live version that holds an upload.

    Raises:
        Refused: as `store.publishing.publish`; where somebody else published, with what they changed.
    """
    seen, found = publishing.seen_beside(staged, request), worked_out(staged)
    sentences = tuple(found.difference.sentences()) if found else ()
    try:
        version = publishing.publish(staged, replace(request, sentences=sentences))
    except Refused as refused:
        if staged.identity not in live_uploads(staged.root):
            staged.note(f"which did not go live: {refused.problems[0].text}")
        raise _with_changes(refused, staged.root, seen) from None
    about = about_of(staged.root, version)
    reasons = "; ".join(f"{stop}: {reason}" for stop, reason in (about.reasons if about else {}).items())
    trail.record(
        Event.PUBLISHED,
        version=version,
        upload=staged.identity,
        by=request.who,
        why=request.why,
        reasons=reasons,
    )
    return version


def undo(
    root: Path, version: str, *, who: str, why: str, trail: Trail, compared_with: str | None = None
) -> str:
    """Return the name of the new live version that holds what an older one holds.

    Raises:
        Refused: as `store.publishing.undo`; where somebody else published, with what they changed.
    """
    try:
        name = publishing.undo(root, version, who=who, why=why, compared_with=compared_with)
    except Refused as refused:
        raise _with_changes(refused, root, compared_with) from None
    trail.record(Event.UNDONE, version=name, of=version, by=who, why=why)
    return name


def _with_changes(refused: Refused, root: Path, seen: str | None) -> Refused:
    """Return a refusal with what was changed since by who published, where that is why."""
    abouts = [about_of(root, name) if name else None for name in (seen, current_version(root))]
    before, after = (one.summary if one else Summary() for one in abouts)
    if refused.problems[0].code != MEANWHILE or not (before.is_known and after.is_known):
        return refused
    text = " ".join(in_words(compared_sums(before, after)))
    return Refused(replace(one, text=f"{one.text} It changed this: {text}") for one in refused.problems)


def discard(staged: Staged, *, who: str, trail: Trail) -> None:
    """Remove an upload."""
    staged.discard(who)
    trail.record(Event.UPLOAD_DISCARDED, upload=staged.identity)


def version_named(root: Path, text: str) -> str:
    """Return the version readers mean by its number, or by its name.

    Raises:
        Refused: there is none.
    """
    names = live_versions(root)
    for name in names:
        about = about_of(root, name)
        if text == name or (about is not None and text == str(about.number)):
            return name
    known = ", ".join(str(about.number) for name in names if (about := about_of(root, name)))
    raise refusal(
        "no_version", "", f"there is no version '{text[:60]}'; those that are kept: {known or 'none'}."
    )


def _hidden(folder: str, names: list[str]) -> list[str]:
    """Return what of a folder is no data: what is hidden, links, what has another form."""
    wanted = (*SUFFIXES, ".toml")
    return [
        name
        for name in names
        if name.startswith((".", "_", "~$"))
        or not (
            Path(folder, name).is_dir() or (name.casefold().endswith(wanted) and Path(folder, name).is_file())
        )
    ]
