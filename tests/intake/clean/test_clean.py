import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from influencer_roi.intake.clean import Cleaned, Rules, clean
from influencer_roi.intake.read import read_sheet
from influencer_roi.model.report import Refused, SetAside
from influencer_roi.model.schema import INFLUENCERS, ORDERS, PAYOUTS, POSTS, Table
from tests.worlds import csv_of

Clean = Callable[[Table, str | bytes], Cleaned]


@pytest.fixture
def cleaned(tmp_path: Path) -> Clean:
    """Clean a file that holds this text table (or these bytes)."""

    def of(table: Table, content: str | bytes) -> Cleaned:
        file = tmp_path / f"{table.name}.csv"
        file.write_bytes(content if isinstance(content, bytes) else csv_of(content).encode())
        return clean(read_sheet(file, table), table, Rules())

    return of


def set_aside(table: Cleaned) -> list[SetAside]:
    """Every fault, by line."""
    return [SetAside(*fault) for fault in table.faults.iter_rows()]


def faults(table: Cleaned) -> list[tuple[int, str, str, str]]:
    """Line, column, value and reason of each fault."""
    return [(fault.line, fault.column, fault.value, fault.reason) for fault in set_aside(table)]


def notes(table: Cleaned) -> dict[str, str]:
    """The notes by their codes, but for that some optional columns are not there."""
    return {note.code: note.text for note in table.notes if note.code != "column_absent"}


# ---- what is kept


def test_cells_get_their_types(cleaned: Clean) -> None:
    """Ids and texts are texts, counts and amounts numbers, dates days; each row keeps its line."""
    orders = cleaned(
        ORDERS,
        """
        source  campaign  influencer_id  user_id  date        orders  revenue
        IG      Summer    007            8.0      2025-06-01  2       1,23,456.50
        """,
    )
    assert orders.rows.select("line", "influencer_id", "user_id", "date", "orders", "revenue").rows() == [
        (2, "007", "8", dt.date(2025, 6, 1), 2.0, 123_456.5)
    ]
    assert (orders.counts.read, orders.counts.kept, set_aside(orders)) == (1, 1, [])
    assert set(notes(orders)) == {"grouping"}


@pytest.mark.parametrize(
    ("text", "identity"), [("8.0", "8"), ("8.00", "8"), ("007", "007"), ("8.5", "8.5"), ("a.0", "a.0")]
)
def test_ids_are_text(cleaned: Clean, text: str, identity: str) -> None:
    """`8.0` means `8`, for that is what a spreadsheet makes of it; `007` stays."""
    influencers = cleaned(
        INFLUENCERS,
        f"""
        id      name  category  follower_count  platform
        {text}  Ann   Fitness   100             IG
        """,
    )
    assert influencers.rows["id"].to_list() == [identity]


def test_cells_are_trimmed(cleaned: Clean) -> None:
    """Blanks around a cell do not count, several inside are one."""
    content = b"id,name,category,follower_count,platform\n ann , Ann  Rao ,Fitness, 100 ,IG\n"
    assert cleaned(INFLUENCERS, content).rows.row(0)[:5] == (2, "ann", "Ann Rao", "Fitness", 100.0)


@pytest.mark.parametrize(
    "token",
    [
        "",
        " ",
        "nan",
        "NaN",
        "None",
        "null",
        "NA",
        "n/a",
        "N/A",
        "-",
        "--",
        "—",
        "…",
        "?",
        "(none)",
        "N.A.",
        "[null]",
    ],
)
def test_tokens_for_absent(cleaned: Clean, token: str) -> None:
    """An empty cell, signs alone and a handful of words, in any case, mean absent."""
    content = f"id,name,category,follower_count,platform\nann,{token},{token},{token},{token}\n"
    row = cleaned(INFLUENCERS, content.encode()).rows.drop("line").row(0)
    assert ("ann", *[None] * (len(row) - 1)) == row


def test_other_words_are_values(cleaned: Clean) -> None:
    """`0`, `unknown` and `nano` are no words for absent."""
    influencers = cleaned(
        INFLUENCERS,
        """
        id  name     category  follower_count  platform
        0   unknown  nano      0               IG
        """,
    )
    assert influencers.rows.row(0)[1:5] == ("0", "unknown", "nano", 0.0)


