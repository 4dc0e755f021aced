"""Takes the codes of a cell apart: several may stand in one, in any capitals."""

import re

_LISTED = re.compile(r"[,;|]+")
_BETWEEN = re.compile(r"[\s,;|&+/]+")
_BLANKS = re.compile(r"\s+")


def folded_code(text: str) -> str:
    """Return a code in small letters without blanks, as all its ways of writing share it."""
    return _BLANKS.sub("", text).casefold()


def codes_in(text: str) -> list[str]:
    """Return the codes of a cell, folded: the whole of it, each of several, each of its words."""
    ways = [text, *_LISTED.split(text), *_BETWEEN.split(text)]
    return [*dict.fromkeys(filter(None, map(folded_code, ways)))]


def code_in(text: str) -> list[str]:
    """Return the one code a text is, folded."""
    return [folded_code(text)]
