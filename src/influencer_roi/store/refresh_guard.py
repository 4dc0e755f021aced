"""Stops a refresh that would replace good data by what looks like half an export."""

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.notation import grouped
from influencer_roi.model.report import Counts, Note, Problem, Refused, Report

_FEWEST = 0.5
_MOST_ASIDE = 0.05


class Acceptance(StrEnum):
    """Which changes a refresh takes: those that look complete, or any."""

    COMPLETE = "complete"
    ANY = "any"


def examined(report: Report, last: Report | None, accept: Acceptance, command: str) -> Report:
    """Return the report with notes on what looks odd beside the last good one; all is accepted without one.

    `command` is what to type where the change is right.

    Raises:
        Refused: a table lost more than half of its rows, or more than a twentieth of them was set aside.
    """
    if last is not None and accept is Acceptance.COMPLETE:
        problems = stops_of(report, last)
        if problems:
            raise Refused(_refused(one, command) for one in problems)
    return report.with_notes([*_mostly_aside(report), *(_mixed(report, last) if last else ())])


def stops_of(report: Report, last: Report | None) -> list[Problem]:
    """Return why data should not replace what is served without a second look; nothing where none is."""
    return [*_dropped(report, last), *_aside(report)] if last is not None else []


def stops_beside(new: Ledger, live: Ledger | None) -> list[Problem]:
    """Return why somebody's data should not replace what is live without a reason; the sample stops none."""
    return stops_of(new.report, None if live is None or live.sample else live.report)


def _refused(problem: Problem, command: str) -> Problem:
    """Return the problem with the way out; the command is not for readers of the pages."""
    shown = f"{problem.text} What is served stays. Check the export"
    return replace(problem, text=f"{shown}; if it is right: {command}", shown=f"{shown}.")


def _dropped(report: Report, last: Report) -> Iterator[Problem]:
    for name, now in report.counts.items():
        before = last.counts[name].read if name in last.counts else 0
        if now.read < _FEWEST * before:
            message = f"the file has {grouped(now.read)} rows, where what is served has {grouped(before)}."
            yield Problem("rows_dropped", now.file, message)


def _aside(report: Report) -> Iterator[Problem]:
    for now in report.counts.values():
        if _is_aside(now):
            yield Problem("too_many_set_aside", now.file, f"{_share(now)} would be set aside.")


def _mostly_aside(report: Report) -> Iterator[Note]:
    for name, now in report.counts.items():
        if _is_aside(now):
            yield Note(name, now.file, "many_set_aside", f"{_share(now)} were set aside.")


def _is_aside(now: Counts) -> bool:
    return now.set_aside > _MOST_ASIDE * now.read


def _share(now: Counts) -> str:
    return f"{grouped(now.set_aside)} of {grouped(now.read)} rows ({now.set_aside / now.read:.1%})"


def _mixed(report: Report, last: Report) -> Iterator[Note]:
    """Yield a note for each file that stayed while others were renewed."""
    stayed = {name: now for name, now in report.counts.items() if _is_same(now, last.counts.get(name))}
    renewed = [now.file for name, now in report.counts.items() if name not in stayed]
    if renewed:
        others = " and ".join(filter(None, [", ".join(renewed[:-1]), renewed[-1]]))
        was = "was" if len(renewed) == 1 else "were"
        for name, now in stayed.items():
            message = (
                f"the file is as before, while {others} {was} renewed; if they belong together, renew all."
            )
            yield Note(name, now.file, "mixed_batch", message)


def _is_same(now: Counts, before: Counts | None) -> bool:
    return before is not None and bool(now.sha256) and now.sha256 == before.sha256
