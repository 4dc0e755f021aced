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
from influencer_roi.store.publishing import Asked
from influencer_roi.store.receiving import remove
from influencer_roi.store.staged import Staged, staged_of
from influencer_roi.store.upload import Way
from influencer_roi.ui.desk import Said, Shown
from influencer_roi.uploads import columns
from influencer_roi.uploads.answers import Answer, answers_of, keep, remember
from influencer_roi.uploads.code_table import remember_codes, unowned
from influencer_roi.uploads.going_on import go_on
from influencer_roi.uploads.looking import look
from influencer_roi.uploads.reading import ledger_of
from influencer_roi.uploads.said import answered, listed, text


@dataclass(frozen=True)
class PublishDesk:
    """The desk over one folder of versions; `gate` is where its acts are written down."""

    root: Path
    gate: Gate

    def __call__(self, reader: Reader, said: Said) -> Shown:
        """Do what was said, and return what the desk shows then; what cannot be done is said there."""
        try:
            staged = staged_of(self.root, text(said, "upload")) if text(said, "upload") else None
            told = _ACTS.get(text(said, "act"), _look)(self, reader, staged, said)
        except Refused as refused:
            told = " ".join(one.for_readers for one in refused.problems)
        seen = look(self.root, reader, said, told)
        return Shown(draw(seen), _query(seen))


def _query(seen: Seen) -> str:
    return f"?upload={seen.upload}&step={seen.step}" if seen.upload else ""


Act = Callable[[PublishDesk, Reader, Staged | None, Said], str]


def _look(desk: PublishDesk, reader: Reader, staged: Staged | None, said: Said) -> str:
    """Say again what was refused of the last files, where the page looks by itself whether they are read."""
    del desk, reader, staged
    return text(said, "said")


def _read(desk: PublishDesk, reader: Reader, staged: Staged | None, said: Said) -> str:
    """Have what was brought read, where nothing has to be said of its columns first."""
    del desk, reader
    refused = text(said, "said")
    return " ".join(filter(None, [refused, go_on(staged) if staged else ""]))


def _way(desk: PublishDesk, reader: Reader, staged: Staged | None, said: Said) -> str:
    """Change what is done with the files of what is live."""
    del desk, reader
    way = text(said, "way")
    if staged and way in set(Way):
        staged.change_way(Way(way))
        return go_on(staged)
    return ""


def _remove(desk: PublishDesk, reader: Reader, staged: Staged | None, said: Said) -> str:
    """Take one file back."""
    del desk, reader
    if staged and text(said, "file") in staged.names():
        remove(staged, text(said, "file"))
        return go_on(staged)
    return ""


def _column(desk: PublishDesk, reader: Reader, staged: Staged | None, said: Said) -> str:
    """Choose which of their columns is one of ours."""
    del desk, reader
    ours, header = text(said, "ours"), text(said, "header")
    return _say(staged, said, lambda answer: answer.with_column(ours, header))


def _table(desk: PublishDesk, reader: Reader, staged: Staged | None, said: Said) -> str:
    """Choose which table a file is."""
    del desk, reader
    table = text(said, "table")
    known = table in ("", LEAVE_OUT, *(one.name for one in (*TABLES, CODE_TABLE)))
    return _say(staged, said, lambda _: Answer(table)) if known else ""


def _format(desk: PublishDesk, reader: Reader, staged: Staged | None, said: Said) -> str:
    """Say that a file is not of the format it seems to be of, or is after all."""
    del desk, reader
    return _say(staged, said, lambda answer: Answer(refused=not answer.refused))


def _remember(desk: PublishDesk, reader: Reader, staged: Staged | None, said: Said) -> str:
    """Say whether choices are kept for files with the same headers."""
    del desk, reader
    if staged:
        keep(staged, replace(answers_of(staged), remember=said.get("on") is True))
    return ""


def _code(desk: PublishDesk, reader: Reader, staged: Staged | None, said: Said) -> str:
    """Choose whose a code is that is nobody's; it counts once rows are read again."""
    del desk
    code, who = text(said, "code"), text(said, "who")
    if staged is None:
        return ""
    ledger = ledger_of(staged, reader.audience)
    if code not in ledger.report.unowned["code"]:
        return ""
    if who and who not in ledger.tables.influencers["id"]:
        return f"{who} is no influencer of these files. Choose one of them, or bring their file anew."
    answers = answers_of(staged)
    keep(staged, replace(answers, codes={**answers.codes, code: who}))
    return ""


def _codes(desk: PublishDesk, reader: Reader, staged: Staged | None, said: Said) -> str:
    """Have the rows read again with whose codes are as it is shown, and remember it."""
    del said
    if staged is None:
        return ""
    answers = answers_of(staged)
    shown = unowned(desk.root, ledger_of(staged, reader.audience), answers.codes)
    chosen = {**answers.codes, **{one.code: one.who for one in shown}}
    keep(staged, replace(answers, codes=chosen))
    if answers.remember:
        remember_codes(desk.root, {code: who for code, who in chosen.items() if who})
    return go_on(staged)


def _build(desk: PublishDesk, reader: Reader, staged: Staged | None, said: Said) -> str:
    """Have the rows read, and keep what was said of columns."""
    del reader, said
    if staged is None:
        return ""
    answers = answers_of(staged)
    if answers.remember:
        for sheet in columns.sheets(staged, answers):
            if sheet.name in answers.sheets and not sheet.asks:
                remember(desk.root, sheet.headers, columns.spelled_answer(sheet))
    return go_on(staged)


def _publish(desk: PublishDesk, reader: Reader, staged: Staged | None, said: Said) -> str:
    """Make what was brought live; files that stand beside those of an older version are read anew."""
    if staged is None:
        return ""
    asked = Asked(reader.name, text(said, "why"), text(said, "compared_with") or None, answered(said))
    try:
        acts.publish(staged, asked, trail(desk.gate))
    except Refused:
        if staged.is_outdated:
            go_on(staged)
        raise
    return ""


def _discard(desk: PublishDesk, reader: Reader, staged: Staged | None, said: Said) -> str:
    """Remove what was brought."""
    del said
    if staged is None:
        return ""
    acts.discard(staged, who=reader.name, trail=trail(desk.gate))
    return "The files are discarded; what is live stays as it is."


_ACTS: Mapping[str, Act] = {
    "look": _look,
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


def _say(staged: Staged | None, said: Said, change: Callable[[Answer], Answer]) -> str:
    """Change what was said of one file; its rows are read once somebody asks for that."""
    if staged is None or not listed(staged, text(said, "sheet")):
        return ""
    answers, name = answers_of(staged), text(said, "sheet")
    before = answers.sheets.get(name, Answer())
    keep(staged, replace(answers, sheets={**answers.sheets, name: change(before)}, built=""))
    return ""
