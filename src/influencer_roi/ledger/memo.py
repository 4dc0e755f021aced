"""Keeps answers with the ledger they are of: when a newer one takes its place, they go with it."""

from collections.abc import Callable
from functools import lru_cache, partial, wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from influencer_roi.ledger.entries import Ledger

Rest = ParamSpec("Rest")
Answer = TypeVar("Answer")
Question = Callable[Concatenate[Ledger, Rest], Answer]


def memo(most: int = 1) -> Callable[[Question[Rest, Answer]], Question[Rest, Answer]]:
    """Return a decorator that keeps the last `most` answers to a question asked of a ledger.

    What is asked beside the ledger must be hashable.
    """

    def keeping(question: Question[Rest, Answer]) -> Question[Rest, Answer]:
        @wraps(question)
        def asked(ledger: Ledger, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Answer:
            if question not in ledger.memos:
                ledger.memos.setdefault(question, lru_cache(maxsize=most)(partial(question, ledger)))
            answers = cast("Callable[Rest, Answer]", ledger.memos[question])
            return answers(*args, **kwargs)

        return asked

    return keeping
