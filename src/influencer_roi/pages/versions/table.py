"""Draws the table of versions: who, when, why, what each holds, and what it changed of closed months."""

from collections.abc import Iterator

from influencer_roi.metrics.units import NOTHING, TIMES
from influencer_roi.pages.versions.listing import Listing, Version, clock
from influencer_roi.queries.versions.changes import SAME, Comparison
from influencer_roi.store.about import Kind
from influencer_roi.ui.nodes import Node, el, page_node, scrolling
from influencer_roi.ui.words import day, plural, whole_rupees

COLUMNS = ("Version", "Published", "Who", "Why", "Data to", "Revenue", "Spend", "ROAS", "Closed months", "")
NOWHERE = "\xa0"  # a line with nothing on it
_NUMBERS = ("Revenue", "Spend", "ROAS")


def table(listing: Listing, *, to_undo: Version | None, question: list[Node]) -> Node:
    """Return the table; the question about one version stands below its row."""
    head = el("tr", [_header(name) for name in COLUMNS])
    rows = [
        row
        for one in listing.versions
        for row in (_row(listing, one, open_=one == to_undo), *(question if one == to_undo else []))
    ]
    grid = el("table", el("thead", head), el("tbody", rows), className="versions")
    return el(
        "section",
        scrolling(grid, "Versions, newest first"),
        className="card-panel",
        aria_label="Versions",
    )


def _header(name: str) -> Node:
    words = name or el("span", "Take it back", className="visually-hidden")
    return el("th", words, scope="col", className="number" if name in _NUMBERS else None)


def _row(listing: Listing, one: Version, *, open_: bool) -> Node:
    about, found, date = one.about, listing.comparison(one), clock(one.about.when)
    live = one == listing.live
    pill = [el("span", "live", className="pill live")] if live else []
    summary = about.summary
    aside = f"{plural(summary.set_aside, 'row')} set aside" if one.is_summed else NOWHERE
    orders = plural(round(summary.total("orders") or 0), "order") if one.is_summed else NOWHERE
    return el(
        "tr",
        el("th", one.number or NOTHING, *pill, scope="row"),
        _cell(day(date.date()), f"{date:%H:%M}"),
        el("td", about.who),
        el("td", *_why(listing, one, found), className="reason"),
        _cell(_day(one), aside),
        _cell(whole_rupees(summary.total("revenue")), _change(found, "revenue"), number=True),
        _cell(whole_rupees(summary.total("spend")), _change(found, "spend"), number=True),
        _cell(TIMES.short(summary.roas), orders, number=True),
        el("td", *_closed(one, found)),
        el("td", _act(one, live=live, open_=open_), className="number"),
        className="current" if live else None,
    )


def _day(one: Version) -> str:
    return day(one.data_to) if one.data_to else NOTHING


def _cell(text: str, below: str, *, number: bool = False) -> Node:
    return el("td", text, el("small", below), className="number" if number else None)


def _why(listing: Listing, one: Version, found: Comparison | None) -> Iterator[Node]:
    about = one.about
    of = listing.keyed(about.of)
    if about.kind is Kind.UNDO:
        yield f"Back to {of.number if of else 'an older one'}: {about.why}"
    else:
        yield about.why or about.note or ("the files of the folder" if about.kind is Kind.FOLDER else NOTHING)
    if found and one.number:
        link = el("a", "what changed", href=f"/versions?changed={one.number}", data_act="page")
        yield el("small", link)


def _closed(one: Version, found: Comparison | None) -> Iterator[Node]:
    """Yield what changed of months that were live: red, whichever way it moves."""
    moved = [(name, found.past(name)) for name in ("revenue", "spend")] if found else []
    changes = [(name, change) for name, change in moved if abs(change) >= SAME]
    for name, change in changes:
        yield el("span", f"{name} {_signed(change)}", className="bad line")
    if not changes:
        yield el("span", NOTHING, className="muted")
    for reason in one.about.reasons.values():
        yield el("small", f"reason: “{reason}”")


def _act(one: Version, *, live: bool, open_: bool) -> Node:
    words = "Undo" if live else "Bring back"
    return page_node(
        words,
        "/versions" if open_ else f"/versions?back={one.number}",
        className="ghost small",
        role="button",
        aria_expanded="true" if open_ else "false",
        aria_label=f"{words} version {one.number}",
    )


def _change(found: Comparison | None, measure: str) -> str:
    if found is None:
        return NOWHERE
    change = found.change(measure) or 0.0
    return _signed(change) if abs(change) >= SAME else "same"


def _signed(change: float) -> str:
    """Return rupees with their sign: +₹10,30,180."""
    return f"{'+' if change > 0 else ''}{whole_rupees(change)}"
