"""Makes the ledger: one table whose rows add up to every number on screen."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from functools import cached_property

import polars as pl

from influencer_roi.ledger.cubes import IS_ORGANIC, Cubes, cubes_of, names_of
from influencer_roi.ledger.facts import counted, facts_of
from influencer_roi.ledger.in_place import InPlace
from influencer_roi.ledger.kinds import coded_as, kind_of
from influencer_roi.ledger.narrowed import NARROWED, narrowed
from influencer_roi.ledger.packing import grouped
from influencer_roi.ledger.touches import TOUCH_SUMS, no_touches, touches_of
from influencer_roi.ledger.unmatched import unmatched
from influencer_roi.model.audience import SEES_ALL, Audience
from influencer_roi.model.dimensions import ATTRIBUTES, FILTERING, GRAIN, SPEND_BASIS, WORDED_ATTRIBUTES
from influencer_roi.model.names import ORGANIC
from influencer_roi.model.report import Report
from influencer_roi.model.schema import OPTIONAL_MEASURES, POST_MEASURES
from influencer_roi.model.tables import Tables
from influencer_roi.threads import start

_SUMMED = (
    "revenue",
    "orders",
    "new_customers",
    "organic_revenue",
    "organic_orders",
    "spend",
    "posts",
    *POST_MEASURES,
    "revenue_squared",
)
MEASURES = (*_SUMMED, *NARROWED)
OF_REVENUE = ("revenue", "revenue_squared", "organic_revenue", "paid_revenue")
MAY_LACK = (*OPTIONAL_MEASURES, *OF_REVENUE)
_ORGANIC = pl.Series([ORGANIC])


@dataclass(frozen=True, eq=False)
class Ledger:
    """A frozen ledger.

    `entries` has one row per date, influencer, platform, brand, campaign, post and basis of spend, sorted by
    date: the measures as Float64 (rupees, counts; posts and new_customers may be parts), the influencer's
    attributes. The basis of spend is that of its payout; of all else it is the influencer's.
    A measure the files do not have is null in every entry: an optional one without a column, those of revenue
    where no order has any.
    Organic orders have no influencer; spend that no order or post bears has no date. `tables` are the four
    cleaned tables, `report` says what became of their rows, and `sample` is true of made-up data. `in_place`
    says where orders are that were left where they lie, `mapped` are roll-ups made before, as those of a
    snapshot. `audience` says for whom it is: where payouts are not for them, spend is null in every entry and
    stands in the roll-ups alone (ledger/pooled.py). `touches` are the orders of influencers by date,
    influencer, platform, brand, campaign and recorded link (ledger/touches.py), sorted by date. Where entries
    have the days of posts, `by_order` is the ledger they have their own in (ledger/by_post_day.py).
    """

    entries: pl.DataFrame
    tables: Tables
    report: Report
    sample: bool = False
    in_place: InPlace | None = None
    mapped: Cubes | None = None
    audience: Audience = SEES_ALL
    touches: pl.DataFrame = field(default_factory=no_touches)
    by_order: "Ledger | None" = None

    @cached_property
    def memos(self) -> dict[object, object]:
        """What was worked out from this ledger, kept for as long as it lives."""
        return {}

    @cached_property
    def first_day(self) -> dt.date:
        """The first day with an entry."""
        return self.by_order.first_day if self.by_order else self._day(self.entries["date"].min())

    @cached_property
    def as_of(self) -> dt.date:
        """The last day with an entry."""
        return self.by_order.as_of if self.by_order else self._day(self.entries["date"].max())

    @cached_property
    def unmeasured(self) -> frozenset[str]:
        """The measures these files do not have: nothing everywhere, never 0."""
        return frozenset(name for name in MAY_LACK if self.entries[name].null_count())

    @property
    def measured(self) -> tuple[str, ...]:
        """The measures these files have."""
        return tuple(name for name in MEASURES if name not in self.unmeasured)

    @cached_property
    def cubes(self) -> Cubes:
        """The roll-ups of these entries: those of the snapshot, or else made when first asked for."""
        if self.mapped is not None and self.mapped.entries is self.entries:
            return self.mapped
        return cubes_of(self.entries, first=self.first_day, last=self.as_of, measures=self.measured)

    def values(self, dimension: str) -> tuple[str, ...]:
        """Return what a filter on this dimension can choose, in order; organic entries have no choice."""
        if dimension not in self._values:
            self._values[dimension] = self._distinct(dimension)
        return self._values[dimension]

    @cached_property
    def _values(self) -> dict[str, tuple[str, ...]]:
        return {}

    def _distinct(self, dimension: str) -> tuple[str, ...]:
        attributed = self.cubes.finest.keys.filter(~pl.col(IS_ORGANIC))
        values = attributed.select(FILTERING[dimension].chosen.alias("value")).to_series()
        return tuple(values.unique().drop_nulls().sort().cast(pl.String))

    @staticmethod
    def _day(value: object) -> dt.date:
        return value if isinstance(value, dt.date) else dt.date(1970, 1, 1)


def without_rows(ledger: Ledger) -> Ledger:
    """Return a ledger of nothing, for the same audience."""
    named = {one.name: getattr(ledger.tables, one.name).clear() for one in fields(Tables)}
    entries, touches = ledger.entries.clear(), ledger.touches.clear()
    tables = replace(ledger.tables, **named)
    return replace(
        ledger, entries=entries, tables=tables, in_place=None, mapped=None, touches=touches, by_order=None
    )


def build(tables: Tables, posts: pl.DataFrame, report: Report, *, sample: bool = False) -> Ledger:
    """Return the ledger of resolved tables; its measures add up to what the tables hold.

    `posts` are theirs, coded as orders are.
    """
    orders, lacking = counted(tables.orders), _lacking(tables)
    touches = start(touches_of, orders)
    facts, payouts = _facts(replace(tables, orders=orders, posts=posts))
    measures = [measure for measure in _SUMMED if measure not in lacking]
    summed = grouped(facts, (*GRAIN, SPEND_BASIS), measures)
    del facts  # they take more room than entries
    whole = _without(summed, lacking)
    entries = narrowed(_described(whole, tables.influencers), tables.posts)
    return Ledger(
        entries.select(*GRAIN, SPEND_BASIS, *ATTRIBUTES, *MEASURES),
        replace(tables, payouts=payouts),
        report.with_notes(unmatched(payouts, entries, report)),
        sample,
        touches=_without(touches.result(), lacking.intersection(TOUCH_SUMS)),
    )


def _without(sums: pl.DataFrame, lacking: Iterable[str]) -> pl.DataFrame:
    """Return sums with null for those measures no row of the files has."""
    nothing = [pl.lit(None, pl.Float64).alias(measure) for measure in lacking]
    return sums.with_columns(nothing) if nothing else sums


def _lacking(tables: Tables) -> frozenset[str]:
    """Return the summed measures no row of the files has a value of."""
    optional = {name for name in OPTIONAL_MEASURES if tables.posts[name].is_null().all()}
    of_revenue = OF_REVENUE if tables.orders["revenue"].is_null().all() else ()
    return frozenset(_SUMMED) & {*optional, *of_revenue}


def _described(entries: pl.DataFrame, influencers: pl.DataFrame) -> pl.DataFrame:
    """Return entries with the influencer's attributes as dictionary codes; organic ones are named so."""
    ids = names_of(entries["influencer_id"]).alias("id").to_frame()
    own = influencers.select("id", *ATTRIBUTES)
    known = ids.join(own, on="id", how="left", maintain_order="left", validate="1:1").drop("id")
    nobody = pl.DataFrame({name: [ORGANIC] for name in (*WORDED_ATTRIBUTES, "basis")})
    everyone = pl.concat([known, nobody], how="diagonal")
    enums: dict[str, pl.DataType] = {name: kind_of(name, [everyone[name]]) for name in WORDED_ATTRIBUTES}
    enums["basis"] = entries[SPEND_BASIS].dtype
    coded = everyone.with_columns(pl.col(name).cast(enum) for name, enum in enums.items())
    described = entries.hstack(coded[entries["influencer_id"].to_physical().fill_null(ids.height)])
    basis = pl.coalesce(SPEND_BASIS, "basis").alias(SPEND_BASIS)
    return described.with_columns(basis, pl.col("date").set_sorted())


def _facts(tables: Tables) -> tuple[list[pl.DataFrame], pl.DataFrame]:
    """Return facts with the whole grain, its texts as dictionary codes, and payouts with what bears each.

    Codes are those of orders. spend_basis is null where it is the influencer's.
    """
    facts, payouts = facts_of(tables)
    bases = [part[SPEND_BASIS] for part in facts if SPEND_BASIS in part.columns]
    kind = kind_of(SPEND_BASIS, [*bases, tables.influencers["basis"], _ORGANIC])
    like = facts[0].with_columns(pl.lit(None, kind).alias(SPEND_BASIS))
    return [like, *(coded_as(part, like, like.columns) for part in facts[1:] if part.height)], payouts
