from dash import html

from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.regions import filled
from influencer_roi.ui.weeks import WEEKS, Week, Weeks
from tests.ui.test_regions import Drawn, drawn

AT = Anchor("p", "p-trend")
JULY = Weeks(
    [
        Week("1–7 Jul", "₹2.24 L", "▼ 18 %", "bad", "2.52×"),
        Week("22–28 Jul", "₹1.68 L", "▼ 4 %", "bad", "1.83× below", below=True),
        Week("29–31 Jul", "₹97,424", "3 of 7 days", "", "4.00×"),
    ],
    "June",
)


def shown(weeks: Weeks) -> Drawn:
    """A strip of weeks as it is drawn."""
    return drawn(filled(html.Div(WEEKS.frame(AT)), WEEKS.regions(AT, weeks)))


def test_weeks():
    """Each week has its days, revenue, change and ROAS; the head names the days compared with."""
    strip = shown(JULY)
    assert strip.text("p-trend-name") == "vs June"
    rows = [
        [strip.text(f"p-trend-{n}-{part}") for part in ("days", "revenue", "change", "roas")]
        for n in range(4)
    ]
    assert rows == [
        ["1–7 Jul", "₹2.24 L", "▼ 18 %", "2.52×"],
        ["22–28 Jul", "₹1.68 L", "▼ 4 %", "1.83× below"],
        ["29–31 Jul", "₹97,424", "3 of 7 days", "4.00×"],
        ["", "", "", ""],
    ]
    assert strip.attribute("p-trend-weeks", "style") == {"--weeks": "3"}


def test_colours_have_words():
    """A change is good or bad, a ROAS below break-even bad, and neither is told by its colour alone."""
    strip = shown(JULY)
    assert [strip.attribute(f"p-trend-{n}-change", "className") for n in range(3)] == ["bad", "bad", ""]
    assert [strip.attribute(f"p-trend-{n}-roas", "className") for n in range(3)] == ["", "bad", ""]


def test_no_weeks():
    """Without weeks the strip is not there, and without days to compare its head is empty."""
    assert shown(Weeks(())).attribute("p-trend-weeks", "hidden") is True
    assert shown(Weeks(JULY.weeks)).text("p-trend-name") == ""
