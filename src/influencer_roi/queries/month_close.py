"""Answers what a month is worth, payee by payee: what was agreed for it, and what was spent in it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

import polars as pl

from influencer_roi import queries
from influencer_roi.filters import OF_ENTRIES, Filters
from influencer_roi.intake.tallies import tally
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.model import agreed
from influencer_roi.model.calendar import DAY, MONTH, financial_year_of, month_of, shifted
from influencer_roi.model.names import basis_word

PAYEE = ("influencer_id", "name", "basis", "rate")
OF_MONTH = ("month_units", "month_expected", "month_difference", "month_accrued")
OF_YEAR = ("year_accrued",)
OF_LIFE = ("life_units", "life_expected", "life_stated", "life_difference")
COLUMNS = (*PAYEE, *OF_MONTH, *OF_YEAR, *OF_LIFE)
KEPT_MONTHS = 16
_SUMMED = tuple(name for name in (*OF_MONTH, *OF_YEAR, *OF_LIFE) if not name.endswith("_units"))
_KEYS = ("influencer_id", "word")
_ORDER = ("month_accrued", "year_accrued", "life_stated", *_KEYS)


@dataclass(frozen=True)
class MonthClose:
    """A month in rupees: its first day, that of its financial year, `rows` and their `total`.

    `undated` is the spend of these payees that has no day, and so is in no month.
    """

    month: dt.date
    year: dt.date
    rows: pl.DataFrame
    total: pl.DataFrame
    undated: float

    @property
    def checked(self) -> int:
        """How many deals have a rate that their life can be checked by."""
        return int(self.rows["life_difference"].count())

    @property
    def apart(self) -> int:
        """How many deals differ from what was agreed over their whole life."""
        return int((self.rows["life_difference"].abs() > agreed.TOLERANCE).sum())

    def sum_of(self, name: str) -> float | None:
        """Return the total of a column of rupees; None where no row has it."""
        total: float | None = self.total[name].item()
        return total

    @property
    def with_total(self) -> pl.DataFrame:
        """The rows, and their total as the last one."""
        return pl.concat([self.rows, self.total])


def months(ledger: Ledger) -> tuple[dt.date, ...]:
    """Return the first day of each month from the first of the data to the last."""
    return tuple(_months(month_of(ledger.first_day), month_of(ledger.as_of)))


def month_named(ledger: Ledger, text: str) -> dt.date:
    """Return the first day of the month a text names, as 2025-07.

    Raises:
        ValueError: the data have no such month; the message says which they have.
    """
    known = {f"{month:%Y-%m}": month for month in months(ledger)}
    if text not in known:
        first, *_ = known
        raise ValueError(f"There is no month '{text}'; months go from {first} to {[*known][-1]}.")
    return known[text]


@memo(KEPT_MONTHS)
def month_close(ledger: Ledger, filters: Filters, *, month: dt.date) -> MonthClose:
    """Return the payees of a month, one row per payee and basis, who accrued most first; `month` is any day.

    Columns are COLUMNS, in three groups. month_: `units` delivered in the month (orders or posts, by what is
    paid for), `expected` is rate × units, `accrued` the spend that falls on its days, `difference` what that
    is above expected. year_: `accrued` since 1 April. life_: what `model.agreed` says of all months together.
    What cannot be known is null: units of another basis, what is expected where there is no rate, or several.

    Only filters on influencers choose payees: a payout has no brand, campaign or platform, and what somebody
    is owed is no part of it, nor is the day of a post. Over all months the accrued come to the spend that
    has a day.
    """
    return _closed(ledger.by_order or ledger, filters.without(OF_ENTRIES), month_of(month))


@memo(KEPT_MONTHS)
def _closed(ledger: Ledger, of_people: Filters, start: dt.date) -> MonthClose:
    """Return the month that begins on a day: whatever else of entries is chosen, it is the same."""
    end, year = shifted(start, MONTH) - DAY, financial_year_of(start)
    payees = queries.chosen(ledger, of_people).lazy().select("influencer_id", "name")
    of_days = _of_days(ledger, start, end).drop("basis", "rate", "month_stated", "month_difference")
    of_month = _accrued(ledger, replace(of_people, start=start, end=end), "month_accrued")
    of_year = _accrued(ledger, replace(of_people, start=year, end=end), "year_accrued")
    rows = (
        _of_life(ledger)
        .lazy()
        .join(payees, on="influencer_id", validate="m:1")
        .join(of_days, on=_KEYS, validate="1:1")
        .join(of_month, on=_KEYS, how="left", validate="1:1")
        .join(of_year, on=_KEYS, how="left", validate="1:1")
        .with_columns(pl.col("month_accrued", "year_accrued").fill_null(0.0))
        .with_columns(month_difference=agreed.difference("month_accrued", "month_expected"))
        .sort(*_ORDER, descending=[name not in _KEYS for name in _ORDER])
        .select(COLUMNS)
        .collect(engine="in-memory")
    )
    undated, _ = queries.dateless(ledger, of_people)
    return MonthClose(start, year, rows, _total(rows), undated)


def _of_days(ledger: Ledger, start: dt.date, end: dt.date) -> pl.LazyFrame:
    """Return one row per payee and basis: what was delivered in some days, and what is expected for it."""
    orders = queries.summed(
        ledger,
        Filters(start=start, end=end),
        by=("influencer_id",),
        measures=("orders",),
        who=queries.Who.INFLUENCERS,
    ).cast({"influencer_id": pl.String})
    posts = tally(ledger.tables.posts.filter(pl.col("date").is_between(start, end)))
    return _by_basis(ledger, agreed.delivered(orders, posts), "month")


@memo()
def _of_life(ledger: Ledger) -> pl.DataFrame:
    """Return one row per payee and basis: what was delivered in all, and what is expected and stated."""
    delivered = agreed.delivered(tally(ledger.tables.orders), tally(ledger.tables.posts))
    return _by_basis(ledger, delivered, "life").collect(engine="in-memory")


def _by_basis(ledger: Ledger, delivered: pl.DataFrame, group: str) -> pl.LazyFrame:
    """Return agreements as one row per payee and basis; those of several rates expect nothing."""
    one_rate = pl.len() == 1
    return (
        agreed.agreements(ledger.tables.payouts, delivered)
        .lazy()
        .group_by("influencer_id", word=basis_word(pl.col("basis")))
        .agg(
            pl.col("basis").first(),
            pl.when(one_rate).then(pl.col("rate").first()).alias("rate"),
            pl.col("units").first().alias(f"{group}_units"),
            pl.when(one_rate).then(pl.col("expected").first()).alias(f"{group}_expected"),
            pl.col("stated").sum().alias(f"{group}_stated"),
        )
        .with_columns(agreed.difference(f"{group}_stated", f"{group}_expected").alias(f"{group}_difference"))
    )


def _accrued(ledger: Ledger, filters: Filters, name: str) -> pl.LazyFrame:
    """Return one row per payee and basis that spend of a selection went to: its sum as `name`."""
    spent = queries.summed(
        ledger, filters, by=("influencer_id", "basis"), measures=("spend",), who=queries.Who.INFLUENCERS
    )
    return (
        spent.lazy()
        .cast({"influencer_id": pl.String, "basis": pl.String})
        .group_by("influencer_id", word=basis_word(pl.col("basis")))
        .agg(pl.col("spend").sum().alias(name))
    )


def _total(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the total: each sum of rupees over the rows that have it, null where none has."""
    payees = rows["influencer_id"].n_unique()
    name = "1 payee" if payees == 1 else f"{payees:,} payees"
    sums = [pl.when(pl.col(one).count() > 0).then(pl.col(one).sum()).alias(one) for one in _SUMMED]
    total = rows.select(sums).with_columns(name=pl.lit(name))
    return pl.concat([rows.clear(), total], how="diagonal")


def _months(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    while first <= last:
        yield first
        first = shifted(first, MONTH)
