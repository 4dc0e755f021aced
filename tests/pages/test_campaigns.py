import csv
import datetime as dt
import io
import json
from dataclasses import replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from influencer_roi import queries
from influencer_roi.app import create_app
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.pages import campaigns
from influencer_roi.pages.campaigns.courses import OF
from influencer_roi.queries.campaigns import AVERAGE, INCREMENTAL, gains, growth, summary
from influencer_roi.settings import Settings
from influencer_roi.ui.page import regions
from influencer_roi.ui.regions import filled
from influencer_roi.ui.theme import OTHER
from influencer_roi.ui.words import NOT_FOR_VIEWERS
from tests.conftest import SAMPLE
from tests.folders import ledger_of
from tests.viewers import viewed

EVERYTHING = Filters()
JULY = Filters(start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 31))
Read = dict[str, Any]

# Twelve campaigns of one order each: C01 earns 100 on 600 of spend, C12 earns 1,200 on it.
DOZEN = ledger_of(
    "date influencer_id brand campaign revenue orders spend\n"
    + "\n".join(f"2025-01-{n:02} A Mint C{n:02} {n * 100} 1 600" for n in range(1, 13))
)
# Fall sells from day 2 to 4, a refund last; Rise on days 8 and 9, between two posts.
RISE = ledger_of("""
date        influencer_id  brand  campaign  revenue  orders  posts
2025-01-01  A              Mint   Rise      0        0       1
2025-01-02  B              Zest   Fall      100      1       0
2025-01-02  A              Zest   Fall      50       1       0
2025-01-04  B              Zest   Fall      -30      1       0
2025-01-08  A              Mint   Rise      500      1       0
2025-01-09  A              Mint   Rise      100      1       0
2025-01-30  A              Mint   Rise      0        0       1
""")


def shown(
    ledger: Ledger,
    filters: Filters = EVERYTHING,
    *,
    measure: str = INCREMENTAL,
    baseline: str = "20",
    **choices: str,
) -> Read:
    """What the page shows, by region without the page's key; it must be plain JSON."""
    values = campaigns.PAGE.update(ledger, filters, measure=measure, baseline=baseline, **choices)
    return {name.removeprefix("campaigns-"): value for name, value in json.loads(json.dumps(values)).items()}


def column(values: Read, board: str, part: str, size: int = 10) -> list[str]:
    """One part of a board's rows, those that are hidden left out."""
    rows = [f"{board}-{place}" for place in range(size) if not values[f"{board}-{place}.hidden"]]
    return [values[f"{row}-{part}.children"] for row in rows]


# ---- KPIs


def test_kpis(world: Ledger):
    """6,800 of revenue on 2,600 of spend leaves 460 at 45 % margin."""
    values = shown(world)
    kpis = {key: values[f"{key}-value.title"] for key in campaigns.KPIS}
    assert kpis == {
        "revenue": "₹6,800.00",
        "spend": "₹2,600.00",
        "roas": "2.6154×",
        "profit": "₹460.00",
    }


# ---- revenue beside spend


def test_money(world: Ledger):
    """Campaigns stand by revenue, each with its spend and ROAS; one without spend has no ROAS."""
    values = shown(world)
    assert column(values, "money", "name") == ["Monsoon", "Summer", "No campaign"]
    assert column(values, "money", "figure") == ["₹3,500", "₹2,500", "₹800"]
    assert column(values, "money", "second-figure") == ["₹1,600", "₹1,000", "₹0"]
    assert column(values, "money", "extra") == ["ROAS 2.19×", "ROAS 2.50×", "ROAS –"]
    assert values["money-say.children"] == "Monsoon brings 51 % of revenue on 62 % of spend."
    assert values["money-0-bar.style"]["width"] == "100.0%"
    assert values["money-1-second.style"]["width"] == "28.6%"


