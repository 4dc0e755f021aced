"""Answers what pages show of people: those on a picture of followings, and rows as a browser takes them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.values import floats, values_of
from influencer_roi.queries.attributes import PERSON, attributes, described
from influencer_roi.queries.influencer_rows import people
from influencer_roi.queries.intervals import Verdict
from influencer_roi.queries.picking import best

FAR_OUT = 1.5  # interquartile ranges above the upper quartile: Tukey's fence
LEAST_FENCED = 8
LEAST_HALVED = 6


@dataclass(frozen=True)
class Halves:
    """What those with fewer followers than `middle` return, and the others."""

    middle: float
    below: float
    above: float


@dataclass(frozen=True)
class Named:
    """How many people there are, and the names of the first, the highest score in front."""

    count: int
    first: list[str]


@dataclass(frozen=True)
class Following:
    """People by followers: those `shown` (with a value and followers), and how many are not, by reason.

    Heights above the `fence` lie far out; None where there are none. `earning` have at least the break-even.
    """

    shown: pl.DataFrame
    fence: float | None
    beyond: int
    earning: int
    halves: Halves | None
    unpaid: int
    unfollowed: int
    beneath: int


def following(ledger: Ledger, filters: Filters, *, measure: str, break_even: float, most: int) -> Following:
    """Return the people with most revenue who have a measure and followers, `most` of them, by category."""
    rows = people(ledger, filters)
    paid = ~np.isnan(floats(rows[measure]))
    followers = floats(attributes(ledger)["follower_count"])[rows[PERSON].to_physical().to_numpy()]
    followed = np.flatnonzero(paid & (followers > 0))
    most_revenue = followed[best(floats(rows["revenue"])[followed], most)]
    shown = described(rows[most_revenue], ledger).sort(
        "category", "revenue", "influencer_id", descending=[False, True, False]
    )
    heights = shown[measure]
    fence = _fence(heights)
    return Following(
        shown,
        fence,
        beyond=0 if fence is None else int((heights > fence).sum()),
        earning=int((heights >= break_even).sum()),
        halves=_halves(shown, measure),
        unpaid=rows.height - int(paid.sum()),
        unfollowed=int(paid.sum()) - len(followed),
        beneath=len(followed) - shown.height,
    )


@memo()
def names_of_people(ledger: Ledger) -> dict[str, tuple[str, str]]:
    """Return the name and the platform of each influencer by id."""
    people = queries.influencers(ledger).select("influencer_id", "name", "platform")
    return {key: (name, platform) for key, name, platform in people.iter_rows()}


def found_people(ledger: Ledger, search: str, *, chosen: Sequence[str], most: int) -> list[tuple[str, str]]:
    """Return ids and names that hold a text, the chosen on top, then by revenue; `most` beside the chosen."""
    people, on_top = _findable(ledger), pl.col(PERSON).is_in(list(chosen))
    holding = people.filter(pl.col("text").str.contains(search.strip().lower(), literal=True))
    found = pl.concat([people.filter(on_top), holding.filter(~on_top)]) if chosen else holding
    return list(found.head(most + len(chosen)).select(PERSON, "name").iter_rows())


@memo()
def _findable(ledger: Ledger) -> pl.DataFrame:
    """Return everybody by revenue, none last, with the `text` a search looks in."""
    earned = queries.slices(ledger, Filters(), by=PERSON, metrics=("revenue",))
    revenue = np.full(attributes(ledger).height, np.nan)
    revenue[earned[PERSON].to_physical().to_numpy()] = floats(earned["revenue"])
    text = pl.concat_str("name", PERSON, separator=" ").str.to_lowercase().alias("text")
    return attributes(ledger)[best(revenue, len(revenue))].select(PERSON, "name", text)


@memo()
def bases_of_people(ledger: Ledger) -> dict[str, str]:
    """Return what each influencer is paid for, by id."""
    return dict(queries.influencers(ledger).select("influencer_id", "basis").iter_rows())


def by_verdict(rows: pl.DataFrame, ledger: Ledger, *, most: int) -> tuple[int, dict[Verdict, Named]]:
    """Return how many of `people` were paid, and by verdict how many, with the names of `most` at most."""
    paid = rows.select(PERSON, "verdict", "score").filter(rows["spend"] > 0)
    verdicts = {one: paid.filter(paid["verdict"] == one) for one in Verdict}
    return paid.height, {one: _named(judged, ledger, most) for one, judged in verdicts.items()}


def _named(rows: pl.DataFrame, ledger: Ledger, most: int) -> Named:
    first = rows[best(floats(rows["score"]), most)]
    return Named(rows.height, described(first, ledger, "name")["name"].to_list())


def _fence(heights: pl.Series) -> float | None:
    """Return the height above which dots lie far out; None where they all lie close enough."""
    low, high = heights.quantile(0.25, "linear"), heights.quantile(0.75, "linear")
    if low is None or high is None or heights.len() < LEAST_FENCED:
        return None
    fence = high + FAR_OUT * (high - low)
    return fence if fence > 0 and (heights > fence).any() else None


def _halves(shown: pl.DataFrame, measure: str) -> Halves | None:
    """Return what either half by followers returns; None where people are too few to halve."""
    middle = shown["follower_count"].median()
    if shown.height < LEAST_HALVED or not isinstance(middle, int | float):
        return None
    names = sorted(REGISTRY[measure].formula.uses)
    sums = shown.group_by(fewer=pl.col("follower_count") < middle).agg(pl.col(names).sum())
    (values,) = values_of(sums, [measure])
    returns = dict(zip(sums["fewer"], values, strict=True))
    return Halves(float(middle), returns[True], returns[False]) if len(returns) == 2 else None
