"""Orders and payouts that earned nothing, or less than is written."""

import pytest

from influencer_roi.intake.clean import Cleaned
from influencer_roi.intake.clean.verdicts import LEAVES_OUT, Verdict, verdict
from influencer_roi.model.schema import ORDERS, PAYOUTS
from tests.intake.clean.conftest import Clean

SOLD = """
source  campaign  influencer_id  user_id  date        orders  revenue  {}
IG      Holi      k1             u1       2025-03-01  1       50       {}
IG      Holi      k2             u2       2025-03-02  2       70       {}
IG      Holi      k3             u3       2025-03-03  1       30       {}
"""


def noted(found: Cleaned, code: str) -> str:
    """The remark of one code."""
    return next(note.text for note in found.notes if note.code == code)


@pytest.mark.parametrize(
    ("status", "table", "says"),
    [
        *((word, "orders", Verdict.LEFT_OUT) for word in LEAVES_OUT),
        *((word, "orders", Verdict.LEFT_OUT) for word in ("Un-delivered", "un-Delivered RTO")),
        ("RTO Delivered", "orders", Verdict.LEFT_OUT),
        ("wc-cancelled", "orders", Verdict.LEFT_OUT),
        ("CANCELLED_BY_CUSTOMER", "orders", Verdict.LEFT_OUT),
        ("partially_refunded", "orders", Verdict.PARTLY),
        ("Not cancelled", "orders", Verdict.COUNTS),
        ("Paid", "orders", Verdict.COUNTS),
        ("on-hold", "orders", Verdict.WAITS),
        ("Authorized", "orders", Verdict.WAITS),
        ("pending payment", "orders", Verdict.WAITS),
        ("processing", "orders", Verdict.COUNTS),
        ("Processing", "payouts", Verdict.WAITS),
        *((word, "orders", Verdict.LEFT_OUT) for word in ("cancel", "Refund processed", "Return to Origin")),
        *((word, "orders", Verdict.PARTLY) for word in ("part refunded", "Partial Return")),
        *((word, "orders", Verdict.COUNTS) for word in ("Return rejected", "Cancellation Denied")),
        ("return window closed", "orders", Verdict.UNKNOWN),
        ("Refund initiated", "orders", Verdict.WAITS),
        *(
            (word, "payouts", Verdict.WAITS)
            for word in ("Not paid", "To be paid", "In process", "awaiting PO")
        ),
        ("cancellation requested", "orders", Verdict.UNKNOWN),
        ("Nirvana", "orders", Verdict.UNKNOWN),
        *((word, "orders", Verdict.LEFT_OUT) for word in ("Storniert", "Pedido cancelado", "रद्द")),
        ("teilweise erstattet", "orders", Verdict.PARTLY),
        *((word, "orders", Verdict.UNKNOWN) for word in ("nicht storniert", "bezahlt")),
        *((word, "orders", Verdict.PARTLY) for word in ("deels terugbetaald", "Parzialmente rimborsato")),
        *((word, "orders", Verdict.PARTLY) for word in ("gedeeltelijk terugbetaald", "Reso parziale")),
        *(
            (word, "orders", Verdict.COUNTS)
            for word in ("Erstattung wurde abgelehnt", "Rückgabeantrag abgelehnt")
        ),
        *((word, "orders", Verdict.COUNTS) for word in ("Devolución cancelada", "Retour geannuleerd")),
        *((word, "orders", Verdict.LEFT_OUT) for word in ("रद्द किया गया", "ऑर्डर रद्द")),
        *((word, "orders", Verdict.UNKNOWN) for word in ("रद्द नहीं किया गया", "रद्द करने का अनुरोध")),
        *((word, "orders", Verdict.COUNTS) for word in ("✔️ Paid", "Delivered ✅️")),
        *((word, "orders", Verdict.LEFT_OUT) for word in ("↩️ Refund", "✖️ Cancelled")),
        *((word, "orders", Verdict.WAITS) for word in ("En attente", "लंबित")),
    ],
)
def test_what_a_status_says(status: str, table: str, says: Verdict) -> None:
    """A status leaves a row out, counts, waits, or is not known; case and signs do not count."""
    assert verdict(status, table) is says


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Order_Status", "Return_Status"),
        ("Fulfillment_Status", "Shipment_Status"),
        ("Payment_Status", "refund_status"),
        ("Status", "Current_Status"),
        ("Status", "Order_Status"),
        ("Item_Status", "Order_State"),
    ],
)
def test_each_status_of_a_row_is_heard(cleaned: Clean, first: str, second: str) -> None:
    """Of two columns of statuses, either may say that a row earned nothing; neither hides the other."""
    said = SOLD.format(f"{first} {second}", "Completed Returned", "cancelled -", "Completed No")
    orders = cleaned(ORDERS, said)
    assert (orders.rows["revenue"].to_list(), orders.counts.left_out) == ([30.0], 2)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Order_Status", ("Completed", "Declined", "Delivered")),
        ("Payment_Status", ("-", "voided", "paid")),
        ("Fulfillment_Status", ("fulfilled", "RTO", "-")),
        ("Cancelled_At", ("-", "2025-03-04", "-")),
        ("Is_Cancelled", ("No", "Yes", "0000-00-00")),
        ("Delivery_Status", ("Delivered", "RTO", "-")),
        ("Final_Status", ("Delivered", "RTO", "-")),
        ("Cancel_Reason", ("-", "customer", "N/A")),
        ("Returned_Amount", ("0", "70", "-")),
        ("Declined", ("no", "TRUE", "0")),
        ("Is_RTO", ("0", "1", "0")),
        ("Is_Returned", ("No", "Yes", "-")),
        ("is_refunded", ("false", "true", "-")),
        ("Refunded_Amount", ("0", "70", "-")),
    ],
)
def test_a_row_that_earned_nothing_is_left_out(
    cleaned: Clean, header: str, cells: tuple[str, str, str]
) -> None:
    """Whichever column says it, the row is left out, with its sum, and is neither kept nor set aside."""
    orders = cleaned(ORDERS, SOLD.format(header, *cells))
    counts = orders.counts
    assert (counts.read, counts.kept, counts.set_aside, counts.left_out) == (3, 2, 0, 1)
    assert (counts.money.kept, counts.money.left_out, counts.money.whole) == (80.0, 70.0, 150.0)
    assert noted(orders, "left_out").startswith("1 row earned nothing and is left out: 1 ")
    assert noted(orders, "left_out").endswith("(line 3); ₹70.00 in all.")


