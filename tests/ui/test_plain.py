import json
from typing import Any

import orjson
import pytest
from dash import dcc, html
from dash.development.base_component import Component
from plotly.utils import PlotlyJSONEncoder

from influencer_roi.app import create_app
from influencer_roi.callbacks import buttons
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.pages import PAGES
from influencer_roi.settings import Settings
from influencer_roi.ui.markup import marked
from influencer_roi.ui.page import Page, layout
from influencer_roi.ui.plain import Plain, as_json, plainly
from tests.ui.test_regions import drawn


def written(component: Component) -> Any:
    """A component as the browser gets it."""
    return json.loads(json.dumps(component, cls=PlotlyJSONEncoder))


def test_nodes():
    """What is plain arrives as texts and [tag, attributes, *nodes], side by side in one component."""
    row = marked(html.Li(["a", html.B("b", className="x")], id="row", hidden=True), **{"aria-label": "c"})
    frame = plainly(html.Div([html.P("one"), "two", row, 3]), live=())
    assert [part["type"] for part in written(frame)["props"]["children"]] == ["Plain"]
    assert written(frame)["props"]["children"][0]["props"]["nodes"] == [
        ["p", {}, "one"],
        "two",
        ["li", {"id": "row", "hidden": True, "aria-label": "c"}, "a", ["b", {"className": "x"}, "b"]],
        3,
    ]


def test_what_is_more_stays():
    """Components, elements callbacks know and whatever they stand in are Dash's, in their places."""
    button = html.Button("go", id="go")
    frame = plainly(html.Div([html.P("a"), html.Div([html.B("b"), button]), dcc.Store(id="s")]), live=("go",))
    first, middle, last = frame.children
    assert isinstance(first, Plain)
    assert isinstance(last, dcc.Store)
    assert [type(part) for part in middle.children] == [Plain, html.Button]


def test_empty():
    """What has nothing in it stays so."""
    assert written(plainly(html.Div(id="here"), live=()))["props"] == {"id": "here", "children": None}


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_callbacks_find_their_components(world: Ledger, page: Page):
    """Whatever a callback listens to or writes on a page is a component Dash knows, and little else is."""
    choices = {name: choice.default for name, choice in page.choices.items()}
    whole = drawn(layout(page, PAGES, world, Filters(), choices))
    plain = plainly(layout(page, PAGES, world, Filters(), choices), live=buttons(page))
    left = drawn(plain)
    callbacks = create_app(world, Settings()).server.test_client().get("/_dash-dependencies").json
    named = {part["id"] for one in callbacks for part in (*one["inputs"], *one["state"])}
    named |= {
        part.rsplit(".", 1)[0] for one in callbacks for part in str(one["output"]).strip(".").split("...")
    }
    assert named & {*whole.ids()} <= {*left.ids()}
    assert len(left.components) < 250
    assert len(left.components) < len(whole.components)
    assert orjson.loads(orjson.dumps(as_json(plain))) == written(plain)
