"""Answers which posts revenue is credited to under another rule than the ledger's, and how much that moves.

What is credited to posts and what is credited to none add up to the revenue of a selection. No rule moves
revenue between influencers, campaigns or brands: only posts have more or less of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from influencer_roi.filters import DAYS, Filters
from influencer_roi.ledger.cubes import Floats, add, names_of
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.model.calendar import Dating
from influencer_roi.model.dimensions import DIMENSIONS, SPEND_BASIS
from influencer_roi.model.names import NO_PAYOUT
from influencer_roi.queries.credit_rules import STANDARD, WINDOWS, Crediting, Rule, divided
from influencer_roi.queries.cuts import KEPT_SELECTIONS, Bools
from influencer_roi.queries.touching import (
    SPOT,
    Before,
    Fit,
    before,
    coded_people,
    days_of,
    post_days,
    posted_within,
    spotted_touches,
)

POST = "post_id"
SOLD = ("revenue", "orders")
PAID = "paid_revenue"
LEAST_MOVED = 0.01  # of revenue: a choice of rule that moves less is none
LEFT = {"revenue": "not_credited", "orders": "orders_not_credited"}
EVERYTHING = Filters()
# Which rule divides what no recorded link is credited with; None leaves it credited to no post.
_BESIDE_LINKS = {Rule.STANDARD: Rule.LAST, Rule.RECORDED: None}


@dataclass(frozen=True, eq=False)
class Credits:
    """What a rule does with a selection, by measure: revenue, orders, revenue of people who were paid.

    `recorded` are sums by code of the post that orders record, `divided` what the rule gives each post of the
    rest, `left` what goes to no post.
    """

    recorded: Mapping[str, Floats]
    divided: Mapping[str, Floats]
    left: Mapping[str, float]

    @property
    def posts(self) -> dict[str, Floats]:
        """What each post is credited with, by its code."""
        return {name: sums + self.divided[name] for name, sums in self.recorded.items()}

    def within(self, posts: Bools) -> "Credits":
        """Return what some posts are credited with; what goes to none is apart."""
        recorded, given = (
            {name: np.where(posts, sums, 0.0) for name, sums in of.items()}
            for of in (self.recorded, self.divided)
        )
        return Credits(recorded, given, dict.fromkeys(self.left, 0.0))


def credit(
    ledger: Ledger,
    filters: Filters = EVERYTHING,
    *,
    by: str = POST,
    rule: Rule = STANDARD.rule,
    window: int = STANDARD.window,
) -> pl.DataFrame:
    """Return one row per value of `by`: it, `revenue`, `orders`, and what of either is credited to no post.

    By post, revenue and orders are those credited to it, and the last row, of no post, has the rest. By all
    else they are the selection's, which no rule moves. The parts credited to none are `not_credited` and
    `orders_not_credited`. Organic orders have no influencer, and no part in it. Where the files have no
    revenue it is null.

    Raises:
        ValueError: there is no such window.
    """
    how = Crediting(rule, window)
    rows = _by_post(ledger, filters, how) if by == POST else _by(ledger, filters, by, how)
    lacking = [name for name in ("revenue", LEFT["revenue"]) if "revenue" in ledger.unmeasured]
    return rows.with_columns(pl.lit(None, pl.Float64).alias(name) for name in lacking)


@memo(KEPT_SELECTIONS)
def credits_of(ledger: Ledger, filters: Filters, how: Crediting) -> Credits:
    """Return what a rule credits each post with, and what it credits to none.

    Where revenue stands on the day of its post, posts of the selected days have all they are credited with.
    """
    if filters.day is Dating.POST and filters.dated:
        return credits_of(ledger, filters.without(DAYS), how).within(posted_within(ledger, filters))
    return _credits(ledger, filters, how)


def _credits(ledger: Ledger, filters: Filters, how: Crediting) -> Credits:
    rows = _sold(ledger, filters)
    linked = _linked(ledger, rows, how)
    named, others = rows.filter(linked), rows.filter(~linked)
    divides, posts = _BESIDE_LINKS.get(how.rule, how.rule), before(ledger, how.window, Fit.BRAND)
    touched = _touched(others, posts) if divides else np.zeros(others.height, np.bool_)
    size = len(names_of(ledger.entries[POST]))
    recorded, given, left = {}, {}, {}
    for name in (*SOLD, PAID):
        recorded[name] = add(named["link"].to_physical().to_numpy(), named[name].to_numpy(), size)
        amounts = add(others[SPOT].to_numpy(), others[name].to_numpy(), len(posts.spans.low))
        given[name] = (
            add(posts.posts, divided(amounts, posts.spans, divides), size) if divides else np.zeros(size)
        )
        left[name] = float(others[name].to_numpy()[~touched].sum())
    return Credits(recorded, given, left)


@memo(KEPT_SELECTIONS)
def moved_by_rule(ledger: Ledger, window: int, *, fit: Fit = Fit.ANY) -> float | None:
    """Return the share of all revenue that a choice of rule moves between posts; None without revenue."""
    rows, posts = _sold(ledger, EVERYTHING), before(ledger, window, fit)
    amounts = add(rows[SPOT].to_numpy(), rows["revenue"].to_numpy(), len(posts.spans.low))
    whole = amounts.sum()
    return float(rupees_moved(ledger, amounts, posts) / whole) if whole > 0 else None


def rupees_moved(ledger: Ledger, amounts: Floats, posts: Before) -> float:
    """Return the rupees that a choice of rule moves between posts, of amounts sold at spots.

    It is what has to move from the posts that first touch credits to those that last touch does: between
    these lie the others. Revenue touched by one post stays where it is.
    """
    first, last = (divided(amounts, posts.spans, rule) for rule in (Rule.FIRST, Rule.LAST))
    size = len(names_of(ledger.entries[POST]))
    return float(np.abs(add(posts.posts, first - last, size)).sum() / 2)


@memo()
def closed_rules(ledger: Ledger) -> dict[str, str]:
    """Return the rules that make next to no difference to the ledger's own, and why not."""
    moved = moved_by_rule(ledger, max(WINDOWS), fit=Fit.BRAND) or 0.0
    alike = [Rule.FIRST, Rule.LINEAR, Rule.DECAY, Rule.ENDS] if moved < LEAST_MOVED else []
    recorded = ledger.touches["link"].null_count() < ledger.touches.height
    alone = {} if recorded else {Rule.RECORDED.value: "no order names its post"}
    return {**dict.fromkeys((rule.value for rule in alike), "moves under 1 %"), **alone}


