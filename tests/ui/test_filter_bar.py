import datetime as dt
from typing import Any

import pytest
from dash import html
from dash.development.base_component import Component

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.calendar import Compare
from influencer_roi.model.dimensions import FILTERING
from influencer_roi.periods import PRESETS
from influencer_roi.ui import filter_bar, filter_values
from influencer_roi.ui.regions import Regions, filled
from tests.folders import ledger_of
from tests.ui.test_regions import Drawn, drawn, text_of

ONE_OF_EACH = "date influencer_id brand gender basis revenue\n2025-01-01 A Mint Female post 1"


@pytest.fixture
def bar(world: Ledger) -> Drawn:
    """Give the filter bar of the world."""
    return drawn(filter_bar.bar("p", world))


def labels(bar: Drawn, name: str) -> list[Any]:
    """What a menu offers, in words."""
    offered: Any = bar.attribute(f"p-{name}", "options")
    return [one["label"] for one in offered]


def test_menus(world: Ledger):
    """There is a menu for each dimension that filters, where there is something to choose."""
    assert filter_bar.shown(world) == list(FILTERING)


def test_menus_without_a_choice():
    """Where all share one value, what has nothing to choose from is not offered; its control is there."""
    ledger = ledger_of(ONE_OF_EACH)
    bar = drawn(filter_bar.bar("p", ledger))
    offered = ["brand", "platform", "category", "tier"]
    assert filter_bar.shown(ledger) == offered == [getattr(one, "data-dimension") for one in offers(bar)]
    assert {f"p-{name}" for name in filter_bar.BAR} <= set(bar.ids())


def test_offers(bar: Drawn):
    """What is on offer says how many values there are; tiers, beside an exact range, by name."""
    assert [text_of(one) for one in offers(bar)] == [
        "Brand3",
        "Platform2",
        "Category3",
        "Campaign3",
        "Followers3 tiers",
        "Influencer3",
        "Gender3",
        "Payout basis3",
    ]


def test_what_is_always_in_sight(bar: Drawn):
    """Dates, comparison and three dimensions stand in the bar; others while they are set or open."""
    spots = {name: getattr(bar.at(f"p-{name}-chip"), "data-spot") for name in filter_bar.BAR}
    assert [name for name, spot in spots.items() if spot == "sight"] == ["brand", "platform", "category"]
    assert not hasattr(bar.at("p-dates-chip"), "data-dimension")


def offers(bar: Drawn) -> list[Component]:
    """The buttons that lead to the menus of dimensions."""
    return [one for one in bar.components if getattr(one, "data-act", "") == "open-filter"]


def test_options_count_influencers(bar: Drawn):
    """Each option says how many influencers it holds, the unfiltered ones; ann sells two brands."""
    assert labels(bar, "brand") == [
        "Gritzo (1 influencer)",
        "HKVitals (2 influencers)",
        "MuscleBlaze (2 influencers)",
    ]
    assert labels(bar, "platform") == ["Instagram (2 influencers)", "YouTube (1 influencer)"]


def test_tiers_by_size(bar: Drawn):
    """Tiers stand by size, with what they mean, and only those there are."""
    assert labels(bar, "tier") == [
        "Nano · under 10 k (1 influencer)",
        "Micro · 10–100 k (1 influencer)",
        "Mega · 1 M and more (1 influencer)",
    ]


def test_influencers_are_searched(bar: Drawn):
    """Influencers are looked up by the server: their menu starts empty under a search box."""
    assert labels(bar, "influencer_id") == []
    assert bar.attribute("p-influencer_id-search", "debounce") == filter_bar.TYPING_PAUSE


def test_long_menus_have_a_search():
    """More than eight options have a search box, which asks nothing of the server; eight have none."""
    rows = "\n".join(f"2025-01-01 A B{place % 8} C{place} 1" for place in range(9))
    bar = drawn(filter_bar.bar("p", ledger_of(f"date influencer_id brand campaign revenue\n{rows}")))
    searches = {one for one in bar.ids() if one.endswith("-search")}
    assert searches == {"p-campaign-search", "p-influencer_id-search"}
    assert bar.attribute("p-campaign-search", "debounce") is False


