from collections.abc import Callable, Mapping

import polars as pl
import pytest

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.pages import insights
from influencer_roi.pages.insights import Insight, insights_of
from influencer_roi.ui.view import View

Of = Callable[[Mapping[str, str]], Ledger]


def found(ledger: Ledger, filters: Filters | None = None) -> list[Insight]:
    """What stands out in a selection."""
    return insights_of(View("overview", ledger, filters or Filters(), Assumptions()))


def followed(insight: Insight, ledger: Ledger) -> Filters:
    """The filters an insight's link sets; all of it must be understood."""
    path, _, query = insight.href.partition("?")
    filters, dropped = Filters.from_query(query, ledger)
    assert (path, dropped) == ("/", ())
    return filters


# ---- per post, per order


def test_deals(world: Ledger):
    """Per post ann returns 2.5, bob per order 2.19; neither loses, so no money is named."""
    assert found(world)[0].text == "Per-post deals return 2.50×, per-order deals 2.19×."
    assert followed(found(world)[0], world) == Filters(basis=("Per post",))


LOSING = """
    influencer_id  basis  rate  orders  total_payout
    ann            post   9000  3       9000
    bob            order  400   4       1600
    """


def test_losing_deals(ledger_of: Of):
    """Spend in per-post deals that return less than they cost is named: ann's 9,000 for 2,500."""
    text = found(ledger_of({"payouts": LOSING}))[0].text
    assert text == (
        "Per-post deals return 0.28×, per-order deals 2.19×: ₹9,000 sits in per-post deals below 1×."
    )


@pytest.mark.parametrize("basis", ["Per post", "Per order"])
def test_one_kind_of_deal(world: Ledger, basis: str):
    """With one kind of deal in the selection there is nothing to compare."""
    assert not [one for one in found(world, Filters(basis=(basis,))) if "deals" in one.text]


# ---- paid, and sold nothing

IDLE = """
    influencer_id  basis  rate  orders  total_payout
    ann            post   500   3       1000
    cat            post   500   0       700
    """
NO_ORDERS_OF_CAT = """
    source  campaign  influencer_id  user_id  product  date        orders  revenue
    p1      Summer    ann            u1       MB Whey  2025-06-02  1       1000
    """


def test_sold_nothing(ledger_of: Of):
    """Paid 700, cat sold nothing; the link shows her, within the same selection."""
    ledger = ledger_of({"payouts": IDLE, "orders": NO_ORDERS_OF_CAT})
    idle = next(one for one in found(ledger, Filters(platform=("Instagram",))) if "sold nothing" in one.text)
    assert idle.text == "1 influencer was paid ₹700 and sold nothing here."
    assert followed(idle, ledger) == Filters(platform=("Instagram",), influencer_id=("cat",))


def test_too_many_to_name(ledger_of: Of, monkeypatch: pytest.MonkeyPatch):
    """A link that would name too many is left out; the sentence stays."""
    monkeypatch.setattr(insights, "NAMED_IN_LINK", 0)
    ledger = ledger_of({"payouts": IDLE, "orders": NO_ORDERS_OF_CAT})
    idle = next(one for one in found(ledger) if "sold nothing" in one.text)
    assert (idle.link, idle.href) == ("", "")


def test_everybody_sold(world: Ledger):
    """Where everybody who was paid sold something, nobody is named."""
    assert not [one for one in found(world) if "sold nothing" in one.text]


# ---- weekdays


def posts_by_weekday(reach_of_thursday: int) -> dict[str, str]:
    """Five weeks with a post a day of reach 1,000, on Thursdays another; 2 June 2025 is a Monday."""
    lines = ["post_id  influencer_id  platform   date        caption  reach  likes  comments"]
    for number in range(35):
        month, day = (6, number + 2) if number < 29 else (7, number - 28)
        reach = reach_of_thursday if number % 7 == 3 else 1000
        lines.append(f"q{number}  ann  Instagram  2025-{month:02}-{day:02}  hi  {reach}  1  1")
    return {"posts": "\n".join(lines)}


def test_weekday(ledger_of: Of):
    """Thursday posts reach 2,400, the average post (6 × 1,000 + 2,400) ÷ 7 = 1,200: twice as many."""
    said = [one.text for one in found(ledger_of(posts_by_weekday(2400)))]
    assert "Thursday posts reach 2.0 times as many people as the average post." in said


def test_no_weekday(ledger_of: Of):
    """A weekday a little better is no news: 1,150 is 1.13 times the average."""
    assert not [one for one in found(ledger_of(posts_by_weekday(1150))) if "posts reach" in one.text]


def test_few_posts(ledger_of: Of):
    """Under five posts a weekday says nothing: with every one of them needed, there is no sentence."""
    tables = posts_by_weekday(2400)
    fewer = "\n".join(tables["posts"].splitlines()[:-1])  # the last Sunday
    assert not [one for one in found(ledger_of({"posts": fewer})) if "posts reach" in one.text]


# ---- everywhere


def test_nothing_in_nothing(world: Ledger):
    """An empty selection has no insights."""
    assert found(world, Filters(followers_from=10**9)) == []


def test_links_show_what_is_said(sample: Ledger):
    """On the sample the link about idle influencers leads to exactly that money."""
    idle = next(one for one in found(sample) if "sold nothing" in one.text)
    totals = queries.totals(sample, followed(idle, sample))
    slices = queries.slices(sample, Filters(), by="influencer_id", metrics=("spend", "orders"))
    lost = slices.filter((pl.col("orders") <= 0) & (pl.col("spend") > 0))
    assert totals["spend"] == pytest.approx(lost["spend"].sum())
    assert totals["orders"] == 0
    assert idle.text.startswith(f"{lost.height} influencers were paid ")
