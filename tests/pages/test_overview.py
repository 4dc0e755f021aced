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
from influencer_roi.model.calendar import Compare
from influencer_roi.pages import overview
from influencer_roi.queries.scores import scores
from influencer_roi.settings import Settings
from influencer_roi.ui.regions import Regions, filled
from tests.ui.test_figures import plain
from tests.ui.test_regions import drawn


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


@pytest.mark.parametrize("key", overview.KPIS)
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
    """Eight figures one can reckon: 6,800 of 8 orders on 2,600, 3,260 engagements on a reach of 82,000."""
    page = shown(world)
    assert {key: page[f"{key}-value.title"] for key in overview.KPIS} == {
        "revenue": "₹6,800.00",
        "spend": "₹2,600.00",
        "roas": "2.6154×",
        "roi": "161.54 %",
        "orders": "8",
        "reach": "82,000",
        "engagement_rate": "3.98 %",
        "incremental_roas": "2.0923×",
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
    assert (page["revenue-change.children"], page["revenue-aside.children"]) == ("", "vs ₹0 before")


def test_change_of_revenue(world: Ledger):
    """20 to 30 June brought 1,500, the eleven days before, 9 to 19 June, 3,000: half of it, and bad."""
    page = shown(world, days("2025-06-20", "2025-06-30"))
    assert (page["revenue-value.children"], page["revenue-change.children"]) == ("₹1,500", "▼ 50.0 %")
    assert (page["revenue-change.className"], page["revenue-aside.children"]) == ("bad", "vs ₹3,000 before")


def test_no_comparison(world: Ledger):
    """Where nothing is compared the words under a value say how it is made up."""
    page = shown(world)
    asides = {key: page[f"{key}-aside.children"] for key in ("revenue", "orders", "roas", "incremental_roas")}
    assert asides == {
        "revenue": "₹194 a day",  # 6,800 in 35 days
        "orders": "AOV ₹850",
        "roas": "revenue ÷ spend",
        "incremental_roas": "assumes 20 % baseline",
    }


def test_spark_follows_the_selection(world: Ledger):
    """A course of less than two days is not drawn; a longer one is."""
    assert shown(world, days("2025-06-02", "2025-06-02"))["revenue-spark.style"] == {"visibility": "hidden"}
    assert "maskImage" in shown(world)["revenue-spark.style"]


# ---- the trend


def test_trend_sentence(world: Ledger):
    """6,800 and 2,600 in 35 days are 1,360 and 520 a week; 9 to 15 June brought 3,000 on 1,700."""
    assert say(world, "trend") == (
        "₹1,360 a week on ₹520 of spend; the best week was 9–15 Jun 2025 (ROAS 1.76×)."
    )


def test_trend_sentence_of_few_days(world: Ledger):
    """Of few days a day is told: 4,000 and 1,200 in ten days, the best 11 June."""
    assert say(world, "trend", days("2025-06-02", "2025-06-11")) == (
        "₹400 a day on ₹120 of spend; the best day was 11 Jun 2025 (ROAS 2.50×)."
    )


def test_trend_sentence_of_a_touched_week(world: Ledger):
    """The best week is told only as far as it is selected."""
    found = say(world, "trend", days("2025-06-10", "2025-07-05"))
    assert found.endswith("; the best week was 10–15 Jun 2025 (ROAS 1.76×).")


def test_trend_sentence_without_spend(world: Ledger):
    """Never paid, cat earned 800 on 2 July; she has nothing before 1 July."""
    found = say(world, "trend", days("2025-07-01", "2025-07-05", influencer_id=("cat",)))
    assert found == "₹160 a day on ₹0 of spend; the best day was 2 Jul 2025 (no spend)."


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
    line = go.Figure(plain(page["trend-source.data"])).data[1]
    assert (len(line.x), line.text[0].split("<br>")[0]) == (points, first)
    assert page["trend-rows.href"] == f"/download/slices.csv?by={by}"


# ---- platforms and brands


def test_platforms(world: Ledger):
    """3,500 of 6,800 on 1,600 of 2,600 is YouTube's; each row says its share, revenue and ROAS."""
    page = shown(world)
    assert page["platforms-say.children"] == "YouTube brings 51 % of revenue on 62 % of spend."
    assert rows(page, "platforms", "name", "sub", "figure", "extra") == [
        ("YouTube", "51 %", "₹3,500", "2.19×"),
        ("Instagram", "49 %", "₹3,300", "3.30×"),
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
        for board, mark in (("platforms", "dot"), ("brands", "bar"), ("campaigns", "bar"))
        for place in range(6)
        if not every[f"{board}-{place}.hidden"]
    }
    seen = 0
    for filters in selections(sample):
        page = shown(sample, filters)
        for board, mark in (("platforms", "dot"), ("brands", "bar"), ("campaigns", "bar")):
            for place, (name,) in enumerate(rows(page, board, "name")):
                if (board, name) in held:
                    seen += 1
                    assert page[f"{board}-{place}-{mark}.style"]["background"] == held[board, name], filters
    assert seen > 40


def test_brands(world: Ledger):
    """HKVitals: 1,200 by order and two thirds of a post of ann, 333; MuscleBlaze: 400, 167, 500."""
    page = shown(world)
    assert page["brands-say.children"] == "HKVitals sells most and returns most per rupee."
    assert rows(page, "brands", "name", "figure", "second-figure", "extra") == [
        ("HKVitals", "₹4,500", "₹1,533", "ROAS 2.93×"),
        ("MuscleBlaze", "₹1,500", "₹1,067", "ROAS 1.41×"),
        ("Gritzo", "₹800", "₹0", "ROAS –"),
    ]


# ---- influencers and campaigns


BY_SCORE = (
    "Paid influencers by score, which trusts few posts less; the small numbers say where the true ROAS "
    "plausibly lies. Even so, such a list finds one or two of the true top three."
)


def test_influencers(world: Ledger):
    """Of 1,000 ann returns 2,500, bob 3,500 on 1,600; cat was not paid, so she is not ranked by ROAS."""
    page = shown(world)
    assert rows(page, "influencers", "name", "sub", "figure", "extra") == [
        ("Ann Rao", "Instagram · Fitness · 3 orders", "2.50×", "too few"),
        ("Bob Sen", "YouTube · Health · 4 orders", "2.19×", "too few"),
    ]
    assert page["influencers-say.children"] == BY_SCORE


def test_influencers_by_revenue(world: Ledger):
    """By revenue cat is ranked too, without a ROAS."""
    page = shown(world, rank="revenue")
    assert rows(page, "influencers", "name", "figure", "extra") == [
        ("Bob Sen", "₹3,500", "2.19×"),
        ("Ann Rao", "₹2,500", "2.50×"),
        ("Cat Iyer", "₹800", "–"),
    ]


def test_influencers_by_a_cost(world: Ledger):
    """By a cost the cheapest comes first: 1,000 for ann's 3 orders, 1,600 for bob's 4; cat was not paid."""
    page = shown(world, rank="cpa")
    assert rows(page, "influencers", "name", "figure", "extra") == [
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
    assert rows(page, "influencers", "figure") == [(metric.unit.short(one[rank]),) for one in best[:6]]
    assert page["influencers-more.children"] == (
        f"and {len(best) - 6} more in the table (⋯)" if len(best) > 6 else ""
    )


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
    assert page["influencers-table.href"] == "/download/slices.json?by=influencer_id&sort=cpa"
    client = create_app(world, Settings()).server.test_client()
    table: Any = client.get(page["influencers-table.href"]).json
    place = table["columns"].index("CPA")
    assert [row[place] for row in table["rows"]] == ["₹333.33", "₹400.00", "–", "–"]


def test_by_score(sample: Ledger):
    """By ROAS the highest score comes first, and its range stands beside; nobody's luck needs a floor."""
    page, found = shown(sample), dict(scores(sample, Filters()).iter_rows())
    ranked = [page[f"influencers-{place}-line.data-value"] for place in range(6)]
    assert ranked == sorted(found, key=lambda who: -found[who])[:6]
    ends = [str(page[f"influencers-{place}-extra.children"]).split("–") for place in range(6)]
    assert all(float(low) < float(high) for low, high in ends)


def test_more_influencers(sample: Ledger):
    """What the board leaves out is counted: of those paid, all but six."""
    slices = queries.slices(sample, Filters(), by="influencer_id", metrics=("orders", "roas"))
    ranked = slices["roas"].count()
    assert ranked > 6
    assert shown(sample)["influencers-more.children"] == f"and {ranked - 6} more in the table (⋯)"


def test_campaigns(world: Ledger):
    """Both campaigns return more than 2; orders of none have no spend, so that is not ranked."""
    page = shown(world)
    assert page["campaigns-say.children"] == "None of 2 campaigns return less than ₹2 per rupee."
    assert rows(page, "campaigns", "name", "sub", "figure", "extra") == [
        ("Summer", "1 influencer · ₹2,500", "2.50×", "too few"),
        ("Monsoon", "1 influencer · ₹3,500", "2.19×", "too few"),
    ]


def test_campaign_sentence(sample: Ledger):
    """The sentence counts campaigns below the poor band, of those with spend, under any selection."""
    for filters in selections(sample):
        slices = queries.slices(sample, filters, by="campaign", metrics=("revenue", "spend"))
        paid = slices.filter(pl.col("spend") > 0)
        poor = paid.filter(pl.col("revenue") / pl.col("spend") < 2).height
        verb = "returns" if poor == 1 else "return"
        expected = {
            0: "No campaign has spend in this selection.",
            1: f"The only campaign with spend returns {'less than' if poor else 'at least'} ₹2 per rupee.",
        }.get(paid.height, f"{poor or 'None'} of {paid.height} campaigns {verb} less than ₹2 per rupee.")
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
            f"{first[name] / slices[name].sum() * 100:.0f} %" if slices[name].sum() else "–"
            for name in ("revenue", "spend")
        )
        several = f"{first['platform']} brings {revenue} of revenue on {spend} of spend."
        alone = f"{first['platform']} is the only platform in this selection."
        assert say(sample, "platforms", filters) == (alone if slices.height == 1 else several), filters


# ---- nothing at all


def test_empty(world: Ledger):
    """An empty selection shows nothing as nothing: zeros, dashes, and words on every card."""
    page = shown(world, Filters(followers_from=10**9))
    assert [page[f"{key}-value.children"] for key in overview.KPIS] == [
        "₹0",
        "₹0",
        "–",
        "–",
        "0",
        "0",
        "–",
        "–",
    ]
    cards = {region: value for region, value in page.items() if region.endswith("-say.children")}
    assert cards == {
        "trend-say.children": "No revenue in this selection.",
        "platforms-say.children": "No revenue in this selection.",
        "influencers-say.children": BY_SCORE,
        "campaigns-say.children": "No campaign has spend in this selection.",
        "brands-say.children": "No brand has spend in this selection.",
    }
    boards = ("platforms", "influencers", "campaigns", "brands")
    assert [page[f"{board}-empty.hidden"] for board in boards] == [False] * 4
    assert page["insight-none.hidden"] is False


# ---- rows behind cards


@pytest.mark.parametrize("card", ["trend", "platforms", "influencers", "campaigns", "brands"])
def test_rows_carry_filters(world: Ledger, card: str):
    """The rows behind a card are those of the selection, in the file and in the table alike."""
    page = shown(world, Filters(brand=("HKVitals",), platform=("YouTube",)))
    by = {"trend": "date", "influencers": "influencer_id"}.get(card, card.removesuffix("s"))
    query = f"by={by}&brand=HKVitals&platform=YouTube"
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
    """A KPI links to the rows behind it: the Explorer under the same filters."""
    filters = Filters(platform=("Instagram",))
    found = overview.PAGE.update(world, filters)
    assert {found[f"overview-{key}-rows.href"] for key in overview.KPIS} == {"/explorer?platform=Instagram"}
    assert overview.PAGE.update(world, Filters())["overview-roas-rows.href"] == "/explorer"


def test_files_without_revenue(ledger_of: Callable[[Mapping[str, str]], Ledger]):
    """Where no order has revenue, cards that need it show nothing and say so; spend is as it is."""
    orders = """
        source  campaign  influencer_id  user_id  date        orders  revenue
        IG      Summer    ann            u1       2025-06-02  2       -
        """
    page = shown(ledger_of({"orders": orders}))
    for key in ("revenue", "roas", "roi", "incremental_roas"):
        card = f"{key}-value"
        assert (page[f"{card}.children"], page[f"{card}.title"]) == ("–", "no revenue in these files")
    assert page["orders-value.children"] == "2"
    assert page["spend-value.title"] == "₹2,600.00"
