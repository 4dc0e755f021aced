"""Sums a ledger up by month, as versions are listed and compared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

import polars as pl

from influencer_roi.ledger.entries import Ledger
from influencer_roi.settings import CURRENCY, base_currency

NO_DAY = ""
SUMS = ("revenue", "spend", "orders")


@dataclass(frozen=True)
class Month:
    """What one month is worth; `month` is as 2025-07, or NO_DAY for what has no day.

    Revenue and spend are amounts; what the files have nothing of is None. Organic orders count to neither.
    """

    month: str
    revenue: float | None
    spend: float | None
    orders: float | None


@dataclass(frozen=True)
class Summary:
    """What a version holds: its first and last day as ISO dates, its months, people, and rows not kept.

    Amounts are in `currency`.
    """

    data_from: str = ""
    data_to: str = ""
    influencers: int = 0
    set_aside: int = 0
    left_out: int = 0
    months: tuple[Month, ...] = ()
    currency: str = CURRENCY

    @property
    def is_known(self) -> bool:
        """Whether sums were written down, in the currency this process writes."""
        return bool(self.data_from or self.months) and self.currency == base_currency()

    def total(self, measure: str) -> float | None:
        """Return the sum of one of SUMS over all months.

        None where the files have nothing of it, or it is in another currency than this process writes.
        """
        if self.currency != base_currency():
            return None
        found = [value for one in self.months if (value := getattr(one, measure)) is not None]
        return sum(found) if found else None

    @property
    def roas(self) -> float | None:
        """Revenue by spend; None where nothing was spent."""
        revenue, spend = self.total("revenue"), self.total("spend")
        return revenue / spend if revenue is not None and spend and spend > 0 else None


def summary_of(ledger: Ledger) -> Summary:
    """Return what a ledger holds, in sums."""
    counts = ledger.report.counts.values()
    return Summary(
        data_from=ledger.first_day.isoformat(),
        data_to=ledger.as_of.isoformat(),
        influencers=ledger.tables.influencers.filter("listed").height,
        set_aside=sum(one.set_aside for one in counts),
        left_out=sum(one.left_out for one in counts),
        months=tuple(Month(*row) for row in by_month(ledger.entries).iter_rows()),
        currency=ledger.report.currency,
    )


def summary_from(written: Mapping[str, object]) -> Summary:
    """Return sums as they were written down.

    Raises:
        TypeError, KeyError: they are none.
    """
    months = cast("Iterable[Mapping[str, object]]", written["months"])
    read = {**written, "months": tuple(Month(**one) for one in months)}  # type: ignore[arg-type] # as it was written
    return Summary(**read)  # type: ignore[arg-type] # as it was written


def by_month(entries: pl.DataFrame) -> pl.DataFrame:
    """Return one row per `month`, as 2025-07, of entries: the SUMS of each, null what no entry has.

    Orders have a day, so what has none is spend alone.
    """
    sums = [pl.when(pl.col(name).count() > 0).then(pl.col(name).sum()).alias(name) for name in SUMS]
    earned = [pl.when(pl.col("month") != NO_DAY).then(name).alias(name) for name in SUMS if name != "spend"]
    return (
        entries.lazy()
        .group_by(month=pl.col("date").dt.truncate("1mo"))
        .agg(sums)
        .with_columns(month=pl.col("month").dt.strftime("%Y-%m").fill_null(NO_DAY))
        .with_columns(earned)
        .sort(pl.col("month") == NO_DAY, "month")
        .select("month", *SUMS)
        .collect(engine="in-memory")
    )
