"""Answers what the Content page asks: of posts, and of how orders came to their posts."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.cubes import Ints, names_of
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.values import floats
from influencer_roi.queries import ranking
from influencer_roi.queries.credit import Credits, credits_of
from influencer_roi.queries.credit_rules import STANDARD, Crediting
from influencer_roi.queries.cuts import Who, rows_of
from influencer_roi.queries.numbering import post_codes
from influencer_roi.queries.picking import best_of
from influencer_roi.queries.touching import selected_touches

POST_METRICS = (
    "posts",
    "revenue",
    "orders",
    "spend",
    "roas",
    "reach",
    "likes",
    "comments",
    "engagement_rate",
)
RECORDED, INFERRED, NOT_CREDITED = "Recorded", "Inferred", "Not credited"
CREDITS = (RECORDED, INFERRED, NOT_CREDITED)
DECIMALS = 6
_FLOORS = {"engagement_rate": ("reach", (1_000.0, 100.0, 1.0)), "roas": ("orders", (20.0, 5.0, 1.0))}


@dataclass(frozen=True)
class TopPosts:
    """The rows of posts with most of a metric, and over which floor.

    `share` is what the rows have of that metric's sum over all posts.
    """

    shown: pl.DataFrame
    floor: queries.Floor | None
    share: float


def credit_rows(ledger: Ledger, filters: Filters, credit: Crediting = STANDARD) -> pl.DataFrame:
    """Return one row per way an order comes to its post, in the order of `CREDITS`, also where it is empty.

    `credited` is recorded (the order names its post), inferred (by the rule: its influencer's last fitting
    post, where none is picked) or not credited; `revenue` and `orders` add up to the selection's, `share` is
    of its revenue, null without any. Where the files have no revenue it is null.
    """
    if credit == STANDARD:
        chosen = selected_touches(ledger, filters)
        found = chosen.group_by(credited=_credited()).agg(pl.col("revenue", "orders").sum())
        found = found.with_columns(pl.col("credited").cat.to(pl.Enum(CREDITS)))
    else:
        found = _by_way(credits_of(ledger, filters, credit))
    every = pl.Series("credited", CREDITS, dtype=pl.Enum(CREDITS)).to_frame().lazy()
    whole, lacking = pl.col("revenue").sum(), "revenue" in ledger.unmeasured
    nothing = pl.lit(None, pl.Float64).alias("revenue")
    return (
        every.join(found, on="credited", how="left", maintain_order="left", validate="1:1")
        .with_columns(
            pl.col("orders").fill_null(0.0), nothing if lacking else pl.col("revenue").fill_null(0.0)
        )
        .with_columns(share=pl.when(whole > 0).then(pl.col("revenue") / whole))
        .collect(engine="in-memory")
    )


def _by_way(found: Credits) -> pl.LazyFrame:
    """Return what a rule credits in each of CREDITS."""
    ways = {
        name: [found.recorded[name].sum(), found.divided[name].sum(), found.left[name]]
        for name in ("revenue", "orders")
    }
    return pl.LazyFrame({"credited": pl.Series(CREDITS, dtype=pl.Enum(CREDITS)), **ways})


def post_rows(ledger: Ledger, filters: Filters, credit: Crediting = STANDARD) -> pl.DataFrame:
    """Return one row per post published in a selection or credited with its orders: `POST_METRICS`.

    One published outside the selection has no posts, reach or likes in it.
    """
    rows = queries.slices(ledger, filters, by="post_id", metrics=POST_METRICS, credit=credit)
    # What belongs to no post comes last.
    return rows.head(rows.height - rows["post_id"].null_count())


def with_texts(rows: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    """Return rows of `post_rows` with influencer_id, name, date, platform, url and caption of the post."""
    texts = post_texts(ledger)[rows["post_id"].to_physical()]
    # Who reads rows asks for every column's type, and a code's type lists all posts there are.
    return rows.cast({"post_id": pl.String}).hstack(texts)


def most_reached(rows: pl.DataFrame, ledger: Ledger, *, top: int) -> pl.DataFrame:
    """Return the rows of `post_rows` with the most reach, with their texts, by platform."""
    shown = with_texts(queries.ranked(rows, rank_by="reach", top=top), ledger)
    return shown.sort("platform", maintain_order=True)


def top_posts(rows: pl.DataFrame, *, rank: str, top: int) -> TopPosts:
    """Return the rows of `post_rows` with most of a metric, over the highest floor that leaves enough."""
    values = floats(rows[rank])
    able = values > 0
    floor = (
        ranking.highest_floor(rows, rank, of=_FLOORS[rank][0], floors=_FLOORS[rank][1])
        if rank in _FLOORS
        else None
    )
    if floor is not None:
        able &= floats(rows[floor.metric]) >= floor.least
    shown = rows[best_of(able, values, top=top)]
    return TopPosts(shown, floor, share_of(rows, shown, measure=rank) or 0.0)


def listed(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of `post_rows` with the code of the post in place of its id.

    The type of an id lists every post there is.
    """
    return rows.drop("post_id").with_columns(rows["post_id"].to_physical().alias("code"))


