"""Scores influencers by ROAS, drawn towards that of their like as far as it rests on little.

A score is the posterior mean of ROAS on the scale of logarithms: the variance between influencers is that of
DerSimonian and Laird (Meta-analysis in Clinical Trials, 1986), that of each follows from the orders and from
their clustering in posts, pooled over all. The like of an influencer are those of one platform and tier, and
they are drawn towards everybody.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.cubes import Floats, Ints, add
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.values import column, floats
from influencer_roi.queries.aligning import rows_in, taken
from influencer_roi.queries.attributes import PERSON, kinds_of
from influencer_roi.queries.picking import only
from influencer_roi.queries.variances import spread

LEAST_BETWEEN = 0.02  # where less is found, nobody is drawn all the way
BETWEEN_STRATA = 0.1
HALF_ORDER = 0.5


@dataclass(frozen=True, eq=False)
class Evidence:
    """What scores are worked out of, one value per paid influencer.

    Rupees of revenue and spend, their variance and squared order values in squared rupees, how many posts,
    and the stratum, from 0.
    """

    revenue: Floats
    spend: Floats
    variance: Floats
    squared: Floats
    posts: Floats
    strata: Ints


@memo(queries.KEPT_SELECTIONS)
def scores(ledger: Ledger, filters: Filters) -> pl.DataFrame:
    """Return one row per influencer paid in a selection: influencer_id, coded, and the `score`, in ×.

    Where the spend of one person is not for readers to see, or nobody sold anything, there are none.
    """
    rows = queries.slices(ledger, filters, by=PERSON, metrics=queries.ON_BOARDS)
    paid = only(rows, (floats(rows["spend"]) > 0) & ~np.isnan(floats(rows["revenue"])))
    if paid.is_empty() or float(paid["revenue"].sum()) <= 0:
        return pl.DataFrame(schema={PERSON: rows.schema[PERSON], "score": pl.Float64})
    found = scored(_evidence(ledger, filters, paid))
    return pl.DataFrame([paid[PERSON], pl.Series("score", found)])


def with_scores(rows: pl.DataFrame, ledger: Ledger, filters: Filters) -> pl.DataFrame:
    """Return rows of influencers, by id, with their `score`; null for who has none."""
    found = scores(ledger, filters)
    beside = taken(floats(found["score"]), rows_in(rows, found, by=[PERSON]))
    return rows.hstack([column("score", beside)])


def scored(evidence: Evidence) -> Floats:
    """Return the score of each paid influencer."""
    revenue, spend = np.maximum(evidence.revenue, 0.0), evidence.spend
    order_value = evidence.squared.sum() / revenue.sum()
    average = revenue.sum() / spend.sum()
    orders = revenue / order_value + HALF_ORDER
    found = np.log(orders / (spend * average / order_value))
    posts = np.maximum(evidence.posts, 1.0)
    clustering = max(0.0, (evidence.variance - evidence.squared).sum() / (revenue**2 / posts).sum())
    within = 1.0 / orders + clustering / posts
    between = _between(found, within)
    means = _means(found, 1.0 / (within + between), evidence.strata)
    shrunk: Floats = average * np.exp(means + between / (between + within) * (found - means))
    return shrunk


def _between(found: Floats, within: Floats) -> float:
    """Return the variance between influencers beyond that within each."""
    weights = 1.0 / within
    mean = (weights * found).sum() / weights.sum()
    beyond = (weights * (found - mean) ** 2).sum() - (len(found) - 1)
    room = weights.sum() - (weights**2).sum() / weights.sum()
    return max(LEAST_BETWEEN, float(beyond / room)) if room > 0 else LEAST_BETWEEN


def _means(found: Floats, weights: Floats, strata: Ints) -> Floats:
    """Return the mean of each influencer's stratum, drawn towards that of everybody."""
    mean = (weights * found).sum() / weights.sum()
    size = int(strata.max()) + 1
    total = add(strata, weights, size)
    total[total == 0] = 1.0  # a stratum nobody is of
    of_strata = add(strata, weights * found, size) / total
    drawn: Floats = mean + BETWEEN_STRATA / (BETWEEN_STRATA + 1.0 / total) * (of_strata - mean)
    return np.take(drawn, strata)


def _evidence(ledger: Ledger, filters: Filters, paid: pl.DataFrame) -> Evidence:
    """Return the evidence of paid influencers, in the order of their rows."""
    varied = spread(ledger, filters, by=(PERSON,))
    row_of = rows_in(paid, varied.slices, by=[PERSON])
    variance, squared, posts = (
        varied.sums[name][row_of] for name in ("variance", "squared", "counted_posts")
    )
    _, strata = kinds_of(ledger, ("platform", "tier"))
    return Evidence(
        revenue=paid["revenue"].to_numpy(),
        spend=paid["spend"].to_numpy(),
        variance=variance,
        squared=squared,
        posts=posts,
        strata=strata[paid[PERSON].to_physical().to_numpy()],
    )
