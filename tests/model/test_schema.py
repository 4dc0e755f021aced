from pathlib import Path

import pytest

from influencer_roi.intake.folder import table_files
from influencer_roi.model.headers import folded, match_columns
from influencer_roi.model.report import Refused
from influencer_roi.model.scales import not_understood, scale_of
from influencer_roi.model.schema import INFLUENCERS, NUMBERS, ORDERS, PAYOUTS, POSTS, TABLES, Kind, Table

EVERY_HEADER = {table.name: [column.name for column in table.columns] for table in TABLES}


def problems(table: Table, headers: list[str]) -> tuple[str, ...]:
    """What is wrong with these headers."""
    with pytest.raises(Refused) as refused:
        match_columns(table, headers, "posts.csv")
    return tuple(map(str, refused.value.problems))


# ---- files


def test_no_folder(tmp_path: Path) -> None:
    """A folder that does not exist is refused; so is a file in its place."""
    (tmp_path / "file").touch()
    for folder in (tmp_path / "nowhere", tmp_path / "file"):
        with pytest.raises(Refused) as refused:
            table_files(folder)
        said = f"{folder}: there is no such folder. Name one that holds the four files."
        assert str(refused.value) == said


# ---- headers


@pytest.mark.parametrize(
    "header",
    ["follower_count", "Follower Count", "FOLLOWER-COUNT", "\ufefffollowercount", " follower_count "],
)
def test_how_a_header_may_be_written(header: str) -> None:
    """Byte order marks, case, blanks, hyphens and underscores do not count in a header."""
    assert folded(header) == "followercount"
    headers = ["id", "name", "category", header, "platform"]
    assert match_columns(INFLUENCERS, headers, "f")["follower_count"] == headers.index(header)


@pytest.mark.parametrize(
    ("table", "alias", "column"),
    [
        (INFLUENCERS, "influencer_id", "id"),
        (INFLUENCERS, "followers", "follower_count"),
        (INFLUENCERS, "Followers Count", "follower_count"),
        (POSTS, "post_date", "date"),
        (POSTS, "Post URL", "url"),
        (POSTS, "brand_mentioned", "brand"),
        (ORDERS, "order_date", "date"),
        (ORDERS, "Transaction Date", "date"),
        (ORDERS, "Order Date MM/DD/YYYY", "date"),
        (ORDERS, "brands", "brand"),
        (PAYOUTS, "payout_amount", "total_payout"),
        (PAYOUTS, "total_orders_by_influencer", "orders"),
    ],
)
def test_aliases(table: Table, alias: str, column: str) -> None:
    """Each column has its other names."""
    headers = [alias if name == column else name for name in EVERY_HEADER[table.name]]
    assert match_columns(table, headers, "f")[column] == headers.index(alias)


def test_a_columns_own_name_comes_before_its_aliases() -> None:
    """Where name and alias both stand in a file, the name is meant."""
    headers = [*EVERY_HEADER["posts"][:2], "post_date", *EVERY_HEADER["posts"][2:]]
    assert match_columns(POSTS, headers, "f")["date"] == headers.index("date")


def test_columns_one_may_leave_out() -> None:
    """The least each file must have; the design names what is optional."""
    least = {table.name: {column.name for column in table.columns if column.required} for table in TABLES}
    assert least == {
        "influencers": {"id", "name", "category", "follower_count", "platform"},
        "posts": {"influencer_id", "platform", "date", "reach", "likes", "comments"},
        "orders": {"source", "campaign", "influencer_id", "user_id", "date", "orders", "revenue"},
        "payouts": {"influencer_id", "basis", "total_payout"},
    }


def test_a_missing_column() -> None:
    """A missing column is named with its spellings, what the file has, and the way out."""
    headers = ["influencer_id", "platform", "day", "reach", "likes", "comments"]
    said = (
        "posts.csv: column 'date' is missing; accepted spellings: 'date', 'post_date'. "
        "The file has: influencer_id, platform, day, reach, likes, comments. "
        "Add the column or rename its header."
    )
    assert problems(POSTS, headers) == (said,)