def test_optional_columns_may_be_missing(cleaned: Clean) -> None:
    """A column the file need not have is null in every row, in its own type."""
    posts = cleaned(
        POSTS,
        """
        influencer_id  platform  date        reach  likes  comments
        ann            IG        2025-06-01  100    10     1
        """,
    )
    assert posts.rows.select("post_id", "brand", "campaign", "caption").row(0) == (None, None, None, None)
    assert posts.rows.schema["brand"] == posts.rows.schema["platform"]


def test_absent_counts_stand_for_a_number(cleaned: Clean) -> None:
    """Absent reach, likes and comments count 0, and a note names the lines."""
    posts = cleaned(
        POSTS,
        """
        influencer_id  platform  date        reach  likes  comments
        ann            IG        2025-06-01  -      10     n/a
        ann            IG        2025-06-02  100    -      1
        ann            IG        2025-06-03  -      10     1
        """,
    )
    assert posts.rows.select("reach", "likes", "comments").rows() == [(0, 10, 0), (100, 0, 1), (0, 10, 1)]
    assert [note.text for note in posts.notes if note.code == "absent"] == [
        "2 rows have no reach (lines 2, 4); counted as 0.",
        "1 row has no likes (line 3); counted as 0.",
        "1 row has no comments (line 2); counted as 0.",
    ]


def test_an_absent_number_of_orders_is_one(cleaned: Clean) -> None:
    """A row of the orders file is an order, so absent orders count 1; 0 stays 0; both are kept."""
    orders = cleaned(
        ORDERS,
        """
        source  campaign  influencer_id  user_id  date        orders  revenue
        IG      Summer    ann            u1       2025-06-01  -       100
        IG      Summer    -              u2       2025-06-01  0       100
        """,
    )
    assert orders.rows["orders"].to_list() == [1.0, 0.0]
    assert notes(orders) == {"absent": "1 row has no orders (line 2); counted as 1."}


def test_what_may_be_negative(cleaned: Clean) -> None:
    """Refunds, returned orders and clawbacks are kept as they are."""
    orders = cleaned(
        ORDERS,
        """
        source  campaign  influencer_id  user_id  date        orders  revenue
        IG      Summer    ann            u1       2025-06-01  -1      -100
        """,
    )
    payouts = cleaned(
        PAYOUTS,
        """
        influencer_id  basis  rate  orders  total_payout
        ann            post   1     -1      -50
        """,
    )
    assert orders.rows.select("orders", "revenue").rows() == [(-1, -100)]
    assert payouts.rows.select("orders", "total_payout").rows() == [(-1, -50)]


def test_a_negative_number_of_followers_is_unknown(cleaned: Clean) -> None:
    """Nobody has fewer than no followers: the number counts as unknown, and the influencer stays."""
    influencers = cleaned(
        INFLUENCERS,
        """
        id   name  category  follower_count  platform
        ann  Ann   Fitness   -100            IG
        """,
    )
    assert influencers.rows["follower_count"].to_list() == [None]
    said = "follower_count: 1 row has a negative number; counted as unknown."
    assert notes(influencers) == {"negative_absent": said}


# ---- what is set aside


def test_negative_counts_are_set_aside(cleaned: Clean) -> None:
    """A post with negative reach, likes or comments is set aside with line, column, value and reason."""
    posts = cleaned(
        POSTS,
        """
        influencer_id  platform  date        reach  likes  comments
        ann            IG        2025-06-01  100    -5     1
        ann            IG        2025-06-02  100    10     1
        ann            IG        2025-06-03  -1     10     -2
        """,
    )
    assert faults(posts) == [
        (2, "likes", "-5", "negative likes"),
        (4, "reach", "-1", "negative reach"),
        (4, "comments", "-2", "negative comments"),
    ]
    assert posts.rows["line"].to_list() == [3]
    assert (posts.counts.read, posts.counts.kept, posts.counts.set_aside) == (3, 1, 2)


