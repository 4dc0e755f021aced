"""Exports as tools of other countries write them give the figures that are worked out by hand."""

from pathlib import Path

import pytest

from tests.exported import ledger_of, total

SHOPIFY = """\
Name;Email;Financial Status;Currency;Subtotal;Shipping;Taxes;Total;Discount Code;Created at;Lineitem name;\
Refunded Amount;Id
#2001;Mia@x.de;paid;INR;1.234,50;0,00;0,00;1.234,50;asha10;2031-05-03 23:30:00 +0200;Öl;0,00;7001
#2001;Mia@x.de;;;;;;;;;Seife;;
#2002;t@x.de;partially_refunded;INR;1.180,00;0,00;180,00;1.180,00;BINA15;2031-05-04 00:10 +0200;Öl;590,00;7002
#2003;ann@x.de;refunded;INR;99,00;0,00;0,00;99,00;ASHA10;2031-05-04 10:00:00 +0200;Öl;99,00;7003
#2004;eva@x.de;paid;EUR;50,00;0,00;0,00;50,00;ASHA10;2031-05-04 10:00:00 +0200;Öl;0,00;7004
#2005;;pending;INR;75,25;0,00;0,00;75,25;;2031-05-05 10:00:00 +0200;Gutschein;0,00;7005
"""
WOO = """\
Order Number;Order Status;Order Date;Order Total Amount;Order Total Tax Amount;Order Shipping Amount;\
Order Refund Amount;Order Currency;Coupon Code;Item Name;Email (Billing)
901;wc-completed;03/05/2031 11:00;1.180,00;180,00;0,00;0,00;INR;Asha10;Öl;a@x.in
901;wc-completed;03/05/2031 11:00;1.180,00;180,00;0,00;0,00;INR;Asha10;Seife;a@x.in
902;wc-processing;23/05/2031 23:59;590,00;90,00;100,00;-118,00;INR;;Öl;b@x.in
903;wc-refunded;24/05/2031 10:00;590,00;90,00;0,00;590,00;INR;BINA15;Öl;c@x.in
904;trash;24/05/2031 10:00;10,00;0,00;0,00;0,00;INR;BINA15;Test;d@x.in
906;wc-delivered;25/05/2031 10:00;300,00;0,00;50,00;0,00;INR;bina15;Öl;
"""
UPPROMOTE = """\
Referral ID;Order number;Affiliate ID;Created at;Total sales;Commission;Status;Coupon
1;#77;asha.fit;04.05.2031 11:50;₹1.000,00;₹100,00;Approved;
2;#78;@BinaBeauty;14.05.2031;500,00;50,00;Paid;
3;#79;999;15.05.2031;200,00;20,00;Pending;ASHA10
4;#77;asha.fit;16.05.2031;-400,00;-40,00;Approved;
5;#80;asha.fit;16.05.2031;100,00;10,00;Denied;
"""
GA4 = """\
# Freies Format 1
Date;Session source;Session campaign;Transactions;Purchase revenue
;Grand total;;3,5;1.400,50
20310503;bina15;X;2,5;1.300,50
20310504;google;Y;1;100,00
"""
PAYOUTS = """\
Influencer Handle;Invoice Value;GST;TDS;Net Paid;Status
@asha.fit;11.800,00;1.800,00;100,00;11.700,00;Paid
binabeauty;;;;9.900,00;On hold
"""
OTHERS = 500.0  # of payouts.csv


@pytest.mark.in_turn(4)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize(
    ("text", "instead_of", "revenue", "organic", "orders", "spend"),
    [
        (SHOPIFY, "orders", 1234.5 + 1000 - 500, 75.25, 2, OTHERS),
        (WOO, "orders", 1000 + 250, 400 - 100, 2, OTHERS),
        (UPPROMOTE, "orders", 1000 + 500 + 200 - 400, 0, 3, OTHERS + 100 + 50 + 20 - 40),
        (GA4, "orders", 1300.5, 100, 2.5, OTHERS),
        (PAYOUTS, "payouts", 1000, 700, 1, 10_000 + 9_900),
    ],
    ids=["Shopify", "WooCommerce", "UpPromote", "GA4", "payout sheet"],
)
def test_semicolons_and_decimal_commas(
    tmp_path: Path,
    text: str,
    encoding: str,
    *,
    instead_of: str,
    revenue: float,
    organic: float,
    orders: float,
    spend: float,
) -> None:
    """Semicolons, 1.234,56, days with dots and other encodings change nothing of what an export earns."""
    content = text.replace("₹", "Rs. ").encode(encoding)
    ledger = ledger_of(tmp_path, {"Tabelle1.csv": content}, instead_of=instead_of)
    found = total(ledger, "revenue", "organic_revenue", "orders", "spend")
    assert found == pytest.approx((revenue, organic, orders, spend))
