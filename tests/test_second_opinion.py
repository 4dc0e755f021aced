"""Holds the second opinion to the real folders' figures, and to rules in worlds one can see."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd
import pytest

from tests.second_opinion import credited_posts, read_clean, second_opinion

SHARED_DATA = Path(os.environ.get("SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))
MEASURES = ("revenue", "orders", "spend", "posts", "reach", "likes", "comments")
DIMENSIONS = ("platform", "brand", "category", "campaign")

Figures: TypeAlias = dict[str, float | None]
Expected: TypeAlias = dict[str, Any]
Difference: TypeAlias = str


def folders() -> list[Any]:
    """List the real folders, or one skipped stand-in where there are none."""
    found: list[Any] = sorted(path.parent for path in SHARED_DATA.glob("*/expected.json"))
    reason = f"no folder with an expected.json in {SHARED_DATA}; set SHARED_DATA to the real data"
    return found or [pytest.param(SHARED_DATA, marks=pytest.mark.skip(reason=reason))]


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_agrees_with_expected(folder: Path) -> None:
    """Every figure of expected.json is what the second opinion says, to 1e-6."""
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    entries = second_opinion(**read_clean(folder))
    differences = [f"{folder.name}: {difference}" for difference in all_differences(expected, entries)]
    assert not differences, "\n".join(differences)


def all_differences(expected: Expected, entries: pd.DataFrame) -> Iterator[Difference]:
    """Compare the totals, each dimension, the window, and the two filtered tables."""
    window = in_window(entries, expected["window"])
    platform, category = expected["one_platform"], expected["category_in_window"]
    on_platform = entries[entries["platform"] == platform["platform"]]
    of_category = window[window["category"] == category["category"]]
    organic: Figures = {"organic_revenue": float(entries["organic_revenue"].sum())}
    yield from differences("", {"organic_revenue": expected["organic_revenue"]}, organic)
    yield from differences("totals", expected["totals"], figures(entries))
    yield from differences("window", expected["window"]["totals"], figures(window))
    for dimension in DIMENSIONS:
        yield from table_differences(dimension, dimension, expected[dimension], entries)
    yield from table_differences("one_platform", "brand", platform["by_brand"], on_platform)
    yield from table_differences("category_in_window", "platform", category["by_platform"], of_category)


def in_window(entries: pd.DataFrame, window: Expected) -> pd.DataFrame:
    """Keep the window's days, both ends included; an entry without a date is in no window."""
    days = pd.to_datetime(entries["date"])
    return entries[days.between(window["from"], window["to"])]


def table_differences(
    title: str, dimension: str, expected: list[Expected], entries: pd.DataFrame
) -> Iterator[Difference]:
    """Compare row by row; a row on one side only must be all zeros on it."""
    mine = {value: figures(rows) for value, rows in entries.groupby(dimension)}
    theirs = {row.pop(dimension): row for row in (dict(row) for row in expected)}
    nothing = figures(entries.head(0))
    for value in sorted(mine | theirs):
        yield from differences(f"{title} {value}", theirs.get(value, nothing), mine.get(value, nothing))


def differences(title: str, expected: Figures, mine: Figures) -> Iterator[Difference]:
    """Say which figures differ by more than one in a million, with both numbers."""
    for figure, number in expected.items():
        if not same(number, mine[figure]):
            yield f"{title} {figure}: expected {number}, second opinion {mine[figure]}".strip()


def same(expected: float | None, mine: float | None) -> bool:
    """None is only ever None."""
    if expected is None or mine is None:
        return expected is mine
    return math.isclose(expected, mine, rel_tol=1e-6, abs_tol=1e-9)


def figures(entries: pd.DataFrame) -> Figures:
    """Sum the measures, and take the two ratios of the sums."""
    sums = {measure: float(entries[measure].sum()) for measure in MEASURES}
    engagements = sums["likes"] + sums["comments"]
    roas = sums["revenue"] / sums["spend"] if sums["spend"] else None
    engagement_rate = engagements / sums["reach"] if sums["reach"] else None
    return sums | {"roas": roas, "engagement_rate": engagement_rate}


