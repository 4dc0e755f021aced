"""Ranks paid influencers by score from both ends: the best to keep, the weakest to talk to."""

from influencer_roi.metrics.units import RUPEES
from influencer_roi.pages.rankings import BY_SCORE, influencer_line
from influencer_roi.pages.verdict import even_words
from influencer_roi.queries import Frame
from influencer_roi.queries.influencer_rows import people, performers, underperformers
from influencer_roi.queries.ranking import losing
from influencer_roi.ui.boards import BARS, Line
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.lines import Row, scale_of
from influencer_roi.ui.theme import ACCENT
from influencer_roi.ui.view import View
from influencer_roi.ui.words import left_out, plural

ROWS = 10
BAD = "var(--bad)"
BOARD = BARS.board("influencer_id", size=ROWS)


def _fill_best(view: View, at: Anchor) -> Shown:
    ranked = performers(people(view.ledger, view.filters, assumed=view.assumed))
    shown = ranked.head(ROWS).to_dicts()
    scale = scale_of(shown)
    lines = [scale.bar(row, _line(view, row, plural(round(row["orders"]), "order"))) for row in shown]
    return _shown(view, at, _best_sentence(ranked.height), lines, ranked.height)


def _fill_weakest(view: View, at: Anchor) -> Shown:
    """Return the weakest; a full bar is at least break-even."""
    ranked = underperformers(people(view.ledger, view.filters, assumed=view.assumed))
    shown = ranked.head(ROWS).to_dicts()
    scale = scale_of(shown, least=min(view.assumed.break_even, 10.0))
    lines = [scale.bar(row, _line(view, row, RUPEES.short(row["spend"]))) for row in shown]
    return _shown(view, at, _weakest_sentence(view, ranked), lines, ranked.height)


BEST = Card("best", "Top performers: who returns the most per rupee?", "w6", BOARD.frame, _fill_best)
WEAKEST = Card(
    "weakest", "Underperformers: who returns the least per rupee?", "w6", BOARD.frame, _fill_weakest
)


def _shown(view: View, at: Anchor, say: str, lines: list[Line], found: int) -> Shown:
    body = BOARD.regions(at, lines, empty=view.empty, more=left_out(found, ROWS))
    return Shown(view.of_payouts(view.of_revenue(say)), view.rows_query("influencer_id"), body)


def _line(view: View, row: Row, extra: str) -> Line:
    return influencer_line(
        view, row, colour=BAD if row["roas"] < view.assumed.break_even else ACCENT, extra=extra
    )


def _best_sentence(ranked: int) -> str:
    return f"Paid influencers {BY_SCORE}" if ranked else "Nobody has spend in this selection."


def _weakest_sentence(view: View, ranked: Frame) -> str:
    """Return how much went to those who stay below break-even."""
    weak = losing(ranked, view.assumed)
    if ranked.is_empty():
        return "Nobody has spend in this selection."
    if weak.is_empty():
        return f"Everybody paid here passed the break-even of {even_words(view)}; spend stands at the end."
    number = f"{weak.height:,} of {plural(ranked.height, 'paid influencer')}"
    return (
        f"{number} stayed below the break-even of {even_words(view)}: "
        f"{RUPEES.short(float(weak['spend'].sum()))} of spend, shown at the end."
    )
