"""Makes worlds: data folders of any number of orders over the same influencers, posts and days.

Orders lie as Parquet parts by date. What is sold follows what was posted: an influencer sells more in the
week after a post, mostly from the own platform, of one campaign a brand and season. A world is made from a
seed, in constant memory, once: it is kept. This module takes people and posts from the sample. A wide world
is a sample of a hundred thousand influencers.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from influencer_roi.sample import write_sample
from influencer_roi.sample.generator import make_influencers, make_payouts, make_posts
from influencer_roi.sample.plan import Plan
from influencer_roi.sample.words import BRAND_ODDS, BRANDS, COLUMNS, PLATFORMS, PRICES, PRODUCTS, WEEKDAYS

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

MADE = "v1"  # another word where other orders are made
SEED, INFLUENCERS, POSTS, DAYS, CUSTOMERS = 5, 1_000, 40_000, 365, 2_000_000
WIDE_INFLUENCERS, WIDE_POSTS = 100_000, 1_000_000
PART = 2_500_000  # rows
SEASONS = ("Monsoon", "Winter", "Spring", "Summer")
CAMPAIGNS = [f"{product.replace(' ', '_')}_{season}" for product in PRODUCTS for season in SEASONS]
EARLIER_SEASON, ORGANIC = 0.2, 0.04
OWN, OTHER, CODE = 0.80, 0.95, 0.97  # up to where a source is what it says; beyond, it is a link to a post
SOURCES = (*PLATFORMS, "PromoCode", "organic")
AFTER_A_POST = 0.72 ** np.arange(8)


@dataclass(frozen=True)
class People:
    """Who sells what, by influencer: home platform, category, deals (brand x season), days' pull, last posts.

    `pull` and `last_posts` have one row per day; a last post is -1 where there is none yet.
    """

    home: Ints
    category: Ints
    deals: Ints
    pull: Floats
    last_posts: Ints


def made(keep: Path, orders: int) -> Path:
    """Return the folder of a world of that many orders, made where it is not yet kept."""
    return _kept(keep / f"{orders}-orders-{MADE}", lambda folder: write_world(folder, orders))


def made_wide(keep: Path, orders: int) -> Path:
    """Return the folder of a wide world, four CSV files, made where it is not yet kept."""
    return _kept(
        keep / f"{orders}-orders-wide-{MADE}",
        lambda folder: write_sample(folder, orders=orders, influencers=WIDE_INFLUENCERS, posts=WIDE_POSTS),
    )


def _kept(folder: Path, write: Callable[[Path], None]) -> Path:
    """Return a folder, written where it is not yet there: all of it or nothing."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".making-") as unfinished:
            write(Path(unfinished, "world"))
            shutil.move(Path(unfinished, "world"), folder)
    return folder


def write_world(folder: Path, orders: int, *, influencers: int = INFLUENCERS, posts: int = POSTS) -> None:
    """Write influencers, posts and payouts as Parquet files, and a folder of Parquet parts of orders."""
    plan = Plan(orders, influencers, posts, DAYS, SEED)
    known = make_influencers(plan)
    posted = make_posts(plan, known)
    listed = posted.filter("listed")
    (folder / "orders").mkdir(parents=True)
    sold = np.zeros(influencers)
    for number, (rows, sellers) in enumerate(_parts(plan, known, listed)):
        rows.write_parquet(folder / "orders" / f"part-{number:04d}.parquet")
        sold += sellers
    sales = pl.DataFrame({"influencer_id": known["id"], "orders": sold.astype(np.int64)})
    payouts = make_payouts(known, posted, sales)
    for name, table in (("influencers", known), ("posts", listed), ("payouts", payouts)):
        texts = table.select(COLUMNS[name]).with_columns(pl.selectors.enum().cast(pl.String))
        texts.write_parquet(folder / f"{name}.parquet")


def _parts(
    plan: Plan, influencers: pl.DataFrame, posts: pl.DataFrame
) -> Iterator[tuple[pl.DataFrame, Floats]]:
    """Yield parts of the orders by date, and how many orders each influencer sold in it."""
    people = _people(plan, influencers, posts)
    by_day = _rng(plan, 1).multinomial(plan.orders, people.pull.sum(axis=1) / people.pull.sum())
    days: list[int] = []
    for day in range(plan.days):
        days.append(day)
        if sum(by_day[days]) + (by_day[day + 1] if day + 1 < plan.days else PART) > PART:
            yield _part(plan, people, influencers["id"], posts["post_id"], np.repeat(days, by_day[days]))
            days = []


