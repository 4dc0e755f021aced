"""Says whether the end of what posts bring has been seen: the curve of lags, completed for young posts.

The curve is that of a chain ladder (Mack, Distribution-free Calculation of the Standard Error of Chain Ladder
Reserve Estimates, 1993): from one day to the next each post grows as those did that were watched as long.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from influencer_roi.ledger.cubes import Floats
from influencer_roi.metrics.units import counted
from influencer_roi.queries.evidence.gate import MATURITY, Gate, State, share
from influencer_roi.queries.evidence.lags import LONGEST, Lags

LEAST_ORDERS, LEAST_POSTS = 100, 50
_ENOUGH = f"{LEAST_ORDERS} and {LEAST_POSTS} are needed."
OPEN_AT = 0.8
MATURE_AT, EXPECTED_FROM = 0.9, 0.5
DAYS_OF_MONTH = 30
_STANDS = (7, 30, 60)


@dataclass(frozen=True, eq=False)
class Maturity:
    """The gate, and the part of a post's orders within the horizon that have come by each day since it.

    `curve` has one value per day from 0 to the horizon; it is empty where too thin. `orders` within the
    horizon, and `posts`.
    """

    gate: Gate
    curve: Floats
    orders: float
    posts: float
    recorded: bool

    @property
    def horizon(self) -> int:
        """The last day of the curve."""
        return max(0, len(self.curve) - 1)

    def by(self, day: int) -> float:
        """Return the part that has come by a day; all beyond the horizon."""
        return float(self.curve[day]) if day < len(self.curve) else 1.0

    def day_of(self, part: float) -> int | None:
        """Return the first day by which a part has come; None where there is no curve."""
        return int(np.argmax(self.curve >= part)) if len(self.curve) else None


@dataclass(frozen=True)
class Expected:
    """What the posts of some days brought so far in rupees, which part that is, and what is still to come."""

    first: dt.date
    last: dt.date
    came: float
    part: float
    to_come: float


def maturity(found: Lags, *, days: int) -> Maturity:
    """Return whether half the horizon shows 80 % of what comes within it; `days` are those of the data."""
    orders, posts = float(found.orders.sum()), float(found.posts.sum())
    recorded = found.recorded >= 0.5
    if round(orders) < LEAST_ORDERS or round(posts) < LEAST_POSTS or not found.horizon:
        return Maturity(_thin(orders, posts, days), np.zeros(0), orders, posts, recorded)
    curve = completed(found.orders)
    return Maturity(_gate(curve, orders, posts, days), curve, orders, posts, recorded)


def completed(table: Floats) -> Floats:
    """Return the curve of a triangle, rows by follow-up and columns by lag: its last value is 1.

    From lag l − 1 to l the sums of posts watched for l days grow by a factor, 1 where there are none.
    """
    longest = table.shape[1] - 1
    watched = np.cumsum(table[::-1], axis=0)[::-1]
    upto = np.cumsum(watched, axis=1)
    lags = np.arange(1, longest + 1)
    lags = lags[lags < len(table)]
    before, after = upto[lags, lags - 1], upto[lags, lags]
    factors = np.ones(longest)
    factors[: len(lags)] = np.where(before > 0, after / np.where(before > 0, before, 1.0), 1.0)
    factors = np.where(factors > 0, factors, 1.0)
    return np.concatenate((1 / np.cumprod(factors[::-1])[::-1], [1.0]))


def expected(
    found: Lags, known: Maturity, *, first: dt.date, last: dt.date, as_of: dt.date
) -> Expected | None:
    """Return what is still to come of posts of some days; None where they are too young to say."""
    ages = np.arange(max(0, (as_of - last).days), min(len(found.revenue), (as_of - first).days + 1))
    if not len(known.curve) or not len(ages):
        return None
    came = found.revenue[ages].sum(axis=1)
    parts = known.curve[np.minimum(ages, known.horizon)]
    counted = (came > 0) & (parts > 0)
    whole = float((came[counted] / parts[counted]).sum())
    if whole <= 0 or came.sum() / whole < EXPECTED_FROM:
        return None
    total = float(came.sum())
    return Expected(first, last, total, total / whole, whole - total)


def _gate(curve: Floats, orders: float, posts: float, days: int) -> Gate:
    horizon, half = len(curve) - 1, (len(curve) - 1) // 2
    number = float(curve[half])
    first, *others = [day for day in _STANDS if day < horizon] or [half]
    come = [f"{share(curve[first])} have come by day {first}"]
    come += [f"{share(curve[day])} by day {day}" for day in others]
    says = f"Of what is credited within {horizon} days of a post, {', '.join(come)}."
    if number >= OPEN_AT:
        enough = f"{counted(orders, 'order')} and {counted(posts, 'post')}; {_ENOUGH}"
        return Gate(MATURITY, State.OPEN, number, OPEN_AT, says, enough)
    return Gate(
        MATURITY, State.CLOSED, number, OPEN_AT, f"{says} No end is in sight.", _what_opens(curve, days)
    )


def _what_opens(curve: Floats, days: int) -> str:
    """Return how much longer the data would have to go, as the curve stands now."""
    wanted = 2 * int(np.argmax(curve >= OPEN_AT))
    horizon = len(curve) - 1
    if wanted > LONGEST:
        line = f"{share(OPEN_AT)} by day {horizon // 2} would open it"
        return f"{line}; data of more months look no further than {LONGEST} days."
    months = int(np.ceil((wanted * 10 / 6 - days) / DAYS_OF_MONTH))
    return f"About {counted(max(1, months), 'month')} more of data, if orders go on as before."


def _thin(orders: float, posts: float, days: int) -> Gate:
    lacking = [
        counted(least - round(there), f"{word} more", f"{word}s more")
        for there, least, word in ((orders, LEAST_ORDERS, "order"), (posts, LEAST_POSTS, "post"))
        if round(there) < least
    ]
    says = f"{counted(orders, 'order')} after {counted(posts, 'post')}: {_ENOUGH}"
    if not lacking:
        says, lacking = f"The data go over {counted(days, 'day')}, too few to follow a post.", ["More days"]
    return Gate(
        MATURITY, State.THIN, None, OPEN_AT, says, f"{' and '.join(lacking)}, and the gate can answer."
    )
