"""Declares what says the brand and the platform of an order, in the order in which it is asked."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Clue:
    """One thing that may say a brand or platform: its key, and what readers call it.

    `column` is the column of the words of orders (ledger/roll_up/words.py) that holds what it says.
    """

    key: str
    column: str
    label: str


# The first that answers counts. Swap two entries here, and the ledger, rows, filters and labels follow.
PRECEDENCE: dict[str, tuple[Clue, ...]] = {
    "brand": (
        Clue("brand", "brand_brand", "its brand column"),
        Clue("product", "product_brand", "its product"),
        Clue("campaign", "campaign_brand", "its campaign"),
        Clue("source", "source_brand", "its source"),
        Clue("post", "link_brand", "the post it names"),
    ),
    "platform": (
        Clue("source", "source_platform", "its source"),
        Clue("post", "link_platform", "the post it names"),
        Clue("influencer", "own_platform", "its influencer's own platform"),
    ),
}
NO_CLUE = "nothing: Unknown"
# How many days before an order a post may stand to be credited with it.
WINDOW_DAYS = 30


def clue_columns(dimension: str) -> tuple[str, ...]:
    """Return the columns that may say a dimension; a code of `brand_from` or `platform_from` counts them."""
    return tuple(clue.column for clue in PRECEDENCE[dimension])


def clue_labels(dimension: str) -> tuple[str, ...]:
    """Return what readers call each code of `brand_from` or `platform_from`; the last: nothing says it."""
    return (*(clue.label for clue in PRECEDENCE[dimension]), NO_CLUE)
