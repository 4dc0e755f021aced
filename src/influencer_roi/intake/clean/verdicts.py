"""Says what the words of a status mean for the money of its row."""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from influencer_roi.intake.clean.clauses import (
    ENDED,
    Words,
    bare_of,
    cancels,
    is_act,
    is_of_a_part,
    may_be_refused,
    reached,
    steps_of,
)
from influencer_roi.intake.clean.overruling import (
    is_cleared,
    is_denied,
    is_refused,
    is_restored,
    is_reversed,
    was_mistaken,
)
from influencer_roi.intake.clean.status_words import (
    ACTS,
    ACTS_ABROAD,
    AGAIN,
    BESIDE,
    CAME_BACK,
    CANCELS,
    COMPLETED,
    COUNTS,
    DELIVERIES,
    HAPPENED,
    IN_WORK,
    LEAVES_OUT,
    MADE_GOOD,
    NO,
    NO_ACT,
    NO_GAIN,
    NO_SALE,
    PARTLY,
    PAYMENT,
    TRIED,
    WAITING,
    WHOLE,
    YES,
)
from influencer_roi.intake.exports import statuses
from influencer_roi.model.deciding import PARCEL
from influencer_roi.model.schema import ORDERS

STATUSES_KEPT = 1 << 14  # that are remembered
_NUMBERS = re.compile("[0-9]+(?:[-/.:,][0-9]+)*")
_LEAVES_OUT, _COUNTS, _NO_SALE, _PARTLY = map(frozenset, (LEAVES_OUT, COUNTS, NO_SALE, PARTLY))
_PAID = PAYMENT.union(BESIDE, COMPLETED)
_PHRASES = (*LEAVES_OUT, *NO_SALE, *WAITING, *COUNTS, *ACTS, *CAME_BACK, *PAYMENT, IN_WORK)
TELLING = (  # a status without such a word is not known, unless it is that of an act
    rf"(?i)(?:^|[^\p{{L}}])(?:(?:{'|'.join(sorted({max(one.split(), key=len) for one in _PHRASES}))})"
    rf"(?:[^\p{{L}}]|$)|{'|'.join(ACTS_ABROAD)})|^{statuses.LEFT_OUT}"
)
_PLAIN = HAPPENED.union(("later",), *(one.split() for one in LEAVES_OUT))


class Verdict(StrEnum):
    """What a status says of the money of its row."""

    COUNTS = "counts"
    LEFT_OUT = "left out"
    WAITS = "waits"
    PARTLY = "partly refunded"
    UNKNOWN = "unknown"


def verdict(status: str, table: str, act: str = "") -> Verdict:
    """Return what a status means; the last of its steps does, and of that what it says first.

    What a format or a mapping says of a status stands in front of it. A status may be that of an `act`, such
    as a refund: one that failed leaves the sale as it was.
    """
    return _verdict(_NUMBERS.sub("0", status), table, act)


def refuses(status: str, act: str = "") -> bool:
    """Return whether a status says that a return, refund or cancellation was refused: it did not happen."""
    steps = steps_of(status)
    return bool(steps) and any(is_refused(one) for words in steps[-1] for one in (words, [act, *words]))


@lru_cache(STATUSES_KEPT)
def _verdict(status: str, table: str, act: str) -> Verdict:
    """Return what a status means, which no day or number in it changes."""
    if status.startswith(statuses.LEFT_OUT):
        return Verdict.LEFT_OUT
    if status.startswith(statuses.WAITS):
        return Verdict.WAITS
    steps = steps_of(status)
    if not steps:
        return Verdict.UNKNOWN
    *before, says = (_step_verdict(one, table, act) for one in steps)
    earlier = [*zip(steps, before, strict=False)]
    doubted = any(_is_settled(step, one) for step, one in earlier)
    contested = not _asks(steps[-1]) and any(
        _asks(step) for step, one in earlier if one is not Verdict.COUNTS
    )
    return Verdict.UNKNOWN if says is not Verdict.LEFT_OUT and (doubted or contested) else says


def _step_verdict(clauses: Sequence[Words], table: str, act: str) -> Verdict:
    """Return what a step says: its first clause, and what the others say more of that, or in doubt."""
    rest = [_meant(words, table, "") for words in clauses[1:]]
    first = _meant(clauses[0], table, "" if _is_of_order(clauses, rest) else act)
    partly = any(not _PARTLY.isdisjoint(words) and " ".join(words) not in WHOLE for words in clauses)
    if partly and first in (Verdict.LEFT_OUT, Verdict.PARTLY):
        return Verdict.PARTLY
    if first is Verdict.LEFT_OUT:
        return _overruled(clauses, rest) or _qualified(clauses, rest)
    sure = [
        says
        for words, says in zip(clauses[1:], rest, strict=True)
        if says in (Verdict.LEFT_OUT, Verdict.PARTLY)
        and (first is Verdict.UNKNOWN or _PLAIN.issuperset(words))
    ]
    if sure:
        return Verdict.PARTLY if partly else Verdict.LEFT_OUT
    if Verdict.WAITS in (first, *rest):
        return Verdict.WAITS
    return first if {first} == {first, *rest} and not (rest and partly) else Verdict.UNKNOWN


def _is_of_order(clauses: Sequence[Words], rest: Sequence[Verdict]) -> bool:
    """Return whether what was cancelled is no act: where one is told of that goes on, as a refund may."""
    goes_on = (Verdict.LEFT_OUT, Verdict.WAITS)
    others = zip(clauses[1:], rest, strict=True)
    return cancels(clauses[0]) and any(says in goes_on and any(map(is_act, words)) for words, says in others)


