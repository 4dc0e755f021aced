import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest

from influencer_roi import queries
from influencer_roi.app import create_app
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_folder
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.vocabulary import Better
from influencer_roi.model.calendar import Compare, Dating
from influencer_roi.pages import headline, overview
from influencer_roi.pages.rankings import range_words
from influencer_roi.queries.dating import dated
from influencer_roi.queries.scores import scores
from influencer_roi.settings import Settings
from influencer_roi.ui.regions import Regions, filled
from tests.ui.test_figures import plain
from tests.ui.test_regions import drawn

FIGURES = (*headline.KEYS, *overview.KPIS)


def shown(ledger: Ledger, filters: Filters | None = None, **choices: Any) -> dict[str, Any]:
    """What the page shows under filters, without the page's name."""
    regions = overview.PAGE.update(ledger, filters or Filters(), **choices)
    return {region.removeprefix("overview-"): value for region, value in regions.items()}


def days(start: str, end: str, **where: Any) -> Filters:
    """Filters over some days."""
    return Filters(start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end), **where)


def say(ledger: Ledger, card: str, filters: Filters | None = None, **choices: str) -> str:
    """The sentence of a card."""
    return str(shown(ledger, filters, **choices)[f"{card}-say.children"])


def rows(page: Mapping[str, Any], board: str, *parts: str) -> list[tuple[Any, ...]]:
    """The rows of a board that are shown, by the given parts."""
    return [
        tuple(page[f"{board}-{place}-{part}.children"] for part in parts)
        for place in range(6)
        if not page[f"{board}-{place}.hidden"]
    ]


# ---- the same regions under every selection


def selections(ledger: Ledger) -> Iterator[Filters]:
    """Selections that go to the edges: everything, each platform, nothing, one day, one influencer."""
    yield Filters()
    yield from (Filters(platform=(value,)) for value in ledger.values("platform"))
    yield Filters(followers_from=10**11)
    yield Filters(start=dt.date(1990, 1, 1), end=dt.date(1990, 1, 2))
    yield Filters(start=dt.date(2090, 1, 1))
    yield Filters(start=ledger.as_of, end=ledger.as_of)
    yield Filters(start=ledger.first_day, end=ledger.first_day, compare=Compare.YEAR)
    yield Filters(influencer_id=ledger.values("influencer_id")[:1])
    yield Filters(influencer_id=ledger.values("influencer_id")[-1:], compare=Compare.NONE)


def faults(ledger: Ledger, regions: Regions) -> Iterator[str]:
    """What is wrong with regions: one its frame lacks, a figure Plotly refuses, a number unwritten."""
    filled(overview.PAGE.frame(ledger), regions)
    for region, value in regions.items():
        if region.endswith("-source.data"):
            go.Figure(plain(value))  # type: ignore[arg-type]
        elif isinstance(value, str) and re.search(r"\bnan\b|\binf\b|\bNone\b(?! of)", value):
            yield f"{region}: {value}"


@pytest.mark.in_turn(2)
@pytest.mark.parametrize(
    "choices", [{}, {"grain": "day", "rank": "revenue"}, {"grain": "month", "rank": "cpa"}, {"rank": "cpc"}]
)
def test_regions_on_the_sample(sample: Ledger, choices: dict[str, Any]):
    """Under every selection the page has the same regions, each with its place in the frame."""
    names = set(overview.PAGE.update(sample, Filters()))
    for filters in selections(sample):
        regions = overview.PAGE.update(sample, filters, **choices)
        assert set(regions) == names, filters
        assert list(faults(sample, regions)) == [], filters


def test_regions_on_real_folders(real_ledger: Ledger):
    """Real folders show the same regions too, under the same edges of a selection."""
    names = set(overview.PAGE.update(real_ledger, Filters()))
    for filters in selections(real_ledger):
        regions = overview.PAGE.update(real_ledger, filters)
        assert set(regions) == names, filters
        assert list(faults(real_ledger, regions)) == [], filters


# ---- KPI cards


