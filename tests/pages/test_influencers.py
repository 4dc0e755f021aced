import datetime as dt
import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import polars as pl
import pytest

from influencer_roi import queries
from influencer_roi.callbacks import PageRequest, asked_filters
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.pages import influencers
from influencer_roi.queries.influencer_rows import KINDS, METRICS
from influencer_roi.queries.scores import scores
from influencer_roi.ui.regions import Regions, filled
from influencer_roi.ui.words import signed
from tests.tables import all_rows
from tests.ui.test_figures import plain

Of = Callable[[Mapping[str, str]], Ledger]


def shown(ledger: Ledger, filters: Filters | None = None, **choices: Any) -> dict[str, Any]:
    """What the page shows under filters, without the page's name."""
    regions = influencers.PAGE.update(ledger, filters or Filters(), **choices)
    return {region.removeprefix("influencers-"): value for region, value in regions.items()}


def board(page: Mapping[str, Any], name: str, *parts: str) -> list[tuple[Any, ...]]:
    """The rows of a board that are shown, by the given parts."""
    return [
        tuple(page[f"{name}-{place}-{part}.children"] for part in parts)
        for place in range(20)
        if not page.get(f"{name}-{place}.hidden", True)
    ]


def summed(ledger: Ledger, *by: str) -> pd.DataFrame:
    """Every attributed entry of the ledger added up by pandas, with ROAS and how many influencers."""
    entries = ledger.entries.filter(pl.col("influencer_id").is_not_null())
    grouped = entries.with_columns(pl.col(by).cast(pl.String)).to_pandas().groupby(list(by))
    sums = grouped[["revenue", "spend", "orders"]].sum()
    paid = sums["spend"].where(sums["spend"] > 0)
    return sums.assign(roas=sums["revenue"] / paid, influencers=grouped["influencer_id"].nunique())


