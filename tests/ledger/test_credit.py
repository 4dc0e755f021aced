import polars as pl
import pytest

from influencer_roi.ledger.credit import credited_posts
from tests.worlds import frame_of


def credited(posts: str, orders: str) -> list[str | None]:
    """The post each order is credited to."""
    return credited_posts(_dated(orders), _dated(posts)).to_list()


def _dated(table: str) -> pl.DataFrame:
    return frame_of(table).with_columns(pl.col("date").str.to_date())


def test_the_recorded_post_is_credited() -> None:
    """A recorded link wins over any other post, whatever its day and brand."""
    posts = """
        post_key  influencer_id  date        stated_brand  caption_brand
        p1        ann            2025-09-01  Gritzo        -
        p2        ann            2025-06-09  HKVitals      -
        """
    orders = """
        influencer_id  date        brand     link
        ann            2025-06-10  HKVitals  p1
        """
    assert credited(posts, orders) == ["p1"]


@pytest.mark.parametrize(
    ("day", "credit"),
    [
        ("2025-06-09", None),
        ("2025-06-10", "p1"),
        ("2025-06-20", "p1"),
        ("2025-07-10", "p1"),
        ("2025-07-11", None),
    ],
)
def test_a_post_is_credited_for_thirty_days(day: str, credit: str | None) -> None:
    """An order is credited to a post of its own day up to thirty days before, never to a later one."""
    posts = """
        post_key  influencer_id  date        stated_brand  caption_brand
        p1        ann            2025-06-10  -             -
        """
    orders = f"""
        influencer_id  date    brand     link
        ann            {day}   HKVitals  -
        """
    assert credited(posts, orders) == [credit]


def test_the_last_fitting_post_is_credited() -> None:
    """Of the influencer's posts whose brand is the order's, or which have none, the last one counts.

    Any of them fits an order of brand Unknown.
    """
    posts = """
        post_key  influencer_id  date        stated_brand  caption_brand
        p1        ann            2025-06-01  HKVitals      -
        p2        ann            2025-06-02  -             HKVitals
        p3        ann            2025-06-03  -             -
        p4        ann            2025-06-04  Gritzo        HKVitals
        p5        bob            2025-06-05  HKVitals      -
        """
    orders = """
        influencer_id  date        brand     link
        ann            2025-06-01  HKVitals  -
        ann            2025-06-02  HKVitals  -
        ann            2025-06-10  HKVitals  -
        ann            2025-06-10  Gritzo    -
        ann            2025-06-10  Unknown   -
        """
    assert credited(posts, orders) == ["p1", "p2", "p3", "p4", "p4"]


def test_a_post_of_another_brand_gets_nothing() -> None:
    """Where only posts of other brands are near, an order is not credited; one of brand Unknown is."""
    posts = """
        post_key  influencer_id  date        stated_brand  caption_brand
        p1        ann            2025-06-01  Gritzo        -
        """
    orders = """
        influencer_id  date        brand     link
        ann            2025-06-02  HKVitals  -
        ann            2025-06-02  Unknown   -
        """
    assert credited(posts, orders) == [None, "p1"]


def test_nobodys_order_is_not_credited() -> None:
    """An organic order is credited to no post, nor is one of an influencer without posts."""
    posts = """
        post_key  influencer_id  date        stated_brand  caption_brand
        p1        ann            2025-06-01  -             -
        """
    orders = """
        influencer_id  date        brand     link
        -              2025-06-02  HKVitals  -
        bob            2025-06-02  HKVitals  -
        """
    assert credited(posts, orders) == [None, None]


def test_a_tie_is_settled_by_key() -> None:
    """Of posts of one day the last by key is credited, whatever order the rows stand in."""
    rows = """
        post_key  influencer_id  date        stated_brand  caption_brand
        p2        ann            2025-06-01  -             -
        p3        ann            2025-06-01  HKVitals      -
        p1        ann            2025-06-01  HKVitals      -
        """
    orders = """
        influencer_id  date        brand     link
        ann            2025-06-02  HKVitals  -
        ann            2025-06-02  Gritzo    -
        """
    header, *posts = rows.strip().splitlines()
    assert credited(rows, orders) == ["p3", "p2"]
    assert credited("\n".join([header, *reversed(posts)]), orders) == ["p3", "p2"]
