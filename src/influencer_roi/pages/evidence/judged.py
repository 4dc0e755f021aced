"""Says in one sentence what the numbers of a selection are good for, and in a second why."""

from influencer_roi import queries
from influencer_roi.pages.verdict import Verdict
from influencer_roi.queries.evidence import Evidence, evidence, over_all_days
from influencer_roi.queries.evidence.gate import State
from influencer_roi.ui.view import View
from influencer_roi.ui.words import NOTHING_HERE, listed

_TIMING = {
    State.OPEN: "Orders come in time with posts",
    State.CLOSED: "Orders come as often before a post as after it",
    State.THIN: "Too few orders or posts show whether they go together",
}
_BACKTEST = {
    State.OPEN: "past months predicted the next",
    State.CLOSED: "past months did not predict the next",
    State.THIN: "too few months can be predicted from those before",
}
_REPEAT = {
    State.OPEN: "who sold well before sells well again",
    State.WEAK: "who sold well before sells only a little better again",
    State.CLOSED: "who sold well before does not sell well again",
    State.THIN: "too few people have posts early and late to see whether they sell alike again",
}


def judged(view: View) -> Verdict:
    """Return what the gates say together."""
    if queries.is_empty(*over_all_days(view.ledger, view.filters)):
        return Verdict(NOTHING_HERE)
    found = evidence(view.ledger, view.filters)
    days = " All days of the data count here, whatever days are chosen." if view.filters.dated else ""
    return Verdict(good_for(found), f"{because(found)}{days}")


def good_for(found: Evidence) -> str:
    """Return "Good for totals and for credit to posts, not for ranking people."."""
    gates = (
        (found.timing.gate, "credit to posts"),
        (found.backtest.gate, "planning the next month"),
        (found.repeat.gate, "ranking people"),
    )
    good = ["totals", *(words for gate, words in gates if gate.is_open)]
    bad = [words for gate, words in gates if gate.state in (State.CLOSED, State.THIN)]
    but = f", not for {listed(bad, 'or')}" if bad else ""
    return f"Good for {listed(good)}{but}."


def because(found: Evidence) -> str:
    """Return what each gate saw, in one sentence."""
    gates = ((_TIMING, found.timing), (_BACKTEST, found.backtest), (_REPEAT, found.repeat))
    parts = [words[one.gate.state] for words, one in gates if one.gate.state in words]
    return f"{'; '.join(parts)}."
