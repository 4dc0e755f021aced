"""Says how many examples a law is tried on; how they are drawn is the profile's, in conftest."""

from collections.abc import Callable
from typing import TypeVar

from hypothesis import seed, settings

Law = TypeVar("Law", bound=Callable[..., None])

PLAIN = 100  # examples of a law that names no number, in the default profile
AT_LENGTH = False  # whether slow tests run; conftest sets it before any test is collected


def trying(examples: int, *, here: int | None = None) -> settings:
    """So many examples; as many times more as the profile in force tries of what names no number.

    `here` is how many of them `make test` tries; such a law is marked `at_length`, and `make slow` tries all.
    """
    number = examples if here is None or AT_LENGTH else here
    return settings(max_examples=number * settings().max_examples // PLAIN)


def others(piece: int) -> Callable[[Law], Law]:
    """Have a law that is tried in pieces take other examples in each, where they are the same each time."""
    return seed(piece) if settings().derandomize else _as_it_is


def _as_it_is(law: Law) -> Law:
    return law
