import datetime as dt
from typing import Any

import pytest

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.pages.headline import HEADLINE, KEYS
from influencer_roi.ui.view import View
from tests.viewers import viewed

JULY = Filters(start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 31))


def shown(ledger: Ledger, filters: Filters = JULY) -> dict[str, Any]:
    """What the large cards show, without the page's name."""
    regions = HEADLINE.regions(View("p", ledger, filters, Assumptions()))
    return {key.removeprefix("p-"): value for key, value in regions.items()}


def test_july(sample: Ledger):
    """The sample's July as the drawing has it: value, change, June's, and what stands in the foot."""
    card = shown(sample)
    parts = ("value", "change", "then", "foot")
    assert [tuple(card[f"{key}-{part}.children"] for part in parts) for key in KEYS] == [
        ("₹11.1 L", "▼ 6.5 %", "June ₹11.9 L", "₹35,954 a day, June ₹39,752"),
        ("₹3.73 L", "▼ 3.6 %", "June ₹3.87 L", "₹7,778 a post, June ₹8,235"),
        ("2.99×", "▼ 0.10×", "June 3.08×", ""),
        ("₹1.28 L", "▼ 14.3 %", "June ₹1.50 L", "by week, at 45 % margin"),
    ]
    assert card["roas-unpaid.children"] == "2.31× without the ₹2.52 L of 1 person nobody paid"


def test_colours(sample: Ledger):
    """Less revenue, ROAS and profit is bad; less spend is neither."""
    card = shown(sample)
    assert [card[f"{key}-change.className"] for key in KEYS] == [
        "delta bad",
        "delta neutral",
        "delta bad",
        "delta bad",
    ]


def test_pictures(sample: Ledger):
    """Revenue and spend run over June's; the gauge says ROAS, break-even and June; profit is by week."""
    card = shown(sample)
    for key in ("revenue", "spend"):
        for line in ("now", "then"):
            assert "maskImage" in card[f"{key}-picture-{line}.style"]
    assert (
        card["roas-picture-gauge.aria-label"]
        == "ROAS 2.99×, break-even 2.22×, June 3.08×, plausibly 2.25 to 3.96×"
    )
    assert card["profit-picture-columns.aria-label"].startswith("Profit by week: 1–7 Jul 2025: ₹")
    assert [card[f"profit-picture-column-{n}.className"] for n in range(6)] == [
        "",
        "",
        "",
        "loss",
        "hatched",
        "",
    ]


def test_all_time(sample: Ledger):
    """All time has no line before and no hollow dot, and profit by month."""
    card = shown(sample, Filters())
    assert card["revenue-picture-then.style"] == {"visibility": "hidden"}
    assert card["roas-picture-then.style"] == {"display": "none"}
    assert card["profit-foot.children"] == "by month, at 45 % margin"
    titles = [card[f"profit-picture-column-{n}.title"].split(":")[0] for n in range(5)]
    assert titles == ["4–31 Mar 2025", "1–30 Apr 2025", "1–31 May 2025", "1–30 Jun 2025", "1–31 Jul 2025"]


def test_one_day(world: Ledger):
    """One day has no course, and one column."""
    card = shown(world, Filters(start=dt.date(2025, 6, 20), end=dt.date(2025, 6, 20)))
    assert card["revenue-picture-now.style"] == {"visibility": "hidden"}
    assert [card[f"profit-picture-column-{n}.style"].get("display") for n in range(2)] == [None, "none"]


def test_a_month_in_part(world: Ledger):
    """June against a May the data do not have: nothing was. July, of which they hold five days: no change."""
    june = shown(world, Filters(start=dt.date(2025, 6, 1), end=dt.date(2025, 6, 30)))
    july = shown(world)
    assert (june["revenue-then.children"], june["revenue-change.children"]) == ("", "")
    assert (july["revenue-then.children"], july["revenue-change.children"]) == ("June ₹5,500, in part", "")
    assert july["revenue-picture-then.style"] == {"visibility": "hidden"}


@pytest.mark.parametrize("key", ["spend", "roas", "profit"])
def test_withheld(key: str):
    """Of one person viewers see that a figure is not for them, and why."""
    card = shown(viewed(), Filters(influencer_id=("n1",)))
    assert card[f"{key}-value.children"] == "not for viewers"
    assert card[f"{key}-foot.children"] == "fewer than 5 paid people"
    assert card["revenue-value.children"].startswith("₹")


@pytest.mark.parametrize("filters", [Filters(), Filters(influencer_id=("n1",))])
def test_no_weekly_profit_for_viewers(filters: Filters):
    """Viewers read no profit of single weeks, which would be revenue without its spend."""
    card = shown(viewed(), filters)
    assert card["profit-picture-columns.aria-label"] == "Profit by week: nothing to show"
    assert card["profit-picture-column-0.style"] == {"display": "none"}
