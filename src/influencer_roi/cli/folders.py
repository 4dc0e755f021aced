"""Checks a data folder, and writes a made-up one."""

import argparse
import sys

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from influencer_roi.cli.printing import print_json, print_table
from influencer_roi.data.load import load_folder
from influencer_roi.data.report import Refused, Report
from influencer_roi.metrics.units import COUNT
from influencer_roi.sample import write_sample


def check(parsed: argparse.Namespace) -> int:
    """Say what became of every row, then whether the folder can be served: 0, or 1 where it cannot."""
    try:
        report, problems = load_folder(parsed.folder).report, []
    except Refused as refused:
        report, problems = Report(), list(refused.problems)
    if parsed.format == "json":
        _print_answer(report, problems)
    else:
        _print_report(report, problems)
    return 1 if problems else 0


def sample(parsed: argparse.Namespace) -> int:
    """Write a made-up data folder, and say how to look at it."""
    given = {name: getattr(parsed, name) for name in ("orders", "influencers", "posts", "days", "seed")}
    columns = TextColumn("writing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    try:
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("writing", total=None)
            write_sample(
                parsed.folder,
                **{name: value for name, value in given.items() if value is not None},
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )
    except OSError as error:
        raise Refused(
            [f"{parsed.folder}: cannot be written ({error.strerror}). Name another folder."]
        ) from None
    print(f"{parsed.folder} holds a sample. Try: influencer-roi serve {parsed.folder}")
    return 0


def _print_answer(report: Report, problems: list[str]) -> None:
    print_json(
        {
            "tables": {
                name: {"read": one.read, "kept": one.kept, "set_aside": one.set_aside}
                for name, one in report.counts.items()
            },
            "notes": report.sentences(),
            "problems": problems,
            "set_aside": [vars(fault) for fault in report.set_aside],
        }
    )


def _print_report(report: Report, problems: list[str]) -> None:
    if report.counts:
        print_table(
            ["Table", "Read", "Kept", "Set aside"],
            (
                [name, *(COUNT.exact(number) for number in (one.read, one.kept, one.set_aside))]
                for name, one in report.counts.items()
            ),
        )
        print()
    for sentence in report.sentences():
        print(f"- {sentence}")
    for problem in problems:
        sys.stderr.write(f"- {problem}\n")
    print("This folder cannot be served." if problems else "This folder can be served.")
