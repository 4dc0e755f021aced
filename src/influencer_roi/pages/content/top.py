"""Shows the top posts: what they say, whose they are, how they did, and where they stand."""

from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import grouped
from influencer_roi.pages.content.post import NO_LINK, Post, PostLink, posts_of
from influencer_roi.pages.crediting import crediting
from influencer_roi.queries import content
from influencer_roi.ui.boards import Board
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.choice import Choice
from influencer_roi.ui.leaves import Anchor, Leaves, Slots, Template
from influencer_roi.ui.lines import hue_of
from influencer_roi.ui.markup import marked
from influencer_roi.ui.view import View
from influencer_roi.ui.withheld import FIELDS, returned
from influencer_roi.ui.words import NOTHING_HERE, day, lowered, percent, plural

SLOTS = 8
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


@dataclass(frozen=True)
class Tile:
    """What a tile shows of a post; one without a post shows nothing."""

    figure: str = ""
    exact: str = ""
    extra: str = ""
    caption: str = ""
    who: str = ""
    when: str = ""
    influencer_id: str = ""
    colour: str = "transparent"
    pressed: bool = False
    link: PostLink = NO_LINK


def _fill(view: View, at: Anchor) -> Shown:
    """Return the posts with most of one metric, over a floor where few views or orders mislead."""
    rank = view.choices["rank"]
    rows = content.post_rows(view.ledger, view.filters, crediting(view))
    found = content.top_posts(rows, rank=rank, top=SLOTS)
    hue = hue_of(view, "platform")
    posts = posts_of(content.with_texts(found.shown, view.ledger))
    tiles = [_tile(view, post, rank, hue(post.platform)) for post in posts]
    words = f"All {plural(rows.height, 'post')} in the table below ↓"
    more = (words, f"#{view.page}-list-say") if rows.height > len(tiles) else ("", "")
    say = _sentence(found, rank, rows.height)
    empty = NOTHING_HERE
    if rank in FIELDS:
        say, empty = view.of_payouts(say), view.empty
    return Shown(say, view.rows_query("post_id"), BOARD.regions(at, tiles, empty=empty, more=more))


def _tile(view: View, post: Post, rank: str, colour: str) -> Tile:
    return Tile(
        figure=post.written(rank),
        exact=REGISTRY[rank].unit.exact(post.value(rank)),
        extra=" · ".join(_named(post, key) for key in _BESIDE[rank]),
        caption=post.words,
        who=post.name,
        when=f"{post.platform} · {day(post.date)}",
        influencer_id=post.influencer_id,
        colour=colour,
        pressed=view.presses("influencer_id", post.influencer_id),
        link=post.link,
    )


def _draw(leaf: Leaves[Tile]) -> list[Component]:
    figure = leaf("figure", html.Strong(), children=lambda tile: tile.figure, title=lambda tile: tile.exact)
    extra = leaf("extra", html.Span(className="muted"), children=lambda tile: tile.extra)
    caption = leaf(
        "caption",
        html.P(className="content-caption"),
        children=lambda tile: tile.caption,
        title=lambda tile: tile.caption,
    )
    return [
        html.Div([figure, extra], className="content-figure"),
        caption,
        html.Div([_author(leaf), *_link(leaf)], className="content-by"),
        leaf("when", html.Div(className="content-when muted"), children=lambda tile: tile.when),
    ]


def _author(leaf: Leaves[Tile]) -> Component:
    dot = leaf("dot", html.Span(className="dot"), style=lambda tile: {"background": tile.colour})
    who = leaf("who", html.Span(className="name"), children=lambda tile: tile.who)
    author = leaf(
        "author",
        html.Button([dot, who], className="content-author", title="Show only this influencer"),
        data_value=lambda tile: tile.influencer_id,
        aria_pressed=lambda tile: "true" if tile.pressed else "false",
    )
    marks = {"data-act": "set-filter", "data-page": leaf.page, "data-dimension": "influencer_id"}
    return marked(author, **marks)


def _link(leaf: Leaves[Tile]) -> list[Component]:
    """Return the link to the post, and the words instead of it where its address cannot be opened."""
    link = leaf(
        "link",
        html.A(target="_blank", rel="noopener noreferrer nofollow"),
        children=lambda tile: tile.link.words if tile.link.href else "",
        href=lambda tile: tile.link.href,
        hidden=lambda tile: not tile.link.href,
    )
    words = leaf(
        "address",
        html.Span(className="content-address muted"),
        children=lambda tile: "" if tile.link.href else tile.link.words,
    )
    return [link, words]


BOARD = Board(Slots(Template(_draw), Tile(), SLOTS), "content-tiles")
CARD = Card("top", "Which posts work best?", "w12", BOARD.frame, _fill, choices={"rank": RANK})


def _named(post: Post, key: str) -> str:
    """Return "412 orders", "₹12.3 L revenue", "3.21×", "no spend": a metric beside the one in question."""
    if key == "roas":
        return returned(post.roas, post.spend, nothing="no spend")
    label = REGISTRY[key].label.lower()
    return f"{post.written(key)} {label.removesuffix('s') if post.value(key) == 1 else label}"


def _sentence(top: content.TopPosts, rank: str, posts: int) -> str:
    """Return what part of all the shown posts have, or the floor they are over."""
    if top.shown.is_empty():
        return f"No {lowered(REGISTRY[rank].label)} on the {plural(posts, 'post')} here." if posts else ""
    if rank == "roas" and top.floor is not None:
        least = plural(int(top.floor.least), "order")
        return f"Posts credited with at least {least}: their revenue over their part of the spend."
    if top.floor is not None:
        least = grouped(top.floor.least)
        return f"Posts with a reach of at least {least}: likes and comments as a share of reach."
    what = "the revenue credited to posts" if rank == "revenue" else "all likes"
    shown = top.shown.height
    first = (
        f"The first {shown} of {plural(posts, 'post')}" if shown < posts else f"All {plural(posts, 'post')}"
    )
    return f"{'The only post' if posts == 1 else first}: {percent(top.share, 1.0)} of {what}."
