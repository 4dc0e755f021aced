"""Draws what must be read before the figures."""

import polars as pl
from dash import html
from dash.development.base_component import Component

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ui.markup import page_link
from influencer_roi.ui.words import plural

_ALARMING = ("many_set_aside", "no_revenue", "base_currency")
_SHOWN_KEYS = 3


def banners(page: str, ledger: Ledger) -> Component:
    """Return what must be read before the figures, and the way out.

    Made-up data, doubts of the load, money without a day, money on people nobody listed, an empty selection.
    """
    sample = html.Div(
        [
            html.B("This is made-up sample data."),
            " To see your own, put influencers, posts, orders and payouts as CSV into a folder and start ",
            html.Code("DATA=/path/to/folder make run"),
        ],
        className="banner",
    )
    return html.Div(
        [
            *([sample] if ledger.sample else []),
            *(html.Div(alarm, className="banner warn") for alarm in _alarms(ledger)),
            html.Div(id=f"{page}-dateless", className="banner warn"),
            *([] if ledger.audience.sees_payouts else [html.Div(id=f"{page}-withheld", className="banner")]),
            _unlisted(page),
            html.Div(
                [
                    html.Span(id=f"{page}-empty-words"),
                    html.Button(id=f"{page}-empty-clear", className="reset"),
                ],
                id=f"{page}-empty",
                className="banner warn",
                role="status",
            ),
        ],
        className="banners",
    )


def _unlisted(page: str) -> Component:
    """Return what says how much stands on people nobody listed, with a link that shows only them."""
    words = html.Span(id=f"{page}-unlisted-words", className="before")
    sentence = html.P([words, page_link(id=f"{page}-unlisted-only")])
    return html.Div(sentence, id=f"{page}-unlisted", className="banner warn")


def _alarms(ledger: Ledger) -> list[str]:
    """Return what puts whole figures in doubt: nobody should have to open a menu for it."""
    notes = [str(note) for note in ledger.report.notes if note.code in _ALARMING]
    twice = ledger.report.faults.filter(pl.col("code") == "duplicate_conflict")
    if twice.height:
        rows = plural(twice.height, "row")
        files = ", ".join(twice["file"].unique(maintain_order=True))
        keys = ", ".join(twice["value"].unique(maintain_order=True).head(_SHOWN_KEYS))
        notes.append(f"{files}: {rows} set aside: the same key as an earlier row, other values ({keys}).")
    return notes
