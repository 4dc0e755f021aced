"""Orders that came back in one row and wait, or are under way, in another."""

import pytest

from influencer_roi.model.schema import ORDERS, PAYOUTS
from tests.intake.clean.conftest import Clean
from tests.intake.clean.test_earning import noted

TOLD = """
source  campaign  influencer_id  user_id  date        order_id  revenue  orders  {}
IG      Holi      k1             {}       2025-03-01  S1        50       1       {}
IG      Holi      k1             {}       2025-03-01  S1        {}       1       {}
IG      Holi      k3             u3       2025-03-03  S2        30       1       {}
"""


def told(first: str, second: str, *, header: str = "status", other: int = 50) -> str:
    """A file of an order told twice, and of one without anything in particular."""
    return TOLD.format(header, "u1", first, "u1", other, second, " ".join("-" for _ in header.split()))


@pytest.mark.parametrize(
    ("header", "first", "second"),
    [
        ("status", "Pending", "RTO"),
        ("status", "Refunded", "Delivered"),
        ("order_status", "Storniert", "in_transit"),
        ("order_status", "CANCELLED_BY_CUSTOMER", "Processing"),
        ("payment_status", "pending", "Refunded"),
        ("payment_status delivery_status", "Paid Delivered", "Paid Returned"),
        ("payment_status fulfillment", "paid fulfilled", "refunded fulfilled"),
        ("status is_rto", "Shipped No", "Shipped Yes"),
        ("status cancelled_at", "placed -", "placed 2025-03-02"),
        ("status refunded_amount", "Delivered 0", "Delivered 50"),
        ("status return_status", "Delivered -", "Delivered Returned"),
    ],
)
def test_an_order_that_ended_in_one_row_did_in_another(
    cleaned: Clean, header: str, first: str, second: str
) -> None:
    """Rows of one order that differ in status alone all earned nothing, whichever comes first."""
    for one, other in ((first, second), (second, first)):
        orders = cleaned(ORDERS, told(one, other, header=header))
        assert (orders.rows["revenue"].to_list(), orders.counts.left_out) == ([30.0], 2)


@pytest.mark.parametrize(
    ("header", "first", "second"),
    [
        *(("status", first, "Paid") for first in ("PAYMENT_FAILED", "payment-failed", "PAYMENT_FAILURE")),
        *(("payment_status", "Cancelled", second) for second in ("Paid", "Captured", "Pending")),
        ("transaction_status", "TXN_CANCELLED", "TXN_SUCCESS"),
        ("status", "Payment_cancelled", "Delivered"),
        ("status", "Abgelehnt", "bezahlt"),
        ("status", "Failed", "Delivered"),
        ("status declined", "- yes", "Shipped no"),
        ("status cancel_reason", "- PAYMENT_FAILED", "Delivered -"),
        ("payment_status order_status", "Cancelled Processing", "Paid Processing"),
    ],
)
def test_a_payment_tried_again(cleaned: Clean, header: str, first: str, second: str) -> None:
    """A payment that failed or was cancelled says nothing of the order it was for."""
    for one, other in ((first, second), (second, first)):
        orders = cleaned(ORDERS, told(one, other, header=header))
        assert (orders.rows["revenue"].to_list(), orders.counts.left_out) == ([50.0, 30.0], 1)
        assert "left_out_beside" not in {note.code for note in orders.notes}


@pytest.mark.parametrize(
    ("header", "first", "second"),
    [
        ("item_status", "Returned", "Delivered"),
        ("item_status order_status", "Returned Delivered", "Delivered Delivered"),
        ("status", "Cancelled", "Paid"),
        ("status", "Refunded", "Nirvana"),
        ("status", "RTO", "-"),
        ("status fulfillment", "Cancelled unfulfilled", "Paid unfulfilled"),
        ("status", "Undelivered", "Delivered"),
        ("status", "Reversed", "Shipped"),
        ("status", "Cancelled_-_delivery_failed", "Delivered"),
        ("status return_status", "Delivered Returned", "Delivered Return_rejected"),
    ],
)
def test_a_row_in_doubt_counts(cleaned: Clean, header: str, first: str, second: str) -> None:
    """A row counts, with a note, where it may be another line of an order, or was paid after all."""
    orders = cleaned(ORDERS, told(first, second, header=header))
    assert (orders.rows["revenue"].to_list(), orders.counts.left_out) == ([50.0, 30.0], 1)
    assert "(line 3): ₹50.00." in noted(orders, "left_out_beside")


def test_a_row_left_out_for_another_says_so(cleaned: Clean) -> None:
    """No note says of a row that reads Delivered that it is an RTO."""
    orders = cleaned(ORDERS, told("RTO", "Delivered"))
    assert noted(orders, "left_out") == (
        "2 rows earned nothing and are left out: 1 rto, 1 rto in another row of the order (lines 2, 3); "
        "₹100.00 in all."
    )
    assert orders.reasons.select("line", "why").rows() == [(2, "rto"), (3, "rto in another row of the order")]


def test_an_order_of_which_a_line_came_back(cleaned: Clean) -> None:
    """Another amount under the number of an order that is left out counts, and is told."""
    orders = cleaned(ORDERS, told("RTO", "Delivered", other=20))
    assert orders.rows["revenue"].to_list() == [20.0, 30.0]
    assert noted(orders, "left_out_beside") == (
        "1 row counts although another row of its order is left out (line 3): ₹20.00."
    )


