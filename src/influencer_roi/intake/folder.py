"""Says what a folder holds: snapshots, or the files of the tables, which it finds by name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from influencer_roi.intake.location import data_files, holds_files, is_large
from influencer_roi.intake.read.workbook import sheet_names, shown_sheets
from influencer_roi.model.report import Refused, refusal
from influencer_roi.model.schema import ORDERS, TABLES, Table

SUFFIXES = (".csv", ".csv.gz", ".parquet", ".xlsx")
POINTER = "CURRENT"  # the file that names the current of a folder of snapshots
BRANDS = "brands.csv"  # spellings of brands: brand, spelling
MAPPING = "mapping.toml"  # which of their headers is which of our columns
CODES = "codes.csv"  # whose a code is: code, influencer_id, from, to
BESIDE = (BRANDS, CODES)  # files beside the tables
_TEMPORARY = (".", "~$")
_DATA = (*SUFFIXES, ".tsv", ".txt", ".tab", ".xls", ".xlsm", ".ods", ".zip", ".gz", ".feather", ".arrow")
_WORD = re.compile(r"[^\W\d_]+")
_BY = re.compile(r"(?:^|[\W_])(?:by|per)(?:[\W_]|$)")
_COPY = re.compile(r"\([0-9]+\)$|(?:^|[\W_])(?:copy|old|backup|bak)(?:[\W_]|$)")


def holds_snapshots(folder: Path) -> bool:
    """Return whether a folder holds snapshots instead of the files of the tables."""
    return (folder / POINTER).is_file()


def table_files(folder: Path) -> list[Path]:
    """Return every file of a folder that may hold a table, by name.

    Raises:
        Refused: there is no such folder, or it cannot be read.
    """
    if not folder.is_dir():
        raise refusal(
            "no_folder", str(folder), "there is no such folder. Name one that holds the four files."
        )
    try:
        return sorted(path for path in folder.iterdir() if _may_hold(path))
    except OSError as error:
        text = f"the folder cannot be read ({error.strerror}). Check its permissions."
        raise refusal("unreadable", str(folder), text) from None


def files_that_count(folder: Path) -> list[Path]:
    """Return every file of a folder on which its ledger may depend, by name.

    Raises:
        Refused: as of `table_files`.
    """
    mapping = folder / MAPPING
    return [*table_files(folder), *([mapping] if mapping.is_file() else [])]


@dataclass(frozen=True)
class Source:
    """Where a table, or a part of it, stands: a file, a folder, or a sheet of a workbook of several."""

    path: Path
    sheet: str = ""

    @property
    def name(self) -> str:
        """How readers know it."""
        return f"{self.path.name} [{self.sheet}]" if self.sheet else self.path.name


def has_sources(table: Table, files: Iterable[Path]) -> bool:
    """Return whether some file may hold a table by its name."""
    return bool(_candidates(table, list(files)))


def find_sources(table: Table, files: Iterable[Path], folder: Path) -> tuple[Source, ...]:
    """Return everything that may hold a table or a part of it by its name, the exact plural first.

    Raises:
        Refused: there is nothing, or a folder of orders beside files of orders.
    """
    found = _candidates(table, list(files))
    if not found:
        raise refusal("file_missing", str(folder), no_file_for(table))
    large = [one.name for one in found if is_large(one.path)]
    if large and len(found) > 1:
        alone = f"{large[0]} is read where it lies, with nothing beside it"
        raise _could_hold(
            table, found, str(folder), f"{alone}: put all of its files into a folder {table.name}/"
        )
    return tuple(exact_first(found, table))


def named_sheets(path: Path) -> list[Source]:
    """Return the sheets of a workbook that are named after tables, where not all of it is one table's."""
    return [Source(path, sheet) for sheet in _sheets(path) if table_named(sheet) is not None]


def is_beside(path: Path) -> bool:
    """Return whether a file is named as one beside the tables, in any form."""
    return f"{stem(path)}{SUFFIXES[0]}" in BESIDE


def named_beside(name: str, folder: Path) -> list[Source]:
    """Return files, and sheets of workbooks of tables, named as one beside the tables, in any form."""
    wanted = name.removesuffix(SUFFIXES[0])
    files = table_files(folder) if folder.is_dir() else []
    own = [Source(path) for path in files if stem(path) == wanted]
    sheets = [(path, sheet) for path in files if not is_beside(path) for sheet in _sheets(path)]
    return [*own, *(Source(path, sheet) for path, sheet in sheets if sheet.strip().casefold() == wanted)]


def no_file_for(table: Table) -> str:
    """Return what is said where no file is named as a table, and the way out."""
    wanted = " or ".join(f"{stem}*{SUFFIXES[0]}" for stem in table.stems)
    return f"no file for {table.name}. Put a file named {wanted} there."


