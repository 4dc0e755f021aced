"""Says what a page is, and draws its frame around it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from urllib.parse import parse_qs, urlencode

from dash import dcc, html
from dash.development.base_component import Component

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.vocabulary import DEFAULT, Assumptions
from influencer_roi.model.notation import worded
from influencer_roi.periods import opened, opening
from influencer_roi.queries.dating import dated
from influencer_roi.queries.rows import NO_PAYOUTS
from influencer_roi.ui import filter_bar, filter_values
from influencer_roi.ui.banners import banners
from influencer_roi.ui.choice import Choice
from influencer_roi.ui.file_names import selection_in_name
from influencer_roi.ui.in_words import in_words
from influencer_roi.ui.markup import page_link
from influencer_roi.ui.rail import Listed, rail, standing_in
from influencer_roi.ui.regions import Regions, filled, gathered
from influencer_roi.ui.tables import Rows
from influencer_roi.ui.top import question_of, top
from influencer_roi.ui.view import View
from influencer_roi.ui.withheld import locked

# Whole answers, tables and all, some of a megabyte: a page seen again, or by many at once, is not made again.
ANSWERS_IN_MEMORY = 64
FRAMES_IN_MEMORY = 16  # more than there are pages


@dataclass(frozen=True, kw_only=True, eq=False)
class Page(Listed):
    """A page: its frame and its regions.

    `frame` draws the page once, with an id on each leaf that changes; `update(ledger, filters, assumed=…,
    **choices)` gives the values of those leaves, the same regions under every selection; it is pure.
    `tables` give the rows of its tables, by table id; `own_files` are those with their own ways home. `seen`
    may change the view for all of the page. One that is `of_payouts` opens only to those who see payouts.
    `opens` gives the filters of an address that names no day, `asks` a question that is of a selection alone.
    One that is not `filtered` shows all there is, so that no filter empties it.
    """

    frame: Callable[[Ledger], Component]
    update: Callable[..., Regions]
    choices: Mapping[str, Choice] = field(default_factory=dict)
    tables: Mapping[str, Rows] = field(default_factory=dict)
    own_files: Sequence[str] = ()
    seen: Callable[[View], View] = lambda view: view
    of_payouts: bool = False
    filtered: bool = True
    opens: Callable[[Ledger], Filters] = opening
    asks: Callable[[View], str] = lambda _: ""

    @property
    def defaults(self) -> dict[str, str]:
        """This page's choices where none was picked."""
        return {name: choice.default for name, choice in self.choices.items()}

    def chosen(self, query: str) -> tuple[dict[str, str], tuple[str, ...]]:
        """Return this page's choices as a URL states them, and in words those that were dropped."""
        texts = parse_qs(query.removeprefix("?"))
        stated = {name: texts[name][-1] for name in texts if name in self.choices}
        offered = {name: text for name, text in stated.items() if text in self.choices[name].options}
        dropped = tuple(f"{name} '{text}'" for name, text in stated.items() if name not in offered)
        return self.defaults | offered, dropped

    def view(self, ledger: Ledger, query: str, assumed: Assumptions) -> View:
        """Return what the page shows at an address; what the ledger does not know is dropped."""
        filters, _ = opened(query, ledger, self.opens)
        choices, _ = self.chosen(query)
        return self.viewed(ledger, filters, choices, assumed)

    def viewed(
        self, ledger: Ledger, filters: Filters, choices: Mapping[str, str], assumed: Assumptions
    ) -> View:
        """Return what the page shows under filters and choices."""
        return self.seen(View(self.key, dated(ledger, filters), filters, assumed, choices=choices))

    def opens_to(self, ledger: Ledger) -> bool:
        """Return whether readers of a ledger may open it."""
        return ledger.audience.sees_payouts or not self.of_payouts

    @cache  # noqa: B019 # there are ten pages; the same one each time finds what is in memory of it
    def assuming(self, assumed: Assumptions) -> "Page":
        """Return this page with its choices as they start under what the settings assume."""
        return replace(self, choices={name: one.assuming(assumed) for name, one in self.choices.items()})

    def query(self, filters: Filters, choices: Mapping[str, str]) -> str:
        """Return the whole state of the page as a URL query with its question mark; empty is the default."""
        picked = {name: value for name, value in choices.items() if value != self.choices[name].default}
        text = "&".join(part for part in (filters.to_query(), urlencode(picked)) if part)
        return f"?{text}" if text else ""

    def picked(self, choices: Mapping[str, str]) -> tuple[str, ...]:
        """Return in words the choices that are not at their default."""
        return tuple(
            f"{worded(self.choices[name].label)}: {self.choices[name].words(value)}"
            for name, value in choices.items()
            if value != self.choices[name].default
        )


