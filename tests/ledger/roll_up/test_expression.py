import narwhals as nw
import polars as pl

from influencer_roi.ledger.conform import Conformed
from influencer_roi.ledger.roll_up.expression import (
    CUSTOMER,
    SUMS,
    TEXTS,
    alike,
    cleared,
    first_days,
    newcomers,
    resolved,
    rolled,
    unclear,
)
from influencer_roi.ledger.roll_up.words import words_of
from influencer_roi.model.names import BRANDS, PLATFORMS, Brands
from tests.worlds import frame_of

POSTS = """
    post_key  recorded_id  influencer_id  platform  stated_brand
    p1        p1           ann            YouTube   Gritzo
    p2        p2           bob            YouTube   -
    ann #1    -            ann            YouTube   -
    8         8            ann            YouTube   -
    """
INFLUENCERS = """
    id   platform
    ann  Instagram
    bob  Twitter
    """


def told(orders: str, *columns: str) -> list[tuple[object, ...]]:
    """What is settled of each order, among the posts and influencers above."""
    given = frame_of(orders)
    absent = [name for name in TEXTS if name not in given.columns]
    rows = given.with_columns(pl.lit(None, pl.String).alias(name) for name in absent).with_row_index("line")
    brands = Brands(BRANDS, {})
    conformed = Conformed(frame_of(INFLUENCERS), frame_of(POSTS), pl.DataFrame(), brands, PLATFORMS, {})
    words = words_of({name: rows[name].drop_nulls().unique() for name in TEXTS}, conformed)
    lent = {name: nw.from_native(frame.lazy()) for name, frame in words.items()}
    dated = rows.with_columns(date=pl.lit("2025-06-01").str.to_date())
    answer: pl.DataFrame = resolved(nw.from_native(dated.lazy()), lent, carry=["line"]).to_native().collect()
    return answer.sort("line").select(columns).rows()


def test_an_order_names_its_post_by_post_id_or_source() -> None:
    """The recorded link is the order's post_id, else its source, where that is a post's id."""
    orders = """
        influencer_id  post_id  source
        ann            p1       Instagram
        ann            -        p1
        ann            -        Instagram
        ann            8        p1
        ann            nowhere  p1
        """
    assert told(orders, "link") == [("p1",), ("p1",), (None,), ("8",), ("p1",)]


def test_only_a_post_of_the_same_influencer_is_a_link() -> None:
    """Another's post is no link, nor is any post for an order without influencer."""
    orders = """
        influencer_id  post_id  source
        ann            p2       p2
        bob            p2       -
        -              p1       p1
        """
    assert told(orders, "link") == [(None,), ("p2",), (None,)]


def test_a_source_spoilt_by_a_spreadsheet_is_still_an_id() -> None:
    """`8.0` means the post `8` in source too, as it does in every column of ids."""
    orders = """
        influencer_id  post_id  source
        ann            -        8.0
        """
    assert told(orders, "link") == [("8",)]


def test_a_post_without_id_is_no_link() -> None:
    """The key we give a post without id is not an id an order can name."""
    orders = """
        influencer_id  post_id  source
        ann            -        ann #1
        """
    assert told(orders, "link") == [(None,)]


def test_what_names_the_brand_is_said_with_it() -> None:
    """`brand_from` and `platform_from` are the places of the first column that answered."""
    orders = """
        influencer_id  brand     product           campaign  source
        ann            HKVitals  MuscleBlaze_Whey  -         IG
        ann            -         MuscleBlaze_Whey  Gritzo    p1
        ann            -         -                 Gritzo    -
        bob            -         -                 -         Gritzo
        ann            -         -                 -         p1
        -              -         -                 -         -
        """
    assert told(orders, "brand", "brand_from", "platform", "platform_from") == [
        ("HKVitals", 0, "Instagram", 0),
        ("MuscleBlaze", 1, "YouTube", 1),
        ("Gritzo", 2, "Instagram", 2),
        ("Gritzo", 3, "Twitter", 2),
        ("Gritzo", 4, "YouTube", 1),
        ("Unknown", 5, "Unknown", 3),
    ]


def of_orders(orders: str) -> nw.LazyFrame[pl.LazyFrame]:
    """Orders as engines give them: typed, every text column there."""
    rows = frame_of(orders).with_columns(
        pl.col("date").str.to_date(),
        *(pl.col(name).cast(pl.Float64) for name in ("orders", "revenue")),
        pl.col("orders").cast(pl.Float64).clip(lower_bound=0).alias("weight"),
        *(pl.lit(None, pl.String).alias(name) for name in TEXTS if name not in orders),
    )
    return nw.from_native(rows.lazy())


