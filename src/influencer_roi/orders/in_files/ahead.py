"""Tells from orders as files hold them which cannot be among the first of a sorted table."""

from itertools import takewhile

import polars as pl

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.roll_up.expression import CUSTOMER
from influencer_roi.ledger.roll_up.typed import KEY
from influencer_roi.orders.in_files.passing import Keys

_NUMBERS = {
    name: name.removeprefix("organic_") for name in ("revenue", "organic_revenue", "orders", "organic_orders")
}
_TEXTS = {"user_id": CUSTOMER, "order_id": KEY}
_ALONE = "(?:[ -~]|$)"  # a letter before it stays as it is
_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"  # no cleaning touches one that no sign stands before


def may_be_ahead(ledger: Ledger, keys: Keys, value: str | float | None) -> pl.Expr:
    """Return whether a row as files hold it may stand before an earlier one with this value of the first key.

    Every row may where that is not told at less cost.
    """
    may, key = pl.lit(value=True), keys[0]
    if value is None or (key.name == "user_id" and not ledger.audience.sees_customers):
        return may
    if key.name in _NUMBERS:
        number = pl.col(_NUMBERS[key.name])
        before = number > value if key.descending else number < value
        return before if len(keys) == 1 else before | (number == value)
    pattern = behind(str(value), descending=key.descending) if key.name in _TEXTS else ""
    return ~pl.col(_TEXTS[key.name]).str.contains(pattern) if pattern else may


def behind(text: str, *, descending: bool) -> str:
    """Return a pattern of texts as they are written which, cleaned and in small letters, stand behind a text.

    They are letters and digits up to where they differ, so that no cleaning touches these. What follows could
    join the last to a letter beyond ASCII, which stands behind all in it. Empty where it tells of none.
    """
    plain = "".join(takewhile(_LETTERS.__contains__, text))
    pattern = _one_of(_LETTERS) if plain == text and not descending else ""
    for letter in reversed(plain):
        at = _LETTERS.index(letter)
        later = _one_of(_LETTERS[:at], _ALONE) if descending else _one_of(_LETTERS[at + 1 :])
        same = f"{_one_of(letter)}{pattern}" if pattern else ""
        pattern = f"(?:{'|'.join(filter(None, (later, same)))})" if later or same else ""
    return f"^{pattern}" if pattern else ""


def _one_of(letters: str, then: str = "") -> str:
    """Return the pattern of one of some letters, be it a capital; empty where there are none."""
    return f"[{letters}{letters.upper()}]{then}" if letters else ""
