import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import polars as pl
import pytest
from flask import Flask

from influencer_roi import queries
from influencer_roi.downloads import downloads
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.model import agreed
from influencer_roi.model.calendar import Compare
from influencer_roi.pages import payouts
from influencer_roi.pages.payouts import kpis
from influencer_roi.queries.payouts import Thresholds, agreements, paid_count, underperformers
from influencer_roi.ui.regions import Regions, filled
from tests.conftest import SAMPLE
from tests.ui.test_figures import plain

JULY = Filters(start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 31))
LedgerOf = Callable[[dict[str, str]], Ledger]


def shown(ledger: Ledger, filters: Filters | None = None, **choices: Any) -> dict[str, Any]:
    """What the page shows under filters, without the page's name."""
    regions = payouts.PAGE.update(ledger, filters or Filters(), **choices)
    return {region.removeprefix("payouts-"): value for region, value in regions.items()}


def board(page: dict[str, Any], name: str, *parts: str) -> list[tuple[str, ...]]:
    """The rows of a board that are shown, by the given parts."""
    return [
        tuple(page[f"{name}-{place}-{part}.children"] for part in parts)
        for place in range(6)
        if not page[f"{name}-{place}.hidden"]
    ]


def standing(page: dict[str, Any], name: str) -> list[tuple[str, ...]]:
    """The rows of a standing that are shown: name, profit, ROAS, and how long the bar is."""
    parts = ("name.children", "cell-0.children", "cell-1.children")
    return [
        (*(page[f"{name}-{place}-{part}"] for part in parts), page[f"{name}-{place}-bar-0.style"]["width"])
        for place in range(6)
        if not page[f"{name}-{place}.hidden"]
    ]


def cells(page: dict[str, Any], table: str, *fields: str) -> list[tuple[Any, ...]]:
    """The rows of a table, by the given fields."""
    return [tuple(row[field] for field in fields) for row in page[f"{table}-list-first.data"]["rowData"]]


# ---- the same regions under every selection


def selections(ledger: Ledger) -> Iterator[Filters]:
    """Selections that go to the edges: everything, each platform, nothing, one day, one influencer."""
    yield Filters()
    yield from (Filters(platform=(value,)) for value in ledger.values("platform"))
    yield Filters(followers_from=10**11)
    yield Filters(start=dt.date(1990, 1, 1), end=dt.date(1990, 1, 2))
    yield Filters(start=ledger.as_of, end=ledger.as_of)
    yield Filters(start=ledger.first_day, end=ledger.first_day, compare=Compare.YEAR)
    yield Filters(influencer_id=ledger.values("influencer_id")[:1])
    yield Filters(influencer_id=ledger.values("influencer_id")[-1:], compare=Compare.NONE)


def faults(ledger: Ledger, regions: Regions) -> Iterator[str]:
    """What is wrong with regions: one its frame lacks, a figure Plotly refuses, a number unwritten."""
    filled(payouts.PAGE.frame(ledger), regions)
    for region, value in regions.items():
        if region.endswith("-source.data"):
            go.Figure(plain(value))  # type: ignore[arg-type]
        elif isinstance(value, str) and re.search(r"\bnan\b|\binf\b|\bNone\b", value):
            yield f"{region}: {value}"


STRICT = {"max_roas": "3", "min_spend": "1000", "max_orders": "5", "max_engagement": "2"}


@pytest.mark.parametrize(
    "choices", [{}, {"group": "category", "period": "week", **STRICT}, {"group": "tier", "period": "month"}]
)
def test_regions_on_the_sample(sample: Ledger, choices: dict[str, Any]):
    """Under every selection and choice the page has the same regions, each with its place in the frame."""
    names = set(payouts.PAGE.update(sample, Filters()))
    for filters in selections(sample):
        regions = payouts.PAGE.update(sample, filters, **choices)
        assert set(regions) == names, filters
        assert list(faults(sample, regions)) == [], filters


def test_regions_on_real_folders(real_ledger: Ledger):
    """Real folders show the same regions too, under the same edges of a selection."""
    names = set(payouts.PAGE.update(real_ledger, Filters()))
    for filters in selections(real_ledger):
        regions = payouts.PAGE.update(real_ledger, filters)
        assert set(regions) == names, filters
        assert list(faults(real_ledger, regions)) == [], filters


