"""Ranks influencers and campaigns by what they return, beside the days compared with."""

from collections.abc import Mapping, Sequence

from influencer_roi import queries
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import RUPEES, grouped, ranged
from influencer_roi.metrics.vocabulary import Better
from influencer_roi.model.names import NO_CAMPAIGN
from influencer_roi.model.notation import worded
from influencer_roi.pages.beside import Beside, beside
from influencer_roi.pages.shares import against, change_cell, profit_cell, returned_cell
from influencer_roi.pages.verdict import even_words
from influencer_roi.pages.view import lacking
from influencer_roi.queries import Floor, ranking
from influencer_roi.queries.comparing import slices_twice
from influencer_roi.queries.overview import best_campaigns, best_influencers, is_cost
from influencer_roi.queries.stopping import stopping
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.choice import Choice
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.lines import Row, hue_of
from influencer_roi.ui.rows_links import NO_LINK, Bound, Link, known, rows_link
from influencer_roi.ui.standings import LOSS, Bar, Cell, Standing, Standings, track
from influencer_roi.ui.view import View
from influencer_roi.ui.withheld import FIELDS
from influencer_roi.ui.words import NO_CAMPAIGN_SPENT, NOTHING_HERE, lowered, plural

ROWS = 6
ROAS = "roas"
BY_SCORE = "by score, which trusts few posts less; the small numbers say where the true ROAS plausibly lies."
TRUE_TOP = 3
RANK = Choice(
    "Rank influencers by",
    {key: f"by {lowered(REGISTRY[key].label)}" for key in dict.fromkeys((ROAS, *ranking.rankable()))},
    closed=lambda ledger: dict.fromkeys(lacking(ledger, ranking.rankable()), "no data"),
)
INFLUENCER_BOARD = Standings("earn", track, ("Influencer", "", "ROAS", "vs", "Profit"), ROWS)
CAMPAIGN_BOARD = Standings("earn", track, ("Campaign", "", "ROAS", "vs", "Profit"), ROWS)


def _fill_influencers(view: View, at: Anchor) -> Shown:
    """Return the best influencers by any metric: by score for ROAS, else over a floor where few mislead."""
    rank, other = view.choices["rank"], beside(view)
    best = best_influencers(view.ledger, view.filters, metric=rank, assumed=view.assumed, top=ROWS)
    then = _beside_rows(view, "influencer_id", rank, best.shown)
    lines = _standings(view, best.shown, "influencer_id", rank, then, other)
    why = lacking(view.ledger, [rank]).get(rank)
    words = f"Nothing to rank: {why}." if why else _influencer_sentence(rank, best.floor, best.found)
    say = view.of_payouts(words) if rank in FIELDS else words
    query = view.rows_query("influencer_id", sort="" if rank == RANK.default else rank)
    body = INFLUENCER_BOARD.regions(
        at,
        lines,
        heads=("Influencer", "", REGISTRY[rank].label, against(other), "Profit"),
        empty=view.empty if rank in FIELDS else NOTHING_HERE,
        more=_more_influencers(best.found, best.floor, rank, query),
    )
    return Shown(say, query, body)


def _fill_campaigns(view: View, at: Anchor) -> Shown:
    """Return the campaigns with the highest ROAS, those of little spend only counted."""
    other, rows = beside(view), best_campaigns(view.ledger, view.filters, assumed=view.assumed)
    found = rows.to_dicts()
    floor = stopping(view.ledger, view.filters, by="campaign", assumed=view.assumed).floor or 0.0
    large = [row for row in found if row["spend"] >= floor]
    then = _beside_rows(view, "campaign", ROAS, large[:ROWS])
    lines = _standings(view, large[:ROWS], "campaign", ROAS, then, other)
    query = view.rows_query("campaign", sort=ROAS)
    body = CAMPAIGN_BOARD.regions(
        at,
        lines,
        heads=("Campaign", "", "ROAS", against(other), "Profit"),
        empty=view.empty,
        more=_more_campaigns(len(found), len(large), floor, query),
    )
    return Shown(view.of_spend(_campaign_sentence(view, found), rows[ROAS].to_list()), query, body)


INFLUENCERS = Card(
    "influencers",
    "Who returns the most per rupee?",
    "w6",
    INFLUENCER_BOARD.frame,
    _fill_influencers,
    choices={"rank": RANK},
)
CAMPAIGNS = Card(
    "campaigns", "Which campaigns earn their spend?", "w6", CAMPAIGN_BOARD.frame, _fill_campaigns
)


def range_words(row: Row) -> str:
    """Return the range of a ROAS, "2.4–11.5", or why there is none; nothing where nothing was spent."""
    low: float | None = row["low"]
    if low is not None:
        return ranged(low, row["high"])
    few = "too few" if row["orders"] > 0 else "no order"
    return few if row["spend"] else ""


