"""Makes activity for tests: of visible rows, and at random, with and without orders that follow posts."""

from collections.abc import Iterable

import numpy as np

from influencer_roi.ledger.cubes import Floats
from influencer_roi.queries.evidence.activity import MEASURES, Activity

Cell = tuple[str, int, float, float, float, float]


def activity_of(cells: Iterable[Cell], *, days: int) -> Activity:
    """Return the activity of (person, day from 0, orders, posts, revenue, spend)."""
    rows = list(cells)
    people = sorted({row[0] for row in rows})
    tables = np.zeros((len(MEASURES), len(people), days))
    for person, day, *amounts in rows:
        tables[:, people.index(person), day] += amounts
    return Activity(np.arange(len(people)), days, *(table.ravel() for table in tables))


def tables_of(orders: Floats, posts: Floats, spend: Floats | None = None) -> Activity:
    """Return the activity of tables with one row per person and one column per day."""
    nothing = np.zeros_like(orders)
    paid = nothing if spend is None else spend
    parts = (orders, posts, nothing, paid)
    return Activity(
        np.arange(len(orders)), orders.shape[1], *(one.ravel().astype(np.float64) for one in parts)
    )


def posts_at_random(
    random: np.random.Generator, *, people: int, days: int, each: int, weekend: bool
) -> Floats:
    """Return tables of posts, `each` a person, on any day or on weekends alone."""
    posts = np.zeros((people, days))
    allowed = np.flatnonzero(np.isin(np.arange(days) % 7, (5, 6))) if weekend else np.arange(days)
    for row in posts:
        row[random.choice(allowed, each, replace=False)] = 1
    return posts


def orders_without_posts(random: np.random.Generator, *, people: int, days: int, a_day: float) -> Floats:
    """Return orders that know nothing of posts: by weekday, and in stretches that last for weeks."""
    weekly = 1 + 0.4 * np.sin(np.arange(days) * 2 * np.pi / 7)
    slow = np.repeat(random.gamma(3, 1 / 3, (people, days // 14 + 1)), 14, axis=1)[:, :days]
    own = random.gamma(2, 0.5, (people, 1))
    return random.poisson(a_day * weekly * slow * own).astype(np.float64)


def orders_after(random: np.random.Generator, posts: Floats, *, a_day: float, more: float) -> Floats:
    """Return orders that come `more` often (a share) in the week after a post."""
    near = np.zeros(posts.shape, dtype=bool)
    for lag in range(7):
        near[:, lag:] |= posts[:, : posts.shape[1] - lag] > 0
    return random.poisson(a_day * (1 + more * near)).astype(np.float64)
