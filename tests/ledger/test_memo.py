import gc
import weakref
from dataclasses import replace

import polars as pl
import pytest

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import MemoSize, memo
from influencer_roi.pages import PAGES


def test_asked_once(world: Ledger):
    """The same question of the same ledger is worked out once, another, or of another ledger, anew."""
    asked: list[tuple[Ledger, int]] = []

    @memo(2)
    def question(ledger: Ledger, number: int) -> int:
        asked.append((ledger, number))
        return number

    other = replace(world)
    assert [question(world, 1), question(world, 1), question(world, 2), question(other, 1)] == [1, 1, 2, 1]
    assert asked == [(world, 1), (world, 2), (other, 1)]


def test_only_the_last(world: Ledger):
    """No more answers are kept than were asked for: the longest unasked goes first."""
    asked: list[int] = []

    @memo(2)
    def question(_: Ledger, number: int) -> int:
        asked.append(number)
        return number

    for number in (1, 2, 1, 3, 1, 2):
        question(world, number)
    assert asked == [1, 2, 3, 2]


@pytest.mark.parametrize(("people", "kept"), [(15, 16), (2_000, 16), (4_000, 8), (100_000, 3)])
def test_fewer_of_a_wide_ledger(world: Ledger, people: int, kept: int):
    """Of more influencers fewer answers are kept, for they are longer, but as many as a page asks for."""
    influencers = pl.DataFrame({"id": pl.int_range(people, eager=True)})
    wide = replace(world, tables=replace(world.tables, influencers=influencers))
    assert MemoSize(16, least=3).of(wide) == kept


def test_what_fails_is_not_kept(world: Ledger):
    """A question that raises is asked again."""
    asked: list[None] = []

    @memo()
    def question(_: Ledger) -> None:
        asked.append(None)
        raise ValueError("not yet")

    for _ in range(2):
        with pytest.raises(ValueError, match="not yet"):
            question(world)
    assert len(asked) == 2


def test_answers_go_with_their_ledger(world: Ledger):
    """A ledger that was asked everything and is no longer served is let go, and every answer with it."""
    ledger = replace(world)
    for page in PAGES:
        page.update(ledger, Filters(), **{name: choice.default for name, choice in page.choices.items()})
    queries.totals(ledger, Filters(brand=("Gritzo",)))
    gone = weakref.ref(ledger)
    del ledger
    gc.collect()
    assert gone() is None
