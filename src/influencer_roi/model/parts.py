"""Says in which of several files that hold one table a line stands."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_LINE = re.compile("[0-9]+")
_LISTED = re.compile(r"\blines? [0-9]+(?:, [0-9]+)*")


@dataclass(frozen=True)
class Part:
    """One of several files that hold one table: its lines are counted on from `start`."""

    file: str
    start: int
    sha256: str = ""


LineIn = Callable[[Part, int], int]  # the line of a part at which one of its records begins


def as_counted(_: Part, line: int) -> int:
    """Return a line that is counted as readers see it."""
    return line


def located(text: str, parts: Sequence[Part], *, line_in: LineIn = as_counted) -> str:
    """Return a sentence whose lines, as `listed` words them, each name the part they stand in."""
    if not parts:
        return text
    return _LISTED.sub(
        lambda found: ", ".join(_in_part(int(line), parts, line_in) for line in _LINE.findall(found[0])), text
    )


def part_of(line: int, parts: Sequence[Part]) -> tuple[Part, int]:
    """Return the part a line of the whole table stands in, and which of its own lines it is."""
    part = next(one for one in reversed(parts) if one.start < line)
    return part, line - part.start


def _in_part(line: int, parts: Sequence[Part], line_in: LineIn) -> str:
    part, own = part_of(line, parts)
    return f"{part.file} line {line_in(part, own)}"
