"""Makes up influencers, posts, orders and payouts, believable and with the known traps planted."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from influencer_roi.sample.noise import any_days, lucks
from influencer_roi.sample.plan import Plan
from influencer_roi.sample.words import (
    BRAND_ODDS,
    BRANDS,
    CAMPAIGNS,
    CAPTIONS,
    CATEGORIES,
    COLUMNS,
    HANDLES,
    HOST,
    IDLE,
    MEN,
    MISCOUNTED,
    ORDER_VALUE,
    ORDERLESS,
    PLATFORMS,
    POSTLESS,
    PRICES,
    PRODUCTS,
    PULLS,
    SURNAMES,
    UNPAID,
    WEEKDAYS,
    WOMEN,
)

_Ints = NDArray[np.int64]
_Floats = NDArray[np.float64]
_CHUNK = 100_000


def make_influencers(plan: Plan) -> pl.DataFrame:
    """Return one row per influencer: the file's columns, then basis, rate (INR), worth (pull of a post)."""
    rng, count = np.random.default_rng([plan.seed, 1]), plan.influencers
    followers = rng.permutation(np.geomspace(9e3, 9e5, count) * rng.lognormal(0, 0.15, count))
    category = rng.permutation(np.arange(count) % len(CATEGORIES))
    platform = rng.permutation(np.resize([0, 1, 0, 2, 0, 1], count))
    rank = np.argsort(np.argsort(rng.normal(0, 1.5, count) - np.log(followers))) / (count - 1)
    target_roas = np.interp(rank, [0, 0.12, 0.2, 1], [0.65, 0.95, 1.7, 5.4])
    by_order = (target_roas > 2) & (rng.random(count) < 0.6)
    by_order[[MISCOUNTED, POSTLESS]], by_order[[ORDERLESS, IDLE]] = True, False
    worth = target_roas * followers**0.6
    worth[[ORDERLESS, IDLE]] = 0
    fee = 0.95 * ORDER_VALUE * plan.orders / plan.posts * followers**0.6 / worth.sum() * (count - 2)
    rate = np.where(by_order, ORDER_VALUE / np.maximum(target_roas, 2), fee)
    return _names(rng, category).with_columns(
        id=pl.Series([f"INF{number:03d}" for number in range(1, count + 1)]),
        category=pl.Series([CATEGORIES[code] for code in category], dtype=pl.Enum(CATEGORIES)),
        follower_count=pl.Series(followers.astype(np.int64)),
        platform=pl.Series([PLATFORMS[code] for code in platform], dtype=pl.Enum(PLATFORMS)),
        basis=pl.when(pl.Series(by_order)).then(pl.lit("order")).otherwise(pl.lit("post")),
        rate=pl.Series(np.maximum(np.round(rate, -1), 10)),
        worth=pl.Series(worth),
    )


def make_posts(plan: Plan, influencers: pl.DataFrame) -> pl.DataFrame:
    """Return one row per post, by day: the file's columns, then owner, day, brand, campaign and listed.

    The postless influencer's posts bring orders like any other; they are not listed, so the file lacks them.
    """
    rng = np.random.default_rng([plan.seed, 2])
    owner = _owners(rng, plan)
    count, host_posts = len(owner), np.flatnonzero(owner == HOST)
    day = ((np.arange(count) + rng.random(count)) * plan.days / count).astype(np.int64)
    brand = _draw(rng, BRAND_ODDS[influencers["category"].to_physical()][owner])
    home = influencers["platform"].to_physical().to_numpy()[owner]
    platform = np.where(rng.random(count) < 0.85, home, rng.integers(0, len(PLATFORMS), count))
    hashtag = np.where(rng.random(count) < 0.94, brand, len(BRANDS))
    hashtag[host_posts[0]] = len(BRANDS)
    season = np.clip(day / plan.days * 4 + rng.uniform(-0.5, 0.5, count), 0, 3).astype(np.int64)
    captions = [f"{caption} #{word}" for word in (*BRANDS, "ad") for caption in CAPTIONS]
    followers = influencers["follower_count"].to_numpy()[owner]
    return _attention(rng, followers, PULLS[platform], host_posts).with_columns(
        post_id=pl.Series([f"P{number:04d}" for number in range(1, count + 1)]),
        influencer_id=influencers["id"].gather(owner),
        platform=pl.Series(PLATFORMS).gather(platform),
        date=_dates(plan, day),
        url=pl.Series([f"https://example.com/p/{number}" for number in range(1, count + 1)]),
        caption=pl.Series(captions).gather(hashtag * 3 + rng.integers(0, 3, count)),
        owner=pl.Series(owner),
        day=pl.Series(day),
        brand=pl.Series(brand),
        campaign=pl.Series(CAMPAIGNS).gather(brand * 4 + season),
        listed=pl.Series(owner != plan.influencers + POSTLESS),
    )