def test_every_missing_column_is_named() -> None:
    """Two missing columns are two messages, both at once."""
    headers = ["influencer_id", "platform", "date", "reach"]
    assert [said.split(";")[0] for said in problems(POSTS, headers)] == [
        "posts.csv: column 'likes' is missing",
        "posts.csv: column 'comments' is missing",
    ]


def test_a_column_that_stands_twice() -> None:
    """Two headers of one name are refused, however they are written."""
    headers = ["influencer_id", "platform", "date", "reach", "likes", "comments", "Date"]
    assert problems(POSTS, headers) == ("posts.csv: column 'date' stands 2 times. Keep one of them.",)


def test_two_headers_that_may_be_one_column() -> None:
    """Of two that differ in brackets alone nobody can say which is meant: both are named."""
    headers = ["influencer_id", "basis", "total_payout (net)", "total_payout (gross)"]
    said = "'total_payout (net)' and 'total_payout (gross)' could be one column. Keep one of them."
    assert problems(PAYOUTS, headers) == (f"posts.csv: {said}",)
    assert match_columns(PAYOUTS, [*headers, "total_payout"], "f")["total_payout"] == 4


def test_extra_columns_may_stand_twice() -> None:
    """Columns nobody asks for may repeat, or have no name at all."""
    headers = [*EVERY_HEADER["posts"], "city", "city", "", ""]
    assert set(match_columns(POSTS, headers, "f")) == set(EVERY_HEADER["posts"])


@pytest.mark.parametrize(
    ("header", "scale"),
    [
        ("Reach (accounts)", 1.0),
        ("Likes ('000)", 1e3),
        ("followers_count_k", 1e3),
        ("Revenue (INR, in thousands)", 1e3),
        ("Payout in Rs. Lacs", 1e5),
        ("Revenue [₹ L]", 1e5),
        ("reach (Mn)", 1e6),
        ("Revenue ₹ Cr.", 1e7),
        ("Revenue (₹Lakh)", 1e5),
        ("Revenue ₹Cr", 1e7),
        ("Payout Rs.Lakhs", 1e5),
        ("Revenue ₹Crest", 1.0),
        ("Revenue INRLakh", 1e5),
        ("Revenue (INRLakh)", 1e5),
        ("Revenue (RsCr.)", 1e7),
        ("Revenue (INRk)", 1e3),
        ("Revenue (k₹)", 1e3),
        ("Revenue (₹ mm)", 1e6),
        ("Revenue (100,000s)", 1e5),
        ("Revenue (in 1,00,000)", 1e5),
        ("Revenue (₹ x 10^7)", 1e7),
        ("Revenue (net, 1000s)", 1e3),
        ("Revenue (orders above 1,000)", 1.0),
        ("Payout (per 10,000)", 1.0),
        ("Revenue (RPM)", 1.0),
        ("Revenue (MRP)", 1.0),
        ("Revenue (net of k)", 1.0),
        ("Revenue (k) (Cr)", 1.0),
        ("total_orders_by_influencer", 1.0),
        ("Amount in paise", 0.01),
        ("Sale value (in paise)", 0.01),
        ("Sale value [Cents]", 0.01),
        ("Sale value (Rs. and Paise)", 1.0),
        ("Sale value (Rupees & Paise)", 1.0),
        ("Sale value in rupees and paise", 1.0),
        ("Payout (Rs. Paise)", 1.0),
        ("Payout (excl. paise)", 1.0),
        ("Payout (in Rs, no paise)", 1.0),
        ("Payout (₹, paise included)", 1.0),
        ("Payout ($, cents)", 1.0),
        ("Payout (00's)", 100.0),
        ("Payout (INR '00)", 100.0),
        ("Payout (Rs. in hundreds)", 100.0),
        ("Payout (000's)", 1000.0),
        ("Payout (हज़ार ₹)", 1000.0),
        ("Payout (ten thousands)", 10_000.0),
        ("Payout (LakhINR)", 1e5),
        ("Payout (Lakhs₹)", 1e5),
        ("Payout (लाख)", 1e5),
        ("Payout (CrINR)", 1e7),
        ("Payout (करोड़)", 1e7),
        ("Payout (INR trillion)", 1e12),
        ("Payout (INR T)", 1.0),
        ("Payout (INR TN)", 1.0),
        ("Payout (2 lakh cap)", 1.0),
        ("Payout (above 1 lakh)", 1.0),
        ("Payout (1st lakh)", 1.0),
        ("Payout (10 crores)", 1.0),
        ("Payout (in 1 lakh)", 1e5),
        ("Payout (Crore Club)", 1.0),
        ("Payout (lakh, unaudited)", 1.0),
        ("Payout (lakhs unaudited)", 1e5),
        ("Payout (INR lakh unaudited)", 1e5),
    ],
)
def test_a_header_may_state_a_scale(header: str, scale: float) -> None:
    """A unit that is a scale says what to multiply by; two, a letter or paise among words, say nothing."""
    assert scale_of(header, Kind.MONEY) == scale


