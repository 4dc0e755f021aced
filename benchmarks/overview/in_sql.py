"""Asks order rows in DuckDB: a table in its memory, texts as its enums, each question a statement."""

from collections.abc import Sequence

import duckdb
import polars as pl

from benchmarks.overview.asked import SQUARED, Question, Tell
from benchmarks.overview.facts import OF_ORDERS, OF_SHARES, Facts
from influencer_roi.filters import Filters

_BY = {
    "week": "date_trunc('week', date)::DATE",
    "month": "date_trunc('month', date)::DATE",
    "weekday": "dayname(date)",
}


class InDuckDB:
    """Order rows in a DuckDB of their own."""

    name = f"DuckDB {duckdb.__version__}"

    def __init__(self, facts: Facts) -> None:
        self._rows = filled(facts)

    def ask(self, questions: Sequence[Question]) -> Tell:
        """Answer with an Arrow table per question."""
        answers = [self._rows.sql(_statement(question)).to_arrow_table() for question in questions]
        return lambda: [pl.DataFrame(answer) for answer in answers]


def filled(facts: Facts) -> duckdb.DuckDBPyConnection:
    """Return a DuckDB that holds facts in memory, as the tables orders and shares."""
    rows = duckdb.connect()
    for table, frame in (("orders", facts.orders), ("shares", facts.shares)):
        rows.register("given", frame.to_arrow())
        rows.execute(f"CREATE TABLE {table} AS SELECT * FROM given")  # noqa: S608 # our own names
        rows.unregister("given")
    return rows


def amount(name: str) -> str:
    """Return what a sum adds up of order rows; nothing where orders do not have it."""
    if name == SQUARED:
        return "revenue * revenue / greatest(orders, 1)"
    return name if name in OF_ORDERS else ""


def condition(filters: Filters) -> str:
    """Return filters as SQL."""
    parts = [f"date >= DATE '{filters.start}'"] if filters.start else []
    parts += [f"date <= DATE '{filters.end}'"] if filters.end else []
    for name, values in filters.chosen:
        listed = ", ".join("'" + value.replace("'", "''") + "'" for value in values)
        parts.append(f"{name} IN ({listed})")
    return " AND ".join(parts) or "true"


def _statement(question: Question) -> str:
    by = _BY.get(question.by, question.by)
    if not question.sums:
        return _counting(question.filters, by)
    ours = [f"sum({amount(name)}) AS {name}" for name in question.sums if amount(name)]
    posts = [f"sum({name}) AS {name}" for name in question.sums if name in OF_SHARES]
    key = [f"{by} AS {question.by}"] if by else []
    where = f"WHERE {condition(question.filters)}" + (f" GROUP BY {by}" if by else "")
    parts = [
        f"SELECT {', '.join([*key, *sums])} FROM {table} {where}"  # noqa: S608 # our own words
        for table, sums in (("orders", ours), ("shares", posts))
        if sums
    ]
    total = ", ".join(f"sum({name}) AS {name}" for name in question.sums)
    named = f"{question.by}, " if by else ""
    last = f" GROUP BY {question.by}" if by else ""
    return f"SELECT {named}{total} FROM ({' UNION ALL BY NAME '.join(parts)}){last}"  # noqa: S608 # our own words


def _counting(filters: Filters, by: str) -> str:
    pairs = " UNION ".join(
        f"SELECT DISTINCT {by}, influencer_id FROM {table} WHERE {condition(filters)}"  # noqa: S608 # our own words
        for table in ("orders", "shares")
    )
    return f"SELECT {by}, count(*) AS count FROM ({pairs}) GROUP BY {by}"  # noqa: S608 # our own words
