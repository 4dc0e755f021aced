"""A free-form export of GA4 is orders by day and by where sessions came from."""

import datetime as dt
from pathlib import Path

import pytest

from tests.exported import ledger_of, notes, rows, split, total

FORMATS = ("GA4 free form (Google Analytics)",)
HEADER = (
    "Date,Session source,Session medium,Session campaign,Session manual ad content,Transactions,"
    "Purchase revenue"
)


def ga4(*lines: str, header: str = HEADER, above: str = "") -> dict[str, str]:
    """A GA4 export of these lines below its header."""
    return {"download.csv": "\n".join([*([above] if above else []), header, *lines]) + "\n"}


def test_a_line_of_ga4(tmp_path: Path) -> None:
    """A day is as it is written, orders may be fractions, and nobody is a customer."""
    ledger = ledger_of(
        tmp_path,
        ga4(
            "20310504,instagram,social,Onam,BINA15,1.5,1500",
            "20310505,(direct),(none),(direct),(not set),1,300",
        ),
        instead_of="orders",
    )
    assert rows(
        ledger, "orders", "date", "orders", "revenue", "influencer_id", "platform", "campaign", "user_id"
    ) == [
        (dt.date(2031, 5, 4), 1.5, 1500, "B2", "Instagram", "Onam", None),
        (dt.date(2031, 5, 5), 1, 300, None, "Unknown", "No campaign", None),
    ]
    assert total(ledger, "revenue", "orders", "organic_revenue", "new_customers") == (1500, 1.5, 300, 0)
    assert notes(ledger, "unknown_code") == []


def test_content_campaign_then_source(tmp_path: Path) -> None:
    """Ad content says whose orders are before the campaign, the campaign before the source; it stays one."""
    ledger = ledger_of(
        tmp_path,
        ga4(
            "20310504,instagram,social,ASHA10,BINA15,1,100",
            "20310504,bina15,social,ASHA10,reel,1,200",
            "20310504,bina15,social,Onam,reel,1,400",
            "20310504,google,cpc,Onam,reel,1,800",
        ),
        instead_of="orders",
    )
    assert split(ledger, "influencer_id", "revenue") == {"A1": (200,), "B2": (500,)}
    assert total(ledger, "organic_revenue") == (800,)
    assert [one for (one,) in rows(ledger, "orders", "campaign")] == ["ASHA10", "ASHA10", "Onam", "Onam"]


@pytest.mark.parametrize("at", [0, 2])
def test_comments_and_the_grand_total_are_no_rows(tmp_path: Path, at: int) -> None:
    """Lines behind a # and the grand total, first or last, are no orders."""
    lines = ["20310504,instagram,social,Onam,ASHA10,1,100", "20310505,instagram,social,Onam,ASHA10,2,200"]
    lines.insert(at, ",,,,Grand total,3,300")
    above = "# ----------------\n# Free form 1\n# 20310501-20310531\n# ----------------\n"
    ledger = ledger_of(tmp_path, ga4(*lines, above=above), instead_of="orders")
    assert total(ledger, "revenue", "orders") == (300, 3)
    assert ledger.report.counts["orders"].read == 2


def test_source_and_medium_in_one(tmp_path: Path) -> None:
    """The source is what stands before the medium; purchases may go by another header."""
    ledger = ledger_of(
        tmp_path,
        ga4(
            "20310504,instagram / social,1,100",
            "20310504,ASHA10 / affiliate,1,200",
            header="Date,Session source / medium,Ecommerce purchases,Purchase revenue",
        ),
        instead_of="orders",
    )
    assert split(ledger, "influencer_id", "revenue") == {"A1": (200,), "B2": (0,)}
    assert rows(ledger, "orders", "platform")[0] == ("Instagram",)


def test_total_revenue_where_purchase_revenue_is_missing(tmp_path: Path) -> None:
    """Purchase revenue counts where there is any, else total revenue."""
    header = "Date,Session source,Purchase revenue,Total revenue"
    lines = ("20310504,asha10,100,130", "20310505,asha10,,70")
    both = ledger_of(tmp_path / "both", ga4(*lines, header=header), instead_of="orders")
    assert total(both, "revenue") == (170,)
    alone = ga4("20310504,asha10,130", header="Date,Session source,Total revenue")
    assert total(ledger_of(tmp_path / "alone", alone, instead_of="orders"), "revenue") == (130,)
