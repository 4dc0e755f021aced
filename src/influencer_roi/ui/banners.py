"""Draws what must be read before the figures."""

import polars as pl
from dash import html
from dash.development.base_component import Component

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ui.words import plural

_ALARMING = ("many_set_aside", "no_revenue")
_SHOWN_KEYS = 3


def banners(page: str, ledger: Ledger) -> Component:
    """Return what must be read before the figures, and the way out.

    What puts whole figures in doubt, why readers see no spend, an empty selection; all else is a note.
    """
    return html.Div(
        [
            *(html.Div(alarm, className="banner warn") for alarm in _alarms(ledger)),
            *([] if ledger.audience.sees_payouts else [html.Div(id=f"{page}-withheld", className="banner")]),
            html.Div(
                [
                    html.Span(id=f"{page}-empty-words"),
                    html.Button(id=f"{page}-empty-clear", className="reset"),
                ],
                id=f"{page}-empty",
                className="banner warn needs",
                role="status",
            ),
        ],
        className="banners",
    )


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