@pytest.mark.parametrize("key", FIGURES)
def test_kpis(sample: Ledger, key: str):
    """Under every selection a card shows the total of its metric, short on the card, exact on hover."""
    metric = REGISTRY[key]
    for filters in selections(sample):
        page = shown(sample, filters)
        total = queries.totals(sample, filters)[key]
        assert page[f"{key}-value.children"] == metric.unit.short(total), filters
        exact = metric.nothing if total is None else metric.unit.exact(total)
        assert page[f"{key}-value.title"] == exact, filters


def test_kpis_of_the_world(world: Ledger):
    """One can reckon them: 6,800 of 8 orders on 2,600, at 45 % less 2,600; 3,260 of a reach of 82,000."""
    page = shown(world)
    assert {key: page[f"{key}-value.title"] for key in FIGURES} == {
        "revenue": "₹6,800.00",
        "spend": "₹2,600.00",
        "roas": "2.6154×",
        "profit": "₹460.00",
        "orders": "8",
        "new_customers": "4",
        "cpa": "₹325.00",
        "engagement_rate": "3.98 %",
    }


def test_kpis_of_a_real_folder():
    """The seed's dashboard shows what its owner reckoned, to the paisa; other tools showed 0.26 and 0.11."""
    from tests.test_second_opinion import SHARED_DATA  # noqa: PLC0415 # only here

    folder = SHARED_DATA / "seed-roi-dashboard"
    if not folder.is_dir():
        pytest.skip(f"no {folder}; set SHARED_DATA to the real data")
    page = shown(load_folder(folder))
    assert page["revenue-value.title"] == "₹24,17,112.00"
    assert page["spend-value.title"] == "₹33,58,331.22"
    assert page["roas-value.title"] == "0.7197×"


def test_changes(world: Ledger):
    """July against the five days before: 1,300 after 0 has no percentage, 400 of spend after 0 neither."""
    page = shown(world, days("2025-07-01", "2025-07-05"))
    assert page["revenue-value.children"] == "₹1,300"
    assert (page["revenue-change.children"], page["revenue-then.children"]) == ("", "26–30 Jun ₹0")


def test_change_of_revenue(world: Ledger):
    """20 to 30 June brought 1,500, the eleven days before, 9 to 19 June, 3,000: half of it, and bad."""
    page = shown(world, days("2025-06-20", "2025-06-30"))
    assert (page["revenue-value.children"], page["revenue-change.children"]) == ("₹1,500", "▼ 50.0 %")
    assert page["revenue-change.className"] == "delta bad"
    assert page["revenue-then.children"] == "9–19 Jun ₹3,000"


def test_no_comparison(world: Ledger):
    """Where nothing is compared the words below a value say what it is made of, and none what it was."""
    page = shown(world)
    assert {key: page[f"{key}-foot.children"] for key in ("revenue", "spend", "orders", "cpa")} == {
        "revenue": "₹194 a day",  # 6,800 in 35 days
        "spend": "₹650 a post",
        "orders": "₹850 each",
        "cpa": "spend ÷ orders",
    }
    assert {page[f"{key}-then.children"] for key in headline.KEYS} == {""}


# ---- the trend


def test_trend_sentence(world: Ledger):
    """35 days are shown by day: 6,800 and 2,600 are 194 and 74 a day; 3,000 came in on 11 June."""
    assert say(world, "trend") == "₹194 a day on ₹74.29 of spend; 11 Jun brought most, ₹3,000."


def test_trend_sentence_of_few_days(world: Ledger):
    """4,000 and 1,200 in ten days; of the ten before the data hold one, so no day is held against them."""
    assert say(world, "trend", days("2025-06-02", "2025-06-11")) == (
        "₹400 a day on ₹120 of spend; 11 Jun brought most, ₹3,000."
    )


def test_trend_sentence_in_the_unit_of_the_chart(world: Ledger):
    """By week the sentence is by week: 35 days are five of them, though they touch six calendar weeks."""
    assert say(world, "trend", grain="week") == (
        "₹1,360 a week on ₹520 of spend; week of 9 Jun brought most, ₹3,000."
    )


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("2025-06-01", "2025-06-30", "₹5,500 a month on ₹2,200 of spend; Jun 2025 brought most, ₹5,500."),
        ("2025-06-16", "2025-06-30", "₹3,044 a month on ₹0 of spend; Jun 2025 brought most, ₹1,500"),
    ],
)
def test_trend_sentence_of_a_part_of_a_month(world: Ledger, first: str, last: str, sentence: str):
    """A whole month is a month; of half a month the amount a month is by its days."""
    assert say(world, "trend", days(first, last), grain="month").startswith(sentence)


