"""Transactions of affiliate networks are orders and payouts at once, and meet the shop's own orders."""

import datetime as dt
from pathlib import Path

import pytest

from tests.exported import ledger_of, notes, rows, set_aside, split, total

FORMATS = (
    "UpPromote transaction",
    "GoAffPro transaction",
    "Refersion transaction",
    "Awin transaction",
    "Impact transaction",
    "ShareASale transaction",
)
UPPROMOTE = "Referral ID,Order number,Affiliate ID,Created at,Total sales,Commission,Status,Coupon\n"
SHOPIFY = "Name,Email,Financial Status,Subtotal,Total,Discount Code,Created at,Lineitem name,Id\n"
CODES = "code,influencer_id\n71,A1\n72,B2\n"


def referrals(*lines: str) -> dict[str, str]:
    """An UpPromote export of these lines, beside the affiliates' numbers."""
    return {"referrals.csv": UPPROMOTE + "".join(f"{line}\n" for line in lines), "codes.csv": CODES}


# One sale each: 1,000 on 4 May 2031 by A1's number 71, 100 of commission.
ONE_OF_EACH = {
    "UpPromote": (
        "Referral ID,Order number,Affiliate ID,Created at,Total sales,Commission,Status,Coupon\n"
        '1,#11,71,"May 4, 2031 11:50 PM","₹1,000.00",₹100.00,Approved,\n'
    ),
    "GoAffPro": (
        "Affiliate ID,Order Number,Total,Commission,Status,Created at\n71,#11,1000,100,approved,2031-05-04\n"
    ),
    "Refersion": (
        "Affiliate ID,Order Number,Order Total,Commission,Status,Created\n71,11,1000,100,PAID,2031-05-04\n"
    ),
    "Awin": (
        "id,publisher_id,sale_amount,commission_amount,commission_status,transaction_date,voucher_code,"
        "order_ref,currency\n9,71,1000.00,100.00,approved,2031-05-04T23:30:00,,11,INR\n"
    ),
    "Impact": (
        "Action Id,Action Date,Media Partner Id,Sale Amount,Payout,State,Oid,Promo Code,Currency\n"
        "9,2031-05-04 23:30:00,71,1000,100,APPROVED,11,,INR\n"
    ),
    "ShareASale": (
        "Trans ID,User ID,Trans Amount,Comm Amount,Trans Date,Voided,Pending Date,Sub-Track\n"
        "9,71,1000,100,05/04/2031 11:30:00 PM,,,\n"
    ),
}


@pytest.mark.in_turn(2)
@pytest.mark.parametrize("network", ONE_OF_EACH)
def test_each_network(tmp_path: Path, network: str) -> None:
    """A line of a network is an order and a payout on its day, its influencer by the affiliate's number."""
    files = {"Table data.csv": ONE_OF_EACH[network], "codes.csv": CODES}
    ledger = ledger_of(tmp_path, files, instead_of="orders")
    assert rows(ledger, "orders", "date", "revenue", "orders", "influencer_id") == [
        (dt.date(2031, 5, 4), 1000, 1, "A1")
    ]
    assert total(ledger, "revenue", "orders", "spend", "organic_orders") == (1000, 1, 600, 0)
    assert total(ledger, "spend", start="2031-05-04", end="2031-05-04") == (100,)
    article = "an" if network[0] in "AIU" else "a"
    said = f"Table data.csv: was read as {article} {network} transaction export."
    assert said in notes(ledger, "export")


def test_who_is_paid_is_never_nobody(tmp_path: Path) -> None:
    """A line with a commission and no affiliate is of somebody nobody knows; without one, organic."""
    lines = '1,#11,,"May 4, 2031",1000,100,Approved,', '2,#12,,"May 4, 2031",300,0,Approved,'
    ledger = ledger_of(tmp_path, referrals(*lines), instead_of="orders")
    assert total(ledger, "revenue", "spend", "organic_revenue") == (1000, 600, 300)
    assert total(ledger, "spend", influencer_id="UpPromote without affiliate") == (100,)


