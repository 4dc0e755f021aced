"""Answers "Show me the rows": the ledger and the four tables under every filter, paged on the server."""

import math
from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import RUPEES
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.pages.explorer.columns import (
    BASIS,
    BRAND,
    COLUMNS,
    PLATFORM,
    columns_of,
    fields_of,
    with_first,
)
from influencer_roi.queries import rows
from influencer_roi.ui import grid, table_tools
from influencer_roi.ui.cards import choice_control
from influencer_roi.ui.choice import Choice
from influencer_roi.ui.components import panel
from influencer_roi.ui.figures import Json
from influencer_roi.ui.page import Page
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.tables import Rows
from influencer_roi.ui.withheld import FIELDS, columns_for
from influencer_roi.ui.words import NOTHING_HERE, plural

KEY = "explorer"
GRID = f"{KEY}-rows"
TABLE = Choice(
    "Table",
    {
        "entries": "Sums by day and post",
        "orders": "Orders",
        "posts": "Posts",
        "influencers": "Influencers",
        "payouts": "Payouts",
    },
)
# Which figure a reader came from: what it is made of stands first.
FIRST = Choice(
    "Column first",
    {"usual": "columns as they are", **{key: f"{one.label} first" for key, one in REGISTRY.items()}},
)
CHOICES = {"table": TABLE, "first": FIRST}
SUMS: Mapping[str, tuple[str, ...]] = {
    "entries": ("revenue", "orders", "spend", "posts", "reach"),
    "orders": ("revenue", "orders"),
    "posts": ("posts", "reach", "likes", "comments"),
    "influencers": ("revenue", "orders", "spend", "posts", "reach"),
    "payouts": (),
}
HOLDS = {
    "entries": "One row per day, influencer, platform, brand, campaign and post: every number is their sum.",
    "orders": "One row per order kept, with the brand, platform and post it counts for.",
    "posts": "One row per post, counted by the part of it that belongs to this selection.",
    "influencers": "One row per influencer, with what this selection brought.",
    "payouts": "One row per payout of the influencers in this selection, as the file states it.",
}
# The files of the rows: assets/60-tables.js adds what the table's column filters and sort leave.
FORMS = {"csv": "Rows as CSV", "about": "with definitions", "xlsx": "as Excel", "parquet": "as Parquet"}
CLOSE = 1e-6


def frame(ledger: Ledger) -> Component:
    """Return the page's frame."""
    del ledger
    files = [
        table_tools.shown_link(f"{KEY}-rows-{form}", words, GRID, style="ghost")
        for form, words in FORMS.items()
    ]
    choices = [choice_control(KEY, name, one) for name, one in CHOICES.items()]
    tools = [*choices, *files, table_tools.columns_menu(GRID)]
    table = grid.table(GRID, COLUMNS[TABLE.default], grid.BY_SCROLLING)
    parts = [
        html.P(id=f"{KEY}-say", className="say"),
        html.Div([table_tools.search(GRID, "Search influencers"), table], id=f"{KEY}-table-place"),
        html.P(NOTHING_HERE, id=f"{KEY}-nothing", className="empty"),
        html.P(id=f"{KEY}-holds", className="more muted"),
    ]
    card = panel("The rows behind every number", parts, width="w12 explorer", tools=tools)
    return html.Div(card, className="cards")


def update(
    ledger: Ledger,
    filters: Filters,
    *,
    assumed: Assumptions = DEFAULT,
    table: str = "entries",
    first: str = FIRST.default,
) -> Regions:
    """Return every region of the page; the rows themselves come block by block."""
    del assumed
    book = rows.book(ledger, filters, table)
    unlisted = book.why_unlisted()
    count, sums = (0, {}) if unlisted else book.summed(_summands(table))
    return {
        f"{KEY}-say.children": _sentence(ledger, filters, table, count, sums),
        f"{KEY}-holds.children": " ".join(filter(None, (HOLDS[table], book.remark))),
        **{
            f"{KEY}-rows-{form}.href": f"/download/{table}.{form}?{filters.to_query()}"
            for form in ("csv", "xlsx", "parquet")
        },
        f"{KEY}-rows-about.href": f"/download/{table}.csv?{filters.to_query()}&about=yes",
        f"{GRID}.columnDefs": _columns(ledger, table, book.lacks, first),
        f"{GRID}-first.data": None,
        **grid.total_region(GRID, _total(count, sums), grid.BY_SCROLLING),
        f"{KEY}-table-place.hidden": not count,
        f"{KEY}-nothing.hidden": bool(count),
        f"{KEY}-nothing.children": unlisted or NOTHING_HERE,
    }


