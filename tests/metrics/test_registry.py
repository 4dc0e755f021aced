from dataclasses import replace

import polars as pl
import pytest
from polars.testing import assert_series_equal

from influencer_roi.ledger.entries import MEASURES
from influencer_roi.metrics.checking import checked
from influencer_roi.metrics.registry import METRICS, REGISTRY
from influencer_roi.metrics.units import RUPEES
from influencer_roi.metrics.values import values_of
from influencer_roi.metrics.vocabulary import SELECTION, Assumptions, Bands, Better, Metric, measure, ratio
from tests.folders import rows_of

# Sells; sells unseen; only posts; sells unpaid; took money back; organic.
ENTRIES = """
revenue  orders  new_customers  spend  posts  reach  likes  comments  clicks  organic_revenue  organic_orders
3000     3       2              1000   1      10000  150    50        40      0                0
1000     1       1              500    1      0      60     10        0       0                0
0        0       0              500    2      10000  80     20        10      0                0
600      2       0              0      1      5000   10     15        5       0                0
100      1       0              -400   1      1000   5      0         2       0                0
0        0       0              0      0      0      0      0         0       700              2
"""
# Per metric: over all six entries, then over each.
EXPECTED: dict[str, list[float | None]] = {
    "revenue": [4700, 3000, 1000, 0, 600, 100, 0],
    "spend": [1600, 1000, 500, 500, 0, -400, 0],
    "roas": [2.9375, 3, 2, 0, None, None, None],
    "roas_paid": [2.5625, 3, 2, 0, None, None, None],
    "roi": [1.9375, 2, 1, -1, None, None, None],
    "orders": [7, 3, 1, 0, 2, 1, 0],
    "reach": [26000, 10000, 0, 10000, 5000, 1000, 0],
    "engagement_rate": [330 / 26000, 0.02, None, 0.01, 0.005, 0.005, None],
    "incremental_roas": [2.35, 2.4, 1.6, 0, None, None, None],
    "roas_vs_average": [0, 0.0625, -0.9375, -2.9375, None, None, None],
    "posts": [6, 1, 1, 2, 1, 1, 0],
    "engagements": [400, 200, 70, 100, 25, 5, 0],
    "likes": [305, 150, 60, 80, 10, 5, 0],
    "comments": [95, 50, 10, 20, 15, 0, 0],
    "clicks": [57, 40, 0, 10, 5, 2, 0],
    "new_customers": [3, 2, 1, 0, 0, 0, 0],
    "cpm": [1100 / 26, 100, None, 50, None, None, None],
    "cpe": [4, 5, 50 / 7, 5, None, None, None],
    "cpc": [1600 / 57, 25, None, 50, None, None, None],
    "cpa": [1600 / 7, 1000 / 3, 500, None, None, None, None],
    "aov": [4700 / 7, 1000, 1000, None, 300, 100, None],
    "orders_per_1k_reach": [6 / 26, 0.3, None, 0, 0.4, 1, None],
    "revenue_per_post": [4700 / 6, 3000, 1000, 0, 600, 100, None],
    "cost_per_post": [1600 / 6, 1000, 500, 250, None, None, None],
    "profit": [515, 350, -50, -500, 270, 445, 0],
    "organic_revenue": [700, 0, 0, 0, 0, 0, 700],
    "organic_orders": [2, 0, 0, 0, 0, 0, 2],
}


def summed() -> pl.DataFrame:
    """The sums over all entries, then over each, beside those of the whole selection."""
    seen, paid = pl.col("reach") > 0, pl.col("spend") != 0
    entries = rows_of(ENTRIES).cast(pl.Float64)
    entries = entries.with_columns(
        reached_engagements=pl.when(seen).then(pl.col("likes") + pl.col("comments")).otherwise(0.0),
        reached_orders=pl.when(seen).then("orders").otherwise(0.0),
        reached_spend=pl.when(seen).then("spend").otherwise(0.0),
        paid_revenue=pl.when(paid).then("revenue").otherwise(0.0),
    )
    whole = entries.sum()
    return pl.concat([whole, entries]).with_columns(
        pl.lit(whole[name][0]).alias(f"{SELECTION}{name}") for name in whole.columns
    )


