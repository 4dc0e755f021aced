"""Marks components with the attributes Python cannot spell as names: aria-label, data-act."""

from typing import TypeVar

from dash.development.base_component import Component

Marked = TypeVar("Marked", bound=Component)


def marked(component: Marked, **attributes: str) -> Marked:
    """Return the component with these attributes set."""
    for name, value in attributes.items():
        setattr(component, name, value)
    return component
