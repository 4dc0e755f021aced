"""Holds cards as values: frame and regions of each declared together, its ids written once."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.model.notation import worded
from influencer_roi.ui.choice import Choice
from influencer_roi.ui.components import panel
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.markup import marked
from influencer_roi.ui.menus import SLICES, Menu, corner_menu
from influencer_roi.ui.page import Page
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.tables import Rows, Table, file_items
from influencer_roi.ui.view import View

MOST_SIDE_BY_SIDE = 4


@dataclass(frozen=True)
class Block:
    """Something on a page that is no card: its frame, and its regions, the same under every selection."""

    frame: Callable[[str, Ledger], Component]
    regions: Callable[[View], Regions]
    choices: Mapping[str, Choice] = field(default_factory=dict)
    tables: Callable[[str], Mapping[str, Rows]] = lambda _: {}


@dataclass(frozen=True)
class Shown:
    """What a card shows: its sentence, the URL query of the rows behind it, the regions of its body."""

    say: str
    query: str
    body: Regions


@dataclass(frozen=True)
class Card:
    """A card: what it answers, a computed sentence, a corner menu, its body.

    `body` draws and `fill` fills what stands at the card's anchor, a `table` among it; `choices` and `tools`
    stand above it; `picture` says that it can be saved as one, `tools_under` that there is no room for them
    beside the title. `titled` gives the title of a selection, where it is not the same for all.
    """

    name: str
    title: str
    width: str
    body: Callable[[Anchor], Component]
    fill: Callable[[View, Anchor], Shown]
    choices: Mapping[str, Choice] = field(default_factory=dict)
    tools: Callable[[Anchor], Component] | None = None
    menu: Menu = SLICES
    table: Table | None = None
    picture: bool = False
    tools_under: bool = False
    titled: Callable[[View], str] | None = None

    def frame(self, page: str, ledger: Ledger) -> Component:
        """Return the card as it is drawn once."""
        at, title = self.at(page), worded(self.title)
        choices = [choice_control(page, name, one, one.closed(ledger)) for name, one in self.choices.items()]
        of_table = self.table.tools(at) if self.table else []
        tools = [*choices, *of_table, *([self.tools(at)] if self.tools else [])]
        body = self.body(at)
        shown = file_items(self.table.identity(at)) if self.table else []
        items = [*self.menu.items(at), *shown, *([_picture(at)] if self.picture else [])]
        under = [html.Div(tools, className="under")] if self.tools_under else []
        return panel(
            title,
            [html.P(id=f"{at}-say", className="say"), *under, body],
            width=self.width,
            titled=f"{at}-title" if self.titled else "",
            tools=[*([] if self.tools_under else tools), corner_menu(title, items)],
        )

    def regions(self, view: View) -> Regions:
        """Return what the card shows under a selection."""
        at = self.at(view.page)
        shown = self.fill(view, at)
        title: Regions = {f"{at}-title.children": self.titled(view)} if self.titled else {}
        return {**title, f"{at}-say.children": shown.say, **self.menu.regions(at, shown.query), **shown.body}

    def tables(self, page: str) -> dict[str, Rows]:
        """Return the rows of its table, by id."""
        return {self.table.identity(self.at(page)): self.table.listed} if self.table else {}

    def at(self, page: str) -> Anchor:
        """Return where it stands on a page."""
        return Anchor(page, f"{page}-{self.name}")


def _picture(at: Anchor) -> Component:
    button = html.Button("Save as picture (PNG)", className="item")
    return marked(button, **{"data-act": "picture", "data-name": str(at)})


@dataclass(frozen=True)
class Stack:
    """Cards one under another, each as high as it is, beside another stack."""

    width: str
    cards: "Sequence[Card | Block]"

    def frame(self, page: str, ledger: Ledger) -> Component:
        """Return the cards as they are drawn once."""
        frames = [part.frame(page, ledger) for part in self.cards]
        return html.Div(frames, className=f"{self.width} stacked")


@dataclass(frozen=True)
class Cards:
    """The body of a page: its cards, what stands above them, choices outside any card.

    `seen` may change the view for all of them.
    """

    page: str
    cards: "Sequence[Card | Block | Stack]"
    above: "Sequence[Card | Block]" = ()
    others: Mapping[str, Choice] = field(default_factory=dict)
    seen: Callable[[View], View] = lambda view: view

    @property
    def choices(self) -> dict[str, Choice]:
        """Every choice of the page, by name."""
        found = {name: choice for part in self._parts for name, choice in part.choices.items()}
        return {**found, **self.others}

    @property
    def tables(self) -> dict[str, Rows]:
        """The rows of every table of the page, by its id."""
        return {identity: rows for part in self._parts for identity, rows in part.tables(self.page).items()}

    def frame(self, ledger: Ledger) -> Component:
        """Return the page's frame."""
        cards = [part.frame(self.page, ledger) for part in self.cards]
        above = [part.frame(self.page, ledger) for part in self.above]
        return html.Div([*above, html.Div(cards, className="cards")])

    def update(
        self, ledger: Ledger, filters: Filters, *, assumed: Assumptions = DEFAULT, **choices: str
    ) -> Regions:
        """Return every region of the page."""
        usual = {name: choice.assuming(assumed).default for name, choice in self.choices.items()}
        view = self.seen(View(self.page, ledger, filters, assumed, choices={**usual, **choices}))
        return {region: value for part in self._parts for region, value in part.regions(view).items()}

    @property
    def made(self) -> partial[Page]:
        """What makes the page of these cards, of what else is said of it."""
        drawn = partial(Page, key=self.page, frame=self.frame, update=self.update)
        return partial(drawn, choices=self.choices, tables=self.tables, seen=self.seen)

    @property
    def _parts(self) -> tuple[Card | Block, ...]:
        stacked = (one.cards if isinstance(one, Stack) else (one,) for one in self.cards)
        return (*self.above, *itertools.chain.from_iterable(stacked))


def choice_control(
    page: str, name: str, choice: Choice, closed: Mapping[str, str] = MappingProxyType({})
) -> Component:
    """Return the control of a page choice; `closed` values cannot be picked, for the reason given."""
    identity = f"{page}-{name}"
    shown = [
        {"label": f"{choice.words(value)} ({closed[value]})", "value": value, "disabled": True}
        if value in closed
        else {"label": choice.words(value), "value": value}
        for value in choice.options
    ]
    if len(shown) <= MOST_SIDE_BY_SIDE:
        switch = dbc.RadioItems(id=identity, options=shown, class_name="seg")
        return marked(html.Div(switch, role="group"), **{"aria-label": worded(choice.label)})
    return html.Div(
        [
            dbc.Label(worded(choice.label), html_for=identity, class_name="visually-hidden"),
            dbc.Select(id=identity, options=shown),
        ]
    )
