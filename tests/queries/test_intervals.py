import datetime as dt
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_frames
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.queries.intervals import Verdict, with_ranges
from influencer_roi.queries.variances import SUMS, variances
from tests.folders import ledger_of
from tests.queries.slow_ranges import slow_ranges
from tests.trying import trying
from tests.worlds import World, selections, worlds

JULY = Filters(start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 31))
EVERYTHING = Filters()
CORE = ("revenue", "spend", "orders", "roas")
BYS = (("influencer_id",), ("campaign",), ("brand",), ("category", "gender"), ("tier",), ("basis",))


def ranges(ledger: Ledger, filters: Filters = EVERYTHING, *by: str, margin: float = 0.45) -> pl.DataFrame:
    """The slices of a selection with their ranges, or its one row."""
    if by:
        rows = queries.summed(ledger, filters, by=by, measures=CORE[:3], who=queries.Who.INFLUENCERS)
    else:
        rows = pl.DataFrame([queries.totals(ledger, filters, metrics=CORE)])
    return with_ranges(rows, ledger, filters, by=by, assumed=Assumptions(margin=margin))


# ---- by hand

# Ann's three posts brought 300, 200 and 100, the third nothing in what is chosen; 5 orders on 200 of spend.
ANN = """
date        influencer_id  basis     post_id  campaign  revenue  orders  spend  posts  revenue_squared
2025-01-01  ann            Per_post  P1       A         300      3       100    1      30000
2025-01-02  ann            Per_post  P2       A         200      2       50     1      20000
2025-01-03  ann            Per_post  P3       A         100      1       50     1      10000
2025-01-03  ann            Per_post  -        A         100      1       0      0      10000
"""


def test_between_posts() -> None:
    """V is 3/2 · 20,000 between posts and 10,000 of the order no post has; t of 2 degrees is 4.303."""
    found = ranges(ledger_of(ANN), EVERYTHING, "influencer_id").row(0, named=True)
    times = 2.718281828 ** (4.302653 * 40_000**0.5 / 700)
    assert (found["low"], found["high"]) == pytest.approx((3.5 / times, 3.5 * times), rel=1e-4)
    assert found["verdict"] == Verdict.MAY_BE_CHANCE


@pytest.mark.parametrize(
    ("entries", "verdict"),
    [
        ("ann Per_post P1 600 6 100 1 90000", Verdict.TOO_FEW_POSTS),
        ("ann Per_post P1 400 4 100 1 40000", Verdict.TOO_FEW_ORDERS),
        ("ann Per_post P1 0 0 100 1 0", Verdict.NO_ORDER),
        ("ann Per_post P1 600 6 0 1 90000", None),
        ("ann Per_post P1 -600 6 100 1 90000", None),
        ("ann Per_order - 600 6 100 0 90000", Verdict.TOO_FEW_POSTS),
    ],
    ids=["one post", "four orders", "no order", "no spend", "refunds", "one sale"],
)
def test_no_range(entries: str, verdict: Verdict | None) -> None:
    """One post, four orders, none, one sale by order: a word, no range; without spend or revenue neither."""
    columns = "date influencer_id basis post_id revenue orders spend posts revenue_squared"
    ledger = ledger_of(f"{columns}\n2025-01-01 {entries}")
    assert ranges(ledger, EVERYTHING, "influencer_id").select("low", "high", "verdict").row(0) == (
        None,
        None,
        verdict,
    )


def test_ends_too_far_apart() -> None:
    """Two posts of 1,000 and 100: the ends would be more than 25 times apart, so none are printed."""
    ledger = ledger_of("""
    date        influencer_id  basis     post_id  revenue  orders  spend  posts  revenue_squared
    2025-01-01  ann            Per_post  P1       1000     9       100    1      111111
    2025-01-02  ann            Per_post  P2       100      1       100    1      10000
    """)
    assert ranges(ledger)["verdict"].to_list() == [Verdict.TOO_FEW_POSTS]


BY_ORDER = """
date        influencer_id  basis      post_id  revenue  orders  spend  posts  revenue_squared
2025-01-01  ann            Per_order  -        100      1       50     0      10000
2025-01-02  ann            Per_order  -        120      1       50     0      14400
2025-01-03  ann            Per_order  -        80       1       50     0      6400
2025-01-04  ann            Per_order  -        210      2       100    0      22050
2025-01-05  ann            Per_order  -        90       1       50     0      8100
"""


def test_by_order() -> None:
    """Where spend moves with orders, order values vary alone: 0, 20, 20, 10 and 10 from 100 apiece."""
    found = ranges(ledger_of(BY_ORDER)).row(0, named=True)
    times = 2.718281828 ** (2.776445 * 1000**0.5 / 600)
    assert (found["low"], found["high"]) == pytest.approx((2 / times, 2 * times), rel=1e-4)


