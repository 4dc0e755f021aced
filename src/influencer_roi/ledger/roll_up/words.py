"""Says what the texts of orders mean, once per distinct text: an engine then only has to join."""

from collections.abc import Mapping

import polars as pl

from influencer_roi.intake.clean.texts import clean_id
from influencer_roi.ledger.conform import Conformed
from influencer_roi.model import names

Words = dict[str, pl.DataFrame]


def words_of(texts: Mapping[str, pl.Series], conformed: Conformed) -> Words:
    """Return one frame per column of orders, `text` its key, and `link`, one row per influencer and post id.

    `texts` has the distinct texts of each column, cleaned, null left out. Columns: see `resolved`.
    """
    written = {name: values.rename("text").to_frame() for name, values in texts.items()}
    own = conformed.influencers.select(text="id", own_platform="platform")
    return {
        "influencer_id": written["influencer_id"]
        .with_columns(influencer="text")
        .join(own, on="text", how="left", validate="1:1"),
        "source": written["source"].with_columns(
            source_id=clean_id(pl.col("text")),
            source_brand=names.named_by_whole(texts["source"], conformed.brands.every),
            source_platform=names.named_by_whole(texts["source"], conformed.platforms),
        ),
        "campaign": written["campaign"].with_columns(
            campaign_name=names.as_spelled(texts["campaign"], conformed.campaigns),
            campaign_brand=names.named_in(texts["campaign"], conformed.brands),
        ),
        "product": written["product"].with_columns(
            product_brand=names.named_in(texts["product"], conformed.brands)
        ),
        "brand": written["brand"].with_columns(
            brand_brand=names.stated_brand(texts["brand"], conformed.brands)
        ),
        "post_id": written["post_id"].with_columns(post_id_id="text"),
        "link": _links(conformed.posts),
    }


def _links(posts: pl.DataFrame) -> pl.DataFrame:
    """Return one row per influencer and id recorded in the posts file."""
    return posts.filter(pl.col("recorded_id").is_not_null()).select(
        influencer="influencer_id",
        id="recorded_id",
        key="post_key",
        link_platform="platform",
        link_brand="stated_brand",
    )