def test_a_cancelled_row_is_asked_for_nothing_else(cleaned: Clean) -> None:
    """A row that is left out is not set aside as well for what its other cells lack."""
    orders = cleaned(
        ORDERS,
        """
        source  campaign  influencer_id  user_id  date        orders  revenue  status
        IG      Holi      k1             u1       2025-03-01  1       50       ok
        IG      Holi      k2             u2       soon        2       -        cancelled
        """,
    )
    assert (orders.faults.height, orders.counts.left_out, orders.counts.set_aside) == (0, 1, 0)


def test_a_part_that_was_refunded_is_taken_off(cleaned: Clean) -> None:
    """Revenue is less what was refunded; what is written is still accounted for."""
    orders = cleaned(ORDERS, SOLD.format("refunded_amount", "-", "20", "-5"))
    assert orders.rows["revenue"].to_list() == [50.0, 50.0, 25.0]
    assert (orders.counts.money.kept, orders.counts.money.left_out) == (125.0, 25.0)
    said = "2 rows were refunded in part (lines 3, 4); ₹25.00 taken off."
    assert noted(orders, "refund_taken_off") == said


def test_an_amount_says_what_a_flag_means(cleaned: Clean) -> None:
    """A row that was refunded earned the rest where the amount of the refund is less than its revenue."""
    cells = ("yes 20", "yes -", "no 0")
    orders = cleaned(ORDERS, SOLD.format("is_refunded refunded_amount", *cells))
    assert (orders.rows["revenue"].to_list(), orders.counts.left_out) == ([30.0, 30.0], 1)