@pytest.mark.parametrize(
    ("first", "second", "earns"),
    [
        ("-", "u1", [30.0]),
        ("u1", "-", [30.0]),
        ("U1", "u1", [30.0]),
        ("-", "-", [30.0]),
        ("u1", "u2", [50.0, 30.0]),
    ],
)
def test_whose_rows_are_one_order(cleaned: Clean, first: str, second: str, earns: list[float]) -> None:
    """As among rows that stand twice, users have no case, and one who is absent is the first of the order."""
    orders = cleaned(ORDERS, TOLD.format("status", first, "Delivered", second, 50, "RTO", "-"))
    assert orders.rows["revenue"].to_list() == earns
    assert "left_out_beside" not in {note.code for note in orders.notes}


def test_a_payout_cancelled_and_paid(cleaned: Clean) -> None:
    """What is paid under the id of a payout that was cancelled is spend, and told."""
    payouts = cleaned(
        PAYOUTS,
        """
        payout_id  influencer_id  basis  total_payout  status
        p1         k1             post   100           Cancelled
        p1         k1             post   100           Processing
        """,
    )
    assert payouts.rows["total_payout"].to_list() == [100.0]
    assert noted(payouts, "left_out_beside").startswith("1 row counts although another row of its payout is")


@pytest.mark.parametrize("status", ["Refund_rejected", "Return_declined", "Chargeback_reversed"])
def test_a_refund_that_was_refused(cleaned: Clean, status: str) -> None:
    """A row below 0 of a refund that did not happen takes nothing off, and the sale is in no doubt."""
    orders = cleaned(
        ORDERS,
        f"""
        source  campaign  influencer_id  user_id  date        orders  revenue  order_id  status
        IG      Holi      k1             u1       2025-03-01  1       100      o1        Delivered
        IG      Holi      k1             u1       2025-03-09  1       -40      o1        {status}
        """,
    )
    assert orders.rows["revenue"].to_list() == [100.0]
    assert orders.reasons["why"].to_list() == [status.lower()]
    assert "left_out_beside" not in {note.code for note in orders.notes}


@pytest.mark.parametrize(
    ("in_column", "in_rows", "kept"),
    [(30, (-30,), 70), (30, (-40,), 60), (50, (-30,), 50), (30, (-10, -20), 70)],
)
def test_a_refund_told_twice(cleaned: Clean, in_column: int, in_rows: tuple[int, ...], kept: int) -> None:
    """What was refunded by a column and by rows of its own under one number is taken off once."""
    orders = cleaned(
        ORDERS,
        f"""
        source  campaign  influencer_id  user_id  date        orders  revenue  order_id  refunded_amount
        IG      Holi      k1             u1       2025-03-01  1       100      o1        {in_column}
        IG      Holi      k2             u2       2025-03-02  1       500      o2        50
        """
        + "\n".join(f"IG  Holi  k1  -  2025-03-09  1  {amount}  o1  -" for amount in in_rows),
    )
    assert orders.rows["revenue"].sum() == kept + 450
    assert "(line 2)" in next(note.text for note in orders.notes if note.code == "refund_twice")


def test_a_refund_of_a_sale_that_is_set_aside(cleaned: Clean) -> None:
    """It is set aside beside its sale, not counted alone; of a number that another sale has, it counts."""
    orders = cleaned(
        ORDERS,
        """
        source  campaign  influencer_id  user_id  date        orders  revenue  order_id
        IG      Holi      k1             u1       soon        1       100      o1
        IG      Holi      k1             u1       2025-03-09  0       -40      o1
        IG      Holi      k1             u2       soon        1       100      o2
        IG      Holi      k1             u3       2025-03-01  1       500      o2
        IG      Holi      k1             u3       2025-03-09  0       -50      o2
        IG      Holi      k1             u4       2025-03-09  0       -7       o3
        """,
    )
    assert orders.rows["revenue"].to_list() == [500.0, -50.0, -7.0]
    assert orders.faults.select("line", "code").rows() == [
        (2, "bad_date"),
        (3, "sale_set_aside"),
        (4, "bad_date"),
    ]


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ("k1 u1 2025-03-02 -50 refunded\nk1 - 2025-03-03 -50 refunded", [-50.0, 30.0]),
        ("k1 - 2025-03-02 -50 refunded\nk1 U1 2025-03-03 -50 refunded", [-50.0, 30.0]),
        ("K1 U1 2025-03-02 -50 refunded", [30.0]),
    ],
)
def test_a_sale_left_out_takes_one_refund(cleaned: Clean, rows: str, kept: list[float]) -> None:
    """Ids have no case among refunds without a number, and a customer who is named comes first."""
    sale = "k1 u1 2025-03-01 50 cancelled\nk3 u3 2025-03-03 30 paid"
    header = "influencer_id user_id date revenue status source campaign orders"
    table = "\n".join([header, *(f"{row} IG Holi 1" for row in f"{sale}\n{rows}".splitlines())])
    orders = cleaned(ORDERS, table)
    assert sorted(orders.rows["revenue"].to_list()) == kept
