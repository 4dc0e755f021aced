"""Says where data comes from and what of it would be a change."""

import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from influencer_roi.intake.folder import files_that_count
from influencer_roi.intake.location import data_files
from influencer_roi.model.report import Refused
from influencer_roi.sample import write_sample
from influencer_roi.settings import BUILD_SECONDS, HOME, Settings
from influencer_roi.store import claim, origin_of

Fingerprint = tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True)
class DataSource:
    """A data folder or a loader function, and the folder `root` its snapshots are in.

    `orders` is the address of the warehouse table that orders are in, if they are; `patience` is how many
    seconds a build may take.
    """

    root: Path
    folder: Path | None = None
    source: str | None = None
    sample: bool = False
    orders: str = ""
    patience: int = BUILD_SECONDS

    def claim(self) -> None:
        """Make the folder of snapshots this source's.

        Raises:
            Refused: it holds the snapshots of another.
        """
        claim(self.root, origin_of(self.folder, loader=self.source, orders=self.orders, sample=self.sample))

    def fingerprint(self) -> Fingerprint:
        """Return name, size, time and identity of each file that may hold a table; costs no reading.

        A loader has none: what it gives is built once, and whenever somebody builds it.
        """
        if self.folder is None:
            return ()
        try:
            return tuple(_marked(file) for path in files_that_count(self.folder) for file in data_files(path))
        except Refused:
            return (("", 0, 0, 0),)

    def build_command(self) -> list[str]:
        """Return the command that builds the snapshot of this source in a process of its own."""
        what = ["--source", self.source] if self.source else [str(self.folder)]
        sample = ["--sample"] if self.sample else []
        return [sys.executable, "-m", "influencer_roi.cli", "build", *what, "--out", str(self.root), *sample]


def _marked(path: Path) -> tuple[str, int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return str(path), -1, 0, 0
    return str(path), found.st_size, found.st_mtime_ns, found.st_ino


def source_of(settings: Settings) -> DataSource:
    """Return where the data comes from: what is set, else the sample, made where its files are missing."""
    root = settings.root()
    about = partial(DataSource, root, orders=settings.orders, patience=settings.build_seconds)
    if settings.source:
        return about(source=settings.source)
    if settings.folder:
        return about(folder=settings.folder)
    sample = HOME / "data"
    if not sample.is_dir():
        sample = root / "sample"
        write_sample(sample)
    return about(folder=sample, sample=True)
