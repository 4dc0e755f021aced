"""Stages, compares, publishes, lists and undoes versions, as the pages do."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

from influencer_roi.access.audit import Trail
from influencer_roi.cli import users
from influencer_roi.cli.building import bar
from influencer_roi.cli.printing import print_csv, print_json, print_table
from influencer_roi.intake.folder import table_files
from influencer_roi.ledger.load import Intake
from influencer_roi.live import acts
from influencer_roi.live.comparing import compared
from influencer_roi.metrics.units import COUNT, NOTHING, RUPEES, TIMES
from influencer_roi.model.notation import grouped
from influencer_roi.model.report import Problem, Refused, refusal
from influencer_roi.queries.versions import Difference
from influencer_roi.queries.versions.changes import TOGETHER, headline
from influencer_roi.queries.versions.values import as_values, listed
from influencer_roi.settings import Access, Settings
from influencer_roi.store import kept_of
from influencer_roi.store.about import About, about_of
from influencer_roi.store.publishing import PublishRequest, stop_key
from influencer_roi.store.staged import Staged, begin, staged_in
from influencer_roi.store.summary import SUMS
from influencer_roi.store.upload import Way
from influencer_roi.store.versions import current_version, live_versions, made_at
from influencer_roi.uploads.incoming import take_file

_SUMS = {"revenue": RUPEES, "spend": RUPEES, "orders": COUNT}
_BESIDE = " Or stage it beside what is live: with --add, or with --replace."
_NO_LINK = "cannot be made. Name a path that is not there yet, or an empty folder."


def stage(parsed: argparse.Namespace) -> int:
    """Copy a folder's files, or those of a zip, into an upload, build it, and name it by a link at --out."""
    root = _root(parsed)
    with _trail() as trail:
        bring = _stage_file if parsed.folder.is_file() else acts.stage_folder
        staged = bring(root, parsed.folder, who=trail.who, way=Way(parsed.way), trail=trail)
    try:
        version = _build(staged)
    except Refused as refused:
        raise _of_folder(refused, staged, parsed.folder) from None
    _link(parsed.out, staged)
    print(f"{grouped(kept_of(staged.folder, version))} rows are staged in {parsed.out}, for 24 hours.")
    print(f"What was read, and what is odd in it: influencer-roi check {parsed.out}/files")
    print(f"See what changes: influencer-roi diff {parsed.out}")
    return 0


def _stage_file(root: Path, file: Path, *, who: str, way: Way, trail: Trail) -> Staged:
    """Return a new upload of one file, taken as the upload page does: of a zip, of all its files."""
    staged = begin(root, who=who, way=way)
    try:
        take_file(staged, file)
    except Refused:
        staged.discard(who)
        raise
    acts.write_staged(staged, trail)
    return staged


def diff(parsed: argparse.Namespace) -> int:
    """Print what changes by month and why, or the rows of one cause as CSV.

    Files that stand beside those of a version that is live no more are read anew, beside what is live now.
    """
    staged = staged_in(parsed.staged)
    if staged.is_outdated:
        _build(staged)
    found = compared(staged)
    staged.note_compared(found.compared_with)
    if parsed.rows:
        _print_rows(found.difference, parsed.rows)
    elif parsed.format == "json":
        print_json(found.values)
    else:
        _print_difference(found.difference, found.stops)
        reason = " --reason TEXT" if found.stops else ""
        print(f"Make it live: influencer-roi publish {parsed.staged} --as NAME --why TEXT{reason}")
    return 0


def publish(parsed: argparse.Namespace) -> int:
    """Make an upload live where nothing else went live since it was compared."""
    staged = staged_in(parsed.staged)
    reasons = {stop_key(one): parsed.reason for one in compared(staged).stops}
    with _trail() as trail:
        version = acts.publish(
            staged, PublishRequest(parsed.who, parsed.why, staged.compared_with, reasons), trail
        )
    print(f"Version {_number(staged.root, version)} is live: {version}.")
    return 0


def versions(parsed: argparse.Namespace) -> int:
    """List what is and was live, newest first."""
    root = _root(parsed)
    names = live_versions(root)
    known = [(name, about_of(root, name)) for name in names]
    if parsed.format == "json":
        print_json(listed(root))
    elif not names:
        print(f"Nothing is live in {root} yet. Begin: influencer-roi stage FOLDER --out STAGED")
    else:
        headers = ["Version", "Published", "Who", "Why", "Data to", "Revenue", "Spend", "ROAS", "Orders"]
        print_table(headers, (_line(root, name, about) for name, about in known), texts=5)
    return 0


