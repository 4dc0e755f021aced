import datetime as dt

import pytest

from influencer_roi.filters import ALL_TIME, Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.periods import CUSTOM, PRESETS, all_time, opened, opening, preset_of, with_preset
from tests.folders import ledger_of


def ending(day: str) -> Ledger:
    """A ledger of one order, on this day."""
    return ledger_of(f"date influencer_id revenue\n{day} A 10")


def days(filters: Filters) -> tuple[str, str]:
    """The first and the last day of filters, as texts."""
    return str(filters.start), str(filters.end)


AUGUST = {
    "last_7": ("2025-08-14", "2025-08-20"),
    "last_28": ("2025-07-24", "2025-08-20"),
    "last_90": ("2025-05-23", "2025-08-20"),
    "this_month": ("2025-08-01", "2025-08-20"),
    "last_month": ("2025-07-01", "2025-07-31"),
    "this_quarter": ("2025-07-01", "2025-08-20"),
    "last_quarter": ("2025-04-01", "2025-06-30"),
    "this_year": ("2025-04-01", "2025-08-20"),
    "last_year": ("2024-04-01", "2025-03-31"),
}


@pytest.mark.parametrize(("preset", "expected"), AUGUST.items())
def test_presets(preset: str, expected: tuple[str, str]):
    """Each period, reckoned from data that ends on 20 August 2025; the current ones end with the data."""
    assert days(with_preset(Filters(), preset, ending("2025-08-20"))) == expected


def test_every_preset_is_reckoned():
    """No period is on offer that the table above does not hold, but all time."""
    assert set(PRESETS) == {*AUGUST, ALL_TIME}


@pytest.mark.parametrize(
    ("last", "preset", "expected"),
    [
        ("2024-02-29", "this_month", ("2024-02-01", "2024-02-29")),
        ("2024-02-29", "last_7", ("2024-02-23", "2024-02-29")),
        ("2024-02-29", "this_year", ("2023-04-01", "2024-02-29")),
        ("2024-02-29", "last_year", ("2022-04-01", "2023-03-31")),
        ("2024-03-10", "last_month", ("2024-02-01", "2024-02-29")),
        ("2025-03-10", "last_month", ("2025-02-01", "2025-02-28")),
        ("2025-03-31", "this_year", ("2024-04-01", "2025-03-31")),
        ("2025-04-01", "this_year", ("2025-04-01", "2025-04-01")),
        ("2025-04-01", "last_year", ("2024-04-01", "2025-03-31")),
        ("2025-03-31", "this_quarter", ("2025-01-01", "2025-03-31")),
        ("2025-03-31", "last_quarter", ("2024-10-01", "2024-12-31")),
        ("2025-04-01", "this_quarter", ("2025-04-01", "2025-04-01")),
        ("2025-04-01", "last_quarter", ("2025-01-01", "2025-03-31")),
        ("2025-12-31", "this_quarter", ("2025-10-01", "2025-12-31")),
        ("2025-01-01", "last_month", ("2024-12-01", "2024-12-31")),
        ("2025-05-31", "last_month", ("2025-04-01", "2025-04-30")),
    ],
)
def test_edges(last: str, preset: str, expected: tuple[str, str]):
    """Leap days, turns of the year, ends of quarters, and the financial year from April to March."""
    assert days(with_preset(Filters(), preset, ending(last))) == expected


@pytest.mark.parametrize("preset", [ALL_TIME, "last_1000", "", "None"])
def test_all_time_and_unknown(preset: str):
    """All time, and a period that does not exist, let the dates go and nothing else."""
    filters = Filters(brand=("Mint",), start=dt.date(2025, 8, 1), end=dt.date(2025, 8, 2))
    assert with_preset(filters, preset, ending("2025-08-20")) == Filters(brand=("Mint",))


def test_other_filters_stay():
    """A period replaces the dates only."""
    filters = Filters(brand=("Mint",), start=dt.date(2020, 1, 1), followers_to=5)
    found = with_preset(filters, "last_7", ending("2025-08-20"))
    assert found == Filters(
        brand=("Mint",), start=dt.date(2025, 8, 14), end=dt.date(2025, 8, 20), followers_to=5
    )


