import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_folder
from influencer_roi.model.calendar import Compare, Dating
from influencer_roi.queries.credit import moved_by_rule
from influencer_roi.queries.dating import dated
from influencer_roi.queries.evidence import evidence
from influencer_roi.queries.evidence.activity import activity
from influencer_roi.queries.evidence.lags import lags
from influencer_roi.queries.evidence.needed import band_of, needed, paid
from influencer_roi.queries.evidence.other_basis import Refused, other_basis, other_of
from influencer_roi.queries.evidence.sensitivity import sensitivity
from influencer_roi.queries.evidence.values import plain
from influencer_roi.sample import write_sample
from tests.viewers import full, viewed

EVERYTHING = Filters()
LedgerOf = Callable[[Mapping[str, str | bytes | None]], Ledger]


# ---- what gates look at


def test_activity_is_the_ledger_by_person_and_day(world: Ledger) -> None:
    """Ann sold 1 order on 2 June, after her post of the 1st; cells of all add up to the ledger."""
    found = activity(world, EVERYTHING)
    ann = found.by_person("orders")[0]
    assert (found.people, ann[0], ann[1], ann.sum()) == (3, 0.0, 1.0, 3.0)
    assert (found.orders.sum(), found.posts.sum(), found.spend.sum()) == (8.0, 4.0, 2_600.0)


def test_activity_of_some_days(world: Ledger) -> None:
    """Of 10 to 20 June, there are eleven days, bob's order of the 11th and ann's two of the 20th."""
    found = activity(world, Filters(start=dt.date(2025, 6, 10), end=dt.date(2025, 6, 20)))
    assert (found.days, found.orders.sum(), found.people) == (11, 5.0, 2)


def test_nothing_selected_is_too_thin(world: Ledger) -> None:
    """An empty selection closes nothing: every gate is too thin."""
    found = evidence(world, Filters(followers_from=10**11))
    assert {gate.state.value for gate in found.gates} == {"thin"}


def test_gates_stand_whatever_is_compared(sample: Ledger) -> None:
    """Neither the days chosen, nor those compared with, nor the day revenue stands on moves a gate."""
    usual = evidence(sample, EVERYTHING)
    by_post = replace(EVERYTHING, day=Dating.POST)
    assert evidence(sample, Filters(start=dt.date(2025, 7, 1), compare=Compare.YEAR)) is usual
    assert evidence(dated(sample, by_post), by_post) is usual


# ---- lags


def test_lags_are_from_the_recorded_post_else_the_last(world: Ledger) -> None:
    """p1 brought an order after 1 day, p3 after 1, p4 after 1; ann's of the 20th came 5 days after p2."""
    found = lags(world, EVERYTHING)
    by_lag = found.orders.sum(axis=0)
    assert {lag: orders for lag, orders in enumerate(by_lag) if orders} == {1: 5.0, 5: 2.0}
    assert found.horizon == 21  # 60 % of 35 days: bob's order of 5 July came 25 days after p3


# ---- what must be caused, and the other basis


def test_needed_share_leaves_out_whom_nobody_paid(world: Ledger) -> None:
    """₹2,600 of spend ÷ 45 % of the ₹6,000 that ann and bob brought; cat has no payout."""
    found = needed(world, EVERYTHING)
    assert found.part == pytest.approx(2_600 / (0.45 * 6_000))
    assert (found.people, found.revenue, found.low, found.high) == (2, 6_000.0, None, None)


def test_the_band_is_that_of_people_drawn_again() -> None:
    """A thousand draws one by one, and their 5th and 95th percent, give about the same band."""
    people = paid(full(), EVERYTHING)
    spend, revenue = (people[name].to_numpy() for name in ("spend", "paid_revenue"))
    random = np.random.Generator(np.random.PCG64(1))
    drawn = []
    for _ in range(1_000):
        times = random.multinomial(len(spend), [1 / len(spend)] * len(spend))
        drawn.append((spend * times).sum() / (0.45 * (revenue * times).sum()))
    assert band_of(people) == pytest.approx(tuple(np.percentile(drawn, (5, 95))), rel=0.06)


