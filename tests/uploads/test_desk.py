import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from influencer_roi.live.staging import built
from influencer_roi.store import current_version, read_snapshot, versions
from influencer_roi.store.about import about_of
from influencer_roi.store.staged import staged_of
from tests.conftest import SAMPLE
from tests.exported import PLAIN
from tests.uploads.conftest import Bringer
from tests.waiting import wait_until


def published(bringer: Bringer, folder: Path, root: Path) -> str:
    """Bring a folder, read it, publish it; return what the desk shows then."""
    bringer.begin().bring_folder(folder)
    bringer.read()
    return bringer.asks("publish", step="4", compared_with=current_version(root) or "")


def renamed(folder: Path, to: Path, table: str, **headers: str) -> Path:
    """Return a copy of a folder, one of whose files has other headers."""
    to.mkdir()
    for path in folder.glob("*.csv"):
        rows = pl.read_csv(path, infer_schema=False)
        (rows.rename(headers) if path.stem == table else rows).write_csv(to / path.name)
    return to


def test_four_files_go_live(bringer: Bringer, root: Path):
    """Four files that are as ours are read by themselves, and live with one act."""
    bringer.begin().bring_folder(SAMPLE)
    shown = bringer.read()
    assert "4 of 4 tables are here" in shown
    assert "3,267 of 3,269 kept, 2 set aside, 0 left out" in shown
    assert "Everybody sees version 1 now." in bringer.asks("publish", step="4", compared_with="")
    about = about_of(root, current_version(root) or "")
    assert about is not None
    assert (about.number, about.who, about.files) == (1, "local", bringer.upload)


def test_a_column_is_chosen_once(bringer: Bringer, root: Path, tmp_path: Path):
    """A header nobody can know is asked for, chosen by hand, and by itself in the next file that has it."""
    first = renamed(
        SAMPLE, tmp_path / "first", "payouts", total_payout="xq7", influencer_id="zz9", basis="kk"
    )
    bringer.begin().bring_folder(first)
    shown = bringer.asks("read")
    assert "Read the rows: choose" in shown
    assert current_version(root) is None
    for ours, header in (("total_payout", "xq7"), ("influencer_id", "zz9"), ("basis", "kk")):
        shown = bringer.asks("column", sheet="payouts.csv", ours=ours, header=header, step="2")
    assert "Read the rows: choose" not in shown
    bringer.asks("build")
    assert "3,267 of 3,269 kept" in bringer.read()
    bringer.begin().bring_folder(first)
    assert "as you chose for these headers before" in bringer.read()


def test_stops_need_a_reason(bringer: Bringer, root: Path, tmp_path: Path):
    """A file that lost most of its rows stops publishing until somebody says why, in ten letters."""
    published(bringer, SAMPLE, root)
    fewer = tmp_path / "fewer"
    fewer.mkdir()
    for path in SAMPLE.glob("*.csv"):
        rows = pl.read_csv(path, infer_schema=False)
        (rows.head(1_000) if path.stem == "tracking_data" else rows).write_csv(fewer / path.name)
    bringer.begin().bring_folder(fewer)
    bringer.read()
    live = current_version(root)
    assert "Publish as version 2: answer the stop first" in bringer.asks("look", step="4")
    for reasons in ({}, {"rows_dropped tracking_data.csv": "too short"}, ["rows"], "rows"):
        bringer.asks("publish", step="4", compared_with=live, reasons=reasons)
        assert current_version(root) == live
    bringer.asks(
        "publish",
        step="4",
        compared_with=live,
        reasons={"rows_dropped tracking_data.csv": "a year ended here"},
    )
    assert current_version(root) != live


def test_two_people_publish_at_once(bringer: Bringer, root: Path):
    """Who comes second is told, and sees what changes beside what the first made live."""
    published(bringer, SAMPLE, root)
    live = current_version(root)
    second = Bringer(bringer.client).begin()
    second.bring_folder(SAMPLE)
    second.read()
    published(bringer, SAMPLE, root)
    shown = second.asks("publish", step="4", compared_with=live)
    assert "went live by local since you compared" in shown
    assert '"data-state": "reading"' in shown
    wait_until(second.is_read)
    assert "Publish as version 3" in second.asks("look", step="4")
    assert len(versions(root)) == 2


def test_two_people_add_at_once(bringer: Bringer, root: Path):
    """Files added beside what is live no more are read again, and go live beside what the first added."""
    header, line, _ = PLAIN["orders.csv"].splitlines()
    bringer.begin()
    for name, text in PLAIN.items():
        bringer.bring(name, text.encode())
    bringer.read()
    bringer.asks("publish", step="4", compared_with="")
    live = str(current_version(root))
    both = [Bringer(bringer.client).begin() for _ in range(2)]
    for at, one in enumerate(both):
        rows = f"{header}\n{line.replace('1000', str(50 + at)).replace('u1', f'v{at}')}\n"
        one.bring(f"orders_{at}.csv", rows.encode())
        one.asks("way", way="add")
        one.read()
    first, second = [one.asks("publish", step="4", compared_with=live) for one in both]
    assert "went live" not in first
    assert "went live by local since you compared" in second
    assert "went live" not in both[1].read()
    both[1].asks("publish", step="4", compared_with=str(current_version(root)))
    assert sorted(read_snapshot(root).ledger.tables.orders["revenue"]) == [50, 51, 700, 1000]


