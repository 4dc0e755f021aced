"""Says how many examples a law is tried on; how they are drawn is the profile's, in conftest."""

from hypothesis import settings

PLAIN = 100  # examples of a law that names no number, in the default profile


def trying(examples: int) -> settings:
    """So many examples; as many times more as the profile in force tries of what names no number."""
    return settings(max_examples=examples * settings().max_examples // PLAIN)