def test_a_fault_says_all_there_is_to_say(cleaned: Clean) -> None:
    """A fault names table, file, line, column, value, code, reason and the way out, and shows the raw row."""
    content = b'influencer_id,platform,date,reach,likes,comments\nann,"IG",2025-06-01,100,-5,1\n'
    (fault,) = set_aside(cleaned(POSTS, content))
    assert vars(fault) == {
        "table": "posts",
        "file": "posts.csv",
        "sha256": hashlib.sha256(content).hexdigest(),
        "line": 2,
        "column": "likes",
        "value": "-5",
        "code": "negative",
        "reason": "negative likes",
        "fix": "Write it as counted, or leave the cell empty.",
        "raw": 'ann,"IG",2025-06-01,100,-5,1',
    }


def test_without_a_date_or_revenue_a_row_is_set_aside(cleaned: Clean) -> None:
    """An order without date or revenue cannot be placed; one without an influencer can."""
    orders = cleaned(
        ORDERS,
        """
        source  campaign  influencer_id  user_id  date        orders  revenue
        IG      Summer    ann            u1       -           1       100
        IG      Summer    ann            u2       2025-06-02  1       n/a
        IG      Summer    ann            u3       soon        1       ₹ lots
        IG      Summer    -              u4       2025-06-04  1       100
        """,
    )
    assert faults(orders) == [
        (2, "date", "-", "no date"),
        (3, "revenue", "n/a", "no revenue"),
        (4, "date", "soon", "no readable date in date"),
        (4, "revenue", "₹ lots", "no readable number in revenue"),
    ]
    assert orders.rows["line"].to_list() == [5]


@pytest.mark.parametrize(
    ("table", "content", "fault"),
    [
        (
            PAYOUTS,
            """
            influencer_id  basis  rate  orders  total_payout
            -              post   1     1       100
            ann            post   1     1       100
            """,
            (2, "influencer_id", "-", "no influencer id"),
        ),
        (
            PAYOUTS,
            """
            influencer_id  basis  rate  orders  total_payout
            ann            post   1     1       -
            ann            post   1     1       100
            """,
            (2, "total_payout", "-", "no total payout"),
        ),
        (
            PAYOUTS,
            """
            influencer_id  basis  rate  orders  total_payout
            ann            post   -1    1       100
            ann            post   1     1       100
            """,
            (2, "rate", "-1", "negative rate"),
        ),
        (
            INFLUENCERS,
            """
            id   name  category  follower_count  platform
            -    Ann   Fitness   100             IG
            bob  Bob   Health    100             YT
            """,
            (2, "id", "-", "no id"),
        ),
        (
            INFLUENCERS,
            """
            id        name  category  follower_count  platform
            1.23E+12  Ann   Fitness   100             IG
            bob       Bob   Health    100             YT
            """,
            (2, "id", "1.23E+12", "in id an id Excel turned into a number"),
        ),
        (
            POSTS,
            """
            influencer_id  platform  date        reach  likes  comments
            -              IG        2025-06-01  100    10     1
            ann            IG        2025-06-01  100    10     1
            """,
            (2, "influencer_id", "-", "no influencer id"),
        ),
    ],
    ids=["payout of nobody", "no amount", "negative rate", "no id", "spoilt id", "post of nobody"],
)
def test_other_rows_set_aside(
    cleaned: Clean, table: Table, content: str, fault: tuple[int, str, str, str]
) -> None:
    """A row without what gives it a place, or with an amount that cannot be, is set aside, and only it."""
    found = cleaned(table, content)
    assert faults(found) == [fault]
    assert found.rows["line"].to_list() == [3]


def test_misshapen_rows_are_set_aside(cleaned: Clean) -> None:
    """Short and long rows are set aside with their line and how many fields they have."""
    content = (
        b"influencer_id,basis,rate,orders,total_payout\nann,post\nann,post,1,1,100\nbob,post,1,1,100,0\n"
    )
    payouts = cleaned(PAYOUTS, content)
    assert faults(payouts) == [
        (2, "", "2 fields", "fewer fields than the header"),
        (4, "", "6 fields", "more fields than the header"),
    ]
    assert (payouts.counts.read, payouts.counts.kept) == (3, 1)
    assert [fault.raw for fault in set_aside(payouts)] == ["ann,post", "bob,post,1,1,100,0"]


