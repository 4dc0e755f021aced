"""Draws the frame of the filter bar: dates, comparison, menus of dimensions, one that finds them."""

import datetime as dt
from collections.abc import Sequence

import dash_bootstrap_components as dbc
import polars as pl
from dash import html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.filters import URL_NAMES, Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.units import grouped
from influencer_roi.model.calendar import Compare, Dating
from influencer_roi.model.dimensions import DATES, FILTERING, RANGES
from influencer_roi.model.slicing import Bound, Range
from influencer_roi.periods import CUSTOM, PRESETS, with_preset
from influencer_roi.ui.figures import Json
from influencer_roi.ui.markup import marked, search_box
from influencer_roi.ui.words import period, plural

BAR = tuple(FILTERING)
SEARCHED = "influencer_id"  # too many to list: the server looks them up by name or id
COMPARISONS = {
    Compare.PREVIOUS: "previous period",
    Compare.YEAR: "same period last year",
    Compare.NONE: "nothing",
}
DATINGS = {Dating.ORDER: "day of order", Dating.POST: "day of its post"}
MOST_UNSEARCHED = 8  # options of a menu without a search
TYPING_PAUSE = 0.25  # seconds
_INPUTS: dict[type, dict[str, Json]] = {
    dt.date: {"type": "date"},
    int: {"type": "number", "min": 0, "step": 1, "debounce": True},
}


def bar(page: str, ledger: Ledger) -> Component:
    """Return the frame of the filter bar, one row; filter_values fills its controls and words.

    It holds every control: a chip that is not always in sight shows while its filter is set or its menu open.
    """
    menus = {name: _menu(page, name, ledger) for name in BAR}
    seen = [menu for name, menu in menus.items() if FILTERING[name].always_in_sight]
    found = [menu for name, menu in menus.items() if not FILTERING[name].always_in_sight]
    reset = html.Button("Reset", id=f"{page}-reset", className="reset")
    more = html.Div([html.I(className="sep"), _adding(page, ledger), reset], className="adding")
    row = html.Div([_dates(page, ledger), _compare(page), *seen, more, *found], className="filter-list")
    count = html.Div(html.Span(id=f"{page}-counts"), className="count")
    return marked(html.Section([row, count], className="filters"), **{"aria-label": "Filters"})


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
    """Return the dimensions on offer: those always in sight, and others that have something to choose."""
    chosen_from = {name for name in BAR if len(ledger.values(name)) > 1 or ranges_in(name)}
    return [name for name in BAR if FILTERING[name].always_in_sight or name in chosen_from]


def _adding(page: str, ledger: Ledger) -> Component:
    """Return the menu that finds filters and values (assets/52-bar.js); one chosen opens its own menu."""
    search = search_box(f"{page}-find-filter", "Find a filter or a value", autoComplete="off")
    offered = html.Ul([html.Li(_offer(name, ledger)) for name in shown(ledger)], className="offers")
    pane = html.Div(
        [html.Div(search, className="search"), offered, html.Ul(className="found")], className="pane"
    )
    return html.Details([html.Summary("+ Filter"), pane], className="menu add")


def _offer(name: str, ledger: Ledger) -> Component:
    """Return the button that leads to the menu of a dimension, with how many values it has."""
    dimension, number = FILTERING[name], len(ledger.values(name))
    many = f"{grouped(number)} {dimension.plural}" if ranges_in(name) else grouped(number)
    offer = html.Button([dimension.label, html.Span(many, className="muted")], className="item")
    return marked(offer, **{"data-act": "open-filter", "data-dimension": name})


def _menu(page: str, name: str, ledger: Ledger) -> Component:
    dimension = FILTERING[name]
    parts: list[Component] = []
    if name == SEARCHED or len(ledger.values(name)) > MOST_UNSEARCHED:
        parts.append(_search(page, name, dimension.plural))
    options = [] if name == SEARCHED else _options(ledger, name)
    parts.append(html.Div(dbc.Checklist(id=f"{page}-{name}", options=options, value=[]), className="options"))
    parts += [_range(page, one) for one in ranges_in(name)]
    spot = "sight" if dimension.always_in_sight else "found"
    marks = {"data-dimension": name, "data-label": dimension.label, "data-spot": spot}
    return marked(_chip_frame(page, name, dimension.label, parts), **marks)


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
    pause = False if local else TYPING_PAUSE
    box = search_box(f"{page}-{name}-search", words, debounce=pause, autoComplete="off")
    return html.Div(box, className="search local" if local else "search")


def _range(page: str, one: Range) -> Component:
    return html.Div([html.Div(_bound(page, bound)) for bound in one.bounds], className="pair")


def _bound(page: str, bound: Bound) -> list[Component]:
    identity = f"{page}-{bound.key}"
    return [dbc.Label(bound.word, html_for=identity), dbc.Input(id=identity, **_INPUTS[bound.kind])]


def _dates(page: str, ledger: Ledger) -> Component:
    """Return the menu of dates: each period with the days it stands for in these data."""
    options = [
        {"label": [label, html.Span(preset_words(key, ledger), className="muted")], "value": key}
        for key, label in PRESETS.items()
    ]
    presets = dbc.RadioItems(id=f"{page}-preset", options=[*options, {"label": "own dates", "value": CUSTOM}])
    parts = [_group("Period", presets, "presets"), html.Div(_range(page, DATES), className="own")]
    falls = [{"label": label, "value": str(key)} for key, label in DATINGS.items()]
    day = _group("Revenue stands on", dbc.RadioItems(id=f"{page}-day", options=falls, class_name="seg"))
    return _chip_frame(page, "dates", DATES.label, [html.Div(parts, className="two"), day])


def _compare(page: str) -> Component:
    options = [{"label": label, "value": str(key)} for key, label in COMPARISONS.items()]
    pane = html.Div(
        _group("Compare with", dbc.RadioItems(id=f"{page}-compare", options=options)), className="pane"
    )
    summary = html.Summary([html.Span("Compare", className="muted"), html.Span(id=f"{page}-compare-label")])
    chip = html.Span(html.Details([summary, pane], className="menu"), className="chip")
    return marked(chip, **{"data-spot": "always"})


def preset_words(preset: str, ledger: Ledger) -> str:
    """Return the days a named period stands for: "July 2025", "25–31 Jul 2025"."""
    days = with_preset(Filters(), preset, ledger)
    return period(days.start or ledger.first_day, days.end or ledger.as_of)


def _group(label: str, control: Component, style: str = "") -> Component:
    """Return a control of several parts under one name."""
    return marked(
        html.Div(control, className=f"one-of {style}".rstrip(), role="group"), **{"aria-label": label}
    )


def _chip_frame(page: str, name: str, label: str, pane: Sequence[Component]) -> Component:
    summary = html.Summary([html.Span(label, className="muted"), html.Span(id=f"{page}-{name}-label")])
    menu = html.Details([summary, html.Div(list(pane), className="pane")], className="menu")
    clear = marked(
        html.Button("×", id=f"{page}-{name}-clear", className="clear", title=f"Clear {label}"),
        **{"aria-label": f"Clear {label}"},
    )
    return html.Span([menu, clear], id=f"{page}-{name}-chip", className="chip")