def dots(page: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    """Where each influencer's dot stands: followers and height."""
    return {
        key: (x, y)
        for trace in page["following-plot-source.data"]["data"]
        for key, x, y in zip(trace["customdata"], trace["x"], trace["y"], strict=True)
    }


# ---- the same regions under every selection


def selections(ledger: Ledger) -> Iterator[Filters]:
    """Selections that go to the edges: everything, each platform, nothing, one day, one influencer."""
    yield Filters()
    yield from (Filters(platform=(value,)) for value in ledger.values("platform"))
    yield Filters(followers_from=10**11)
    yield Filters(start=dt.date(1990, 1, 1), end=dt.date(1990, 1, 2))
    yield Filters(start=ledger.as_of, end=ledger.as_of)
    yield Filters(influencer_id=ledger.values("influencer_id")[:1])


def faults(ledger: Ledger, regions: Regions) -> Iterator[str]:
    """What is wrong with regions: one its frame lacks, a figure Plotly refuses, a number unwritten."""
    filled(influencers.PAGE.frame(ledger), regions)
    for region, value in regions.items():
        if region.endswith("-source.data"):
            go.Figure(plain(value))  # type: ignore[arg-type]
        elif isinstance(value, str) and re.search(r"\bnan\b|\binf\b|\bNone\b(?! of)", value):
            yield f"{region}: {value}"


@pytest.mark.parametrize(
    "choices",
    [{}, {"measure": "roi", "group": "persona"}, {"group": "gender"}],
    ids=str,
)
def test_regions_on_the_sample(sample: Ledger, choices: dict[str, Any]):
    """Under every selection the page has the same regions, each with its place in the frame."""
    names = set(influencers.PAGE.update(sample, Filters()))
    for filters in selections(sample):
        regions = influencers.PAGE.update(sample, filters, **choices)
        assert set(regions) == names, filters
        assert list(faults(sample, regions)) == [], filters


def test_regions_on_real_folders(real_ledger: Ledger):
    """Real folders show the same regions too, and everyone of the ledger stands in the table."""
    names = set(influencers.PAGE.update(real_ledger, Filters()))
    for filters in selections(real_ledger):
        regions = influencers.PAGE.update(real_ledger, filters, measure="roi", group="persona")
        assert set(regions) == names, filters
        assert list(faults(real_ledger, regions)) == [], filters
    rows = all_rows("influencers-people-grid", real_ledger)
    assert {row["influencer_id"] for row in rows} == set(real_ledger.values("influencer_id"))


# ---- the scatter


def test_scatter(world: Ledger):
    """A dot each: ann of 50,000 followers at 2.5, bob of 1.2 million at 2.1875; cat, unpaid, is counted."""
    page = shown(world)
    assert dots(page) == {"ann": (50_000, 2.5), "bob": (1_200_000, 2.1875)}
    assert page["following-say.children"] == (
        "1 of 2 influencers passed the break-even; not shown: 1 without spend. "
        "Area: revenue; grey ground: below break-even; hollow: too few to tell."
    )


@pytest.mark.parametrize(("measure", "height", "line"), [("roas", 2.5, 1 / 0.45), ("roi", 1.5, 1 / 0.45 - 1)])
def test_break_even(world: Ledger, measure: str, height: float, line: float):
    """The dotted line lies where 45 % of revenue is spend: ROAS 2.22, ROI 122 %."""
    page = shown(world, measure=measure)
    assert dots(page)["ann"] == (50_000, height)
    shape = page["following-plot-source.data"]["layout"]["shapes"][0]
    assert (shape["y0"], shape["y1"], shape["line"]["dash"]) == (line, line, "dot")


def test_scatter_axis_and_groups(world: Ledger):
    """Followers stand on a log axis, categories in the legend, and the area of a dot follows revenue."""
    figure = shown(world)["following-plot-source.data"]
    assert figure["layout"]["xaxis"]["type"] == "log"
    assert [trace["name"] for trace in figure["data"]] == ["Fitness", "Health"]
    assert figure["layout"]["showlegend"] is True
    ann, bob = (trace["marker"]["size"][0] for trace in figure["data"])
    assert (ann - 6) / (bob - 6) == pytest.approx(math.sqrt(2500 / 3500))


UNFOLLOWED = """
    id   name      category  gender  follower_count  platform
    ann  Ann Rao   Fitness   Female  -               Instagram
    bob  <b>Bob    Health    Male    1200000         YouTube
    """


def test_scatter_without_followers(ledger_of: Of):
    """Who has no follower count is left out and counted; cat, in no influencers file, has no spend."""
    page = shown(ledger_of({"influencers": UNFOLLOWED}))
    assert set(dots(page)) == {"bob"}
    assert page["following-say.children"] == (
        "0 of 1 influencer passed the break-even; not shown: 1 without spend, 1 without a follower count. "
        "Area: revenue; grey ground: below break-even; hollow: too few to tell."
    )


def test_names_are_text(ledger_of: Of):
    """Markup in a name is shown, not run, in the hover text."""
    figure = shown(ledger_of({"influencers": UNFOLLOWED}))["following-plot-source.data"]
    assert figure["data"][0]["hovertext"][0].startswith("<b>&lt;b&gt;Bob</b><br>Revenue ₹3,500")


def crowd(returns: list[int]) -> dict[str, str]:
    """Influencers each paid 100 for one order that brought this many hundreds, followers 1,000 apart."""
    people = [f"i{n}  Name{n}  Food  F  {1000 * (n + 1)}  Instagram" for n in range(len(returns))]
    orders = [
        f"coupon  S  i{n}  u{n}  MB Whey  2025-06-02  1  {100 * roas}" for n, roas in enumerate(returns)
    ]
    payouts = [f"i{n}  order  100  1  100" for n in range(len(returns))]
    return {
        "influencers": "\n".join(["id  name  category  gender  follower_count  platform", *people]),
        "orders": "\n".join(
            ["source  campaign  influencer_id  user_id  product  date  orders  revenue", *orders]
        ),
        "payouts": "\n".join(["influencer_id  basis  rate  orders  total_payout", *payouts]),
        "posts": "post_id  influencer_id  platform  date  caption  reach  likes  comments\n"
        "p1  i0  Insta  2025-06-01  Hello  10  1  1",
    }


def test_far_out_dots_stand_at_the_edge(ledger_of: Of):
    """Nine return 1 to 9 and one 100: the fence is 7.75 + 1.5 × 4.5 = 14.5, and the hover keeps the truth."""
    page = shown(ledger_of(crowd([1, 2, 3, 4, 5, 6, 7, 8, 9, 100])))
    trace = page["following-plot-source.data"]["data"][0]
    edge = trace["customdata"].index("i9")
    assert trace["y"][edge] == 14.5
    assert [symbol for symbol in trace["marker"]["symbol"] if symbol != "circle-open"] == ["triangle-up"]
    assert trace["marker"]["symbol"][edge] == "triangle-up"
    assert "ROAS 100.0×" in trace["hovertext"][edge]
    assert page["following-say.children"] == (
        "The half with under 5,500 followers has ROAS 3.00×, the other half 26.00×; "
        "8 of 10 influencers passed the break-even; ▲ 1 beyond 14.50×, at the upper edge. "
        "Area: revenue; grey ground: below break-even; hollow: too few to tell."
    )


def test_empty_scatter(sample: Ledger):
    """An empty picture says so where the dots would be."""
    figure = shown(sample, Filters(followers_from=10**11))["following-plot-source.data"]
    assert figure["data"] == []
    assert figure["layout"]["annotations"][0]["text"] == "Nothing to show in this selection."


def test_names_beside_dots(sample: Ledger):
    """Up to fifteen dots are named beside them, and a name without room is left to the hover."""
    traces = shown(sample)["following-plot-source.data"]["data"]
    named = {key: text for one in traces for key, text in zip(one["customdata"], one["text"], strict=True)}
    names = dict(queries.influencers(sample).select("influencer_id", "name").iter_rows())
    assert len(named) == 14
    assert {key: text for key, text in named.items() if text} == {
        key: names[key] for key, text in named.items() if text
    }
    assert sum(map(bool, named.values())) >= 12


# ---- who earned


def by_score(ledger: Ledger) -> pd.DataFrame:
    """Paid people as pandas sums them, the highest score first."""
    people = summed(ledger, "influencer_id", "name").dropna().reset_index("name")
    found = dict(scores(ledger, Filters()).iter_rows())
    return people.loc[sorted(found, key=lambda who: -found[who])]


@pytest.mark.parametrize("rank", ["score", "roas", "profit"])
def test_forest(sample: Ledger, rank: str):
    """All paid people stand by score, ROAS or rupees, with the sums pandas finds; the sentence says whose."""
    people = by_score(sample).assign(profit=lambda rows: rows["revenue"] * 0.45 - rows["spend"])
    expected = people if rank == "score" else people.sort_values(rank, ascending=False)
    page = shown(sample, rank=rank)
    assert board(page, "forest", "name", "roas", "orders") == [
        (row.name, f"{row.roas:.2f}×", f"{row.orders:,.0f}") for row in expected.itertuples(index=False)
    ]
    assert page[f"forest-head-{rank}.children"].endswith(" ↓")
    assert page["forest-say.children"].endswith(
        "6 of 14 paid influencers stayed below the break-even of 2.22×: ₹11.8 L of spend."
    )


def test_july_as_drawn(sample: Ledger):
    """July 2025 says of each what the drawing says: range, verdict and where break-even is passed."""
    page = shown(sample, Filters(start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 31)))
    found = board(page, "forest", "name", "roas", "likely", "says", "spend", "profit", "cut")
    assert found[:2] == [
        ("nikhil.livewell", "5.90×", "2.9–12.2", "clearly above", "₹67,440", "₹1,11,678", ""),
        ("Meera Sethi", "3.86×", "1.6–9.4", "may be chance", "₹15,640", "₹11,548", ""),
    ]
    assert found[6:8] == [
        (
            "sahil.eatsclean",
            "1.99×",
            "1.7–2.4",
            "may be chance",
            "₹7,200",
            "−₹750",
            "break-even 2.22× by score",
        ),
        ("Manav Deshmukh", "0.95×", "too few", "too few orders", "₹6,330", "−₹3,624", ""),
    ]
    assert found[10:] == [
        ("Pooja Menon", "0.85×", "0.4–1.7", "clearly below", "₹97,360", "−₹60,306", ""),
        ("Aarav Bhatt", "0.00×", "–", "no order", "₹24,640", "−₹24,640", ""),
    ]


