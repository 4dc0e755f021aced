from typing import Any

import dash_bootstrap_components as dbc
import pytest
from dash import html

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import DEFAULT
from influencer_roi.pages import PAGES, insights
from influencer_roi.pages.insights import Insight
from influencer_roi.ui.cards import Card, Cards, Shown, choice_control
from influencer_roi.ui.choice import Choice
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.page import Page
from influencer_roi.ui.regions import filled
from influencer_roi.ui.view import View
from tests.ui.test_regions import Drawn, drawn

GRAIN = Choice("Points", {"auto": "automatic", "day": "per day"})


def card(**options: Any) -> Card:
    """A card whose body is one text: how its only choice stands."""

    def fill(view: View, at: Anchor) -> Shown:
        return Shown(
            "One brand.", "by=brand&platform=X", {f"{at}-text.children": view.choices.get("grain", "")}
        )

    return Card("brands", "Which brand?", "w6", lambda at: html.Span(id=f"{at}-text"), fill, **options)


def view(ledger: Ledger) -> View:
    """Everything, on page p."""
    return View("p", ledger, Filters(), DEFAULT)


def shown(one: Card, ledger: Ledger) -> Drawn:
    """A card as it is drawn."""
    return drawn(filled(one.frame("p", ledger), one.regions(view(ledger))))


# ---- one card


def test_card(world: Ledger):
    """A card says what it answers, and its menu leads to its rows as a table, as a file, with definitions."""
    found = shown(card(), world)
    assert found.text("p-brands-say") == "One brand."
    assert found.attribute("p-brands-rows", "href") == "/download/slices.csv?by=brand&platform=X"
    assert found.attribute("p-brands-table", "href") == "/download/slices.json?by=brand&platform=X"
    assert found.attribute("p-brands-about", "href") == "/download/slices.csv?by=brand&platform=X&about=yes"
    assert getattr(found.components[0], "aria-label") == "Which brand?"


@pytest.mark.parametrize(("picture", "expected"), [(True, 1), (False, 0)])
def test_picture(world: Ledger, picture: bool, expected: int):  # noqa: FBT001 # the subject
    """Only a card with a plot can be saved as a picture."""
    found = shown(card(picture=picture), world)
    assert [getattr(one, "data-act", "") for one in found.components].count("picture") == expected


OFFERED = [
    {"label": "automatic", "value": "auto"},
    {"label": "per day (no days)", "value": "day", "disabled": True},
]


def test_choice_of_few():
    """Up to four values lie side by side, labelled; a closed one cannot be picked, and says why."""
    found = drawn(choice_control("p", "grain", GRAIN, {"day": "no days"}))
    assert isinstance(found.at("p-grain"), dbc.RadioItems)
    assert found.attribute("p-grain", "options") == OFFERED
    group = found.components[0]
    assert (getattr(group, "role", ""), getattr(group, "aria-label")) == ("group", "Points")


def test_choice_of_many():
    """More than four values are a list to pick from, labelled, likewise."""
    more = {f"{number}": f"per {number}" for number in range(3)}
    found = drawn(
        choice_control("p", "grain", Choice("Points", {**GRAIN.options, **more}), {"day": "no days"})
    )
    assert isinstance(found.at("p-grain"), dbc.Select)
    options: Any = found.attribute("p-grain", "options")
    assert (options[:2], len(options)) == (OFFERED, 5)
    assert [one.html_for for one in found.components if hasattr(one, "html_for")] == ["p-grain"]


def test_regions_of_another_card(world: Ledger):
    """Regions of another page are an error, not silence."""
    with pytest.raises(KeyError):
        filled(card().frame("q", world), card().regions(view(world)))


# ---- the cards of a page


def test_choices_of_cards(world: Ledger):
    """A page has the choices of its cards; one that nobody picked stands at its default."""
    cards = Cards("p", (card(choices={"grain": GRAIN}),))
    assert cards.choices == {"grain": GRAIN}
    assert cards.update(world, Filters())["p-brands-text.children"] == "auto"
    assert cards.update(world, Filters(), grain="day")["p-brands-text.children"] == "day"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_frame_and_regions_agree(world: Ledger, page: Page):
    """A page shows the same regions under every selection, and its frame has an element for each."""
    regions = page.update(world, Filters(), **page.defaults)
    none = page.update(world, Filters(brand=("Nobody",)), **page.defaults)
    assert regions.keys() == none.keys()
    assert filled(page.frame(world), regions)


# ---- insights


def shown_insights(found: list[Insight], ledger: Ledger, patch: pytest.MonkeyPatch) -> Drawn:
    """A card of three insights, of these found."""
    patch.setattr(insights, "insights_of", lambda _: found)
    block = insights.insights(3)
    return drawn(filled(block.frame("p", ledger), block.regions(view(ledger))))


def test_insights(world: Ledger, monkeypatch: pytest.MonkeyPatch):
    """Found insights fill from the top, each a claim, its figures and a link; the other rows are hidden."""
    both = [Insight("A.", "1 of 2.", "See", "/?x=1"), Insight("B.", "3 of 4.")]
    found = shown_insights(both, world, monkeypatch)
    assert [found.text(f"p-insight-{number}-claim") for number in range(3)] == ["A.", "B.", ""]
    assert [found.text(f"p-insight-{number}-text") for number in range(3)] == ["1 of 2.", "3 of 4.", ""]
    assert [found.attribute(f"p-insight-{number}", "hidden") for number in range(3)] == [False, False, True]
    assert [found.attribute(f"p-insight-{number}-link", "href") for number in range(3)] == ["/?x=1", "", ""]
    assert found.text("p-insight-0-link") == "See →"
    assert found.attribute("p-insight-1-link", "hidden") is True
    assert found.attribute("p-insight-none", "hidden") is True


def test_no_insights(world: Ledger, monkeypatch: pytest.MonkeyPatch):
    """Where nothing stands out the card says so."""
    found = shown_insights([], world, monkeypatch)
    assert [found.attribute(f"p-insight-{number}", "hidden") for number in range(3)] == [True, True, True]
    assert found.attribute("p-insight-none", "hidden") is False


def test_too_many_insights(world: Ledger, monkeypatch: pytest.MonkeyPatch):
    """More insights than rows leave the last ones out."""
    found = shown_insights([Insight(f"{number}.", "") for number in range(5)], world, monkeypatch)
    assert [found.text(f"p-insight-{number}-claim") for number in range(3)] == ["0.", "1.", "2."]
