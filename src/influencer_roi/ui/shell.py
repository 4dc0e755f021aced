"""Draws what stands around every page: where pages are drawn, toasts, what the browser tells the server."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from influencer_roi.model.roles import LOCAL, Reader
from influencer_roi.ui.markup import marked, page_link
from influencer_roi.ui.page import Page


def shell(reader: Reader = LOCAL) -> Component:
    """Return the application's layout; pages are drawn into it by address. At its foot stands who reads."""
    return html.Div(
        [
            html.A("Skip to content", href="#main", className="skip"),
            html.Div(
                html.Span(id="stale-text"), id="stale", hidden=True, className="banner bad", role="status"
            ),
            html.Div(id="page"),
            _you(reader),
            marked(
                html.Div(
                    [
                        _toast("notice", "Dismiss", "dismiss", ""),
                        _toast("problem", "Try again", "retry", " problem"),
                        _toast("fresh", "Show it", "retry", "", "New data is there."),
                    ],
                    className="toast-place",
                ),
                **{"aria-live": "polite"},
            ),
            dcc.Store(id="moved"),
            dcc.Store(id="title"),
        ]
    )


def _you(reader: Reader) -> Component:
    """Return who is signed in, as what, and the way out; where nobody signs in, who may come."""
    if reader == LOCAL:
        return html.Div("Open on this machine only", className="you")
    if reader.view is not None:
        return html.Div("A shared view: its filters stay as they are", className="you")
    leave = html.Form(html.Button("Sign out", className="ghost"), action="/sign-out", method="POST")
    named = html.Span(
        [html.A(html.B(reader.name), href="/password", title="Change your password"), f" {reader.role}"]
    )
    return html.Div([named, leave], className="you")


def notice_text(dropped: Sequence[str]) -> str:
    """Return what a toast says of parts of a link that mean nothing here."""
    return f"Left out of the link, not in this data: {', '.join(dropped)}." if dropped else ""


def not_found(pages: Sequence[Page]) -> Component:
    """Return what stands at an address that names no page."""
    links = [html.Li(page_link(page.label, href=page.path)) for page in pages if page.listed]
    return html.Main(
        [html.H1("There is no such page."), html.P("There are these:"), html.Ul(links)],
        id="main",
        className="main",
    )


def _toast(identity: str, button: str, act: str, style: str, text: str = "") -> Component:
    return html.Div(
        [
            html.Span(text, id=f"{identity}-text"),
            marked(html.Button(button, className="ghost"), **{"data-act": act, "data-of": identity}),
        ],
        id=identity,
        hidden=True,
        className=f"toast-line{style}",
        role="status",
    )
