"""Says whose snapshots a folder holds, so that those of one data folder are never served as another's."""

import contextlib
import hashlib
import json
import logging
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from influencer_roi.model.report import Refused, refusal
from influencer_roi.store.disk import UNFINISHED

_log = logging.getLogger(__name__)
_FILE = "origin.json"
_AMONG_ITS_FILES = (
    "its snapshots cannot lie in the data folder itself, which would be read as snapshots from then on. "
    "Name another folder for them (INFLUENCER_ROI_SNAPSHOT, or --out)."
)


@dataclass(frozen=True)
class Origin:
    """What snapshots are built from: a `folder`, or what a `loader` gives, or the sample, wherever it lies.

    `table` names the table of a warehouse that orders are in, `orders` is a hash of its address without
    user and password; both are empty where orders are in the folder.
    """

    folder: str = ""
    loader: str = ""
    sample: bool = False
    table: str = ""
    orders: str = ""

    def __str__(self) -> str:
        """Name it as readers of a message know it."""
        beside = f" with orders in {self.table}" if self.table else ""
        if self.loader:
            return f"--source {self.loader}{beside}"
        return f"{'the sample' if self.sample else self.folder}{beside}"

    def is_same(self, other: "Origin") -> bool:
        """Return whether both are one: the same loader, or folder by whatever path, and the same orders."""
        if (self.loader, self.orders) != (other.loader, other.orders):
            return False
        return bool(self.loader) or (self.sample and other.sample) or _is_same(self.folder, other.folder)


def origin_of(
    folder: Path | None = None, *, loader: str | None = None, orders: str = "", sample: bool = False
) -> Origin:
    """Return what is built from a folder or loader, and orders at an address where one is given."""
    named = str(folder.absolute()) if folder and not loader else ""
    return Origin(named, loader or "", sample, *(_warehouse(orders) if orders else ("", "")))


def claim(root: Path, origin: Origin, *, moved: bool = False) -> None:
    """Make a folder that of the snapshots of this origin; do nothing where it is that already.

    One with snapshots that names no origin, as none did once, is taken for this one's; the log says so.
    `moved` takes over one of another origin. A folder that cannot be written stays as it is.

    Raises:
        Refused: it holds the snapshots of another origin, does not say legibly of which, or is the origin.
    """
    if origin.folder and _is_same(origin.folder, str(root)):
        raise refusal("other_origin", str(root), _AMONG_ITS_FILES)
    if moved:
        (root / _FILE).unlink(missing_ok=True)
    elif (root / "versions").is_dir() and not (root / _FILE).exists():
        _log.warning("%s says not of what its snapshots are: they are taken for those of %s", root, origin)
    if _written(root) is None:
        _write(root, origin)
    written = _written(root)
    if written is not None and not written.is_same(origin):
        raise _belongs_to(written, root, origin)


def _belongs_to(written: Origin, root: Path, origin: Origin) -> Refused:
    named = f"--source {origin.loader}" if origin.loader else origin.folder
    message = (
        f"these are the snapshots of {written}, not of {origin}. Name another folder for the snapshots of "
        f"{origin} (INFLUENCER_ROI_SNAPSHOT, or --out). Where it is the same data that moved: "
        f"influencer-roi build {named} --out {root} --moved{' --sample' if origin.sample else ''}"
    )
    return refusal("other_origin", str(root), message)


def _written(root: Path) -> Origin | None:
    """Return the origin a folder names, None where it names none."""
    try:
        return Origin(**json.loads((root / _FILE).read_bytes()))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, TypeError):
        message = (
            f"{_FILE} does not say legibly whose snapshots these are. Remove it if they are of this data."
        )
        raise refusal("other_origin", str(root), message) from None


def _write(root: Path, origin: Origin) -> None:
    """Write the origin as one file or not at all; who comes second leaves the first one's."""
    beside = root / f"{UNFINISHED}{os.getpid()}-{_FILE}"
    try:
        root.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(asdict(origin), ensure_ascii=False), encoding="utf-8")
        with contextlib.suppress(FileExistsError):
            os.link(beside, root / _FILE)
    except OSError as error:
        _log.warning("%s cannot be written: %s", root / _FILE, error.strerror)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _is_same(one: str, other: str) -> bool:
    """Return whether two paths name one folder now, links followed."""
    return one == other or Path(one).resolve() == Path(other).resolve()


def _warehouse(address: str) -> tuple[str, str]:
    """Return the name of a table, and a hash of its address without who asks for it."""
    plain = re.sub(r"//[^/@]*@", "//", address)
    return address.rpartition("#")[2], hashlib.sha256(plain.encode()).hexdigest()
