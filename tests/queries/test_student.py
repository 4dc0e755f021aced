import numpy as np
import pytest

from influencer_roi.queries.student import t_of

# t.975 as tables print it: Abramowitz and Stegun, table 26.10.
PRINTED = {
    1: 12.706,
    2: 4.303,
    3: 3.182,
    4: 2.776,
    5: 2.571,
    7: 2.365,
    10: 2.228,
    15: 2.131,
    20: 2.086,
    30: 2.042,
    60: 2.000,
    120: 1.980,
}


@pytest.mark.parametrize(("degrees", "printed"), PRINTED.items())
def test_printed_tables(degrees: int, printed: float) -> None:
    """For whole degrees of freedom it is what tables print, to their last digit."""
    assert t_of(np.array([float(degrees)]))[0] == pytest.approx(printed, abs=6e-4)


def test_closed_forms() -> None:
    """For 1, 2 and 4 degrees there are formulas (Shaw, Sampling Student's T, 2006); it agrees to 1e-4."""
    p = 0.975
    one = np.tan(np.pi * (p - 0.5))
    two = (2 * p - 1) * np.sqrt(2 / (4 * p * (1 - p)))
    alpha = 4 * p * (1 - p)
    four = 2 * np.sqrt(np.cos(np.arccos(np.sqrt(alpha)) / 3) / np.sqrt(alpha) - 1)
    assert t_of(np.array([1.0, 2.0, 4.0])) == pytest.approx([one, two, four], abs=1e-4)


def test_between_whole_degrees() -> None:
    """Between whole degrees of freedom it holds 95 %, as the density summed in 200,000 steps says."""
    for degrees in (1.3, 1.9, 2.5, 3.7, 13.77):
        angle = np.arctan(t_of(np.array([degrees]))[0] / np.sqrt(degrees))
        steps = (np.arange(200_000) + 0.5) / 200_000
        within = angle * np.mean(np.cos(angle * steps) ** (degrees - 1))
        everything = np.pi / 2 * np.mean(np.cos(np.pi / 2 * steps) ** (degrees - 1))
        assert within / everything == pytest.approx(0.95, abs=1e-5)


def test_ends() -> None:
    """Below 1 it stays that of 1; of very many degrees it is the normal's 1.96; it falls all the way."""
    degrees = np.array([0.0, 0.5, 1.0, 1.5, 2.2, 9.0, 80.0, 1e9])
    points = t_of(degrees)
    assert points[0] == points[1] == points[2]
    assert points[-1] == pytest.approx(1.959964, abs=1e-5)
    assert (np.diff(points[2:]) < 0).all()