def test_money_of_many():
    """Ten of twelve campaigns are shown, the rest counted; the three largest are weighed against all."""
    values = shown(DOZEN)
    assert column(values, "money", "name") == [f"C{n:02}" for n in range(12, 2, -1)]
    assert values["money-more.children"] == "All 12 rows →"
    assert values["money-say.children"] == (
        "The 3 largest of 12 campaigns bring 42 % of revenue on 25 % of spend."
    )


def test_money_outside_campaigns(sample: Ledger):
    """What was spent outside any campaign is said."""
    rows = queries.slices(sample, EVERYTHING, by="campaign", metrics=("spend",))
    outside = dict(rows.iter_rows())["No campaign"]
    assert f"₹{outside / 1e5:.2f} L was spent outside any campaign." in shown(sample)["money-say.children"]


def test_click(world: Ledger):
    """A row names the campaign it filters by, and is pressed where that alone is chosen."""
    values = shown(world, Filters(campaign=("Summer",)))
    for board in ("money", "gains", "courses"):
        assert values[f"{board}-0-line.data-value"] == "Summer"
        assert values[f"{board}-0-line.aria-pressed"] == "true"
    assert values["money-say.children"] == "Summer is all there is in this selection."


# ---- what should stop


def test_profit_per_rupee(sample: Ledger):
    """Per rupee spent the small ones lead that earn most on it; each side keeps a scale of its own."""
    values: Read = dict(campaigns.PAGE.update(sample, JULY, worth="per_rupee"))
    rows = [f"campaigns-worth-earners-{place}" for place in range(5)]
    profits = [(values[f"{row}-name.children"], values[f"{row}-cell-0.children"]) for row in rows]
    assert profits[0] == ("MuscleBlaze_MonsoonMuscle", "+₹1.37")
    assert [values[f"{rows[0]}-bar-0.style"]["width"], values[f"{rows[1]}-cell-0.children"]] == [
        "100.0%",
        "+₹0.52",
    ]
    assert values["campaigns-worth-losers-0-cell-0.children"] == "−₹1"


# ---- gains around zero


@pytest.mark.parametrize(
    ("measure", "baseline", "figures"),
    [
        (INCREMENTAL, "20", ["₹1", "₹0.75"]),  # 2.5 × 0.8 − 1, 2.1875 × 0.8 − 1
        (INCREMENTAL, "50", ["₹0.25", "₹0.09"]),
        (INCREMENTAL, "0", ["₹1.50", "₹1.19"]),
        (AVERAGE, "20", ["−0.12×", "−0.43×"]),  # less 6,800 / 2,600
        (AVERAGE, "50", ["−0.12×", "−0.43×"]),
    ],
)
def test_gains(world: Ledger, measure: str, baseline: str, figures: list[str]):
    """A gain is incremental ROAS less the rupee spent, or ROAS less the average; no spend, no bar."""
    values = shown(world, measure=measure, baseline=baseline)
    assert column(values, "gains", "name") == ["Summer", "Monsoon"]
    assert column(values, "gains", "figure") == figures


def test_zero_line():
    """Bars run from one zero line, gains to its right and losses to its left in red."""
    values = shown(DOZEN, baseline="0")
    zeros = {values[f"gains-{place}-zero.style"]["left"] for place in range(10)}
    zero, best, worst = float(zeros.pop()[:-1]), values["gains-0-bar.style"], values["gains-9-bar.style"]
    assert zeros == set()
    assert (float(best["left"][:-1]), best["background"]) == (zero, "var(--bar)")
    assert worst["background"] == "var(--bad)"
    assert float(worst["left"][:-1]) + float(worst["width"][:-1]) == pytest.approx(zero, abs=0.11)
    # C12 gains 1 rupee per rupee, C01 loses five sixths of one: the bars keep that proportion.
    assert float(best["width"][:-1]) * 5 / 6 == pytest.approx(float(worst["width"][:-1]), abs=0.2)


