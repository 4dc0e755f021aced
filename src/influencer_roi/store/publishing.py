"""Makes a version live that was built apart, or that was live before; nothing is built for it."""

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from influencer_roi.model.report import Problem, Refused, refusal
from influencer_roi.store.about import About, Kind, about_of, about_of_live, next_number, now, put_about
from influencer_roi.store.composing import link
from influencer_roi.store.disk import UNFINISHED, files_in, is_full
from influencer_roi.store.history import MADE_LIVE, note
from influencer_roi.store.locking import alone
from influencer_roi.store.manifest import Damaged, read_manifest, verify
from influencer_roi.store.reading import currency_of, last_good, read_snapshot, require_currency
from influencer_roi.store.refresh_guard import stops_beside
from influencer_roi.store.sharing import known_files, share, share_sources
from influencer_roi.store.staged import Staged, live_uploads
from influencer_roi.store.summary import summary_of
from influencer_roi.store.upload import Way
from influencer_roi.store.versions import current_version, folder_of, make_live, versions

LEAST_REASON = 10  # letters
MEANWHILE = "published_meanwhile"  # why somebody is refused who compared with what is live no more
_DONE = {
    Way.ALONE: "the files take the place of all there were",
    Way.REPLACE: "the files take the place of those of the same tables",
    Way.ADD: "the files were added to those there were",
}


@dataclass(frozen=True)
class PublishRequest:
    """What somebody says who publishes: who they are and why, and against which live version they compared.

    `reasons` say, by the key of a stop, why it is passed, `sentences` what they saw that changes of the past.
    """

    who: str
    why: str
    compared_with: str | None
    reasons: Mapping[str, str] = field(default_factory=dict)
    sentences: tuple[str, ...] = ()


def publish(staged: Staged, request: PublishRequest) -> str:
    """Return the name of the new version, live from now on, that holds what was built of an upload.

    Raises:
        Refused: it is not built, something stops it and no reason is given, another version is live than the
            one it was compared with, or there is no room. What is live stays so.
    """
    root = staged.root
    with alone(root):
        if staged.identity in live_uploads(root):
            raise refusal("no_upload", "", "this upload went live already. Bring the files again.")
        built, live = read_snapshot(staged.folder), last_good(root)
        _require_same(root, seen_beside(staged, request))
        stops = stops_beside(built.ledger, live.ledger if live else None)
        _require_reasons(stops, request.reasons)
        upload = staged.upload
        about = About(
            number=next_number(root),
            who=request.who,
            when=now(),
            why=request.why,
            note=_DONE[upload.way],
            parent=current_version(root) or "",
            kind=Kind.UPLOAD,
            files=staged.identity,
            folder=_folder_seen(root),
            reasons={stop_key(stop): request.reasons[stop_key(stop)].strip() for stop in stops},
            sentences=request.sentences,
            summary=summary_of(built.ledger),
        )
        name = _make_live(root, folder_of(staged.folder) / built.version, about)
        _share_files(staged)
    note(root, request.who, MADE_LIVE[0], name)
    return name


def undo(root: Path, version: str, *, who: str, why: str, compared_with: str | None = None) -> str:
    """Return the name of a new version, live from now on, that holds what an older one holds.

    `compared_with` is the live version readers saw; None takes whichever is.

    Raises:
        Refused: there is no such version, it is damaged, in another currency or live already, or another is.
    """
    with alone(root):
        if compared_with is not None:
            _require_same(root, compared_with)
        _require_other(root, version)
        require_currency(root, currency_of(root, version))
        before = about_of(root, version) or About(0, "", "")
        again = replace(
            before,
            number=next_number(root),
            who=who,
            when=now(),
            why=why,
            note="",
            parent=current_version(root) or "",
            kind=Kind.UNDO,
            of=version,
            folder=_folder_seen(root),
            reasons={},
            sentences=(),
        )
        name = _make_live(root, folder_of(root) / version, again)
    note(root, who, MADE_LIVE[1], name)
    return name


def seen_beside(staged: Staged, request: PublishRequest) -> str | None:
    """Return the live version an upload was last seen beside: that whose files it still stands on, if any."""
    return staged.upload.base if staged.is_outdated else request.compared_with


def stop_key(stop: Problem) -> str:
    """Return what names a stop, so that a reason can be given for it."""
    return f"{stop.code} {stop.place}"


def _folder_seen(root: Path) -> Mapping[str, str] | None:
    """Return the {file: sha256} of the watched folder as last looked at; None where there is none."""
    current = current_version(root)
    if current is None:
        return None
    about = about_of(root, current)
    if about is not None:
        return about.folder
    try:
        return read_manifest(folder_of(root) / current)[0].sources
    except Damaged:
        return None


def _require_same(root: Path, compared_with: str | None) -> None:
    current = current_version(root)
    if (current or "") == (compared_with or ""):
        return
    about = about_of_live(root)
    by = f" by {about.who}" if about else ""
    number = about.number if about else current
    text = f"version {number} went live{by} since you compared. Compare again, then publish."
    raise refusal(MEANWHILE, "", text)


def _require_reasons(stopping: list[Problem], reasons: Mapping[str, str]) -> None:
    missing = [
        one for one in stopping if sum(map(str.isalpha, reasons.get(stop_key(one), ""))) < LEAST_REASON
    ]
    if missing:
        text = f"Fix the file and bring it again, or give a reason of at least {LEAST_REASON} letters."
        raise Refused(Problem("needs_reason", one.place, f"{one.text} {text}") for one in missing)


def _require_other(root: Path, version: str) -> None:
    if version not in versions(root):
        raise refusal("no_version", "", f"there is no version '{version[:60]}' among those that are kept.")
    if version == current_version(root):
        raise refusal("no_version", "", "this version is live already. Name another.")


def _make_live(root: Path, built: Path, about: About) -> str:
    """Give a built version's files names under a new one, and point at it; in this order."""
    try:
        return make_live(root, lambda folder: _link_files(root, built, folder, about))
    except Damaged as damaged:
        raise refusal("bad_snapshot", str(root), f"the version is damaged: {damaged}.") from None
    except OSError as error:
        code = "disk_full" if is_full(error) else "unreadable"
        text = f"the version cannot be written ({error.strerror or error}). What is live stays."
        raise refusal(code, str(root), text) from None


def _link_files(root: Path, built: Path, folder: Path, about: About) -> str:
    """Make a folder of other names of a version's files, all verified; return its manifest's sha256."""
    manifest, sha256 = read_manifest(built)
    known = known_files(root)
    for name, piece in manifest.files.items():
        if not share(built, name, piece, known):
            verify(built, name, piece)
    _each_file(built, folder, link)
    put_about(folder, about)
    return sha256


def _share_files(staged: Staged) -> None:
    """Have files of an upload that another version was built from be other names of those."""
    others = [Staged(staged.root, one) for one in live_uploads(staged.root) if one != staged.identity]
    with contextlib.suppress(OSError):
        known = [path for one in others for path in files_in(one.files)]
        share_sources([*files_in(staged.dropped), *files_in(staged.files)], known)


def _each_file(folder: Path, new: Path, put: Callable[[Path, Path], None]) -> None:
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        if any(part.startswith(UNFINISHED) for part in inside.parts):
            continue
        there = new / inside
        if path.is_dir():
            there.mkdir(parents=True, exist_ok=True)
        else:
            there.parent.mkdir(parents=True, exist_ok=True)
            put(path, there)
