"""Declares what columns beside an order say of what it earned: statuses, flags, and their spellings."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Flag:
    """A column that says yes, or when, of a row that earned nothing: the word for that.

    One that `asks` is answered by yes, a day, or a status, which may be that of an `act`; of another, all but
    a no means yes. One that `may_be_of_a_part` leaves a row the rest where an amount says that less was paid
    back. One that `may_count` may say how many orders of a row were; where `one_is_all`, a 1 in a column
    without a larger number says so of the row.
    """

    word: str
    asks: bool = False
    act: str = ""
    may_be_of_a_part: bool = False
    may_count: bool = False
    one_is_all: bool = False

    @property
    def takes_back(self) -> bool:
        """Whether a row below 0 that it says this of is what was paid back: nothing declined ever is."""
        return self.word != "declined"


PARCEL = "parcel"
# By name; some are of an act, which may have failed: then the sale stands. Some are of a parcel.
STATUSES: Mapping[str, str] = {
    **dict.fromkeys(("status", "order_status", "item_status", "current_status", "transaction_status"), ""),
    **dict.fromkeys(("payout_status", "approval_status", "financial_status", "fulfillment"), ""),
    **dict.fromkeys(("delivery_status", "shipment_status"), PARCEL),
    "rto_status": "",
    "return_status": "return",
    "refund_status": "refund",
    "cancellation_status": "cancellation",
}
FLAGS: Mapping[str, Flag] = {
    "cancelled_at": Flag("cancelled"),
    "is_cancelled": Flag("cancelled", may_count=True, one_is_all=True),
    "cancelled": Flag("cancelled", may_count=True),
    "cancel_reason": Flag("cancelled"),
    "declined": Flag("declined"),
    "is_rto": Flag("rto", asks=True, may_count=True, one_is_all=True),
    "rto": Flag("rto", asks=True, may_count=True),
    "is_returned": Flag(
        "returned", asks=True, act="return", may_be_of_a_part=True, may_count=True, one_is_all=True
    ),
    "returned": Flag("returned", asks=True, act="return", may_be_of_a_part=True, may_count=True),
    "is_refunded": Flag("refunded", asks=True, act="refund", may_be_of_a_part=True),
    "is_reversed": Flag("reversed", asks=True),
}
MAY_ANSWER = ("refund", "refunds", "refunded")  # with an amount, or with yes and no
# The columns of orders that decide, and how else each is called.
SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "status": (),
    "order_status": ("order_state",),
    "item_status": ("line_status", "line_item_status", "order_item_status"),
    "current_status": ("final_status", "latest_status"),
    "transaction_status": ("txn_status",),
    "financial_status": ("payment_status",),
    "fulfillment": ("fulfillment_status", "fulfilment", "fulfilment_status"),
    "delivery_status": ("courier_status", "tracking_status"),
    "shipment_status": ("shipping_status",),
    "rto_status": (),
    "return_status": (),
    "refund_status": (),
    "cancellation_status": ("cancelation_status", "cancel_status"),
    "refunded_amount": (
        *("refund_amount", "amount_refunded", "total_refunded", "refund_value", "refund_amt", "refunded_amt"),
        *("total_refund", "returned_amount", "return_amount", *MAY_ANSWER),
    ),
    "cancelled_at": (
        *("canceled_at", "cancel_date", "cancelled_on", "canceled_on", "cancelled_date"),
        "cancellation_date",
    ),
    "is_cancelled": ("is_canceled",),
    "cancelled": ("canceled",),
    "cancel_reason": ("cancellation_reason",),
    "declined": (),
    "is_rto": ("rto_flag", "is_undelivered", "rto_date", "rto_at"),
    "rto": (),
    "is_returned": (
        *("is_return", "returned_flag", "return_flag"),
        *("returned_at", "returned_on", "returned_date"),
    ),
    "returned": ("return",),
    "is_refunded": (
        *("is_refund", "refunded_flag", "refund_flag"),
        *("refunded_at", "refunded_on", "refunded_date", "refund_date"),
    ),
    "is_reversed": ("reversed", "reversed_at", "reversed_on", "reversed_date", "reversal_date"),
}
# Those of payouts, which is no parcel.
OF_PAYOUTS = (
    *("status", "payout_status", "approval_status", "financial_status", "current_status"),
    *("transaction_status", "refunded_amount", "cancelled_at", "is_cancelled", "cancelled", "cancel_reason"),
    *("declined", "is_refunded", "is_reversed"),
)
