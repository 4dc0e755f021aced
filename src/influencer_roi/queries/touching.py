"""Finds the posts that came before orders: the spots where touches lie, and the posts of each.

A spot is an influencer's brand on a day. Spots and lists of posts are worked out once for a ledger; what a
selection sold at them are sums. This module knows nothing of rules.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np
import polars as pl

from influencer_roi.filters import DAYS, OF_ENTRIES, OF_PEOPLE, Filters
from influencer_roi.ledger.cubes import Ints, names_of
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.model.calendar import Dating
from influencer_roi.model.dimensions import ATTRIBUTES
from influencer_roi.model.names import UNKNOWN
from influencer_roi.queries.attributes import PERSON, attributes
from influencer_roi.queries.credit_rules import WINDOWS, Spans
from influencer_roi.queries.cuts import Bools
from influencer_roi.queries.selection import between_days

SPOT = "spot"
_PAIR = (PERSON, "brand")


class Fit(Enum):
    """Which posts of the influencer come before an order."""

    BRAND = "of its brand, or where either has none"
    ANY = "of whatever brand"


@dataclass(frozen=True, eq=False)
class Spots:
    """Where touches lie: `touches` of the ledger with the `spot` of each.

    `pairs` are the influencer and brand of each group of spots, `groups` and `days` what each spot is of.
    """

    touches: pl.DataFrame
    pairs: pl.DataFrame
    groups: Ints
    days: Ints


@dataclass(frozen=True, eq=False)
class Before:
    """The posts before spots: their codes in a list, group by group, by day and key; which each spot has."""

    posts: Ints
    spans: Spans


def selected_touches(ledger: Ledger, filters: Filters) -> pl.LazyFrame:
    """Return the touches that filters let through.

    Where revenue stands on the day of its post, days are those of the posts the ledger credits.
    """
    return _selected(ledger.touches, ledger, filters)


def spotted_touches(ledger: Ledger, filters: Filters) -> pl.LazyFrame:
    """Return the same, each with its `spot`."""
    return _selected(spots(ledger).touches, ledger, filters)


def _selected(touches: pl.DataFrame, ledger: Ledger, filters: Filters) -> pl.LazyFrame:
    rows = _of_days(touches, ledger, filters).lazy()
    of_rows, of_people = filters.without((*DAYS, *OF_PEOPLE)), filters.without(OF_ENTRIES)
    condition, described = of_rows.condition(), of_people.condition()
    if condition is not None:
        rows = rows.filter(condition)
    if described is not None:
        theirs = coded_people(ledger).lazy().filter(described)
        rows = rows.join(theirs, on=PERSON, how="semi", maintain_order="left")
    return rows


def _of_days(touches: pl.DataFrame, ledger: Ledger, filters: Filters) -> pl.DataFrame:
    if filters.day is Dating.ORDER or not filters.dated:
        return between_days(touches, filters)
    posts = names_of(ledger.entries["post_id"])[np.flatnonzero(posted_within(ledger, filters))]
    return touches.filter(pl.col("credit").is_in(posts.cast(touches.schema["credit"]).implode()))


def posted_within(ledger: Ledger, filters: Filters) -> Bools:
    """Return by code which posts were posted on the selected days."""
    first, last = filters.start or ledger.first_day, filters.end or ledger.as_of
    days, (low, high) = post_days(ledger), days_of(ledger, pl.Series([first, last]))
    within: Bools = (days >= low) & (days <= high)
    return within


@memo()
def coded_people(ledger: Ledger) -> pl.DataFrame:
    """Return one row per influencer with an entry, its id coded as there, and the attributes."""
    return attributes(ledger).select(pl.col(PERSON).cast(ledger.entries.schema[PERSON]), *ATTRIBUTES)


@memo()
def spots(ledger: Ledger) -> Spots:
    """Return where the touches of a ledger lie."""
    touches = ledger.touches
    pairs = touches.select(_PAIR).unique().sort(_PAIR).with_row_index("group")
    known = touches.select(_PAIR).join(
        pairs, on=_PAIR, how="left", nulls_equal=True, maintain_order="left", validate="m:1"
    )
    groups = known["group"].to_numpy().astype(np.int64)
    found, spot = np.unique(groups * _span(ledger) + days_of(ledger, touches["date"]), return_inverse=True)
    groups, days = np.divmod(found, _span(ledger))
    return Spots(touches.with_columns(pl.Series(SPOT, spot, pl.UInt32)), pairs, groups, days)


@memo(len(WINDOWS) * len(Fit))
def before(ledger: Ledger, window: int, fit: Fit) -> Before:
    """Return the posts of `window` days up to each spot."""
    at, listed = spots(ledger), _listed(ledger, fit)
    groups, post_days = (listed[name].to_numpy() for name in ("group", "day"))
    places, reached = groups * _span(ledger) + post_days, at.groups * _span(ledger) + at.days
    low = np.searchsorted(places, reached - window, side="left")
    high = np.searchsorted(places, reached, side="right")
    return Before(listed["post"].to_numpy(), Spans(low, high, post_days, at.days))


@memo()
def post_days(ledger: Ledger) -> Ints:
    """Return the day of each post by its code."""
    codes = names_of(ledger.entries["post_id"]).alias("post_key").to_frame()
    own = ledger.tables.posts.select("post_key", "date")
    known = codes.join(own, on="post_key", how="left", maintain_order="left", validate="1:1")
    return days_of(ledger, known["date"])


def days_of(ledger: Ledger, dates: pl.Series) -> Ints:
    """Return days as numbers, 0 for the first of the ledger."""
    return (dates - ledger.first_day).dt.total_days().to_numpy()


def _span(ledger: Ledger) -> int:
    """Return how far groups lie apart when their days are numbered one after the other, windows between."""
    return (ledger.as_of - ledger.first_day).days + max(WINDOWS) + 1


@memo(len(Fit))
def _listed(ledger: Ledger, fit: Fit) -> pl.DataFrame:
    """Return the posts that may come before the spots of each group: `group`, `day`, `post` (its code)."""
    kinds, posts = ledger.entries.schema, ledger.tables.posts.sort("date", "post_key")
    brand = pl.coalesce("stated_brand", "caption_brand")
    known = posts.select(
        pl.Series("day", days_of(ledger, posts["date"])),
        pl.col(PERSON).cast(kinds[PERSON], strict=False),
        post=pl.col("post_key").cast(kinds["post_id"]).to_physical().cast(pl.Int64),
        post_brand=brand,
        order=pl.int_range(pl.len()),
    )
    pairs = spots(ledger).pairs.lazy().with_columns(pl.col("group").cast(pl.Int64))
    joined = known.lazy().join(pairs, on=PERSON, how="inner")
    if fit is Fit.BRAND:
        wanted = pl.col("brand").cast(pl.String)
        joined = joined.filter(
            pl.col("post_brand").is_null() | (wanted == UNKNOWN) | (pl.col("post_brand") == wanted)
        )
    return joined.sort("group", "order").select("group", "day", "post").collect(engine="in-memory")