def test_trend_sentence_of_a_touched_week(world: Ledger):
    """The best week is counted only as far as it is selected, and the days before are called by name."""
    found = say(world, "trend", days("2025-06-16", "2025-06-25"), grain="week")
    assert found == (
        "₹1,050 a week on ₹0 of spend; week of 16 Jun brought most, ₹1,500, "
        "but the ₹3,000 of week of 9 Jun did not come again."
    )


def test_trend_sentence_without_spend(world: Ledger):
    """Never paid, cat earned 800 on 2 July; she has nothing before 1 July."""
    found = say(world, "trend", days("2025-07-01", "2025-07-05", influencer_id=("cat",)))
    assert found == ("₹160 a day on ₹0 of spend; 2 Jul brought most, ₹800, more than any day of 26–30 Jun.")


def test_trend_points(world: Ledger):
    """The plot has every day of the range, days without orders too, and its sums are the totals."""
    figure = go.Figure(plain(shown(world)["trend-source.data"]))
    spend, revenue = figure.data
    assert (len(revenue.x), revenue.x[0], revenue.x[-1]) == (35, "2025-06-01", "2025-07-05")
    assert (sum(revenue.y), sum(spend.y)) == (pytest.approx(6800), pytest.approx(2600))
    assert (
        revenue.text[10]
        == "<b>Wed 11 Jun 2025</b><br>Revenue ₹3,000<br>Spend ₹1,200<br>ROAS 2.50×<br>Orders 3"
    )


def test_trend_beside_the_days_before(world: Ledger):
    """20 to 30 June stand over the eleven days before, day by day; the part of a week is hatched."""
    figure = go.Figure(plain(shown(world, days("2025-06-20", "2025-06-30"))["trend-source.data"]))
    hatched, _, then, now = figure.data
    assert (hatched.x[0], len(hatched.x)) == ("2025-06-27", 4)
    assert dict(zip(now.x, then.y, strict=True))["2025-06-22"] == 3000  # 11 June is the third day, too
    assert [one.text for one in figure.layout.annotations] == [
        "<b>20–30 Jun</b><br>₹136 a day",
        "<b>9–19 Jun</b><br>₹273 a day",
        "<b>Spend</b><br>₹0 a day",
        "11 Jun ₹3,000",
    ]


@pytest.mark.parametrize(
    ("grain", "points", "first", "by"),
    [
        ("auto", 35, "<b>Sun 1 Jun 2025</b>", "date"),
        ("week", 6, "<b>week of 26 May 2025</b>", "week"),
        ("month", 2, "<b>June 2025</b>", "month"),
    ],
)
def test_grain(world: Ledger, grain: str, points: int, first: str, by: str):
    """The reader's grain is taken, for the plot and for its rows."""
    page = shown(world, grain=grain)
    (line,) = go.Figure(plain(page["trend-source.data"])).select_traces({"name": "Revenue"})
    assert (len(line.x), line.text[0].split("<br>")[0]) == (points, first)
    assert page["trend-rows.href"] == f"/download/slices.csv?by={by}&dates=all"


def weeks(page: Mapping[str, Any], *parts: str) -> list[tuple[Any, ...]]:
    """The weeks below the trend, by the given parts."""
    found = [tuple(page[f"trend-{number}-{part}.children"] for part in parts) for number in range(5)]
    return [] if page["trend-weeks.hidden"] else [row for row in found if any(row)]