def test_every_choice_is_offered(sample: Ledger):
    """A page drawn with any option of any choice shows something; the usual line is a ROAS below 1."""
    assert payouts.PAGE.chosen("")[0]["max_roas"] == "1"
    for name, choice in payouts.PAGE.choices.items():
        for option in choice.options:
            picked: dict[str, Any] = {name: option}
            assert shown(sample, **picked)["weak-say.children"]


# ---- KPI cards


def test_kpis(sample: Ledger):
    """Under every selection a card shows the total of its metric, exact on hover."""
    for filters in selections(sample):
        page = shown(sample, filters)
        totals = queries.totals(sample, filters)
        for key in kpis.KPIS:
            metric, total = REGISTRY[key], totals[key]
            exact = metric.nothing if total is None else metric.unit.exact(total)
            assert page[f"{key}-value.title"] == exact, (filters, key)


def test_influencers_paid(world: Ledger):
    """Ann and Bob were paid, Cat was not; in the 16 days from 20 June only Bob was, before them both."""
    late = Filters(start=dt.date(2025, 6, 20), end=dt.date(2025, 7, 5))
    before = Filters(start=dt.date(2025, 6, 4), end=dt.date(2025, 6, 19))
    assert [paid_count(world, one) for one in (Filters(), late, before)] == [2, 1, 2]


def test_four_figures(sample: Ledger):
    """The strip says four things: what was spent, this financial year, apart from agreed, needed to pay."""
    drawn = str(kpis.CARDS.frame("payouts", sample))
    values = re.findall(r"payouts-(\w+)-value'", drawn)
    assert list(dict.fromkeys(values)) == ["spend", "year_accrued", "apart", "needed_share"]


def test_figures_of_july(sample: Ledger):
    """As drawn: the financial year so far, what was stated above agreed, what must be caused to pay."""
    page = shown(sample, JULY)
    assert (page["year_accrued-value.children"], page["year_accrued-foot.children"]) == (
        "₹16.8 L",
        "April to July 2025",
    )
    assert page["apart-value.children"] == "₹6,620"
    assert page["apart-foot.children"] == "2 of 14 deals, over their whole life"
    assert page["needed_share-foot.children"] == "of revenue (about 59 to 190 %)"


# ---- deals


def test_deals_of_the_world(world: Ledger):
    """Bob, per order, got 1,600 for 3,500; Ann, per post, 1,000 for 2,500; Cat sold without a payout."""
    page = shown(world)
    assert board(page, "deals", "name", "figure", "sub", "extra") == [
        ("Per order, 1 deal", "2.19×", "₹3,500 on ₹1,600; just short", "₹400 an order, ₹1,600 a post"),
        ("Per post, 1 deal", "2.50×", "₹2,500 on ₹1,000", "₹333 an order, ₹500 a post"),
        ("No payout, 1 person", "–", "₹800", "with it ROAS is 2.62×, without 2.31×"),
    ]
    assert page["deals-0-line.data-value"] == "Per order"
    assert page["deals-say.children"] == (
        "1 of 2 deals earned their money back, which takes 2.22× at 45 % margin. Together +₹100."
    )


def test_who_earned_and_who_cost_more(world: Ledger):
    """At 45 % Ann earned 1,125 on 1,000, and Bob 1,575 on 1,600; who was not paid is no deal."""
    page = shown(world)
    assert standing(page, "deals-earned") == [("Ann Rao", "+₹125", "2.50×", "100.0%")]
    assert standing(page, "deals-cost") == [("Bob Sen", "−₹25", "2.19×", "100.0%")]
    assert page["deals-earned-0-line.data-value"] == "ann"


def test_deals_of_the_sample(sample: Ledger):
    """As drawn: six of twelve earned ₹1.50 L, six lost ₹1.35 L, each side on a scale of its own."""
    page = shown(sample, JULY)
    assert page["deals-say.children"] == (
        "July: 6 of 12 deals earned their money back, which takes 2.22× at 45 % margin. Together +₹14,865."
    )
    assert standing(page, "deals-earned")[:2] == [
        ("nikhil.livewell", "+₹1.12 L", "5.90×", "100.0%"),
        ("Yash Deshmukh", "+₹14,937", "2.97×", "13.4%"),
    ]
    assert standing(page, "deals-cost")[-1] == ("sahil.eatsclean", "−₹750", "1.99×", "1.2%")


