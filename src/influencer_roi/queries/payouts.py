"""Answers what pages ask about payouts: who was paid, for what, as agreed or not, and who did not earn it."""

import datetime as dt
from dataclasses import dataclass

import polars as pl

from influencer_roi import queries
from influencer_roi.filters import OF_ENTRIES, Filters
from influencer_roi.intake.tallies import tally
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.values import column, floats
from influencer_roi.model import agreed
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.queries.aligning import rows_in, taken
from influencer_roi.queries.attributes import PERSON, described
from influencer_roi.queries.influencer_rows import people_by

DEALS = ("spend", "revenue", "roas", "orders", "posts", "cpa", "cost_per_post")
RESULTS = ("spend", "revenue", "roas", "orders", "engagement_rate", "cpa")
WHO = ("name", "platform", "category", "basis")
_EARNED = ("revenue", "spend", "roas")
_STATED = (
    *("basis", "rate", "payouts", "units", "expected", "stated", "difference"),
    *("agrees", "orders_stated", "orders_tracked"),
)


@dataclass(frozen=True)
class Thresholds:
    """Lines an underperformer stays under: ROAS and engagement rate below, orders at most, spend at least.

    None draws no line.
    """

    max_roas: float = 1.0
    min_spend: float = 0.0
    max_orders: float | None = None
    max_engagement: float | None = None


def paid_count(ledger: Ledger, filters: Filters) -> int:
    """Return how many influencers the selected spend went to."""
    return int((_results(ledger, filters)["spend"] > 0).sum())


def deals(ledger: Ledger, filters: Filters) -> pl.DataFrame:
    """Return one row per basis, the most spend first: `basis`, `influencers`, the metrics of DEALS."""
    rows = queries.slices(ledger, filters, by="basis", metrics=DEALS)
    people = people_by(ledger, filters, ("basis",)).rename({"count": "influencers"})
    counted = rows.cast({"basis": pl.String}).join(people, on="basis", how="left", validate="1:1")
    return counted.sort("spend", "basis", descending=[True, False])


def by_spend(spent: pl.DataFrame) -> pl.DataFrame:
    """Return what the rows of `spend_course` spend on each basis, the most first."""
    return spent.group_by("basis").agg(pl.col("spend").sum()).sort("spend", "basis", descending=True)


def spend_of(spent: pl.DataFrame, basis: str) -> dict[dt.date, float]:
    """Return the rupees of one basis by the period of `spend_course`."""
    return dict(spent.filter(pl.col("basis") == basis).select("period", "spend").iter_rows())


def spend_course(ledger: Ledger, filters: Filters, *, grain: str) -> pl.DataFrame:
    """Return one row per period and basis that bears spend: `period`, `basis`, `spend`, by period."""
    spent = queries.summed(
        ledger, filters, by=("basis", "date"), measures=("spend",), who=queries.Who.INFLUENCERS
    )
    return (
        spent.lazy()
        .drop_nulls(["basis", "date"])
        .group_by("basis", period=DIMENSIONS[grain].expression)
        .agg(pl.col("spend").sum())
        .filter(pl.col("spend") != 0)
        .select("period", pl.col("basis").cast(pl.String), "spend")
        .sort("period", "basis")
        .collect(engine="in-memory")
    )


def agreements(ledger: Ledger, filters: Filters) -> pl.DataFrame:
    """Return one row per influencer, basis and rate of payouts, those furthest from agreed first.

    Only filters on influencers choose them, as in the close of a month: `model.agreed` compares them over
    their whole lives. The metrics are the influencer's here, null for who has nothing here.
    """
    rows, earned = agreed_with(ledger, filters), _results(ledger, filters)
    row_of = rows_in(rows.select(pl.col("person").alias(PERSON)), earned, by=[PERSON])
    beside = [column(name, taken(floats(earned[name]), row_of)) for name in _EARNED]
    return rows.drop("person").hstack(beside)


def agreed_with(ledger: Ledger, filters: Filters) -> pl.DataFrame:
    """Return the rows of `agreements` without what the influencer earned here, the same on all days."""
    return _agreed_with(ledger, filters.without(OF_ENTRIES))


@memo(queries.KEPT_SELECTIONS)
def _agreed_with(ledger: Ledger, of_people: Filters) -> pl.DataFrame:
    rows = _agreements(ledger)
    payees = queries.chosen(ledger, of_people) if of_people.set_names() else None
    return rows if payees is None else rows.join(payees, on=PERSON, how="semi", maintain_order="left")


def underperformers(ledger: Ledger, filters: Filters, thresholds: Thresholds) -> pl.DataFrame:
    """Return one row per paid influencer under every threshold, the most spend beyond revenue first.

    Columns: influencer_id, name, platform, category, basis, `at_stake` (spend beyond revenue, 0 where revenue
    covers it), the metrics of RESULTS.
    """
    under = described(under_lines(ledger, filters, thresholds), ledger, *WHO)
    ordered = under.sort("at_stake", "spend", PERSON, descending=[True, True, False])
    return ordered.select(PERSON, *WHO, "at_stake", *RESULTS)


def under_lines(ledger: Ledger, filters: Filters, thresholds: Thresholds) -> pl.DataFrame:
    """Return the rows of `underperformers` in no order, the id coded, without WHO they are."""
    beyond = (pl.col("spend") - pl.col("revenue")).clip(lower_bound=0.0)
    return _results(ledger, filters).filter(_under(thresholds)).with_columns(at_stake=beyond)


def _under(thresholds: Thresholds) -> pl.Expr:
    """Return the condition of an underperformer; a metric that is nothing is under no line."""
    parts = [
        pl.col("spend") > 0,
        pl.col("spend") >= thresholds.min_spend,
        pl.col("roas") < thresholds.max_roas,
    ]
    if thresholds.max_orders is not None:
        parts.append(pl.col("orders") <= thresholds.max_orders)
    if thresholds.max_engagement is not None:
        parts.append(pl.col("engagement_rate") < thresholds.max_engagement)
    return pl.all_horizontal(parts)


def _results(ledger: Ledger, filters: Filters) -> pl.DataFrame:
    """Return one row per influencer of the selection: the id, coded, and the metrics of RESULTS."""
    return queries.slices(ledger, filters, by=PERSON, metrics=RESULTS)


@memo()
def _agreements(ledger: Ledger) -> pl.DataFrame:
    """Return every agreement of the files, those furthest from agreed first; `person` is the id, coded."""
    delivered = agreed.delivered(tally(ledger.tables.orders), tally(ledger.tables.posts))
    rows = agreed.agreements(ledger.tables.payouts, delivered)
    names = queries.influencers(ledger).select(PERSON, "name")
    apart = pl.when(~pl.col("agrees")).then(pl.col("difference").abs()).otherwise(0.0)
    ordered = rows.join(names, on=PERSON, validate="m:1").sort(
        apart, "stated", pl.col("lines").list.first(), descending=[True, True, False]
    )
    person = pl.col(PERSON).cast(ledger.entries.schema[PERSON], strict=False).alias("person")
    return ordered.select(PERSON, "name", *_STATED, person)
