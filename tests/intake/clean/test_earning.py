"""Orders and payouts that earned nothing, or less than is written."""

import polars as pl
import pytest

from influencer_roi.intake.clean import Cleaned, status_words
from influencer_roi.intake.clean.status_words import LEAVES_OUT
from influencer_roi.intake.clean.verdicts import TELLING, Verdict, verdict
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
        *(
            (word, "orders", Verdict.COUNTS)
            for word in ("return window closed", "Return period over", "Delivered - Return Window Expired")
        ),
        ("Refund initiated", "orders", Verdict.WAITS),
        *(
            (word, "payouts", Verdict.WAITS)
            for word in ("Not paid", "To be paid", "In process", "awaiting PO")
        ),
        ("cancellation requested", "orders", Verdict.UNKNOWN),
        ("Nirvana", "orders", Verdict.UNKNOWN),
        *((word, "orders", Verdict.LEFT_OUT) for word in ("Storniert", "Pedido cancelado", "रद्द")),
        ("teilweise erstattet", "orders", Verdict.PARTLY),
        ("bezahlt", "orders", Verdict.UNKNOWN),
        *((word, "orders", Verdict.PARTLY) for word in ("deels terugbetaald", "Parzialmente rimborsato")),
        *((word, "orders", Verdict.PARTLY) for word in ("gedeeltelijk terugbetaald", "Reso parziale")),
        *(
            (word, "orders", Verdict.COUNTS)
            for word in ("Erstattung wurde abgelehnt", "Rückgabeantrag abgelehnt")
        ),
        *((word, "orders", Verdict.COUNTS) for word in ("Devolución cancelada", "Retour geannuleerd")),
        *((word, "orders", Verdict.LEFT_OUT) for word in ("रद्द किया गया", "ऑर्डर रद्द")),
        ("रद्द करने का अनुरोध", "orders", Verdict.UNKNOWN),
        *((word, "orders", Verdict.COUNTS) for word in ("✔️ Paid", "Delivered ✅️")),
        *((word, "orders", Verdict.LEFT_OUT) for word in ("↩️ Refund", "✖️ Cancelled")),
        *((word, "orders", Verdict.WAITS) for word in ("En attente", "लंबित")),
    ],
)
def test_what_a_status_says(status: str, table: str, says: Verdict) -> None:
    """A status leaves a row out, counts, waits, or is not known; case and signs do not count."""
    assert verdict(status, table) is says


@pytest.mark.parametrize(
    "status",
    [
        *(
            "RTO - address not found",
            "Cancelled: no rider",
            "rejected (GSTIN not given)",
            "Returned, not opened",
        ),
        *(
            "Cancelled as it was not needed",
            "buyer not at home RTO",
            "CANCELLED - NO SIZE",
            "Void – not ours",
        ),
        *("Storniert - nicht lieferbar", "Annulé, pas de livreur", "Devuelto por no haber nadie"),
        *("Cancelled - N/A", "RTO (none)", "Rejected: nil", "Returned None"),
        *("RTO - ग्राहक घर पर नहीं", "Cancel - saman nahi mila"),
    ],
)
def test_what_a_reason_denies_is_no_state(status: str) -> None:
    """What is denied behind a state is why it came to be, and the row stays left out."""
    assert verdict(status, "orders") is Verdict.LEFT_OUT


@pytest.mark.parametrize(
    "status",
    [
        *("Not cancelled", "No RTO", "never refunded", "not yet returned", "no refund, no return", "not_rto"),
        *("Cancelled: No", "RTO? N", "Return - nil", "wasn't cancelled", "without return", "Refund: N/A"),
        *(
            "nicht storniert",
            "Keine Rückgabe",
            "n'a pas été annulé",
            "sin devolución",
            "no ha sido cancelado",
        ),
        *("रद्द नहीं किया गया", "cancel nahi hua", "return nahi kiya"),
    ],
)
def test_what_did_not_happen_counts(status: str) -> None:
    """A denial right before a word, or an answer behind it, denies that word."""
    assert verdict(status, "orders") is Verdict.COUNTS


