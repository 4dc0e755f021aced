"""Draws the third step: what is kept, set aside and left out, with a reason for each row."""

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from influencer_roi.metrics.units import NOTHING, grouped
from influencer_roi.model.notation import worded
from influencer_roi.model.report import Counts, Report
from influencer_roi.pages.publish import aside, odd
from influencer_roi.pages.publish.seen import CHANGES, COLUMNS, FILES, ROWS, Seen
from influencer_roi.pages.publish.steps import (
    DONE,
    LATER,
    back_to,
    button,
    file_link,
    folded,
    onward,
    state_of,
    table,
)
from influencer_roi.pages.publish.steps import step as drawn
from influencer_roi.store.upload import Way
from influencer_roi.ui.nodes import Node, el
from influencer_roi.ui.words import plural

SHOWN_COLUMNS = 12


def step(seen: Seen) -> list[Node]:
    """Return the step of rows."""
    state = state_of(ROWS, seen.step, reached=seen.is_read)
    if state == LATER:
        return drawn(
            ROWS, state, "Rows", say=["What is kept, set aside and left out, with a reason for each row"]
        )
    if seen.report is None:
        beside = "not read yet" if seen.state == "refused" else "being read"
        return drawn(ROWS, state, "Rows", beside, body=_unread(seen))
    beside = _counted(seen.report)
    if state == DONE:
        return drawn(
            ROWS, state, "Rows", beside, say=_aside_words(seen.report), tools=[back_to("Look again", ROWS)]
        )
    whole = file_link("Whole report", seen.upload, "report.json")
    return drawn(ROWS, state, "Rows", beside, tools=[whole], body=[*_body(seen, seen.report), _acts()])


def _unread(seen: Seen) -> list[Node]:
    """Return how far the reading is, or why the files cannot be read, and what to do."""
    if seen.state != "refused":
        bar = el("progress", value=round(seen.done, 3), max=1, aria_label="Read so far", id="publish-done")
        words = el("p", seen.doing or "starting", className="sm", id="publish-doing")
        return [
            el("div", words, bar, className="sending"),
            el("div", button("Discard these files", "discard"), className="act"),
        ]
    problems = [el("li", el("b", one)) for one in seen.problems]
    beside: list[Node] = [_beside_live()] if seen.can_add and seen.way is Way.ALONE else []
    ways = [
        back_to("Drop the file again", FILES, style="btn go"),
        back_to("Back to columns", COLUMNS, style="btn"),
        button("Discard these files", "discard"),
    ]
    return [el("ul", problems, className="plain"), *beside, el("div", ways, className="act")]


def _beside_live() -> list[Node]:
    """Return the ways to read files of some tables beside what is live."""
    words = "Are these not all of your data? They can go beside what is live: "
    return el(
        "div",
        el("span", words, className="ink2"),
        button("add them to it", "way", way=Way.ADD.value),
        button("or have them take the place of the same tables", "way", way=Way.REPLACE.value),
        className="act beside-live",
    )


def _counted(report: Report) -> str:
    read, kept, aside, out = _sums(report)
    return f"{grouped(kept)} of {grouped(read)} kept, {grouped(aside)} set aside, {grouped(out)} left out"


def _sums(report: Report) -> list[int]:
    """Return how many rows were read, kept, set aside and left out."""
    counts = report.counts.values()
    return [sum(getattr(one, name) for one in counts) for name in ("read", "kept", "set_aside", "left_out")]


def _aside_words(report: Report) -> list[Node]:
    kinds = report.faults.group_by("file", "reason", maintain_order=True).len().head(3)
    words = [f"{file}: {plural(count, 'row')} with {reason}" for file, reason, count in kinds.iter_rows()]
    return (
        [el("b", "Set aside: "), "; ".join(words) + "."]
        if words
        else ["Every row that was read has its place."]
    )


def _body(seen: Seen, report: Report) -> Iterator[Node]:
    yield _tables(report)
    if report.faults.height:
        yield from aside.set_aside(seen, report)
    yield el("div", aside.left_out(seen, report), odd.kept_but_odd(seen, report), className="pair")
    yield from aside.rows_left_out(report)
    yield from _heads(seen.heads, report)


def _tables(report: Report) -> list[Node]:
    headings = [
        ("File", ""),
        ("", "w"),
        ("Read", "n"),
        ("Kept", "n"),
        ("Set aside", "n"),
        ("Left out", "n"),
        (worded("Money: in the file = kept + set aside + left out, {sign}"), "n"),
    ]
    lines: list[Sequence[Node]] = [
        [
            one.file,
            _beside(one),
            grouped(one.read),
            grouped(one.kept),
            _some(one.set_aside),
            _some(one.left_out),
            _money(one),
        ]
        for one in report.counts.values()
    ]
    lines.append(["Together", "", *map(grouped, _sums(report)), ""])
    return table("Rows by file", headings, lines, style="rt with-sum")


def _beside(one: Counts) -> str:
    if one.read and one.set_aside * 20 > one.read:
        return f"{one.set_aside / one.read:.1%} set aside, the line is 5 %"
    return plural(len(one.parts), "file") + " together" if one.parts else ""


def _some(count: int) -> str:
    return grouped(count) if count else NOTHING


def _money(one: Counts) -> str:
    if not one.money.column:
        return NOTHING
    parts = [one.money.kept, one.money.set_aside, one.money.left_out]
    shown = [grouped(part, 2) for at, part in enumerate(parts) if part or not at]
    return f"{grouped(one.money.whole, 2)} = {' + '.join(shown)}"


def _heads(heads: Mapping[str, pl.DataFrame], report: Report) -> Iterator[Node]:
    """Yield the first rows of each table as they would be, folded up."""
    for name, rows in heads.items():
        shown = rows.select(rows.columns[:SHOWN_COLUMNS])
        which = "The first" if rows.height < report.counts[name].kept else "All"
        words = f"{which} {plural(rows.height, 'row')} of {name}, as they would be"
        yield folded(words, odd.listing(f"First rows of {name}", shown))


def _acts() -> list[Node]:
    on = onward("See what changes", "look", to=str(CHANGES))
    return el(
        "div",
        back_to("Drop one file again", FILES, style="btn"),
        el("span", className="gap"),
        back_to("Back to columns", COLUMNS, style="btn"),
        on,
        className="act",
    )
