"""The sheet India's teams pay by is payouts: without GST, before TDS."""

import datetime as dt
from pathlib import Path

import pytest

from tests.exported import ledger_of, notes, rows, set_aside, split, total

FORMATS = ("payout sheet",)


def sheet(*lines: str) -> dict[str, str]:
    """A payout sheet of these lines."""
    return {"Payment tracker.csv": "".join(f"{line}\n" for line in lines)}


@pytest.mark.in_turn(2)
@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Basic Amount,GST @18%,TDS 194C (1%),Net Payable", "1000,180,10,1170"),
        ("Taxable Value,CGST,SGST,IGST,Invoice Value", "1000,90,90,0,1180"),
        ("Invoice Value,GST Amount", '"₹1,180.00",180'),
        ("Invoice Amount,CGST 9%,SGST 9%", "1180,90,90"),
        ("Net Payable,TDS (194J),GST", "1080,100,180"),
        ("Net Paid,TDS", "900,100"),
        ("Basic Amount,Invoice Value,GST", ",1180,180"),
        ("Invoice Value,GST,CGST,SGST", "1180,,90,90"),
        ("Net Payable,TDS,TDS @ 10%", "900,0,100"),
    ],
)
def test_what_a_payout_costs(tmp_path: Path, header: str, cells: str) -> None:
    """1,000 is the basic amount, else the invoice less GST, else what was paid with TDS and less GST."""
    ledger = ledger_of(tmp_path, sheet(f"Influencer ID,{header}", f"A1,{cells}"), instead_of="payouts")
    assert rows(ledger, "payouts", "influencer_id", "total_payout") == [("A1", 1000)]
    assert total(ledger, "spend") == (1000,)


def test_titles_and_totals_are_no_payouts(tmp_path: Path) -> None:
    """Lines above the header and the line of the sum are no payouts, and no faults."""
    ledger = ledger_of(
        tmp_path,
        sheet(
            "Influencer payments May 2031,,",
            ",,",
            "Handle,Basic Amount,GST",
            "asha.fit,1000,180",
            "@BinaBeauty,500,90",
            "Total,1500,270",
        ),
        instead_of="payouts",
    )
    assert split(ledger, "influencer_id", "spend") == {"A1": (1000,), "B2": (500,)}
    assert set_aside(ledger) == []
    assert "2 payouts on 3 lines" in notes(ledger, "export")[0]


def test_figures_below_the_total_are_no_payouts(tmp_path: Path) -> None:
    """An average and a number below a total that is no row of the sheet are none either, and are told."""
    paid = ("asha.fit,1000,180", "@BinaBeauty,500,90", "Total,1500,270", "Average,750,135", "Count,2,2")
    ledger = ledger_of(tmp_path, sheet("Handle,Basic Amount,GST", *paid), instead_of="payouts")
    assert split(ledger, "influencer_id", "spend") == {"A1": (1000,), "B2": (500,)}
    assert [code for *_, code in set_aside(ledger)] == ["footer_row"] * 2


def test_campaign_and_month_place_it(tmp_path: Path) -> None:
    """What names a campaign or month is spent on the orders and posts of that."""
    files = {
        "orders.csv": "source,campaign,influencer_id,user_id,date,orders,revenue\n"
        ",Onam,C3,u1,2031-05-03,1,1000\n,Diwali,C3,u2,2031-10-03,1,1000\n",
        **sheet("Influencer ID,Basic Amount,Campaign,Month", "C3,300,Diwali,", "C3,100,,May 2031"),
    }
    ledger = ledger_of(tmp_path, files, instead_of="payouts")
    assert split(ledger, "campaign", "spend") == {"Diwali": (300,), "Onam": (100,), "No campaign": (0,)}


def test_what_a_payouts_status_says(tmp_path: Path) -> None:
    """Rejected and cancelled payouts are left out; on hold and processing are owed, with a note."""
    ledger = ledger_of(
        tmp_path,
        sheet(
            "Influencer ID,Basic Amount,Status",
            *("A1,100,Paid", "A1,200,Rejected", "A1,400,Cancelled", "A1,800,On hold", "A1,1600,Processing"),
        ),
        instead_of="payouts",
    )
    assert total(ledger, "spend") == (2500,)
    assert "1 cancelled, 1 rejected (lines 3, 4); ₹600.00 in all." in notes(ledger, "left_out")[0]
    assert (
        "2 rows wait for money ('On hold', 'Processing'; lines 5, 6): ₹2,400.00"
        in notes(ledger, "pending")[0]
    )


def test_each_status_of_a_payout_sheet_is_heard(tmp_path: Path) -> None:
    """What was approved and whose payment failed is no spend, nor is what was paid and then rejected."""
    lines = ("A1,1000,Approved,Paid", "B2,400,Approved,Failed", "C3,50,Rejected,Paid")
    ledger = ledger_of(
        tmp_path,
        sheet("Influencer ID,Basic Amount,Status,Payment Status", *lines),
        instead_of="payouts",
    )
    assert rows(ledger, "payouts", "influencer_id", "total_payout") == [("A1", 1000)]


def test_several_payouts_of_one_add_up(tmp_path: Path) -> None:
    """Rows of one influencer add up, and a payment date is a day."""
    ledger = ledger_of(
        tmp_path,
        sheet(
            "Handle,Net Payable,TDS,Payment Date",
            "chet.tech,900,100,31/05/2031",
            "chet.tech,450,50,30/06/2031",
        ),
        instead_of="payouts",
    )
    assert rows(ledger, "payouts", "influencer_id", "total_payout", "payment_date") == [
        ("C3", 1000, dt.date(2031, 5, 31)),
        ("C3", 500, dt.date(2031, 6, 30)),
    ]
    assert split(ledger, "influencer_id", "spend")["C3"] == (1500,)