@pytest.mark.parametrize(
    ("status", "says"),
    [
        *((word, Verdict.COUNTS) for word in ("Return - Refused", "Refund: failed", "Chargeback won")),
        *((word, Verdict.COUNTS) for word in ("Delivered; return declined", "refund reversed")),
        *((word, Verdict.LEFT_OUT) for word in ("Cancelled; refund failed", "Returned, refund declined")),
        *((word, Verdict.LEFT_OUT) for word in ("RTO return failed", "Voided / refund expired")),
        *((word, Verdict.LEFT_OUT) for word in ("return refused, refunded", "Chargeback lost")),
        *((word, Verdict.COUNTS) for word in ("Refund / Return denied", "Refund/Exchange - Rejected")),
        *((word, Verdict.COUNTS) for word in ("Return refused; returned to the buyer",)),
        *((word, Verdict.UNKNOWN) for word in ("Return/Refund asked", "dispute", "Refund by 3 June")),
    ],
)
def test_what_was_asked_for_and_refused(status: str, says: Verdict) -> None:
    """The sale stands where its return or refund was refused, unless it had ended before."""
    assert verdict(status, "orders") is says


@pytest.mark.parametrize(
    ("status", "says"),
    [
        *(
            (word, Verdict.COUNTS)
            for word in ("Shipped - Delivered to Buyer", "Delivered (COD)", "paid: done")
        ),
        *(
            (word, Verdict.LEFT_OUT)
            for word in ("Shipped - Returned to Seller", "Shipped - rejected by buyer")
        ),
        *((word, Verdict.LEFT_OUT) for word in ("Delivered (RTO)", "Completed, refunded on 3 May")),
        *((word, Verdict.PARTLY) for word in ("Delivered (partly refunded)", "Returned - partial")),
        *((word, Verdict.UNKNOWN) for word in ("Paid (voided cheque replaced)", "Shipped - lost in transit")),
        *((word, Verdict.UNKNOWN) for word in ("Delivery failed - reattempt", "Undelivered, 1st attempt")),
        *((word, Verdict.UNKNOWN) for word in ("Failed, paid", "Paid after failure")),
        *((word, Verdict.LEFT_OUT) for word in ("Undelivered - refused at door", "RTO - Delivered")),
        ("Pending - waiting for pick up", Verdict.WAITS),
        *((word, Verdict.COUNTS) for word in ("Packed → Shipped → Delivered", "Undelivered then delivered")),
        *((word, Verdict.COUNTS) for word in ("Delivered after 2 failed tries", "Refund denied → Shipped")),
        *((word, Verdict.LEFT_OUT) for word in ("Refunded after delivery", "Void / unfulfilled")),
        *((word, Verdict.UNKNOWN) for word in ("Packed after cancellation", "Refund after pickup")),
        *((word, Verdict.LEFT_OUT) for word in ("Delivered -> Returned", "Shipped >> RTO")),
        *((word, Verdict.UNKNOWN) for word in ("Cancelled → Reinstated", "Returned → Delivered")),
        *((word, Verdict.UNKNOWN) for word in ("Partly refunded → closed", "Return asked > Delivered")),
        *(
            (word, Verdict.WAITS)
            for word in ("Return - pending", "Refund: initiated", "Chargeback (on hold)")
        ),
        *(
            (word, Verdict.LEFT_OUT)
            for word in ("Return - too small", "Refund: completed", "Cancel, no stock")
        ),
        *((word, Verdict.UNKNOWN) for word in ("Refund: approved", "Delivered (partial)")),
    ],
)
def test_the_state_comes_first(status: str, says: Verdict) -> None:
    """A status begins with its state, of steps the last; what follows changes it where it is one itself."""
    assert verdict(status, "orders") is says