@pytest.mark.parametrize(
    ("header", "beside", "scale"),
    [
        ("Amount (Cr)", "Amount (Dr)", 1.0),
        ("Credit Cr.", "Debit Dr.", 1.0),
        ("Amount (Cr)", "Amount", 1e7),
        ("Rate/1000", "", 1.0),
        ("Fee per 1000", "", 1.0),
        ("CPM (/1000)", "", 1.0),
        ("Rate '000", "", 1000.0),
        ("Revenue/1000", "", 1000.0),
    ],
)
def test_what_looks_like_a_scale(header: str, beside: str, scale: float) -> None:
    """A credit stands beside a debit, and a price is of a thousand; an amount is in thousands."""
    assert scale_of(header, Kind.MONEY, beside=[beside]) == scale


@pytest.mark.parametrize(
    "unit",
    [
        "INR T",
        "T INR",
        "Lackhs",
        "INR Myriad",
        "INR Th",
        "dozens",
        "x100",
        "1 = 1000 INR",
        "K, lakh",
        "INR K net",
        "2 lakh cap",
    ],
)
def test_what_may_be_a_unit_and_is_none_known_is_told(unit: str) -> None:
    """An amount nobody can scale is named; of a count nobody has such units."""
    said = [not_understood(f"Payout ({unit})", kind) for kind in (Kind.MONEY, Kind.COUNT)]
    assert said == [unit, ""]


@pytest.mark.parametrize(
    "unit",
    [
        *("₹", "INR, excl. GST", "net of returns", "incl. of all taxes", "per post", "Rs. Lakh", "%", "p"),
        *("TDS deducted", "NEFT", "May 2025", "formatted", "50% advance", "in lakhs, provisional"),
        *("Delhi", "MuscleBlaze", "Muscle Blaze", "GA4", "Shopify", "Dr"),
    ],
)
def test_what_is_a_unit_or_says_which_amount_it_is_is_not_told(unit: str) -> None:
    """Known currencies and scales, and words for which amount it is, are understood."""
    assert not not_understood(f"Payout ({unit})", Kind.MONEY)


@pytest.mark.parametrize(
    ("header", "currency", "scale"),
    [
        ("Fee (pence)", "GBP", 0.01),
        ("fee_pence", "GBP", 0.01),
        ("Fee (p)", "GBP", 0.01),
        ("Fee (p)", "USD", 1.0),
        ("Fee p", "GBP", 1.0),
        ("Fee in fils", "AED", 0.01),
        ("Fee (fils)", "KWD", 0.001),
        ("Fee (minor units)", "USD", 0.01),
        ("Fee (\u00a2)", "USD", 0.01),
    ],
)
def test_a_header_may_state_parts_of_a_currency(header: str, currency: str, scale: float) -> None:
    """Parts are as many to one as the currency has; of a count nobody has parts."""
    assert [scale_of(header, kind, currency) for kind in NUMBERS] == [scale, 1.0]


def test_no_spelling_of_a_column_states_a_scale() -> None:
    """No name of a column ends in what would be taken for a scale."""
    spellings = [one for table in TABLES for column in table.known for one in column.spellings]
    assert {scale_of(spelling, Kind.MONEY) for spelling in spellings} == {1.0}
