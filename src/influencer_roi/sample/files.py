"""Writes the sample as the four files of a data folder."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from influencer_roi.sample.generator import make_influencers, make_orders, make_payouts, make_posts
from influencer_roi.sample.plan import Plan
from influencer_roi.sample.words import COLUMNS


def write_sample(  # noqa: PLR0913 # the numbers of a plan, each by its name
    folder: Path,
    *,
    orders: int = 3000,
    influencers: int | None = None,
    posts: int | None = None,
    days: int = 150,
    seed: int = 7,
    noise: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Write influencers, posts, tracking_data and payouts.csv into `folder`, replacing old ones.

    Numbers are rows of each file; influencers and posts left out grow with orders (15 and 240 for 3,000).
    Money is INR with two decimals; the last day is 2025-07-31. Same arguments, same bytes. With `noise`
    nobody sells more than others for long, and orders come on any day, so that gates close. `progress` hears
    (order rows written, order rows in all). Raises ValueError naming each argument out of bounds.
    """
    people = max(15, orders // 1000) if influencers is None else influencers
    posts_wanted = max(240, orders // 20, 2 * people) if posts is None else posts
    plan = Plan(orders, people, posts_wanted, days, seed, noise=noise)
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix=".sample-") as unfinished:
        for done in _write_tables(Path(unfinished), plan):
            if progress:
                progress(done, orders)
        for name in COLUMNS:
            Path(unfinished, f"{name}.csv").replace(folder / f"{name}.csv")


def _write_tables(folder: Path, plan: Plan) -> Iterator[int]:
    influencers = make_influencers(plan)
    posts = make_posts(plan, influencers)
    sold, done = [], 0
    with (folder / "tracking_data.csv").open("wb") as file:
        for chunk in make_orders(plan, influencers, posts):
            chunk.write_csv(file, include_header=done == 0, float_precision=2)
            sold.append(chunk.drop_nulls("date").group_by("influencer_id").agg(pl.col("orders").sum()))
            done += chunk.height
            yield done
    payouts = make_payouts(influencers, posts, pl.concat(sold))
    for name, rows in (("influencers", influencers), ("posts", posts.filter("listed")), ("payouts", payouts)):
        rows.select(COLUMNS[name]).write_csv(folder / f"{name}.csv", float_precision=2)
