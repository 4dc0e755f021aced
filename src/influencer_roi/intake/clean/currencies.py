"""Knows the currencies people write beside amounts, and which of them is the base."""

import re
from collections.abc import Iterable
from functools import cache

BASE = "INR"
_WRITTEN = {
    "INR": ("₹", "rs", "inr", "rupees", "rupee"),
    "USD": ("us$", "$", "usd", "dollars", "dollar"),
    "EUR": ("€", "eur", "euros", "euro"),
    "GBP": ("£", "gbp", "pounds", "pound"),
    "AED": ("د.إ", "aed", "dhs", "dh", "dirhams", "dirham"),
    "JPY": ("¥", "jpy", "yen"),
    "CNY": ("cny", "rmb", "yuan"),
    "KRW": ("₩", "krw", "won"),
    "RUB": ("₽", "rub", "roubles", "rubles"),
    "TRY": ("₺", "try", "lira"),
    "VND": ("₫", "vnd"),
    "THB": ("฿", "thb", "baht"),
    "PHP": ("₱", "php"),
    "NGN": ("₦", "ngn", "naira"),
    "UAH": ("₴", "uah"),
    "ILS": ("₪", "ils"),
    "BRL": ("r$", "brl"),
    "SGD": ("s$", "sgd"),
    "AUD": ("a$", "au$", "aud"),
    "CAD": ("c$", "ca$", "cad"),
    "HKD": ("hk$", "hkd"),
    "NPR": ("npr",),
    "LKR": ("lkr",),
    "BDT": ("৳", "bdt", "taka"),
    "PKR": ("pkr",),
} | {
    code: (code.lower(),)
    for code in (
        *("SAR", "QAR", "KWD", "BHD", "OMR", "MYR", "IDR", "CHF", "NZD", "ZAR", "SEK", "NOK", "DKK"),
        *("PLN", "CZK", "HUF", "MXN", "EGP", "KES", "TWD", "MMK", "BTN", "MVR", "AFN", "USDT"),
    )
}


@cache
def own(base: str = BASE) -> str:
    """Return a pattern of the base currency's signs and words, in small letters, a dot behind or none."""
    return f"(?:{_any_of(_WRITTEN.get(base, (base.lower(),)))})\\.?"


@cache
def foreign(base: str = BASE) -> str:
    """Return a pattern that finds another currency than the base: a sign anywhere, a word by itself."""
    others = [word for code, words in _WRITTEN.items() if code != base for word in words]
    signs = _any_of(word for word in others if not word.isascii() or "$" in word)
    words = _any_of(word for word in others if word.isascii() and "$" not in word)
    return rf"(?i){signs}|(?:^|[^a-z])(?:{words})(?:[^a-z]|$)"


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
