"""Draws what of an upload is in no figure: rows set aside, and rows left out, each with its reason."""

from collections.abc import Iterator

from influencer_roi.metrics.units import NOTHING, grouped
from influencer_roi.model.notation import SIGN, worded
from influencer_roi.model.report import Note, Report
from influencer_roi.pages.publish.seen import Seen
from influencer_roi.pages.publish.steps import file_link, folded, sub, table
from influencer_roi.ui.nodes import Node, el
from influencer_roi.ui.words import plural

SHOWN = 20
SHOWN_LEFT_OUT = 100
LEFT_OUT = ("left_out", "partly_refunded", "refund_taken_off")  # notes on what earned nothing, or less


def set_aside(seen: Seen, report: Report) -> Iterator[Node]:
    """Yield the rows set aside: where each stands, why, and what to do."""
    faults = report.faults
    link = file_link("all as CSV", seen.upload, "set-aside.csv", style=None)
    yield sub("Set aside", "in no figure until fixed in the file and dropped again", link)
    headings = [("File", ""), ("Line", "n"), ("Column", ""), ("Cell", ""), ("Why", "w"), ("What to do", "w")]
    lines = [
        [
            one["file"],
            f"{one['line']:,}",
            one["column"],
            el("code", one["value"]) if one["value"] else "empty",
            one["reason"],
            one["fix"],
        ]
        for one in faults.head(SHOWN).iter_rows(named=True)
    ]
    yield table("Rows set aside", headings, lines)
    if faults.height > SHOWN:
        yield el("p", f"The first {SHOWN} of {faults.height:,} are shown.", className="sm")


def left_out(seen: Seen, report: Report) -> list[Node]:
    """Return in words what earned nothing, or less."""
    items = [item(note) for note in report.notes if note.code in LEFT_OUT]
    none = [el("li", el("b", "Refunded, cancelled, declined"), el("b", "none"))]
    link = file_link("all as CSV", seen.upload, "left-out.csv", style=None)
    shown = [link] if report.left_out.height else []
    head = sub("Left out", "read well, but no sale; in no stop", *shown)
    return el("div", head, el("ul", items or none, className="plain"))


def rows_left_out(report: Report) -> Iterator[Node]:
    """Yield the rows that earned nothing, folded up: where each stands, why, and its money."""
    rows = report.left_out
    if not rows.height:
        return
    headings = [("File", ""), ("Line", "n"), ("Why", ""), (worded(SIGN), "n"), ("The row", "w")]
    lines = [
        [
            one["file"],
            f"{one['line']:,}",
            one["why"],
            NOTHING if one["money"] is None else grouped(one["money"], 2),
            one["raw"],
        ]
        for one in rows.head(SHOWN_LEFT_OUT).iter_rows(named=True)
    ]
    more = f", the first {SHOWN_LEFT_OUT}" if rows.height > SHOWN_LEFT_OUT else ""
    words = f"The {plural(rows.height, 'row')} left out{more}, each with its reason"
    yield folded(words, table("Rows left out", headings, lines))


def item(note: Note, *more: Node) -> list[Node]:
    """Return one note as an item of a list: what is so, and what to do about it."""
    return el("li", el("b", str(note)), el("span", note.way_out) if note.way_out else None, *more)
