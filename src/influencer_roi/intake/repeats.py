"""Says which parts of a table repeat others: a file of all months beside them, one file in two forms."""

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import TypeVar

Part = TypeVar("Part")


def repeating(whose: str) -> str:
    """Return why a part that has the rows of others is not read."""
    return f"it has the rows of {whose}, which count once."


def repeats(
    parts: Sequence[Part], are_same: Callable[[Part, Sequence[Part]], bool], *, of_two: bool = True
) -> dict[Part, Part | None]:
    """Return {part: the earlier one it repeats, None for all others together}.

    `are_same` says whether a part has the rows of others; `of_two` whether two that are alike count once.
    """
    for part in parts if len(parts) > 2 else ():  # of two, each is all others
        if are_same(part, [other for other in parts if other != part]):
            return {part: None}
    pairs = combinations(parts, 2) if of_two else ()
    return {later: earlier for earlier, later in pairs if are_same(later, [earlier])}
