"""Draws what one version changed, month by month, against the one before it."""

from influencer_roi.metrics.units import NOTHING, TIMES, grouped
from influencer_roi.model.notation import SIGN, worded
from influencer_roi.pages.publish.causes import why
from influencer_roi.pages.versions.listing import Listing, Version
from influencer_roi.queries.versions.changes import SAME, TOGETHER, Comparison, MonthChange, in_words
from influencer_roi.ui import nodes
from influencer_roi.ui.nodes import Node, el, scrolling


def card(listing: Listing, version: Version) -> list[Node]:
    """Return the card of one version's changes."""
    found, before = listing.comparison(version), listing.before(version)
    title = f"What did version {version.number or 'before numbers'} change?"
    if found is None or before is None:
        lacks = "the sums of one of them were not written down" if before else "it is the first that is kept"
        body = [el("p", f"There is nothing to compare it with: {lacks}.", className="say")]
    else:
        text = " ".join(in_words(found, version.about.sentences))
        causes = listing.causes(version)
        table = _table(found, against=before.number or "before")
        body = [el("p", text, className="say"), table, *(why(causes) if causes else ())]
    return nodes.card(title, *body, width="w7")


def _table(found: Comparison, *, against: str) -> list[Node]:
    revenue, spend = (worded(f"{name}, {SIGN}") for name in ("Revenue", "Spend"))
    heads = (revenue, f"against {against}", spend, f"against {against}", "ROAS")
    columns = [el("th", one, scope="col", className="number") for one in heads]
    head = el("tr", el("th", "Month", scope="col"), columns)
    total = el(
        "tr",
        el("th", TOGETHER, scope="row"),
        _cell(found.after.total("revenue")),
        _cell(found.change("revenue"), signed=True),
        _cell(found.after.total("spend")),
        _cell(found.change("spend"), signed=True),
        _times(found.after.roas),
        className="together",
    )
    body = el("tbody", [_month(one) for one in found.months], total)
    grid = el("table", el("thead", head), body, className="versions by-month")
    return scrolling(grid, "What changed by month")


def _month(one: MonthChange) -> Node:
    return el(
        "tr",
        el("th", one.label, scope="row"),
        _cell(getattr(one.after, "revenue", None)),
        _cell(one.change("revenue"), signed=True, past=not one.is_new),
        _cell(getattr(one.after, "spend", None)),
        _cell(one.change("spend"), signed=True, past=not one.is_new),
        _times(one.roas_of(one.after)),
    )


def _cell(value: float | None, *, signed: bool = False, past: bool = False) -> Node:
    """Return a number in whole rupees; a change of what was live is marked."""
    if value is None or (signed and abs(value) < SAME):
        return el("td", NOTHING, className="number")
    sign = "+" if signed and value > 0 else ""
    return el("td", f"{sign}{grouped(value)}", className="number changed" if past and signed else "number")


def _times(value: float | None) -> Node:
    return el("td", TIMES.short(value), className="number")
