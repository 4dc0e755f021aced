"""Shows what influencers return by how many follow them: one dot each, revenue as its size."""

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import COUNT, Unit
from influencer_roi.pages.view import hover
from influencer_roi.queries.people import Following, following
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.charts import Dot, scatter_figure
from influencer_roi.ui.figures import Figure, Json, axis_ticks, ticked
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.lines import hue_of
from influencer_roi.ui.markup import marked, plot_text
from influencer_roi.ui.page import Choice
from influencer_roi.ui.plot import Plot
from influencer_roi.ui.view import View
from influencer_roi.ui.words import plural

PLOT = Plot(400)
MOST_DOTS = 500
LEAST_TICKS = 3
ROOM = 0.07
MEASURE = Choice("Height of the dots", {"roas": "ROAS", "roi": "ROI"})
_OVER_LINE: Mapping[str, Json] = {"yref": "y", "xanchor": "left", "yanchor": "bottom"}
_POWERS = tuple(10.0**power for power in range(10))


def _draw(at: Anchor) -> Component:
    marks = {"data-page": at.page, "data-dimension": "influencer_id"}
    return marked(html.Div(PLOT.frame(at)), **marks)


def _fill(view: View, at: Anchor) -> Shown:
    """Return one dot per paid influencer with a following."""
    measure = view.choices["measure"]
    even = _even(view, measure)
    found = following(view.ledger, view.filters, measure=measure, break_even=even, most=MOST_DOTS)
    figure = scatter_figure(
        _dots(view, found, measure),
        x="Followers",
        y=REGISTRY[measure].label,
        y_unit=REGISTRY[measure].unit,
        line=even,
        height=PLOT.height,
        log="log",
    )
    body = PLOT.regions(at, _finished(view, figure, found, measure))
    say = view.of_payouts(view.of_revenue(_sentence(found, measure)))
    return Shown(say, view.rows_query("influencer_id"), body)


CARD = Card(
    "following",
    "Does a larger following pay?",
    "w12",
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
        )
        for row in found.shown.iter_rows(named=True)
    ]


def _hover(row: Mapping[str, float | None]) -> str:
    about = (str(row["platform"]), str(row["category"]), f"{COUNT.short(row['follower_count'])} followers")
    return f"{hover(str(row['name']), row)}<br>{plot_text(' · '.join(about))}"


def _finished(view: View, figure: Figure, found: Following, measure: str) -> Figure:
    """Return the figure with followers in words, room around zero and the top, the break-even line named."""
    frame, traces, shown, top = figure["layout"], figure["data"], found.shown, found.fence
    if not isinstance(frame, Mapping) or not isinstance(traces, list):
        return figure
    if shown.is_empty():
        return {**figure, "layout": {**frame, "annotations": [_note(view.empty, x=0.5, y=0.5, size=14)]}}
    heights: list[float] = shown[measure].to_list()
    even = _even(view, measure)
    written = REGISTRY[measure].unit.short(even)
    high, low = max(heights) if top is None else top, min(0.0, *heights)
    ticks, room = _ticks(low, high), ROOM * ((high - low) or 1.0)
    height = {**_ticked(frame["yaxis"], ticks, REGISTRY[measure].unit), "range": [low - room, high + room]}
    legend = frame["legend"] if isinstance(frame["legend"], Mapping) else {}
    own: dict[str, Json] = {
        "xaxis": _ticked(frame["xaxis"], _follower_ticks(shown["follower_count"].to_list()), COUNT),
        "yaxis": {**height, "automargin": True},
        "legend": {**legend, "y": 1.02, "yanchor": "bottom", "itemsizing": "constant"},
        "annotations": [{**_note(f"break-even {written}", x=0, y=even, size=11), **_OVER_LINE}],
    }
    return {**figure, "data": [_pinned(trace, top) for trace in traces], "layout": {**frame, **own}}


def _pinned(trace: Json, top: float | None) -> Json:
    """Return dots with those at the upper edge as triangles, because they lie beyond it."""
    if top is None or not isinstance(trace, Mapping):
        return trace
    marker, heights = trace["marker"], trace["y"]
    if not isinstance(marker, Mapping) or not isinstance(heights, list):
        return trace
    symbols = ["triangle-up" if height == top else "circle" for height in heights]
    return {**trace, "marker": {**marker, "symbol": symbols}}


def _ticked(axis: Json, ticks: Sequence[float], unit: Unit) -> dict[str, Json]:
    plain = axis if isinstance(axis, Mapping) else {}
    return {**plain, **ticked(ticks, unit)}


def _ticks(low: float, high: float) -> list[float]:
    """Return round ticks from the lowest value, where it lies below zero, to the highest."""
    above = axis_ticks(max(high, 0.0) or -low)
    step = above[1]
    below = [-step * number for number in range(int(-low / step + 1e-9), 0, -1)]
    return [*below, *(tick for tick in above if tick <= max(high, 0.0) + step)]


def _follower_ticks(followers: Sequence[float]) -> list[float]:
    """Return powers of ten around the followings there are, with a 3 between them where those are few."""
    low, high = min(followers), max(followers)
    around = [tick for tick in _POWERS if low / 3 <= tick <= high * 3]
    if len(around) >= LEAST_TICKS:
        return around
    return sorted(tick for power in _POWERS for tick in (power, 3 * power) if low / 3 <= tick <= high * 3)


def _note(text: str, *, x: float, y: float, size: int) -> dict[str, Json]:
    """Return words on the picture, placed in parts of it."""
    font: Json = {"size": size, "color": "var(--quiet-ink)"}
    return {"text": text, "xref": "paper", "yref": "paper", "x": x, "y": y, "showarrow": False, "font": font}


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
    return f"{'; '.join([*parts, *_left_out(found)])}."


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
