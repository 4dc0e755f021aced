"""Asks in place before a version is brought back: what goes live, what disappears from view, and why."""

from collections.abc import Iterator

from influencer_roi.metrics.units import RUPEES
from influencer_roi.pages.versions.listing import Listing, Version
from influencer_roi.pages.versions.table import COLUMNS
from influencer_roi.queries.versions.changes import compared_sums
from influencer_roi.settings import base_currency
from influencer_roi.store.summary import NO_DAY
from influencer_roi.ui.nodes import Node, el, page_node
from influencer_roi.ui.words import day

UNDO = "/versions/undo"
LONGEST_WHY = 300


def question(listing: Listing, to_undo: Version) -> list[Node]:
    """Return the row below a version that asks whether to bring it back, or to undo it where it is live.

    To undo the live one brings back the one before; where none is kept, nothing is asked.
    """
    live = listing.live
    target = listing.before(live) if to_undo == live else to_undo
    if target is None:
        words = el("p", "No version before it is kept, so there is nothing to go back to.", role="status")
        return [_row(el("div", words))]
    title = f"Undo version {live.number}?" if to_undo == live else f"Bring version {target.number} back?"
    text = el("div", el("b", title), el("p", " ".join(_consequences(listing, target))))
    return [_row(text, _form(listing, target, undoes=to_undo == live), label=title)]


def _row(*parts: Node, label: str = "Undo") -> Node:
    box = el("div", *parts, className="inside", role="group", aria_label=label)
    return el("tr", el("td", box, colSpan=len(COLUMNS)), className="ask")


def _consequences(listing: Listing, target: Version) -> Iterator[str]:
    live = listing.live
    yield f"{target.name} goes live again, as version {listing.next_number}."
    if target.data_to and target.data_to != live.data_to:
        yield f"Every page ends on {day(target.data_to)}."
    if (currency := target.about.summary.currency) != base_currency():
        yield f"Its amounts are in {currency}: it is refused here."
    elif not target.is_summed:
        yield "What it holds was not written down: look at the pages once it is live."
    found = compared_sums(live.about.summary, target.about.summary)
    for one in found.months if target.is_summed else ():
        if one.before is not None and one.after is None and one.month != NO_DAY:
            sums = f"{RUPEES.short(one.before.revenue)} revenue, {RUPEES.short(one.before.spend)} spend"
            yield f"{one.label} ({sums}) is gone from view until it is published again."
    yield f"{live.name} is kept."


def _form(listing: Listing, target: Version, *, undoes: bool) -> Node:
    act = "Undo, publish" if undoes else "Publish"
    words = f"{act} {target.number} as version {listing.next_number}"
    hidden = {"version": target.key, "seen": listing.live.key}
    label = "Why? It is shown in this list"
    return el(
        "form",
        [el("input", type="hidden", name=name, value=value) for name, value in hidden.items()],
        el(
            "input",
            name="why",
            className="form-control",
            required=True,
            maxLength=LONGEST_WHY,
            placeholder=label,
            aria_label=label,
            autoComplete="off",
        ),
        el(
            "div",
            el("button", words, className="go", type="submit"),
            page_node(f"Keep version {listing.live.number}", "/versions"),
            className="act",
        ),
        method="post",
        action=UNDO,
    )