def test_viewers_have_no_band_and_no_other_basis() -> None:
    """Both would tell of single payouts; the share is a sum over people, which viewers see."""
    assert needed(viewed(), EVERYTHING).part is not None
    assert (needed(viewed(), EVERYTHING).low, other_basis(viewed(), EVERYTHING)) == (None, ())
    assert evidence(viewed(), EVERYTHING).backtest.gate.state.value == "withheld"


def test_too_few_peers_are_a_refusal(world: Ledger) -> None:
    """One person is paid on either basis: four more peers are needed."""
    assert other_basis(world, EVERYTHING) == (Refused("post", 1, 1), Refused("order", 1, 1))
    refused = other_of(world, "ann")
    assert isinstance(refused, Refused)
    assert (refused.basis, refused.more) == ("post", 4)
    assert other_of(world, "cat") is None


def test_a_deal_is_priced_by_the_nearest_peers(ledger_of: LedgerOf) -> None:
    """Five peers had 10 orders for ₹100 to ₹500; ann's 4 orders would cost 4 × ₹20, ₹30, ₹40."""
    peers = range(1, 6)
    tables = {
        "influencers": [
            "id   name  category  gender  follower_count  platform",
            "ann  Ann   Health    Female  700000          Instagram",
            *(f"b{n}  Bob{n}  Health  Male  600000  Instagram" for n in peers),
        ],
        "posts": [
            "post_id  influencer_id  platform   date        caption  reach  likes  comments",
            "p1       ann            Instagram  2025-06-01  -        100    1      1",
            *(f"q{n}  b{n}  Instagram  2025-06-01  -  100  1  1" for n in peers),
        ],
        "orders": [
            "source     campaign  influencer_id  user_id  product  date        orders  revenue",
            "Instagram  -         ann            u        MB       2025-06-02  4       800",
            *(f"Instagram  -  b{n}  u  MB  2025-06-03  10  1000" for n in peers),
        ],
        "payouts": [
            "influencer_id  basis  rate  orders  total_payout",
            "ann            post   900   4       900",
            *(f"b{n}  order  1  10  {n}00" for n in peers),
        ],
    }
    ledger = ledger_of({name: "\n".join(rows) for name, rows in tables.items()})
    found = other_of(ledger, "ann")
    assert not isinstance(found, Refused)
    assert found is not None
    assert (found.low, found.middle, found.high, found.paid) == (80.0, 120.0, 160.0, 900.0)
    assert dict(found.levels) == {("platform", "tier"): 1}


# ---- what a rule of credit decides


def test_what_a_rule_moves_is_what_credit_says(sample: Ledger) -> None:
    """The three parts of each window add up, and are those worked out one by one."""
    for found in sensitivity(sample, EVERYTHING):
        assert found.moves == pytest.approx(moved_by_rule(sample, found.window))
        assert found.alike + found.moves + found.not_credited == pytest.approx(1)


# ---- the same in place, and as plain values


def test_evidence_in_place(tmp_path: Path) -> None:
    """Orders that stay in files where they lie give the same gates, to the last digit."""
    write_sample(tmp_path / "whole", orders=600, influencers=25, posts=120)
    whole = plain(load_folder(tmp_path / "whole"), EVERYTHING)
    orders = tmp_path / "apart" / "orders"
    orders.mkdir(parents=True)
    for name in ("influencers", "posts", "payouts"):
        (tmp_path / "whole" / f"{name}.csv").rename(tmp_path / "apart" / f"{name}.csv")
    (tmp_path / "whole" / "tracking_data.csv").rename(orders / "part.csv")
    assert plain(load_folder(tmp_path / "apart"), EVERYTHING) == whole