# ---- worlds small enough to see

INFLUENCERS = """
id   category  platform
ann  Fitness   Instagram
bob  Health    YouTube
"""


def table(text: str) -> pd.DataFrame:
    """Columns apart by blanks, `-` for absent; dates as dates, ids as text."""
    texts = dict.fromkeys(("id", "influencer_id", "post_id"), str)
    frame = pd.read_csv(StringIO(text), sep=r"\s+", na_values=["-"], dtype=texts)
    return frame.assign(date=pd.to_datetime(frame["date"]).dt.date) if "date" in frame else frame


def shares(posts: str, orders: str) -> list[tuple[str, str, float]]:
    """Brand, campaign and posts of every slice that has posts."""
    slices = _ledger(posts, orders).groupby(["brand", "campaign"], as_index=False)["posts"].sum()
    return list(slices[slices["posts"] != 0].itertuples(index=False, name=None))


def spend(posts: str, orders: str, payouts: str) -> list[tuple[str, str, str, float]]:
    """Day, platform, campaign and spend of every slice that has spend."""
    entries = _ledger(posts, orders, payouts)
    entries["day"] = [str(day) for day in entries["date"]]
    slices = entries.groupby(["day", "platform", "campaign"], as_index=False)["spend"].sum()
    return list(slices[slices["spend"] != 0].itertuples(index=False, name=None))


def _ledger(posts: str, orders: str, payouts: str = "influencer_id basis total_payout") -> pd.DataFrame:
    return second_opinion(table(INFLUENCERS), table(posts), table(orders), table(payouts))


def test_stated_brand_prefers_recorded_orders() -> None:
    """A post that states its brand first follows the orders recorded on it with that brand."""
    posts = """
    post_id influencer_id platform  date       brand  reach likes comments
    p1      ann           Instagram 2025-07-01 Gritzo 100   10    1
    """
    orders = """
    source campaign influencer_id product    date       orders revenue
    p1     Summer   ann           Gritzo_A   2025-07-02 1      10
    p1     Summer   ann           HKVitals_A 2025-07-02 9      10
    Insta  Winter   ann           Gritzo_A   2025-07-02 3      10
    """
    assert shares(posts, orders) == [("Gritzo", "Summer", 1.0)]


def test_stated_brand_falls_back_to_own_orders_of_the_brand() -> None:
    """With no recorded order of the stated brand, the influencer's orders of it weigh."""
    posts = """
    post_id influencer_id platform  date       brand  reach likes comments
    p1      ann           Instagram 2025-07-01 Gritzo 100   10    1
    """
    orders = """
    source campaign influencer_id product    date       orders revenue
    p1     Summer   ann           HKVitals_A 2025-07-02 9      10
    Insta  Summer   ann           Gritzo_A   2025-07-02 1      10
    Insta  Winter   ann           Gritzo_A   2025-07-02 3      10
    Insta  Autumn   bob           Gritzo_A   2025-07-02 5      10
    """
    assert shares(posts, orders) == [("Gritzo", "Summer", 0.25), ("Gritzo", "Winter", 0.75)]


def test_stated_brand_falls_back_to_own_orders_of_no_known_brand() -> None:
    """Last, the influencer's orders of brand Unknown weigh; the stated brand stays."""
    posts = """
    influencer_id platform  date       brand  reach likes comments
    ann           Instagram 2025-07-01 Gritzo 100   10    1
    """
    orders = """
    source campaign influencer_id product    date       orders revenue
    Insta  Summer   ann           HKVitals_A 2025-07-02 9      10
    Insta  Winter   ann           Whey       2025-07-02 3      10
    """
    assert shares(posts, orders) == [("Gritzo", "Winter", 1.0)]


