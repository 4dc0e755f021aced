import polars as pl

from influencer_roi.queries.payout_checks import Checks, Shortfall, checks, shortfall

ROWS = pl.DataFrame(
    {
        "influencer_id": ["a", "a", "b", "c"],
        "agrees": [True, False, False, None],
        "difference": [0.0, 300.0, -50.0, None],
        "payouts": [1, 2, 1, 1],
    }
)


def test_checks():
    """Of four agreements three can be checked; two lie apart, one each way; a has two of them."""
    assert checks(ROWS) == Checks(checked=3, apart=2, over=300, under=50, payouts=5, shared=2)


def test_nothing_to_check():
    """Without agreements everything is 0."""
    assert checks(ROWS.clear()) == Checks(0, 0, 0.0, 0.0, 0, 0)


def test_shortfall():
    """Only those whose revenue does not cover their spend fall short."""
    assert shortfall(pl.DataFrame({"at_stake": [120.0, 0.0, 30.0]})) == Shortfall(people=2, money=150.0)
