"""Says what a file of rows is: under which filters, up to which day, and what each column means."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from influencer_roi.filters import Filters
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import NOTHING
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.model.escape import inert_text
from influencer_roi.model.notation import worded
from influencer_roi.orders import Listing
from influencer_roi.pages.explorer.columns import COLUMNS as EXPLORER
from influencer_roi.pages.payouts.file import COLUMNS as AGREEMENTS
from influencer_roi.pages.payouts.month import COLUMNS as MONTH_CLOSE
from influencer_roi.pages.payouts.month import TIMES
from influencer_roi.pages.payouts.weak import COLUMNS as UNDERPERFORMERS
from influencer_roi.queries.columns import BEFORE, MOVED, metric_of
from influencer_roi.settings import ZONE
from influencer_roi.ui.file_names import PRODUCT
from influencer_roi.ui.grid import Column
from influencer_roi.ui.words import lowered, plural

# What no registry and no table on screen declares.
_OTHERS = {
    "follower_count": "The influencer's followers, empty where unknown.",
    "revenue_squared": "The sum of squared order values, from which the interval around a ROAS follows.",
    "caption": "What the post says.",
    "url": "Where the post stands.",
    "product": "The product as the file states it.",
    "user_id": "The customer.",
    "order_id": "The order's own id in its file.",
    "payout_id": "The payout's own id in its file.",
    "table": "Which of the four tables the row was meant for.",
    "file": "The file the row stands in.",
    "sha256": "The fingerprint of that file.",
    "column": "The column at fault.",
    "value": "What stood in it.",
    "code": "The kind of fault.",
    "reason": "Why the row is kept out.",
    "fix": "How to fix it.",
    "raw": "The whole row as the file has it.",
    "gate": "The test of whether the data carry a kind of statement.",
    "question": "What the gate asks.",
    "state": "Whether what rests on the gate is on: open, weak, closed, or too thin to say.",
    "number": "What the gate found, empty where it is too thin.",
    "threshold": "The line the number is held against.",
    "says": "What the number means.",
    "opens": "What would open the gate, or what holds though it is open.",
    "compared_from": "The first of the days compared with.",
    "compared_to": "The last of the days compared with.",
}
# What follows a metric's key where it stands beside another period.
_BESIDE = {
    BEFORE: ("before", "In the days compared with."),
    MOVED: ("moved", "What this row adds to the change of the total; over all rows it adds up to it."),
}
_BREAKS = re.compile(r"[\r\n\v\f\u0085\u2028\u2029]+")


@dataclass(frozen=True)
class RowsFile:
    """Rows to take home, and what a reader must know to trust them later.

    `selection` is the filters in words, `chosen` what else narrows or orders the rows, empty where nothing.
    """

    name: str
    listed: Listing
    filters: Filters
    as_of: dt.date
    assumed: Assumptions
    selection: str = ""
    chosen: str = ""


def about(rows: RowsFile) -> Iterator[tuple[str, str]]:
    """Yield what rows are, under which filters and assumptions, and what each of their columns means."""
    yield "made by", PRODUCT
    yield "rows", f"{plural(rows.listed.count(), 'row')}: {rows.name}"
    yield "selection", rows.selection or NOTHING
    if rows.chosen:
        yield "chosen", rows.chosen
    yield "filters", rows.filters.to_query() or "none"
    yield "data to", rows.as_of.isoformat()
    yield "made at", dt.datetime.now(ZoneInfo(ZONE)).isoformat(sep=" ", timespec="minutes")
    assumed = _assumed(rows)
    if assumed:
        yield "assumptions", assumed
    for name in rows.listed.empty.columns:
        yield name, meaning(name)


def comments(rows: RowsFile) -> Iterator[str]:
    """Yield the same as lines of one cell each, whatever a spreadsheet takes for a separator."""
    for term, words in about(rows):
        yield f"# {_one_cell(f'{term}: {words}')}\n"


def meaning(name: str) -> str:
    """Return what a column of a file means; one nobody declares is called by its name."""
    if name in REGISTRY:
        metric = REGISTRY[name]
        return f"{metric.label}: {worded(metric.meaning)} {metric.formula.text} ({metric.unit.label})"
    if name in DIMENSIONS:
        return f"{DIMENSIONS[name].label}: {worded(DIMENSIONS[name].meaning)}"
    if beside := metric_of(name):
        word, means = next(words for end, words in _BESIDE.items() if name.endswith(end))
        return f"{beside.label} {word}: {means} ({beside.unit.label})"
    column = _columns().get(name)
    label = column.label if column else name.replace("_", " ").capitalize()
    return f"{label}: {worded((column.meaning if column else '') or _OTHERS.get(name, label))}"


def is_money(name: str) -> bool:
    """Return whether a column that is no metric is an amount."""
    column = _columns().get(name)
    return column is not None and column.kind == "money"


def _columns() -> Mapping[str, Column]:
    """Return the columns tables on screen declare, those that say what they mean before others."""
    shown = [one for table in (*EXPLORER.values(), AGREEMENTS, UNDERPERFORMERS) for one in table]
    # Those of a month are named with the time they are of.
    of_month = [
        replace(one, label=f"{one.label} ({lowered(one.group)})") if one.group in TIMES else one
        for one in MONTH_CLOSE
        if isinstance(one, Column)
    ]
    declared = [one for one in (*shown, *of_month) if isinstance(one, Column)]
    return {one.field: one for one in sorted(declared, key=lambda one: bool(one.meaning))}


def _assumed(rows: RowsFile) -> str:
    """Return the assumptions that some column rests on; empty where none does."""
    metrics = [metric for name in rows.listed.empty.columns if (metric := metric_of(name))]
    resting = {name for metric in metrics for name in metric.formula.assumes}
    shares = {name: getattr(rows.assumed, name) for name in sorted(resting)}
    return ", ".join(f"{name} {share * 100:g}%" for name, share in shares.items())


def _one_cell(text: str) -> str:
    """Return a text that no spreadsheet splits, runs or reads on past its line's end."""
    flat = _BREAKS.sub(" ", text).replace('"', "'")
    grouped = re.sub(r"(?<=\d),(?=\d)", " ", flat).replace(",", ";")
    return inert_text(grouped)
