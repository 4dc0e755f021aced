"""Says what the selected days cost, whether it was what was agreed, and what the deals earned and lost."""

from influencer_roi.metrics.units import RUPEES
from influencer_roi.pages.beside import compared_whole, named
from influencer_roi.pages.payouts.month import month_in
from influencer_roi.pages.verdict import Verdict, verdict
from influencer_roi.pages.view import head_totals
from influencer_roi.queries import payouts
from influencer_roi.queries.month_close import month_close
from influencer_roi.queries.people import names_of_people
from influencer_roi.queries.stopping import Stopping, stopping
from influencer_roi.ui.view import View
from influencer_roi.ui.words import capital, grouped_words, people, percent

NOBODY = "Nobody was paid in this selection."


def judge(view: View) -> Verdict:
    """Return the verdict on the payouts of a selection."""
    paid = payouts.paid_count(view.ledger, view.filters)
    spend = head_totals(view, view.filters)["spend"]
    if not paid or spend is None:
        return Verdict(NOBODY)
    sentence = f"{capital(named(view))} accrued {RUPEES.short(spend)} to {people(paid)}"
    return Verdict(f"{sentence}{_change(view, spend)}; {_agreed(view)}.", _earned(view))


ACCRUED = verdict(judge)


def _change(view: View, spend: float) -> str:
    """Return ", ₹13,744 less than June" where both are told of whole periods."""
    other = compared_whole(view)
    then = head_totals(view, other.filters)["spend"] if other else None
    if other is None or then is None:
        return ""
    if round(spend) == round(then):
        return f", as in {other.name}"
    return f", {RUPEES.short(abs(spend - then))} {'more' if spend > then else 'less'} than {other.name}"


def _agreed(view: View) -> str:
    """Return how many deals of these people are not what was agreed, over their whole life."""
    close = month_close(view.ledger, view.filters, month=month_in(view))
    if not close.checked:
        return "no payout has a rate to check it by"
    if not close.apart:
        return "every payout is what was agreed"
    verb = "payout is" if close.apart == 1 else "payouts are"
    return f"{grouped_words(close.apart)} {verb} not what was agreed"


def _earned(view: View) -> str:
    """Return "Six people cost ₹1.35 L more than they earned, 45 % of it Pooja Menon; six earned ₹1.50 L"."""
    if "revenue" in view.ledger.unmeasured:
        return ""
    found = stopping(view.ledger, view.filters, by="influencer_id", assumed=view.assumed)
    every, earned = found.every, RUPEES.short(found.every.earned)
    if not every.losing:
        who = f"All {grouped_words(every.earning)}" if every.earning > 1 else "That one person"
        return f"{who} earned more than was paid: {earned}."
    words = (
        f"{_counted(every.losing)} cost {RUPEES.short(every.lost)} more than they earned{_most(view, found)}"
    )
    return f"{words}; {grouped_words(every.earning)} earned {earned}." if every.earning else f"{words}."


def _counted(count: int) -> str:
    return "One person" if count == 1 else f"{capital(grouped_words(count))} people"


def _most(view: View, found: Stopping) -> str:
    """Return ", 45 % of it Pooja Menon": who lost most, where several lost."""
    if found.every.losing == 1 or found.losing.is_empty():
        return ""
    first = found.losing.row(0, named=True)
    name, _ = names_of_people(view.ledger).get(str(first["influencer_id"]), (str(first["influencer_id"]), ""))
    return f", {percent(first['lost'], found.every.lost)} of it {name}"
