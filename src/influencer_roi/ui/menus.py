"""Draws the corner menus of cards, and says where their files lead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.markup import address, marked
from influencer_roi.ui.regions import Regions

ABOUT = "about=yes"


@dataclass(frozen=True)
class File:
    """A file a menu leads to: its words, its name, what else its URL query says, what a click does."""

    words: str
    name: str
    query: str = ""
    act: str = ""


@dataclass(frozen=True)
class Menu:
    """The corner menu of a card: the files of the rows behind it, by what their ids end with."""

    files: Mapping[str, File]

    def items(self, at: Anchor) -> list[Component]:
        """Return the links, which lead nowhere yet."""
        links = {name: html.A(file.words, id=f"{at}-{name}") for name, file in self.files.items()}
        acts = {name: {"data-act": file.act} if file.act else {} for name, file in self.files.items()}
        return [marked(link, **acts[name]) for name, link in links.items()]

    def regions(self, at: Anchor, query: str) -> Regions:
        """Return where the links lead: `query` says which rows, and may be empty."""
        return {
            f"{at}-{name}.href": address(f"/download/{file.name}", query, file.query)
            for name, file in self.files.items()
        }


SLICES = Menu(
    {
        "table": File("Show as table", "slices.json", act="rows"),
        "rows": File("Download rows (CSV)", "slices.csv"),
        "about": File("CSV with definitions", "slices.csv", ABOUT),
    }
)


def file_menu(table: str) -> Menu:
    """Return the menu of a card whose rows are a table's, no slices of the ledger."""
    return Menu(
        {
            "rows": File("Download rows (CSV)", f"{table}.csv"),
            "about": File("CSV with definitions", f"{table}.csv", ABOUT),
            "workbook": File("Excel workbook", f"{table}.xlsx"),
            "parquet": File("Parquet", f"{table}.parquet"),
        }
    )


def corner_menu(title: str, items: Sequence[Component]) -> Component:
    """Return the corner menu of a card."""
    summary = marked(html.Summary("⋯"), **{"aria-label": f"More about: {title}"})
    return html.Details([summary, html.Div(list(items), className="pane right")], className="menu dots")
