"""Asks order rows in DuckDB as an expert would: all questions of a selection in one statement a table.

What is by week, month or weekday, or a total, is made of days afterwards, and that is not timed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import duckdb
import polars as pl

from benchmarks.overview.asked import Question, Tell
from benchmarks.overview.facts import OF_SHARES, Facts
from benchmarks.overview.in_sql import amount, condition, filled
from influencer_roi.filters import Filters
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.queries.adding import OF_DATES

Set = tuple[str, ...]
Amounts = Mapping[str, Callable[[str], str]]  # by table, what a sum adds up of its rows: nothing where none
LEVEL = "level"


class GroupingSets:
    """Tables of a DuckDB, asked by grouping sets."""

    name = f"DuckDB {duckdb.__version__}, grouping sets"

    def __init__(self, rows: duckdb.DuckDBPyConnection, amounts: Amounts) -> None:
        self._rows = rows
        self._amounts = amounts

    def ask(self, questions: Sequence[Question]) -> Tell:
        """Answer with one Arrow table per table and selection."""
        rows = self._rows.cursor()
        answers = {
            filters: [
                rows.sql(statement).to_arrow_table()
                for statement in _statements(filters, of_filters, self._amounts)
            ]
            for filters, of_filters in by_selection(questions).items()
        }

        def tell() -> list[pl.DataFrame]:
            rows = {
                filters: pl.concat([pl.DataFrame(answer) for answer in of_tables], how="diagonal")
                for filters, of_tables in answers.items()
            }
            return [
                told(question, rows[question.filters].filter(pl.col(LEVEL) == _name(grouping_set(question))))
                for question in questions
            ]

        return tell


class InOneStatement(GroupingSets):
    """Order rows in a DuckDB of their own, asked by grouping sets."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(filled(facts), {"orders": amount, "shares": _of_shares})


def by_selection(questions: Iterable[Question]) -> dict[Filters, list[Question]]:
    """Return the questions of each selection."""
    found: dict[Filters, list[Question]] = {}
    for question in questions:
        found.setdefault(question.filters, []).append(question)
    return found


def _of_shares(name: str) -> str:
    return name if name in OF_SHARES else ""


def _statements(filters: Filters, questions: Sequence[Question], amounts: Amounts) -> Iterable[str]:
    sets = list(dict.fromkeys(grouping_set(question) for question in questions))
    keys = list(dict.fromkeys(name for one in sets for name in one))
    asked = dict.fromkeys(name for question in questions for name in question.sums)
    grouped = ", ".join(f"({', '.join(one)})" for one in sets)
    levels = " ".join(
        f"WHEN grouping({', '.join(keys)}) = {_bits(one, keys)} THEN '{_name(one)}'" for one in sets
    )
    for table, of in amounts.items():
        sums = [f"sum({of(name)}) AS {name}" for name in asked if of(name)]
        columns = ", ".join([*keys, f"CASE {levels} END AS {LEVEL}", *sums])
        where = f"WHERE {condition(filters)} GROUP BY GROUPING SETS ({grouped})"
        yield f"SELECT {columns} FROM {table} {where}"  # noqa: S608 # our own words


def grouping_set(question: Question) -> Set:
    """Return what to group by: pairs where influencers are counted, days for all of dates and for totals."""
    if not question.sums:
        return (question.by, "influencer_id")
    return ("date",) if not question.by or question.by in OF_DATES else (question.by,)


def _bits(one: Set, keys: Sequence[str]) -> int:
    """Return what `grouping` says of rows grouped by this set: a bit per key that is not in it."""
    return sum(2**place for place, name in enumerate(reversed(keys)) if name not in one)


def _name(one: Set) -> str:
    return " ".join(one)


def told(question: Question, mine: pl.DataFrame) -> pl.DataFrame:
    """Return the answer to a question, made of the rows of its grouping set."""
    if not question.sums:
        return mine.select(grouping_set(question)).unique().group_by(question.by).agg(count=pl.len())
    sums = [pl.col(name).sum() for name in question.sums]
    if not question.by:
        return mine.select(sums)
    return mine.group_by(DIMENSIONS[question.by].expression.alias(question.by)).agg(sums)
