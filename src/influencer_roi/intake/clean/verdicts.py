"""Says what the words of a status mean for the money of its row."""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from itertools import pairwise
from unicodedata import category

from influencer_roi.intake.exports import statuses
from influencer_roi.model.schema import ORDERS

_CANCELLED = (
    *("cancelled", "canceled", "storniert", "geannuleerd", "annulé", "annulée", "cancelado", "cancelada"),
    *("anulado", "anulada", "annullato", "annullata"),
)
_CAME_BACK = (
    *("refunded", "rto", "returned", "erstattet", "terugbetaald", "remboursé", "remboursée"),
    *("reembolsado", "reembolsada", "devuelto", "devolvido", "rimborsato"),
)
LEAVES_OUT = (
    *(*_CANCELLED, *_CAME_BACK, "voided", "void", "failed", "declined", "denied", "rejected", "reversed"),
    *("unqualified", "expired", "charged back", "undelivered", "abgelehnt"),
)
_CANCELS = frozenset(("cancel", "cancellation", "रद्द"))
_COMES_BACK = frozenset(("refund", "refunds", "return", "returns", "reso"))
_ACTS = frozenset((*_CANCELS, *_COMES_BACK, "chargeback", "failure"))
_PAYMENT = frozenset(("payment", "txn", "transaction", "checkout"))
# What may stand beside an act that happened.
_DONE = _PAYMENT.union(
    "order customer to origin seller full amount of complete completed processed received delivered "
    "done issued success successful ऑर्डर किया कर दिया हो गया".split()
)
WAITS = ("pending", "authorized", "authorised", "on hold", "hold", "unpaid", "scheduled", "due")
_WAITS_ABROAD = ("ausstehend", "en attente", "pendiente", "pendente", "in attesa", "लंबित")
_WAITING = frozenset(
    (
        *(*WAITS, *_WAITS_ABROAD, "awaiting", "awaited", "overdue", "review", "not paid", "to be paid"),
        *("in process", "initiated"),
    )
)
_REFUSED = frozenset(
    (
        *("rejected", "denied", "declined", "failed", "withdrawn", "abgelehnt", "rechazado", "rechazada"),
        *("rejeitado", "rejeitada", "recusado", "recusada", "refusé", "refusée", "rifiutato", "afgewezen"),
        *_CANCELLED,
    )
)
# How words for returns, refunds and cancellations begin in other languages.
_ACTS_ABROAD = (
    *("rückgabe", "rücksendung", "rückerstattung", "erstattung", "retour", "stornierung", "widerruf"),
    *("terugbetaling", "annulering", "remboursement", "annulation", "devoluci", "reembolso", "cancelaci"),
    *("devoluç", "cancelamento", "rimborso", "annullamento"),
)
UNDER_WAY = (
    *("delivered", "shipped", "dispatched", "fulfilled", "unfulfilled", "in transit", "out for delivery"),
    *("packed", "ready to ship", "partially fulfilled", "partially shipped", "placed", "new"),
)
COUNTS = (
    *("paid", "approved", "completed", "complete", "success", "successful", "succeeded", "confirmed"),
    *("captured", "settled", "closed", "open", "active", "locked", "done", "ok", "valid", "accepted"),
    *(*UNDER_WAY, "partial", "released", "transferred", "processed", "partially paid"),
    *("not cancelled", "not refunded", "not returned"),
)
_TRIED = frozenset(
    ("failed", "failure", "declined", "denied", "rejected", "expired", "voided", "void", "abgelehnt")
)
_PARTLY = (
    *("partially", "partly", "partial", "part", "teilweise", "partiellement", "partiel", "parcialmente"),
    *("parcial", "parzialmente", "parziale", "gedeeltelijk", "deels", "आंशिक"),
)
_DENIES = ("not", "non", "no", "never", "nicht", "pas", "niet", "não", "नहीं")
_MARKS = ("Mn", "Mc")  # of letters
_NO_SIGN = dict.fromkeys(range(0xFE00, 0xFE10))  # says how the sign before it is drawn
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
    words = _words_of(status)
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


def may_be_tried_again(status: str, *, of_payment: bool) -> bool:
    """Return whether what left a row out ends nothing: money that waits, a payment that came to nothing."""
    words = _words_of(status)
    if _came_back(words):
        return False
    if _cancels(words):
        return _is_of_payment(words, of_payment=of_payment)
    return not _TRIED.isdisjoint(words) or verdict(status, ORDERS.name) is Verdict.WAITS


def ends_order(status: str, *, of_payment: bool) -> bool:
    """Return whether a status that leaves a row out says that its order came back or was cancelled."""
    words = _words_of(status)
    cancelled = _cancels(words) and not _is_of_payment(words, of_payment=of_payment)
    return _TRIED.isdisjoint(words) and (cancelled or _came_back(words))


def may_end(status: str) -> bool:
    """Return whether an order of this status may still come back or be cancelled."""
    says = verdict(status, ORDERS.name)
    return says is Verdict.WAITS or " ".join(_words_of(status)) in (*UNDER_WAY, IN_WORK)


def _words_of(status: str) -> list[str]:
    """Return the words of a status in small letters, without signs."""
    said = status.removeprefix(statuses.LEFT_OUT).casefold().replace("un-", "un").translate(_NO_SIGN)
    letters = (letter if letter.isalpha() or category(letter) in _MARKS else " " for letter in said)
    return "".join(letters).split()


def _cancels(words: Sequence[str]) -> bool:
    return not _CANCELS.union(_CANCELLED).isdisjoint(words)


def _came_back(words: Sequence[str]) -> bool:
    return not _COMES_BACK.union(_CAME_BACK).isdisjoint(words)


def _is_of_payment(words: Sequence[str], *, of_payment: bool) -> bool:
    return of_payment or not _PAYMENT.isdisjoint(words)


def _is_refused(words: Sequence[str]) -> bool:
    """Return whether what a customer asked for was refused, so that the sale stands: `Return rejected`."""
    acts = (at for at, word in enumerate(words) if word in _ACTS or word.startswith(_ACTS_ABROAD))
    return not _REFUSED.isdisjoint(words[next(acts, len(words)) + 1 :])
