"""Turns what is plain on a page into trees that one component draws: Dash need not know each element.

Dash wraps every component it knows in one of its own, and passes each change of anything by all of them.
"""

from collections.abc import Collection, Iterable
from itertools import chain, groupby

import orjson
from dash.development.base_component import Component

from influencer_roi.ui.figures import Json

_HTML = "dash_html_components"
_CHILDREN = "children"
_NO_ATTRIBUTES = (_CHILDREN, "_", "available_")  # what else Dash has each component hold


class Plain(Component):
    """Elements drawn from `nodes`, each a text or [tag, attributes, *nodes] (assets/30-plain.js)."""

    _namespace = "influencer_roi"
    _type = "Plain"
    _prop_names: list[str] = ["id", "nodes"]  # noqa: RUF012 # as Dash declares them
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012 # as above
    available_properties: list[str] = _prop_names
    available_wildcard_properties: list[str] = _valid_wildcard_attributes

    def __init__(self, nodes: list[Json], **identity: str) -> None:
        super().__init__(nodes=nodes, **identity)  # type: ignore[no-untyped-call] # Dash's


def plainly(component: Component, live: Collection[str]) -> Component:
    """Return a component with everything plain inside it drawn as such.

    Plain is an element without anything below that is more; `live` are the ids of elements callbacks know.
    """
    return _with(component, [_drawn(child, live) for child in _children(component)])


def as_json(component: Component) -> orjson.Fragment:
    """Return a component as it goes to the browser; Dash would take it apart in Python first."""
    return orjson.Fragment(orjson.dumps(component, Component.to_plotly_json, orjson.OPT_NON_STR_KEYS))


def _drawn(child: object, live: Collection[str]) -> "Json | Component":
    """Return a text as it is, a plain element as [tag, attributes, *nodes], anything else as a component."""
    if not isinstance(child, Component):
        return child  # type: ignore[return-value] # children are texts, numbers and nothing
    below = [_drawn(one, live) for one in _children(child)]
    is_element = child._namespace == _HTML and getattr(child, "id", None) not in live  # noqa: SLF001 # Dash's word for it
    if not is_element or any(isinstance(one, Component) for one in below):
        return _with(child, below)
    attributes = {name: value for name, value in vars(child).items() if not name.startswith(_NO_ATTRIBUTES)}
    return [child._type.lower(), attributes, *below]  # type: ignore[list-item] # noqa: SLF001 # as above


def _with(component: Component, drawn: "Iterable[Json | Component]") -> Component:
    """Return a component with these children, the plain ones side by side in one."""
    runs = [
        (is_more, list(run)) for is_more, run in groupby(drawn, lambda child: isinstance(child, Component))
    ]
    if runs:
        parts = [run if is_more else [Plain(run)] for is_more, run in runs]  # type: ignore[arg-type] # these are plain
        setattr(component, _CHILDREN, [*chain.from_iterable(parts)])
    return component


def _children(component: Component) -> list[object]:
    found = getattr(component, _CHILDREN, None)
    return list(found) if isinstance(found, list | tuple) else [] if found is None else [found]
