from dataclasses import dataclass

import pytest
from dash import html
from dash.development.base_component import Component

from influencer_roi.ui.regions import Regions, filled, gathered, is_leaf, split

# ---- a component tree as a reader meets it


@dataclass(frozen=True)
class Drawn:
    """A drawn tree: every component in it, those with an id by id."""

    components: tuple[Component, ...]

    def at(self, identity: str) -> Component:
        """Return the component with this id."""
        found = [one for one in self.components if getattr(one, "id", None) == identity]
        assert len(found) == 1, f"{len(found)} components have the id {identity}"
        return found[0]

    def text(self, identity: str) -> str:
        """Return every text inside the component with this id."""
        return text_of(self.at(identity))

    def attribute(self, identity: str, name: str) -> object:
        """Return an attribute of the component with this id, None where it has none."""
        return getattr(self.at(identity), name, None)

    def ids(self) -> list[str]:
        """Return every id there is."""
        named = (getattr(one, "id", None) for one in self.components)
        return [name for name in named if isinstance(name, str)]


def drawn(frame: Component) -> Drawn:
    """Return a tree taken apart."""
    return Drawn(tuple(_parts(frame)))


def text_of(value: object) -> str:
    """Return every text inside a component, in order."""
    if isinstance(value, Component):
        return text_of(getattr(value, "children", None))
    if isinstance(value, list | tuple):
        return "".join(text_of(one) for one in value)
    return "" if value is None else str(value)


def _parts(value: object) -> list[Component]:
    if isinstance(value, list | tuple):
        return [part for one in value for part in _parts(one)]
    if not isinstance(value, Component):
        return []
    return [value, *_parts(getattr(value, "children", None))]


# ---- regions


def test_split():
    """A region is an id and a property; the id may hold dots, the property none."""
    assert split("overview-brands-0-line.aria-pressed") == ("overview-brands-0-line", "aria-pressed")
    assert split("a.b.children") == ("a.b", "children")


def test_leaves():
    """Texts and attributes of plain elements are leaves, what components take is not."""
    regions = "a.children a.aria-pressed a.data-value a.style b-source.data b.rowData c.value".split()
    assert [region for region in regions if is_leaf(region)] == regions[:4]


def test_gathered():
    """Leaves go to the browser as one value of the page, the rest each as it is."""
    values: Regions = {"p-a.children": "12", "p-grid.rowData": [], "p-a.hidden": False}
    assert gathered(values, "p") == {
        "p-leaves.data": {"p-a.children": "12", "p-a.hidden": False},
        "p-grid.rowData": [],
    }


def test_filled():
    """Each region sets its leaf, however deep, and in lists or alone; the frame is left for the next ones."""
    frame = html.Div([html.P(html.B(id="bold")), html.Ol([html.Li(id="item"), "text", None])], id="whole")
    before = repr(frame)
    values: Regions = {"bold.children": "12", "item.hidden": True, "whole.className": "x"}
    shown = filled(frame, values).to_plotly_json()["props"]
    assert repr(frame) == before
    assert shown["className"] == "x"
    assert shown["children"][0].children.children == "12"
    assert shown["children"][1].children[0].hidden is True


def test_attributes():
    """Attributes Python cannot spell are regions too."""
    row = filled(html.Button(id="row"), {"row.aria-pressed": "true"})
    assert row.to_plotly_json()["props"]["aria-pressed"] == "true"


def test_missing():
    """A region whose component the frame lacks is an error that names it."""
    with pytest.raises(KeyError, match="nowhere"):
        filled(html.Div(id="here"), {"nowhere.children": "x"})
