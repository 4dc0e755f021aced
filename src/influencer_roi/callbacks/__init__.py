"""Connects pages to Dash; the only module that registers callbacks."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypedDict
from urllib.parse import parse_qsl

from dash import Dash, Input, NoUpdate, Output, State, ctx, no_update, set_props

from influencer_roi import queries
from influencer_roi.callbacks.browser import in_browser
from influencer_roi.callbacks.desks import Answers, drawn_desk, named, open_desks, register_desk
from influencer_roi.callbacks.opening import assuming, regions_of
from influencer_roi.callbacks.rows import answering, register_rows
from influencer_roi.callbacks.waiting import awaited
from influencer_roi.filters import TOGETHER, Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.model.dimensions import FILTERING
from influencer_roi.pages import DESKS, PAGES
from influencer_roi.periods import CUSTOM, opened, with_preset
from influencer_roi.response_cache import AnswerCache, lasts
from influencer_roi.ui import filter_bar, filter_values
from influencer_roi.ui.figures import Json
from influencer_roi.ui.page import Page, layout, open_pages, regions
from influencer_roi.ui.plain import as_json, plainly
from influencer_roi.ui.regions import Regions, gathered, split
from influencer_roi.ui.shell import not_found, notice_text
from influencer_roi.ui.top import question_of
from influencer_roi.ui.undrawn import undrawn

_log = logging.getLogger(__name__)


class PageRequest(TypedDict):
    """What a page's callback receives: what its controls, choices and clicked value hold, all unchecked."""

    controls: Mapping[str, object]
    choices: Mapping[str, object]
    preset: object
    clicked: object


def register(
    app: Dash, ledger: Ledger, assumed: Assumptions, cached: AnswerCache, *, answers: Answers | None = None
) -> None:
    """Register every callback of the application; `answers` are what its desks answer.

    How far it is with rows is noted in `cached`.
    """
    pages = assuming(assumed)
    _register_routes(app, pages, ledger, assumed, answers or {})
    for desk in DESKS:
        if answers and desk.key in answers:
            register_desk(app, desk, answers[desk.key])
            in_browser(app, "write", Input(f"{desk.key}-address", "data"))
    for page in pages:
        stores = regions_of(page, ledger)
        _register_page(app, page, ledger, assumed, cached, stores)
        for identity, rows in page.tables.items():
            register_rows(app, page, identity, answering(page, rows, ledger, assumed, cached))
        _register_search(app, page, ledger)
        _register_browser(app, page, stores)
    in_browser(app, "arrived", Output("moved", "data"), Input("page", "id"))
    in_browser(app, "entitle", Input("title", "data"))


def failed(error: Exception) -> None:
    """Say on screen that an answer failed; the page stays as it was."""
    _log.error("a callback failed", exc_info=error)
    set_props(
        "problem-text", {"children": "This could not be computed; the page shows what it showed before."}
    )
    set_props("problem", {"hidden": False})


def asked_filters(page: Page, request: PageRequest, trigger: str | None, ledger: Ledger) -> Filters:
    """Return the filters in force after what the reader did; `trigger` is the id of the control."""
    filters = Filters.from_controls(request["controls"], ledger)
    if trigger == f"{page.key}-preset" and request["preset"] != CUSTOM:
        return with_preset(filters, str(request["preset"]), ledger)
    if trigger == f"{page.key}-clicked":
        return _clicked(filters, request["clicked"], ledger)
    if trigger == f"{page.key}-reset":
        return replace(page.opens(ledger), compare=filters.compare)
    if trigger == f"{page.key}-empty-clear":
        emptied = queries.emptied_by(ledger, filters)
        return filters.without([emptied] if emptied else [])
    return filters.without(filter_bar.clear_ids(page.key).get(trigger or "", ()))


def asked_choices(page: Page, request: PageRequest) -> dict[str, str]:
    """Return the page's choices; one it does not offer counts as its default."""
    picked = {name: str(request["choices"][name]) for name in page.choices}
    return {
        name: picked[name] if picked[name] in choice.options else choice.default
        for name, choice in page.choices.items()
    }


def _clicked(filters: Filters, clicked: object, ledger: Ledger) -> Filters:
    """Return the filters with a clicked value set, or let go where it was; the unknown has no effect.

    What stands for values of several dimensions states them like an address.
    """
    if not isinstance(clicked, dict):
        return filters
    dimension, value = str(clicked.get("dimension")), str(clicked.get("value"))
    values = dict(parse_qsl(value)) if dimension == TOGETHER else {dimension: value}
    known = all(name in FILTERING and one in ledger.values(name) for name, one in values.items())
    return filters.toggled(**values) if values and known else filters


