import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from influencer_roi import queries
from influencer_roi.app import create_app
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.model.calendar import Compare
from influencer_roi.pages import PAGES, influencer
from influencer_roi.pages.influencer.strips import A_LETTER, begins, drawn
from influencer_roi.queries.negotiating import Peers, Price
from influencer_roi.settings import Settings
from influencer_roi.ui.page import regions
from influencer_roi.ui.regions import Regions, filled
from tests.conftest import SAMPLE
from tests.tables import all_rows
from tests.ui.test_figures import plain
from tests.viewers import viewed

ANN = Filters(influencer_id=("ann",))
QUESTION = "influencer-question.children"
BUSY = Filters(influencer_id=("INF005",))


def shown(ledger: Ledger, filters: Filters | None = None, **choices: Any) -> dict[str, Any]:
    """What the page shows under filters, without the page's name."""
    regions = influencer.PAGE.update(ledger, filters or Filters(), **choices)
    return {region.removeprefix("influencer-"): value for region, value in regions.items()}


def narrowed(ledger: Ledger) -> Iterator[Filters]:
    """One influencer after the other, under filters that narrow the rows in different ways."""
    middle = ledger.first_day + (ledger.as_of - ledger.first_day) / 2
    for key in ledger.values("influencer_id")[:6]:
        alone = Filters(influencer_id=(key,))
        yield alone
        yield replace(alone, start=middle)
        yield alone.choosing(brand=ledger.values("brand")[:1])
        yield replace(alone, end=middle).choosing(platform=ledger.values("platform")[:1])
        yield alone.choosing(campaign=ledger.values("campaign")[:2], tier=ledger.values("tier")[:1])


# ---- the same regions under every selection


def selections(ledger: Ledger) -> Iterator[Filters]:
    """Selections that go to the edges: everything, nothing, one day, one influencer, several."""
    yield Filters()
    yield Filters(followers_from=10**11)
    yield Filters(start=dt.date(1990, 1, 1), end=dt.date(1990, 1, 2))
    yield Filters(start=ledger.as_of, end=ledger.as_of)
    yield Filters(influencer_id=ledger.values("influencer_id")[:1])
    yield Filters(influencer_id=ledger.values("influencer_id")[-3:], compare=Compare.NONE)


def faults(ledger: Ledger, regions: Regions) -> Iterator[str]:
    """What is wrong with regions: one its frame lacks, a figure Plotly refuses, a number unwritten."""
    filled(influencer.PAGE.frame(ledger), regions)
    for region, value in regions.items():
        if region.endswith("-source.data"):
            go.Figure(plain(value))  # type: ignore[arg-type]
        elif isinstance(value, str) and re.search(r"\bnan\b|\binf\b|\bNone\b(?! of)", value):
            yield f"{region}: {value}"


@pytest.mark.parametrize("grain", ["auto", "day", "month"])
def test_regions_on_the_sample(sample: Ledger, grain: str):
    """Under every selection the page has the same regions, each with its place in the frame."""
    names = set(influencer.PAGE.update(sample, Filters()))
    for filters in selections(sample):
        regions = influencer.PAGE.update(sample, filters, grain=grain)
        assert set(regions) == names, filters
        assert list(faults(sample, regions)) == [], filters


def test_regions_on_real_folders(real_ledger: Ledger):
    """Real folders show the same regions too."""
    names = set(influencer.PAGE.update(real_ledger, Filters()))
    for filters in selections(real_ledger):
        regions = influencer.PAGE.update(real_ledger, filters)
        assert set(regions) == names, filters
        assert list(faults(real_ledger, regions)) == [], filters


# ---- who it is about


def test_facts(world: Ledger):
    """One chosen influencer stands there in a line, with every attribute of the file and the deal."""
    page = shown(world, ANN)
    facts = ("influencer_id", "platform", "category", "gender", "follower_count", "basis", "first_post")
    assert page["name.children"] == "Ann Rao"
    assert page["facts.hidden"] is False
    assert [page[f"fact-{name}.children"] for name in facts] == [
        "ann",
        "Instagram",
        "Fitness",
        "Female",
        "50,000, micro",
        "per post, ₹500",
        "1 Jun 2025",
    ]


