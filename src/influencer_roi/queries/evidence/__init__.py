"""Answers how much the numbers of a selection can carry: four gates, each with its number and its line."""

from dataclasses import dataclass

from influencer_roi.filters import DAYS, READINGS, Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.model.calendar import Days
from influencer_roi.queries.cuts import KEPT_SELECTIONS
from influencer_roi.queries.evidence.activity import activity
from influencer_roi.queries.evidence.backtest import Backtest, backtest, withheld
from influencer_roi.queries.evidence.gate import Gate
from influencer_roi.queries.evidence.lags import lags
from influencer_roi.queries.evidence.maturity import MATURE_AT, Expected, Maturity, expected, maturity
from influencer_roi.queries.evidence.repeat import Repeat, repeat
from influencer_roi.queries.evidence.timing import Timing, timing

YOUNG_DAYS = 30


@dataclass(frozen=True, eq=False)
class Evidence:
    """What the four gates say of a selection."""

    timing: Timing
    maturity: Maturity
    repeat: Repeat
    backtest: Backtest

    @property
    def gates(self) -> tuple[Gate, ...]:
        """The four gates in order."""
        return (self.timing.gate, self.maturity.gate, self.repeat.gate, self.backtest.gate)

    @property
    def lags_hold(self) -> bool:
        """Whether lags may be drawn and periods completed: Timing and Maturity are open."""
        return self.timing.gate.is_open and self.maturity.gate.is_open


def evidence(ledger: Ledger, filters: Filters) -> Evidence:
    """Return what the gates say of a selection over all days there are, orders on their own day.

    A month says nothing of whether months repeat, and its posts are young: which days are chosen, and what
    they are compared with, moves no gate.
    """
    return _evidence(*over_all_days(ledger, filters))


def over_all_days(ledger: Ledger, filters: Filters) -> tuple[Ledger, Filters]:
    """Return the ledger with orders on their own days, and the filters without days and ways to read them."""
    return ledger.by_order or ledger, filters.without((*DAYS, *READINGS))


@memo(KEPT_SELECTIONS)
def _evidence(ledger: Ledger, filters: Filters) -> Evidence:
    return Evidence(
        timing(activity(ledger, filters)),
        maturity(lags(ledger, filters), days=(ledger.as_of - ledger.first_day).days + 1),
        _repeats(ledger, filters),
        backtest(activity(ledger, filters), first=ledger.first_day)
        if ledger.audience.sees_payouts
        else withheld(),
    )


def repeats(ledger: Ledger, filters: Filters) -> Repeat:
    """Return whether results of the selected people repeat; profiles ask this one gate alone."""
    return _repeats(*over_all_days(ledger, filters))


@memo(KEPT_SELECTIONS)
def _repeats(ledger: Ledger, filters: Filters) -> Repeat:
    return repeat(activity(ledger, filters))


@memo()
def earning_days(ledger: Ledger) -> int:
    """Return for how many days a post is still earning: until 90 % have come where lags hold, at least 30."""
    found = evidence(ledger, Filters())
    mature = found.maturity.day_of(MATURE_AT) if found.lags_hold else None
    return max(YOUNG_DAYS, mature or 0)


def expected_of(ledger: Ledger, filters: Filters, days: Days) -> Expected | None:
    """Return what the selected posts of some days have still to bring; None where lags do not hold.

    The curve is that of all posts, so that a change of filters waits for no gate.
    """
    of_all = evidence(ledger, Filters())
    if not of_all.lags_hold:
        return None
    whole, people = over_all_days(ledger, filters)
    first, last = days
    return expected(lags(whole, people), of_all.maturity, first=first, last=last, as_of=ledger.as_of)