def test_a_long_value_is_cut(cleaned: Clean) -> None:
    """A fault shows no more than 200 characters of a value; its raw row has them all."""
    content = f"influencer_id,basis,rate,orders,total_payout\nann,post,1,1,{'x' * 999}\nann,post,1,1,1\n"
    (fault,) = set_aside(cleaned(PAYOUTS, content.encode()))
    assert (len(fault.value), len(fault.raw)) == (200, 13 + 999)


# ---- keys


def test_a_key_that_stands_before_is_set_aside(cleaned: Clean) -> None:
    """The first row of a key is kept; an equal row and one with other values are told apart."""
    influencers = cleaned(
        INFLUENCERS,
        """
        id   name  category  follower_count  platform
        8    Ann   Fitness   100             IG
        8.0  Ann   Fitness   100             IG
        8    Ann   Beauty    100             IG
        bob  Ann   Fitness   100             IG
        """,
    )
    assert influencers.rows["line"].to_list() == [2, 5]
    assert [(fault.line, fault.code) for fault in set_aside(influencers)] == [
        (3, "duplicate_exact"),
        (4, "duplicate_conflict"),
    ]
    assert [fault.reason for fault in set_aside(influencers)] == [
        "the same id and values as an earlier row",
        "the id of an earlier row, with other values",
    ]


@pytest.mark.parametrize(
    ("table", "content"),
    [
        (
            POSTS,
            """
            post_id  influencer_id  platform  date        reach  likes  comments
            p1       ann            IG        2025-06-01  100    10     1
            p1       bob            IG        2025-06-01  100    10     1
            """,
        ),
        (
            ORDERS,
            """
            order_id  source  campaign  influencer_id  user_id  date        orders  revenue
            o1        IG      Summer    ann            u1       2025-06-01  1       100
            o1        IG      Summer    ann            u1       2025-06-01  1       200
            """,
        ),
        (
            ORDERS,
            """
            tracking_id  source  campaign  influencer_id  user_id  date        orders  revenue
            o1           IG      Summer    ann            u1       2025-06-01  1       100
            o1           IG      Summer    ann            u1       2025-06-01  1       200
            """,
        ),
        (
            PAYOUTS,
            """
            payout_id  influencer_id  basis  rate  orders  total_payout
            1          ann            post   1     1       100
            1          ann            post   1     1       200
            """,
        ),
    ],
    ids=["post_id", "order_id", "tracking_id", "payout_id"],
)
def test_every_table_with_a_key_holds_it(cleaned: Clean, table: Table, content: str) -> None:
    """Posts, orders and payouts have a key where the file has one."""
    found = cleaned(table, content)
    assert [(fault.line, fault.code) for fault in set_aside(found)] == [(3, "duplicate_conflict")]


def test_without_a_key_equal_rows_are_all_kept(cleaned: Clean) -> None:
    """Orders without an id, or with none in a row, may be equal: two customers may buy the same."""
    orders = cleaned(
        ORDERS,
        """
        order_id  source  campaign  influencer_id  user_id  date        orders  revenue
        -         IG      Summer    ann            u1       2025-06-01  1       100
        -         IG      Summer    ann            u1       2025-06-01  1       100
        """,
    )
    assert (orders.counts.kept, set_aside(orders)) == (2, [])


def test_a_row_set_aside_takes_no_key(cleaned: Clean) -> None:
    """A fixed row behind a faulty one of the same key is kept: the faulty one has no say."""
    posts = cleaned(
        POSTS,
        """
        post_id  influencer_id  platform  date        reach  likes  comments
        p1       ann            IG        2025-06-01  100    -10    1
        p1       ann            IG        2025-06-01  100    10     1
        p1       ann            IG        2025-06-01  100    10     1
        """,
    )
    assert posts.rows["line"].to_list() == [3]
    assert [(fault.line, fault.code) for fault in set_aside(posts)] == [
        (2, "negative"),
        (4, "duplicate_exact"),
    ]


# ---- notes about the file


