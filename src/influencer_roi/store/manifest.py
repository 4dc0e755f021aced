"""Says what a version holds, so that a reader can tell whether it still does."""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import polars as pl

from influencer_roi.store.disk import put, sha256_of

FORMAT = 5
_MANIFEST = "manifest.json"
_SEAL = "manifest.sha256"


class Damaged(Exception):
    """A version is not what was written; the message says what is wrong with it."""


@dataclass(frozen=True)
class Piece:
    """One file of a version; `descending` names the columns known to be sorted, and which way."""

    bytes: int
    sha256: str
    rows: int
    descending: dict[str, bool]


@dataclass(frozen=True)
class Manifest:
    """What a version was made from, by which rules, and each of its files by name."""

    format: int
    package: str
    rules: str
    created: str
    sample: bool
    sources: dict[str, str]
    files: dict[str, Piece]


MAKING = ("model", "intake", "ledger", "store")  # the floors whose code decides what a version holds


@cache
def code_rules() -> str:
    """Return a hash over the code that makes a ledger and the version of Polars: other code, other rules."""
    ground = Path(__file__).parents[1]
    digest = hashlib.sha256(pl.__version__.encode())
    for file in sorted(file for floor in MAKING for file in (ground / floor).rglob("*.py")):
        digest.update(f"\0{file.relative_to(ground).as_posix()}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def piece_of(file: Path, rows: pl.DataFrame) -> Piece:
    """Return what the manifest says of a file that was just written."""
    flags = rows.select(pl.all().to_physical()).flags  # of an enum, to ask is to name all of its texts
    return Piece(
        bytes=file.stat().st_size,
        sha256=sha256_of(file),
        rows=rows.height,
        descending={
            name: flag["SORTED_DESC"]
            for name, flag in flags.items()
            if flag["SORTED_ASC"] or flag["SORTED_DESC"]
        },
    )


def put_manifest(folder: Path, manifest: Manifest) -> str:
    """Write the manifest, last of all files, and return its sha256."""
    content = json.dumps(asdict(manifest), indent=1, ensure_ascii=False).encode()
    sha256 = hashlib.sha256(content).hexdigest()
    put(folder / _SEAL, f"{sha256}\n".encode())
    put(folder / _MANIFEST, content)
    return sha256


def read_manifest(folder: Path) -> tuple[Manifest, str]:
    """Return the manifest of a version, and its sha256.

    Raises:
        Damaged: it is missing, not what was written, or of another format.
    """
    try:
        content = (folder / _MANIFEST).read_bytes()
        sealed = (folder / _SEAL).read_bytes()
    except OSError as error:
        raise Damaged(f"its manifest cannot be read: {error.strerror}") from None
    sha256 = hashlib.sha256(content).hexdigest()
    if sealed != f"{sha256}\n".encode():
        raise Damaged("its manifest is not what was written")
    written = json.loads(content)
    if written["format"] != FORMAT:
        raise Damaged(f"its format is {written['format']}, not {FORMAT}")
    files = {name: Piece(**piece) for name, piece in written.pop("files").items()}
    return Manifest(**written, files=files), sha256


def verify(folder: Path, name: str, piece: Piece) -> None:
    """Read a file through.

    Raises:
        Damaged: it is missing, or not what was written.
    """
    try:
        size = (folder / name).stat().st_size
        if size != piece.bytes:
            raise Damaged(f"{name} has {size:,} bytes instead of {piece.bytes:,}")
        if sha256_of(folder / name) != piece.sha256:
            raise Damaged(f"{name} is not what was written")
    except OSError as error:
        raise Damaged(f"{name} cannot be read: {error.strerror}") from None
