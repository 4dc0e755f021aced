"""Declares what columns beside an order say of what it earned: statuses, flags, and their spellings."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Flag:
    """A column that says yes, or when, of a row that earned nothing: the word for that.

    One that `asks` is answered by yes, a day, or a status; of another, all but a no means yes. One that
    `may_be_of_a_part` leaves a row the rest where an amount says that less was paid back.
    """

    word: str
    asks: bool = False
    may_be_of_a_part: bool = False


STATUSES = (
    *("status", "order_status", "item_status", "current_status", "financial_status", "fulfillment"),
    *("delivery_status", "return_status"),
)
FLAGS: Mapping[str, Flag] = {
    "cancelled_at": Flag("cancelled"),
    "declined": Flag("declined"),
    "is_rto": Flag("rto", asks=True),
    "is_returned": Flag("returned", asks=True, may_be_of_a_part=True),
    "is_refunded": Flag("refunded", asks=True, may_be_of_a_part=True),
}
CANCELLED = (
    *("canceled_at", "cancelled", "canceled", "is_cancelled", "is_canceled", "cancel_date"),
    *("cancelled_on", "cancelled_date", "cancellation_date", "cancel_reason", "cancellation_reason"),
)
REFUNDED = (
    *("refund_amount", "amount_refunded", "total_refunded", "refund", "refunds", "refund_value"),
    *("refund_amt", "refunded_amt", "total_refund", "returned_amount", "return_amount"),
)
