import pytest

from influencer_roi.filters import Filters
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.pages.shares import BRANDS, PLATFORMS
from influencer_roi.ui.view import View
from tests.folders import ledger_of


def view(table: str) -> View:
    """Everything in a ledger of these entries."""
    return View("p", ledger_of(table), Filters(), Assumptions())


def brands(*rows: str) -> str:
    """What is said of brands with these revenues and spends."""
    lines = "\n".join(f"2025-01-01 A {row}" for row in rows)
    return str(
        BRANDS.regions(view(f"date influencer_id brand revenue spend\n{lines}"))["p-brands-say.children"]
    )


def platforms(*rows: str) -> str:
    """What is said of platforms with these revenues and spends."""
    lines = "\n".join(f"2025-01-01 A {row}" for row in rows)
    table = f"date influencer_id platform revenue spend\n{lines}"
    return str(PLATFORMS.regions(view(table))["p-platforms-say.children"])


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (["Mint 1000 500", "Zest 2000 2000"], "Mint returns most per rupee; Zest sells most."),
        (["Mint 3000 500", "Zest 2000 2000"], "Mint sells most and returns most per rupee."),
        (["Mint 1000 500", "Zest 2000 0"], "Mint returns most per rupee; Zest sells most."),
        (["Mint 1000 0", "Zest 2000 0"], "No brand has spend in this selection."),
        (["Mint 1000 500"], "Mint is the only brand in this selection."),
    ],
)
def test_brand_sentence(rows: list[str], sentence: str):
    """Who sells most is told from who returns most; a brand without spend returns nothing."""
    assert brands(*rows) == sentence


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (["X 750 100", "Y 250 300"], "X brings 75 % of the revenue on 25 % of the spend."),
        (["X 750 0", "Y 250 0"], "X brings 75 % of the revenue."),
        (["X 750 100"], "X is the only platform in this selection."),
        (["X 0 100", "Y 0 300"], "No revenue in this selection."),
        (["X -50 100"], "No revenue in this selection."),
    ],
)
def test_platform_sentence(rows: list[str], sentence: str):
    """The platform that earns most is set against what it costs."""
    assert platforms(*rows) == sentence


def test_refunds_have_no_slice():
    """A platform whose refunds exceed its sales keeps its row, and has no slice and no negative bar."""
    regions = PLATFORMS.regions(
        view("date influencer_id platform revenue spend\n2025-01-01 A X 100 1\n2025-01-01 A Y -30 1")
    )
    assert regions["p-platforms-1-name.children"] == "Y"
    assert regions["p-platforms-donut-source.data"]["data"][0]["values"] == [100.0, 0.0]  # type: ignore[index, call-overload]


def test_more_than_six():
    """Six rows are shown, a link leads to the rest; the donut has every part, and gives way to the rows."""
    lines = "\n".join(f"2025-01-01 A P{place} {100 - place} 1" for place in range(9))
    regions = PLATFORMS.regions(view(f"date influencer_id platform revenue spend\n{lines}"))
    assert regions["p-platforms-more.children"] == "All of them →"
    assert regions["p-platforms-more.href"] == "/download/slices.json?by=platform&dates=all"
    assert regions["p-platforms-donut-box.hidden"] is True
    assert len(regions["p-platforms-donut-source.data"]["data"][0]["values"]) == 9  # type: ignore[index, call-overload, arg-type]
