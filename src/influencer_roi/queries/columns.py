"""Says what columns of answers are about, what readers call them, and how their cells are written."""

from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import NOTHING
from influencer_roi.metrics.vocabulary import Metric
from influencer_roi.model.dimensions import DIMENSIONS

BEFORE, MOVED = "_before", "_moved"  # end the names of columns about a metric of other days


def metric_of(column: str) -> Metric | None:
    """Return the metric that a column of an answer is about; None where it is about none."""
    return REGISTRY.get(column.removesuffix(BEFORE).removesuffix(MOVED))


def label_of(column: str) -> str:
    """Return what readers call a column."""
    metric = metric_of(column)
    if column in DIMENSIONS:
        return DIMENSIONS[column].label
    if metric is None:
        return column.replace("_", " ").capitalize()
    return f"{metric.label}{column.removeprefix(metric.key).replace('_', ' ')}"


def written(column: str, value: object) -> str:
    """Return a cell as readers meet it: a number in the unit of its column."""
    metric = metric_of(column)
    if metric and (value is None or isinstance(value, float | int)):
        return metric.unit.exact(value)
    return NOTHING if value is None else str(value)
