import itertools

import plotly.graph_objects as go

from influencer_roi.metrics.units import RUPEES
from influencer_roi.ui.growth_figure import Course, growth_figure
from tests.ui.test_figures import plain

YOUNG = Course("Young", [10.0, 20.0, 30.0], "var(--bar)", 1, "day 2 · ₹30")
OLD = Course("Old", [5.0, 25.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0])


def drawn(*courses: Course, days: int = 5) -> go.Figure:
    """Courses of some days, as Plotly takes them."""
    return go.Figure(plain(growth_figure(courses, days=days, unit=RUPEES, height=360)))


def test_grey_lies_behind_and_ends_at_the_last_day():
    """Grey lines come first, so that those in colour lie over them, and no line goes beyond the last day."""
    grey, dashed, full = drawn(YOUNG, OLD).data
    assert (grey.name, grey.line.width, list(grey.x)) == ("Old", 1, [0, 1, 2, 3, 4, 5])
    assert (dashed.line.dash, list(dashed.x)) == ("dot", [0, 1])
    assert (full.line.dash, list(full.y)) == ("solid", [20.0, 30.0])


def test_lines_are_named_at_their_ends():
    """A line in colour is named at its last point with what it came to, a grey one outside the picture."""
    outside, at_end = drawn(YOUNG, OLD).layout.annotations
    assert (outside.text, outside.xref, outside.x > 1) == ("Old", "paper", True)
    assert (at_end.text, at_end.x) == ("<b>Young</b><br>day 2 · ₹30", 2)


def test_names_outside_never_meet():
    """Lines that end at one height have names a line apart."""
    same = [Course(f"C{number}", [0.0, 50.0]) for number in range(8)]
    layout = drawn(YOUNG, *same).layout
    low, high = layout.yaxis.range
    pixel = (high - low) / (360 - layout.margin.t - layout.margin.b)
    heights = sorted(one.y for one in layout.annotations if one.xref == "paper")
    assert all(upper - lower >= 15.9 * pixel for lower, upper in itertools.pairwise(heights))


def test_a_long_name_loses_its_middle():
    """A name of forty letters keeps its beginning and its end."""
    (name,) = (one.text for one in drawn(Course("A" * 20 + "Z" * 20, [1.0])).layout.annotations)
    assert (name[:13], name[13], name[-12:]) == ("A" * 13, "…", "Z" * 12)


def test_nothing_to_draw():
    """Without a course the figure is empty."""
    assert drawn().data == ()
