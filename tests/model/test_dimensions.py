import polars as pl
import pytest

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.dimensions import DIMENSIONS, FILTERING, GRAIN, tier


def revenue_by(ledger: Ledger, by: str) -> dict[str, float]:
    """Revenue by the values of a dimension, as texts, where there is some."""
    rows = queries.slices(ledger, Filters(), by=by, metrics=("revenue",))
    return {str(value): revenue for value, revenue in rows.iter_rows() if revenue}


@pytest.mark.parametrize(
    ("followers", "name"),
    [
        (0, "Nano"),
        (9_999, "Nano"),
        (10_000, "Micro"),
        (100_000, "Mid"),
        (500_000, "Macro"),
        (1_000_000, "Mega"),
        (90_000_000, "Mega"),
        (None, "Unknown"),
    ],
)
def test_tiers(followers: int | None, name: str) -> None:
    """Ten thousand followers are Micro, a lakh Mid, five Macro, ten Mega; an unknown number is no tier."""
    counts = pl.DataFrame({"followers": [followers]}, schema={"followers": pl.Float64})
    assert counts.select(tier(pl.col("followers"))).item() == name


@pytest.mark.parametrize(
    ("dimension", "revenue"),
    [
        ("brand", {"Gritzo": 800, "HKVitals": 4500, "MuscleBlaze": 1500}),
        ("platform", {"Instagram": 3300, "YouTube": 3500}),
        ("category", {"Beauty": 800, "Fitness": 2500, "Health": 3500}),
        ("campaign", {"Monsoon": 3500, "No campaign": 800, "Summer": 2500}),
        ("influencer_id", {"ann": 2500, "bob": 3500, "cat": 800}),
        ("tier", {"Nano": 800, "Micro": 2500, "Mega": 3500}),
        ("gender", {"(blank)": 800, "Female": 2500, "Male": 3500}),
        ("basis", {"No payout": 800, "Per order": 3500, "Per post": 2500}),
        ("post_id", {"p1": 1000, "p2": 1500, "p3": 3000, "p4": 800, "None": 500}),
        ("month", {"2025-06-01": 5500, "2025-07-01": 1300}),
        ("week", {"2025-06-02": 1000, "2025-06-09": 3000, "2025-06-16": 1500, "2025-06-30": 1300}),
        ("weekday", {"Monday": 1000, "Wednesday": 3800, "Friday": 1500, "Saturday": 500}),
        (
            "date",
            {
                "2025-06-02": 1000,
                "2025-06-11": 3000,
                "2025-06-20": 1500,
                "2025-07-02": 800,
                "2025-07-05": 500,
            },
        ),
    ],
)
def test_the_world_by_each_dimension(world: Ledger, dimension: str, revenue: dict[str, float]) -> None:
    """Each dimension slices the world's revenue, in its own order; weeks begin on Monday."""
    found = revenue_by(world, dimension)
    assert list(found.items()) == list(revenue.items())


def test_every_dimension_is_named_once() -> None:
    """Keys, labels and the grain agree; a meaning is one sentence."""
    assert list(DIMENSIONS) == [one.key for one in DIMENSIONS.values()]
    assert len({one.label for one in DIMENSIONS.values()}) == len(DIMENSIONS)
    assert set(GRAIN) <= set(DIMENSIONS)
    assert all(one.meaning.endswith(".") and one.meaning.count(". ") == 0 for one in DIMENSIONS.values())


def test_what_filters() -> None:
    """A filter is a dimension; days are filtered by range, posts not at all."""
    assert list(FILTERING) == [
        "brand",
        "platform",
        "category",
        "campaign",
        "influencer_id",
        "tier",
        "gender",
        "basis",
    ]
