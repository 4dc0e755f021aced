import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from tests.test_second_opinion import same
from tests.worlds import World, credit_differences, entry_differences

pytestmark = pytest.mark.in_turn(1)  # all folders: their figures were worked out by others
FIGURES = (
    "revenue",
    "orders",
    "spend",
    "posts",
    "reach",
    "likes",
    "comments",
    "roas",
    "engagement_rate",
)
DIMENSIONS = ("platform", "brand", "category", "campaign")
NOTHING = {
    figure: None if figure in ("roas", "engagement_rate") else 0.0 for figure in (*FIGURES, "organic_revenue")
}

Row = dict[str, Any]


@pytest.fixture
def expected(real_folder: Path) -> Row:
    """The folder's figures, worked out by others."""
    figures: Row = json.loads((real_folder / "expected.json").read_text(encoding="utf-8"))
    return figures


def test_totals(real_ledger: Ledger, expected: Row) -> None:
    """The totals, organic revenue among them, are those of expected.json."""
    totals = expected["totals"] | {"organic_revenue": expected["organic_revenue"]}
    assert_same(differences("totals", totals, answered(real_ledger, Filters())))


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_slices(real_ledger: Ledger, expected: Row, dimension: str) -> None:
    """Every figure of every slice is that of expected.json; none is missing, none too many."""
    assert_same(table_differences(expected[dimension], sliced(real_ledger, Filters(), dimension), dimension))


def test_window(real_ledger: Ledger, expected: Row) -> None:
    """The totals of a window are those of expected.json; spend without a date is in none."""
    totals = answered(real_ledger, window(expected))
    assert_same(differences("window", expected["window"]["totals"], totals))


def test_one_platform(real_ledger: Ledger, expected: Row) -> None:
    """One platform's brands are those of expected.json, spend and reach included."""
    platform = expected["one_platform"]
    brands = sliced(real_ledger, Filters(platform=(platform["platform"],)), "brand")
    assert_same(table_differences(platform["by_brand"], brands, "brand"))


def test_category_in_window(real_ledger: Ledger, expected: Row) -> None:
    """One category's platforms in a window are those of expected.json."""
    category = expected["category_in_window"]
    filters = window(expected).toggled(category=category["category"])
    platforms = sliced(real_ledger, filters, "platform")
    assert_same(table_differences(category["by_platform"], platforms, "platform"))


def test_nothing_expected_is_left_unasked(expected: Row) -> None:
    """The tests above ask for everything expected.json holds."""
    asked = {*DIMENSIONS, "totals", "organic_revenue", "window", "one_platform", "category_in_window"}
    assert asked == set(expected)
    assert set(FIGURES) == set(expected["totals"])


def test_every_entry_is_the_second_opinions(real_world: World) -> None:
    """By date, influencer, platform, brand and campaign, every shared measure is the second opinion's."""
    assert_same(entry_differences(real_world))


def test_every_credit_is_acceptable(real_world: World) -> None:
    """The post each order is credited to is one the second opinion accepts; none where it has none."""
    assert_same(credit_differences(real_world))


def test_nothing_vanishes(real_ledger: Ledger) -> None:
    """Of every real file all rows are kept, or set aside with a line and a reason."""
    for name, counts in real_ledger.report.counts.items():
        aside = {fault.line for fault in real_ledger.report.set_aside if fault.table == name and fault.reason}
        assert (counts.file, counts.read) == (counts.file, counts.kept + len(aside))


def window(expected: Row) -> Filters:
    """The days of the expected window."""
    days = expected["window"]
    return Filters(start=dt.date.fromisoformat(days["from"]), end=dt.date.fromisoformat(days["to"]))


def answered(ledger: Ledger, filters: Filters) -> Row:
    """What `query` answers without --by."""
    return dict(queries.totals(ledger, filters, metrics=(*FIGURES, "organic_revenue")))


def sliced(ledger: Ledger, filters: Filters, by: str) -> list[Row]:
    """What `query --by` answers."""
    return queries.slices(ledger, filters, by=by, metrics=FIGURES).to_dicts()


def table_differences(expected: list[Row], rows: list[Row], by: str) -> Iterator[str]:
    """Compare row by row; a row on one side only must be all zeros."""
    theirs, mine = ({row[by]: row for row in table} for table in (expected, rows))
    for value in sorted(theirs.keys() | mine.keys()):
        yield from differences(f"{by} {value}", theirs.get(value, NOTHING), mine.get(value, NOTHING))


def differences(title: str, expected: Row, answer: Row) -> Iterator[str]:
    """Say which figures differ by more than one in a million, with both numbers."""
    for figure in FIGURES + ("organic_revenue",) * ("organic_revenue" in expected):
        if not same(expected[figure], answer[figure]):
            yield f"{title} {figure}: expected {expected[figure]}, query answers {answer[figure]}"


def assert_same(found: Iterator[str]) -> None:
    """Show every difference, not only the first."""
    shown = list(found)
    assert not shown, "\n".join(shown)
