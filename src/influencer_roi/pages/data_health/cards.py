"""Draws the parts of the Data health page: figures, cards, plain tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from influencer_roi.ui.components import panel
from influencer_roi.ui.markup import marked


@dataclass(frozen=True)
class Heading:
    """One column of a plain table: its name, and its class: `n` for numbers, `line` for what never wraps."""

    name: str
    style: str = ""


def figure(label: str, value: str, aside: str) -> Component:
    """Return a card of one figure."""
    return marked(
        html.Article(
            [
                html.Header(html.Span(label, className="label")),
                html.Div(html.Strong(value), className="row-value"),
                html.Footer(html.Span(aside, className="muted")),
            ],
            className="kpi",
        ),
        **{"aria-label": label},
    )


def card(
    title: str, say: str, body: Sequence[Component], *, width: str, tool: Component | None = None
) -> Component:
    """Return a card: what it answers, a sentence, its parts."""
    return panel(title, [html.P(say, className="say"), *body], width=width, tools=[tool] if tool else [])


def plain_table(
    title: str, headings: Sequence[Heading], lines: Sequence[Sequence[str | Component]]
) -> Component:
    """Return a table of a few rows, each named by its first cell; an empty one continues the row above."""
    head = [html.Th(one.name, scope="col", className=one.style) for one in headings]
    body = [
        html.Tr(
            [_cell(one, cell, number) for number, (one, cell) in enumerate(zip(headings, line, strict=True))]
        )
        for line in lines
    ]
    table = html.Table(
        [html.Caption(title, className="visually-hidden"), html.Thead(html.Tr(head)), html.Tbody(body)]
    )
    scroll = html.Div(table, className="plain-table", tabIndex=0, role="region")
    return marked(scroll, **{"aria-label": title})


def _cell(heading: Heading, cell: str | Component, number: int) -> Component:
    if number == 0 and cell:
        return html.Th(cell, scope="row")
    return html.Td(cell, className=heading.style)
