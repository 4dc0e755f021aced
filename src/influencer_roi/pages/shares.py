"""Shows how platforms and brands share revenue and spend."""

from html import escape

import polars as pl
from dash import dcc, html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.metrics.units import RUPEES, TIMES
from influencer_roi.pages.view import CORE, NOTHING_HERE, View, hover, more
from influencer_roi.ui import components
from influencer_roi.ui.boards import LEGEND, PAIRS, Line, board, board_regions
from influencer_roi.ui.figures import DONUT_HEIGHT, donut_figure, graph
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.theme import OTHER, colours

ROWS = 6


def platform_frame(page: str, *, width: str) -> Component:
    """Return the frame of the platform donut."""
    place = f"{page}-platforms"
    body = html.Div(
        [
            graph(f"{place}-donut", height=DONUT_HEIGHT),
            dcc.Store(id=f"{place}-donut-source"),
            board(LEGEND, place, page=page, dimension="platform", size=ROWS),
        ]
    )
    title = "Which platform brings the revenue?"
    return components.card(page, "platforms", title, body, width=width, picture=True)


def platform_regions(view: View) -> Regions:
    """Return what the platform donut and its legend show."""
    rows = queries.leaderboard(
        view.ledger, view.filters, by="platform", metrics=CORE, rank_by="revenue", top=None
    ).to_dicts()
    hues = colours(view.ledger, "platform")
    revenue, spend = (sum(row[name] or 0.0 for row in rows) for name in ("revenue", "spend"))
    lines = [
        Line(
            value=row["platform"],
            name=row["platform"],
            sub=_part(row["revenue"] or 0.0, revenue),
            figure=RUPEES.short(row["revenue"]),
            extra=TIMES.short(row["roas"]),
            colour=hues.get(row["platform"], OTHER),
            pressed=view.presses("platform", row["platform"]),
        )
        for row in rows
    ]
    place = f"{view.page}-platforms"
    figure = donut_figure(
        [escape(line.name, quote=False) for line in lines],
        [row["revenue"] or 0.0 for row in rows],
        [line.colour for line in lines],
        middle=RUPEES.short(None if "revenue" in view.ledger.unmeasured else revenue),
        hover=[hover(row["platform"], row) for row in rows],
    )
    return {
        f"{place}-donut-source.data": figure,
        **components.card_regions(
            view.page,
            "platforms",
            view.of_revenue(_platform_sentence(rows, revenue, spend)),
            view.rows_query("platform"),
        ),
        **board_regions(
            LEGEND, place, lines[:ROWS], size=ROWS, empty=NOTHING_HERE, more=more(len(lines), ROWS)
        ),
    }


def brand_frame(page: str, *, width: str) -> Component:
    """Return the frame of the brand comparison."""
    body = board(PAIRS, f"{page}-brands", page=page, dimension="brand", size=ROWS)
    return components.card(page, "brands", "How do the brands compare?", body, width=width)


def brand_regions(view: View) -> Regions:
    """Return what the brand comparison shows: revenue over spend, with ROAS."""
    sold = queries.leaderboard(
        view.ledger, view.filters, by="brand", metrics=CORE, rank_by="revenue", top=None
    )
    rows = sold.to_dicts()
    hues = colours(view.ledger, "brand")
    longest = max((max(row["revenue"] or 0.0, row["spend"]) for row in rows), default=0.0) or 1.0
    lines = [
        Line(
            value=row["brand"],
            name=row["brand"],
            extra=f"ROAS {TIMES.short(row['roas'])}",
            length=(row["revenue"] or 0.0) / longest,
            colour=hues.get(row["brand"], OTHER),
            figure=RUPEES.short(row["revenue"]),
            second=(row["spend"] / longest, RUPEES.short(row["spend"])),
            pressed=view.presses("brand", row["brand"]),
        )
        for row in rows
    ]
    say = view.of_revenue(_brand_sentence(sold))
    place = f"{view.page}-brands"
    return {
        **components.card_regions(view.page, "brands", say, view.rows_query("brand")),
        **board_regions(
            PAIRS, place, lines[:ROWS], size=ROWS, empty=NOTHING_HERE, more=more(len(lines), ROWS)
        ),
    }


def _part(amount: float, whole: float) -> str:
    """Return a share in whole percent."""
    return f"{amount / whole * 100:.0f} %" if whole > 0 else "–"


def _platform_sentence(rows: list[dict[str, float]], revenue: float, spend: float) -> str:
    if not rows or revenue <= 0:
        return "No revenue in this selection."
    first = rows[0]
    if len(rows) == 1:
        return f"{first['platform']} is the only platform in this selection."
    return (
        f"{first['platform']} brings {_part(first['revenue'], revenue)} of revenue "
        f"on {_part(first['spend'], spend)} of spend."
    )


def _brand_sentence(rows: pl.DataFrame) -> str:
    """Return which brand sells most and which returns most."""
    paid = queries.ranked(rows.filter(pl.col("roas").is_not_null()), rank_by="roas")
    if paid.is_empty():
        return "No brand has spend in this selection."
    best, most = paid["brand"][0], rows["brand"][0]
    if rows.height == 1:
        return f"{most} is the only brand in this selection."
    if best == most:
        return f"{most} sells most and returns most per rupee."
    return f"{best} returns most per rupee; {most} sells most."
