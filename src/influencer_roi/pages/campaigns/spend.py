"""Shows the revenue of campaigns beside their spend."""

import polars as pl
from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.units import RUPEES, TIMES
from influencer_roi.model.names import NO_CAMPAIGN
from influencer_roi.pages.rankings import campaign_brands
from influencer_roi.pages.view import NOTHING_HERE, View, more
from influencer_roi.queries.campaigns import named, spoken, summary
from influencer_roi.ui import components
from influencer_roi.ui.boards import PAIRS, Line, board, board_regions
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.theme import OTHER, colours
from influencer_roi.ui.words import plural

NAME = "money"
ROWS = 10
LARGEST, MANY = 3, 7


def spend_frame(page: str, *, width: str) -> Component:
    """Return the frame of the board of revenue beside spend."""
    key = html.P("The upper bar is revenue, the lower one spend.", className="key")
    rows = board(PAIRS, f"{page}-{NAME}", page=page, dimension="campaign", size=ROWS)
    body = html.Div([key, rows], className="money")
    return components.card(page, NAME, "How does revenue stand beside spend?", body, width=width)


def spend_regions(view: View) -> Regions:
    """Return what the board shows: the campaigns with most revenue, each over its spend."""
    rows = summary(view.ledger, view.filters, assumed=view.assumed)
    shown = rows.head(ROWS).to_dicts()
    longest = max((max(row["revenue"] or 0.0, row["spend"]) for row in shown), default=0.0) or 1.0
    brands, hues = campaign_brands(view.ledger), colours(view.ledger, "brand")
    lines = [
        Line(
            value=row["campaign"],
            name=row["campaign"],
            extra=f"ROAS {TIMES.short(row['roas'])}",
            length=(row["revenue"] or 0.0) / longest,
            colour=hues.get(brands.get(row["campaign"], ""), OTHER),
            figure=RUPEES.short(row["revenue"]),
            second=(row["spend"] / longest, RUPEES.short(row["spend"])),
            pressed=view.presses("campaign", row["campaign"]),
        )
        for row in shown
    ]
    more_words = more(rows.height, ROWS)
    place = f"{view.page}-{NAME}"
    return {
        **components.card_regions(
            view.page, NAME, view.of_revenue(_sentence(rows)), view.rows_query("campaign")
        ),
        **board_regions(PAIRS, place, lines, size=ROWS, empty=NOTHING_HERE, more=more_words),
    }


def _sentence(rows: pl.DataFrame) -> str:
    """Return what the largest campaigns bring and bear, and what was spent outside any."""
    revenue, spend = (float(rows[name].sum()) for name in ("revenue", "spend"))
    if revenue <= 0:
        return "No revenue in this selection." if rows.height else ""
    campaigns = named(rows)
    largest = campaigns.head(LARGEST if campaigns.height >= MANY else 1)
    outside = float(rows.filter(pl.col("campaign") == NO_CAMPAIGN)["spend"].sum())
    if rows.height == 1:
        words = f"{spoken(campaigns['campaign'][0])} is all there is in this selection"
    else:
        words = f"{_who(campaigns, largest)} {_part(largest, 'revenue', revenue)} of revenue"
        words += f" on {_part(largest, 'spend', spend)} of spend" if spend > 0 else ""
    return f"{words}; {RUPEES.short(outside)} was spent outside any campaign." if outside > 0 else f"{words}."


def _who(campaigns: pl.DataFrame, largest: pl.DataFrame) -> str:
    if largest.height == 1:
        return f"{spoken(largest['campaign'][0])} brings"
    return f"The {largest.height} largest of {plural(campaigns.height, 'campaign')} bring"


def _part(rows: pl.DataFrame, measure: str, whole: float) -> str:
    return f"{float(rows[measure].sum()) / whole * 100:.0f} %"
