"""Draws the fourth step: live beside new, month by month, why the past changes, and what stops it."""

import datetime as dt
from collections.abc import Iterator, Sequence

from influencer_roi.metrics.units import COUNT, NOTHING, RUPEES, TIMES, grouped
from influencer_roi.pages.publish.seen import CHANGES, FILES, ROWS, Seen, Stop
from influencer_roi.pages.publish.steps import LATER, back_to, state_of
from influencer_roi.pages.publish.steps import step as drawn
from influencer_roi.queries.versions import Cause, Difference
from influencer_roi.queries.versions.changes import SAME, MonthChange, month_label
from influencer_roi.store.summary import SUMS, Month, Summary
from influencer_roi.ui.nodes import Node, el
from influencer_roi.ui.words import day

_UNITS = {"revenue": RUPEES, "spend": RUPEES, "orders": COUNT}
_TITLES = {"revenue": "Revenue, ₹", "spend": "Spend, ₹", "orders": "Orders"}
SHOWN_CAUSES = 6


def step(seen: Seen) -> list[Node]:
    """Return the step of what changes."""
    state = state_of(CHANGES, seen.step, reached=False)
    if state == LATER or seen.change is None:
        return drawn(
            CHANGES, LATER, "What changes", say=["The new files against what is live, month by month"]
        )
    found = seen.change.difference
    if found is None:
        words = el("p", "Nothing is live yet, so nothing changes: all of it is new.", className="sm")
        return drawn(CHANGES, state, "What changes", "everything is new", body=[words, *_stops(seen)])
    link = el(
        "a",
        "Download as CSV",
        href=f"/upload/{seen.upload}/changes.csv",
        className="ghost small",
        download="changes.csv",
    )
    beside = "the past changes" if found.comparison.closed else "no closed month changes"
    if any(one.month for one in found.comparison.new):
        beside = (
            "new months come in, and the past changes too"
            if found.comparison.closed
            else "new months come in"
        )
    body = [_totals(found), _months(found), *_why(found), *_stops(seen), _passed(seen), _back()]
    return drawn(CHANGES, state, "What changes", beside, tools=[link], body=body)


def _totals(found: Difference) -> list[Node]:
    before, after = found.comparison.before, found.comparison.after
    people = f"live {before.influencers:,}"
    cells = [
        ("Data to", _day(after.data_to), f"live {_day(before.data_to)}"),
        ("Revenue", *_total(found, "revenue")),
        ("Spend", *_total(found, "spend")),
        ("ROAS", TIMES.short(after.roas), f"live {TIMES.short(before.roas)}"),
        ("Influencers", f"{after.influencers:,}", people),
    ]
    return el(
        "div",
        [el("div", el("h3", name), el("p", el("b", value), el("br"), live)) for name, value, live in cells],
        className="tot",
    )


def _day(text: str) -> str:
    return day(dt.date.fromisoformat(text)) if text else NOTHING


def _total(found: Difference, name: str) -> tuple[str, str]:
    unit, before, after = (
        _UNITS[name],
        found.comparison.before.total(name),
        found.comparison.after.total(name),
    )
    change = found.comparison.change(name) or 0.0
    moved = f" · {_signed(unit.short(abs(change)), change)}" if abs(change) >= SAME else ", the same"
    return unit.short(after), f"live {unit.short(before)}{moved}"


def _months(found: Difference) -> list[Node]:
    groups = [el("th", _TITLES[name], colSpan=3, scope="colgroup", className="gr") for name in SUMS]
    top = el("tr", el("td", ""), groups, el("th", "ROAS", colSpan=2, scope="colgroup", className="gr"))
    names = [
        el("th", word, scope="col", className="n gr" if not at % 3 else "n")
        for at, word in enumerate(("live", "new", "change") * 3)
    ]
    last = [el("th", "live", scope="col", className="n gr"), el("th", "new", scope="col", className="n")]
    head = el("thead", top, el("tr", el("th", "Month", scope="col"), names, last))
    lines = [_month(one) for one in found.comparison.months]
    inner = el("table", head, el("tbody", lines, _together(found)), className="vs")
    return el("div", inner, className="scroll", tabIndex=0, role="region", aria_label="What changes by month")


