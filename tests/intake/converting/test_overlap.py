"""Exports of one format are one table: in a folder of parts, and where their months overlap."""

from pathlib import Path

import polars as pl
import pytest

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_folder, load_frames
from tests.folders import write_folder
from tests.ledger.roll_up.test_engines import differences

HEADER = "Id,Name,Email,Financial Status,Created at,Lineitem name,Subtotal,Refunded Amount,Discount Code"
MAY = [
    "91,#1,u1@x.in,paid,2025-05-02 10:00:00 +0530,Oil,100,,ASHA10",
    "92,#2,u2@x.in,paid,2025-05-30 10:00:00 +0530,Oil,200,,",
    ",#2,u2@x.in,,,Whey,,,",
    "93,#3,u3@x.in,paid,2025-05-31 10:00:00 +0530,Oil,400,,",
]
JUNE = [
    "92,#2,U2@x.in,refunded,2025-05-30 10:00:00 +0530,Oil,200,200,",
    ",#2,u2@x.in,,,Whey,,,",
    "93,#3,u3@x.in,partially_refunded,2025-05-31 10:00:00 +0530,Oil,400,150,",
    "94,#4,u4@x.in,paid,2025-06-03 10:00:00 +0530,Oil,800,,asha10",
]
JULY = ["95,#5,u1@x.in,paid,2025-07-03 10:00:00 +0530,Oil,1600,,"]
NETWORK = "Referral ID,Affiliate ID,Total sales,Commission,Created at,Order number,Status"


def beside(folder: Path) -> Path:
    """Write the other tables, and Asha's code."""
    write_folder(folder)
    (folder / "tracking_data.csv").unlink()
    (folder / "codes.csv").write_text("code,influencer_id\nASHA10,A\n", encoding="utf-8")
    return folder


def shop(folder: Path, **exports: list[str]) -> Ledger:
    """A folder with these exports, by the name of each file."""
    beside(folder)
    for name, lines in exports.items():
        (folder / f"{name}.csv").write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    return load_folder(folder)


def totals(ledger: Ledger) -> tuple[float | None, ...]:
    """Revenue and orders, of influencers and organic ones."""
    found = queries.totals(ledger, Filters())
    return tuple(found[name] for name in ("revenue", "orders", "organic_revenue", "organic_orders"))


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_folder_of_parts_of_an_export(tmp_path: Path, form: str) -> None:
    """Three files of an export in a folder `orders/` answer as one file does."""
    one = shop(tmp_path / "one", export=[*MAY, *JUNE[3:], *JULY])
    parts = beside(tmp_path / "parts") / "orders"
    parts.mkdir()
    for name, lines in (("may", MAY), ("june", JUNE[3:]), ("july", JULY)):
        rows = pl.read_csv("\n".join([HEADER, *lines]).encode(), infer_schema=False)
        path = parts / f"{name}.{form}"
        rows.write_csv(path) if form == "csv" else rows.write_parquet(path)
    other = load_folder(parts.parent)
    assert totals(one) == totals(other) == (900.0, 2.0, 2200.0, 3.0)
    assert differences(one, other).is_empty()


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_the_later_export_counts(tmp_path: Path, names: tuple[str, str]) -> None:
    """An order of two exports is one, refunded as the later says, whichever file is read first."""
    ledger = shop(tmp_path, **{names[0]: MAY, names[1]: JUNE})
    assert totals(ledger) == (900.0, 2.0, 250.0, 1.0)
    counts = ledger.report.counts["orders"]
    assert (counts.read, counts.kept, counts.set_aside, counts.left_out) == (4, 3, 0, 1)
    (said,) = (note.text for note in ledger.report.notes if note.code == "later_export")
    earlier, later = (f"{name}.csv" for name in names)
    assert (
        said == f"{earlier}: 2 rows of orders are in {later} too, which is later, and counted once, as there."
    )


def test_an_export_that_a_later_one_holds_as_a_part(tmp_path: Path) -> None:
    """Nothing is left of the earlier of the two, and that is said."""
    ledger = shop(tmp_path, a=MAY[1:], b=JUNE)
    assert totals(ledger) == totals(shop(tmp_path / "alone", b=JUNE))
    (said,) = (note.text for note in ledger.report.notes if note.code == "later_export")
    assert said.startswith("of a.csv, 2 rows of orders are in b.csv too")


def test_frames_overlap_too(tmp_path: Path) -> None:
    """Two frames of a format are two exports of it."""
    folder = beside(tmp_path)
    frames = {
        name: pl.read_csv(folder / f"{name}.csv") for name in ("influencers", "posts", "payouts", "codes")
    }
    exports = {
        name: pl.read_csv("\n".join([HEADER, *lines]).encode(), infer_schema=False)
        for name, lines in (("may", MAY), ("june", JUNE))
    }
    assert totals(load_frames({**frames, **exports})) == (900.0, 2.0, 250.0, 1.0)


def test_a_commission_of_two_exports_is_paid_once(tmp_path: Path) -> None:
    """A network's line in two exports is one order and one payout, as the later says."""
    folder = beside(tmp_path)
    lines = {
        "may": ["1,A,100,10,2025-05-02,7,pending", "2,A,200,20,2025-05-03,8,approved"],
        "june": ["2,A,200,25,2025-05-03,8,approved", "3,A,400,40,2025-06-03,9,approved"],
    }
    (folder / "payouts.csv").unlink()
    for name, rows in lines.items():
        (folder / f"{name}.csv").write_text("\n".join([NETWORK, *rows]), encoding="utf-8")
    ledger = load_folder(folder)
    assert totals(ledger)[:2] == (700.0, 3.0)
    assert queries.totals(ledger, Filters())["spend"] == 75.0


def test_two_shops_with_one_number(tmp_path: Path) -> None:
    """Orders of one number and two customers are two orders, in two exports as in one."""
    folder = beside(tmp_path)
    header = HEADER.removeprefix("Id,")
    for name, lines in (("a", MAY[:1]), ("b", ["91,#1,u9@x.in,paid,2025-06-02,Oil,50,,"])):
        text = "\n".join([header, *(line.partition(",")[2] for line in lines)])
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    assert totals(load_folder(folder)) == (100.0, 1.0, 50.0, 1.0)


def test_a_return_in_a_later_export(tmp_path: Path) -> None:
    """A return is not its order again, though a network without numbers of its own gives both that of it."""
    folder = beside(tmp_path)
    (folder / "payouts.csv").unlink()
    header = "Order Number,Affiliate ID,Total,Commission,Status,Date\n"
    sale, back = "7,A,900,90,approved,2025-05-02\n", "7,A,-900,-90,approved,2025-06-02\n"
    (folder / "may.csv").write_text(f"{header}{sale}8,A,100,10,approved,2025-05-03\n", encoding="utf-8")
    (folder / "june.csv").write_text(f"{header}{sale}{back}", encoding="utf-8")
    ledger = load_folder(folder)
    assert totals(ledger)[:2] == (100.0, 2.0)
    assert queries.totals(ledger, Filters())["spend"] == 10.0
