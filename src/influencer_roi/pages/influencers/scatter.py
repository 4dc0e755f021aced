"""Shows what influencers return by how many follow them: one dot each, revenue as its size."""

from collections.abc import Mapping, Sequence
from html import escape

import polars as pl
from dash import dcc, html
from dash.development.base_component import Component

from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import COUNT, Unit
from influencer_roi.metrics.vocabulary import DEFAULT
from influencer_roi.pages.view import NOTHING_HERE, View, hover
from influencer_roi.ui import components
from influencer_roi.ui.charts import Dot, scatter_figure
from influencer_roi.ui.figures import Figure, Json, axis_ticks, graph
from influencer_roi.ui.markup import marked
from influencer_roi.ui.page import Choice
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.theme import OTHER, colours
from influencer_roi.ui.words import plural

NAME = "following"
HEIGHT = 400
MOST_DOTS = 500
FAR_OUT = 1.5  # interquartile ranges above the upper quartile: Tukey's fence
LEAST_FENCED = 8
LEAST_HALVED = 6
LEAST_TICKS = 3
ROOM = 0.07
MEASURE = Choice("Height of the dots", {"roas": "ROAS", "roi": "ROI"})
BREAK_EVEN = {"roas": 1.0, "roi": 0.0}
_OVER_LINE: Mapping[str, Json] = {"yref": "y", "xanchor": "left", "yanchor": "bottom"}
_POWERS = tuple(10.0**power for power in range(10))


def scatter_frame(page: str, *, width: str) -> Component:
    """Return the frame of the scatter."""
    place = f"{page}-{NAME}"
    plot = html.Div([graph(f"{place}-plot", height=HEIGHT), dcc.Store(id=f"{place}-plot-source")])
    return components.card(
        page,
        NAME,
        "Does a larger following pay?",
        marked(plot, **{"data-page": page, "data-dimension": "influencer_id"}),
        width=width,
        tools=[components.choice(page, "measure", MEASURE.label, MEASURE.options)],
        picture=True,
    )


def scatter_regions(view: View, rows: pl.DataFrame, measure: str) -> Regions:
    """Return what the scatter shows; `rows` has one row per influencer."""
    placed = rows.filter(pl.col(measure).is_not_null() & (pl.col("follower_count") > 0))
    shown = placed.top_k(MOST_DOTS, by="revenue").sort(
        "category", "revenue", "influencer_id", descending=[False, True, False]
    )
    top = _fence(shown[measure])
    figure = scatter_figure(
        _dots(view, shown, measure, top),
        x="Followers",
        y=REGISTRY[measure].label,
        y_unit=REGISTRY[measure].unit,
        line=BREAK_EVEN[measure],
        height=HEIGHT,
        log="log",
    )
    return {
        f"{view.page}-{NAME}-plot-source.data": _finished(figure, shown, measure, top),
        **components.card_regions(
            view.page,
            NAME,
            view.of_revenue(_sentence(rows, shown, measure, top)),
            view.rows_query("influencer_id"),
        ),
    }


def _dots(view: View, shown: pl.DataFrame, measure: str, top: float | None) -> list[Dot]:
    hues = colours(view.ledger, "category")
    return [
        Dot(
            value=row["influencer_id"],
            x=row["follower_count"],
            y=row[measure] if top is None else min(row[measure], top),
            size=row["revenue"],
            group=row["category"],
            colour=hues.get(row["category"], OTHER),
            hover=_hover(row),
        )
        for row in shown.iter_rows(named=True)
    ]


def _hover(row: Mapping[str, float | None]) -> str:
    about = (str(row["platform"]), str(row["category"]), f"{COUNT.short(row['follower_count'])} followers")
    return f"{hover(str(row['name']), row)}<br>{escape(' · '.join(about), quote=False)}"


def _fence(heights: pl.Series) -> float | None:
    """Return the height above which dots stand at the upper edge; None where they all lie close enough."""
    low, high = heights.quantile(0.25, "linear"), heights.quantile(0.75, "linear")
    if low is None or high is None or heights.len() < LEAST_FENCED:
        return None
    fence = high + FAR_OUT * (high - low)
    return fence if fence > 0 and (heights > fence).any() else None


