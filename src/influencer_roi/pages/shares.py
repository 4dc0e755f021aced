"""Shows how platforms and brands share revenue and spend, beside the days compared with."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import RUPEES
from influencer_roi.model.notation import worded
from influencer_roi.pages.beside import Beside, beside
from influencer_roi.pages.view import hover
from influencer_roi.queries.columns import BEFORE
from influencer_roi.queries.comparing import slices_twice
from influencer_roi.queries.ranking import valued
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.components import Reading, change_words
from influencer_roi.ui.figures import DONUT_HEIGHT, Figure, donut_figure
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.lines import Row, hue_of
from influencer_roi.ui.markup import marked, plot_text
from influencer_roi.ui.plot import Plot
from influencer_roi.ui.rows_links import Link, all_rows
from influencer_roi.ui.standings import Bar, Cell, Standing, Standings, nothing, pair
from influencer_roi.ui.view import View
from influencer_roi.ui.withheld import returned, spent
from influencer_roi.ui.words import percent, signed

ROWS = 6
MOST_SLICES = 5
DONUT = Plot(DONUT_HEIGHT, "donut")
PARTS = Standings("plats", nothing, ("Platform", "Revenue", "Spend", "ROAS", "vs"), ROWS)
PAIRED = Standings("brandc", pair, ("Brand", "", "Revenue", "ROAS", "vs", "Profit"), ROWS)


def _draw_platforms(at: Anchor) -> Component:
    donut = html.Div(DONUT.frame(at), id=f"{at}-donut-box", className="donut")
    picked = marked(donut, **{"data-page": at.page, "data-dimension": "platform"})
    return html.Div([picked, PARTS.frame(at)], className="donutrow")


def _fill_platforms(view: View, at: Anchor) -> Shown:
    """Return the platforms by revenue: a donut, and beside it what each costs and returns."""
    other, sold = beside(view), compared_rows(view, "platform")
    rows = sold.to_dicts()
    revenue = sum(row["revenue"] or 0.0 for row in rows)
    spend = queries.sum_of(sold, "spend")
    hue = hue_of(view, "platform")
    lines = [
        Standing(
            row["platform"],
            row["platform"],
            (
                Cell(percent(row["revenue"] or 0.0, revenue)),
                Cell(spent(None) if spend is None or row["spend"] is None else percent(row["spend"], spend)),
                returned_cell(view, row),
                change_cell("roas", row, other),
            ),
            dot=hue(row["platform"]),
            pressed=view.presses("platform", row["platform"]),
            dimension="platform",
        )
        for row in rows[:ROWS]
    ]
    query = view.rows_query("platform")
    heads = ("Platform", "Revenue", "Spend", "ROAS", against(other))
    body = {
        f"{at}-donut-box.hidden": len(rows) > MOST_SLICES,
        **DONUT.regions(at, _donut(view, rows, revenue)),
        **PARTS.regions(at, lines, heads=heads, more=_more(len(rows), query)),
    }
    return Shown(view.of_revenue(_platform_sentence(rows, revenue, spend)), query, body)


def _donut(view: View, rows: Sequence[Row], revenue: float) -> Figure:
    hue, names = hue_of(view, "platform"), [str(row["platform"]) for row in rows]
    return donut_figure(
        [plot_text(name) for name in names],
        [row["revenue"] or 0.0 for row in rows],
        [hue(name) for name in names],
        middle=RUPEES.short(None if "revenue" in view.ledger.unmeasured else revenue),
        hover=[hover(name, row) for name, row in zip(names, rows, strict=True)],
        values=names,
    )


def _fill_brands(view: View, at: Anchor) -> Shown:
    """Return the brands by revenue, each over its spend, with ROAS and profit."""
    other, sold = beside(view), compared_rows(view, "brand")
    rows = sold.to_dicts()
    lines = paired(view, rows[:ROWS], by="brand", other=other)
    query = view.rows_query("brand")
    heads = ("Brand", "", "Revenue", "ROAS", against(other), "Profit")
    body = PAIRED.regions(at, lines, heads=heads, more=_more(len(rows), query))
    return Shown(view.of_spend(_brand_sentence(sold), sold["roas"].to_list()), query, body)


PLATFORMS = Card(
    "platforms", "Which platform brings the revenue?", "w6", _draw_platforms, _fill_platforms, picture=True
)
BRANDS = Card("brands", "How do the brands compare?", "w6", PAIRED.frame, _fill_brands)


def paired(view: View, rows: Sequence[Row], *, by: str, other: Beside | None) -> list[Standing]:
    """Return revenue over spend, with ROAS, its change and profit, one row per value of `by`."""
    longest = max((max(row["revenue"] or 0.0, row["spend"] or 0.0) for row in rows), default=0.0) or 1.0
    hue = hue_of(view, by)
    return [
        Standing(
            str(row[by]),
            str(row[by]),
            (
                Cell(RUPEES.short(row["revenue"]), f"on {spent(row['spend'])}"),
                returned_cell(view, row),
                change_cell("roas", row, other),
                profit_cell(row),
            ),
            dot=hue(str(row[by])),
            bars=(
                Bar((row["revenue"] or 0.0) / longest),
                Bar((row["spend"] or 0.0) / longest, tone="sp"),
            ),
            pressed=view.presses(by, str(row[by])),
            dimension=by,
        )
        for row in rows
    ]


def compared_rows(view: View, by: str) -> queries.Frame:
    """Return what boards show of each value of `by` that has any, most revenue first, and as they were."""
    rows = slices_twice(view.ledger, view.filters, by=by, metrics=queries.ON_BOARDS, assumed=view.assumed)
    return queries.ranked(queries.with_any(rows, ("revenue", "spend", "orders")), rank_by="revenue")


def returned_cell(view: View, row: Row, sub: str = "") -> Cell:
    """Return a ROAS, red below break-even."""
    roas: float | None = row["roas"]
    low = roas is not None and roas < view.assumed.break_even
    return Cell(returned(roas, row["spend"]), sub, "strong bad" if low else "strong")


def change_cell(key: str, row: Row, other: Beside | None) -> Cell:
    """Return how a metric changed, in the colour of whether that is good; empty where nothing is compared."""
    if other is None or not other.comparable or not row:
        return Cell("")
    words, verdict = change_words(REGISTRY[key], Reading(row[key], row[f"{key}{BEFORE}"]))
    return Cell(words, tone=verdict)


def profit_cell(row: Row) -> Cell:
    """Return a profit with its sign, a loss in red."""
    if row.get("profit") is None:
        return Cell("")
    return Cell(signed(row["profit"]), tone="bad" if row["profit"] < 0 else "")


def against(other: Beside | None) -> str:
    """Return the head of a column of changes: "vs June"."""
    return f"vs {other.name}" if other and other.comparable else ""


def _more(found: int, query: str) -> Link:
    return all_rows("All of them", query, found=found, size=ROWS)


def _platform_sentence(rows: Sequence[Row], revenue: float, spend: float | None) -> str:
    if not rows or revenue <= 0:
        return "No revenue in this selection."
    first = rows[0]
    if len(rows) == 1:
        return f"{first['platform']} is the only platform in this selection."
    cost = "" if not spend else f" on {percent(first['spend'] or 0.0, spend)} of the spend"
    return f"{first['platform']} brings {percent(first['revenue'], revenue)} of the revenue{cost}."


def _brand_sentence(rows: queries.Frame) -> str:
    """Return which brand sells most and which returns most."""
    paid = queries.ranked(valued(rows, "roas"), rank_by="roas", top=1)
    if paid.is_empty():
        return "No brand has spend in this selection."
    best, most = paid["brand"][0], rows["brand"][0]
    if rows.height == 1:
        return f"{most} is the only brand in this selection."
    returns = worded("returns most per rupee")
    if best == most:
        return f"{most} sells most and {returns}."
    return f"{best} {returns}; {most} sells most."
