from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from dash import html

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.pages import PAGES
from influencer_roi.pages.overview import PAGE
from influencer_roi.periods import all_time, opening
from influencer_roi.ui.choice import Choice
from influencer_roi.ui.page import Page, layout, regions
from influencer_roi.ui.regions import Regions, is_leaf, split
from tests.ui.test_regions import drawn, text_of

OTHER = Page(
    key="other",
    path="/other",
    label="Other",
    icon="data",
    group="data",
    question="Which other?",
    frame=PAGE.frame,
    update=PAGE.update,
)
DEFAULTS = {"grain": "auto", "rank": "roas"}
GRITZO = Filters(brand=("Gritzo",))


# ---- choices in the address


@pytest.mark.parametrize(
    "choices", [{}, {"grain": "week", "stop": "brand"}, {"grain": "month", "rank": "revenue"}]
)
@pytest.mark.parametrize("filters", [Filters(), GRITZO])
def test_round_trip(world: Ledger, filters: Filters, choices: dict[str, str]):
    """An address gives back the filters and choices it was written from, and drops nothing."""
    query = PAGE.query(filters, PAGE.defaults | choices)
    assert Filters.from_query(query, world) == (filters, ())
    assert PAGE.chosen(query) == (PAGE.defaults | choices, ())


@pytest.mark.parametrize(
    ("filters", "choices", "expected"),
    [
        (Filters(), DEFAULTS, "?dates=all"),
        (GRITZO, DEFAULTS, "?brand=Gritzo&dates=all"),
        (Filters(), {"grain": "day", "rank": "revenue"}, "?dates=all&grain=day&rank=revenue"),
        (GRITZO, {"grain": "day", "rank": "roas"}, "?brand=Gritzo&dates=all&grain=day"),
    ],
)
def test_query(filters: Filters, choices: dict[str, str], expected: str):
    """Defaults are left out of an address."""
    assert PAGE.query(filters, choices) == expected


def test_unknown_choice():
    """A choice the page does not offer is dropped, and named; filters and strangers are left to others."""
    found = PAGE.chosen("?grain=hour&rank=revenue&brand=Nope&utm_source=mail")
    assert found == (PAGE.defaults | {"rank": "revenue"}, ("grain 'hour'",))


def test_choice_of_another_page():
    """A choice that another page has is no choice here."""
    assert OTHER.chosen("?grain=day") == ({}, ())


def test_default_choice():
    """The first option is the default."""
    assert Choice("Order", {"b": "B", "a": "A"}).default == "b"


# ---- the page drawn


def shown(ledger: Ledger, filters: Filters = Filters(), pages: tuple[Page, ...] = PAGES) -> Any:  # noqa: B008 # frozen
    """The Overview as drawn."""
    return drawn(layout(PAGE, pages, ledger, filters, DEFAULTS))


def test_ids_are_unique(world: Ledger):
    """No id stands twice on a page."""
    ids = shown(world).ids()
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_ids_name_the_page(world: Ledger, page: Page):
    """Ids contain the page's key, so that no other page answers for them; two stand on every page."""
    choices = {name: choice.default for name, choice in page.choices.items()}
    ids = drawn(layout(page, PAGES, world, Filters(), choices)).ids()
    assert {one for one in ids if not one.startswith(f"{page.key}-")} == {"main", "question"}


@pytest.mark.in_turn(2)
@pytest.mark.parametrize(
    "query", ["", "brand=Gritzo", "platform=Instagram&influencer=bob", "from=2025-07-01"]
)
def test_drawn_whole(world: Ledger, query: str):
    """A page is drawn with the same regions a filter change would bring, each with its value."""
    filters, _ = Filters.from_query(query, world)
    leaves = shown(world, filters)
    values = regions(PAGE, PAGES, world, filters, DEFAULTS)
    stale = {
        region: value for region, value in values.items() if leaves.attribute(*region.rsplit(".", 1)) != value
    }
    assert stale == {}


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_leaves_are_plain(world: Ledger, page: Page):
    """The browser writes leaves itself: they are texts and attributes of plain elements."""
    choices = {name: choice.default for name, choice in page.choices.items()}
    frame = drawn(layout(page, PAGES, world, Filters(), choices))
    leaves = {
        region: value
        for region, value in regions(page, PAGES, world, Filters(), choices).items()
        if is_leaf(region)
    }
    assert len(leaves) > 40
    owners = {frame.at(split(region)[0])._namespace for region in leaves}
    assert owners == {"dash_html_components"}
    assert {region for region, value in leaves.items() if not _plain(region, value)} == set()


def _plain(region: str, value: object) -> bool:
    return isinstance(value, dict if region.endswith(".style") else str | int | float | None)


def test_drawn_with_leaves(world: Ledger):
    """A page that is drawn holds its leaves once more, so that what was written before it gives way."""
    leaves = {
        region: value
        for region, value in regions(PAGE, PAGES, world, GRITZO, DEFAULTS).items()
        if is_leaf(region)
    }
    assert shown(world, GRITZO).attribute("overview-leaves", "data") == leaves


def test_seen_again(world: Ledger):
    """A page is made once for a selection; whatever becomes of an answer, the next one is whole."""
    made: list[Filters] = []

    def update(ledger: Ledger, filters: Filters, **choices: object) -> Regions:
        made.append(filters)
        return PAGE.update(ledger, filters, **choices)

    page = replace(PAGE, update=update)
    for filters in (GRITZO, Filters(), GRITZO, Filters()):
        values = regions(page, PAGES, world, filters, DEFAULTS)
        values.clear()
    assert made == [GRITZO, Filters()]
    assert regions(page, PAGES, world, GRITZO, DEFAULTS) == regions(PAGE, PAGES, world, GRITZO, DEFAULTS)


