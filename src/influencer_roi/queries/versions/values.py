"""Turns what changes between two versions into plain values, under the same names everywhere."""

from collections.abc import Iterator
from pathlib import Path

from influencer_roi.queries.versions.causes import Cause, Difference
from influencer_roi.queries.versions.changes import Comparison, MonthChange, difference_of, headline
from influencer_roi.store.about import About, about_of
from influencer_roi.store.summary import NO_DAY, SUMS, Summary
from influencer_roi.store.versions import current_version, live_versions, made_at

Values = dict[str, object]


def as_values(found: Difference) -> Values:
    """Return what changes: raw numbers, null for nothing; `month` is null for what has no day.

    `total` and each of `months` have live, new and change of revenue, spend and orders, and ROAS of both.
    """
    comparison = found.comparison
    before, after = comparison.before, comparison.after
    return {
        "headline": headline(comparison),
        "data_to": {"live": before.data_to or None, "new": after.data_to or None},
        "influencers": _sides(before.influencers, after.influencers),
        "total": {
            **{name: _sides(before.total(name), after.total(name)) for name in SUMS},
            "roas": {"live": before.roas, "new": after.roas},
        },
        "months": [_month(one) for one in comparison.months],
        "past": {name: comparison.past(name) for name in SUMS},
        "causes": [_cause(one) for one in found.causes],
        "sentences": found.sentences(),
    }


def months_as_rows(found: Comparison) -> Iterator[tuple[object, ...]]:
    """Yield a comparison as rows of a file, its headings first."""
    yield ("month", *(f"{name}_{side}" for name in SUMS for side in ("live", "new", "change")))
    for one in found.months:
        yield (one.month or "no day", *(value for name in SUMS for value in _of(one, name).values()))


def summary_values(summary: Summary) -> Values:
    """Return what one version holds in all."""
    totals = {name: summary.total(name) for name in SUMS}
    return {
        "data_to": summary.data_to or None,
        "influencers": summary.influencers,
        **totals,
        "roas": summary.roas,
        "set_aside": summary.set_aside,
        "left_out": summary.left_out,
    }


def listed(root: Path) -> list[Values]:
    """Return what is known of each version that is or was live, newest first."""
    live = current_version(root)
    return [
        {"version": None, "name": name, "live": name == live, **_about(name, about_of(root, name))}
        for name in live_versions(root)
    ]


def _about(name: str, about: About | None) -> Values:
    if about is None:
        return {"published": made_at(name).isoformat(timespec="seconds")}
    return {
        "version": about.number,
        "published": about.when,
        "who": about.who,
        "why": about.why,
        "note": about.note,
        "kind": about.kind.value,
        "parent": about.parent or None,
        "of": about.of or None,
        "reasons": dict(about.reasons),
        **summary_values(about.summary),
    }


def _month(one: MonthChange) -> Values:
    state = "new" if one.is_new else "closed" if one.is_closed else "same"
    sides = {name: _of(one, name) for name in SUMS}
    roas = {"live": one.roas_of(one.before), "new": one.roas_of(one.after)}
    return {"month": one.month if one.month != NO_DAY else None, "state": state, **sides, "roas": roas}


def _of(one: MonthChange, name: str) -> Values:
    return _sides(getattr(one.before, name, None), getattr(one.after, name, None))


def _cause(one: Cause) -> Values:
    return {
        "measure": one.measure,
        "why": one.why.value,
        "rows": one.count,
        "rupees": one.rupees,
        "words": one.words,
    }


def _sides(live: float | None, new: float | None) -> Values:
    return {"live": live, "new": new, "change": difference_of(live, new)}