@pytest.mark.parametrize("key", REGISTRY)
def test_over_nothing(key: str):
    """Whatever metric there is, of sums that are all 0 it is 0, or nothing where it divides."""
    nothing = summed().head(1).select(pl.all() * 0)
    assert values_of(nothing, [key])[0].item() in (0, None)


@pytest.mark.parametrize("key", EXPECTED)
def test_by_hand(key: str):
    """A metric is a ratio of sums, null over 0, and where spend is in it and not above 0."""
    (values,) = values_of(summed(), [key])
    assert_series_equal(values, pl.Series(key, EXPECTED[key], pl.Float64))


@pytest.mark.parametrize(
    ("key", "assumed", "expected"),
    [
        ("incremental_roas", Assumptions(baseline=0.5), 1.46875),
        ("profit", Assumptions(margin=0.75), 1925.0),
    ],
)
def test_assumed_otherwise(key: str, assumed: Assumptions, expected: float):
    """The assumptions are the reader's to change."""
    assert values_of(summed(), [key], assumed)[0][0] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("key", "value", "word"),
    [
        ("roas", 1.9, "Poor"),
        ("roas", 2.5, "Average"),
        ("roas", 3.1, "Good"),
        ("engagement_rate", 0.009, "Low"),
        ("engagement_rate", 0.031, "High"),
    ],
)
def test_bands(key: str, value: float, word: str):
    """ROAS is judged by 2 and 3, engagement by 1 % and 3 %."""
    bands = REGISTRY[key].bands
    assert bands is not None
    assert bands.word(value) == word


def test_costs_are_better_low():
    """Every cost for one of something is better low; spend is neither good nor bad."""
    lower = {key for key, metric in REGISTRY.items() if metric.better is Better.LOWER}
    assert lower == {"cpm", "cpe", "cpc", "cpa", "cost_per_post", "needed_share"}
    assert REGISTRY["spend"].better is Better.NEITHER


CPE = Metric(
    "cpe", "CPE", ratio(measure("spend"), measure("likes")), RUPEES, "Spend for one like.", Better.LOWER
)


@pytest.mark.parametrize(
    ("metrics", "message"),
    [
        (
            [replace(CPE, formula=ratio(measure("spend"), measure("comment")))],
            "metric 'cpe' uses 'comment', which is not a measure; did you mean 'comments'?",
        ),
        (
            [replace(CPE, formula=measure("zzz"))],
            f"metric 'cpe' uses 'zzz', which is not a measure; measures are {', '.join(sorted(MEASURES))}",
        ),
        ([CPE, CPE], "metric 'cpe' stands twice; give one of them another key"),
        (
            [replace(CPE, meaning="Spend. For one like.")],
            "metric 'cpe': its meaning 'Spend. For one like.' is not one sentence ending in a full stop",
        ),
        (
            [replace(CPE, bands=Bands(poor=2, good=3))],
            "metric 'cpe': its bands go from poor 2 to good 3, against `better`",
        ),
        (
            [replace(CPE, meaning="Spend", formula=measure("like"))],
            (
                "metric 'cpe' uses 'like', which is not a measure; did you mean 'likes'?; "
                "metric 'cpe': its meaning 'Spend' is not one sentence ending in a full stop"
            ),
        ),
    ],
    ids=["near miss", "no measure", "twice", "two sentences", "bands backwards", "all at once"],
)
def test_contradictions(metrics: list[Metric], message: str):
    """A metric that contradicts itself or the measures stops the import and says what to do."""
    with pytest.raises(ValueError, match="metric 'cpe'") as raised:
        checked(metrics)
    assert str(raised.value) == message


def test_bands_need_a_direction():
    """Bands on a metric that is neither good nor bad are refused."""
    with pytest.raises(ValueError, match="against `better`"):
        checked([replace(CPE, better=Better.NEITHER, bands=Bands(poor=2, good=3))])


def test_labels_are_unique():
    """No two metrics look alike to a reader."""
    assert len({metric.label for metric in METRICS}) == len(METRICS)
