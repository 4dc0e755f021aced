import datetime as dt
import re
from typing import Any

import polars as pl
import pytest

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.dimensions import (
    ATTRIBUTES,
    DIMENSIONS,
    FILTERING,
    GRAIN,
    SPEND_BASIS,
    Dimension,
    register,
    tier,
)
from influencer_roi.model.slicing import unworkable


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
    """Keys and the grain agree; what filters is what says so, in the same order."""
    assert list(DIMENSIONS) == [one.key for one in DIMENSIONS.values()]
    assert set(GRAIN) <= set(DIMENSIONS)
    assert list(FILTERING) == [key for key, one in DIMENSIONS.items() if one.filters]


def initial(**changes: Any) -> Dimension:
    """A dimension that filters by the first letter of the category, changed."""
    letter = pl.col("category").cast(pl.String).str.slice(0, 1)
    words = {"key": "initial", "label": "Initial", "plural": "initials", "meaning": "The first letter."}
    return Dimension(**{**words, "expression": letter, "filters": True, **changes})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"key": "brand"}, "dimension 'brand' stands twice; give one of them another key"),
        (
            {"label": "Brand"},
            "dimension 'initial': its label 'Brand' is another dimension's too; give one of them another",
        ),
        (
            {"meaning": "A. B"},
            "dimension 'initial': its meaning 'A. B' is not one sentence ending in a full stop",
        ),
        (
            {"expression": pl.col("tiers")},
            "dimension 'initial' reads 'tiers', which is not a column of the ledger; did you mean 'tier'?",
        ),
        (
            {"expression": pl.col("zzz"), "filters": False},
            "dimension 'initial' reads 'zzz', which is not a column of the ledger; columns are basis, …",
        ),
        (
            {"expression": pl.col("post_id")},
            "filter 'initial' reads 'post_id', which no filter can; slice by it instead, without `filters`",
        ),
        (
            {"expression": pl.concat_str("category", "gender")},
            "filter 'initial' reads 2 columns (category, gender); a filter reads one: make it two filters",
        ),
        (
            {"expression": pl.col("follower_count")},
            "dimension 'initial' filters by Float64, but texts are chosen; cast its values to pl.String",
        ),
        (
            {"expression": pl.col("gender").list.first()},
            "dimension 'initial' cannot be worked out (…); change its expression",
        ),
        (
            {"url_name": "influencer"},
            "filter 'initial' is called 'influencer', as another filter is; give it another `url_name` or …",
        ),
        (
            {"key": "from"},
            "filter 'from' is called 'from', as another filter is; give it another `url_name` or key",
        ),
        (
            {"key": "1st"},
            "filter '1st' is an argument of that name too; give it a key of letters, digits and underscores",
        ),
    ],
    ids=lambda changes: "" if isinstance(changes, str) else " ".join(changes),
)
def test_a_dimension_that_cannot_work(changes: dict[str, object], message: str) -> None:
    """What contradicts itself, the ledger or another dimension is refused, with the way out."""
    known = dict(DIMENSIONS)
    with pytest.raises(ValueError, match=f"^{re.escape(message).replace('…', '.*')}$"):
        register(initial(**changes))
    assert known == DIMENSIONS


@pytest.mark.parametrize("dimension", DIMENSIONS.values(), ids=DIMENSIONS)
def test_codes_and_texts_alike(dimension: Dimension) -> None:
    """A dimension is worked out of entries, which have codes, as of the four tables, which have texts."""
    columns = {name: ["Nano", None] for name in (*GRAIN, SPEND_BASIS, *ATTRIBUTES)}
    texts = pl.DataFrame(columns | {"date": [dt.date(2025, 6, 2), None], "follower_count": [5_000.0, None]})
    codes = texts.with_columns(pl.col(pl.String).cast(pl.Enum(["Nano"])))
    expected, actual = (
        rows.select(dimension.expression.cast(pl.String).alias("value"))["value"].to_list()
        for rows in (texts, codes)
    )
    assert expected == actual


def test_whose_it_is() -> None:
    """Filters on attributes and ids describe the influencer, others the entry."""
    of_influencer = {key for key, one in FILTERING.items() if one.of_influencer}
    assert {"category", "tier", "influencer_id"} <= of_influencer
    assert not {"brand", "platform", "campaign"} & of_influencer
    assert initial().of_influencer


def test_what_filters() -> None:
    """Days are filtered by range, posts not at all."""
    assert not {"date", "week", "weekday", "month", "post_id"} & set(FILTERING)


def test_declared_dimensions_work() -> None:
    """The values of every declared dimension can be worked out; the import leaves that to this test."""
    assert [problem for one in DIMENSIONS.values() for problem in unworkable(one)] == []