def undo(parsed: argparse.Namespace) -> int:
    """Make an older version live again, as a new one."""
    root = _root(parsed)
    version = acts.version_named(root, parsed.version)
    with _trail() as trail:
        name = acts.undo(root, version, who=parsed.who, why=parsed.why, trail=trail)
    print(f"Version {_number(root, name)} is live, as {parsed.version} was: {name}.")
    return 0


def _of_folder(refused: Refused, staged: Staged, folder: Path) -> Refused:
    """Return why a folder cannot be staged, under its own name; a table it lacks may be live already."""
    way_out = {"file_missing": _BESIDE} if current_version(staged.root) else {}
    return Refused(
        replace(one, place=str(folder), text=f"{one.text}{way_out.get(one.code, '')}")
        if Path(one.place) == staged.files
        else one
        for one in refused.problems
    )


def _build(staged: Staged) -> str:
    with bar() as progress:
        return acts.build_here(staged, Intake.of(Settings.from_environment(), progress))


def _root(parsed: argparse.Namespace) -> Path:
    """Return the folder of what is live: that of the environment, or the one named, or a data folder's."""
    settings, named = Settings.from_environment(), parsed.live
    if named is None:
        return settings.root()
    holds_data = named.is_dir() and not (named / "versions").is_dir() and bool(table_files(named))
    return replace(settings, folder=named, source=None).root() if holds_data else Path(named)


@contextmanager
def _trail() -> Iterator[Trail]:
    """Give where what is typed here is written down: with the users, where there are any."""
    with users.opened() if Access.from_environment().file.exists() else nullcontext() as store:
        yield users.trail(store)


def _link(path: Path, staged: Staged) -> None:
    """Make a path a link to an upload."""
    try:
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        path.unlink(missing_ok=True) if path.is_symlink() else None
        path.symlink_to(staged.folder.resolve(), target_is_directory=True)
    except OSError:
        staged.discard("the command line")
        raise refusal("unreadable", str(path), _NO_LINK) from None


def _number(root: Path, version: str) -> str:
    about = about_of(root, version)
    return str(about.number) if about else version


def _print_rows(found: Difference, named: str) -> None:
    known = {f"{one.measure}.{one.why.value}": one for one in found.causes}
    if named not in known:
        raise ValueError(f"There is no cause '{named}'; there are {', '.join(known) or 'none'}.")
    print_csv(known[named].rows)


def _print_difference(found: Difference, stops: tuple[Problem, ...]) -> None:
    comparison = found.comparison
    print(headline(comparison), end="\n\n")
    sides = ("live", "new", "change")
    headers = ["Month", *(f"{name.capitalize()} {side}" for name in SUMS for side in sides)]
    values = as_values(found)
    total = {"Month": TOGETHER, **_cells(values["total"])}
    months = [
        {"Month": one.label, **_cells(shown)}
        for one, shown in zip(comparison.months, values["months"], strict=True)  # type: ignore[call-overload] # a list of objects
    ]
    print_table(headers, ([*line.values()] for line in (*months, total)))
    for sentence in found.sentences():
        print(f"- {sentence}")
    for cause in found.causes:
        print(
            f"- {cause.measure}: {cause.words}, {_signed(cause.rupees)} ({cause.measure}.{cause.why.value})"
        )
    for stop in stops:
        sys.stderr.write(f"Stop: {stop}\n")


def _cells(values: object) -> Mapping[str, str]:
    """Return the cells of one line: live, new and change of each sum."""
    sums: Mapping[str, Mapping[str, float | None]] = values  # type: ignore[assignment] # as_values made it
    return {
        f"{name} {side}": _SUMS[name].exact(sums[name][side])
        for name in SUMS
        for side in ("live", "new", "change")
    }


def _signed(rupees: float) -> str:
    return f"+{RUPEES.exact(rupees)}" if rupees > 0 else RUPEES.exact(rupees)


def _line(root: Path, name: str, about: About | None) -> list[str]:
    if about is None:
        return [name, f"{made_at(name):%Y-%m-%d %H:%M}", *[NOTHING] * 7]
    live, summary = " (live)" if name == current_version(root) else "", about.summary
    return [
        f"{about.number}{live}",
        about.when[:16].replace("T", " "),
        about.who,
        about.why or about.note or NOTHING,
        summary.data_to or NOTHING,
        RUPEES.exact(summary.total("revenue")),
        RUPEES.exact(summary.total("spend")),
        TIMES.exact(summary.roas),
        COUNT.exact(summary.total("orders")),
    ]
