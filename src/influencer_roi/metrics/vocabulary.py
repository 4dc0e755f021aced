"""Gives the words metrics are made of: formulas, bands, and what a metric is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Self

import numpy as np

from influencer_roi.ledger.cubes import Floats
from influencer_roi.metrics.units import Unit
from influencer_roi.settings import BASELINE, MARGIN, Settings

SELECTION = "selection_"
NEGLIGIBLE = 1e-9
SPEND = {"spend": frozenset({"spend"}), "reached_spend": frozenset({"spend", "reached_spend"})}


class Better(Enum):
    """Which direction of a metric is good news."""

    HIGHER = 1
    LOWER = -1
    NEITHER = 0


@dataclass(frozen=True)
class Assumptions:
    """Shares no file states: of revenue that would have come anyway, and of a rupee that is left."""

    baseline: float = BASELINE
    margin: float = MARGIN

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return what who runs it assumes."""
        return cls(settings.baseline, settings.margin)

    @property
    def break_even(self) -> float:
        """The ROAS at which the margin on revenue pays the spend back."""
        return 1 / self.margin


DEFAULT = Assumptions()

Sums = Mapping[str, Floats]  # of each measure, one per slice; NaN where nobody can tell
Compute = Callable[[Sums, Assumptions], Floats]


@dataclass(frozen=True)
class Formula:
    """An expression over summed measures: its words, the measures it uses, and what it comes to.

    `compute` gives one value per slice, NaN for nothing: slices are few, and a query takes longer than sums.
    `assumes` are the assumptions in it, `beside` the measures it looks at over the whole selection, `over`
    the words of what it divides by, `needs` the sums that must be above 0 for a ratio of it to mean anything.
    `parts` are what a ratio divides and by what, each a sum over the slice; None of what is no such ratio.
    """

    text: str
    uses: frozenset[str]
    compute: Compute
    assumes: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    over: str = ""
    needs: frozenset[str] = frozenset()
    parts: "tuple[Formula, Formula] | None" = None

    @property
    def adds_up(self) -> bool:
        """Whether slices add up to the total, as long as no assumption changes."""
        return "÷" not in self.text

    def __add__(self, other: "Formula") -> "Formula":
        """Return the sum."""
        return _joined(self, "+", other, lambda left, right: left + right)

    def __sub__(self, other: "Formula") -> "Formula":
        """Return the difference."""
        return _joined(self, "−", other, lambda left, right: left - right)

    def __mul__(self, other: "Formula") -> "Formula":
        """Return the product; that of a ratio with a constant is a ratio too."""
        product = _joined(self, "×", other, lambda left, right: left * right)
        if self.parts is None or other.uses:
            return product
        above, below = self.parts
        return replace(product, parts=(above * other, below))


def measure(name: str) -> Formula:
    """Return the sum of one measure over the slice."""
    needs = SPEND.get(name, frozenset())
    return Formula(name, frozenset({name, *needs}), lambda sums, _: sums[name], needs=needs)


def number(value: float) -> Formula:
    """Return a constant."""
    return Formula(f"{value:,g}", frozenset(), lambda *_: np.array(value, np.float64))


def assumption(name: str) -> Formula:
    """Return one of the assumptions by name."""
    return Formula(
        name, frozenset(), lambda _, assumed: np.array(getattr(assumed, name), np.float64), frozenset({name})
    )


def of_selection(name: str) -> Formula:
    """Return the sum of one measure over the whole selection, not only the slice."""
    return Formula(
        f"{name} of the selection",
        frozenset({name}),
        lambda sums, _: sums[f"{SELECTION}{name}"],
        beside=frozenset({name}),
        needs=frozenset({f"{SELECTION}{name}"} & {f"{SELECTION}{one}" for one in SPEND}),
    )


def ratio(above: Formula, below: Formula) -> Formula:
    """Return a ratio of sums; over 0, or with spend in it not above 0, it is nothing, never infinite.

    So is spend over what is below 0: nothing costs less than nothing.
    """
    needs = above.needs | below.needs

    def compute(sums: Sums, assumed: Assumptions) -> Floats:
        divisor = below.compute(sums, assumed)
        defined = (divisor if above.needs else np.abs(divisor)) > NEGLIGIBLE
        for name in needs:
            defined = defined & (sums[name] > 0)
        # Adding 0 turns −0, which a reader would see, into 0.
        return np.where(defined, above.compute(sums, assumed) / np.where(defined, divisor, 1.0) + 0.0, np.nan)

    return Formula(
        f"{_bracketed(above)} ÷ {_bracketed(below, '+−×÷')}",
        above.uses | below.uses,
        compute,
        above.assumes | below.assumes,
        above.beside | below.beside,
        below.text,
        needs,
        (above, below),
    )


@dataclass(frozen=True)
class Bands:
    """Below `poor` is poor, above `good` is good, between is average; `words` name them in that order."""

    poor: float
    good: float
    words: tuple[str, str, str] = ("Poor", "Average", "Good")

    def word(self, value: float | None) -> str | None:
        """Return the band's word, None where there is no value."""
        if value is None:
            return None
        return self.words[self.place(value)]

    def place(self, value: float) -> int:
        """Return 0 for poor, 1 for average, 2 for good."""
        way = 1 if self.good >= self.poor else -1
        if value * way < self.poor * way:
            return 0
        return 2 if value * way > self.good * way else 1


@dataclass(frozen=True)
class Metric:
    """A number readers see. `meaning` is one sentence; `nothing` says why there may be none."""

    key: str
    label: str
    formula: Formula
    unit: Unit
    meaning: str
    better: Better = Better.NEITHER
    bands: Bands | None = None
    nothing: str = "nothing in this selection"

    @property
    def made_of(self) -> str:
        """Its formula in words, as readers see it."""
        return self.formula.text.replace("_", " ")

    @property
    def additive(self) -> bool:
        """Whether slices of this metric add up to its total."""
        return self.formula.adds_up and not self.formula.assumes

    @property
    def organic(self) -> bool:
        """Whether this metric looks at organic orders."""
        return any(name.startswith("organic_") for name in self.formula.uses)


def _joined(left: Formula, sign: str, right: Formula, act: Callable[[Floats, Floats], Floats]) -> Formula:
    """Return two formulas joined; a side stands in brackets where its words would be read differently."""
    before = _bracketed(left) if sign == "×" else left.text
    after = right.text if sign == "+" else _bracketed(right, "+−" if sign == "−" else "+−÷")
    return Formula(
        f"{before} {sign} {after}",
        left.uses | right.uses,
        lambda sums, assumed: act(left.compute(sums, assumed), right.compute(sums, assumed)),
        left.assumes | right.assumes,
        left.beside | right.beside,
        left.over or right.over,
        left.needs | right.needs,
    )


def _bracketed(formula: Formula, signs: str = "+−÷") -> str:
    return f"({formula.text})" if any(sign in formula.text for sign in signs) else formula.text
