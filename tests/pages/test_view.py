"""What pages say of files whose orders have no revenue."""

from pathlib import Path

import polars as pl
import pytest

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_folder
from influencer_roi.pages import PAGES
from influencer_roi.settings import HOME
from influencer_roi.ui.page import regions
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.view import NO_REVENUE

RESTING = (
    *("overview-trend", "influencer-trend", "overview-platforms", "overview-campaigns", "overview-brands"),
    *("campaigns-money", "campaigns-gains", "campaigns-courses"),
    *("influencers-following", "influencers-forest", "influencers-kinds"),
    *("influencer-post", "content-credit", "payouts-deals", "payouts-groups"),
)


@pytest.fixture(scope="module")
def priceless(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """Load the sample, its column of revenue empty."""
    folder = tmp_path_factory.mktemp("priceless")
    for file in (HOME / "data").glob("*.csv"):
        rows = pl.read_csv(file, infer_schema=False)
        emptied = rows.with_columns(revenue=pl.lit(None, pl.String)) if "revenue" in rows.columns else rows
        emptied.write_csv(folder / file.name)
    return load_folder(Path(folder))


@pytest.fixture(scope="module")
def told(priceless: Ledger) -> Regions:
    """Give every region of every page."""
    pages = [regions(page, PAGES, priceless, Filters(), page.defaults) for page in PAGES]
    return {name: value for page in pages for name, value in page.items()}


@pytest.mark.parametrize("card", RESTING)
def test_what_rests_on_revenue_says_that_there_is_none(told: Regions, card: str):
    """A card about revenue says nothing about who brings most, nor that nobody was paid."""
    assert told[f"{card}-say.children"] == NO_REVENUE


def test_no_revenue_is_no_0(told: Regions):
    """Where there is no revenue no figure is 0 for it: boards are empty, or show –."""
    assert [told[f"content-credit-{slot}-figure.children"] for slot in range(3)] == ["–", "–", "–"]
    assert told["overview-influencers-say.children"] == "Nothing to rank: no revenue in these files."
    assert told["influencers-kinds-0.hidden"] is told["campaigns-courses-0.hidden"] is True
    assert "revenue" not in str(told["explorer-say.children"])
    drawn = told["overview-trend-source.data"]
    assert isinstance(drawn, dict)
    assert [trace["name"] for trace in drawn["data"]] == ["In part", "Spend"]
    assert [label["text"].split("<br>")[0] for label in drawn["layout"]["annotations"]] == ["<b>Spend</b>"]


def test_spend_is_as_it_is(told: Regions):
    """What does not rest on revenue is told as ever."""
    priced = load_folder(HOME / "data")
    paid = regions(PAGES[0], PAGES, priced, Filters(), PAGES[0].defaults)
    assert told["overview-spend-value.title"] == paid["overview-spend-value.title"]
