"""Says whether orders come in time with posts: the step after a post beside that of shuffled calendars.

The step is orders a day in days 0 to 6 after a person's own posts, less orders a day in the 14 days before,
days within two weeks after any own post left out, pooled over people. Calendars are shuffled by rolling each
person's days by an own random number of whole weeks, which leaves weekdays and the course of each person as
they are: a placebo test (Good, Permutation, Parametric and Bootstrap Tests of Hypotheses).
"""

from dataclasses import dataclass

import numpy as np

from influencer_roi.ledger.cubes import Floats
from influencer_roi.metrics.units import counted
from influencer_roi.queries.cuts import Bools
from influencer_roi.queries.evidence.activity import Activity
from influencer_roi.queries.evidence.gate import TIMING, Gate, State

AFTER, BEFORE, NEAR = (0, 6), (-14, -1), (0, 13)
PLACEBOS = 199
LEVEL = 0.05
LEAST_ORDERS = 30
WEEK = 7
PROFILE = (-14, 28)
EARLY, LATE = (-14, -4), (-3, -1)
RISE = 1.5
SEED = 20_250_502
_NO_STEP = 1e-9  # sums in another order differ in their last bits


@dataclass(frozen=True, eq=False)
class Timing:
    """The gate, orders a day `before` and `after` posts, the step of each placebo, and the course of days.

    `p` is the part of calendars, the true one among them, with a step as large; null where too thin.
    `profile` has orders per person and day from PROFILE's first day from the post to its last, NaN for none;
    `rises` says that orders rise in the three days before a post.
    """

    gate: Gate
    before: float
    after: float
    p: float | None
    placebos: Floats
    profile: Floats
    rises: bool
    orders: float
    posts: float
    people: int

    @property
    def step(self) -> float:
        """How many more orders a day come after posts than before."""
        return self.after - self.before


def timing(days: Activity) -> Timing:
    """Return whether orders of people with posts come in time with them."""
    posting = days.of(np.asarray(days.posted.any(axis=1)))
    orders = float(posting.orders.sum())
    before, after, weights = _windows(posting)
    profile = profile_of(posting)
    enough = orders >= LEAST_ORDERS and weights is not None
    placebos = placebo_steps(posting, weights) if enough and weights is not None else np.zeros(0)
    as_large = int((placebos >= after - before - _NO_STEP).sum())
    return Timing(
        gate=_gate(as_large) if enough else _thin(orders, posting.people),
        before=before,
        after=after,
        p=_p(as_large) if enough else None,
        placebos=placebos,
        profile=profile,
        rises=rises_before(profile),
        orders=orders,
        posts=float(posting.posts.sum()),
        people=posting.people,
    )


def within(posted: Bools, first: int, last: int) -> Bools:
    """Return which days lie from `first` to `last` days after one of a person's own posts."""
    days = posted.shape[1]
    counts = np.zeros((posted.shape[0], days + 1), dtype=np.int32)
    np.cumsum(posted, axis=1, out=counts[:, 1:])
    upto, since = np.arange(days) - first + 1, np.arange(days) - last
    return counts[:, np.clip(upto, 0, days)] > counts[:, np.clip(since, 0, days)]


def _windows(days: Activity) -> tuple[float, float, Floats | None]:
    """Return orders a day before and after posts, and what an order on each day adds to the step.

    The weights are None where there are no days of either kind.
    """
    after = within(days.posted, *AFTER)
    before = within(days.posted, *BEFORE) & ~within(days.posted, *NEAR)
    if not after.any() or not before.any():
        return 0.0, 0.0, None
    orders = days.by_person("orders")
    earlier, later = orders[before].mean(), orders[after].mean()
    return float(earlier), float(later), after / after.sum() - before / before.sum()


def placebo_steps(days: Activity, weights: Floats) -> Floats:
    """Return the step of each shuffled calendar.

    What rolling a person's days by k weeks adds to the step is one number for each k, the correlation of
    orders and weights around the circle of days; a calendar is one such number a person.
    """
    orders = days.by_person("orders")
    around = np.concatenate((weights, weights), axis=1)
    rolled = np.lib.stride_tricks.sliding_window_view(around, days.days, axis=1)
    by_weeks = np.einsum("pkd,pd->pk", rolled[:, : max(1, days.days // WEEK) * WEEK : WEEK], orders)
    random = np.random.Generator(np.random.PCG64(SEED))
    weeks = random.integers(0, by_weeks.shape[1], (PLACEBOS, days.people))
    return np.asarray(by_weeks[np.arange(days.people), weeks].sum(axis=1))


def profile_of(days: Activity) -> Floats:
    """Return orders per person and day, from days before a post to days after; NaN where no day counts.

    Days within two weeks after another own post are not among the days before.
    """
    far = ~within(days.posted, *NEAR).ravel()
    cells = np.flatnonzero(days.posted)
    when = cells % max(days.days, 1)
    found = []
    for lag in range(PROFILE[0], PROFILE[1] + 1):
        there = cells[(when >= -lag) & (when < days.days - lag)] + lag
        counted = there[far.take(there)] if lag < 0 else there
        found.append(days.orders.take(counted).mean() if len(counted) else np.nan)
    return np.array(found)


def rises_before(profile: Floats) -> bool:
    """Return whether orders rise in the days just before a post."""
    early, late = (_mean(profile, *days) for days in (EARLY, LATE))
    return late > RISE * early


def _mean(profile: Floats, first: int, last: int) -> float:
    values = profile[first - PROFILE[0] : last - PROFILE[0] + 1]
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else 0.0


def _p(as_large: int) -> float:
    return (1 + as_large) / (1 + PLACEBOS)


def _gate(as_large: int) -> Gate:
    most = int(LEVEL * (1 + PLACEBOS)) - 1
    if as_large <= most:
        show = f"{as_large or 'None'} of {PLACEBOS} shuffled calendars show{'s' * (as_large <= 1)}"
        says = f"Orders come in time with posts. {show} so large a step; up to {most} may."
        opens = "In time with posts is not because of them: posts timed with a promotion look the same."
        return Gate(TIMING, State.OPEN, _p(as_large), LEVEL, says, opens)
    says = (
        "Orders of these influencers come as often before a post as after it. "
        "Credit to posts is a convention here, and no lag or plan is drawn from it."
    )
    opens = (
        f"{as_large} of {PLACEBOS} shuffled calendars have so large a step, and {most} may. Orders that come "
        "in time with posts would open it; more of the same would not."
    )
    return Gate(TIMING, State.CLOSED, _p(as_large), LEVEL, says, opens)


def _thin(orders: float, posting: int) -> Gate:
    if not posting:
        return Gate(TIMING, State.THIN, None, LEVEL, "Nobody posted in this selection.", "Posts with a day.")
    if orders >= LEAST_ORDERS:
        says = "These days are all near a post: there are none before one to compare with."
        opens = "Two weeks without a post before the next would open the comparison."
        return Gate(TIMING, State.THIN, None, LEVEL, says, opens)
    says = f"{counted(orders, 'order')} of people with posts: {LEAST_ORDERS} are needed."
    more = counted(np.ceil(LEAST_ORDERS - orders), "order")
    return Gate(TIMING, State.THIN, None, LEVEL, says, f"{more} more, and the gate can answer.")
