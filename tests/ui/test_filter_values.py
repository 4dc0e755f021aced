import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.calendar import Compare, Dating
from influencer_roi.periods import opening
from influencer_roi.ui import filter_values

JUNE_11 = dt.date(2025, 6, 11)


def words(ledger: Ledger, **where: Any) -> dict[str, Any]:
    """What the bar and the notices say under filters, without the page's name."""
    regions = filter_values.regions("p", ledger, Filters(**where), usual=opening(ledger))
    return {region.removeprefix("p-"): text for region, text in regions.items()}


def offered(ledger: Ledger, search: str, chosen: tuple[str, ...] = ()) -> list[str]:
    """The influencers a search finds, in words."""
    found: Any = filter_values.influencer_options(ledger, search, chosen)
    return [one["label"] for one in found]


# ---- chips


@pytest.mark.parametrize(
    ("where", "chip", "expected"),
    [
        ({"brand": ("Gritzo",)}, "brand", "Gritzo"),
        ({"brand": ("Gritzo", "HKVitals", "MuscleBlaze")}, "brand", "Gritzo, HKVitals +1"),
        ({"influencer_id": ("bob", "ann")}, "influencer_id", "Bob Sen, Ann Rao"),
        ({"tier": ("Nano",)}, "tier", "Nano"),
        ({"followers_from": 10000}, "tier", "from 10,000"),
        ({"followers_to": 0}, "tier", "to 0"),
        ({"followers_to": 1234567}, "tier", "to 12,34,567"),
        ({"tier": ("Nano",), "followers_from": 1, "followers_to": 9999}, "tier", "Nano, from 1 to 9,999"),
        ({"start": JUNE_11, "end": JUNE_11}, "dates", "11 Jun 2025"),
        ({"start": JUNE_11}, "dates", "11 Jun – 5 Jul 2025"),
        ({"end": JUNE_11}, "dates", "1–11 Jun 2025"),
        ({"basis": ("Per post",)}, "basis", "Per post"),
    ],
)
def test_chip(world: Ledger, where: dict[str, Any], chip: str, expected: str):
    """A chip that is set says what to, looks so, and can be cleared; no other chip can."""
    said = words(world, **where)
    assert said[f"{chip}-label.children"] == expected
    assert said[f"{chip}-chip.className"] == "chip set"
    clearable = [name for name, hidden in said.items() if name.endswith("-clear.hidden") and not hidden]
    assert clearable == [f"{chip}-clear.hidden"]


def test_nothing_set(world: Ledger):
    """With nothing set chips say so, the dates are all of the data, and Reset leads back to the opening."""
    said = words(world)
    assert (said["brand-label.children"], said["tier-label.children"]) == ("all", "all")
    assert said["dates-label.children"] == "all time, 1 Jun – 5 Jul 2025"
    assert said["reset.hidden"] is False
    assert said["counts.children"] == "3 influencers · 4 posts · 8 orders"


def test_something_set(world: Ledger):
    """Reset appears, and what is selected is counted."""
    said = words(world, brand=("Gritzo",), start=JUNE_11, compare=Compare.NONE)
    assert (said["reset.hidden"], said["counts.children"]) == (False, "1 influencer · 1 post · 1 order")


def test_nothing_selected(world: Ledger):
    """An empty selection counts nothing, in words that fit."""
    assert words(world, start=dt.date(2034, 1, 1))["counts.children"] == "0 influencers · 0 posts · 0 orders"


def test_comparison_alone_is_no_filter(world: Ledger):
    """At the month a page opens on, a comparison alone leaves nothing to reset."""
    said = words(world, start=dt.date(2025, 6, 1), end=dt.date(2025, 6, 30), compare=Compare.YEAR)
    assert said["reset.hidden"] is True


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({}, "nothing"),
        ({"start": dt.date(2025, 7, 1)}, "26–30 Jun 2025"),
        ({"start": dt.date(2025, 7, 1), "compare": Compare.YEAR}, "1–5 Jul 2024 – no data"),
        ({"start": dt.date(2025, 6, 1), "end": dt.date(2025, 6, 30)}, "May 2025 – no data"),
        ({"start": dt.date(2025, 7, 1), "end": dt.date(2025, 7, 31)}, "June 2025"),
        ({"start": dt.date(2025, 6, 20)}, "4–19 Jun 2025"),
        ({"compare": Compare.NONE}, "nothing"),
    ],
)
def test_comparison(world: Ledger, where: dict[str, Any], expected: str):
    """The comparison names its days, and says where there is no data of them."""
    assert words(world, **where)["compare-label.children"] == expected


