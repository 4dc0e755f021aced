"""Rows that tell of one thing: profiles of a person, readings of a post, rows exactly alike."""

import numpy as np
import polars as pl
import pytest

from influencer_roi.intake.clean import Cleaned, merging
from influencer_roi.model.schema import INFLUENCERS, ORDERS, PAYOUTS, POSTS
from tests.intake.clean.conftest import Clean


def noted(found: Cleaned) -> dict[str, str]:
    """The remarks of a table by code, without those on its form."""
    return {note.code: note.text for note in found.notes if not note.of_form}


def test_profiles_of_a_person_are_one_influencer(cleaned: Clean) -> None:
    """One id and name on three platforms is one influencer, at home where most follow."""
    people = cleaned(
        INFLUENCERS,
        """
        id  name  category  follower_count  platform
        k1  Kiran Travel    900             Instagram
        k1  kiran Travel    70000           YouTube
        k1  Kiran Travel    -               Moj
        k2  Lata  Food      10              Instagram
        """,
    )
    assert people.rows.select("id", "platform", "follower_count").rows() == [
        ("k1", "YouTube", 70000.0),
        ("k2", "Instagram", 10.0),
    ]
    assert (people.counts.kept, people.counts.set_aside) == (4, 0)
    assert people.named["platform"]["name"].sort().to_list() == ["Instagram", "Moj"]
    assert noted(people) == {
        "profiles": (
            "2 rows are other profiles of a person (lines 2, 4); "
            "each person is one influencer, at home where most follow."
        )
    }


def test_two_people_of_one_id_are_a_conflict(cleaned: Clean) -> None:
    """One id of two names is no person with two profiles: the second row is set aside."""
    people = cleaned(
        INFLUENCERS,
        """
        id  name   category  follower_count  platform
        k1  Kiran  Travel    900             Instagram
        k1  Meera  Travel    70000           YouTube
        """,
    )
    assert people.faults["code"].to_list() == ["duplicate_conflict"]


def test_the_last_reading_of_a_post_counts(cleaned: Clean) -> None:
    """Of readings of one post the last counts, on the post's first day, whatever their order in the file."""
    posts = cleaned(
        POSTS,
        """
        post_id  influencer_id  platform   date        reach  likes  comments
        q7       k1             Instagram  2025-03-04  900    30     4
        q7       k1             Instagram  2025-03-02  100    10     1
        q7       k1             Instagram  2025-03-02  100    10     1
        q8       k1             Instagram  2025-03-02  5      1      0
        """,
    )
    assert posts.rows.select("post_id", pl.col("date").cast(pl.String), "reach").rows() == [
        ("q7", "2025-03-02", 900.0),
        ("q8", "2025-03-02", 5.0),
    ]
    assert (posts.counts.kept, posts.faults["code"].to_list()) == (3, ["duplicate_exact"])


def test_the_newest_reading_may_stand_on_top(cleaned: Clean) -> None:
    """Figures of a post grow: where those of one day fall down the file, its newest reading is the first."""
    posts = cleaned(
        POSTS,
        """
        post_id  influencer_id  platform   date        reach  likes  comments
        q7       k1             Instagram  2025-03-02  900    30     4
        q8       k1             Instagram  2025-03-02  70     3      0
        q7       k1             Instagram  2025-03-02  400    20     2
        q8       k1             Instagram  2025-03-02  75     3      0
        q7       k1             Instagram  2025-03-02  100    10     1
        """,
    )
    assert posts.rows.select("post_id", "reach").rows() == [("q7", 900.0), ("q8", 70.0)]


def test_readings_without_an_id_share_an_address(cleaned: Clean) -> None:
    """Without ids, one address read on two days with growing figures is one post; falling ones are two."""
    posts = cleaned(
        POSTS,
        """
        influencer_id  platform   date        url              caption  reach  likes  comments
        k1             Instagram  2025-03-02  https://a.in/1   tea      100    10     1
        k1             Instagram  2025-03-05  https://a.in/1   tea      300    12     1
        k1             Instagram  2025-03-02  https://a.in/2   tea      100    10     1
        k1             Instagram  2025-03-05  https://a.in/2   tea      90     12     1
        """,
    )
    assert posts.rows.select("url", "reach").rows() == [
        ("https://a.in/1", 300.0),
        ("https://a.in/2", 100.0),
        ("https://a.in/2", 90.0),
    ]


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("https://a.in/p/Xy1/", "https://www.a.in/p/Xy1?igsh=Mzk4"),
        ("http://m.a.in/watch?v=Xy1&t=30s", "https://a.in/watch?si=q2&v=Xy1#top"),
        ("https://a.in/p/Xy1/?utm_source=ig_web&utm_medium=copy", "https://a.in/p/Xy1"),
    ],
)
def test_an_address_is_written_in_many_ways(cleaned: Clean, first: str, again: str) -> None:
    """How a link was shared tells no post from another; its letters and what it asks for do."""
    posts = cleaned(
        POSTS,
        f"""
        influencer_id  platform   date        url      caption  reach  likes  comments
        k1             Instagram  2025-03-02  {first}  tea      100    10     1
        k1             Instagram  2025-03-05  {again}  tea      300    12     1
        k1             Instagram  2025-03-09  {again.replace("Xy1", "xy1")}  tea  400  12  1
        """,
    )
    assert posts.rows.select("url", "reach").rows()[0] == (again, 300.0)
    assert posts.rows.height == 2


def test_a_post_told_two_ways_is_a_conflict(cleaned: Clean) -> None:
    """One id of two captions is no second reading."""
    posts = cleaned(
        POSTS,
        """
        post_id  influencer_id  platform   date        caption  reach  likes  comments
        q7       k1             Instagram  2025-03-02  tea      100    10     1
        q7       k1             Instagram  2025-03-03  coffee   300    10     1
        """,
    )
    assert posts.faults["code"].to_list() == ["duplicate_conflict"]


