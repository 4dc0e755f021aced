"""Tells from orders as files hold them which cannot be among the first of a sorted table."""

from itertools import takewhile

import polars as pl

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.roll_up.expression import CUSTOMER
from influencer_roi.ledger.roll_up.typed import KEY
from influencer_roi.orders.in_files.passing import Key

_NUMBERS = {
    name: name.removeprefix("organic_") for name in ("revenue", "organic_revenue", "orders", "organic_orders")
}
_TEXTS = {"user_id": CUSTOMER, "order_id": KEY}
_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"  # no cleaning touches one that no sign stands before


def may_be_ahead(ledger: Ledger, key: Key, value: str | float | None) -> pl.Expr:
    """Return whether a row as files hold it may stand before one with this value of a key, or have the same.

    Every row may where it costs as much to tell.
    """
    may = pl.lit(value=True)
    if value is None:
        return may
    if key.name in _NUMBERS:
        number = pl.col(_NUMBERS[key.name])
        return number >= value if key.descending else number <= value
    if key.name == "user_id" and not ledger.audience.sees_customers:
        return may
    pattern = behind(str(value), descending=key.descending) if key.name in _TEXTS else ""
    return ~pl.col(_TEXTS[key.name]).str.contains(pattern) if pattern else may


def behind(text: str, *, descending: bool) -> str:
    """Return a pattern of texts as they are written which, cleaned and in small letters, stand behind a text.

    They are letters and digits up to where they differ, so that no cleaning touches these, and ASCII after,
    which changes nothing before it. Empty where it tells of none.
    """
    plain = "".join(takewhile(_LETTERS.__contains__, text))
    pattern = _one_of(_LETTERS) if plain == text and not descending else ""
    for letter in reversed(plain):
        at = _LETTERS.index(letter)
        later = _one_of(_LETTERS[:at] if descending else _LETTERS[at + 1 :])
        same = f"{_one_of(letter)}{pattern}" if pattern else ""
        pattern = f"(?:{'|'.join(filter(None, (later, same)))})" if later or same else ""
    return f"^{pattern}[ -~]*$" if pattern else ""


def _one_of(letters: str) -> str:
    """Return the pattern of one of some letters, be it a capital; empty where there are none."""
    return f"[{letters}{letters.upper()}]" if letters else ""
