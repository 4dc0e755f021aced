"""Parts a status into its steps and clauses: what it says first is the state, the rest says more of it."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from unicodedata import category

from influencer_roi.intake.clean.status_words import (
    ACTS,
    ACTS_ABROAD,
    BESIDE,
    BUYERS,
    CAME_BACK,
    CANCELLED,
    CANCELS,
    COMES_BACK,
    NO,
    NOTHING,
    PARTLY,
    PARTS,
    REFUSED,
    YES,
)

Words = Sequence[str]
ENDED = frozenset((*CANCELLED, *CAME_BACK))
_NO_SIGN = dict.fromkeys(range(0xFE00, 0xFE10))  # says how the sign before it is drawn
_MARKS = ("Mn", "Mc")  # of letters
_STEP = re.compile(r"[-=–—]*[>→⇒➔➝➜➡⟶»]+|\bthen\b")
_CLAUSE = re.compile(r"[;,:()\[\]{}|?!.&+/\\\n–—]|\s[-~]+|[-~]+\s|\b(?:but|aber|mais|pero|lekin)\b")
_ACT = rf"(?:{'|'.join(sorted((*ACTS, 'exchange', 'replacement')))})\b"
_BOTH = re.compile(rf"(\b{_ACT})\s*[/&+|]\s*(?={_ACT})")  # Return/Refund requested
_AFTER = re.compile(rf"^(?!{_ACT}\s+after)(.+?)\bafter\b(.+)$", re.DOTALL)  # Refund after pickup has not come
_ASCII = re.compile("[a-z]+")
_DEADLINE = re.compile(r"\bby (?=[0-9])")


def steps_of(status: str) -> list[list[list[str]]]:
    """Return the words of a status, in small letters and without signs, by step and clause.

    Of steps, as in `Shipped → Delivered`, the last is where things stand. None of them is empty.
    """
    text = status.casefold().replace("_", " ").replace("un-", "un").translate(_NO_SIGN)
    text = re.sub(r"n['\u2019]t\b", " not", text).replace("n/a", "na")
    text = _AFTER.sub(r"\2 > \1", _BOTH.sub(r"\1 ", _DEADLINE.sub("until ", text)))
    found = ([words for part in _CLAUSE.split(step) if (words := _words(part))] for step in _STEP.split(text))
    return [_joined(clauses) for clauses in found if clauses]


@lru_cache(1 << 14)
def is_act(word: str) -> bool:
    """Return whether a word names a return, refund or cancellation, which may have been refused."""
    return word in ACTS or word.startswith(ACTS_ABROAD)


def bare_of(words: Words) -> Sequence[str]:
    """Return words without those that say nothing of a state, if any is left."""
    return [word for word in words if word not in BESIDE] or words


def cancels(words: Words) -> bool:
    """Return whether some word names a cancellation."""
    return not CANCELS.union(CANCELLED).isdisjoint(words)


def reached(words: Words) -> bool:
    """Return whether it says that something is with who bought it: `Dropped at customer`."""
    return any(one in ("at", "to") and other in BUYERS for one, other in pairwise(words))


def may_be_refused(bare: str) -> bool:
    """Return whether it may say of a return or refund, and of no order, that it was refused.

    That is `Cancelled return` or `Failed refund`; an order that was a `Cancelled refund` is one cancelled.
    """
    refused, _, act = bare.partition(" ")
    return refused in REFUSED and act in COMES_BACK and (refused not in CANCELLED or "return" in act)


def is_of_a_part(words: Words) -> bool:
    """Return whether what came back is a part of a sale: `Partially refunded`, `Shipping refunded`."""
    return not {*PARTLY}.isdisjoint(words) or any(
        one in PARTS and other in CAME_BACK for one, other in pairwise(words)
    )


def _words(text: str) -> list[str]:
    if text.isascii():
        return _ASCII.findall(text)
    letters = (letter if letter.isalpha() or category(letter) in _MARKS else " " for letter in text)
    return "".join(letters).split()


def _joined(clauses: Sequence[list[str]]) -> list[list[str]]:
    """Return clauses with what answers the one before in it: `Returned: No`, `Return request - rejected`."""
    found: list[list[str]] = []
    for words in [words for words in clauses if not BESIDE.issuperset(words)] or clauses[:1]:
        bare = found and NOTHING.issuperset(words) and not any(map(is_act, found[-1]))
        if bare or (found and YES.issuperset(words)):
            continue
        if found and (NO.issuperset(words) or _answers(words, found[-1]) or _sent_back(words, found[-1])):
            found[-1] = [*found[-1], *words]
        else:
            found.append(words)
    return found


def _sent_back(words: Words, act: Words) -> bool:
    """Return whether goods went back to who bought them, because their return was refused."""
    bare = [word for word in words if word != "the"]
    to = any(one == "to" and other in BUYERS for one, other in pairwise(bare))
    return to and any(map(is_act, act)) and not REFUSED.isdisjoint(act) and ENDED.isdisjoint(act)


def _answers(words: Words, act: Words) -> bool:
    """Return whether words say no more than that what was asked for was refused, or lapsed."""
    by = BESIDE.union(("seller", "bank", "brand", "team", "qc"))
    refused = REFUSED.difference(CANCELLED)
    return (
        by.union(refused).issuperset(words)
        and not refused.isdisjoint(words)
        and any(map(is_act, act))
        and ENDED.isdisjoint(act)
    )