def test_posts_that_sold_later() -> None:
    """A post of June that sold in July counts in July, and so does one of July that sold nothing."""
    ledger = ledger_of("""
    date        influencer_id  basis     post_id  revenue  orders  spend  posts  revenue_squared
    2025-06-20  ann            Per_post  P1       0        0       100    1      0
    2025-07-02  ann            Per_post  P1       600      6       0      0      60000
    2025-07-03  ann            Per_post  P2       500      5       100    1      50000
    2025-07-04  ann            Per_post  P3       0        0       100    1      0
    2025-07-05  ann            Per_post  P4       400      4       100    1      40000
    """)
    found = variances(ledger, JULY, by=("influencer_id",)).row(0, named=True)
    mean = 1500 / 4
    between = sum((one - mean) ** 2 for one in (600, 500, 0, 400)) * 4 / 3
    assert (found["counted_posts"], found["variance"]) == (4, pytest.approx(between))


def test_verdicts_move_with_the_margin() -> None:
    """Against break-even, 1 ÷ margin: a range of 1.6–2.5 is above at 70 %, below at 30 %, chance between."""
    found = [ranges(ledger_of(BY_ORDER), margin=margin)["verdict"].item() for margin in (0.7, 0.5, 0.3)]
    assert found == [Verdict.CLEARLY_ABOVE, Verdict.MAY_BE_CHANCE, Verdict.CLEARLY_BELOW]


def test_without_revenue() -> None:
    """Files without revenue have no ROAS, no range and no verdict."""
    texts = ledger_of(ANN).entries
    ledger = Ledger(
        texts.with_columns(pl.lit(None, pl.Float64).alias(one) for one in ("revenue", "revenue_squared")),
        ledger_of(ANN).tables,
        ledger_of(ANN).report,
    )
    assert ranges(ledger, EVERYTHING, "influencer_id").select("low", "high", "verdict").row(0) == (
        None,
        None,
        None,
    )


# ---- laws


@pytest.mark.at_length
@trying(60, here=8)
@given(world=worlds(), data=st.data())
def test_slow_definition(world: World, data: st.DataObject) -> None:
    """Under any filter and by anything, the ranges are those the definition gives entry by entry."""
    ledger = world.ledger
    filters = data.draw(selections(ledger))
    if "revenue" in ledger.unmeasured:
        return
    for by in (*BYS, ("campaign", "brand")):
        found = ranges(ledger, filters, *by).filter(pl.col("low").is_not_null())
        mine = {row[: len(by)]: row[len(by) :] for row in found.select(*by, "low", "high").iter_rows()}
        theirs = slow_ranges(ledger, filters, by)
        assert mine.keys() == theirs.keys()
        for key, ends in theirs.items():
            assert mine[key] == pytest.approx(ends, rel=1e-6)


@pytest.mark.at_length
@trying(30, here=4)
@given(world=worlds(), seed=st.integers(0, 99))
def test_order_of_rows_does_not_matter(world: World, seed: int) -> None:
    """With the rows of every file shuffled, ranges are the same."""
    ledgers = world.ledger, world.shuffled(seed).ledger
    for by in BYS:
        one, other = (ranges(ledger, EVERYTHING, *by) for ledger in ledgers)
        assert_frame_equal(one, other, rel_tol=1e-6, abs_tol=1e-6)


def test_scale_of_money(sample: Ledger) -> None:
    """In rupees or in hundreds of rupees, ranges and verdicts are the same."""
    hundreds = scaled(sample, 100.0)
    for by in BYS:
        one, other = (ranges(ledger, JULY, *by) for ledger in (sample, hundreds))
        assert_frame_equal(
            one.select("low", "high", "verdict"), other.select("low", "high", "verdict"), rel_tol=1e-9
        )


def scaled(ledger: Ledger, times: float) -> Ledger:
    """The ledger with all money so many times as large."""
    money = {name: pl.col(name) * times for name in ("revenue", "spend")}
    entries = ledger.entries.with_columns(**money, revenue_squared=pl.col("revenue_squared") * times**2)
    return replace(ledger, entries=entries)


def test_slices_of_people_merge(sample: Ledger) -> None:
    """Sums of influencers add up to those of their category, of their tier, and of everybody."""
    people = queries.influencers(sample).select("influencer_id", "category", "tier")
    sums = [*SUMS]
    alone = variances(sample, JULY, by=("influencer_id",))
    of_people = alone.cast({"influencer_id": pl.String}).join(people, on="influencer_id", how="left")
    for by in ("category", "tier"):
        merged = of_people.cast({by: pl.String}).group_by(by).agg(pl.col(sums).sum()).drop_nulls(by).sort(by)
        direct = variances(sample, JULY, by=(by,)).cast({by: pl.String})
        assert_frame_equal(
            merged, direct.filter(pl.col(by).is_in(merged[by].implode())).sort(by), rel_tol=1e-9
        )
    everybody = variances(sample, JULY, by=())
    assert_frame_equal(of_people.select(pl.col(sums).sum()), everybody, rel_tol=1e-12)


