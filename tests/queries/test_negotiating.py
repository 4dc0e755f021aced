import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.spend import DUST
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.queries.influencer_rows import posts
from influencer_roi.queries.months import by_month
from influencer_roi.queries.negotiating import (
    FEE,
    ORDER,
    PRICES,
    REACH,
    Deal,
    deal,
    earlier_posts,
    of_person,
    with_returns,
)
from tests.trying import trying
from tests.viewers import viewed
from tests.worlds import World, worlds

Tables = Mapping[str, str | bytes | None]
POOJA = "INF004"


def found(ledger: Ledger, person: str) -> Deal:
    """The deal of somebody there is."""
    known = deal(ledger, person)
    assert known is not None
    return known


# ---- what a deal says


def test_the_drawing(sample: Ledger):
    """Pooja Menon's figures are those drawn: 7,840 a post and 625 an order break even; peers by quartiles."""
    pooja = found(sample, POOJA)
    assert (round(pooja.even_post or 0), round(pooja.even_order or 0), pooja.rate) == (7840, 625, 24340)
    assert {
        key: (price.now and round(price.now), *_quartiles(price.peers)) for key, price in pooja.prices.items()
    } == {
        FEE: (24340, 8, 3460, 6245, 9712),
        ORDER: (1941, 5, 440, 490, 540),
        REACH: (100, 11, 131, 213, 322),
    }


def test_break_even(world: Ledger):
    """At a margin of 40 % a post of ann may cost 2,500 ÷ 2 × 40 %, an order 2,500 ÷ 3 × 40 %."""
    ann = deal(world, "ann", assumed=Assumptions(margin=0.4))
    assert ann is not None
    assert (ann.per_post, ann.even_post) == (1250, 500)
    assert (ann.per_order, ann.even_order) == pytest.approx((2500 / 3, 1000 / 3))
    assert (ann.words, ann.rate, ann.first) == (("post",), 500, dt.date(2025, 6, 1))


def test_what_is_paid_now(world: Ledger):
    """Who is paid per order pays by that for a post too: 1,600 for bob's one post, 400 for each order."""
    assert {key: price.now for key, price in found(world, "bob").prices.items()} == pytest.approx(
        {FEE: 1600, ORDER: 400, REACH: found(world, "bob").prices[REACH].now}
    )


def test_nobody_paid(world: Ledger):
    """Without a payout there is no price, and a break-even all the same."""
    cat = found(world, "cat")
    assert (cat.words, cat.rate, cat.paid) == ((), None, False)
    assert [price.now for price in cat.prices.values()] == [None, None, None]
    assert cat.even_order == pytest.approx(800 * 0.45)


def test_nobody(world: Ledger):
    """Of who is not there nothing is known."""
    assert deal(world, "dan") is None


def test_several_rates(ledger_of: Callable[[Tables], Ledger]):
    """Where rates differ the fee is what a post came to: 1,500 for two posts."""
    ledger = ledger_of(
        {
            "payouts": """
                influencer_id  basis  rate  orders  total_payout
                ann            post   500   0       500
                ann            post   1000  0       1000
                """
        }
    )
    ann = found(ledger, "ann")
    assert (ann.rate, ann.prices[FEE].now) == (None, 750)


# ---- peers


PEOPLE = "id  name  category  gender  follower_count  platform"
HEADS = {"posts": "post_id  influencer_id  platform  date  caption  reach  likes  comments"}


def crowd(ledger_of: Callable[[Tables], Ledger], of: Mapping[str, tuple[str, int, int]]) -> Ledger:
    """People by id: home platform, followers, fee per post; each has one post."""
    people = [f"{one}  {one}  Fitness  Female  {many}  {where}" for one, (where, many, _) in of.items()]
    posts = [f"p-{one}  {one}  {where}  2025-06-01  hello  1000  10  1" for one, (where, _, _) in of.items()]
    fees = [f"{one}  post  {fee}  0  {fee}" for one, (_, _, fee) in of.items()]
    orders = "coupon  Summer  a0  u1  MB Whey  2025-06-02  1  900"
    return ledger_of(
        {
            "influencers": "\n".join([PEOPLE, *people]),
            "posts": "\n".join([HEADS["posts"], *posts]),
            "orders": f"source  campaign  influencer_id  user_id  product  date  orders  revenue\n{orders}",
            "payouts": "\n".join(["influencer_id  basis  rate  orders  total_payout", *fees]),
        }
    )