def test_what_is_closed_beside_what_is_complete(cleaned: Clean) -> None:
    """Where complete and closed are two things, closed counts with a note; alone it ends an order."""
    orders = cleaned(ORDERS, SOLD.format("status", "Complete", "Closed", "processing"))
    assert noted(orders, "unknown_status").startswith(
        "1 row has a status that is not known ('Closed'; line 3)"
    )
    orders = cleaned(ORDERS, SOLD.format("status", "Closed", "Closed", "Open"))
    assert "unknown_status" not in {note.code for note in orders.notes}


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("Refund_Status", "Rejected Completed Failed"),
        ("Return_Status Refund_Status", "Rejected - - Refunded Expired Denied"),
        ("return_status", "Cancelled Returned -"),
        ("Cancellation-Status", "Declined Cancelled Not-requested"),
        ("Cancel_Status", "Expired Processed NA"),
        ("RTO", "No Yes N"),
        ("Is_Return", "0 1 0"),
        ("Refund", "N Y -"),
        ("Refunded", "0.0 1.0 0.0"),
        ("Cancelled", "false true -"),
        ("Return", "nahi haan no"),
        ("Is_RTO?", "No Yes No"),
        ("Refunded_At", "- 2025-03-09 -"),
        ("Returned_On", "- 09/03/2025 -"),
        ("RTO_Date", "- 9-Mar-2025 0000-00-00"),
    ],
)
def test_what_a_column_is_about(cleaned: Clean, header: str, says: str) -> None:
    """What failed in a column of refunds is the refund; a column named after an act asks whether it was."""
    cells = says.split()
    each = len(cells) // 3
    rows = (" ".join(cells[at : at + each]) for at in range(0, len(cells), each))
    orders = cleaned(ORDERS, SOLD.format(header, *rows))
    assert (orders.rows["revenue"].to_list(), orders.counts.left_out) == ([50.0, 30.0], 1)


def test_a_refund_is_an_amount_where_cells_are(cleaned: Clean) -> None:
    """A column that has amounts among its cells is no answer."""
    orders = cleaned(ORDERS, SOLD.format("Refund", "0", "1", "20"))
    assert orders.rows["revenue"].to_list() == [50.0, 69.0, 10.0]


@pytest.mark.parametrize(
    ("status", "says"),
    [
        ("Delivered; cancelled return", Verdict.UNKNOWN),
        ("Failed refund", Verdict.UNKNOWN),
        ("Cancelled refund", Verdict.LEFT_OUT),
        ("Payment failed refund initiated", Verdict.LEFT_OUT),
        ("Cancelled, return", Verdict.LEFT_OUT),
        ("Dropped at customer", Verdict.UNKNOWN),
        ("Dropped by customer", Verdict.LEFT_OUT),
        ("Lost, reshipped", Verdict.UNKNOWN),
        ("Lost and found", Verdict.UNKNOWN),
        ("Cheque bounced - repaid", Verdict.UNKNOWN),
        ("Rejected - duplicate found", Verdict.LEFT_OUT),
        ("Returned and replaced", Verdict.LEFT_OUT),
        ("Shipping refunded", Verdict.PARTLY),
        ("Tax returned", Verdict.PARTLY),
        ("Cancelled - shipping refunded", Verdict.LEFT_OUT),
        ("Refunded less shipping", Verdict.LEFT_OUT),
        ("Refunded, shipping charges not refunded", Verdict.LEFT_OUT),
    ],
)
def test_what_was_made_good_or_came_back_in_part_is_no_order_lost(status: str, says: Verdict) -> None:
    """What was sent or paid again counts, and is told; so is a return that was cancelled."""
    assert verdict(status, "orders") is says


@pytest.mark.parametrize(
    ("status", "says"),
    [
        *((word, Verdict.COUNTS) for word in ("RTO reversed", "RTO - withdrawn; delivered", "Dto undone")),
        *((word, Verdict.COUNTS) for word in ("Clawback waived", "Clawback rejected", "Refund waived")),
        *((word, Verdict.COUNTS) for word in ("Rejection overturned", "Cancellation revoked")),
        *((word, Verdict.COUNTS) for word in ("Fraud - cleared", "Spam (false alarm)", "Invalid; now valid")),
        *((word, Verdict.COUNTS) for word in ("Cancelled by mistake - shipped", "Returned (in error): paid")),
        *((word, Verdict.UNKNOWN) for word in ("Cancelled, reinstated", "Reversed in error - restored")),
        *((word, Verdict.UNKNOWN) for word in ("Cancellation fee waived", "Return charge waived")),
        *((word, Verdict.LEFT_OUT) for word in ("RTO cancelled", "RTO reversed, returned", "RTO refused")),
        *(
            (word, Verdict.LEFT_OUT)
            for word in ("Fraud - confirmed", "Fraud - not cleared", "Test - cleared")
        ),
        *((word, Verdict.LEFT_OUT) for word in ("Cancelled by mistake", "Refunded by mistake; refunded")),
        *((word, Verdict.LEFT_OUT) for word in ("Cancelled, fee waived", "Returned, stock restored")),
        *((word, Verdict.LEFT_OUT) for word in ("Clawback", "Clawback completed", "Commission clawed back")),
    ],
)
def test_what_was_taken_back_did_not_end_a_sale(status: str, says: Verdict) -> None:
    """A bad word that is overruled, or was a mistake behind which the sale goes on, leaves nothing out."""
    assert verdict(status, "orders") is says