def test_what_was_noticed_about_a_file(cleaned: Clean) -> None:
    """Other separators, blank lines, unused columns, renamed headers and the order of dates are noted."""
    content = (
        b"influencer_id;platform;Post Date;reach;likes;comments;city;\n"
        b"ann;IG;28-06-2025;100;10;1;Pune;\n"
        b"\n"
        b"ann;IG;01-06-2025;100;10;1;Goa;\n"
    )
    assert {note.code: note.text for note in cleaned(POSTS, content).notes} == {
        "separator": "the columns are separated by semicolons.",
        "blank_lines": "1 blank line was passed over.",
        "extra_columns": "columns not used: city.",
        "empty_column": "a column without a name holds nothing; it was left out.",
        "synonym": "headers were read by another name: 'Post Date' as date.",
        "column_absent": "not there, and not needed: clicks, post_id, url, caption, brand, campaign.",
        "dmy": "date: dates are written day first.",
    }


def test_a_header_written_otherwise_is_noted(cleaned: Clean) -> None:
    """Case, blanks and hyphens of a header do not count, but are said; a header as declared is not."""
    content = b"ID,name,Category,Follower-Count,platform\nann,Ann,Fitness,100,IG\n"
    assert notes(cleaned(INFLUENCERS, content)) == {
        "header_form": (
            "headers were read by another name: 'ID' as id, 'Category' as category, "
            "'Follower-Count' as follower_count."
        )
    }


def test_values_without_a_name_are_refused(cleaned: Clean) -> None:
    """A column that holds values and has no name is refused: nobody can say what they are."""
    with pytest.raises(
        Refused, match=r"payouts\.csv: column 6 has values and no name\. Name it, or remove it"
    ):
        cleaned(PAYOUTS, b"influencer_id,basis,rate,orders,total_payout,\nann,post,1,1,1,7\n")


def test_money_is_accounted_for(cleaned: Clean) -> None:
    """Money read is money kept, money set aside, and amounts no one can read, which are counted."""
    orders = cleaned(
        ORDERS,
        """
        source  campaign  influencer_id  user_id  date        orders  revenue
        IG      Summer    ann            u1       2025-06-01  1       100.50
        IG      Summer    ann            u1       soon        1       25
        IG      Summer    ann            u1       2025-06-01  1       lots
        IG      Summer    ann            u1       2025-06-01  1
        """,
    )
    assert vars(orders.counts.money) == {
        "column": "revenue",
        "kept": 100.5,
        "set_aside": 25.0,
        "unreadable": 2,
        "left_out": 0.0,
    }


def test_a_missing_column_is_refused(cleaned: Clean) -> None:
    """A sheet without a required column is no table."""
    with pytest.raises(Refused, match=r"payouts\.csv: column 'total_payout' is missing"):
        cleaned(PAYOUTS, b"influencer_id,basis,rate,orders\nann,post,1,1\n")


# ---- what people really write


def test_a_cell_nobody_needs_costs_no_row(cleaned: Clean) -> None:
    """What cannot be read in an optional column is absent, with a note that names the line."""
    payouts = cleaned(
        PAYOUTS,
        """
        influencer_id  basis  rate        orders  total_payout
        ann            post   negotiable  2       500
        bob            order  100         soon    300
        """,
    )
    assert payouts.rows.select("rate", "orders", "total_payout").rows() == [(None, 2, 500), (100, None, 300)]
    assert set_aside(payouts) == []
    said = "orders: 1 value cannot be read, 'soon' (line 3); counted as absent."
    assert said == notes(payouts)["cell_unreadable"]


def test_a_rate_in_percent(cleaned: Clean) -> None:
    """A rate in percent is a share of revenue, in a column of its own, and no amount."""
    payouts = cleaned(
        PAYOUTS,
        """
        influencer_id  basis       rate   total_payout
        ann            commission  12.5%  500
        bob            order       100    300
        """,
    )
    assert payouts.rows.select("rate", "rate_percent").rows() == [(None, 12.5), (100, None)]
    assert notes(payouts) == {"percent": "rate: 1 value is a share of revenue, '12.5%'."}


def test_a_refund_without_a_count(cleaned: Clean) -> None:
    """An absent count of orders is 1, in a refund 0; a part of an order is one."""
    orders = cleaned(
        ORDERS,
        b"source,campaign,influencer_id,user_id,date,orders,revenue\n"
        b"IG,Summer,ann,u1,2025-06-01,,700\nIG,Summer,ann,u1,2025-06-03,,-700\nIG,Summer,ann,u1,2025-06-03,0.25,50\n",
    )
    assert orders.rows["orders"].to_list() == [1.0, 0.0, 0.25]


