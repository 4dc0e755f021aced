"""Knows the post a text names: by its id, by its address, by the id its address ends in."""

import polars as pl

from influencer_roi.intake.addresses import address
from influencer_roi.model.patterns import may_hold

_SITE = "://"
_WEB, _LAST = r"(?i)^https?://", r"([^/?#]+)/*(?:[?#].*)?$"
_BY = ["influencer_id", "id"]


def has_addresses(*columns: pl.Series) -> bool:
    """Return whether some text of some column may be the address of a post."""
    return any(may_hold(texts, _SITE) and texts.str.contains(_SITE, literal=True).any() for texts in columns)


def recorded(posts: pl.DataFrame, *, addresses: bool) -> pl.DataFrame:
    """Return posts by the `id` the posts file records, and where texts have `addresses`, by its own too.

    An address that several posts of an influencer share is none of them.
    """
    ids = posts.hstack([posts["recorded_id"].alias("id")])
    ids = ids.drop_nulls("id") if ids["id"].null_count() else ids
    if not addresses:
        return ids
    written = [
        posts.filter(pl.col(name).str.contains(_WEB)).with_columns(id=address(pl.col(name)))
        for name in ("recorded_id", "url")
    ]
    pages = pl.concat(written).unique([*_BY, "post_key"], keep="first", maintain_order=True)
    alone = pages.filter(~pl.struct(_BY).is_duplicated())
    return pl.concat([ids, alone.join(ids, on=_BY, how="anti", maintain_order="left")])


def named_post(text: pl.Expr, posts: pl.DataFrame) -> pl.Expr:
    """Return the id by which a text that is an address names one of the posts; any other stays."""
    ids = recorded(posts, addresses=True)["id"].implode()
    at, last, web = address(text), text.str.extract(_LAST), text.str.contains(_WEB)
    return (
        pl.when(web & ~text.is_in(ids) & at.is_in(ids))
        .then(at)
        .when(web & ~text.is_in(ids) & last.is_in(ids))
        .then(last)
        .otherwise(text)
    )


def with_named_posts(payouts: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """Return payouts with the key of the post that each names as `named_post_id`, else what it names."""
    if not has_addresses(payouts["post_id"]):
        return payouts.with_columns(named_post_id="post_id")
    keys = recorded(posts, addresses=True).select(*_BY, "post_key")
    named = payouts.with_columns(id=named_post(pl.col("post_id"), posts))
    found = named.join(keys, on=_BY, how="left", maintain_order="left", validate="m:1")
    return found.with_columns(named_post_id=pl.coalesce("post_key", "post_id")).drop("id", "post_key")


def strangers(named: pl.DataFrame, posts: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return which rows name no post there is, and which one that is not of their influencer.

    `named` has influencer_id and post_id, `posts` are as they were cleaned.
    """
    known = posts.with_columns(recorded_id="post_id", post_key=pl.col("line").cast(pl.String))
    addresses = has_addresses(named["post_id"])
    own = recorded(known, addresses=addresses).select(*_BY).drop_nulls().unique()
    found = named.with_columns(id=named_post(pl.col("post_id"), known) if addresses else pl.col("post_id"))
    nowhere = found.join(own, on="id", how="anti", maintain_order="left")
    there = found.join(own, on="id", how="semi", maintain_order="left")
    return nowhere, there.join(own, on=_BY, how="anti", maintain_order="left")
