"""Builds a snapshot of a data folder where it changed, one build at a time, and says how it goes."""

import contextlib
import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from influencer_roi.intake.folder import files_that_count, find_sources, table_files
from influencer_roi.intake.location import OrdersLocation, data_files, is_large
from influencer_roi.intake.regular import open_regular
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import Intake, Progress, load_folder, load_frames
from influencer_roi.model.report import Problem, Refused, Report
from influencer_roi.model.schema import ORDERS, TABLES
from influencer_roi.store import Snapshot, code_rules, write_snapshot
from influencer_roi.store.locking import alone
from influencer_roi.store.reading import last_good
from influencer_roi.store.refresh_guard import Acceptance, examined
from influencer_roi.store.status import State, Status, now, write_status
from influencer_roi.store.watched import about_folder, built_again, let_go, was_published_over

PACE = 0.1  # seconds between two reports of progress
_HASHED, _LOADED = 0.1, 0.8


def build_snapshot(
    folder: Path,
    root: Path,
    intake: Intake | None = None,
    *,
    sample: bool = False,
    accept: Acceptance = Acceptance.COMPLETE,
    then: Callable[[Progress], None] | None = None,
) -> str:
    """Return the name of the version that holds this folder; a new one where folder or code changed.

    Waits while another build of the same snapshot runs. What is to be done `then` is part of the build: it is
    not ready before.

    Raises:
        Refused: the folder cannot be served, looks like half an export beside what is served, or there is no
            room. What was current stays so.
    """
    wanted = _Wanted(
        load=lambda intake: load_folder(folder, intake, sample=sample),
        hashed=lambda progress: hashes(folder, progress),
        named=str(folder),
        sample=sample,
        accept=accept,
        folder=folder,
        then=then,
    )
    return _build(wanted, root, intake or Intake())


def build_frames(
    frames: Callable[[], Mapping[str, pl.DataFrame]],
    root: Path,
    intake: Intake | None = None,
    *,
    named: str,
    accept: Acceptance = Acceptance.COMPLETE,
) -> str:
    """Return the name of a new version that holds the frames a loader gives; `named` is how to name it.

    Raises:
        Refused: as `build_snapshot`.
    """
    wanted = _Wanted(
        load=lambda intake: load_frames(frames(), intake),
        hashed=lambda progress: {},  # noqa: ARG005 # frames have no files
        named=f"--source {named}",
        accept=accept,
    )
    return _build(wanted, root, intake or Intake())


def hashes(folder: Path, progress: Progress) -> dict[str, str]:
    """Return {file: sha256} of the files of a folder that count, without those that cannot be read."""
    files = []
    with contextlib.suppress(Refused):
        there = table_files(folder)
        for table in TABLES:
            with contextlib.suppress(Refused):
                files += [(table, source) for source in find_sources(table, there, folder)]
    hashed = {}
    for location, (table, source) in enumerate(files):
        progress(f"looking whether {source.name} is new", location / len(files))
        with contextlib.suppress(OSError, Refused):
            large = table is ORDERS and is_large(source.path)
            own = OrdersLocation(files=data_files(source.path))
            hashed[source.name] = own.fingerprint() if large else _sha256_of(source.path)
    named = {source.path for _, source in files}
    with contextlib.suppress(Refused):
        for path in files_that_count(folder):
            if path not in named:
                with contextlib.suppress(OSError, Refused):
                    hashed[path.name] = _sha256_of(path)
    return hashed


def _read(report: Report, hashed: Mapping[str, str]) -> dict[str, str]:
    """Return {file: sha256} of the files a report counts the rows of, as they are named among `hashed`."""
    single = {one.file: one.sha256 for one in report.counts.values() if one.sha256 and not one.parts}
    parts = {part.file: part.sha256 for one in report.counts.values() for part in one.parts}
    names = {name: name if name in hashed else name.partition(" [")[0] for name in (*single, *parts)}
    return {names[name]: sha256 for name, sha256 in (single | parts).items() if names[name] in hashed}


def _sha256_of(file: Path) -> str:
    with open_regular(file) as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


@dataclass(frozen=True)
class _Wanted:
    """What to build: how to load it, what it is made of, how the command line names it."""

    load: Callable[[Intake], Ledger]
    hashed: Callable[[Progress], dict[str, str]]
    named: str
    accept: Acceptance
    sample: bool = False
    folder: Path | None = None
    then: Callable[[Progress], None] | None = None


def _build(wanted: _Wanted, root: Path, intake: Intake) -> str:
    with alone(root, intake.progress):
        status = _StatusWriter(root, intake.progress)
        try:
            name = _built(wanted, root, replace(intake, progress=status.report), status)
            if wanted.then:
                wanted.then(status.report)
        except Refused as refused:
            status.end("refused", refused.problems)
            raise
        status.end("ready")
        return name


def _built(wanted: _Wanted, root: Path, intake: Intake, status: "_StatusWriter") -> str:
    last = last_good(root)
    status.sources = wanted.hashed(_part(intake.progress, 0, _HASHED))
    rules = _rules(intake)
    if last and wanted.accept is Acceptance.COMPLETE and was_published_over(root, last, status.sources):
        stays = last.rules == rules and not last.problems
        return last.version if stays else built_again(last, root, intake, rules)
    if last and not last.problems and status.sources and _is_of(last, status.sources, rules, wanted.sample):
        return last.version
    ledger = wanted.load(replace(intake, progress=_part(intake.progress, _HASHED, _LOADED)))
    command = f"influencer-roi build {wanted.named} --out {root} --accept-changes"
    report = examined(ledger.report, last.ledger.report if last else None, wanted.accept, command)
    ledger = replace(ledger, report=report)
    try:
        return write_snapshot(
            ledger,
            root,
            about=about_folder(root, ledger, wanted.folder, status.sources),
            sources={**status.sources, **_read(report, status.sources)},
            rules=rules,
            progress=_part(intake.progress, _LOADED, 1),
        )
    finally:
        let_go(root)


def _is_of(last: Snapshot, sources: dict[str, str], rules: str, sample: bool) -> bool:  # noqa: FBT001 # a value
    return last.sources == sources and last.rules == rules and last.ledger.sample == sample


def _rules(intake: Intake) -> str:
    """Return what a version depends on beside its sources: the code, and the settings of its intake."""
    return hashlib.sha256(f"{code_rules()} {intake.identity}".encode()).hexdigest()


def _part(progress: Progress, start: float, end: float) -> Progress:
    return lambda step, done: progress(step, start + done * (end - start))


@dataclass
class _StatusWriter:
    """Passes progress on: all of it to `progress`, some of it to the status file."""

    root: Path
    progress: Progress
    started: str = field(default_factory=now)
    sources: dict[str, str] = field(default_factory=dict)
    written: float = -PACE

    def report(self, step: str, done: float) -> None:
        """Pass on a step and the part that is done."""
        self.progress(step, done)
        if time.monotonic() - self.written >= PACE:
            self.written = time.monotonic()
            self._write("building", step, done)

    def end(self, state: State, problems: tuple[Problem, ...] = ()) -> None:
        """Report how it ended."""
        self._write(state, "", 1 if state == "ready" else 0, now(), problems)

    def _write(
        self, state: State, step: str, done: float, ended: str = "", problems: tuple[Problem, ...] = ()
    ) -> None:
        status = Status(state, step, done, self.started, ended, problems, self.sources)
        # The status file is a comfort: a disk with no room for it must not end the build.
        with contextlib.suppress(OSError):
            write_status(self.root, status)
