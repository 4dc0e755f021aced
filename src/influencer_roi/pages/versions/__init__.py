"""Answers "What was live, and since when?": every version that is kept, what it changed, and the way back."""

from influencer_roi.metrics.units import RUPEES
from influencer_roi.model.roles import Act
from influencer_roi.pages.versions import changes, history, undoing
from influencer_roi.pages.versions.listing import Listing, Version, clock
from influencer_roi.pages.versions.table import table
from influencer_roi.queries.versions.changes import SAME
from influencer_roi.store.versions import KEPT
from influencer_roi.ui.desk import Desk, desk_top
from influencer_roi.ui.nodes import Node, el, page_node
from influencer_roi.ui.words import day, plural

DESK = Desk(
    key="versions",
    path="/versions",
    label="Versions",
    icon="publish",
    question="What was live, and since when?",
    act=Act.PUBLISH,
    listed=False,
    under="publish",
)


def shown(listing: Listing, *, chosen: str = "", asking: str = "", problem: str = "") -> list[Node]:
    """Return what the page shows, the changes of the version `chosen` below, a question about `asking`.

    Both are numbers as readers see them; without one of those kept it is the live one, and none.
    """
    if not listing.versions:
        return [_top(listing), el("p", "Nothing is live yet.", role="status")]
    version = listing.numbered(chosen) or listing.live
    to_undo = listing.numbered(asking)
    nodes = [el("p", problem, className="banner bad", role="alert")] if problem else []
    rows = undoing.question(listing, to_undo) if to_undo else []
    return [
        _top(listing),
        *nodes,
        _verdict(listing),
        table(listing, to_undo=to_undo, question=rows),
        el("div", changes.card(listing, version), history.card(listing), className="cards"),
    ]


def _top(listing: Listing) -> Node:
    count = plural(len(listing.versions), "version")
    return desk_top(DESK, f"{count} · the last {KEPT} are kept", page_node("Publish new files", "/publish"))


def _verdict(listing: Listing) -> Node:
    live = listing.live
    date = clock(live.about.when)
    since = f"since {date.day} {date:%B %Y}"
    since = f"{since}, with data to {day(live.data_to)}" if live.data_to else since
    return el(
        "section",
        el("p", f"{live.name} is live {since}."),
        el("p", _closed(listing, live)),
        className="verdict",
        aria_label="Verdict",
    )


def _closed(listing: Listing, live: Version) -> str:
    """Return in a sentence what the live version changed of months that were live before."""
    found = listing.comparison(live)
    if found is None and listing.before(live) is None:
        return "It is the first that is kept."
    if found is None:
        return "What it changed is not known: the sums of one before it were not written down."
    moved = {name: found.past(name) for name in ("revenue", "spend")}
    words = [
        f"{name} {'rose' if change > 0 else 'fell'} by {RUPEES.short(abs(change))}"
        for name, change in moved.items()
        if abs(change) >= SAME
    ]
    if words:
        return f"Closed months changed with it: their {' and '.join(words)}."
    return "Closed months changed with it." if found.closed else "No closed month changed with it."
