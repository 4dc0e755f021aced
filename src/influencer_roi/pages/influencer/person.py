"""Says whether a profile is about one person, and shows parts of it only where it is, or where it is not."""

from collections.abc import Callable

from dash import html

from influencer_roi.queries.selection import chosen
from influencer_roi.ui.cards import Block, Card
from influencer_roi.ui.view import View


def person_of(view: View) -> str | None:
    """Return the id of the one person a profile is about; None where figures are the sum of several."""
    stated = view.filters["influencer_id"]
    return stated[0] if len(stated) == 1 and chosen(view.ledger, view.filters).height == 1 else None


def of_one(card: Card) -> Block:
    """Return a card that stands only where the profile is about one person."""
    return _only(card, lambda view: person_of(view) is not None)


def of_several(card: Card) -> Block:
    """Return a card that stands only where figures are the sum of several people."""
    return _only(card, lambda view: person_of(view) is None)


def _only(card: Card, there: Callable[[View], bool]) -> Block:
    def identity(page: str) -> str:
        return f"{page}-{card.name}-there"

    return Block(
        lambda page, ledger: html.Div(card.frame(page, ledger), id=identity(page), className="there"),
        lambda view: {f"{identity(view.page)}.hidden": not there(view), **card.regions(view)},
        card.choices,
        card.tables,
    )
