"""What people's files do to known formats, a mapping and the code table beyond the plain case."""

import csv
from pathlib import Path

import pytest
import xlsxwriter

from influencer_roi.model.outcomes import REFUSALS
from tests.exported import PLAIN, ledger_of, notes, refused, split, total

SHOP = "Name,Email,Financial Status,Subtotal (₹),Total (₹),Discount Code,Created at,Lineitem name\n"
ORDER = '#7,a@x.in,paid,"1,200.00","1,200.00",ASHA10,2031-05-04 10:00:00 +0530,Oil\n'
REGISTER = "Bill,Day,Net Amt (INR),Coupon\n1,2031-05-04,1200,ASHA10\n"
MAPPING = """\
[orders]
file = "register.csv"
order_id = "Bill"
date = "Day"
revenue = "Net Amt"
code = "Coupon"
"""


def mapped(mapping: str, register: str = REGISTER) -> dict[str, str]:
    """A register of orders and what a mapping says of it."""
    return {"mapping.toml": mapping, "register.csv": register}


def problems(folder: Path, files: dict[str, str], without: str = "orders") -> list[str]:
    """Why such a folder is refused, in words; every code of it is one that is declared."""
    found = refused(folder, files, instead_of=without)
    assert {one.code for one in found} <= REFUSALS.keys()
    return [str(one) for one in found]


def test_a_unit_behind_a_header_hides_no_export(tmp_path: Path) -> None:
    """A format is known by its headers, whatever unit stands behind them."""
    ledger = ledger_of(tmp_path, {"shop.csv": SHOP + ORDER}, instead_of="orders")
    assert total(ledger, "revenue", "orders") == (1200.0, 1.0)


@pytest.mark.parametrize("header", ["Net Amt", "net-amt", "Net Amt (₹)", "Net Amt (INR)"])
def test_a_unit_behind_a_mapped_header_does_not_count(tmp_path: Path, header: str) -> None:
    """A mapping names a header with its unit, with another way to write it, or without it."""
    mapping = MAPPING.replace("Net Amt", header)
    assert total(ledger_of(tmp_path, mapped(mapping), instead_of="orders"), "revenue") == (1200.0,)


def test_a_mapping_is_refused_for_everything_that_is_wrong(tmp_path: Path) -> None:
    """A column that is none, a header and a file that are not there are said together."""
    mapping = MAPPING.replace("order_id", "oder_id").replace("Net Amt", "Net Amnt")
    said = problems(tmp_path, mapped(mapping + '[posts]\nfile = "seen.csv"\nreach = "Seen"\n'))
    assert said == [
        "mapping.toml: orders.oder_id is no column: order_id?",
        'mapping.toml: posts names "seen.csv", which is not in the folder. Put it there.',
        'mapping.toml: orders.revenue is "Net Amnt"; register.csv has "Net Amt (INR)".',
    ]


def test_a_mapping_that_is_no_toml_names_the_line(tmp_path: Path) -> None:
    """What cannot be read as TOML refuses the folder, and says where."""
    (said,) = problems(tmp_path, mapped(f"{MAPPING}product = = 1\n"))
    assert "line 7" in said


def test_a_header_a_known_format_lacks_refuses_its_mapping(tmp_path: Path) -> None:
    """What a mapping adds to a known format must be there too."""
    mapping = '[orders]\nfile = "shop.csv"\nsource = "Sales chanel"\n'
    shop = SHOP.replace("Name,", "Sales channel,Name,") + f"instagram,{ORDER}"
    assert problems(tmp_path, {"mapping.toml": mapping, "shop.csv": shop}) == [
        'mapping.toml: orders.source is "Sales chanel"; shop.csv has "Sales channel".'
    ]


SHEET = "Sr No,Influencer ID,Basic Amount,GST,Net Payable\n1,A1,50000,9000,59000\n2,B2,100000,18000,118000\n"


@pytest.mark.in_turn(4)
@pytest.mark.parametrize("word", ["TOTAL", "Total:", "Sub-total", "Total Payable", "Total (2)", "कुल"])
@pytest.mark.parametrize("line", ["{},,150000,27000,177000", ",{},150000,27000,177000"])
def test_a_total_of_a_payout_sheet_is_no_payout(tmp_path: Path, word: str, line: str) -> None:
    """A line that says total in any words, and names nobody, is passed over."""
    sheet = SHEET + line.format(word) + "\n"
    assert total(ledger_of(tmp_path, {"pay.csv": sheet}, instead_of="payouts"), "spend") == (150000.0,)


