"""Does what readers ask for at the desk where data is published, and answers with what it shows then."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from influencer_roi.access.entry import trail
from influencer_roi.access.gate import Gate
from influencer_roi.intake.codes import CODE_TABLE
from influencer_roi.live import acts
from influencer_roi.model.report import Refused
from influencer_roi.model.roles import Reader
from influencer_roi.model.schema import TABLES
from influencer_roi.pages.publish import draw
from influencer_roi.pages.publish.seen import LEAVE_OUT, Seen
from influencer_roi.store.publishing import PublishRequest
from influencer_roi.store.receiving import remove
from influencer_roi.store.staged import Staged, staged_of
from influencer_roi.store.upload import Way
from influencer_roi.ui.desk import Shown, Submission
from influencer_roi.uploads import columns
from influencer_roi.uploads.answers import Answer, answers_of, keep, remember
from influencer_roi.uploads.code_table import remember_codes, unowned
from influencer_roi.uploads.going_on import go_on
from influencer_roi.uploads.looking import look
from influencer_roi.uploads.reading import ledger_of
from influencer_roi.uploads.submission import answered, text


@dataclass(frozen=True)
class PublishDesk:
    """The desk over one folder of versions; `gate` is where its acts are written down."""

    root: Path
    gate: Gate

    def __call__(self, reader: Reader, submission: Submission) -> Shown:
        """Do what was said, and return what the desk shows then; what cannot be done is said there."""
        try:
            staged = staged_of(self.root, text(submission, "upload")) if text(submission, "upload") else None
            message = self._done(reader, staged, submission)
        except Refused as refused:
            message = " ".join(one.for_readers for one in refused.problems)
        seen = look(self.root, reader, submission, message)
        return Shown(draw(seen), _query(seen))

    def _done(self, reader: Reader, staged: Staged | None, submission: Submission) -> str:
        """Do what was said, and return what is to be said of it.

        A page that looks, or has files read, says again what was refused of the last files.
        """
        name = text(submission, "act")
        act = _ACTS.get(name)
        message = act(_Act(self, reader, staged, submission)) if act and staged else None
        return message or (text(submission, "said") if act in (None, _read) else "")


@dataclass(frozen=True)
class _Act:
    """What a reader does with an upload at a desk, as the browser tells it."""

    desk: PublishDesk
    reader: Reader
    staged: Staged
    submission: Submission

    def text(self, name: str) -> str:
        """Return a text that was told, empty where it is none."""
        return text(self.submission, name)


def _query(seen: Seen) -> str:
    return f"?upload={seen.upload}&step={seen.step}" if seen.upload else ""


def _read(act: _Act) -> None:
    """Have what was brought read, where nothing has to be said of its columns first."""
    go_on(act.staged)


def _way(act: _Act) -> None:
    """Change what is done with the files of what is live."""
    if act.text("way") in set(Way):
        act.staged.change_way(Way(act.text("way")))
        go_on(act.staged)


def _remove(act: _Act) -> None:
    """Take one file back."""
    if act.text("file") in act.staged.names():
        remove(act.staged, act.text("file"))
        go_on(act.staged)


def _column(act: _Act) -> None:
    """Choose which of their columns is one of ours."""
    _say(act, lambda answer: answer.with_column(act.text("ours"), act.text("header")))


def _table(act: _Act) -> None:
    """Choose which table a file is."""
    table = act.text("table")
    if table in ("", LEAVE_OUT, *(one.name for one in (*TABLES, CODE_TABLE))):
        _say(act, lambda _: Answer(table))


def _format(act: _Act) -> None:
    """Say that a file is not of the format it seems to be of, or is after all."""
    _say(act, lambda answer: Answer(refused=not answer.refused))


def _remember(act: _Act) -> None:
    """Say whether choices are kept for files with the same headers."""
    keep(act.staged, replace(answers_of(act.staged), remember=act.submission.get("on") is True))


def _code(act: _Act) -> str:
    """Choose whose a code is that is nobody's; it counts once rows are read again."""
    code, who = act.text("code"), act.text("who")
    ledger = ledger_of(act.staged, act.reader.audience)
    if code not in ledger.report.unowned["code"]:
        return ""
    if who and who not in ledger.tables.influencers["id"]:
        return f"{who} is no influencer of these files. Choose one of them, or bring their file anew."
    answers = answers_of(act.staged)
    keep(act.staged, replace(answers, codes={**answers.codes, code: who}))
    return ""


def _codes(act: _Act) -> None:
    """Have the rows read again with whose codes are as it is shown, and remember it."""
    root, answers = act.desk.root, answers_of(act.staged)
    shown = unowned(root, ledger_of(act.staged, act.reader.audience), answers.codes)
    chosen = {**answers.codes, **{one.code: one.who for one in shown}}
    keep(act.staged, replace(answers, codes=chosen))
    if answers.remember:
        remember_codes(root, {code: who for code, who in chosen.items() if who})
    go_on(act.staged)


def _build(act: _Act) -> None:
    """Have the rows read, and keep what was said of columns."""
    answers = answers_of(act.staged)
    if answers.remember:
        for sheet in columns.sheets(act.staged, answers):
            if sheet.name in answers.sheets and not sheet.asks:
                remember(act.desk.root, sheet.headers, columns.spelled_answer(sheet))
    go_on(act.staged)


def _publish(act: _Act) -> None:
    """Make what was brought live; files that stand beside those of an older version are read anew."""
    seen = act.text("compared_with") or None
    request = PublishRequest(act.reader.name, act.text("why"), seen, answered(act.submission))
    try:
        acts.publish(act.staged, request, trail(act.desk.gate))
    except Refused:
        if act.staged.is_outdated:
            go_on(act.staged)
        raise


def _discard(act: _Act) -> str:
    """Remove what was brought."""
    acts.discard(act.staged, who=act.reader.name, trail=trail(act.desk.gate))
    return "The files are discarded; what is live stays as it is."


_ACTS: Mapping[str, Callable[[_Act], str | None]] = {
    "read": _read,
    "way": _way,
    "remove": _remove,
    "column": _column,
    "table": _table,
    "format": _format,
    "remember": _remember,
    "code": _code,
    "codes": _codes,
    "build": _build,
    "publish": _publish,
    "discard": _discard,
}


def _say(act: _Act, change: Callable[[Answer], Answer]) -> None:
    """Change what was said of one file; its rows are read once somebody asks for that."""
    name = act.text("sheet")
    if name.partition(" [")[0] in act.staged.names():  # a file, or a sheet of one
        answers = answers_of(act.staged)
        changed = change(answers.sheets.get(name, Answer()))
        keep(act.staged, replace(answers, sheets={**answers.sheets, name: changed}, built=""))
