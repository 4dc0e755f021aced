"""Says how far the posts of a selection reached, how many engaged, and what a post brought."""

from influencer_roi.metrics.units import COUNT, PERCENT, RUPEES
from influencer_roi.pages.beside import compared_whole, named
from influencer_roi.pages.kpis import amounts
from influencer_roi.pages.verdict import Verdict, verdict
from influencer_roi.queries import Totals
from influencer_roi.ui.view import View
from influencer_roi.ui.words import capital, plural

NO_POSTS = "No posts in this selection."
KPIS = (
    "posts",
    "reach",
    "engagements",
    "engagement_rate",
    "orders_per_1k_reach",
    "revenue_per_post",
    "cost_per_post",
    "cpm",
)


def judge(view: View) -> Verdict:
    """Return the verdict on the posts of a selection."""
    now = amounts(view, KPIS)
    posts, reach, brought = round(now["posts"] or 0.0), now["reach"], now["revenue_per_post"]
    if not posts:
        return Verdict(NO_POSTS)
    reached = f" reached {COUNT.short(reach)}{_engaged(now)}" if reach else ""
    sentence = f"{capital(named(view))}: {plural(posts, 'post')}{reached}"
    if brought is None or "revenue" in view.ledger.unmeasured:
        return Verdict(f"{sentence}.")
    return Verdict(f"{sentence}; a post brought {RUPEES.short(brought)}{_change(view, brought)}.")


RESONATED = verdict(judge)


def _engaged(now: Totals) -> str:
    rate = now["engagement_rate"]
    return "" if rate is None else f", of which {PERCENT.short(rate)} engaged"


def _change(view: View, brought: float) -> str:
    """Return ", 8.5 % less than June", where both are told of days the data cover whole."""
    other = compared_whole(view)
    if other is None:
        return ""
    then = amounts(view.under(other.filters), KPIS)["revenue_per_post"]
    if not then or then < 0:
        return ""
    share = (brought - then) / then
    way = "more" if share > 0 else "less"
    return f", {PERCENT.short(abs(share))} {way} than {other.name}"
