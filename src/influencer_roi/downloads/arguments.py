"""Reads what a link requests; what the data do not have is refused with a sentence."""

import json
import math
from collections.abc import Callable, Sequence
from urllib.parse import parse_qs

from flask import abort, request

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.model.notation import grouped
from influencer_roi.orders.requests import RowRequest
from influencer_roi.queries.credit_rules import STANDARD, WINDOWS, Crediting, Rule
from influencer_roi.queries.payouts import Thresholds
from influencer_roi.ui.page import Page

_LONGEST_MODEL = 8_000  # characters
_THRESHOLDS = tuple(Thresholds.__dataclass_fields__)


def filters(ledger: Ledger) -> Filters:
    """Return the filters of the address; rows are never given for others."""
    read, dropped = Filters.from_query(_query(), ledger)
    if dropped:
        abort(400, f"Not in this data: {', '.join(dropped)}.")
    return read


def argument(name: str) -> str:
    """Return what the address says of a name, empty where it says nothing."""
    return parse_qs(_query()).get(name, [""])[0]


def by() -> str:
    """Return the dimension there is one row per value of."""
    name = argument("by")
    if name not in DIMENSIONS:
        abort(400, f"There is no dimension '{name}'; there are {', '.join(DIMENSIONS)}.")
    return name


def credit() -> Crediting:
    """Return the rule of credit and its window; the ledger's own where the address names none."""
    rule, window = argument("credit") or STANDARD.rule, argument("window") or str(STANDARD.window)
    if rule not in list(Rule) or window not in map(str, WINDOWS):
        rules, windows = ", ".join(Rule), ", ".join(map(str, WINDOWS))
        abort(400, f"There is no credit '{rule}' of {window} days; there are {rules}, of {windows} days.")
    return Crediting(Rule(rule), int(window))


def sort() -> str:
    """Return the metric the rows are sorted by, empty where none is named."""
    name = argument("sort")
    if name and name not in REGISTRY:
        abort(400, f"There is no metric '{name}'; there are {', '.join(REGISTRY)}.")
    return name


def choices(page: Page) -> dict[str, str]:
    """Return what a page's choices are in the address."""
    chosen, refused = page.chosen(_query())
    if refused:
        abort(400, f"Not on this page: {', '.join(refused)}.")
    return chosen


def shown(read: Callable[[object], RowRequest]) -> RowRequest | None:
    """Return which rows of a table its grid shows, as `read` reads it; None where the address names none."""
    text = argument("shown")
    if not text:
        return None
    if len(text) > _LONGEST_MODEL:
        abort(400, f"shown has {grouped(len(text))} characters; {grouped(_LONGEST_MODEL)} at most.")
    try:
        return read(json.loads(text))
    except RecursionError:
        abort(400, "shown is nested too deeply.")
    except json.JSONDecodeError:
        abort(400, "shown is no JSON.")
    except ValueError as refused:
        abort(400, f"shown is not understood. {refused}")


def columns_but_hidden(names: Sequence[str]) -> list[str]:
    """Return the columns but those the address names as hidden; all of them where none is left."""
    hidden = argument("hidden").split(",")
    return [name for name in names if name not in hidden] or [*names]


def baseline(assumed: Assumptions) -> float:
    """Return the baseline as a share, in the address in percent; as assumed where it names none."""
    percent = _number("baseline", assumed.baseline * 100)
    if not 0 <= percent <= 100:
        abort(400, f"baseline is '{argument('baseline')}'; give a percentage from 0 to 100.")
    return percent / 100


def thresholds() -> Thresholds:
    """Return the thresholds of underperformers; those the address does not name are as by default."""
    drawn = {name: _number(name, 0.0) for name in _THRESHOLDS if argument(name)}
    return Thresholds(**drawn)


def in_words(drawn: Thresholds) -> str:
    """Return the thresholds drawn: "ROAS below 1, spend from 0"."""
    words = {
        "max_roas": "ROAS below",
        "min_spend": "spend from",
        "max_orders": "orders at most",
        "max_engagement": "engagement rate below",
    }
    lines = {name: getattr(drawn, name) for name in _THRESHOLDS}
    return ", ".join(f"{words[name]} {line:g}" for name, line in lines.items() if line is not None)


def _query() -> str:
    return request.query_string.decode("utf-8", "replace")


def _number(name: str, default: float) -> float:
    text = argument(name)
    try:
        number = float(text) if text else default
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        abort(400, f"{name} is '{text}'; give a number.")
    return number
