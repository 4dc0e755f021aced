"""Says where orders lie: in files of a folder, or in a table of a warehouse."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from influencer_roi.intake.regular import require_regular
from influencer_roi.model.report import refusal

FORMS = ("parquet", "csv")
LARGE = 256 << 20  # bytes of Parquet in one file that are better not read as a whole


@dataclass(frozen=True)
class OrdersLocation:
    """Where orders lie: `files` of one `form`, under `root`; or `address` of a table, ibis://…#TABLE."""

    root: Path | None = None
    files: tuple[Path, ...] = ()
    form: str = ""
    address: str = ""

    @property
    def name(self) -> str:
        """How readers know it."""
        return self.root.name if self.root else self.address.partition("#")[2]

    def fingerprint(self) -> str:
        """Return a hash over names, sizes and times of the files: another one where a file was written."""
        digest = hashlib.sha256(self.address.encode())
        for file in self.files:
            about = file.stat()
            digest.update(f"{file}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
        return digest.hexdigest()


def files_of(path: Path) -> OrdersLocation:
    """Return the place that a Parquet file, or a folder of Parquet or CSV files, is; folders may lie deep.

    Raises:
        Refused: the folder holds no such files, or both kinds, or one that is not a regular file.
    """
    if path.is_file():
        return OrdersLocation(path, (path,), FORMS[0])
    found = {form: tuple(sorted(_visible(path, form))) for form in FORMS}
    held = [form for form, files in found.items() if files]
    if len(held) != 1:
        said = "holds both Parquet and CSV files. Keep one kind." if held else "holds no Parquet or CSV file."
        raise refusal("file_missing", path.name, f"the folder {said}")
    for file in found[held[0]]:
        require_regular(file)
    return OrdersLocation(path, found[held[0]], held[0])


def data_files(path: Path) -> tuple[Path, ...]:
    """Return the files that may hold data in a folder of orders, whatever they are; of a file, itself."""
    if not path.is_dir():
        return (path,)
    return tuple(sorted(file for form in FORMS for file in _visible(path, form)))


def holds_files(path: Path) -> bool:
    """Return whether a path is a folder that holds Parquet or CSV files, however deep."""
    return path.is_dir() and any(_visible(path, form) for form in FORMS)


def is_large(path: Path) -> bool:
    """Return whether a file or folder of orders is better rolled up where it lies than read as a whole."""
    if path.suffix.casefold() == ".parquet" and path.is_file():
        return path.stat().st_size > LARGE
    return holds_files(path)


def is_small(location: OrdersLocation) -> bool:
    """Return whether the files of a location can as well be read as a whole."""
    return bool(location.files) and sum(file.stat().st_size for file in location.files) <= LARGE


def _visible(folder: Path, form: str) -> list[Path]:
    """Return the files of a form; what writers leave beside them begins with a point or an underscore."""
    return [
        file
        for file in folder.rglob(f"*.{form}")
        if not any(part.startswith((".", "_")) for part in file.relative_to(folder).parts)
    ]