def test_both_ends():
    """Of more than ten campaigns the five best and the five worst are shown, and said to be."""
    values = shown(DOZEN, baseline="0")
    names = [f"C{n:02}" for n in (12, 11, 10, 9, 8, 5, 4, 3, 2, 1)]
    assert column(values, "gains", "name") == names
    assert values["gains-say.children"] == (
        "5 of 12 campaigns earn back less than the spend, with the baseline taken off. "
        "Bars: rupees gained per rupee spent; the 5 best and the 5 worst."
    )


def test_average_is_said():
    """Against the average, the average is named: 7,800 on 7,200."""
    assert shown(DOZEN, measure=AVERAGE)["gains-say.children"] == (
        "6 of 12 campaigns return less than the average of 1.08×. "
        "Bars: ROAS less that average; the 5 best and the 5 worst."
    )


def test_interval(sample: Ledger):
    """The range of a gain is that of the ROAS, carried over; it is never below a loss of all."""
    rows = summary(sample, EVERYTHING).filter(pl.col("low").is_not_null())
    found = gains(rows, INCREMENTAL, assumed=Assumptions(baseline=0.5)).sort("campaign")
    expected = rows.sort("campaign").select(gain_low=pl.col("low") / 2 - 1, gain_high=pl.col("high") / 2 - 1)
    assert expected.height > 3
    assert_frame_equal(expected, found.select("gain_low", "gain_high"))


def test_no_interval(world: Ledger):
    """Where orders are too few for a range, none is drawn and the row says so."""
    page = shown(world)
    assert {page[f"gains-{place}-extra.children"] for place in range(2)} == {"too few"}
    assert page["gains-0-thin.style"] == {"left": "0.0%", "width": "0.0%"}


def test_no_spend():
    """Where campaigns have no spend there is nothing to gain on, and the card says why."""
    values = shown(RISE)
    assert column(values, "gains", "name") == []
    assert values["gains-empty.children"] == "No campaign has spend in this selection."
    assert values["worth-say.children"] == values["gains-empty.children"]


# ---- the baseline


def test_baseline_everywhere(world: Ledger):
    """The slider's baseline reaches the gains and says so; it starts at the settings' assumption."""
    settings = Assumptions(baseline=0.3)
    usual = campaigns.PAGE.assuming(settings).choices["baseline"].default
    assert usual == "30"
    for baseline, words, value in (
        (usual, "30 %", "₹0.75"),
        ("20", "20 %", "₹1"),
        ("50", "50 %", "₹0.25"),
    ):
        values = campaigns.PAGE.update(world, EVERYTHING, assumed=settings, baseline=baseline)
        assert values["campaigns-baseline-words.children"] == words
        assert values["campaigns-gains-0-figure.children"] == value


def test_baseline_in_files(world: Ledger):
    """The rows of a card are computed under the slider's baseline, also where it is not the settings'.

    Incremental ROAS of Summer: 2,500 × (1 − baseline) ÷ 1,000.
    """
    client = create_app(world, Settings(baseline=0.3)).server.test_client()
    found = []
    for baseline in ("", "30", "20", "50"):
        page = campaigns.PAGE.update(world, EVERYTHING, assumed=Assumptions(baseline=0.3), baseline=baseline)
        rows = csv.DictReader(io.StringIO(client.get(str(page["campaigns-gains-rows.href"])).text))
        found.append({row["campaign"]: row["incremental_roas"] for row in rows}["Summer"])
    assert list(map(float, found)) == pytest.approx([1.75, 1.75, 2.0, 1.25])


def test_links_under_other_settings(world: Ledger):
    """A link keeps a baseline that is not the settings', and leaves out the one that is."""
    for baseline, expected in (("30", ""), ("20", "&baseline=20")):
        page = campaigns.PAGE.update(world, EVERYTHING, assumed=Assumptions(baseline=0.3), baseline=baseline)
        first: Any = page["campaigns-list-grid-first.data"]
        rows = first["rowData"]
        assert rows[0]["href"] == f"/campaigns?campaign={rows[0]['campaign']}&dates=all{expected}"


