"""Says which rows of a table are requested, in Polars: which pass, in which order, which block of them."""

from collections.abc import Callable, Mapping, Sequence
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
        """Return whether it holds; an absent number passes none but `blank`, an absent text is empty."""
        column = pl.col(self.column)
        if schema[self.column].is_numeric():
            return NUMBER_TESTS[self.kind](column, self.operands).fill_null(value=False)
        text = column.cast(pl.String).fill_null("").str.to_lowercase()
        return TEXT_TESTS[self.kind](text, self.operands)


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
class RowRequest:
    """One block of the rows that pass every group of tests, sorted."""

    start: int = 0
    length: int = BLOCK
    sorts: tuple[Sort, ...] = ()
    groups: tuple[TestGroup, ...] = ()

    @property
    def end(self) -> int:
        """How many rows there are up to its end."""
        return self.start + self.length

    @property
    def columns(self) -> frozenset[str]:
        """The columns it looks at, to test rows or to sort them."""
        tested = {test.column for group in self.groups for test in group.tests}
        return frozenset(tested.union(sort.column for sort in self.sorts))

    def conditions(self, schema: Schema) -> tuple[pl.Expr, ...]:
        """Return what rows must pass, all of it."""
        return tuple(group.condition(schema) for group in self.groups)


def searching(text: str, columns: Sequence[str]) -> tuple[TestGroup, ...]:
    """Return what rows pass that hold every word of a text in lower case, each in one of some columns."""
    words = text.split() if columns else []
    return tuple(
        TestGroup(either=True, tests=tuple(Test(name, "contains", (word,)) for name in columns))
        for word in words
    )


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
