"""Shows what posts that work have in common: engagement beside revenue, and the weekday."""

from collections.abc import Mapping

import polars as pl
from dash import dcc, html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.metrics.units import COUNT, PERCENT, RUPEES, Unit
from influencer_roi.pages.content.post import posts_of
from influencer_roi.pages.view import NOTHING_HERE, View
from influencer_roi.queries import content
from influencer_roi.ui import components
from influencer_roi.ui.charts import Dot, columns_figure, scatter_figure
from influencer_roi.ui.figures import Figure, graph
from influencer_roi.ui.page import Choice
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.theme import OTHER, colours
from influencer_roi.ui.words import plural

HEIGHT = 320
MOST_DOTS = 250
LEAST_COMPARED = 9
LEAST_POSTS = 5
CLEARLY_MORE = 1.15
WEEKDAY = Choice("Weekdays by", {"reach_per_post": "reach per post", "engagement_rate": "engagement rate"})
_UNITS: dict[str, Unit] = {"reach_per_post": COUNT, "engagement_rate": PERCENT}


def scatter_frame(page: str, *, width: str) -> Component:
    """Return the frame of engagement beside revenue."""
    return _chart(page, "engaged", "Does engagement sell?", width=width)


def scatter_regions(view: View) -> Regions:
    """Return one dot per post with a reach: engagement rate, credited revenue, reach as size."""
    rows = content.post_rows(view.ledger, view.filters).filter(pl.col("engagement_rate").is_not_null())
    shown = content.with_texts(queries.ranked(rows, rank_by="reach", top=MOST_DOTS), view.ledger)
    hues = colours(view.ledger, "platform")
    dots = [
        Dot(
            value=post.post_id,
            x=(post.engagement_rate or 0.0) * 100,
            y=post.revenue or 0.0,
            size=post.reach,
            group=post.platform,
            colour=hues.get(post.platform, OTHER),
            hover=post.hover,
        )
        for post in posts_of(shown.sort("platform", maintain_order=True))
    ]
    figure = scatter_figure(
        dots, x="engagement rate, %", y="revenue credited", y_unit=RUPEES, line=None, height=HEIGHT
    )
    return _regions(view, "engaged", _roomy(figure), _engaged_sentence(rows), "post_id")


def weekday_frame(page: str, *, width: str) -> Component:
    """Return the frame of the weekday pattern."""
    tools = [components.choice(page, "weekday", WEEKDAY.label, WEEKDAY.options)]
    return _chart(page, "weekdays", "Which weekday works?", width=width, tools=tools)


def weekday_regions(view: View, metric: str) -> Regions:
    """Return one column per weekday on which there were posts."""
    rows = content.weekdays(view.ledger, view.filters)
    columns = [(WEEKDAY.options[metric].capitalize(), rows[metric].fill_null(0.0).to_list())]
    figure = columns_figure(
        rows["weekday"].cast(pl.String).to_list(), columns, unit=_UNITS[metric], height=HEIGHT
    )
    return _regions(view, "weekdays", figure, _weekday_sentence(rows, metric), "weekday")


def _chart(
    page: str, name: str, title: str, *, width: str, tools: list[Component] | None = None
) -> Component:
    place = f"{page}-{name}"
    body = html.Div(
        [
            graph(f"{place}-plot", height=HEIGHT),
            dcc.Store(id=f"{place}-plot-source"),
            html.P(id=f"{place}-empty", className="empty content-over"),
        ],
        className="content-chart",
    )
    return components.card(page, name, title, body, width=width, tools=tools or (), picture=True)


def _regions(view: View, name: str, figure: Figure, say: str, by: str) -> Regions:
    place = f"{view.page}-{name}"
    return {
        f"{place}-plot-source.data": figure,
        f"{place}-empty.children": NOTHING_HERE,
        f"{place}-empty.hidden": bool(figure["data"]),
        **components.card_regions(view.page, name, say, view.rows_query(by)),
    }


def _roomy(figure: Figure) -> Figure:
    """Return the figure with room on the left for ticks in rupees beside the axis' words."""
    frame = figure["layout"]
    if not figure["data"] or not isinstance(frame, Mapping):
        return figure
    return {**figure, "layout": {**frame, "margin": {"l": 84, "r": 16, "t": 36, "b": 44}}}


def _engaged_sentence(rows: pl.DataFrame) -> str:
    """Return what the most engaging third earns beside its part of the reach."""
    if rows.is_empty():
        return ""
    cut = f" Drawn: the {MOST_DOTS} with the most reach." if rows.height > MOST_DOTS else ""
    held = content.engaging_third(rows)
    if held is None:
        return f"No revenue is credited to the {plural(rows.height, 'post')} here.{cut}"
    if rows.height < LEAST_COMPARED:
        return f"{plural(rows.height, 'post')} with a reach: too few to see a pattern."
    revenue, reach = held
    return (
        f"The most engaging third of posts: {revenue * 100:.0f} % of revenue "
        f"on {reach * 100:.0f} % of reach.{cut}"
    )


def _weekday_sentence(rows: pl.DataFrame, metric: str) -> str:
    """Return the weekday that does clearly better than all posts together, or that none does."""
    if rows.is_empty():
        return ""
    if rows.height < 2 or rows.filter(pl.col("posts") < LEAST_POSTS).height:
        return f"Too few posts to compare weekdays: fewer than {LEAST_POSTS} on some."
    average = content.over_weekdays(rows, of=metric)
    best = queries.ranked(rows, rank_by=metric).row(0, named=True)
    if not average:
        return "No reach on any weekday."
    unit, times = _UNITS[metric], best[metric] / average
    if times < CLEARLY_MORE:
        return f"No weekday stands out: {best['weekday']} leads with {unit.short(best[metric])}."
    whole = unit.short(average)
    if metric == "reach_per_post":
        return (
            f"{best['weekday']} posts reach {times:.1f} times as many people as the average post ({whole})."
        )
    return f"{best['weekday']} posts engage {unit.short(best[metric])} of their reach, all posts {whole}."
