"""Says where orders lie: in files of a folder, or in a table of a warehouse."""

import hashlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

import polars as pl
from polars import selectors as cs

from influencer_roi.intake.regular import open_regular, require_regular
from influencer_roi.intake.repeats import repeats
from influencer_roi.model.headers import lacking
from influencer_roi.model.report import refusal
from influencer_roi.model.schema import ORDERS

FORMS = ("parquet", "csv")  # read where they lie
_PACKED = ("csv.gz", "xlsx")  # read as a whole
LARGE = 256 << 20  # bytes of Parquet in one file that are better not read as a whole
_HEADER, _START = 1 << 16, 64  # bytes
_HASHES = 1 << 31  # of rows, so that billions add up


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
        Refused: the folder holds files of several kinds, or of another, or one that is not a regular file.
    """
    if path.is_file():
        return OrdersLocation(path, (path,), FORMS[0])
    found = {form: tuple(sorted(_visible(path, form))) for form in (*FORMS, *_PACKED)}
    forms = [form for form, files in found.items() if files]
    if len(forms) != 1 or forms[0] not in FORMS:
        text = f"holds {' and '.join(forms)} files. Keep one kind, Parquet or CSV."
        raise refusal("file_missing", path.name, f"the folder {text}")
    for file in found[forms[0]]:
        require_regular(file)
    return OrdersLocation(path, found[forms[0]], forms[0])


def require_utf8(location: OrdersLocation) -> None:
    """Refuse CSV files that are UTF-16, which no engine can scan and are too large to be read as a whole."""
    for file in location.files if location.form == "csv" else ():
        with open_regular(file) as opened:
            start = opened.read(_START) or b""
        if start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or b"\0" in start:
            text = "the file is UTF-16, and too large to be read as a whole. Save it as UTF-8."
            raise refusal("encoding_unknown", file.name, text)


def data_files(path: Path) -> tuple[Path, ...]:
    """Return the files that may hold data in a folder of orders, whatever they are; of a file, itself."""
    if not path.is_dir():
        return (path,)
    return tuple(sorted(file for form in (*FORMS, *_PACKED) for file in _visible(path, form)))


def holds_files(path: Path) -> bool:
    """Return whether a path is a folder that holds files of data, however deep."""
    return path.is_dir() and bool(data_files(path))


def is_large(path: Path) -> bool:
    """Return whether a file or folder of orders is better rolled up where it lies than read as a whole."""
    if path.suffix.casefold() == ".parquet" and path.is_file():
        return path.stat().st_size > LARGE
    return holds_files(path)


def is_small(files: Sequence[Path]) -> bool:
    """Return whether there are files, and they can as well be read as a whole."""
    return bool(files) and sum(file.stat().st_size for file in files) <= LARGE


def is_packed(file: Path) -> bool:
    """Return whether a file can only be read as a whole."""
    return file.name.casefold().endswith(tuple(f".{form}" for form in _PACKED))


def is_alike(location: OrdersLocation, currency: str) -> bool:
    """Return whether files have the same columns in the same order: as they must to be scanned as one.

    Of CSV files that is the first line, with commas between its names.
    """
    heads = {_columns(file, location.form) for file in location.files}
    if len(heads) != 1 or location.form != "csv":
        return len(heads) == 1
    return not lacking(ORDERS, str(heads.pop()).split(","), currency)


def without_repeats(location: OrdersLocation) -> OrdersLocation:
    """Return a location without files that repeat others; rows are compared as written, in any order."""
    rows = cache(partial(_summed, location.form, pl.len()))
    hashes = cache(partial(_summed, location.form, (pl.struct(~cs.nested()).hash() % _HASHES).sum()))

    def are_same(one: Path, others: Sequence[Path]) -> bool:
        return rows(one) == sum(map(rows, others)) > 0 and hashes(one) == sum(map(hashes, others))

    try:
        again = repeats(location.files, are_same)
    except pl.exceptions.PolarsError:
        return location  # said where they are read
    return replace(location, files=tuple(file for file in location.files if file not in again))


def _summed(form: str, of: pl.Expr, file: Path) -> int:
    """Return a sum over the rows of a file, in any order."""
    csv = form == "csv"
    rows = pl.scan_csv(file, infer_schema=False, glob=False) if csv else pl.scan_parquet(file, glob=False)
    return int(rows.select(of).collect().item())


def _columns(file: Path, form: str) -> Hashable:
    """Return what a file says of its columns; nothing where it cannot be read, which reading it says."""
    try:
        if form != "csv":
            return tuple(pl.read_parquet_schema(file).items())
        with open_regular(file) as opened:
            line, _, _ = (opened.read(_HEADER) or b"").partition(b"\n")
        return line.decode("utf-8-sig", errors="replace").replace('"', "").strip()
    except (OSError, pl.exceptions.PolarsError):
        return None


def _visible(folder: Path, form: str) -> list[Path]:
    """Return the files of a form, its suffix in any capitals.

    What writers leave beside them begins with a point or an underscore.
    """
    return [
        file
        for file in folder.rglob("*")
        if file.name.casefold().endswith(f".{form}")
        and not any(part.startswith((".", "_")) for part in file.relative_to(folder).parts)
    ]