def test_baseline_choices():
    """The baseline goes from 0 to 50 % in steps of 5, 20 by default."""
    choice = campaigns.PAGE.choices["baseline"]
    assert choice.default == "20"
    assert sorted(choice.options, key=int) == [str(percent) for percent in range(0, 55, 5)]
    assert campaigns.PAGE.chosen("?baseline=17")[1] == ("baseline '17'",)


# ---- courses


def test_growth():
    """Day 0 is the day of the first order, not of a post; sums go on to the last day, the youngest first."""
    rise, fall = growth(RISE, EVERYTHING)
    assert (rise.name, rise.first_order, rise.before) == ("Rise", dt.date(2025, 1, 8), 0)
    assert rise.sums.tolist() == [500, *[600] * 22]
    assert fall.sums.tolist()[:4] == [150, 150, 120, 120]


def test_growth_of_a_selection():
    """The first day is the campaign's own whatever the days chosen: those before are counted."""
    chosen = Filters(start=dt.date(2025, 1, 9), end=dt.date(2025, 1, 10), campaign=("Rise",))
    rise, fall = growth(RISE, chosen)
    assert (rise.sums.tolist(), rise.before) == ([500, 600, 600], 1)
    assert (fall.name, fall.before, fall.age) == ("Fall", 7, 8)


def test_growth_of_orders():
    """Orders grow as revenue does."""
    assert growth(RISE, EVERYTHING, of="orders")[1].sums.tolist()[:3] == [2, 2, 3]


def test_growth_of_profit():
    """Profit grows by each day's margin less its spend; what was spent before day 0 is on it."""
    ledger = ledger_of("""
date        influencer_id  brand  campaign  revenue  orders  posts  spend
2025-01-01  A              Mint   Rise      0        0       1      100
2025-01-03  A              Mint   Rise      1000     1       0      0
2025-01-04  A              Mint   Rise      200      1       0      40
""")
    assert growth(ledger, EVERYTHING, of="profit")[0].sums.tolist() == [350, 400]


def test_growth_of_profit_is_not_for_viewers():
    """Who does not see payouts is not offered the growth of profit, and an address that asks gets no line."""
    values = campaigns.PAGE.update(viewed(), EVERYTHING, growth="profit")
    assert (values["campaigns-courses-drawn.hidden"], OF.closed(viewed())) == (
        True,
        {"profit": NOT_FOR_VIEWERS},
    )


def test_spend_without_a_day_is_in_no_line(sample: Ledger):
    """Where lines are of profit, what spend of the files has no day is said beside them; else it is not."""
    undated = "₹4,220 of spend has no day and is in no line."
    said = [
        shown(sample, filters, growth=of)["courses-say.children"].endswith(undated)
        for filters in (EVERYTHING, JULY, Filters(campaign=("Gritzo_SummerCamp",)))
        for of in ("profit", "revenue")
    ]
    assert said == [True, False] * 3


def test_growth_of_the_sample(sample: Ledger):
    """As drawn: the three youngest in colour, each with its sum; of nine others one had more at that age."""
    values = shown(sample, JULY)
    assert column(values, "courses", "name", size=4) == [
        "MuscleBlaze_MonsoonMuscle",
        "HKVitals_ImmunityBoost",
        "Gritzo_BackToSchool",
    ]
    assert column(values, "courses", "figure", size=4) == ["₹5.28 L", "₹4.10 L", "₹1.76 L"]
    assert values["courses-say.children"] == (
        "At day 40 MuscleBlaze_MonsoonMuscle has earned ₹5.28 L; of the nine others of that age, in grey, "
        "only MuscleBlaze_StrongStart had more by then. Dashed: before July."
    )


