"""Shares a post over the brands and campaigns whose orders it brought."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from influencer_roi.ledger.packing import grouped
from influencer_roi.model.names import NO_CAMPAIGN, UNKNOWN

KEYS = ("post_key", "brand", "campaign")
_WEIGHTS = ("weight", "rows")
_ASKED = ("post_key", "influencer_id", "stated_brand", "caption_brand", "campaign")


@dataclass(frozen=True)
class _Pool:
    """Orders a post may follow: `orders` has the join key, brand, campaign, weight and rows."""

    posts: pl.Expr
    orders: pl.DataFrame
    on: dict[str, str]


def post_shares(posts: pl.DataFrame, orders: pl.DataFrame) -> pl.DataFrame:
    """Return one row per post, brand and campaign with its `share`; the shares of a post add up to 1.

    `posts` has post_key, influencer_id, stated_brand, caption_brand and campaign; `orders` has influencer_id,
    link, brand, campaign, weight and rows. Texts of both are coded alike. Rules: design, shares of a post.
    """
    unknown = pl.lit(UNKNOWN).cast(orders["brand"].dtype, strict=False)
    waiting = posts.select(*_ASKED, unknown=unknown)
    found: list[pl.DataFrame] = []
    for pool in _pools(orders):
        if waiting.is_empty():
            break
        if pool.orders.is_empty() or (asking := waiting.filter(pool.posts)).is_empty():
            continue
        matched = _matched(asking, pool)
        found.append(matched)
        waiting = waiting.join(matched, on="post_key", how="anti")
    found.append(_alone(waiting))
    return _shares(pl.concat(found))


def _pools(orders: pl.DataFrame) -> Iterator[_Pool]:
    """Yield the pools in the order they answer."""
    attributed = orders.lazy().filter(pl.col("influencer_id").is_not_null())
    recorded = _weighed(attributed.filter(pl.col("link").is_not_null()), "link")
    own = _weighed(attributed, "influencer_id")
    stated, caption = pl.col("stated_brand").is_not_null(), pl.col("caption_brand").is_not_null()
    influencer = {"influencer_id": "influencer_id"}
    yield _Pool(stated, recorded, {"post_key": "link", "stated_brand": "brand"})
    yield _Pool(stated, own, {**influencer, "stated_brand": "brand"})
    yield _Pool(stated, own, {**influencer, "unknown": "brand"})
    yield _Pool(~stated, recorded, {"post_key": "link"})
    yield _Pool(~stated & caption, own, {**influencer, "caption_brand": "brand"})
    yield _Pool(~stated & caption, own, {**influencer, "unknown": "brand"})
    yield _Pool(~stated & ~caption, own, influencer)


def _weighed(orders: pl.LazyFrame, key: str) -> pl.DataFrame:
    keys = (key, "brand", "campaign")
    rows = orders.select(*keys, *_WEIGHTS).collect(engine="in-memory")
    weighed = grouped([rows], keys, _WEIGHTS)
    return weighed.select(key, "brand", *_WEIGHTS, order_brand="brand", order_campaign="campaign")


def _matched(posts: pl.DataFrame, pool: _Pool) -> pl.DataFrame:
    joined = posts.lazy().join(pool.orders.lazy(), left_on=[*pool.on], right_on=[*pool.on.values()])
    matched = joined.select(
        "post_key",
        brand=pl.coalesce("stated_brand", "order_brand"),
        campaign=pl.coalesce("campaign", "order_campaign"),
        weight="weight",
        rows="rows",
    )
    return matched.collect(engine="in-memory")


def _alone(posts: pl.DataFrame) -> pl.DataFrame:
    return posts.select(
        "post_key",
        brand=pl.coalesce("stated_brand", "caption_brand", "unknown"),
        campaign=pl.coalesce("campaign", pl.lit(NO_CAMPAIGN).cast(posts["campaign"].dtype)),
        weight=pl.lit(1.0),
        rows=pl.lit(1.0),
    )


def _shares(matched: pl.DataFrame) -> pl.DataFrame:
    parts = grouped([matched], KEYS, _WEIGHTS)
    post = parts["post_key"].rle_id().to_numpy()
    of_weight, of_rows = (pl.lit(np.bincount(post, parts[name].to_numpy())[post]) for name in _WEIGHTS)
    share = pl.when(of_weight > 0).then(pl.col("weight") / of_weight).otherwise(pl.col("rows") / of_rows)
    return parts.select(*KEYS, share=share)
