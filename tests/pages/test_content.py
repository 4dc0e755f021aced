import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.pages import content
from influencer_roi.pages.content import patterns
from influencer_roi.pages.content.post import post_link
from influencer_roi.pages.content.resonated import KPIS
from influencer_roi.queries import content as asked
from influencer_roi.ui.regions import filled
from tests.conftest import SAMPLE
from tests.ui.test_figures import plain
from tests.ui.test_regions import drawn

EMPTY = Filters(brand=("Gritzo",), platform=("YouTube",))
Of = Callable[[Mapping[str, str]], Ledger]


def shown(ledger: Ledger, filters: Filters | None = None, **choices: Any) -> dict[str, Any]:
    """What the page shows under filters, without the page's name."""
    regions = content.PAGE.update(ledger, filters or Filters(), **choices)
    return {region.removeprefix("content-"): value for region, value in regions.items()}


def tiles(page: Mapping[str, Any], *parts: str) -> list[tuple[Any, ...]]:
    """The tiles that are shown, by the given parts."""
    return [
        tuple(page[f"top-{slot}-{part}.children"] for part in parts)
        for slot in range(8)
        if not page[f"top-{slot}.hidden"]
    ]


# ---- the same regions under every selection


def selections(ledger: Ledger) -> Iterator[Filters]:
    """Selections that go to the edges: everything, each platform, nothing, one day, one influencer."""
    yield Filters()
    yield from (Filters(platform=(value,)) for value in ledger.values("platform"))
    yield Filters(followers_from=10**11)
    yield Filters(start=ledger.as_of, end=ledger.as_of)
    yield Filters(influencer_id=ledger.values("influencer_id")[:1])


def check(ledger: Ledger, filters: Filters, **choices: Any) -> None:
    """The page fills its frame, every figure is one Plotly takes, every KPI is the total."""
    regions = content.PAGE.update(ledger, filters, **choices)
    filled(content.PAGE.frame(ledger), regions)
    for name, value in regions.items():
        if name.endswith("-source.data"):
            go.Figure(plain(value))  # type: ignore[arg-type] # a figure, by its name
    whole = queries.totals(ledger, filters, metrics=KPIS)
    for key in KPIS:
        assert regions[f"content-{key}-value.children"] == REGISTRY[key].unit.short(whole[key])


def test_world_everywhere(world: Ledger):
    """Every selection of the world fills the same regions."""
    names = {frozenset(content.PAGE.update(world, filters)) for filters in (*selections(world), EMPTY)}
    assert len(names) == 1
    for filters in (*selections(world), EMPTY):
        check(world, filters)


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("rank", content.PAGE.choices["rank"].options)
@pytest.mark.parametrize("weekday", content.PAGE.choices["weekday"].options)
def test_every_choice(sample: Ledger, rank: str, weekday: str):
    """Every choice of the page fills it, on the sample and on nothing."""
    for filters in selections(sample):
        check(sample, filters, rank=rank, weekday=weekday)


def test_real_folders(real_ledger: Ledger):
    """The page draws every real folder under every edge."""
    for filters in selections(real_ledger):
        check(real_ledger, filters)


# ---- the top posts


@pytest.mark.parametrize(
    ("rank", "expected"),
    [
        (
            "revenue",
            [("Bob Sen", "₹3,000"), ("Ann Rao", "₹1,500"), ("Ann Rao", "₹1,000"), ("Cat Iyer", "₹800")],
        ),
        ("likes", [("Bob Sen", "1,500"), ("Ann Rao", "600"), ("Ann Rao", "400"), ("Cat Iyer", "50")]),
        (
            "engagement_rate",
            [("Ann Rao", "5.0 %"), ("Bob Sen", "4.0 %"), ("Ann Rao", "3.5 %"), ("Cat Iyer", "3.0 %")],
        ),
        ("roas", [("Ann Rao", "3.00×"), ("Bob Sen", "2.50×"), ("Ann Rao", "2.00×")]),
    ],
)
def test_ranks(world: Ledger, rank: str, expected: list[tuple[str, str]]):
    """Posts stand by revenue, likes, engagement rate or ROAS; cat, who was not paid, has no ROAS."""
    assert tiles(shown(world, rank=rank), "who", "figure") == expected


