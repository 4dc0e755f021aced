"""Cases N01 to N21 and D01 to D14: numbers and dates as people write them."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from influencer_roi.ledger.load import Intake
from tests.intake.cases.cases import (
    BASE,
    FILES,
    REVENUE,
    SPEND,
    Case,
    add,
    aside,
    both,
    cells,
    column,
    edit,
    kept,
    put,
)

NBSP = "\u00a0"
HUGE = str(2**62)
ROW = 8  # the line of a row behind the orders


def order(revenue: str = "100", *, date: str = "2025-06-20", number: int = 7) -> str:
    """Return a row of orders with an amount or a date of its own."""
    return f'o{number},coupon,Kids,zoe,u9,,{date},1,"{revenue}",Gritzo,,,'


def bad_revenue(case: str, title: str, revenue: str, code: str) -> Case:
    """Return a case: an order of this revenue is set aside."""
    return Case(case, title, add("orders", order(revenue)), aside(f"orders {ROW} revenue {code}"))


def bad_date(case: str, title: str, date: str, code: str) -> Case:
    """Return a case: an order of this date is set aside."""
    return Case(case, title, add("orders", order(date=date)), aside(f"orders {ROW} date {code}"))


def post(*, reach: str = "100", likes: str = "1", comments: str = "1") -> str:
    """Return a row of posts with a count of its own."""
    return f"p5,ann,Instagram,2025-06-20,,,{reach},{likes},{comments},1,MuscleBlaze,Summer"


def written_as(form: str) -> Callable[[str], str]:
    """Return how a date is written in this form."""
    return lambda date: dt.date.fromisoformat(date).strftime(form)


def month_first(_: object) -> Intake:
    """Take in a folder of which a setting says that the month comes first."""
    return Intake(order="mdy")


def swapped(folder: Path) -> None:
    """Write an order with its month first behind those there are."""
    with (folder / FILES["orders"]).open("a") as file:
        file.write(order(date="06-20-2025") + "\n")


def renamed(text: str) -> str:
    """Call ann 00123, wherever she stands."""
    return text.replace("\nann,", "\n00123,").replace(",ann,", ",00123,")


AMOUNT = "1234.50"
NUMBER_CASES = (
    Case("N01", "western grouping", edit("orders", (AMOUNT, '"1,234.50"')), kept("orders:grouping")),
    Case("N02", "Indian grouping", edit("orders", ("123456.00", '"1,23,456.00"')), kept("orders:grouping")),
    bad_revenue("N03", "no grouping there is", "12,34,5", "bad_grouping"),
    Case("N04", "a rupee sign", edit("orders", (AMOUNT, "₹1234.50")), kept("orders:currency")),
    Case("N04", "Rs.", edit("orders", (AMOUNT, "Rs. 1234.50")), kept("orders:currency")),
    Case("N04", "INR", edit("orders", (AMOUNT, "INR 1234.50")), kept("orders:currency")),
    bad_revenue("N05", "dollars", "$500", "currency_mismatch"),
    Case(
        "N06",
        "brackets",
        edit("orders", (AMOUNT, "(1234.50)")),
        kept("orders:negative_form", "orders:refund", like=None, revenue=REVENUE - 2 * 1234.5),
    ),
    Case(
        "N07",
        "a minus behind",
        edit("orders", (AMOUNT, "1234.50-")),
        kept("orders:negative_form", "orders:refund", like=None, revenue=REVENUE - 2 * 1234.5),
    ),
    bad_revenue("N08", "NaN for revenue", "NaN", "not_finite"),
    bad_revenue("N08", "inf", "inf", "not_finite"),
    bad_revenue("N08", "-Infinity", "-Infinity", "not_finite"),
    Case("N08", "infinite reach", add("posts", post(reach="inf")), aside("posts 6 reach not_finite")),
    Case(
        "N08",
        "nan for comments counts 0",
        edit("posts", ("2000,50,0,8", "2000,50,nan,8")),
        kept("posts:absent"),
    ),
    Case("N09", "scientific", edit("posts", ("100000", "1e5")), kept("posts:scientific")),
    bad_revenue("N10", "beyond a float", "1e400", "not_finite"),
    bad_revenue("N11", "beyond 64 bits", "9223372036854775808", "out_of_range"),
    Case("N12", "12.0 of a count", edit("posts", (",400,", ",400.0,")), kept("posts:decimal_zero")),
    Case(
        "N12",
        "2.5 orders",
        edit("orders", ("MB Bar,2025-06-15,2,900", "MB Bar,2025-06-15,2.5,900")),
        kept("orders:part", "payouts:orders_differ", "payouts:payout_mismatch", like=None),
    ),
    Case("N12", "12.7 of a count", add("posts", post(likes="12.7")), aside("posts 6 likes not_integer")),
    bad_revenue("N13", "Devanagari digits", "१२३", "bad_number"),
    bad_revenue("N13", "Arabic digits", "\u0661\u0662\u0663", "bad_number"),
    bad_revenue("N13", "a square", "12²", "bad_number"),
    Case(
        "N14",
        "a hard blank between digits",
        edit("orders", (AMOUNT, f"1{NBSP}234.50")),
        kept("orders:grouping"),
    ),
    *(
        Case(
            "N15",
            f"'{token}' for nothing",
            edit("posts", ("2000,50,0,8", f"2000,50,{token},8")),
            kept("posts:absent"),
        )
        for token in ("", "-", "N/A", "null", "None", "na")
    ),
    Case(
        "N15",
        "a word that is none of them",
        add("posts", post(comments="nil")),
        aside("posts 6 comments bad_number"),
    ),
    Case(
        "N16",
        "an id with zeros in front",
        both(*(put(table, renamed(BASE[table])) for table in BASE)),
        kept(
            like=None,
            shows=(column("orders", "influencer_id"), ["00123", "00123", "bob", "bob", "zoe", "dev"]),
        ),
    ),
    Case(
        "N17",
        "an id Excel spoilt",
        add("influencers", "1.23E+12,Eve,Health,Female,900,Instagram"),
        aside("influencers 6 id id_scientific"),
    ),
    bad_revenue("N18", "percent", "3.5%", "bad_number"),
    Case("N19", "negative likes", add("posts", post(likes="-1")), aside("posts 6 likes negative")),
    Case("N19", "negative reach", add("posts", post(reach="-1")), aside("posts 6 reach negative")),
    Case("N19", "negative comments", add("posts", post(comments="-1")), aside("posts 6 comments negative")),
    Case(
        "N19",
        "negative followers",
        edit("influencers", ("Female,,Instagram", "Female,-5,Instagram")),
        kept("influencers:negative_absent"),
    ),
    Case(
        "N20",
        "parts of a paisa",
        edit("payouts", ("300,,300", "300.005,,300.005")),
        kept("payouts:sub_paise", "payouts:sub_paise", like=None, spend=SPEND + 0.005),
    ),
    Case(
        "N21",
        "three values whose sum wraps",
        add("orders", *(order(HUGE, number=number) for number in (7, 8, 9))),
        aside(*(f"orders {line} revenue out_of_range" for line in (8, 9, 10))),
    ),
)

DATE_CASES = (
    Case("D01", "ISO", put("orders", BASE["orders"]), kept()),
    Case(
        "D02",
        "an instant in another zone",
        edit("orders", ("MB Whey,2025-04-01", "MB Whey,2025-03-31T20:00:00Z")),
        kept("orders:time_zone"),
    ),
    Case("D03", "day first", cells("orders", "date", written_as("%d-%m-%Y")), kept("orders:dmy")),
    Case("D04", "month first", cells("orders", "date", written_as("%m/%d/%Y")), kept("orders:mdy")),
    Case("D05", "ambiguous", cells("posts", "date", written_as("%d/%m/%Y")), kept("posts:day_first_assumed")),
    Case(
        "D05",
        "ambiguous, and set",
        cells("posts", "date", written_as("%m/%d/%Y")),
        kept("posts:month_first_set"),
        month_first,
    ),
    Case(
        "D06",
        "two orders in one column",
        both(cells("orders", "date", written_as("%d-%m-%Y")), swapped),
        kept("orders:dmy", aside=(f"orders {ROW} date date_order",)),
    ),
    Case("D07", "an Excel serial", edit("orders", ("2025-06-15", "45823")), kept("orders:excel_serial")),
    bad_date("D08", "no such day", "2025-02-30", "bad_date"),
    bad_date("D09", "a year of two digits", "25-01-02", "two_digit_year"),
    Case(
        "D10",
        "the last day, whatever today is",
        edit("orders", ("2025-07-13", "2031-07-16"), ("2025-07-05", "2031-07-05")),
        kept(
            "orders:outside_campaign",
            like=None,
            shows=(lambda ledger: ledger.as_of, dt.date(2031, 7, 16)),
        ),
    ),
    bad_date("D10", "more than a year after all others", "2026-07-17", "date_outlier"),
    bad_date("D11", "1970", "1970-01-01", "date_out_of_range"),
    bad_date("D11", "9999", "9999-12-31", "date_out_of_range"),
    bad_date("D12", "zeros", "0000-00-00", "bad_date"),
    Case(
        "D13",
        "an instant in India",
        edit("orders", ("2025-06-15", "2025-06-15T23:30+05:30")),
        kept("orders:time_zone"),
    ),
    bad_date("D14", "epoch milliseconds", "1735689600000", "epoch_time"),
)