def test_both_ends_of_many(ledger_of: Of):
    """Of 24 paid people the ten best and the ten weakest show, numbered among all; a line counts the rest."""
    page = shown(ledger_of(crowd(list(range(1, 25)))), rank="roas")
    found = board(page, "forest", "number", "name", "cut")
    assert [row[0] for row in found] == [str(place) for place in (*range(1, 11), *range(15, 25))]
    assert found[10] == ("15", "Name9", "4 more between them")
    assert found[18] == ("23", "Name1", "break-even 2.22×")
    assert page["forest-more.children"] == "All 24 paid influencers →"


def test_names_open_profiles(world: Ledger):
    """A name of the board leads to the profile, the other filters kept."""
    page = shown(world, Filters(influencer_id=("ann",), platform=("Instagram",)))
    assert page["forest-0-name.href"] == "/influencer?influencer=ann&platform=Instagram&dates=all"


# ---- kinds


CUTS = [
    ("category", "kinds", "tier"),
    ("category", "kinds-also", "category"),
    ("gender", "kinds", "platform"),
    ("gender", "kinds-also", "gender"),
    ("persona", "kinds", "persona"),
]


@pytest.mark.parametrize(("group", "place", "by"), CUTS)
def test_kinds(sample: Ledger, group: str, place: str, by: str):
    """Each kind shows what pandas adds up over its influencers, two cuts one under the other."""
    expected = summed(sample, *KINDS[by]).sort_values("roas", ascending=False)
    found = board(shown(sample, group=group), place, "name", "sub", "cell-0", "cell-2")
    named = [
        (" · ".join(key) if isinstance(key, tuple) else str(key), row) for key, row in expected.iterrows()
    ]
    assert sorted((name, sub.split(" · ")[0], *cells) for name, sub, *cells in found) == sorted(
        (
            name,
            f"{row.influencers:.0f} {'person' if row.influencers == 1 else 'people'}",
            "–" if pd.isna(row.roas) else f"{row.roas:.2f}×",
            signed(row.revenue * 0.45 - row.spend),
        )
        for name, row in named[:10]
    )


