import re
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_roi.ui.spark import HEIGHT, WIDTH, spark_style

SVG = "{http://www.w3.org/2000/svg}"
VALUES = st.lists(st.one_of(st.none(), st.floats(-1e12, 1e12)), max_size=100)


def points(values: list[float | None]) -> list[tuple[float, float]]:
    """The points of the line a sparkline draws; none where it is hidden."""
    style = spark_style(values)
    if "visibility" in style:
        return []
    found = re.fullmatch(r'url\("data:image/svg\+xml,([^"]*)"\)', style["maskImage"])
    assert found
    path = ET.fromstring(unquote(found[1])).find(f"{SVG}path")  # noqa: S314 # our own text
    assert path is not None
    numbers = re.findall(r"([ML])([\d.-]+),([\d.-]+)", path.attrib["d"])
    assert [letter for letter, _, _ in numbers] == ["M", *"L" * (len(numbers) - 1)]
    return [(float(x), float(y)) for _, x, y in numbers]


def test_line():
    """A line runs from left to right, higher values higher up, within the margins."""
    assert points([0, 5, 10]) == [(3, 29), (54, 16), (105, 3)]


def test_gap():
    """A missing value leaves out its point; the others keep their places in time."""
    assert points([0, None, 10]) == [(3, 29), (105, 3)]


@pytest.mark.parametrize("values", [[], [None], [7.0], [None, 7.0, None]])
def test_too_few(values: list[float | None]):
    """Under two values there is no course to show; the box keeps its place."""
    assert spark_style(values) == {"visibility": "hidden"}


def test_flat():
    """Values that do not move make a level line."""
    assert points([4, 4, 4]) == [(3, 29), (54, 29), (105, 29)]


def test_long():
    """Of more than sixty points the last sixty are shown."""
    assert points([1000, *range(60)]) == points(list(range(60)))


def test_both_browsers():
    """The mask stands under both names browsers know."""
    style = spark_style([1, 2])
    assert style["maskImage"] == style["WebkitMaskImage"]


@given(VALUES)
def test_any(values: list[float | None]):
    """Whatever the values, the image is well formed and its line stays inside."""
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points(values))
