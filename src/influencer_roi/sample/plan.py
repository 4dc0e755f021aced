"""Says how large a sample is to be, and refuses what cannot be made."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Plan:
    """How many rows each file gets, over how many days up to `end`, from which seed.

    With `noise` people do not repeat what they sold, and orders do not follow posts.
    """

    orders: int = 3000
    influencers: int = 15
    posts: int = 240
    days: int = 150
    seed: int = 7
    end: date = date(2025, 7, 31)
    noise: bool = False

    def __post_init__(self) -> None:
        people = max(self.influencers, 6)
        least = {"orders": 2 * people + 20, "influencers": 6, "posts": people, "days": 1, "seed": 0}
        too_few = {name: n for name, n in least.items() if int(getattr(self, name)) < n}
        if too_few:
            problems = [
                f"{name} is {getattr(self, name)}, ask for {n} or more" for name, n in too_few.items()
            ]
            raise ValueError("; ".join(problems))
