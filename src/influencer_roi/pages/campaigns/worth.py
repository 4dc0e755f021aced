"""Shows which campaigns should stop and which go on: losers and earners apart, ranked by rupees."""

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.metrics.units import RUPEES, TIMES
from influencer_roi.pages.beside import beside, named
from influencer_roi.pages.moved import signed
from influencer_roi.pages.rankings import range_words
from influencer_roi.pages.stop import BALANCE, PAID, more_of, sides
from influencer_roi.pages.verdict import margin_words
from influencer_roi.pages.view import campaign_hue
from influencer_roi.queries import Frame
from influencer_roi.queries.campaigns import last_orders
from influencer_roi.queries.comparing import BEFORE, slices_twice
from influencer_roi.queries.intervals import with_ranges
from influencer_roi.queries.stopping import Stopping, stopping
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.lines import Row
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.rows_links import NO_LINK, Bound, Link, rows_link
from influencer_roi.ui.standings import LOSS, Bar, Cell, Standing, Standings, track
from influencer_roi.ui.view import View
from influencer_roi.ui.withheld import selection_words
from influencer_roi.ui.words import plural

LOSERS = Standings("worth", track, ("Cost more than they earned", "", "", "", "ROAS"), 5)
EARNERS = Standings("worth", track, ("Earned more than they cost", "", "", "", "ROAS"), 6)
SCALES_APART = 1.5


def _draw(at: Anchor) -> Component:
    losers, earners = LOSERS.frame(at.below("losers")), EARNERS.frame(at.below("earners"))
    return html.Div([losers, earners, *BALANCE.frame(at)])


def _fill(view: View, at: Anchor) -> Shown:
    found = stopping(view.ledger, view.filters, by="campaign", assumed=view.assumed)
    other, query = beside(view), view.rows_query("campaign", sort="profit")
    heads = (named(view), other.name if other else "", "ROAS")
    then, last = _profits(view), _last_orders(view)
    parts = (("losers", LOSERS, found.losing), ("earners", EARNERS, found.earning))
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
    told = found.floor is not None and found.every.count > 0
    body |= BALANCE.regions(at, sides(found, "campaign") if told else None)
    return Shown(_sentence(view, found), query, body)


CARD = Card("worth", "What should stop, what should go on?", "w6", _draw, _fill)


def _ranged(view: View, rows: Frame) -> list[dict[str, float]]:
    return with_ranges(rows, view.ledger, view.filters, by=("campaign",), assumed=view.assumed).to_dicts()


def _profits(view: View) -> Mapping[str, float | None]:
    """Return what each campaign earned or lost on the days compared with."""
    rows = slices_twice(
        view.ledger, view.filters, by="campaign", metrics=queries.ON_BOARDS, assumed=view.assumed
    )
    return {str(row["campaign"]): row[f"profit{BEFORE}"] for row in rows.to_dicts()}


def _last_orders(view: View) -> Mapping[str, str]:
    found = last_orders(view.ledger, view.filters.without(("start", "end")))
    return {name: f"last order {day.day} {day:%b}" for name, day in found.items()}


def _standings(
    view: View, rows: Sequence[Row], then: Mapping[str, float | None], last: Mapping[str, str]
) -> list[Standing]:
    longest = max((abs(row["lost"]) for row in rows), default=0.0) or 1.0
    hue = campaign_hue(view)
    return [
        Standing(
            name,
            name,
            (
                Cell(signed(-row["lost"]), tone="strong"),
                Cell("" if then.get(name) is None else signed(then[name] or 0.0), tone="muted"),
                Cell(TIMES.short(row["roas"]), "no order" if row["orders"] <= 0 else range_words(row)),
            ),
            " · ".join([f"{RUPEES.short(row['spend'])} spent", last.get(name, "no order ever")]),
            hue(name),
            (Bar(abs(row["lost"]) / longest, tone=LOSS if row["lost"] > 0 else ""),),
            pressed=view.presses("campaign", name),
            dimension="campaign",
        )
        for name, row in ((str(row["campaign"]), row) for row in rows)
    ]


def _more(part: str, count: int, found: Stopping, query: str) -> Link:
    """Return the link to all of a side there is no room for; below the losers, to those of little spend."""
    floor = found.floor or 0.0
    if part == "earners":
        bounds = [Bound("profit", "greaterThanOrEqual", 0.0), Bound("spend", "greaterThanOrEqual", floor)]
        words = f"All {count:,} that earned"
        return rows_link(words, query, [*bounds, PAID]) if count > EARNERS.size else NO_LINK
    words, href = more_of(count, LOSERS.size, found, query)
    if count > LOSERS.size or not words:
        return words, href
    small = f"{found.under.count:,} more with less than {RUPEES.short(floor)} of spend"
    return f"{small}: {signed(found.under.profit)} →", href


def _sentence(view: View, found: Stopping) -> str:
    """Return at which margin, and how far apart the two scales are."""
    if found.floor is None:
        return selection_words(view.ledger, view.filters)
    words = f"Profit at {margin_words(view)}, of {plural(found.named, 'campaign')} with spend."
    losing, earning = found.losing["lost"].max(), found.earning["lost"].min()
    if losing is None or earning is None or not earning:
        return words
    ratio = abs(float(earning)) / float(losing)  # type: ignore[arg-type] # rupees
    wide = ratio if ratio >= 1 else 1 / ratio
    if wide < SCALES_APART:
        return words
    more, less = ("Gains", "losses") if ratio >= 1 else ("Losses", "gains")
    return f"{words} {more} stand on a scale {wide:.0f} times as wide as {less}."
