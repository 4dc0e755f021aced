"""Says which colour token stands for which value; the tokens themselves are in assets/10-tokens.css."""

from collections.abc import Mapping

from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.names import NO_PAYOUT

ACCENT = "var(--accent)"
QUIET = "var(--quiet)"
OTHER = "var(--hue-0)"
HUES = 8
NOTHING_IN_PARTICULAR = ("Unknown", NO_PAYOUT)
_SETTLED: Mapping[str, Mapping[str, int]] = {
    "platform": {"Instagram": 1, "YouTube": 2, "Twitter": 3, "Facebook": 6, "Threads": 4},
    "basis": {"Per post": 6, "Per order": 4},
    "brand": {"MuscleBlaze": 5, "HKVitals": 4, "Gritzo": 6, "TrueBasics": 3, "bGreen": 8},
}


def colours(ledger: Ledger, dimension: str) -> dict[str, str]:
    """Return one colour token per value of a dimension, the same under every filter and on every page."""
    values = ledger.values(dimension)
    conformed = {value: hue for value, hue in _SETTLED.get(dimension, {}).items() if value in values}
    free = [hue for hue in range(1, HUES + 1) if hue not in conformed.values()] or list(range(1, HUES + 1))
    others = [value for value in values if value not in conformed and value not in NOTHING_IN_PARTICULAR]
    hues = {**conformed, **{value: free[number % len(free)] for number, value in enumerate(others)}}
    return {value: f"var(--hue-{hues[value]})" if value in hues else OTHER for value in values}
