from hypothesis import given
from hypothesis import strategies as st

from influencer_roi.ui.labels import LETTER, LINE, Box, Spot, placed


def test_the_right_side_first():
    """A dot alone has its name at the right, at the right edge at the left."""
    assert placed([Spot(50, 50, 5, "Ann")], width=200, height=100) == ["middle right"]
    assert placed([Spot(195, 50, 5, "Ann")], width=200, height=100) == ["middle left"]


def test_larger_dots_choose_first():
    """The larger of two dots side by side has the room between them, the smaller turns away."""
    spots = [Spot(80, 50, 4, "Bob"), Spot(100, 50, 10, "Ann")]
    assert placed(spots, width=200, height=100) == ["middle left", "middle right"]


def test_no_room():
    """A dot within others has no name beside it."""
    ring = [Spot(100 + x, 50 + y, 12, "") for x in (-24, 0, 24) for y in (-24, 0, 24)]
    assert placed([*ring[:4], Spot(100, 50, 12, "Somebody"), *ring[5:]], width=200, height=100)[4] == ""


def test_nothing_is_written_over_a_line():
    """A name does not stand on a line; it goes above the dot that lies there."""
    line = Box(0, 49, 200, 51)
    assert placed([Spot(100, 50, 5, "Ann")], width=200, height=100, besides=[line]) == ["top center"]


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 300)), max_size=15))
def test_no_two_names_meet(places: list[tuple[int, int]]):
    """Whatever the dots, names at the same height on the same side leave each other their room."""
    spots = [Spot(x, y, 4, "A name") for x, y in places]
    sides = placed(spots, width=400, height=300)
    at_right = [(spot.x, spot.y) for spot, side in zip(spots, sides, strict=True) if side == "middle right"]
    wide = LETTER * len("A name")
    assert [
        (one, other)
        for number, one in enumerate(at_right)
        for other in at_right[:number]
        if abs(one[0] - other[0]) < wide and abs(one[1] - other[1]) < LINE
    ] == []
