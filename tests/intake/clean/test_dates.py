import polars as pl
import pytest

from influencer_roi.intake.clean.dates import parse_dates
from influencer_roi.intake.clean.instants import offset_from, offset_stated, states_another_zone
from influencer_roi.intake.clean.parsed import Parsed
from influencer_roi.model.outcomes import FAULTS
from influencer_roi.settings import DateOrder

WHATEVER = "whatever the header says; some value proves it."


def parsed(*texts: str | None, order: DateOrder | None = None) -> Parsed:
    """A column of dates."""
    return parse_dates(pl.Series("date", texts, pl.String), order=order)


def days(*texts: str | None) -> list[str | None]:
    """The days of a column as ISO texts."""
    return [day and str(day) for day in parsed(*texts).values]


def codes(*texts: str | None) -> list[str | None]:
    """The fault of each text."""
    found = dict(parsed(*texts).faults.iter_rows())
    return [found.get(row) for row in range(len(texts))]


def remarks(*texts: str, order: DateOrder | None = None) -> list[str]:
    """The codes of what was noticed about the column."""
    return [code for code, _ in parsed(*texts, order=order).remarks]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-01-02", "2025-01-02"),
        ("2025/1/2", "2025-01-02"),
        ("2025-03-31 23:59:59", "2025-03-31"),
        ("2025-03-31T08:00", "2025-03-31"),
        ("2025-03-31T08:00:00.123456", "2025-03-31"),
        ("02-01-2025", "2025-01-02"),
        ("31/12/2024", "2024-12-31"),
        ("31.12.2024", "2024-12-31"),
        ("31/12/2024 10:15", "2024-12-31"),
        ("5 Jan 2025", "2025-01-05"),
        ("05-January-2025", "2025-01-05"),
        ("Jan 5, 2025", "2025-01-05"),
        ("45678", "2025-01-21"),
        ("45678.75", "2025-01-21"),
        ("20250707", "2025-07-07"),
        ("20250707.0", "2025-07-07"),
        ("July 07, 2025 at 9:41 pm", "2025-07-07"),
        ("Monday, 7th July 2025 at 10 PM", "2025-07-07"),
        ("the 7th of July, 2025", "2025-07-07"),
        ("07/07/2025 @ 18:05", "2025-07-07"),
        ("07/07/2025 - 18:05", "2025-07-07"),
        ("07.07.2025 18:05 Uhr", "2025-07-07"),
        ("07-07-2025 18:05 hrs", "2025-07-07"),
        ("7/Jul/2025:23:05:11 +0530", "2025-07-07"),
        ("9:41 PM \u00b7 Jul 7, 2025", "2025-07-07"),
        ("9:41 PM - 7 Jul 2025", "2025-07-07"),
        ("07-Jul-25", "2025-07-07"),
        ("7 JUL 2025", "2025-07-07"),
        ("07JUL2025", "2025-07-07"),
        ("7 Sept. 2025", "2025-09-07"),
        ("July 1st, 2025", "2025-07-01"),
        ("the 22nd of July 2025".removeprefix("the "), "2025-07-22"),
        ("2025-Jul-07", "2025-07-07"),
        ("Jul 7, 2025, 11:59 pm", "2025-07-07"),
        ("Monday, 7 July 2025", "2025-07-07"),
        ("Mon Jul 07 2025", "2025-07-07"),
        ("07/07/2025, 10 am", "2025-07-07"),
        ("'2025-07-07", "2025-07-07"),
    ],
)
def test_a_date_as_people_write_it(text: str, day: str) -> None:
    """ISO, day first, month names and Excel's day numbers are dates; a time of day is dropped."""
    assert [day] == days(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-03-31T20:00:00Z", "2025-04-01"),
        ("2025-03-31T18:29:00Z", "2025-03-31"),
        ("2025-03-31T18:30:00Z", "2025-04-01"),
        ("2025-03-31T23:30:00+05:30", "2025-03-31"),
        ("2025-03-31T14:00:00-0500", "2025-04-01"),
        ("2025-03-31 18:45:10 UTC", "2025-04-01"),
        ("2025-03-31 18:45:10.500 GMT", "2025-04-01"),
        ("2025-03-31 18:45:10z", "2025-04-01"),
        ("2025-03-31 18:45:10+00", "2025-04-01"),
        ("2025-03-31 18:45:10 +0000 UTC", "2025-04-01"),
        ("20250331T184510Z", "2025-04-01"),
        ("31/03/2025 6:45 PM +00:00", "2025-04-01"),
        ("Mon, 31 Mar 2025 18:45:10 GMT", "2025-04-01"),
        ("Mon Mar 31 18:45:10 +0000 2025", "2025-04-01"),
        ("Tue Apr 01 2025 00:15:10 GMT+0530 (India Standard Time)", "2025-04-01"),
        ("2025-03-31 20:15:10 Etc/UTC", "2025-04-01"),
        ("2025-04-01 23:15:10 Asia/Kolkata", "2025-04-01"),
        ("1 / 4 / 2025", "2025-04-01"),
        ("1\u20134\u20132025", "2025-04-01"),
        ("2025\u201104\u201101", "2025-04-01"),
        ("2025-04-01T00:15:10+05:30[Asia/Kolkata]", "2025-04-01"),
        ("2025-03-31 12:00:00 PST", "2025-04-01"),
        ("2025-03-31 12:15 am -05", "2025-03-31"),
        ("Mar 31, 2025 20:00 (UTC)", "2025-04-01"),
        ("2025-03-31 20:00 [GMT]", "2025-04-01"),
        ("2025-03-31 20:00 (GMT+05:30)", "2025-03-31"),
        ("31/03/2025 08:00 PM (PST)", "2025-04-01"),
        ("2025-03-31 20:00 +0530 (IST)", "2025-03-31"),
        ("2025-03-31 20:00 (India Standard Time)", "2025-03-31"),
        ("2025-03-31 20:00 (Coordinated Universal Time)", "2025-04-01"),
        ("2025-03-31 8 pm (UTC)", "2025-04-01"),
        ("20250331T200000 (UTC)", "2025-04-01"),
        ("(UTC) 2025-03-31 20:00", "2025-04-01"),
        ("UTC 31/03/2025 8:00 pm", "2025-04-01"),
        ("[GMT]: 31-Mar-2025 20:00:10", "2025-04-01"),
    ],
)
def test_a_time_with_a_zone_is_the_day_in_india(text: str, day: str) -> None:
    """An instant belongs to the business day in India."""
    assert [day] == days(text)


