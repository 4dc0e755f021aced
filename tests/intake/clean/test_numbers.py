import math

import polars as pl
import pytest

from influencer_roi.intake.clean.commas import Marks
from influencer_roi.intake.clean.numbers import parse_numbers, plain_numbers
from influencer_roi.intake.clean.parsed import Parsed
from influencer_roi.intake.clean.written import split_percent
from influencer_roi.model.outcomes import FAULTS


def parsed(*texts: str | None, whole: bool = False, decimal_comma: bool = False) -> Parsed:
    """A column of numbers."""
    column = pl.Series("amount", texts, pl.String)
    return parse_numbers(column, whole=whole, marks=Marks(comma=decimal_comma))


def codes(*texts: str | None, whole: bool = False) -> list[str | None]:
    """The fault of each text."""
    found = dict(parsed(*texts, whole=whole).faults.iter_rows())
    return [found.get(row) for row in range(len(texts))]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("500", 500.0),
        ("-12.5", -12.5),
        ("1e5", 100_000.0),
        ("1,234.50", 1_234.5),
        ("1,23,456.50", 123_456.5),
        ("12,34,56,789", 123_456_789.0),
        ("1,234,567", 1_234_567.0),
        ("-1,234", -1_234.0),
        ("1 234", 1_234.0),
        ("1\u00a0234.5", 1_234.5),
        ("₹500", 500.0),
        ("₹ 500", 500.0),
        ("₹ 1,23,456.50", 123_456.5),
        ("₹-500", -500.0),
        ("-₹500", -500.0),
        ("Rs. 500", 500.0),
        ("rs500", 500.0),
        ("INR 1,000", 1_000.0),
        ("500 INR", 500.0),
        ("(500.00)", -500.0),
        ("500-", -500.0),
        ("750/-", 750.0),
        ("750.-", 750.0),
        ("Rs. 1,250.-", 1_250.0),
        ("Rs. 1,250/- only", 1_250.0),
        ("INR. 750", 750.0),
        ("₹.750", 750.0),
        ("750 rupees", 750.0),
        ("₹(750)", -750.0),
        ("'-750", -750.0),
        ('="750"', 750.0),
        ("\u2212750", -750.0),
        ("\u2013 750", -750.0),
        ("2.5L", 250_000.0),
        ("3 lakhs", 300_000.0),
        ("1.1 lac", 110_000.0),
        ("1,5 lakh", 150_000.0),
        ("12,25K", 12_250.0),
        ("1,500K", 1_500_000.0),
        ("0.7 Cr", 7_000_000.0),
        ("75K", 75_000.0),
        ("75k+", 75_000.0),
        ("~75K", 75_000.0),
        ("Rs: 750", 750.0),
        ("Rs..750", 750.0),
        ("INR ₹750", 750.0),
        ("Indian Rupees 750", 750.0),
        ("Rs. 0.7 Crore", 7_000_000.0),
        ('"750"', 750.0),
        ("3 Nos.", 3.0),
        ("2.3 M", 2_300_000.0),
        ("1'234'567", 1_234_567.0),
        ("750 views", 750.0),
        ("₹750 per reel", 750.0),
        ("7\u200b50", 750.0),
    ],
)
def test_a_number_as_people_write_it(text: str, number: float) -> None:
    """Indian and western grouping, blanks, rupee signs, brackets and a trailing minus are read."""
    assert [number] == parsed(text).values.to_list()
    assert codes(text) == [None]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12,34,5", "bad_grouping"),
        ("1,2345", "bad_grouping"),
        ("1.234,56", "bad_grouping"),
        ("0,500", "bad_grouping"),
        ("$500", "currency_mismatch"),
        ("750 Nepali rupees", "currency_mismatch"),
        ("RM 40", "currency_mismatch"),
        ("500 €", "currency_mismatch"),
        ("AED 40", "currency_mismatch"),
        ("40 dirhams", "currency_mismatch"),
        ("US$ 4K", "currency_mismatch"),
        ("1,2345 lakh", "bad_number"),
        ("12 34", "bad_number"),
        ("abc", "bad_number"),
        ("3.5%", "bad_number"),
        ("12 apples", "bad_number"),
        ("inf", "not_finite"),
        ("-Infinity", "not_finite"),
        ("1e400", "not_finite"),
        ("9223372036854775808", "out_of_range"),
        ("-1e16", "out_of_range"),
    ],
)
def test_what_is_no_number(text: str, code: str) -> None:
    """What cannot be read for certain is a fault with a reason, and never a value."""
    assert [code] == codes(text)
    assert parsed(text).values.to_list() == [None]
    assert code in FAULTS


