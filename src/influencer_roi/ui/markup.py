"""Marks components with attributes Python cannot spell as names; draws links; writes texts for figures."""

from functools import lru_cache
from html import escape
from typing import TypeVar
from urllib.parse import quote_plus

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

Marked = TypeVar("Marked", bound=Component)


def marked(component: Marked, **attributes: str) -> Marked:
    """Return the component with these attributes set."""
    for name, value in attributes.items():
        setattr(component, name, value)
    return component


def page_link(
    children: "list[Component | str] | Component | str" = "", *, href: str = "", **properties: str
) -> html.A:
    """Return a link to a page of this application, which is drawn in place (assets/50-page.js)."""
    return marked(html.A(children, href=href), **{"data-act": "page", **properties})


def search_box(identity: str, words: str, **properties: str | float) -> list[Component]:
    """Return a search box, and its label for who cannot see it."""
    label = dbc.Label(words, html_for=identity, class_name="visually-hidden")
    return [label, dbc.Input(id=identity, type="search", placeholder=words, **properties)]


def plot_text(text: str) -> str:
    """Return a text that a figure shows as it is written, in a legend, a hover or along an axis.

    Plotly takes tags for markup, and reads `&amp;`, `&lt;` and `&gt;`, but would show `&quot;`: quotes stay.
    A template would fill in `%{…}` itself: hand it the text by a field, never as a part of the template.
    """
    return escape(text, quote=False)


def share(part: float) -> str:
    """Return a share of the room there is as CSS writes it; what is beyond 0 or 1 stops there."""
    return f"{min(1.0, max(0.0, part)) * 100:.1f}%"


def address(path: str, *queries: str) -> str:
    """Return an address with the parts of its URL query, the empty ones left out."""
    query = "&".join(part for part in queries if part)
    return f"{path}?{query}" if query else path


def profile_address(influencer_id: str, query: str) -> str:
    """Return where an influencer's profile is; `query` states the other filters in force."""
    return address("/influencer", f"influencer={_quoted(influencer_id)}", query)


_quoted = lru_cache(maxsize=65_536)(quote_plus)
