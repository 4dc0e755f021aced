"""The page of versions lists what is kept, marks what changed of closed months, and asks before it undoes."""

from dataclasses import replace

import pytest

from influencer_roi.pages.versions import shown
from influencer_roi.pages.versions.listing import Listing, Version
from influencer_roi.store.about import About, Kind
from influencer_roi.store.summary import Month, Summary
from influencer_roi.ui.nodes import Node

JUNE = Summary("2025-06-01", "2025-06-30", 3, 2, 0, (Month("2025-06", 1000.0, 400.0, 10),))
JULY = Summary(
    "2025-06-01",
    "2025-07-31",
    3,
    0,
    0,
    (Month("2025-06", 900.0, 400.0, 9), Month("2025-07", 500.0, 100.0, 5)),
)
ONE = Version(
    "20250701T000000.000000Z-00000001", About(1, "the folder", "2025-07-01T04:00:00+00:00", summary=JUNE)
)
TWO = Version(
    "20250804T000000.000000Z-00000002",
    About(
        2, "fin", "2025-08-04T05:12:00+00:00", "July close", kind=Kind.UPLOAD, parent=ONE.key, summary=JULY
    ),
)
BOTH = Listing((TWO, ONE), TWO.key)


def text(node: Node) -> str:
    """All words below a node."""
    if isinstance(node, str):
        return node
    if isinstance(node, list):
        return " ".join(filter(None, map(text, node[2:] if node and isinstance(node[0], str) else node)))
    return ""


def found(node: Node, **wanted: object) -> list[list[Node]]:
    """Every element below a node that has these attributes."""
    if not isinstance(node, list):
        return []
    own = node if node and isinstance(node[0], str) and isinstance(node[1], dict) else None
    mine = [node] if own is not None and wanted.items() <= own[1].items() else []
    return [*mine, *(one for below in node for one in found(below, **wanted))]


def test_the_live_version_is_told_first():
    """Which is live since when, with data to which day, and what changed of closed months."""
    said = text(shown(BOTH))
    assert "Version 2 is live since 4 August 2025, with data to 31 Jul 2025." in said
    assert "Closed months changed with it: their revenue fell by ₹100." in said


def test_what_changed_of_a_closed_month_is_marked():
    """June was live and lost ₹100: that cell is red, the new month's are not."""
    marked = [text(one) for one in found(shown(BOTH), className="number changed")]
    assert marked == ["−100"]


@pytest.mark.parametrize(
    ("asking", "button", "gone"),
    [("2", "Undo, publish 1 as version 3", True), ("1", "Publish 1 as version 3", True)],
)
def test_a_question_opens_in_place(asking: str, button: str, gone: bool):  # noqa: FBT001 # a column
    """It names what goes live, what disappears from view, and posts which version was seen to be live."""
    node = shown(BOTH, asking=asking)
    said = text(node)
    assert (button in said, "July 2025 (₹500 revenue, ₹100 spend) is gone from view" in said) == (True, gone)
    fields = {str(one[1]["name"]): one[1]["value"] for one in found(node, type="hidden")}  # type: ignore[index,call-overload] # elements
    assert fields == {"version": ONE.key, "seen": TWO.key}


def test_the_oldest_kept_cannot_be_undone():
    """Where nothing is kept before the live one, the page says so instead of a form."""
    alone = Listing((ONE,), ONE.key)
    assert "nothing to go back to" in text(shown(alone, asking="1"))
    assert found(shown(alone, asking="1"), method="post") == []


def test_reasons_and_sentences_are_shown():
    """Why a stop was passed stands in the list, and what changed in the words of who published."""
    about = replace(
        TWO.about, reasons={"rows_dropped orders.csv": "sheet is final"}, sentences=("June fell.",)
    )
    said = text(shown(Listing((Version(TWO.key, about), ONE), TWO.key)))
    assert ("reason: “sheet is final”" in said, "June fell." in said) == (True, True)


def test_nothing_live_is_said():
    """Without a version there is a sentence, and no table."""
    assert "Nothing is live yet." in text(shown(Listing((), "")))


def test_a_version_that_was_not_summed():
    """Of one made before sums were written down no day and no figure is known, nor what came after it."""
    old = Version("20250701T000000.000000Z-00000001", About(0, "–", "2025-07-01T04:00:00+00:00"))
    listing = Listing((TWO, old), TWO.key)
    node = shown(listing, asking="2")
    cells = [text(cell) for row in found(node) if row[0] == "tr" for cell in row[2:]]
    assert (listing.comparison(TWO), listing.comparison(old)) == (None, None)
    assert cells.count("– \xa0") == 4
    said = text(node)
    assert "+₹" not in said
    assert "What it changed is not known" in said
    assert "There is nothing to compare it with: the sums of one of them were not written down." in said
    assert "What it holds was not written down" in said
    assert "is gone from view" not in said
