import datetime as dt
from typing import Any

import pytest

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.pages.stop import STOP
from influencer_roi.ui.view import View
from influencer_roi.ui.withheld import OF_PEOPLE
from tests.folders import ledger_of
from tests.viewers import viewed

JULY = Filters(start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 31))


def shown(ledger: Ledger, filters: Filters = JULY, by: str = "influencer_id") -> dict[str, Any]:
    """What the card shows, without the page's name."""
    view = View("p", ledger, filters, Assumptions(), choices={"stop": by})
    return {key.removeprefix("p-stop-"): value for key, value in STOP.regions(view).items()}


def rows(card: dict[str, Any], *parts: str) -> list[tuple[str, ...]]:
    """The rows of the card, by the given parts."""
    places = [place for place in range(6) if not card[f"{place}.hidden"]]
    return [tuple(card[f"{place}-{part}.children"] for part in parts) for place in places]


def spent(*campaigns: str) -> Ledger:
    """A ledger of campaigns: each its name, revenue and spend; with revenue there is one order."""
    lines = [f"2025-07-01 A {one} {int(one.split()[1] != '0')}" for one in campaigns]
    return ledger_of("\n".join(("date influencer_id campaign revenue spend orders", *lines)))


def test_july(sample: Ledger):
    """The sample's July: who lost most rupees first, of what spend, at what ROAS."""
    card = shown(sample)
    assert card["say.children"] == (
        "6 of 12 paid influencers earned less than they cost: ₹1.35 L lost on ₹2.08 L of spend."
    )
    assert rows(card, "name", "sub", "cell-0", "cell-1", "cell-2") == [
        ("Pooja Menon", "Twitter · 59 orders", "−₹60,306", "₹97,360", "0.85×"),
        ("karthik.moves", "YouTube · 35 orders", "−₹35,058", "₹59,010", "0.90×"),
        ("Aarav Bhatt", "YouTube · 0 orders", "−₹24,640", "₹24,640", "0.00×"),
        ("Kabir Sethi", "Instagram · 5 orders", "−₹10,522", "₹13,560", "0.50×"),
        ("Manav Deshmukh", "Instagram · 4 orders", "−₹3,624", "₹6,330", "0.95×"),
        ("sahil.eatsclean", "Instagram · 10 orders", "−₹750", "₹7,200", "1.99×"),
    ]
    assert card["head-5.children"] == "against 2.22×"
    assert rows(card, "cell-2-sub", "cell-3")[2] == ("4 posts", "no order")


def test_july_s_balance(sample: Ledger):
    """Six above and six below break-even come to what all that was paid for brought."""
    card = shown(sample)
    found = [card[f"{part}.children"] for part in ("above", "earned", "under", "lost", "profit", "floor")]
    assert found == [
        "6 above break-even ",
        "+₹1.50 L",
        "6 below ",
        "−₹1.35 L",
        "+₹14,865",
        "counted from ₹3,733 of spend (1 %)",
    ]
    assert card["balance.hidden"] is False


def test_bars_are_of_the_largest_loss():
    """The longest bar is the largest loss, the others are shares of it."""
    card = shown(spent("Big 0 1000", "Small 0 250"), by="campaign")
    assert [card[f"{place}-bar-0.style"]["width"] for place in (0, 1)] == ["100.0%", "25.0%"]


def test_below_the_floor(sample: Ledger):
    """Campaigns below 1 % of the spend have no row: the sentence counts the others, a link leads to them."""
    card = shown(sample, by="campaign")
    assert card["say.children"] == (
        "2 of 7 campaigns with ₹3,733 of spend or more earned less than they cost: "
        "₹15,790 lost on ₹22,744 of spend. ₹24,640 was lost outside any campaign."
    )
    assert card["more.children"] == "and 3 below ₹3,733 of spend →"
    assert card["more.href"].startswith("/download/slices.json?by=campaign&sort=profit&")
    assert (card["above.children"], card["under.children"]) == ("earned ", "lost ")


@pytest.mark.parametrize(
    ("campaigns", "sentence", "empty"),
    [
        (
            ["Bad 0 100", "Good 900 100"],
            "1 of 2 campaigns with spend earned less than they cost: ₹100 lost on ₹100 of spend.",
            "",
        ),
        (
            ["Bad 0 100"],
            "The only campaign with spend earned less than they cost: ₹100 lost on ₹100 of spend.",
            "",
        ),
        (
            ["Good 900 100", "Best 900 50"],
            "None of 2 campaigns with spend earned less than they cost.",
            "Nobody here lost money.",
        ),
        (
            ["Good 900 100"],
            "The only campaign with spend earned at least what they cost.",
            "Nobody here lost money.",
        ),
        (
            ["Good 9000 1000", "Tiny 0 5"],
            "The only campaign with ₹10.05 of spend or more earned at least what they cost.",
            "Nobody with ₹10.05 of spend or more lost money.",
        ),
        (["Free 900 0"], "No campaign has spend in this selection.", "Nothing to show in this selection."),
    ],
)
def test_sentence(campaigns: list[str], sentence: str, empty: str):
    """It counts losers among those that are ranked, one as one; where nobody lost the empty board says so."""
    card = shown(spent(*campaigns), by="campaign")
    assert card["say.children"] == sentence
    assert ("" if card["empty.hidden"] else card["empty.children"]) == empty


def test_everybody_below_the_floor():
    """Where nobody costs as much as 1 % of the spend there is no row, and the sentence says of whom."""
    card = shown(spent(*(f"C{number} 0 10" for number in range(150))), by="campaign")
    assert card["say.children"] == "There is no campaign with ₹15 of spend or more."
    assert (rows(card, "name"), card["more.children"]) == ([], "and 150 below ₹15 of spend →")


def test_more_than_six():
    """Six rows are shown, the others are counted."""
    card = shown(spent(*(f"C{number} 0 {100 + number}" for number in range(8))), by="campaign")
    assert (len(rows(card, "name")), card["more.children"]) == (6, "All 8 that lost →")


def test_nothing(world: Ledger):
    """An empty selection has no row, no balance and no link."""
    card = shown(world, Filters(followers_from=10**9))
    assert card["say.children"] == "No influencer has spend in this selection."
    assert (rows(card, "name"), card["balance.hidden"], card["more-line.hidden"]) == ([], True, True)


def test_one_order(world: Ledger):
    """Bob's one order of July is one order."""
    card = shown(world, Filters(start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 5)))
    assert rows(card, "name", "sub") == [("Bob Sen", "YouTube · 1 order")]


def test_viewers():
    """Where readers may not see what was spent the card says for whom it is."""
    card = shown(viewed(), Filters(influencer_id=("n1",)))
    assert (card["say.children"], card["balance.hidden"]) == (OF_PEOPLE, True)
    assert card["empty.children"] == "Not for viewers."
