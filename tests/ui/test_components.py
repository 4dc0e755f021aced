from collections.abc import Callable
from dataclasses import replace

import pytest
from dash import html

from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import PERCENT, RUPEES
from influencer_roi.metrics.vocabulary import Better
from influencer_roi.ui.components import Reading, change_words, large, small
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.regions import filled
from tests.ui.test_regions import Drawn, drawn


def kpi(key: str, one: Reading) -> Drawn:
    """The cell of a metric in a strip of figures, as it is drawn."""
    at, template = Anchor("p", f"p-{key}"), small(REGISTRY[key])
    return drawn(filled(html.Div(template.frame(at)), template.regions(at, one)))


def card(key: str, one: Reading) -> Drawn:
    """The large card of a metric, with a picture, as it is drawn."""
    at, template = Anchor("p", f"p-{key}"), large(REGISTRY[key], html.Div(id="p-picture"))
    return drawn(filled(html.Div(template.frame(at)), template.regions(at, one)))


# ---- figures


@pytest.mark.parametrize("key", REGISTRY)
@pytest.mark.parametrize("value", [None, 0.0, 2.5, -3e7])
def test_regions_fit(key: str, value: float | None):
    """Every metric has a card and a cell, their frames hold every region, and both name and explain it."""
    for shown in (kpi(key, Reading(value, 1.0)), card(key, Reading(value, 1.0))):
        assert shown.text(f"p-{key}-value") == REGISTRY[key].unit.short(value)
        assert REGISTRY[key].meaning in shown.text(f"p-{key}-tip")


def test_cell():
    """A cell shows the short value, the exact one on hover, its change, and what it is made of."""
    shown = kpi("revenue", Reading(2417112.0, 1208556.0, "May ₹12.1 L", "₹6,640 a day"))
    assert shown.text("p-revenue-value") == "₹24.2 L"
    assert shown.attribute("p-revenue-value", "title") == "₹24,17,112.00"
    assert shown.text("p-revenue-change") == "▲ 100.0 %"
    assert shown.attribute("p-revenue-change", "className") == "delta good"
    assert shown.text("p-revenue-foot") == "₹6,640 a day"


def test_cell_without_a_foot():
    """A cell that is made of nothing says what it was before."""
    assert kpi("cpa", Reading(494.0, 464.0, "June ₹464")).text("p-cpa-foot") == "June ₹464"


def test_large_card():
    """A large card has what it was beside its change, its picture, and a foot."""
    shown = card("revenue", Reading(1114582.0, 1192571.0, "June ₹11.9 L", "₹35,954 a day"))
    assert (shown.text("p-revenue-value"), shown.text("p-revenue-change")) == ("₹11.1 L", "▼ 6.5 %")
    assert (shown.text("p-revenue-then"), shown.text("p-revenue-foot")) == ("June ₹11.9 L", "₹35,954 a day")
    assert shown.attribute("p-revenue-foot", "hidden") is False
    assert "p-picture" in shown.ids()


def test_large_card_without_a_foot():
    """Where nothing stands in the foot, its line is not there."""
    assert card("roas", Reading(2.99)).attribute("p-roas-foot", "hidden") is True


@pytest.mark.parametrize("draw", [kpi, card])
def test_nothing(draw: Callable[[str, Reading], Drawn]):
    """Where there is nothing the figure says why, on hover and below it, and no change is shown."""
    shown = draw("roas", Reading(None, 2.0, "June 2.00×", "made of"))
    assert shown.text("p-roas-value") == "–"
    assert shown.attribute("p-roas-value", "title") == "no spend in this selection"
    assert shown.text("p-roas-foot") == "no spend in this selection"
    assert shown.text("p-roas-change") == ""


@pytest.mark.parametrize("draw", [kpi, card])
def test_withheld(draw: Callable[[str, Reading], Drawn]):
    """What readers may not see says so in place of the value, and why below it."""
    shown = draw("spend", Reading(None, missing="fewer than 5 paid people", withheld=True))
    assert shown.text("p-spend-value") == "not for viewers"
    assert shown.attribute("p-spend-value", "className") == "withheld"
    assert shown.text("p-spend-foot") == "fewer than 5 paid people"


@pytest.mark.parametrize("draw", [kpi, card])
def test_definition_is_reachable(draw: Callable[[str, Reading], Drawn]):
    """The definition hangs on a button, so that the keyboard reaches it, and is tied to it."""
    shown = draw("roas", Reading(1.0))
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
    assert change_words(metric, Reading(now, 100.0)) == expected


@pytest.mark.parametrize(("now", "before"), [(None, 100.0), (100.0, None), (None, None), (100.0, 0.0)])
def test_no_change(now: float | None, before: float | None):
    """Without both values, and from 0, there are no words and no colour."""
    assert change_words(REGISTRY["revenue"], Reading(now, before)) == ("", "neutral")


def test_change_of_a_rate():
    """A rate changes in points, not in percent of itself."""
    metric = replace(REGISTRY["engagement_rate"], unit=PERCENT)
    assert change_words(metric, Reading(0.05, 0.04)) == ("▲ 1.0 pts", "good")


@pytest.mark.parametrize(("now", "before"), [(0.03211, 0.03219), (0.03219, 0.03211), (0.04, 0.04)])
def test_what_is_too_little_to_be_written_is_no_change(now: float, before: float):
    """A rate that moves by less than a twentieth of a point neither rises nor falls, and is no bad news."""
    assert change_words(REGISTRY["engagement_rate"], Reading(now, before)) == ("■ 0.0 pts", "neutral")


def test_change_below_zero():
    """From a loss of 100 to a loss of 50 is up, and good, by half."""
    metric = replace(REGISTRY["profit"], unit=RUPEES)
    assert change_words(metric, Reading(-50.0, -100.0)) == ("▲ 50.0 %", "good")


def test_regions_without_a_frame():
    """Regions of another page's figure are an error, not silence."""
    template = small(REGISTRY["roas"])
    frame = html.Div(template.frame(Anchor("p", "p-roas")))
    with pytest.raises(KeyError):
        filled(frame, template.regions(Anchor("q", "q-roas"), Reading(1.0)))