def test_rows_exactly_alike_are_counted(cleaned: Clean) -> None:
    """Orders without an id that repeat an earlier row are kept, and their lines are named."""
    orders = cleaned(
        ORDERS,
        """
        source  campaign  influencer_id  user_id  date        orders  revenue
        IG      Holi      k1             u1       2025-03-01  1       50
        IG      Holi      k1             u2       2025-03-01  1       50
        IG      Holi      k1             u1       2025-03-01  1       50
        """,
    )
    said = "1 row repeats an earlier row exactly (line 4); kept, for without an id nobody can tell"
    assert (orders.rows.height, noted(orders)["alike"].startswith(said)) == (3, True)


def test_an_unknown_column_tells_rows_apart(cleaned: Clean) -> None:
    """Rows that differ in a column nothing asks for are not alike."""
    orders = cleaned(
        ORDERS,
        """
        source  campaign  influencer_id  user_id  date        orders  revenue  time
        IG      Holi      k1             u1       2025-03-01  1       50       10:05
        IG      Holi      k1             u1       2025-03-01  1       50       11:40
        """,
    )
    assert "alike" not in noted(orders)


def test_one_number_of_two_customers_is_two_orders(cleaned: Clean) -> None:
    """An order id of two customers is two orders; of one, or of nobody, with another amount a conflict."""
    orders = cleaned(
        ORDERS,
        """
        order_id  source  campaign  influencer_id  user_id  date        orders  revenue
        77        IG      Holi      k1             u1       2025-03-01  1       50
        77        IG      Holi      k1             u2       2025-03-01  1       60
        77        IG      Holi      k1             U1       2025-03-01  1       70
        78        IG      Holi      k1             u1       2025-03-01  1       80
        78        IG      Holi      k1             -        2025-03-01  1       90
        """,
    )
    assert orders.rows["revenue"].to_list() == [50.0, 60.0, 80.0]
    assert orders.faults.select("line", "code").rows() == [
        (4, "duplicate_conflict"),
        (6, "duplicate_conflict"),
    ]


@pytest.mark.parametrize("seed", range(8))
def test_rows_alike_among_many(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many rows, of which only likely ones are looked at, the same are found alike as of few."""
    random = np.random.default_rng(seed)
    kinds = {"a": 3, "b": 20, "c": 9}
    columns = {name: random.integers(0, many, 300).astype(str) for name, many in kinds.items()}
    cells = pl.DataFrame({"line": range(2, 302), **columns})
    few = [*merging.alike(cells, None)]
    monkeypatch.setattr(merging, "_LONG", 100)
    monkeypatch.setattr(merging, "_LOOKED_AT", 10)
    many = [*merging.alike(cells, None)]
    assert few == many
    assert len(few) == 1
    assert [*merging.alike(cells.unique([*kinds], maintain_order=True), None)] == []


def test_a_payout_taken_back_from_somebody_else(cleaned: Clean) -> None:
    """Money below 0 under one id is of one person too; capitals tell nobody apart."""
    payouts = cleaned(
        PAYOUTS,
        """
        influencer_id  basis  rate  orders  total_payout  payout_id
        k1             post   0     0       900           p1
        K1             post   0     0       -50           p1
        k2             post   0     0       -60           p1
        k1             post   0     0       -10           p2
        k2             post   0     0       -20           p2
        """,
    )
    assert payouts.rows["total_payout"].to_list() == [900.0, -50.0, -10.0]
    assert payouts.faults["code"].to_list() == ["duplicate_conflict"] * 2


def test_a_payout_taken_back_under_its_own_id(cleaned: Clean) -> None:
    """It is taken off the first; another amount that is paid under that id is a conflict."""
    payouts = cleaned(
        PAYOUTS,
        """
        influencer_id  basis  rate  orders  total_payout  payout_id
        k1             post   0     0       900           p1
        k1             post   0     0       -900          p1
        k1             post   0     0       800           p1
        """,
    )
    assert payouts.rows["total_payout"].to_list() == [900.0, -900.0]
    assert payouts.faults["code"].to_list() == ["duplicate_conflict"]


@pytest.mark.parametrize(
    ("first", "second", "times"),
    [("o1", "O1", 1), ("007", "7", 1), ("0", "00", 1), ("o1", "o2", 0), ("10", "1", 0)],
)
def test_one_order_under_two_spellings_of_an_id_is_told(
    cleaned: Clean, first: str, second: str, times: int
) -> None:
    """Ids that differ in capitals or leading zeros count apart, and are told where all else is the same."""
    orders = cleaned(
        ORDERS,
        f"""
        source  campaign  influencer_id  user_id  date        order_id  orders  revenue
        IG      Holi      k1             u1       2025-03-01  {first}   1       50
        IG      Holi      K1             U1       2025-03-01  {second}  1       50
        """,
    )
    assert orders.rows["revenue"].sum() == 100.0
    assert [*noted(orders)].count("nearly_alike") == times


def test_numbers_of_two_series_are_no_copies(cleaned: Clean) -> None:
    """A payout 007 and a payout 7 of other amounts are two, and nothing is said."""
    payouts = cleaned(
        PAYOUTS,
        """
        influencer_id  basis  total_payout  payout_id
        k1             post   100           007
        k1             post   500           7
        k2             post   70            8
        k2             post   70            08
        """,
    )
    assert noted(payouts)["nearly_alike"] == (
        "1 row is as an earlier one but for capitals or leading zeros of payout_id: "
        "'8' beside '08' (line 5). They count apart; if they are the same, give each once."
    )
