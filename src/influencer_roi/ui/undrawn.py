"""Draws what a reader sees where a page cannot be drawn."""

from dash import html
from dash.development.base_component import Component

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ui.markup import page_link
from influencer_roi.ui.page import Page, open_pages
from influencer_roi.ui.rail import rail
from influencer_roi.ui.regions import filled


def undrawn(page: Page, pages: tuple[Page, ...], ledger: Ledger) -> Component:
    """Return the frame of a page that could not be drawn: the menu, what happened, and a way back."""
    others = open_pages(pages, ledger)
    message = html.P(
        [
            "This page could not be drawn for this address. ",
            page_link("Show it without filters", href=page.path),
            ", or choose another page in the menu. The log says what failed.",
        ],
        role="alert",
    )
    main = html.Main(
        [html.H1(page.question, id="question", tabIndex=-1), message], id="main", className="main"
    )
    return filled(
        html.Div([rail(page, others), main], className="frame"),
        {f"{page.key}-to-{other.key}.href": other.path for other in others if other.listed},
    )