def test_a_tile(world: Ledger):
    """A tile says what the post says, whose it is, where and when, and what stands beside its figure."""
    page = shown(world)
    assert tiles(page, "caption", "when", "extra")[0] == (
        "HKVitals, a review",
        "YouTube · 10 Jun 2025",
        "3 orders · 2.50×",
    )
    assert tiles(page, "extra")[3] == ("1 order · no spend",)
    assert page["top-say.children"] == "All 4 posts: 100 % of the revenue credited to posts."


def test_a_tile_filters_by_its_influencer(world: Ledger):
    """The name on a tile sets the influencer filter, and is pressed where it is set."""
    assert shown(world)["top-0-author.data-value"] == "bob"
    page = shown(world, Filters(influencer_id=("bob",)))
    assert (page["top-0-author.aria-pressed"], page["top-1.hidden"]) == ("true", True)


def test_few_views_do_not_rank(sample: Ledger):
    """By engagement rate only posts with a reach of 1,000 stand, by ROAS only those with 20 orders."""
    posts = pd.read_csv(SAMPLE / "posts.csv")
    posts = posts[(posts.reach >= 1000) & (posts.likes >= 0)]
    best = ((posts.likes + posts.comments) / posts.reach).max()
    page = shown(sample, rank="engagement_rate")
    assert tiles(page, "figure")[0] == (f"{best * 100:.1f} %",)
    assert shown(sample, rank="roas")["top-say.children"].startswith("Posts credited with at least 20 orders")


def test_top_likes_are_the_files(sample: Ledger):
    """The eight most liked posts of the sample are those of its file."""
    posts = pd.read_csv(SAMPLE / "posts.csv").nlargest(8, "likes")
    expected = [REGISTRY["likes"].unit.exact(float(likes)) for likes in posts.likes]
    page = shown(sample, rank="likes")
    assert [page[f"top-{slot}-figure.title"] for slot in range(8)] == expected


def test_what_is_left_out(sample: Ledger):
    """Below the tiles it says how many posts there are, which are the rows of the table it leads to."""
    page = shown(sample)
    rows = page["list-grid-first.data"]["rowCount"]
    assert page["top-more.children"] == f"All {rows} posts in the table below ↓"


# ---- links


@pytest.mark.parametrize(
    ("url", "href", "words"),
    [
        ("https://www.instagram.com/p/1", "https://www.instagram.com/p/1", "instagram.com ↗"),
        ("HTTP://facebook.com/posts/1", "HTTP://facebook.com/posts/1", "facebook.com ↗"),
        ("https://instagram.com@evil.example/", "https://instagram.com@evil.example/", "evil.example ↗"),
        ("url1", "", "url1"),
        ("javascript:alert(1)", "", "javascript:alert(1)"),
        (" data:text/html,<b>", "", "data:text/html,<b>"),
        ('https://a.b/"><script>', "", 'https://a.b/"><script>'),
        ("https://[broken", "", "https://[broken"),
        ("https://", "", "https://"),
        ("//evil.example", "", "//evil.example"),
        (None, "", ""),
    ],
)
def test_links(url: str | None, href: str, words: str):
    """Only http and https open, under the name of the host they go to; anything else is text."""
    link = post_link(url)
    assert (link.href, link.words) == (href, words)


POSTS = """
    post_id  influencer_id  platform  date        url                  caption          reach  likes  comments
    p1       ann            Insta     2025-06-01  https://a.example/1  <b>Whey</b> &co  1000   40     10
    p3       bob            YT        2025-06-10  javascript:alert(1)  "><img src=x>    5000   150    50
    """


def test_links_and_words_from_data(ledger_of: Of):
    """A tile links to http(s) only, all else was taken out; captions are words, escaped in the figure."""
    page = shown(ledger_of({"posts": POSTS}))
    found = [(page[f"top-{slot}-link.href"], page[f"top-{slot}-address.children"]) for slot in range(2)]
    assert found == [("", ""), ("https://a.example/1", "")]
    assert tiles(page, "caption")[1] == ("<b>Whey</b> &co",)
    hovers = [text for trace in page["engaged-plot-source.data"]["data"] for text in trace["hovertext"]]
    assert "<i>&lt;b&gt;Whey&lt;/b&gt; &amp;co</i>" in hovers[0]
    assert "<img" not in "".join(hovers)


def test_links_open_beside(world: Ledger):
    """A post opens beside the page, and learns nothing of it."""
    page = drawn(content.PAGE.frame(world))
    found = [page.attribute("content-top-0-link", name) for name in ("target", "rel")]
    assert found == ["_blank", "noopener noreferrer nofollow"]


# ---- engagement and weekdays