@pytest.mark.parametrize("text", ["-0.00", "-0", "(0)", "\u22120.0", "0-"])
@pytest.mark.parametrize("whole", [True, False])
def test_a_reversal_of_nothing_is_nothing(text: str, whole: bool) -> None:  # noqa: FBT001
    """Less than 0 is no 0: a payout of nothing taken back is shown as ₹0."""
    column = pl.Series("amount", [text, "7"])
    ways = [parse_numbers(column, whole=whole), plain_numbers(column, whole=whole)]
    assert {1.0} == {math.copysign(1, way.values[0]) for way in ways if way}


def test_a_count_is_whole() -> None:
    """A count may be written 12.0, never 12.7; an amount may be either."""
    assert codes("12.0", "12.7", whole=True) == [None, "not_integer"]
    assert parsed("12.0", "12.7", whole=True).values.to_list() == [12.0, None]
    assert parsed("12.0", "12.7").values.to_list() == [12.0, 12.7]


def test_absent_is_no_fault() -> None:
    """An absent number is null without a code, beside plain and written ones."""
    column = parsed(None, "5", "₹ 7")
    assert column.values.to_list() == [None, 5.0, 7.0]
    assert column.faults.rows() == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1,234", "grouping"),
        ("₹500", "currency"),
        ("500-", "negative_form"),
        ("1e5", "scientific"),
        ("12.345", "sub_paise"),
    ],
)
def test_an_odd_form_is_noticed(text: str, code: str) -> None:
    """A number in a form of its own is kept with a remark, one in the plain form without."""
    assert [name for name, _ in parsed(text, "7", "12.30").remarks] == [code]


@pytest.mark.parametrize(
    ("column", "values"),
    [
        (["2.500", "18.000", "750"], [2_500.0, 18_000.0, 750.0]),
        (["2.345", "18.999"], [2_345.0, 18_999.0]),
        (["1.234.567", "8"], [1_234_567.0, 8.0]),
        (["₹2.500", "18.000"], [2_500.0, 18_000.0]),
    ],
)
def test_dots_that_group(column: list[str], values: list[float]) -> None:
    """Where every fraction of a column looks like a group of three, dots group thousands, with a note."""
    parsed_column = parsed(*column)
    assert (parsed_column.values.to_list(), parsed_column.faults.rows()) == (values, [])
    assert "dots_group" in [code for code, _ in parsed_column.remarks]


@pytest.mark.parametrize(
    "column",
    [["2.500", "18.5"], ["0.125", "0.250"], ["300.005", "400"], ["2500.125", "18.250"], ["2.50", "18.00"]],
)
def test_dots_that_are_points(column: list[str]) -> None:
    """One fraction of another form, or one alone that may be chance, and every dot is a decimal point."""
    assert [float(text) for text in column] == parsed(*column).values.to_list()


def test_amounts_of_three_places_are_not_grouped() -> None:
    """Where a currency has thousandths, three digits behind a dot are those, with nothing to be said."""
    for column in (["1.500", "12.250"], ["KWD 1.500", "12.250"]):
        read = parse_numbers(pl.Series(column), whole=False, currency="KWD")
        assert read.values.to_list() == [1.5, 12.25]
        assert not {code for code, _ in read.remarks} & {"dots_group", "sub_paise"}


def test_amounts_of_a_currency_without_parts() -> None:
    """Of yen a fraction is told as one, and a comma before one."""
    said = parse_numbers(pl.Series(["1.234,5", "10"]), whole=False, currency="JPY", marks=Marks(comma=True))
    assert dict(said.remarks) == {
        "decimal_comma": "a comma divides JPY and fractions; the whole column agrees.",
        "sub_paise": "1 amount has fractions; used as written.",
    }


