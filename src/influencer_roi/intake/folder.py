"""Says what a folder holds: snapshots, or the files of the tables, which it finds by name."""

from collections.abc import Iterable
from pathlib import Path

from influencer_roi.intake.location import holds_files
from influencer_roi.model.report import refusal
from influencer_roi.model.schema import ORDERS, Table

SUFFIXES = (".csv", ".csv.gz", ".parquet", ".xlsx")
POINTER = "CURRENT"  # the file that names the current of a folder of snapshots
_TEMPORARY = (".", "~$")


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
        said = f"the folder cannot be read ({error.strerror}). Check its permissions."
        raise refusal("unreadable", str(folder), said) from None


def find_file(table: Table, files: Iterable[Path], folder: Path) -> Path:
    """Return the file that holds a table.

    Raises:
        Refused: no file of the folder could hold it, or two could.
    """
    candidates = _candidates(table, files)
    if len(candidates) == 1:
        return candidates[0]
    wanted = " or ".join(f"{stem}*{SUFFIXES[0]}" for stem in table.stems)
    if not candidates:
        said = f"no file for {table.name}. Put a file named {wanted} there."
        raise refusal("file_missing", str(folder), said)
    names = " and ".join(path.name for path in candidates)
    said = f"{names} could both hold {table.name}. Keep one, or rename it to {table.name}{SUFFIXES[0]}."
    raise refusal("two_candidates", str(folder), said)


def stem(path: Path) -> str:
    """Return a file's name without the suffix that says its form."""
    name = path.name.casefold()
    return next((name.removesuffix(suffix) for suffix in reversed(SUFFIXES) if name.endswith(suffix)), name)


def _may_hold(path: Path) -> bool:
    if path.name.startswith(_TEMPORARY):
        return False
    return path.name.casefold().endswith(SUFFIXES) or (
        path.is_dir() and path.name.casefold().startswith(ORDERS.stems) and holds_files(path)
    )


def _candidates(table: Table, files: Iterable[Path]) -> list[Path]:
    named = [path for path in files if stem(path).startswith(table.stems)]
    plural = [path for path in named if stem(path) == table.name]
    return plural or named
