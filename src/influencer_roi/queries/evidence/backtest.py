"""Says whether plans made of earlier months would have told the truth about the next one.

A month is predicted person by person: what they spent in it, times the orders a rupee brought them in all
months before it. Who had no spend before is predicted nothing, and left out of what came too. Months count
that the data cover wholly, with such a month before them.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from influencer_roi.ledger.cubes import Floats
from influencer_roi.ledger.spend import DUST
from influencer_roi.metrics.units import counted
from influencer_roi.model.calendar import month_days, month_of, shifted
from influencer_roi.queries.evidence.activity import Activity
from influencer_roi.queries.evidence.gate import BACKTEST, Gate, State

LEAST_MONTHS, MOST_MONTHS = 3, 6
LEAST_PREDICTED = 0.5  # orders: a month that promises none says nothing
LOW, HIGH = 0.75, 1.33


@dataclass(frozen=True)
class Month:
    """Orders that came in a month for each that was predicted."""

    month: dt.date
    came: float
    predicted: float

    @property
    def ratio(self) -> float:
        """Orders that came for each predicted."""
        return self.came / self.predicted


@dataclass(frozen=True)
class Backtest:
    """The gate, and the last months it rests on; `median` of their ratios is null where they are too few."""

    gate: Gate
    median: float | None
    months: tuple[Month, ...]


def backtest(days: Activity, *, first: dt.date) -> Backtest:
    """Return how the last months went beside what earlier ones predicted; `first` is the first day."""
    months = predicted_months(days, first=first)[-MOST_MONTHS:]
    if len(months) < LEAST_MONTHS:
        return Backtest(_thin(len(months)), None, tuple(months))
    ratios = [month.ratio for month in months]
    median = float(np.median(ratios))
    return Backtest(_gate(median, ratios), median, tuple(months))


def predicted_months(days: Activity, *, first: dt.date) -> list[Month]:
    """Return the whole months with a whole month before them, of those that an order is predicted for."""
    last = first + dt.timedelta(days=days.days - 1)
    whole = [
        month
        for month in _months(first, last)
        if month_days(month)[0] >= first and month_days(month)[1] <= last
    ]
    orders, spend = days.by_person("orders"), days.by_person("spend")
    found = (_month(orders, spend, month, first) for month in whole[1:])
    return [month for month in found if month.predicted >= LEAST_PREDICTED]


def _months(first: dt.date, last: dt.date) -> list[dt.date]:
    months = [month_of(first)]
    while shifted(months[-1], 1) <= last:
        months.append(shifted(months[-1], 1))
    return months


def _month(orders: Floats, spend: Floats, month: dt.date, first: dt.date) -> Month:
    start, end = ((day - first).days for day in month_days(month))
    sold, paid = orders[:, :start].sum(axis=1), spend[:, :start].sum(axis=1)
    known = paid >= DUST
    rates = sold[known] / paid[known]
    predicted = float((rates * spend[known, start : end + 1].sum(axis=1)).sum())
    return Month(month, float(orders[known, start : end + 1].sum()), predicted)


def _gate(median: float, ratios: list[float]) -> Gate:
    says = (
        f"In the last {counted(len(ratios), 'whole month')} {min(ratios):.2f} to {max(ratios):.2f} orders "
        "came for each that the months before predicted."
    )
    if LOW <= median <= HIGH:
        foot = "At the spend really done, if people go on as before."
        return Gate(BACKTEST, State.OPEN, median, HIGH if median > 1 else LOW, says, foot)
    way = "Far more came than predicted" if median > HIGH else "Far fewer came than predicted"
    opens = f"A middle month between {LOW} and {HIGH} would open it; no plan is made before."
    return Gate(BACKTEST, State.CLOSED, median, HIGH if median > HIGH else LOW, f"{way}. {says}", opens)


def withheld() -> Backtest:
    """Return what readers see who see no payouts: people's months are what they were paid in."""
    says = "What people were paid in each month is not for viewers."
    opens = "Analysts and finance see this gate."
    return Backtest(Gate(BACKTEST, State.WITHHELD, None, HIGH, says, opens), None, ())


def _thin(months: int) -> Gate:
    have = counted(months, "month") if months else "No month"
    says = f"{have} can be predicted from people's own months before: {LEAST_MONTHS} are needed."
    opens = f"{counted(LEAST_MONTHS - months, 'month')} more in which people are paid again."
    return Gate(BACKTEST, State.THIN, None, HIGH, says, opens)
