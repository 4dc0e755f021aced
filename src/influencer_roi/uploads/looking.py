"""Looks at an upload: what it is at this moment, for one reader."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import polars as pl

from influencer_roi.filters import Filters
from influencer_roi.intake.folder import MAPPING
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.live.staging import COMPARING, progress_of
from influencer_roi.model.report import Problem, Refused
from influencer_roi.model.roles import Act, Reader
from influencer_roi.model.schema import TABLES
from influencer_roi.orders.requests import RowRequest
from influencer_roi.pages.publish.seen import CHANGES, COLUMNS, FILES, ROWS, Seen
from influencer_roi.queries import rows
from influencer_roi.store import versions
from influencer_roi.store.about import About, about_of, about_of_live, next_number
from influencer_roi.store.composing import files_of_live
from influencer_roi.store.staged import Staged, staged_of
from influencer_roi.store.status import Status
from influencer_roi.ui.desk import Submission
from influencer_roi.ui.words import day
from influencer_roi.uploads import columns
from influencer_roi.uploads.answers import answers_of
from influencer_roi.uploads.code_table import unowned
from influencer_roi.uploads.odd import odd_rows
from influencer_roi.uploads.reading import NotYet, compared, ledger_of
from influencer_roi.uploads.submission import text

_NEARLY = 0.99
FIRST = 100  # rows of each table that are shown as they would be


def look(root: Path, reader: Reader, submission: Submission, message: str) -> Seen:
    """Return what an upload is now; one that is gone is as if none was named, and said."""
    seen = replace(_live(root), message=message, sees_customers=reader.may(Act.SEE_CUSTOMERS))
    identity = text(submission, "upload")
    if not identity:
        return seen
    try:
        staged = staged_of(root, identity)
        if number := _published(root, identity):
            return replace(seen, upload=identity, published=number)
        return _stepped(_looked(root, staged, reader, seen), submission)
    except Refused as refused:
        gone = " ".join(one.for_readers for one in refused.problems)
        return replace(seen, upload="", message=message or gone)


def _live(root: Path) -> Seen:
    """Return what is live, before an upload is looked at."""
    about = about_of_live(root)
    words = _words(about) if about else "nothing is live yet"
    return Seen(live=words, number=next_number(root), can_add=files_of_live(root) is not None)


def _words(about: About) -> str:
    to = about.summary.data_to
    until = f", data to {day(dt.date.fromisoformat(to))}" if to else ""
    return f"live: version {about.number}{until}"


def _published(root: Path, identity: str) -> int:
    """Return the number of the version an upload went live as; 0 of one that did not."""
    known = (about_of(root, version) for version in versions(root))
    return next((one.number for one in known if one and one.files == identity), 0)


def _looked(root: Path, staged: Staged, reader: Reader, seen: Seen) -> Seen:
    answers = answers_of(staged)
    masked = not seen.sees_customers
    progress = progress_of(staged) if answers.built else Status("idle")
    names = staged.names()
    found = replace(
        seen,
        upload=staged.identity,
        way=staged.upload.way,
        files=tuple((name, (staged.dropped / name).stat().st_size) for name in names),
        sheets=columns.sheets(staged, answers, masked=masked),
        mapping=MAPPING if MAPPING in names else "",
        remember=answers.remember,
        state=progress.state,
        doing=progress.step,
        done=progress.done,
        problems=tuple(_for_readers(one, staged) for one in progress.problems),
    )
    if progress.state != "ready":
        return found
    try:
        change = compared(staged)
    except NotYet:
        return replace(found, state="building", doing=COMPARING, done=_NEARLY)
    ledger = ledger_of(staged, reader.audience)
    return replace(
        found,
        report=ledger.report,
        change=change,
        heads=_heads(ledger),
        odd=odd_rows(ledger),
        codes=unowned(root, ledger, answers.codes),
        people=_people(ledger),
    )


def _for_readers(problem: Problem, staged: Staged) -> str:
    """Return why files cannot be read; what is about all of them names no folder."""
    is_of_all = Path(problem.place) == staged.files
    return (replace(problem, place="") if is_of_all else problem).for_readers


@memo()
def _people(ledger: Ledger) -> tuple[tuple[str, str], ...]:
    """Return id and name of each influencer, by name."""
    names = ledger.tables.influencers.select(pl.col("id", "name").cast(pl.String))
    return tuple((who, name or who) for who, name in names.sort("name", nulls_last=True).iter_rows())


@memo()
def _heads(ledger: Ledger) -> dict[str, pl.DataFrame]:
    """Return the first rows of each table that can be listed."""
    found = {}
    for table in TABLES:
        book = rows.book(ledger, Filters(), table.name)
        if not book.why_unlisted():
            found[table.name], _ = book.block(RowRequest(0, FIRST))
    return found


def _stepped(seen: Seen, submission: Submission) -> Seen:
    """Return it with the step that is open: the one asked for where it can be reached, else the next."""
    reached = _reached(seen)
    asked = text(submission, "step")
    wanted = int(asked) if asked.isdecimal() and len(asked) == 1 else 0
    going_on = text(submission, "act") in ("read", "build", "way", "remove")
    step = wanted if FILES <= wanted <= reached and not going_on else min(reached, ROWS)
    return replace(seen, step=step)


def _reached(seen: Seen) -> int:
    if not seen.files:
        return FILES
    if seen.state == "idle":
        return COLUMNS
    return CHANGES if seen.is_read else ROWS
