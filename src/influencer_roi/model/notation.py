"""Says how amounts are written: the sign and words of each currency, the scales of large numbers."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from influencer_roi.settings import base_currency

Scale = tuple[float, float, str]  # from which size on, of what unit, the word behind
_LAKHS: tuple[Scale, ...] = ((0.9995e7, 1e7, " Cr"), (0.999995e5, 1e5, " L"))
_MILLIONS: tuple[Scale, ...] = ((0.9995e9, 1e9, "B"), (0.9995e6, 1e6, "M"), (0.999995e5, 1e3, "K"))
_SIGNS = dict(
    pair.split()
    for pair in (
        *("USD $", "EUR €", "GBP £", "JPY ¥", "KRW ₩", "RUB ₽", "TRY ₺", "VND ₫", "THB ฿", "PHP ₱", "NGN ₦"),
        *("UAH ₴", "ILS ₪", "BDT ৳", "BRL R$", "SGD S$", "AUD A$", "CAD C$", "HKD HK$"),
    )
)
_WORDS = {  # one and several, of the whole and of its part
    "INR": ("rupee", "rupees", "paisa", "paise"),
    "USD": ("dollar", "dollars", "cent", "cents"),
    "EUR": ("euro", "euros", "cent", "cents"),
    "GBP": ("pound", "pounds", "penny", "pence"),
    "AED": ("dirham", "dirhams", "fils", "fils"),
}
_THOUSANDTHS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
_WHOLE = ("CLP", "IDR", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF")
SIGN = "{sign}"
_ROUNDS_UP = 99_999
_BY_TWO = re.compile(r"\B(?=(?:..)+$)")
_OF_RUPEES = re.compile(r"\b(?:([Rr])upee(s?)|pais(a|e))\b")


@dataclass(frozen=True)
class Notation:
    """How a currency is written.

    `words` are one and several, of the whole and of what stands behind the point, of as many `places`.
    `scales` shorten numbers, the largest first; each begins where the shorter writing rounds up: never
    100.0 L for 1.00 Cr. In `locale` the browser and spreadsheets group digits; `by_two` are grouped by two
    above thousands.
    """

    sign: str
    words: tuple[str, str, str, str]
    scales: tuple[Scale, ...]
    locale: str
    language: str
    by_two: bool = False
    places: int = 2

    def amount(self, number: float | Decimal) -> str:
        """Return an amount as notes write it: $1,234.50, ₹1,23,456.00."""
        text = self.grouped(number, self.places)
        return f"−{self.sign}{text[1:]}" if text.startswith("−") else f"{self.sign}{text}"

    def grouped(self, number: float | Decimal, decimals: int = 0) -> str:
        """Return a number grouped as amounts are: 12,34,567.00 beside rupees, 1,234,567.00 beside dollars."""
        text = f"{abs(number):,.{decimals}f}"
        if self.by_two and abs(float(number)) > _ROUNDS_UP:  # up to 99,999 both groupings are one
            whole, point, fraction = text.replace(",", "").partition(".")
            text = f"{_BY_TWO.sub(',', whole[:-3])},{whole[-3:]}{point}{fraction}"
        return f"−{text}" if number < 0 and text.strip("0.") else text  # minus

    @property
    def cell_format(self) -> str:
        """The number format of amounts in a workbook."""
        return f"[${self.sign}-{self.language}]#,##0.{'0' * self.places}".removesuffix(".")

    @property
    def for_browser(self) -> str:
        """What the page says of it to the browser, as attributes."""
        return f'data-sign="{self.sign}" data-digits="{self.locale}"'

    def worded(self, text: str) -> str:
        """Return words of ours about rupees as about this currency; `{sign}` is its sign."""
        if not self.places:
            text = text.replace("parts of a paisa", "fractions")
        return _OF_RUPEES.sub(self._word, text.replace(SIGN, self.sign.strip()))

    def _word(self, found: re.Match[str]) -> str:
        whole, several, part = found.groups()
        if part:
            return self.words[2 if part == "a" else 3]
        word = self.words[1 if several else 0]
        return f"{word[0].upper()}{word[1:]}" if whole == "R" else word


@cache
def notation_of(currency: str) -> Notation:
    """Return how amounts in a currency are written."""
    words = _WORDS.get(currency, (currency, currency, *_parts(currency)))
    if currency == "INR":
        return Notation("₹", words, _LAKHS, "en-IN", "4009", by_two=True)
    return Notation(
        _SIGNS.get(currency, f"{currency}\u00a0"),
        words,
        _MILLIONS,
        "en-US",
        "409",
        places=places_of(currency),
    )


def has_thousandths(currency: str) -> bool:
    """Return whether three digits behind a dot are parts of an amount, and group no thousands."""
    return currency in _THOUSANDTHS


def places_of(currency: str) -> int:
    """Return how many digits amounts of a currency have behind the point."""
    return 3 if currency in _THOUSANDTHS else 0 if currency in _WHOLE else 2


def _parts(currency: str) -> tuple[str, str]:
    """Return what stands behind the point of an amount, one and several."""
    if currency in _WHOLE:
        return "fraction", "fractions"
    part = "thousandth" if currency in _THOUSANDTHS else "hundredth"
    return part, f"{part}s"


def base_notation() -> Notation:
    """Return how this process writes amounts."""
    return notation_of(base_currency())


def grouped(number: float | Decimal, decimals: int = 0) -> str:
    """Return a number grouped as this process writes amounts."""
    return base_notation().grouped(number, decimals)


def worded(text: str) -> str:
    """Return words of ours about rupees as about what this process writes amounts in."""
    return base_notation().worded(text)
