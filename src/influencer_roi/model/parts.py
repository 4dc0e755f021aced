"""Says in which of several files that hold one table a line stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_LINE = re.compile("[0-9]+")
_LISTED = re.compile(r"\blines? [0-9]+(?:, [0-9]+)*")


@dataclass(frozen=True)
class Part:
    """One of several files that hold one table: its lines are counted on from `start`."""

    file: str
    start: int
    sha256: str = ""


def located(text: str, parts: Sequence[Part], *, above: int = 0) -> str:
    """Return a sentence whose lines, as `listed` words them, each name the part they stand in.

    `above` is how many lines each part has above those that are counted.
    """
    if not parts:
        return text
    return _LISTED.sub(
        lambda found: ", ".join(_in_part(int(line), parts, above) for line in _LINE.findall(found[0])), text
    )


def part_of(line: int, parts: Sequence[Part]) -> tuple[Part, int]:
    """Return the part a line of the whole table stands in, and which of its own lines it is."""
    part = next(one for one in reversed(parts) if one.start < line)
    return part, line - part.start


def _in_part(line: int, parts: Sequence[Part], above: int) -> str:
    part, own = part_of(line, parts)
    return f"{part.file} line {own + above}"