def test_discarded(bringer: Bringer, root: Path):
    """What is discarded is gone, and nothing is live."""
    bringer.begin().bring_folder(SAMPLE)
    bringer.read()
    assert "The files are discarded" in bringer.asks("discard")
    assert current_version(root) is None
    assert not any((root / "staged").glob("*/dropped/*"))


def test_reload(bringer: Bringer):
    """The address leads back to the same upload and step, on whichever worker."""
    bringer.begin().bring_folder(SAMPLE)
    bringer.read()
    address = bringer.answer("look", step="4")["publish-address"]["data"]
    assert address == f"?upload={bringer.upload}&step=4"


def test_files_that_cannot_be_read(bringer: Bringer):
    """A folder that lacks a table is refused with what is missing, and a way to bring it."""
    bringer.begin()
    bringer.bring("posts.csv", (SAMPLE / "posts.csv").read_bytes())
    shown = bringer.read()
    assert "no file for orders" in shown
    assert "Drop the file again" in shown


STATUSES = """\
date,user_id,influencer_id,source,campaign,orders,revenue,status,code
2031-05-03,u1,A1,Instagram,Onam,1,1000,paid,
2031-05-04,u2,,,,1,700,paid,EXTRA10
2031-05-04,u3,,,,1,90,paid,extra 10
2031-05-05,u4,A1,,,1,50,cancelled,
"""


PROFILES = """\
Username,Full name,Platform,Profile URL,Followers
@asha.fit,Asha,instagram,https://www.instagram.com/asha.fit/,50K
@asha.fit,Asha,youtube,https://www.youtube.com/@asha.fit,1.2M
"""


def brought(bringer: Bringer, **others: str) -> str:
    """Bring the plain files, some of them others, and return what the desk shows once they are read."""
    bringer.begin()
    for name, text in {**PLAIN, **{f"{table}.csv": text for table, text in others.items()}}.items():
        assert bringer.bring(name, text.encode())[0] == 200
    return bringer.read()


def test_what_was_refused_stays_said(bringer: Bringer):
    """Why a file was not taken is still said once the others are read, and what all lack names no folder."""
    bringer.begin()
    why = bringer.bring("report.csv", b"%PDF-1.7 ...")[1]["refused"]
    bringer.bring("notes.txt", b"Hello\nthis is a note\n")
    bringer.asks("read", said=why)
    wait_until(bringer.is_read)
    shown = bringer.asks("look", said=why)
    assert "report.csv: this is a PDF" in shown
    assert "no table among these files" in shown
    assert '"no file for posts.' in shown


def test_a_note_on_lines_of_people(bringer: Bringer):
    """People have no lines of their own to list: the desk says the note alone."""
    shown = brought(bringer, influencers=PROFILES)
    assert "1 row is another profile of a person (line 2)" in shown


def test_rows_left_out_are_listed(bringer: Bringer):
    """Each row that earned nothing is listed with its line, reason and money, and taken home as a file."""
    shown = brought(bringer, orders=STATUSES)
    assert "The 1 row left out, each with its reason" in shown
    assert "2031-05-05,u4,A1,,,1,50,cancelled" in shown
    file = bringer.client.get(f"/upload/{bringer.upload}/left-out.csv").get_data(as_text=True)
    header, row = file.lstrip("\ufeff").splitlines()
    assert header == "table,file,sha256,line,why,money,raw"
    assert row.startswith("orders,orders.csv,")
    assert ",5,cancelled,50.0," in row


def test_whose_a_code_is(bringer: Bringer, root: Path):
    """A code of nobody is given to somebody, counts then, and is suggested for the next upload with it."""
    shown = brought(bringer, orders=STATUSES)
    assert "EXTRA10: 2 orders, ₹790.00" in shown
    shown = bringer.asks("code", code="EXTRA10", who="B2", step="3")
    assert "Read again with 1 code" in shown
    bringer.asks("codes", step="3")
    shown = bringer.read()
    assert "EXTRA10: 2 orders" not in shown
    staged = staged_of(root, bringer.upload)
    assert staged.codes.read_text() == "code,influencer_id,from,to\nEXTRA10,B2,,\n"
    assert built(staged).ledger.tables.orders["influencer_id"].to_list() == ["A1", "B2", "B2"]
    assert "Read again with 1 code" in brought(bringer, orders=STATUSES)


