"""Says how many campaigns earned more than they cost, what the others lost, and what both hang on."""

import datetime as dt

from influencer_roi import queries
from influencer_roi.metrics.units import RUPEES
from influencer_roi.pages.beside import named
from influencer_roi.pages.verdict import Verdict, verdict
from influencer_roi.queries.campaign_results import CampaignResults, Silent, campaign_results
from influencer_roi.ui.view import NO_REVENUE, View
from influencer_roi.ui.words import NO_CAMPAIGN_SPENT, NOTHING_HERE, grouped_words


def judge(view: View) -> Verdict:
    """Return the verdict on the campaigns of a selection."""
    if "revenue" in view.ledger.unmeasured:
        return Verdict(NO_REVENUE)
    if queries.is_empty(view.ledger, view.filters):
        return Verdict(NOTHING_HERE)
    found = campaign_results(view.ledger, view.filters, assumed=view.assumed)
    if found is None:
        return Verdict(view.of_spend("", [None]))
    return Verdict(_sentence(found), " ".join([*_best(found), *_silent(view, found)]))


EARNED = verdict(judge)


def _sentence(found: CampaignResults) -> str:
    """Return "Five of ten campaigns with spend earned more than they cost, ₹1.75 L together. The other …"."""
    words = [_earning(found), _losing(found)]
    text = ". ".join(one for one in words if one)
    outside = _outside(found)
    if not outside:
        return f"{text}."
    return f"{text}, and {outside}." if found.losing else f"{text}; {outside}."


def _earning(found: CampaignResults) -> str:
    earned = RUPEES.short(found.earned)
    if not found.count:
        return NO_CAMPAIGN_SPENT.removesuffix(".")
    if found.count == 1:
        return f"The only campaign with spend earned {earned} more than it cost" if found.earning else ""
    if not found.earning:
        return ""
    who = f"{grouped_words(found.earning).capitalize()} of {grouped_words(found.count)} campaigns with spend"
    if found.earning == found.count:
        who = f"All {grouped_words(found.count)} campaigns with spend"
    together = " together" if found.earning > 1 else ""
    return f"{who} earned more than {'they' if found.earning > 1 else 'it'} cost, {earned}{together}"


def _losing(found: CampaignResults) -> str:
    lost = RUPEES.short(found.lost)
    if not found.losing:
        return ""
    if found.count == 1:
        return f"The only campaign with spend lost {lost}"
    if not found.earning:
        return f"All {grouped_words(found.count)} campaigns with spend lost money, {lost} together"
    return f"The other {'one' if found.losing == 1 else grouped_words(found.losing)} lost {lost}"


def _outside(found: CampaignResults) -> str:
    """Return what became of the money outside any campaign; empty where there was none."""
    if found.outside is None:
        return ""
    spend, revenue, profit = found.outside
    if revenue <= 0:
        return f"{RUPEES.short(spend)} went to posts outside any campaign"
    made = "earned" if profit >= 0 else "lost"
    return f"what belongs to no campaign {made} {RUPEES.short(abs(profit))}"


def _best(found: CampaignResults) -> list[str]:
    if found.earning < 2:
        return [f"That is {found.best}."] if found.earning and found.count > 1 else []
    return [f"{found.best} made {RUPEES.short(found.best_earned)} of it."]


def _silent(view: View, found: CampaignResults) -> list[str]:
    """Return "Four of the five losers have had no order since 6 June at the latest; they still cost …"."""
    one = found.silent
    if not one.count:
        return []
    cost = f"{'it' if one.count == 1 else 'they'} still cost {RUPEES.short(one.spend)}"
    return [f"{_who(found)} had no order {_since(view, one)}; {cost}."]


def _who(found: CampaignResults) -> str:
    silent, losing = found.silent.count, found.losing
    if losing == 1:
        return "The one that lost"
    if silent == losing:
        return f"All {grouped_words(losing)} that lost"
    return f"{grouped_words(silent).capitalize()} of the {grouped_words(losing)} that lost"


def _since(view: View, silent: Silent) -> str:
    if silent.last is None:
        return f"in {named(view)}"
    latest = "" if silent.count == 1 else " at the latest"
    return f"after {_day(silent.last, view.ledger.as_of.year)}{latest}"


def _day(day: dt.date, year: int) -> str:
    return f"{day.day} {day:%B}" + ("" if day.year == year else f" {day.year}")
