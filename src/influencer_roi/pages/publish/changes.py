"""Draws the fourth step: live beside new, month by month, why the past changes, and what stops it."""

import datetime as dt
from collections.abc import Iterator

from influencer_roi.metrics.units import COUNT, NOTHING, RUPEES, TIMES, grouped
from influencer_roi.model.notation import worded
from influencer_roi.model.report import Problem
from influencer_roi.pages.publish.causes import why
from influencer_roi.pages.publish.seen import CHANGES, FILES, ROWS, Seen
from influencer_roi.pages.publish.steps import LATER, back_to, file_link, state_of
from influencer_roi.pages.publish.steps import step as drawn
from influencer_roi.queries.versions import Difference
from influencer_roi.queries.versions.changes import SAME, MonthChange
from influencer_roi.store.publishing import stop_key
from influencer_roi.store.summary import SUMS
from influencer_roi.ui.nodes import Node, el, scrolling
from influencer_roi.ui.words import day

_UNITS = {"revenue": RUPEES, "spend": RUPEES, "orders": COUNT}
_TITLES = {"revenue": "Revenue, {sign}", "spend": "Spend, {sign}", "orders": "Orders"}


def step(seen: Seen) -> list[Node]:
    """Return the step of what changes."""
    state = state_of(CHANGES, seen.step, reached=False)
    if state == LATER or seen.change is None:
        return drawn(
            CHANGES, LATER, "What changes", say=["The new files against what is live, month by month"]
        )
    found = seen.change.difference
    link = file_link("Download as CSV", seen.upload, "changes.csv")
    if seen.change.is_all_new:
        live = "What is live is the made-up sample" if seen.change.compared_with else "Nothing is live yet"
        words = el("p", f"{live}, so nothing changes: all of it is new.", className="sm first")
        body = [words, _totals(found), _months(found), *_stops(seen), _back()]
        return drawn(CHANGES, state, "What changes", "everything is new", tools=[link], body=body)
    body = [_totals(found), _months(found), *why(found), *_stops(seen), _passed(seen), _back()]
    return drawn(CHANGES, state, "What changes", _beside(found), tools=[link], body=body)


def _beside(found: Difference) -> str:
    """Return in words which months come in, and whether the past changes."""
    new = [one.label for one in found.comparison.new if one.month]
    if not new:
        return "the past changes" if found.comparison.closed else "no closed month changes"
    come = f"{new[0]} comes in" if len(new) == 1 else f"{len(new)} new months come in"
    return f"{come}, and the past changes too" if found.comparison.closed else come


def _totals(found: Difference) -> list[Node]:
    before, after = found.comparison.before, found.comparison.after
    cells = [
        ("Data to", _day(after.data_to), f"live {_day(before.data_to)}"),
        ("Revenue", *_total(found, "revenue")),
        ("Spend", *_total(found, "spend")),
        ("ROAS", TIMES.short(after.roas), f"live {TIMES.short(before.roas)}"),
        ("Influencers", f"{after.influencers:,}", f"live {before.influencers:,}"),
    ]
    if not before.months:
        cells = [(name, value, "all new") for name, value, _ in cells]
    return el(
        "div",
        [el("div", el("h3", name), el("p", el("b", value), el("br"), live)) for name, value, live in cells],
        className="tot",
    )


def _day(text: str) -> str:
    return day(dt.date.fromisoformat(text)) if text else NOTHING


def _total(found: Difference, name: str) -> tuple[str, Node]:
    unit, before, after = (
        _UNITS[name],
        found.comparison.before.total(name),
        found.comparison.after.total(name),
    )
    change = found.comparison.change(name) or 0.0
    live = f"live {unit.short(before)}"
    if abs(change) < SAME:
        return unit.short(after), f"{live}, the same"
    return unit.short(after), [
        f"{live} · ",
        el("span", _signed(unit.short(abs(change)), change), className="nb"),
    ]


