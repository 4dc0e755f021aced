"""Writes docs/evidence.md: what each gate asks, by which numbers, and which rule made which figure."""

from collections.abc import Iterable, Sequence

from influencer_roi.queries.evidence.backtest import HIGH, LEAST_MONTHS, LOW, MOST_MONTHS
from influencer_roi.queries.evidence.gate import (
    BACKTEST,
    MATURITY,
    QUESTIONS,
    REPEAT,
    TIMING,
    TITLES,
)
from influencer_roi.queries.evidence.lags import HORIZON_TENTHS, LONGEST
from influencer_roi.queries.evidence.maturity import (
    LEAST_ORDERS,
    LEAST_POSTS,
    OPEN_AT,
)
from influencer_roi.queries.evidence.repeat import EARLY_TENTHS, LEAST_PEOPLE, NORMAL
from influencer_roi.queries.evidence.repeat import OPEN_AT as REPEATS_AT
from influencer_roi.queries.evidence.rules import RULES
from influencer_roi.queries.evidence.timing import AFTER, BEFORE, LEVEL, NEAR, PLACEBOS
from influencer_roi.queries.evidence.timing import LEAST_ORDERS as LEAST_TIMED


def evidence(made: str) -> str:
    """Return the text of the page; `made` says where it comes from."""
    parts = [
        "# How much the numbers can carry",
        made,
        (
            "Most data of this kind do not support the story told of them. So four gates are asked first, "
            "and what forecasts or ranks is grey while its gate is not open. The page Evidence, "
            "`influencer-roi evidence FOLDER`, and `load(…).evidence()` give the same answer; so does every "
            "worker and machine, for what is drawn at random is drawn by constant seeds."
        ),
        "## Gates",
        _table(["Gate", "Question", "Definition", "Open", "Too thin under"], _gates()),
        _STATES,
        "How often they open in simulated worlds (`tests/queries/evidence/test_rates.py`, slow):",
        _table(["Gate", "Without effect", "With effect"], _RATES),
        "## Which rule made which number",
        _table(["Number", "Rule"], RULES),
        "## What is not said",
        _NOT_SAID,
    ]
    return "\n\n".join(parts) + "\n"


def _gates() -> Iterable[list[str]]:
    yield [
        TITLES[TIMING],
        QUESTIONS[TIMING],
        (
            f"Orders a day on days {AFTER[0]} to {AFTER[1]} after a person's own posts, less orders a day in "
            f"the {-BEFORE[0]} days before, days {NEAR[0]} to {NEAR[1]} after any own post left out; pooled "
            f"over people. {PLACEBOS} calendars, each person's days rolled by an own random number of whole "
            "weeks"
        ),
        f"at most {LEVEL:.0%} of calendars, the true one among them, have so large a step".replace("%", " %"),
        f"{LEAST_TIMED} orders of people with posts",
    ]
    yield [
        TITLES[MATURITY],
        QUESTIONS[MATURITY],
        (
            "The part of a post's orders that have come by each day since it, completed for young posts by "
            f"chain ladder, within a horizon of {HORIZON_TENTHS * 10} % of the days, {LONGEST} at most"
        ),
        f"at least {OPEN_AT * 100:.0f} % by half of the horizon",
        f"{LEAST_ORDERS} orders or {LEAST_POSTS} posts",
    ]
    yield [
        TITLES[REPEAT],
        QUESTIONS[REPEAT],
        (
            f"Spearman's correlation of orders per post in the first {EARLY_TENTHS * 10} % of days and in "
            "the rest, ties by average rank, of people with posts in both"
        ),
        f"at least {REPEATS_AT:g}, and above {NORMAL:g} ÷ √(people − 1)",
        f"{LEAST_PEOPLE} people",
    ]
    yield [
        TITLES[BACKTEST],
        QUESTIONS[BACKTEST],
        (
            "Orders that came in a whole month ÷ those predicted: what each person spent in it × the orders "
            f"a rupee brought them in all months before; the last {MOST_MONTHS} months with a whole one "
            "before"
        ),
        f"the middle ratio is {LOW:g} to {HIGH:g}",
        f"{LEAST_MONTHS} such months",
    ]


_STATES = (
    "A gate is open, weak, closed or too thin. It looks at all days of the data, whatever days are chosen. "
    f"Repeat alone can be weak: above chance and under {REPEATS_AT:g}. Viewers see no Backtest, for it rests "
    "on what each person was paid."
)
_RATES = [
    ["Timing", "3 to 7 % open", "97 % and more: half as many orders again, 60 people, .06 orders a day"],
    [
        "Repeat",
        "up to 7 % above chance",
        "68 % at a spread of .3 between people, all at .6 (50 people, 6 posts)",
    ],
]


_NOT_SAID = (
    "Orders are credited to posts, never caused by them; what a post added is not measured here. There is no "
    "lift by event study, no fatigue of the n-th post, no path model, no response curve, no ranking of "
    "people by a forecast and no promised profit: simulated, each is found where there is none. “Needed” is "
    "what must have been caused for the spend to pay, which nobody can read off these files."
)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
