"""Knows the currencies people write beside amounts, and how those of the base are told from all others."""

import re
from collections.abc import Iterable
from functools import cache

from influencer_roi.settings import CURRENCIES, CURRENCY

_RUPEES = ("rs", "rupees", "rupee")
_KRONER = ("kr", "kronor", "kroner", "krona", "krone")


def _of(nation: str, word: str) -> tuple[str, str]:
    """Return a nation's word for its money, of many and of one."""
    return f"{nation} {word}s".strip(), f"{nation} {word}".strip()


_WORDS = {
    "INR": ("₹", *_RUPEES, *_of("indian", "rupee")),
    "USD": ("us$", "$", *_of("", "dollar"), *_of("us", "dollar")),
    "EUR": ("€", "euros", "euro"),
    "GBP": ("£", "pounds", "pound"),
    "AED": ("د.إ", "dhs", "dh", "dirhams", "dirham"),
    "JPY": ("¥", "yen"),
    "CNY": ("rmb", "yuan"),
    "KRW": ("₩", "won"),
    "RUB": ("₽", "roubles", "rubles"),
    "TRY": ("₺", "lira"),
    "VND": ("₫",),
    "THB": ("฿", "baht"),
    "PHP": ("₱",),
    "NGN": ("₦", "naira"),
    "UAH": ("₴",),
    "ILS": ("₪",),
    "BRL": ("r$",),
    "SGD": ("s$",),
    "AUD": ("a$", "au$"),
    "CAD": ("c$", "ca$"),
    "HKD": ("hk$",),
    "BDT": ("৳", "taka"),
    "PKR": (*_RUPEES, *_of("pakistani", "rupee")),
    "NPR": (*_RUPEES, *_of("nepali", "rupee"), *_of("nepalese", "rupee")),
    "LKR": (*_RUPEES, *_of("sri lankan", "rupee"), *_of("lankan", "rupee")),
    "IDR": ("rp", *_of("", "rupiah")),
    "MYR": ("rm", "ringgit"),
    "SAR": _of("", "riyal"),
    "QAR": _of("", "riyal"),
    "OMR": _of("", "rial"),
    "KWD": ("kd", *_of("", "dinar")),
    "BHD": _of("", "dinar"),
    "CHF": _of("", "franc"),
    "ZAR": _of("", "rand"),
    "SEK": _KRONER,
    "NOK": _KRONER,
    "DKK": _KRONER,
    "PLN": ("zł", *_of("", "zloty")),
    "CZK": ("kč",),
    "MXN": _of("", "peso"),
}
_WRITTEN = {code: (*_WORDS.get(code, ()), code.lower()) for code in CURRENCIES}


@cache
def own_words(base: str = CURRENCY) -> tuple[str, ...]:
    """Return how cells and headers name the base currency, in small letters: rs, rs., ₹, indian rupees."""
    written = _WRITTEN[base]
    return (*written, *(f"{word}." for word in written if word.isalpha() and word.isascii()))


@cache
def own(base: str = CURRENCY) -> str:
    """Return a pattern of the base currency's signs and words, in small letters, a dot behind or none."""
    return f"(?:{_any_of(own_words(base))})\\.?"


@cache
def names_alone(base: str = CURRENCY) -> str:
    """Return a pattern of texts that name the base currency, once or more, and say nothing else: INR (₹)."""
    return rf"^(?:{own(base)}[\s().,/|-]*|[\s().,/|-])+$"


@cache
def some_currency() -> str:
    """Return a pattern of the signs and words of all currencies, in small letters."""
    return f"(?:{_any_of(word for words in _WRITTEN.values() for word in words)})\\.?"


@cache
def foreign(base: str = CURRENCY) -> str:
    """Return a pattern that finds another currency than the base: a sign anywhere, a word by itself.

    A word of several currencies, such as rupees, is the base's where that is one of them.
    """
    others = sorted({word for words in _WRITTEN.values() for word in words} - {*_WRITTEN[base]})
    signs = _any_of(word for word in others if not word.isascii() or "$" in word)
    words = _any_of(word for word in others if word.isascii() and "$" not in word)
    return rf"(?i){signs}|(?:^|[^a-z])(?:{words})(?:[^a-z]|$)"


def names_another(header: str, base: str = CURRENCY) -> bool:
    """Return whether a header names another currency than the base, of whose sign, as US$, $ is a part."""
    signs = _any_of(word for word in _WRITTEN[base] if re.fullmatch(r"[a-z]+\$", word))
    return bool(re.search(foreign(base), re.sub(rf"(?i)(?<![a-z])(?:{signs})", "", header)))


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