def _month(one: MonthChange) -> list[Node]:
    mark = el("span", "new", className="new") if one.is_new and one.month else None
    cells = [
        cell
        for name in SUMS
        for cell in _cells(
            _value(one.before, name), _value(one.after, name), one.change(name), past=not one.is_new
        )
    ]
    return el(
        "tr",
        el("th", one.label, mark, scope="row"),
        cells,
        _roas(_of_month(one.before), _of_month(one.after)),
    )


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


def _value(month: Month | None, name: str) -> float | None:
    return getattr(month, name) if month else None


def _of_month(month: Month | None) -> float | None:
    return Summary(months=(month,)).roas if month and month.month else None


def _signed(words: str, change: float) -> str:
    return f"{'−' if change < 0 else '+'}{words}"


def _why(found: Difference) -> Iterator[Node]:
    causes = sorted(found.causes, key=lambda one: -abs(one.rupees))
    if not causes:
        return
    past = [
        el("span", f"past {name} ", el("b", _rupees(found.comparison.past(name)), className="bad"), " ")
        for name in ("revenue", "spend")
    ]
    yield el("div", el("h3", "Why does the past change?"), el("span", past, className="ink2"), className="wh")
    yield el("ul", [_cause(one) for one in causes[:SHOWN_CAUSES]], className="why")


def _cause(one: Cause) -> list[Node]:
    words = one.words[0].upper() + one.words[1:]
    return el(
        "li",
        el("b", words),
        el("b", _rupees(one.rupees), className="bad nb"),
        el("span", f"{one.measure.capitalize()} {_months_of(one)}"),
    )


def _months_of(one: Cause) -> str:
    if "month" not in one.rows.columns or not one.rows.height:
        return "of months that are live; nothing else explains it."
    months = sorted({str(month) for month in one.rows["month"].drop_nulls() if month})
    if not months:
        return "without a day."
    first, last = month_label(months[0]), month_label(months[-1])
    return f"of {first}." if first == last else f"of {first} to {last}."


def _rupees(value: float) -> str:
    return _signed(RUPEES.short(abs(value)), value) if abs(value) >= SAME else "none"


def _stops(seen: Seen) -> Iterator[Node]:
    for at, stop in enumerate(seen.change.stops if seen.change else ()):
        yield _stop(at, stop, seen.upload)


def _stop(at: int, stop: Stop, upload: str) -> list[Node]:
    identity = f"publish-stop-{at}"
    ways = [
        back_to(f"Fix and drop {stop.file} again", FILES, style="btn go"),
        back_to("Look at the rows", ROWS, style="btn"),
    ]
    if "set_aside" in stop.key:
        aside = {"href": f"/upload/{upload}/set-aside.csv", "download": "set-aside.csv"}
        ways[1] = el("a", "Download what was set aside", className="btn", **aside)
    left = el("div", el("h3", f"Stop: {stop.file}"), el("p", stop.words), el("div", ways, className="act"))
    box = el("input", type="checkbox", id=identity, data_pass=stop.key, aria_describedby=f"{identity}-why")
    why: Sequence[Node] = [
        el(
            "label",
            box,
            el(
                "span",
                el("b", "Publish all the same."),
                " The reason is kept with the version and shown to everybody.",
                id=f"{identity}-why",
            ),
            className="tick",
        ),
        el(
            "input",
            type="text",
            className="input",
            maxLength=300,
            placeholder="Reason, at least 10 letters",
            aria_label=f"Reason to pass the stop of {stop.file}",
            data_reason=stop.key,
        ),
    ]
    return el(
        "div", left, el("div", list(why)), className="stop", role="group", aria_label=f"Stop: {stop.file}"
    )


def _passed(seen: Seen) -> list[Node]:
    stops = seen.change.stops if seen.change else ()
    said = [] if any("rows_dropped" in one.key for one in stops) else ["No file lost half its rows"]
    if not any("set_aside" in one.key for one in stops):
        said.append("Under 5 % set aside in every file")
    left = sum(one.left_out for one in seen.report.counts.values()) if seen.report else 0
    said += ["Nobody else has published since you began"] + (
        [f"{left:,} rows left out, in no stop"] if left else []
    )
    return el("p", [el("span", el("span", "✓ ", className="good"), one) for one in said], className="ok")


def _back() -> list[Node]:
    return el("div", back_to("Back to rows", ROWS, style="btn"), className="act")
