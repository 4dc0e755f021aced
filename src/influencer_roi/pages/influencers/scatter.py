"""Shows what influencers return by how many follow them: one named dot each, revenue as its area."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import COUNT, Unit, along
from influencer_roi.pages.influencers.axes import ends, follower_ticks, height_ticks
from influencer_roi.pages.view import hover
from influencer_roi.queries.people import Following, following
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.charts import Dot, diameter, room_around, scatter_figure
from influencer_roi.ui.choice import Choice
from influencer_roi.ui.figures import DOTTED, Figure, Json, legend, note, nothing, ticked
from influencer_roi.ui.labels import LINE, Box, Spot, placed, shortened
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.lines import hue_of
from influencer_roi.ui.markup import marked, plot_text
from influencer_roi.ui.plot import Plot
from influencer_roi.ui.view import View
from influencer_roi.ui.words import plural

PLOT = Plot(476)
MOST_DOTS = 500
MOST_NAMED = 15
NOTE = 100.0  # pixels of the words at the line of break-even
# The least room for dots beside another card, within the margins: names that find room there do so in more.
INNER = (430.0, 396.0)
BEYOND = 36.0  # pixels a name may reach into the margin at the right
MARGIN: Mapping[str, Json] = {"l": 52, "r": 44, "t": 36, "b": 44}
MEASURE = Choice("Height of the dots", {"roas": "ROAS", "roi": "ROI"})
QUIET_INK = "var(--quiet-ink)"
PAPER: Mapping[str, Json] = {"xref": "paper", "yref": "paper"}
_OVER_LINE: Mapping[str, Json] = {"yref": "y", "xanchor": "right", "yanchor": "bottom"}


def _draw(at: Anchor) -> Component:
    marks = {"data-page": at.page, "data-dimension": "influencer_id"}
    return marked(html.Div(PLOT.frame(at)), **marks)


def _fill(view: View, at: Anchor) -> Shown:
    """Return one dot per paid influencer with a following."""
    measure = view.choices["measure"]
    even = _even(view, measure)
    found = following(view.ledger, view.filters, measure=measure, break_even=even, most=MOST_DOTS)
    if found.shown.is_empty():
        words = note(view.empty, 0.5, 0.5, PAPER, size=14, colour=QUIET_INK)
        figure = nothing(PLOT.height, annotations=[words])
    else:
        figure = _figure(_named(_dots(view, found, measure), even), even, REGISTRY[measure].unit)
    body = PLOT.regions(at, figure)
    say = view.of_payouts(view.of_revenue(_sentence(found, measure)))
    return Shown(say, view.rows_query("influencer_id"), body)


CARD = Card(
    "following",
    "Does a larger following pay?",
    "w7",
    _draw,
    _fill,
    choices={"measure": MEASURE},
    picture=True,
)


def _even(view: View, measure: str) -> float:
    """Return where money breaks even on the axis of ROAS, or of ROI, which is 1 less."""
    return view.assumed.break_even - (1.0 if measure == "roi" else 0.0)


def _dots(view: View, found: Following, measure: str) -> list[Dot]:
    hue, top = hue_of(view, "category"), found.fence
    return [
        Dot(
            value=row["influencer_id"],
            x=row["follower_count"],
            y=row[measure] if top is None else min(row[measure], top),
            size=row["revenue"],
            group=row["category"],
            colour=hue(row["category"]),
            hover=_hover(row),
            label=shortened(str(row["name"])),
            symbol=_symbol(row, measure, top),
        )
        for row in found.shown.iter_rows(named=True)
    ]


def _symbol(row: Mapping[str, float | None], measure: str, top: float | None) -> str:
    """Return a triangle for who lies beyond the upper edge, a ring for whom too little is known."""
    height = row[measure]
    if top is not None and height is not None and height >= top:
        return "triangle-up"
    return "circle-open" if row["low"] is None else "circle"


def _named(dots: list[Dot], even: float) -> list[Dot]:
    """Return the dots with their names where they are few and there is room; else a hover has them."""
    if not 0 < len(dots) <= MOST_NAMED:
        return dots
    (width, height), largest = INNER, max(abs(dot.size) for dot in dots) or 1.0
    left, right = ends([dot.x for dot in dots])
    bottom, top = room_around([dot.y for dot in dots])
    spots = [
        Spot(
            (math.log10(dot.x) - left) / (right - left) * width,
            (top - dot.y) / (top - bottom) * height,
            diameter(dot.size, largest) / 2,
            dot.label,
        )
        for dot in dots
    ]
    line = (top - even) / (top - bottom) * height
    besides = [Box(0, line - 1, width, line + 1), Box(width - NOTE, line - LINE, width, line)]
    sides = placed(spots, width=width + BEYOND, height=height, besides=besides)
    return [replace(dot, side=side) for dot, side in zip(dots, sides, strict=True)]


def _hover(row: Mapping[str, float | None]) -> str:
    about = (str(row["platform"]), str(row["category"]), f"{COUNT.short(row['follower_count'])} followers")
    return f"{hover(str(row['name']), row)}<br>{plot_text(' · '.join(about))}"


def _figure(dots: Sequence[Dot], even: float, unit: Unit) -> Figure:
    """Return the figure with followers in words, and the line and the ground of break-even."""
    heights, followers = [dot.y for dot in dots], [dot.x for dot in dots]
    across: Json = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": even, "y1": even, "line": DOTTED}
    words = f"break-even {unit.short(even)}"
    ticks = ticked(height_ticks(min(0.0, *heights), max(heights)), unit)
    title: Json = {"text": "Followers"}
    return scatter_figure(
        dots,
        height=PLOT.height,
        legend={**legend(1.02), "yanchor": "bottom", "itemsizing": "constant"},
        margin=MARGIN,
        xaxis={"type": "log", "title": title, **_tenfold(followers), "range": [*ends(followers)]},
        yaxis={"title": None, **ticks, "automargin": True},
        shapes=[across, _below(room_around(heights)[0], even)],
        annotations=[note(words, 1, even, {**PAPER, **_OVER_LINE}, size=11, colour=QUIET_INK)],
    )


def _below(bottom: float, even: float) -> Json:
    """Return the ground below break-even."""
    return {
        "type": "rect",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": bottom,
        "y1": max(bottom, even),
        "fillcolor": "var(--flat-soft)",
        "opacity": 0.6,
        "layer": "below",
        "line": {"width": 0},
    }


def _tenfold(followers: Sequence[float]) -> dict[str, Json]:
    """Return ticks of which each is ten times another: in words, each on its own scale."""
    ticks = follower_ticks(followers)
    return {"tickvals": [*ticks], "ticktext": [words for tick in ticks for words in along([tick], COUNT)]}


def _sentence(found: Following, measure: str) -> str:
    """Return whether the larger half returns more, how many earn their spend, who is not on the picture."""
    if found.shown.is_empty():
        return "Nobody in this selection has both spend and a follower count."
    people = plural(found.shown.height, "influencer")
    parts = [*_halves(found, measure), f"{found.earning:,} of {people} passed the break-even"]
    if found.fence is not None:
        parts.append(
            f"▲ {found.beyond:,} beyond {REGISTRY[measure].unit.short(found.fence)}, at the upper edge"
        )
    words = f"{'; '.join([*parts, *_left_out(found)])}."
    few = bool(found.shown["low"].null_count())
    return f"{words} Area: revenue; grey ground: below break-even{'; hollow: too few to tell' * few}."


def _halves(found: Following, measure: str) -> list[str]:
    """Return what those with fewer followers return beside those with more, where there are enough."""
    if found.halves is None:
        return []
    metric = REGISTRY[measure]
    below, above = (metric.unit.short(value) for value in (found.halves.below, found.halves.above))
    bound = COUNT.short(found.halves.middle)
    return [f"The half with under {bound} followers has {metric.label} {below}, the other half {above}"]


def _left_out(found: Following) -> list[str]:
    """Return how many people are not on the picture, by reason."""
    counts = {
        "without spend": found.unpaid,
        "without a follower count": found.unfollowed,
        "with less revenue": found.beneath,
    }
    reasons = [f"{count:,} {why}" for why, count in counts.items() if count]
    return [f"not shown: {', '.join(reasons)}"] if reasons else []
