"""Compares kinds of influencers: categories, follower tiers, genders, personas."""

from urllib.parse import urlencode

import polars as pl
from dash import html
from dash.development.base_component import Component

from influencer_roi.filters import TOGETHER
from influencer_roi.metrics.units import RUPEES, TIMES
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.pages.view import NOTHING_HERE, View
from influencer_roi.queries.influencer_rows import KINDS, kinds
from influencer_roi.ui import components
from influencer_roi.ui.boards import BARS, Line, board, board_regions
from influencer_roi.ui.grid import Column, table
from influencer_roi.ui.page import Choice
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.theme import ACCENT, OTHER, colours
from influencer_roi.ui.words import plural

NAME = "kinds"
ROWS = 8
HEIGHT = 380
WIDEST = 1.5
GROUP = Choice(
    "Kind of influencer",
    {
        "category": "by category",
        "tier": "by followers",
        "gender": "by gender",
        "persona": "by persona",
    },
)
WORDS = {"category": "category", "tier": "tier", "gender": "gender", "persona": "persona"}
COLUMNS = (
    Column("kind", "Kind", "link", 165, "The kind of influencer; the link chooses it", "href", pinned=True),
    "roas",
    "revenue",
    "spend",
    Column("influencers", "Influencers", "number", 130, "How many influencers of this kind take part"),
    "roi",
    "orders",
    "cpa",
    "engagement_rate",
    "new_customers",
)


def kinds_frame(page: str, *, width: str) -> Component:
    """Return the frame of the comparison: a board beside a table."""
    place = f"{page}-{NAME}"
    body = html.Div(
        [
            html.Div(board(BARS, place, page=page, dimension="category", size=ROWS), className="w6"),
            html.Div(table(f"{place}-grid", COLUMNS, height=HEIGHT), className="w6"),
        ],
        className="cards",
    )
    return components.card(
        page,
        NAME,
        "Which kind of influencer pays off?",
        body,
        width=width,
        tools=[components.choice(page, "group", GROUP.label, GROUP.options)],
    )


def kinds_regions(view: View, group: str) -> Regions:
    """Return what the comparison shows for one way to group."""
    rows = kinds(view.ledger, view.filters, by=group)
    paid = rows.filter(pl.col("roas").is_not_null())
    place = f"{view.page}-{NAME}"
    hidden = rows.height - min(paid.height, ROWS)
    more = f"and {hidden:,} more in the table" if hidden > 0 and paid.height else ""
    by = group if group in DIMENSIONS else KINDS[group][0]
    return {
        **components.card_regions(
            view.page, NAME, view.of_revenue(_sentence(paid, group)), view.rows_query(by)
        ),
        **board_regions(BARS, place, _lines(view, paid, group), size=ROWS, empty=NOTHING_HERE, more=more),
        **{
            f"{place}-{number}-line.data-dimension": group if group == by else TOGETHER
            for number in range(ROWS)
        },
        f"{place}-grid.rowData": [
            {**row, "href": _href(view, row, group)}
            for row in rows.select("kind", *_fields(), *KINDS[group]).iter_rows(named=True)
        ],
    }


def _fields() -> list[str]:
    return [column if isinstance(column, str) else column.field for column in COLUMNS[1:]]


def _lines(view: View, paid: pl.DataFrame, group: str) -> list[Line]:
    shown = paid.head(ROWS).to_dicts()
    longest = max((row["roas"] for row in shown), default=0.0)
    scale = max(longest, min(max((row["high"] for row in shown), default=0.0), WIDEST * longest)) or 1.0
    hues = colours(view.ledger, "category") if "category" in KINDS[group] else {}
    return [
        Line(
            value=row["kind"]
            if group in DIMENSIONS
            else urlencode({name: row[name] for name in KINDS[group]}),
            name=row["kind"],
            sub=plural(row["influencers"], "influencer"),
            length=row["roas"] / scale,
            colour=hues.get(row["category"], OTHER) if hues else ACCENT,
            figure=TIMES.short(row["roas"]),
            extra=RUPEES.short(row["revenue"]),
            interval=(row["low"] / scale, row["high"] / scale),
            pressed=all(view.presses(name, row[name]) for name in KINDS[group]),
        )
        for row in shown
    ]


def _href(view: View, row: dict[str, str], group: str) -> str:
    """Return the address of this page with only this kind chosen, or let go where it was."""
    names = KINDS[group]
    pressed = all(view.presses(name, row[name]) for name in names)
    kept = view.filters.without(names).to_query()
    picked = urlencode([] if pressed else [(name, row[name]) for name in names])
    choice = urlencode([("group", group)] if group != GROUP.default else [])
    query = "&".join(part for part in (kept, picked, choice) if part)
    return f"/influencers?{query}" if query else "/influencers"


def _sentence(paid: pl.DataFrame, group: str) -> str:
    """Return which kind returns most and which sells most."""
    word = WORDS[group]
    opening = "A persona is a category and a gender. " if group == "persona" else ""
    if paid.is_empty():
        return f"No {word} has spend in this selection."
    best = paid.row(0, named=True)
    if paid.height == 1:
        return f"{opening}{best['kind']} is the only {word} with spend: ROAS {TIMES.short(best['roas'])}."
    most = paid.sort("revenue", descending=True, maintain_order=True).row(0, named=True)
    returns = f"{opening}{best['kind']} returns most per rupee ({TIMES.short(best['roas'])})"
    if most["kind"] == best["kind"]:
        return f"{returns} and sells most."
    return f"{returns}; {most['kind']} sells most, at {TIMES.short(most['roas'])}."