def _sold(ledger: Ledger, filters: Filters) -> pl.DataFrame:
    """Return the selected touches as `credits_of` reads them; revenue the files do not have is 0."""
    unpaid = coded_people(ledger).filter(pl.col("basis") == NO_PAYOUT)["influencer_id"]
    paid = (
        pl.when(~pl.col("influencer_id").is_in(unpaid.implode())).then("revenue").otherwise(0.0).alias(PAID)
    )
    wanted = spotted_touches(ledger, filters).with_columns(pl.col(SOLD).fill_null(0.0))
    return wanted.select("date", "link", SPOT, *SOLD, paid).collect(engine="in-memory")


def _linked(ledger: Ledger, rows: pl.DataFrame, how: Crediting) -> Bools:
    """Return which touches a rule credits to the post their orders record."""
    has_link = rows["link"].is_not_null().to_numpy()
    if how.rule is Rule.STANDARD:
        return has_link
    if how.rule is not Rule.RECORDED:
        return np.zeros(rows.height, np.bool_)
    at = np.flatnonzero(has_link)
    named = rows[at]
    age = days_of(ledger, named["date"]) - post_days(ledger)[named["link"].to_physical().to_numpy()]
    within = np.zeros(rows.height, np.bool_)
    within[at] = (age >= 0) & (age <= how.window)
    return within


def _touched(rows: pl.DataFrame, posts: Before) -> Bools:
    """Return which touches have a post before them."""
    has: Bools = posts.spans.lengths[rows[SPOT].to_numpy()] > 0
    return has


def post_credits(ledger: Ledger, filters: Filters, how: Crediting) -> pl.DataFrame:
    """Return one row per post that sold something, and a last one for no post: SOLD and PAID."""
    found = credits_of(ledger, filters, how)
    posts = ledger.entries[POST]
    codes = np.flatnonzero(np.any([sums != 0 for sums in found.posts.values()], axis=0))
    keys = names_of(posts)[codes].cast(posts.dtype).extend_constant(None, 1).alias(POST)
    sums = {name: np.append(sums[codes], found.left[name]) for name, sums in found.posts.items()}
    return pl.DataFrame([keys, *(pl.Series(name, of) for name, of in sums.items())])


def _by_post(ledger: Ledger, filters: Filters, how: Crediting) -> pl.DataFrame:
    none = pl.col(POST).is_null()
    left = (pl.when(none).then(pl.col(name)).otherwise(0.0).alias(of) for name, of in LEFT.items())
    return post_credits(ledger, filters, how).select(POST, *SOLD, *left)


def _by(ledger: Ledger, filters: Filters, by: str, how: Crediting) -> pl.DataFrame:
    """Return the selection's revenue and orders by a dimension, and what of them is credited to no post."""
    rows = spotted_touches(ledger, filters).collect(engine="in-memory")
    divides = how.rule is not Rule.RECORDED
    touched = _touched(rows, before(ledger, how.window, Fit.BRAND)) & divides
    left = ~(_linked(ledger, rows, how) | touched)
    people = coded_people(ledger).with_columns(pl.col("basis").alias(SPEND_BASIS)).lazy()
    valued = rows.lazy().with_columns(pl.Series("left", left)).join(people, on="influencer_id", how="left")
    parts = [pl.col(name).filter("left").sum().alias(LEFT[name]) for name in SOLD]
    summed = valued.group_by(DIMENSIONS[by].expression.alias(by)).agg(pl.col(SOLD).sum(), *parts)
    return summed.sort(by, nulls_last=True).collect(engine="in-memory")