@pytest.mark.parametrize("text", ["2025-03-31 20:00 (CET)", "2025-03-31 20:00 [Europe/Berlin]"])
def test_a_time_in_a_zone_nobody_knows_is_no_day(text: str) -> None:
    """What is said of the zone in brackets is no remark to pass over: the day there may be another."""
    assert days(text) == [None]
    for word in ("noted by Asha", "draft", "sent", "local time", "Shopify time"):
        assert days(f"2025-03-31 20:00 ({word})") == ["2025-03-31"]


@pytest.mark.parametrize(
    ("header", "stated", "counts"),
    [
        ("Date (UTC)", 0, 0),
        ("Date (IST)", 330, None),
        ("Posted [GMT +5:30]", 330, None),
        ("Date (UTC\u22125)", -300, -300),
        ("Date (+05:30)", 330, None),
        ("Day (-1)", None, None),
        ("Date (dd/mm)", None, None),
    ],
)
def test_what_a_header_says_of_its_zone(header: str, stated: int | None, counts: int | None) -> None:
    """A zone or an offset in brackets, no other number; that of the business changes nothing."""
    assert (offset_stated(header), offset_from(header, "Asia/Kolkata")) == (stated, counts)
    assert offset_from("Date (EST)", "America/New_York") == -300  # which is on summer time half the year


def test_a_column_that_states_its_zone() -> None:
    """Times without a zone are in that of the column; days alone, and times with their own, stay."""
    column = ["2025-03-31", "2025-03-31 20:00", "31/03/2025 17:00", "2025-03-31 20:00 +0530", "45747.8"]
    expected = ["2025-03-31", "2025-04-01", "2025-03-31", "2025-03-31", "2025-03-31"]
    assert expected == [str(day) for day in parse_dates(pl.Series(column), header="Date (UTC)").values]
    midnights = parse_dates(pl.Series(["2025-03-31 00:00:00"]), header="Date (UTC+09:00)")
    assert [str(day) for day in midnights.values] == ["2025-03-31"]


def test_a_column_that_states_a_zone_nobody_knows() -> None:
    """Its days are as they are written, and a remark says so where there are times."""
    for header in ("Date (CET)", "Date (America/New_York)", "Sold [ET]", "Date (Eastern Time)"):
        assert states_another_zone(header)
    assert not any(map(states_another_zone, ("Date (UTC)", "Date (dd/mm)", "Date (posted)", "Date")))
    timed = parse_dates(pl.Series(["2025-03-31 20:00"]), header="Date (CET)")
    assert ([str(day) for day in timed.values], [code for code, _ in timed.remarks]) == (
        ["2025-03-31"],
        ["time_zone"],
    )
    assert "time_zone" not in dict(parse_dates(pl.Series(["31/03/2025"]), header="Date (CET)").remarks)


