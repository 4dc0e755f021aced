"""Says which rows of a table are requested, in Polars: which pass, in which order, which block of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

BLOCK = 100

Schema = Mapping[str, pl.DataType]
Operands = tuple[str | float, ...]


@dataclass(frozen=True)
class Sort:
    """A column to sort by, and which way."""

    column: str
    descending: bool

    def key(self, schema: Schema) -> pl.Expr:
        """Return what it sorts by: texts whatever their case, codes in the order readers meet them."""
        column = pl.col(self.column)
        return column.str.to_lowercase() if schema[self.column] == pl.String else column


@dataclass(frozen=True)
class Test:
    """One test of a column: its kind, and what it compares with."""

    column: str
    kind: str
    operands: Operands = ()

    def condition(self, schema: Schema) -> pl.Expr:
        """Return whether it holds; an absent number passes none but `blank`, an absent text is empty.

        A day is tested as files write it and as tables do; a test that denies must hold for both.
        """
        column = pl.col(self.column)
        if schema[self.column].is_numeric():
            return NUMBER_TESTS[self.kind](column, self.operands).fill_null(value=False)
        texts = [one.fill_null("").str.to_lowercase() for one in texts_of(self.column, schema)]
        found = [TEXT_TESTS[self.kind](text, self.operands) for text in texts]
        return (pl.all_horizontal if self.kind in _DENIED else pl.any_horizontal)(found)


def texts_of(name: str, schema: Schema) -> list[pl.Expr]:
    """Return what readers may type for a cell: its text; a day as files write it, and as tables do."""
    column = pl.col(name)
    if schema[name] != pl.Date:
        return [column.cast(pl.String)]
    return [column.dt.to_string("iso"), column.dt.to_string("%-d %b %Y")]


@dataclass(frozen=True)
class TestGroup:
    """Tests of a row: `either` where one of them is enough."""

    either: bool
    tests: tuple[Test, ...]

    def condition(self, schema: Schema) -> pl.Expr:
        """Return whether the group holds."""
        conditions = [test.condition(schema) for test in self.tests]
        return pl.any_horizontal(conditions) if self.either else pl.all_horizontal(conditions)


@dataclass(frozen=True)
class Search:
    """Words in lower case, each of which stands in one of some columns; without words every row passes."""

    words: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def groups(self) -> tuple[TestGroup, ...]:
        """Return the same as tests of columns."""
        return tuple(
            TestGroup(either=True, tests=tuple(Test(name, "contains", (word,)) for name in self.columns))
            for word in self.words
        )


NO_SEARCH = Search()


@dataclass(frozen=True)
class RowRequest:
    """One block of the rows that pass a search and every group of tests, sorted."""

    start: int = 0
    length: int = BLOCK
    sorts: tuple[Sort, ...] = ()
    groups: tuple[TestGroup, ...] = ()
    search: Search = NO_SEARCH

    @property
    def end(self) -> int:
        """How many rows there are up to its end."""
        return self.start + self.length

    @property
    def columns(self) -> frozenset[str]:
        """The columns it looks at, to search or test rows or to sort them."""
        tested = {test.column for group in self.groups for test in group.tests}
        return frozenset(tested.union(self.search.columns, (sort.column for sort in self.sorts)))

    @property
    def tested(self) -> tuple[TestGroup, ...]:
        """Every test, those of the search among them."""
        return (*self.search.groups, *self.groups)

    def conditions(self, schema: Schema) -> tuple[pl.Expr, ...]:
        """Return what rows must pass, all of it."""
        return tuple(group.condition(schema) for group in self.tested)


Condition = Callable[[pl.Expr, Operands], pl.Expr]
TEXT_TESTS: dict[str, Condition] = {
    "contains": lambda text, operands: text.str.contains(pl.lit(operands[0]), literal=True),
    "notContains": lambda text, operands: ~text.str.contains(pl.lit(operands[0]), literal=True),
    "equals": lambda text, operands: text == operands[0],
    "notEqual": lambda text, operands: text != operands[0],
    "startsWith": lambda text, operands: text.str.starts_with(str(operands[0])),
    "endsWith": lambda text, operands: text.str.ends_with(str(operands[0])),
    "blank": lambda text, _: text.str.strip_chars() == "",
    "notBlank": lambda text, _: text.str.strip_chars() != "",
}
_DENIED = frozenset({"notContains", "notEqual", "notBlank"})
NUMBER_TESTS: dict[str, Condition] = {
    "equals": lambda number, operands: number == operands[0],
    "notEqual": lambda number, operands: number != operands[0],
    "lessThan": lambda number, operands: number < operands[0],
    "lessThanOrEqual": lambda number, operands: number <= operands[0],
    "greaterThan": lambda number, operands: number > operands[0],
    "greaterThanOrEqual": lambda number, operands: number >= operands[0],
    "inRange": lambda number, operands: number.is_between(operands[0], operands[1]),
    "blank": lambda number, _: number.is_null(),
    "notBlank": lambda number, _: number.is_not_null(),
}
OPERANDS = {"blank": 0, "notBlank": 0, "inRange": 2}
