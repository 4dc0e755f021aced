import datetime as dt

import numpy as np
import pytest

from influencer_roi.queries.evidence.activity import Activity
from influencer_roi.queries.evidence.backtest import backtest, predicted_months
from influencer_roi.queries.evidence.gate import State
from influencer_roi.queries.evidence.lags import Lags
from influencer_roi.queries.evidence.maturity import completed, maturity
from influencer_roi.queries.evidence.repeat import rank_correlation, repeat
from influencer_roi.queries.evidence.timing import PLACEBOS, SEED, placebo_steps, timing
from tests.queries.evidence import slow_gates
from tests.queries.evidence.worlds import (
    activity_of,
    orders_after,
    orders_without_posts,
    posts_at_random,
    tables_of,
)

FIRST = dt.date(2025, 1, 1)


def random_world(seed: int, *, people: int = 8, days: int = 70) -> Activity:
    """Return a small world of people with posts, orders and spend at random."""
    random = np.random.Generator(np.random.PCG64(seed))
    posts = posts_at_random(random, people=people, days=days, each=3, weekend=False)
    orders = orders_without_posts(random, people=people, days=days, a_day=0.5)
    return tables_of(orders, posts, posts * random.integers(0, 3, posts.shape) * 100)


# ---- Timing


def test_the_step_is_the_week_after_less_the_fortnight_before() -> None:
    """Orders a day in days 0 to 6 less those in the 14 days before, days near another post out."""
    ann = activity_of(
        [
            ("ann", 20, 0, 1, 0, 0),  # the post
            ("ann", 21, 7, 0, 0, 0),  # in the week after: 7 in 7 days
            ("ann", 10, 14, 0, 0, 0),  # in the fortnight before: 14 in 14 days
            ("ann", 30, 99, 0, 0, 0),  # in neither
        ],
        days=60,
    )
    found = timing(ann)
    assert (found.before, found.after, found.step) == (1.0, 1.0, 0.0)


@pytest.mark.parametrize("seed", range(2))
def test_timing_is_its_slow_definition(seed: int) -> None:
    """Sides and placebos are those worked out day by day and roll by roll."""
    world = random_world(seed, people=4, days=63)
    before, after = slow_gates.sides(world.by_person("orders").tolist(), world.by_person("posts").tolist())
    found = timing(world)
    assert (found.before, found.after) == pytest.approx((before, after))
    slow = slow_gates.rolled_steps(world, SEED, PLACEBOS)
    assert found.placebos == pytest.approx(slow)


def test_orders_after_posts_open_timing() -> None:
    """Of 199 shuffled calendars none has the step of orders that follow posts: p is 1 of 200."""
    random = np.random.Generator(np.random.PCG64(7))
    posts = posts_at_random(random, people=40, days=180, each=5, weekend=False)
    found = timing(tables_of(orders_after(random, posts, a_day=0.1, more=2.0), posts))
    assert (found.gate.state, found.p) == (State.OPEN, 0.005)


def test_timing_is_too_thin_under_thirty_orders() -> None:
    """With 12 orders of people with posts the gate says how many more it needs."""
    found = timing(activity_of([("ann", 20, 0, 1, 0, 0), ("ann", 21, 12, 0, 0, 0)], days=60))
    assert (found.gate.state, found.p) == (State.THIN, None)
    assert found.gate.says == "12 orders of people with posts: 30 are needed."
    assert found.gate.opens == "18 orders more, and the gate can answer."


def test_people_without_posts_are_no_part_of_timing() -> None:
    """Orders of somebody who never posted count neither before nor after."""
    cells = [("ann", 20, 0, 1, 0, 0), ("ann", 21, 40, 0, 0, 0)]
    alone, beside = (
        timing(activity_of(cells, days=60)),
        timing(activity_of([*cells, ("bob", 9, 70, 0, 0, 0)], days=60)),
    )
    assert (alone.orders, alone.after, alone.p) == (beside.orders, beside.after, beside.p)