@pytest.mark.parametrize("where", [{}, {"brand": ("Gritzo",)}, {"start": JUNE_11}, {"followers_from": 10**9}])
def test_same_regions(world: Ledger, where: dict[str, Any]):
    """Under every selection the regions are the same."""
    assert words(world, **where).keys() == words(world).keys()


# ---- an empty selection


@pytest.mark.parametrize(
    ("where", "label"),
    [
        ({"platform": ("Instagram",), "influencer_id": ("bob",)}, "Platform"),
        ({"followers_from": 10**9}, "Followers"),
        ({"end": dt.date(2020, 1, 1)}, "Date"),
        ({"start": dt.date(2025, 6, 12), "end": dt.date(2025, 6, 12)}, "Date"),
        ({"brand": ("Gritzo",), "start": dt.date(2030, 1, 1), "end": dt.date(2030, 1, 2)}, "Date"),
    ],
)
def test_empty(world: Ledger, where: dict[str, Any], label: str):
    """An empty selection names the filter that empties it, and offers to clear that one."""
    said = words(world, **where)
    assert said["empty.hidden"] is False
    assert said["empty-words.children"] == f"Nothing is left here. Clearing {label} brings something back."
    assert said["empty-clear.children"] == f"Clear {label}"


def test_empty_twice(world: Ledger):
    """Where no single filter is to blame, the words do not promise that clearing one helps."""
    said = words(world, platform=("YouTube",), influencer_id=("cat",), followers_to=5)
    assert said["empty-words.children"] == (
        "Nothing is left here. Several filters empty it together; clear them one by one."
    )
    assert said["empty-clear.children"] == "Clear Followers"


def test_not_empty(world: Ledger):
    """Where something is left there is no such notice."""
    assert words(world, platform=("YouTube",))["empty.hidden"] is True


# ---- money without a day

PAID_FOR_NOTHING = {
    "influencers": """
        id   name      category  gender  follower_count  platform
        ann  Ann Rao   Fitness   Female  50000           Instagram
        bob  Bob Sen   Health    Male    1200000         YouTube
        cat  Cat Iyer  Beauty    -       8000            Instagram
        dev  Dev Nair  Beauty    Male    9000            Koo
        """,
    "payouts": """
        influencer_id  basis  rate  orders  total_payout
        ann            post   500   3       1000
        dev            post   500   0       700
        """,
}


def test_dateless(ledger_of: Callable[[Mapping[str, str]], Ledger]):
    """Spend without a day is said to be in the totals, and to be left out once dates are chosen."""
    ledger = ledger_of(PAID_FOR_NOTHING)
    assert words(ledger)["dateless.children"] == (
        "₹700 of the spend went to 1 influencer without posts or orders; "
        "it has no day, so it shows in totals but in no trend."
    )
    dated = words(ledger, start=dt.date(2025, 6, 1))
    assert dated["dateless.children"] == (
        "₹700 paid to 1 influencer without posts or orders has no day and is left out while dates are chosen."
    )
    assert (words(ledger)["dateless.hidden"], dated["dateless.hidden"]) == (False, False)


def test_dateless_follows_filters(ledger_of: Callable[[Mapping[str, str]], Ledger]):
    """Under filters that exclude that money the notice is gone."""
    said = words(ledger_of(PAID_FOR_NOTHING), platform=("Instagram",))
    assert (said["dateless.children"], said["dateless.hidden"]) == ("", True)