def _overruled(clauses: Sequence[Words], rest: Sequence[Verdict]) -> Verdict | None:
    """Return what a step says that takes back what its first clause says, as `Fraud - cleared` does."""
    sure = [says for words, says in zip(clauses[1:], rest, strict=True) if not was_mistaken([words])]
    reversed_ = is_reversed([*clauses[0], *(clauses[1] if rest else ())]) and {*rest[1:]} <= {Verdict.COUNTS}
    if reversed_ or is_cleared(clauses) or (was_mistaken(clauses) and {*sure} == {Verdict.COUNTS}):
        return Verdict.COUNTS
    return Verdict.UNKNOWN if is_restored(clauses) else None


def _qualified(clauses: Sequence[Words], rest: Sequence[Verdict]) -> Verdict:
    """Return what a step says whose first clause leaves out, and the rest tells more of.

    `Return: pending` has not happened yet; `Undelivered - reattempt` and `Failed, paid` may be made good.
    """
    first, *others = clauses
    verdicts = {
        says
        for words, says in zip(others, rest, strict=True)
        if says is Verdict.WAITS or not (any(map(is_act, words)) or NO_GAIN.issuperset(words))
    }
    if ACTS.union(BESIDE).issuperset(first) and not verdicts.isdisjoint((Verdict.WAITS, Verdict.COUNTS)):
        return Verdict.WAITS if Verdict.WAITS in verdicts else Verdict.UNKNOWN
    every = [word for words in clauses for word in words]
    again = not AGAIN.isdisjoint(every) and not DELIVERIES.isdisjoint(every)
    again |= not MADE_GOOD.isdisjoint(every) or {"lost", "found"}.issubset(every)
    doubted = (again or Verdict.COUNTS in verdicts) and _may_be_tried(first) and not _ended(every)
    return Verdict.UNKNOWN if doubted else Verdict.LEFT_OUT


def _is_settled(step: Sequence[Words], says: Verdict) -> bool:
    """Return whether a step says that an order came back or was cancelled, be it in part."""
    return says is Verdict.PARTLY or (says is Verdict.LEFT_OUT and not _may_be_tried(step[0]))


def _asks(step: Sequence[Words]) -> bool:
    """Return whether a step tells of a return, refund or cancellation."""
    return any(is_act(word) and not is_denied(words, at) for words in step for at, word in enumerate(words))


def _meant(words: Words, table: str, act: str) -> Verdict:
    """Return what one clause says, be it of an act, or of a parcel: of one it is the link that expires."""
    of_act = any(is_act(word) or word in CAME_BACK for word in words)
    if act == PARCEL and not of_act and PAYMENT.isdisjoint(words):
        left = [word for word in words if word != "expired"]
        return _read(left, table) if left else Verdict.UNKNOWN
    if act in ("", PARCEL) or of_act or (act in CANCELS and cancels(words)):
        return _read(words, table)
    if words[0] in NO:
        return Verdict.COUNTS
    if NO_ACT.issuperset(words):
        return Verdict.UNKNOWN
    bare = bare_of(words)
    if COMPLETED.issuperset(bare) or YES.issuperset(bare):
        return Verdict.LEFT_OUT
    return Verdict.UNKNOWN if " ".join(bare) in _COUNTS else _read([act, *words], table)


def _read(words: Words, table: str) -> Verdict:
    """Return what the words of one clause say; what is denied did not happen."""
    text, bare = " ".join(words), " ".join(bare_of(words))
    in_work = bare == IN_WORK and table == ORDERS.name
    if text in _COUNTS or bare in _COUNTS or in_work or _is_paid(words) or is_refused(words):
        return Verdict.COUNTS
    to_be_paid = "draft" in bare and table != ORDERS.name
    if bare in _NO_SALE and not reached(words) and not to_be_paid:
        return Verdict.LEFT_OUT
    pairs = [*(f"{one} {other}" for one, other in pairwise(words)), ""]
    denied, leaves, acts = False, False, False
    for at, word in enumerate(words):
        ends, acted = word in _LEAVES_OUT or pairs[at] in _LEAVES_OUT, is_act(word)
        if not (ends or acted):
            continue
        if is_denied(words, at):
            denied |= ends or acted
        else:
            leaves, acts = leaves or ends, acts or acted
    if (leaves and not may_be_refused(bare)) or (not ACTS.isdisjoint(words) and HAPPENED.issuperset(words)):
        return Verdict.PARTLY if is_of_a_part(words) else Verdict.LEFT_OUT
    if denied and not acts:
        return Verdict.COUNTS
    waits = not WAITING.isdisjoint((*words, *pairs, text)) or text == IN_WORK
    return Verdict.WAITS if waits else Verdict.UNKNOWN


def _is_paid(words: Words) -> bool:
    """Return whether it says of a payment that it came: `Payment received`."""
    return not PAYMENT.isdisjoint(words) and not COMPLETED.isdisjoint(words) and _PAID.issuperset(words)


def _may_be_tried(words: Words) -> bool:
    """Return whether a clause that leaves out says of a payment or delivery that it failed, and no more."""
    return not TRIED.union(DELIVERIES).isdisjoint(words) and not _ended(words)


def _ended(words: Words) -> bool:
    return any(word in ENDED and not is_denied(words, at) for at, word in enumerate(words))
