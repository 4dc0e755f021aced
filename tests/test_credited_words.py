"""Holds every page to the words of evidence: posts are credited with orders, and never said to cause them."""

import re
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.pages import PAGES
from influencer_roi.ui.page import layout, regions
from influencer_roi.ui.regions import below
from tests.trying import trying
from tests.worlds import World, selections, worlds

BANNED = re.compile(r"\b(caused|causes|lift|lifted|incremental)\b|±", re.IGNORECASE)
# The one metric of that name, and what must be caused for the spend to pay.
NAMED = re.compile(
    r"incremental roas|incremental_roas|must be caused|must have caused|even if influencers caused every one"
    r"|must\s+be caused by influencers for the spend to pay",
    re.IGNORECASE,
)


def texts(value: object) -> Iterator[str]:
    """Every text within a value that readers may meet: what controls and columns are called by is none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in ("value", "field", "id"):
                yield from texts(one)
    elif isinstance(value, Iterable):
        for one in value:
            yield from texts(one)


def banned(found: Iterable[str]) -> list[str]:
    """The texts that say what may not be said, once those that may are taken out of them."""
    return [text for text in found if BANNED.search(NAMED.sub("", text))]


def test_the_words_are_found() -> None:
    """The test sees a sentence that claims too much, and lets the named ones pass."""
    assert banned(["Posts caused ₹2 L.", "A lift of 3 %."]) == ["Posts caused ₹2 L.", "A lift of 3 %."]
    assert banned(["Incremental ROAS", "74 % of the recorded revenue must be caused by influencers"]) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_frames_say_credited(sample: Ledger, page: object) -> None:
    """No page says so in its frame: titles, labels, definitions, choices."""
    (found,) = (one for one in PAGES if one is page)
    drawn = layout(found, PAGES, sample, Filters(), found.defaults)
    said = (text for one in (drawn, *below(drawn)) for text in texts(_shown(one)))
    assert banned(said) == []


def _shown(component: object) -> list[object]:
    names = ("children", "title", "aria-label", "options", "nodes", "columnDefs")
    return [getattr(component, name, None) for name in names]


def says_credited(ledger: Ledger, filters: Filters) -> None:
    """Hold what pages show under a selection."""
    for page in PAGES:
        for region, value in regions(page, PAGES, ledger, filters, page.defaults).items():
            said = [] if region.endswith(".href") else texts(value)
            assert banned(said) == [], (page.key, region)


@pytest.mark.at_length
@trying(4, here=1)
@given(world=worlds(), data=st.data())
def test_pages_say_credited(world: World, data: st.DataObject) -> None:
    """No page says so, whatever is selected of a generated world."""
    for _ in range(3):
        says_credited(world.ledger, data.draw(selections(world.ledger)))


@pytest.mark.slow
@trying(200)
@given(data=st.data())
def test_every_page_of_real_data_says_credited(sample: Ledger, data: st.DataObject) -> None:
    """Two hundred selections of the sample."""
    says_credited(sample, data.draw(selections(sample)))
