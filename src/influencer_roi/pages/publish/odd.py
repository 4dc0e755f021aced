"""Draws what of an upload counts although it is odd, the rows it is about, and whose codes are nobody's."""

from collections.abc import Iterator, Sequence

import polars as pl

from influencer_roi.metrics.units import NOTHING, RUPEES, grouped
from influencer_roi.model.report import Note, Report
from influencer_roi.pages.publish.aside import LEFT_OUT, item
from influencer_roi.pages.publish.seen import Code, Seen
from influencer_roi.pages.publish.steps import folded, onward, sub, table
from influencer_roi.ui.nodes import Node, el
from influencer_roi.ui.words import plural

SHOWN_NOTES, SHOWN_CODES, LISTED_PEOPLE = 6, 20, 200
CODES = "unknown_code"
_PEOPLE = "publish-people"


def kept_but_odd(seen: Seen, report: Report) -> list[Node]:
    """Return what is odd in rows that count, codes of nobody first."""
    notes = [note for note in report.notes if not note.of_form and note.code not in LEFT_OUT]
    notes.sort(key=lambda note: note.code != CODES)
    items = [_item(seen, note) for note in notes[:SHOWN_NOTES]]
    rest = len(notes) - SHOWN_NOTES
    more = [el("li", el("span", f"and {rest:,} more in the report"))] if rest > 0 else []
    head = sub("Kept, but odd", "counted as they stand")
    found = [*items, *more] or [el("li", el("b", "Nothing is"))]
    return el("div", head, el("ul", found, className="plain"))


def _item(seen: Seen, note: Note) -> list[Node]:
    if note.code == CODES and seen.codes:
        return el("li", el("b", str(note)), *_whose(seen))
    rows = seen.odd.get(str(note))
    if rows is None or rows.is_empty():
        return item(note)
    words = "The row" if rows.height == 1 else f"The {'first ' if rows.height >= 5 else ''}rows"
    return item(note, folded(words, listing(words, rows)))


def listing(name: str, rows: pl.DataFrame) -> list[Node]:
    """Return rows as a table, each cell as it would be read."""
    headings = [(one.replace("_", " "), "n" if rows.schema[one].is_numeric() else "") for one in rows.columns]
    lines: list[Sequence[Node]] = [[_text(value) for value in row] for row in rows.iter_rows()]
    return table(name, headings, lines)


def _text(value: object) -> str:
    if isinstance(value, float):
        return grouped(value, 0 if value == round(value) else 2)
    return NOTHING if value is None else str(value)


def _whose(seen: Seen) -> Iterator[Node]:
    """Yield the choice of whose each code is, and what has them counted so."""
    chosen = sum(bool(one.who) for one in seen.codes)
    words = f"Read again with {plural(chosen, 'code')}" if chosen else "Read again: choose whose one is first"
    headings = [("Code", ""), ("Orders", "n"), ("Revenue", "n"), ("Whose it is", "")]
    lines: list[Sequence[Node]] = [
        [one.code, _text(one.orders), RUPEES.short(one.revenue), _picker(seen, one)]
        for one in seen.codes[:SHOWN_CODES]
    ]
    rest = len(seen.codes) - SHOWN_CODES
    more = (
        f" The {SHOWN_CODES} of most orders are shown, {rest:,} more are in the report." if rest > 0 else ""
    )
    text = "What you say is written to the code table of this upload, and suggested the next time."
    inside = [
        table("Codes of nobody", headings, lines),
        _people(seen),
        el("p", f"{text}{more}", className="sm"),
        el("div", onward(words, "codes", off=not chosen), className="act"),
    ]
    yield folded("Say whose code it is", inside, opened=chosen > 0)


def _picker(seen: Seen, code: Code) -> list[Node]:
    data = {
        "className": "pick",
        "data_pick": "code",
        "data_code": code.code,
        "aria_label": f"Whose is {code.code}?",
        "key": f"{code.code} {code.who}",
    }
    if len(seen.people) > LISTED_PEOPLE:
        return el("input", type="text", list=_PEOPLE, defaultValue=code.who, placeholder="id or name", **data)
    options = [("", "nobody: organic"), *((who, f"{name} · {who}") for who, name in seen.people)]
    shown = [el("option", words, value=value) for value, words in options]
    return el("select", shown, defaultValue=code.who, **data)


def _people(seen: Seen) -> Node:
    if len(seen.people) <= LISTED_PEOPLE:
        return None
    return el("datalist", [el("option", name, value=who) for who, name in seen.people], id=_PEOPLE)
