"""Draws the frame of the filter bar: one menu per dimension, dates with presets, comparison, reset."""

from collections.abc import Sequence

import dash_bootstrap_components as dbc
import polars as pl
from dash import html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.filters import Compare, Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.dimensions import FILTERING, TIERS
from influencer_roi.periods import CUSTOM, PRESETS
from influencer_roi.ui.figures import Json
from influencer_roi.ui.markup import marked
from influencer_roi.ui.words import plural

BAR = ("brand", "platform", "category", "campaign", "tier", "influencer_id", "gender", "basis")
ALWAYS = ("brand", "platform", "category", "campaign", "tier", "influencer_id")
COMPARISONS = {
    Compare.PREVIOUS: "previous period",
    Compare.YEAR: "same period last year",
    Compare.NONE: "nothing",
}
HIDDEN = {"hidden": "hidden"}
TYPING_PAUSE = 0.25  # seconds
TIER_WORDS = dict(
    zip(TIERS, ("under 10 k", "10–100 k", "100–500 k", "500 k–1 M", "1 M and more"), strict=True)
)


def bar(page: str, ledger: Ledger) -> Component:
    """Return the frame of the filter bar; filter_values fills its controls and words.

    It holds every control, those not worth a menu hidden: a page outlives the data it was drawn for.
    """
    menus = [_dates(page), _compare(page), *(_menu(page, name, ledger) for name in BAR)]
    reset = html.Button("Reset", id=f"{page}-reset", className="reset")
    head = html.Div(
        [
            html.Span("Filters"),
            marked(html.Button("Done", className="ghost filters-close"), **{"data-act": "close-filters"}),
        ],
        className="filters-head",
    )
    opener = marked(
        html.Button(id=f"{page}-filters-open", className="ghost filters-open"),
        **{"data-act": "open-filters", "aria-expanded": "false"},
    )
    return marked(
        html.Section([opener, head, html.Div([*menus, reset], className="filter-list")], className="filters"),
        **{"aria-label": "Filters"},
    )


def control_ids(page: str) -> dict[str, str]:
    """Return the id of each control by the field of Filters it sets."""
    names = (*BAR, "followers_from", "followers_to", "start", "end", "compare")
    return {name: f"{page}-{name}" for name in names}


def clear_ids(page: str) -> dict[str, tuple[str, ...]]:
    """Return which fields each clearing button lets go, by its id."""
    ids: dict[str, tuple[str, ...]] = {f"{page}-{name}-clear": (name,) for name in BAR}
    ids[f"{page}-tier-clear"] = ("tier", "followers_from", "followers_to")
    ids[f"{page}-dates-clear"] = ("start", "end")
    return ids


def shown(ledger: Ledger) -> list[str]:
    """Return the dimensions worth a menu: those always there, and others that have something to choose."""
    return [name for name in BAR if name in ALWAYS or len(ledger.values(name)) > 1]


def _menu(page: str, name: str, ledger: Ledger) -> Component:
    dimension = FILTERING[name]
    parts: list[Component] = []
    if name == "influencer_id" or len(ledger.values(name)) > 8:
        parts.append(_search(page, name, dimension.plural))
    options = [] if name == "influencer_id" else _options(ledger, name)
    parts.append(html.Div(dbc.Checklist(id=f"{page}-{name}", options=options, value=[]), className="options"))
    if name == "tier":
        parts.append(_follower_range(page))
    return marked(
        _chip_frame(page, name, dimension.label, parts), **({} if name in shown(ledger) else HIDDEN)
    )


def _options(ledger: Ledger, name: str) -> list[Json]:
    held = queries.counts(ledger, Filters(), of="influencer_id", by=name)
    numbers = dict(held.select(pl.col(name).cast(pl.String), "count").iter_rows())
    values = (
        [tier for tier in (*TIERS, "Unknown") if tier in numbers] if name == "tier" else ledger.values(name)
    )
    words = {value: f"{value} · {TIER_WORDS[value]}" if value in TIER_WORDS else value for value in values}
    return [
        {"label": f"{words[value]} ({plural(numbers.get(value, 0), 'influencer')})", "value": value}
        for value in values
    ]


def _search(page: str, name: str, plural_name: str) -> Component:
    """Return a search box: influencers are looked up by the server, other options in the browser."""
    local = name != "influencer_id"
    words = f"Search {plural_name}" if local else "Search by name or id"
    identity = f"{page}-{name}-search"
    return html.Div(
        [
            dbc.Label(words, html_for=identity, class_name="visually-hidden"),
            dbc.Input(
                id=identity,
                type="search",
                placeholder=words,
                debounce=False if local else TYPING_PAUSE,
                autoComplete="off",
            ),
        ],
        className="search local" if local else "search",
    )


def _follower_range(page: str) -> Component:
    return html.Div(
        [
            html.Div(
                [
                    dbc.Label(word, html_for=f"{page}-{name}"),
                    dbc.Input(id=f"{page}-{name}", type="number", min=0, step=1, debounce=True),
                ]
            )
            for name, word in (("followers_from", "at least"), ("followers_to", "at most"))
        ],
        className="pair",
    )


def _dates(page: str) -> Component:
    inputs = html.Div(
        [
            html.Div(
                [dbc.Label(word, html_for=f"{page}-{name}"), dbc.Input(id=f"{page}-{name}", type="date")]
            )
            for name, word in (("start", "from"), ("end", "to"))
        ],
        className="pair",
    )
    options = [{"label": label, "value": key} for key, label in PRESETS.items()]
    preset = html.Div(
        [
            dbc.Label("period", html_for=f"{page}-preset"),
            dbc.Select(id=f"{page}-preset", options=[*options, {"label": "own dates", "value": CUSTOM}]),
        ]
    )
    return _chip_frame(page, "dates", "Date", [preset, inputs])


def _compare(page: str) -> Component:
    options = [{"label": label, "value": str(key)} for key, label in COMPARISONS.items()]
    select = dbc.Select(id=f"{page}-compare", options=options)
    pane = html.Div([dbc.Label("compare with", html_for=f"{page}-compare"), select], className="pane")
    summary = html.Summary([html.Span("Compare", className="muted"), html.Span(id=f"{page}-compare-label")])
    return html.Span(html.Details([summary, pane], className="menu"), className="chip")


def _chip_frame(page: str, name: str, label: str, pane: Sequence[Component]) -> Component:
    summary = html.Summary([html.Span(label, className="muted"), html.Span(id=f"{page}-{name}-label")])
    menu = html.Details([summary, html.Div(list(pane), className="pane")], className="menu")
    clear = marked(
        html.Button("×", id=f"{page}-{name}-clear", className="clear", title=f"Clear {label}"),
        **{"aria-label": f"Clear {label}"},
    )
    return html.Span([menu, clear], id=f"{page}-{name}-chip", className="chip")