def _months(found: Difference) -> list[Node]:
    groups = [el("th", worded(_TITLES[name]), colSpan=3, scope="colgroup", className="gr") for name in SUMS]
    top = el("tr", el("td", ""), groups, el("th", "ROAS", colSpan=2, scope="colgroup", className="gr"))
    names = [
        el("th", word, scope="col", className="n gr" if not at % 3 else "n")
        for at, word in enumerate(("live", "new", "change") * 3)
    ]
    last = [el("th", "live", scope="col", className="n gr"), el("th", "new", scope="col", className="n")]
    head = el("thead", top, el("tr", el("th", "Month", scope="col"), names, last))
    lines = [_month(one) for one in found.comparison.months]
    inner = el("table", head, el("tbody", lines, _together(found)), className="vs")
    return scrolling(inner, "What changes by month")


def _month(one: MonthChange) -> list[Node]:
    mark = el("span", "new", className="new") if one.is_new and one.month else None
    cells = [
        cell
        for name in SUMS
        for cell in _cells(
            getattr(one.before, name, None),
            getattr(one.after, name, None),
            one.change(name),
            past=not one.is_new,
        )
    ]
    roas = [one.roas_of(side) if one.month else None for side in (one.before, one.after)]
    return el("tr", el("th", one.label, mark, scope="row"), cells, _roas(*roas))


def _together(found: Difference) -> list[Node]:
    before, after = found.comparison.before, found.comparison.after
    cells = [
        cell
        for name in SUMS
        for cell in _cells(before.total(name), after.total(name), found.comparison.change(name), past=False)
    ]
    return el(
        "tr", el("th", "Together", scope="row"), cells, _roas(before.roas, after.roas), className="together"
    )


def _cells(live: float | None, new: float | None, change: float | None, *, past: bool) -> Iterator[Node]:
    yield el("td", _figure(live), className="n gr")
    yield el("td", _figure(new), className="n")
    moved = change is not None and abs(change) >= SAME
    style = "n ch" if moved and past else "n" if moved else "n muted"
    yield el("td", _signed(grouped(abs(change)), change) if moved and change else NOTHING, className=style)


def _roas(live: float | None, new: float | None) -> list[Node]:
    return [el("td", TIMES.short(live), className="n gr"), el("td", TIMES.short(new), className="n")]


def _figure(value: float | None) -> str:
    return NOTHING if value is None else grouped(value)


def _signed(words: str, change: float) -> str:
    return f"{'−' if change < 0 else '+'}{words}"


def _stops(seen: Seen) -> Iterator[Node]:
    for at, stop in enumerate(seen.change.stops if seen.change else ()):
        yield _stop(at, stop, seen.upload)


def _stop(at: int, stop: Problem, upload: str) -> list[Node]:
    identity, key = f"publish-stop-{at}", stop_key(stop)
    ways = [
        back_to(f"Fix and drop {stop.place} again", FILES, style="btn go"),
        back_to("Look at the rows", ROWS, style="btn"),
    ]
    if "set_aside" in stop.code:
        ways[1] = file_link("Download what was set aside", upload, "set-aside.csv", style="btn")
    left = el("div", el("h3", f"Stop: {stop.place}"), el("p", stop.text), el("div", ways, className="act"))
    box = el("input", type="checkbox", id=identity, data_pass=key, aria_describedby=f"{identity}-why")
    kept = " The reason is kept with the version and shown to everybody."
    words = el("span", el("b", "Publish all the same."), kept, id=f"{identity}-why")
    reason = el(
        "input",
        type="text",
        className="input",
        maxLength=300,
        placeholder="Reason, at least 10 letters",
        aria_label=f"Reason to pass the stop of {stop.place}",
        data_reason=key,
    )
    passing = el("div", el("label", box, words, className="tick"), reason)
    return el("div", left, passing, className="stop", role="group", aria_label=f"Stop: {stop.place}")


def _passed(seen: Seen) -> list[Node]:
    stops = seen.change.stops if seen.change else ()
    passed = [] if any("rows_dropped" in one.code for one in stops) else ["No file lost half its rows"]
    if not any("set_aside" in one.code for one in stops):
        passed.append("Under 5 % set aside in every file")
    left = sum(one.left_out for one in seen.report.counts.values()) if seen.report else 0
    passed += ["Nobody else has published since you began"] + (
        [f"{left:,} rows left out, in no stop"] if left else []
    )
    return el("p", [el("span", el("span", "✓ ", className="good"), one) for one in passed], className="ok")


def _back() -> list[Node]:
    return el("div", back_to("Back to rows", ROWS, style="btn"), className="act")