def test_weeks_of_july(sample: Ledger):
    """July's weeks stand beside June's of the same number; the last, of three days, has no change."""
    page = shown(sample, days("2025-07-01", "2025-07-31"))
    assert page["trend-name.children"] == "vs June"
    assert weeks(page, "days", "revenue", "change", "roas") == [
        ("1–7 Jul", "₹2.24 L", "▼ 18 %", "2.52×"),
        ("8–14 Jul", "₹3.63 L", "▲ 43 %", "3.49×"),
        ("15–21 Jul", "₹2.63 L", "▼ 40 %", "4.08×"),
        ("22–28 Jul", "₹1.68 L", "▼ 4 %", "1.83× below"),
        ("29–31 Jul", "₹97,424", "3 of 7 days", "4.00×"),
    ]


def test_no_weeks(world: Ledger, sample: Ledger):
    """A year has no strip of weeks, one week needs none, and nothing has none."""
    assert weeks(shown(sample), "days") == []
    assert weeks(shown(world, days("2025-06-02", "2025-06-08")), "days") == []
    assert weeks(shown(world, Filters(followers_from=10**9)), "days") == []


# ---- platforms and brands


def test_platforms(world: Ledger):
    """3,500 of 6,800 on 1,600 of 2,600 is YouTube's; each row says both shares and its ROAS."""
    page = shown(world)
    assert page["platforms-say.children"] == "YouTube brings 51 % of the revenue on 62 % of the spend."
    assert rows(page, "platforms", "name", "cell-0", "cell-1", "cell-2") == [
        ("YouTube", "51 %", "62 %", "2.19×"),
        ("Instagram", "49 %", "38 %", "3.30×"),
    ]
    pie = go.Figure(plain(page["platforms-donut-source.data"]))
    assert pie.data[0].values == (3500.0, 3300.0)
    assert "<b>₹6,800</b>" in pie.layout.annotations[0].text


def test_one_platform(world: Ledger):
    """A single platform needs no comparison; it is pressed, the others not there."""
    page = shown(world, Filters(platform=("YouTube",)))
    assert page["platforms-say.children"] == "YouTube is the only platform in this selection."
    assert page["platforms-0-line.aria-pressed"] == "true"


def test_colours_stay(sample: Ledger):
    """A value keeps its colour under every filter."""
    every = shown(sample)
    held = {
        (board, every[f"{board}-{place}-name.children"]): every[f"{board}-{place}-{mark}.style"]["background"]
        for board, mark in (("platforms", "dot"), ("brands", "dot"), ("campaigns", "dot"))
        for place in range(6)
        if not every[f"{board}-{place}.hidden"]
    }
    seen = 0
    for filters in selections(sample):
        page = shown(sample, filters)
        for board, mark in (("platforms", "dot"), ("brands", "dot"), ("campaigns", "dot")):
            for place, (name,) in enumerate(rows(page, board, "name")):
                if (board, name) in held:
                    seen += 1
                    assert page[f"{board}-{place}-{mark}.style"]["background"] == held[board, name], filters
    assert seen > 40


def test_brands(world: Ledger):
    """HKVitals: 1,200 by order and two thirds of a post of ann, 333; MuscleBlaze: 400, 167, 500; at 45 %."""
    page = shown(world)
    assert page["brands-say.children"] == "HKVitals sells most and returns most per rupee."
    assert rows(page, "brands", "name", "cell-0", "cell-0-sub", "cell-1", "cell-3") == [
        ("HKVitals", "₹4,500", "on ₹1,533", "2.93×", "+₹492"),
        ("MuscleBlaze", "₹1,500", "on ₹1,067", "1.41×", "−₹392"),
        ("Gritzo", "₹800", "on ₹0", "–", "+₹360"),
    ]


def test_changes_of_brands_and_platforms(sample: Ledger):
    """Beside June the ROAS of each moved, and the head names June; over all time nothing is compared."""
    page = shown(sample, days("2025-07-01", "2025-07-31"))
    assert rows(page, "brands", "name", "cell-1", "cell-2", "cell-3") == [
        ("MuscleBlaze", "4.71×", "▲ 0.81×", "+₹1.23 L"),
        ("HKVitals", "2.36×", "▼ 1.63×", "+₹11,339"),
        ("Gritzo", "2.04×", "▲ 0.01×", "−₹6,357"),
    ]
    assert rows(page, "platforms", "name", "cell-3") == [
        ("Instagram", "▲ 0.68×"),
        ("YouTube", "▼ 0.36×"),
        ("Twitter", "▲ 0.52×"),
    ]
    assert (page["brands-head-4.children"], page["platforms-head-4.children"]) == ("vs June", "vs June")
    assert shown(sample)["brands-head-4.children"] == ""