def test_sides_of_an_account_are_no_crores() -> None:
    """Beside a debit, or a thousand and more, a credit is no crore, nor can anybody say which is more."""
    sides = parsed("500 Cr", "200 Dr.", "30")
    assert sides.values.to_list() == [None, None, 30.0]
    assert sides.faults["code"].to_list() == ["bad_number", "bad_number"]
    assert parsed("1.5 Cr", "30").values.to_list() == [1.5e7, 30.0]
    assert parsed("₹ 5,000.00 Cr", "30", "250.00 Cr").values.to_list() == [None, 30.0, None]
    assert parsed("5,000 Cr", "₹1,000 Cr").values.to_list() == [None, None]
    assert parsed("₹1,000 Cr", "₹2.5 Cr").values.to_list() == [1e10, 2.5e7]
    assert parsed("1.2345 Cr", "-250 Cr").values.to_list() == [1.2345e7, -2.5e9]


def test_each_file_has_sides_of_its_own() -> None:
    """A debit in one file makes no credit of another file's crores, where that proves that they are."""
    column, files = pl.Series(["2.5 Cr", "60", "400 Dr", "80 Cr"]), pl.Series(["a", "a", "b", "b"])
    assert parse_numbers(column, files, whole=False).values.to_list() == [2.5e7, 60.0, None, None]
    column = pl.Series(["500 Cr", "250.00 Cr", "400 Dr", "80"])
    assert parse_numbers(column, files, whole=False).values.to_list() == [None, None, None, 80.0]
    column = pl.Series(["3 Cr", "2.5 Cr", "5,000.00 Cr", "80"])
    assert parse_numbers(column, files, whole=False).values.to_list() == [3e7, 2.5e7, None, 80.0]


def test_some_of_a_column_agree_on_no_comma() -> None:
    """A comma and two digits in each of some rows says nothing of rows that stand elsewhere."""
    some = parse_numbers(pl.Series(["10,50", "20,25"]), whole=False, marks=Marks(entire=False))
    assert some.values.to_list() == [None, None]


@pytest.mark.parametrize(
    ("column", "values"),
    [
        (["1000,50", "2.000,25", "-3,00"], [1000.5, 2000.25, -3.0]),
        (["1000,50", "2000"], [None, 2000.0]),
        (["310.000", "250,50", "1.299,95", "700"], [310000.0, 250.5, 1299.95, 700.0]),
        (["1.299,95", "700"], [1299.95, 700.0]),
        (["1.299,95", "1,234"], [None, 1234.0]),
        (["0.125", "250,50"], [0.125, None]),
        (["12,34"], [None]),
        (["1,234", "5,678"], [1234.0, 5678.0]),
    ],
)
def test_a_decimal_comma_among_commas(column: list[str], values: list[float | None]) -> None:
    """Where commas divide cells, they divide rupees and paise only if each of several numbers has two."""
    assert parsed(*column).values.to_list() == values


@pytest.mark.parametrize(
    ("column", "counted"),
    [
        (["1.000", "12.000", "0"], [1.0, 12.0, 0.0]),
        (["1.000", "7"], [1000.0, 7.0]),
        (["1.500", "2.000"], [1500.0, 2000.0]),
    ],
)
def test_quantities_in_three_decimals(column: list[str], counted: list[float]) -> None:
    """Where each quantity is written as 1.000 is, that is one; beside others it is a thousand."""
    assert parse_numbers(pl.Series(column), whole=True, parts=True).values.to_list() == counted
    assert parse_numbers(pl.Series(["1.000", "12.000"]), whole=True).values.to_list() == [1000.0, 12000.0]


