"""Reads what a table on screen requests: which rows, in which order, which block of them."""

from collections.abc import Iterator, Mapping, Sequence

from influencer_roi.orders.requests import (
    BLOCK,
    NO_SEARCH,
    NUMBER_TESTS,
    OPERANDS,
    TEXT_TESTS,
    RowRequest,
    Schema,
    Search,
    Sort,
    Test,
    TestGroup,
)

LONGEST_BLOCK = 500
LONGEST_TEXT = 200
MOST_TESTS = 10
_LARGEST = 1e300
_MODELS = frozenset({"sortModel", "filterModel", "search"})
_MOST_ROWS = 2**31


def row_request(request: Mapping[str, object], schema: Schema, *, searched: Sequence[str] = ()) -> RowRequest:
    """Return what a request of ag-grid's infinite row model wants of columns that exist.

    Its `search` is for texts in the columns `searched`. What the table does not have, and operators nobody
    knows, are left out.
    """
    start = _count(request.get("startRow"), 0)
    length = _count(request.get("endRow"), start + BLOCK) - start
    return RowRequest(
        start,
        min(max(length, 0), LONGEST_BLOCK),
        tuple(_sorts(request.get("sortModel"), schema)),
        tuple(_groups(request.get("filterModel"), schema)),
        _search(request.get("search"), searched),
    )


def shown_rows(model: object, schema: Schema, *, searched: Sequence[str] = ()) -> RowRequest:
    """Return which rows, in which order, a table shows by its `sortModel`, `filterModel` and `search`.

    Raises:
        ValueError: something in it is not understood, so that other rows would be given.
    """
    models = model if isinstance(model, dict) else {"": None}
    sorts, filters, search = (
        models.get("sortModel", []),
        models.get("filterModel", {}),
        models.get("search", ""),
    )
    if not (set(models) <= _MODELS and isinstance(sorts, list) and isinstance(filters, dict)):
        raise ValueError("It has a sortModel, a list, a filterModel, an object, and a search; nothing else.")
    if not isinstance(search, str) or len(search) > LONGEST_TEXT or (search.strip() and not searched):
        raise ValueError(
            f"Its search is a text of at most {LONGEST_TEXT} characters, where the table has one."
        )
    found = row_request(models, schema, searched=searched)
    tests = sum(len(group.tests) for group in found.groups)
    if len(found.sorts) < len(sorts) or tests < sum(map(_asked_tests, filters.values())):
        raise ValueError("It names a column, an order or a test that this table does not have.")
    return found


def _search(text: object, searched: Sequence[str]) -> Search:
    words = tuple((_text(text) or "").split()) if searched else ()
    return Search(words, tuple(searched)) if words else NO_SEARCH


def _asked_tests(one: object) -> int:
    """Return how many tests a column's filter states; at least one."""
    parts = one.get("conditions") if isinstance(one, dict) else None
    return max(1, len(parts)) if isinstance(parts, list) else 1


def _sorts(model: object, schema: Schema) -> Iterator[Sort]:
    seen: set[str] = set()
    for one in model if isinstance(model, list) else []:
        column, way = (one.get("colId"), one.get("sort")) if isinstance(one, dict) else (None, None)
        if isinstance(column, str) and column in schema and column not in seen and way in ("asc", "desc"):
            seen.add(column)
            yield Sort(column, descending=way == "desc")


def _groups(model: object, schema: Schema) -> Iterator[TestGroup]:
    """Yield the tests of each filtered column, and whether one of them is enough."""
    for column, one in model.items() if isinstance(model, dict) else []:
        if isinstance(one, dict) and column in schema:
            parts = one.get("conditions")
            tests = tuple(_tests(column, parts[:MOST_TESTS] if isinstance(parts, list) else [one], schema))
            if tests:
                yield TestGroup(one.get("operator") == "OR", tests)


def _tests(column: str, parts: list[object], schema: Schema) -> Iterator[Test]:
    number = schema[column].is_numeric()
    for part in parts:
        kind = part.get("type") if isinstance(part, dict) else None
        if (
            isinstance(part, dict)
            and isinstance(kind, str)
            and kind in (NUMBER_TESTS if number else TEXT_TESTS)
        ):
            given = [part.get(name) for name in ("filter", "filterTo")][: OPERANDS.get(kind, 1)]
            operands = tuple(value for value in map(_number if number else _text, given) if value is not None)
            if len(operands) == len(given):
                yield Test(column, kind, operands)


def _text(value: object) -> str | None:
    return value[:LONGEST_TEXT].lower() if isinstance(value, str) else None


def _number(value: object) -> float | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return float(value) if -_LARGEST < value < _LARGEST else None


def _count(value: object, otherwise: int) -> int:
    return min(max(value, 0), _MOST_ROWS) if type(value) is int else otherwise
