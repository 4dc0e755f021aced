"""Draws the second step: file by file, which of their columns is which of ours."""

from itertools import chain

from influencer_roi.model.headers import folded
from influencer_roi.pages.publish.picking import lines_of
from influencer_roi.pages.publish.seen import COLUMNS, FILES, LEAVE_OUT, Seen, Sheet
from influencer_roi.pages.publish.steps import DONE, LATER, back_to, button, onward, state_of, sub
from influencer_roi.pages.publish.steps import step as drawn
from influencer_roi.ui.nodes import Node, el
from influencer_roi.ui.words import plural

NAMED = 3  # columns that have other names in a file
TABLES = ("influencers", "posts", "orders", "payouts")


def step(seen: Seen) -> list[Node]:
    """Return the step of columns."""
    state = state_of(COLUMNS, seen.step, reached=seen.step > COLUMNS or seen.state != "idle")
    if state == LATER:
        return drawn(COLUMNS, state, "Columns", say=["Which of your columns is which of ours"])
    if state == DONE:
        again = [back_to("Look again", COLUMNS)]
        placed = "every column has its place" if seen.sheets else "no table among these files"
        beside = f"{plural(seen.asks, 'column')} to choose" if seen.asks else placed
        return drawn(COLUMNS, state, "Columns", beside, say=_found(seen), tools=again)
    tabs = el("nav", [_tab(sheet) for sheet in seen.sheets], className="tabs", aria_label="Files")
    sheets = el("div", [part for sheet in seen.sheets for part in _sheet(sheet)])
    body = [el("div", tabs, sheets, className="cols"), _acts(seen)]
    return drawn(COLUMNS, state, "Columns", "which of your columns is which of ours?", body=body)


def _found(seen: Seen) -> list[Node]:
    """Return what was found, file by file, in a few words."""
    nodes: list[Node] = [el("b", seen.mapping), " says which column is which. "] if seen.mapping else []
    for sheet in seen.sheets:
        if sheet.form:
            nodes += [el("b", sheet.name), f" is read as {sheet.form}. "]
        elif sheet.remembered:
            nodes += [el("b", sheet.name), ": as you chose for these headers before. "]
        elif other := _other_names(sheet):
            nodes += [el("b", sheet.name), f": {other}. "]
    found = "All files name their columns as we do." if seen.sheets else "None has a line of headers."
    return nodes or [found]


def _other_names(sheet: Sheet) -> str:
    """Return which columns of ours a file has under other names, the first of many."""
    other = [
        f"{line.ours} is {line.header}"
        for line in sheet.lines
        if line.header and folded(line.header) != folded(line.ours)
    ]
    more = [f"{len(other) - NAMED} more have other names"] if len(other) > NAMED else []
    return ", ".join([*other[:NAMED], *more])


def _tab(sheet: Sheet) -> list[Node]:
    if sheet.asks:
        words = f"{plural(sheet.asks, 'column')} to choose" if sheet.table else "which table is it?"
        state = el("span", words, className="warn")
    elif sheet.table == LEAVE_OUT:
        state = el("span", "is not read")
    else:
        found = sheet.form or f"all {sum(not line.further for line in sheet.lines)} columns found"
        state = el("span", el("i", "✓ ", className="good"), found)
    return el("a", sheet.name, state, href=f"#{_anchor(sheet)}", className="on" if sheet.asks else None)


def _anchor(sheet: Sheet) -> str:
    return "sheet-" + "".join(one if one.isalnum() else "-" for one in sheet.name)


def _sheet(sheet: Sheet) -> list[Node]:
    used = len(
        {line.header for line in sheet.lines if line.header}
        | {line.as_format for line in sheet.lines if line.as_format}
    )
    beside = f"{used} of its {len(sheet.headers)} columns are used" if sheet.lines else ""
    parts: list[Node] = [sub(sheet.name, beside, name=_anchor(sheet))]
    if sheet.form or sheet.refused:
        parts.append(_known(sheet))
    if not sheet.form and (not sheet.table or sheet.table == LEAVE_OUT or sheet.remembered or sheet.refused):
        parts.append(_which(sheet))
    if sheet.lines:
        parts += lines_of(sheet)
    return parts


def _known(sheet: Sheet) -> list[Node]:
    if sheet.refused:
        words: list[Node] = [el("b", "Read column by column"), ", as you said."]
        act = "It is one after all"
    elif sheet.is_mapped:
        words = [el("b", f"Read as {sheet.form}"), ". Each line of the table can still be changed."]
        return el("div", el("span", words), className="known")
    else:
        words = [
            el("b", f"Read as {sheet.form}"),
            ", known by its headers, not by its name. Each line of the table can still be changed.",
        ]
        act = "It is not one"
    other = button(act, "format", style="ghost small", sheet=sheet.name)
    return el("div", el("span", words), other, className="known")


def _which(sheet: Sheet) -> list[Node]:
    """Return the choice of the table a file is."""
    options = [("", "choose a table"), *((name, name) for name in TABLES), ("codes", "codes: whose is which")]
    if not sheet.read_anyway:
        options.append((LEAVE_OUT, "none of them: leave it out"))
    chosen = sheet.table
    picked = el(
        "select",
        [el("option", words, value=value) for value, words in options],
        defaultValue=chosen,
        className="pick" + ("" if chosen else " ask"),
        data_pick="table",
        data_sheet=sheet.name,
        aria_label=f"Which table is {sheet.name}?",
        key=f"{sheet.name} {chosen}",
    )
    out = button("Take it out", "remove", style="ghost small", file=sheet.file)
    label = el("label", "This sheet holds " if sheet.page else "This file holds ", picked)
    return el("div", label, None if sheet.page else out, className="which")


def _acts(seen: Seen) -> list[Node]:
    box = el(
        "input", type="checkbox", defaultChecked=seen.remember, data_pick="remember", key=str(seen.remember)
    )
    keep = el(
        "label", box, el("span", "Remember these choices for files with the same headers"), className="tick"
    )
    missing = (f"choose {line.ours} first" for sheet in seen.sheets for line in sheet.lines if line.asks)
    untold = (f"say what {sheet.name} is first" for sheet in seen.sheets if not sheet.table)
    lacking = next(chain(missing, untold), "")
    words = f"Read the rows: {lacking}" if lacking else "Read the rows"
    return el(
        "div",
        keep,
        el("span", className="gap"),
        back_to("Back to files", FILES, style="btn"),
        onward(words, "build", off=bool(lacking)),
        className="act",
    )