def test_a_comma_before_thousandths() -> None:
    """In a currency of thousandths 99,250 has a decimal comma where commas divide no cells; a count never."""
    amounts, marks = pl.Series(["99,250", "KWD 1,500", "7"]), Marks(comma=True)
    read = parse_numbers(amounts, whole=False, marks=marks, currency="KWD")
    assert read.values.to_list() == [99.25, 1.5, 7.0]
    assert [code for code, _ in read.remarks] == ["decimal_comma", "currency"]
    counts = parse_numbers(amounts.head(1), whole=True, marks=marks, currency="KWD")
    assert (counts.values.item(), parse_numbers(amounts.head(1), whole=False).values.item()) == (99250, 99250)


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        *(("250p", "GBP", 2.5), ("75 pence", "GBP", 0.75), ("50 Paise.", "INR", 0.5), ("250p", "USD", None)),
        *(("1,250\u00a2", "USD", 12.5), ("500 fils", "AED", 5.0), ("500 fils", "KWD", 0.5)),
    ],
)
def test_an_amount_in_parts_of_its_currency(text: str, currency: str, amount: float | None) -> None:
    """An amount may be written in pence, paise or fils; the note says so."""
    read = parse_numbers(pl.Series([text]), whole=False, currency=currency)
    assert read.values.to_list() == [amount]
    assert ("scaled" in [code for code, _ in read.remarks]) == (amount is not None)


@pytest.mark.parametrize("text", ["3p", "12 ct", "40 paise"])
def test_a_count_has_no_parts_of_a_currency(text: str) -> None:
    """Three pieces are not three hundredths of an order; what they are, nobody here knows."""
    read = parse_numbers(pl.Series([text, "2"]), whole=True, parts=True)
    assert (read.values.to_list(), [*read.faults["code"]]) == ([None, 2.0], ["bad_number"])


def test_a_dot_that_was_a_number_is_a_point() -> None:
    """A column of floats is never read as grouped, though each has three decimals."""
    values = parse_numbers(pl.Series(["2.345", "18.999"]), whole=False, marks=Marks(point=True)).values
    assert values.to_list() == [2.345, 18.999]


@pytest.mark.parametrize(("text", "percent"), [("12%", 12.0), ("7.5 % of sales", 7.5), ("9 percent", 9.0)])
def test_a_share_is_kept_apart(text: str, percent: float) -> None:
    """What is in percent is no amount, and stays as the percentage it is."""
    amounts, percents = split_percent(pl.Series([text, "500"]))
    assert amounts.to_list() == [None, "500"]
    assert percents is not None
    assert percents.to_list() == [percent, None]


def test_a_decimal_comma() -> None:
    """1.234,56 is a number where the file allows it and the whole column agrees, and nowhere else."""
    agreed = parsed("1.234,56", "0,5", "7", decimal_comma=True)
    assert agreed.values.to_list() == [1234.56, 0.5, 7.0]
    assert [name for name, _ in agreed.remarks] == ["decimal_comma"]
    marked = parsed("₹1.234,56", "Rs. 0,5", "(7,00)", "-3,25", decimal_comma=True)
    assert marked.values.to_list() == [1234.56, 0.5, -7.0, -3.25]
    apart = parsed("1 234,56", "1\u202f234\u00a0567,5", "12'500,00", "500,25", decimal_comma=True)
    assert apart.values.to_list() == [1234.56, 1234567.5, 12500.0, 500.25]
    parts = parsed("0,500", "1,250", decimal_comma=True)
    assert parts.values.to_list() == [0.5, 1.25]
    torn = parsed("1.234,56", "1,234.56", decimal_comma=True)
    assert (torn.values.to_list(), torn.faults.rows()) == ([None, 1234.56], [(0, "bad_grouping")])


def test_a_comma_before_three_digits_proves_nothing() -> None:
    """Where every comma stands before three digits, it groups them: ₹1,234 is never read as ₹1.23."""
    assert parsed("1,234", "500", decimal_comma=True).values.to_list() == [1234.0, 500.0]


def test_parts_of_a_paisa_are_seen_in_large_amounts_too() -> None:
    """An amount in lakhs with parts of a paisa is noticed; what a float cannot hold of paise is not."""
    remarks = parsed("43341.85557", "61192.701017680214", "164657.79820000002", "999999999.99", "0.1").remarks
    assert remarks == (("sub_paise", "3 amounts have parts of a paisa; used as written."),)