@pytest.mark.parametrize(
    ("filters", "name"),
    [
        (Filters(), "All influencers"),
        (Filters(influencer_id=("ann", "bob")), "2 influencers: Ann Rao, Bob Sen"),
        (Filters(category=("Beauty",)), "1 influencer"),
        (Filters(followers_from=10**11), "Nobody"),
    ],
)
def test_several(world: Ledger, filters: Filters, name: str):
    """With none or several chosen the page sums them up, says so, and asks to choose one."""
    page = shown(world, filters)
    assert page["verdict-sentence.children"] == name
    assert page["facts.hidden"] is True
    assert page["verdict-before.children"].startswith("These figures are their sum. Choose one")


@pytest.mark.parametrize("filters", [ANN, Filters()])
def test_what_stands_there(world: Ledger, filters: Filters):
    """The next deal, the fee, last posts and months are of one person; trend and tables of several."""
    page, one = shown(world, filters), bool(filters["influencer_id"])
    assert {page[f"{card}-there.hidden"] for card in ("deal", "fee", "last", "paid")} == {not one}
    assert {page[f"{card}-there.hidden"] for card in ("trend", "post", "payout")} == {one}


def test_way_back(world: Ledger):
    """The link to all influencers keeps every other filter."""
    page = shown(world, ANN.choosing(brand=("MuscleBlaze",)))
    assert page["everyone.href"].startswith("/influencers?")
    assert "brand=MuscleBlaze" in page["everyone.href"]
    assert "influencer=" not in page["everyone.href"]


# ---- the verdict


JULY: dict[str, Any] = {"start": dt.date(2025, 7, 1), "end": dt.date(2025, 7, 31)}
POOJA = Filters(influencer_id=("INF004",), **JULY)


def test_the_verdict(sample: Ledger):
    """It is a sentence of what the days cost and earned, and one of what may be paid."""
    page = shown(sample, POOJA)
    assert page["verdict-sentence.children"] == (
        "July cost ₹60,306 more than it earned: 4 posts at ₹24,340 against ₹37,054 of margin."
    )
    assert page["verdict-before.children"] == (
        "Reach is cheap here, orders are dear: over all 24 posts ₹7,840 a post or ₹625 an order would break"
        " even."
    )


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (ANN, "All time earned ₹125 more than it cost: ₹1,125 of margin against 2 posts at ₹500."),
        (
            Filters(influencer_id=("bob",)),
            "All time cost ₹25 more than it earned: 4 orders at ₹400 against ₹1,575 of margin.",
        ),
        (Filters(influencer_id=("cat",)), "All time brought ₹360 of margin, and nothing was spent on it."),
        (replace(ANN, start=dt.date(2025, 7, 1)), "Nothing to show in this selection."),
    ],
)
def test_verdicts(world: Ledger, filters: Filters, words: str):
    """Who earned, who lost, whom nobody paid, and days without anything."""
    assert shown(world, filters)["verdict-sentence.children"] == words


# ---- the next deal


def test_the_next_deal(sample: Ledger):
    """Break-even stands first with what it is made of; each price beside it and beside its peers."""
    page = shown(sample, POOJA)
    assert page["deal-say.children"] == (
        "Over 24 posts since March a post brought ₹17,421 and 12.5 orders on average. "
        "The agreed fee is 3.1 times what a post has earned back."
    )
    lead = ("even-post", "even-post-of", "even-order", "even-order-of")
    assert [page[f"deal-{name}.children"] for name in lead] == [
        "₹7,840",
        "₹17,421 × 45 % margin",
        "₹625",
        "₹1,389 an order × 45 % margin",
    ]
    words = ("title", "sub", "peers-words", "now-words", "result", "result-words")
    assert [
        tuple(page[f"deal-{key}-{name}.children"] for name in words) for key in ("fee", "cpa", "cpm")
    ] == [
        ("Fee per post", "8 peers paid per post", "₹3,460 – 9,713", "₹24,340", "₹16,500", "above break-even"),
        ("Cost per order", "5 peers paid per order", "₹440 – 540", "₹1,941", "₹1,316", "above break-even"),
        ("Cost per 1,000 reached", "11 peers with reach", "₹131 – 322", "₹100", "₹31", "under most peers"),
    ]


