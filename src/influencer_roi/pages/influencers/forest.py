"""Ranks paid influencers, each ROAS with its likely range on one scale: the best, and the weakest."""

from collections.abc import Sequence

from influencer_roi import queries
from influencer_roi.metrics.units import NOTHING, RUPEES, TIMES, grouped
from influencer_roi.model.notation import base_notation
from influencer_roi.pages.balance import PAID
from influencer_roi.pages.beside import Beside, beside, named
from influencer_roi.pages.rankings import how_true
from influencer_roi.pages.shares import against, change_cell
from influencer_roi.pages.stop import TONES
from influencer_roi.pages.verdict import even_words
from influencer_roi.queries.columns import BEFORE
from influencer_roi.queries.influencer_rows import Performers, people, performers
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.choice import Choice
from influencer_roi.ui.forest import PLOT, Forest, Judgement, Range
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.lines import Row, hue_of, likely
from influencer_roi.ui.markup import profile_address
from influencer_roi.ui.rows_links import NO_LINK, Link, rows_link
from influencer_roi.ui.standings import Cell
from influencer_roi.ui.view import View
from influencer_roi.ui.words import capital, plural

EACH_END = 10
ROWS = 2 * EACH_END
RANK = Choice("Rank by", {"score": "Score", "roas": "ROAS", "profit": "Rupees"})
BOARD = Forest(
    {
        "name": "Influencer",
        "score": "Score",
        "roas": "ROAS",
        "likely": "likely",
        PLOT: "",
        "says": "",
        "vs": "",
        "spend": "Spend",
        "revenue": "Revenue",
        "profit": "Profit",
        "orders": "Orders",
    },
    ROWS,
)
_SORTED = {
    "score": "Ranked by score (the upright stroke): ROAS drawn towards platform and tier as far as few posts "
    "demand.",
    "roas": "Ranked by ROAS (the dot), which chance lifts most where posts are few.",
    "profit": "Ranked by the profit at the margin.",
}


def _fill(view: View, at: Anchor) -> Shown:
    """Return all who were paid; of more than there is room for, those at both ends."""
    rank, other = view.choices["rank"], beside(view)
    rows = people(view.ledger, view.filters, assumed=view.assumed)
    ranked = performers(rows, view.ledger, rank_by=rank, each=EACH_END, assumed=view.assumed)
    judged = _judgements(view, ranked.found, ranked.ends, rank, other)
    body = BOARD.regions(
        at,
        judged,
        even=view.assumed.break_even,
        heads={"says": f"{capital(named(view))} says", "vs": against(other)},
        sorted_by=rank,
        empty=view.empty,
        more=_more(view, ranked.found),
    )
    say = view.of_payouts(view.of_revenue(_sentence(view, ranked, rank)))
    return Shown(say, view.rows_query("influencer_id"), body)


CARD = Card("forest", "Who is worth paying again?", "w12", BOARD.frame, _fill, choices={"rank": RANK})


def _judgements(
    view: View, found: int, rows: Sequence[Row], rank: str, other: Beside | None
) -> list[Judgement]:
    shown = tuple(str(row["influencer_id"]) for row in rows)
    then = returned_before(view, "influencer_id", other, influencer_id=shown)
    hue = hue_of(view, "platform")
    query = view.filters.without(["influencer_id"]).to_query()
    cuts = _cuts(view, found, rows, rank)
    return [
        Judgement(
            int(row["number"]),
            str(row["name"]),
            profile_address(str(row["influencer_id"]), query),
            _cells(view, row, then.get(str(row["influencer_id"])), other),
            _range(view, row),
            hue(str(row["platform"])),
            cut,
        )
        for row, cut in zip(rows, cuts, strict=True)
    ]


