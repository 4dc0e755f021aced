"""Declares leaves: elements of a frame, each with its id and what it shows of a value, written once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from dash import html
from dash.development.base_component import Component

from influencer_roi.ui.figures import Json
from influencer_roi.ui.regions import Regions

Value = TypeVar("Value")
Element = TypeVar("Element", bound=Component)


@dataclass(frozen=True)
class Anchor:
    """Where something stands: the page's key, and what every id inside begins with."""

    page: str
    base: str

    def __str__(self) -> str:
        return self.base

    def below(self, name: str) -> "Anchor":
        """Return the anchor of a part."""
        return Anchor(self.page, f"{self.base}-{name}")


def nth(values: Sequence[Value], number: int, blank: Value) -> Value:
    """Return one of several values, `blank` where they are not so many."""
    return values[number] if number < len(values) else blank


class Leaves(Generic[Value]):
    """Gives the elements of one frame their ids, and collects what each shows of a value."""

    def __init__(self, anchor: Anchor) -> None:
        self.page = anchor.page
        self.shows: dict[str, Callable[[Value], Json]] = {}
        self._base = anchor.base

    def __call__(self, name: str, element: Element, **shows: Callable[[Value], Json]) -> Element:
        """Return the element with an id; `shows` give its properties, `data_value` for data-value."""
        setattr(element, "id", f"{self._base}-{name}")  # noqa: B010 # a component takes any of its properties
        self.shows |= {f"-{name}.{prop.replace('_', '-')}": show for prop, show in shows.items()}
        return element


@dataclass(frozen=True)
class Template(Generic[Value]):
    """A frame that shows one value: `draw` declares its leaves."""

    draw: Callable[[Leaves[Value]], Sequence[Component | str]]

    def frame(self, at: Anchor) -> list[Component | str]:
        """Return the elements, their leaves empty."""
        return list(self.draw(Leaves(at)))

    def regions(self, at: Anchor, value: Value) -> Regions:
        """Return what the leaves show of a value."""
        return _at(at, self.shown(value))

    def shown(self, value: Value) -> Regions:
        """Return the same by what each leaf is called below an anchor."""
        return {leaf: show(value) for leaf, show in self._shows.items()}

    @cached_property
    def _shows(self) -> dict[str, Callable[[Value], Json]]:
        leaves: Leaves[Value] = Leaves(Anchor("", ""))
        self.draw(leaves)
        return leaves.shows


@dataclass(frozen=True)
class Slots(Generic[Value]):
    """As many items of a list as `size`, which fill from the first; without a value they show `blank`."""

    item: Template[Value]
    blank: Value
    size: int

    def frame(self, at: Anchor) -> list[Component]:
        """Return the items of the list."""
        anchors = [at.below(str(number)) for number in range(self.size)]
        return [html.Li(self.item.frame(anchor), id=str(anchor)) for anchor in anchors]

    def regions(self, at: Anchor, values: Sequence[Value]) -> Regions:
        """Return what the items show; those beyond the last value are hidden."""
        found: Regions = {}
        for number in range(self.size):
            anchor, there = at.below(str(number)), number < len(values)
            found[f"{anchor}.hidden"] = not there
            found |= self.item.regions(anchor, values[number]) if there else _at(anchor, self._blank)
        return found

    @cached_property
    def _blank(self) -> Regions:
        return self.item.shown(self.blank)


def _at(anchor: Anchor, shown: Regions) -> Regions:
    return {f"{anchor.base}{leaf}": value for leaf, value in shown.items()}
