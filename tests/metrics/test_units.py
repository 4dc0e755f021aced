import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_roi.metrics.units import (
    COUNT,
    PEOPLE,
    PERCENT,
    RATE,
    RUPEES,
    TIMES,
    UNITS,
    Unit,
    along,
    grouped,
    ranged,
)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1_000, "1,000"),
        (99_999, "99,999"),
        (1_00_000, "1,00,000"),
        (12_34_567, "12,34,567"),
        (1_00_00_000, "1,00,00,000"),
        (1_23_45_67_890, "1,23,45,67,890"),
        (-12_34_567, "−12,34,567"),
        (-0.4, "0"),
    ],
)
def test_indian_grouping(number: float, text: str):
    """The last three digits stand together, then two and two; what rounds to 0 has no sign."""
    assert grouped(number) == text


def test_a_range():
    """Both ends have one decimal, large ones none, and are grouped like any number."""
    assert (ranged(2.36, 11.64), ranged(34.8, 47.6), ranged(0, 1694.2)) == ("2.4–11.6", "35–48", "0–1,694")


@pytest.mark.parametrize(
    ("ratio", "text"), [(2.987, "2.99×"), (99.99, "99.99×"), (159.96, "160.0×"), (4251.54, "4,252×")]
)
def test_large_ratios(ratio: float, text: str):
    """Ratios of a hundred and more have fewer decimals: none is wider than its column."""
    assert TIMES.short(ratio) == text


@given(st.integers(min_value=0, max_value=10**15))
def test_grouping_keeps_the_digits(number: int):
    """Without its commas a grouped number is the number."""
    assert grouped(number).replace(",", "") == str(number)


@pytest.mark.parametrize(
    ("rupees", "text"),
    [
        (None, "–"),
        (0, "₹0"),
        (0.4, "₹0.40"),
        (4.16, "₹4.16"),
        (95, "₹95"),
        (99.999, "₹100"),
        (1_234, "₹1,234"),
        (99_949, "₹99,949"),
        (99_950, "₹99,950"),
        (99_999.6, "₹1.00 L"),
        (1_00_000, "₹1.00 L"),
        (3_73_320, "₹3.73 L"),
        (12_34_567, "₹12.3 L"),
        (99_94_999, "₹99.9 L"),
        (99_95_000, "₹1.00 Cr"),
        (99_99_500, "₹1.00 Cr"),
        (1_00_00_000, "₹1.00 Cr"),
        (1_24_00_000, "₹1.24 Cr"),
        (9_99_49_999, "₹9.99 Cr"),
        (9_99_50_000, "₹10.0 Cr"),
        (1_234_00_00_000, "₹1,234 Cr"),
        (-12_34_567, "−₹12.3 L"),
        (-4.16, "−₹4.16"),
    ],
)
def test_short_rupees(rupees: float | None, text: str):
    """Cards and axes read lakh and crore from where rounding reaches them, and paisa below ₹100."""
    assert RUPEES.short(rupees) == text


@given(st.integers(min_value=1_00_000, max_value=10**10))
def test_no_hundred_lakh(rupees: int):
    """A lakh amount is never written 100.0 L, nor a crore amount below 1.00 Cr."""
    number, unit = RUPEES.short(rupees).removeprefix("₹").replace(",", "").split(" ")
    assert 1 <= float(number) < {"L": 100, "Cr": 1_001}[unit]


@pytest.mark.parametrize(
    ("rupees", "text"),
    [
        (None, "–"),
        (0, "₹0.00"),
        (0.5, "₹0.50"),
        (12_34_567.891, "₹12,34,567.89"),
        (-12_34_567.891, "−₹12,34,567.89"),
    ],
)
def test_exact_rupees(rupees: float | None, text: str):
    """Tables read rupees to the paisa, the sign before the ₹."""
    assert RUPEES.exact(rupees) == text


@pytest.mark.parametrize(
    ("count", "short", "exact"),
    [
        (0, "0", "0"),
        (12, "12", "12"),
        (12.44, "12.4", "12.4"),
        (1_234.4, "1,234", "1,234"),
        (99_999, "99,999", "99,999"),
        (12_34_567, "12.3 L", "12,34,567"),
        (-3, "−3", "−3"),
    ],
)
def test_counts(count: float, short: str, exact: str):
    """A part of a post shows one decimal, whole counts none."""
    assert (COUNT.short(count), COUNT.exact(count)) == (short, exact)


@pytest.mark.parametrize(
    ("number", "exact"), [(0.4, "0"), (32.5, "33"), (109.5, "110"), (1204.4, "1,204"), (None, "–")]
)
def test_nobody_is_half_a_person(number: float | None, exact: str):
    """Counts of people are whole, of a half the larger."""
    assert (PEOPLE.short(number), PEOPLE.exact(number)) == (exact, exact)


@pytest.mark.parametrize(
    ("unit", "number", "short", "exact"),
    [
        (TIMES, 2.40535, "2.41×", "2.4053×"),
        (TIMES, -0.85, "−0.85×", "−0.8500×"),
        (PERCENT, 0.02284, "2.3 %", "2.28 %"),
        (PERCENT, 1.4054, "141 %", "140.54 %"),
        (PERCENT, -1.0, "−100 %", "−100.00 %"),
        (RATE, 0.1534, "0.15", "0.1534"),
    ],
)
def test_other_units(unit: Unit, number: float, short: str, exact: str):
    """Multiples, percentages and rates carry their sign, their unit and the decimals they need."""
    assert (unit.short(number), unit.exact(number)) == (short, exact)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.key)
def test_nothing_is_not_zero(unit: Unit):
    """Nothing is written "–" in every unit, and zero is a number."""
    assert (unit.short(None), unit.exact(None)) == ("–", "–")
    assert float(unit.short(0).strip("₹×% ")) == 0


@pytest.mark.parametrize(
    ("unit", "now", "before", "text"),
    [
        (RUPEES, 150, 100, "50.0 %"),
        (RUPEES, 50, 100, "50.0 %"),
        (RUPEES, 5, 0, "–"),
        (COUNT, -50, -100, "50.0 %"),
        (TIMES, 2.5, 3.25, "0.75×"),
        (PERCENT, 0.03, 0.02, "1.0 pts"),
        (RATE, 3, 2, "50.0 %"),
    ],
)
def test_change(unit: Unit, now: float, before: float, text: str):
    """A change is in percent, of a multiple in multiples, of a percentage in points; from 0 it is nothing."""
    assert unit.change(now, before) == text


@pytest.mark.parametrize(
    ("numbers", "unit", "words"),
    [
        ([0, 25_000, 1_00_000], RUPEES, ["₹0", "₹0.25 L", "₹1 L"]),
        ([0, 20_000, 80_000], RUPEES, ["₹0", "₹20,000", "₹80,000"]),
        ([-50_00_000, 0, 1_00_00_000], RUPEES, ["−₹0.5 Cr", "₹0", "₹1 Cr"]),
        ([0, 50_000, 2_50_000], COUNT, ["0", "0.5 L", "2.5 L"]),
        ([0, 0.5, 1], RUPEES, ["₹0", "₹0.5", "₹1"]),
        ([0, 2, 4], TIMES, ["0×", "2×", "4×"]),
        ([], RUPEES, []),
    ],
)
def test_an_axis_has_one_unit(numbers: list[float], unit: Unit, words: list[str]):
    """What stands along an axis is on one scale, that of the largest; 0 has none."""
    assert along(numbers, unit) == words
