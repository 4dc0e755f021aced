"""Turns what a table on screen asks for into Polars: which rows, in which order, which block of them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

import polars as pl

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.orders.in_files import views
from influencer_roi.orders.in_files.views import Key, Which
from influencer_roi.queries.listing import in_place, known_number, which_of
from influencer_roi.queries.rows import source

BLOCK = 100
LONGEST_BLOCK = 500
LONGEST_TEXT = 200
MOST_TESTS = 10
KEPT_ORDERS = 8
_LARGEST = 1e300
_MOST_ROWS = 2**31

Schema = Mapping[str, pl.DataType]
Wanted = tuple[str | float, ...]


@dataclass(frozen=True)
class Sort:
    """A column to sort by, and which way."""

    column: str
    descending: bool


@dataclass(frozen=True)
class Test:
    """One test of a column: its kind, and what it compares with."""

    column: str
    kind: str
    wanted: Wanted = ()


@dataclass(frozen=True)
class Asked:
    """One block of rows: rows pass where every group of tests has one (`any`) or all of its tests hold."""

    start: int = 0
    length: int = BLOCK
    sorts: tuple[Sort, ...] = ()
    tests: tuple[tuple[bool, tuple[Test, ...]], ...] = ()


def block(
    ledger: Ledger, filters: Filters, table: str, request: Mapping[str, object]
) -> tuple[pl.DataFrame, int]:
    """Return the block of a table's selected rows that ag-grid asks for, and how many rows there are.

    What the table does not have, and operators nobody knows, are left out of the question.
    """
    if in_place(ledger, table):
        return _lying_block(ledger, filters, request)
    rows = source(ledger, filters, table).rows
    asked = asked_of(request, rows.schema)
    places = _places(ledger, filters, table, asked.sorts, asked.tests)
    return rows[places.slice(asked.start, asked.length)], len(places)


def asked_of(request: Mapping[str, object], schema: Schema) -> Asked:
    """Return what a request of ag-grid's infinite row model asks of columns that exist."""
    start = _whole(request.get("startRow"), 0)
    length = _whole(request.get("endRow"), start + BLOCK) - start
    return Asked(
        start,
        min(max(length, 0), LONGEST_BLOCK),
        tuple(_sorts(request.get("sortModel"), schema)),
        tuple(_groups(request.get("filterModel"), schema)),
    )


def _lying_block(ledger: Ledger, filters: Filters, request: Mapping[str, object]) -> tuple[pl.DataFrame, int]:
    """Return a block of orders in place; sorted, only the first rows can be asked for."""
    schema = views.columns(ledger).schema
    asked = asked_of(request, schema)
    tests = (_passes(group, schema) for group in asked.tests)
    which, keys = which_of(filters), tuple(_key(sort, schema) for sort in asked.sorts)
    block = views.Asked(asked.start, asked.length)
    if asked.tests:
        which = Which((which.name, asked.tests), (*which.conditions, *tests))
        return views.block(ledger, which, keys, asked=block)
    return views.block(ledger, which, keys, asked=block, known=known_number(ledger, filters))


def _key(sort: Sort, schema: Schema) -> Key:
    return Key(sort.column, _sortable(sort.column, schema), sort.descending)


@memo(KEPT_ORDERS)
def _places(
    ledger: Ledger,
    filters: Filters,
    table: str,
    sorts: tuple[Sort, ...],
    tests: tuple[tuple[bool, tuple[Test, ...]], ...],
) -> pl.Series:
    """Return where the rows asked for stand in their table, in the order asked for; null comes last."""
    found = source(ledger, filters, table)
    rows = reduce(lambda rows, group: rows.filter(_passes(group, found.rows.schema)), tests, found.lazy())
    if sorts:
        rows = rows.sort(
            [_sortable(sort.column, found.rows.schema) for sort in sorts],
            descending=[sort.descending for sort in sorts],
            nulls_last=True,
            maintain_order=True,
        )
    return rows.select("place").collect(engine="in-memory")["place"]


def _sortable(column: str, schema: Schema) -> pl.Expr:
    """Return what a column sorts by: texts whatever their case, codes in the order readers meet them."""
    return pl.col(column).str.to_lowercase() if schema[column] == pl.String else pl.col(column)


