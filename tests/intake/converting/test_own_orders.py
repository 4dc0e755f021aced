"""Orders of our own columns and a network's meet as a shop's do: a number both know is one order."""

import io
from pathlib import Path

import polars as pl
import pytest

from influencer_roi.ledger.load import load_folder, load_frames
from tests.exported import PLAIN, folder_of, ledger_of, notes, set_aside, split, total

# 11 is nobody's here, 12 Asha's, 13 declined there, 14 the network does not know.
OWN = """\
Tracking ID,source,campaign,influencer_id,user_id,date,orders,revenue,Coupon
#11,,,,u1,2031-05-04,1,900,
12.0,,,A1,u2,2031-05-05,1,800,
x-13,,,,u3,2031-05-06,1,700,
14,,,,u4,2031-05-07,1,50,
"""
NETWORK = """\
Referral ID,Order number,Affiliate ID,Created at,Total sales,Commission,Status,Coupon
1,11,72,2031-05-04,950,95,Approved,
2,#12,72,2031-05-05,850,85,Approved,
3,X-13,72,2031-05-06,750,75,Declined,
4,99,72,2031-05-08,300,30,Approved,
"""
BESIDE = {"referrals.csv": NETWORK, "codes.csv": "code,influencer_id\n72,B2\n"}
SAID = (
    "3 rows are orders of the shop's file and counted there, with the shop's revenue; "
    "1 row the shop lacks counts alone."
)
BY_INFLUENCER = {"A1": (800, 1, 500), "B2": (900 + 300, 2, 95 + 85 + 30)}


def own(form: str) -> dict[str, bytes]:
    """Our orders in one form of a file."""
    buffer = io.BytesIO()
    frame = pl.read_csv(OWN.encode(), infer_schema=False)
    if form == "csv":
        return {"orders.csv": OWN.encode()}
    if form == "parquet":
        frame.write_parquet(buffer)
    else:
        frame.write_excel(buffer, worksheet="orders")
    return {f"orders.{form}": buffer.getvalue()}


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_an_order_both_know_is_one(tmp_path: Path, form: str) -> None:
    """Its revenue is ours, its influencer ours, else the network's where it did not decline; it pays."""
    ledger = ledger_of(tmp_path, {**own(form), **BESIDE}, instead_of="orders")
    assert split(ledger, "influencer_id", "revenue", "orders", "spend") == BY_INFLUENCER
    assert total(ledger, "organic_revenue", "organic_orders") == (750, 2)
    assert notes(ledger, "shop_and_network")[0].endswith(SAID)


def test_frames_meet_too() -> None:
    """Frames of our orders and of a network's export give the answer of the files."""
    files = {**PLAIN, "orders.csv": OWN, **BESIDE}
    frames = {name[:-4]: pl.read_csv(text.encode(), infer_schema=False) for name, text in files.items()}
    assert split(load_frames(frames), "influencer_id", "revenue", "orders", "spend") == BY_INFLUENCER


def test_parts_meet_too(tmp_path: Path) -> None:
    """Our orders may be in several files, or in a folder; a fault names the file and line it is in."""
    header, *lines = OWN.splitlines(keepends=True)
    parts = {"may.csv": "".join([header, *lines[:2]]), "june.csv": "".join([header, *lines[2:], lines[3]])}
    files = {f"orders_{name}": text for name, text in parts.items()}
    beside = ledger_of(tmp_path / "files", {**files, **BESIDE}, instead_of="orders")
    folder = folder_of(tmp_path / "folder", BESIDE, instead_of="orders")
    (folder / "orders").mkdir()
    for name, text in parts.items():
        (folder / "orders" / name).write_text(text)
    for ledger, file in ((beside, "orders_june.csv"), (load_folder(folder), "june.csv")):
        assert split(ledger, "influencer_id", "revenue", "orders", "spend") == BY_INFLUENCER
        assert set_aside(ledger) == [(file, 4, "order_id", "duplicate_exact")]


def test_orders_without_a_number_are_told(tmp_path: Path) -> None:
    """Nobody can say which of our orders without an id a network knows too: both count, and that is said."""
    ledger = ledger_of(tmp_path, BESIDE)
    assert total(ledger, "revenue") == (1000 + 950 + 850 + 300,)
    (said,) = notes(ledger, "orders_not_met")
    assert said.endswith(
        "orders.csv: no order has a number; one that referrals.csv has too counts twice. "
        "Add a column order_id."
    )
    ga4 = "Date,Session source,Transactions,Purchase revenue\n20310504,google,1,950\n"
    ledger = ledger_of(tmp_path / "ga4", {"ga4.csv": ga4, **BESIDE}, instead_of="orders")
    (said,) = notes(ledger, "orders_not_met")
    assert said.endswith("one that referrals.csv has too counts twice. Keep one of the two.")


def test_orders_left_where_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Orders too large to be read meet nobody's: those of the network are not counted, and that is said."""
    monkeypatch.setattr("influencer_roi.intake.location.LARGE", 0)
    folder = folder_of(tmp_path, BESIDE, instead_of="orders")
    (folder / "orders").mkdir()
    (folder / "orders" / "may.csv").write_text(OWN)
    ledger = load_folder(folder)
    assert total(ledger, "revenue", "organic_revenue") == (800, 900 + 700 + 50)
    (said,) = notes(ledger, "orders_not_counted")
    assert "the orders of referrals.csv are not counted, for orders is left where it is" in said


def test_an_order_of_ours_and_of_a_shop_is_one(tmp_path: Path) -> None:
    """Our id may be the shop's id or its number, of the same customer; another customer's is another."""
    shop = (
        "Name,Email,Financial Status,Currency,Subtotal,Created at,Lineitem name,Id\n"
        "#1,Mia@x.de,paid,INR,1000,2031-05-03,Oil,7001\n#2,tom@x.de,paid,INR,50,2031-05-03,Oil,7002\n"
        "#3,ann@x.de,paid,INR,7,2031-05-03,Oil,7003\n"
    )
    own = "order_id,source,campaign,influencer_id,user_id,date,orders,revenue\n"
    own += (
        "#1,,,A1,mia@x.de,2031-05-03,1,1000\n7002,,,A1,tom@x.de,2031-05-03,1,50\n3,,,A1,u9,2031-05-03,1,3\n"
    )
    ledger = ledger_of(tmp_path, {"orders.csv": own, "shop.csv": shop}, instead_of="orders")
    assert total(ledger, "revenue", "organic_revenue", "orders") == (1053, 7, 3)
    assert [(file, line) for file, line, _, _ in set_aside(ledger)] == [("shop.csv", 2), ("shop.csv", 3)]


def test_what_became_of_an_order_here_and_there(tmp_path: Path) -> None:
    """Cancelled here it is no sale, and what is paid for it is spend; declined there it is organic."""
    own = (
        "order_id,source,campaign,influencer_id,user_id,date,orders,revenue,status\n"
        "1001,,,,u1,2031-05-04,1,900,cancelled\n1002,,,,u2,2031-05-04,1,800,paid\n"
    )
    network = (
        "Referral ID,Order number,Affiliate ID,Created at,Total sales,Commission,Status\n"
        "1,#1001,72,2031-05-04,900,90,Approved\n2,#1002,72,2031-05-04,800,80,Denied\n"
    )
    files = {**BESIDE, "orders.csv": own, "referrals.csv": network}
    ledger = ledger_of(tmp_path, files, instead_of="orders")
    assert total(ledger, "revenue", "organic_revenue", "spend") == (0, 800, 500 + 90)