def test_a_rise_before_the_post_is_seen() -> None:
    """Three days of orders before each post are a rise; orders spread over the days before are none."""
    early = [("ann", 40 + lag, 5, 0, 0, 0) for lag in (-3, -2, -1)]
    spread = [("ann", 40 + lag, 1, 0, 0, 0) for lag in range(-14, 0)]
    post = [("ann", 40, 0, 1, 0, 0), ("ann", 41, 30, 0, 0, 0)]
    assert [timing(activity_of([*rows, *post], days=80)).rises for rows in (early, spread)] == [True, False]


def test_the_same_seed_gives_the_same_answer() -> None:
    """Placebos are drawn by a constant seed: asked twice they are alike to the last bit."""
    world = random_world(3)
    weights = np.ones((world.people, world.days))
    assert placebo_steps(world, weights).tolist() == placebo_steps(world, weights).tolist()


# ---- Maturity


def test_a_curve_is_completed_by_posts_that_were_watched_longer() -> None:
    """Old posts sold 10 on day 0 and 10 on day 1; a young one, 30 so far, is taken to sell 30 more."""
    #                 lag:  0   1
    triangle = np.array([[30.0, 0], [0, 0], [10, 10]])
    assert completed(triangle).tolist() == [0.5, 1.0]


@pytest.mark.parametrize("seed", range(6))
def test_the_curve_is_its_slow_definition(seed: int) -> None:
    """Chain ladder by loops over lags gives the same curve."""
    random = np.random.Generator(np.random.PCG64(seed))
    lived = np.arange(25) <= np.arange(40)[:, None]
    triangle = (random.poisson(3.0, (40, 25)) * lived).astype(np.float64)
    assert completed(triangle) == pytest.approx(slow_gates.curve(triangle))


def lags_of(by_lag: list[float], *, posts: int) -> Lags:
    """Return lags of posts all watched to the end."""
    table = np.zeros((len(by_lag), len(by_lag)))
    table[-1] = by_lag
    watched = np.zeros(len(by_lag))
    watched[-1] = posts
    return Lags(table, table, watched, np.zeros(len(by_lag)), len(by_lag) - 1)


@pytest.mark.parametrize(
    ("by_lag", "posts", "state"),
    [
        ([50, 30, 10, 10, 10], 60, State.OPEN),  # 82 % by day 2 of 4
        ([20, 20, 20, 30, 30], 60, State.CLOSED),  # 50 %
        ([50, 30, 10, 5, 4], 60, State.THIN),  # 99 orders
        ([50, 30, 10, 10, 10], 49, State.THIN),
    ],
)
def test_maturity(by_lag: list[float], posts: int, state: State) -> None:
    """Open where 80 % have come by half the horizon, of 100 orders and 50 posts at least."""
    assert maturity(lags_of(by_lag, posts=posts), days=20).gate.state is state


def test_one_day_shows_no_end() -> None:
    """Of a single day nothing can be followed, however much was sold on it."""
    gate = maturity(lags_of([500], posts=60), days=1).gate
    assert (gate.state, gate.opens) == (State.THIN, "More days, and the gate can answer.")


def test_maturity_says_how_much_is_missing() -> None:
    """A refusal names the orders and posts that are missing."""
    gate = maturity(lags_of([50, 30, 10], posts=49), days=20).gate
    assert gate.opens == "10 orders more and 1 post more, and the gate can answer."


# ---- Repeat


def test_repeat_needs_twenty_people_with_posts_in_both_parts() -> None:
    """With six people, the gate says 14 are missing."""
    cells = [(f"p{number}", day, number, 1, 0, 0) for number in range(6) for day in (10, 90)]
    found = repeat(activity_of(cells, days=100))
    assert (found.gate.state, found.r, found.people) == (State.THIN, None, 6)
    assert found.gate.opens == "14 people more with posts in both parts."