def _beside_rows(view: View, by: str, rank: str, shown: Sequence[Row]) -> Mapping[str, Row]:
    """Return a metric and profit of the shown values of `by`, and as they were, by value."""
    metrics = tuple(dict.fromkeys((*queries.ON_BOARDS, rank)))
    only = tuple(str(row[by]) for row in shown)
    rows = slices_twice(view.ledger, view.filters, by=by, metrics=metrics, assumed=view.assumed, only=only)
    row_of = {value: number for number, value in enumerate(rows[by].to_list())}
    return {str(row[by]): row for row in rows[[row_of[one] for one in only if one in row_of]].to_dicts()}


def _standings(
    view: View, rows: Sequence[Row], by: str, rank: str, then: Mapping[str, Row], other: Beside | None
) -> list[Standing]:
    even = view.assumed.break_even if rank == ROAS else None
    full = max([*(row[rank] for row in rows), *([even * 1.2] if even else [])], default=1.0) or 1.0
    hue = hue_of(view, "campaign" if by == "campaign" else "platform")
    return [
        Standing(
            str(row[by]),
            str(row.get("name") or row[by]),
            (
                _figure_cell(view, row, rank),
                change_cell(rank, then.get(str(row[by]), {}), other),
                profit_cell(then.get(str(row[by]), {})),
            ),
            _sub(row, by),
            hue(str(row["campaign"] if by == "campaign" else row["platform"])),
            (Bar(row[rank] / full, tone=LOSS if even and row[rank] < even else ""),),
            even / full if even else None,
            view.presses(by, str(row[by])),
            by,
        )
        for row in rows
    ]


def _figure_cell(view: View, row: Row, rank: str) -> Cell:
    if rank == ROAS:
        return returned_cell(view, row, range_words(row))
    volume = ranking.volume(rank)
    rests = f"{REGISTRY[volume].unit.short(row[volume])} {lowered(REGISTRY[volume].label)}" if volume else ""
    return Cell(REGISTRY[rank].unit.short(row[rank]), rests, "strong")


def _sub(row: Row, by: str) -> str:
    """Return what a row rests on: "258 orders · ₹85,683 spent", "YouTube · 275 orders"."""
    orders = plural(round(row["orders"]), "order")
    if by == "campaign":
        return f"{orders} · {RUPEES.short(row['spend'])} spent"
    return f"{row['platform']} · {orders}"


def _more_influencers(found: int, floor: Floor | None, rank: str, query: str) -> Link:
    """Return the link to all that are ranked, where there is no room for them."""
    if found <= ROWS:
        return NO_LINK
    has_value = Bound(rank, "notEqual", 0.0) if ranking.volume(rank) is None else known(rank)
    bounds = [has_value, *([Bound("spend", "notEqual", 0.0)] if is_cost(rank) else [])]
    over = [Bound(floor.metric, "greaterThanOrEqual", floor.least)] if floor else []
    return rows_link(f"All {grouped(found)} ranked", query, [*bounds, *over])


def _more_campaigns(found: int, large: int, floor: float, query: str) -> Link:
    if large <= ROWS < found or large < found <= ROWS:
        small = found - large
        words = f"and {grouped(small)} below {RUPEES.short(floor)} of spend"
        return rows_link(words, query, [known(ROAS), Bound("spend", "lessThan", floor)])
    return (
        rows_link(f"All {grouped(found)} rows with spend", query, [known(ROAS)]) if found > ROWS else NO_LINK
    )


def _influencer_sentence(rank: str, floor: Floor | None, found: int) -> str:
    """Return who is ranked, which way, and what the metric means."""
    metric = REGISTRY[rank]
    least = f" with {at_least(floor)}" if floor else ""
    if rank == ROAS:
        return f"Paid influencers {BY_SCORE}{how_true(found)}"
    first = "lowest" if metric.better is Better.LOWER else "highest"
    who = "Paid influencers" if is_cost(rank) else "Influencers"
    return f"{who}{least}, {first} {lowered(metric.label)} first: {lowered(worded(metric.meaning))}"


def how_true(found: int) -> str:
    """Return how much a list by score can know; nothing where it holds no more than that."""
    if found <= TRUE_TOP:
        return ""
    return " Even so, such a list finds one or two of the true top three."


def at_least(floor: Floor) -> str:
    """Return "at least 20 orders": what rows must have to be ranked."""
    metric = REGISTRY[floor.metric]
    label = lowered(metric.label)
    words = label.removesuffix("s") if floor.least == 1 else label
    return f"at least {metric.unit.short(floor.least)} {words}"


def _campaign_sentence(view: View, rows: Sequence[Row]) -> str:
    """Return how many of the campaigns with spend return at least the break-even."""
    even, words = view.assumed.break_even, f"the break-even of {even_words(view)}, the dashed line"
    returned = [row[ROAS] for row in rows if str(row["campaign"]) != NO_CAMPAIGN]
    passed = sum(roas >= even for roas in returned)
    if not returned:
        return NO_CAMPAIGN_SPENT
    if len(returned) == 1:
        return f"The only campaign with spend {'passed' if passed else 'did not pass'} {words}."
    return f"{passed or 'None'} of {grouped(len(returned))} campaigns with spend passed {words}."