@pytest.mark.parametrize("header", ["is_rto", "is_returned", "is_refunded"])
@pytest.mark.parametrize(
    ("cell", "left_out", "note"),
    [
        ("Y", 1, "left_out"),
        ("2025-03-09", 1, "left_out"),
        ("09/03/2025", 1, "left_out"),
        ("Returned", 1, "left_out"),
        ("Nil", 0, ""),
        ("Not-returned", 0, ""),
        ("delivered", 0, ""),
        ("Requested", 0, "unknown_status"),
        ("Partially-returned", 0, "partly_refunded"),
    ],
)
def test_a_flag_is_asked_for_its_answer(
    cleaned: Clean, header: str, cell: str, left_out: int, note: str
) -> None:
    """Only yes, a day, or a status that leaves out is a yes; what nobody understands counts, with a note."""
    orders = cleaned(ORDERS, SOLD.format(header, "no", cell, "-"))
    assert orders.counts.left_out == left_out
    said = {one.code for one in orders.notes} & {"left_out", "unknown_status", "partly_refunded"}
    assert said == ({note} if note else set())


def test_a_row_below_zero_is_the_refund_a_flag_tells_of(cleaned: Clean) -> None:
    """What comes back as a row of its own is taken off as it stands, whatever flag it has."""
    sold = SOLD.format("is_refund", "FALSE", "TRUE", "no").replace(" 70 ", "-40 ")
    orders = cleaned(ORDERS, sold)
    assert (orders.rows["revenue"].to_list(), orders.counts.left_out) == ([50.0, -40.0, 30.0], 0)


def test_a_refund_nobody_can_read_costs_no_order(cleaned: Clean) -> None:
    """What was refunded is optional: a cell that is no amount is absent, and its order counts."""
    orders = cleaned(ORDERS, SOLD.format("refunded_amount", "20", "see-mail", "-"))
    assert (orders.rows.height, orders.faults.height) == (3, 0)
    assert "'see-mail' (line 3); counted as absent." in noted(orders, "cell_unreadable")


def test_what_waits_and_what_nobody_knows_counts(cleaned: Clean) -> None:
    """Pending money and a status nobody knows count, each with a note of its sum."""
    orders = cleaned(ORDERS, SOLD.format("status", "Pending", "Nirvana", "paid"))
    assert orders.counts.money.kept == 150.0
    assert noted(orders, "pending") == "1 row waits for money ('Pending'; line 2): ₹50.00, which counts."
    said = "1 row has a status that is not known ('Nirvana'; line 3); ₹70.00 counts."
    assert noted(orders, "unknown_status") == said


def test_each_status_of_a_payout_is_heard(cleaned: Clean) -> None:
    """A payout that was approved and whose payment failed is no spend."""
    payouts = cleaned(
        PAYOUTS,
        """
        influencer_id  basis  total_payout  status    payment_status
        k1             post   100           Approved  Failed
        k2             post   70            Approved  Paid
        """,
    )
    assert payouts.rows["total_payout"].to_list() == [70.0]


def test_a_payout_that_was_declined_is_no_spend(cleaned: Clean) -> None:
    """The status of a payout is asked like that of an order."""
    payouts = cleaned(
        PAYOUTS,
        """
        influencer_id  basis  rate  orders  total_payout  Payout_Status
        k1             post   100   -       250           Reversed
        k2             order  10    4       40            Processing
        """,
    )
    assert (payouts.counts.left_out, payouts.counts.money.kept) == (1, 40.0)
    assert "Processing" in noted(payouts, "pending")


def test_another_currency_is_set_aside(cleaned: Clean) -> None:
    """An amount in another currency is set aside by its name; rupees by any name are kept."""
    orders = cleaned(ORDERS, SOLD.format("Currency_Code", "Rs.", "AED", "inr"))
    assert orders.faults.select("line", "column", "value", "code").rows() == [
        (3, "currency", "AED", "currency_mismatch")
    ]
    assert orders.counts.money.set_aside == 70.0


@pytest.mark.parametrize("currency", ["INR_(₹)", "₹", "Indian_Rupees", "INR_-_Indian_Rupee", "rs."])
def test_the_base_currency_by_several_names(cleaned: Clean, currency: str) -> None:
    """A cell may name the currency twice; one that names another sets its row aside."""
    sold = SOLD.format("Order_Currency", currency.replace("_", "\u00a0"), "$", "USD\u00a0($)")
    orders = cleaned(ORDERS, sold)
    assert orders.rows["revenue"].to_list() == [50.0]
    assert orders.faults["code"].to_list() == ["currency_mismatch"] * 2
