"""Shows the top posts: what they say, whose they are, how they did, and where they stand."""

from collections.abc import Mapping

import polars as pl
from dash import html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.pages.content.post import Post, posts_of
from influencer_roi.pages.view import NOTHING_HERE, View
from influencer_roi.queries import Floor, content
from influencer_roi.ui import components
from influencer_roi.ui.markup import marked
from influencer_roi.ui.page import Choice
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.theme import OTHER, colours
from influencer_roi.ui.words import day, plural

NAME = "top"
SLOTS = 8
LEAST_RANKED = 3
RANK = Choice(
    "Rank posts by",
    {
        "revenue": "by revenue",
        "likes": "by likes",
        "engagement_rate": "by engagement rate",
        "roas": "by ROAS",
    },
)
_BESIDE = {
    "revenue": ("orders", "roas"),
    "likes": ("comments", "reach"),
    "engagement_rate": ("reach", "likes"),
    "roas": ("orders", "revenue"),
}
_FLOORS = {"engagement_rate": ("reach", (1_000.0, 100.0, 1.0)), "roas": ("orders", (20.0, 5.0, 1.0))}


def top_frame(page: str, *, width: str) -> Component:
    """Return the frame of the top posts: a fixed number of tiles that fill from the first."""
    place = f"{page}-{NAME}"
    tiles = [html.Li(_tile(page, f"{place}-{slot}"), id=f"{place}-{slot}") for slot in range(SLOTS)]
    body = html.Div(
        [
            html.Ol(tiles, className="content-tiles"),
            html.P(id=f"{place}-empty", className="empty"),
            html.Div(id=f"{place}-more", className="more muted"),
        ]
    )
    tools = [components.choice(page, "rank", RANK.label, RANK.options)]
    return components.card(page, NAME, "Which posts work best?", body, width=width, tools=tools)


def top_regions(view: View, rank: str) -> Regions:
    """Return what the top posts show, ranked by one metric over a floor where few views or orders mislead."""
    rows = content.post_rows(view.ledger, view.filters)
    floor = _floor(rows, rank)
    able = rows.filter(pl.col(rank) > 0, *([] if floor is None else [pl.col(floor.metric) >= floor.least]))
    shown = queries.ranked(able, rank_by=rank, top=SLOTS)
    place = f"{view.page}-{NAME}"
    left_out = able.height - shown.height
    values: Regions = {
        **components.card_regions(
            view.page, NAME, _sentence(rows, shown, rank, floor), view.rows_query("post_id")
        ),
        f"{place}-empty.children": NOTHING_HERE,
        f"{place}-empty.hidden": not shown.is_empty(),
        f"{place}-more.children": f"and {left_out:,} more in the table below" if left_out else "",
    }
    hues, posts = colours(view.ledger, "platform"), posts_of(content.with_texts(shown, view.ledger))
    for slot in range(SLOTS):
        base = f"{place}-{slot}"
        values |= _filled(view, base, posts[slot], rank, hues) if slot < len(posts) else _blank(base)
    return values


def _tile(page: str, base: str) -> list[Component]:
    author = html.Button(
        [html.Span(id=f"{base}-dot", className="dot"), html.Span(id=f"{base}-who", className="name")],
        id=f"{base}-author",
        className="content-author",
        title="Show only this influencer",
    )
    return [
        html.Div(
            [html.Strong(id=f"{base}-figure"), html.Span(id=f"{base}-extra", className="muted")],
            className="content-figure",
        ),
        html.P(id=f"{base}-caption", className="content-caption"),
        html.Div(
            [
                marked(
                    author, **{"data-act": "set-filter", "data-page": page, "data-dimension": "influencer_id"}
                ),
                html.A(id=f"{base}-link", target="_blank", rel="noopener noreferrer nofollow"),
                html.Span(id=f"{base}-address", className="content-address muted"),
            ],
            className="content-by",
        ),
        html.Div(id=f"{base}-when", className="content-when muted"),
    ]


def _filled(view: View, base: str, post: Post, rank: str, hues: Mapping[str, str]) -> Regions:
    link, pressed = post.link, view.presses("influencer_id", post.influencer_id)
    return {
        f"{base}.hidden": False,
        f"{base}-figure.children": post.written(rank),
        f"{base}-figure.title": REGISTRY[rank].unit.exact(post.value(rank)),
        f"{base}-extra.children": " · ".join(_named(post, key) for key in _BESIDE[rank]),
        f"{base}-caption.children": post.words,
        f"{base}-caption.title": post.words,
        f"{base}-dot.style": {"background": hues.get(post.platform, OTHER)},
        f"{base}-who.children": post.name,
        f"{base}-author.data-value": post.influencer_id,
        f"{base}-author.aria-pressed": "true" if pressed else "false",
        f"{base}-when.children": f"{post.platform} · {day(post.date)}",
        f"{base}-link.children": link.words if link.href else "",
        f"{base}-link.href": link.href,
        f"{base}-link.hidden": not link.href,
        f"{base}-address.children": "" if link.href else link.words,
    }


def _blank(base: str) -> Regions:
    """Return what a tile without a post holds: the same regions, empty."""
    texts = ("figure", "extra", "caption", "who", "when", "link", "address")
    return {
        f"{base}.hidden": True,
        **{f"{base}-{name}.children": "" for name in texts},
        f"{base}-figure.title": "",
        f"{base}-caption.title": "",
        f"{base}-dot.style": {"background": "transparent"},
        f"{base}-author.data-value": "",
        f"{base}-author.aria-pressed": "false",
        f"{base}-link.href": "",
        f"{base}-link.hidden": True,
    }


def _named(post: Post, key: str) -> str:
    """Return "412 orders", "₹12.3 L revenue", "3.21×", "no spend": a metric beside the one in question."""
    if key == "roas":
        return "no spend" if post.roas is None else post.written(key)
    label = REGISTRY[key].label.lower()
    return f"{post.written(key)} {label.removesuffix('s') if post.value(key) == 1 else label}"


def _floor(rows: pl.DataFrame, rank: str) -> Floor | None:
    """Return the highest floor that leaves enough posts to rank; None where none is needed."""
    if rank not in _FLOORS:
        return None
    metric, floors = _FLOORS[rank]
    counted = rows.filter(pl.col(rank).is_not_null())
    enough = (least for least in floors if (counted[metric] >= least).sum() >= LEAST_RANKED)
    return Floor(metric, next(enough, floors[-1]))


def _sentence(rows: pl.DataFrame, shown: pl.DataFrame, rank: str, floor: Floor | None) -> str:
    """Return what the shown posts hold of the whole, or the floor they passed."""
    if shown.is_empty():
        return ""
    if rank == "roas" and floor is not None:
        least = plural(int(floor.least), "order")
        return f"Posts credited with at least {least}: their revenue over their part of the spend."
    if floor is not None:
        return f"Posts with a reach of at least {floor.least:,.0f}: likes and comments as a share of reach."
    part = content.share_of(rows, shown, measure=rank)
    what = "the revenue credited to posts" if rank == "revenue" else "all likes"
    return f"The first {shown.height} of {plural(rows.height, 'post')}: {(part or 0) * 100:.0f} % of {what}."