def test_recorded_orders_come_before_the_caption() -> None:
    """A post that states no brand follows its recorded orders, whatever its caption names."""
    posts = """
    post_id influencer_id platform  date       caption     reach likes comments
    p1      ann           Instagram 2025-07-01 Gritzo_time 100   10    1
    """
    orders = """
    source campaign influencer_id product    date       orders revenue
    p1     Summer   ann           HKVitals_A 2025-07-02 9      10
    Insta  Winter   ann           Gritzo_A   2025-07-02 3      10
    """
    assert shares(posts, orders) == [("HKVitals", "Summer", 1.0)]


def test_caption_brand_chooses_orders_of_that_brand() -> None:
    """With nothing recorded, a caption's brand chooses the influencer's orders of that brand."""
    posts = """
    influencer_id platform  date       caption     reach likes comments
    ann           Instagram 2025-07-01 Gritzo_time 100   10    1
    """
    orders = """
    source campaign influencer_id product    date       orders revenue
    Insta  Summer   ann           HKVitals_A 2025-07-02 9      10
    Insta  Winter   ann           Gritzo_A   2025-07-02 3      10
    Insta  Autumn   ann           Whey       2025-07-02 5      10
    """
    assert shares(posts, orders) == [("Gritzo", "Winter", 1.0)]


def test_caption_brand_falls_back_to_unknown_with_the_brand_of_the_order() -> None:
    """With no order of the caption's brand, those of brand Unknown weigh and give the brand."""
    posts = """
    influencer_id platform  date       caption     reach likes comments
    ann           Instagram 2025-07-01 Gritzo_time 100   10    1
    """
    orders = """
    source campaign influencer_id product    date       orders revenue
    Insta  Summer   ann           HKVitals_A 2025-07-02 9      10
    Insta  Autumn   ann           Whey       2025-07-02 5      10
    """
    assert shares(posts, orders) == [("Unknown", "Autumn", 1.0)]


def test_no_brand_at_all_follows_all_own_orders() -> None:
    """A post whose file and caption name no brand is shared over all its influencer's orders."""
    posts = """
    influencer_id platform  date       caption reach likes comments
    ann           Instagram 2025-07-01 hello   100   10    1
    """
    orders = """
    source campaign influencer_id product    date       orders revenue
    Insta  Summer   ann           HKVitals_A 2025-07-02 3      10
    Insta  Autumn   ann           Whey       2025-07-02 1      10
    Insta  Autumn   -             Whey       2025-07-02 9      10
    """
    assert shares(posts, orders) == [("HKVitals", "Summer", 0.75), ("Unknown", "Autumn", 0.25)]


def test_no_pool_is_one_share() -> None:
    """A post with no pool is one share of its own brand and no campaign."""
    posts = """
    influencer_id platform  date       brand    caption       reach likes comments
    ann           Instagram 2025-07-01 Gritzo   HKVitals_time 100   10    1
    ann           Instagram 2025-07-01 -        HKVitals_time 100   10    1
    bob           Instagram 2025-07-01 -        hello         100   10    1
    """
    orders = """
    source campaign influencer_id product       date       orders revenue
    Insta  Summer   ann           MuscleBlaze_A 2025-07-02 3      10
    """
    one_each = [(brand, "No campaign", 1.0) for brand in ("Gritzo", "HKVitals", "Unknown")]
    assert shares(posts, orders) == one_each


def test_stated_campaign_replaces_the_campaign() -> None:
    """A campaign stated in the posts file replaces the orders' campaigns, and no campaign."""
    posts = """
    influencer_id platform  date       campaign reach likes comments
    ann           Instagram 2025-07-01 Spring   100   10    1
    bob           Instagram 2025-07-01 Monsoon  100   10    1
    """
    orders = """
    source campaign influencer_id product    date       orders revenue
    Insta  Summer   ann           HKVitals_A 2025-07-02 3      10
    Insta  Autumn   ann           HKVitals_A 2025-07-02 1      10
    """
    assert shares(posts, orders) == [("HKVitals", "Spring", 1.0), ("Unknown", "Monsoon", 1.0)]


