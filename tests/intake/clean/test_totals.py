"""Totals among records: known by their sum, in whatever language they say so."""

import pytest

from influencer_roi.model.schema import ORDERS, PAYOUTS
from tests.intake.clean.conftest import Clean

KNOWN = frozenset({"k1", "k2", "k3"})
PAID = """
influencer_id  basis  rate  orders  total_payout
k1             post   100   -       250
k2             order  10    4       40
k3             post   10    -       10.4
"""
SOLD = """
source  campaign  influencer_id  user_id  date        orders  revenue
IG      Holi      k1             u1       2025-03-01  1       50
IG      Holi      k2             u2       2025-03-02  2       70
IG      Holi      -              u3       2025-03-03  1       30
"""


@pytest.mark.parametrize("label", ["Total:", "कुल", "மொத்தம்", "Итого", "TOTAL", "-", "Summe"])
def test_a_sum_of_payouts_is_no_payout(cleaned: Clean, label: str) -> None:
    """A last line of nobody that sums the payouts above it is set aside, whatever it calls itself."""
    payouts = cleaned(PAYOUTS, f"{PAID}{label} - - - 300.4", known=KNOWN)
    assert payouts.faults.select("line", "code").rows() == [(5, "footer_row")]
    assert payouts.counts.money.kept == 300.4


def test_a_total_may_be_rounded(cleaned: Clean) -> None:
    """A total in whole rupees is one; one that is off by a rupee is not."""
    rounded = cleaned(PAYOUTS, f"{PAID}Gesamt - - - 300", known=KNOWN)
    off = cleaned(PAYOUTS, f"{PAID}Gesamt - - - 299", known=KNOWN)
    assert (rounded.faults["code"].to_list(), off.faults["code"].to_list()) == (["footer_row"], [])


def test_a_first_line_may_be_the_total(cleaned: Clean) -> None:
    """Some reports put the total on top."""
    header, *rows = PAID.strip().splitlines()
    payouts = cleaned(PAYOUTS, "\n".join([header, "Ukupno - - - 300.4", *rows]), known=KNOWN)
    assert payouts.faults.select("line", "code").rows() == [(2, "footer_row")]


def test_a_tax_between_two_totals_stays(cleaned: Clean) -> None:
    """A line between a total and a grand total is a payout; both totals are none."""
    payouts = cleaned(PAYOUTS, f"{PAID}Somma - - - 300.4\nIVA - - - 54\nTutto - - - 354.4", known=KNOWN)
    assert payouts.faults.select("line", "code").rows() == [(5, "footer_row"), (7, "footer_row")]


@pytest.mark.parametrize(
    "total",
    [
        "Sum - - - 2025-03-03 4 150",
        "- Jumla - - 2025-03-03 4 150",
        "- - مجموع - - - 150",
        "- - - Total 2025-03-03 - 150",
    ],
)
def test_a_sum_of_orders_is_no_order(cleaned: Clean, total: str) -> None:
    """Whatever column says it, a last line of nobody that sums all revenue is a total."""
    orders = cleaned(ORDERS, f"{SOLD}{total}", known=KNOWN)
    assert [code for line, code in orders.faults.select("line", "code").unique().rows() if line == 5] == [
        "footer_row"
    ]
    assert (orders.counts.money.kept, orders.rows.height) == (150.0, 3)


@pytest.mark.parametrize(
    "last",
    [
        "IG Holi - u9 2025-03-03 1 150",
        "IG Holi k3 - 2025-03-03 - 150",
        "IG Holi - - 2025-03-03 1 150",
        "IG Holi - - 2025-03-03 - 151",
    ],
)
def test_an_order_of_such_an_amount_stays(cleaned: Clean, last: str) -> None:
    """An order somebody placed, or of a known influencer, or of one order, is none, whatever its amount."""
    orders = cleaned(ORDERS, f"{SOLD}{last}", known=KNOWN)
    assert orders.faults.is_empty()


def test_two_rows_of_one_amount_are_two_payouts(cleaned: Clean) -> None:
    """One payout and a stranger's of the same amount are no record and its total."""
    payouts = cleaned(
        PAYOUTS,
        """
        influencer_id  basis  rate  orders  total_payout
        k1             post   100   -       250
        stranger       -      -     -       250
        """,
        known=KNOWN,
    )
    assert payouts.faults.is_empty()


def test_a_strangers_payout_with_a_basis_stays(cleaned: Clean) -> None:
    """An unknown influencer who is paid by post is a stranger, even where the amount is the sum."""
    payouts = cleaned(PAYOUTS, f"{PAID}k9 post 100 - 300.4", known=KNOWN)
    assert payouts.faults.is_empty()
