"""Puts what the registries hold into words."""

from collections.abc import Iterable

from influencer_roi.metrics.units import UNITS, Unit
from influencer_roi.metrics.vocabulary import Better, Metric
from influencer_roi.model.notation import worded

ASSUMPTIONS = {
    "baseline": ("Baseline", "The part of revenue that would have come without any influencer."),
    "margin": ("Margin", "The part of revenue that is left after what the goods cost."),
}
_UNITS = dict(
    zip(
        (unit.key for unit in UNITS),
        ("rupees", "a count", "whole people", "a plain number", "a multiple, ×", "percent"),
        strict=True,
    )
)
_BETTER = {Better.HIGHER: "higher is better", Better.LOWER: "lower is better", Better.NEITHER: ""}


def unit_words(unit: Unit) -> str:
    """Return what a unit counts in."""
    return worded(_UNITS[unit.key])


def better_words(metric: Metric) -> str:
    """Return which direction is the better one; empty where neither is."""
    return _BETTER[metric.better]


def band_words(metric: Metric) -> str:
    """Return where the bands of a metric begin and end; empty where it has none."""
    if metric.bands is None:
        return ""
    low, average, high = metric.bands.words
    poor, good = (metric.unit.short(bound) for bound in (metric.bands.poor, metric.bands.good))
    worse, beyond = ("below", "above") if metric.better is Better.HIGHER else ("above", "below")
    return f"{low} {worse} {poor}, {high.lower()} {beyond} {good}, {average.lower()} between."


def assumption_words(metric: Metric) -> str:
    """Return which assumptions a metric rests on; empty where it rests on none."""
    names = [ASSUMPTIONS[name][0].lower() for name in sorted(metric.formula.assumes)]
    return f"Rests on an assumption: {' and '.join(names)}." if names else ""


def nothing_words(metric: Metric) -> str:
    """Return where a ratio is nothing, written –; empty for sums, which are always something."""
    return f"“–” where there is {metric.nothing}." if "÷" in metric.formula.text else ""


def unmeasured_words(metric: Metric, unmeasured: Iterable[str]) -> str:
    """Return which column the files lack for a metric; empty where they have all it rests on."""
    lacking = sorted(metric.formula.uses.intersection(unmeasured))
    return f"Nothing here: the posts file has no column for {' and '.join(lacking)}." if lacking else ""
