"""Holds what changes on a page: regions, `id.property`, and how a frame is filled with them.

Most are leaves: texts and attributes of plain elements. They go to the browser as one value, which
assets/40-leaves.js writes: as properties of hundreds of components, Dash would take longer than the answer.
"""

from collections.abc import Mapping
from functools import lru_cache

from dash.development.base_component import Component

from influencer_roi.ui.figures import Json

Regions = dict[str, Json]

LEAVES = frozenset({"children", "className", "hidden", "href", "style", "title"})
LEAF_PREFIXES = ("aria-", "data-")


def split(region: str) -> tuple[str, str]:
    """Return the id and the property of a region."""
    identity, _, name = region.rpartition(".")
    return identity, name


@lru_cache(maxsize=8_192)  # pages have the same regions every time
def is_leaf(region: str) -> bool:
    """Return whether a region is a text or an attribute of a plain element."""
    _, name = split(region)
    return name in LEAVES or name.startswith(LEAF_PREFIXES)


def gathered(regions: Regions, page: str) -> Regions:
    """Return regions as they go to the browser: all leaves of a page as one, whatever else is as it was."""
    leaves: dict[str, Json] = {region: value for region, value in regions.items() if is_leaf(region)}
    others = {region: value for region, value in regions.items() if region not in leaves}
    return {f"{page}-leaves.data": leaves, **others}


def filled(frame: Component, values: Mapping[str, Json]) -> Component:
    """Return a copy of the frame with every region set; the frame stays as it is, for the next selection.

    Raises:
        KeyError: the frame lacks a region's component.
    """
    left: dict[str, Regions] = {}
    for region, value in values.items():
        identity, name = split(region)
        left.setdefault(identity, {})[name] = value
    copied = _filled(frame, left)
    if left:
        raise KeyError(next(iter(left)))
    return copied


def _filled(component: Component, left: dict[str, Regions]) -> Component:
    """Return a copy of a component and of those inside it, with what is left to be set; that is taken out."""
    copied = object.__new__(type(component))
    props = {**vars(component)}
    children = props.get("children")
    if isinstance(children, list | tuple):
        props["children"] = [_filled(one, left) if isinstance(one, Component) else one for one in children]
    elif isinstance(children, Component):
        props["children"] = _filled(children, left)
    identity = props.get("id")
    copied.__dict__ = props | left.pop(identity, {}) if isinstance(identity, str) else props
    return copied


def below(frame: Component) -> list[Component]:
    """Return every component inside another."""
    children = getattr(frame, "children", None)
    nested = children if isinstance(children, list | tuple) else [children]
    direct = [child for child in nested if isinstance(child, Component)]
    return [*direct, *(inner for child in direct for inner in below(child))]