def test_periods_and_comparisons(bar: Drawn):
    """Every period and comparison is on offer."""
    named, own = labels(bar, "preset")[:-1], labels(bar, "preset")[-1]
    words = {one[0]: one[1].children for one in named}
    assert (list(words), own) == (list(PRESETS.values()), "own dates")
    assert (words["all time"], words["last month"]) == ("1 Jun – 5 Jul 2025", "June 2025")
    assert labels(bar, "compare") == ["previous period", "same period last year", "nothing"]


def test_every_control_is_labelled(bar: Drawn):
    """Each input has a label, each list of choices a group that names it; checklists stand in a menu."""
    labelled = {one.html_for for one in bar.components if hasattr(one, "html_for")}
    labelled |= {one.children.id for one in bar.components if getattr(one, "role", "") == "group"}
    controls = set(filter_bar.control_ids("p").values())
    lists = {f"p-{name}" for name in filter_bar.BAR}
    assert controls - lists | {"p-preset", "p-influencer_id-search", "p-find-filter"} <= labelled


def test_every_control_is_there(bar: Drawn):
    """Controls and clearing buttons that callbacks listen to are in the bar."""
    heard = {*filter_bar.control_ids("p").values(), *filter_bar.clear_ids("p"), "p-reset"}
    assert heard <= set(bar.ids())


def test_every_filter_has_a_control():
    """There is a control for every dimension that filters and every bound, and a button that clears it."""
    narrowing = {*FILTERING, "followers_from", "followers_to", "start", "end"}
    assert set(filter_bar.control_ids("p")) == narrowing | {"compare", "day"}
    cleared = [name for names in filter_bar.clear_ids("p").values() for name in names]
    assert sorted(cleared) == sorted(narrowing)


def test_ids_are_unique(bar: Drawn):
    """No id stands twice."""
    assert len(bar.ids()) == len(set(bar.ids()))


def test_clear_buttons_are_named(bar: Drawn):
    """A × says in words what it clears."""
    crosses = [one for one in bar.components if isinstance(one, html.Button) and one.children == "×"]
    assert [getattr(one, "aria-label") for one in crosses] == [
        "Clear Date",
        *(f"Clear {one.label}" for one in FILTERING.values()),
    ]


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(
            brand=("Gritzo",),
            tier=("Nano",),
            influencer_id=("ann", "cat"),
            followers_from=10,
            start=dt.date(2025, 6, 1),
            compare=Compare.NONE,
        ),
    ],
    ids=["nothing set", "much set"],
)
def test_the_bar_holds_its_regions(world: Ledger, filters: Filters):
    """Every control value fits the bar, and reading the controls gives the filters back."""
    values = filter_values.control_values("p", world, filters)
    bar = drawn(filled(filter_bar.bar("p", world), values))
    held = {name: bar.attribute(identity, "value") for name, identity in filter_bar.control_ids("p").items()}
    assert Filters.from_controls(held, world) == filters


def chips(regions: Regions) -> dict[str, object]:
    """The words on chips that are set."""
    return {
        region.removesuffix("-chip.className").removeprefix("p-"): regions[
            region.replace("-chip.className", "-label.children")
        ]
        for region, style in regions.items()
        if region.endswith("-chip.className") and style == "chip set"
    }


def test_bar_words_fit_the_bar(world: Ledger):
    """Every word of the bar but the notices above the page has its place in it."""
    words = filter_values.regions("p", world, Filters(), usual=Filters())
    outside = ("p-dating", "p-dateless", "p-unlisted", "p-notes", "p-empty", "p-download")
    filled(filter_bar.bar("p", world), {at: text for at, text in words.items() if not at.startswith(outside)})
    assert chips(words) == {}
