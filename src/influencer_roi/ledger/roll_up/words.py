"""Says what the texts of orders mean, once per distinct text: an engine then only has to join."""

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from influencer_roi.intake.clean.texts import clean_id
from influencer_roi.intake.recorded import has_addresses, named_post, recorded
from influencer_roi.ledger.conform import Conformed
from influencer_roi.model import names

Words = dict[str, pl.DataFrame]


def words_of(texts: Mapping[str, pl.Series], conformed: Conformed) -> Words:
    """Return one frame per column of orders, `text` its key, and `link`, one row per influencer and post id.

    `texts` has the distinct texts of each column, cleaned, null left out; words are in their order.
    Columns: see `resolved`.
    """
    written = {name: values.rename("text").to_frame() for name, values in texts.items()}
    campaigns, products = _brands_in([texts["campaign"], texts["product"]], conformed)
    posts, addresses = conformed.posts, names_addresses(texts)
    id_ = named_post(pl.col("text"), posts) if addresses else pl.col("text")
    own = conformed.influencers.lazy().select(text="id", own_platform="platform")
    links = links_of(posts, addresses=addresses)
    return {
        "influencer_id": written["influencer_id"]
        .lazy()
        .with_columns(influencer="text")
        .join(own, on="text", how="left", maintain_order="left", validate="1:1")
        .collect(engine="in-memory"),
        "source": written["source"].with_columns(
            source_id=_recorded(clean_id(id_), links),
            source_brand=names.named_by_whole(pl.col("text"), conformed.brands.every),
            source_platform=names.named_by_whole(pl.col("text"), conformed.platforms),
        ),
        "campaign": written["campaign"].with_columns(
            campaign_name=names.as_spelled(texts["campaign"], conformed.campaigns),
            campaign_brand=campaigns,
        ),
        "product": written["product"].with_columns(product_brand=products),
        "brand": written["brand"].with_columns(
            brand_brand=names.stated_brand(pl.col("text"), conformed.brands)
        ),
        "post_id": written["post_id"].with_columns(post_id_id=id_),
        "link": links,
    }


def names_addresses(texts: Mapping[str, pl.Series]) -> bool:
    """Return whether orders of these texts may name posts by their addresses."""
    return has_addresses(texts["source"], texts["post_id"])


def _recorded(ids: pl.Expr, posts: pl.DataFrame) -> pl.Expr:
    """Return ids where the posts file records a post of them."""
    return pl.when(ids.is_in(posts["id"].implode())).then(ids)


def _brands_in(columns: Sequence[pl.Series], conformed: Conformed) -> Iterator[pl.Series]:
    """Yield the brands the texts of each column name, all looked through at once."""
    named = names.named_in(pl.concat([texts.rename("text") for texts in columns]), conformed.brands)
    start = 0
    for texts in columns:
        yield named.slice(start, len(texts))
        start += len(texts)


def links_of(posts: pl.DataFrame, *, addresses: bool) -> pl.DataFrame:
    """Return one row per influencer and id recorded in the posts file, and of posts' `addresses` if asked."""
    return recorded(posts, addresses=addresses).select(
        "id",
        influencer="influencer_id",
        key="post_key",
        link_platform="platform",
        link_brand="stated_brand",
    )