@pytest.mark.parametrize("high", [1000.0, 1200.0, 90000.0])
def test_words_of_peers_stay_on_the_line(high: float):
    """What half of the peers are paid is written inside its line, however far to the right it begins."""
    price = Price(now=1000.0, even=None, known=9, peers=Peers(9, (), 1000.0, 1000.0, high))
    strip = drawn(price, title="Cost per 1,000 reached", sub="9 peers with reach")
    begin = begins(strip.low, strip.peers_words)
    assert begin is not None
    assert 0 <= begin <= 100 - len(strip.peers_words) * A_LETTER


def test_too_few_peers(world: Ledger):
    """Three people have no five peers: the line shows the deal and its break-even alone."""
    page = shown(world, ANN)
    assert page["deal-fee-half.style"] == {"display": "none"}
    assert page["deal-fee-sub.children"] == "no peers"
    assert (page["deal-fee-result.children"], page["deal-fee-result-words.children"]) == (
        "₹63",
        "below break-even",
    )


def test_a_deal_of_nothing(sample: Ledger):
    """Who neither posted nor sold has a fee and no break-even; nobody paid has neither fee nor months."""
    paid, unpaid = (shown(sample, Filters(influencer_id=(one,))) for one in ("INF015", "INF012"))
    assert paid["deal-say.children"].startswith("Neither a post nor an order so far")
    assert paid["fee-say.children"] == "Nothing was posted, sold or paid on any day."
    assert paid["paid-foot.children"] == "₹4,220 has no day and is in no month."
    assert paid["last-say.children"] == "No post by this person in these files."
    assert unpaid["deal-say.children"].endswith("No payout is recorded here.")
    assert unpaid["fee-say.children"].startswith("Nothing was paid in these months")
    assert unpaid["paid-say.children"] == "No payout is recorded here."


def test_viewers():
    """Viewers read what a post brings, and a lock where a person's pay would stand."""
    page = shown(viewed(), Filters(influencer_id=("n1",)))
    assert page["deal-locked.hidden"] is False
    assert page["deal-fee-row.hidden"] is True
    assert page["deal-even-order.children"] != "–"
    assert page["fee-box.hidden"] is True
    assert page["last-0-cell-8.children"] == page["last-0-cell-9.children"] == "withheld"
    assert page["paid-say.children"] == "Payouts are for analysts and finance."


# ---- whether the fee comes back


def test_the_fee(sample: Ledger):
    """Months of the whole life: the fee, beside the margin and what share of the fee that is."""
    page = shown(sample, POOJA)
    assert page["fee-say.children"] == (
        "Never yet: 56 % of it in June, the best month, 38 % in July. In all ₹1.88 L of ₹5.84 L."
    )
    assert page["fee-foot.children"] == (
        "By day of order, the whole life of the deal. "
        "July counts ₹8,732 of orders credited to a post of 27 Jun."
    )
    fee, margin = page["fee-plot-source.data"]["data"]
    assert fee["y"] == pytest.approx([73020, 97360, 194720, 121700, 97360])
    assert margin["text"] == [f"<b>{share} %</b>" for share in (26, 18, 24, 56, 38)]


def test_months_paid(sample: Ledger):
    """Months stand with what was delivered, expected and spent, and their total below."""
    page = shown(sample, POOJA)
    assert page["paid-say.children"] == (
        "Per post at ₹24,340: stated is what was agreed. ₹5,11,140 of it since 1 April."
    )
    rows = [[page[f"paid-{row}-cell-{cell}.children"] for cell in range(4)] for row in (0, 4, 5)]
    assert rows == [
        ["March", "3", "73,020", "73,020"],
        ["July", "4", "97,360", "97,360"],
        ["Together", "24", "5,84,160", "5,84,160"],
    ]
    assert page["paid-5.className"] == "total"


