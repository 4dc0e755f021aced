"""Answers who is worth paying: people one by one and by kind, and the rows behind them."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.cubes import add
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.values import floats, values_of
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.model.dimensions import ATTRIBUTES
from influencer_roi.orders import order_book
from influencer_roi.queries import KEPT_SELECTIONS
from influencer_roi.queries.attributes import PERSON, described, kinds_of
from influencer_roi.queries.credit_rules import STANDARD, Crediting
from influencer_roi.queries.intervals import ranged, with_ranges
from influencer_roi.queries.neighbours import parts
from influencer_roi.queries.picking import both_ends
from influencer_roi.queries.scores import with_scores
from influencer_roi.queries.variances import SUMS, Spread, variances

METRICS = (
    "posts",
    "orders",
    "revenue",
    "spend",
    "roas",
    "roi",
    "engagement_rate",
    "cpa",
    "new_customers",
)
KINDS: dict[str, tuple[str, ...]] = {
    "category": ("category",),
    "tier": ("tier",),
    "gender": ("gender",),
    "platform": ("platform",),
    "persona": ("category", "gender"),
}
POST_METRICS = ("reach", "likes", "comments", "engagement_rate", "revenue")
NOBODY_CHOSEN = "Choose an influencer to see orders one by one."
APART = " · "
_RATIOS = tuple(key for key in METRICS if not REGISTRY[key].additive)
_KEPT = tuple(sorted({name for key in _RATIOS for name in REGISTRY[key].formula.uses} - {*METRICS}))
_ADDED = (*(key for key in METRICS if REGISTRY[key].additive), *_KEPT)


@dataclass(frozen=True)
class Found:
    """All rows of an answer, and what they add up to, in rupees.

    The amount is None where the files do not have it.
    """

    rows: pl.DataFrame
    amount: float | None

    @property
    def found(self) -> int:
        """How many rows there are."""
        return self.rows.height


def people(ledger: Ledger, filters: Filters, *, assumed: Assumptions = DEFAULT) -> pl.DataFrame:
    """Return one row per influencer of the selection, by id, coded.

    It has METRICS, kept measures, the range of ROAS and the `score`; `described` says who they are.
    """
    return _people(ledger, filters, assumed)


@memo(KEPT_SELECTIONS)
def _people(ledger: Ledger, filters: Filters, assumed: Assumptions) -> pl.DataFrame:
    sums = queries.slices(ledger, filters, by=PERSON, metrics=METRICS, keep=_KEPT)
    known = with_ranges(sums, ledger, filters, by=(PERSON,), assumed=assumed)
    return with_scores(known, ledger, filters)


def kinds(ledger: Ledger, filters: Filters, *, by: str, assumed: Assumptions = DEFAULT) -> pl.DataFrame:
    """Return one row per kind of influencer, highest ROAS first, null last.

    `kind` is its name, `influencers` how many it holds; METRICS are sums and ratios over all of them.
    """
    columns = KINDS[by]
    sums = queries.summed(ledger, filters, by=columns, measures=_ADDED, who=queries.Who.INFLUENCERS)
    varied = _spread(ledger, filters, columns)
    counted = (
        queries.counts(ledger, filters, of=PERSON, by="platform")
        if by == "platform"  # of entries: people sell on others than their own
        else people_by(ledger, filters, columns)
    )
    labels = {tier: label for label in sums["tier"] for tier in parts(label)} if by == "tier" else {}
    if any(tier != label for tier, label in labels.items()):  # small tiers stand together
        together = pl.col("tier").replace(labels)
        varied = varied.group_by(together).agg(pl.col(SUMS).sum())
        counted = counted.group_by(together).agg(pl.col("count").sum())
    known = _counted(sums, counted, columns)
    valued = known.hstack(values_of(known, _RATIOS))
    beside = Spread(varied.select(columns), {name: floats(varied[name]) for name in SUMS})
    return queries.ranked(ranged(valued, beside, by=columns, assumed=assumed), rank_by="roas")


def _spread(ledger: Ledger, filters: Filters, columns: tuple[str, ...]) -> pl.DataFrame:
    """Return `variances` by columns; by attributes of influencers those of each person, added up."""
    if not {*columns} <= {*ATTRIBUTES}:
        return variances(ledger, filters, by=columns)
    kinds, of_people = kinds_of(ledger, columns)
    spread = variances(ledger, filters, by=(PERSON,)).drop_nulls(PERSON)
    codes = of_people[spread[PERSON].to_physical().to_numpy()]
    return kinds.hstack([pl.Series(name, add(codes, floats(spread[name]), kinds.height)) for name in SUMS])


def people_by(ledger: Ledger, filters: Filters, columns: tuple[str, ...]) -> pl.DataFrame:
    """Return the combinations of attributes that people of a selection have, and the `count` of them."""
    kinds, of_people = kinds_of(ledger, columns)
    people = queries.summed(ledger, filters, by=(PERSON,), measures=(), who=queries.Who.INFLUENCERS)
    counts = np.bincount(of_people[people[PERSON].to_physical().to_numpy()], minlength=kinds.height)
    return kinds.with_columns(count=counts).filter(pl.col("count") > 0)


def _counted(sums: pl.DataFrame, counted: pl.DataFrame, columns: tuple[str, ...]) -> pl.DataFrame:
    """Return the sums of those that are counted, by name: `kind`, how many `influencers` it holds."""
    of_sums, of_counts = (
        list(zip(*(rows[name].to_list() for name in columns), strict=True)) for rows in (sums, counted)
    )
    counts = dict(zip(of_counts, counted["count"].to_list(), strict=True))
    order = sorted((at for at, one in enumerate(of_sums) if one in counts), key=lambda at: of_sums[at])
    kept, kinds = sums[order], [of_sums[at] for at in order]
    texts = [pl.Series(name, [kind[at] for kind in kinds], pl.String) for at, name in enumerate(columns)]
    return pl.DataFrame(
        [
            *texts,
            *(kept[name] for name in kept.columns if name not in columns),
            pl.Series("influencers", [counts[kind] for kind in kinds], pl.UInt32),
            pl.Series("kind", [APART.join(kind) for kind in kinds], pl.String),
        ]
    )


@dataclass(frozen=True)
class Performers:
    """The paid people: `found` of them, those at both ends of an order, how many are `weak`, at what spend.

    `ends` have their profit, and the `number` of their place; weak is who stays below break-even.
    """

    found: int
    ends: list[dict[str, float]]
    weak: int
    weak_spend: float


def performers(
    rows: pl.DataFrame, ledger: Ledger, *, rank_by: str, each: int, assumed: Assumptions = DEFAULT
) -> Performers:
    """Return the paid of `people`, the highest score, ROAS or profit first: all, or `each` of both ends."""
    spend, roas = floats(rows["spend"]), floats(rows["roas"])
    paid = np.flatnonzero((spend > 0) & ~np.isnan(roas))
    valued = rows.hstack(values_of(rows, ["profit"], assumed))
    ranked, score = (floats(valued[name])[paid] for name in (rank_by, "score"))
    first, last = both_ends(ranked, each, then=score)
    numbers = [*range(1, len(first) + 1), *range(len(paid) - len(last) + 1, len(paid) + 1)]
    shown = valued[paid[[*first, *last]]].with_columns(pl.Series("number", numbers, pl.Int64))
    weak = spend[paid][roas[paid] < assumed.break_even]
    return Performers(len(paid), described(shown, ledger).to_dicts(), len(weak), float(weak.sum()))


@memo(KEPT_SELECTIONS)
def posts(ledger: Ledger, filters: Filters, credit: Crediting = STANDARD) -> Found:
    """Return the posts of a selection, newest first; `revenue` and `amount` are what is credited to them.

    A post before the selected days that still sold in them has no reach here. Where the brand or campaign is
    chosen, reach, likes and comments are the post's shares of it.
    """
    sums = queries.slices(ledger, filters, by="post_id", metrics=POST_METRICS, credit=credit)
    credited = sums.filter(pl.col("post_id").is_not_null()).cast({"post_id": pl.String})
    found = credited.join(
        ledger.tables.posts.select("date", "platform", "caption", "url", "influencer_id", post_id="post_key"),
        on="post_id",
        how="left",
        validate="1:1",
    )
    return _found(ledger, found, amount="revenue", by="date")


def newest_orders(ledger: Ledger, filters: Filters, *, most: int) -> tuple[pl.DataFrame, int, str]:
    """Return the newest order rows of the chosen influencers, how many there are, and why none is listed.

    Where nobody is chosen by id they are not listed: a page does not scan everybody's orders.
    """
    book = order_book(ledger, filters)
    unlisted = book.why_unlisted() if filters["influencer_id"] else NOBODY_CHOSEN
    return (pl.DataFrame(), 0, unlisted) if unlisted else (book.newest(most), book.count(), "")


def days_of(ledger: Ledger, orders: pl.DataFrame) -> dict[str, dt.date]:
    """Return the day of each post that orders are credited to, by its key."""
    posts = ledger.tables.posts.select("post_key", "date")
    if "post_id" not in orders.columns:
        return {}
    credited = orders["post_id"].drop_nulls().cast(pl.String).unique()
    return dict(posts.filter(posts["post_key"].is_in(credited.implode())).iter_rows())


@memo(KEPT_SELECTIONS)
def payouts(ledger: Ledger, filters: Filters) -> Found:
    """Return the payout rows of the chosen influencers, largest first; `amount` is their total.

    A payout has no day, brand, platform or campaign, so filters on those do not narrow it.
    """
    rows = ledger.tables.payouts.join(queries.chosen(ledger, filters), on="influencer_id", how="semi")
    return _found(ledger, rows, amount="total_payout", by="total_payout")


def _found(ledger: Ledger, rows: pl.DataFrame, *, amount: str, by: str) -> Found:
    """Return the rows, most of `by` first, with the influencer's name beside the id."""
    named = rows.sort(by, "influencer_id", descending=[True, False]).join(
        queries.influencers(ledger).select("influencer_id", "name"),
        on="influencer_id",
        how="left",
        maintain_order="left",
        validate="m:1",
    )
    return Found(named, None if amount in ledger.unmeasured else float(rows[amount].sum()))