NEAR = {f"a{number}": ("Instagram", 50_000, 100 * number + 100) for number in range(6)}
FAR = {f"b{number}": ("YouTube", 50_000, 9_000) for number in range(4)}
FARTHER = {f"c{number}": ("YouTube", 5_000, 50_000) for number in range(4)}


@pytest.mark.parametrize(
    ("of", "level", "count", "middle"),
    [
        (NEAR | FAR | FARTHER, ("platform", "tier"), 5, 400),
        ({k: NEAR[k] for k in ("a0", "a1")} | FAR | FARTHER, ("tier",), 5, 9_000),
        ({"a0": NEAR["a0"]} | FAR | FARTHER, (), 8, 29_500),
    ],
)
def test_the_level_falls(
    ledger_of: Callable[[Tables], Ledger],
    of: Mapping[str, tuple[str, int, int]],
    level: tuple[str, ...],
    count: int,
    middle: float,
):
    """Under five of the platform and tier peers are those of the tier, under five of that all; never a0."""
    peers = found(crowd(ledger_of, of), "a0").prices[FEE].peers
    assert peers is not None
    assert (peers.level, peers.count, peers.middle) == (level, count, middle)


def test_too_few_peers(ledger_of: Callable[[Tables], Ledger]):
    """Under five in all there are no quartiles, only how many are known."""
    price = found(crowd(ledger_of, {"a0": NEAR["a0"]} | FAR), "a0").prices[FEE]
    assert (price.known, price.peers) == (4, None)


def test_viewers_see_no_price():
    """To viewers a deal is what it brings: neither what is paid, nor what for, nor any peer."""
    one = found(viewed(), "n1")
    assert (one.prices, one.words, one.rate, one.spend) == ({}, (), None, None)
    assert one.even_order is not None


# ---- the slow way


@pytest.mark.at_length
@given(world=worlds(), data=st.data())
@trying(40, here=6)
def test_the_slow_way(world: World, data: st.DataObject):
    """In generated worlds each price and its peers are what pandas makes of entries and payouts."""
    ledger = world.ledger
    person = data.draw(st.sampled_from(sorted(queries.influencers(ledger)["influencer_id"])))
    assert _prices_of(found(ledger, person)) == slowly(ledger, person, _everyones(ledger))


def test_the_slow_way_on_real_folders(real_ledger: Ledger):
    """On real folders too, of the first people."""
    prices = _everyones(real_ledger)
    for person in real_ledger.values("influencer_id")[:6]:
        assert _prices_of(found(real_ledger, person)) == slowly(real_ledger, person, prices)


