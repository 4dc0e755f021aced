import datetime as dt
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_roi.filters import MOST_PARTS, OF_ENTRIES, OF_PEOPLE, READINGS, URL_NAMES, Filters
from influencer_roi.model.calendar import Compare
from influencer_roi.model.dimensions import FILTERING
from influencer_roi.pages import PAGES
from influencer_roi.queries.payouts import Thresholds
from influencer_roi.queries.selection import let_through
from influencer_roi.ui.page import Page
from tests.folders import ledger_of

# Brand, category and campaign would break a careless address; C has no day, D no follower count.
LEDGER = ledger_of("""
post_id date       influencer_id platform  brand    category campaign  tier    gender basis follower_count
1       2025-01-01 A             Instagram R&D=1+1% Fitness  ?a;b#c    Nano    Female post  5000
2       2025-01-02 A             YouTube   Mint     Fitness  Été/2025  Nano    Female post  5000
3       2025-01-02 B             YouTube   Mint     योग,ध्यान   No_launch Micro   Male   order 50000
4       -          C             Twitter   Unknown  Fitness  No_launch Mega    Female post  2000000
5       2025-01-03 D             Instagram Mint     Fitness  No_launch Unknown Male   post  -
6       2025-01-03 -             Instagram Mint     Organic  No_launch Organic -      -     -
""")
DAYS = st.dates(dt.date(2024, 12, 1), dt.date(2025, 2, 1))
NAMES = ["brand", "influencer", "from", "to", "followers_from", "followers_to", "compare", "tab"]
FOLLOWERS = st.integers(0, 10**7)


def some(dimension: str) -> st.SearchStrategy[tuple[str, ...]]:
    """Any values of a dimension, in any order."""
    return st.lists(st.sampled_from(LEDGER.values(dimension)), unique=True).map(tuple)


@st.composite
def any_filters(draw: st.DrawFn) -> Filters:
    """Any filters a reader can set on the ledger; ranges run forwards."""
    values = {name: draw(some(name)) for name in FILTERING}
    start, end = sorted(draw(st.tuples(DAYS, DAYS)))
    least, most = sorted(draw(st.tuples(FOLLOWERS, FOLLOWERS)))
    return Filters(
        start=draw(st.sampled_from([start, None])),
        end=draw(st.sampled_from([end, None])),
        followers_from=draw(st.sampled_from([least, None])),
        followers_to=draw(st.sampled_from([most, None])),
        compare=draw(st.sampled_from(Compare)),
    ).choosing(**values)


def posts(**where: object) -> list[str]:
    """The posts of the entries that filters let through, by number."""
    return sorted(let_through(LEDGER.entries, Filters(**where))["post_id"])  # type: ignore[arg-type] # fields by name


@given(any_filters())
def test_round_trip(filters: Filters):
    """The address of filters gives back the same filters, and drops nothing."""
    assert Filters.from_query(f"?{filters.to_query()}", LEDGER) == (filters, ())


def test_address():
    """The address leaves out what is not set, uses the readers' words and states all time."""
    filters = Filters(brand=("R&D=1+1%", "Mint"), influencer_id=("A",), start=dt.date(2025, 1, 2))
    assert filters.to_query() == "brand=R%26D%3D1%2B1%25&brand=Mint&influencer=A&from=2025-01-02"
    assert Filters().to_query() == "dates=all"


@pytest.mark.parametrize(
    ("query", "filters", "dropped"),
    [
        ("brand=Mint&brand=Nope", Filters(brand=("Mint",)), ("brand 'Nope'",)),
        ("brand=mint", Filters(), ("brand 'mint'",)),
        ("category=Organic", Filters(), ("category 'Organic'",)),
        ("influencer=A&influencer=A", Filters(influencer_id=("A",)), ()),
        ("from=2025-02-30&to=2025-01-02", Filters(end=dt.date(2025, 1, 2)), ("from '2025-02-30'",)),
        ("followers_from=-5&followers_to=²", Filters(), ("followers_from '-5'", "followers_to '²'")),
        ("compare=year&compare=never", Filters(compare=Compare.YEAR), ("compare 'never'",)),
        ("tab=2&grain=week", Filters(), ()),
        ("brand=%zz&&=&brand", Filters(), ("brand '%zz'",)),
        ("from=2025-01-03&to=2025-01-02", Filters(), ("from '2025-01-03' after to '2025-01-02'",)),
        (
            "followers_from=9&followers_to=8&brand=Mint",
            Filters(brand=("Mint",)),
            ("followers_from '9' after followers_to '8'",),
        ),
    ],
)
def test_broken_addresses(query: str, filters: Filters, dropped: tuple[str, ...]):
    """What an address cannot have is dropped and named, the rest holds; unknown names are left to others."""
    assert Filters.from_query(query, LEDGER) == (filters, dropped)


