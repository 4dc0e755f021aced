"""Says what the words of this application mean, and puts what the registries hold into words."""

from collections.abc import Iterable

from influencer_roi.metrics.units import UNITS, Unit
from influencer_roi.metrics.vocabulary import Better, Metric

WORDS = {
    "Ledger": "The one table the four files become when the app starts; every number is read off it.",
    "Entry": "A row of the ledger: one influencer, day, platform, brand, campaign and post.",
    "Dimension": "Something the ledger can be sliced by, such as brand, platform or week.",
    "Measure": "A column of the ledger. Measures add up: slices of one come to its total.",
    "Metric": "A number readers see: a measure, or a formula over summed measures.",
    "Spend": "What was paid, placed on the days, brands and campaigns it was paid for.",
    "Payout": "A row of the payouts file. Its total is taken as it stands and never computed anew.",
    "Basis": "What a payout pays for: each order, each post, or a mix of both, which is placed like posts.",
    "Organic": "An order no influencer brought. It has measures of its own and is never part of ROAS.",
    "Recorded link": "The post an order itself names, in its post_id or its source.",
    "Credited post": (
        "The post an order is put down to: the recorded one, else the influencer's last fitting post of the "
        "30 days before. Credit moves revenue between posts, never between influencers."
    ),
    "Set aside": "Kept out of the ledger, with line and reason. Rows read are rows kept and rows set aside.",
    "Note": "A remark about rows that were kept although something about them is odd.",
    "Band": "Good, average or poor: where a metric stands between its two thresholds.",
    "Snapshot": "A built ledger on disk, which starts faster than the files it was built from.",
    "Selection": "The filters in force, and the entries they let through.",
}
ASSUMPTIONS = {
    "baseline": ("Baseline", "The part of revenue that would have come without any influencer."),
    "margin": ("Margin", "The part of revenue that is left after what the goods cost."),
}
_UNITS = dict(
    zip(
        (unit.key for unit in UNITS),
        ("rupees", "a count", "a plain number", "a multiple, ×", "percent"),
        strict=True,
    )
)
_BETTER = {Better.HIGHER: "higher is better", Better.LOWER: "lower is better", Better.NEITHER: ""}


def formula_words(metric: Metric) -> str:
    """Return the formula of a metric in words."""
    return metric.formula.text.replace("_", " ")


def unit_words(unit: Unit) -> str:
    """Return what a unit counts in."""
    return _UNITS[unit.key]


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
