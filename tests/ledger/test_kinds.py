"""Holds dictionaries to the order readers meet their values in."""

import polars as pl
import pytest

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.kinds import kind_of
from influencer_roi.model.dimensions import GRAIN, TIER_ORDER


@pytest.mark.parametrize(
    ("name", "texts", "known"),
    [
        ("campaign", ["b", "A", "C", None, "b"], ["A", "b", "C"]),
        (
            "influencer_id",
            ["Äb", "Zz", "äa", "STRASSE b", "straße a"],
            ["straße a", "STRASSE b", "Zz", "äa", "Äb"],
        ),
        ("brand", ["b", "B"], ["B", "b"]),
        ("post_id", ["p10", "P2", "p1"], ["P2", "p1", "p10"]),
        ("tier", ["Nano"], list(TIER_ORDER)),
    ],
    ids=[
        "capitals beside small letters",
        "beyond ASCII",
        "alike but for capitals",
        "posts plainly",
        "by size",
    ],
)
def test_order(name: str, texts: list[str | None], known: list[str]):
    """A dictionary has each text once, in the order of its column; nothing is no text."""
    assert kind_of(name, [pl.Series(texts, dtype=pl.String)]).categories.to_list() == known


def test_texts_of_several():
    """Texts and codes of several columns make one dictionary."""
    coded = pl.Series(["Zest"], dtype=pl.Enum(["Zest"]))
    assert kind_of("brand", [coded, pl.Series(["Apex"])]).categories.to_list() == ["Apex", "Zest"]


def test_orders_are_coded_as_entries(sample: Ledger):
    """What tells entries apart is in orders by the same codes: nothing is coded twice."""
    orders, entries = sample.tables.orders.schema, sample.entries.schema
    alike = {name: name for name in GRAIN[1:-1]} | {"link": "post_id", "credit": "post_id"}
    assert {mine: orders[mine] for mine in alike} == {mine: entries[theirs] for mine, theirs in alike.items()}


def test_many_are_in_the_order_of_few():
    """Few texts are sorted one by one, many by Polars: in one order, beyond ASCII too."""
    few = ["straße a", "STRASSE b", "Äb", "äa", "Zz", "zz", "ÅS", "ǅ", "İi", "b 999", "B 99"]
    many = [*few, *(f"b {at}" for at in range(2_000))]
    order = kind_of("campaign", [pl.Series(many)]).categories
    assert (
        order.filter(order.is_in(few)).to_list() == kind_of("campaign", [pl.Series(few)]).categories.to_list()
    )
