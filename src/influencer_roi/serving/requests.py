"""Reads requests off a socket; what is too long, or does not say how long it is, is given on unread."""

import tempfile
import time
from contextlib import suppress
from enum import Enum
from pathlib import Path
from types import SimpleNamespace
from typing import IO

from waitress.adjustments import Adjustments
from waitress.buffers import TempfileBasedBuffer
from waitress.parser import HTTPRequestParser
from waitress.receiver import FixedStreamReceiver
from waitress.utilities import Error, RequestEntityTooLarge

from influencer_roi.access.door import DOWNLOADS, MOST_BYTES, MOST_UPLOADED, PROBES, UPLOADS, most_of
from influencer_roi.model.report import Refused
from influencer_roi.settings import Settings
from influencer_roi.store.staged import staged_of

MOST_HEADER_BYTES = 1 << 15
_SHOWN = ".json"  # under DOWNLOADS, but for a page


class Kind(Enum):
    """What a request is for; each kind has threads of its own."""

    PROBE = "probe"
    PAGE = "page"
    FILE = "file"
    UPLOAD = "upload"


class _OnDisk(TempfileBasedBuffer):  # type: ignore[misc] # waitress has no types
    """A body as it comes in, in a file without a name beside where it will lie: gone if this process is."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        super().__init__()

    def newfile(self) -> IO[bytes]:
        """Return such a file."""
        return tempfile.TemporaryFile("w+b", dir=self._folder)


class Request(HTTPRequestParser):  # type: ignore[misc] # waitress has no types
    """One request as it comes in, and what became of it.

    `began` is when its first byte came, by the monotonic clock, `grew` when some did, `since` when its last
    came, or its answer was last said to go on. `unread` says that its body was left on the connection,
    `answering` that its answer began, `given_up` that it was answered in place of the application, `replaced`
    that another thread does the work of the one it holds, which is `thread`, 0 before it has one.
    """

    error: Error | None
    chunked: bool
    content_length: int
    command: str

    def __init__(self, adjustments: Adjustments) -> None:
        super().__init__(adjustments)
        self.path = ""
        self.began = time.monotonic()
        self.since = 0.0
        self.grew = self.began
        self.thread = 0
        self.unread = self.answering = self.given_up = self.replaced = False

    def received(self, data: bytes) -> int:
        """Take bytes, and return how many; the application refuses what is too large, before it is read."""
        taken: int = super().received(data)
        self.grew = time.monotonic()
        if isinstance(self.error, RequestEntityTooLarge):
            self.error, self.unread = None, True
        if self.completed:
            self.goes_on()
        if self.unread:
            self.expect_continue = False
            return len(data)
        return taken

    def goes_on(self) -> None:
        """Count from now on how long its answer takes."""
        self.since = time.monotonic()

    def parse_header(self, header: bytes) -> None:
        """Read the head; a body that does not say how long it is stays unread, as the application learns."""
        super().parse_header(header)
        self.unread = self.chunked
        if self.chunked:
            self.headers["TRANSFER_ENCODING"] = "chunked"
            self.chunked, self.body_rcv = False, None
        elif self.kind is Kind.UPLOAD and self.content_length > MOST_BYTES:
            self._spool()

    def _spool(self) -> None:
        """Have a long body go to the disk, where it is of an upload that somebody was allowed to begin.

        Any other stays unread, as the application learns.
        """
        folder = _folder_for(self.path)
        if folder is not None and self.content_length <= most_of(self.command, self.path):
            with suppress(OSError):
                self.body_rcv = FixedStreamReceiver(self.content_length, _OnDisk(folder))
                self.adj = _ROOMY
                return
        self.unread = True

    @property
    def is_spooled(self) -> bool:
        """Whether its body goes to the disk: a long one takes as long as it comes."""
        return self.adj is _ROOMY

    @property
    def kind(self) -> Kind:
        """What this request is for."""
        return kind_of(self.path)


def _folder_for(path: str) -> Path | None:
    """Return the folder of the upload that a path names; None where nobody began such an upload.

    Its id is a secret of whoever was allowed to begin it, so a body can be taken before its sender is known.
    """
    try:
        return staged_of(Settings.from_environment().root(), path.removeprefix(UPLOADS)).folder
    except (Refused, ValueError):
        return None


def kind_of(path: str) -> Kind:
    """Return what a request for a path is for."""
    if path in PROBES:
        return Kind.PROBE
    if path.startswith(UPLOADS):
        return Kind.UPLOAD
    return Kind.FILE if path.startswith(DOWNLOADS) and not path.endswith(_SHOWN) else Kind.PAGE


def limits() -> dict[str, int]:
    """Return the limits of a request as waitress wants them: it refuses what reaches them."""
    return {"max_request_body_size": MOST_BYTES + 1, "max_request_header_size": MOST_HEADER_BYTES}


# Those of a request that brings a file.
_ROOMY = SimpleNamespace(**{**limits(), "max_request_body_size": MOST_UPLOADED + 1})
