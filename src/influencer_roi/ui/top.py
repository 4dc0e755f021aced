"""Draws the head of a page: its question, how far the data goes, notes, what can be done with it."""

from collections.abc import Collection

from dash import html
from dash.development.base_component import Component

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ui.markup import marked
from influencer_roi.ui.notes import notes
from influencer_roi.ui.words import day

# What can be taken home of the rows behind a page, by what the ids of the links end with.
FILES = {
    "-workbook": ("Rows of this page", "XLSX"),
    "": ("Rows of this page", "CSV"),
    "-about": ("Rows with definitions", "CSV"),
    "-parquet": ("Rows of this page", "Parquet"),
}


def question_of(page: str) -> str:
    """Return the region of a page's question."""
    return f"{page}-question.children"


def top(page: str, question: str, ledger: Ledger, *, own_files: Collection[str] = ()) -> Component:
    """Return the head of a page: what it answers, how far the data goes, what one can do with it.

    `own_files` are tables on it whose rows have their own ways home: no others are offered then.
    """
    sample = [html.Span("sample data", className="pill")] if ledger.sample else []
    opener = marked(
        html.Button("⋯", className="ghost icon drop", title="Notes, Share and theme"),
        **{"data-act": "drop", "aria-expanded": "false", "aria-label": "Notes, Share and theme"},
    )
    return html.Div(
        [
            html.H1(html.Span(question, id=f"{page}-question"), id="question", tabIndex=-1),
            html.Span(f"data to {day(ledger.as_of)}", className="asof"),
            *sample,
            opener,
            html.Div([notes(page, ledger), _share(page, own_files), _theme_switch()], className="actions"),
        ],
        className="top",
    )


def _share(page: str, own_files: Collection[str]) -> Component:
    """Return the one menu of what leaves the page: its link, saved views, rows, paper.

    The browser keeps and draws the saved views (assets/54-views.js).
    """
    parts = [
        marked(html.Button("Copy link", className="item"), **{"data-act": "copy-link"}),
        html.Div(className="saved-views"),
        html.Div(_files(page), className="downloads", hidden=bool(own_files)),
        html.Hr(),
        marked(html.Button("Print or PDF", className="item"), **{"data-act": "print"}),
    ]
    return html.Details(
        [html.Summary("Share"), html.Div(parts, className="pane right")], className="menu share"
    )


def _files(page: str) -> list[Component]:
    """Return the links to the ledger rows behind a page, under its filters."""
    links = [
        html.A([words, html.Span(kind, className="muted")], id=f"{page}-download{name}", className="item")
        for name, (words, kind) in FILES.items()
    ]
    return [html.Hr(), html.P("Download", className="head-of"), *links]


def _theme_switch() -> Component:
    return marked(
        html.Button("◐", className="ghost icon", title="Switch theme"),
        **{"data-act": "theme", "aria-label": "Switch theme"},
    )
