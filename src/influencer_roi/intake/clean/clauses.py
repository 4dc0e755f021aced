"""Parts a status into its steps and clauses: what it says first is the state, the rest says more of it."""

import re
from unicodedata import category

_NO_SIGN = dict.fromkeys(range(0xFE00, 0xFE10))  # says how the sign before it is drawn
_MARKS = ("Mn", "Mc")  # of letters
_STEP = re.compile(r"[-=–—]*[>→⇒➔➝➜➡⟶»]+|\bthen\b")
_CLAUSE = re.compile(r"[;,:()\[\]{}|?!.&+/\\\n–—]|\s[-~]+|[-~]+\s|\b(?:but|after|aber|mais|pero|lekin)\b")


def steps_of(status: str) -> list[list[list[str]]]:
    """Return the words of a status, in small letters and without signs, by step and clause.

    Of steps, as in `Shipped → Delivered`, the last is where things stand. None of them is empty.
    """
    said = status.casefold().replace("_", " ").replace("un-", "un").translate(_NO_SIGN)
    said = re.sub(r"n['\u2019]t\b", " not", said).replace("n/a", "na")
    found = ([words for part in _CLAUSE.split(step) if (words := _words(part))] for step in _STEP.split(said))
    return [clauses for clauses in found if clauses]


def _words(text: str) -> list[str]:
    letters = (letter if letter.isalpha() or category(letter) in _MARKS else " " for letter in text)
    return "".join(letters).split()