def test_whose_a_code_is_not(bringer: Bringer, root: Path):
    """A code that is in no order, or somebody who is no influencer of the files, changes nothing."""
    brought(bringer, orders=STATUSES)
    assert "is no influencer of these files" in bringer.asks("code", code="EXTRA10", who="Z9", step="3")
    assert "Read again: choose" in bringer.asks("code", code="OTHER", who="B2", step="3")
    assert not staged_of(root, bringer.upload).codes.exists()


def test_a_code_table_of_another_name(bringer: Bringer, root: Path):
    """A file that says whose codes are is read as the code table, whatever it is called."""
    shown = brought(bringer, orders=STATUSES, **{"Promo list": "Promo Code,Influencer\nextra10,asha.fit\n"})
    assert "EXTRA10: 2 orders" not in shown
    orders = built(staged_of(root, bringer.upload)).ledger.tables.orders
    assert orders["influencer_id"].to_list() == ["A1", "A1", "A1"]


def test_it_is_not_one(bringer: Bringer, root: Path):
    """A format that is refused reads nothing by its rules: each line is a row, each column as chosen."""
    shopify = "Name,Created at,Financial Status,Subtotal,Lineitem name,Email\n"
    shopify += "#1,2031-05-03,paid,500,Whey,a@x.in\n#1,2031-05-03,paid,200,Bar,a@x.in\n"
    assert "is read as a Shopify order export" in brought(bringer, orders=shopify)
    sheet = {"sheet": "orders.csv", "step": "2"}
    shown = bringer.asks("format", **sheet)
    for ours in ("source", "campaign", "influencer_id", "orders"):
        bringer.asks("column", ours=ours, header="not-here", **sheet)
    for ours, header in (("revenue", "Subtotal"), ("user_id", "Email"), ("date", "Created at")):
        shown = bringer.asks("column", ours=ours, header=header, **sheet)
    assert "Read the rows: choose" not in shown
    bringer.asks("build")
    bringer.read()
    ledger = built(staged_of(root, bringer.upload)).ledger
    assert ledger.tables.orders["revenue"].to_list() == [500, 200]
    assert ledger.tables.orders["product"].to_list() == [None, None]


def test_an_unknown_sheet_of_a_workbook(bringer: Bringer, root: Path, tmp_path: Path):
    """A sheet nobody knows is asked for where a table is lacking, and mapped; the others need nothing."""
    with xlsxwriter.Workbook(tmp_path / "Tracker.xlsx") as book:
        for name, text in {"Notes": "Hello,Team", **PLAIN}.items():
            sheet = book.add_worksheet({"payouts.csv": "Paid"}.get(name, name.removesuffix(".csv")))
            head = "Who,Deal,Sum" if name == "payouts.csv" else ""
            lines = [head, "A1,post,500"] if head else text.splitlines()
            for at, line in enumerate(lines):
                sheet.write_row(at, 0, line.split(","))
    bringer.begin()
    assert bringer.bring("Tracker.xlsx", (tmp_path / "Tracker.xlsx").read_bytes())[0] == 200
    shown = bringer.asks("read")
    assert "This sheet holds" in shown
    bringer.asks("table", sheet="Tracker.xlsx [Notes]", table="none", step="2")
    bringer.asks("table", sheet="Tracker.xlsx [Paid]", table="payouts", step="2")
    for ours, header in (("influencer_id", "Who"), ("basis", "Deal"), ("total_payout", "Sum")):
        bringer.asks("column", sheet="Tracker.xlsx [Paid]", ours=ours, header=header, step="2")
    bringer.asks("build")
    bringer.read()
    ledger = built(staged_of(root, bringer.upload)).ledger
    assert ledger.tables.payouts["total_payout"].to_list() == [500]
    assert ledger.tables.influencers["id"].to_list() == ["A1", "B2", "C3"]


@pytest.mark.in_turn(4)
@pytest.mark.parametrize(
    "said",
    [
        {"act": {"a": 1}},
        {"act": "publish", "reasons": [[]], "compared_with": 7},
        {"act": "column", "sheet": "../../etc/passwd", "ours": "date", "header": "x"},
        {"act": "column", "sheet": None, "ours": [], "header": {}},
        {"act": "table", "sheet": "posts.csv", "table": "nonsense"},
        {"act": "way", "way": "everything"},
        {"act": "code", "code": "X", "who": []},
        {"act": "codes"},
        {"act": "remove", "file": "../upload.json"},
        {"act": "look", "step": "999999999999"},
        {"act": "look", "step": "-1"},
        {"act": "look", "step": "²"},
    ],
)
def test_junk(bringer: Bringer, said: dict[str, Any]):
    """What no page of ours sends is answered as if it were not, and changes nothing."""
    bringer.begin()
    bringer.bring("posts.csv", (SAMPLE / "posts.csv").read_bytes())
    sent = {"act": "look", **said}
    shown = json.dumps(bringer.answer(str(sent.pop("act")), **sent))
    assert "posts.csv" in shown
    assert "could not be computed" not in shown