def described(rows: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    """Return rows of `listed` with influencer_id, name, date, platform, url and caption of the post."""
    return rows.hstack(post_texts(ledger)[rows["code"]])


def completed(rows: pl.DataFrame, ledger: Ledger, filters: Filters, *, caption: int) -> pl.DataFrame:
    """Return rows of `described` as readers see them, with the brands and campaigns each stands for.

    Those of most revenue stand first; captions have at most `caption` characters.
    """
    entries = ledger.entries[_rows_of_posts(ledger, filters, rows["code"])]
    theirs = entries.select(
        pl.col("post_id").to_physical().alias("code"), "brand", "campaign", "revenue", "posts"
    ).lazy()
    valued = rows.lazy()
    for name in ("brand", "campaign"):
        valued = valued.join(
            _values(theirs, name), on="code", how="left", maintain_order="left", validate="1:1"
        )
    return valued.with_columns(
        pl.col("brand", "campaign").fill_null(""),
        pl.col("caption").str.slice(0, caption),
        pl.col(pl.Float64).round(DECIMALS),
    ).collect(engine="in-memory")


def engaging_third(rows: pl.DataFrame) -> tuple[float, float] | None:
    """Return what the third of posts with the highest engagement rate holds of revenue and of reach.

    None where the posts with a reach have no revenue. `rows` has revenue, reach and engagement_rate.
    """
    seen = ranking.valued(rows["revenue", "reach", "engagement_rate"], "engagement_rate")
    revenue, reach = float(seen["revenue"].sum()), float(seen["reach"].sum())
    if revenue <= 0 or reach <= 0:
        return None
    third = queries.ranked(seen, rank_by="engagement_rate", top=max(1, seen.height // 3))
    return float(third["revenue"].sum()) / revenue, float(third["reach"].sum()) / reach


def share_of(rows: pl.DataFrame, part: pl.DataFrame, *, measure: str) -> float | None:
    """Return what `part` holds of a measure of `rows`; None where there is none of it."""
    whole = float(rows[measure].sum())
    return float(part[measure].sum()) / whole if whole > 0 else None


def _rows_of_posts(ledger: Ledger, filters: Filters, codes: pl.Series) -> Ints:
    """Return where in the ledger the selected entries of some posts stand, by their codes."""
    selected, _ = rows_of(ledger, filters, Who.INFLUENCERS, ledger.cubes.finest)
    posts, of_rows = post_codes(ledger, selected)
    mask = np.zeros(len(posts), dtype=np.bool_)
    mask[codes.to_numpy()] = True
    found = np.flatnonzero(mask.take(of_rows))
    return found + selected.start if isinstance(selected, slice) else selected[found]


def _values(entries: pl.LazyFrame, name: str) -> pl.LazyFrame:
    """Return one row per post: the values of a dimension its entries have, those of most revenue first.

    They stand in one text.
    """
    sums = entries.group_by("code", name).agg(pl.col("revenue").sum(), pl.col("posts").sum())
    ordered = sums.sort("revenue", "posts", name, descending=[True, True, False])
    return ordered.group_by("code").agg(pl.col(name).cast(pl.String).str.join(", "))


def _credited() -> pl.Expr:
    """Return how orders came to their post, as the number of one of CREDITS."""
    recorded, credited = (pl.col(name).is_not_null() for name in ("link", "credit"))
    first, second, third = (pl.lit(number, pl.UInt8) for number in range(len(CREDITS)))
    return pl.when(recorded).then(first).when(credited).then(second).otherwise(third)


@memo()
def post_texts(ledger: Ledger) -> pl.DataFrame:
    """Return one row per code of a post, in the order of codes: whose it is, its day, its words."""
    people = queries.influencers(ledger).select("influencer_id", "name")
    # Codes are made of the values that entries have, so these are all of them in order.
    codes = names_of(ledger.entries["post_id"]).alias("post_key").to_frame()
    coded = codes.join(ledger.tables.posts, on="post_key", how="left", maintain_order="left", validate="1:1")
    return coded.join(people, on="influencer_id", how="left", maintain_order="left", validate="m:1").select(
        "influencer_id", "date", "platform", "url", "caption", "name"
    )
