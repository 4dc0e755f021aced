"""Registers what the browser answers by itself."""

from dash import ClientsideFunction, Dash, Input, Output, State


def in_browser(app: Dash, function: str, *parts: Input | Output | State) -> None:
    """Register a function of assets/50-page.js."""
    app.clientside_callback(ClientsideFunction("page", function), *parts)  # type: ignore[no-untyped-call] # Dash's
