"""Shows which campaigns should stop and which go on: losers and earners apart, ranked by rupees."""

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.units import RUPEES, TIMES, grouped
from influencer_roi.model.notation import SIGN, worded
from influencer_roi.pages.balance import BALANCE, lengths, more_earning, more_of, sides
from influencer_roi.pages.beside import beside, named
from influencer_roi.pages.rankings import range_words
from influencer_roi.pages.verdict import margin_words
from influencer_roi.queries import Frame
from influencer_roi.queries.campaigns import last_orders
from influencer_roi.queries.intervals import with_ranges
from influencer_roi.queries.stopping import Stopping, profits_before, stopping
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.choice import Choice
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.lines import Row, hue_of
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.rows_links import Link
from influencer_roi.ui.standings import Cell, Standing, Standings, track
from influencer_roi.ui.view import View
from influencer_roi.ui.withheld import selection_words
from influencer_roi.ui.words import NO_CAMPAIGN_SPENT, plural, signed

LOSERS = Standings("worth", track, ("Cost more than they earned", "", "", "", "ROAS"), 5)
EARNERS = Standings("worth", track, ("Earned more than they cost", "", "", "", "ROAS"), 6)
SCALES_APART = 1.5
PER_RUPEE = "per_rupee"
WAYS = Choice("Profit in rupees, or", {"lost": SIGN, PER_RUPEE: "per rupee"})
Profits = tuple[float | None, float | None]


def _draw(at: Anchor) -> Component:
    losers, earners = LOSERS.frame(at.below("losers")), EARNERS.frame(at.below("earners"))
    return html.Div([losers, earners, *BALANCE.frame(at)])


def _fill(view: View, at: Anchor) -> Shown:
    found = stopping(view.ledger, view.filters, by="campaign", assumed=view.assumed)
    other, query = beside(view), view.rows_query("campaign", sort="profit")
    heads = (named(view), other.name if other else "", "ROAS")
    way = view.choices["worth"]
    then = profits_before(view.ledger, view.filters, by="campaign", assumed=view.assumed)
    last = _last_orders(view)
    parts = (
        ("losers", LOSERS, found.losing.sort(way, descending=way == "lost", maintain_order=True)),
        ("earners", EARNERS, found.earning.sort(way, descending=way != "lost", maintain_order=True)),
    )
    body: Regions = {}
    for name, board, rows in parts:
        shown = _ranged(view, rows.head(board.size))
        body |= board.regions(
            at.below(name),
            _standings(view, shown, then, last),
            heads=(board.heads[0], "", *heads),
            empty="None here.",
            more=_more(name, rows.height, found, query),
        )
    judged = found.floor is not None and found.every.count > 0
    body |= BALANCE.regions(at, sides(found, "campaign") if judged else None)
    return Shown(_sentence(view, found), query, body)


CARD = Card("worth", "What should stop, what should go on?", "w6", _draw, _fill, choices={"worth": WAYS})


def _ranged(view: View, rows: Frame) -> list[dict[str, float]]:
    return with_ranges(rows, view.ledger, view.filters, by=("campaign",), assumed=view.assumed).to_dicts()


def _last_orders(view: View) -> Mapping[str, str]:
    found = last_orders(view.ledger, view.filters.without(("start", "end")))
    return {name: f"last order {day.day} {day:%b}" for name, day in found.items()}


def _standings(
    view: View, rows: Sequence[Row], then: Mapping[str, Profits], last: Mapping[str, str]
) -> list[Standing]:
    hue, way = hue_of(view, "campaign"), view.choices["worth"]
    each = way == PER_RUPEE
    return [
        Standing(
            name,
            name,
            (
                Cell(signed(row[PER_RUPEE] if each else -row["lost"]), tone="strong"),
                Cell(_known(then.get(name, (None, None))[each]), tone="muted"),
                Cell(TIMES.short(row["roas"]), range_words(row)),
            ),
            " · ".join([f"{RUPEES.short(row['spend'])} spent", last.get(name, "no order ever")]),
            hue(name),
            bars,
            pressed=view.presses("campaign", name),
            dimension="campaign",
        )
        for name, row, bars in zip(
            (str(row["campaign"]) for row in rows), rows, lengths(rows, way), strict=True
        )
    ]


def _known(profit: float | None) -> str:
    return "" if profit is None else signed(profit)


def _more(part: str, count: int, found: Stopping, query: str) -> Link:
    """Return the link to all of a side there is no room for; below the losers, to those of little spend."""
    if part == "earners":
        return more_earning(EARNERS.size, found, query)
    words, href = more_of(count, LOSERS.size, found, query)
    if count > LOSERS.size or not words:
        return words, href
    small = f"{grouped(found.under.count)} more with less than {RUPEES.short(found.floor)} of spend"
    return f"{small}: {signed(found.under.profit)} →", href


def _sentence(view: View, found: Stopping) -> str:
    """Return at which margin, and how far apart the two scales are."""
    if found.floor is None:
        return selection_words(view.ledger, view.filters)
    if not found.named:
        return NO_CAMPAIGN_SPENT
    way = view.choices["worth"]
    what = worded("Profit per rupee spent") if way == PER_RUPEE else "Profit"
    words = f"{what} at {margin_words(view)}, of {plural(found.named, 'campaign')} with spend."
    losing, earning = (_longest(rows, way) for rows in (found.losing, found.earning))
    if not losing or not earning:
        return words
    ratio = earning / losing
    wide = ratio if ratio >= 1 else 1 / ratio
    if wide < SCALES_APART:
        return words
    more, less = ("Gains", "losses") if ratio >= 1 else ("Losses", "gains")
    return f"{words} {more} stand on a scale {grouped(wide)} times as wide as {less}."


def _longest(rows: Frame, way: str) -> float:
    """Return the longest bar of a side; 0 where it has none."""
    return max((abs(length) for length in rows[way]), default=0.0)