def test_longer_blocks_change_nothing() -> None:
    """Over years, where days are added up in blocks, ranges are still those of the slow definition."""
    ledger = load_frames(many_days())
    for filters in (EVERYTHING, Filters(start=dt.date(2024, 2, 11), end=dt.date(2025, 3, 9))):
        found = ranges(ledger, filters, "influencer_id").filter(pl.col("low").is_not_null())
        theirs = slow_ranges(ledger, filters, ("influencer_id",))
        assert found.height == len(theirs) > 10
        for who, low, high in found.select("influencer_id", "low", "high").iter_rows():
            assert (low, high) == pytest.approx(theirs[(who,)], rel=1e-9)


def many_days() -> dict[str, pl.DataFrame]:
    """Four frames: 30 people over 500 days, 60,000 orders, half of the people paid by order."""
    number = pl.int_range(60_000, eager=True)
    people = [f"I{one:02}" for one in range(30)]
    days = pl.lit(dt.date(2024, 1, 1)) + pl.duration(days=pl.col("n") * 7 % 500)
    orders = pl.DataFrame({"n": number}).select(
        influencer_id=pl.format("I{}", (pl.col("n") * 13 % 30).cast(pl.String).str.zfill(2)),
        date=days.dt.to_string("%Y-%m-%d"),
        orders=pl.lit("1"),
        revenue=(pl.col("n") * 37 % 900 + 100).cast(pl.String),
        user_id=pl.format("U{}", "n"),
        product=pl.lit("Whey"),
        campaign=pl.format("C{}", pl.col("n") % 3),
        source=pl.lit("Instagram"),
    )
    posts = pl.DataFrame(
        [
            {"influencer_id": who, "date": f"2024-{1 + 3 * part:02}-05", "platform": "Instagram"}
            for who in people
            for part in range(4)
        ]
    ).with_columns(reach=pl.lit("100"), likes=pl.lit("1"), comments=pl.lit("1"), caption=pl.lit("hello"))
    return {
        "influencers": pl.DataFrame({"id": people, "name": people}).with_columns(
            category=pl.lit("Yoga"), gender=pl.lit("F"), follower_count=pl.lit("500"), platform=pl.lit("IG")
        ),
        "posts": posts,
        "orders": orders,
        "payouts": pl.DataFrame({"influencer_id": people}).with_columns(
            basis=pl.Series(["order" if one % 2 else "post" for one in range(30)]),
            rate=pl.lit("10"),
            orders=pl.lit("2000"),
            total_payout=pl.lit("20000"),
        ),
    }


# ---- the sample's July, as drawn in the mock


def test_july(sample: Ledger) -> None:
    """July 2025 returned 2.99×, likely 2.3–4.0; without the one nobody paid 2.31×, likely 1.6–3.3."""
    paid = JULY.choosing(basis=("Per order", "Per post"))
    found = [ranges(sample, filters).select("roas", "low", "high").row(0) for filters in (JULY, paid)]
    assert [tuple(f"{one:.2f}" for one in row) for row in found] == [
        ("2.99", "2.25", "3.96"),
        ("2.31", "1.64", "3.25"),
    ]


# What is printed of each influencer: ROAS, range, what July says.
DRAWN = {
    "nikhil.livewell": ("5.90", "2.9–12.2", "clearly above"),
    "Meera Sethi": ("3.86", "1.6–9.4", "may be chance"),
    "naina.flows": ("3.83", "1.6–9.3", "may be chance"),
    "Ishaan Gill": ("3.28", "2.9–3.7", "clearly above"),
    "Yash Deshmukh": ("2.97", "2.7–3.3", "clearly above"),
    "Rhea Chawla": ("2.24", "2.0–2.5", "may be chance"),
    "sahil.eatsclean": ("1.99", "1.7–2.4", "may be chance"),
    "Manav Deshmukh": ("0.95", "–", "too few orders"),
    "karthik.moves": ("0.90", "0.3–2.8", "may be chance"),
    "Kabir Sethi": ("0.50", "–", "too few posts"),
    "Pooja Menon": ("0.85", "0.4–1.7", "clearly below"),
    "Aarav Bhatt": ("0.00", "–", "no order"),
}


def test_influencers_as_drawn(sample: Ledger) -> None:
    """Of every paid influencer July's range and verdict are those the drawings print."""
    rows = queries.slices(sample, JULY, by="influencer_id", metrics=CORE)
    found = with_ranges(rows, sample, JULY, by=("influencer_id",)).cast({"influencer_id": pl.String})
    named = found.join(queries.influencers(sample).select("influencer_id", "name"), on="influencer_id")
    printed = {
        row["name"]: (
            f"{row['roas']:.2f}",
            "–" if row["low"] is None else f"{row['low']:.1f}–{row['high']:.1f}",
            row["verdict"],
        )
        for row in named.iter_rows(named=True)
        if row["spend"] > 0
    }
    assert printed == DRAWN
