"""Says what deals would have cost on the other basis: at what peers are paid per order, or per post.

A per-post deal is priced by its orders and what an order costs of per-order peers, a per-order deal by its
posts and what a post costs of per-post peers: of the same platform and tier where there are enough, else of
the tier, else of all.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.queries.adding import summed
from influencer_roi.queries.aligning import NOWHERE, rows_in
from influencer_roi.queries.attributes import PERSON
from influencer_roi.queries.cuts import KEPT_SELECTIONS, Who
from influencer_roi.queries.negotiating import (
    LEAST_PEERS,
    LEVELS,
    PER_ORDER,
    PER_POST,
    QUARTILES,
    nearest,
    quartiles,
    whole_lives,
)

OTHER = {PER_POST: PER_ORDER, PER_ORDER: PER_POST}
UNITS = {PER_POST: "posts", PER_ORDER: "orders"}
KEPT_PRICES = 64  # of a platform and tier on a basis
WIDEST = 4.0  # times the first quartile: where the third is farther, the middle says nothing


@dataclass(frozen=True)
class OtherBasis:
    """What the deals of one basis were paid, and what they would have cost on the other, in rupees.

    `deals` of them could be priced, `unpriced` could not; `units` are what they would be paid for. `middle`
    is null where peers differ so much that only the band from `low` to `high` is said. `levels` has how many
    deals were priced by peers of each level.
    """

    basis: str
    deals: int
    unpriced: int
    units: float
    paid: float
    low: float
    middle: float | None
    high: float
    levels: Mapping[tuple[str, ...], int]


@dataclass(frozen=True)
class Refused:
    """Why the deals of a basis cannot be priced: there are too few peers paid on the other one."""

    basis: str
    deals: int
    peers: int

    @property
    def more(self) -> int:
        """How many more peers are needed."""
        return LEAST_PEERS - self.peers


@memo(KEPT_SELECTIONS)
def other_basis(ledger: Ledger, filters: Filters) -> tuple[OtherBasis | Refused, ...]:
    """Return what the deals per post and per order would have cost on the other basis, over their whole life.

    Filters on influencers choose deals; peers are all there are. A basis nobody is paid on is not among them;
    none are where readers see no payouts.
    """
    if not ledger.audience.sees_payouts:
        return ()
    there = summed(ledger, filters, by=(PERSON,), measures=(), who=Who.INFLUENCERS)
    chosen = ((basis, _deals(ledger, basis)) for basis in (PER_POST, PER_ORDER))
    found = (
        (basis, deals.filter(pl.Series(rows_in(deals, there, by=[PERSON]) != NOWHERE)))
        for basis, deals in chosen
    )
    return tuple(_priced(ledger, deals, basis) for basis, deals in found if deals.height)


def other_of(ledger: Ledger, person: str) -> OtherBasis | Refused | None:
    """Return what the deal of one person would have cost; None without one basis, or where it is withheld."""
    if not ledger.audience.sees_payouts:
        return None
    every = whole_lives(ledger)
    own = every.filter(pl.col("influencer_id") == person)
    found = (basis for basis in OTHER if paid_by(own, basis).height)
    basis = next(found, None)
    return None if basis is None else _priced(ledger, own, basis)


def paid_by(people: pl.DataFrame, basis: str) -> pl.DataFrame:
    """Return the people who were paid on one basis alone."""
    return people.filter(pl.col("words") == [basis], pl.col("spend") > 0)


def _priced(ledger: Ledger, deals: pl.DataFrame, basis: str) -> OtherBasis | Refused:
    """Return what deals of a basis would have cost on the other one."""
    unit = UNITS[OTHER[basis]]
    peers = _peers(ledger, OTHER[basis])
    if peers.height < LEAST_PEERS:
        return Refused(basis, deals.height, peers.height)
    priced = deals.filter(pl.col(unit) > 0)
    alike = (
        priced.group_by("platform", "tier").agg(pl.col(unit).sum(), deals=pl.len()).sort("platform", "tier")
    )
    found = [
        (_price(ledger, OTHER[basis], row["platform"], row["tier"]), row)
        for row in alike.iter_rows(named=True)
    ]
    low, middle, high = (
        sum(price[number] * row[unit] for (_, price), row in found) for number in range(len(QUARTILES))
    )
    levels: Counter[tuple[str, ...]] = Counter()
    for (level, _), row in found:
        levels[level] += row["deals"]
    return OtherBasis(
        basis,
        priced.height,
        deals.height - priced.height,
        float(priced[unit].sum()),
        float(priced["spend"].sum()),
        low,
        None if high > WIDEST * low else middle,
        high,
        {level: levels[level] for level in LEVELS if levels[level]},
    )


@memo(len(OTHER))
def _deals(ledger: Ledger, basis: str) -> pl.DataFrame:
    """Return everybody who was paid on one basis alone, by id as entries code it."""
    coded = pl.col(PERSON).cast(ledger.entries.schema[PERSON], strict=False)
    return paid_by(whole_lives(ledger), basis).with_columns(coded)


@memo(len(OTHER))
def _peers(ledger: Ledger, basis: str) -> pl.DataFrame:
    """Return everybody paid on a basis who has what is paid for, with the `price` of one in rupees."""
    unit = UNITS[basis]
    paid = _deals(ledger, basis).filter(pl.col(unit) > 0)
    return paid.with_columns(price=pl.col("spend") / pl.col(unit))


@memo(KEPT_PRICES)
def _price(ledger: Ledger, basis: str, platform: str, tier: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return the level whose peers price deals of a platform and tier, and their quartiles."""
    peers = _peers(ledger, basis)
    level, alike = nearest(peers, {"platform": platform, "tier": tier}) or ((), peers)
    return level, quartiles(alike["price"])