@pytest.mark.parametrize(
    ("chosen", "compared"),
    [
        ((), ["C12", "C11", "C10"]),
        (("C01",), ["C01"]),
        (("C01", "C02"), ["C02", "C01"]),
        (("C01", "C02", "C03", "C04"), ["C04", "C03", "C02", "C01"]),
        (("C01", "C02", "C03", "C04", "C05"), ["C05", "C04", "C03"]),
    ],
)
def test_which_are_in_colour(chosen: tuple[str, ...], compared: list[str]):
    """One to four campaigns of the filter are in colour, else the three youngest; nine at least are grey."""
    values = shown(DOZEN, Filters(campaign=chosen))
    assert column(values, "courses", "name", size=4) == compared
    traces = values["courses-lines-source.data"]["data"]
    assert len({trace["name"] for trace in traces}) == 12
    coloured = {trace["name"] for trace in traces if trace["line"]["color"] != "var(--line-strong)"}
    assert coloured == set(compared)


def test_chosen_but_absent():
    """A chosen campaign with nothing under the filters is named."""
    values = shown(RISE, Filters(campaign=("Fall", "Rise"), brand=("Zest",)))
    assert column(values, "courses", "name", size=4) == ["Fall"]
    assert values["courses-say.children"] == (
        "At day 28 Fall has earned ₹120. Rise: nothing in this selection."
    )


def test_lines(sample: Ledger):
    """The lines are the running sums of the orders file from day 0, each in a colour of its own."""
    names = ("MuscleBlaze_StrongStart", "MuscleBlaze_SummerFit", "MuscleBlaze_BiozymePower")
    traces = [
        trace
        for trace in shown(sample, Filters(campaign=names))["courses-lines-source.data"]["data"]
        if trace["name"] in names
    ]
    orders = pd.read_csv(SAMPLE / "tracking_data.csv").dropna(subset=["influencer_id"])
    assert len({trace["line"]["color"] for trace in traces}) == len(names)
    for trace in traces:
        daily = orders[orders["campaign"] == trace["name"]].groupby("date")["revenue"].sum()
        days = pd.date_range(min(daily.index), sample.as_of).strftime("%Y-%m-%d")
        assert trace["y"] == pytest.approx([*daily.reindex(days, fill_value=0).cumsum()])
        assert trace["x"] == list(range(len(days)))


def test_line_of_one_day(sample: Ledger):
    """A single day still draws a line: dashed from the first order to the day before, full to that day."""
    day = Filters(start=dt.date(2025, 6, 20), end=dt.date(2025, 6, 20), campaign=("MuscleBlaze_SummerFit",))
    before, now = [
        trace
        for trace in shown(sample, day)["courses-lines-source.data"]["data"]
        if trace["name"] == "MuscleBlaze_SummerFit"
    ]
    revenue = queries.totals(sample, day, metrics=("revenue",))["revenue"]
    assert [trace["line"]["dash"] for trace in (before, now)] == ["dot", "solid"]
    assert (before["x"][0], before["y"][-1], before["x"][-1]) == (0, now["y"][0], now["x"][0])
    assert now["y"][0] == pytest.approx(before["y"][-2] + revenue)


def test_lines_lead_to_their_rows(sample: Ledger):
    """The rows behind the lines are the campaigns in colour, with the selection's other filters."""
    values = shown(sample, Filters(brand=("Gritzo",)))
    query = values["courses-rows.href"].partition("?")[2]
    filters, _ = Filters.from_query(query, sample)
    assert query.startswith("by=campaign&")
    assert set(filters["campaign"]) == set(column(values, "courses", "name", size=4))
    assert filters["brand"] == ("Gritzo",)


def test_markup_in_a_name():
    """A campaign whose name is markup stands in the figure as text."""
    ledger = ledger_of("date influencer_id brand campaign revenue orders\n2025-01-01 A Mint <b>x</b> 5 1")
    (trace,) = shown(ledger)["courses-lines-source.data"]["data"]
    assert trace["name"] == "&lt;b&gt;x&lt;/b&gt;"


