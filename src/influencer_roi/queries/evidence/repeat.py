"""Says whether results repeat: who sold much per post in the first part of the days, beside the rest.

The rank correlation is Spearman's, ties by average rank (Kendall and Gibbons, Rank Correlation Methods).
"""

from dataclasses import dataclass

import numpy as np

from influencer_roi.ledger.cubes import Floats
from influencer_roi.queries.evidence.activity import LEAST_POST, Activity
from influencer_roi.queries.evidence.gate import REPEAT, Gate, State, people, share

EARLY_TENTHS = 6
LEAST_PEOPLE = 20
OPEN_AT = 0.3
NORMAL = 1.65  # one side of 5 %, in standard errors


@dataclass(frozen=True, eq=False)
class Repeat:
    """The gate, and of each person with posts in both parts the orders per post early and late.

    `r` is the rank correlation, null where too thin, `chance` what chance alone reaches in one case of 20.
    """

    gate: Gate
    r: float | None
    chance: float | None
    early: Floats
    late: Floats

    @property
    def people(self) -> int:
        """How many people have posts in both parts."""
        return len(self.early)


def repeat(days: Activity) -> Repeat:
    """Return whether those who sold much per post in the first 60 % of days did so in the rest."""
    cut = days.days * EARLY_TENTHS // 10
    orders, posts = days.by_person("orders"), days.by_person("posts")
    parts = [
        (orders[:, one].sum(axis=1), posts[:, one].sum(axis=1)) for one in (slice(cut), slice(cut, None))
    ]
    both = np.all([of_posts > LEAST_POST for _, of_posts in parts], axis=0)
    early, late = (np.round(sold[both] / of_posts[both], 9) for sold, of_posts in parts)
    if len(early) < LEAST_PEOPLE:
        return Repeat(_thin(len(early)), None, None, early, late)
    r, chance = rank_correlation(early, late), NORMAL / float(np.sqrt(len(early) - 1))
    return Repeat(_gate(r, chance, len(early)), r, chance, early, late)


def rank_correlation(first: Floats, second: Floats) -> float:
    """Return Spearman's correlation; 0 where one side has no differences."""
    ranks = [average_ranks(one) - (len(one) - 1) / 2 for one in (first, second)]
    sizes = [float(np.sqrt((one**2).sum())) for one in ranks]
    return float((ranks[0] * ranks[1]).sum() / (sizes[0] * sizes[1])) if min(sizes) > 0 else 0.0


def average_ranks(values: Floats) -> Floats:
    """Return the rank of each value from 0, the same for ties: the mean of the places they have."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts + 1) / 2)[inverse]


def _gate(r: float, chance: float, known: int) -> Gate:
    who = f"Who sold much per post in the first {share(EARLY_TENTHS / 10)} of days"
    if r > chance and r >= OPEN_AT:
        says = f"{who} sold more in the rest too: {r:.2f} of 1, if people go on as before."
        opens = f"{people(known)} have posts in both parts; chance alone reaches {chance:.2f}."
        return Gate(REPEAT, State.OPEN, r, OPEN_AT, says, opens)
    if r > chance:
        says = (
            f"{who} sold a little more in the rest: above chance, {chance:.2f} for {people(known)}, "
            f"under the line of {OPEN_AT:.2f}."
        )
        opens = "Past results say a little of the next ones: they are shown, with “weak” beside them."
        return Gate(REPEAT, State.WEAK, r, OPEN_AT, says, opens)
    says = f"{who} did not sell more in the rest. No ranking of people is drawn from it."
    return Gate(REPEAT, State.CLOSED, r, OPEN_AT, says, _what_opens(r, chance, known))


def _what_opens(r: float, chance: float, known: int) -> str:
    if r >= OPEN_AT:
        more = int(np.ceil((NORMAL / r) ** 2 + 1)) - known + 1
        return f"{people(max(1, more))} more with posts in both parts, if they repeat as these do."
    return (
        f"{people(known)} are enough to see {chance:.2f}. It is not there: more people who sell alike would "
        "not change that."
    )


def _thin(known: int) -> Gate:
    have = people(known) if known else "Nobody has"
    has = "" if not known else " have" if known > 1 else " has"
    parts = f"posts in the first {share(EARLY_TENTHS / 10)} of days and in the rest"
    says = f"{have}{has} {parts}: {LEAST_PEOPLE} are needed."
    opens = f"{people(LEAST_PEOPLE - known)} more with posts in both parts."
    return Gate(REPEAT, State.THIN, None, OPEN_AT, says, opens)
