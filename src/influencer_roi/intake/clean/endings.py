"""Says what the status of one row means for the others of its order: whether that ended, or may go on."""

from functools import lru_cache

from influencer_roi.intake.clean.clauses import Words, cancels, steps_of
from influencer_roi.intake.clean.status_words import (
    CAME_BACK,
    COMES_BACK,
    IN_WORK,
    PAYMENT,
    TRIED,
    UNDER_WAY,
    UNDONE,
)
from influencer_roi.intake.clean.verdicts import STATUSES_KEPT, Verdict, verdict
from influencer_roi.intake.exports import statuses
from influencer_roi.model.schema import ORDERS


def may_be_tried_again(status: str, *, of_payment: bool) -> bool:
    """Return whether what left a row out ends nothing: money that waits, a payment that came to nothing."""
    words = _words_of(status)
    if _came_back(words):
        return False
    if cancels(words):
        return _is_of_payment(words, of_payment=of_payment)
    return not TRIED.isdisjoint(words) or verdict(status, ORDERS.name) is Verdict.WAITS


def takes_back(status: str) -> bool:
    """Return whether a row below 0 of this status is what was paid back, or an entry that undoes a sale."""
    words = _words_of(status)
    return _came_back(words) or cancels(words) or not UNDONE.isdisjoint(words)


def cancels_alone(status: str) -> bool:
    """Return whether a status says of a row that it was cancelled, and of no money that it came back."""
    words = _words_of(status)
    return cancels(words) and not _came_back(words) and UNDONE.isdisjoint(words)


def ends_order(status: str, *, of_payment: bool) -> bool:
    """Return whether a status that leaves a row out says that its order came back or was cancelled."""
    words = _words_of(status)
    cancelled = cancels(words) and not _is_of_payment(words, of_payment=of_payment)
    return TRIED.isdisjoint(words) and (cancelled or _came_back(words))


def may_end(status: str) -> bool:
    """Return whether an order of this status may still come back or be cancelled."""
    says = verdict(status, ORDERS.name)
    return says is Verdict.WAITS or " ".join(_words_of(status)) in (*UNDER_WAY, IN_WORK)


@lru_cache(STATUSES_KEPT)
def _words_of(status: str) -> tuple[str, ...]:
    text = status.removeprefix(statuses.LEFT_OUT)
    return tuple(word for clauses in steps_of(text) for words in clauses for word in words)


def _came_back(words: Words) -> bool:
    return not COMES_BACK.union(CAME_BACK).isdisjoint(words)


def _is_of_payment(words: Words, *, of_payment: bool) -> bool:
    return of_payment or not PAYMENT.isdisjoint(words)