def test_commissions_add_to_payouts(tmp_path: Path) -> None:
    """Commissions come beside payouts.csv, and stand for it where there is none."""
    line = '1,#11,71,"May 4, 2031",1000,100,Approved,'
    both = ledger_of(tmp_path / "both", referrals(line), instead_of="orders")
    assert total(both, "spend") == (600,)
    alone = ledger_of(tmp_path / "alone", referrals(line), instead_of="orders payouts")
    assert total(alone, "spend") == (100,)


def test_whom_a_network_pays(tmp_path: Path) -> None:
    """An id of ours is itself; else the number, the coupon; else somebody nobody knows, never organic."""
    ledger = ledger_of(
        tmp_path,
        referrals(
            '1,#11,B2,"May 4, 2031",100,10,Approved,ASHA10',
            '2,#12,71,"May 4, 2031",200,20,Approved,BINA15',
            '3,#13,99,"May 4, 2031",400,40,Approved,BINA15',
            '4,#14,98,"May 4, 2031",800,80,Approved,FREE',
        ),
        instead_of="orders",
    )
    assert split(ledger, "influencer_id", "revenue", "spend") == {
        "A1": (200, 520),
        "B2": (500, 50),
        "98": (800, 80),
    }
    assert total(ledger, "organic_orders") == (0,)


def test_a_coupon_says_whom_a_network_pays_without_a_number(tmp_path: Path) -> None:
    """Where an affiliate has no number, a coupon says whose the order and the commission are."""
    ledger = ledger_of(
        tmp_path,
        referrals(
            '1,#11,,"May 4, 2031",1000,100,Approved,"FREESHIP, BINA15"',
            '2,#12,,"May 5, 2031",200,20,Approved,EXTRA',
            '3,#13,71,"May 6, 2031",40,4,Approved,BINA15',
        ),
        instead_of="orders payouts",
    )
    paid = {"A1": (40, 4), "B2": (1000, 100), "EXTRA": (200, 20)}
    assert split(ledger, "influencer_id", "revenue", "spend") == paid
    assert total(ledger, "organic_orders") == (0,)


def test_what_a_networks_status_says(tmp_path: Path) -> None:
    """A denied line is neither order nor payout, with both sums; a pending one counts on both sides."""
    ledger = ledger_of(
        tmp_path,
        referrals(
            '1,#11,71,"May 4, 2031",100,10,Approved,',
            '2,#12,71,"May 4, 2031",200,20,Denied,',
            '3,#13,71,"May 4, 2031",400,40,Pending,',
        ),
        instead_of="orders",
    )
    assert total(ledger, "revenue", "orders", "spend") == (500, 2, 550)
    out, paid_out = notes(ledger, "left_out")
    assert "1 denied (line 3); ₹200.00 in all." in out
    assert "1 denied (referrals.csv line 3); ₹20.00 in all." in paid_out
    assert len(notes(ledger, "pending")) == 2


def test_a_status_added_by_hand(tmp_path: Path) -> None:
    """What a team says of an order is heard beside the network's word; that of a commission too."""
    text = (
        "publisher_id,transaction_date,sale_amount,commission_amount,commission_status,Status,Order Status\n"
        "A1,2031-05-03,1000,100,approved,,\n"
        "A1,2031-05-04,2000,200,approved,Reversed,\n"
        "A1,2031-05-05,-300,-30,approved,Reversed,\n"
        "A1,2031-05-06,4000,400,approved,,RTO\n"
    )
    ledger = ledger_of(tmp_path, {"awin.csv": text}, instead_of="orders payouts")
    assert (total(ledger, "revenue"), total(ledger, "spend")) == ((700,), (470,))


