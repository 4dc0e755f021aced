"""Order exports of Shopify and WooCommerce are orders: once each, net of tax, shipping and refunds."""

import datetime as dt
from pathlib import Path

from tests.exported import ledger_of, notes, rows, set_aside, split, total

FORMATS = ("Shopify order", "WooCommerce order")
SHOPIFY_HEADER = (
    "Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Created at,"
    "Lineitem name,Note Attributes,Cancelled at,Refunded Amount,Vendor,Id,Source\n"
)
WOO_HEADER = (
    "Order Number,Order Status,Order Date,Order Total Amount,Order Total Tax Amount,Order Shipping Amount,"
    "Order Refund Amount,Order Currency,Coupon Code,Item Name,Email (Billing),Customer User,"
    "_wc_order_attribution_utm_source,_wc_order_attribution_utm_campaign,_wc_order_attribution_utm_content\n"
)


def shopify(*lines: str) -> dict[str, str]:
    """A Shopify export of these lines."""
    return {"orders_export.csv": SHOPIFY_HEADER + "".join(f"{line}\n" for line in lines)}


def woo(*lines: str) -> dict[str, str]:
    """A WooCommerce export of these lines."""
    return {"report.csv": WOO_HEADER + "".join(f"{line}\n" for line in lines)}


def test_a_shopify_order(tmp_path: Path) -> None:
    """An order is its Id and its customer's e-mail, on its own day, its further lines none of its own."""
    ledger = ledger_of(
        tmp_path,
        shopify(
            "#11,Mira@x.in,paid,INR,900,0,0,900,ASHA10,2031-05-04 23:50:00 -0400,Oil,,,0,Acme,9001,web",
            "#11,Mira@x.in,,,,,,,,2031-05-04 23:50:00 -0400,Soap,,,,Brisk,,",
            "#12,ravi@x.in,paid,INR,400,0,0,400,,2031-05-05 00:10:00 +0530,Soap,,,0,Brisk,,",
        ),
        instead_of="orders",
    )
    assert rows(ledger, "orders", "order_id", "date", "user_id", "orders", "revenue", "product", "brand") == [
        ("9001", dt.date(2031, 5, 4), "mira@x.in", 1, 900, "Oil", "Acme"),
        ("12", dt.date(2031, 5, 5), "ravi@x.in", 1, 400, "Soap", "Brisk"),
    ]
    said = "orders_export.csv: was read as a Shopify order export: 2 orders on 3 lines."
    assert notes(ledger, "export") == [said]
    assert total(ledger, "revenue", "orders", "organic_revenue") == (900, 1, 400)


def test_a_zone_in_brackets_moves_no_day(tmp_path: Path) -> None:
    """A shop's days are those its export writes, whatever zone stands behind their times."""
    zones = ("(CET)", "(India Standard Time)", "UTC (server)")
    days = [f"2031-05-0{day} 23:50:00 {zone}" for day, zone in enumerate(zones, start=4)]
    lines = [
        f"#1{n},a@x.in,paid,INR,900,0,0,900,ASHA10,{day},Oil,,,0,Acme,9{n},web" for n, day in enumerate(days)
    ]
    ledger = ledger_of(tmp_path, shopify(*lines), instead_of="orders")
    assert sorted(ledger.tables.orders["date"]) == [dt.date(2031, 5, day) for day in (4, 5, 6)]


def test_tax_inside_and_on_top(tmp_path: Path) -> None:
    """Tax inside prices is taken off, goods and shipping bearing it by amount; on top of them, nothing is.

    Of #11, 180 of tax lie in 1,180: 1,000 are goods and 180 shipping, so goods bear 152.54.
    """
    ledger = ledger_of(
        tmp_path,
        shopify(
            "#11,a@x.in,paid,INR,1000,180,180,1180,,2031-05-04 09:00:00 +0530,Oil,,,0,Acme,1,web",
            "#12,b@x.in,paid,INR,1000,100,198,1298,,2031-05-04 09:00:00 +0530,Oil,,,0,Acme,2,web",
            "#13,c@x.in,paid,INR,590,0,90,590,,2031-05-04 09:00:00 +0530,Oil,,,0,Acme,3,web",
        ),
        instead_of="orders",
    )
    assert rows(ledger, "orders", "order_number", "revenue") == [
        ("11", 847.457627),
        ("12", 1000),
        ("13", 500),
    ]


