"""Writes an empty data folder: files with their headers, and beside them what each column takes."""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from influencer_roi.model.explained import CODES, COLUMNS
from influencer_roi.model.notation import worded
from influencer_roi.model.report import refusal
from influencer_roi.model.schema import TABLES, Table

_README = "README.txt"
_LEAD = (
    "Fill in the four files, one row per line under the header, then: influencer-roi check FOLDER.\n"
    "Columns marked * are needed, others may be removed, those marked + added.\n"
    "codes.csv says whose discount codes are."
)


def template(parsed: argparse.Namespace) -> int:
    """Write the files, none over one that is there."""
    contents = {
        **{f"{table.name}.csv": _header(_columns(table)) for table in TABLES},
        "codes.csv": _header(CODES),
        _README: "\n".join([_LEAD, *_explained(), ""]),
    }
    _write(parsed.folder, contents)
    print(f"{parsed.folder} holds {', '.join(contents)}.")
    return 0


def _write(folder: Path, contents: dict[str, str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        there = [name for name in contents if (folder / name).exists()]
        if there:
            problem = f"{', '.join(there)} is there already, and stays as it is. Name another folder."
            raise refusal("two_candidates", str(folder), problem)
        for name, text in contents.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        problem = f"the folder cannot be written ({error.strerror}). Name another."
        raise refusal("unreadable", str(folder), problem) from None


def _columns(table: Table) -> list[str]:
    """Return the columns an empty file has: all that are missed where a file lacks them."""
    return [column.name for column in table.columns if column.missed]


def _header(columns: Iterable[str]) -> str:
    return f"{','.join(columns)}\n"


def _explained() -> Iterator[str]:
    for table in TABLES:
        yield f"\n{table.name}.csv"
        there = _columns(table)
        for column in table.known:
            mark = "*" if column.required else " " if column.name in there else "+"
            yield f"  {mark} {column.name}: {worded(COLUMNS[table.name][column.name])}"
    yield "\ncodes.csv"
    yield from (f"    {name}: {words}" for name, words in CODES.items())
