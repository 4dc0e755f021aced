"""Marks components with attributes Python cannot spell as names, aria-label and data-act; and draws links."""

from typing import TypeVar

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