# ---- influencers and campaigns


BY_SCORE = (
    "Paid influencers by score, which trusts few posts less; the small numbers say where the true ROAS "
    "plausibly lies."
)


@pytest.mark.parametrize(
    ("orders", "spend", "words"), [(0.0, 900.0, "no order"), (2.0, 900.0, "too few"), (0.0, 0.0, "")]
)
def test_why_there_is_no_range(orders: float, spend: float, words: str):
    """Where there is no order, too few is not what is said; what cost nothing says nothing."""
    assert range_words({"low": None, "orders": orders, "spend": spend}) == words  # type: ignore[dict-item] # no range


def test_influencers(world: Ledger):
    """Of 1,000 ann returns 2,500, bob 3,500 on 1,600; cat was not paid, so she is not ranked by ROAS."""
    page = shown(world)
    assert rows(page, "influencers", "name", "sub", "cell-0", "cell-0-sub") == [
        ("Ann Rao", "Instagram · 3 orders", "2.50×", "too few"),
        ("Bob Sen", "YouTube · 4 orders", "2.19×", "too few"),
    ]
    assert page["influencers-say.children"] == BY_SCORE


def test_influencers_by_revenue(world: Ledger):
    """By revenue cat is ranked too, without a ROAS."""
    page = shown(world, rank="revenue")
    assert rows(page, "influencers", "name", "cell-0", "cell-2") == [
        ("Bob Sen", "₹3,500", "−₹25"),
        ("Ann Rao", "₹2,500", "+₹125"),
        ("Cat Iyer", "₹800", "+₹360"),
    ]


def test_influencers_by_a_cost(world: Ledger):
    """By a cost the cheapest comes first: 1,000 for ann's 3 orders, 1,600 for bob's 4; cat was not paid."""
    page = shown(world, rank="cpa")
    assert rows(page, "influencers", "name", "cell-0", "cell-0-sub") == [
        ("Ann Rao", "₹333", "3 orders"),
        ("Bob Sen", "₹400", "4 orders"),
    ]
    assert say(world, "influencers", rank="cpa") == (
        "Paid influencers with at least 1 order, lowest CPA first: spend for one order."
    )


@pytest.mark.parametrize(
    "rank", [key for key in overview.PAGE.choices["rank"].options if key not in ("roas", "cpc")]
)
def test_ranked_by_any_metric(sample: Ledger, rank: str):
    """By any metric the board holds the best six of those over the floor, as one finds them by hand."""
    metric, page = REGISTRY[rank], shown(sample, rank=rank)
    people = queries.slices(sample, Filters(), by="influencer_id").drop_nulls(rank).to_dicts()
    if metric.better is Better.LOWER:
        people = [one for one in people if one["spend"]]
    if "÷" in metric.formula.text:
        least = re.search(r"at least ([\d,]+) (\w+)", str(page["influencers-say.children"]))
        assert least is not None
        counted = {"order": "orders", "post": "posts"}.get(least[2], least[2])
        people = [one for one in people if one[counted] >= float(least[1].replace(",", ""))]
    else:
        people = [one for one in people if one[rank]]
    best = sorted(people, key=lambda one: -one[rank] * (metric.better.value or 1))
    assert rows(page, "influencers", "cell-0") == [(metric.unit.short(one[rank]),) for one in best[:6]]
    assert page["influencers-more.children"] == (f"All {len(best)} ranked →" if len(best) > 6 else "")


def test_what_cannot_be_picked(sample: Ledger):
    """Without clicks in the posts CPC stays in the picker, closed; the board says why."""
    drawn_ones = drawn(overview.PAGE.frame(sample)).components
    picker: Any = next(one for one in drawn_ones if getattr(one, "id", "") == "overview-rank")
    closed = {one["value"]: one["label"] for one in picker.options if one.get("disabled")}
    assert closed == {
        "clicks": "by clicks (no data)",
        "cpc": "by CPC (no data)",
    }
    assert shown(sample, rank="cpc")["influencers-say.children"] == (
        "Nothing to rank: no clicks in the posts file."
    )


