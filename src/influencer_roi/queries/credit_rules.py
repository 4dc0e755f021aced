"""Says what rules of credit there are, and how each divides what was sold over the posts before it.

This module knows places in a list of posts, and no ledger.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from influencer_roi.ledger.cubes import Floats, Ints, add
from influencer_roi.model.precedence import WINDOW_DAYS

HALF_LIFE = 7.0  # days: a post so much older than another has half its part
AT_ENDS, BETWEEN = 0.4, 0.2


class Rule(StrEnum):
    """How the revenue of an order comes to posts of its influencer; STANDARD is the ledger's own rule."""

    STANDARD = "standard"
    RECORDED = "recorded"
    LAST = "last"
    FIRST = "first"
    LINEAR = "linear"
    DECAY = "decay"
    ENDS = "40-20-40"


# What readers call each rule.
NAMES = {
    Rule.STANDARD: "the recorded post, else the last",
    Rule.RECORDED: "the recorded post alone",
    Rule.LAST: "the last post",
    Rule.FIRST: "the first post",
    Rule.LINEAR: "every post alike",
    Rule.DECAY: "every post, later ones more",
    Rule.ENDS: "first and last 40 % each, 20 % between",
}
WINDOWS = tuple(sorted({7, 14, WINDOW_DAYS, 60, 90}))


@dataclass(frozen=True)
class Crediting:
    """A rule of credit, and over how many days up to an order it looks for posts.

    Raises:
        ValueError: there is no such window.
    """

    rule: Rule = Rule.STANDARD
    window: int = WINDOW_DAYS

    def __post_init__(self) -> None:
        if self.window not in WINDOWS:
            offered = ", ".join(map(str, WINDOWS))
            raise ValueError(f"there is no window of {self.window} days; windows are {offered}.")

    @property
    def in_words(self) -> str:
        """What it does: "credited to every post alike, of 60 days"."""
        return f"credited to {NAMES[self.rule]}, of {self.window} days"


STANDARD = Crediting()


@dataclass(frozen=True, eq=False)
class Spans:
    """The posts before each of some spots: those from `low` to before `high` of a list.

    `post_days` and `spot_days` count from one day; within a span they only rise.
    """

    low: Ints
    high: Ints
    post_days: Ints
    spot_days: Ints

    @property
    def lengths(self) -> Ints:
        """How many posts stand before each spot."""
        return self.high - self.low

    @property
    def posts(self) -> int:
        """How many posts the list has."""
        return len(self.post_days)

    def of(self, spots: Ints) -> "Spans":
        """Return the spans of some of the spots."""
        return Spans(self.low[spots], self.high[spots], self.post_days, self.spot_days[spots])


def divided(amounts: Floats, spans: Spans, rule: Rule) -> Floats:
    """Return what each post of the list gets of the amounts sold at spots; without a post it goes to none.

    `rule` looks at no recorded link: those are one post or none, and nothing is divided.
    """
    touched = np.flatnonzero((spans.lengths > 0) & (amounts != 0))
    return DIVIDING[rule](amounts[touched], spans.of(touched))


def _last(amounts: Floats, spans: Spans) -> Floats:
    return add(spans.high - 1, amounts, spans.posts)


def _first(amounts: Floats, spans: Spans) -> Floats:
    return add(spans.low, amounts, spans.posts)


def _linear(amounts: Floats, spans: Spans) -> Floats:
    return _laid(amounts / spans.lengths, spans.low, spans.high, spans.posts)


def _ends(amounts: Floats, spans: Spans) -> Floats:
    """Return 40 % for the first and the last, 20 % for those between; two have half each, one has all."""
    between = np.maximum(spans.lengths - 2, 0)
    at_end = amounts * np.where(between > 0, AT_ENDS, 0.5)
    each = BETWEEN * amounts / np.maximum(between, 1)
    inner = _laid(each, spans.low + 1, spans.low + 1 + between, spans.posts)
    return _first(at_end, spans) + _last(at_end, spans) + inner


def _decay(amounts: Floats, spans: Spans) -> Floats:
    """Return parts that halve with every HALF_LIFE of a post's age."""
    weights, total = np.zeros(len(amounts)), np.zeros(spans.posts)
    for spots, _, weight in _back(spans):
        weights[spots] += weight
    for spots, posts, weight in _back(spans):
        total += add(posts, amounts[spots] * weight / weights[spots], spans.posts)
    return total


DIVIDING: Mapping[Rule, Callable[[Floats, Spans], Floats]] = {
    Rule.LAST: _last,
    Rule.FIRST: _first,
    Rule.LINEAR: _linear,
    Rule.DECAY: _decay,
    Rule.ENDS: _ends,
}


def _back(spans: Spans) -> Iterator[tuple[Ints, Ints, Floats]]:
    """Yield the last post of every span, then the one before: the spots that have it, the post, its weight.

    So no pair of spot and post is held longer than its step: there may be many millions.
    """
    for back in range(1, int(spans.lengths.max(initial=0)) + 1):
        spots = np.flatnonzero(spans.lengths >= back)
        posts = spans.high[spots] - back
        age = spans.spot_days[spots] - spans.post_days[posts]
        yield spots, posts, np.exp2(age / -HALF_LIFE)


def _laid(each: Floats, low: Ints, high: Ints, size: int) -> Floats:
    """Return sums over a list of which every place from `low` to before `high` has `each`."""
    begun, ended = (np.bincount(at, minlength=size + 1) for at in (low, high))
    rises = np.bincount(low, each, size + 1) - np.bincount(high, each, size + 1)
    # Where no span lies, what rounding leaves of those before is nothing.
    covered = np.cumsum(begun - ended)[:size] > 0
    return np.where(covered, np.cumsum(rises)[:size], 0.0)
