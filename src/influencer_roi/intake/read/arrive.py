"""Takes the bytes of a file as they stood at one moment, or says why it cannot."""

import gzip
import hashlib
import io
import os
import signal
import sys
import time
import zlib
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from influencer_roi.intake.regular import open_regular, require_regular
from influencer_roi.model.report import refusal
from influencer_roi.settings import MOST_BYTES
from influencer_roi.threads import start

if sys.platform == "linux":
    import fcntl

TRIES = 5
QUIET = 2.0  # seconds: a file changed later than this is read twice and compared
PAUSE = 0.2
SETTLE = 0.1
SKEW = 300.0
_CHUNK = 1 << 20
_BOMB = 200  # a table of text packs ten-fold; nothing honest packs a thousand-fold
_SMALL = 16 << 20


@dataclass(frozen=True)
class Arrived:
    """A file's bytes, unpacked where it was packed; `sha256` is of the file as it lies on the disk."""

    name: str
    content: bytes
    hashed: "Future[str]"
    remarks: tuple[tuple[str, str], ...] = ()

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file as it lies on the disk."""
        return self.hashed.result()


def arrive(path: Path, *, most: int = MOST_BYTES) -> Arrived:
    """Return a file whole, as it was at one moment; `most` is the largest size in bytes, unpacked too.

    Raises:
        Refused: it is missing, no regular file, unreadable, too large, kept changing, or is not what its name
            or its `.sha256` beside it says.
    """
    content, found = _steady(path, most)
    hashed = start(_sha256, content)
    _check_sidecar(path, hashed)
    remarks = tuple(_remarks(path, found))
    if path.suffix.casefold() == ".gz":
        content = _unpacked(content, path.name, most)
    return Arrived(path.name, content, hashed, remarks)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _steady(path: Path, most: int) -> tuple[bytes, os.stat_result]:
    """Return the bytes of a file that did not change while it was read, and what the system says of it.

    read() and never a map: a file cut short under a map ends the process.
    """
    for _ in range(TRIES):
        try:
            if found := _whole(path, most):
                return found
        except FileNotFoundError:
            text = f"the file is missing. Put it into {path.parent}."
            shown = "the file is missing. Put it into the folder."
            raise refusal("file_missing", path.name, text, shown=shown) from None
        except OSError as error:
            text = f"the file cannot be read ({error.strerror}). Check its permissions."
            raise refusal("unreadable", path.name, text) from None
        time.sleep(PAUSE)
    text = (
        "the file kept changing while it was read. Copy it beside and rename it, or wait until it is written."
    )
    raise refusal("changed_while_reading", path.name, text)


def _whole(path: Path, most: int) -> tuple[bytes, os.stat_result] | None:
    """Return a file's bytes, or None where it was, or may have been, written to meanwhile.

    The file that was opened is read to its end, whatever stands at its path by then.
    """
    if (size := require_regular(path).st_size) > most:
        text = f"the file has {size:,} bytes; {most:,} are allowed. Give it as Parquet."
        raise refusal("too_large", path.name, text)
    with open_regular(path) as file:
        before = os.fstat(file.fileno())
        recent = abs(time.time() - before.st_mtime) < QUIET
        if recent and _may_be_written(file, before):
            return None
        content = _read(file, before.st_size)
        if recent and (content != _read(file, before.st_size) or _may_be_written(file, before)):
            return None
        same = _mark(os.fstat(file.fileno())) == _mark(before)
    return (content, before) if same and len(content) == before.st_size else None


def _may_be_written(file: io.FileIO, found: os.stat_result) -> bool:
    """Return whether somebody has a file open to write to; where the system does not tell, its age decides.

    Linux grants a lease to read only where nobody has: so no half-written file is taken for a whole one,
    however slowly it is written. SIGURG is what nobody hears; the default would end the process.
    """
    if sys.platform == "linux":
        try:
            fcntl.fcntl(file, fcntl.F_SETSIG, signal.SIGURG)
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        except BlockingIOError:
            return True
        except OSError:
            return _is_young(found)
        return False
    return _is_young(found)


def _is_young(found: os.stat_result) -> bool:
    return 0 <= time.time() - found.st_mtime < SETTLE


def _read(file: io.FileIO, size: int) -> bytes:
    """Return the first `size` bytes of a file, fewer where it has fewer."""
    file.seek(0)
    content = file.read(size)
    while len(content) < size and (more := file.read(size - len(content))):
        content += more
    return content


def _mark(found: os.stat_result) -> tuple[int, ...]:
    return found.st_size, found.st_mtime_ns


def _unpacked(content: bytes, file: str, most: int) -> bytes:
    """Return the content of a gzip file, stopping where it grows beyond measure."""
    parts, size = [], 0
    try:
        with gzip.open(io.BytesIO(content)) as packed:
            while part := packed.read(_CHUNK):
                size += len(part)
                if size > most or (size > _SMALL and size > _BOMB * len(content)):
                    text = f"the file unpacks to more than {size - len(part):,} bytes. Give it unpacked."
                    raise refusal("decompressed_too_large", file, text)
                parts.append(part)
    except (EOFError, zlib.error):
        raise refusal(
            "truncated_gzip", file, "the file ends too early or is damaged. Copy it again."
        ) from None
    except gzip.BadGzipFile:
        raise refusal("bad_gzip", file, "the file is not gzip, or is damaged. Copy it again.") from None
    return b"".join(parts)


def _check_sidecar(path: Path, hashed: "Future[str]") -> None:
    """Refuse a file whose `.sha256` beside it, as sha256sum writes one, says otherwise."""
    sidecar = sidecar_of(path)
    try:
        with open_regular(sidecar) as file:
            words = file.read(_SMALL).decode(errors="replace").split()
    except FileNotFoundError:
        return
    except OSError as error:
        text = f"the checksum beside the file cannot be read ({error.strerror}). Check its permissions."
        raise refusal("unreadable", sidecar.name, text) from None
    if not words or words[0].casefold() != hashed.result():
        text = f"{sidecar.name} beside it is of another content. Copy both again."
        raise refusal("checksum_mismatch", path.name, text)


def sidecar_of(path: Path) -> Path:
    """Return where a file's checksum would stand."""
    return path.with_name(f"{path.name}.sha256")


def _remarks(path: Path, found: os.stat_result) -> list[tuple[str, str]]:
    remarks = []
    if not path.resolve().is_relative_to(path.parent.resolve()):
        remarks.append(("linked_outside", "the file is a link to one outside the folder."))
    if found.st_mtime > time.time() + SKEW:
        remarks.append(("clock_skew", "the file was changed in the future: a clock is wrong."))
    return remarks