@pytest.mark.parametrize(
    "other", [{"choices": DEFAULTS | {"grain": "week"}}, {"assumed": Assumptions(margin=0.5)}]
)
def test_another_answer(world: Ledger, other: dict[str, Any]):
    """Another choice or assumption is another answer."""
    asked: dict[str, Any] = {"choices": DEFAULTS, "assumed": Assumptions()}
    first = regions(PAGE, PAGES, world, Filters(), **asked)
    assert regions(PAGE, PAGES, world, Filters(), **asked | other) != first


def test_controls_are_filled(world: Ledger):
    """Controls hold filters and choices from the start."""
    page = drawn(layout(PAGE, PAGES, world, GRITZO, {"grain": "week", "rank": "revenue"}))
    held = [page.attribute(f"overview-{name}", "value") for name in ("brand", "grain", "rank", "preset")]
    assert held == [["Gritzo"], "week", "revenue", "all"]


def test_links_carry_filters(world: Ledger):
    """The rail's links take the filters along, all time too."""
    page = shown(world, GRITZO, (PAGE, OTHER))
    assert page.attribute("overview-to-other", "href") == "/other?brand=Gritzo&dates=all"
    assert page.attribute("overview-to-overview", "href") == "/?brand=Gritzo&dates=all"
    assert shown(world, pages=(PAGE, OTHER)).attribute("overview-to-other", "href") == "/other?dates=all"


def test_links_leave_days_nobody_chose(world: Ledger):
    """Where a page shows the days it opens with, the next page opens with its own; chosen days go along."""
    whole = replace(OTHER, opens=all_time)
    usual = opening(world)
    chosen = Filters(start=usual.start, end=usual.start)
    for filters, expected in ((usual, "/other?dates=all"), (chosen, "/other?from=2025-06-01&to=2025-06-01")):
        page = shown(world, filters, (PAGE, whole))
        assert page.attribute("overview-to-other", "href") == expected


def test_here(world: Ledger):
    """The rail marks the page one is on."""
    page = shown(world, pages=(PAGE, OTHER))
    styles = [page.attribute(f"overview-to-{key}", "className") for key in ("overview", "other")]
    assert styles == ["here", ""]


def test_question(world: Ledger):
    """The title is the page's question."""
    assert shown(world).text("question") == "How are the campaigns doing overall?"


def test_as_of(world: Ledger):
    """The top says how far the data goes; what is odd in it stands in the notes, not how files were read."""
    page = shown(world)
    text = text_of(page.components[0])
    notes = world.report.doubts()
    assert len(notes) < len(world.report.sentences())
    assert "data to 5 Jul 2025" in text
    assert page.text("overview-notes-label") == f"{len(notes)} notes"
    assert [note for note in world.report.sentences() if note in text] == notes


def test_rows_set_aside(ledger_of: Callable[[Mapping[str, str]], Ledger]):
    """Rows set aside are a note."""
    posts = """
        post_id  influencer_id  platform   date        caption  reach  likes  comments
        p1       ann            Instagram  2025-06-01  hi       10     -4     1
        p2       ann            Instagram  2025-06-02  hi       10     4      1
        """
    text = text_of(shown(ledger_of({"posts": posts})).components[0])
    assert "posts.csv: 1 row has negative likes (line 2); it is set aside." in text


def test_what_the_selection_says_itself(ledger_of: Callable[[Mapping[str, str]], Ledger]):
    """Money without a day is said once, of the selection, and not as the load put it."""
    payouts = """
        influencer_id  basis  rate  orders  total_payout
        ann            post   10    0       20
        zoe            post   10    0       4220
        """
    page = shown(ledger_of({"payouts": payouts}))
    text = text_of(page.components[0])
    assert "₹4,220 of the spend went to 1 influencer without posts or orders" in text
    assert "neither posts nor orders" not in text


def test_groups_of_pages(world: Ledger):
    """A line parts the pages of results from those about the data."""
    nav = next(one for one in shown(world).components if isinstance(one, html.Nav))
    kinds = ["line" if isinstance(one, html.Hr) else text_of(one) for one in nav.children]
    assert kinds == [
        "Overview",
        "Campaigns",
        "Influencers",
        "Content",
        "Payouts",
        "line",
        "Explorer",
        "Evidence",
        "Data health",
        "Glossary",
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_downloads(world: Ledger, page: Page):
    """Share offers the rows behind a page; a page of rows has its own ways to take them home."""
    found = drawn(layout(page, PAGES, world, Filters(), page.defaults))
    hidden = [
        getattr(one, "hidden", False)
        for one in found.components
        if getattr(one, "className", "") == "downloads"
    ]
    assert hidden == [bool(page.own_files)]
    assert str(found.attribute(f"{page.key}-download-workbook", "href")).startswith("/download/entries.xlsx")


def test_a_page_under_the_same_assumptions_is_the_same():
    """So what was worked out for it stays in memory, whoever asks: the application, a file, another role."""
    assert all(page.assuming(Assumptions(0.3)) is page.assuming(Assumptions(0.3)) for page in PAGES)
    assert all(page.assuming(Assumptions(0.3)) is not page.assuming(Assumptions(0.4)) for page in PAGES)


@pytest.mark.parametrize(("sample", "count"), [(True, 1), (False, 0)])
def test_sample(world: Ledger, sample: bool, count: int):  # noqa: FBT001 # the subject
    """Made-up data says that it is made up; real data does not."""
    ledger = Ledger(world.entries, world.tables, world.report, sample)
    page = shown(ledger)
    text = text_of(page.components[0])
    assert (text.count("sample data"), text.count("This is made-up sample data.")) == (2 * count, count)
    assert page.text("overview-notes-label") == f"{len(world.report.doubts()) + count} notes"
