"""Writes a made-up data folder."""

import argparse

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from influencer_roi.model.report import refusal
from influencer_roi.sample import write_sample


def sample(parsed: argparse.Namespace) -> int:
    """Write a made-up data folder, and say how to look at it."""
    given = {name: getattr(parsed, name) for name in ("orders", "influencers", "posts", "days", "seed")}
    columns = TextColumn("writing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    console = Console(stderr=True)
    try:
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
            task = bar.add_task("writing", total=None)
            write_sample(
                parsed.folder,
                noise=parsed.noise,
                **{name: value for name, value in given.items() if value is not None},
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )
    except OSError as error:
        text = f"the folder cannot be written ({error.strerror}). Name another."
        raise refusal("unreadable", str(parsed.folder), text) from None
    print(f"{parsed.folder} holds a sample. Try: influencer-roi serve {parsed.folder}")
    return 0
