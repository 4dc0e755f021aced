from dash import html
from dash.development.base_component import Component

from influencer_roi.ui.leaves import Anchor, Leaves, Slots, Template
from influencer_roi.ui.regions import filled
from tests.ui.test_regions import drawn

HERE = Anchor("p", "p-list")


def draw(leaf: Leaves[str]) -> list[Component]:
    """A name that also stands in its title and as what a click sends."""
    return [leaf("name", html.B(), children=str.upper, title=str, data_value=len)]


def test_template():
    """What a leaf shows is declared where it is drawn: its frame and its regions have one id."""
    frame = html.Div(Template(draw).frame(HERE))
    regions = Template(draw).regions(HERE, "mint")
    assert regions == {
        "p-list-name.children": "MINT",
        "p-list-name.title": "mint",
        "p-list-name.data-value": 4,
    }
    assert drawn(filled(frame, regions)).text("p-list-name") == "MINT"


def test_slots():
    """Items fill from the first; without a value they are hidden, and values beyond them are left out."""
    slots = Slots(Template(draw), "", 2)
    for values, hidden in (([], [True, True]), (["a"], [False, True]), (["a", "b", "c"], [False, False])):
        regions = slots.regions(HERE, values)
        assert [regions[f"p-list-{number}.hidden"] for number in range(2)] == hidden
        assert filled(html.Ol(slots.frame(HERE)), regions)