ORDERS = """
    date        influencer_id  customer  orders  revenue
    2025-06-01  ann            u1        1       10
    2025-06-01  ann            u1        -2      -30
    2025-06-02  ann            u1        1       5
    2025-06-02  -              u2        1       7
    2025-06-02  ann            -         3       9
    """


def test_orders_that_no_rule_tells_apart_are_added_up() -> None:
    """Sums, squares of single orders, weights and earnings without refunds, by what rules look at."""
    rows = of_orders(ORDERS)
    both = (
        nw.concat([*alike(rows, first_days(rows), lambda same: same)], how="vertical").to_native().collect()
    )
    native = both.group_by("date", "influencer_id").agg(pl.col(SUMS).sum())
    native = native.sort("date", "influencer_id", nulls_last=True)
    columns = ("revenue", "orders", "revenue_squared", "weight", "earned", "rows", "new_customers")
    assert native.select("influencer_id", *columns).rows() == [
        ("ann", -20.0, -1.0, 1000.0, 1.0, 10.0, 2.0, 1.0),
        ("ann", 14.0, 4.0, 52.0, 4.0, 14.0, 2.0, 0.0),
        (None, 7.0, 1.0, 49.0, 1.0, 7.0, 1.0, 1.0),
    ]


def test_orders_of_a_first_day_share_a_new_customer() -> None:
    """Two rows of one customer on the first day are half a new customer each; nobody is no customer."""
    rows = of_orders(ORDERS.replace("-2      -30", "2       30 "))
    parts = newcomers(rows, first_days(rows)).to_native().collect()
    assert sorted(parts.select("customer", "part").rows()) == [("u1", 0.5), ("u1", 0.5), ("u2", 1.0)]


def test_refunds_and_no_orders_find_no_customer() -> None:
    """The first day is that of the first row with orders and without a refund, and such rows alone share."""
    rows = of_orders("""
        date        influencer_id  customer  orders  revenue
        2025-06-01  ann            u1        0       10
        2025-06-01  ann            u1        1       -30
        2025-06-02  bob            u1        1       0
        2025-06-02  ann            u1        -1      5
        2025-06-01  ann            u2        1       -7
        """)
    parts = newcomers(rows, first_days(rows)).to_native().collect()
    assert parts.select("influencer_id", "customer", "part").rows() == [("bob", "u1", 1.0)]


def test_rolled_orders_add_up_by_what_was_settled() -> None:
    """EngineRows that were told apart by text alone are one once their brand and campaign are the same."""
    grain = {"platform": "Instagram", "brand": "Gritzo", "campaign": "x", "link": None}
    rows = pl.DataFrame(
        {
            "date": ["2025-06-01"] * 2,
            "influencer_id": ["ann"] * 2,
            **{name: [value] * 2 for name, value in grain.items()},
            "brand_from": [1, 1],
            "platform_from": [0, 0],
            **{name: [1.0, 2.0] for name in ("revenue", "orders", "new_customers")},
            **{name: [1.0, 2.0] for name in ("revenue_squared", "weight", "earned", "rows")},
        }
    )
    answer = rolled(nw.from_native(rows.lazy())).to_native().collect()
    assert (answer.height, answer["revenue"].item(), answer["rows"].item()) == (1, 3.0, 3.0)


def test_blanks_around_a_customer_do_not_count() -> None:
    """One customer in two spellings is one, a word for nothing is none; and both are found out."""
    rows = pl.DataFrame(
        {
            CUSTOMER: ["u1", " u1", "n/a", "u2"],
            "date": ["2025-06-02", "2025-06-01", "2025-06-01", "2025-06-03"],
            **{name: [1.0] * 4 for name in ("orders", "revenue")},
        }
    )
    firsts = first_days(nw.from_native(rows.lazy()))
    assert unclear(firsts).to_native().collect().item() == 2
    known = cleared(firsts).to_native().collect().sort("customer")
    assert known.select("customer", "who", "first").rows() == [
        (" u1", "u1", "2025-06-01"),
        ("u1", "u1", "2025-06-01"),
        ("u2", "u2", "2025-06-03"),
    ]
