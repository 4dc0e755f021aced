"""Links boards to the rows they speak of: as many as the words say, by tests a table on screen would make."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

Link = tuple[str, str]
NO_LINK: Link = ("", "")


@dataclass(frozen=True)
class Bound:
    """One test of a column: its kind, as tables call it, and the amount; None where it takes none."""

    column: str
    kind: str
    amount: float | None = None


def known(column: str) -> Bound:
    """Return the test that a row has a value."""
    return Bound(column, "notBlank")


def rows_link(words: str, query: str, bounds: Sequence[Bound] = ()) -> Link:
    """Return the words, and the address of the rows by `query` that keep within bounds."""
    shown = f"&shown={quote(json.dumps({'filterModel': _model(bounds)}))}" if bounds else ""
    return f"{words} →", f"/download/slices.json?{query}{shown}"


def all_rows(words: str, query: str, *, found: int, size: int) -> Link:
    """Return the link to all rows where a board of `size` has no room for them."""
    return rows_link(words, query) if found > size else NO_LINK


def _model(bounds: Sequence[Bound]) -> dict[str, object]:
    """Return the tests by column, as ag-grid states them."""
    columns = dict.fromkeys(bound.column for bound in bounds)
    return {
        column: {"operator": "AND", "conditions": [_test(one) for one in bounds if one.column == column]}
        for column in columns
    }


def _test(bound: Bound) -> dict[str, object]:
    amount = {} if bound.amount is None else {"filter": bound.amount}
    return {"filterType": "number", "type": bound.kind, **amount}