def test_zero_orders_weigh_alike() -> None:
    """Where every order of the pool counts 0 orders, its rows weigh alike."""
    posts = """
    influencer_id platform  date       reach likes comments
    ann           Instagram 2025-07-01 100   10    1
    """
    orders = """
    source campaign influencer_id date       orders revenue
    Insta  Summer   ann           2025-07-02 0      10
    Insta  Autumn   ann           2025-07-02 0      10
    Insta  Autumn   ann           2025-07-02 0      10
    Insta  Winter   ann           2025-07-02 0      10
    """
    quarters = [
        ("Unknown", "Autumn", 0.5),
        ("Unknown", "Summer", 0.25),
        ("Unknown", "Winter", 0.25),
    ]
    assert shares(posts, orders) == quarters


POSTS = """
influencer_id platform  date       reach likes comments
ann           Instagram 2025-07-01 100   10    1
ann           Twitter   2025-07-05 100   10    1
"""
ORDERS = """
source campaign influencer_id date       orders revenue
YT     Summer   ann           2025-07-02 1      10
YT     Autumn   ann           2025-07-03 3      10
"""
NO_POSTS, NO_ORDERS = POSTS.splitlines()[1], ORDERS.splitlines()[1]


def test_order_basis_is_placed_on_orders() -> None:
    """A payout by the order is borne by the orders, on their own day and platform."""
    payouts = """
    influencer_id basis total_payout
    ann           Order 400
    """
    on_orders = [
        ("2025-07-02", "YouTube", "Summer", 100.0),
        ("2025-07-03", "YouTube", "Autumn", 300.0),
    ]
    assert spend(POSTS, ORDERS, payouts) == on_orders


ON_POSTS = [
    ("2025-07-01", "Instagram", "Autumn", 150.0),
    ("2025-07-01", "Instagram", "Summer", 50.0),
    ("2025-07-05", "Twitter", "Autumn", 150.0),
    ("2025-07-05", "Twitter", "Summer", 50.0),
]


@pytest.mark.parametrize("basis", ["post", "hybrid", "barter", "-"])
def test_any_other_basis_is_placed_on_posts(basis: str) -> None:
    """Any other payout is borne alike by the posts and divided by their shares."""
    payouts = f"""
    influencer_id basis   total_payout
    ann           {basis} 400
    """
    assert spend(POSTS, ORDERS, payouts) == ON_POSTS


def test_no_posts_is_as_order_basis() -> None:
    """A payout by the post to an influencer without posts is placed on the orders."""
    payouts = """
    influencer_id basis total_payout
    ann           post  400
    """
    on_orders = [
        ("2025-07-02", "YouTube", "Summer", 100.0),
        ("2025-07-03", "YouTube", "Autumn", 300.0),
    ]
    assert spend(NO_POSTS, ORDERS, payouts) == on_orders


def test_no_orders_is_as_post_basis() -> None:
    """A payout by the order to an influencer without orders is placed on the posts."""
    payouts = """
    influencer_id basis total_payout
    ann           order 400
    """
    on_posts = [
        ("2025-07-01", "Instagram", "No campaign", 200.0),
        ("2025-07-05", "Twitter", "No campaign", 200.0),
    ]
    assert spend(POSTS, NO_ORDERS, payouts) == on_posts


def test_neither_has_no_date() -> None:
    """A payout with neither posts nor orders has no date, and its influencer's platform."""
    payouts = """
    influencer_id basis total_payout
    bob           order 400
    nobody        post  50
    """
    dateless = [("None", "Unknown", "No campaign", 50.0), ("None", "YouTube", "No campaign", 400.0)]
    assert spend(POSTS, ORDERS, payouts) == dateless


def test_several_payout_rows_add_up() -> None:
    """Each payout row of one influencer is placed by its own basis, and the rows add up."""
    payouts = """
    influencer_id basis total_payout
    ann           post  100
    ann           post  300
    bob           post  7
    """
    assert spend(POSTS, ORDERS, payouts) == [*ON_POSTS, ("None", "YouTube", "No campaign", 7.0)]


