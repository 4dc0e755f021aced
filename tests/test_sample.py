from pathlib import Path
from typing import TypedDict

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from influencer_roi.sample import words, write_sample
from influencer_roi.sample.words import COLUMNS

Tables = dict[str, pl.DataFrame]


class Asked(TypedDict, total=False):
    """The numbers of write_sample."""

    orders: int
    influencers: int
    posts: int
    days: int
    seed: int


def read(folder: Path) -> Tables:
    """The four files of a folder, by name."""
    return {name: pl.read_csv(folder / f"{name}.csv", try_parse_dates=True) for name in COLUMNS}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """The sample by default."""
    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder)
    return read(folder)


@pytest.fixture(scope="module")
def smallest(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """The least one can ask for."""
    folder = tmp_path_factory.mktemp("smallest")
    write_sample(folder, orders=32, influencers=6, posts=6, days=1)
    return read(folder)


@pytest.fixture(params=["tables", "smallest"])
def any_size(request: pytest.FixtureRequest) -> Tables:
    """The sample by default, then the least one can ask for."""
    chosen: Tables = request.getfixturevalue(request.param)
    return chosen


def ids(rows: pl.DataFrame, column: str = "influencer_id") -> set[str]:
    """The values of a column, without absent ones."""
    return set(rows[column].drop_nulls())


def roas(tables: Tables) -> float:
    """The revenue of influencers for every rupee of spend."""
    attributed = tables["tracking_data"].drop_nulls("influencer_id")
    return float(attributed["revenue"].sum()) / float(tables["payouts"]["total_payout"].sum())


def roas_by_influencer(tables: Tables) -> list[float]:
    """The ROAS of every influencer who sells and is paid, lowest first."""
    revenue = tables["tracking_data"].group_by("influencer_id").agg(pl.col("revenue").sum())
    paid = tables["payouts"].join(revenue, on="influencer_id", validate="1:1")
    return (paid["revenue"] / paid["total_payout"]).sort().to_list()


def test_same_bytes(tmp_path: Path):
    """The same arguments give the same bytes."""
    write_sample(tmp_path / "a", orders=500, seed=3)
    write_sample(tmp_path / "b", orders=500, seed=3)
    a, b = ({file.name: file.read_bytes() for file in (tmp_path / side).iterdir()} for side in "ab")
    assert a == b


def test_data_is_fresh(tmp_path: Path):
    """The files in data/ are what the generator writes today."""
    write_sample(tmp_path)
    data = Path(__file__).parents[1] / "data"
    files = [f"{name}.csv" for name in COLUMNS]
    assert [file for file in files if (data / file).read_bytes() != (tmp_path / file).read_bytes()] == []


def test_another_seed(tmp_path: Path, tables: Tables):
    """Another seed gives other orders."""
    write_sample(tmp_path, seed=8)
    assert not read(tmp_path)["tracking_data"].equals(tables["tracking_data"])


def test_shape(tables: Tables):
    """By default there are 15 influencers, 14 payouts, 240 posts, 3,000 orders; the headers are classic."""
    assert {name: rows.columns for name, rows in tables.items()} == COLUMNS
    heights = {name: rows.height for name, rows in tables.items()}
    assert heights == {"influencers": 15, "posts": 240, "tracking_data": 3000, "payouts": 14}


def test_words(tables: Tables):
    """Every category, platform, campaign and product there is occurs."""
    assert ids(tables["influencers"], "category") == set(words.CATEGORIES)
    assert ids(tables["posts"], "platform") == set(words.PLATFORMS)
    assert ids(tables["tracking_data"], "campaign") == set(words.CAMPAIGNS)
    assert ids(tables["tracking_data"], "product") == set(words.PRODUCTS)


def test_keys_are_unique(any_size: Tables):
    """An influencer, a post and a payout occur once."""
    for name, key in {"influencers": "id", "posts": "post_id", "payouts": "influencer_id"}.items():
        assert any_size[name][key].is_unique().all()


def test_dates(tables: Tables):
    """Posts and orders fall on 150 days that end on 2025-07-31, and the orders are sorted by date."""
    dates = pl.concat([tables["posts"]["date"], tables["tracking_data"]["date"].drop_nulls()])
    assert (str(dates.min()), str(dates.max())) == ("2025-03-04", "2025-07-31")
    assert tables["tracking_data"]["date"].is_sorted(nulls_last=True)


def test_money_has_two_decimals(tmp_path: Path):
    """Money is written with two decimals, no more and no fewer."""
    write_sample(tmp_path)
    for name, column in (("tracking_data", "revenue"), ("payouts", "rate"), ("payouts", "total_payout")):
        money = pl.read_csv(tmp_path / f"{name}.csv", infer_schema=False)[column]
        assert money.str.contains(r"^-?\d+\.\d\d$").all()


def test_one_posts_and_never_sells(any_size: Tables):
    """One influencer has posts, no orders, and is paid."""
    idle = ids(any_size["posts"]) - ids(any_size["tracking_data"])
    assert len(idle) == 1
    assert idle < ids(any_size["payouts"])


def test_one_sells_and_never_posts(any_size: Tables):
    """One influencer of the file has orders and no posts."""
    sellers = ids(any_size["tracking_data"]) & ids(any_size["influencers"], "id")
    assert len(sellers - ids(any_size["posts"])) == 1


def test_one_is_paid_for_nothing(any_size: Tables):
    """One influencer has neither posts nor orders, and is paid."""
    paid = any_size["payouts"].filter(pl.col("total_payout") > 0)
    assert len(ids(paid) - ids(any_size["posts"]) - ids(any_size["tracking_data"])) == 1


def test_one_is_not_paid(any_size: Tables):
    """One influencer has no payout row, though it posts and sells."""
    unpaid = ids(any_size["influencers"], "id") - ids(any_size["payouts"])
    assert len(unpaid) == 1
    assert unpaid < ids(any_size["posts"]) & ids(any_size["tracking_data"])


def test_one_is_a_stranger(any_size: Tables):
    """One order is of an influencer whom influencers.csv lacks."""
    known = pl.col("influencer_id").is_in(any_size["influencers"]["id"].to_list())
    assert any_size["tracking_data"].filter(~known).height == 1


def test_one_post_without_reach(tables: Tables):
    """One post has no reach, and no likes or comments either."""
    expected = pl.DataFrame({"reach": [0], "likes": [0], "comments": [0]})
    assert_frame_equal(tables["posts"].filter(pl.col("reach") == 0).select(expected.columns), expected)


def test_two_bad_rows(any_size: Tables):
    """Two rows are bad: a post with negative likes and an order with no date."""
    posts, orders = any_size["posts"], any_size["tracking_data"]
    assert posts.filter(pl.min_horizontal("reach", "likes", "comments") < 0)["likes"].len() == 1
    assert orders.filter(pl.col("date").is_null()).height == 1
    assert (
        orders.select("source", "user_id", "product", "orders", "revenue")
        .null_count()
        .sum_horizontal()
        .item()
        == 0
    )
    assert posts.null_count().sum_horizontal().item() == 0


def test_likes_and_comments_are_within_reach(any_size: Tables):
    """No post has more likes and comments than reach."""
    assert (any_size["posts"]["likes"] + any_size["posts"]["comments"] <= any_size["posts"]["reach"]).all()


def test_one_refund(any_size: Tables):
    """One order is a refund, of an influencer who is known."""
    refunds = any_size["tracking_data"].filter(pl.col("revenue") < 0)
    assert refunds.height == 1
    assert ids(refunds) < ids(any_size["influencers"], "id")


def test_two_brands_on_one_day(any_size: Tables):
    """Some influencer sells two brands on one day."""
    brand = pl.col("product").str.split(" ").list.first()
    brands = any_size["tracking_data"].drop_nulls().group_by("influencer_id", "date").agg(brand.n_unique())
    assert brands["product"].max() in {2, 3}


def test_organic(any_size: Tables):
    """Orders without an influencer have the source organic and no campaign, and no others do."""
    columns = ["influencer_id", "campaign", "source"]
    organic = any_size["tracking_data"].filter(
        pl.col("influencer_id").is_null() | pl.col("campaign").is_null() | (pl.col("source") == "organic")
    )
    assert organic.select(columns).unique().rows() == [(None, None, "organic")]


def test_organic_share(tables: Tables):
    """About 4 % of the orders are organic."""
    assert tables["tracking_data"]["influencer_id"].null_count() / 3000 == pytest.approx(0.04, abs=0.01)


def test_one_payout_counts_otherwise(any_size: Tables):
    """The orders of one payout differ from the tracked ones; all others agree."""
    dated = any_size["tracking_data"].drop_nulls(["date", "influencer_id"])
    tracked = dated.group_by("influencer_id").agg(tracked=pl.col("orders").sum())
    payouts = any_size["payouts"].join(tracked, on="influencer_id", how="left", validate="1:1")
    assert payouts.filter(pl.col("orders") != pl.col("tracked").fill_null(0)).height == 1


def test_recorded_links(tables: Tables):
    """A source that is a post's id names a post of the same influencer, 0 to 7 days before the order."""
    links = tables["tracking_data"].join(
        tables["posts"], left_on="source", right_on="post_id", validate="m:1"
    )
    lag = (links["date"] - links["date_right"]).dt.total_days()
    assert links["influencer_id"].equals(links["influencer_id_right"])
    assert links.height == pytest.approx(330, abs=60)
    assert set(lag) == set(range(8))


def test_orders_follow_a_post(tables: Tables):
    """An order comes 0 to 7 days after a post of its influencer, where the influencer has posts."""
    posters = tables["posts"]["influencer_id"].unique().to_list()
    orders = tables["tracking_data"].drop_nulls("date").filter(pl.col("influencer_id").is_in(posters))
    latest = orders.sort("date").join_asof(
        tables["posts"].select("influencer_id", "date", posted="date").sort("date"),
        on="date",
        by="influencer_id",
        check_sortedness=False,
    )
    assert (latest["date"] - latest["posted"]).dt.total_days().is_between(0, 7).all()


def test_captions(tables: Tables):
    """Most captions name a brand; a few name none."""
    named = tables["posts"]["caption"].str.contains_any(list(words.BRANDS))
    assert 0.85 * 240 < named.sum() < 240


def test_engagement_falls_with_followers(tables: Tables):
    """Reach grows and the engagement rate falls with followers."""
    posts = (
        tables["posts"]
        .filter(pl.col("likes") > 0)
        .join(tables["influencers"], left_on="influencer_id", right_on="id")
    )
    rate = (pl.col("likes") + pl.col("comments")) / pl.col("reach")
    ranks = posts.select(
        reach=pl.corr("follower_count", "reach", method="spearman"),
        rate=pl.corr("follower_count", rate, method="spearman"),
    )
    assert ranks["reach"].item() > 0.8
    assert ranks["rate"].item() < -0.3


def test_the_business_is_believable(tables: Tables):
    """Revenue is ₹40 to 60 lakh, ROAS 2 to 3.5 in all, and 1 to 7 by influencer, but for two below 1."""
    assert 40e5 < tables["tracking_data"]["revenue"].sum() < 60e5
    assert 2 < roas(tables) < 3.5
    first, second, *rest = roas_by_influencer(tables)
    assert max(first, second) < 1 <= min(rest)
    assert 4 < max(rest) < 7


@pytest.mark.parametrize("seed", range(5))
def test_every_seed_earns(tmp_path: Path, seed: int):
    """Whatever the seed, ROAS in all lies between 1 and 6."""
    write_sample(tmp_path, seed=seed)
    assert 1 < roas(read(tmp_path)) < 6


def test_average_order_value(tables: Tables):
    """An order is worth ₹1,200 to 1,800 on average, whatever the brand."""
    brand = pl.col("product").str.split(" ").list.first()
    sums = tables["tracking_data"].group_by(brand).agg(pl.col("revenue", "orders").sum())
    assert (sums["revenue"] / sums["orders"]).is_between(1200, 1800).all()


def test_customers_come_back(tables: Tables):
    """Some customers order again."""
    assert 800 < tables["tracking_data"]["user_id"].n_unique() < 2000


def test_grows_with_orders(tmp_path: Path):
    """Influencers and posts left out grow with the orders, and progress hears of every chunk."""
    heard: list[tuple[int, int]] = []
    write_sample(tmp_path, orders=250_000, progress=lambda done, total: heard.append((done, total)))
    assert heard == [(100_006, 250_000), (200_006, 250_000), (250_000, 250_000)]
    tables = read(tmp_path)
    heights = {name: rows.height for name, rows in tables.items()}
    assert heights == {"influencers": 250, "posts": 12_500, "tracking_data": 250_000, "payouts": 249}


def test_replaces_old_files(tmp_path: Path):
    """Files of those names are replaced, others are left alone, and nothing else stays behind."""
    for name in ("posts.csv", "notes.txt"):
        (tmp_path / name).write_text("old")
    write_sample(tmp_path, orders=60)
    assert {file.name for file in tmp_path.iterdir()} == {"notes.txt", *(f"{name}.csv" for name in COLUMNS)}
    assert (tmp_path / "notes.txt").read_text() == "old"
    assert read(tmp_path)["posts"].height == 240


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"orders": 0}, "orders is 0, ask for 50 or more"),
        ({"influencers": 5}, "influencers is 5, ask for 6 or more"),
        ({"influencers": -1}, "influencers is -1, ask for 6 or more"),
        ({"posts": 14}, "posts is 14, ask for 15 or more"),
        ({"days": 0}, "days is 0, ask for 1 or more"),
        ({"seed": -1}, "seed is -1, ask for 0 or more"),
        ({"posts": 0, "days": -3}, "posts is 0, ask for 15 or more; days is -3, ask for 1 or more"),
    ],
)
def test_bad_arguments(tmp_path: Path, wrong: Asked, message: str):
    """An argument out of bounds is refused by name, with what would do; nothing is written."""
    with pytest.raises(ValueError, match=f"^{message}$"):
        write_sample(tmp_path / "new", **wrong)
    assert not (tmp_path / "new").exists()
