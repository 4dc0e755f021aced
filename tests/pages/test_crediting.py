"""Rules that make no difference cannot be picked; a page without the choice has the ledger's own."""

from pathlib import Path

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_folder
from influencer_roi.metrics.vocabulary import DEFAULT
from influencer_roi.pages.crediting import CHOICES, crediting
from influencer_roi.queries.credit import closed_rules
from influencer_roi.queries.credit_rules import STANDARD, Crediting, Rule
from influencer_roi.ui.view import View
from tests.folders import write_folder


def test_closed_where_a_rule_moves_nothing(tmp_path: Path, sample: Ledger) -> None:
    """Where no order has two posts before it, and none names one, only the last post is left to pick."""
    closed = closed_rules(load_folder(write_folder(tmp_path)))
    assert closed == {
        "first": "moves under 1 %",
        "linear": "moves under 1 %",
        "decay": "moves under 1 %",
        "40-20-40": "moves under 1 %",
        "recorded": "no order names its post",
    }
    assert closed_rules(sample) == {}


def test_what_is_picked(world: Ledger) -> None:
    """A view has the rule and window that are picked; without either those of the ledger."""
    plain = View("content", world, Filters(), DEFAULT)
    picked = View("content", world, Filters(), DEFAULT, choices={"credit": "decay", "window": "90"})
    assert (crediting(plain), crediting(picked)) == (STANDARD, Crediting(Rule.DECAY, 90))
    assert {name: one.default for name, one in CHOICES.items()} == {"credit": "standard", "window": "30"}