def _people(plan: Plan, influencers: pl.DataFrame, posts: pl.DataFrame) -> People:
    size, owner, day = influencers.height, posts["owner"].to_numpy(), posts["day"].to_numpy()
    posted = np.zeros((plan.days, size))
    np.add.at(posted, (day, owner), 1.0)
    excited = sum(weight * _later(posted, by) for by, weight in enumerate(AFTER_A_POST))
    weekday = WEEKDAYS[(plan.end.weekday() - np.arange(plan.days)[::-1]) % 7]
    last_posts = np.full((plan.days, size), -1)
    last_posts[day, owner] = np.arange(posts.height)
    return People(
        influencers["platform"].to_physical().to_numpy().astype(np.int64),
        influencers["category"].to_physical().to_numpy().astype(np.int64),
        _rng(plan, 2).integers(0, len(PRODUCTS) // len(BRANDS), (size, len(BRANDS), len(SEASONS))),
        influencers["worth"].to_numpy() * weekday[:, None] * (0.5 + excited),
        np.maximum.accumulate(last_posts),
    )


def _later(values: Floats, days: int) -> Floats:
    return np.concatenate([np.zeros((days, values.shape[1])), values[: len(values) - days]])


def _part(
    plan: Plan, people: People, ids: pl.Series, posts: pl.Series, day: Ints
) -> tuple[pl.DataFrame, Floats]:
    """Return one order row per day given, and how many orders each influencer sold."""
    rng = _rng(plan, 3, plan.orders, int(day[0]))
    seller = _sellers(rng, people.pull, day)
    brand = (rng.random((len(day), 1)) > BRAND_ODDS.cumsum(axis=1)[people.category[seller], :-1]).sum(axis=1)
    season = np.maximum(0, day * len(SEASONS) // plan.days - (rng.random(len(day)) < EARLIER_SEASON))
    product = brand * (len(PRODUCTS) // len(BRANDS)) + people.deals[seller, brand, season]
    number = rng.choice([1, 2, 3], len(day), p=[0.88, 0.10, 0.02])
    organic = rng.random(len(day)) < ORGANIC
    attributed = pl.Series(~organic)
    rows = pl.select(
        source=_sources(rng, people, posts, seller, day, organic),
        campaign=pl.when(attributed).then(pl.Series(CAMPAIGNS).gather(product * len(SEASONS) + season)),
        influencer_id=pl.when(attributed).then(ids.gather(seller)),
        user_id=pl.format("U{}", pl.Series(100_000 + rng.integers(0, CUSTOMERS, len(day)))),
        product=pl.Series(PRODUCTS).gather(product),
        date=pl.Series(np.datetime64(plan.end) - (plan.days - 1) + day),
        orders=pl.Series(number),
        revenue=pl.Series(np.round(PRICES[product] * number * rng.lognormal(0, 0.22, len(day)), 2)),
    )
    return rows, np.bincount(seller, number * ~organic, len(ids)).astype(np.float64)


def _sellers(rng: np.random.Generator, pull: Floats, day: Ints) -> Ints:
    """Return who sold, one per day given; days ascend."""
    sellers = []
    for one, count in zip(*np.unique(day, return_counts=True), strict=True):
        reach = pull[one].cumsum()
        sellers.append(np.searchsorted(reach, rng.random(count) * reach[-1], side="right"))
    return np.concatenate(sellers)


def _sources(
    rng: np.random.Generator,
    people: People,
    posts: pl.Series,
    seller: Ints,
    day: Ints,
    organic: NDArray[np.bool_],
) -> pl.Series:
    """Return where orders came from: mostly a platform, sometimes a code or a post's id."""
    said, home = rng.random(len(day)), people.home[seller]
    code = np.select(
        [said < OWN, said < OTHER], [home, (home + 1 + seller % 2) % len(PLATFORMS)], len(PLATFORMS)
    )
    last = people.last_posts[day, seller]
    code = np.where((said >= CODE) & (last >= 0), len(SOURCES) + last, code)
    code = np.where(organic, len(PLATFORMS) + 1, code)
    return pl.concat([pl.Series(SOURCES), posts]).gather(code)


def _rng(plan: Plan, *more: int) -> np.random.Generator:
    return np.random.default_rng([plan.seed, *more])
