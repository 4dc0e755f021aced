"""Makes worlds as people keep them: what real files held, in cells, rows and columns of generated ones."""

import re
from collections.abc import Sequence

import polars as pl
from hypothesis import strategies as st

from tests.worlds import Row, World, worlds

Rows = list[Row]

NOBODY = ("#N/A", "(not set)", "(direct)", "-", "--", "unassigned", "organic", "nil", "None", "")
MONEY = (
    *("1,23,456.50", "₹ 500", "INR. 750/-", "1000/-", "Rs 20", "1.5L", "2 lakh", "50K", "0.3 Cr"),
    *("'-400", "\u2212250", "(30)", "70-", "1.500", "12.345", "1e5", "  70 ", "0", "0.125", "12,34,5"),
    *("$90", "AED 90", "90 USD", "abc", "NaN", "inf", "1e400", "9223372036854775808", "3.5%", "१२", "N/A"),
)
DATES = (
    *("20250502", "02-May-25", "5 Sept 2025", "Sep 5, 2025, 10:12 am", "2025-05-02 10:00:00", "45778"),
    *("2025-05-02 20:30:00 UTC", "2025-05-02T20:30:00Z", "2025-05-02T23:30:00+05:30", "2025-05-02T20:30+00"),
    *("02/05/2025", "31-05-2025", "05/31/2025", " 2025-05-03", "2025-05-03 00:00:00", "'2025-05-03"),
    *("2025-02-30", "soon", "ongoing", "1970-01-01", "2027-05-02", "2024-02-29", "0000-00-00"),
    *("Fri May 02 2025 10:00:00 GMT+0530 (India Standard Time)", "1746160000000", "25-01-02", "n/a"),
)
COUNTS = ("1.5", "0.25", "two", "-1", "1.0", "1e1", "nil", "1,000", "1.000", " 2 ", "'3", "NaN", "N/A", "5%")
CUSTOMERS = ("Mira@x.in", "mira@X.in", "1.23E+12", "nan", "'u1", " u1 ", "#N/A", "8.0", "U1")
TEXTS = (
    "#N/A",
    "SUMMER",
    " Summer",
    "Fête 1",
    "Fe\u0302te 1",
    "=1+1",
    "win\u200bter",
    "Total",
    "n/a",
    "An\x07n",
)
BRANDS = ("HK Fashion", " MuscleBlaze ", "muscle blaze", "MB", "ACME", "#N/A", "Zarda")
PRODUCTS = ("90 MB/s disk", "HK$ 20 card", "Zarda paan", "acme BAR", "MB 2024 whey")
STATUS = (
    *("paid", "Paid", "Cancelled", "refunded", "RTO", "voided", "pending", "Processing", "Nirvana"),
    *("partially refunded", "declined", "not cancelled", "#N/A", " cancelled ", None),
)
REFUNDED = ("0", "10", "20.50", "100000", "-20", "₹ 10", "abc", "0.00", None)
CURRENCY = ("INR", "inr", "Rs.", "USD", "AED", "₹", None)
CANCELLED = (None, None, "2025-06-01", "no", "false", "0", "N/A")
DECLINED = (None, None, "yes", "no", "0", "1.0", "0.0", "TRUE")


def spelled(identity: str) -> tuple[str, ...]:
    """Return other ways to name an influencer."""
    return (
        *(f"'{identity}", f'="{identity}"', f"@{identity}", f"{identity}\u200b", identity.upper()),
        *(f"{identity}.0", f"0{identity}", f"https://www.instagram.com/{identity}/", f" {identity} "),
        *(f"{identity}|FREESHIP", f"NOBODY5;{identity}", f"hi_{identity}", f"CODE{identity.upper()}"),
    )


