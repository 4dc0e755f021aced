"""Makes a world of paid people for tests of what viewers see: five of each tier, and what they did."""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from random import Random

import polars as pl

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_frames
from influencer_roi.ledger.pooled import pooled

FOLLOWERS = {"n": 5_000, "m": 50_000, "d": 300_000}
PEOPLE = tuple(f"{tier}{number}" for tier in FOLLOWERS for number in range(1, 7))
FIRST_DAY = dt.date(2025, 5, 1)
# The sixth of each tier is paid nothing. A fifth of what a tier is paid lies far from what anybody is.
PAID = {
    "n1": 1_003.37, "n2": 1_317.41, "n3": 2_909.53, "n4": 4_111.59, "n5": 3_119.61,
    "m1": 20_011.37, "m2": 11_213.41, "m3": 41_017.54, "m4": 9_007.59, "m5": 38_003.61,
    "d1": 130_003.37, "d2": 311_011.41, "d3": 97_001.53, "d4": 450_011.59, "d5": 120_017.61,
}  # fmt: skip
# Half of them by the order, and one by both.
BASIS = {person: "order" if person[1] in "24" else "post" for person in PEOPLE}


def frames(paid: Mapping[str, float]) -> dict[str, pl.DataFrame]:
    """Return the four tables; all but the payouts are the same whoever is paid what."""
    random = Random(7)  # noqa: S311 # no secret
    posts = [_post(random, person, number) for person in PEOPLE for number in range(4)]
    orders = [_order(random, person, number) for person in PEOPLE for number in range(9)]
    payouts = [
        {
            "influencer_id": person,
            "basis": basis,
            "rate": "1",
            "orders": "1",
            "total_payout": f"{amount / (2 if person == 'm3' else 1):.2f}",
        }
        for person, amount in paid.items()
        for basis in (("post", "order") if person == "m3" else (BASIS[person],))
    ]
    influencers = [
        {
            "id": person,
            "name": f"Name {person}",
            "category": ("Fitness", "Health", "Beauty")[number % 3],
            "gender": ("F", "M")[number % 2],
            "follower_count": str(FOLLOWERS[person[0]] + number),
            "platform": ("Instagram", "YouTube")[number % 2],
        }
        for number, person in enumerate(PEOPLE)
    ]
    tables = {"influencers": influencers, "posts": posts, "orders": orders, "payouts": payouts}
    return {name: pl.DataFrame(rows, infer_schema_length=None) for name, rows in tables.items()}


def _day(random: Random) -> str:
    return str(FIRST_DAY + dt.timedelta(random.randrange(90)))


def _post(random: Random, person: str, number: int) -> dict[str, str]:
    return {
        "post_id": f"p-{person}-{number}",
        "influencer_id": person,
        "platform": random.choice(("Instagram", "YouTube")),
        "date": _day(random),
        "caption": random.choice(("MuscleBlaze time", "Gritzo time", "hello")),
        "reach": str(random.choice((0, 1_000, 5_000))),
        "likes": str(random.randrange(1, 300)),
        "comments": str(random.randrange(1, 30)),
    }


def _order(random: Random, person: str, number: int) -> dict[str, str]:
    return {
        "source": "coupon",
        "campaign": random.choice(("Summer", "Gritzo_Fest", "Winter")),
        "influencer_id": person,
        "user_id": f"customer.{person}.{number}@example.com",
        "product": random.choice(("MB Whey", "Gritzo bar")),
        "date": _day(random),
        "orders": "1",
        "revenue": f"{random.randrange(100, 90_000)}.00",
    }


@cache
def full() -> Ledger:
    """Return the ledger of everything."""
    return load_frames(frames(PAID))


@cache
def viewed() -> Ledger:
    """Return what viewers read of it."""
    return pooled(full())
