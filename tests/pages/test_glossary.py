import datetime as dt
import json

import pytest
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import RUPEES, UNITS
from influencer_roi.metrics.vocabulary import Assumptions, Bands, Better, Metric, measure
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.model.glossary import WORDS
from influencer_roi.pages import glossary
from influencer_roi.pages.glossary import words
from influencer_roi.ui.regions import filled
from tests.pages.test_data_health import descendants, texts


def entries(ledger: Ledger) -> dict[str, Component]:
    """The entries of the glossary by their anchors."""
    found = [one for one in descendants(glossary.frame(ledger)) if type(one).__name__ == "Article"]
    return {str(getattr(one, "id", "")): one for one in found}


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(start=dt.date(2025, 6, 2), end=dt.date(2025, 6, 2)),
        Filters(influencer_id=("bob",)),
        Filters(followers_from=10**11),
    ],
)
def test_same_regions(world: Ledger, filters: Filters):
    """Every selection fills the same regions of the frame, with JSON."""
    regions = glossary.update(world, filters)
    assert set(regions) == set(glossary.update(world, Filters()))
    assert filled(glossary.frame(world), json.loads(json.dumps(regions)))


def test_everything_has_an_anchor(world: Ledger):
    """Every metric, assumption, dimension and word has an entry of its own."""
    anchors = [
        *(f"glossary-{key}" for key in REGISTRY),
        *(f"glossary-{name}" for name in vars(Assumptions())),
        *(f"glossary-by-{key}" for key in DIMENSIONS),
        *(f"glossary-word-{word.lower().replace(' ', '-')}" for word in WORDS),
    ]
    assert list(entries(world)) == anchors
    assert len(set(anchors)) == len(anchors)


def test_metric(world: Ledger):
    """A metric has its name, meaning, bands, where it is nothing, and its formula with unit and direction."""
    assert texts(entries(world)["glossary-roas"]) == [
        "ROAS",
        "Revenue earned for every rupee of spend.",
        "Poor below 2.00×, good above 3.00×, average between.",
        "“–” where there is no spend in this selection.",
        "revenue ÷ spend · a multiple, ×, higher is better",
    ]
    assert texts(entries(world)["glossary-spend"])[-1] == "spend · rupees"
    assert "Rests on an assumption: baseline." in texts(entries(world)["glossary-incremental_roas"])


def test_assumption(world: Ledger):
    """An assumption says what it is, what rests on it, and what is assumed now."""
    assert texts(entries(world)["glossary-margin"])[-1] == "Used by Profit, Needed share."
    regions = glossary.update(world, Filters(), assumed=Assumptions(baseline=0.3, margin=0.5))
    assert regions["glossary-margin-here.children"] == "50.0 %"
    assert regions["glossary-baseline-here.children"] == "30.0 %"


def test_dimension(world: Ledger):
    """A dimension says what it is, and whether it is a filter."""
    assert texts(entries(world)["glossary-by-brand"]) == [
        "Brand",
        "The brand an order or post is for.",
        "A filter.",
    ]
    assert texts(entries(world)["glossary-by-week"]) == ["Week", "The week, from its Monday."]


def test_values(world: Ledger):
    """Beside each metric stands its value in this selection."""
    regions = glossary.update(world, Filters(influencer_id=("bob",)))
    shown = {key: regions[f"glossary-{key}-here.children"] for key in ("revenue", "spend", "roas", "orders")}
    assert shown == {"revenue": "₹3,500", "spend": "₹1,600", "roas": "2.19×", "orders": "4"}
    nothing = glossary.update(world, Filters(influencer_id=("cat",)))
    assert nothing["glossary-roas-here.children"] == "–"


def test_bands_where_less_is_better():
    """Where less is better, poor lies above and good below."""
    metric = Metric("x", "X", measure("spend"), RUPEES, "A cost.", Better.LOWER, Bands(poor=20, good=10))
    assert words.band_words(metric) == "Poor above ₹20, good below ₹10, average between."


def test_units():
    """Every unit has words."""
    assert [words.unit_words(unit) for unit in UNITS] == [
        "rupees", "a count", "whole people", "a plain number", "a multiple, ×", "percent"
    ]  # fmt: skip


def test_every_assumption_is_explained():
    """What is assumed is explained, and nothing else."""
    assert set(words.ASSUMPTIONS) == set(vars(Assumptions()))


def test_search_finds_entries(world: Ledger):
    """The browser searches in what its script looks for: options of a pane with a local search."""
    frame = glossary.frame(world)
    classes = [str(getattr(one, "className", "")) for one in descendants(frame)]
    assert classes[0].split() == ["pane", "glossary"]
    assert "search local" in classes
    assert sum("form-check" in one for one in classes) == len(entries(world))


def test_real_folders(real_ledger: Ledger):
    """On every real folder each metric's value is the one of the whole selection."""
    regions, totals = glossary.update(real_ledger, Filters()), queries.totals(real_ledger, Filters())
    assert {key: regions[f"glossary-{key}-here.children"] for key in REGISTRY} == {
        key: metric.unit.short(totals[key]) for key, metric in REGISTRY.items()
    }


def test_sample(sample: Ledger):
    """The sample has no metric without a value but those over clicks, which its posts file does not have."""
    values = glossary.update(sample, Filters())
    nothing = [region for region, value in values.items() if value == "–"]
    assert nothing == ["glossary-clicks-here.children", "glossary-cpc-here.children"]
