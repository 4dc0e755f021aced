"""Checks that metrics agree with themselves and with the measures there are."""

import difflib
from collections.abc import Iterable

from influencer_roi.ledger.entries import MEASURES
from influencer_roi.metrics.vocabulary import Metric


def checked(metrics: Iterable[Metric], measures: Iterable[str] = MEASURES) -> dict[str, Metric]:
    """Return metrics by key.

    Raises:
        ValueError: a metric contradicts itself or the measures; the message says what to do.
    """
    found: dict[str, Metric] = {}
    for metric in metrics:
        problems = list(_problems(metric, set(found), sorted(measures)))
        if problems:
            raise ValueError("; ".join(problems))
        found[metric.key] = metric
    return found


def _problems(metric: Metric, taken: set[str], measures: list[str]) -> Iterable[str]:
    name = f"metric '{metric.key}'"
    if metric.key in taken:
        yield f"{name} stands twice; give one of them another key"
    for used in sorted(metric.formula.uses - set(measures)):
        close = difflib.get_close_matches(used, measures, n=1)
        hint = f"; did you mean '{close[0]}'?" if close else f"; measures are {', '.join(measures)}"
        yield f"{name} uses '{used}', which is not a measure{hint}"
    if not metric.meaning.endswith(".") or ". " in metric.meaning:
        yield f"{name}: its meaning '{metric.meaning}' is not one sentence ending in a full stop"
    if metric.bands and (metric.bands.good - metric.bands.poor) * metric.better.value <= 0:
        poor, good = metric.bands.poor, metric.bands.good
        yield f"{name}: its bands go from poor {poor:g} to good {good:g}, against `better`"
