"""Shows what posts that work have in common: engagement beside revenue, and the weekday."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.units import COUNT, PERCENT, RUPEES, Unit
from influencer_roi.pages.content.post import posts_of
from influencer_roi.pages.crediting import crediting
from influencer_roi.pages.view import reaching
from influencer_roi.queries import Frame, content, weekdays
from influencer_roi.queries.ranking import valued
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.charts import Dot, columns_figure, scatter_figure
from influencer_roi.ui.choice import Choice
from influencer_roi.ui.figures import Figure, axis_ticks, nothing, ticked
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.lines import hue_of
from influencer_roi.ui.plot import Plot
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.view import View
from influencer_roi.ui.words import NOTHING_HERE, percent, plural

PLOT = Plot(320)
MOST_DOTS = 250
LEAST_COMPARED = 9
WEEKDAY = Choice("Weekdays by", {"reach_per_post": "reach per post", "engagement_rate": "engagement rate"})
_UNITS: dict[str, Unit] = {"reach_per_post": COUNT, "engagement_rate": PERCENT}


def _draw(at: Anchor) -> Component:
    empty = html.P(id=f"{at}-empty", className="empty content-over")
    return html.Div([*PLOT.frame(at), empty], className="content-chart")


def _filled(at: Anchor, figure: Figure) -> Regions:
    return {
        f"{at}-empty.children": NOTHING_HERE,
        f"{at}-empty.hidden": bool(figure["data"]),
        **PLOT.regions(at, figure),
    }


def _fill_engaged(view: View, at: Anchor) -> Shown:
    """Return one dot per post with a reach: engagement rate, credited revenue, reach as size."""
    rows = valued(content.post_rows(view.ledger, view.filters, crediting(view)), "engagement_rate")
    shown = content.most_reached(rows, view.ledger, top=MOST_DOTS)
    hue = hue_of(view, "platform")
    dots = [
        Dot(
            value=post.post_id,
            x=(post.engagement_rate or 0.0) * 100,
            y=post.revenue or 0.0,
            size=post.reach,
            group=post.platform,
            colour=hue(post.platform),
            hover=post.hover,
        )
        for post in posts_of(shown)
    ]
    return Shown(_engaged_sentence(rows), view.rows_query("post_id"), _filled(at, _engaged(dots)))


def _fill_weekdays(view: View, at: Anchor) -> Shown:
    """Return one column per weekday on which there were posts."""
    metric = view.choices["weekday"]
    rows = weekdays.weekdays(view.ledger, view.filters)
    names, amounts = [name[:3] for name in rows["weekday"]], rows[metric].fill_null(0.0).to_list()
    label = WEEKDAY.options[metric].capitalize()
    figure = columns_figure(names, label, amounts, unit=_UNITS[metric], height=PLOT.height)
    return Shown(_weekday_sentence(view, rows, metric), view.rows_query("weekday"), _filled(at, figure))


ENGAGED = Card("engaged", "Does engagement sell?", "w6", _draw, _fill_engaged, picture=True)
WEEKDAYS = Card(
    "weekdays",
    "Which weekday works?",
    "w6",
    _draw,
    _fill_weekdays,
    choices={"weekday": WEEKDAY},
    picture=True,
)


def _engaged(dots: Sequence[Dot]) -> Figure:
    if not dots:
        return nothing(PLOT.height)
    ticks = ticked(axis_ticks(max(dot.y for dot in dots)), RUPEES)
    return scatter_figure(
        dots,
        height=PLOT.height,
        shapes=[],
        xaxis={"type": "linear", "title": {"text": "engagement rate, %"}},
        yaxis={"title": {"text": "revenue credited"}, **ticks},
    )


def _engaged_sentence(rows: Frame) -> str:
    """Return what the most engaging third earns beside its part of the reach."""
    if rows.is_empty():
        return ""
    cut = f" Drawn: the {MOST_DOTS} with the most reach." if rows.height > MOST_DOTS else ""
    third = content.engaging_third(rows)
    if third is None:
        which = "only post" if rows.height == 1 else plural(rows.height, "post")
        return f"No revenue is credited to the {which} here.{cut}"
    if rows.height < LEAST_COMPARED:
        return f"{plural(rows.height, 'post')} with a reach: too few to see a pattern."
    revenue, reach = (percent(share, 1.0) for share in third)
    return f"The most engaging third of posts: {revenue} of revenue on {reach} of reach.{cut}"


def _weekday_sentence(view: View, rows: Frame, metric: str) -> str:
    """Return the weekday that does clearly better than all posts, and not by chance, or that none does."""
    if rows.is_empty():
        return ""
    leader = weekdays.leading_weekday(rows, of=metric)
    if leader is None:
        return f"Too few posts to compare weekdays: fewer than {weekdays.LEAST_POSTS} on some."
    if not leader.average:
        return "No reach on any weekday."
    value, average = (_UNITS[metric].short(amount) for amount in (leader.value, leader.average))
    if not weekdays.stands_out(view.ledger, view.filters, leader, of=metric):
        return f"No weekday stands out: {leader.weekday} leads with {value}."
    if metric == "reach_per_post":
        return f"{reaching(leader)} ({average})."
    return f"{leader.weekday} posts engage {value} of their reach, all posts {average}."
