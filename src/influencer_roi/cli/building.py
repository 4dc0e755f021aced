"""Builds a snapshot of a data folder, and says what it holds."""

import argparse
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from influencer_roi.cli.data_options import settings_of
from influencer_roi.intake.frames import load_source
from influencer_roi.ledger import load
from influencer_roi.live.comparing import work_out
from influencer_roi.model.notation import grouped
from influencer_roi.store import claim, kept_of, origin_of, rows_of
from influencer_roi.store.about import About, Kind, about_of
from influencer_roi.store.build import build_frames, build_snapshot
from influencer_roi.store.refresh_guard import Acceptance
from influencer_roi.store.staged import staged_in


def build(parsed: argparse.Namespace) -> int:
    """Build a snapshot where the folder changed, showing how far it is, and say in a line what it holds.

    Raises:
        Refused: the data cannot be served, or the snapshots there are of other data.
    """
    began = time.monotonic()
    with bar() as progress:
        version = _build(parsed, progress)
    rows = rows_of(parsed.out, version)
    taken = kept_of(parsed.out, version)
    print(
        f"{version}: {grouped(rows['entries.arrow'])} entries of {grouped(taken)} rows, "
        f"{time.monotonic() - began:.1f} s, in {parsed.out}"
    )
    about = about_of(parsed.out, version)
    if about and about.kind is not Kind.FOLDER:
        print(_stays(about, parsed.source or str(parsed.folder)))
    return 0


def _stays(about: About, source: str) -> str:
    """Return that what somebody published stays live, and how the source is taken all the same."""
    since = "is as it was then" if about.folder else "cannot say whether it changed since"
    text = f"Version {about.number}, which {about.who} published, stays live, for {source} {since}."
    return f"{text} Add --accept-changes to take it all the same."


def _build(parsed: argparse.Namespace, progress: load.Progress) -> str:
    settings = settings_of(parsed)
    intake = load.Intake.of(settings, progress)
    origin = origin_of(parsed.folder, loader=parsed.source, orders=settings.orders, sample=parsed.sample)
    claim(parsed.out, origin, moved=parsed.moved)
    accept = Acceptance.ANY if parsed.accept_changes else Acceptance.COMPLETE
    if parsed.source:
        return build_frames(
            lambda: load_source(parsed.source), parsed.out, intake, named=parsed.source, accept=accept
        )
    then = partial(work_out, staged_in(parsed.out)) if parsed.compare else None
    return build_snapshot(parsed.folder, parsed.out, intake, sample=parsed.sample, accept=accept, then=then)


@contextmanager
def bar() -> Iterator[load.Progress]:
    """Show a bar on the terminal while something is built; where there is none, show nothing."""
    console = Console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("looking for changes", total=1.0)
        yield lambda step, done: bar.update(task, description=step, completed=done)
