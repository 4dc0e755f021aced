import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

import polars as pl
import pytest

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.units import RUPEES
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.pages import insights
from influencer_roi.pages.insights import Insight, insights_of
from influencer_roi.ui.view import View

Of = Callable[[Mapping[str, str]], Ledger]


def found(ledger: Ledger, filters: Filters | None = None) -> list[Insight]:
    """What stands out in a selection."""
    return insights_of(View("overview", ledger, filters or Filters(), Assumptions()))


def about(words: str, ledger: Ledger, filters: Filters | None = None) -> list[Insight]:
    """The insights whose claim has these words."""
    return [one for one in found(ledger, filters) if words in one.claim]


def followed(insight: Insight, ledger: Ledger, *, page: str) -> Filters:
    """The filters an insight's link sets on a page; all of it must be understood."""
    path, _, query = insight.href.partition("?")
    filters, dropped = Filters.from_query(query, ledger)
    assert (path, dropped) == (page, ())
    return filters


# ---- per post, per order


def test_no_losing_deals(world: Ledger):
    """Per post ann returns 2.5, bob per order 2.19; neither loses, so that is no news."""
    assert about("deals", world) == []


LOSING = """
    influencer_id  basis  rate  orders  total_payout
    ann            post   9000  3       9000
    bob            order  400   4       1600
    """


def test_losing_deals(ledger_of: Of):
    """Spend in per-post deals that return less than they cost is named: ann's 9,000 for 2,500."""
    ledger = ledger_of({"payouts": LOSING})
    (insight,) = about("deals", ledger)
    assert insight.claim == "₹9,000 sits in per-post deals below 2.22×"
    assert insight.figures == "Per-post deals return 0.28×, per-order deals 2.19×."
    assert followed(insight, ledger, page="/") == Filters(basis=("Per post",))


@pytest.mark.parametrize("basis", ["Per post", "Per order"])
def test_one_kind_of_deal(world: Ledger, basis: str):
    """With one kind of deal in the selection there is nothing to compare."""
    assert about("deals", world, Filters(basis=(basis,))) == []


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
    """Paid 700, cat sold nothing; the link opens her profile, within the same selection."""
    ledger = ledger_of({"payouts": IDLE, "orders": NO_ORDERS_OF_CAT})
    (idle,) = about("sold nothing", ledger, Filters(platform=("Instagram",)))
    assert (idle.claim, idle.figures) == (
        "Cat Iyer was paid ₹700 and sold nothing",
        "Not one tracked order in all time.",
    )
    only = followed(idle, ledger, page="/influencer")
    assert only == Filters(platform=("Instagram",), influencer_id=("cat",))


def test_several_sold_nothing(ledger_of: Of):
    """Several are counted, and the link lists all of them."""
    ledger = ledger_of({"payouts": f"{IDLE}    bob  post  500  0  500\n", "orders": NO_ORDERS_OF_CAT})
    (idle,) = about("sold nothing", ledger)
    assert (idle.claim, idle.link) == ("2 influencers were paid ₹1,200 and sold nothing", "See who")
    assert followed(idle, ledger, page="/influencers") == Filters(influencer_id=("cat", "bob"))


def test_several_nobody_paid(ledger_of: Of):
    """Several whom nobody paid have no spend to be drawn by: the link lists their rows."""
    ledger = ledger_of(
        {"payouts": "influencer_id  basis  rate  orders  total_payout\nann  post  500  3  1000"}
    )
    (unpaid,) = about("nobody paid", ledger)
    rows, _, table = unpaid.href.partition("&table=")
    assert (unpaid.link, table) == ("See who", "influencers")
    assert followed(replace(unpaid, href=rows), ledger, page="/explorer") == Filters(basis=("No payout",))


def test_too_many_to_name(ledger_of: Of, monkeypatch: pytest.MonkeyPatch):
    """A link that would name too many is left out; the sentence stays."""
    monkeypatch.setattr(insights, "NAMED_IN_LINK", 0)
    ledger = ledger_of({"payouts": IDLE, "orders": NO_ORDERS_OF_CAT})
    (idle,) = about("sold nothing", ledger)
    assert idle.link == ""