# ---- the last posts


def test_the_last_posts(sample: Ledger):
    """The last six posts stand with what they earned back, against the fee; all are a link away."""
    page = shown(sample, POOJA)
    assert page["last-say.children"] == (
        "No post has earned its ₹24,340 back, none of all 24; that of 27 Jun came closest. "
        "All orders credited so far, whatever the dates chosen."
    )
    cells = [[page[f"last-{row}-cell-{cell}.children"] for cell in range(10)] for row in (0, 4)]
    assert cells == [
        [
            *("17 Jul", "Twitter", "Six weeks in and still loving it. #Gritzo"),
            *("1,38,938", "1.26 %", "7"),
            *("₹8,827", "₹3,972", "−₹20,368", "0.36×"),
        ],
        [
            *("27 Jun", "Twitter", "Morning stack, sorted! #ad", "3,65,265", "1.06 %", "32"),
            *("₹43,414", "₹19,536", "−₹4,804", "1.78×"),
        ],
    ]
    assert [page[f"last-{row}-note-0.children"] for row in (0, 4)] == ["still earning", ""]
    assert page["last-0-cell-8.className"] == "bad"
    assert page["last-all.children"] == "All 24 posts"
    assert page["last-all.href"].startswith("/explorer?table=posts&influencer=INF004")


def test_a_post_that_paid(world: Ledger):
    """Of ann's two posts one earned its fee back, by 45 % of 1,500 less 500."""
    assert shown(world, ANN)["last-say.children"].startswith(
        "1 of 2 posts has earned the fee back; that of 15 Jun went furthest, ₹175 beyond it."
    )


# ---- KPI cards


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("key", [*influencer.MONEY, *influencer.DONE])
def test_kpis(sample: Ledger, key: str):
    """A card shows the total of its metric, AOV beside the others, with the period before."""
    for filters in (*narrowed(sample), Filters(start=dt.date(2025, 6, 1), end=dt.date(2025, 6, 30))):
        page = shown(sample, filters)
        metric = REGISTRY[key]
        assert page[f"{key}-value.children"] == metric.unit.short(queries.totals(sample, filters)[key])


def test_orders_each(world: Ledger):
    """Below orders stands what one brings: three orders of ann brought 2,500."""
    assert shown(world, ANN)["orders-foot.children"] == "₹833 each"


def test_the_question_names_the_person(world: Ledger):
    """A profile of one person asks for that one by name; of several it asks as ever."""
    for filters, asked in ((ANN, "How does Ann Rao do?"), (Filters(), influencer.PAGE.question)):
        assert regions(influencer.PAGE, PAGES, world, filters, influencer.PAGE.defaults)[QUESTION] == asked


def test_months_beside_a_figure(world: Ledger):
    """Revenue of bob in June, 3,000, stands beside that of half of July, 500 of it, which is hatched."""
    half = Filters(influencer_id=("bob",), start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 4))
    whole = replace(half, start=dt.date(2025, 6, 1), end=dt.date(2025, 7, 5))
    page = shown(world, half)
    assert page["revenue-picture-columns.aria-label"] == (
        "Revenue by month: June 2025 ₹3,000; July 2025, in part ₹0"
    )
    kinds = [page[f"revenue-picture-column-{number}.className"] for number in range(2)]
    assert kinds == ["beside", "hatched"]
    assert shown(world, whole)["revenue-picture-column-0.className"] == ""


def test_the_band_of_a_figure(world: Ledger):
    """ROAS of ann, 2.5 on 1,000, is average; profit has no bands."""
    page = shown(world, ANN)
    assert (page["roas-band.children"], page["roas-band.className"]) == ("average", "band average")
    assert (page["profit-band.children"], page["profit-band.className"]) == ("", "band")


# ---- posts