def make_orders(plan: Plan, influencers: pl.DataFrame, posts: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield order rows, each chunk by date; revenue is INR, an absent influencer_id means organic."""
    planted = _planted_orders(plan, influencers, posts)
    counts = _orders_by_post(plan, influencers["worth"].to_numpy(), posts, plan.orders - planted.height)
    starts = counts.cumsum() - counts
    for first in range(0, counts.sum(), _CHUNK):
        number = np.arange(first, min(first + _CHUNK, counts.sum()))
        cause = np.searchsorted(starts + counts, number, side="right")
        chunk = _orders_of(plan, posts[cause], pl.Series(number == starts[cause]), first)
        yield pl.concat([chunk, planted]).sort("date", nulls_last=True, maintain_order=True)
        planted = planted.clear()


def make_payouts(influencers: pl.DataFrame, posts: pl.DataFrame, orders: pl.DataFrame) -> pl.DataFrame:
    """Return one row per paid influencer, in INR; `orders` has influencer_id and orders of dated rows."""
    place = pl.int_range(pl.len())
    sold = orders.group_by("influencer_id").agg(pl.col("orders").sum())
    posted = posts.filter(pl.col("likes") >= 0).group_by("influencer_id").agg(posts=pl.len())
    units = pl.when(pl.col("basis") == "post").then(pl.col("posts").fill_null(2)).otherwise("orders")
    return (
        influencers.rename({"id": "influencer_id"})
        .join(sold, on="influencer_id", how="left", validate="1:1", maintain_order="left")
        .join(posted, on="influencer_id", how="left", validate="1:1", maintain_order="left")
        .with_columns(pl.col("orders").fill_null(0) + pl.when(place == MISCOUNTED).then(6).otherwise(0))
        .with_columns(total_payout=pl.col("rate") * units)
        .filter(place != pl.len() + UNPAID)
    )


def _names(rng: np.random.Generator, category: _Ints) -> pl.DataFrame:
    people = [(name, "Female") for name in WOMEN.split()] + [(name, "Male") for name in MEN.split()]
    firsts, genders = np.resize(rng.permutation(people), (len(category), 2)).T.tolist()
    surnames, full = rng.choice(SURNAMES.split(), len(category)), rng.random(len(category)) < 0.6
    names = [
        f"{first} {surname}" if whole else f"{first.lower()}.{HANDLES[code]}"
        for first, surname, whole, code in zip(firsts, surnames, full, category, strict=True)
    ]
    return pl.DataFrame({"name": names, "gender": genders})


def _owners(rng: np.random.Generator, plan: Plan) -> _Ints:
    posters = plan.influencers + POSTLESS  # the postless and the idle one come last
    activity = rng.lognormal(0, 0.35, posters)
    rest = rng.choice(posters, plan.posts - plan.influencers, p=activity / activity.sum())
    unlisted = np.full(max(1, plan.posts // plan.influencers), posters)
    return rng.permutation(np.concatenate([np.arange(posters), [HOST, HOST], rest, unlisted]))


def _attention(rng: np.random.Generator, followers: _Ints, pulls: _Floats, host: _Ints) -> pl.DataFrame:
    count = len(followers)
    reach = (followers**0.93 * pulls[:, 0] * rng.lognormal(0, 0.45, count)).astype(np.int64)
    reach[host[1]] = 0
    rate = 0.055 * (followers / 1e4) ** -0.17 * pulls[:, 1] * rng.lognormal(0, 0.25, count)
    engagements = (reach * np.minimum(rate, 0.3)).astype(np.int64)
    comments = (engagements * rng.beta(3, 60, count)).astype(np.int64)
    likes = engagements - comments
    likes[host[2]] *= -1
    return pl.DataFrame({"reach": reach, "likes": likes, "comments": comments})


def _demand(plan: Plan) -> _Floats:
    """Return days x 8: the appetite on that day and, fading, on the seven after; 0 past the end."""
    day = np.arange(plan.days)
    weekday = WEEKDAYS[(plan.end.weekday() - day[::-1]) % 7]
    sale = np.where((day - int(0.7 * plan.days)) // 5 == 0, 1.9, 1.0)
    demand = np.append(weekday * sale * (1 + 0.35 * day / plan.days), np.zeros(7))
    return np.lib.stride_tricks.sliding_window_view(demand, 8) * 0.72 ** np.arange(8)


def _orders_by_post(plan: Plan, worth: _Floats, posts: pl.DataFrame, orders: int) -> _Ints:
    rng, owner = np.random.default_rng([plan.seed, 3]), posts["owner"].to_numpy()
    pull = (posts["reach"] * (posts["likes"] >= 0)).to_numpy() * rng.lognormal(0, 0.4, len(owner))
    pull *= _demand(plan).sum(axis=1)[posts["day"]]
    each = lucks(plan).sum(axis=0) * (worth[:IDLE] > 0) if plan.noise else worth[:IDLE] * np.bincount(owner)
    pull *= (each / np.bincount(owner, weights=pull))[owner]
    debuts = np.unique(owner, return_index=True)[1][worth[:IDLE] > 0]  # every seller sells
    counts = rng.multinomial(orders - len(debuts), pull / pull.sum())
    counts[debuts] += 1
    return counts


def _orders_of(plan: Plan, causes: pl.DataFrame, safe: pl.Series, first: int) -> pl.DataFrame:
    """Return one order row per row of causes, some of them organic unless safe."""
    rng, count = np.random.default_rng([plan.seed, 4, first]), causes.height
    posted, product = (
        causes["day"].to_numpy(),
        causes["brand"].to_numpy() * 3 + rng.choice(3, count, p=[0.45, 0.35, 0.2]),
    )
    day = (
        any_days(rng, plan, causes["owner"].to_numpy())
        if plan.noise
        else posted + _draw(rng, _demand(plan)[posted])
    )
    orders = rng.choice([1, 2, 3], count, p=[0.88, 0.10, 0.02])
    user = 100_000 + 0.6 * plan.orders * (0.25 + 0.75 * day / plan.days) * rng.random(count)
    organic = ~safe & pl.Series(rng.random(count) < 0.043)
    kinds = ["platform", "platform" if plan.noise else "link", "code"]  # no link to a later post
    kind = pl.Series(rng.choice(kinds, count, p=[0.84, 0.12, 0.04]))
    source = (
        pl.when((kind == "link") & causes["listed"])
        .then("post_id")
        .when(kind == "code")
        .then(pl.lit("PromoCode"))
    )
    return causes.select(
        pl.when(organic).then(pl.lit("organic")).otherwise(source.otherwise("platform")).alias("source"),
        pl.when(~organic).then("campaign").alias("campaign"),
        pl.when(~organic).then("influencer_id").alias("influencer_id"),
        user_id=pl.format("U{}", pl.Series(user.astype(np.int64))),
        product=pl.Series(PRODUCTS).gather(product),
        date=_dates(plan, day),
        orders=pl.Series(orders),
        revenue=pl.Series(np.round(PRICES[product] * orders * rng.lognormal(0, 0.22, count), 2)),
    )


def _planted_orders(plan: Plan, influencers: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """Return two brands on one day, a refund, an order with no date, an organic one, a stranger's."""
    host, source = influencers["id"][HOST], influencers["platform"][HOST]
    day: date = posts.filter(pl.col("owner") == HOST)["date"][0]
    later, stranger = min(day + timedelta(days=3), plan.end), f"INF{plan.influencers + 1:03d}"
    rows = [
        (source, CAMPAIGNS[0], host, "U100001", PRODUCTS[0], day, 1, 2149.0),
        (source, CAMPAIGNS[4], host, "U100002", PRODUCTS[3], day, 1, 1049.0),
        (source, CAMPAIGNS[0], host, "U100001", PRODUCTS[0], later, 1, -2149.0),
        (source, CAMPAIGNS[0], host, "U100003", PRODUCTS[1], None, 1, 1249.0),
        ("organic", None, None, "U100004", PRODUCTS[1], day, 1, 1349.0),
        (PLATFORMS[0], CAMPAIGNS[8], stranger, "U100005", PRODUCTS[6], later, 1, 1449.0),
    ]
    return pl.DataFrame(rows, schema=COLUMNS["tracking_data"], orient="row")


def _draw(rng: np.random.Generator, weights: _Floats) -> _Ints:
    """Return one column number per row of weights, drawn in their proportion."""
    cumulative = weights.cumsum(axis=1)
    drawn: _Ints = (rng.random((len(weights), 1)) * cumulative[:, -1:] > cumulative[:, :-1]).sum(axis=1)
    return drawn


def _dates(plan: Plan, day: _Ints) -> pl.Series:
    return pl.Series(np.datetime64(plan.end) - (plan.days - 1) + day)
