import polars as pl
import pytest

from influencer_roi.ledger.shares import post_shares
from tests.worlds import frame_of

POST = "post_key  influencer_id  stated_brand  caption_brand  campaign\n"
ORDER = "influencer_id  link  brand  campaign  weight\n"


def shares(posts: str, orders: str) -> list[tuple[str, str, str, float]]:
    """Post, brand, campaign and share, in that order."""
    weighed = frame_of(ORDER + orders).with_columns(pl.col("weight").cast(pl.Float64), rows=pl.lit(1.0))
    return post_shares(frame_of(POST + posts), weighed).sort("post_key", "brand", "campaign").rows()


def test_a_stated_brand_follows_orders_recorded_with_it() -> None:
    """A post that states its brand is shared over orders recorded on it with that brand, and no other."""
    orders = """ann  p1  Gritzo    Summer  1
                ann  p1  Gritzo    Autumn  3
                ann  p1  HKVitals  Winter  9
                ann  -   Gritzo    Winter  9"""
    assert shares("p1  ann  Gritzo  -  -", orders) == [
        ("p1", "Gritzo", "Autumn", 0.75),
        ("p1", "Gritzo", "Summer", 0.25),
    ]


def test_a_stated_brand_falls_back_to_own_orders_of_it() -> None:
    """With none recorded, the influencer's orders of that brand count, on whatever post; not another's."""
    orders = """ann  -   Gritzo    Summer  1
                ann  p2  Gritzo    Autumn  3
                ann  p1  HKVitals  Winter  9
                bob  -   Gritzo    Winter  9"""
    assert shares("p1  ann  Gritzo  -  -", orders) == [
        ("p1", "Gritzo", "Autumn", 0.75),
        ("p1", "Gritzo", "Summer", 0.25),
    ]


def test_a_stated_brand_falls_back_to_orders_of_no_known_brand() -> None:
    """With none of that brand, the influencer's orders of brand Unknown count; the brand stays the stated."""
    orders = """ann  -  Unknown   Summer  2
                ann  -  HKVitals  Winter  9"""
    assert shares("p1  ann  Gritzo  -  -", orders) == [("p1", "Gritzo", "Summer", 1.0)]


def test_without_a_stated_brand_recorded_orders_come_first() -> None:
    """A post that states no brand is shared over orders recorded on it, whatever its caption names."""
    orders = """ann  p1  HKVitals  Summer  1
                ann  p1  Unknown   Autumn  1
                ann  -   Gritzo    Winter  9"""
    assert shares("p1  ann  -  Gritzo  -", orders) == [
        ("p1", "HKVitals", "Summer", 0.5),
        ("p1", "Unknown", "Autumn", 0.5),
    ]


def test_a_caption_chooses_own_orders_of_its_brand() -> None:
    """With none recorded, the caption's brand chooses among the influencer's orders."""
    orders = """ann  -  Gritzo    Summer  2
                ann  -  Unknown   Autumn  9
                ann  -  HKVitals  Winter  9"""
    assert shares("p1  ann  -  Gritzo  -", orders) == [("p1", "Gritzo", "Summer", 1.0)]


def test_a_caption_falls_back_to_orders_of_no_known_brand() -> None:
    """With none of the caption's brand, orders of brand Unknown count, and the share is Unknown's."""
    orders = """ann  -  Unknown   Autumn  9
                ann  -  HKVitals  Winter  9"""
    assert shares("p1  ann  -  Gritzo  -", orders) == [("p1", "Unknown", "Autumn", 1.0)]


def test_a_post_without_any_brand_follows_all_own_orders() -> None:
    """With no brand at all, all its influencer's orders count; nobody's orders never do."""
    orders = """ann  -   HKVitals  Summer  3
                ann  p2  Gritzo    Autumn  1
                -    -   HKVitals  Winter  9"""
    assert shares("p1  ann  -  -  -", orders) == [
        ("p1", "Gritzo", "Autumn", 0.25),
        ("p1", "HKVitals", "Summer", 0.75),
    ]


def test_a_post_without_a_pool_is_one_share() -> None:
    """A post no pool fits is whole: its stated or caption brand, else Unknown, and no campaign."""
    posts = """p1  ann  Gritzo  HKVitals  -
               p2  ann  -       HKVitals  -
               p3  bob  -       -         -
               p4  bob  -       -         Spring"""
    assert shares(posts, "ann  -  MuscleBlaze  Summer  1") == [
        ("p1", "Gritzo", "No campaign", 1.0),
        ("p2", "HKVitals", "No campaign", 1.0),
        ("p3", "Unknown", "No campaign", 1.0),
        ("p4", "Unknown", "Spring", 1.0),
    ]


def test_a_stated_campaign_replaces_the_orders() -> None:
    """A campaign stated in the posts file gathers the shares of each brand."""
    orders = """ann  -  HKVitals  Summer  1
                ann  -  HKVitals  Autumn  1
                ann  -  Gritzo    Winter  2"""
    assert shares("p1  ann  -  -  Spring", orders) == [
        ("p1", "Gritzo", "Spring", 0.5),
        ("p1", "HKVitals", "Spring", 0.5),
    ]


def test_where_all_orders_are_zero_rows_weigh_alike() -> None:
    """A pool whose rows all count 0 orders is not empty: each row weighs the same."""
    orders = """ann  -  Gritzo  Summer  0
                ann  -  Gritzo  Autumn  0
                ann  -  Gritzo  Autumn  0
                ann  -  Gritzo  Winter  0"""
    assert shares("p1  ann  -  -  -", orders) == [
        ("p1", "Gritzo", "Autumn", 0.5),
        ("p1", "Gritzo", "Summer", 0.25),
        ("p1", "Gritzo", "Winter", 0.25),
    ]


def test_a_zero_beside_others_weighs_nothing() -> None:
    """A row of 0 orders has no share where another has one."""
    orders = """ann  -  Gritzo  Summer  0
                ann  -  Gritzo  Autumn  2"""
    found = [share for share in shares("p1  ann  -  -  -", orders) if share[-1]]
    assert found == [("p1", "Gritzo", "Autumn", 1.0)]


def test_each_post_has_its_own_pool() -> None:
    """Posts of one influencer may follow different orders; each post's shares add up to 1."""
    posts = """p1  ann  -  -       -
               p2  ann  -  Gritzo  -
               p3  ann  -  -       -"""
    orders = """ann  p1  HKVitals  Summer  1
                ann  -   Gritzo    Autumn  2"""
    found = shares(posts, orders)
    assert [(post, brand) for post, brand, *_ in found] == [
        ("p1", "HKVitals"),
        ("p2", "Gritzo"),
        ("p3", "Gritzo"),
        ("p3", "HKVitals"),
    ]
    assert [share for *_, share in found] == pytest.approx([1, 1, 2 / 3, 1 / 3])