def test_day_comes_first_where_nothing_tells() -> None:
    """A column that no value decides is read day first, and a remark says so."""
    assert days("01-02-2025", "03/04/2025") == ["2025-02-01", "2025-04-03"]
    assert remarks("01-02-2025", "03/04/2025") == ["day_first_assumed"]


def test_day_comes_first_where_a_value_proves_it() -> None:
    """A first number over 12 is a day."""
    assert days("01-02-2025", "28-02-2025") == ["2025-02-01", "2025-02-28"]
    assert remarks("01-02-2025", "28-02-2025") == ["dmy"]


def test_month_comes_first_where_a_value_proves_it() -> None:
    """A second number over 12 is a day, so the whole column is month first."""
    assert days("01-02-2025", "02-28-2025") == ["2025-01-02", "2025-02-28"]
    assert remarks("01-02-2025", "02-28-2025") == ["mdy"]


def test_a_column_has_one_order() -> None:
    """In a column of both orders the one with more proof holds, and rows that break it are faults."""
    column = ("02-28-2025", "03-30-2025", "25-04-2025", "01-02-2025")
    assert days(*column) == ["2025-02-28", "2025-03-30", None, "2025-01-02"]
    assert codes(*column) == [None, None, "date_order", None]


def test_proofs_that_weigh_alike_leave_the_day_first() -> None:
    """As many proofs of one order as of the other prove nothing: day first."""
    assert days("02-28-2025", "25-04-2025", "01-02-2025") == [None, "2025-04-25", "2025-02-01"]


def test_what_is_stated_of_dates_comes_first() -> None:
    """A mapping or a format may say month first; it is said, and so is that a value broke it."""
    assert [str(day) for day in parsed("01-02-2025", order="mdy").values] == ["2025-01-02"]
    assert remarks("01-02-2025", order="mdy") == ["month_first_set"]
    assert parsed("28-02-2025", "01-02-2025", order="mdy").faults.rows() == [(0, "date_order")]


@pytest.mark.parametrize(
    ("texts", "header", "order", "said"),
    [
        (["05/06/2025"], "Date (MM/DD/YYYY)", None, "dates are written month first; the header says so."),
        (["05/06/2025"], "Date [dd-mm-yy]", None, "dates are written day first; the header says so."),
        (["25/06/2025"], "Date (MM/DD/YYYY)", None, f"dates are written day first, {WHATEVER}"),
        (["05/26/2025"], "Date [dd-mm-yy]", None, f"dates are written month first, {WHATEVER}"),
        (["25/06/2025"], "Date (DD/MM/YYYY)", None, "dates are written day first."),
        (["25/06/2025", "05/06/2025"], "", "mdy", "some date shows another order; month first is set."),
        (["05/26/2025", "05/06/2025"], "", "dmy", "some date shows another order; day first is set."),
    ],
)
def test_what_is_said_of_day_and_month(
    texts: list[str], header: str, order: DateOrder | None, said: str
) -> None:
    """A remark says what decided: a value, the header, or what is set."""
    assert parse_dates(pl.Series(texts), header=header, order=order).remarks[0][1] == said


@pytest.mark.parametrize(
    ("header", "day"),
    [
        ("Date (US format MM/DD/YYYY)", "2025-05-06"),
        ("Date (IST, MM/DD/YYYY)", "2025-05-06"),
        ("Date [Month/Day/Year]", "2025-05-06"),
        ("Order Date MM-DD-YYYY", "2025-05-06"),
        ("date_dd/mm/yyyy", "2025-06-05"),
        ("Date (US style)", "2025-05-06"),
        ("Datum (TT.MM.JJJJ)", "2025-06-05"),
        ("Date (JJ/MM/AAAA)", "2025-06-05"),
        ("Date (UK format)", "2025-06-05"),
        ("Date (YYYY-MM-DD)", "2025-06-05"),
        ("Date (US)", "2025-06-05"),
    ],
)
def test_a_header_may_say_which_comes_first(header: str, day: str) -> None:
    """Whatever stands beside it and in whose letters, a header's form of dates is what a setting is not."""
    other: DateOrder = "dmy" if day == "2025-05-06" else "mdy"
    read = parse_dates(pl.Series(["05/06/2025"]), header=header, usual=other)
    says = read.remarks[0][0] == "order_stated"
    assert str(read.values.item()) == (day if says else "2025-05-06")
    assert says == (header not in ("Date (YYYY-MM-DD)", "Date (US)"))