def _finished(figure: Figure, shown: pl.DataFrame, measure: str, top: float | None) -> Figure:
    """Return the figure with followers in words, room around zero and the top, the break-even line named."""
    frame, traces = figure["layout"], figure["data"]
    if not isinstance(frame, Mapping) or not isinstance(traces, list):
        return figure
    if shown.is_empty():
        return {**figure, "layout": {**frame, "annotations": [_note(NOTHING_HERE, x=0.5, y=0.5, size=14)]}}
    high = _number(shown[measure].max()) if top is None else top
    low = min(0.0, _number(shown[measure].min()))
    ticks, room = _ticks(low, high), ROOM * ((high - low) or 1.0)
    height = {**_ticked(frame["yaxis"], ticks, REGISTRY[measure].unit), "range": [low - room, high + room]}
    legend = frame["legend"] if isinstance(frame["legend"], Mapping) else {}
    own: dict[str, Json] = {
        "xaxis": _ticked(frame["xaxis"], _follower_ticks(shown["follower_count"]), COUNT),
        "yaxis": {**height, "automargin": True},
        "legend": {**legend, "y": 1.02, "yanchor": "bottom", "itemsizing": "constant"},
        "annotations": [{**_note("break-even", x=0, y=BREAK_EVEN[measure], size=11), **_OVER_LINE}],
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
    return {**plain, "tickvals": list(ticks), "ticktext": [unit.short(tick) for tick in ticks]}


def _ticks(low: float, high: float) -> list[float]:
    """Return round ticks from the lowest value, where it lies below zero, to the highest."""
    above = axis_ticks(max(high, 0.0) or -low)
    step = above[1]
    below = [-step * place for place in range(int(-low / step + 1e-9), 0, -1)]
    return [*below, *(tick for tick in above if tick <= max(high, 0.0) + step)]


def _follower_ticks(followers: pl.Series) -> list[float]:
    """Return powers of ten around the followings there are, with a 3 between them where those are few."""
    low, high = _number(followers.min()), _number(followers.max())
    around = [tick for tick in _POWERS if low / 3 <= tick <= high * 3]
    if len(around) >= LEAST_TICKS:
        return around
    return sorted(tick for power in _POWERS for tick in (power, 3 * power) if low / 3 <= tick <= high * 3)


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _note(text: str, *, x: float, y: float, size: int) -> dict[str, Json]:
    """Return words on the picture, placed in parts of it."""
    font: Json = {"size": size, "color": "var(--quiet-ink)"}
    return {"text": text, "xref": "paper", "yref": "paper", "x": x, "y": y, "showarrow": False, "font": font}


def _sentence(rows: pl.DataFrame, shown: pl.DataFrame, measure: str, top: float | None) -> str:
    """Return whether the larger half returns more, how many earn their spend, who is not on the picture."""
    if shown.is_empty():
        return "Nobody in this selection has both spend and a follower count."
    parts = [*_halves(shown, measure)]
    earning = (shown[measure] >= BREAK_EVEN[measure]).sum()
    parts.append(f"{earning:,} of {plural(shown.height, 'influencer')} earned at least what they cost")
    if top is not None:
        beyond = shown.filter(pl.col(measure) > top).height
        parts.append(f"▲ {beyond:,} beyond {REGISTRY[measure].unit.short(top)}, at the upper edge")
    return f"{'; '.join([*parts, *_left_out(rows, shown, measure)])}."


def _halves(shown: pl.DataFrame, measure: str) -> list[str]:
    """Return what those with fewer followers return beside those with more, where there are enough."""
    middle = shown["follower_count"].median()
    metric = REGISTRY[measure]
    fewer = pl.col("follower_count") < middle
    halves = (
        shown.group_by(fewer.alias("fewer"))
        .agg(pl.col(sorted(metric.formula.uses)).sum())
        .with_columns(metric.formula.build(DEFAULT).alias(measure))
    )
    returns: dict[bool, float] = dict(halves.select("fewer", measure).iter_rows())
    if shown.height < LEAST_HALVED or len(returns) < 2:
        return []
    below, above = (metric.unit.short(returns[side]) for side in (True, False))
    bound = COUNT.short(_number(middle))
    return [f"The half with under {bound} followers has {metric.label} {below}, the other half {above}"]


def _left_out(rows: pl.DataFrame, shown: pl.DataFrame, measure: str) -> list[str]:
    """Return how many people are not on the picture, by reason."""
    paid = rows.filter(pl.col(measure).is_not_null())
    followed = paid.filter(pl.col("follower_count") > 0)
    counts = {
        "without spend": rows.height - paid.height,
        "without a follower count": paid.height - followed.height,
        "with less revenue": followed.height - shown.height,
    }
    reasons = [f"{count:,} {why}" for why, count in counts.items() if count]
    return [f"not shown: {', '.join(reasons)}"] if reasons else []