# ---- the table


def test_table(world: Ledger):
    """There is one row per campaign, most spend first: the days of its life, its people, its raw metrics."""
    rows = shown(world)["list-grid-first.data"]["rowData"]
    monsoon = {key: rows[0][key] for key in ("brand", "first_order", "last_order", "influencers", "orders")}
    assert [row["campaign"] for row in rows] == ["Monsoon", "Summer", "No campaign"]
    assert monsoon == {
        "brand": "HKVitals +1",
        "first_order": "2025-06-11",
        "last_order": "2025-07-05",
        "influencers": 1,
        "orders": 4,
    }
    assert (rows[1]["roas"], rows[1]["cpa"]) == pytest.approx((2.5, 1000 / 3))
    assert rows[1]["roas_vs_average"] == pytest.approx(2.5 - 6800 / 2600)
    assert (rows[2]["roas"], rows[2]["aov"]) == (None, 800)


def test_days_of_a_life(sample: Ledger):
    """First and last order are the campaign's own, whatever the days chosen."""

    def days(filters: Filters) -> dict[str, tuple[str, str]]:
        rows = shown(sample, filters)["list-grid-first.data"]["rowData"]
        return {row["campaign"]: (row["first_order"], row["last_order"]) for row in rows}

    july, life = days(JULY), days(EVERYTHING)
    assert july == {name: life[name] for name in july}


def test_changes_of_the_table(sample: Ledger):
    """As drawn: each campaign beside June, in the words of the head; below 1 % of spend it is marked."""
    page = shown(sample, JULY)
    rows = {row["campaign"]: row for row in page["list-grid-first.data"]["rowData"]}
    heads = {one["field"]: one["headerName"] for one in page["list-grid.columnDefs"]}
    assert (heads["roas_moved"], heads["revenue_moved"]) == ("vs June", "vs June")
    found = {
        name: (round(rows[name]["roas_moved"] or 0, 2), round(rows[name]["revenue_moved"] or 0))
        for name in ("HKVitals_ImmunityBoost", "MuscleBlaze_MonsoonMuscle", "Gritzo_SuperMilk_Launch")
    }
    assert found == {
        "HKVitals_ImmunityBoost": (-0.98, 251_030),
        "MuscleBlaze_MonsoonMuscle": (2.73, 374_344),
        "Gritzo_SuperMilk_Launch": (-0.93, -9_070),
    }
    assert rows["No campaign"]["revenue_moved"] is None
    assert [name for name, row in rows.items() if row["small"]] == [
        "MuscleBlaze_StrongStart",
        "Gritzo_ExamFuel",
        "MuscleBlaze_BiozymePower",
        "HKVitals_DailyWellness",
        "HKVitals_SummerGlow",
    ]


def test_nothing_to_compare(world: Ledger):
    """Where nothing is compared there is no column of changes."""
    heads = [one["field"] for one in shown(world)["list-grid.columnDefs"]]
    assert {"roas_moved", "revenue_moved"} & {*heads} == set()


def test_total_of_the_table(sample: Ledger):
    """The last row is all of them together, with the change of the whole."""
    (total,) = shown(sample, JULY)["list-grid.dashGridOptions"]["pinnedBottomRowData"]
    assert total["campaign"] == "All, 12 campaigns"
    assert (round(total["spend"]), round(total["revenue"]), round(total["orders"])) == (
        373_320,
        1_114_561,
        756,
    )
    assert (round(total["roas_moved"], 2), round(total["revenue_moved"]), total["likely"]) == (
        -0.10,
        -77_989,
        "2.3–4.0",
    )


