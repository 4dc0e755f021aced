"""Says what the words of a status mean for the money of its row."""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from itertools import pairwise
from unicodedata import category

from influencer_roi.intake.exports import statuses
from influencer_roi.model.schema import ORDERS

LEAVES_OUT = (
    *("cancelled", "canceled", "voided", "void", "failed", "declined", "denied", "rejected", "reversed"),
    *("unqualified", "expired", "refunded", "charged back", "rto", "returned", "undelivered"),
    *("storniert", "erstattet", "abgelehnt", "geannuleerd", "terugbetaald", "annulé", "annulée"),
    *("remboursé", "remboursée", "cancelado", "cancelada", "anulado", "anulada", "reembolsado"),
    *("reembolsada", "devuelto", "devolvido", "annullato", "annullata", "rimborsato", "रद्द"),
)
_ACTS = frozenset(
    ("cancel", "cancellation", "refund", "refunds", "return", "returns", "chargeback", "failure")
)
# What may stand beside an act that happened.
_DONE = frozenset(
    "order payment customer to origin seller full amount of complete completed processed received delivered "
    "done issued success successful".split()
)
WAITS = ("pending", "authorized", "authorised", "on hold", "hold", "unpaid", "scheduled", "due")
_WAITS_ABROAD = ("ausstehend", "en attente", "pendiente", "pendente", "in attesa", "लंबित")
_WAITING = frozenset(
    (
        *WAITS,
        *_WAITS_ABROAD,
        "awaiting",
        "awaited",
        "overdue",
        "review",
        "not paid",
        "to be paid",
        "in process",
        "initiated",
    )
)
_REFUSED = frozenset(("rejected", "denied", "declined", "failed", "cancelled", "canceled", "withdrawn"))
COUNTS = (
    *("paid", "approved", "completed", "complete", "success", "successful", "succeeded", "confirmed"),
    *("captured", "settled", "closed", "open", "active", "locked", "done", "ok", "valid", "accepted"),
    *("delivered", "shipped", "dispatched", "fulfilled", "unfulfilled", "partial", "in transit"),
    *("out for delivery", "packed", "ready to ship", "released", "transferred", "processed", "new"),
    *("partially fulfilled", "partially paid", "partially shipped", "placed"),
    *("not cancelled", "not refunded"),
)
_TRIED = frozenset(("failed", "failure", "declined", "denied", "rejected", "expired", "voided", "void"))
_PARTLY = ("partially", "partly", "partial", "part", "teilweise", "partiellement", "parcialmente")
_DENIES = ("not", "non", "no", "never", "nicht", "pas", "niet", "não")
IN_WORK = "processing"  # an order that is paid and being packed; a payout that is not out yet


class Verdict(StrEnum):
    """What a status says of the money of its row."""

    COUNTS = "counts"
    LEFT_OUT = "left out"
    WAITS = "waits"
    PARTLY = "partly refunded"
    UNKNOWN = "unknown"


@cache
def verdict(status: str, table: str) -> Verdict:
    """Return what a status means; one that holds a word that leaves out does, unless it denies it.

    What a format or a mapping says of a status stands in front of it.
    """
    if status.startswith(statuses.LEFT_OUT):
        return Verdict.LEFT_OUT
    if status.startswith(statuses.WAITS):
        return Verdict.WAITS
    words = "".join(
        letter if letter.isalpha() or category(letter)[0] == "M" else " "
        for letter in status.casefold().replace("un-", "un")
    ).split()
    text = " ".join(words)
    said = {*words, *(f"{one} {other}" for one, other in pairwise(words)), text}
    if text in COUNTS or (text == IN_WORK and table == ORDERS.name) or _is_refused(words):
        return Verdict.COUNTS
    happened = not _ACTS.isdisjoint(words) and _ACTS.union(_DONE, _PARTLY).issuperset(words)
    left_out = not said.isdisjoint(LEAVES_OUT) and said.isdisjoint(_DENIES)
    if happened or left_out:
        return Verdict.LEFT_OUT if said.isdisjoint(_PARTLY) else Verdict.PARTLY
    if not said.isdisjoint(_WAITING) or text == IN_WORK:
        return Verdict.WAITS
    return Verdict.UNKNOWN


def may_be_tried_again(why: str) -> bool:
    """Return whether what left a row out ends nothing: money that waits, or a payment that failed."""
    return not _TRIED.isdisjoint(why.split()) or verdict(why, ORDERS.name) is Verdict.WAITS


def _is_refused(words: Sequence[str]) -> bool:
    """Return whether what a customer asked for was refused, so that the sale stands: `Return rejected`."""
    first = next((at for at, word in enumerate(words) if word in _ACTS), len(words))
    return not _REFUSED.isdisjoint(words[first + 1 :])
