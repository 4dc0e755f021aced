"""Reads tables as readers do: the rows a page brings, and those it asks the server for."""

from collections.abc import Mapping
from typing import Any

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import DEFAULT
from influencer_roi.pages import PAGES
from influencer_roi.ui.page import Page


def page_of(identity: str) -> Page:
    """The page a table stands on."""
    return next(page for page in PAGES if identity in page.tables)


def block(
    identity: str, ledger: Ledger, filters: Filters, request: Mapping[str, object], **choices: str
) -> dict[str, Any]:
    """What the server answers a table that asks for rows under filters and choices."""
    page = page_of(identity)
    view = page.viewed(ledger, filters, {**page.defaults, **choices}, DEFAULT)
    return page.tables[identity].block(view, request)


def explored(
    ledger: Ledger, filters: Filters, request: Mapping[str, object], *, table: str = "entries"
) -> dict[str, Any]:
    """What the server answers the Explorer."""
    return block("explorer-rows", ledger, filters, request, table=table)


def all_rows(
    identity: str, ledger: Ledger, filters: Filters | None = None, **choices: str
) -> list[dict[str, Any]]:
    """Every row of a table, block after block."""
    rows: list[dict[str, Any]] = []
    while True:
        request = {"startRow": len(rows), "endRow": len(rows) + 500}
        answer = block(identity, ledger, filters or Filters(), request, **choices)
        rows += answer["rowData"]
        if len(rows) >= answer["rowCount"]:
            return rows