def test_table_adds_up(sample: Ledger):
    """Revenue, spend and orders of the rows are those of the KPI cards."""
    filters = Filters(platform=("Instagram",), start=dt.date(2025, 5, 1))
    rows = shown(sample, filters)["list-grid-first.data"]["rowData"]
    whole = queries.totals(sample, filters, metrics=("revenue", "spend", "orders", "posts"))
    assert {key: sum(row[key] for row in rows) for key in whole} == pytest.approx(whole)


def test_table_links(world: Ledger):
    """A name leads to this page with that campaign alone, the other filters and choices kept."""
    rows = shown(world, Filters(platform=("Instagram",)), baseline="35", measure=AVERAGE)[
        "list-grid-first.data"
    ]["rowData"]
    assert (
        rows[0]["href"]
        == "/campaigns?platform=Instagram&campaign=Summer&dates=all&measure=average&baseline=35"
    )


# ---- every state


def states(ledger: Ledger) -> list[Filters]:
    """No filter, one day, one influencer, one campaign, nothing at all."""
    first = Filters(start=ledger.as_of, end=ledger.as_of)
    return [
        EVERYTHING,
        first,
        Filters(influencer_id=ledger.values("influencer_id")[:1]),
        Filters(campaign=ledger.values("campaign")[-1:]),
        replace(first, start=dt.date(2031, 1, 1), end=None),
    ]


def test_nothing(sample: Ledger):
    """An empty selection shows nothing, says so, and hides the plot."""
    values = shown(sample, states(sample)[-1])
    assert values["list-grid-first.data"]["rowData"] == []
    assert values["courses-drawn.hidden"] is True
    for board in ("money", "gains", "courses"):
        assert values[f"{board}-empty.children"] == "Nothing to show in this selection."
        assert values[f"{board}-empty.hidden"] is False
    assert values["list-say.children"] == "Nothing to show in this selection."


@pytest.mark.parametrize("measure", [INCREMENTAL, AVERAGE])
def test_real_folders(real_ledger: Ledger, measure: str):
    """On every real folder, in every state, the same regions fill the frame and the figure is valid."""
    answers = [
        campaigns.PAGE.update(real_ledger, filters, measure=measure) for filters in states(real_ledger)
    ]
    for filters, values in zip(states(real_ledger), answers, strict=True):
        assert values.keys() == answers[0].keys()
        filled(campaigns.PAGE.frame(real_ledger), values)
        go.Figure(values["campaigns-courses-lines-source.data"])
        rows = json.loads(json.dumps(values["campaigns-list-grid-first.data"]))["rowData"]
        whole = queries.totals(real_ledger, filters, metrics=("revenue", "spend"))
        assert {key: sum(row[key] for row in rows) for key in whole} == pytest.approx(whole)


def test_ids_hold_the_page(sample: Ledger):
    """Every region of the page's own has the page's key in its id."""
    drawn = regions(campaigns.PAGE, (campaigns.PAGE,), sample, EVERYTHING, {})
    assert all(name.startswith("campaigns-") for name in drawn)


def test_nothing_to_gain_on_a_selection_clawed_back():
    """Where more was clawed back than paid, the selection has no ROAS: no campaign gains on it."""
    row = {"campaign": "Eid", "roas": 2.0, "roas_vs_average": None, "low": 1.0, "high": 3.0}
    rows = pl.DataFrame([row], schema_overrides={"roas_vs_average": pl.Float64})
    assert gains(rows, AVERAGE).is_empty()


def test_dots_of_the_table(sample: Ledger):
    """Each campaign of the table has a dot of its brand's colour; what belongs to none a neutral one."""
    page: Read = campaigns.PAGE.update(sample, Filters())
    rows = page["campaigns-list-grid-first.data"]["rowData"]
    hues = {row["campaign"]: row["hues"]["campaign"] for row in rows}
    assert hues["Gritzo_SummerCamp"] == hues["Gritzo_BackToSchool"] != hues["HKVitals_OmegaHeart"]
    assert hues["No campaign"] == OTHER
