"""Tests of elements written as plain nodes."""

from influencer_roi.ui.nodes import el


def test_nodes_that_begin_with_a_text():
    """A list of nodes is laid out though a text comes first: it is no element of that name."""
    change = el("span", "+₹10.3 L")
    assert el("p", ["live ₹37.1 L · ", change]) == ["p", {}, "live ₹37.1 L · ", ["span", {}, "+₹10.3 L"]]
    assert el("p", change) == ["p", {}, change]
