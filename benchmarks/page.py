"""Writes docs/benchmarks.md: what was measured, on what, when, and how to measure it again."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from benchmarks import machine
from benchmarks.setup import HOME
from benchmarks.suite import BENCHMARKS
from benchmarks.table import HEADERS, Row, cells, verdict

FILE = HOME / "docs" / "benchmarks.md"
MADE = "<!-- Written by `python -m benchmarks --write`. Measure again, do not edit. -->"
MEANT = {
    "queries": (
        "All queries of the Overview together, under selections nobody asked for before: a brand, two "
        "weeks to half a year, by turns a platform or a category. The others hold order rows in their "
        "own memory, texts as their dictionary codes but for plain pandas, and are given brand, "
        "platform and spend of each row ready worked out; every answer was compared first, equal to "
        "1e-9 of it. DuckDB is asked twice: a statement per question, as dashboards do and as the "
        "limit has it, and all of them in one statement by grouping sets, which is the most an expert "
        "gets out of it. pandas is asked twice: texts as pandas reads them and every question cutting "
        "the rows it asks, as the limit has it, and with categories and one cut a selection, as an "
        "expert would. The floor is the time all cores take to read the bytes of those ledger columns "
        "in the days asked for, and no more."
    ),
    "entries": (
        "The same queries, of others who roll orders up as well: DuckDB and Polars are given the ledger's "
        "own entries, sorted by date, texts as dictionary codes, cut once a selection and grouped by "
        "grouping sets; every answer was compared first. One client in turns, then 50 clients of two "
        "processes a side, 25 threads each."
    ),
    "build": (
        "From Parquet parts to a snapshot, as a whole command in a process of its own, in turns with "
        "Polars grouping the same files by date, influencer, source, campaign and product, and doing "
        "nothing else. The limits are for DuckDB, which the README names for volume. Memory is the "
        "highest the process had, mapped files included. A wide world is a hundred thousand influencers "
        "and a million posts beside its orders, as four CSV files; its bare group-by reads those of orders."
    ),
    "restart": (
        "A server started on a snapshot that is there: until the last byte of the first Overview "
        "update. Memory is that of processes which have answered, shared pages in equal parts."
    ),
    "overview": (
        "One client, one connection: a new selection of the Overview each time, then one over and over."
    ),
    "clients": ("Clients in a closed loop on connections of their own, in one process beside the server's."),
    "settle": (
        "From a click on a campaign in the filter bar to the last change of the document before a "
        "quiet second."
    ),
    "browser": ("Loads of pages by somebody who was never here, and the load after it."),
    "loading": ("Four CSV files to a ledger, and a check of every row."),
    "pages": ("What a page answers in the server, figures and words included."),
    "blocks": ("Blocks of rows a table asks for."),
    "sign-in": (
        "The same selections, and the same clicks, asked of a server on this machine alone and of one behind "
        "sign-in, in turns."
    ),
    "http": ("Round trips of every page to the server the Procfile starts."),
}


def write(rows: Sequence[Row], command: str) -> None:
    """Write the page anew."""
    FILE.write_text("\n".join(written(rows, command)) + "\n", encoding="utf-8")


def written(rows: Sequence[Row], command: str) -> Iterator[str]:
    """Yield the lines of the page."""
    yield from (MADE, "", "# Benchmarks", "")
    yield (
        "Every line was measured on one machine in one run; what is a ratio (×) was measured side by side, "
        "in turns, and is the claim: times are this machine's. A limit stands where the project promises one."
    )
    yield ""
    facts = {"machine": machine.described(), "measured": machine.dated(), "command": f"`{command}`"}
    yield from (f"- {name}: {said}" for name, said in facts.items())
    yield from ("", verdict(rows))
    for group, members in groupby(rows, key=lambda row: row.group):
        yield from ("", f"## {group}", "")
        if group in MEANT:
            yield from (MEANT[group], "")
        yield from _table(list(members))


def lacking() -> list[str]:
    """Return the benchmarks the page has no words for."""
    return [name for name in BENCHMARKS if name not in MEANT]


def _table(rows: Sequence[Row]) -> Iterator[str]:
    yield f"| | {' | '.join(HEADERS)} | remark |"
    yield f"| --- | {'---: | ' * len(HEADERS)}--- |"
    yield from (f"| {' | '.join(_escaped(cell) for cell in cells(row))} |" for row in rows)


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|").replace("\n", " ")
