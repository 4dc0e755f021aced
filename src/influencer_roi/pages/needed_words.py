"""Says in words which part of the revenue must be caused for the spend to pay, as several pages do."""

from influencer_roi.metrics.units import grouped
from influencer_roi.queries.evidence.needed import Needed

_FEW = 0.1


def in_short(found: Needed) -> str:
    """Return the needed share where other sentences stand beside it; nothing where there is none."""
    if found.part is None or found.part < 0:
        return ""
    words = part_words(found.part)
    part = f"of what paid people sold{band_words(found)}"
    if found.part > 1:
        more = "just over " if words == part_words(1) else ""
        return f"It would take {more}{words} {part}: even all of it cannot pay the spend back."
    return f"For the spend to pay, influencers must cause {words} {part}."


def band_words(found: Needed) -> str:
    """Return " (about 59 to 91 %)", or nothing where there is no band."""
    if found.low is None or found.high is None:
        return ""
    low, high = part_words(found.low).removesuffix(" %"), part_words(found.high)
    return f" (about {low} to {high})"


def part_words(part: float) -> str:
    """Return a share in whole percent, below ten with one decimal: "5.8 %"."""
    return f"{grouped(part * 100, 1 if part < _FEW else 0)} %"
