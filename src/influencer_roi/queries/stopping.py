"""Answers what should stop: who costs more than they earn, ranked by the rupees lost."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.values import column, floats
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.model.names import NO_CAMPAIGN
from influencer_roi.queries.aligning import filled
from influencer_roi.queries.columns import BEFORE
from influencer_roi.queries.comparing import slices_twice
from influencer_roi.queries.cuts import Bools
from influencer_roi.queries.picking import best_of

FLOOR = 0.01  # of the selection's spend


@dataclass(frozen=True)
class Balance:
    """Paid rows above and below break-even: how many are `earning` and what they `earned`, likewise losing.

    Rupees at the margin; `spend` is that of all of them. On break-even is above.
    """

    earning: int
    earned: float
    losing: int
    lost: float
    spend: float

    @property
    def count(self) -> int:
        """How many paid rows there are."""
        return self.earning + self.losing

    @property
    def profit(self) -> float:
        """What all of them earned less what they lost."""
        return self.earned - self.lost


@dataclass(frozen=True)
class Stopping:
    """Paid `rows` from a floor of spend, in rupees; those `under` it together; the balance of `every` one.

    The floor is None where readers may not see what was spent. What belongs to no campaign is among all of
    them, and no campaign: it is `outside`, whatever the floor, with no row where nothing was paid for it.
    """

    rows: pl.DataFrame
    floor: float | None
    under: Balance
    every: Balance
    outside: pl.DataFrame

    @property
    def named(self) -> int:
        """How many paid values there are, what belongs to no campaign left out."""
        return self.every.count - self.outside.height

    def only_named(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return some of the rows without what belongs to no campaign."""
        return rows if self.outside.is_empty() else rows.filter(rows.to_series() != NO_CAMPAIGN)

    @property
    def losing(self) -> pl.DataFrame:
        """The rows that lost, the most rupees first."""
        return self.rows.head(self._lost)

    @property
    def earning(self) -> pl.DataFrame:
        """The rows that did not lose, the most rupees earned first."""
        return self.rows.slice(self._lost, self.rows["lost"].count() - self._lost).reverse()

    @property
    def _lost(self) -> int:
        return int((self.rows["lost"] > 0).sum())


@memo(queries.KEPT_SELECTIONS)
def stopping(
    ledger: Ledger, filters: Filters, *, by: str = "influencer_id", assumed: Assumptions = DEFAULT
) -> Stopping:
    """Return the paid values of `by`, who lost most rupees first.

    `rows` hold it, what boards show, `lost`: spend less margin × revenue, below 0 where they earned, and
    `per_rupee`, what a rupee of spend earned or lost of that. Paid
    is who has spend above 0 in the selection; rows under FLOOR of all its spend, undated spend included, are
    only summed, for so little money a loss is no finding. Both balances count people without revenue, and
    come to the profit of all that was paid for; what people earn whom nobody paid is in neither.
    """
    whole = queries.totals(ledger, filters, metrics=queries.AT_HEAD, assumed=assumed)["spend"]
    floor = None if whole is None else FLOOR * whole
    sums = queries.slices(ledger, filters, by=by, metrics=queries.ON_BOARDS, assumed=assumed)
    spend = filled(floats(sums["spend"]), 0.0)
    paid, large = spend > 0, spend >= (floor or 0.0)
    nowhere = (sums[by] == NO_CAMPAIGN).to_numpy() if by == "campaign" else np.zeros_like(paid)
    balances = _balance(sums, paid & ~large), _balance(sums, paid)
    return Stopping(_losses(sums, paid & large), floor, *balances, _losses(sums, paid & nowhere))


def profits_before(
    ledger: Ledger, filters: Filters, *, by: str, assumed: Assumptions = DEFAULT
) -> dict[str, tuple[float | None, float | None]]:
    """Return by value of `by` its profit on the days compared with, in rupees and per rupee spent there."""
    rows = slices_twice(ledger, filters, by=by, metrics=queries.ON_BOARDS, assumed=assumed)
    profits = zip(rows[f"profit{BEFORE}"], _per_rupee(rows, BEFORE), strict=True)
    return dict(zip(rows[by].to_list(), profits, strict=True))


def _per_rupee(rows: pl.DataFrame, suffix: str = "") -> pl.Series:
    """Return profit over spend; null where nothing was paid."""
    profit, spend = floats(rows[f"profit{suffix}"]), floats(rows[f"spend{suffix}"])
    paid = spend > 0
    return column("per_rupee", np.where(paid, profit / np.where(paid, spend, 1.0), np.nan))


def _losses(sums: pl.DataFrame, mask: Bools) -> pl.DataFrame:
    """Return the rows that are held with what they lost, in rupees and per rupee, who lost most first."""
    paid = sums[best_of(mask, -floats(sums["profit"]), then=floats(sums["spend"]))]
    return paid.hstack([column("lost", -floats(paid["profit"])), _per_rupee(paid)])


def _balance(rows: pl.DataFrame, paid: Bools) -> Balance:
    """Return the balance of the rows that were paid."""
    profit, spend = floats(rows["profit"])[paid], floats(rows["spend"])[paid]
    losing, earning = profit[profit < 0], profit[profit >= 0]
    lost = float((-losing).sum())
    return Balance(len(earning), float(earning.sum()), len(losing), lost, float(spend.sum()))
