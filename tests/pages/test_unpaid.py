from urllib.parse import parse_qs

import pytest

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.pages.unpaid import unpaid_regions
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.view import View


def said(ledger: Ledger, filters: Filters) -> Regions:
    """What stands beside ROAS on the Overview."""
    return unpaid_regions(View("overview", ledger, filters, Assumptions()))


def test_the_sample(sample: Ledger) -> None:
    """Of the sample, ROAS is 2.41 with and 2.03 without two people nobody paid; the link shows just that."""
    shown = said(sample, Filters())
    assert shown["overview-roas-unpaid.children"] == "2.03× without the ₹7.54 L of 2 people nobody paid"
    assert not shown["overview-roas-unpaid.hidden"]
    followed = Filters.from_query(str(shown["overview-roas-unpaid.href"]), sample)[0]
    both = [
        queries.totals(sample, filters, metrics=("roas", "roas_paid")) for filters in (Filters(), followed)
    ]
    assert [f"{one['roas']:.2f}" for one in both] == ["2.41", "2.03"]
    assert both[1]["roas"] == both[1]["roas_paid"] == pytest.approx(both[0]["roas_paid"], rel=1e-12)
    assert said(sample, followed)["overview-roas-unpaid.hidden"]


def test_it_keeps_the_other_filters(sample: Ledger) -> None:
    """The link keeps the filters in force and takes the unpaid away."""
    shown = said(sample, Filters(category=("Fitness",)))
    query = parse_qs(str(shown["overview-roas-unpaid.href"]).removeprefix("?"))
    assert query["category"] == ["Fitness"]
    assert "No payout" not in query["basis"]


def test_nobody_unpaid(sample: Ledger) -> None:
    """Where everybody was paid, or nobody was, nothing stands beside ROAS."""
    for bases in (("Per post",), ("No payout",)):
        assert said(sample, Filters(basis=bases))["overview-roas-unpaid.hidden"]
