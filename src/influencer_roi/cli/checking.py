"""Checks a data folder, and says what would become of every row."""

import argparse
import sys
from collections.abc import Iterable, Sequence

import polars as pl

from influencer_roi.cli.data_options import report_of, settings_of
from influencer_roi.cli.printing import print_json, print_table
from influencer_roi.metrics.units import COUNT, RUPEES
from influencer_roi.model.notation import grouped
from influencer_roi.model.report import Problem, Refused, Report, listed

SHOWN_VALUE = 40


def check(parsed: argparse.Namespace) -> int:
    """Say what became of every row, then whether the folder can be served: 0, or 1 where it cannot."""
    problems: Sequence[Problem] = ()
    try:
        report = report_of(parsed, settings_of(parsed))
    except Refused as refused:
        report, problems = Report(), refused.problems
    if parsed.format == "json":
        print_json(_answer(report, problems))
    else:
        _print_report(report, problems)
    return 1 if problems else 0


def _answer(report: Report, problems: Sequence[Problem]) -> dict[str, object]:
    """Return the report as plain values; each sentence ends in its code."""
    sentences = report.sentences()
    aside = sentences[: len(sentences) - len(report.notes)]
    return {
        "tables": {
            name: {what: getattr(one, what) for what in ("read", "kept", "set_aside", "left_out")}
            for name, one in report.counts.items()
        },
        "notes": [*aside, *(f"{note} [{note.code}]" for note in report.notes)],
        "problems": [f"{problem} [{problem.code}]" for problem in problems],
        "set_aside": [vars(fault) for fault in report.set_aside],
    }


def _print_report(report: Report, problems: Sequence[Problem]) -> None:
    if report.counts:
        print_table(
            ["Table", "File", "Read", "Kept", "Set aside", "Left out", "Blank lines"],
            _count_lines(report),
            texts=2,
        )
        print()
    if report.faults.height:
        print_table(
            ["File", "Set aside because the row has", "First example", "Next step", "Rows"],
            _fault_lines(report.faults),
            texts=4,
        )
        print()
    for line in _money_lines(report):
        print(line)
    for note in report.notes:
        print(f"- {note}" + (f"\n  What to do: {note.way_out}" if note.way_out else ""))
    for problem in problems:
        sys.stderr.write(f"- {problem}\n")
    print(_verdict(report, problems))


def _count_lines(report: Report) -> Iterable[list[str]]:
    for name, one in report.counts.items():
        numbers = one.read, one.kept, one.set_aside, one.left_out, one.blank_lines
        yield [name, one.file, *(COUNT.exact(number) for number in numbers)]


def _fault_lines(faults: pl.DataFrame) -> Iterable[list[str]]:
    """Yield one line per kind of fault: where, why, its first example, what to do, how many rows."""
    kinds = faults.group_by("file", "reason", "fix", maintain_order=True).agg(
        pl.col("line").unique().sort(), pl.col("value").first()
    )
    for file, reason, fix, lines, value in kinds.iter_rows():
        example = f"{listed(lines[:1])}: {value[:SHOWN_VALUE]}" if value else listed(lines[:1])
        yield [file, reason, example, fix, COUNT.exact(len(lines))]


def _money_lines(report: Report) -> Iterable[str]:
    """Yield where each rupee of a file went, where not all of them were kept."""
    for one in report.counts.values():
        money = one.money
        if money.column and (one.set_aside or money.left_out):
            cells = "1 cell" if money.unreadable == 1 else f"{grouped(money.unreadable)} cells"
            unreadable = f"; {cells} nobody can read" if money.unreadable else ""
            left_out = f", {RUPEES.exact(money.left_out)} left out" if money.left_out else ""
            yield (
                f"- {one.file}: {money.column} {RUPEES.exact(money.kept)} kept, "
                f"{RUPEES.exact(money.set_aside)} set aside{left_out}{unreadable}."
            )


def _verdict(report: Report, problems: Sequence[Problem]) -> str:
    if problems:
        return "This folder cannot be served."
    aside, out = (
        sum(getattr(one, name) for one in report.counts.values()) for name in ("set_aside", "left_out")
    )
    without = [
        f"{grouped(count)} {'row' if count == 1 else 'rows'} {what}"
        for count, what in ((aside, "set aside"), (out, "left out"))
        if count
    ]
    return f"This folder can be served{', without ' if without else ''}{' and '.join(without)}."
