"""Holds what a gate says: whether the data carry a kind of statement, by which number, against which line."""

from dataclasses import dataclass
from enum import StrEnum

from influencer_roi.metrics.units import counted, grouped

TIMING, MATURITY, REPEAT, BACKTEST = GATES = ("timing", "maturity", "repeat", "backtest")
TITLES = {TIMING: "Timing", MATURITY: "Maturity", REPEAT: "Repeat", BACKTEST: "Backtest"}
QUESTIONS = {
    TIMING: "Do orders follow posts?",
    MATURITY: "Have we seen the end?",
    REPEAT: "Do results repeat?",
    BACKTEST: "Did last plans tell the truth?",
}


class State(StrEnum):
    """What a gate lets through: all, a remark, nothing; there are too few data, or readers see no payouts."""

    OPEN = "open"
    WEAK = "weak"
    CLOSED = "closed"
    THIN = "thin"
    WITHHELD = "withheld"


STATE_WORDS = {
    State.OPEN: "open",
    State.WEAK: "weak",
    State.CLOSED: "closed",
    State.THIN: "too thin",
    State.WITHHELD: "not for viewers",
}


@dataclass(frozen=True)
class Gate:
    """One gate: its state, its number (null where there is none) against its line, and two sentences.

    `says` is what the number means, `opens` what would open the gate, or what holds though it is open.
    """

    key: str
    state: State
    number: float | None
    line: float
    says: str
    opens: str

    @property
    def is_open(self) -> bool:
        """Whether what stands on this gate is switched on."""
        return self.state is State.OPEN


def people(count: int) -> str:
    """Return "1 person" or "147 people"."""
    return counted(count, "person", "people")


def share(part: float) -> str:
    """Return a share in whole percent: "82 %"."""
    return f"{grouped(part * 100)} %"
