"""Keeps answers with the ledger they are of: when a newer one takes its place, they go with it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial, wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from influencer_roi.ledger.entries import Ledger

Rest = ParamSpec("Rest")
Answer = TypeVar("Answer")
Question = Callable[Concatenate[Ledger, Rest], Answer]


NARROW = 2_000  # influencers; of more, answers are as much longer


@dataclass(frozen=True)
class MemoSize:
    """How many answers about a selection are kept: `most`; of a wide ledger as many fewer, down to `least`.

    The least is what one page asks, else it would work out the same again.
    """

    most: int
    least: int

    def of(self, ledger: Ledger) -> int:
        """Return how many answers about this ledger are kept."""
        people = max(NARROW, ledger.tables.influencers.height)
        return max(self.least, self.most * NARROW // people)


def memo(most: int | MemoSize = 1) -> Callable[[Question[Rest, Answer]], Question[Rest, Answer]]:
    """Return a decorator that keeps the last `most` answers to a question asked of a ledger.

    What is asked beside the ledger must be hashable.
    """

    def keeping(question: Question[Rest, Answer]) -> Question[Rest, Answer]:
        @wraps(question)
        def asked(ledger: Ledger, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Answer:
            if question not in ledger.memos:
                size = most.of(ledger) if isinstance(most, MemoSize) else most
                ledger.memos.setdefault(question, lru_cache(maxsize=size)(partial(question, ledger)))
            answers = cast("Callable[Rest, Answer]", ledger.memos[question])
            return answers(*args, **kwargs)

        return asked

    return keeping
