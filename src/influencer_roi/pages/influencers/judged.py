"""Says of how many paid influencers the selection can tell whether they earned their cost."""

from collections.abc import Mapping

from influencer_roi.pages.beside import named
from influencer_roi.pages.verdict import Verdict, even_words, verdict
from influencer_roi.queries.influencer_rows import people
from influencer_roi.queries.intervals import Verdict as Judgement
from influencer_roi.queries.people import Named, by_verdict
from influencer_roi.ui.view import NO_REVENUE, View
from influencer_roi.ui.withheld import OF_PEOPLE
from influencer_roi.ui.words import capital, grouped_words, listed

MOST_NAMED = 3


def judge(view: View) -> Verdict:
    """Return the verdict on the paid people of a selection."""
    if "revenue" in view.ledger.unmeasured:
        return Verdict(NO_REVENUE)
    if not view.ledger.audience.sees_payouts:
        return Verdict(OF_PEOPLE)
    rows = people(view.ledger, view.filters, assumed=view.assumed)
    paid, found = by_verdict(rows, view.ledger, most=MOST_NAMED)
    if not paid:
        return Verdict("Nobody has spend in this selection.")
    return Verdict(_sentence(view, paid, found), _named(view, found))


JUDGED = verdict(judge)


def _sentence(view: View, paid: int, found: Mapping[Judgement, Named]) -> str:
    """Return "Three of twelve paid influencers clearly earned their cost, one clearly did not …"."""
    above, below, silent = (
        found[one].count for one in (Judgement.CLEARLY_ABOVE, Judgement.CLEARLY_BELOW, Judgement.NO_ORDER)
    )
    if paid == 1:
        return _alone(view, above, below, silent)
    first = f"{grouped_words(above)} of {grouped_words(paid)} paid influencers clearly earned their cost"
    parts = [first, *_parts(below, silent)]
    rest = paid - above - below - silent
    other = "" if not rest else f" For the other {grouped_words(rest)}, {named(view)} alone cannot tell."
    return f"{capital(listed(parts))}.{other}"


def _alone(view: View, above: int, below: int, silent: int) -> str:
    """Return the verdict where one person was paid."""
    if not above + below + silent:
        return f"{capital(named(view))} alone cannot tell whether the only paid influencer earned their cost."
    found = "sold nothing" if silent else f"clearly {'earned' if above else 'did not earn'} their cost"
    return f"The only paid influencer {found}."


def _parts(below: int, silent: int) -> list[str]:
    found = [f"{grouped_words(below)} clearly did not"] if below else []
    return [*found, *([f"{grouped_words(silent)} sold nothing"] if silent else [])]


def _named(view: View, found: Mapping[Judgement, Named]) -> str:
    """Return who stays above the break-even even at the low end, who does not reach it, who sold nothing."""
    above, below, silent = (
        _listed(found[one]) for one in (Judgement.CLEARLY_ABOVE, Judgement.CLEARLY_BELOW, Judgement.NO_ORDER)
    )
    parts = []
    if above:
        stay = "stays" if found[Judgement.CLEARLY_ABOVE].count == 1 else "stay"
        parts.append(f"{above} {stay} above the break-even of {even_words(view)} even at the low end")
    if below:
        do = "does" if found[Judgement.CLEARLY_BELOW].count == 1 else "do"
        parts.append(f"{below} {do} not reach {'it' if above else even_words(view)} at the high end")
    if silent:
        parts.append(f"{silent} had no order")
    return f"{'; '.join(parts)}." if parts else ""


def _listed(found: Named) -> str:
    """Return names as a list in words: "A, B and C", "A, B, C and 4 others"."""
    more = found.count - MOST_NAMED
    others = [f"{more:,} {'other' if more == 1 else 'others'}"] if more > 0 and found.first else []
    return listed([*found.first, *others])
