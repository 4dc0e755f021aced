"""Works gates out slowly, one person, day and post after the other, as their definitions read."""

import datetime as dt
import statistics
from collections.abc import Sequence

import numpy as np

from influencer_roi.ledger.cubes import Floats
from influencer_roi.queries.evidence.activity import Activity

Rows = Sequence[Sequence[float]]


def near_post(posts: Sequence[float], day: int, first: int, last: int) -> bool:
    """Return whether a day lies from `first` to `last` days after a post."""
    return any(amount > 1e-9 and first <= day - other <= last for other, amount in enumerate(posts))


def sides(orders: Rows, posts: Rows) -> tuple[float, float]:
    """Return orders a day before and after posts, pooled over people."""
    before, after = [], []
    for mine, own in zip(orders, posts, strict=True):
        for day, amount in enumerate(mine):
            if near_post(own, day, 0, 6):
                after.append(amount)
            if near_post(own, day, -14, -1) and not near_post(own, day, 0, 13):
                before.append(amount)
    return statistics.mean(before), statistics.mean(after)


def rolled_steps(activity: Activity, seed: int, placebos: int) -> list[float]:
    """Return the step of calendars whose days are rolled by whole weeks, one by one."""
    orders, posts = activity.by_person("orders"), activity.by_person("posts").tolist()
    random = np.random.Generator(np.random.PCG64(seed))
    weeks = random.integers(0, activity.days // 7, (placebos, activity.people))
    found = []
    for row in weeks:
        rolled = [np.roll(mine, 7 * by).tolist() for mine, by in zip(orders, row, strict=True)]
        before, after = sides(rolled, posts)
        found.append(after - before)
    return found


def curve(triangle: Floats) -> list[float]:
    """Return the completed curve: f(l) over posts watched at least l days, G(l − 1) = G(l) ÷ f(l)."""
    longest = triangle.shape[1] - 1
    found = [1.0] * (longest + 1)
    for lag in range(longest, 0, -1):
        rows = triangle[lag:]
        now, then = rows[:, : lag + 1].sum(), rows[:, :lag].sum()
        found[lag - 1] = found[lag] / (now / then if then > 0 else 1.0)
    return found


def rank(values: Sequence[float], value: float) -> float:
    """Return the average place of a value among values."""
    return sum(other < value for other in values) + (sum(other == value for other in values) + 1) / 2


def spearman(first: Sequence[float], second: Sequence[float]) -> float:
    """Return the correlation of ranks."""
    return statistics.correlation([rank(first, one) for one in first], [rank(second, one) for one in second])


def month_ratios(activity: Activity, first: dt.date) -> dict[dt.date, float]:
    """Return orders that came for each predicted, by whole month with a whole one before it."""
    orders, spend = activity.by_person("orders").tolist(), activity.by_person("spend").tolist()
    days = [first + dt.timedelta(days=number) for number in range(activity.days)]
    whole = sorted({day.replace(day=1) for day in days if _whole(day, days)})
    found = {}
    for month in whole[1:]:
        came = predicted = 0.0
        for mine, paid in zip(orders, spend, strict=True):
            past = [number for number, day in enumerate(days) if day < month]
            now = [number for number, day in enumerate(days) if day.replace(day=1) == month]
            spent = sum(paid[number] for number in past)
            if spent > 0:
                came += sum(mine[number] for number in now)
                predicted += (
                    sum(mine[number] for number in past) / spent * sum(paid[number] for number in now)
                )
        if predicted >= 0.5:
            found[month] = came / predicted
    return found


def _whole(day: dt.date, days: Sequence[dt.date]) -> bool:
    begin = day.replace(day=1)
    end = (begin + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
    return begin >= days[0] and end <= days[-1]