def test_refunds_hold_tax_like_their_order(tmp_path: Path) -> None:
    """Half of an order refunded is half of its goods, whatever the sign: 590 of 1,180 are 500 of 1,000."""
    status = "partially_refunded"
    ledger = ledger_of(
        tmp_path,
        shopify(
            f"#11,a@x.in,{status},INR,1000,0,180,1180,,2031-05-04 09:00:00 +0530,Oil,,,590,Acme,1,web",
            f"#12,b@x.in,{status},INR,1180,0,180,1180,,2031-05-04 09:00:00 +0530,Oil,,,-590,Acme,2,web",
        ),
        instead_of="orders",
    )
    assert rows(ledger, "orders", "revenue") == [(500,), (500,)]
    (said,) = notes(ledger, "refund_taken_off")
    assert "2 rows were refunded in part (lines 2, 3); ₹1,000.00 taken off." in said


def test_no_more_is_refunded_than_the_goods_earned(tmp_path: Path) -> None:
    """550 back of an order of 500 and 100 of shipping leave nothing of its goods: the rest was shipping."""
    line = "#11,a@x.in,partially_refunded,INR,500,100,0,600,,2031-05-04 09:00:00 +0530,Oil,,,550,Acme,1,web"
    ledger = ledger_of(tmp_path, shopify(line), instead_of="orders")
    assert rows(ledger, "orders", "revenue", "orders") == [(0, 1)]


def test_what_a_shopify_status_says(tmp_path: Path) -> None:
    """Refunded, voided and cancelled orders are left out with their sum; pending ones count, with a note."""
    at = "2031-05-04 09:00:00 +0530"
    ledger = ledger_of(
        tmp_path,
        shopify(
            f"#11,a@x.in,paid,INR,100,0,0,100,,{at},Oil,,,0,Acme,1,web",
            f"#12,b@x.in,refunded,INR,200,0,0,200,,{at},Oil,,,200,Acme,2,web",
            f"#13,c@x.in,voided,INR,300,0,0,300,,{at},Oil,,,0,Acme,3,web",
            f"#14,d@x.in,paid,INR,400,0,0,400,,{at},Oil,,{at},0,Acme,4,web",
            f"#15,e@x.in,pending,INR,500,0,0,500,,{at},Oil,,,0,Acme,5,web",
        ),
        instead_of="orders",
    )
    assert total(ledger, "organic_revenue", "organic_orders") == (600, 2)
    (out,) = notes(ledger, "left_out")
    assert "1 cancelled, 1 refunded, 1 voided (lines 3, 4, 5); ₹900.00 in all." in out
    (waits,) = notes(ledger, "pending")
    assert "1 row waits for money ('pending'; line 6): ₹500.00, which counts." in waits


def test_what_a_team_added_to_an_export_is_heard(tmp_path: Path) -> None:
    """A status somebody added to a shop's file says what became of an order, as in files of our own."""
    headers = ("Status", "Delivery Status", "RTO")
    said = ("Cancelled,,", "Returned,RTO,", "Delivered,Returned,No", ",,Yes", "Delivered,Delivered,No")
    cells = (
        f"#{at},a@x.in,paid,INR,{at}00,0,0,{at}00,,2031-05-04,Oil,,,0,Acme,,web,{one}"
        for at, one in enumerate(said, start=1)
    )
    header = f"{SHOPIFY_HEADER.strip()},{','.join(headers)}\n"
    file = {"orders_export.csv": header + "".join(f"{line}\n" for line in cells)}
    ledger = ledger_of(tmp_path, file, instead_of="orders")
    assert rows(ledger, "orders", "order_id", "revenue") == [("5", 500)]


def test_another_currency_is_set_aside(tmp_path: Path) -> None:
    """An order in dollars is set aside, and names the file, line and column it came in."""
    ledger = ledger_of(
        tmp_path,
        shopify(
            "#11,a@x.in,paid,INR,100,0,0,100,,2031-05-04 09:00:00 +0530,Oil,,,0,Acme,1,web",
            "#12,b@x.in,paid,USD,90,0,0,90,,2031-05-04 09:00:00 +0530,Oil,,,0,Acme,2,web",
        ),
        instead_of="orders",
    )
    assert set_aside(ledger) == [("orders_export.csv", 3, "Currency", "currency_mismatch")]
    assert total(ledger, "organic_revenue") == (100,)


def test_a_fault_names_their_column(tmp_path: Path) -> None:
    """What cannot be read is set aside by the header it stands under, not by ours."""
    ledger = ledger_of(
        tmp_path,
        shopify(
            "#11,a@x.in,paid,INR,100,0,0,100,,2031-05-04 09:00:00 +0530,Oil,,,0,Acme,1,web",
            "#12,b@x.in,paid,INR,lots,0,0,90,,2031-05-04 09:00:00 +0530,Oil,,,0,Acme,2,web",
            "#13,c@x.in,paid,INR,80,0,0,80,,some day,Oil,,,0,Acme,3,web",
        ),
        instead_of="orders",
    )
    assert [(line, column) for _, line, column, _ in set_aside(ledger)] == [
        (3, "Subtotal"),
        (4, "Created at"),
    ]