def test_spend_on_orders_of_zero_weighs_alike() -> None:
    """A payout by the order is borne alike where every order row counts 0 orders."""
    orders = ORDERS.replace("1      10", "0      10").replace("3      10", "0      10")
    payouts = """
    influencer_id basis total_payout
    ann           order 400
    """
    on_orders = [
        ("2025-07-02", "YouTube", "Summer", 200.0),
        ("2025-07-03", "YouTube", "Autumn", 200.0),
    ]
    assert spend(POSTS, orders, payouts) == on_orders


def test_credit_goes_to_the_last_fitting_post_of_thirty_days() -> None:
    """An unlinked order is credited to the last post of 30 days, of its brand or of none."""
    posts = """
    influencer_id platform  date       brand    reach likes comments
    ann           Instagram 2025-06-01 -        1     1     1
    ann           Instagram 2025-06-10 HKVitals 1     1     1
    ann           Instagram 2025-06-20 Gritzo   1     1     1
    """
    orders = """
    source campaign influencer_id brand    date       orders revenue
    Insta  Summer   ann           HKVitals 2025-06-30 1      10
    Insta  Summer   ann           bGreen   2025-07-01 1      10
    Insta  Summer   ann           bGreen   2025-07-02 1      10
    Insta  Summer   bob           HKVitals 2025-06-30 1      10
    Insta  Summer   -             HKVitals 2025-06-30 1      10
    """
    payouts = "influencer_id basis total_payout"
    credited = credited_posts(table(INFLUENCERS), table(posts), table(orders), table(payouts))
    assert credited == [{1}, {0}, set(), set(), set()]


@pytest.mark.parametrize(
    ("product", "brand"),
    [
        ("HK_Vitals-ACV", "HKVitals"),
        ("gritzokidsrun", "Gritzo"),
        ("MB_SummerFit", "MuscleBlaze"),
        ("Whey(mb)", "MuscleBlaze"),
        ("MBPreWorkout", "MuscleBlaze"),
        ("Thumbs_Up", "Unknown"),
        ("mbpreworkout", "Unknown"),
        ("#MBBYX", "Unknown"),
        ("GZ_by_HKVitals", "HKVitals"),
    ],
)
def test_a_text_names_a_brand(product: str, brand: str) -> None:
    """Long spellings match anywhere, short ones as a word or capitals leading one."""
    orders = f"""
    source campaign influencer_id product   date       orders revenue
    Insta  Summer   ann           {product} 2025-06-30 1      10
    """
    assert list(_ledger(NO_POSTS, orders)["brand"]) == [brand]


LINKED_POST = """
post_id influencer_id platform date       brand  reach likes comments
p1      ann           Twitter  2025-07-01 Gritzo 100   10    1
"""


@pytest.mark.parametrize(
    ("source", "influencer_id", "where"),
    [
        ("p1", "ann", ("Twitter", "Gritzo", "Fitness")),
        ("p1", "bob", ("YouTube", "Unknown", "Health")),
        ("YT", "ann", ("YouTube", "Unknown", "Fitness")),
        ("mb", "ann", ("Instagram", "MuscleBlaze", "Fitness")),
        ("mb_ad", "ann", ("Instagram", "Unknown", "Fitness")),
        ("twitter", "nobody", ("Twitter", "Unknown", "Unknown")),
        ("ad", "nobody", ("Unknown", "Unknown", "Unknown")),
    ],
)
def test_source_says_platform_and_brand(source: str, influencer_id: str, where: tuple[str, str, str]) -> None:
    """A source is a platform, a brand or a post of the same influencer, each only as a whole."""
    orders = f"""
    source   campaign influencer_id   date       orders revenue
    {source} Summer   {influencer_id} 2025-07-02 -      10
    """
    entry = _ledger(LINKED_POST, orders).iloc[0]
    assert (entry["platform"], entry["brand"], entry["category"]) == where
    assert entry["orders"] == 1
