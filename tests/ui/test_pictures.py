from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_roi.ui.leaves import Anchor, Template
from influencer_roi.ui.pictures import (
    COLUMNS,
    GAUGE,
    HEIGHT,
    MOST_COLUMNS,
    Column,
    Columns,
    Course,
    Gauge,
    course,
)

AT = Anchor("p", "p-x")
EVEN = 1 / 0.45
HIDDEN = {"visibility": "hidden"}
AMOUNTS = st.floats(-1e8, 1e8, allow_nan=False)


def shown(template: Template[Any], value: object) -> dict[str, Any]:
    """What a picture shows, without its anchor."""
    return {key.removeprefix("p-x-"): one for key, one in template.regions(AT, value).items()}


# ---- a course


def drawn_of(one: Course) -> dict[str, str]:
    """The drawings of a course, as SVG; empty where nothing is drawn."""
    regions = shown(course("", area="area"), one)
    return {name: unquote(regions[f"{name}.style"].get("maskImage", "")) for name in ("now", "then", "area")}


def test_course():
    """The line runs over the dashed one before, on one scale from 0; the area lies below the line."""
    drawings = drawn_of(Course([0.0, 10.0], [5.0, 5.0]))
    assert "M0.0,38.0 L236.0,2.0" in drawings["now"]
    assert "M0.0,20.0 L236.0,20.0" in drawings["then"]
    assert "stroke-dasharray" in drawings["then"]
    assert "stroke-dasharray" not in drawings["now"]
    assert drawings["area"].count("M0.0,40") == 1


def test_a_course_of_fewer_days():
    """February's 28 days end before the right end under March's 31: day over day."""
    drawings = drawn_of(Course([1.0] * 31, [1.0] * 28))
    assert "L236.0," in drawings["now"]
    assert "L212.4," in drawings["then"]  # 27 of 30 steps


@pytest.mark.parametrize("one", [Course([]), Course([3.0]), Course([None, None])])
def test_no_course(one: Course):
    """Less than two points are no line."""
    assert shown(course(""), one) == {"then.style": HIDDEN, "now.style": HIDDEN}


def test_nothing_to_compare():
    """Without days before there is no dashed line."""
    assert shown(course(""), Course([1.0, 2.0]))["then.style"] == HIDDEN


# ---- the gauge


def test_gauge():
    """On a scale to 5× stand what is, what was, where money breaks even and where the truth likely lies."""
    found = shown(GAUGE, Gauge(3.0, 2.0, (2.0, 4.0), EVEN, "ROAS 3.00×"))
    assert found["now.style"] == {"left": "60.0%"}
    assert found["then.style"] == {"left": "40.0%"}
    assert found["even.style"] == {"left": "44.4%"}
    assert found["likely.style"] == {"left": "40.0%", "width": "40.0%"}
    assert found["even-words.children"] == "break-even 2.22"
    assert found["likely-words.children"] == "likely 2.0–4.0"
    assert found["gauge.aria-label"] == "ROAS 3.00×"


def test_gauge_of_nothing():
    """Without a ROAS there is no dot, without days before no hollow one, and without a range no band."""
    found = shown(GAUGE, Gauge(None, None, None, EVEN))
    for part in ("now", "then", "likely"):
        assert found[f"{part}.style"] == {"display": "none"}
    assert found["likely-words.children"] == ""


@pytest.mark.parametrize(("now", "left"), [(0.0, "0.0%"), (5.0, "90.9%"), (10.0, "90.9%"), (-1.0, "0.0%")])
def test_gauge_stretches(now: float, left: str):
    """A ROAS near or beyond the end of the scale stretches it; refunds stand at 0."""
    assert shown(GAUGE, Gauge(now, None, None, EVEN))["now.style"] == {"left": left}


# ---- columns


def columns(*amounts: float, part: int | None = None) -> dict[str, Any]:
    """Columns of these amounts, one of them a part of a period."""
    return shown(
        COLUMNS,
        Columns(
            [Column(amount, f"₹{amount}", number == part) for number, amount in enumerate(amounts)], "all"
        ),
    )


def test_columns():
    """Gains stand on the line, losses hang from it, and a part is hatched; each is read on hover."""
    found = columns(30.0, -10.0, 15.0, part=2)
    assert found["zero.style"] == {"top": "30.0px"}
    assert [found[f"column-{number}.className"] for number in range(4)] == ["", "loss", "hatched", ""]
    assert [found[f"column-{number}.title"] for number in range(4)] == ["₹30.0", "₹-10.0", "₹15.0", ""]
    boxes = [found[f"column-{number}.style"] for number in range(3)]
    assert [(box["top"], box["height"]) for box in boxes] == [
        ("0.0px", "30.0px"),
        ("30.0px", "10.0px"),
        ("15.0px", "15.0px"),
    ]
    assert found["column-3.style"] == {"display": "none"}
    assert found["columns.aria-label"] == "all"


def test_a_loss_in_part():
    """A loss of a part of a period hangs below the line, hatched."""
    found = columns(10.0, -10.0, part=1)
    assert (found["column-1.className"], found["column-1.style"]["top"]) == ("hatched", "20.0px")


@given(st.lists(AMOUNTS, max_size=MOST_COLUMNS))
def test_columns_stay_inside(amounts: list[float]):
    """Every column lies in its box, side by side."""
    found = columns(*amounts)
    edge = 0.0
    for number in range(len(amounts)):
        box = found[f"column-{number}.style"]
        left, width = (float(box[name].removesuffix("%")) for name in ("left", "width"))
        top, height = (float(box[name].removesuffix("px")) for name in ("top", "height"))
        assert left >= edge - 0.02
        assert left + width <= 100.05
        assert top >= -0.05
        assert top + height <= HEIGHT + 1.05
        edge = left + width