@pytest.mark.parametrize("header", ["Returned", "RTO", "Cancelled", "is_returned", "is_rto", "is_cancelled"])
def test_how_many_came_back_is_no_answer(cleaned: Clean, header: str) -> None:
    """Where a column counts more than orders, 1 is no yes: each row says so of a part, which is told."""
    orders = cleaned(ORDERS, SOLD.format(header, "0", "1", "2"))
    assert (orders.rows["revenue"].sum(), orders.counts.left_out) == (150.0, 0)
    told = {note.code: note.text for note in orders.notes}
    assert f"(lines 3, 4; {header.lower()}: 3 in all)" in told["partly_refunded"]


@pytest.mark.parametrize("header", ["Returned", "RTO", "Cancelled", "is_returned", "is_rto", "is_cancelled"])
def test_as_many_orders_came_back(cleaned: Clean, header: str) -> None:
    """Where as many came back as a row has orders, all of it did."""
    orders = cleaned(ORDERS, SOLD.format(header, "0", "2", "0"))
    assert (orders.rows["revenue"].sum(), orders.counts.left_out) == (80.0, 1)


@pytest.mark.parametrize(("header", "earned"), [("Returned", 150.0), ("RTO", 150.0), ("is_returned", 80.0)])
def test_one_of_several_orders_came_back(cleaned: Clean, header: str, earned: float) -> None:
    """Beside two orders 1 may be how many came back, which is told; a header that asks is answered by it."""
    orders = cleaned(ORDERS, SOLD.format(header, "0", "1", "0"))
    assert orders.rows["revenue"].sum() == earned
    assert ("partly_refunded" in {note.code for note in orders.notes}) == (earned == 150)


def test_what_every_row_answers_by_a_number(cleaned: Clean) -> None:
    """A column of nothing but 1 says of every order that it came back, and of one of two that a part did."""
    orders = cleaned(ORDERS, SOLD.format("Return", "1", "1.0", "1"))
    assert (orders.rows["revenue"].to_list(), orders.counts.left_out) == ([70.0], 2)
    assert "line 3; returned: 1 in all" in noted(orders, "partly_refunded")
    assert cleaned(ORDERS, SOLD.format("Return", "1", "-", "1")).rows["revenue"].to_list() == [70.0]


def test_what_an_act_was_not_said_to_be(cleaned: Clean) -> None:
    """Delivered says nothing of a return, and is told; so is a refund that is only approved."""
    orders = cleaned(ORDERS, SOLD.format("return_status", "ORDER_DELIVERED", "Approved", "Pending"))
    assert (orders.rows.height, orders.counts.left_out) == (3, 0)
    assert "('Approved', 'ORDER_DELIVERED'; lines 2, 3)" in noted(orders, "unknown_status")
    assert "('Pending'; line 4)" in noted(orders, "pending")