def test_whose_a_shopify_order_is(tmp_path: Path) -> None:
    """The discount code answers first, then UTM content, campaign and source; else it is organic."""
    note = '"utm_source: {}\nutm_campaign: {}\nutm_content: {}"'
    line = "#{},a@x.in,paid,INR,100,0,0,100,{},2031-05-04 09:00:00 +0530,Oil,{},,0,Acme,{},web"
    ledger = ledger_of(
        tmp_path,
        shopify(
            line.format(11, "asha 10", note.format("insta", "BINA15", "x"), 1),
            line.format(12, "", note.format("insta", "ASHA10", "BINA15"), 2),
            line.format(13, "FREESHIP", note.format("insta", "ASHA10", "x"), 3),
            line.format(14, "", note.format("bina15", "Onam", "x"), 4),
            line.format(15, "FREESHIP", note.format("insta", "Onam", "x"), 5),
        ),
        instead_of="orders",
    )
    assert [whose for (whose,) in rows(ledger, "orders", "influencer_id")] == ["A1", "B2", "A1", "B2", None]
    assert [named for (named,) in rows(ledger, "orders", "campaign")] == [
        *("BINA15", "ASHA10", "ASHA10", "Onam", "Onam"),
    ]
    assert rows(ledger, "orders", "platform")[4] == ("Instagram",)
    (unknown,) = notes(ledger, "unknown_code")
    assert "FREESHIP: 1 order, ₹100.00" in unknown


def test_shops_number_alike(tmp_path: Path) -> None:
    """Two shops' #11 are two orders by their ids; one order in two overlapping exports is one."""
    line = "#11,{},paid,INR,{},0,0,{},,2031-05-04 09:00:00 +0530,Oil,,,0,{},{},web"
    one = line.format("a@x.in", 100, 100, "Acme", 1)
    other = line.format("b@x.in", 50, 50, "Brisk", 2)
    files = {
        "may.csv": shopify(one)["orders_export.csv"],
        "june.csv": shopify(other, one)["orders_export.csv"],
    }
    ledger = ledger_of(tmp_path, files, instead_of="orders")
    assert total(ledger, "organic_revenue", "organic_orders") == (150, 2)


def test_older_exports_have_less(tmp_path: Path) -> None:
    """An export without Id, Vendor, Note Attributes and tax columns is read; its order is its Name."""
    text = (
        "Name,Email,Financial Status,Currency,Subtotal,Created at,Lineitem name,Canceled at\n"
        "#7,a@x.in,paid,INR,900,2031-05-02,Oil,\n#8,b@x.in,paid,INR,50,2031-05-02,Oil,2031-05-03\n"
    )
    ledger = ledger_of(tmp_path, {"orders.csv": text}, instead_of="orders")
    assert rows(ledger, "orders", "order_id", "revenue") == [("7", 900)]


def test_woo_coupons_stand_on_any_line(tmp_path: Path) -> None:
    """Coupons are one a line like items; a line without number and total is of the order above it."""
    ledger = ledger_of(
        tmp_path,
        woo(
            "501,wc-completed,2031-05-04,100,0,0,0,INR,FREESHIP,Oil,a@x.in,7,,,",
            "501,wc-completed,2031-05-04,100,0,0,0,INR,bina15,Soap,a@x.in,7,,,",
            "502,wc-completed,2031-05-04,50,0,0,0,INR,,Oil,b@x.in,8,,,",
            ",,,,,,,,ASHA10,Soap,,,,,",
            ",,,,,,,,,Cream,,,,,",
        ),
        instead_of="orders",
    )
    assert rows(ledger, "orders", "order_id", "influencer_id", "product") == [
        ("501", "B2", "Oil"),
        ("502", "A1", "Oil"),
    ]
    assert set_aside(ledger) == []


def test_woo_totals_repeat_per_line(tmp_path: Path) -> None:
    """An order is once, its total less tax, shipping and what was refunded: 1,280 − 180 − 100 = 1,000."""
    order = "501,wc-completed,2031-05-04 23:59,1280,180,100,{},INR,bina15,{},a@x.in,{},,,"
    ledger = ledger_of(
        tmp_path,
        woo(
            order.format("0", "Oil", 7),
            order.format("0", "Soap", 7),
            "502,processing,2031-05-05 00:01,590,90,0,-118,INR,,Oil,,0,instagram,Onam,",
        ),
        instead_of="orders",
    )
    assert rows(ledger, "orders", "order_id", "date", "user_id", "revenue", "influencer_id", "product") == [
        ("501", dt.date(2031, 5, 4), "a@x.in", 1000, "B2", "Oil"),
        ("502", dt.date(2031, 5, 5), None, 400, None, "Oil"),
    ]
    assert rows(ledger, "orders", "platform", "campaign")[1] == ("Instagram", "Onam")
    said = "report.csv: was read as a WooCommerce order export: 2 orders on 3 lines."
    assert notes(ledger, "export") == [said]