def test_everybody_sold(world: Ledger):
    """Where everybody who was paid sold something, nobody is named."""
    assert about("sold nothing", world) == []


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
    (insight,) = about("posts reach", ledger_of(posts_by_weekday(2400)))
    assert insight.claim == "Thursday posts reach more people"
    assert insight.figures == "Thursday posts reach 2.0 times as many people as the average post."


def test_no_weekday(ledger_of: Of):
    """A weekday a little better is no news: 1,150 is 1.13 times the average."""
    assert about("posts reach", ledger_of(posts_by_weekday(1150))) == []


def test_few_posts(ledger_of: Of):
    """Under five posts a weekday says nothing: with every one of them needed, there is no sentence."""
    tables = posts_by_weekday(2400)
    fewer = "\n".join(tables["posts"].splitlines()[:-1])  # the last Sunday
    assert about("posts reach", ledger_of({"posts": fewer})) == []


# ---- everywhere


def test_nothing_in_nothing(world: Ledger):
    """An empty selection has no insights."""
    assert found(world, Filters(followers_from=10**9)) == []


def test_links_show_what_is_said(sample: Ledger):
    """On the sample the link about idle influencers leads to exactly that money."""
    (idle,) = about("sold nothing", sample)
    totals = queries.totals(sample, followed(idle, sample, page="/influencers"))
    slices = queries.slices(sample, Filters(), by="influencer_id", metrics=("spend", "orders"))
    lost = slices.filter((pl.col("orders") <= 0) & (pl.col("spend") > 0))
    assert totals["spend"] == pytest.approx(lost["spend"].sum())
    assert totals["orders"] == 0
    assert idle.claim.startswith(f"{lost.height} influencers were paid ")


JULY = Filters(start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 31))


def test_july(sample: Ledger):
    """The sample's July beside June: the largest sum first, each with its figures."""
    assert [(one.claim, one.figures) for one in found(sample, JULY)][:5] == [
        (
            "isha.moves sold ₹2.52 L and nobody paid",
            "23 % of July's revenue, 13 % of June's, and no payout on file.",
        ),
        ("₹2.01 L sits in per-post deals below 2.22×", "Per-post deals return 2.16×, per-order deals 2.81×."),
        (
            "Money moved to Twitter, the weakest platform",
            "36 % of the spend against 21 % in June, at ROAS 1.63×. At June's returns the mix costs ₹1.27 L.",
        ),
        ("Aarav Bhatt was paid ₹24,640 and sold nothing", "Not one tracked order in July."),
        ("Posts outside any campaign brought no order", "₹24,640 in July."),
    ]


@pytest.mark.parametrize(
    ("words", "page", "metric", "amount"),
    [
        ("nobody paid", "/influencer", "revenue", "₹2.52 L"),
        ("sold nothing", "/influencer", "spend", "₹24,640"),
        ("outside any campaign", "/content", "spend", "₹24,640"),
        ("had spend and no order", "/campaigns", "spend", "₹12,917"),
    ],
)
def test_july_links(sample: Ledger, words: str, page: str, metric: str, amount: str):
    """Each link leads to exactly the rows whose sum the insight names, on July's days."""
    (insight,) = about(words, sample, JULY)
    only = followed(insight, sample, page=page)
    assert (only.start, only.end) == (JULY.start, JULY.end)
    assert amount in f"{insight.claim} {insight.figures}"
    assert RUPEES.short(queries.totals(sample, only, metrics=(metric,))[metric]) == amount


NEWS = """
    source     campaign  influencer_id  user_id  product            date        orders  revenue
    p1         Summer    ann            u1       MB Whey            2025-06-02  1       1000
    p1         Summer    ann            u1       MB Whey            2025-06-03  1       1000
    p1         Summer    ann            {}       MB Whey            2025-06-05  1       1000
    """


@pytest.mark.parametrize(
    ("customer", "claims"),
    [
        ("u2", []),  # one of one against one of two: a larger share, and no more people
        ("u1", ["Fewer new customers"]),
    ],
)
def test_new_customers(ledger_of: Of, customer: str, claims: list[str]):
    """New customers are more, or fewer, only where both their number and their share are."""
    days = Filters(start=dt.date(2025, 6, 4), end=dt.date(2025, 6, 5))
    ledger = ledger_of({"orders": NEWS.format(customer)})
    assert [one.claim for one in about("new customers", ledger, days)] == claims