def test_deals_that_lose(ledger_of: LedgerOf):
    """Where nobody earned the payout back, the sentence says none and the side of those who did is empty."""
    dear = ledger_of(
        {
            "payouts": """
                influencer_id  basis  rate  orders  total_payout
                ann            post   4000  3       8000
                bob            order  400   4       1600
                """
        }
    )
    page = shown(dear)
    assert page["deals-say.children"] == (
        "None of 2 deals earned their money back, which takes 2.22× at 45 % margin. Together −₹6,900."
    )
    assert standing(page, "deals-earned") == []
    assert page["deals-earned-empty.children"] == "Nobody earned the money back."


def test_deals_on_real_folders(real_ledger: Ledger):
    """Spend by basis adds up to what the payouts file states."""
    rows = queries.slices(real_ledger, Filters(), by="basis", metrics=("spend",))
    stated = agreements(real_ledger, Filters())["stated"].sum()
    assert rows["spend"].sum() == pytest.approx(stated)
    assert shown(real_ledger)["spend-value.title"] == REGISTRY["spend"].unit.exact(float(stated))


# ---- who gets the spend


def test_groups(world: Ledger):
    """By category the dearest comes first, and a click on a row filters by the category."""
    page = shown(world, group="category")
    assert board(page, "groups", "name", "figure", "second-figure", "extra") == [
        ("Health", "₹3,500", "₹1,600", "ROAS 2.19×"),
        ("Fitness", "₹2,500", "₹1,000", "ROAS 2.50×"),
        ("Beauty", "₹800", "₹0", "ROAS –"),
    ]
    assert page["groups-0-line.data-dimension"] == "category"
    assert page["groups-0-line.data-value"] == "Health"
    assert page["groups-say.children"] == (
        "Health takes 62 % of spend and brings 51 % of revenue; Fitness returns most per rupee (2.50×)."
    )


# ---- the course of spend


@pytest.mark.parametrize(("period", "rule"), [("week", "W-SUN"), ("month", "M")])
def test_course(sample: Ledger, period: str, rule: str):
    """The columns of a period add up to the spend of its entries, as pandas sums them."""
    traces = shown(sample, period=period)["course-source.data"]["data"]
    stacked = pd.DataFrame({trace["name"]: pd.Series(trace["y"], index=trace["x"]) for trace in traces})
    entries = sample.entries.select("date", "basis", "spend").drop_nulls("date").to_pandas()
    entries["period"] = pd.PeriodIndex(entries["date"], freq=rule).start_time.strftime("%Y-%m-%d")
    for basis in stacked.columns:
        own = entries[entries["basis"] == basis].groupby("period")["spend"].sum()
        assert stacked[basis].to_dict() == pytest.approx(own.reindex(stacked.index, fill_value=0).to_dict())
    assert stacked.to_numpy().sum() == pytest.approx(entries["spend"].sum())


@pytest.mark.parametrize(
    ("filters", "title", "groups"),
    [
        (JULY, "July 2025", ["July 2025", "FY Apr – Jul"]),
        (Filters(end=dt.date(2025, 4, 9)), "April 2025", ["April 2025", "FY Apr"]),
    ],
)
def test_the_month_is_named(sample: Ledger, filters: Filters, title: str, groups: list[str]):
    """The title names the month, and columns the days they are of."""
    page = shown(sample, filters)
    assert page["month-title.children"] == f"What is {title} worth, payee by payee?"
    heads = [column["headerName"] for column in page["month-grid.columnDefs"] if "children" in column]
    assert heads == ["Who", "Deal", *groups, "The whole life of the deal, 4 Mar – 31 Jul 2025"]


