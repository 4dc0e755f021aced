"""Connects the tables of pages to their rows."""

from collections.abc import Callable

from dash import Dash, Input, Output, State, no_update

from influencer_roi.callbacks.browser import in_browser
from influencer_roi.callbacks.waiting import awaited, given_name
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.response_cache import AnswerCache
from influencer_roi.ui.grid import ANSWERED, ASKED, FIRST
from influencer_roi.ui.page import Page
from influencer_roi.ui.tables import Rows


def answering(
    page: Page, rows: Rows, ledger: Ledger, assumed: Assumptions, cached: AnswerCache
) -> Callable[[object], object]:
    """Return what answers a table that asks for a block of rows, under the name of its wait."""

    def answer(request: object) -> object:
        if not isinstance(request, dict) or not page.opens_to(ledger):
            return no_update
        view = page.view(ledger, str(request.get("address", "")), assumed)
        name = given_name()
        with awaited(cached, name):
            return {**rows.block(view, request), "name": name}

    return answer


def register_rows(app: Dash, page: Page, identity: str, answer: Callable[[object], object]) -> None:
    """Register what answers a table row block by row block: the page's own first rows, then the server."""
    asked, answered = (f"{identity}-{name}" for name in (ASKED, ANSWERED))
    app.callback(Output(answered, "data"), Input(asked, "data"), prevent_initial_call=True)(answer)
    inputs = Input(identity, "getRowsRequest"), Input(answered, "data")
    states = State(f"{identity}-{FIRST}", "data"), State(f"{page.key}-address", "data")
    in_browser(app, "rows", Output(identity, "getRowsResponse"), *inputs, *states)
    in_browser(app, "purge", Input(f"{identity}-{FIRST}", "data"), State(identity, "id"))
