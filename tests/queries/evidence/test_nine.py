"""The nine real folders, beside the table of the definitions (shared/evidence.md §1 and §4).

Where this computation differs from the table by more than .05 a comment says so. Timing: the table counts
rows of the file, the ledger the orders they stand for: that is .40 against .66 in many-payout-rows and .55
against .61 in organic-orders. Repeat: −.12 against −.05 in seed-roi-dashboard, .16 against .05 in
many-payout-rows, where all but a fifth of people have no order in either part and ties decide. Backtest: the
table's ranges are of another prediction, with the same states. Other basis: 2.71 L against 2.83 L.
"""

from pathlib import Path

import pytest

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.queries.evidence import evidence
from influencer_roi.queries.evidence.needed import needed
from influencer_roi.queries.evidence.other_basis import OtherBasis, Refused, other_basis
from influencer_roi.queries.evidence.sensitivity import sensitivity

pytestmark = pytest.mark.in_turn(1)
EVERYTHING = Filters()
STATES = {
    "blank-rows": ("thin", "thin", "thin", "thin"),
    "day-first-dates": ("closed", "open", "weak", "open"),
    "many-payout-rows": ("closed", "closed", "closed", "closed"),  # Repeat: weak in the table
    "many-platforms": ("open", "open", "closed", "open"),
    "organic-orders": ("closed", "closed", "closed", "thin"),
    "per-order-heavy": ("closed", "open", "weak", "thin"),
    "renamed-headers": ("open", "open", "thin", "thin"),
    "seed-roi-dashboard": ("open", "closed", "closed", "closed"),
    "stated-brands": ("closed", "thin", "thin", "thin"),
}
CHANCES = {
    "blank-rows": None,
    "day-first-dates": 0.525,
    "many-payout-rows": 0.665,
    "many-platforms": 0.005,
    "organic-orders": 0.61,
    "per-order-heavy": 0.14,
    "renamed-headers": 0.005,
    "seed-roi-dashboard": 0.005,
    "stated-brands": 0.645,
}
CORRELATIONS = {
    "day-first-dates": 0.20,
    "many-payout-rows": 0.05,
    "many-platforms": 0.03,
    "organic-orders": 0.07,
    "per-order-heavy": 0.17,
    "seed-roi-dashboard": -0.05,
}
NEEDED = {
    "blank-rows": (1.435, None, None),
    "day-first-dates": (1.071, 0.95, 1.20),
    "many-payout-rows": (4.488, 4.00, 5.05),
    "many-platforms": (0.191, 0.165, 0.221),
    "organic-orders": (0.058, 0.042, 0.075),
    "per-order-heavy": (0.742, 0.596, 0.917),
    "renamed-headers": (2.383, 2.20, 2.58),
    "seed-roi-dashboard": (3.088, 2.51, 3.65),
    "stated-brands": (8.147, 4.32, 12.15),
}


def test_gates(real_folder: Path, real_ledger: Ledger) -> None:
    """Each gate of each folder is in its state."""
    found = evidence(real_ledger, EVERYTHING)
    assert tuple(gate.state.value for gate in found.gates) == STATES[real_folder.name]


def test_chances(real_folder: Path, real_ledger: Ledger) -> None:
    """The part of shuffled calendars with so large a step is the same on every machine."""
    assert evidence(real_ledger, EVERYTHING).timing.p == CHANCES[real_folder.name]


def test_correlations(real_folder: Path, real_ledger: Ledger) -> None:
    """Orders per post of the first 60 % of days, beside those of the rest."""
    r = evidence(real_ledger, EVERYTHING).repeat.r
    assert (None if r is None else round(r, 2)) == CORRELATIONS.get(real_folder.name)


def test_needed_share(real_folder: Path, real_ledger: Ledger) -> None:
    """What must be caused for the spend to pay, and its band."""
    found, wanted = needed(real_ledger, EVERYTHING), NEEDED[real_folder.name]
    rounded = [None if one is None else round(one, 3) for one in (found.part, found.low, found.high)]
    assert rounded[0] == wanted[0]
    assert rounded[1:] == (pytest.approx(list(wanted[1:]), abs=0.01) if wanted[1] else [None, None])


OTHER = {
    "day-first-dates": (149_512, 50_887, 92_764, 167_043),
    "many-platforms": (253_700, 69_200, 69_200, 78_140),
    "per-order-heavy": (718_343, 305_422, 345_089, 401_883),
    "seed-roi-dashboard": (3_207_937, 183_812, 283_157, 343_615),
}


def test_other_basis(real_folder: Path, real_ledger: Ledger) -> None:
    """What per-post deals were paid, and what their orders would have cost at what peers are paid."""
    found = next(one for one in other_basis(real_ledger, EVERYTHING) if one.basis == "post")
    if real_folder.name == "blank-rows":
        assert found == Refused("post", deals=2, peers=4)
    elif real_folder.name in OTHER:
        assert isinstance(found, OtherBasis)
        rupees = (found.paid, found.low, found.middle, found.high)
        assert rupees == pytest.approx(OTHER[real_folder.name], abs=1)


def test_wide_peers_are_said_by_their_band(real_ledger: Ledger) -> None:
    """Where the third quartile is over four times the first, no middle is said."""
    for found in other_basis(real_ledger, EVERYTHING):
        if isinstance(found, OtherBasis):
            assert (found.middle is None) == (found.high > 4 * found.low)


def test_many_platforms_rises_before_its_posts(real_folder: Path, real_ledger: Ledger) -> None:
    """On many-platforms orders rise three days before a post; nowhere else do they."""
    rises = evidence(real_ledger, EVERYTHING).timing.rises
    assert rises == (real_folder.name == "many-platforms")


MOVES = {
    "seed-roi-dashboard": (0.21, 0.56),
    "many-platforms": (0.52, 0.72),
    "per-order-heavy": (0.46, 0.71),
    "day-first-dates": (0.16, 0.42),
    "organic-orders": (0.26, 0.50),
}


def test_what_a_rule_can_move(real_folder: Path, real_ledger: Ledger) -> None:
    """The share of revenue that a rule moves between posts, in windows of 30 and 90 days."""
    found = {one.window: round(one.moves, 2) for one in sensitivity(real_ledger, EVERYTHING)}
    if real_folder.name in MOVES:
        assert (found[30], found[90]) == MOVES[real_folder.name]