@pytest.mark.parametrize(
    ("header", "cell", "kept", "note"),
    [
        ("Tracking_Status", "Link_expired", 3, "unknown_status"),
        ("Delivery_Status", "Return_expired", 3, ""),
        ("Shipment_Status", "Refund_window_expired", 3, ""),
        ("Delivery_Status", "Payment_expired", 2, "left_out"),
        ("Shipping_Status", "Expired;_RTO", 2, "left_out"),
        ("Order_Status", "Expired", 2, "left_out"),
        ("Return_Status", "Prepaid", 3, "unknown_status"),
        ("Refund_Status", "via_UPI", 3, "unknown_status"),
        ("Refund_Status", "3_May", 2, "left_out"),
        ("Refund_Status", "Cancelled_-_refund_pending", 2, "left_out"),
        ("Return_Status", "Cancelled,_refund_initiated", 2, "left_out"),
        ("Refund_Status", "Cancelled_too_late", 3, ""),
    ],
)
def test_what_a_word_is_said_of(cleaned: Clean, header: str, cell: str, kept: int, note: str) -> None:
    """A link that expires is no order, a way to pay no refund; cancelled with a refund on is no sale."""
    orders = cleaned(ORDERS, SOLD.format(header, "-", cell, "-"))
    assert orders.rows.height == kept
    codes = {one.code for one in orders.notes} & {"left_out", "unknown_status", "pending"}
    assert codes == ({note} if note else set())


def test_what_no_word_tells_of() -> None:
    """Statuses nobody looks into word by word are those that would not be known if somebody did."""
    holds = [value for name, value in vars(status_words).items() if name.isupper()]
    words = {word for value in holds if not isinstance(value, str) for word in value}
    texts = pl.Series([*words, *(f"Kept {word}_5" for word in words)])
    untold = texts.filter(~texts.str.contains(TELLING))
    assert {verdict(text, table) for text in untold for table in ("orders", "payouts")} == {Verdict.UNKNOWN}


@pytest.mark.parametrize(
    ("status", "orders", "payouts"),
    [
        *((word, Verdict.LEFT_OUT, Verdict.LEFT_OUT) for word in ("Deleted", "TEST ORDER", "Spam", "fraud")),
        *(
            (word, Verdict.LEFT_OUT, Verdict.LEFT_OUT)
            for word in ("Duplicate order", "disqualified", "Trash")
        ),
        *((word, Verdict.LEFT_OUT, Verdict.UNKNOWN) for word in ("Draft", "wc-checkout-draft")),
        *(
            (word, Verdict.UNKNOWN, Verdict.UNKNOWN)
            for word in ("Fraud check passed", "Latest", "NDR", "Damaged")
        ),
        ("Return to sender", Verdict.LEFT_OUT, Verdict.LEFT_OUT),
        *(
            (word, Verdict.LEFT_OUT, Verdict.LEFT_OUT)
            for word in (
                "Lost in transit",
                "Invalid",
                "USER_DROPPED",
                "Not eligible",
                "Cheque bounced",
                "DTO",
            )
        ),
        ("Partially clawed back", Verdict.PARTLY, Verdict.PARTLY),
        *((word, Verdict.COUNTS, Verdict.COUNTS) for word in ("Not lost", "Picked Up", "AWB Assigned")),
    ],
)
def test_what_was_never_a_sale(status: str, orders: Verdict, payouts: Verdict) -> None:
    """A status that says nothing but that leaves out; a draft of a payout is one yet to be paid."""
    assert (verdict(status, "orders"), verdict(status, "payouts")) == (orders, payouts)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Delivery_Status", "Shipping_Status"),
        ("Current_Status", "Transaction_Status"),
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


@pytest.mark.parametrize(
    ("sold", "user", "left"),
    [("Paid", "u2", 0), ("Refunded", "u1", 2), ("Refunded", "-", 2), ("-", "u1", 0)],
)
def test_a_refund_of_its_own_line(cleaned: Clean, sold: str, user: str, left: int) -> None:
    """A row below 0 that was refunded is taken off, unless the sale it is of is left out as well."""
    orders = cleaned(
        ORDERS,
        f"""
        source  campaign  influencer_id  user_id  date        orders  revenue  status
        IG      Holi      k1             u1       2025-03-01  1       50       {sold}
        IG      Holi      k1             {user}   2025-03-08  0       -50      Refunded
        IG      Holi      k3             u3       2025-03-03  1       30       Paid
        """,
    )
    assert (orders.rows["revenue"].sum(), orders.counts.left_out) == (30.0, left)


