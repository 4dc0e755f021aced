import datetime as dt

import pytest

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.calendar import Compare, Dating
from influencer_roi.pages import PAGES
from influencer_roi.pages.overview import PAGE
from influencer_roi.ui.in_words import in_words
from influencer_roi.ui.page import regions

DATED = Filters(start=dt.date(2025, 6, 20), end=dt.date(2025, 7, 5))


ALL_DAYS = "all days, 1 Jun – 5 Jul 2025"


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(), ("No filter", ALL_DAYS, "compared with nothing")),
        (DATED, ("No filter", "20 Jun – 5 Jul 2025", "compared with 4–19 Jun 2025")),
        (
            Filters(brand=("MuscleBlaze", "Gritzo"), influencer_id=("ann",), compare=Compare.NONE),
            ("Brand: MuscleBlaze, Gritzo", "Influencer: Ann Rao (ann)", ALL_DAYS, "compared with nothing"),
        ),
        (
            Filters(tier=("Nano", "Mega"), followers_from=5_000, followers_to=9_00_000, compare=Compare.NONE),
            (
                *("Followers: Nano, Mega", "Follower count: at least 5,000 and at most 9,00,000"),
                *(ALL_DAYS, "compared with nothing"),
            ),
        ),
    ],
)
def test_a_selection_in_words(world: Ledger, filters: Filters, words: tuple[str, ...]):
    """Every filter is named with what it lets through, then days, comparison and how far the data goes."""
    assert in_words(world, filters).split(" · ") == [*words, "data to 5 Jul 2025"]


def test_many_values(sample: Ledger):
    """Of many values the first six are named and the others counted."""
    people = tuple(sample.values("influencer_id"))
    words = in_words(sample, Filters(influencer_id=people)).split(" · ")[0]
    assert words.count("(") == 6
    assert words.endswith(f"+{len(people) - 6}")


def test_choices_are_named_where_they_are_not_usual(world: Ledger):
    """A page's own choice is named with its label, unless it is the default."""
    picked = PAGE.picked({"grain": "week", "rank": "roas"})
    assert picked == (f"{PAGE.choices['grain'].label}: {PAGE.choices['grain'].options['week']}",)
    assert f" · {picked[0]} · compared" in in_words(world, Filters(), picked)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_every_page_says_its_selection(world: Ledger, page):
    """The line for paper is a region of every page, so it follows each filter change."""
    usual = {name: choice.default for name, choice in page.choices.items()}
    filters = Filters(brand=("Gritzo",))
    found = regions(page, PAGES, world, filters, usual)[f"{page.key}-printed.children"]
    assert found == in_words(world, filters)


def test_the_day_of_its_post_in_words(world: Ledger):
    """Where revenue stands on the day of its post, the days say so, on paper and in files."""
    june = Filters(start=dt.date(2025, 6, 1), end=dt.date(2025, 6, 30), day=Dating.POST)
    assert "June 2025, revenue on the day of its post" in in_words(world, june).split(" · ")
