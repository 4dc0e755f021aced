"""Notes keys that do not meet, and posts that share an address."""

import polars as pl

from influencer_roi.intake.addresses import address
from influencer_roi.intake.remarks.orders import post_notes, unknown_note
from influencer_roi.intake.remarks.wording import Worded
from influencer_roi.intake.tallies import Tallies
from influencer_roi.model.distinct import all_differ
from influencer_roi.model.notation import Notation
from influencer_roi.model.report import listed, rows
from influencer_roi.model.schema import TABLES
from influencer_roi.model.tables import Tables


def key_remarks(raw: Tables, tallies: Tallies, file: str, money: Notation) -> Worded:
    """Yield (table, code, sentence) for ids the influencers `file` lacks, and for shared links."""
    who, known = pl.col("influencer_id"), raw.influencers["id"].implode()
    for table in (one for one in TABLES if one.name in tallies):
        unknown = tallies[table.name].select(who.filter(~who.is_in(known))).to_series()
        if len(unknown):
            frame: pl.DataFrame = getattr(raw, table.name)
            amount = pl.col(table.money).sum() if table.money else pl.lit(0.0)
            rows_of = frame.lazy().filter(who.is_in(unknown.implode())).group_by(who)
            found = rows_of.agg(rows=pl.len(), amount=amount).collect(engine="in-memory")
            yield table.name, "unknown_influencer", unknown_note(found, raw.influencers, file, money)
    yield from _same_links(raw.posts)


def post_remarks(raw: Tables, file: str) -> Worded:
    """Yield (table, code, sentence) for posts that orders name and the posts `file` lacks."""
    if raw.orders["post_id"].null_count() < raw.orders.height:
        counted = raw.orders.group_by("influencer_id", "post_id").agg(rows=pl.len())
        for text in post_notes(counted.drop_nulls("post_id"), raw.posts, file):
            yield "orders", "unknown_post", text


def _same_links(posts: pl.DataFrame) -> Worded:
    addressed = posts.select("line", url=address(pl.col("url"))).drop_nulls()
    if not all_differ(addressed["url"]):
        lines = addressed["line"].filter(~addressed["url"].is_first_distinct())
        text = rows(len(lines), "has the address of an earlier post", "have the address of an earlier post")
        yield "posts", "duplicate_url", f"{text} ({listed(lines)}); each counts as a post of its own."
