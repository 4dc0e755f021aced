"""How often gates open where there is nothing, and where there is something: the table of the definitions."""

import numpy as np
import pytest

from influencer_roi.ledger.cubes import Floats
from influencer_roi.queries.evidence.gate import State
from influencer_roi.queries.evidence.repeat import repeat
from influencer_roi.queries.evidence.timing import timing
from tests.queries.evidence.worlds import orders_after, orders_without_posts, posts_at_random, tables_of

pytestmark = pytest.mark.slow
WORLDS, EFFECTS = 200, 100


def off_by(rate: float, *, least: float, most: float, worlds: int) -> float:
    """Return by how many standard errors a rate lies outside the table's range; 0 within it."""
    line = least if rate < least else most
    error = np.sqrt(line * (1 - line) / worlds)
    return 0.0 if least <= rate <= most else float(abs(rate - line) / max(error, 1 / worlds))


@pytest.mark.parametrize("weekend", [False, True])
def test_timing_opens_by_chance_as_often_as_it_may(weekend: bool) -> None:  # noqa: FBT001 # a parameter of pytest
    """Of 200 worlds without effect, weekly and in long stretches, 3 to 7 % open."""
    opened = 0
    for seed in range(WORLDS):
        random = np.random.Generator(np.random.PCG64([1, seed]))
        posts = posts_at_random(random, people=60, days=180, each=6, weekend=weekend)
        orders = orders_without_posts(random, people=60, days=180, a_day=0.06)
        opened += timing(tables_of(orders, posts)).gate.state is State.OPEN
    assert off_by(opened / WORLDS, least=0.03, most=0.07, worlds=WORLDS) <= 3


def test_timing_sees_half_as_many_orders_more() -> None:
    """Of 100 worlds in which orders come half as often again in the week after a post, 97 % and more open."""
    opened = 0
    for seed in range(EFFECTS):
        random = np.random.Generator(np.random.PCG64([2, seed]))
        posts = posts_at_random(random, people=60, days=180, each=6, weekend=False)
        orders = orders_after(random, posts, a_day=0.06, more=0.5)
        opened += timing(tables_of(orders, posts)).gate.state is State.OPEN
    assert off_by(opened / EFFECTS, least=0.97, most=1.0, worlds=EFFECTS) <= 3


def sold_per_post(random: np.random.Generator, spread: float) -> tuple[Floats, Floats]:
    """Return orders and posts of 50 people with 6 posts of 2.1 orders, by people who differ by `spread`."""
    posts = posts_at_random(random, people=50, days=120, each=6, weekend=False)
    level = random.gamma(1 / spread**2, spread**2, (50, 1)) if spread else np.ones((50, 1))
    return random.poisson(2.1 * level * posts).astype(np.float64), posts


@pytest.mark.parametrize(
    ("spread", "least", "most", "worlds"),
    [(0.0, 0.0, 0.07, WORLDS), (0.3, 0.68, 0.68, EFFECTS), (0.6, 1.0, 1.0, EFFECTS)],
)
def test_repeat(spread: float, least: float, most: float, worlds: int) -> None:
    """People alike rise above chance in at most 7 %; with a spread of .3 in 68 %, of .6 always."""
    risen = 0
    for seed in range(worlds):
        random = np.random.Generator(np.random.PCG64([3, round(spread * 10), seed]))
        found = repeat(tables_of(*sold_per_post(random, spread)))
        risen += found.gate.state in (State.OPEN, State.WEAK)
    assert off_by(risen / worlds, least=least, most=most, worlds=worlds) <= 3
