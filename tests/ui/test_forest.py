import pytest

from influencer_roi.ui.forest import PLOT, Forest, Judgement, Range, place
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.regions import filled
from influencer_roi.ui.standings import Cell

BOARD = Forest({"name": "Name", "roas": "ROAS", PLOT: "", "says": "Says"}, 2)
AT = Anchor("page", "page-forest")


@pytest.mark.parametrize(
    ("value", "where"), [(0.0, 0.0), (0.25, 0.0), (0.5, 1 / 6), (1, 2 / 6), (4, 4 / 6), (16, 1.0), (99, 1.0)]
)
def test_every_doubling_takes_as_much_room(value: float, where: float):
    """The scale runs from a quarter to sixteen; what lies beyond stands at its ends."""
    assert place(value) == pytest.approx(where)


@pytest.mark.parametrize(
    ("drawn", "tone"),
    [
        (Range(3.0, 2.9, 2.2, (2.0, 4.0)), ""),
        (Range(1.0, 1.1, 2.2, (0.5, 2.0)), "loss"),
        (Range(3.0, 2.9, 2.2), "open"),
        (Range(0.0, 0.7, 2.2), "loss under"),
        (Range(20.0, 9.0, 2.2), "over"),
    ],
)
def test_a_point_says_what_it_rests_on(drawn: Range, tone: str):
    """Red below break-even, open without a range, a triangle where it lies beyond the scale."""
    assert drawn.tone == tone


def test_rows():
    """A row shows its figures and where range, point and score lie; the columns without a row are hidden."""
    row = Judgement(1, "Ann", "/a", (Cell("2.00×"), Cell("clear")), Range(2.0, 1.0, 2.0, (1.0, 4.0)))
    regions = BOARD.regions(AT, [row], even=2.0, heads={"says": "July says"}, sorted_by="roas")
    filled(BOARD.frame(AT), regions)
    shown = {name.removeprefix("page-forest-"): value for name, value in regions.items()}
    assert (shown["head-roas.children"], shown["head-says.children"]) == ("ROAS ↓", "July says")
    assert (shown["0-name.children"], shown["0-name.href"], shown["0-roas.children"]) == (
        "Ann",
        "/a",
        "2.00×",
    )
    assert shown["0-range.style"] == {"left": "33.3%", "width": "33.3%"}
    assert (shown["0-point.style"], shown["0-stroke.style"]) == ({"left": "50.0%"}, {"left": "33.3%"})
    assert (shown["0.hidden"], shown["1.hidden"]) == (False, True)
    assert [shown[f"tick-{number}.hidden"] for number in range(6)] == [
        False,
        False,
        True,
        False,
        False,
        False,
    ]
