"""Says where the axes of the scatter begin and end, and which values are written along them."""

import math
from collections.abc import Sequence

from influencer_roi.ui.charts import roomy
from influencer_roi.ui.figures import axis_ticks

LEAST_TICKS = 3
_POWERS = tuple(10.0**power for power in range(10))


def ends(followers: Sequence[float]) -> tuple[float, float]:
    """Return where the axis of followers begins and ends, as powers of ten."""
    return roomy(math.log10(min(followers)), math.log10(max(followers)))


def height_ticks(low: float, high: float) -> list[float]:
    """Return round ticks from the lowest value, where it lies below zero, to the highest."""
    above = axis_ticks(max(high, 0.0) or -low)
    step = above[1]
    below = [-step * number for number in range(int(-low / step + 1e-9), 0, -1)]
    return [*below, *(tick for tick in above if tick <= max(high, 0.0) + step)]


def follower_ticks(followers: Sequence[float]) -> list[float]:
    """Return powers of ten around the followings there are, with a 3 between them where those are few."""
    low, high = min(followers), max(followers)
    around = [tick for tick in _POWERS if low / 3 <= tick <= high * 3]
    if len(around) >= LEAST_TICKS:
        return around
    return sorted(tick for power in _POWERS for tick in (power, 3 * power) if low / 3 <= tick <= high * 3)