def test_returns_are_negative_lines(tmp_path: Path) -> None:
    """A return takes its money and its commission back, and is no order."""
    ledger = ledger_of(
        tmp_path,
        referrals(
            '1,#11,71,"May 4, 2031",1000,100,Approved,',
            '2,#11,71,"May 9, 2031",-400,-40,Approved,',
        ),
        instead_of="orders",
    )
    assert total(ledger, "revenue", "orders", "spend") == (600, 1, 560)


def test_another_currency_takes_its_commission_along(tmp_path: Path) -> None:
    """A line in dollars is set aside as an order and as a payout."""
    text = (
        "id,publisher_id,sale_amount,commission_amount,commission_status,transaction_date,order_ref,currency\n"
        "8,71,500,50,approved,2031-05-04,11,INR\n9,71,30,3,approved,2031-05-04,12,USD\n"
    )
    ledger = ledger_of(tmp_path, {"awin.csv": text, "codes.csv": CODES}, instead_of="orders")
    assert total(ledger, "revenue", "spend") == (500, 550)
    assert set_aside(ledger) == [("awin.csv", 3, "currency", "currency_mismatch")] * 2


def test_shareasale_is_month_first(tmp_path: Path) -> None:
    """Days of ShareASale are month first though none proves it; voided ones are out, awaited ones pending."""
    text = (
        "Trans ID,User ID,Trans Amount,Comm Amount,Trans Date,Voided,Pending Date,Sub-Track\n"
        "1,77,100,10,05/04/2031,,,BINA15\n2,77,200,20,05/06/2031,1,,BINA15\n3,77,400,40,05/07/2031,0,06/07/2031,\n"
    )
    ledger = ledger_of(tmp_path, {"a.csv": text}, instead_of="orders")
    assert rows(ledger, "orders", "date", "influencer_id", "revenue") == [
        (dt.date(2031, 5, 4), "B2", 100),
        (dt.date(2031, 5, 7), "77", 400),
    ]
    assert "1 voided" in notes(ledger, "left_out")[0]
    assert "line 4" in notes(ledger, "pending")[0]


def test_one_order_of_shop_and_network(tmp_path: Path) -> None:
    """A number both know is one order: the shop's revenue, its own code's influencer, else the network's."""
    shop = (
        f"{SHOPIFY}#11,a@x.in,paid,900,900,ASHA10,2031-05-04,Oil,5011\n"
        "#12,b@x.in,paid,800,800,,2031-05-05,Oil,5012\n#13,c@x.in,paid,700,700,,2031-05-06,Oil,5013\n"
    )
    network = referrals(
        '1,#11,72,"May 4, 2031",950,95,Approved,',
        '2,12,72,"May 5, 2031",850,85,Approved,',
        '3,#99,72,"May 7, 2031",300,30,Approved,',
    )
    ledger = ledger_of(tmp_path, {"shop.csv": shop, **network}, instead_of="orders")
    assert split(ledger, "influencer_id", "revenue", "orders") == {"A1": (900, 1), "B2": (1100, 2)}
    assert total(ledger, "organic_revenue", "spend") == (700, 500 + 95 + 85 + 30)
    (said,) = notes(ledger, "shop_and_network")
    assert said.endswith(
        "referrals.csv: 2 rows are orders of the shop's file and counted there, with the shop's revenue; "
        "1 row the shop lacks counts alone."
    )


def test_declined_there_is_a_sale_here(tmp_path: Path) -> None:
    """An order a network declined is organic in the shop; one cancelled here is still paid for there."""
    shop = (
        "Name,Email,Financial Status,Subtotal,Total,Created at,Lineitem name,Cancelled at\n"
        "#11,a@x.in,paid,900,900,2031-05-04,Oil,\n#12,b@x.in,paid,800,800,2031-05-05,Oil,2031-05-06\n"
    )
    network = referrals(
        '1,#11,72,"May 4, 2031",900,90,Declined,',
        '2,#12,72,"May 5, 2031",800,80,Approved,',
    )
    ledger = ledger_of(tmp_path, {"shop.csv": shop, **network}, instead_of="orders")
    assert total(ledger, "revenue", "organic_revenue", "spend") == (0, 900, 580)
    (said,) = notes(ledger, "payout_unmatched")
    assert "1 row names an order that is not among those of the influencer" in said
    assert "(referrals.csv line 3); ₹80.00 in all, placed on their own days." in said


