"""Makes folders in which files of other tools stand for some of the four, and says what is made of them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from influencer_roi.api import Answers
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import Intake, check_folder, load_folder
from influencer_roi.model.report import Problem, Refused

# Asha's code is ASHA10 and Bina's BINA15; Chet has none.
PLAIN = {
    "influencers.csv": """\
id,name,category,gender,follower_count,platform,code,handle
A1,Asha,Fitness,Female,50000,Instagram,ASHA10,asha.fit
B2,Bina,Beauty,Female,120000,YouTube,BINA15,binabeauty
C3,Chet,Tech,Male,8000,Instagram,,chet.tech
""",
    "posts.csv": """\
post_id,influencer_id,platform,date,reach,likes,comments
P1,A1,Instagram,2031-05-01,10000,500,50
P2,B2,YouTube,2031-05-02,20000,800,80
""",
    "orders.csv": """\
source,campaign,influencer_id,user_id,date,orders,revenue
Instagram,Onam,A1,u1,2031-05-03,1,1000
,,,u2,2031-05-04,1,700
""",
    "payouts.csv": """\
influencer_id,basis,rate,orders,total_payout
A1,post,500,0,500
""",
}


def folder_of(folder: Path, files: Mapping[str, str | bytes], *, instead_of: str = "") -> Path:
    """Write the plain files but `instead_of` tables, apart by blanks, and these beside or over them."""
    folder.mkdir(parents=True, exist_ok=True)
    plain = {name: text for name, text in PLAIN.items() if name[:-4] not in instead_of.split()}
    for name, text in {**plain, **files}.items():
        content = text.encode() if isinstance(text, str) else text
        (folder / name).write_bytes(content)
    return folder


def ledger_of(
    folder: Path, files: Mapping[str, str | bytes], *, instead_of: str = "", intake: Intake | None = None
) -> Ledger:
    """The ledger of such a folder."""
    return load_folder(folder_of(folder, files, instead_of=instead_of), intake)


def refused(
    folder: Path, files: Mapping[str, str | bytes], *, instead_of: str = "", intake: Intake | None = None
) -> list[Problem]:
    """Why such a folder is refused; nothing where it is served."""
    try:
        check_folder(folder_of(folder, files, instead_of=instead_of), intake)
    except Refused as problems:
        return list(problems.problems)
    return []


def total(ledger: Ledger, *metrics: str, **where: Any) -> tuple[float | None, ...]:
    """What `query` answers for all, or for a selection: these metrics in order."""
    return Answers(ledger).query(metrics=metrics, **where).row(0)


def split(ledger: Ledger, by: str, *metrics: str) -> dict[str | None, tuple[float | None, ...]]:
    """What `query` answers by a dimension: these metrics in order, by its value."""
    rows = Answers(ledger).query(by, metrics=metrics).select(by, *metrics)
    return {str(name): tuple(values) for name, *values in rows.iter_rows()}


def rows(ledger: Ledger, table: str, *columns: str) -> list[tuple[object, ...]]:
    """These columns of a table's rows, in the order of the file."""
    frame: pl.DataFrame = getattr(ledger.tables, table)
    return frame.select(columns).rows()


def notes(ledger: Ledger, code: str) -> list[str]:
    """The notes of this code, with the file they are about."""
    return [str(note) for note in ledger.report.notes if note.code == code]


def set_aside(ledger: Ledger) -> list[tuple[str, int, str, str]]:
    """The file, line, column and code of every row set aside."""
    return [(one.file, one.line, one.column, one.code) for one in ledger.report.set_aside]
