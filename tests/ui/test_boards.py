import pytest

from influencer_roi.ui.boards import LEGEND, PAIRS, Line, Style
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.regions import Regions, filled
from tests.ui.test_regions import Drawn, drawn

STYLES = {"legend": LEGEND, "pairs": PAIRS}
styles = pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)


def lines(count: int) -> list[Line]:
    """Lines named A, B, C …, each shorter than the last; the first is pressed."""
    return [
        Line(
            value=f"v{place}",
            name=chr(65 + place),
            figure=f"₹{place}",
            length=1 / (place + 1),
            colour="var(--hue-1)",
            sub="sub",
            extra="extra",
            pressed=place == 0,
            second=(0.5, "₹9"),
        )
        for place in range(count)
    ]


HERE = Anchor("p", "p-b")


def shown(style: Style, count: int, more: tuple[str, str] = ("", "")) -> Drawn:
    """A board of three rows with `count` lines in it."""
    board = style.board("brand", size=3)
    return drawn(filled(board.frame(HERE), board.regions(HERE, lines(count), empty="None.", more=more)))


def row(style: Style, line: Line) -> Regions:
    """What a board of one row shows of a line."""
    return style.board("brand", size=1).regions(HERE, [line])


@styles
@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_rows(style: Style, count: int):
    """Lines fill from the top, rows beyond the last are hidden, hold nothing and filter by nothing."""
    found = shown(style, count)
    hidden = [found.attribute(f"p-b-{place}", "hidden") for place in range(3)]
    assert hidden == [place >= count for place in range(3)]
    values = [found.attribute(f"p-b-{place}-line", "data-value") for place in range(3)]
    assert values == [f"v{place}" if place < count else "" for place in range(3)]
    names = [found.text(f"p-b-{place}-name") for place in range(3)]
    assert names == [chr(65 + place) if place < count else "" for place in range(3)]


@styles
@pytest.mark.parametrize("count", [0, 1, 3])
def test_same_regions(style: Style, count: int):
    """However many lines there are, the regions are the same."""
    board = style.board("brand", size=3)
    assert board.regions(HERE, lines(count)).keys() == board.regions(HERE, lines(2)).keys()


@styles
def test_empty(style: Style):
    """A board of nothing says so; one with lines does not."""
    assert (shown(style, 0).text("p-b-empty"), shown(style, 0).attribute("p-b-empty", "hidden")) == (
        "None.",
        False,
    )
    assert shown(style, 1).attribute("p-b-empty", "hidden") is True


@styles
def test_row_is_a_button(style: Style):
    """A row is a button, so that the keyboard works; it says what it sets and whether it is set."""
    found = shown(style, 2)
    first, second = (found.at(f"p-b-{place}-line").to_plotly_json() for place in (0, 1))
    assert first["type"] == "Button"
    told = ("data-act", "data-page", "data-dimension", "data-value", "aria-pressed")
    assert [first["props"][name] for name in told] == ["set-filter", "p", "brand", "v0", "true"]
    assert second["props"]["aria-pressed"] == "false"


@styles
def test_figures(style: Style):
    """A line's figure and what stands beside it are shown."""
    found = shown(style, 1)
    beside = {LEGEND: "p-b-0-sub", PAIRS: "p-b-0-extra"}[style]
    assert (found.text("p-b-0-figure"), found.text(beside)) == ("₹0", beside.rpartition("-")[2])


@styles
def test_row_of_any_dimension(style: Style):
    """Where rows do not all filter by the same dimension, each line says its own."""
    board = style.board("", size=2)
    line = Line("Nano", "Nano", "₹1", dimension="tier")
    found = drawn(filled(board.frame(HERE), board.regions(HERE, [line])))
    assert [found.attribute(f"p-b-{number}-line", "data-dimension") for number in (0, 1)] == ["tier", ""]


def test_more():
    """Under a board is the link to what it leaves out; without such, no line."""
    page = shown(PAIRS, 3, ("All 7 →", "/download/slices.json?by=brand"))
    assert (page.text("p-b-more"), page.attribute("p-b-more", "href")) == (
        "All 7 →",
        "/download/slices.json?by=brand",
    )
    assert shown(PAIRS, 3).attribute("p-b-more-line", "hidden") is True


@pytest.mark.parametrize(("length", "width"), [(0.0, "0.0%"), (0.333, "33.3%"), (1.0, "100.0%")])
def test_bar(length: float, width: str):
    """A bar is as long as its share."""
    assert row(PAIRS, Line("v", "A", "1", length))["p-b-0-bar.style"] == {"width": width}


@pytest.mark.parametrize(("length", "width"), [(-0.5, "0.0%"), (1.7, "100.0%")])
def test_bar_stays_inside(length: float, width: str):
    """A refund has no bar, and no bar leaves its row."""
    assert row(PAIRS, Line("v", "A", "1", length))["p-b-0-bar.style"] == {"width": width}


def test_pair():
    """A pair has a second bar, quieter, with its own figure."""
    found = row(PAIRS, Line("v", "A", "₹4", 1.0, second=(0.25, "₹1")))
    assert found["p-b-0-second.style"] == {"width": "25.0%"}
    assert found["p-b-0-second-figure.children"] == "₹1"