def test_the_table_follows_the_rank(world: Ledger):
    """The rows behind the board come in its order: the lowest cost first, unpaid and organic ones last."""
    page = shown(world, rank="cpa")
    assert page["influencers-table.href"] == "/download/slices.json?by=influencer_id&sort=cpa&dates=all"
    client = create_app(world, Settings()).server.test_client()
    table: Any = client.get(page["influencers-table.href"]).json
    place = table["columns"].index("CPA")
    assert [row[place] for row in table["rows"]] == ["₹333.33", "₹400.00", "–", "–"]


def test_by_score(sample: Ledger):
    """By ROAS the highest score comes first, and its range stands beside; nobody's luck needs a floor."""
    page, found = shown(sample), dict(scores(sample, Filters()).iter_rows())
    ranked = [page[f"influencers-{place}-line.data-value"] for place in range(6)]
    assert ranked == sorted(found, key=lambda who: -found[who])[:6]
    ends = [str(page[f"influencers-{place}-cell-0-sub.children"]).split("–") for place in range(6)]
    assert all(float(low) < float(high) for low, high in ends)


def test_more_influencers(sample: Ledger):
    """What the board leaves out is counted: of those paid, all but six."""
    slices = queries.slices(sample, Filters(), by="influencer_id", metrics=("orders", "roas"))
    ranked = slices["roas"].count()
    assert ranked > 6
    assert shown(sample)["influencers-more.children"] == f"All {ranked} ranked →"


def test_campaigns(world: Ledger):
    """Summer passes the break-even of 1 ÷ 45 %; without a campaign nothing is spent, so nothing ranked."""
    page = shown(world)
    assert page["campaigns-say.children"] == (
        "1 of 2 campaigns with spend passed the break-even of 2.22×, the dashed line."
    )
    assert rows(page, "campaigns", "name", "sub", "cell-0", "cell-0-sub", "cell-2") == [
        ("Summer", "3 orders · ₹1,000 spent", "2.50×", "too few", "+₹125"),
        ("Monsoon", "4 orders · ₹1,600 spent", "2.19×", "too few", "−₹25"),
    ]


def test_campaign_sentence(sample: Ledger):
    """The sentence counts campaigns at break-even and above, of those with spend; "No campaign" is none."""
    for filters in selections(sample):
        slices = queries.slices(sample, filters, by="campaign", metrics=("revenue", "spend"))
        paid = slices.filter(pl.col("spend") > 0, pl.col("campaign").cast(pl.String) != "No campaign")
        passed = paid.filter(pl.col("revenue") * 0.45 / pl.col("spend") >= 1).height
        line = "the break-even of 2.22×, the dashed line."
        expected = {
            0: "No campaign has spend in this selection.",
            1: f"The only campaign with spend {'passed' if passed else 'did not pass'} {line}",
        }.get(paid.height, f"{passed or 'None'} of {paid.height} campaigns with spend passed {line}")
        assert say(sample, "campaigns", filters) == expected, filters


def test_platform_sentence(sample: Ledger):
    """The sentence tells the share of revenue and of spend of the platform that earns most."""
    for filters in selections(sample):
        slices = queries.slices(sample, filters, by="platform", metrics=("revenue", "spend"))
        if slices["revenue"].sum() <= 0:
            assert say(sample, "platforms", filters) == "No revenue in this selection.", filters
            continue
        first = slices.sort("revenue", descending=True).row(0, named=True)
        revenue, spend = (
            f"{first[name] / slices[name].sum() * 100:.0f} %" if slices[name].sum() else ""
            for name in ("revenue", "spend")
        )
        cost = f" on {spend} of the spend" if spend else ""
        several = f"{first['platform']} brings {revenue} of the revenue{cost}."
        alone = f"{first['platform']} is the only platform in this selection."
        assert say(sample, "platforms", filters) == (alone if slices.height == 1 else several), filters


