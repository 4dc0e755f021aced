"""Amounts are written as their currency is, and what is written reads back."""

import math
import re

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_roi.intake.clean.commas import Marks
from influencer_roi.intake.clean.numbers import parse_numbers
from influencer_roi.metrics.units import COUNT, RUPEES
from influencer_roi.model.notation import notation_of
from influencer_roi.settings import CURRENCIES
from tests.currencies import write_in


def short(currency: str, number: float) -> str:
    """Return an amount as cards of a process of this currency write it."""
    with pytest.MonkeyPatch.context() as patch:
        write_in(currency, patch)
        return RUPEES.short(number)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (4.16, "$4.16"),
        (99_949, "$99,949"),
        (99_999.6, "$100K"),
        (345_678, "$346K"),
        (999_499, "$999K"),
        (999_500, "$1.00M"),
        (1_234_567, "$1.23M"),
        (-12_345_678, "−$12.3M"),
        (999_500_000, "$1.00B"),
        (2_345_678_901, "$2.35B"),
    ],
)
def test_dollars_in_short(number: float, text: str):
    """From a hundred thousand on in thousands, then millions and billions; never 1000K for 1.00M."""
    assert short("USD", number) == text


def test_others(monkeypatch: pytest.MonkeyPatch):
    """A currency without a sign has its code before the number; counts are scaled and grouped alike."""
    assert [short(one, 1_234_567) for one in ("INR", "EUR", "AED")] == ["₹12.3 L", "€1.23M", "AED\u00a01.23M"]
    write_in("GBP", monkeypatch)
    assert [RUPEES.exact(1_234_567.5), COUNT.exact(1_234_567), COUNT.short(1_234_567)] == [
        "£1,234,567.50",
        "1,234,567",
        "1.23M",
    ]


@pytest.mark.parametrize(
    ("currency", "text"),
    [
        ("INR", "Rupees for a post, rupees and paise, parts of a paisa, per rupee, ₹"),
        ("USD", "Dollars for a post, dollars and cents, parts of a cent, per dollar, $"),
        ("AED", "Dirhams for a post, dirhams and fils, parts of a fils, per dirham, AED"),
        ("OMR", "OMR for a post, OMR and thousandths, parts of a thousandth, per OMR, OMR"),
        ("JPY", "JPY for a post, JPY and fractions, fractions, per JPY, ¥"),
        ("SGD", "SGD for a post, SGD and hundredths, parts of a hundredth, per SGD, S$"),
    ],
)
def test_words_about_money(currency: str, text: str):
    """Our words about rupees become those about another currency."""
    words = "Rupees for a post, rupees and paise, parts of a paisa, per rupee, {sign}"
    assert notation_of(currency).worded(words) == text


@pytest.mark.parametrize(
    ("currency", "amount", "cells"),
    [("INR", "₹1,234.50", "#,##0.00"), ("JPY", "¥1,234", "#,##0"), ("BHD", "BHD\xa01,234.500", "#,##0.000")],
)
def test_as_many_places_as_a_currency_has(currency: str, amount: str, cells: str):
    """Notes and workbooks write yen whole, and dinars in thousandths."""
    notation = notation_of(currency)
    assert notation.amount(1234.5) == amount
    assert notation.cell_format.endswith(f"]{cells}")


@given(st.sampled_from(CURRENCIES), st.floats(-1e12, 1e12))
def test_what_is_written_reads_back(currency: str, number: float):
    """Intake reads the short writing of an amount as the amount, to half of its last digit."""
    text = short(currency, number)
    read = parse_numbers(pl.Series("text", [text]), whole=False, marks=Marks(point=True), currency=currency)
    assert read.faults.is_empty(), text
    digits = re.search(r"(?:\.([0-9]+))?(\s?[A-Za-z]+)?$", text)
    assert digits is not None
    scale = next((size for _, size, word in notation_of(currency).scales if word == digits[2]), 1.0)
    half = 0.5 * scale * 10.0 ** -len(digits[1] or "")
    assert math.isclose(read.values[0], number, rel_tol=1e-9, abs_tol=half * (1 + 1e-6)), text