def test_endless_address():
    """An address of thousands of parts filters nothing, and says so."""
    query = "&".join(["brand=Mint"] * (MOST_PARTS + 1))
    assert Filters.from_query(query, LEDGER) == (Filters(), ("an address of more than 2,000 parts",))


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.text(alphabet="0123456789-Aé%&+ \0", min_size=1))))
def test_any_address(parts: list[tuple[str, str]]):
    """No text in the address bar is an error, and what it sets has an address that sets it again."""
    filters, _ = Filters.from_query(urlencode(parts), LEDGER)
    assert Filters.from_query(filters.to_query(), LEDGER) == (filters, ())


def test_values():
    """Readers choose from values in their order, tiers by size; organic entries offer none."""
    assert LEDGER.values("tier") == ("Nano", "Micro", "Mega", "Unknown")
    assert LEDGER.values("brand") == ("Mint", "R&D=1+1%", "Unknown")


def test_nothing_set():
    """Without filters there is no condition, and every entry passes."""
    assert Filters().condition() is None
    assert posts() == ["1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"platform": ("YouTube", "Twitter")}, ["2", "3", "4"]),
        ({"platform": ("YouTube",), "gender": ("Male",)}, ["3"]),
        ({"brand": ("Mint",)}, ["2", "3", "5", "6"]),
        ({"influencer_id": ("C",)}, ["4"]),
        ({"start": dt.date(2025, 1, 2)}, ["2", "3", "5", "6"]),
        ({"end": dt.date(2025, 1, 2)}, ["1", "2", "3"]),
        ({"start": dt.date(2025, 1, 2), "end": dt.date(2025, 1, 2)}, ["2", "3"]),
        ({"followers_from": 0}, ["1", "2", "3", "4"]),
        ({"followers_from": 50_000}, ["3", "4"]),
        ({"followers_to": 50_000}, ["1", "2", "3"]),
        ({"platform": ("Instagram",), "category": ("योग,ध्यान",)}, []),
    ],
    ids=str,
)
def test_condition(where: dict[str, object], expected: list[str]):
    """Values are alternatives, dimensions narrow, bounds are included; no day is in no range of days."""
    assert posts(**where) == expected


def test_let_go():
    """Fields can be let go by name; the others stay."""
    filters = Filters(brand=("Mint",), platform=("YouTube",), start=dt.date(2025, 1, 1))
    assert filters.without(["brand", "start"]) == Filters(platform=("YouTube",))


def test_toggled():
    """A click chooses one value alone, and a second click on it lets go."""
    once = Filters(brand=("Mint", "Unknown"), gender=("Male",)).toggled(brand="Mint")
    assert once == Filters(brand=("Mint",), gender=("Male",))
    assert once.toggled(brand="Mint") == Filters(gender=("Male",))


def test_a_name_misspelt():
    """A dimension that does not filter is a mistake at once, with the way out; an empty choice is none."""
    message = "^Filters has no 'brnad'; did you mean 'brand'\\?$"
    for act in (
        lambda: Filters(brnad=("Mint",)),
        lambda: Filters().choosing(brnad=("Mint",)),
        lambda: Filters().without(["brnad"]),
        lambda: Filters()["brnad"],
    ):
        with pytest.raises(TypeError, match=message):
            act()
    assert Filters(brand=()) == Filters()


def test_one_selection_is_one_value():
    """However filters were put together, the same ones are equal, have one hash and one address."""
    one = Filters(gender=("Male",), brand=("Mint",), end=dt.date(2025, 1, 2))
    other = Filters(end=dt.date(2025, 1, 2)).choosing(brand=("Mint",)).choosing(gender=("Male",))
    assert (one, hash(one), one.to_query()) == (other, hash(other), "brand=Mint&gender=Male&to=2025-01-02")
    assert one["brand"] == ("Mint",)
    assert one["platform"] == ()


def test_whose_filters():
    """Each filter describes the entry or its influencer, and never both."""
    assert set(OF_ENTRIES) | set(OF_PEOPLE) == set(URL_NAMES) - set(READINGS)
    assert not set(OF_ENTRIES) & set(OF_PEOPLE)
    assert {"brand", "start", "end"} <= set(OF_ENTRIES)
    assert {"category", "influencer_id", "followers_to"} <= set(OF_PEOPLE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_addresses_say_one_thing(page: Page):
    """No choice of a page, and nothing a download asks for, is called like a filter in addresses."""
    taken = {*page.choices, "by", "sort", "about", "baseline", *Thresholds.__dataclass_fields__}
    assert not taken & {*URL_NAMES, *URL_NAMES.values()}


def test_set_names():
    """Only what narrows the selection counts as set, not what it is compared with."""
    filters = Filters(tier=("Nano",), followers_to=0, compare=Compare.NONE)
    assert filters.set_names() == ("tier", "followers_to")
