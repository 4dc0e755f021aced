"""Draws the frame of the filter bar: one menu per dimension, dates with presets, comparison, reset."""

import datetime as dt
from collections.abc import Sequence

import dash_bootstrap_components as dbc
import polars as pl
from dash import html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.filters import URL_NAMES, Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.calendar import Compare
from influencer_roi.model.dimensions import DATES, FILTERING, RANGES
from influencer_roi.model.slicing import Bound, Range
from influencer_roi.periods import CUSTOM, PRESETS
from influencer_roi.ui.figures import Json
from influencer_roi.ui.markup import marked
from influencer_roi.ui.words import plural

BAR = tuple(FILTERING)
SEARCHED = "influencer_id"  # too many to list: the server looks them up by name or id
COMPARISONS = {
    Compare.PREVIOUS: "previous period",
    Compare.YEAR: "same period last year",
    Compare.NONE: "nothing",
}
HIDDEN = {"hidden": "hidden"}
TYPING_PAUSE = 0.25  # seconds
_INPUTS: dict[type, dict[str, Json]] = {
    dt.date: {"type": "date"},
    int: {"type": "number", "min": 0, "step": 1, "debounce": True},
}


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
    """Return the id of each control by the key of the filter it sets."""
    return {name: f"{page}-{name}" for name in URL_NAMES}


def clear_ids(page: str) -> dict[str, tuple[str, ...]]:
    """Return which filters each clearing button lets go, by its id."""
    menus = {name: (name, *(key for one in ranges_in(name) for key in one.keys)) for name in BAR}
    return {f"{page}-{name}-clear": keys for name, keys in {**menus, "dates": DATES.keys}.items()}


def ranges_in(menu: str) -> tuple[Range, ...]:
    """Return the ranges whose bounds stand in the menu of a dimension."""
    return tuple(one for one in RANGES if one.menu == menu)


def label_of(name: str) -> str:
    """Return what readers call the menu of a filter, by the filter's key."""
    bounded = next((one for one in RANGES if name in one.keys), None)
    if bounded and not bounded.menu:
        return bounded.label
    return FILTERING[bounded.menu if bounded else name].label


def shown(ledger: Ledger) -> list[str]:
    """Return the dimensions worth a menu: those always there, and others that have something to choose."""
    return [name for name in BAR if FILTERING[name].always_in_sight or len(ledger.values(name)) > 1]


def _menu(page: str, name: str, ledger: Ledger) -> Component:
    dimension = FILTERING[name]
    parts: list[Component] = []
    if name == SEARCHED or len(ledger.values(name)) > 8:
        parts.append(_search(page, name, dimension.plural))
    options = [] if name == SEARCHED else _options(ledger, name)
    parts.append(html.Div(dbc.Checklist(id=f"{page}-{name}", options=options, value=[]), className="options"))
    parts += [_range(page, one) for one in ranges_in(name)]
    return marked(
        _chip_frame(page, name, dimension.label, parts), **({} if name in shown(ledger) else HIDDEN)
    )


def _options(ledger: Ledger, name: str) -> list[Json]:
    counted = queries.counts(ledger, Filters(), of="influencer_id", by=name)
    numbers = dict(counted.select(pl.col(name).cast(pl.String), "count").iter_rows())
    words = FILTERING[name].words
    return [
        {
            "label": f"{value}{f' · {words[value]}' if value in words else ''} "
            f"({plural(numbers.get(value, 0), 'influencer')})",
            "value": value,
        }
        for value in ledger.values(name)
    ]


def _search(page: str, name: str, plural_name: str) -> Component:
    """Return a search box: influencers are looked up by the server, other options in the browser."""
    local = name != SEARCHED
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


def _range(page: str, one: Range) -> Component:
    return html.Div([html.Div(_bound(page, bound)) for bound in one.bounds], className="pair")


def _bound(page: str, bound: Bound) -> list[Component]:
    identity = f"{page}-{bound.key}"
    return [dbc.Label(bound.word, html_for=identity), dbc.Input(id=identity, **_INPUTS[bound.kind])]


def _dates(page: str) -> Component:
    options = [{"label": label, "value": key} for key, label in PRESETS.items()]
    preset = html.Div(
        [
            dbc.Label("period", html_for=f"{page}-preset"),
            dbc.Select(id=f"{page}-preset", options=[*options, {"label": "own dates", "value": CUSTOM}]),
        ]
    )
    return _chip_frame(page, "dates", DATES.label, [preset, _range(page, DATES)])


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
