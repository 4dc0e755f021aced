from dataclasses import replace

import pytest
from dash import html

from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import PERCENT, RUPEES
from influencer_roi.metrics.vocabulary import Better
from influencer_roi.pages.kpis import kpi_frame, kpi_regions
from influencer_roi.ui.components import Reading, change_words
from influencer_roi.ui.regions import filled
from tests.ui.test_regions import Drawn, drawn


def reading(value: float | None, before: float | None = None) -> Reading:
    """A reading without a course."""
    return Reading(value, before, [], "aside")


def kpi(key: str, one: Reading) -> Drawn:
    """A KPI card as it is drawn."""
    return drawn(filled(kpi_frame("p", [REGISTRY[key]]), kpi_regions("p", REGISTRY[key], one)))


# ---- KPI cards


@pytest.mark.parametrize("key", REGISTRY)
@pytest.mark.parametrize("value", [None, 0.0, 2.5, -3e7])
def test_kpi_regions_fit(key: str, value: float | None):
    """Every metric has a card, its frame holds every region, and it names and explains the metric."""
    shown = kpi(key, reading(value, 1.0))
    assert shown.text(f"p-{key}-value") == REGISTRY[key].unit.short(value)
    assert REGISTRY[key].meaning in shown.text(f"p-{key}-tip")


def test_kpi():
    """A card shows the short value, and the exact one on hover."""
    shown = kpi("revenue", Reading(2417112.0, None, [1.0, 2.0], "₹6,640 a day"))
    assert shown.text("p-revenue-value") == "₹24.2 L"
    assert shown.attribute("p-revenue-value", "title") == "₹24,17,112.00"
    assert shown.text("p-revenue-aside") == "₹6,640 a day"
    assert "maskImage" in str(shown.attribute("p-revenue-spark", "style"))


def test_kpi_of_nothing():
    """Where there is nothing a card says why, on hover and beside it, and has no band."""
    shown = kpi("roas", reading(None, 2.0))
    assert shown.text("p-roas-value") == "–"
    assert shown.attribute("p-roas-value", "title") == "no spend in this selection"
    assert shown.text("p-roas-aside") == "no spend in this selection"
    assert (shown.text("p-roas-band"), shown.text("p-roas-change")) == ("", "")


@pytest.mark.parametrize(
    ("key", "value", "word", "style"),
    [
        ("roas", 1.99, "Poor", "band poor"),
        ("roas", 2.0, "Average", "band average"),
        ("roas", 3.0, "Average", "band average"),
        ("roas", 3.01, "Good", "band good"),
        ("engagement_rate", 0.005, "Low", "band poor"),
        ("engagement_rate", 0.04, "High", "band good"),
        ("revenue", 5.0, "", "band average"),
    ],
)
def test_bands(key: str, value: float, word: str, style: str):
    """A band stands as a word and a colour; a metric without bands has no word."""
    shown = kpi(key, reading(value))
    assert (shown.text(f"p-{key}-band"), shown.attribute(f"p-{key}-band", "className")) == (word, style)


def test_definition_is_reachable():
    """The definition hangs on a button, so that the keyboard reaches it, and is tied to it."""
    shown = kpi("roas", reading(1.0))
    buttons = [one for one in shown.components if isinstance(one, html.Button)]
    assert [getattr(one, "aria-describedby") for one in buttons] == ["p-roas-tip"]
    assert [getattr(one, "aria-label") for one in buttons] == ["What is ROAS?"]


# ---- changes


@pytest.mark.parametrize(
    ("better", "now", "expected"),
    [
        (Better.HIGHER, 110.0, ("▲ 10.0 %", "good")),
        (Better.HIGHER, 90.0, ("▼ 10.0 %", "bad")),
        (Better.LOWER, 110.0, ("▲ 10.0 %", "bad")),
        (Better.LOWER, 90.0, ("▼ 10.0 %", "good")),
        (Better.NEITHER, 110.0, ("▲ 10.0 %", "neutral")),
        (Better.NEITHER, 90.0, ("▼ 10.0 %", "neutral")),
        (Better.HIGHER, 100.0, ("■ 0.0 %", "neutral")),
    ],
)
def test_change(better: Better, now: float, expected: tuple[str, str]):
    """The arrow is the sign of a change, the colour whether it is good."""
    metric = replace(REGISTRY["revenue"], better=better)
    assert change_words(metric, reading(now, 100.0)) == expected


@pytest.mark.parametrize(("now", "before"), [(None, 100.0), (100.0, None), (None, None), (100.0, 0.0)])
def test_no_change(now: float | None, before: float | None):
    """Without both values, and from 0, there are no words and no colour."""
    assert change_words(REGISTRY["revenue"], reading(now, before)) == ("", "neutral")


def test_change_of_a_rate():
    """A rate changes in points, not in percent of itself."""
    metric = replace(REGISTRY["engagement_rate"], unit=PERCENT)
    assert change_words(metric, reading(0.05, 0.04)) == ("▲ 1.0 pts", "good")


def test_change_below_zero():
    """From a loss of 100 to a loss of 50 is up, and good, by half."""
    metric = replace(REGISTRY["profit"], unit=RUPEES)
    assert change_words(metric, reading(-50.0, -100.0)) == ("▲ 50.0 %", "good")


def test_regions_without_a_frame():
    """Regions of another page's card are an error, not silence."""
    with pytest.raises(KeyError):
        filled(kpi_frame("p", [REGISTRY["roas"]]), kpi_regions("q", REGISTRY["roas"], reading(1.0)))