def test_months_so_far(sample: Ledger):
    """As drawn: every month to the one chosen, which is solid, with its sum and what most of it was for."""
    page = shown(sample, JULY)
    figure = page["course-source.data"]
    assert figure["data"][0]["x"] == [f"2025-0{month}-01" for month in range(3, 8)]
    assert figure["data"][0]["marker"]["opacity"] == [0.62, 0.62, 0.62, 0.62, 1.0]
    assert figure["layout"]["annotations"][-1]["text"] == "<b>₹3.73 L</b><br>77 % per post"
    assert page["course-say.children"] == (
        "Most in May 2025, ₹5.22 L; July is ₹13,744 under June; 81 % went to per-post deals."
    )


def test_course_in_words(world: Ledger):
    """Ann's posts bear 1,000 in June, Bob's orders 1,200 and 400 in July: 2,600 in 35 days."""
    assert shown(world, period="month")["course-say.children"] == (
        "₹2,261 a month on average, most in June 2025 (₹2,200); 62 % went to per-order deals."
    )


def test_a_basis_is_never_markup(ledger_of: LedgerOf):
    """A basis from the file is shown as text in the chart."""
    odd = ledger_of(
        {
            "payouts": """
                influencer_id  basis     rate  orders  total_payout
                ann            <b>x</b>  500   3       1000
                """
        }
    )
    trace = shown(odd)["course-source.data"]["data"][0]
    assert "<B>" not in trace["name"]
    assert "<B>" not in trace["text"][0]


# ---- payouts as agreed


def test_payouts_beside_what_was_agreed(ledger_of: LedgerOf):
    """Two posts at 500 are 1,000, not 1,200; 4 orders at 400 are 1,600, or 1,601; a mix is unchecked."""
    ledger = ledger_of(
        {
            "payouts": """
                influencer_id  basis   rate  orders  total_payout
                ann            post    500   7       1200
                bob            order   400   4       1601
                cat            hybrid  300   1       900
                """
        }
    )
    page = shown(ledger)
    fields = ("influencer_id", "basis", "units", "expected", "stated", "difference", "agrees")
    assert cells(page, "file", *fields) == [
        ("ann", "Per post", 2.0, 1000.0, 1200.0, 200.0, "no"),
        ("bob", "Per order", 4.0, 1600.0, 1601.0, 1.0, "yes"),
        ("cat", "Hybrid", None, None, 900.0, None, "–"),
    ]
    assert cells(page, "file", "orders_stated", "orders_tracked", "revenue", "spend") == [
        (7.0, 3.0, 2500.0, 1200.0),
        (4.0, 4.0, 3500.0, 1601.0),
        (1.0, 1.0, 800.0, 900.0),
    ]
    assert page["file-say.children"] == (
        "1 of 2 agreements differs from rate × units by more than ₹1: ₹200 over. "
        "What was stated is what counts. "
        "1 cannot be checked: no rate, or paid neither per post nor per order."
    )
    assert page["spend-value.title"] == "₹3,701.00"


def test_payouts_that_agree(world: Ledger):
    """Where every payout is rate × units the sentence says so."""
    assert shown(world)["file-say.children"] == "2 agreements, each what rate × units gives."


def test_one_agreement(ledger_of: LedgerOf):
    """Of one alone no part is told."""
    alone = "influencer_id  basis  rate  orders  total_payout\nann  post  500  3  1200"
    page = shown(ledger_of({"payouts": alone}))
    assert str(page["file-say.children"]).startswith("The one agreement differs from rate × units by more")
    assert page["apart-foot.children"] == "one deal, over its whole life"


def test_payouts_of_the_selection(world: Ledger):
    """Only filters on influencers choose whose payouts are shown, as in the month; revenue follows all."""
    july = Filters(start=dt.date(2025, 7, 1))
    both = [("bob", 4.0, 500.0), ("ann", 2.0, None)]
    assert cells(shown(world, july), "file", "influencer_id", "units", "revenue") == both
    health = shown(world, Filters(start=july.start, category=("Health",)))
    assert cells(health, "file", "influencer_id", "units", "revenue") == both[:1]


