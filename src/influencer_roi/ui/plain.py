"""Turns what is plain on a page into trees that one component draws: Dash need not know each element.

Dash wraps every component it knows in one of its own, and passes each change of anything by all of them.
"""

from collections.abc import Collection, Iterable
from itertools import groupby

from dash.development.base_component import Component

from influencer_roi.ui.figures import Json

_HTML = "dash_html_components"
_CHILDREN = "children"


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
    children = _children(component)
    parts: list[object] = []
    for plain, run in groupby(children, key=lambda child: is_plain(child, live)):
        together = list(run)
        parts += [Plain([*map(_node, together)])] if plain else _each(together, live)
    if children:
        setattr(component, _CHILDREN, parts)
    return component


def is_plain(child: object, live: Collection[str]) -> bool:
    """Return whether a child is a text, or an element that is plain throughout."""
    if not isinstance(child, Component):
        return True
    mine = child._namespace == _HTML and getattr(child, "id", None) not in live  # noqa: SLF001 # Dash's word for it
    return mine and all(is_plain(below, live) for below in _children(child))


def _each(run: Iterable[object], live: Collection[str]) -> list[Component]:
    return [plainly(child, live) for child in run if isinstance(child, Component)]


def _children(component: Component) -> list[object]:
    found = getattr(component, _CHILDREN, None)
    return list(found) if isinstance(found, list | tuple) else [] if found is None else [found]


def _node(child: object) -> Json:
    """Return a text as it is, an element as [tag, attributes, *nodes]."""
    if not isinstance(child, Component):
        return child  # type: ignore[return-value] # children are texts, numbers and nothing
    parts = child.to_plotly_json()  # type: ignore[no-untyped-call] # Dash's
    attributes = {name: value for name, value in parts["props"].items() if name != _CHILDREN}
    return [parts["type"].lower(), attributes, *map(_node, _children(child))]
