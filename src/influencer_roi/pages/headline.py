"""Shows what an executive reads first: revenue, spend, ROAS and profit, large, each with a picture."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import RUPEES, TIMES, grouped
from influencer_roi.pages.beside import Beside, beside, compared_whole
from influencer_roi.pages.kpis import at, readings
from influencer_roi.pages.unpaid import unpaid_frame, unpaid_regions
from influencer_roi.pages.verdict import even_words, margin_words
from influencer_roi.pages.view import head_totals
from influencer_roi.queries.intervals import likely_range
from influencer_roi.queries.stretches import MEASURES, stretches
from influencer_roi.ui.cards import Block
from influencer_roi.ui.components import Reading, large
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.pictures import COLUMNS, GAUGE, MOST_COLUMNS, Column, Columns, Course, Gauge, course
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.view import View
from influencer_roi.ui.words import span

KEYS = ("revenue", "spend", "roas", "profit")
SOLD, SPENT = course("", area="area"), course("spend")
_PICTURES: dict[str, Callable[[Anchor], list[Component | str]]] = {
    "revenue": SOLD.frame,
    "spend": SPENT.frame,
    "roas": GAUGE.frame,
    "profit": COLUMNS.frame,
}


def _frame(page: str, _: Ledger) -> Component:
    return html.Div([node for key in KEYS for node in _card(page, key)], className="kpis")


def _card(page: str, key: str) -> list[Component | str]:
    metric = REGISTRY[key]
    anchor = at(page, metric)
    inside = [*_PICTURES[key](anchor.below("picture")), *([unpaid_frame(page)] if key == "roas" else [])]
    return large(metric, *inside).frame(anchor)


def _regions(view: View) -> Regions:
    other, shown = beside(view), readings(view, KEYS)
    found = unpaid_regions(view)
    for key, reading in shown.items():
        found |= large(REGISTRY[key]).regions(at(view.page, REGISTRY[key]), _footed(view, key, reading))
    return found | _courses(view, compared_whole(view)) | _gauge(view, other, shown["roas"]) | _weeks(view)


HEADLINE = Block(_frame, _regions)


def _footed(view: View, key: str, reading: Reading) -> Reading:
    feet = {"profit": f"{_grain_words(view)}, at {margin_words(view)}", "roas": ""}
    return replace(reading, foot=feet.get(key, reading.foot))


def _anchor(view: View, key: str) -> Anchor:
    return at(view.page, REGISTRY[key]).below("picture")


def _courses(view: View, other: Beside | None) -> Regions:
    """Return revenue and spend by day, or week of a long selection, over the days compared with."""
    now, then = _daily(view, view.filters), _daily(view, other.filters) if other else {}
    return {
        **SOLD.regions(_anchor(view, "revenue"), Course(now["revenue"], then.get("revenue", ()))),
        **SPENT.regions(_anchor(view, "spend"), Course(now["spend"], then.get("spend", ()))),
    }


def _daily(view: View, filters: Filters) -> dict[str, Sequence[float | None]]:
    grain = queries.grain_for(queries.window_of(view.ledger, view.filters))
    rows = queries.trend(view.ledger, filters, grain=grain, metrics=queries.ON_TRENDS)
    return {name: rows[name].to_list() for name in MEASURES}


def _gauge(view: View, other: Beside | None, shown: Reading) -> Regions:
    then = head_totals(view, other.filters)["roas"] if other else None
    words = [f"ROAS {TIMES.short(shown.value)}", f"break-even {even_words(view)}"]
    words += [f"{other.name} {TIMES.short(then)}"] if other else []
    likely = likely_range(view.ledger, view.filters)
    words += [f"plausibly {grouped(likely[0], 2)} to {TIMES.short(likely[1])}"] if likely else []
    gauge = Gauge(shown.value, then, likely, view.assumed.break_even, ", ".join(words))
    return GAUGE.regions(_anchor(view, "roas"), gauge)


def _weeks(view: View) -> Regions:
    """Return profit by stretch of days; of more than fit, the last."""
    rows = stretches(view.ledger, view.filters, assumed=view.assumed).tail(MOST_COLUMNS).to_dicts()
    weeks = [row for row in rows if row["profit"] is not None]
    columns = [
        Column(row["profit"], f"{span(row['start'], row['end'])}: {RUPEES.short(row['profit'])}", row["part"])
        for row in weeks
    ]
    read = "; ".join(column.title for column in columns) or "nothing to show"
    words = f"Profit {_grain_words(view)}: {read}"
    return COLUMNS.regions(_anchor(view, "profit"), Columns(columns, words))


def _grain_words(view: View) -> str:
    return "by month" if queries.window_of(view.ledger, view.filters).days > 16 * 7 else "by week"
