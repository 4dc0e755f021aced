import datetime as dt
import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.pooled import pooled
from influencer_roi.queries.scores import Evidence, scored, scores, with_scores
from influencer_roi.queries.variances import variances
from tests.trying import trying

JULY = Filters(start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 31))
Person = tuple[float, float, float, float, int, int]


def evidence(people: list[Person]) -> Evidence:
    """Evidence of people: revenue, spend, variance, squared, posts, stratum."""
    revenue, spend, variance, squared, posts, strata = (np.array(one) for one in zip(*people, strict=True))
    return Evidence(revenue, spend, variance, squared, posts.astype(float), strata)


def slow_scores(people: list[Person]) -> list[float]:
    """The scores as the definition reads, person by person."""
    earned = [max(0.0, one[0]) for one in people]
    value = sum(one[3] for one in people) / sum(earned)
    average = sum(earned) / sum(one[1] for one in people)
    posts = [max(1, one[4]) for one in people]
    above = sum(one[2] - one[3] for one in people)
    cluster = max(0.0, above / sum(r**2 / p for r, p in zip(earned, posts, strict=True)))
    orders = [r / value for r in earned]
    x = [math.log((y + 0.5) / (one[1] * average / value)) for y, one in zip(orders, people, strict=True)]
    within = [1 / (y + 0.5) + cluster / p for y, p in zip(orders, posts, strict=True)]
    weights = [1 / one for one in within]
    fixed = _mean(x, weights)
    q = sum(w * (one - fixed) ** 2 for w, one in zip(weights, x, strict=True))
    room = sum(weights) - sum(w**2 for w in weights) / sum(weights)
    between = max(0.02, (q - (len(x) - 1)) / room) if len(x) > 1 else 0.02
    weights = [1 / (one + between) for one in within]
    mean = _mean(x, weights)
    found = []
    for person, own, apart in zip(people, x, within, strict=True):
        like = [place for place, other in enumerate(people) if other[5] == person[5]]
        total = sum(weights[place] for place in like)
        theirs = _mean([x[place] for place in like], [weights[place] for place in like])
        of_stratum = mean + 0.1 / (0.1 + 1 / total) * (theirs - mean)
        found.append(average * math.exp(of_stratum + between / (between + apart) * (own - of_stratum)))
    return found


def _mean(values: list[float], weights: list[float]) -> float:
    return sum(one * weight for one, weight in zip(values, weights, strict=True)) / sum(weights)


PEOPLE: st.SearchStrategy[list[Person]] = st.lists(
    st.tuples(
        st.floats(0, 1e6),
        st.floats(100, 1e6),
        st.floats(1e4, 1e9),
        st.floats(1e4, 1e9),
        st.integers(0, 9),
        st.integers(0, 3),
    ),
    min_size=2,
    max_size=9,
).filter(lambda people: sum(one[0] for one in people) > 1)


@trying(100)
@given(people=PEOPLE)
def test_slow_definition(people: list[Person]) -> None:
    """The score of anybody is what the definition gives person by person."""
    numbers = sorted({one[5] for one in people})
    named = [(*one[:5], numbers.index(one[5])) for one in people]
    assert scored(evidence(named)) == pytest.approx(slow_scores(named), rel=1e-6)


def test_few_orders_are_trusted_less() -> None:
    """Of two with a ROAS of 5 and like deals, whose 40 orders say so stands above whose one order does."""
    rest = [(float(1000 * one), 1000.0, 1e5 * one, 1e5 * one, 4, 0) for one in (1, 2, 3, 2, 1, 2)]
    lucky, proven = (5e2, 1e2, 2.5e5, 2.5e5, 1, 0), (2e4, 4e3, 1e7, 1e7, 8, 0)
    found = scored(evidence([*rest, lucky, proven]))
    assert found[-1] == found.max()
    assert found[-2] < found[-1] * 0.75


def test_one_influencer() -> None:
    """One alone is compared with nobody: the score is their ROAS, but for the half order."""
    found = scored(evidence([(50_000.0, 20_000.0, 5e7, 5e7, 5, 0)]))
    assert found == pytest.approx([2.5], rel=0.02)


def test_scale_of_money(sample: Ledger) -> None:
    """In other units of money the scores are the same."""
    people = rows_of(sample)
    larger = [(r * 9, s * 9, v * 81, q * 81, p, g) for r, s, v, q, p, g in people]
    assert scored(evidence(larger)) == pytest.approx(scored(evidence(people)))


def rows_of(ledger: Ledger) -> list[Person]:
    """What July's scores rest on."""
    rows = queries.slices(ledger, JULY, by="influencer_id", metrics=("revenue", "spend")).join(
        variances(ledger, JULY, by=("influencer_id",)), on="influencer_id"
    )
    paid = rows.filter(pl.col("spend") > 0).select(
        "revenue", "spend", "variance", "squared", pl.col("counted_posts").cast(pl.Int64), pl.lit(0)
    )
    return list(paid.iter_rows())


def test_july_as_drawn(sample: Ledger) -> None:
    """July's order of ranking is that of the drawings, and no score is further off than 0.06."""
    drawn = {
        "nikhil.livewell": 5.49,
        "Meera Sethi": 3.50,
        "naina.flows": 3.40,
        "Ishaan Gill": 3.13,
        "Yash Deshmukh": 2.70,
        "Rhea Chawla": 2.27,
        "sahil.eatsclean": 2.08,
        "Manav Deshmukh": 1.42,
        "karthik.moves": 1.05,
        "Kabir Sethi": 1.04,
        "Pooja Menon": 0.96,
        "Aarav Bhatt": 0.77,
    }
    people = queries.influencers(sample).select("influencer_id", "name")
    rows = queries.ranked(with_scores(people, sample, JULY), rank_by="score")
    found = dict(rows.drop_nulls("score").select("name", "score").iter_rows())
    assert list(found) == list(drawn)
    assert found == pytest.approx(drawn, abs=0.06)


def test_nobody_to_rank(sample: Ledger) -> None:
    """Where nobody sold anything, there are no scores, and rows keep their order."""
    long_ago = Filters(end=dt.date(2000, 1, 1))
    assert scores(sample, long_ago).is_empty()
    people = queries.influencers(sample).select("influencer_id")
    rows = with_scores(people, sample, long_ago)
    assert rows.to_dicts() == [{"influencer_id": key, "score": None} for key in people["influencer_id"]]


def test_not_for_viewers(sample: Ledger) -> None:
    """Who may not see payouts sees no score either: it would give away what one person was paid."""
    assert scores(pooled(sample), Filters()).is_empty()
