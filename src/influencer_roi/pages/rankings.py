"""Ranks influencers and campaigns by what they return."""

from collections.abc import Callable

from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import RUPEES
from influencer_roi.metrics.vocabulary import Bands, Better
from influencer_roi.pages.view import lacking
from influencer_roi.queries import Floor, ranking
from influencer_roi.queries.overview import best_campaigns, best_influencers, campaign_brands, is_cost
from influencer_roi.ui.boards import BARS, Line
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.lines import Row, hue_of, scale_of
from influencer_roi.ui.page import Choice
from influencer_roi.ui.theme import ACCENT
from influencer_roi.ui.view import View
from influencer_roi.ui.withheld import FIELDS, returned
from influencer_roi.ui.words import NOTHING_HERE, left_out, lowered, plural

ROWS = 6
BY_SCORE = (
    "by score, which trusts few posts less; the small numbers say where the true ROAS plausibly lies. "
    "Even so, such a list finds one or two of the true top three."
)
RANK = Choice(
    "Rank influencers by",
    {key: f"by {lowered(REGISTRY[key].label)}" for key in dict.fromkeys(("roas", *ranking.rankable()))},
    closed=lambda ledger: dict.fromkeys(lacking(ledger, ranking.rankable()), "no data"),
)
INFLUENCER_BARS = BARS.board("influencer_id", size=ROWS)
CAMPAIGN_BARS = BARS.board("campaign", size=ROWS)


def _fill_influencers(view: View, at: Anchor) -> Shown:
    """Return the best influencers by any metric, over a floor where few of something mislead."""
    rank = view.choices["rank"]
    best = best_influencers(view.ledger, view.filters, metric=rank, assumed=view.assumed, top=ROWS)
    scale = scale_of(best.shown, rank)
    lines = [scale.bar(row, _influencer_line(view, row, rank)) for row in best.shown]
    why = lacking(view.ledger, [rank]).get(rank)
    said = f"Nothing to rank: {why}." if why else _influencer_sentence(rank, best.floor)
    say = view.of_payouts(said) if rank in FIELDS else said
    query = view.rows_query("influencer_id", sort="" if rank == RANK.default else rank)
    empty = view.empty if rank in FIELDS else NOTHING_HERE
    body = INFLUENCER_BARS.regions(at, lines, empty=empty, more=left_out(best.found, ROWS))
    return Shown(say, query, body)


def _fill_campaigns(view: View, at: Anchor) -> Shown:
    """Return the campaigns with the highest ROAS."""
    rows = best_campaigns(view.ledger, view.filters, assumed=view.assumed)
    shown = rows.head(ROWS).to_dicts()
    scale, hue = scale_of(shown), campaign_hue(view)
    lines = [
        scale.bar(
            row,
            Line(
                value=row["campaign"],
                name=row["campaign"],
                figure="",
                sub=plural(row["influencers"], "influencer"),
                colour=hue(row["campaign"]),
                extra=RUPEES.short(row["revenue"]),
                pressed=view.presses("campaign", row["campaign"]),
            ),
        )
        for row in shown
    ]
    returns = rows["roas"].to_list()
    say = view.of_spend(_campaign_sentence(returns), returns)
    body = CAMPAIGN_BARS.regions(at, lines, empty=view.empty, more=left_out(rows.height, ROWS))
    return Shown(say, view.rows_query("campaign"), body)


INFLUENCERS = Card(
    "influencers",
    "Which influencers lead?",
    "w6",
    INFLUENCER_BARS.frame,
    _fill_influencers,
    choices={"rank": RANK},
)
CAMPAIGNS = Card("campaigns", "Which campaigns earn their spend?", "w6", CAMPAIGN_BARS.frame, _fill_campaigns)


def campaign_hue(view: View) -> Callable[[str], str]:
    """Return what gives a campaign the colour of its brand."""
    brands, hue = campaign_brands(view.ledger), hue_of(view, "brand")
    return lambda campaign: hue(brands.get(campaign, ""))


def _influencer_sentence(rank: str, floor: Floor | None) -> str:
    """Return who is ranked, which way, and what the metric means."""
    metric = REGISTRY[rank]
    least = f" with {at_least(floor)}" if floor else ""
    if rank == "roas":
        return f"Paid influencers {BY_SCORE}"
    first = "lowest" if metric.better is Better.LOWER else "highest"
    who = "Paid influencers" if is_cost(rank) else "Influencers"
    return f"{who}{least}, {first} {lowered(metric.label)} first: {lowered(metric.meaning)}"


def at_least(floor: Floor) -> str:
    """Return "at least 20 orders": what rows must have to be ranked."""
    metric = REGISTRY[floor.metric]
    label = lowered(metric.label)
    words = label.removesuffix("s") if floor.least == 1 else label
    return f"at least {metric.unit.short(floor.least)} {words}"


def influencer_line(view: View, row: Row, *, colour: str, extra: str) -> Line:
    """Return the line of an influencer, without a bar."""
    key = str(row["influencer_id"])
    return Line(
        value=key,
        name=str(row["name"]),
        figure="",
        sub=f"{row['platform']} · {row['category']}",
        colour=colour,
        extra=extra,
        pressed=view.presses("influencer_id", key),
    )


def _influencer_line(view: View, row: Row, rank: str) -> Line:
    return influencer_line(view, row, colour=ACCENT, extra=_beside(row, ranking.volume(rank)))


def _beside(row: Row, volume: str | None) -> str:
    """Return what stands beside a figure: what it rests on, else the ROAS."""
    if volume is None:
        return returned(row["roas"], row["spend"])
    return f"{REGISTRY[volume].unit.short(row[volume])} {lowered(REGISTRY[volume].label)}"


def _campaign_sentence(returns: list[float]) -> str:
    """Return how many of the campaigns with spend return less than the poor band."""
    poor = sum(roas < _poor_roas() for roas in returns)
    per_rupee = f"₹{_poor_roas():g} per rupee"
    if not returns:
        return "No campaign has spend in this selection."
    if len(returns) == 1:
        return f"The only campaign with spend returns {'less than' if poor else 'at least'} {per_rupee}."
    verb = "returns" if poor == 1 else "return"
    return f"{poor or 'None'} of {plural(len(returns), 'campaign')} {verb} less than {per_rupee}."


def _poor_roas() -> float:
    bands = REGISTRY["roas"].bands
    return bands.poor if isinstance(bands, Bands) else 0.0
