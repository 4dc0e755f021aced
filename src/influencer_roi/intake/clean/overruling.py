"""Says whether words of a status take back what others of it say: denied, refused, overruled, mistaken."""

from collections.abc import Sequence
from itertools import pairwise

from influencer_roi.intake.clean.clauses import ENDED, Words, is_act
from influencer_roi.intake.clean.status_words import (
    BESIDE,
    BETWEEN,
    BY_MISTAKE,
    CLEARED,
    DENIES,
    DENIES_BEHIND,
    LAPSED,
    LEAVES_OUT,
    MOVES,
    NO,
    NOTHING,
    PARTS,
    REFUSED,
    RESTORED,
    REVERSES,
    SUSPECTED,
    WINDOWS,
)

_ENDS = frozenset(LEAVES_OUT)
_AND = BESIDE.union(("and", "now", "later"))
_MISTAKES = frozenset(word for one in BY_MISTAKE for word in one.split())


def is_denied(words: Words, at: int) -> bool:
    """Return whether a word is denied, right before it or, as Hindi does and answers do, right behind it."""
    before = next((word for word in reversed(words[:at]) if word not in BETWEEN), "")
    behind = [word for word in words[at + 1 :] if word not in BETWEEN]
    answered = len(behind) == 1 and behind[0] in (NO if is_act(words[at]) else NO - NOTHING)
    return before in DENIES or answered or (bool(behind) and behind[0] in DENIES_BEHIND)


def is_refused(words: Words) -> bool:
    """Return whether what a customer asked for was refused, so that the sale stands: `Return rejected`.

    An order that had ended before, as in `Returned refund failed`, is no sale.
    """
    first = next((at for at, word in enumerate(words) if is_act(word)), len(words))
    if not ENDED.isdisjoint(words[:first]):
        return False
    refused = any(
        word in REFUSED and not is_denied(words, at) and words[at - 1] not in PARTS  # a fee may be waived
        for at, word in enumerate(words)
        if at > first
    )
    lapsed = not WINDOWS.isdisjoint(words) and not LAPSED.isdisjoint(words[first + 1 :])
    return refused or lapsed or is_reversed(words)


def is_reversed(words: Words) -> bool:
    """Return whether what would have ended a sale was taken back, and nothing else did: `RTO reversed`."""
    move, *behind = [word for word in words if word not in _AND] or [""]
    taken_back = bool(behind) and REVERSES.issuperset(behind)
    return move in MOVES and taken_back


def is_cleared(clauses: Sequence[Words]) -> bool:
    """Return whether a suspicion came to nothing: `Fraud - cleared`."""
    said = [word for words in clauses for word in words if word not in _AND]
    return (
        bool(said)
        and said[0] in SUSPECTED
        and not CLEARED.isdisjoint(said)
        and CLEARED.union(SUSPECTED).issuperset(said)
    )


def is_restored(clauses: Sequence[Words]) -> bool:
    """Return whether what ended goes on, as a step says that has no other words: `Cancelled, restored`."""
    said = [word for words in clauses for word in words if word not in _AND]
    return not RESTORED.isdisjoint(said) and _ENDS.union(RESTORED, _MISTAKES).issuperset(said)


def was_mistaken(clauses: Sequence[Words]) -> bool:
    """Return whether some clause says that something was done by mistake."""
    return any(not BY_MISTAKE.isdisjoint((*words, *map(" ".join, pairwise(words)))) for words in clauses)
