import datetime as dt

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_roi.metrics.units import RUPEES
from influencer_roi.ui.trend_figure import Named, Trend, trend_figure
from tests.ui.test_figures import plain

JUNE = [dt.date(2025, 6, 1) + dt.timedelta(place) for place in range(30)]
AMOUNTS = st.floats(-1e7, 1e10, allow_nan=False)
BOTH = (Named("Revenue", "₹10 a day"), Named("Spend", "₹10 a day"))
THREE = (Named("July", "₹9 a day"), Named("June", "₹8 a day"), Named("Spend", "₹7 a day"))
Peak = tuple[dt.date, float, str]


def drawn(
    revenue: list[float] | None,
    spend: list[float],
    *,
    then: tuple[float | None, ...] = (),
    names: tuple[Named, ...] = BOTH,
    peak: Peak | None = None,
    part: tuple[dt.date, ...] = (),
) -> go.Figure:
    """A trend of the first days of June, as Plotly takes it."""
    days = JUNE[: len(spend)]
    hover = [f"<b>{day}</b>" for day in days]
    trend = Trend(days, revenue, spend, hover, names, then, peak, part)
    return go.Figure(plain(trend_figure(trend, unit=RUPEES, height=300)))


def series(figure: go.Figure) -> list[str]:
    """The names of what is drawn, from the back to the front."""
    return [str(trace.name) for trace in figure.data]


def names_of(figure: go.Figure) -> dict[str, float]:
    """Where each name stands."""
    return {one.text.split("</b>")[0].removeprefix("<b>"): one.y for one in figure.layout.annotations}


# ---- the days


def test_every_day_is_shown():
    """Both series have one point a day, the days as texts, and a click sets the day."""
    figure = drawn([float(place) for place in range(30)], [10.0] * 30)
    assert series(figure) == ["Spend", "Revenue"]
    assert {tuple(trace.x) for trace in figure.data} == {tuple(str(day) for day in JUNE)}
    assert {tuple(trace.customdata) for trace in figure.data} == {tuple(str(day) for day in JUNE)}
    assert list(figure.data[1].y) == list(range(30))


@pytest.mark.parametrize("count", [1, 2, 6, 7, 30])
def test_day_ticks(count: int):
    """At most six days are named, the first among them."""
    axis = drawn([1.0] * count, [1.0] * count).layout.xaxis
    assert 1 <= len(axis.tickvals) <= 6
    assert (axis.tickvals[0], axis.ticktext[0]) == ("2025-06-01", "1 Jun")


def test_day_ticks_over_years():
    """Where the days span two years, each names its year."""
    days = [dt.date(2024, 12, 30), dt.date(2025, 1, 6)]
    trend = Trend(days, [1.0, 2.0], [0.0, 0.0], ["one", "two"], BOTH)
    axis = go.Figure(plain(trend_figure(trend, unit=RUPEES, height=300))).layout.xaxis
    assert list(axis.ticktext) == ["30 Dec 24", "6 Jan 25"]


def test_one_day_is_seen():
    """A line of one or two points has markers, else there would be nothing to see."""
    modes = [drawn([1.0] * count, [1.0] * count).data[1].mode for count in (1, 2, 3)]
    assert modes == ["lines+markers", "lines+markers", "lines"]


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS), min_size=1, max_size=30))
def test_axis_covers_the_data(points: list[tuple[float, float, float]]):
    """The axis starts at 0, lower only for refunds, and no point lies outside of it; ticks are rupees."""
    revenue, spend, then = (list(one) for one in zip(*points, strict=True))
    axis = drawn(revenue, spend, then=tuple(then)).layout.yaxis
    if axis.range is None:
        assert not any([*revenue, *spend, *then])
        return
    low, high = axis.range
    assert low == min(0, *revenue, *spend, *then)
    assert high >= max(*revenue, *spend, *then)
    assert len(axis.tickvals) <= 7
    assert all(text.startswith("₹") for text in axis.ticktext)


# ---- the days compared with


def test_compared_days_stand_on_the_same_numbers():
    """31 days of May lie under 3 of June: the first on the first, those beyond are left out."""
    figure = drawn([1.0, 2.0, 3.0], [1.0] * 3, then=tuple(float(day) for day in range(31)), names=THREE)
    assert series(figure) == ["Spend", "Before", "Revenue"]
    before = figure.data[1]
    assert (list(before.x), list(before.y)) == (["2025-06-01", "2025-06-02", "2025-06-03"], [0.0, 1.0, 2.0])
    assert (before.line.dash, before.hoverinfo) == ("4px,3px", "skip")