def test_posts(world: Ledger):
    """Posts of ann stand newest first: p1 brought the order recorded on it, p2 the one five days after."""
    page = shown(world, ANN)
    rows = [
        tuple(row[name] for name in ("date", "caption", "reach", "likes", "engagement_rate", "revenue"))
        for row in page["post-grid-first.data"]["rowData"]
    ]
    assert rows == [
        ("2025-06-15", "A run in the morning", 20_000, 600, 0.035, 1500),
        ("2025-06-01", "Try MuscleBlaze Whey!", 10_000, 400, 0.05, 1000),
    ]
    assert page["post-say.children"] == "2 posts; ₹2,500 of ₹2,500 revenue is credited to posts."


def test_posts_add_up(sample: Ledger):
    """Posts reach what the selection reaches; their revenue is that of the orders credited to them."""
    for filters in narrowed(sample):
        rows = pd.DataFrame(
            shown(sample, filters)["post-grid-first.data"]["rowData"], columns=["reach", "revenue"]
        )
        totals = queries.totals(sample, filters, metrics=("reach",))
        assert rows["reach"].sum() == pytest.approx(totals["reach"]), filters
    orders = sample.tables.orders.to_pandas()
    credited = orders[(orders["influencer_id"] == "INF005") & orders["credit"].notna()]
    rows = pd.DataFrame(shown(sample, BUSY)["post-grid-first.data"]["rowData"])
    assert rows["revenue"].sum() == pytest.approx(credited["revenue"].sum())


def test_post_links(sample: Ledger):
    """A post's address arrives as the file states it; the cell opens only http and https."""
    urls = {row["url"] for row in shown(sample, BUSY)["post-grid-first.data"]["rowData"]}
    stated = pd.read_csv(SAMPLE / "posts.csv").query("influencer_id == 'INF005'")["url"]
    assert urls == set(stated)


# ---- orders


def test_orders(world: Ledger):
    """Orders of bob stand newest first, with what the file says of them and the day of the post credited."""
    page = shown(world, Filters(influencer_id=("bob",)))
    assert order_rows(page) == [
        ("5 Jul", "MuscleBlaze Bar", "Monsoon", "1", "₹500", "none"),
        ("11 Jun", "HK Vitals ACV", "Monsoon", "3", "₹3,000", "10 Jun"),
    ]
    assert page["order-say.children"] == "4 orders in 2 rows, ₹3,500 together; the last on 5 Jul."
    assert (page["order-all.children"], page["order-foot.hidden"]) == ("All 2 rows", False)


def every_order(ledger: Ledger, filters: Filters) -> list[dict[str, Any]]:
    """The rows of orders that the Explorer has under filters."""
    return all_rows("explorer-rows", ledger, filters, table="orders")