@pytest.mark.parametrize(
    ("word", "campaign"),
    [
        *((word, None) for word in ("#N/A", "#ref!", "#SPILL!", "(NONE)", "<none>", "N.A", "--", "…", "#")),
        *((word, None) for word in ("(not set)", "[Not set]", "not provided", "(direct)", "<organic>")),
        ("Unassigned", None),
        *((word, word) for word in ("Direct", "direct / none", "nil", "ORGANIC", "Organic Search")),
        *((word, word) for word in ("no-influencer", "Not found")),
    ],
)
def test_nobody(cleaned: Clean, word: str, campaign: str | None) -> None:
    """What a lookup or a report writes where nobody is, is nobody; bare, it may name a campaign."""
    header = "source,campaign,influencer_id,user_id,date,orders,revenue"
    content = f"{header}\nweb,{word},{word},{word},2025-06-01,1,5\n"
    row = cleaned(ORDERS, content.encode()).rows.select("influencer_id", "user_id", "campaign").row(0)
    assert row == (None, None, campaign)


@pytest.mark.parametrize("error", ["#DIV/0!", "#REF!", "#N/A", "#VALUE!"])
def test_what_a_formula_could_not_work_out(cleaned: Clean, error: str) -> None:
    """An error of a sheet is an empty cell in any column: a count it stands for is 0, and the post stays."""
    header = "influencer_id,platform,date,reach,likes,comments,clicks"
    posts = cleaned(POSTS, f"{header}\nann,IG,2025-06-01,{error},7,{error},{error}\n".encode())
    assert posts.rows.select("reach", "likes", "comments").rows() == [(0.0, 7.0, 0.0)]
    assert posts.faults.is_empty()


@pytest.mark.parametrize("handle", ["@nobody", "_organic_", "no.one.else", "directa", "अनिल"])
def test_somebody(cleaned: Clean, handle: str) -> None:
    """A handle that holds such a word is somebody's."""
    header = "source,campaign,influencer_id,user_id,date,orders,revenue"
    content = f"{header}\nweb,Onam,{handle},u1,2025-06-01,1,5\n"
    assert cleaned(ORDERS, content.encode()).rows["influencer_id"].to_list() == [handle]


def test_marks_around_texts(cleaned: Clean) -> None:
    """Excel's marks, what has no width and other forms of a letter do not count; e-mails have no case."""
    content = (
        "source,campaign,influencer_id,user_id,date,orders,revenue\n"
        'IG,Fe\u0301te  2025,"=""007""",Ann@Shop.IN,2025-06-01,1,5\n'
        "IG,\u200bF\u00e9te 2025,'007,\ufeffann@shop.in,2025-06-01,1,5\n"
    )
    rows = (
        cleaned(ORDERS, content.encode()).rows.select("campaign", "influencer_id", "user_id").unique().rows()
    )
    assert rows == [("F\u00e9te 2025", "007", "ann@shop.in")]


def test_another_currency(cleaned: Clean) -> None:
    """An amount in another currency is set aside, never added."""
    orders = cleaned(
        ORDERS,
        b"source,campaign,influencer_id,user_id,date,orders,revenue\n"
        b"IG,Summer,ann,u1,2025-06-01,1,AED 70\nIG,Summer,ann,u1,2025-06-03,1,Rs 70/-\n",
    )
    assert [fault.code for fault in set_aside(orders)] == ["currency_mismatch"]
    assert orders.rows["revenue"].to_list() == [70.0]


def test_a_day_far_from_all_others(cleaned: Clean) -> None:
    """One row of a table that is dated half a year from the rest is set aside, whatever today is."""
    days = ["2031-03-01", "2031-03-02", "2031-03-03", "2032-03-02"]
    rows = "".join(f"IG,Summer,ann,u1,{day},1,5\n" for day in days)
    content = f"source,campaign,influencer_id,user_id,date,orders,revenue\n{rows}"
    orders = cleaned(ORDERS, content.encode())
    assert [(fault.line, fault.code) for fault in set_aside(orders)] == [(5, "date_outlier")]
