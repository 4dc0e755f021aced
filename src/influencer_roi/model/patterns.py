"""Looks for a pattern in a few texts before Polars does, which compiles it anew time and again."""

import re
from functools import cache

import polars as pl

_FEW, _SHORT = 64, 64  # texts, and letters of each: Python goes back and forth, and may not for long
_OTHERS = {  # wider: all that is not ASCII
    r"[^\p{L}\p{M}\p{N}]": "[^a-z0-9]",
    r"[^\p{L}\p{N}]": "[^a-z0-9]",
    r"[^\p{L}\p{M}]": "[^a-z]",
}


def may_hold(texts: pl.Series, pattern: str) -> bool:
    """Return whether some of these texts may match a pattern of Polars; that none does is sure.

    A pattern of many words takes milliseconds to compile, and more tables are short than long.
    """
    if len(texts) > _FEW:
        return True
    search = _roughly(pattern).search
    return any(len(text) > _SHORT or search(text) for text in texts.to_list() if text is not None)


@cache
def _roughly(pattern: str) -> re.Pattern[str]:
    """Return a pattern of Python that matches whatever this one does: Python knows no kinds of letters."""
    for kind, wider in _OTHERS.items():
        pattern = pattern.replace(kind, wider)
    return re.compile(pattern)