def test_a_refund_is_not_of_another_sale(cleaned: Clean) -> None:
    """It is not of a cancelled sale of another amount, nor of one of another customer's."""
    orders = cleaned(
        ORDERS,
        """
        source  campaign  influencer_id  user_id  date        orders  revenue  status
        IG      Holi      k1             u1       2025-03-01  1       500      Cancelled
        IG      Holi      k1             u1       2025-03-02  1       1000     Paid
        IG      Holi      k1             u1       2025-03-08  0       -1000    Refunded
        IG      Holi      k3             u3       2025-03-01  1       499      Cancelled
        IG      Holi      k3             u4       2025-03-02  1       499      Paid
        IG      Holi      k3             u4       2025-03-08  0       -499     Refunded
        """,
    )
    assert (orders.rows["revenue"].to_list(), orders.counts.left_out) == ([1000, -1000, 499, -499], 2)


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


def test_a_payout_sheet_of_two_statuses(cleaned: Clean) -> None:
    """A payout that was approved twice over and once is rejected is no spend, in whichever column."""
    payouts = cleaned(
        PAYOUTS,
        """
        influencer_id  basis  total_payout  status    approval_status  payment_status
        k1             post   100           Rejected  Approved         Paid
        k2             post   70            Approved  Approved         Paid
        k3             post   40            -         Denied           -
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


def test_a_payout_back_that_was_called_off(cleaned: Clean) -> None:
    """Cancelled below 0 takes nothing off what was paid, but where it undoes a payout of its own id."""
    payouts = cleaned(
        PAYOUTS,
        """
        influencer_id  basis  total_payout  payout_id  status
        k1             post   500           p1         Paid
        k1             post   -200          p2         Cancelled
        k2             post   300           p3         Paid
        k2             post   -100          p4         Reversed
        k3             post   90            p5         Paid
        k3             post   -90           p5         Cancelled
        """,
    )
    assert payouts.rows["total_payout"].to_list() == [500.0, 300.0, -100.0, 90.0, -90.0]
    assert payouts.reasons.select("line", "why").rows() == [(3, "cancelled")]


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


@pytest.mark.parametrize(
    ("header", "cell", "kept", "left_out"),
    [
        ("cancelled", "Yes", 70.0, 1),
        ("cancelled_on", "2025-04-02", 70.0, 1),
        ("reversed", "Y", 70.0, 1),
        ("Reversal date", "02-Apr-25", 70.0, 1),
        ("refunded", "yes", 70.0, 1),
        ("transaction_status", "REVERSED", 70.0, 1),
        ("refunded_amount", "30", 140.0, 0),
    ],
)
def test_a_payout_that_came_back_says_so_in_any_column(
    cleaned: Clean, header: str, cell: str, kept: float, left_out: int
) -> None:
    """What was cancelled, reversed or refunded is no spend, in flags, days and amounts as in statuses."""
    text = """
    influencer_id  basis  total_payout  {}
    k1             post   100           {}
    k2             post   70            -
    """
    payouts = cleaned(PAYOUTS, text.format(header.replace(" ", "_"), cell))
    assert (payouts.rows["total_payout"].sum(), payouts.counts.left_out) == (kept, left_out)


@pytest.mark.parametrize("status", ["Reversal", "Reversed", "Payment reversal"])
def test_a_reversal_under_an_id_of_its_own_is_of_the_payout_reversed(cleaned: Clean, status: str) -> None:
    """A payout marked as reversed and the entry that reverses it are both no spend, not one of them."""
    payouts = cleaned(
        PAYOUTS,
        f"""
        influencer_id  basis  total_payout  payout_id  status
        k1             post   500           p1         Reversed
        k1             post   -500          p9         {status.replace(" ", "_")}
        k2             post   70            p2         Paid
        """,
    )
    assert payouts.rows["total_payout"].to_list() == [70.0]


def test_a_second_spelling_of_a_column_is_told(cleaned: Clean) -> None:
    """Which of two headers of one column counts is said, for nobody can know which is meant."""
    payouts = cleaned(
        PAYOUTS,
        """
        influencer_id  basis  payout_amount  total_payout
        k1             post   100            500
        """,
    )
    assert noted(payouts, "several_headers") == (
        "'total_payout' was taken for total_payout, beside 'payout_amount'."
    )
