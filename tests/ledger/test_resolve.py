import datetime as dt
from collections.abc import Callable, Mapping

import polars as pl
import pytest

from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.tables import Tables

Load = Callable[[Mapping[str, str]], Ledger]

POSTS = """
    post_id  influencer_id  platform  date        brand   reach  likes  comments
    p1       ann            X         2025-06-01  Gritzo  100    10     1
    p2       bob            -         2025-06-01  -       100    10     1
    """


@pytest.fixture
def resolved(ledger_of: Load) -> Callable[[Mapping[str, str]], Tables]:
    """Resolve the given tables, beside the world's."""
    return lambda tables: ledger_of(tables).tables


Resolve = Callable[[Mapping[str, str]], Tables]


def column(rows: pl.DataFrame, *names: str) -> list[tuple[object, ...]]:
    """Some columns of a table, in the file's order."""
    return rows.sort("line").select(names).rows()


# ---- orders


@pytest.mark.in_turn(3)
@pytest.mark.parametrize(
    ("stated", "product", "campaign", "source", "brand"),
    [
        ("HKVitals", "MuscleBlaze Whey", "Gritzo_Fest", "mb", "HKVitals"),
        ("Acme", "MuscleBlaze Whey", "Gritzo_Fest", "mb", "Acme"),
        ("-", "MuscleBlaze Whey", "Gritzo_Fest", "p1", "MuscleBlaze"),
        ("-", "Acme bar", "Gritzo_Fest", "p1", "Gritzo"),
        ("-", "Whey", "HK_Fest", "p1", "HKVitals"),
        ("-", "Whey", "Summer", "mb", "MuscleBlaze"),
        ("-", "Whey", "Summer", "p1", "Gritzo"),
        ("-", "Whey", "Summer", "mb_ad", "Unknown"),
        ("-", "-", "-", "-", "Unknown"),
    ],
)
def test_the_brand_of_an_order(
    resolved: Resolve, stated: str, product: str, campaign: str, source: str, brand: str
) -> None:
    """Brand column, product, campaign, source as a whole, the linked post: the first that answers."""
    orders = f"""
        source    campaign    influencer_id  user_id  product    brand     date        orders  revenue
        {source}  {campaign}  ann            u1       {product}  {stated}  2025-06-02  1       100
        """
    assert column(resolved({"posts": POSTS, "orders": orders}).orders, "brand") == [(brand,)]


def test_no_order_names_an_influencer(resolved: Resolve) -> None:
    """Where no order of a file names anybody, sources that are ids of posts mean nothing."""
    orders = """
        source  campaign  influencer_id  user_id  product  date        orders  revenue
        p1      Summer    -              u1       Whey     2025-06-02  1       100
        """
    assert column(resolved({"posts": POSTS, "orders": orders}).orders, "brand", "platform") == [
        ("Unknown", "Unknown")
    ]


def test_a_brand_stated_anywhere_is_known_everywhere(resolved: Resolve) -> None:
    """A brand one row states is found in the product of another."""
    orders = """
        source  campaign  influencer_id  user_id  product   brand  date        orders  revenue
        IG      Summer    ann            u1       Acme bar  -      2025-06-02  1       100
        IG      Summer    ann            u2       Whey      Acme   2025-06-02  1       100
        """
    assert column(resolved({"orders": orders}).orders, "brand") == [("Acme",), ("Acme",)]


@pytest.mark.in_turn(2)
@pytest.mark.parametrize(
    ("source", "influencer", "platform"),
    [
        ("YT", "ann", "YouTube"),
        ("p1", "ann", "Twitter"),
        ("p1", "bob", "YouTube"),
        ("YT ad", "ann", "Instagram"),
        ("coupon", "stranger", "Unknown"),
        ("coupon", "-", "Unknown"),
        ("X", "-", "Twitter"),
    ],
)
def test_the_platform_of_an_order(resolved: Resolve, source: str, influencer: str, platform: str) -> None:
    """Source as a whole, the linked post, the influencer's own platform: the first that answers."""
    orders = f"""
        source    campaign  influencer_id  user_id  date        orders  revenue
        {source}  Summer    {influencer}   u1       2025-06-02  1       100
        """
    assert column(resolved({"posts": POSTS, "orders": orders}).orders, "platform") == [(platform,)]


def test_a_platform_some_file_names_is_known_in_source(resolved: Resolve) -> None:
    """A platform the table of spellings lacks counts in `source` once a file names it."""
    orders = """
        source  campaign  influencer_id  user_id  date        orders  revenue
        koo     Summer    ann            u1       2025-06-02  1       100
        """
    posts = POSTS.replace(" X ", " Koo ")
    assert column(resolved({"posts": posts, "orders": orders}).orders, "platform") == [("Koo",)]


def test_new_customers(resolved: Resolve) -> None:
    """A customer is new on the day of the first order, shared by that day's orders; nobody is never new."""
    orders = """
        source  campaign  influencer_id  user_id  date        orders  revenue
        IG      Summer    ann            u1       2025-06-02  1       100
        IG      Summer    bob            u1       2025-06-02  1       100
        IG      Summer    ann            u1       2025-06-03  1       100
        IG      Summer    -              u2       2025-06-02  1       100
        IG      Summer    ann            u2       2025-06-03  1       100
        IG      Summer    ann            -        2025-06-03  1       100
        """
    new = [row[0] for row in column(resolved({"orders": orders}).orders, "new_customers")]
    assert new == [0.5, 0.5, 0, 1, 0, 0]