def test_a_campaign_named_total_is_a_row(tmp_path: Path) -> None:
    """A line of GA4 with a date is a row, whatever its campaign is called."""
    ga4 = "Date,Session source,Session campaign,Purchase revenue\n20310504,x,Total,700\n,,Grand total,700\n"
    ledger = ledger_of(tmp_path, {"ga4.csv": ga4}, instead_of="orders")
    assert split(ledger, "campaign", "organic_revenue")["Total"] == (700.0,)


@pytest.mark.in_turn(4)
@pytest.mark.parametrize(
    ("sheet", "spend"),
    [
        ("Influencer ID,Invoice Value,GST %,GST Amount\nA1,59000,18,9000\n", 50000.0),
        ("Influencer ID,Invoice Value,GST (%),CGST @9%,SGST @9%\nA1,59000,18,4500,4500\n", 50000.0),
        ("Influencer ID,Total Invoice Value,CGST,SGST,Total GST\nA1,59000,4500,4500,9000\n", 50000.0),
        ("Influencer ID,Invoice Value (excl. GST),GST\nA1,50000,9000\n", 50000.0),
        ("Influencer ID,GST,TDS,Net Paid\nA1,9000,-5000,54000\n", 50000.0),
        ("Influencer ID,GST,Less: TDS u/s 194J @10%,Net Paid\nA1,9000,(5000),54000\n", 50000.0),
        ("Influencer ID,GST,TDS (%),TDS Section,TDS Amount,Net Paid\nA1,9000,10,194,5000,54000\n", 50000.0),
        ("Influencer ID,TDS 194J,TDS 194C,Total TDS,Net Paid\nA1,5000,,5000,45000\n", 50000.0),
        ("Influencer ID,TDS,TDS Challan No,Net Paid\nA1,5000,77,45000\n", 50000.0),
        ("Influencer ID,Basic Amount (₹ Lakh)\nA1,0.5\n", 50000.0),
    ],
)
def test_gst_and_tds_are_amounts(tmp_path: Path, sheet: str, spend: float) -> None:
    """What counts of GST and TDS are amounts, once, whatever sign they have: not rates, sections, numbers."""
    assert total(ledger_of(tmp_path, {"pay.csv": sheet}, instead_of="payouts"), "spend") == (spend,)


def test_dashes_are_no_figure(tmp_path: Path) -> None:
    """What a report writes where it has nothing is nothing, and costs no post."""
    meta = "Account username,Publish time,Permalink,Post type,Reach,Likes,Comments\n"
    post = "asha.fit,05/04/2031 18:30,https://www.instagram.com/p/1/,IG reel,--,5,1\n"
    ledger = ledger_of(tmp_path, {"content.csv": meta + post}, instead_of="posts")
    assert total(ledger, "posts", "reach", "engagements") == (1.0, 0.0, 6.0)


def test_a_row_set_aside_is_named_by_their_header(tmp_path: Path) -> None:
    """The reason names the column as the file does, on the line it stands on there."""
    shop = SHOP.replace(" (₹)", "") + ORDER + ORDER.replace("#7", "#8").replace('"1,200.00"', "abc")
    ledger = ledger_of(tmp_path, {"shop.csv": shop}, instead_of="orders")
    (one,) = ledger.report.set_aside
    assert (one.file, one.line, one.column) == ("shop.csv", 3, "Subtotal")
    assert one.reason == "no readable number in Subtotal"


@pytest.mark.parametrize("header", ["code", "promo_code", "coupon", "utm"])
def test_a_column_of_codes_in_influencers(tmp_path: Path, header: str) -> None:
    """Whose a code or a UTM value is may stand in the influencers file."""
    people = f"id,name,category,follower_count,platform,{header}\nA1,Asha,Fitness,1,Instagram,ASHA10\n"
    shop = SHOP.replace(" (₹)", "") + ORDER
    ledger = ledger_of(tmp_path, {"influencers.csv": people, "shop.csv": shop}, instead_of="orders")
    assert split(ledger, "influencer_id", "revenue")["A1"] == (1200.0,)


