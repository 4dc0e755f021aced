"""Draws a number against its line: a track with a filled part, dots and marks, and words below."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from influencer_roi.ui.leaves import Leaves, Template, nth

_LABELS = 3
_EDGE = 12.0  # percent of the track: words nearer to an end begin or end there


@dataclass(frozen=True)
class Layer:
    """Something on the track at a place from 0 to 1: "dot", "mark", "hair", "fill" or "band" to `end`."""

    kind: str
    at: float
    colour: str = "var(--ink)"
    end: float = 0.0


@dataclass(frozen=True)
class Label:
    """Words under a place of the track."""

    text: str
    at: float
    strong: bool = False


NO_LABEL = Label("", 0.0)


@dataclass(frozen=True)
class Meter:
    """Layers of a track, the first on top; at most three labels; the whole in words."""

    layers: Sequence[Layer] = ()
    labels: Sequence[Label] = ()
    alt: str = ""
    hidden: bool = False


def _draw(leaf: Leaves[Meter]) -> list[Component]:
    ground = html.Div(className="meter", role="img")
    track = leaf("track", ground, style=_style, aria_label=lambda one: one.alt)
    labels = [_label(leaf, number) for number in range(_LABELS)]
    return [
        leaf(
            "meter",
            html.Div([track, html.Div(labels, className="meter-words")]),
            hidden=lambda one: one.hidden,
        )
    ]


METER: Template[Meter] = Template(_draw)


def _style(meter: Meter) -> dict[str, str]:
    ground = "linear-gradient(var(--line) 0 0) 0 50% / 100% 8px no-repeat"
    return {"background": ", ".join([*map(_painted, meter.layers), ground])}


def _painted(layer: Layer) -> str:
    place, colour = f"{layer.at * 100:.1f}%", layer.colour
    if layer.kind == "dot":
        dot = f"radial-gradient(circle closest-side, {colour} 90%, transparent)"
        return f"{dot} {place} 50% / 9px 9px no-repeat"
    if layer.kind in ("mark", "hair"):
        size = "2px 16px" if layer.kind == "mark" else "1px 12px"
        return f"linear-gradient({colour} 0 0) {place} 50% / {size} no-repeat"
    start, end = f"{layer.at * 100:.1f}%", f"{layer.end * 100:.1f}%"
    stops = f"transparent {start}, {colour} {start} {end}, transparent {end}"
    return f"linear-gradient(90deg, {stops}) 0 50% / 100% 8px no-repeat"


def _label(leaf: Leaves[Meter], number: int) -> Component:
    def read(meter: Meter) -> Label:
        return nth(meter.labels, number, NO_LABEL)

    return leaf(
        f"label{number}",
        html.Small(),
        children=lambda meter: read(meter).text,
        style=lambda meter: _standing(read(meter)),
        className=lambda meter: "strong" if read(meter).strong else "",
    )


def _standing(label: Label) -> dict[str, str]:
    if label is NO_LABEL:
        return {"display": "none"}
    place = label.at * 100
    if place < _EDGE:
        return {"left": f"{place:.1f}%"}
    if place > 100 - _EDGE:
        return {"right": f"{100 - place:.1f}%"}
    return {"left": f"{place:.1f}%", "transform": "translateX(-50%)"}
