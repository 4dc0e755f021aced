import polars as pl
import pytest

from influencer_roi.metrics.units import RUPEES
from influencer_roi.metrics.values import column, value_of
from influencer_roi.metrics.vocabulary import (
    DEFAULT,
    Assumptions,
    Bands,
    Formula,
    Metric,
    assumption,
    measure,
    number,
    of_selection,
    ratio,
)

A, B, C = measure("a"), measure("b"), measure("c")


def worth(formula: Formula, assumed: Assumptions | None = None, **sums: float) -> float | None:
    """What a formula is worth over one row of sums."""
    value: float | None = column("value", value_of(pl.DataFrame([sums]), formula, assumed or DEFAULT)).item()
    return value


@pytest.mark.parametrize(("a", "b", "expected"), [(6, 3, 2), (0, 3, 0), (6, 0, None), (0, 0, None)])
def test_ratio(a: float, b: float, expected: float | None):
    """A ratio over 0 is null, never infinite; 0 over something is 0."""
    assert worth(ratio(A, B), a=a, b=b) == expected


@pytest.mark.parametrize(("spend", "b", "expected"), [(6, 3, 2), (6, -3, None), (-6, 3, None)])
def test_cost_over_less_than_nothing(spend: float, b: float, expected: float | None):
    """What refunds took below 0 has no cost, and no share of it would pay for the spend."""
    assert worth(ratio(measure("spend"), B), spend=spend, b=b) == expected


@pytest.mark.parametrize(
    ("formula", "words", "expected"),
    [
        (A + B, "a + b", 9),
        (A - B, "a − b", 3),
        (A - (B + C), "a − (b + c)", 1),
        (A * (number(1) - B), "a × (1 − b)", -12),
        (ratio(A, B) * number(1_000), "(a ÷ b) × 1,000", 2_000),
        (A * ratio(B, C), "a × (b ÷ c)", 9),
        (ratio(A - B, C), "(a − b) ÷ c", 1.5),
        (ratio(A, B * C), "a ÷ (b × c)", 1),
        (ratio(A, B) - ratio(A, C), "a ÷ b − a ÷ c", -1),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_words(formula: Formula, words: str, expected: float):
    """The words of a formula say what it computes, in brackets where they would be misread."""
    assert (formula.text, worth(formula, a=6, b=3, c=2)) == (words, expected)


@pytest.mark.parametrize(
    ("formula", "parts"),
    [
        (ratio(A - B, C), ("a − b", "c")),
        (ratio(A, B) * number(1_000), ("a × 1,000", "b")),
        (ratio(A, B) * C, None),
        (ratio(A, B) - ratio(A, C), None),
        (A - B, None),
    ],
    ids=lambda value: value.text if isinstance(value, Formula) else "",
)
def test_parts(formula: Formula, parts: tuple[str, str] | None):
    """A ratio of two sums says which they are, a constant before it included; nothing else has two."""
    assert (formula.parts and tuple(part.text for part in formula.parts)) == parts


def test_uses():
    """A formula knows its measures and its assumptions."""
    formula = ratio(A * assumption("margin") - B, C)
    assert (sorted(formula.uses), sorted(formula.assumes)) == (["a", "b", "c"], ["margin"])


def test_assumptions():
    """An assumption is worth what is assumed at the time."""
    formula = A * assumption("margin")
    assert worth(formula, a=100.0) == 45
    assert worth(formula, Assumptions(margin=0.5), a=100.0) == 50


def test_of_selection():
    """The sum of the whole selection stands beside the slice's."""
    formula = A - of_selection("a")
    assert (formula.text, worth(formula, a=2, selection_a=10)) == ("a − a of the selection", -8)


@pytest.mark.parametrize(
    ("value", "word"),
    [(None, None), (1.99, "Poor"), (2, "Average"), (3, "Average"), (3.01, "Good"), (-1, "Poor")],
)
def test_bands(value: float | None, word: str | None):
    """Below poor is poor, above good is good, both bounds are average, and nothing has no band."""
    assert Bands(poor=2, good=3).word(value) == word


@pytest.mark.parametrize(("value", "word"), [(50, "Good"), (100, "Average"), (200, "Average"), (201, "Poor")])
def test_bands_of_a_cost(value: float, word: str):
    """Where lower is better, the bands run the other way."""
    assert Bands(poor=200, good=100).word(value) == word


def test_own_words():
    """A metric can name its bands itself."""
    assert Bands(1, 3, ("Low", "Average", "High")).word(5) == "High"


def test_additive():
    """Sums are additive; ratios are not, and what rests on an assumption is not passed off as a sum."""
    formulas = (A, A - B, ratio(A, B), A * assumption("margin"))
    additive = [Metric("m", "M", one, RUPEES, "What it means.").additive for one in formulas]
    assert additive == [True, True, False, False]


def test_organic():
    """A metric looks at organic orders only where it uses their measures."""
    formulas = (measure("revenue"), measure("organic_revenue"))
    assert [Metric("m", "M", one, RUPEES, "What it means.").organic for one in formulas] == [False, True]
