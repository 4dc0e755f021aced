import time

import numpy as np

from influencer_roi.queries.chance import LEVEL, chance

WEEK = 7
YEAR = np.arange(364) % WEEK


def test_a_clear_lead_is_no_chance() -> None:
    """A weekday of thrice the reach in every week is no chance."""
    reach = np.where(YEAR == 3, 3000.0, 1000.0)
    assert chance(reach, np.ones(len(YEAR)), YEAR) == 1 / 100


def test_alike_is_chance() -> None:
    """Where all are alike, every shuffle does as well."""
    assert chance(np.full(364, 1000.0), np.ones(364), YEAR) == 1.0


def test_nothing_to_compare() -> None:
    """One group, no member or nothing below the line is no lead."""
    ones = np.ones(5)
    assert chance(ones, ones, np.zeros(5, dtype=int)) == 1.0
    assert chance(ones, ones * 0, np.arange(5)) == 1.0
    assert chance(ones[:0], ones[:0], np.arange(0)) == 1.0


def test_shuffled_weekdays_are_rarely_said() -> None:
    """Of 200 samples whose weekdays mean nothing, about one in twenty is taken for more: never one in ten."""
    random = np.random.default_rng(7)
    samples = [random.lognormal(9, 1, 100) for _ in range(200)]
    taken = sum(chance(reach, np.ones(100), YEAR[:100]) <= LEVEL for reach in samples)
    assert taken <= 20


def test_the_same_answer_every_time() -> None:
    """The test is seeded: what is said does not change from one look to the next."""
    reach = np.random.default_rng(1).lognormal(9, 1, 364)
    assert chance(reach, np.ones(364), YEAR) == chance(reach, np.ones(364), YEAR)


def test_of_many_some_are_drawn() -> None:
    """Of a million posts so many are drawn that an answer takes no time; a clear lead is still found."""
    days = np.arange(1_000_000) % WEEK
    reach = np.where(days == 3, 3000.0, 1000.0)
    started = time.process_time()
    assert chance(reach, np.ones(len(days)), days) <= LEVEL
    assert time.process_time() - started < 1