def test_a_value_outweighs_what_is_usual() -> None:
    """A setting is for dates no value proves; what is stated of just these dates is for all of them."""
    column = pl.Series(["25/06/2025", "05/06/2025"])
    assert [str(day) for day in parse_dates(column, usual="mdy").values] == ["2025-06-25", "2025-06-05"]
    assert [str(day) for day in parse_dates(column, order="mdy").values] == ["None", "2025-05-06"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05. M\u00e4rz 2025", "2025-03-05"),
        ("Montag, 5. Mai 2025", "2025-05-05"),
        ("1er ao\u00fbt 2025", "2025-08-01"),
        ("10 f\u00e9vr. 2025", "2025-02-10"),
        ("12 de mayo de 2025", "2025-05-12"),
        ("3-dic-2025", "2025-12-03"),
        ("4 out 2025", "2025-10-04"),
        ("04/fev/2025", "2025-02-04"),
        ("5 set. 2025", "2025-09-05"),
        ("5 \u092e\u0908 2025", "2025-05-05"),
    ],
)
def test_months_of_other_languages(text: str, day: str) -> None:
    """Months are known as Germans, the French, Spaniards and Indians write them."""
    assert days(text) == [day]


@pytest.mark.parametrize("text", ["2025-03", "03/2025", "Mar 2025", "M\u00e4rz 2025", "mayo de 2025"])
def test_a_month_is_no_day(text: str) -> None:
    """Of a month alone nobody knows the day, and the reason says so."""
    assert codes(text) == ["no_day"]


def test_a_zone_beside_the_order() -> None:
    """A header may state both the zone of its times and the form of its dates."""
    for header in ("Date (UTC, MM/DD/YYYY)", "Date (MM/DD/YYYY UTC)", "Date (MM/DD/YYYY; in UTC)"):
        assert str(parse_dates(pl.Series(["05/06/2025 20:00"]), header=header).values.item()) == "2025-05-07"


def test_a_spreadsheet_that_swapped_what_it_could() -> None:
    """Texts of late days beside dates of early ones are what a file read month first looks like: told."""
    assert remarks("13/05/2025", "28/05/2025", "2025-02-05", "2025-11-05") == ["dmy", "days_swapped"]
    assert remarks("13/05/2025", "02/05/2025", "2025-02-05", "2025-11-05") == ["dmy"]
    assert remarks("13/05/2025", "28/05/2025", "2025-05-14", "2025-11-05") == ["dmy"]


def test_iso_beside_another_order() -> None:
    """ISO dates prove no order and stay what they are in any column."""
    assert days("2025-03-31", "02-28-2025") == ["2025-03-31", "2025-02-28"]


def test_iso_alone_needs_no_remark() -> None:
    """There is nothing to say about a column of ISO dates."""
    assert remarks("2025-03-31", "2025-03-30 10:00") == []


def test_day_numbers_are_remarked() -> None:
    """That a column held Excel's day numbers is said."""
    assert remarks("45678") == ["excel_serial"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2025-02-30", "bad_date"),
        ("2025-13-01", "bad_date"),
        ("0000-00-00", "bad_date"),
        ("31-02-2025", "bad_date"),
        ("yesterday", "bad_date"),
        ("1735689600000", "epoch_time"),
        ("1735689600", "epoch_time"),
        ("25-01-02", "two_digit_year"),
        ("01/02/25", "two_digit_year"),
        ("1970-01-01", "date_out_of_range"),
        ("9999-12-31", "date_out_of_range"),
        ("2100-01-01", "date_out_of_range"),
    ],
)
def test_what_is_no_date(text: str, code: str) -> None:
    """A day that does not exist, a year of two digits and a day far off are faults, never guesses."""
    assert [code] == codes(text)
    assert days(text) == [None]
    assert code in FAULTS


@pytest.mark.parametrize("text", ["2000-01-01", "2025-07-02", "2099-12-31"])
def test_the_range_of_dates(text: str) -> None:
    """From the year 2000 to 2099 a date is a date, whatever today is."""
    assert [text] == days(text)


def test_absent_is_no_fault() -> None:
    """An absent date is null without a code: whether it may be absent is the column's matter."""
    assert days(None, "2025-01-02") == [None, "2025-01-02"]
    assert codes(None, "2025-01-02") == [None, None]