def _register_routes(
    app: Dash, pages: tuple[Page, ...], ledger: Ledger, assumed: Assumptions, answers: Answers
) -> None:
    @app.callback(
        Output("page", "children"),
        Output("title", "data"),
        Output("notice", "hidden"),
        Output("notice-text", "children"),
        Input("moved", "data"),
        prevent_initial_call=True,
    )
    def draw(moved: object) -> tuple[object, str, bool, str]:
        """Return the page an address names, drawn whole, and what of the address meant nothing."""
        place = moved if isinstance(moved, dict) else {}
        desk = named(place.get("path"), answers)
        if desk is not None:
            query = str(place.get("search", ""))
            return drawn_desk(desk, open_pages(pages, ledger), query, answers), desk.question, True, ""
        page = next((page for page in pages if page.path == place.get("path")), None)
        if page is None:
            return not_found(open_pages(pages, ledger)), "There is no such page", True, ""
        query = str(place.get("search", ""))
        filters, unknown = opened(query, ledger, page.opens)
        choices, refused = page.chosen(query)
        dropped = (*unknown, *refused)
        try:
            drawn = layout(page, pages, ledger, filters, choices, assumed, open_desks(answers))
            question = regions(page, pages, ledger, filters, choices, assumed).get(question_of(page.key))
            lasts()
        except Exception:  # noqa: BLE001 # whatever fails here would leave a white page without a menu
            _log.exception("%s could not be drawn for %s", page.path, query)
            drawn, question = undrawn(page, pages, ledger), None
        return (
            as_json(plainly(drawn, live=buttons(page))),
            str(question or page.question),
            not dropped,
            notice_text(dropped),
        )


def _register_page(
    app: Dash, page: Page, ledger: Ledger, assumed: Assumptions, cached: AnswerCache, stores: Sequence[str]
) -> None:
    """Register the one callback of a page: whatever is touched, one request answers for all of it."""
    controls = filter_values.control_values(page.key, ledger, Filters())
    controls |= {f"{page.key}-{name}.value": value for name, value in page.defaults.items()}
    address = f"{page.key}-address.data"
    outputs = {
        region: Output(*split(region), allow_duplicate=region in controls)
        for region in (*stores, *controls, address)
    }

    @app.callback(output=outputs, inputs=_inputs(page), prevent_initial_call=True)
    def update(request: PageRequest, clicks: object) -> "dict[str, Json | NoUpdate]":
        """Return every region of the page for what was asked, and the controls where they changed."""
        del clicks
        filters = asked_filters(page, request, ctx.triggered_id, ledger)
        choices = asked_choices(page, request)
        before = _control_regions(page, request)
        values = filter_values.control_values(page.key, ledger, filters)
        values |= {f"{page.key}-{name}.value": value for name, value in choices.items()}
        with awaited(cached):
            found = regions(page, PAGES, ledger, filters, choices, assumed)
        answer = {
            **gathered(found, page.key),
            **{
                region: no_update if before.get(region) == value else value
                for region, value in values.items()
            },
            address: page.query(filters, choices),
        }
        lasts()
        return answer


def buttons(page: Page) -> tuple[str, ...]:
    """Return the ids of the buttons whose clicks the server answers."""
    return (*filter_bar.clear_ids(page.key), f"{page.key}-reset", f"{page.key}-empty-clear")


def _inputs(page: Page) -> dict[str, object]:
    return {
        "request": {
            "controls": {
                name: Input(identity, "value") for name, identity in filter_bar.control_ids(page.key).items()
            },
            "choices": {name: Input(f"{page.key}-{name}", "value") for name in page.choices},
            "preset": Input(f"{page.key}-preset", "value"),
            "clicked": Input(f"{page.key}-clicked", "data"),
        },
        "clicks": {identity: Input(identity, "n_clicks") for identity in buttons(page)},
    }


def _control_regions(page: Page, request: PageRequest) -> Regions:
    """Return what the controls held when the reader acted."""
    values = {**request["controls"], **request["choices"], "preset": request["preset"]}
    return {f"{page.key}-{name}.value": value for name, value in values.items()}  # type: ignore[misc]


def _register_search(app: Dash, page: Page, ledger: Ledger) -> None:
    @app.callback(
        Output(f"{page.key}-influencer_id", "options", allow_duplicate=True),
        Input(f"{page.key}-influencer_id-search", "value"),
        State(f"{page.key}-influencer_id", "value"),
        prevent_initial_call=True,
    )
    def search(text: object, chosen: object) -> object:
        """Return the influencers that a search finds."""
        kept = [str(key) for key in chosen] if isinstance(chosen, list) else []
        return filter_values.influencer_options(ledger, str(text or "")[:100], kept)


def _register_browser(app: Dash, page: Page, stores: Sequence[str]) -> None:
    """Register what the browser does alone: draw figures in the theme, write leaves and the address."""
    split_stores = [split(region) for region in stores]
    figures = [Input(identity, name) for identity, name in split_stores if identity.endswith("-source")]
    shown = Output(f"{page.key}-shown", "data")  # nothing, but without an output Dash starts no new page
    in_browser(app, "show", shown, Input(f"{page.key}-leaves", "data"), *figures)
    in_browser(app, "write", Input(f"{page.key}-address", "data"))
