"""Shows the figures at the head of a page: values, changes, what they were, what they are made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import COUNT, RUPEES
from influencer_roi.metrics.vocabulary import Metric
from influencer_roi.pages.beside import Beside, beside
from influencer_roi.pages.unpaid import unpaid_frame, unpaid_regions
from influencer_roi.queries import Totals
from influencer_roi.queries.dating import still_earning
from influencer_roi.queries.evidence import expected_of
from influencer_roi.ui import withheld
from influencer_roi.ui.cards import Block
from influencer_roi.ui.components import ROWS_PATH, Defined, Reading, small
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.markup import address
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.view import View
from influencer_roi.ui.words import percent

ROAS = "roas"
# What orders go on adding to, on the day of their post.
EARNED = frozenset({"revenue", "orders", "new_customers"})
A_DAY = "a day"


@dataclass(frozen=True)
class Foot:
    """What a figure is made of: an amount, and the words around it."""

    amount: str
    write: Callable[[float | None], str]
    words: str


# A share or a mean that stands below a figure, of which it is no other way to say the same.
FEET: Mapping[str, Foot] = {
    "revenue": Foot(A_DAY, RUPEES.short, "{} a day"),
    "spend": Foot("cost_per_post", RUPEES.short, "{} a post"),
    "orders": Foot("aov", RUPEES.short, "{} each"),
    "new_customers": Foot("new_share", lambda share: percent(share or 0.0, 1.0), "{} of orders"),
    "engagement_rate": Foot("reach", COUNT.short, "on a reach of {}"),
}


def kpis(*metrics: str) -> Block:
    """Return a strip of figures, one per metric."""
    return Block(
        lambda page, _: kpi_frame(page, [REGISTRY[key] for key in metrics]),
        lambda view: kpi_row(view, metrics),
    )


def kpi_frame(
    page: str,
    metrics: Sequence[Defined],
    beside: Callable[[Anchor], Sequence[Component]] = lambda _: (),
    *,
    style: str = "strip",
) -> Component:
    """Return the frame of a strip of figures; that of ROAS has room for what it is without the unpaid.

    `beside` draws what else stands at the place of a figure.
    """
    cells: list[Component | str] = []
    for one in metrics:
        below = (unpaid_frame(page),) if one.key == ROAS else ()
        cells += small(one, *below, *beside(at(page, one))).frame(at(page, one))
    return html.Div(cells, className=style)


def at(page: str, metric: Defined) -> Anchor:
    """Return where the figure of a metric stands."""
    return Anchor(page, f"{page}-{metric.key}")


def kpi_row(view: View, metrics: tuple[str, ...]) -> Regions:
    """Return what a strip of figures shows."""
    shown = readings(view, metrics)
    found = unpaid_regions(view) if ROAS in metrics else {}
    for key, reading in shown.items():
        found |= small(REGISTRY[key]).regions(at(view.page, REGISTRY[key]), reading)
    return found


def readings(view: View, metrics: tuple[str, ...]) -> dict[str, Reading]:
    """Return what the figure of each metric shows."""
    other = beside(view)
    now = amounts(view, metrics)
    then = amounts(view.under(other.filters), metrics) if other else None
    why = withheld.few_words(view.ledger, view.filters)
    return {key: _reading(view, REGISTRY[key], now, then, other, why) for key in metrics}


def amounts(view: View, metrics: tuple[str, ...]) -> Totals:
    """Return the totals of metrics, and of what stands below their figures."""
    feet = [FEET[key].amount for key in metrics if key in FEET]
    wanted = dict.fromkeys((*metrics, *(one for one in feet if one in REGISTRY), "revenue", "orders"))
    measures = queries.AT_HEAD if wanted.keys() <= {*queries.AT_HEAD} else tuple(wanted)
    found = queries.totals(view.ledger, view.filters, metrics=measures, assumed=view.assumed)
    days = queries.window_of(view.ledger, view.filters).days
    new, orders, revenue = found.get("new_customers"), found["orders"], found["revenue"]
    return {
        **found,
        A_DAY: None if revenue is None else revenue / days,
        "new_share": new / orders if new is not None and orders else None,
    }


def _reading(
    view: View, metric: Metric, now: Totals, then: Totals | None, other: Beside | None, why: str
) -> Reading:
    hidden = bool(why) and metric.key in withheld.FIELDS
    return Reading(
        now[metric.key],
        then[metric.key] if then and other and other.comparable else None,
        _then_words(metric, then, other),
        _foot_words(view, metric, now, then, other),
        why if hidden else _missing(metric, view),
        rows_address(view, metric.key),
        hidden,
        bool(metric.formula.uses & EARNED) and still_earning(view.ledger, view.filters) is not None,
    )


def _then_words(metric: Metric, then: Totals | None, other: Beside | None) -> str:
    """Return "June ₹11.9 L"; where the data hold a part of June alone, that too."""
    if then is None or other is None or then[metric.key] is None:
        return ""
    words = f"{other.name} {metric.unit.short(then[metric.key])}"
    return words if other.comparable else f"{words}, in part"


def _foot_words(view: View, metric: Metric, now: Totals, then: Totals | None, other: Beside | None) -> str:
    """Return "₹35,954 a day, June ₹39,752"; of a metric that assumes something, what that is."""
    if "baseline" in metric.formula.assumes:
        return f"assumes {view.assumed.baseline * 100:.0f} % baseline"
    if metric.key == "revenue" and (words := _to_come(view)):
        return words
    foot = FEET.get(metric.key)
    if foot is None or now[foot.amount] is None:
        return "" if then or metric.additive else metric.made_of
    words = foot.words.format(foot.write(now[foot.amount]))
    if then is None or other is None or then[foot.amount] is None:
        return words
    return f"{words}, {other.name} {foot.write(then[foot.amount])}"


def _to_come(view: View) -> str:
    """Return "about 71 % has come, about ₹4.1 L more to come" of posts still earning, where that is known."""
    earning = still_earning(view.ledger, view.filters)
    days = queries.window_of(view.ledger, view.filters)
    found = expected_of(view.ledger, view.filters, (days.start, days.end)) if earning else None
    if found is None or not found.to_come:
        return ""
    come, more = percent(found.part, 1.0), RUPEES.short(found.to_come)
    return f"about {come} has come; expect about {more} more"


def rows_address(view: View, metric: str = "") -> str:
    """Return where the rows behind a figure are: in the Explorer, under the same filters, a metric first."""
    return address(ROWS_PATH, view.filters.to_query(), f"first={metric}" if metric else "")


def _missing(metric: Metric, view: View) -> str:
    """Return "no revenue in these files" where the metric rests on what they do not have."""
    missing = sorted(metric.formula.uses & view.ledger.unmeasured)
    return f"no {' and '.join(missing).replace('_', ' ')} in these files" if missing else ""