@pytest.mark.parametrize("preset", PRESETS)
def test_named_again(preset: str):
    """Filters over a period are known by its name."""
    ledger = ending("2025-08-20")
    assert preset_of(with_preset(Filters(), preset, ledger), ledger) == preset


@pytest.mark.parametrize(
    "filters",
    [
        Filters(start=dt.date(2025, 8, 14)),
        Filters(end=dt.date(2025, 8, 20)),
        Filters(start=dt.date(2025, 8, 13), end=dt.date(2025, 8, 20)),
    ],
)
def test_own_dates(filters: Filters):
    """Dates no period has are the reader's own, and so is half a range."""
    assert preset_of(filters, ending("2025-08-20")) == CUSTOM


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2025-05-01", "2025-07-31", ("2025-07-01", "2025-07-31")),
        ("2025-05-01", "2025-07-30", ("2025-05-01", "2025-05-31")),
        ("2025-06-01", "2025-07-30", ("2025-06-01", "2025-06-30")),
        ("2025-06-02", "2025-07-30", ("2025-07-03", "2025-07-30")),
        ("2025-06-02", "2025-06-29", ("2025-06-02", "2025-06-29")),
        ("2025-06-02", "2025-06-28", ("None", "None")),
        ("2024-02-01", "2024-02-29", ("2024-02-01", "2024-02-29")),
        ("2025-07-31", "2025-07-31", ("None", "None")),
    ],
)
def test_opening(first: str, last: str, expected: tuple[str, str]):
    """A page opens on the last whole month with data, else the last 28 days, else all."""
    ledger = ledger_of(f"date influencer_id revenue\n{first} A 10\n{last} A 10")
    assert days(opening(ledger)) == expected


def test_opening_on_a_month_with_data():
    """A month that nothing happened in is passed over."""
    ledger = ledger_of("date influencer_id revenue\n2025-01-01 A 10\n2025-03-05 A 10\n2025-07-10 A 10")
    assert days(opening(ledger)) == ("2025-03-01", "2025-03-31")


@pytest.mark.parametrize(
    ("query", "expected", "dropped"),
    [
        ("", ("2025-07-01", "2025-07-31"), ()),
        ("?dates=all", ("None", "None"), ()),
        ("?dates=last_month", ("2025-07-01", "2025-07-31"), ()),
        ("?dates=this_month", ("2025-08-01", "2025-08-20"), ()),
        ("?dates=this_month&from=2025-07-02", ("2025-07-02", "None"), ()),
        ("?dates=for_ever", ("2025-07-01", "2025-07-31"), ("dates 'for_ever'",)),
        ("?from=yesterday", ("2025-07-01", "2025-07-31"), ("from 'yesterday'",)),
    ],
)
def test_opened(query: str, expected: tuple[str, str], dropped: tuple[str, ...]):
    """An address that names no day opens on a month; it may name a period; what means nothing is dropped."""
    ledger = ledger_of("date influencer_id revenue\n2025-06-20 A 10\n2025-07-09 A 10\n2025-08-20 A 10")
    filters, unknown = opened(query, ledger)
    assert (days(filters), unknown) == (expected, dropped)


def test_opened_on_all_time():
    """A page that asks of the data as a whole opens on all time; days that are stated stay."""
    ledger = ledger_of("date influencer_id revenue\n2025-06-20 A 10\n2025-07-09 A 10")
    assert [days(opened(query, ledger, all_time)[0]) for query in ("", "?from=2025-07-02")] == [
        ("None", "None"),
        ("2025-07-02", "None"),
    ]


@pytest.mark.parametrize("filters", [Filters(), Filters(start=dt.date(2025, 7, 2)), Filters(brand=("Mint",))])
def test_an_address_opens_what_it_was_written_from(filters: Filters):
    """What an address states is what it opens, all time too."""
    ledger = ledger_of("date influencer_id revenue brand\n2025-06-20 A 10 Mint\n2025-08-20 A 10 -")
    assert opened(f"?{filters.to_query()}", ledger) == (filters, ())