def test_several_payouts_to_one(ledger_of: LedgerOf):
    """Payouts to one influencer for one basis at one rate are one row; at two rates each has all units."""
    ledger = ledger_of(
        {
            "payouts": """
                influencer_id  basis  rate  orders  total_payout
                ann            post   500   3       400
                ann            post   500   3       600
                ann            post   250   3       500
                """
        }
    )
    page = shown(ledger)
    assert cells(page, "file", "influencer_id", "payouts", "stated", "expected", "agrees") == [
        ("ann", 2, 1000.0, 1000.0, "yes"),
        ("ann", 1, 500.0, 500.0, "yes"),
    ]
    assert page["file-say.children"] == (
        "2 agreements, each what rate × units gives. "
        "Their 3 payouts are added up per influencer, basis and rate. "
        "2 share their influencer with another; each is compared with all units."
    )


def test_payouts_on_real_folders(real_ledger: Ledger):
    """Every payout is in one agreement, and pandas finds the same ones not to be rate × units."""
    rows = agreements(real_ledger, Filters())
    tables = real_ledger.tables
    assert rows["payouts"].sum() == tables.payouts.height
    orders = tables.orders.to_pandas().groupby("influencer_id")["orders"].sum()
    posts = tables.posts.to_pandas().groupby("influencer_id").size()
    paid = tables.payouts.to_pandas().groupby(["influencer_id", "basis", "rate"])["total_payout"].sum()
    apart = {}
    for who, basis, rate, total in paid.reset_index().itertuples(index=False, name=None):
        units = (orders if basis == "Per order" else posts).get(who, 0)
        apart[who, basis, rate] = abs(round(total - rate * units, 2)) > 1
    found = rows.select("influencer_id", "basis", "rate", "agrees").iter_rows()
    assert {(who, basis, rate): not agrees for who, basis, rate, agrees in found} == apart


def test_note_page_and_file_count_the_same(real_ledger: Ledger):
    """What the note on the payouts file counts as not agreed, the page and its file do too."""
    expected = agreements(real_ledger, Filters()).filter(~pl.col("agrees")).height
    assert counted(real_ledger) == (expected, expected, expected)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, 3),
        ({"TOLERANCE": 150.0}, 1),
        ({"TOLERANCE": 300.0}, 0),
        ({"UNITS": {"order": "posts", "post": "orders"}}, 2),
        ({"UNITS": {"order": "orders"}}, 2),
    ],
)
def test_as_agreed_is_one_rule(
    ledger_of: LedgerOf, monkeypatch: pytest.MonkeyPatch, change: dict[str, object], expected: int
):
    """Where tolerance or units of the rule change, note, page and file move together."""
    for name, changed in change.items():
        monkeypatch.setattr(agreed, name, changed)
    ledger = ledger_of(
        {
            "payouts": """
                influencer_id  basis  rate  orders  total_payout
                ann            post   100   2       100
                ann            post   100   3       200
                bob            order  400   4       1500
                bob            order  300   4       1400
                """
        }
    )
    assert counted(ledger) == (expected, expected, expected)


def counted(ledger: Ledger) -> tuple[int, int, int]:
    """How many agreements differ according to the note, the page's sentence and the file; 0 where silent."""
    notes = [note.text for note in ledger.report.notes if note.code == "payout_mismatch"]
    app = Flask(__name__)
    app.register_blueprint(downloads(ledger, Assumptions()))
    sentence = str(shown(ledger)["file-say.children"])
    rows = csv.DictReader(
        io.StringIO(app.test_client().get("/download/agreements.csv").text.lstrip("\ufeff"))
    )
    return (
        sum(leading(text) for text in notes),
        leading(sentence) if re.match(r"[\d,]+ of ", sentence) else 0,
        sum(row["agrees"] == "false" for row in rows),
    )


def leading(sentence: str) -> int:
    """The number a sentence opens with."""
    return int(sentence.split(maxsplit=1)[0].replace(",", ""))


# ---- underperformers


def test_underperformers_of_the_world(world: Ledger):
    """Below 3× lie Bob and Ann; nothing is at stake where revenue covers the payout."""
    page = shown(world, max_roas="3")
    fields = ("name", "platform", "category", "basis", "at_stake", "spend", "revenue", "orders")
    assert cells(page, "weak", *fields) == [
        ("Bob Sen", "YouTube", "Health", "Per order", 0.0, 1600.0, 3500.0, 4.0),
        ("Ann Rao", "Instagram", "Fitness", "Per post", 0.0, 1000.0, 2500.0, 3.0),
    ]
    assert page["weak-say.children"] == (
        "2 of 2 paid influencers stay under these lines: paid ₹2,600, and their revenue covers it."
    )