def test_what_a_team_declined_claims_no_order_of_the_shop(tmp_path: Path) -> None:
    """A line that a status added by hand reverses is paid to nobody, so its order in the shop is organic."""
    shop = (
        "Name,Email,Financial Status,Subtotal,Total,Created at,Lineitem name\n"
        "#11,a@x.in,paid,900,900,2031-05-04,Oil\n#12,b@x.in,paid,800,800,2031-05-05,Oil\n"
    )
    impact = (
        "Action Date,Media Partner Id,Sale Amount,Payout,State,Oid,Promo Code,Status\n"
        "2031-05-04,A1,900,90,APPROVED,11,,\n2031-05-05,A1,800,80,APPROVED,12,,Reversed\n"
    )
    ledger = ledger_of(tmp_path, {"shop.csv": shop, "impact.csv": impact}, instead_of="orders payouts")
    assert total(ledger, "revenue", "organic_revenue", "spend") == (900, 800, 90)


def test_a_month_of_declined_commissions(tmp_path: Path) -> None:
    """Where a network declined every order, nobody was paid, and the shop's orders are served."""
    shop = (
        "Name,Email,Financial Status,Subtotal,Total,Discount Code,Created at,Lineitem name\n"
        "#11,a@x.in,paid,900,900,,2031-05-04,Oil\n#12,b@x.in,paid,800,800,BINA15,2031-05-05,Oil\n"
    )
    network = referrals('1,#11,72,"May 4, 2031",900,90,Declined,')
    ledger = ledger_of(tmp_path, {"shop.csv": shop, **network}, instead_of="orders payouts")
    assert total(ledger, "revenue", "organic_revenue", "spend", "roas") == (800, 900, 0, None)


def test_notes_on_a_network_say_what_is_to_do(tmp_path: Path) -> None:
    """Columns it never has, its basis, affiliates who are ours are no news; a number of codes.csv is."""
    lines = ('1,#11,A1,"May 4, 2031",100,10,Approved,', '2,#12,72,"May 4, 2031",200,20,Approved,')
    shop = f"{SHOPIFY}#11,a@x.in,paid,900,900,,2031-05-04,Oil,1\n#12,b@x.in,paid,800,800,,2031-05-05,Oil,2\n"
    files = {"shop.csv": shop, **referrals(*lines)}
    ledger = ledger_of(tmp_path, files, instead_of="orders payouts")
    assert [note for note in notes(ledger, "column_absent") if "referrals" in note] == []
    assert notes(ledger, "basis_spelling") == []
    (said,) = notes(ledger, "by_code")
    assert said.endswith("1 row names its influencer by a code alone.")
    beside = ledger_of(tmp_path / "beside", referrals(*lines))
    assert [note for note in notes(beside, "column_absent") if note.startswith("payouts")] == []
    assert "referrals.csv: 2 files were read as one table." in notes(beside, "parts")[0]


def test_commissions_of_three_decimals(tmp_path: Path) -> None:
    """A commission of 12.500 is no thousand where the sales of the export have decimal points."""
    lines = (
        "9,71,1234.50,61.725,approved,2031-05-04T23:30:00,,11,INR\n"
        "8,72,250.00,12.500,approved,2031-05-04T23:30:00,,12,INR\n"
    )
    header = ONE_OF_EACH["Awin"].partition("\n")[0]
    files = {"Table data.csv": f"{header}\n{lines}", "codes.csv": CODES}
    ledger = ledger_of(tmp_path, files, instead_of="orders")
    assert total(ledger, "spend") == pytest.approx((500 + 61.725 + 12.5,))
