import datetime as dt
from email.message import Message

import pytest

from influencer_roi.filters import Filters
from influencer_roi.model.calendar import Dating
from influencer_roi.ui.file_names import LONGEST, disposition, file_name, selection_in_name

TODAY = dt.date(2025, 7, 31)


def day(text: str) -> dt.date | None:
    """A day, or none."""
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("first", "last", "named"),
    [
        ("", "", "to-2025-07-31"),
        ("2025-07-01", "2025-07-31", "2025-07"),
        ("2025-04-01", "2025-06-30", "2025-04-to-2025-06"),
        ("2024-04-01", "2025-03-31", "2024-04-to-2025-03"),
        ("2025-07-03", "2025-07-09", "2025-07-03-to-2025-07-09"),
        ("2025-07-03", "2025-07-03", "2025-07-03"),
        ("2025-07-03", "", "from-2025-07-03"),
        ("", "2025-06-30", "to-2025-06-30"),
    ],
)
def test_days(first: str, last: str, named: str):
    """Whole months are named as such, other days as days; without days, the last day of the data."""
    assert selection_in_name(Filters(start=day(first), end=day(last)), as_of=TODAY) == named


@pytest.mark.parametrize(
    ("filters", "named"),
    [
        (Filters(brand=("Gritzo",), platform=("YouTube",)), "to-2025-07-31_Gritzo_YouTube"),
        (Filters(campaign=("MB_SummerFit", "a", "b", "c")), "to-2025-07-31_MB_SummerFit+a+2-more"),
        (Filters(campaign=('../="A\n/B"?',)), "to-2025-07-31_A-B"),
        (Filters(campaign=("???",)), "to-2025-07-31_other"),
        (Filters(followers_from=10_000, followers_to=20_000), "to-2025-07-31_followers-10000-to-20000"),
        (Filters(followers_from=10_000), "to-2025-07-31_followers-from-10000"),
    ],
)
def test_filters(filters: Filters, named: str):
    """Values stand as they are but for signs no file name should have; of many, two and how many more."""
    assert selection_in_name(filters, as_of=TODAY) == named


@pytest.mark.parametrize("sign", ["x", "é", "अ", "😀"])
def test_no_name_is_too_long(sign: str):
    """However much is filtered, a name has 120 signs and 255 bytes at most, and ends as its kind does."""
    values = (sign * 100, f"{sign * 99}y")
    everything = Filters(brand=values, platform=values, campaign=values, category=values, gender=values)
    name = file_name("slices-by-campaign", everything, as_of=TODAY, suffix="csv")
    assert (len(name) <= LONGEST, len(name.encode()) <= 255, name[-4:]) == (True, True, ".csv")


@pytest.mark.parametrize(("value", "plain"), [("Gritzo", "Gritzo"), ("Café", "Cafe"), ("नमस्ते", "")])
def test_header(value: str, plain: str):
    """The header has a plain name, and the full one beside it where that is not ASCII."""
    name = file_name("entries", Filters(brand=(value,)), as_of=TODAY, suffix="csv")
    header = disposition(name)
    read = Message()
    read["Content-Disposition"] = header
    end = f"_{plain}" if plain else ""
    assert header.startswith(f'attachment; filename="influencer-roi_entries_to-2025-07-31{end}.csv"')
    assert (header.isascii(), "filename*=" in header) == (True, not name.isascii())


def test_the_day_of_its_post_stands_in_the_name():
    """A file of revenue on the day of its post is not taken for one by day of order."""
    july = Filters(start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 31), brand=("Gritzo",), day=Dating.POST)
    assert selection_in_name(july, as_of=TODAY) == "2025-07_by-day-of-post_Gritzo"
