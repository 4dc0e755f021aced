"""Notes keys that do not meet, and posts that share an address."""

import polars as pl

from influencer_roi.intake.remarks.orders import unknown_note
from influencer_roi.intake.remarks.said import Worded
from influencer_roi.intake.tallies import Tallies
from influencer_roi.model.report import listed, rows
from influencer_roi.model.tables import Tables


def key_remarks(raw: Tables, tallies: Tallies, file: str) -> Worded:
    """Yield (table, code, sentence) for ids the influencers `file` lacks, and for shared links."""
    for table, tally in tallies.items():
        ids = tally["influencer_id"]
        unknown = ids.filter(~ids.is_in(raw.influencers["id"].implode())).sort()
        if len(unknown):
            yield _strangers(getattr(raw, table), unknown, table, file)
    yield from _same_links(raw.posts)


def _strangers(frame: pl.DataFrame, unknown: pl.Series, table: str, file: str) -> tuple[str, str, str]:
    lines = frame.select(pl.col("line").filter(pl.col("influencer_id").is_in(unknown.implode())))["line"]
    return table, "unknown_influencer", unknown_note(len(lines), unknown.to_list(), file)


def _same_links(posts: pl.DataFrame) -> Worded:
    again = pl.col("url").is_not_null() & ~pl.col("url").is_first_distinct()
    lines = posts.select(pl.col("line").filter(again))["line"]
    if len(lines):
        said = rows(len(lines), "has the address of an earlier post", "have the address of an earlier post")
        yield "posts", "duplicate_url", f"{said} ({listed(lines)}); each counts as a post of its own."