def _passes(group: tuple[bool, tuple[Test, ...]], schema: Schema) -> pl.Expr:
    either, tests = group
    held = [_holds(test, schema) for test in tests]
    return pl.any_horizontal(held) if either else pl.all_horizontal(held)


def _holds(test: Test, schema: Schema) -> pl.Expr:
    """Return whether a test holds; an absent number passes none but `blank`, an absent text is empty."""
    column = pl.col(test.column)
    if schema[test.column].is_numeric():
        return NUMBER_TESTS[test.kind](column, test.wanted).fill_null(value=False)
    text = column.cast(pl.String).fill_null("").str.to_lowercase()
    return TEXT_TESTS[test.kind](text, test.wanted)


Holds = Callable[[pl.Expr, Wanted], pl.Expr]
TEXT_TESTS: dict[str, Holds] = {
    "contains": lambda text, wanted: text.str.contains(pl.lit(wanted[0]), literal=True),
    "notContains": lambda text, wanted: ~text.str.contains(pl.lit(wanted[0]), literal=True),
    "equals": lambda text, wanted: text == wanted[0],
    "notEqual": lambda text, wanted: text != wanted[0],
    "startsWith": lambda text, wanted: text.str.starts_with(str(wanted[0])),
    "endsWith": lambda text, wanted: text.str.ends_with(str(wanted[0])),
    "blank": lambda text, _: text.str.strip_chars() == "",
    "notBlank": lambda text, _: text.str.strip_chars() != "",
}
NUMBER_TESTS: dict[str, Holds] = {
    "equals": lambda number, wanted: number == wanted[0],
    "notEqual": lambda number, wanted: number != wanted[0],
    "lessThan": lambda number, wanted: number < wanted[0],
    "lessThanOrEqual": lambda number, wanted: number <= wanted[0],
    "greaterThan": lambda number, wanted: number > wanted[0],
    "greaterThanOrEqual": lambda number, wanted: number >= wanted[0],
    "inRange": lambda number, wanted: number.is_between(wanted[0], wanted[1]),
    "blank": lambda number, _: number.is_null(),
    "notBlank": lambda number, _: number.is_not_null(),
}
_COMPARES_WITH = {"blank": 0, "notBlank": 0, "inRange": 2}


def _sorts(model: object, schema: Schema) -> Iterator[Sort]:
    seen: set[str] = set()
    for one in model if isinstance(model, list) else []:
        column, way = (one.get("colId"), one.get("sort")) if isinstance(one, dict) else (None, None)
        if isinstance(column, str) and column in schema and column not in seen and way in ("asc", "desc"):
            seen.add(column)
            yield Sort(column, descending=way == "desc")


def _groups(model: object, schema: Schema) -> Iterator[tuple[bool, tuple[Test, ...]]]:
    """Yield the tests of each filtered column, and whether one of them is enough."""
    for column, one in model.items() if isinstance(model, dict) else []:
        if isinstance(one, dict) and column in schema:
            parts = one.get("conditions")
            tests = tuple(_tests(column, parts[:MOST_TESTS] if isinstance(parts, list) else [one], schema))
            if tests:
                yield one.get("operator") == "OR", tests


def _tests(column: str, parts: list[object], schema: Schema) -> Iterator[Test]:
    number = schema[column].is_numeric()
    for part in parts:
        kind = part.get("type") if isinstance(part, dict) else None
        if (
            isinstance(part, dict)
            and isinstance(kind, str)
            and kind in (NUMBER_TESTS if number else TEXT_TESTS)
        ):
            given = [part.get(name) for name in ("filter", "filterTo")][: _COMPARES_WITH.get(kind, 1)]
            wanted = tuple(value for value in map(_number if number else _text, given) if value is not None)
            if len(wanted) == len(given):
                yield Test(column, kind, wanted)


def _text(value: object) -> str | None:
    return value[:LONGEST_TEXT].lower() if isinstance(value, str) else None


def _number(value: object) -> float | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return float(value) if -_LARGEST < value < _LARGEST else None


def _whole(value: object, otherwise: int) -> int:
    return min(max(value, 0), _MOST_ROWS) if type(value) is int else otherwise
