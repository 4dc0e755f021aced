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
    """Return the frame with every region set.

    Raises:
        KeyError: the frame lacks a region's component.
    """
    leaves = dict(_identified(frame))
    for region, value in values.items():
        identity, name = split(region)
        setattr(leaves[identity], name, value)
    return frame


def _identified(frame: Component) -> list[tuple[str, Component]]:
    named = ((getattr(component, "id", None), component) for component in (frame, *below(frame)))
    return [(name, component) for name, component in named if isinstance(name, str)]


def below(frame: Component) -> list[Component]:
    """Return every component inside another."""
    children = getattr(frame, "children", None)
    nested = children if isinstance(children, list | tuple) else [children]
    direct = [child for child in nested if isinstance(child, Component)]
    return [*direct, *(inner for child in direct for inner in below(child))]
