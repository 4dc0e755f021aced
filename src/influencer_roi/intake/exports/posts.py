"""Declares the exports of posts: Meta Business Suite, YouTube Studio, TikTok."""

import polars as pl

from influencer_roi.intake.exports.form import (
    Export,
    Reading,
    Take,
    Theirs,
    coalesced,
    constant,
    count,
    day,
    first_filled,
    made_of,
    text,
)
from influencer_roi.intake.exports.lines import telling
from influencer_roi.model.schema import POSTS

_SEEN = ("Reach", "Views", "Impressions", "Total views")


def _seen(*headers: str) -> Take:
    """Take how many saw a post: its reach, else its views, else its impressions."""
    return Take(", else ".join(headers), lambda theirs: coalesced(*map(theirs.count, headers)), headers)


def _stands_for_reach(theirs: Theirs) -> str:
    seen: pl.Series | None = None
    used, without = [], theirs.height
    for header in _SEEN:
        seen = coalesced(seen, theirs.text(header))
        if seen is not None and seen.null_count() < without:
            used.append(header.casefold().removeprefix("total "))
            without = seen.null_count()
    words = " and ".join(word for word in used if word != "reach")
    return f"{words} stand for reach" if words else ""


def _in_link(pattern: str, words: str) -> Take:
    """Take what a link of TikTok holds."""
    return made_of("Video link", words=words, made=lambda link: link.str.extract(pattern, 1))


def _platform_of_meta(link: pl.Expr) -> pl.Expr:
    return (
        pl.when(link.str.contains(r"(?i)instagram\.com"))
        .then(pl.lit("Instagram"))
        .when(link.str.contains(r"(?i)facebook\.com|fb\.(?:com|watch)"))
        .then(pl.lit("Facebook"))
    )


def _watched(ids: pl.Expr) -> pl.Expr:
    return pl.lit("https://www.youtube.com/watch?v=") + ids


POST_EXPORTS = (
    Export(
        "Meta Business Suite (Instagram, Facebook)",
        ("Publish time", "Permalink", "Post type"),
        {
            POSTS.name: Reading(
                {
                    "influencer_id": first_filled("Account username", "Page name", "Account name"),
                    "post_id": text("Post ID"),
                    "date": day("Publish time", order="mdy"),
                    "platform": made_of("Permalink", words="by the Permalink", made=_platform_of_meta),
                    "url": text("Permalink"),
                    "caption": text("Description", "Title"),
                    "reach": _seen("Reach", "Views", "Impressions"),
                    "likes": count("Likes", "Reactions"),
                    "comments": count("Comments"),
                },
                rows=telling("Publish time"),
                rows_words="a second line of descriptions is no post",
                counted="post",
                remark=_stands_for_reach,
            )
        },
    ),
    Export(
        "YouTube Studio",
        ("Content", "Video publish time", "Views"),
        {
            POSTS.name: Reading(
                {
                    "post_id": text("Content"),
                    "date": day("Video publish time"),
                    "platform": constant("YouTube"),
                    "url": made_of("Content", words="the address of Content", made=_watched),
                    "caption": text("Video title"),
                    "reach": _seen("Views", "Impressions"),
                    "likes": count("Likes"),
                    "comments": count("Comments added", "Comments"),
                },
                rows=telling("Video publish time"),
                rows_words="the Total line is no post",
                counted="post",
                missing="It names no channel: say whose it is in mapping.toml.",
                remark=_stands_for_reach,
            )
        },
        never=("Date",),  # Chart data.csv, the same videos day by day
    ),
    Export(
        "TikTok video",
        ("Video link", "Post time", "Total views"),
        {
            POSTS.name: Reading(
                {
                    "influencer_id": _in_link(r"(?i)tiktok\.com/@([^/?#\s]+)", "the @handle in Video link"),
                    "post_id": _in_link(r"/(?:video|photo)/([0-9]+)", "the number in Video link"),
                    "date": day("Post time"),
                    "platform": constant("TikTok"),
                    "url": text("Video link"),
                    "caption": text("Video title"),
                    "reach": _seen("Total views"),
                    "likes": count("Total likes"),
                    "comments": count("Total comments"),
                },
                rows=telling("Post time"),
                counted="post",
                remark=_stands_for_reach,
            )
        },
    ),
)