def test_nobody_underperforms(world: Ledger):
    """Where nobody stays under the lines the table makes room for a sentence."""
    page = shown(world)
    assert page["weak-say.children"] == "Of 2 paid influencers, none stays under all these lines."
    assert (page["weak-none.hidden"], page["weak-found.hidden"]) == (False, True)


def by_hand(folder: Path) -> pd.DataFrame:
    """Spend, revenue, orders and engagement of each influencer, straight from the sample's files."""
    files = {name: pd.read_csv(folder / f"{name}.csv") for name in ("payouts", "posts", "tracking_data")}
    for name in ("posts", "tracking_data"):
        files[name]["date"] = pd.to_datetime(files[name]["date"], errors="coerce")
    posts = files["posts"].query("reach >= 0 and likes >= 0 and comments >= 0").dropna(subset=["date"])
    sold = files["tracking_data"].dropna(subset=["date", "revenue", "influencer_id"])
    sums = posts.groupby("influencer_id")[["reach", "likes", "comments"]].sum()
    people = pd.DataFrame({"spend": files["payouts"].groupby("influencer_id")["total_payout"].sum()})
    people = people.join(sold.groupby("influencer_id")[["orders", "revenue"]].sum()).join(sums).fillna(0)
    people["engagement"] = (people["likes"] + people["comments"]) / people["reach"].where(people["reach"] > 0)
    return people


@pytest.mark.parametrize(
    "lines",
    [
        Thresholds(),
        Thresholds(max_roas=3, min_spend=50_000),
        Thresholds(max_roas=2, max_orders=50),
        Thresholds(max_roas=3, max_engagement=0.03),
        Thresholds(max_roas=1, max_orders=0),
    ],
)
def test_underperformers_of_the_sample(sample: Ledger, lines: Thresholds):
    """Who underperforms, and the money at stake, is what the files say when pandas reads them."""
    people = by_hand(SAMPLE)
    under = people[
        (people["revenue"] < lines.max_roas * people["spend"]) & (people["spend"] >= lines.min_spend)
    ]
    if lines.max_orders is not None:
        under = under[under["orders"] <= lines.max_orders]
    if lines.max_engagement is not None:
        under = under[under["engagement"] < lines.max_engagement]
    found = underperformers(sample, Filters(), lines)
    assert not found.is_empty()
    assert set(found["influencer_id"]) == set(under.index)
    assert found["spend"].sum() == pytest.approx(under["spend"].sum())
    assert found["at_stake"].sum() == pytest.approx((under["spend"] - under["revenue"]).clip(lower=0).sum())


def test_underperformers_as_csv(sample: Ledger):
    """The link under the list gives exactly the rows of the list, with the same figures."""
    flask = Flask("payouts")
    flask.register_blueprint(downloads(sample, Assumptions()))
    filters = Filters(start=dt.date(2025, 4, 1), end=dt.date(2025, 6, 30))
    page = shown(sample, filters, max_roas="3", min_spend="1000")
    linked = csv.DictReader(
        io.StringIO(flask.test_client().get(page["weak-csv.href"]).text.removeprefix("\ufeff"))
    )
    numbers = ("spend", "revenue", "orders")
    listed = cells(page, "weak", "influencer_id", *numbers)
    found = [
        (row["influencer_id"], *(pytest.approx(float(row[name]), rel=1e-14) for name in numbers))
        for row in linked
    ]
    assert len(listed) > 2
    assert found == [tuple(row) for row in listed]
    assert page["weak-csv.children"] == f"Download these {len(listed)} rows (CSV)"


def test_names_lead_to_profiles(world: Ledger):
    """A name in a table links to the influencer's profile under the other filters."""
    filters = Filters(brand=("HKVitals",), influencer_id=("bob",))
    row = shown(world, filters, max_roas="3")["file-list-first.data"]["rowData"][0]
    assert row["href"] == "/influencer?influencer=bob&brand=HKVitals&dates=all"