def slowly(ledger: Ledger, person: str, prices: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Each price of a person, level by level; `prices` are everyone's."""
    who = {row["influencer_id"]: row for row in queries.influencers(ledger).to_dicts()}
    answer: dict[str, Any] = {}
    for key, word in ((FEE, "post"), (ORDER, "order"), (REACH, None)):
        others = [
            one
            for one, own in prices.items()
            if one != person and own["spend"] > 0 and own[key] and own[key] > 0
            if word is None or own["words"] == {word}
        ]
        answer[key] = (_rounded([prices[person][key]])[0], len(others), None)
        for level in (("platform", "tier"), ("tier",), ()):
            mine = [str(who[person][name] or "Unknown") for name in level]
            alike = [one for one in others if [str(who[one][name] or "Unknown") for name in level] == mine]
            if "Unknown" not in mine and len(alike) >= 5:
                quartiles = pd.Series([prices[one][key] for one in alike]).quantile([0.25, 0.5, 0.75])
                answer[key] = (*answer[key][:2], (level, len(alike), *_rounded(quartiles.to_list())))
                break
    return answer


def _everyones(ledger: Ledger) -> dict[str, dict[str, Any]]:
    """What everybody is paid, person by person."""
    measures = ["spend", "reached_spend", "orders", "posts", "reach"]
    entries = ledger.entries.select(pl.col("influencer_id").cast(pl.String), *measures).to_pandas()
    payouts = ledger.tables.payouts.to_pandas()
    people = queries.influencers(ledger)["influencer_id"]
    return {
        one: _own(
            entries[entries["influencer_id"] == one][measures], payouts[payouts["influencer_id"] == one]
        )
        for one in people
    }


def _own(entries: pd.DataFrame, mine: pd.DataFrame) -> dict[str, Any]:
    sums = entries.sum()
    spend = sums["spend"] if abs(sums["spend"]) >= DUST else 0.0
    words = {_word(text) for text in mine["basis"]}
    rates = set(mine["rate"].where(mine["rate"].notna(), None))
    fee = rates.pop() if words == {"post"} and len(rates) == 1 else None
    posts = round(sums["posts"], 9)
    a_post = spend / sums["posts"] if spend > 0 and posts else None
    seen = sums["reached_spend"]
    return {
        "spend": spend,
        "words": words,
        FEE: fee if fee is not None and not pd.isna(fee) else a_post,
        ORDER: spend / sums["orders"] if spend > 0 and sums["orders"] else None,
        REACH: seen / sums["reach"] * 1000 if seen >= DUST and sums["reach"] else None,
    }


def _word(basis: str) -> str:
    folded = "".join(letter for letter in basis.lower() if letter not in " _-").removeprefix("per")
    return {"posts": "post", "orders": "order"}.get(folded, folded)


def _prices_of(one: Deal) -> dict[str, Any]:
    return {
        key: (
            _rounded([one.prices[key].now])[0],
            one.prices[key].known,
            None if one.prices[key].peers is None else _in_one(one.prices[key].peers),
        )
        for key in PRICES
    }


def _in_one(peers: Any) -> tuple[Any, ...]:
    return peers.level, peers.count, *_rounded([peers.low, peers.middle, peers.high])


def _rounded(values: Sequence[float | None]) -> list[float | None]:
    return [None if value is None else float(f"{value:.6g}") for value in values]


def _quartiles(peers: Any) -> tuple[int, ...]:
    return peers.count, *(round(one) for one in (peers.low, peers.middle, peers.high))


# ---- months and posts


def test_months(sample: Ledger):
    """Months go from the first that something fell in to the last, and add up to the whole life."""
    months = by_month(sample, POOJA)
    whole = queries.totals(sample, of_person(POOJA), metrics=("revenue", "spend", "posts", "orders"))
    assert [f"{month:%b}" for month in months["period"]] == ["Mar", "Apr", "May", "Jun", "Jul"]
    assert months.drop("period").sum().row(0, named=True) == pytest.approx(whole)


def test_no_month(sample: Ledger):
    """Who was only paid, without a post or an order, has no month: that spend has no day."""
    assert by_month(sample, "INF015").is_empty()


def test_credited_to_earlier_posts(sample: Ledger):
    """In July ₹8,731.60 came in on a post of 27 June."""
    found = earlier_posts(sample, POOJA, start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 31))
    assert found is not None
    assert found[0] == pytest.approx(8731.6)
    assert found[1] == (dt.date(2025, 6, 27),)


def test_what_posts_return(world: Ledger):
    """A post of ann cost 500: of what p2 brought 45 % are 675, 175 more than that; p1 falls 50 short."""
    shown = with_returns(posts(world, of_person("ann")).rows, world, of_person("ann"))
    assert shown.select("post_id", "spend", "earned_back", "profit", "roas").rows() == [
        ("p2", 500, 675, 175, 3),
        ("p1", 500, 450, -50, 2),
    ]


def test_returns_add_up(sample: Ledger):
    """Spend of posts adds up to that of who is paid per post, under any days."""
    for filters in (of_person(POOJA), Filters(influencer_id=(POOJA,), start=dt.date(2025, 6, 1))):
        shown = with_returns(posts(sample, filters).rows, sample, filters)
        spend = queries.totals(sample, filters, metrics=("spend",))["spend"]
        assert shown["spend"].sum() == pytest.approx(spend)