def cells_of(ids: Sequence[str]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return by table and column what people write into cells instead."""
    people = tuple(form for one in ids for form in spelled(one))
    named = (*people, *people, *NOBODY)
    return {
        "influencers": {
            "id": spelled(ids[0])[:4],
            "follower_count": ("75K", "1.2M", "2 lakh", "-5", "abc", "1.000", "12.5", "N/A"),
            "platform": ("insta ", "#N/A", "YouTube Shorts"),
            "category": TEXTS,
        },
        "posts": {
            "influencer_id": named,
            "date": DATES,
            "reach": COUNTS,
            "likes": COUNTS,
            "comments": COUNTS,
            "platform": ("Insta", "#N/A", "youtube ", "Koo"),
            "caption": ("HK$ 20 off", "Total", "90 MB/s"),
            "brand": BRANDS,
            "campaign": TEXTS,
            "post_id": ("1.0", "'1", "001"),
        },
        "orders": {
            "influencer_id": named,
            "revenue": MONEY,
            "date": DATES,
            "orders": COUNTS,
            "user_id": CUSTOMERS,
            "campaign": TEXTS,
            "source": ('="Instagram"', "insta ", "organic", "Total", "#N/A"),
            "product": PRODUCTS,
            "brand": BRANDS,
            "post_id": ("1.0", "'1", "#N/A"),
        },
        "payouts": {
            "influencer_id": named,
            "total_payout": MONEY,
            "rate": ("9 %", "ongoing", "-5", "₹ 20", "12% of revenue", "1.5K"),
            "orders": COUNTS,
            "basis": ("CPS", "Post ", "#N/A", "order\u200b"),
            "campaign": TEXTS,
            "month": ("May 2025", "2025-05-01", "soon", "Mai", "05/2025"),
            "payment_date": DATES,
        },
    }


@st.composite
def untidy_worlds(draw: st.DrawFn) -> World:
    """Worlds of `worlds()` with what real files had in them.

    Cells hold words for nobody, money in words, other currencies, odd dates, handles and codes, and what
    nobody can read; rows are totals, copies, refunds, continuation lines, profiles of one person and readings
    of one post; further columns say statuses, refunds, currencies and ids; some worlds have no revenue.
    """
    tables = {name: frame.rows(named=True) for name, frame in draw(worlds()).frames.items()}
    ids = [str(one["id"]) for one in tables["influencers"]]
    tables["influencers"] = draw(_people(tables["influencers"], ids))
    tables["posts"] = draw(_readings(tables["posts"]))
    tables["orders"] = draw(_exported(tables["orders"]))
    tables["payouts"] = draw(_paid(tables["payouts"]))
    for name, columns in cells_of(ids).items():
        tables[name] = draw(_written(tables[name], columns))
    tables["orders"] = draw(_refunded(tables["orders"]))
    for name, money in (("orders", "revenue"), ("payouts", "total_payout")):
        tables[name] = draw(_totalled(draw(_again(tables[name])), money))
    return World({name: _frame(rows) for name, rows in tables.items()})


def _frame(rows: Rows) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(rows[0], pl.String))


@st.composite
def _written(draw: st.DrawFn, rows: Rows, columns: dict[str, tuple[str, ...]]) -> Rows:
    """Write a few cells in other ways, most of them of one column: so rules about columns have to choose."""
    written = [dict(row) for row in rows]
    mostly = draw(st.sampled_from([*columns]))
    for _ in range(draw(st.integers(0, 4))):
        column = draw(st.sampled_from([mostly, *columns]))
        written[draw(st.integers(0, len(rows) - 1))][column] = draw(st.sampled_from(columns[column]))
    return written


@st.composite
def _people(draw: st.DrawFn, rows: Rows, ids: Sequence[str]) -> Rows:
    """Give people handles and codes, and one of them a second profile, or the same row twice."""
    named = [row | {"handle": f"@hi_{one}", "code": f"CODE{one}"} for row, one in zip(rows, ids, strict=True)]
    people = draw(st.sampled_from((rows, named)))
    others: tuple[Row, ...] = (
        {},
        {"platform": "YouTube"},
        {"platform": "Koo", "follower_count": "9000000"},
    )
    other = draw(st.sampled_from(others))
    return draw(st.sampled_from((people, [*people, people[0] | other])))


@st.composite
def _readings(draw: st.DrawFn, rows: Rows) -> Rows:
    """Add a later reading of a post by id or by address, or state reach nowhere."""
    linked = [row | {"url": f"https://example.com/{at}"} for at, row in enumerate(rows)]
    posts = draw(st.sampled_from((rows, linked)))
    later = {"date": "2025-07-01", "reach": "5000", "likes": "2000", "comments": "1500"}
    again = draw(st.sampled_from(([], [posts[0] | later], [posts[0]], [posts[0] | {"date": "2025-07-02"}])))
    reach = draw(st.sampled_from((None, None, None, "reach", "comments")))
    return [row | ({reach: None} if reach else {}) for row in [*posts, *again]]


@st.composite
def _exported(draw: st.DrawFn, rows: Rows) -> Rows:
    """Add the columns of an export, continuation lines of an order, or take revenue away."""
    further = {
        "status": STATUS,
        "financial_status": STATUS,
        "refunded_amount": REFUNDED,
        "cancelled_at": CANCELLED,
        "declined": DECLINED,
        "is_rto": DECLINED,
        "is_refunded": DECLINED,
        "is_reversed": DECLINED,
        "currency": CURRENCY,
        "campaign_end": ("2025-05-15", "ongoing", None),
    }
    chosen = sorted(draw(st.sets(st.sampled_from(sorted(further)), max_size=3)))
    orders = [row | {name: draw(st.sampled_from(further[name])) for name in chosen} for row in rows]
    if draw(st.booleans()):
        orders = [row | {"order_id": f"o{at}"} for at, row in enumerate(orders)]
        line = dict.fromkeys(orders[0], None) | {"order_id": "o0", "product": "Whey"}
        capital = orders[0] | {"order_id": "O0"}
        orders[1:1] = draw(
            st.sampled_from(([], [line], [orders[0]], [orders[0] | {"user_id": "u9"}], [capital]))
        )
    if draw(st.sampled_from((False,) * 9 + (True,))):
        orders = [row | {"revenue": None} for row in orders]
    return orders


@st.composite
def _paid(draw: st.DrawFn, rows: Rows) -> Rows:
    """Give payouts statuses, days they came back, refunds and currencies."""
    further = {
        "status": STATUS,
        "currency": CURRENCY,
        "refunded_amount": REFUNDED,
        "cancelled_at": CANCELLED,
        "is_reversed": DECLINED,
    }
    chosen = sorted(draw(st.sets(st.sampled_from(sorted(further)), max_size=3)))
    return [row | {name: draw(st.sampled_from(further[name])) for name in chosen} for row in rows]


@st.composite
def _again(draw: st.DrawFn, rows: Rows) -> Rows:
    """Write a row twice, next to itself or at the end."""
    at = draw(st.integers(0, len(rows) - 1))
    return draw(st.sampled_from((rows, rows, [*rows, rows[at]], [*rows[:at], rows[at], *rows[at:]])))


@st.composite
def _refunded(draw: st.DrawFn, rows: Rows) -> Rows:
    """Take a sale back in a row of its own, with its number or without."""
    at, to = draw(st.integers(0, len(rows) - 1)), draw(st.integers(0, len(rows)))
    back = rows[at] | {"revenue": f"{-_plain(rows[at]['revenue']):.2f}"}
    unnumbered = back | ({"order_id": None} if "order_id" in back else {})
    given = draw(st.sampled_from(([], [], [back], [unnumbered], [unnumbered, unnumbered])))
    return [*rows[:to], *given, *rows[to:]]


@st.composite
def _totalled(draw: st.DrawFn, rows: Rows, money: str) -> Rows:
    """Write the sum of all rows above or below them, in one of several languages, or of half below them.

    A table in two files ends its first there; half is summed where anybody can check the sum.
    """
    said = draw(st.sampled_from((None, None, None, "Total", "कुल", "Gesamt", "Overall:", "")))
    if said is None:
        return rows
    half = len(rows) // 2
    plain = said not in ("", "Gesamt") and all(
        re.fullmatch(r"[0-9]+\.[0-9]+", row[money] or "") for row in rows[:half]
    )
    upto = draw(st.sampled_from((len(rows), half if plain else len(rows))))
    summed, others = rows[:upto], rows[upto:]
    sums = {name: f"{sum(_plain(row[name]) for row in summed):.2f}" for name in (money, "orders")}
    label = draw(
        st.sampled_from(("influencer_id", "campaign", "basis" if money == "total_payout" else "source"))
    )
    given = draw(
        st.sampled_from(({money: sums[money]}, {**sums, "orders": sums["orders"].removesuffix(".00")}))
    )
    line = dict.fromkeys(rows[0], None) | given | {label: said or None}
    below = [*summed, line, *others]
    return draw(st.sampled_from((below, below if others else [line, *rows])))


def _plain(cell: str | None) -> float:
    try:
        number = float(cell or 0)
    except ValueError:
        return 0.0
    return number if abs(number) < 1e12 else 0.0
