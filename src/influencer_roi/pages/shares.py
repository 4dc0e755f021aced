"""Shows how platforms and brands share revenue and spend."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.metrics.units import RUPEES
from influencer_roi.pages.view import hover
from influencer_roi.queries.overview import CORE
from influencer_roi.queries.ranking import valued
from influencer_roi.ui.boards import LEGEND, PAIRS, Line
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.figures import DONUT_HEIGHT, Figure, donut_figure
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.lines import Row, hue_of, paired_lines
from influencer_roi.ui.markup import plot_text
from influencer_roi.ui.plot import Plot
from influencer_roi.ui.view import View
from influencer_roi.ui.withheld import returned
from influencer_roi.ui.words import left_out, percent

ROWS = 6
DONUT = Plot(DONUT_HEIGHT, "donut")
PARTS = LEGEND.board("platform", size=ROWS)
PAIRED = PAIRS.board("brand", size=ROWS)


def _draw_platforms(at: Anchor) -> Component:
    return html.Div([*DONUT.frame(at), PARTS.frame(at)])


def _fill_platforms(view: View, at: Anchor) -> Shown:
    """Return the platforms by revenue: a donut, and a legend with what each returns."""
    sold = _sold(view, "platform")
    rows = sold.to_dicts()
    revenue = sum(row["revenue"] or 0.0 for row in rows)
    spend = queries.sum_of(sold, "spend")
    hue = hue_of(view, "platform")
    lines = [
        Line(
            value=row["platform"],
            name=row["platform"],
            sub=percent(row["revenue"] or 0.0, revenue),
            figure=RUPEES.short(row["revenue"]),
            extra=returned(row["roas"], row["spend"]),
            colour=hue(row["platform"]),
            pressed=view.presses("platform", row["platform"]),
        )
        for row in rows
    ]
    body = {
        **DONUT.regions(at, _donut(view, rows, lines, revenue)),
        **PARTS.regions(at, lines, more=left_out(len(lines), ROWS)),
    }
    say = view.of_revenue(_platform_sentence(rows, revenue, spend))
    return Shown(say, view.rows_query("platform"), body)


def _donut(view: View, rows: Sequence[Row], lines: list[Line], revenue: float) -> Figure:
    return donut_figure(
        [plot_text(line.name) for line in lines],
        [row["revenue"] or 0.0 for row in rows],
        [line.colour for line in lines],
        middle=RUPEES.short(None if "revenue" in view.ledger.unmeasured else revenue),
        hover=[hover(line.name, row) for line, row in zip(lines, rows, strict=True)],
    )


def _fill_brands(view: View, at: Anchor) -> Shown:
    """Return the brands by revenue, each over its spend, with ROAS."""
    sold = _sold(view, "brand")
    lines = paired_lines(view, sold.to_dicts(), by="brand")
    body = PAIRED.regions(at, lines, more=left_out(len(lines), ROWS))
    return Shown(view.of_spend(_brand_sentence(sold), sold["roas"].to_list()), view.rows_query("brand"), body)


PLATFORMS = Card(
    "platforms", "Which platform brings the revenue?", "w4", _draw_platforms, _fill_platforms, picture=True
)
BRANDS = Card("brands", "How do the brands compare?", "w6", PAIRED.frame, _fill_brands)


def _sold(view: View, by: str) -> queries.Frame:
    return queries.leaderboard(view.ledger, view.filters, by=by, metrics=CORE, rank_by="revenue", top=None)


def _platform_sentence(rows: Sequence[Row], revenue: float, spend: float | None) -> str:
    if not rows or revenue <= 0:
        return "No revenue in this selection."
    first = rows[0]
    if len(rows) == 1:
        return f"{first['platform']} is the only platform in this selection."
    cost = "" if spend is None else f" on {percent(first['spend'], spend)} of spend"
    return f"{first['platform']} brings {percent(first['revenue'], revenue)} of revenue{cost}."


def _brand_sentence(rows: queries.Frame) -> str:
    """Return which brand sells most and which returns most."""
    paid = queries.ranked(valued(rows, "roas"), rank_by="roas")
    if paid.is_empty():
        return "No brand has spend in this selection."
    best, most = paid["brand"][0], rows["brand"][0]
    if rows.height == 1:
        return f"{most} is the only brand in this selection."
    if best == most:
        return f"{most} sells most and returns most per rupee."
    return f"{best} returns most per rupee; {most} sells most."