def test_dots(world: Ledger):
    """Each post is a dot: engagement rate in percent, credited revenue; one trace per platform."""
    traces = shown(world)["engaged-plot-source.data"]["data"]
    dots = {trace["name"]: list(zip(trace["x"], trace["y"], strict=True)) for trace in traces}
    assert dots == {
        "Instagram": [pytest.approx((3.5, 1500)), pytest.approx((5, 1000)), pytest.approx((3, 800))],
        "YouTube": [pytest.approx((4, 3000))],
    }


def test_engaged_sentence(sample: Ledger):
    """The sentence holds what the most engaging third of the sample's posts earns, by hand."""
    rows = asked.post_rows(sample, Filters()).to_dicts()
    seen = sorted((row for row in rows if row["reach"]), key=lambda row: -row["engagement_rate"])
    third = seen[: len(seen) // 3]
    revenue, reach = (sum(r[k] for r in third) / sum(r[k] for r in seen) * 100 for k in ("revenue", "reach"))
    say = shown(sample)["engaged-say.children"]
    assert say.startswith(
        f"The most engaging third of posts: {revenue:.0f} % of revenue on {reach:.0f} % of reach."
    )


def test_dots_are_few(sample: Ledger, monkeypatch: pytest.MonkeyPatch):
    """Beyond the most one can tell apart, those with most reach are drawn, and the sentence says so."""
    monkeypatch.setattr(patterns, "MOST_DOTS", 100)
    page = shown(sample)
    dots = sum(len(trace["x"]) for trace in page["engaged-plot-source.data"]["data"])
    assert dots == 100
    assert page["engaged-say.children"].endswith(" Drawn: the 100 with the most reach.")


def test_weekdays_are_the_files(sample: Ledger):
    """Reach per post and engagement rate by weekday are those of the sample's posts file."""
    posts = pd.read_csv(SAMPLE / "posts.csv", parse_dates=["date"])
    posts = posts[(posts[["reach", "likes", "comments"]].fillna(0) >= 0).all(axis=1)]
    days = posts.groupby(posts.date.dt.day_of_week)[["reach", "likes", "comments"]].agg("sum")
    count = posts.groupby(posts.date.dt.day_of_week).size()
    expected = {
        "reach_per_post": days.reach / count,
        "engagement_rate": (days.likes + days.comments) / days.reach,
    }
    for metric, values in expected.items():
        trace = shown(sample, weekday=metric)["weekdays-plot-source.data"]["data"][0]
        assert trace["x"][0] == "Mon"
        assert trace["y"] == pytest.approx(list(values))


def test_weekday_sentence(sample: Ledger, world: Ledger):
    """A lead that chance gives as often is no lead, though it is of 1.3 times; four posts have none."""
    assert shown(sample)["weekdays-say.children"] == "No weekday stands out: Thursday leads with 1.15 L."
    assert shown(world)["weekdays-say.children"] == "Too few posts to compare weekdays: fewer than 5 on some."


# ---- credit


def test_credit(world: Ledger):
    """Recorded 4,000 of 4 orders, inferred 2,300 of 3, not credited 500 of 1: 6,800 in all."""
    page = shown(world)
    found = [
        tuple(page[f"credit-{slot}-{part}.children"] for part in ("figure", "orders", "share"))
        for slot in range(3)
    ]
    assert found == [
        ("₹4,000", "4 orders", "58.8 % of revenue"),
        ("₹2,300", "3 orders", "33.8 % of revenue"),
        ("₹500", "1 order", "7.4 % of revenue"),
    ]
    assert page["credit-say.children"] == (
        "Of revenue, 58.8 % comes from orders that name their post, 33.8 % is inferred, "
        "7.4 % is credited to no post."
    )
    assert page["credit-1-part.style"]["width"] == "33.8%"


# ---- the table


def test_table(world: Ledger):
    """The table lists every post with its numbers raw, most credited revenue first."""
    rows = shown(world)["list-grid-first.data"]["rowData"]
    assert [row["revenue"] for row in rows] == [3000, 1500, 1000, 800]
    assert rows[1] == {
        "date": "2025-06-15",
        "name": "Ann Rao",
        "platform": "Instagram",
        "caption": "A run in the morning",
        "hues": {"platform": "var(--hue-1)"},
        "url": None,
        "revenue": 1500,
        "orders": 2,
        "spend": 500,
        "roas": 3,
        "reach": 20_000,
        "likes": 600,
        "comments": 100,
        "engagement_rate": 0.035,
        "brand": "HKVitals, MuscleBlaze",
        "campaign": "Summer",
        "href": "/influencer?influencer=ann&dates=all",
    }


def test_table_adds_up(sample: Ledger):
    """Its rows add up to what is credited to posts, and to the reach of the selection."""
    filters = Filters(brand=("MuscleBlaze",), start=dt.date(2025, 5, 1))
    rows = shown(sample, filters)["list-grid-first.data"]["rowData"]
    whole = queries.totals(sample, filters, metrics=("reach",))
    ways = asked.credit_rows(sample, filters)["revenue"].to_list()
    assert sum(row["reach"] for row in rows) == pytest.approx(whole["reach"])
    assert sum(row["revenue"] for row in rows) == pytest.approx(ways[0] + ways[1])


def test_table_has_all(sample: Ledger):
    """The page brings the first rows of its table; its sentence and the server count all of them."""
    page = shown(sample, Filters(brand=("HKVitals",)))
    found = asked.post_rows(sample, Filters(brand=("HKVitals",))).height
    first = page["list-grid-first.data"]
    assert (len(first["rowData"]), first["rowCount"]) == (min(found, 100), found)
    assert page["list-say.children"].startswith(f"{found:,} posts published")
    assert page["list-csv.href"] == "/download/slices.csv?by=post_id&brand=HKVitals&dates=all"


# ---- nothing


def test_empty(world: Ledger):
    """Where nothing is left every card says so, and no number is made up."""
    page = shown(world, EMPTY)
    assert tiles(page, "who") == []
    assert page["list-grid-first.data"]["rowData"] == []
    for card in ("top", "engaged", "weekdays", "credit"):
        assert (page[f"{card}-empty.hidden"], page[f"{card}-empty.children"]) == (
            False,
            "Nothing to show in this selection.",
        )
    assert page["list-say.children"] == "Nothing to show in this selection."
    assert (page["posts-value.children"], page["engagement_rate-value.children"]) == ("0", "–")


def test_posts_that_sold_nothing(world: Ledger):
    """Where posts are there but none sold, the card of the best says that of them."""
    found = shown(
        world, Filters(influencer_id=("ann",), start=dt.date(2025, 6, 15), end=dt.date(2025, 6, 15))
    )
    assert found["top-say.children"] == "No revenue on the 1 post here."


# ---- rules of credit


def test_a_rule_of_credit_moves_posts(world: Ledger) -> None:
    """Under another rule the list and the card have what it credits; no headline moves."""
    usual, recorded = shown(world), shown(world, credit="recorded", window="7")
    figures = [f"credit-{way}-figure.children" for way in range(3)]
    assert [usual[one] for one in figures] == ["₹4,000", "₹2,300", "₹500"]
    assert [recorded[one] for one in figures] == ["₹4,000", "₹0", "₹2,800"]
    assert sorted(
        row["revenue"] for row in recorded["list-grid-first.data"]["rowData"] if row["revenue"]
    ) == [1000, 3000]
    headline = [name for name in usual if "revenue_per_post" in name]
    assert headline
    assert [usual[name] for name in headline] == [recorded[name] for name in headline]


def test_files_know_the_rule(world: Ledger) -> None:
    """The CSV behind the list has the rule and the window that are picked, and neither where none is."""
    picked = shown(world, credit="linear", window="60")["list-csv.href"]
    assert "credit=linear&window=60" in picked
    assert "credit=" not in shown(world)["list-csv.href"]


def test_what_a_choice_of_rule_moves(world: Ledger) -> None:
    """The card says how much of revenue a rule can move, and where to read what the numbers carry."""
    page = shown(world)
    assert page["credit-moves.children"].startswith("Over 30 days, the choice of rule moves ")
    assert page["credit-evidence.href"].startswith("/evidence")


# ---- the verdict


def test_verdict_of_july(sample: Ledger):
    """The first sentence says how far posts reached, how many engaged and what a post brought."""
    july = Filters(start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 31))
    assert shown(sample, july)["verdict-sentence.children"] == (
        "July: 48 posts reached 42.2 L, of which 2.4 % engaged; a post brought ₹23,220, 8.5 % less than June."
    )


def test_verdict_without_posts(sample: Ledger):
    """Where no post is selected, that is said."""
    nobody = Filters(followers_from=10**11)
    assert shown(sample, nobody)["verdict-sentence.children"] == "No posts in this selection."