def layout(  # what is drawn, over what, for whom
    page: Page,
    pages: tuple[Page, ...],
    ledger: Ledger,
    filters: Filters,
    choices: Mapping[str, str],
    assumed: Assumptions = DEFAULT,
    desks: Sequence[Listed] = (),
) -> Component:
    """Return a page drawn whole, every region filled: rail, top bar, filter bar, the page's own frame.

    `desks` are those that who reads may open; they stand in the rail.
    """
    if not page.opens_to(ledger):
        return _closed(page, pages, ledger, filters)
    values = regions(page, pages, ledger, filters, choices, assumed)
    controls = {
        **filter_values.control_values(page.key, ledger, filters),
        **{f"{page.key}-{name}.value": value for name, value in choices.items()},
    }
    frame = _frame(ledger, page=page, pages=pages, desks=tuple(desks))
    return filled(frame, {**values, **gathered(values, page.key), **controls})


@memo(FRAMES_IN_MEMORY)
def _frame(ledger: Ledger, *, page: Page, pages: tuple[Page, ...], desks: tuple[Listed, ...]) -> Component:
    """Return a page drawn without its values: the same under every selection."""
    stores = [dcc.Store(id=f"{page.key}-{name}") for name in ("leaves", "shown", "address", "clicked")]
    return html.Div(
        [rail(page, open_pages(pages, ledger), desks), _main(page, ledger), *stores],
        className="frame" if ledger.audience.sees_payouts else "frame without-files",
    )


def _main(page: Page, ledger: Ledger) -> Component:
    """Return the page beside the rail, its regions empty."""
    return html.Main(
        [
            top(page.key, page.question, ledger, own_files=page.own_files),
            html.P(id=f"{page.key}-printed", className="printed"),
            filter_bar.bar(page.key, ledger),
            html.P(id=f"{page.key}-dating", className="say", hidden=True),
            banners(page.key, ledger),
            page.frame(ledger) if ledger.audience.sees_payouts else locked(page.frame(ledger)),
        ],
        id="main",
        className="main",
    )


def regions(
    page: Page,
    pages: tuple[Page, ...],
    ledger: Ledger,
    filters: Filters,
    choices: Mapping[str, str],
    assumed: Assumptions = DEFAULT,
) -> Regions:
    """Return every region of a page and its frame for one selection; the last answers stay in memory."""
    picked = tuple(sorted(choices.items()))
    return dict(_answer(ledger, filters, page=page, pages=pages, picked=picked, assumed=assumed))


def open_pages(pages: tuple[Page, ...], ledger: Ledger) -> tuple[Page, ...]:
    """Return the pages that readers of a ledger may open, as every menu lists them."""
    return tuple(page for page in pages if page.opens_to(ledger))


@memo(ANSWERS_IN_MEMORY)
def _answer(
    ledger: Ledger,
    filters: Filters,
    *,
    page: Page,
    pages: tuple[Page, ...],
    picked: tuple[tuple[str, str], ...],
    assumed: Assumptions,
) -> Regions:
    if not page.opens_to(ledger):
        return {}
    ledger = dated(ledger, filters)
    choices, links = dict(picked), _links(page, open_pages(pages, ledger), ledger, filters)
    return {
        question_of(page.key): page.asks(View(page.key, ledger, filters, assumed)) or page.question,
        **filter_values.regions(page.key, ledger, filters, usual=page.opens(ledger)),
        **({} if page.filtered else {f"{page.key}-empty.hidden": True}),
        f"{page.key}-printed.data-selection": selection_in_name(filters, as_of=ledger.as_of),
        f"{page.key}-printed.children": in_words(ledger, filters, page.picked(choices)),
        **links,
        **page.update(ledger, filters, assumed=assumed, **choices),
    }


def _links(page: Page, pages: tuple[Page, ...], ledger: Ledger, filters: Filters) -> Regions:
    listed = [other for other in pages if other.listed]
    queries = [_taken_to(other, page, ledger, filters).to_query() for other in listed]
    return {
        f"{page.key}-to-{other.key}.href": f"{other.path}?{query}"
        for other, query in zip(listed, queries, strict=True)
    }


def _taken_to(other: Page, page: Page, ledger: Ledger, filters: Filters) -> Filters:
    """Return the filters that go along to another page: days nobody chose stay, and it opens on its own."""
    usual, its_own = page.opens(ledger), other.opens(ledger)
    if its_own == usual or (filters.start, filters.end) != (usual.start, usual.end):
        return filters
    return replace(filters, start=its_own.start, end=its_own.end)


def _closed(page: Page, pages: tuple[Page, ...], ledger: Ledger, filters: Filters) -> Component:
    """Return what stands in place of a page these readers may not open: who may, and a way back."""
    others, query = open_pages(pages, ledger), filters.to_query()
    back = page_link(f"Back to {others[0].label}", href=others[0].path + (f"?{query}" if query else ""))
    main = standing_in(page, html.P([f"{NO_PAYOUTS} ", back]))
    links = _links(page, others, ledger, filters)
    return filled(html.Div([rail(page, others), main], className="frame"), links)