# ---- nothing at all


def test_empty(world: Ledger):
    """An empty selection shows nothing as nothing: zeros, dashes, and words on every card."""
    page = shown(world, Filters(followers_from=10**9))
    values = [page[f"{key}-value.children"] for key in FIGURES]
    assert values == ["₹0", "₹0", "–", "₹0", "0", "0", "–", "–"]
    assert page["verdict-sentence.children"] == "Nothing to show in this selection."
    cards = {region: value for region, value in page.items() if region.endswith("-say.children")}
    assert cards == {
        "trend-say.children": "No revenue in this selection.",
        "moved-say.children": "All days are chosen, and nothing is before them.",
        "stop-say.children": "No influencer has spend in this selection.",
        "insight-say.children": "Found in the rows of all time, largest sum first.",
        "platforms-say.children": "No revenue in this selection.",
        "influencers-say.children": BY_SCORE,
        "campaigns-say.children": "No campaign has spend in this selection.",
        "brands-say.children": "No brand has spend in this selection.",
    }
    boards = ("moved", "stop", "platforms", "influencers", "campaigns", "brands")
    assert [page[f"{board}-empty.hidden"] for board in boards] == [False] * 6
    assert (page["moved-sum.hidden"], page["stop-balance.hidden"]) == (True, True)
    assert page["insight-none.hidden"] is False


# ---- rows behind cards


ROWS_BY = {
    "trend": "date",
    "moved": "campaign",
    "stop": "influencer_id&sort=profit",
    "platforms": "platform",
    "influencers": "influencer_id",
    "campaigns": "campaign&sort=roas",
    "brands": "brand",
}


@pytest.mark.parametrize(("card", "by"), ROWS_BY.items())
def test_rows_carry_filters(world: Ledger, card: str, by: str):
    """The rows behind a card are those of the selection, in the file and in the table alike."""
    page = shown(world, Filters(brand=("HKVitals",), platform=("YouTube",)))
    query = f"by={by}&brand=HKVitals&platform=YouTube&dates=all"
    assert page[f"{card}-rows.href"] == f"/download/slices.csv?{query}"
    assert page[f"{card}-table.href"] == f"/download/slices.json?{query}"


# ---- markup in names

FORMULA = '=HYPERLINK("http://evil")'
EVIL = "<b onmouseover=alert(1)>x</b>"


@pytest.fixture
def evil(ledger_of: Callable[[Mapping[str, str]], Ledger]) -> Ledger:
    """Give a world whose names are markup and formulas."""
    return ledger_of(
        {
            "influencers": f"""
                id   name         category  gender  follower_count  platform
                ann  {EVIL}       =1+1      Female  50000           {EVIL}
                """,
            "posts": f"""
                post_id  influencer_id  platform  date        caption  reach  likes  comments
                p1       ann            {EVIL}    2025-06-01  hi       10     4      1
                """,
            "orders": f"""
                source    campaign  influencer_id  user_id  date        orders  revenue  brand
                {EVIL}    {FORMULA}  ann           u1       2025-06-02  1       1000     {EVIL}
                """,
            "payouts": """
                influencer_id  basis  rate  orders  total_payout
                ann            order  400   1       400
                """,
        }
    )


def test_markup_in_figures(evil: Ledger):
    """Plotly reads markup in texts, so names are escaped in figures, and whole."""
    pie = go.Figure(plain(shown(evil)["platforms-donut-source.data"])).data[0]
    escaped = "&lt;b onmouseover=alert(1)&gt;x&lt;/b&gt;"
    assert pie.labels == (escaped,)
    assert pie.text[0].startswith(f"<b>{escaped}</b><br>")


def test_markup_on_boards(evil: Ledger):
    """Everywhere else a name is a text of a component, as it stands in the file."""
    page = shown(evil)
    assert rows(page, "influencers", "name") == [(EVIL,)]
    assert rows(page, "brands", "name") == [(EVIL,)]
    assert rows(page, "campaigns", "name") == [(FORMULA,)]
    assert page["campaigns-0-line.data-value"] == FORMULA


