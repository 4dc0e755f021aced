"""Writes the generated pages of docs/ from the registries, so that they cannot disagree with the code."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from docs import house
from docs.columns import ABSENT_MEANS, COLUMNS_HOLD, KINDS, NEGATIVE, TABLES_HOLD
from docs.evidence_page import evidence
from docs.exports_page import exports
from docs.intake_page import intake
from docs.rules import CREDIT, FOLDER, SPEND
from influencer_roi.intake.clean.status_words import LEAVES_OUT, NO_SALE, WAITS
from influencer_roi.intake.clean.texts import IN_BRACKETS, MISSING, NOBODY_WORDS, UNSAID
from influencer_roi.intake.folder import SUFFIXES
from influencer_roi.ledger.entries import MEASURES
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import PERCENT
from influencer_roi.metrics.vocabulary import Assumptions, Better, Metric
from influencer_roi.model import glossary
from influencer_roi.model.dimensions import ATTRIBUTES, DIMENSIONS, GRAIN, SPEND_BASIS
from influencer_roi.model.schema import BLANK, TABLES, Column, Kind, Table
from influencer_roi.settings import CURRENCY, PREFIX

HERE = Path(__file__).parent
MADE = "<!-- Written by `make docs` from the code. Change the code, not this page. -->"


def pages() -> dict[str, str]:
    """Return the text of every generated page by file name."""
    return {
        "glossary.md": _glossary(),
        "data-dictionary.md": _data_dictionary(),
        "exports.md": exports(MADE),
        "intake.md": intake(MADE),
        "evidence.md": evidence(MADE),
    }


def main() -> None:
    """Write every generated page, and say so."""
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")
        print(f"docs/{name}")
    for name, text in house.pages().items():
        (house.ROOT / name).write_text(text, encoding="utf-8")
        print(name)


def _glossary() -> str:
    return _page(
        "# Glossary",
        MADE,
        "## Words",
        _table(["Word", "Meaning"], ([f"**{word}**", meaning] for word, meaning in glossary.WORDS.items())),
        "## Metrics",
        (
            f"{glossary.FORMULAS} Where there is nothing to divide by, a metric is nothing, written “–”; "
            "that is not 0."
        ),
        _table(
            ["Metric", "Key", "Meaning", "Formula", "Unit", "Better", "Bands", "Nothing where"],
            map(_metric, REGISTRY.values()),
        ),
        "## Assumptions",
        glossary.ASSUMED,
        _table(["Assumption", "Default", "Set by", "Metrics"], _assumptions()),
        "## Dimensions",
        _table(
            ["Dimension", "Key", "Meaning", "Filter"],
            (
                [one.label, f"`{one.key}`", one.meaning, "yes" if one.filters else ""]
                for one in DIMENSIONS.values()
            ),
        ),
    )


def _metric(metric: Metric) -> list[str]:
    better = {Better.HIGHER: "higher", Better.LOWER: "lower", Better.NEITHER: ""}
    return [
        metric.label,
        f"`{metric.key}`",
        metric.meaning,
        f"`{metric.formula.text}`",
        metric.unit.label,
        better[metric.better],
        _bands(metric),
        metric.nothing if "÷" in metric.formula.text else "",
    ]


def _bands(metric: Metric) -> str:
    if metric.bands is None:
        return ""
    low, average, high = (word.lower() for word in metric.bands.words)
    poor, good = (metric.unit.short(bound) for bound in (metric.bands.poor, metric.bands.good))
    beyond = ("below", "above") if metric.better is Better.HIGHER else ("above", "below")
    return f"{low} {beyond[0]} {poor}, {high} {beyond[1]} {good}, else {average}"


def _assumptions() -> Iterable[list[str]]:
    for name, default in vars(Assumptions()).items():
        resting = [metric.label for metric in REGISTRY.values() if name in metric.formula.assumes]
        yield [name, PERCENT.short(default), f"`{PREFIX}{name.upper()}`", ", ".join(resting)]


def _data_dictionary() -> str:
    return _page(
        "# Data dictionary",
        MADE,
        (
            "A data folder holds four files. Case, blanks, `_` and `-` in headers do not count, nor does the "
            "order of columns; other columns are passed over, with a note. "
            f"In place of `{SUFFIXES[0]}`, a file may end in {_or(SUFFIXES[1:])}. "
            "`influencer-roi check FOLDER` says what becomes of every row."
        ),
        *(part for table in TABLES for part in _source(table)),
        "## Kinds of columns",
        _table(["Kind", "What a cell may hold"], ([kind.value, text] for kind, text in KINDS.items())),
        (
            f"Absent, in any column and any case: {', '.join(f'`{word}`' for word in MISSING)}, "
            f"a cell of signs alone, or an empty one; "
            f"in texts {', '.join(f'`{word}`' for word in UNSAID)} too, "
            f"in ids also {', '.join(f'`{word}`' for word in NOBODY_WORDS if word not in UNSAID)}, "
            "whatever signs stand around them; in sources, campaigns and UTM values these in brackets, as "
            f"{', '.join(f'`({word})`' for word in ('direct', *IN_BRACKETS))}. "
            "What cannot be read as its kind sets the row aside, in an optional column it is absent, with "
            "a note."
        ),
        "## Rules of a folder",
        _table(["About", "Rule"], ([about, rule] for about, rule in FOLDER.items())),
        "## Where spend goes",
        "`total_payout` is placed, never computed anew. What bears it:",
        _table(["Basis", "Rule"], ([about, rule] for about, rule in SPEND.items())),
        CREDIT,
        "## The ledger",
        (
            "One row per date, influencer, platform, brand, campaign, post and basis of spend. "
            "Organic orders have no influencer; spend that no order and no post can bear has no date."
        ),
        _table(["Column", "Part", "Meaning"], _ledger_columns()),
    )


def _source(table: Table) -> Sequence[str]:
    """Return the heading, the lead and the columns of one table."""
    files = " or ".join(f"`{stem}*{SUFFIXES[0]}`" for stem in table.stems)
    key = f" `{table.key}` occurs once: a row that repeats it is set aside." if table.key else ""
    if table.apart:
        key = key[:-1] + f", unless `{table.apart}` is another."
    chosen = "or a sheet of a workbook named so; several that have what it needs are its parts."
    lead = f"{TABLES_HOLD[table.name]} File: {files}; {chosen}{key}"
    headers = ["Column", "Kind", "Other spellings", "Required", "Absent", "Negative"]
    return (
        f"## {table.name.capitalize()}",
        lead,
        _table(headers, (_column(table, column) for column in table.known)),
        *_deciding(table),
    )


def _deciding(table: Table) -> Iterable[str]:
    """Yield what the columns of a table that decide over its rows do."""
    if table.deciding:
        names = ", ".join(f"`{column.name}`" for column in table.deciding)
        yield (
            f"{names} decide what becomes of a row. A status begins with how things stand; of several steps "
            "(`Shipped → Delivered`) the last says it. One of these words there leaves the row out, whatever "
            "its case and signs, unless it is denied (`Not cancelled`) or what was asked for was refused "
            f"(`Return rejected`): {', '.join(LEAVES_OUT)}; so does one of these "
            f"alone: {', '.join(NO_SALE)}. One of these counts, with a note of its sum: "
            f"{', '.join(WAITS)}; so does one that is not known. `{PREFIX}PENDING` leaves out what waits. "
            f"A currency other than `{PREFIX}CURRENCY`, {CURRENCY} by default, sets the row aside."
        )


def _column(table: Table, column: Column) -> list[str]:
    number = column.kind in (Kind.MONEY, Kind.COUNT)
    return [
        f"`{column.name}`",
        column.kind.value,
        ", ".join(f"`{alias}`" for alias in column.aliases),
        "yes" if column.required else "",
        ABSENT_MEANS.get(f"{table.name}.{column.name}") or _absent(column),
        NEGATIVE[column.negative] if number else "",
    ]


def _absent(column: Column) -> str:
    absent, refund = column.absent, ", in a refund as 0" if column.counts else ""
    if absent is None:
        return "no matter"
    if absent == BLANK:
        return f"shown as {BLANK}"
    return "the row is set aside" if isinstance(absent, str) else f"counts as {absent:g}{refund}, with a note"


def _or(words: Sequence[str]) -> str:
    return " or ".join([", ".join(f"`{word}`" for word in words[:-1]), f"`{words[-1]}`"])


def _ledger_columns() -> Iterable[list[str]]:
    parts = {"grain": (*GRAIN, SPEND_BASIS), "attribute": ATTRIBUTES, "measure": MEASURES}
    for part, names in parts.items():
        for name in names:
            meaning = COLUMNS_HOLD.get(name) or (DIMENSIONS[name].meaning if name in DIMENSIONS else None)
            yield [f"`{name}`", part, meaning or _optional(name)]


def _optional(measure: str) -> str:
    return f"{measure.capitalize()}, shared like posts; null where the posts file has no such column."


def _page(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


if __name__ == "__main__":
    main()