def returned_before(
    view: View, by: str, other: Beside | None, **only: tuple[str, ...]
) -> dict[str, float | None]:
    """Return the ROAS of values of `by` on the days compared with; empty where no change is told."""
    if other is None or not other.comparable:
        return {}
    then = other.filters.choosing(**only)
    rows = queries.slices(view.ledger, then, by=by, metrics=queries.ON_BOARDS, assumed=view.assumed)
    return {str(value): roas for value, roas in rows.select(by, "roas").iter_rows()}


def roas_change(row: Row, before: float | None, other: Beside | None) -> Cell:
    """Return how the ROAS of a row changed; of nothing that was nothing, that there is none."""
    if before == 0 == row["roas"]:
        return Cell(NOTHING)
    return change_cell("roas", {"roas": row["roas"], f"roas{BEFORE}": before}, other)  # type: ignore[dict-item] # a ROAS may be nothing


def _cuts(view: View, found: int, rows: Sequence[Row], rank: str) -> list[str]:
    """Return the words above each row: where break-even is passed, and where rows are left out."""
    least = 0.0 if rank == "profit" else view.assumed.break_even
    passed = {
        "score": f"break-even {even_words(view)} by score",
        "roas": f"break-even {even_words(view)}",
        "profit": "below: cost more than they earned",
    }[rank]
    below = [row[rank] is not None and row[rank] < least for row in rows]
    first = below.index(True) if True in below else -1
    gap = EACH_END if found > ROWS else -1
    left = f"{grouped(found - ROWS)} more between them"
    return [
        " · ".join(
            words for words, there in ((left, number == gap), (passed, number == first and number)) if there
        )
        for number in range(len(rows))
    ]


def _cells(view: View, row: Row, before: float | None, other: Beside | None) -> tuple[Cell, ...]:
    """Return the figures of a row, in the order of the columns."""
    low, verdict = row["roas"] < view.assumed.break_even, str(row["verdict"] or "")
    score: float | None = row["score"]
    return (
        Cell(NOTHING if score is None else grouped(score, 2), tone="strong"),
        Cell(TIMES.short(row["roas"]), tone="bad" if low else ""),
        Cell(likely(row) if row["orders"] > 0 else NOTHING, tone="muted"),
        Cell(verdict, tone=f"delta {TONES.get(verdict, 'flat')}" if verdict else ""),
        roas_change(row, before, other),
        Cell(_rupees(row["spend"])),
        Cell(_rupees(row["revenue"])),
        Cell(_rupees(row["profit"]), tone="bad" if row["profit"] < 0 else ""),
        Cell(grouped(row["orders"])),
    )


def _range(view: View, row: Row) -> Range:
    low: float | None = row["low"]
    ends = None if low is None else (low, row["high"])
    return Range(row["roas"], row["score"], view.assumed.break_even, ends)


def _more(view: View, found: int) -> Link:
    if found <= ROWS:
        return NO_LINK
    query = view.rows_query("influencer_id", sort="roas")
    return rows_link(f"All {grouped(found)} paid influencers", query, [PAID])


def _rupees(amount: float) -> str:
    """Return an amount in full, without hundredths."""
    return f"{'−' if amount <= -0.5 else ''}{base_notation().sign}{grouped(abs(amount))}"  # minus


def _sentence(view: View, ranked: Performers, rank: str) -> str:
    """Return how the rows are ranked, and how much went to those who stay below break-even."""
    if not ranked.found:
        return "Nobody has spend in this selection."
    paid = plural(ranked.found, "paid influencer")
    how = f"{_SORTED[rank]}{how_true(ranked.found) if rank == 'score' else ''}"
    if ranked.found == 1:
        passed = "stayed below" if ranked.weak else "passed"
        return f"{how} The one paid influencer {passed} the break-even of {even_words(view)}."
    if not ranked.weak:
        return f"{how} All of {paid} passed the break-even of {even_words(view)}."
    spend = RUPEES.short(ranked.weak_spend)
    return (
        f"{how} {ranked.weak:,} of {paid} stayed below the break-even of {even_words(view)}: "
        f"{spend} of spend."
    )