def test_nothing_dateless(world: Ledger):
    """Where all spend has a day there is no notice."""
    assert words(world)["dateless.hidden"] is True


# ---- links and controls


def test_download(world: Ledger):
    """The page's downloads carry its filters."""
    page = words(world, brand=("Gritzo",))
    assert page["download.href"] == "/download/entries.csv?brand=Gritzo&dates=all"
    assert page["download-about.href"] == "/download/entries.csv?brand=Gritzo&dates=all&about=yes"
    assert page["download-workbook.href"] == "/download/entries.xlsx?brand=Gritzo&dates=all"
    assert page["download-parquet.href"] == "/download/entries.parquet?brand=Gritzo&dates=all"
    assert words(world)["download-about.href"] == "/download/entries.csv?dates=all&about=yes"


def test_controls(world: Ledger):
    """Controls hold what the filters say: lists, numbers, ISO days, the period's name."""
    filters = Filters(brand=("Gritzo",), followers_to=7, start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 5))
    held = filter_values.control_values("p", world, filters)
    assert {
        name: held[f"p-{name}.value"] for name in ("brand", "platform", "followers_to", "followers_from")
    } == {
        "brand": ["Gritzo"],
        "platform": [],
        "followers_to": 7,
        "followers_from": None,
    }
    assert (held["p-start.value"], held["p-end.value"]) == ("2025-07-01", "2025-07-05")
    assert (held["p-preset.value"], held["p-compare.value"]) == ("this_month", "previous")


# ---- the search for influencers


def test_influencers_by_revenue(world: Ledger):
    """Without a search influencers stand by revenue, with their ids."""
    assert offered(world, "") == ["Bob Sen (bob)", "Ann Rao (ann)", "Cat Iyer (cat)"]


@pytest.mark.parametrize("search", ["RAO", "  ann ", "ann rao", "n r"])
def test_search(world: Ledger, search: str):
    """Name and id are searched, whatever the case, blanks around it aside."""
    assert offered(world, search) == ["Ann Rao (ann)"]


@pytest.mark.parametrize("search", [".*", "(", "zzz", "<b>"])
def test_search_for_nothing(world: Ledger, search: str):
    """A search is text, not a pattern; where nothing is found only the chosen ones stand."""
    assert offered(world, search) == []
    assert offered(world, search, ("cat",)) == ["Cat Iyer (cat)"]


def test_chosen_on_top(world: Ledger):
    """Chosen influencers stay on top, found or not."""
    assert offered(world, "bob", ("cat",)) == ["Cat Iyer (cat)", "Bob Sen (bob)"]


def test_many(world: Ledger, monkeypatch: pytest.MonkeyPatch):
    """Of many influencers the first ones are shown, and the chosen ones besides."""
    monkeypatch.setattr(filter_values, "MOST_INFLUENCERS", 1)
    assert offered(world, "") == ["Bob Sen (bob)"]
    assert offered(world, "", ("cat",)) == ["Cat Iyer (cat)", "Bob Sen (bob)"]


def test_without_a_name(ledger_of: Callable[[Mapping[str, str]], Ledger]):
    """An influencer without a name is called by the id, once."""
    ledger = ledger_of(
        {"influencers": "id  name  category  gender  follower_count  platform\nann  -  -  -  -  -"}
    )
    assert "ann" in offered(ledger, "ann")


# ---- the day revenue stands on


def test_the_day_of_its_post_is_said(world: Ledger):
    """The chip of dates says that revenue stands on the day of its post; a line what stands apart."""
    july = {"start": dt.date(2025, 7, 1), "end": dt.date(2025, 7, 31)}
    usual, by_post = words(world, **july), words(world, **july, day=Dating.POST)
    assert by_post["dates-label.children"] == f"{usual['dates-label.children']}, by day of post"
    assert "₹500 of orders of these days is credited to no post" in by_post["dating.children"]
    assert (usual["dating.children"], usual["dating.hidden"], by_post["dating.hidden"]) == ("", True, False)
    held = filter_values.control_values("p", world, Filters(day=Dating.POST))
    assert held["p-day.value"] == "post"