def test_compared_days_may_be_fewer():
    """28 days of February end where they end, under 31 of March."""
    figure = drawn([1.0] * 30, [1.0] * 30, then=(5.0, 6.0), names=THREE)
    assert list(figure.data[1].x) == ["2025-06-01", "2025-06-02"]
    assert names_of(figure)["June"] == 6.0


def test_days_that_only_were():
    """Where nothing was earned now the dashed line of before is drawn all the same."""
    assert series(drawn([0.0, 0.0], [0.0, 0.0], then=(1.0, 2.0))) == ["Spend", "Before", "Revenue"]


# ---- what is said within the picture


def test_the_peak_is_named():
    """The highest point has its words over it, on its day."""
    found = drawn([1.0, 9.0, 2.0], [1.0] * 3, peak=(JUNE[1], 9.0, "2 Jun ₹9")).layout.annotations[-1]
    assert (found.text, found.x, found.y, found.yanchor) == ("2 Jun ₹9", "2025-06-02", 9.0, "bottom")


def test_a_part_is_hatched():
    """The days of a part of a week are hatched up to the top, behind everything, and say nothing."""
    figure = drawn([1.0] * 30, [5.0] * 30, part=(JUNE[28], JUNE[29]))
    hatched = figure.data[0]
    assert series(figure)[0] == "In part"
    assert (list(hatched.x), set(hatched.y)) == (["2025-06-29", "2025-06-30"], {5.0})
    assert (hatched.marker.pattern.shape, hatched.hoverinfo) == ("/", "skip")


def test_a_part_is_as_wide_as_its_period():
    """By week the ground behind a part is a week wide."""
    weeks = [JUNE[0] + dt.timedelta(7 * number) for number in range(4)]
    trend = Trend(weeks, [1.0] * 4, [5.0] * 4, [""] * 4, BOTH, part=weeks[3:])
    hatched = go.Figure(plain(trend_figure(trend, unit=RUPEES, height=300))).data[0]
    assert (list(hatched.x), hatched.width) == (["2025-06-22"], 7 * 24 * 3600 * 1000)


def test_without_revenue():
    """Files without revenue show spend alone, which then is what is read on hover."""
    figure = drawn(None, [1.0, 2.0], names=(Named("Spend", "₹2 a day"),), then=(3.0, 4.0))
    assert series(figure) == ["Spend"]
    assert list(names_of(figure)) == ["Spend"]
    assert figure.data[0].hovertext == ("<b>2025-06-01</b>", "<b>2025-06-02</b>")


def test_markup_in_a_name():
    """A name and a peak are texts, whatever stands in them."""
    figure = drawn([1.0, 2.0], [1.0, 1.0], names=(Named("<i>", "<b>"),), peak=(JUNE[0], 1.0, "<u>"))
    assert [one.text for one in figure.layout.annotations] == ["<b>&lt;i&gt;</b><br>&lt;b&gt;", "&lt;u&gt;"]


# ---- the names at the right end


def test_names_follow_their_series():
    """The name of the series that ends higher stands higher."""
    assert names_of(drawn([1.0] * 30, [10.0] * 30)) == {"Revenue": 1.0, "Spend": 10.0}


@given(st.tuples(*[st.floats(0, 100)] * 3))
def test_names_keep_apart_and_inside(ends: tuple[float, float, float]):
    """No two names lie over each other, none beyond the picture, and they stand in the order of the ends."""
    revenue, then, spend = ends
    figure = drawn([100.0, revenue], [0.0, spend], then=(0.0, then), names=THREE)
    places, top = names_of(figure), figure.layout.yaxis.tickvals[-1]
    low, middle, high = sorted(places.values())
    assert min(middle - low, high - middle) >= 0.169 * top
    assert low >= 0.084 * top  # two lines: the lower one ends above the days below it
    assert high <= top
    for one, other, here, there in (("July", "June", revenue, then), ("June", "Spend", then, spend)):
        assert here == there or (here < there) == (places[one] < places[other])
