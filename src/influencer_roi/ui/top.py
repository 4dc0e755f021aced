"""Draws the head of a page: its question, how far the data goes, and what can be done with the page."""

from dash import html
from dash.development.base_component import Component

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ui.markup import marked
from influencer_roi.ui.words import day, plural


def top(question: str, ledger: Ledger, *, downloads: Component) -> Component:
    """Return the head of a page: what it answers, how far the data goes, what one can do with it."""
    return html.Div(
        [
            html.H1(question, id="question", tabIndex=-1),
            _as_of(ledger),
            html.Div([downloads, _saved_views(), _copy_link(), _theme_switch()], className="actions"),
        ],
        className="top",
    )


def _as_of(ledger: Ledger) -> Component:
    """Return how far the data goes, with everything the files had to say behind it."""
    set_aside = sum(counts.set_aside for counts in ledger.report.counts.values())
    parts = [
        f"data to {day(ledger.as_of)}",
        *([f"{plural(set_aside, 'row')} set aside"] if set_aside else []),
    ]
    sentences = ledger.report.doubts()
    if not sentences:
        return html.Span(" · ".join(parts), className="asof")
    notes = html.Div(html.Ul([html.Li(sentence) for sentence in sentences]), className="pane said")
    words = " · ".join(parts if set_aside else [*parts, plural(len(sentences), "note")])
    return html.Details([html.Summary(words, className="asof"), notes], className="menu")


def _saved_views() -> Component:
    """Return the menu of saved views; the browser keeps and draws them (assets/50-page.js)."""
    pane = html.Div(className="pane right")
    return html.Details([html.Summary("Saved views"), pane], className="menu saved-views")


def _copy_link() -> Component:
    return marked(html.Button("Copy link", className="ghost"), **{"data-act": "copy-link"})


def _theme_switch() -> Component:
    return marked(
        html.Button("◐", className="ghost", title="Switch theme"),
        **{"data-act": "theme", "aria-label": "Switch theme"},
    )