def test_the_first_part_is_sixty_percent_of_days() -> None:
    """Of 100 days, day 59 is early and day 60 late."""
    cells = [("ann", 59, 4, 2, 0, 0), ("ann", 60, 9, 3, 0, 0)]
    found = repeat(activity_of(cells, days=100))
    assert (found.early.tolist(), found.late.tolist()) == ([2.0], [3.0])


@pytest.mark.parametrize(
    ("late", "state"),
    [
        (lambda n: n, State.OPEN),
        (lambda n: (7 * n) % 31, State.CLOSED),
        (lambda n: -n + 40, State.CLOSED),
    ],
)
def test_repeat(late: object, state: State) -> None:
    """Who sold more keeps selling more: open; in another order, or the other way round: closed."""
    assert callable(late)
    cells = [
        cell
        for n in range(30)
        for cell in ((f"p{n:02}", 10, float(n), 1, 0, 0), (f"p{n:02}", 90, float(late(n)), 1, 0, 0))
    ]
    assert repeat(activity_of(cells, days=100)).gate.state is state


@pytest.mark.parametrize("seed", range(6))
def test_ranks_are_average_ranks(seed: int) -> None:
    """The correlation is Spearman's with ties by average rank, as loops give it."""
    random = np.random.Generator(np.random.PCG64(seed))
    first, second = random.poisson(2.0, 40).astype(float), random.poisson(2.0, 40).astype(float)
    assert rank_correlation(first, second) == pytest.approx(
        slow_gates.spearman(first.tolist(), second.tolist())
    )


# ---- Backtest


def test_a_month_is_predicted_from_the_months_before() -> None:
    """Ann had 2 orders for ₹100 in January; her ₹200 in February promise 4, and 5 came. Bob has no past."""
    cells = [
        ("ann", 3, 2, 0, 0, 100),
        ("ann", 40, 5, 0, 0, 200),
        ("bob", 41, 7, 0, 0, 300),
    ]
    (february,) = predicted_months(activity_of(cells, days=59), first=FIRST)
    assert (february.month, february.came, february.predicted) == (dt.date(2025, 2, 1), 5.0, 4.0)


def test_a_month_the_data_cover_in_part_is_none() -> None:
    """February counts only once its last day is in the data."""
    cells = [("ann", 3, 2, 0, 0, 100), ("ann", 40, 5, 0, 0, 200)]
    assert predicted_months(activity_of(cells, days=58), first=FIRST) == []


@pytest.mark.parametrize(
    ("orders", "state"),
    [
        ((2, 2, 2, 3, 2), State.OPEN),
        ((2, 5, 12, 30, 50), State.CLOSED),
        ((9, 5, 3, 2, 1), State.CLOSED),
    ],
)
def test_backtest(orders: tuple[int, ...], state: State) -> None:
    """The middle of the months' ratios is between 0.75 and 1.33: open; far more or fewer came: closed."""
    cells = [("ann", 31 * month + 2, float(sold), 0, 0, 100) for month, sold in enumerate(orders)]
    found = backtest(activity_of(cells, days=151), first=FIRST)
    assert (found.gate.state, len(found.months)) == (state, 4)


def test_backtest_says_how_many_months_are_missing() -> None:
    """One month predicted: two more are needed."""
    cells = [("ann", 3, 2, 0, 0, 100), ("ann", 40, 5, 0, 0, 200)]
    gate = backtest(activity_of(cells, days=59), first=FIRST).gate
    assert (gate.state, gate.opens) == (State.THIN, "2 months more in which people are paid again.")


@pytest.mark.parametrize("seed", range(4))
def test_backtest_is_its_slow_definition(seed: int) -> None:
    """Months worked out person by person have the same ratios."""
    world = random_world(seed, days=150)
    fast = {month.month: month.ratio for month in predicted_months(world, first=FIRST)}
    assert fast == pytest.approx(slow_gates.month_ratios(world, FIRST))
