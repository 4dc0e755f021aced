"""Gives the rows behind a selection: the ledger's, the four tables', and the rows set aside."""

import polars as pl

from influencer_roi import queries
from influencer_roi.filters import OF_ENTRIES, Filters
from influencer_roi.ledger.entries import MEASURES, Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.model.dimensions import ATTRIBUTES, GRAIN, SPEND_BASIS
from influencer_roi.model.schema import POST_MEASURES
from influencer_roi.orders import RowBook, order_book
from influencer_roi.orders.in_memory import FrameRows, Source, TableBook
from influencer_roi.queries.data_health import post_brand

MEMORISED_SOURCES = 16
NO_PAYOUTS = "Payouts are for analysts and finance."
PERSON_METRICS = (
    "revenue",
    "spend",
    "roas",
    "orders",
    "posts",
    "reach",
    "engagements",
    "engagement_rate",
    "new_customers",
)
_STOOD_FOR = ("posts", *POST_MEASURES, "spend", "revenue", "orders")
_ADDITIVE = ("revenue", "spend", "orders", "posts", "reach", "engagements", "new_customers")


def book(ledger: Ledger, filters: Filters, table: str) -> RowBook:
    """Return the rows of one of TABLES under filters, without copying the long tables.

    - entries, orders: what the condition on date, brand, platform, campaign and influencer lets through.
    - posts: those that stand for something in the selection, with the part of it they stand for.
    - influencers, payouts: by the influencer's attributes; where brand, platform, campaign or date is
      filtered too, those with an entry in the selection.
    All but entries carry the influencer's attributes.
    """
    if table == "orders":
        return order_book(ledger, filters)
    closed = table == "payouts" and not ledger.audience.sees_payouts
    return (_Closed if closed else TableBook)(ledger, filters, _SOURCES[table])


class _Closed(TableBook):
    """The rows of a table that readers of this ledger may not list."""

    def why_unlisted(self) -> str:
        """Return who may."""
        return NO_PAYOUTS


def set_aside(ledger: Ledger) -> pl.DataFrame:
    """Return one row per fault of a row kept out of the ledger: where it stands, why, and how to fix it."""
    return ledger.report.faults


@memo(MEMORISED_SOURCES)
def _entries(ledger: Ledger, filters: Filters) -> FrameRows:
    return FrameRows(ledger.entries.select(*GRAIN, SPEND_BASIS, *ATTRIBUTES, *MEASURES), filters.condition())


@memo(MEMORISED_SOURCES)
def _posts(ledger: Ledger, filters: Filters) -> FrameRows:
    """Return one row per post with a part in the selection, its measures those of that part."""
    entries = (
        queries.attributed(ledger, filters)
        .filter(pl.col("post_id").is_not_null())
        .select("post_id", "brand", "campaign", *_STOOD_FOR)
        .collect(engine="in-memory")
    )
    parts_of = entries.group_by("post_id").agg(queries.sums(ledger, _STOOD_FOR))
    standing = entries.filter(pl.col("posts") > 0).select("post_id", "brand", "campaign")
    # Entries stand in order, and so do the names of a post; sorting its lists would take most of the time.
    named = standing.group_by("post_id").agg(
        pl.col("brand", "campaign").unique(maintain_order=True).cast(pl.String)
    )
    listed = named.with_columns(pl.col("brand", "campaign").list.join(", "))
    parts = listed.join(parts_of, on="post_id", validate="1:1")
    posts = _described_posts(ledger)
    joined = posts.join(parts, on="post_id", how="inner", maintain_order="left", validate="1:1")
    leading = ["line", "date", "post_id", "influencer_id", "name", "platform", "brand", "campaign"]
    return FrameRows(joined.select(*leading, pl.exclude(leading)))


@memo()
def _described_posts(ledger: Ledger) -> pl.DataFrame:
    """Return one row per kept post, in the file's order, its id coded as entries code it."""
    posts = ledger.tables.posts.sort("line").select(
        "line",
        "date",
        pl.col("post_key").cast(ledger.entries.schema["post_id"]).alias("post_id"),
        "influencer_id",
        "platform",
        "caption",
        "url",
        post_brand(("posts file", "caption", "orders")).alias("brand_from"),
    )
    people = queries.influencers(ledger).drop("platform")
    return posts.join(people, on="influencer_id", how="left", maintain_order="left", validate="m:1")


@memo(MEMORISED_SOURCES)
def _influencers(ledger: Ledger, filters: Filters) -> FrameRows:
    """Return one row per selected influencer with the metrics of the selection; no entry is a sum of 0."""
    earned = queries.slices(ledger, filters, by="influencer_id", metrics=PERSON_METRICS)
    people = _selected_people(ledger, filters)
    joined = people.join(
        earned.with_columns(pl.col("influencer_id").cast(pl.String)),
        on="influencer_id",
        how="left",
        maintain_order="left",
        validate="1:1",
    )
    hidden = ledger.unmeasured if ledger.audience.sees_payouts else {*ledger.unmeasured, "spend"}
    measured = [name for name in _ADDITIVE if name not in hidden]
    joined = joined.with_columns(pl.col(measured).fill_null(0.0))
    return FrameRows(joined)


@memo(MEMORISED_SOURCES)
def _payouts(ledger: Ledger, filters: Filters) -> FrameRows:
    """Return one row per payout of a selected influencer, as the file states it."""
    people = _selected_people(ledger, filters).drop("basis")
    stated = ledger.tables.payouts.select(
        "line", "payout_id", "influencer_id", "basis", "rate", "total_payout", stated_orders="orders"
    )
    leading = ["line", "payout_id", "influencer_id", "name", "basis", "rate", "stated_orders", "total_payout"]
    joined = stated.join(people, on="influencer_id", how="inner", maintain_order="left", validate="m:1")
    return FrameRows(joined.select(*leading, pl.exclude(leading)))


def _selected_people(ledger: Ledger, filters: Filters) -> pl.DataFrame:
    kept = queries.chosen(ledger, filters)
    if not set(OF_ENTRIES).intersection(filters.set_names()):
        return kept
    active = queries.summed(ledger, filters, by=("influencer_id",), measures=(), who=queries.Who.INFLUENCERS)
    return kept.join(active.cast(pl.String), on="influencer_id", how="semi", maintain_order="left")


_SOURCES: dict[str, Source] = {
    "entries": _entries,
    "posts": _posts,
    "influencers": _influencers,
    "payouts": _payouts,
}
TABLES = ("entries", "orders", "posts", "influencers", "payouts")
