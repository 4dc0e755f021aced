"""Draws what stands beside a table: its search, the menu of its columns, links to files of what it shows."""

from dash import html
from dash.development.base_component import Component

from influencer_roi.ui.markup import marked, search_box


def search(identity: str, words: str = "Search this table") -> Component:
    """Return the search box of a table."""
    box = html.Div(search_box(f"{identity}-search", words), className="table-search")
    return marked(box, **{"data-table": identity})


def columns_menu(identity: str) -> Component:
    """Return the menu that says which columns a table shows; assets/60-tables.js lists and remembers them."""
    summary = html.Summary(["Columns", html.Span()])
    menu = html.Details([summary, html.Div(className="pane right")], className="menu columns")
    return marked(menu, **{"data-table": identity})


def shown_link(identity: str, words: str, table: str, *, style: str) -> Component:
    """Return a link to a file of a table's rows: its search, column filters and sort go along."""
    return marked(html.A(words, id=identity, className=style), **{"data-shown-in": table})
