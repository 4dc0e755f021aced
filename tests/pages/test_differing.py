from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.pages import payouts


def test_who_differs(sample: Ledger):
    """Those furthest from rate × units are named with what was stated and what the rate gives."""
    page = payouts.PAGE.update(sample, Filters())
    said = [
        tuple(page[f"payouts-differing-{at}-{leaf}.children"] for leaf in ("who", "apart", "why"))
        for at in range(4)
        if not page[f"payouts-differing-{at}.hidden"]
    ]
    assert said == [
        ("kavya.eatsclean", "+₹4,220", "Stated ₹4,220; ₹2,110 per post × 0 is ₹0."),
        (
            "Ishaan Gill",
            "+₹2,400",
            "Stated ₹60,800; ₹400 per order × 146 is ₹58,400. The file states 152 orders.",
        ),
    ]
    assert page["payouts-differing-csv.children"] == "14 agreements as CSV"


def test_nobody_differs(world: Ledger):
    """Where each payout is what was agreed nobody is named; all agreements can be taken home."""
    page = payouts.PAGE.update(world, Filters())
    assert page["payouts-differing-0.hidden"] is True
    assert page["payouts-differing-csv.children"] == "2 agreements as CSV"
