"""Asks the ledger's own entries in DuckDB and in Polars, as an expert would who has rolled orders up too.

Entries are sorted by date, texts their dictionary codes. A selection is cut once, and grouped once by each of
its grouping sets: days for all of dates and for totals.
"""

from collections.abc import Sequence

import duckdb
import polars as pl

from benchmarks.overview.asked import PAID, TOTALS, Question, Tell
from benchmarks.overview.facts import KEYS
from benchmarks.overview.in_one_statement import GroupingSets, by_selection, grouping_set, told
from influencer_roi.ledger.entries import Ledger
from influencer_roi.queries.selection import let_through

SUMS = (*TOTALS, PAID)


def entries_of(ledger: Ledger) -> pl.DataFrame:
    """Return the entries of influencers, by date: what the Overview filters, groups and adds up."""
    known = ledger.entries.filter(pl.col("influencer_id").is_not_null())
    return known.select("date", *KEYS, *SUMS).with_columns(pl.col("date").set_sorted())


class EntriesInDuckDB(GroupingSets):
    """Entries in a DuckDB of their own: a table by date, texts as its enums, a statement a selection."""

    name = f"DuckDB {duckdb.__version__}, entries"

    def __init__(self, entries: pl.DataFrame) -> None:
        rows = duckdb.connect()
        rows.register("given", entries.to_arrow())
        rows.execute("CREATE TABLE entries AS SELECT * FROM given")
        rows.unregister("given")
        super().__init__(rows, {"entries": str})


class EntriesInPolars:
    """Entries as a Polars frame: days are a slice of it."""

    name = f"Polars {pl.__version__}, entries"

    def __init__(self, entries: pl.DataFrame) -> None:
        self._entries = entries

    def ask(self, questions: Sequence[Question]) -> Tell:
        """Answer with a frame per grouping set of a selection, all collected together."""
        sets = {
            (filters, grouping_set(one)): None
            for filters, of_filters in by_selection(questions).items()
            for one in of_filters
        }
        cuts = {filters: let_through(self._entries, filters) for filters, _ in sets}
        sums = [pl.col(name).sum() for name in SUMS]
        plans = [cuts[filters].lazy().group_by(by).agg(sums) for filters, by in sets]
        answers = dict(zip(sets, pl.collect_all(plans), strict=True))
        return lambda: [told(one, answers[one.filters, grouping_set(one)]) for one in questions]
