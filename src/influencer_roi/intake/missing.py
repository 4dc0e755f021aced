"""Says what was looked at where a folder has no file for a table, and how each of it may be that table."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from influencer_roi.intake.folder import MAPPING, no_file_for, stem, table_named
from influencer_roi.intake.read.top import headers_in
from influencer_roi.model.headers import listing
from influencer_roi.model.schema import SET_ASIDE, Table

_SHOWN = 3  # files
_ARCHIVES = frozenset((".zip", ".7z", ".rar", ".tar", ".tgz"))


def missing(table: Table, files: Sequence[Path], folder: Path) -> str:
    """Return that no file is a table's, and what files of no known name and form have; they may be it."""
    odd = [*_odd(files)]
    lacks = f"{no_file_for(table)}{_packed(folder)}"
    if not odd:
        return lacks
    looked_at = " ".join(f"{name} is of no known form. {listing(headers)}" for name, headers in odd[:_SHOWN])
    more = f" {len(odd) - _SHOWN} more are none either." if len(odd) > _SHOWN else ""
    name, _ = odd[0]
    which = "it" if len(odd) == 1 else "one of them"
    needed = ", ".join(
        f'{column.name} = "their header"'
        for column in table.columns
        if column.required and column.absent == SET_ASIDE
    )
    way_out = f'say so in {MAPPING} ([{table.name}] file = "{name}", {needed}), or at /publish'
    return f"{lacks} {looked_at}{more} If {which} holds {table.name}, {way_out}."


def _packed(folder: Path) -> str:
    """Return which archives lie in a folder, whose files may be what it lacks."""
    names = sorted(path.name for path in folder.glob("*") if path.suffix.casefold() in _ARCHIVES)
    if not names:
        return ""
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    way_out = "is not looked into: unpack it" if len(names) == 1 else "are not looked into: unpack them"
    return f" {', '.join(names[:_SHOWN])}{more} {way_out} there."


def _odd(files: Sequence[Path]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield files that are of the name of no table, each with its first record of several cells."""
    for path in files:
        if path.is_file() and table_named(stem(path)) is None:
            for _, headers in headers_in(path, lambda cells: sum(map(bool, cells)) > 1)[:1]:
                yield path.name, headers
