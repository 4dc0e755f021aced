"""Reads what a server wrote to its log of each request."""

import json
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

_ABOUT_REQUESTS = {"answered", "refused", "given up"}


class Lines(logging.Handler):
    """Counts the lines about each request, by its id; acts of readers stand beside them."""

    def __init__(self) -> None:
        super().__init__()
        self.by_request: Counter[str] = Counter()
        self.broken: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Take a line."""
        text = record.getMessage()
        line = json.loads(text)
        if not (text.isascii() and text.isprintable()):
            self.broken.append(text)
        if line["event"] in _ABOUT_REQUESTS:
            self.by_request[line["request"]] += 1


@contextmanager
def lines() -> Iterator[Lines]:
    """Give the lines that are written meanwhile."""
    log, seen = logging.getLogger("influencer_roi.access"), Lines()
    level = log.level
    log.addHandler(seen)
    log.setLevel(logging.INFO)
    try:
        yield seen
    finally:
        log.removeHandler(seen)
        log.setLevel(level)