def test_what_a_woo_status_says(tmp_path: Path) -> None:
    """Nobody has paid what is pending, on hold or a draft: left out; processing and a plugin's own count."""
    statuses = ("wc-completed", "processing", "shipped", "pending", "wc-on-hold", "checkout-draft", "failed")
    ledger = ledger_of(
        tmp_path,
        woo(*(f"{at},{one},2031-05-04,{at},0,0,0,INR,,Oil,,,,," for at, one in enumerate(statuses, 10))),
        instead_of="orders",
    )
    assert [number for (number,) in rows(ledger, "orders", "order_id")] == ["10", "11", "12"]
    (out,) = notes(ledger, "left_out")
    assert "4 rows earned nothing" in out
    assert "₹58.00 in all." in out
    assert notes(ledger, "pending") == []


def test_where_woo_orders_come_from(tmp_path: Path) -> None:
    """UTM columns have any prefix: content says whose an order is before campaign and source."""
    ledger = ledger_of(
        tmp_path,
        woo(
            "1,completed,2031-05-04,100,0,0,0,INR,,Oil,,,youtube,ASHA10,BINA15",
            "2,completed,2031-05-04,200,0,0,0,INR,,Oil,,,youtube,ASHA10,",
            "3,completed,2031-05-04,400,0,0,0,USD,ASHA10,Oil,,,youtube,,",
        ),
        instead_of="orders",
    )
    assert split(ledger, "influencer_id", "revenue") == {"A1": (200,), "B2": (100,)}
    assert split(ledger, "platform", "revenue")["YouTube"] == (300,)
    assert set_aside(ledger) == [("report.csv", 4, "Order Currency", "currency_mismatch")]


def test_two_shops_number_alike(tmp_path: Path) -> None:
    """#7 of an older Shopify export and 7 of WooCommerce are two orders, of one customer as of a guest's."""
    files = {
        "shop.csv": "Name,Email,Financial Status,Currency,Subtotal,Created at,Lineitem name\n"
        "#7,a@x.in,paid,INR,900,2031-05-02,Oil\n#8,b@x.in,paid,INR,80,2031-05-02,Oil\n",
        **woo(
            "7,completed,2031-05-04,100,0,0,0,INR,,Oil,a@x.in,,,,",
            "8,completed,2031-05-04,20,0,0,0,INR,,Oil,,0,,,",
            "9,completed,2031-05-04,3,0,0,0,INR,,Oil,a@x.in,,,,",
        ),
    }
    ledger = ledger_of(tmp_path, files, instead_of="orders")
    assert total(ledger, "organic_revenue", "organic_orders") == (1103, 5)
    assert sorted(rows(ledger, "orders", "order_id")) == [
        *(("7",), ("8",), ("9",), ("WooCommerce order 7",), ("WooCommerce order 8",)),
    ]
    (said,) = notes(ledger, "shops_number_alike")
    assert said.endswith(
        "2 rows have numbers of orders of another shop; they count apart, such as 'WooCommerce order 7'."
    )


def test_a_total_with_refunds_taken_off(tmp_path: Path) -> None:
    """Where the total is less its refunds they are no more taken off: 590 left of 1,180 are 500 of 1,000."""
    header = WOO_HEADER.replace("Order Total Amount", "Order Total Amount (- Refund)")
    text = f"{header}1,completed,2031-05-04 10:00,590,180,0,590,INR,ASHA10,Whey,a@x.in,0,,,\n"
    ledger = ledger_of(tmp_path, {"report.csv": text}, instead_of="orders")
    assert total(ledger, "revenue", "orders") == (500, 1)


def test_an_older_export_of_one_shop(tmp_path: Path) -> None:
    """An order of an export without Id is that of another with it, by number and customer."""
    header = SHOPIFY_HEADER.replace(",Id,", ",")
    line = "a@x.in,paid,INR,1000,0,0,1000,ASHA10,2031-05-04 10:00:00 +0530,Whey,,,0,"
    files = {
        "older.csv": f"{header}#11,{line},web\n#12,{line},web\n",
        **shopify(f"#11,{line},5000000000011,web", f"#12,{line.replace('a@', 'b@')},5000000000099,web"),
    }
    ledger = ledger_of(tmp_path, files, instead_of="orders")
    assert total(ledger, "revenue", "orders") == (3000, 3)
