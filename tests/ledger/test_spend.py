import polars as pl
import pytest

from influencer_roi.ledger.spend import Allocation, allocate, borne_by_orders, borne_by_posts
from tests.worlds import frame_of

ORDERS = """
    influencer_id  weight
    ann            1
    ann            3
    bob            2
    -              9
    """
POSTS = """
    influencer_id
    ann
    ann
    cat
    """


def allocated(payouts: str) -> dict[str, dict[str, float]]:
    """Where payouts go, by influencer, beside the orders and posts above: only what is not empty."""
    rows = frame_of("influencer_id  basis  total_payout\n" + payouts).select(
        "influencer_id", per_order=pl.col("basis") == "order", total_payout=pl.col("total_payout").cast(float)
    )
    allocation = allocate(rows, frame_of(ORDERS), frame_of(POSTS))
    return {where: amounts for where, amounts in _amounts(allocation).items() if amounts}


def _amounts(allocation: Allocation) -> dict[str, dict[str, float]]:
    return {where: dict(sorted(rows.iter_rows())) for where, rows in vars(allocation).items()}


def spend(rows: str) -> pl.DataFrame:
    """Spend by influencer."""
    return frame_of("influencer_id  spend\n" + rows).with_columns(pl.col("spend").cast(float))


def test_by_the_order() -> None:
    """A payout by the order goes to the orders."""
    assert allocated("ann  order  400") == {"on_orders": {"ann": 400.0}}


def test_by_the_post() -> None:
    """Any other payout goes to the posts."""
    assert allocated("ann  post  400") == {"on_posts": {"ann": 400.0}}


def test_without_posts_orders_bear_it() -> None:
    """An influencer without posts is paid for orders, whatever the basis."""
    assert allocated("bob  post  400") == {"on_orders": {"bob": 400.0}}


def test_without_orders_posts_bear_it() -> None:
    """An influencer without orders is paid for posts, whatever the basis."""
    assert allocated("cat  order  400") == {"on_posts": {"cat": 400.0}}


def test_with_neither_it_is_nowhere() -> None:
    """An influencer with neither has spend that has no place."""
    assert allocated("dan  order  400\ndan  post  5") == {"nowhere": {"dan": 405.0}}


def test_several_payouts_add_up() -> None:
    """Several rows of one influencer add up, each placed by its own basis."""
    payouts = "ann  post  100\nann  order  7\nann  post  300\nbob  order  5"
    assert allocated(payouts) == {"on_orders": {"ann": 7.0, "bob": 5.0}, "on_posts": {"ann": 400.0}}


def test_nobodys_orders_bear_nothing() -> None:
    """That organic orders exist does not give anybody orders."""
    assert allocated("dan  order  400") == {"nowhere": {"dan": 400.0}}


@pytest.fixture
def orders() -> pl.DataFrame:
    """The orders above, weights as numbers."""
    return frame_of(ORDERS).with_columns(pl.col("weight").cast(float), rows=pl.lit(1.0))


def test_orders_bear_by_their_number(orders: pl.DataFrame) -> None:
    """Each order row bears its part of the influencer's orders; who has no spend bears none."""
    assert borne_by_orders(orders, spend("ann  400")).to_list() == [100.0, 300.0, 0.0, 0.0]


def test_orders_of_zero_bear_alike(orders: pl.DataFrame) -> None:
    """Where an influencer's rows all count 0 orders, they bear alike."""
    zero = orders.with_columns(weight=pl.lit(0.0))
    assert borne_by_orders(zero, spend("ann  400\nbob  50")).to_list() == [200.0, 200.0, 50.0, 0.0]


def test_posts_bear_alike() -> None:
    """Each of an influencer's posts bears an equal part; who has no spend bears none."""
    assert borne_by_posts(frame_of(POSTS), spend("ann  400")).to_list() == [200.0, 200.0, 0.0]
