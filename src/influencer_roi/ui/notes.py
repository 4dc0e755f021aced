"""Draws the menu of notes: what a reader may want to know of the data, and need not before the figures."""

from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.ui.markup import marked, page_link
from influencer_roi.ui.words import plural

DATA_PATH = "/data"
ON_PAPER = {"data-paper": ""}  # printed too, without what leads on (assets/70-paper.js)
# Of these the selection has a note of its own, which says how much of it that is.
_OF_SELECTION = ("no_date", "unknown_influencer")


@memo()
def standing_notes(ledger: Ledger) -> tuple[str, ...]:
    """Return what is to say of the data under every selection, a sentence or two each."""
    notes = tuple(note for note in ledger.report.notes if note.code not in _OF_SELECTION)
    return tuple(replace(ledger.report, notes=notes).doubts())


def notes_words(ledger: Ledger, *, of_selection: int) -> str:
    """Return how many notes there are: "4 notes"; nothing where there is none."""
    number = len(standing_notes(ledger)) + of_selection + ledger.sample
    return plural(number, "note") if number else ""


def notes(page: str, ledger: Ledger) -> Component:
    """Return the menu of notes; those on the selection and how many there are, filter_values fills in."""
    data = page_link("Data health", id=f"{page}-notes-data", href=DATA_PATH)
    listed = [
        marked(html.Li(id=f"{page}-dateless"), **ON_PAPER),
        _unlisted(page),
        *(html.Li(_opened(sentence)) for sentence in standing_notes(ledger)),
        *([_sample()] if ledger.sample else []),
        html.Li(["What was read, kept and set aside: ", data, "."]),
    ]
    summary = html.Summary(id=f"{page}-notes-label")
    pane = html.Div(html.Ul(listed), className="pane right")
    return html.Details([summary, pane], id=f"{page}-notes", className="menu notes")


def _opened(sentence: str) -> "list[Component | str]":
    """Return a sentence with the file it is about standing out."""
    file, colon, rest = sentence.partition(": ")
    return [html.B(f"{file}:"), f" {rest}"] if colon and " " not in file else [sentence]


def _unlisted(page: str) -> Component:
    """Return how much stands on people nobody listed, with a link that shows only them."""
    words = html.Span(id=f"{page}-unlisted-words", className="before")
    note = html.Li([words, page_link(id=f"{page}-unlisted-only")], id=f"{page}-unlisted")
    return marked(note, **ON_PAPER)


def _sample() -> Component:
    """Return that the data are made up, and how to see one's own."""
    note = html.Li(
        [
            html.B("This is made-up sample data."),
            " To see your own, put influencers, posts, orders and payouts as CSV into a folder and start ",
            html.Code("DATA=/path/to/folder make run"),
        ]
    )
    return marked(note, **ON_PAPER)
