"""Draws which of a file's columns is which of ours: pickers, three cells of each, what could be one."""

from collections.abc import Iterator, Sequence

from influencer_roi.pages.publish.meanings import meaning
from influencer_roi.pages.publish.seen import AS_FORMAT, NOT_HERE, Line, Sheet
from influencer_roi.pages.publish.steps import folded
from influencer_roi.ui.nodes import Node, el, scrolling
from influencer_roi.ui.words import plural

NOTHING = ""


def lines_of(sheet: Sheet) -> Iterator[Node]:
    """Yield the columns of a file; those few files have folded up, while the file has headers left over."""
    yield _table(sheet, [line for line in sheet.lines if not line.further], f"Columns of {sheet.name}")
    further = [line for line in sheet.lines if line.further]
    left = [one for one in sheet.headers if one.strip() and one not in {line.header for line in sheet.lines}]
    if further and left:
        some = ", ".join(line.ours for line in further[:5])
        words = f"{plural(len(further), 'more column')} it may have: {some} …"
        inner = _table(sheet, further, f"More columns of {sheet.name}")
        yield folded(words, inner)


def _table(sheet: Sheet, lines: Sequence[Line], name: str) -> list[Node]:
    head = [
        el("th", words, scope="col")
        for words in ("Ours", "Taken from", "Three cells of it", "How it is read")
    ]
    rows = [row for line in lines for row in _line(sheet, line)]
    inner = el("table", el("thead", el("tr", head)), el("tbody", rows), className="map")
    return scrolling(inner, name)


def _line(sheet: Sheet, line: Line) -> list[Node]:
    means = meaning(sheet.table, line.ours)
    nodes = [el("span", line.how, className="warn"), *([el("small", means)] if means else [])]
    how: Node = nodes if line.asks else line.how
    row = el(
        "tr",
        el("th", line.ours, scope="row", className="o", title=means or None),
        el("td", _picker(sheet, line)),
        el("td", [_cell(one) for one in line.cells], className="cells"),
        el("td", how, className="read-as"),
        key=f"{sheet.name} {line.ours}",
    )
    offered = [_candidate(sheet, line, *one) for one in line.candidates[:5]]
    return [row, *([el("tr", el("td", offered, colSpan=4, className="pop"))] if offered else [])]


def _picker(sheet: Sheet, line: Line) -> list[Node]:
    chosen = line.header or (AS_FORMAT if line.as_format else NOTHING if line.asks else NOT_HERE)
    first = [el("option", line.as_format, value=AS_FORMAT)] if line.as_format else []
    if line.asks:
        first.append(el("option", "choose a column", value=NOTHING))
    if not line.needed and not line.as_format:
        first.append(el("option", "not in this file", value=NOT_HERE))
    options = [*first, *(el("option", one, value=one) for one in dict.fromkeys(sheet.headers) if one.strip())]
    return el(
        "select",
        options,
        defaultValue=chosen,
        className="pick" + (" ask" if line.asks else ""),
        data_pick="column",
        data_sheet=sheet.name,
        data_ours=line.ours,
        aria_label=f"{line.ours} of {sheet.name}",
        key=f"{sheet.name} {line.ours} {chosen}",
    )


def _cell(text: str) -> list[Node]:
    return el("span", text, title=text)


def _candidate(
    sheet: Sheet,
    line: Line,
    header: str,
    cells: tuple[str, ...],
    why: str,
    suggested: bool,  # noqa: FBT001 # a value
) -> list[Node]:
    more = el("small", f"{why} · suggested" if suggested else why, className="good" if suggested else "muted")
    return el(
        "button",
        el("b", header),
        el("span", [_cell(one) for one in cells], className="cells"),
        more,
        type="button",
        className="opt on" if suggested else "opt",
        data_do="column",
        data_sheet=sheet.name,
        data_ours=line.ours,
        data_header=header,
    )