def two_candidates(table: Table, found: Sequence[Source], place: str, lacks: Sequence[str] = ()) -> Refused:
    """Return why several candidates are refused that are no parts of one table; the last `lacks` columns."""
    unlike = f"they do not have the same columns: {_way_out(table, found[-1], lacks)}"
    return _could_hold(table, found, place, unlike)


def _could_hold(table: Table, found: Sequence[Source], place: str, why: str) -> Refused:
    names = " and ".join(one.name for one in found)
    every = "both" if len(found) == 2 else "all"  # two
    return refusal("two_candidates", place, f"{names} could {every} hold {table.name}, and {why}.")


def _way_out(table: Table, odd: Source, lacks: Sequence[str]) -> str:
    parts = f"; files that have them may also lie in a folder {table.name}/" if table is ORDERS else ""
    if not lacks:
        return f"name the right one {table.name}{SUFFIXES[0]}, or take {odd.name} out of the folder{parts}"
    return f"{odd.name} lacks {', '.join(lacks)}. Add them, or take it out of the folder{parts}"


def is_exact(source: Source, table: Table) -> bool:
    """Return whether a source is named as the table is, and nothing more."""
    return (source.sheet.strip().casefold() if source.sheet else stem(source.path)) == table.name


def exact_first(sources: Iterable[Source], table: Table) -> list[Source]:
    """Return sources in their order, those named as the table is before all others."""
    return sorted(sources, key=lambda one: not is_exact(one, table))


def table_named(name: str) -> Table | None:
    """Return the table that a file or sheet is named after; of several words for tables the last counts.

    `Tracker - posts` is posts, `influencer payouts` payouts; what follows `by` or `per` does not count.
    """
    words = _WORD.findall(_BY.split(name.casefold())[0])
    for word in reversed(words):
        for table in TABLES:
            if word in {*table.stems, *(f"{one}s" for one in table.stems)}:
                return table
    return next((one for one in TABLES if name.casefold().startswith(one.stems)), None)


def is_copy(name: str) -> bool:
    """Return whether a name says that this is a copy of another file."""
    return _COPY.search(name.casefold()) is not None


def unread_sheets(used: Iterable[Source]) -> list[str]:
    """Return the sheets that no source is, of workbooks of which some are."""
    read = [source for source in used if source.sheet]
    every = [Source(path, name) for path in sorted({one.path for one in read}) for name in sheet_names(path)]
    return [one.name for one in every if one not in read]


def unread(folder: Path, used: Iterable[Path]) -> list[str]:
    """Return what lies in a folder, or in one of orders that is read, and may be taken for data, by name.

    What is `used`, and folders it lies in, are left out.
    """
    read = {one for path in used for part in (path, *data_files(path)) for one in (part, *part.parents)}
    inside = [part for path in folder.iterdir() if path in read and path.is_dir() for part in path.rglob("*")]
    found = [path for path in (*folder.iterdir(), *inside) if path not in read and _may_be_data(path)]
    return sorted(path.relative_to(folder).as_posix() for path in found)


def _may_be_data(path: Path) -> bool:
    if path.name.startswith(_TEMPORARY):
        return False
    return path.name.casefold().endswith(_DATA) or (path.is_dir() and table_named(path.name) is not None)


def stem(path: Path) -> str:
    """Return a file's name without the suffix that says its form."""
    name = path.name.casefold()
    return next((name.removesuffix(suffix) for suffix in reversed(SUFFIXES) if name.endswith(suffix)), name)


def _may_hold(path: Path) -> bool:
    if path.name.startswith(_TEMPORARY):
        return False
    return path.name.casefold().endswith(SUFFIXES) or (
        path.is_dir() and table_named(path.name) is ORDERS and holds_files(path)
    )


def _candidates(table: Table, files: Sequence[Path]) -> list[Source]:
    """Return the sources of a table: files named after it, else sheets of workbooks; copies where alone."""
    named = [Source(path) for path in files if not _sheets(path) and table_named(stem(path)) is table]
    sheets = [
        Source(path, sheet)
        for path in files
        for sheet in _sheets(path)
        if table_named(sheet) is table and (not named or table_named(stem(path)) is table)
    ]
    found = [*named, *sheets]
    originals = [one for one in found if not is_copy(one.sheet or stem(one.path))]
    return originals or found


def _sheets(path: Path) -> list[str]:
    """Return the sheets of a workbook of which some are named after tables; none of another file."""
    if not path.name.casefold().endswith(".xlsx"):
        return []
    names = shown_sheets(path)
    named = {table.name for name in names if (table := table_named(name)) is not None}
    own = table_named(stem(path))
    return names if named - ({own.name} if own else set()) else []
