"""Writes numbers: every format a reader meets, grouped and scaled as amounts in the base currency are."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from influencer_roi.model.notation import SIGN, base_notation, worded

NOTHING = "–"
FULL = 1e5  # smaller counts are written in full
HUNDREDTHS = 99.995  # smaller amounts are written with hundredths,
TENTHS = 1000  # and smaller counts with tenths, unless whole
LARGE_RATIO = 100  # where tenths are enough
_ROUND = re.compile(r"(?:\.|(\.\d*?[1-9]))0+(?!\d)")


@dataclass(frozen=True)
class Unit:
    """How one kind of number is written.

    `short` for cards and axes, `exact` for tables and hover texts, `change` for the difference from `before`;
    None is written "–", zero is a number. `tick` scales and words an axis. A unit without a `name` is that of
    the base currency.
    """

    key: str
    name: str
    short: Callable[[float | None], str]
    exact: Callable[[float | None], str]
    change: Callable[[float, float], str]

    @property
    def label(self) -> str:
        """What stands beside a number in a table of definitions."""
        return self.name or worded(SIGN)


def grouped(number: float, decimals: int = 0) -> str:
    """Return a number grouped as amounts are: 12,34,567.00 beside rupees, 1,234,567.00 beside dollars."""
    return base_notation().grouped(number, decimals)


def ranged(low: float, high: float) -> str:
    """Return both ends of a range of ratios: 2.4–11.6; of larger ones without decimals: 35–48."""
    decimals = 1 if low < LARGE_RATIO / 10 and high < LARGE_RATIO else 0
    return f"{grouped(low, decimals)}–{grouped(high, decimals)}"


def _times(ratio: float) -> str:
    """Return a ratio with two decimals, of a large one fewer: 2.99×, 160.0×, 4,252×."""
    size = abs(ratio)
    return f"{grouped(ratio, 2 if size < LARGE_RATIO else 1 if size < TENTHS else 0)}×"


def unsigned(amount: str) -> str:
    """Return an amount without its sign, as the end of a range: 3.41 L."""
    return amount.removeprefix(base_notation().sign)


def counted(count: float, one: str, several: str = "") -> str:
    """Return "1 order", "2,578 orders" or, with a plural of its own, "147 people"."""
    whole = round(count)
    return f"1 {one}" if whole == 1 else f"{grouped(whole)} {several or f'{one}s'}"


def scaled(number: float) -> str:
    """Return a number in lakh or crore where it is that large, to three digits: 12.3 L, 1.24 Cr, 9,876.

    Beside amounts of other currencies large numbers are in thousands, millions and billions: 12.3M.
    """
    size = abs(number)
    for least, scale, word in base_notation().scales:
        if size >= least:
            return f"{grouped(number / scale, _three_digits(size / scale))}{word}"
    return grouped(number)


def _nearest(number: float) -> int:
    """Return the nearest whole number, of a half the larger: nobody is half a person."""
    return math.floor(number + 0.5)


def _three_digits(size: float) -> int:
    """Return the decimals that leave three digits of a size from 1 up."""
    return 2 if size < 9.995 else 1 if size < 99.95 else 0


def _or_nothing(write: Callable[[float], str]) -> Callable[[float | None], str]:
    def written(number: float | None) -> str:
        return NOTHING if number is None else write(number)

    return written


def _decimals(number: float) -> int:
    """Return the decimals a count needs: parts of a post show one, whole ones none."""
    return 0 if abs(number - round(number)) < 0.05 or abs(number) >= TENTHS else 1


def _percent_change(now: float, before: float) -> str:
    return f"{grouped(abs((now - before) / before) * 100, 1)} %" if before else NOTHING


def _amount(number: float) -> str:
    """Return an amount in short, with hundredths where it is small: 4.16, 95.50, 1,234, 12.3 L."""
    few = abs(number) < HUNDREDTHS and round(number, 2) != round(number)
    return grouped(number, 2) if few else scaled(number)


def _rupees(write: Callable[[float], str]) -> Callable[[float | None], str]:
    def written(number: float) -> str:
        text, sign = write(number), base_notation().sign
        return f"−{sign}{text[1:]}" if text.startswith("−") else f"{sign}{text}"

    return _or_nothing(written)


RUPEES = Unit("rupees", "", _rupees(_amount), _rupees(lambda number: grouped(number, 2)), _percent_change)
COUNT = Unit(
    "count",
    "number",
    _or_nothing(lambda number: grouped(number, _decimals(number)) if abs(number) < FULL else scaled(number)),
    _or_nothing(lambda number: grouped(number, _decimals(number))),
    _percent_change,
)
PEOPLE = Unit(
    "people",
    "number",
    _or_nothing(lambda number: grouped(_nearest(number)) if abs(number) < FULL else scaled(number)),
    _or_nothing(lambda number: grouped(_nearest(number))),
    _percent_change,
)
TIMES = Unit(
    "times",
    "×",
    _or_nothing(_times),
    _or_nothing(lambda number: f"{grouped(number, 4)}×"),
    lambda now, before: _times(abs(now - before)),
)
PERCENT = Unit(
    "percent",
    "%",
    _or_nothing(lambda number: f"{grouped(number * 100, 1 if abs(number) < 1 else 0)} %"),
    _or_nothing(lambda number: f"{grouped(number * 100, 2)} %"),
    lambda now, before: f"{grouped(abs(now - before) * 100, 1)} pts",
)
RATE = Unit(
    "rate",
    "number",
    _or_nothing(lambda number: grouped(number, 2)),
    _or_nothing(lambda number: grouped(number, 4)),
    _percent_change,
)
UNITS = (RUPEES, COUNT, PEOPLE, RATE, TIMES, PERCENT)


def along(numbers: Sequence[float], unit: Unit) -> list[str]:
    """Return numbers along an axis in words, all on the scale of the largest: ₹0, ₹0.5 L, ₹1 L."""
    largest = max(map(abs, numbers), default=0.0)
    scales = base_notation().scales if unit in (RUPEES, COUNT, PEOPLE) else ()
    scale = next((one for one in scales if largest >= one[0]), None)
    if scale is None:
        return [_ROUND.sub(r"\1", unit.short(number)) for number in numbers]
    _, size, word = scale
    sign = base_notation().sign if unit is RUPEES else ""
    texts = [_ROUND.sub(r"\1", grouped(abs(number) / size, 2)) for number in numbers]
    return [
        f"{'−' * (number < 0)}{sign}{text}{word if number else ''}"
        for number, text in zip(numbers, texts, strict=True)
    ]