def test_quotes_in_figures(evil: Ledger):
    """Plotly knows no &quot;, so a quotation mark stands as itself."""
    name = 'The "best" one'
    entries = evil.entries.with_columns(platform=pl.lit(name).cast(pl.Enum([name])))
    pie = go.Figure(plain(shown(replace(evil, entries=entries))["platforms-donut-source.data"])).data[0]
    assert (pie.labels[0], pie.text[0].split("<br>")[0]) == (name, f"<b>{name}</b>")


def test_frame_has_no_markup(evil: Ledger):
    """No component of the page takes HTML as it is."""
    page = drawn(filled(overview.PAGE.frame(evil), overview.PAGE.update(evil, Filters())))
    kinds = {type(one).__name__ for one in page.components}
    assert {"Markdown", "DangerouslySetInnerHTML", "Iframe"} & kinds == set()
    assert len(kinds) > 10


def test_figures_lead_to_their_rows(world: Ledger):
    """A KPI links to the rows behind it: the Explorer under the same filters, what it is made of first."""
    filters = Filters(platform=("Instagram",))
    found = overview.PAGE.update(world, filters)
    rows_behind = {key: found[f"overview-{key}-rows.href"] for key in FIGURES}
    assert rows_behind == {key: f"/explorer?platform=Instagram&dates=all&first={key}" for key in FIGURES}


def test_files_without_revenue(ledger_of: Callable[[Mapping[str, str]], Ledger]):
    """Where no order has revenue, cards that need it show nothing and say so; spend is as it is."""
    orders = """
        source  campaign  influencer_id  user_id  date        orders  revenue
        IG      Summer    ann            u1       2025-06-02  2       -
        """
    page = shown(ledger_of({"orders": orders}))
    for key in ("revenue", "roas", "profit"):
        card = f"{key}-value"
        assert (page[f"{card}.children"], page[f"{card}.title"]) == ("–", "no revenue in these files")
    assert page["orders-value.children"] == "2"
    assert page["spend-value.title"] == "₹2,600.00"


def test_days_still_earning_are_hatched(world: Ledger):
    """Revenue on the day of its post is hatched where posts are younger than the window of credit."""
    june = days("2025-06-01", "2025-06-30", day=Dating.POST)
    figure = go.Figure(plain(shown(dated(world, june), june)["trend-source.data"]))
    hatched = figure.data[0]
    assert (hatched.x[0], hatched.x[-1]) == ("2025-06-06", "2025-06-30")


@pytest.mark.parametrize(
    ("grain", "hatched"),
    [("week", ("2025-06-30", "2025-07-28")), ("month", ("2025-07-01", "2025-07-01"))],
)
def test_weeks_and_months_still_earning_are_hatched(sample: Ledger, grain: str, hatched: tuple[str, str]):
    """A week or month of which some days are still earning is hatched too."""
    july = days("2025-06-01", "2025-07-31", day=Dating.POST)
    figure = go.Figure(plain(shown(dated(sample, july), july, grain=grain)["trend-source.data"]))
    assert (figure.data[0].x[0], figure.data[0].x[-1]) == hatched


def test_weeks_in_part_are_hatched(sample: Ledger):
    """July begins and ends within a week: the first and the last week of the chart are hatched."""
    july = days("2025-07-01", "2025-07-31")
    figure = go.Figure(plain(shown(sample, july, grain="week")["trend-source.data"]))
    assert list(figure.data[0].x) == ["2025-06-30", "2025-07-28"]


def test_figures_still_earning(sample: Ledger):
    """Figures of orders by the day of their post say that they are still earning and tell no change."""
    july = days("2025-07-01", "2025-07-31", day=Dating.POST)
    page = shown(dated(sample, july), july)
    changes = {key: page[f"{key}-change.children"] for key in ("revenue", "roas", "profit", "orders", "cpa")}
    assert set(changes.values()) == {"still earning"}
    assert page["revenue-change.className"] == "delta warn"
    assert page["spend-change.children"] == "▼ 3.6 %"
    assert page["revenue-foot.children"].startswith("about 97 % has come; expect about ₹34,462 more")