def test_every_kind_is_a_cut():
    """No kind there is stands on no board."""
    assert {by for *_, by in CUTS} == {*KINDS}


def test_one_cut(sample: Ledger):
    """A persona is one cut: the second board is hidden and empty."""
    page = shown(sample, group="persona")
    assert (page["kinds-second.hidden"], board(page, "kinds-also", "name")) == (True, [])


def test_kinds_in_words(sample: Ledger):
    """The sentence names who returns most and who sells most, by each cut."""
    assert shown(sample)["kinds-say.children"] == (
        "Mid returns most per rupee (4.72×) and sells most. "
        "Bodybuilding returns most per rupee (3.93×); Fitness sells most, at 3.02×."
    )


def test_followers_of_a_tier(sample: Ledger):
    """A tier says how many follow each of its people."""
    subs = dict(board(shown(sample), "kinds", "name", "sub"))
    assert subs["Mid"].endswith(" people · 100–500 k")


def test_a_kind_filters_by_its_dimension(sample: Ledger):
    """Rows of the board set the filter of their group; a persona is two filters, set and let go together."""
    page = shown(sample)
    assert [page[f"{place}-0-line.data-dimension"] for place in ("kinds", "kinds-also")] == [
        "tier",
        "category",
    ]
    page = shown(sample, Filters(platform=("YouTube",)), group="persona")
    line = {name: page[f"kinds-0-line.data-{name}"] for name in ("dimension", "value")}
    asked = PageRequest(
        controls={"platform": ["YouTube"]}, choices={}, preset="all", clicked={**line, "at": 1}
    )
    pressed = asked_filters(influencers.PAGE, asked, "influencers-clicked", sample)
    again = PageRequest(
        controls={"platform": ["YouTube"], "category": pressed["category"], "gender": pressed["gender"]},
        choices={},
        preset="all",
        clicked={**line, "at": 2},
    )
    assert asked_filters(influencers.PAGE, again, "influencers-clicked", sample) == Filters(
        platform=("YouTube",)
    )
    assert shown(sample, pressed, group="persona")["kinds-0-line.aria-pressed"] == "true"
    category, gender = page["kinds-0-name.children"].split(" · ")
    assert pressed == Filters(platform=("YouTube",), category=(category,), gender=(gender,))


# ---- everyone


@pytest.mark.parametrize("filters", [Filters(), Filters(brand=("Gritzo",), platform=("YouTube",))], ids=str)
def test_table(sample: Ledger, filters: Filters):
    """A row shows what the totals are with only its influencer chosen, under the other filters."""
    rows = shown(sample, filters)["people-grid-first.data"]["rowData"]
    assert rows == sorted(rows, key=lambda row: (row["score"] is None, -(row["score"] or 0), -row["revenue"]))
    for row in rows:
        alone = filters.toggled(influencer_id=row["influencer_id"])
        totals = queries.totals(sample, alone, metrics=METRICS)
        assert {key: row[key] for key in METRICS} == pytest.approx(totals)


def test_a_name_leads_to_the_profile(sample: Ledger):
    """The link of a name chooses the influencer and keeps every other filter."""
    held = Filters(platform=("YouTube",), influencer_id=("INF005", "INF006"), start=dt.date(2025, 6, 1))
    for row in shown(sample, held)["people-grid-first.data"]["rowData"]:
        path, _, query = row["href"].partition("?")
        filters, dropped = Filters.from_query(query, sample)
        assert (path, dropped) == ("/influencer", ())
        assert filters == held.toggled(influencer_id=row["influencer_id"])


def test_the_one_chosen_has_a_link_to_the_profile(world: Ledger):
    """Where one influencer alone is chosen the page offers the profile; otherwise it does not."""
    assert shown(world)["profile-banner.hidden"] is True
    page = shown(world, Filters(influencer_id=("ann",), platform=("Instagram",)))
    assert page["profile-banner.hidden"] is False
    assert page["profile.href"] == "/influencer?influencer=ann&platform=Instagram&dates=all"


def test_everyone_is_in_the_table(world: Ledger):
    """The table begins with the highest score, and its sentence counts all there are."""
    page = shown(world)
    rows = page["people-grid-first.data"]["rowData"]
    assert [row["name"] for row in rows] == ["Ann Rao", "Bob Sen", "Cat Iyer"]
    assert page["people-say.children"].startswith("3 influencers, the highest score first;")