def order_rows(page: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """What the rows of the card of orders say."""
    shown_rows = (at for at in range(6) if not page[f"order-{at}.hidden"])
    return [tuple(page[f"order-{at}-cell-{cell}.children"] for cell in range(6)) for at in shown_rows]


def test_orders_add_up(sample: Ledger):
    """Under every filter the orders that the link leads to add up to the revenue and orders of the cards."""
    for filters in narrowed(sample):
        link = shown(sample, filters)["order-all.href"]
        assert link == f"/explorer?table=orders&{filters.to_query()}"
        rows = pd.DataFrame(every_order(sample, filters), columns=["orders", "revenue"])
        totals = queries.totals(sample, filters, metrics=("orders", "revenue"))
        assert rows.sum().to_dict() == pytest.approx(totals), filters


def test_most_orders(sample: Ledger):
    """Of many order rows the newest six stand on the page, and the sentence sums all of them."""
    stated = pd.read_csv(SAMPLE / "tracking_data.csv").query("influencer_id == 'INF005'")
    page = shown(sample, BUSY)
    newest = pd.to_datetime(stated["date"]).sort_values(ascending=False)[:6]
    assert [row[0] for row in order_rows(page)] == [f"{day.day} {day:%b}" for day in newest]
    assert len(every_order(sample, BUSY)) == 770
    orders = stated["orders"].sum()
    assert page["order-say.children"] == (
        f"{orders:.0f} orders in 770 rows, ₹11.5 L together; the last on 31 Jul."
    )


def test_orders_of_nobody(world: Ledger):
    """While nobody is chosen there are no single orders, and the card asks for a choice."""
    page = shown(world)
    assert order_rows(page) == []
    assert page["order-say.children"] == "Choose an influencer to see orders one by one."


# ---- payouts


def test_payouts(world: Ledger):
    """A payout stands as stated, and the sentence says how much of it falls into the selection."""
    page = shown(world, replace(ANN, start=dt.date(2025, 6, 10)))
    assert page["payout-grid-first.data"]["rowData"] == [
        {
            "basis": "Per post",
            "rate": 500,
            "orders": 3,
            "total_payout": 1000,
            "name": "Ann Rao",
            "href": None,
        }
    ]
    assert page["payout-say.children"] == "₹1,000 in 1 payout row; ₹500 of it is spend in this selection."


@pytest.mark.parametrize(
    "filters", [ANN, replace(ANN, start=dt.date(2025, 6, 10)), Filters(brand=("Gritzo",))]
)
def test_files_of_the_tables(world: Ledger, filters: Filters):
    """The menus of orders and payouts lead to files of what their cards speak of, plain and explained."""
    page, client = shown(world, filters), create_app(world, Settings()).server.test_client()
    for card, amount in (("order", "revenue"), ("payout", "total_payout")):
        rows = list(
            csv.DictReader(io.StringIO(client.get(page[f"{card}-rows.href"]).text.removeprefix("\ufeff")))
        )
        listed = every_order(world, filters)
        if card == "payout":
            listed = page["payout-grid-first.data"]["rowData"]
        if filters["influencer_id"] or card == "payout":
            assert sorted(float(row[amount]) for row in rows) == sorted(row[amount] for row in listed)
        explained = client.get(page[f"{card}-about.href"]).data.decode("utf-8-sig")
        assert explained.startswith("# made by: influencer-roi\n")
        assert client.get(page[f"{card}-workbook.href"]).data.startswith(b"PK")


def test_no_payout(world: Ledger):
    """Who was never paid has none, like cat: no row, no spend, and ROAS is nothing."""
    page = shown(world, Filters(influencer_id=("cat",)))
    assert page["payout-say.children"] == "No payout is recorded here."
    assert (page["spend-value.children"], page["roas-value.children"]) == ("₹0", "–")


def test_payouts_add_up(real_ledger: Ledger):
    """Without a filter the payout rows add up to the spend of the card."""
    regions: Mapping[str, Any] = shown(real_ledger)
    spend = queries.totals(real_ledger, Filters(), metrics=("spend",))["spend"]
    short = REGISTRY["spend"].unit.short(spend)
    words = regions["payout-say.children"]
    assert words.startswith(f"{short} in ")
    assert f"; {short} of it" in words


# ---- what Evidence says of the next deal


def test_at_what_peers_are_paid_per_order(sample: Ledger):
    """Pooja's 301 orders would have cost a fourth of her fees; half of the peers lie between."""
    page = shown(sample, POOJA)
    assert [page[f"deal-{part}.children"] for part in ("other-title", "other", "other-of")] == [
        "At peers' price per order",
        "₹1.32 L – 1.63 L",
        "for the 301 orders that cost ₹5.84 L",
    ]


def test_the_gate_beside_the_next_deal(sample: Ledger):
    """13 people have posts early and late, 20 are needed: past results are not read forward."""
    page = shown(sample, POOJA)
    assert (page["deal-state.children"], page["deal-again.className"]) == ("too thin", "gated shut")
    assert page["deal-words.children"] == (
        "Too few to say: 20 people with posts early and late are needed. 7 people more with posts in both "
        "parts."
    )


def test_no_other_basis_where_payouts_are_withheld():
    """Viewers see no price on the other basis: it rests on single payouts."""
    page = shown(viewed(), Filters(influencer_id=("n1",)))
    assert page["deal-other-part.hidden"]
