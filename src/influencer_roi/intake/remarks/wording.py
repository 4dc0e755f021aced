"""Words what remarks share: the values meant, and not too many of them."""

from collections.abc import Iterator, Sequence

from influencer_roi.model.notation import grouped

Worded = Iterator[tuple[str, str, str]]  # table, code, sentence
_SHOWN = 5


def some(values: Sequence[str], most: int = _SHOWN) -> str:
    """Return the first few values, and how many more there are."""
    more = len(values) - most
    shown = ", ".join(values[:most])
    return f"{shown} and {grouped(more)} more" if more > 0 else shown