def _total(count: int, sums: Mapping[str, float] | None) -> list[Json]:
    """Return the row of all rows together, which stays in sight; none where nobody adds them up."""
    total: dict[str, Json] = {**(sums or {}), "name": plural(count, "row")}
    return [total] if sums and count else []


def _columns(ledger: Ledger, table: str, lacks: Sequence[str], first: str) -> Sequence[Json]:
    return columns_for(ledger, grid.column_defs(with_first(columns_of(table, ledger, lacks), first)))


# A search looks for influencers: their orders may lie in files, where names are looked up first.
ROWS = Rows(
    lambda view: rows.book(view.ledger, view.filters, view.choices["table"]),
    lambda view: fields_of(view.choices["table"]),
    ("name",),
    dots={one.dot: one.dot for one in (PLATFORM, BRAND, BASIS)},
)


def _summands(table: str) -> tuple[str, ...]:
    """Return the columns whose sums the page says."""
    if table == "payouts":
        return ("total_payout",)
    return (*SUMS[table], "organic_revenue") if table in ("entries", "orders") else SUMS[table]


def _sentence(
    ledger: Ledger, filters: Filters, table: str, count: int, sums: Mapping[str, float] | None
) -> str:
    """Return how many rows there are and what they add up to, beside what other pages say.

    Without sums over rows, those of the ledger are said.
    """
    if not count:
        return ""
    if table == "payouts":
        return _payouts_sentence(ledger, filters, count, (sums or {})["total_payout"])
    hidden = ledger.unmeasured if ledger.audience.sees_payouts else {*ledger.unmeasured, *FIELDS}
    measured = tuple(key for key in SUMS[table] if key not in hidden)
    totals = queries.totals(ledger, filters, metrics=(*measured, "organic_revenue"))
    shown = {key: value or 0.0 for key, value in totals.items()} if sums is None else sums
    words = ", ".join(
        f"{REGISTRY[key].label.lower()} {REGISTRY[key].unit.short(shown[key])}" for key in measured
    )
    organic = shown.get("organic_revenue", 0.0)
    beside = f" Organic orders bring another {RUPEES.short(organic)}." if organic else ""
    return f"{plural(count, 'row')}; {words}, {_verdict(sums, totals, measured)}.{beside}"


def _verdict(
    sums: Mapping[str, float] | None, totals: Mapping[str, float | None], measured: Sequence[str]
) -> str:
    """Return whether rows add up to what other pages say."""
    if sums is None:
        return "as the ledger adds them up"
    pairs = ((sums[key], totals[key] or 0.0) for key in measured)
    agrees = all(math.isclose(*pair, rel_tol=CLOSE, abs_tol=CLOSE) for pair in pairs)
    return "the same as on every page" if agrees else "which other pages do not say"


def _payouts_sentence(ledger: Ledger, filters: Filters, count: int, paid: float) -> str:
    spend = queries.totals(ledger, filters, metrics=("spend",))["spend"] or 0.0
    count_and_sum = f"{plural(count, 'row')}; total payout {RUPEES.short(paid)}"
    if math.isclose(paid, spend, rel_tol=CLOSE, abs_tol=CLOSE):
        return f"{count_and_sum}, the spend on every page."
    return (
        f"{count_and_sum}, of which {RUPEES.short(spend)} falls on this selection: the spend on every page."
    )


PAGE = Page(
    key=KEY,
    path="/explorer",
    label="Explorer",
    icon="explorer",
    group="data",
    question="Show me the rows",
    frame=frame,
    update=update,
    choices=CHOICES,
    tables={GRID: ROWS},
    own_files=(GRID,),
)
