"""Draws tables of a few rows: texts and figures, links and dots, the last row a total where there is one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dash import html
from dash.development.base_component import Component

from influencer_roi.model.notation import worded
from influencer_roi.ui.leaves import Anchor, Leaves, Template, nth
from influencer_roi.ui.markup import marked
from influencer_roi.ui.regions import Regions


@dataclass(frozen=True)
class Cell:
    """One cell: text, where it leads, the class of its tone, the colour of a dot before it, a note behind."""

    text: str = ""
    href: str = ""
    tone: str = ""
    hue: str = ""
    note: str = ""


NO_CELL = Cell()


@dataclass(frozen=True)
class Line:
    """One row: its cells, and whether it is the total of those above."""

    cells: tuple[Cell, ...] = ()
    total: bool = False


@dataclass(frozen=True)
class Lines:
    """A table: its heads, how many of them stand over texts, how many rows; columns of links, dots, notes.

    What does not fit into a `named` column is cut in its middle (assets/45-names.js).
    """

    heads: tuple[str, ...]
    texts: int
    size: int
    linked: int = -1
    dotted: int = -1
    noted: int = -1
    named: tuple[int, ...] = ()

    def frame(self, at: Anchor) -> Component:
        """Return the table, empty."""
        heads = [
            html.Th(worded(words), id=f"{at}-head-{number}", className=self._side(number), scope="col")
            for number, words in enumerate(self.heads)
        ]
        places = [at.below(str(number)) for number in range(self.size)]
        rows = [html.Tr(self._row.frame(place), id=str(place)) for place in places]
        table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)])
        inside = html.Div(table, className="plain-table drawn", id=f"{at}-lines")
        return marked(inside, tabIndex="0", role="group", **{"aria-label": "Rows"})

    def regions(self, at: Anchor, lines: Sequence[Line], *, heads: Sequence[str] = ()) -> Regions:
        """Return what the table shows; without rows it is not there."""
        found: Regions = {f"{at}-lines.hidden": not lines}
        found |= {
            f"{at}-head-{number}.children": worded(words) for number, words in enumerate(heads or self.heads)
        }
        for number in range(self.size):
            line = nth(lines, number, Line())
            found[f"{at}-{number}.hidden"] = number >= len(lines)
            found[f"{at}-{number}.className"] = "total" if line.total else ""
            found |= self._row.regions(at.below(str(number)), line)
        return found

    @cached_property
    def _row(self) -> Template[Line]:
        return Template(lambda leaf: [self._cell(leaf, number) for number in range(len(self.heads))])

    def _cell(self, leaf: Leaves[Line], number: int) -> Component:
        def read(line: Line) -> Cell:
            return nth(line.cells, number, NO_CELL)

        if number == self.linked:
            link = html.A(target="_blank", rel="noopener noreferrer")
            shown = leaf(
                f"cell-{number}",
                link,
                children=lambda line: read(line).text,
                title=lambda line: read(line).text,
                href=lambda line: read(line).href or None,
            )
            return html.Td(shown, className="cap")
        words = leaf(
            f"cell-{number}",
            html.Span(),
            children=lambda line: read(line).text,
            className=lambda line: read(line).tone,
        )
        if number in self.named:
            whole = html.Span(words, className="name")
            return html.Td(leaf(f"whole-{number}", whole, title=lambda line: read(line).text))
        parts: list[Component] = [words]
        if number == self.dotted:
            dot = html.I(className="dot")
            parts.insert(0, leaf(f"dot-{number}", dot, style=lambda line: {"background": read(line).hue}))
        if number == self.noted:
            note = html.Span(className="noted")
            parts.append(leaf(f"note-{number}", note, children=lambda line: read(line).note))
        return html.Td(parts, className=self._side(number))

    def _side(self, number: int) -> str:
        return "" if number < self.texts else "n"