def test_codes_of_two_influencers_on_an_order_are_noted(tmp_path: Path) -> None:
    """Of two known codes the first counts, which is noted; a code of nobody beside a known one is not."""
    shop = SHOP.replace(" (₹)", "")
    shop += ORDER.replace("ASHA10", '"BINA15, ASHA10"') + ORDER.replace("#7", "#8").replace(
        "ASHA10", '"FREESHIP, ASHA10"'
    )
    ledger = ledger_of(tmp_path, {"shop.csv": shop}, instead_of="orders")
    assert notes(ledger, "several_known") == [
        "shop.csv: 1 row names codes of several influencers, of whom the first counts: 'BINA15, ASHA10'."
    ]


NETWORK = "Referral ID,Order number,Affiliate ID,Created at,Total sales,Commission,Status,Coupon\n"


def test_a_commission_on_a_cancelled_order_has_its_own_day(tmp_path: Path) -> None:
    """It is spend, on the day of the commission, and not on other orders."""
    shop = SHOP.replace(" (₹)", "").replace("Lineitem name", "Lineitem name,Cancelled at")
    shop += "#7,a@x.in,paid,1200,1200,ASHA10,2031-05-04 10:00:00 +0530,Oil,2031-05-05\n"
    shop += "#8,b@x.in,paid,500,500,ASHA10,2031-06-09 10:00:00 +0530,Oil,\n"
    network = NETWORK + "1,#7,A1,2031-05-04,1200,120,Approved,\n"
    files = {"shop.csv": shop, "network.csv": network}
    ledger = ledger_of(tmp_path, files, instead_of="orders payouts")
    assert total(ledger, "revenue", "spend") == (500.0, 120.0)
    assert total(ledger, "spend", start="2031-05-04", end="2031-05-04") == (120.0,)


def test_a_network_and_a_mapped_register_tell_of_the_same_orders(tmp_path: Path) -> None:
    """A number both have is one order, with the revenue of the register."""
    network = NETWORK + "1,#1,B2,2031-05-05,1300,130,Approved,\n2,#2,B2,2031-05-06,300,30,Approved,\n"
    register = "Bill,Day,Net Amt\n1,2031-05-04,1200\n"
    mapping = MAPPING.replace('code = "Coupon"\n', "")
    files = {**mapped(mapping, register), "network.csv": network}
    ledger = ledger_of(tmp_path, files, instead_of="orders payouts")
    assert total(ledger, "revenue", "orders", "spend") == (1500.0, 2.0, 160.0)
    assert total(ledger, "spend", start="2031-05-04", end="2031-05-04") == (130.0,)


def test_a_networks_coupon_names_whom_the_shops_code_does_not(tmp_path: Path) -> None:
    """The shop's code comes first; where it is nobody's, the coupon the network has answers."""
    shop = SHOP.replace(" (₹)", "") + ORDER.replace("ASHA10", "FREESHIP")
    network = NETWORK + "1,#7,99,2031-05-05,1200,120,Approved,BINA15\n"
    files = {"shop.csv": shop, "network.csv": network}
    ledger = ledger_of(tmp_path, files, instead_of="orders payouts")
    assert split(ledger, "influencer_id", "revenue", "spend")["B2"] == (1200.0, 120.0)


def workbook(path: Path, sheets: dict[str, str]) -> None:
    """Write sheets of such lines."""
    with xlsxwriter.Workbook(path) as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for at, line in enumerate(csv.reader(lines.splitlines())):
                sheet.write_row(at, 0, line)


def test_exports_among_the_sheets_of_a_workbook(tmp_path: Path) -> None:
    """A workbook may have exports as some of its sheets, and our own columns in others."""
    plain = {name: PLAIN[f"{name}.csv"] for name in ("influencers", "posts")}
    paid = "Influencer ID,Basic Amount,GST\nB2,400,72\n"
    workbook(tmp_path / "Tracker.xlsx", {**plain, "Shop": f"{SHOP}{ORDER}", "Payouts": paid})
    ledger = ledger_of(tmp_path, {}, instead_of="influencers posts orders payouts")
    assert total(ledger, "revenue", "spend", "posts") == (1200, 400, 2)
    assert notes(ledger, "unread_files") == []


def test_a_sheet_named_after_another_table(tmp_path: Path) -> None:
    """A shop's export in a sheet named Posts is orders, and no posts are there."""
    workbook(tmp_path / "Tracker.xlsx", {"Posts": f"{SHOP}{ORDER}", "Notes": "a,b\n"})
    assert [one.code for one in refused(tmp_path, {}, instead_of="posts orders")] == ["file_missing"]
