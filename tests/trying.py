"""Says how many examples a law is tried on; how they are drawn is the profile's, in conftest."""

from hypothesis import settings

PLAIN = 100  # examples of a law that names no number, in the default profile
AT_LENGTH = False  # whether slow tests run; conftest sets it before any test is collected


def trying(examples: int, *, here: int | None = None) -> settings:
    """So many examples; as many times more as the profile in force tries of what names no number.

    `here` is how many of them `make test` tries; such a law is marked `at_length`, and `make slow` tries all.
    """
    number = examples if here is None or AT_LENGTH else here
    return settings(max_examples=number * settings().max_examples // PLAIN)
