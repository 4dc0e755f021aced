from collections.abc import Callable, Mapping
from dataclasses import replace

from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.report import Note
from influencer_roi.ui.banners import banners
from tests.ui.test_regions import text_of

LedgerOf = Callable[[Mapping[str, str]], Ledger]


def noted(ledger: Ledger, code: str, text: str) -> Ledger:
    """The ledger with one more note."""
    return replace(ledger, report=ledger.report.with_notes([Note("orders", "orders.csv", code, text)]))


def test_nothing_alarming(world: Ledger):
    """Notes on single rows raise no alarm."""
    assert text_of(banners("overview", world)) == ""


def test_whole_figures_in_doubt(world: Ledger):
    """That a file lost many rows, or has no revenue at all, stands over every page."""
    many = noted(world, "many_set_aside", "9 of 100 rows (9.0%) were set aside.")
    assert "orders.csv: 9 of 100 rows (9.0%) were set aside." in text_of(banners("overview", many))
    none = noted(world, "no_revenue", "no row has revenue.")
    assert "orders.csv: no row has revenue." in text_of(banners("overview", none))


def test_one_key_for_two(ledger_of: LedgerOf):
    """A key that stands twice with other values is named: nobody knows which of the rows is wrong."""
    people = """
        id   name  category  gender  follower_count  platform
        ann  Ann   Fitness   Female  1000            Instagram
        bob  Bob   Fitness   Male    2000            YouTube
        ann  Anna  Yoga      Female  3000            YouTube
        """
    said = text_of(banners("overview", ledger_of({"influencers": people})))
    assert said == "influencers.csv: 1 row set aside: the same key as an earlier row, other values (ann)."
