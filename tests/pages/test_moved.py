import datetime as dt
from typing import Any

import pytest

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.model.calendar import Compare
from influencer_roi.pages.moved import MOVED
from influencer_roi.ui.view import View
from tests.folders import ledger_of
from tests.viewers import viewed

JULY = Filters(start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 31))
# Two full months; each brand has its own day.
MONTHS = """
date        influencer_id  brand  revenue  orders  spend
2025-06-01  a              Old    300      3       100
2025-06-30  b              Both   300      3       200
2025-07-01  b              Both   900      4       300
2025-07-31  c              New    400      2       100
"""


def shown(ledger: Ledger, filters: Filters = JULY, by: str = "campaign") -> dict[str, Any]:
    """What the card shows, without the page's name."""
    view = View("p", ledger, filters, Assumptions(), choices={"moved": by})
    return {key.removeprefix("p-moved-"): value for key, value in MOVED.regions(view).items()}


def rows(card: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The rows of the card: name, what it moved revenue by, what ROAS."""
    parts = ("name", "cell-0", "cell-1")
    places = [place for place in range(8) if not card[f"{place}.hidden"]]
    return [tuple(card[f"{place}-{part}.children"] for part in parts) for place in places]


def test_july_by_campaign(sample: Ledger):
    """The sample's July against June: the three that pushed most each way, the others, and all."""
    card = shown(sample)
    assert card["say.children"] == "Three campaigns gave ₹7.45 L more, three ₹7.98 L less."
    assert card["head-0.children"] == "July against June"
    assert rows(card) == [
        ("MuscleBlaze_MonsoonMuscle", "+₹3.74 L", "+0.55×"),
        ("HKVitals_ImmunityBoost", "+₹2.51 L", "−0.25×"),
        ("Gritzo_BackToSchool", "+₹1.19 L", "+0.14×"),
        ("Gritzo_SummerCamp", "−₹3.04 L", "+0.03×"),
        ("HKVitals_OmegaHeart", "−₹2.59 L", "−0.33×"),
        ("MuscleBlaze_SummerFit", "−₹2.36 L", "−0.26×"),
        ("7 other campaigns", "−₹24,480", "+0.03×"),
        ("All campaigns", "−₹77,989", "−0.10×"),
    ]


def test_where_july_came_from(sample: Ledger):
    """What was spent, how it was spread, what it returned: the three add up to the change."""
    card = shown(sample)
    words = [
        (card[f"{name}.children"], card[f"{name}-amount.children"]) for name in ("spent", "mix", "returns")
    ]
    assert words == [("spent less", "−₹42,344"), ("weaker mix", "−₹1.19 L"), ("better return", "+₹83,642")]
    assert (card["change.children"], card["sum.hidden"]) == ("−₹77,989", False)


def test_by_influencer(sample: Ledger):
    """People stand by name, and a click sets the filter by their id; the sums at the foot set none."""
    card = shown(sample, by="influencer_id")
    first, last = card["0-line.data-value"], rows(card)[-1]
    assert (first.startswith("INF"), card["0-line.data-dimension"]) == (True, "influencer_id")
    assert card["0-name.children"] != first
    assert (last[0], card["7-line.aria-disabled"]) == ("All influencers", "true")


@pytest.mark.parametrize("by", MOVED.choices["moved"].options)
def test_it_adds_up_by_anything(sample: Ledger, by: str):
    """By whatever the change is split, the last row is the same change."""
    assert rows(shown(sample, by=by))[-1][1:] == ("−₹77,989", "−0.10×")


def test_what_came_and_what_went():
    """What is new has all its revenue as gain, what is gone all of it as loss."""
    card = shown(ledger_of(MONTHS), by="brand")
    assert card["say.children"] == "Two brands gave ₹1,000 more, one ₹300 less."
    assert [row[:2] for row in rows(card)] == [
        ("Both", "+₹600"),
        ("New", "+₹400"),
        ("Old", "−₹300"),
        ("All brands", "+₹700"),
    ]
    assert [card[f"{place}-bar-0.className"] for place in range(3)] == ["", "", "down"]


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        (Filters(), "All days are chosen, and nothing is before them."),
        (
            Filters(start=JULY.start, end=JULY.end, compare=Compare.NONE),
            "Nothing is compared.",
        ),
        (
            Filters(start=dt.date(2025, 6, 1), end=dt.date(2025, 6, 30), compare=Compare.YEAR),
            "No data of June 2024: they begin on 1 Jun 2025.",
        ),
        (
            Filters(start=dt.date(2025, 6, 20), end=dt.date(2025, 7, 20)),
            "The data hold 20 May – 19 Jun or these days in part: no change is told.",
        ),
    ],
)
def test_nothing_to_compare(filters: Filters, sentence: str):
    """Where there are no days before, or a part of them, the card says so, and has no row and no sum."""
    card = shown(ledger_of(MONTHS), filters, "brand")
    assert card["say.children"] == sentence
    assert (rows(card), card["sum.hidden"], card["empty.hidden"]) == ([], True, False)


def test_nothing_moved():
    """The same money on both days is no move."""
    table = "date influencer_id brand revenue orders spend\n2025-06-30 a X 10 1 5\n2025-07-01 a X 10 1 5"
    days = Filters(start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 1))
    card = shown(ledger_of(table), days, "brand")
    assert card["say.children"] == "Nothing moved."
    assert rows(card)[-1][:2] == ("All brands", "₹0")


def test_viewers():
    """Viewers read how revenue moved, and no part of ROAS nor of spend."""
    june = Filters(start=dt.date(2025, 6, 1), end=dt.date(2025, 6, 30))
    card = shown(viewed(), june, "influencer_id")
    assert rows(card)[-1][0] == "All influencers"
    assert {row[2] for row in rows(card)} == {""}
    assert card["sum.hidden"] is True