def test_weights_are_never_negative(resolved: Resolve) -> None:
    """A returned order weighs nothing where spend and posts follow orders; it still counts as it stands."""
    orders = """
        source  campaign  influencer_id  user_id  date        orders  revenue
        IG      Summer    ann            u1       2025-06-02  -1      -100
        IG      -         ann            u1       2025-06-02  2       100
        """
    rows = column(resolved({"orders": orders}).orders, "weight", "orders", "campaign")
    assert rows == [(0, -1, "Summer"), (2, 2, "No campaign")]


# ---- posts


def test_the_platform_and_brands_of_a_post(resolved: Resolve) -> None:
    """A post stands on its own platform, else its influencer's; stated and caption brand stay apart."""
    posts = """
        influencer_id  platform  date        caption       brand     reach  likes  comments
        ann            twitter   2025-06-01  Gritzo time   hk vital  100    10     1
        bob            -         2025-06-01  hello         Acme      100    10     1
        stranger       -         2025-06-01  an Acme bar!  -         100    10     1
        """
    assert column(resolved({"posts": posts}).posts, "platform", "stated_brand", "caption_brand") == [
        ("Twitter", "HKVitals", "Gritzo"),
        ("YouTube", "Acme", None),
        ("Unknown", None, "Acme"),
    ]


def test_the_key_of_a_post(resolved: Resolve) -> None:
    """A post's key is its id, else influencer, day and its place among that day's posts."""
    posts = """
        post_id  influencer_id  platform  date        caption  reach  likes  comments
        8.0      ann            IG        2025-06-01  a        100    10     1
        -        ann            IG        2025-06-01  b        100    10     1
        -        ann            IG        2025-06-02  c        100    10     1
        """
    assert column(resolved({"posts": posts}).posts, "post_key", "recorded_id") == [
        ("8", "8"),
        ("ann 2025-06-01 #2", None),
        ("ann 2025-06-02 #1", None),
    ]


def test_the_key_of_a_post_does_not_hang_on_its_row(resolved: Resolve) -> None:
    """Of two posts equal but for the id, each keeps its key whichever stands first."""
    header, *rows = """
        post_id  influencer_id  platform  date        reach  likes  comments
        p1       ann            IG        2025-06-01  100    10     1
        -        ann            IG        2025-06-01  100    10     1
        """.strip().splitlines()
    tables = [resolved({"posts": "\n".join([header, *lines])}).posts for lines in (rows, rows[::-1])]
    assert sorted(tables[0]["post_key"]) == sorted(tables[1]["post_key"])


# ---- influencers and payouts


def test_ids_only_other_files_know(resolved: Resolve) -> None:
    """An id missing from the influencers file becomes an influencer of category Unknown."""
    posts = POSTS.replace("bob", "zoe")
    payouts = """
        influencer_id  basis  rate  orders  total_payout
        yan            post   1     0       100
        """
    influencers = resolved({"posts": posts, "payouts": payouts}).influencers
    names = influencers.select("id", "name", "category", "platform", "tier", "basis").tail(2).rows()
    assert names == [
        ("yan", "yan", "Unknown", "Unknown", "Unknown", "Per post"),
        ("zoe", "zoe", "Unknown", "Unknown", "Unknown", "No payout"),
    ]


def test_what_an_influencers_row_leaves_blank(resolved: Resolve) -> None:
    """Without name an influencer is called by id; a blank category is "(blank)", which is not Unknown."""
    influencers = """
        id   name  category  gender  follower_count  platform
        ann  -     -         -       -               -
        """
    row = resolved({"influencers": influencers}).influencers.row(0, named=True)
    assert {name: row[name] for name in ("name", "category", "gender", "tier", "platform")} == {
        "name": "ann",
        "category": "(blank)",
        "gender": "(blank)",
        "tier": "Unknown",
        "platform": "Unknown",
    }


@pytest.mark.in_turn(4)
@pytest.mark.parametrize(
    ("written", "basis"),
    [
        ("order", "Per order"),
        ("Orders", "Per order"),
        ("PER ORDER", "Per order"),
        ("per_order", "Per order"),
        ("post", "Per post"),
        ("Per Posts", "Per post"),
        ("CPA-based", "Per order"),
        ("Commission(%)", "Revenue share"),
        ("10%-of-sales", "Revenue share"),
        ("hybrid", "Hybrid"),
        ("barter", "Barter"),
        ("-", "Unstated"),
    ],
)
def test_how_a_basis_is_written(resolved: Resolve, written: str, basis: str) -> None:
    """Order and post are known in any spelling; anything else keeps its name and is no order basis."""
    payouts = f"""
        influencer_id  basis      rate  orders  total_payout
        ann            {written}  1     3       100
        """
    tables = resolved({"payouts": payouts})
    assert column(tables.payouts, "basis", "per_order") == [(basis, basis == "Per order")]
    bases = dict(tables.influencers.select("id", "basis").rows())
    assert bases == {"ann": basis, "bob": "No payout", "cat": "No payout"}


def test_payouts_of_several_bases(resolved: Resolve) -> None:
    """Who is paid by several bases is Mixed; several rows of one basis are not."""
    payouts = """
        influencer_id  basis   rate  orders  total_payout
        ann            post    1     3       100
        ann            order   1     3       100
        bob            post    1     4       100
        bob            Post    1     4       100
        """
    bases = dict(resolved({"payouts": payouts}).influencers.select("id", "basis").rows())
    assert bases == {"ann": "Mixed", "bob": "Per post", "cat": "No payout"}


def test_days_are_days(resolved: Resolve) -> None:
    """Every table comes out with its dates as dates."""
    tables = resolved({})
    assert tables.orders["date"].min() == dt.date(2025, 6, 2)
    assert tables.posts["date"].min() == dt.date(2025, 6, 1)
