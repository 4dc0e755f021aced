import polars as pl
import pytest

from influencer_roi.intake.handles import handle_in, parts_of
from influencer_roi.intake.keys import respelled
from influencer_roi.intake.tallies import tallied
from influencer_roi.model.report import Counts
from influencer_roi.model.tables import Tables


def met(*written: str) -> tuple[list[str], dict[str, str]]:
    """What influencers written in orders are taken for, and the notes by code."""
    influencers = pl.DataFrame({"id": ["rhea", "K7", "0042"]})
    aliases = pl.DataFrame({"id": ["K7", "rhea"], "alias": ["@kabir.eats", "RHEA10"]})
    nobody = pl.DataFrame({"influencer_id": []}, schema={"influencer_id": pl.String})
    orders = pl.DataFrame({"influencer_id": written, "orders": [1.0] * len(written)})
    raw = Tables(influencers, nobody, orders, nobody.with_columns(orders=pl.lit(0.0)))
    tables, notes = respelled(raw, tallied(raw), aliases)
    counts = {name: Counts(f"{name}.csv", 0, 0) for name in ("posts", "orders", "payouts")}
    return tables.orders["influencer_id"].to_list(), {note.code: note.text for note in notes(counts)}


@pytest.mark.parametrize(
    ("written", "known", "code"),
    [
        ("RHEA", "rhea", "id_case"),
        ("@Rhea", "rhea", "id_handle"),
        ("https://www.instagram.com/rhea/?hl=en", "rhea", "id_handle"),
        ("youtube.com/@kabir.eats", "K7", "id_handle"),
        ("kabir.eats", "K7", "id_handle"),
        ("rhea10", "rhea", "id_handle"),
        ("WELCOME5, K7", "K7", "several_ids"),
        ("k7 / FREESHIP", "K7", "several_ids"),
        ("rhea;K7", "rhea", "several_known"),
        ("FREESHIP RHEA10", "rhea", "several_ids"),
        ("K7 WELCOME5", "K7", "several_ids"),
        ("FREESHIP rhea10, mira", "rhea", "several_ids"),
        ("rhea10, RHEA", "rhea", "several_ids"),
        ("K7 & @rhea", "K7", "several_known"),
    ],
)
def test_one_influencer_by_many_names(written: str, known: str, code: str) -> None:
    """Capitals, a handle, a code, an address of a profile and a cell of several all meet the known id."""
    ids, notes = met(written, "K7")
    assert [known, "K7"] == ids
    assert [code] == list(notes)


@pytest.mark.parametrize("written", ["mira", "Rhea Kapoor", "FREESHIP, WELCOME5", "https://example.com/p/1"])
def test_a_stranger_stays(written: str) -> None:
    """Who is nobody's known name stays as written."""
    assert ([written], {}) == met(written)


def test_leading_zeros_are_noted_and_never_folded() -> None:
    """An id without its zeros is another id, and a note names both."""
    ids, notes = met("42", "0042")
    assert ids == ["42", "0042"]
    assert "'42' beside '0042'" in notes["leading_zeros"]


def test_known_ids_that_differ_in_zeros_are_noted() -> None:
    """Two ids of the influencers file that leading zeros alone tell apart are named, and stay two."""
    influencers = pl.DataFrame({"id": ["0042", "42", "7", "rhea"]})
    nobody = pl.DataFrame({"influencer_id": []}, schema={"influencer_id": pl.String})
    raw = Tables(influencers, nobody, nobody, nobody)
    _, notes = respelled(raw, tallied(raw), pl.DataFrame(schema={"id": pl.String, "alias": pl.String}))
    (note,) = notes({"influencers": Counts("influencers.csv", 4, 4)})
    assert (note.table, note.code) == ("influencers", "leading_zeros")
    assert "2 ids differ in leading zeros alone: '0042' beside '42'." in note.text


def test_handles_and_parts() -> None:
    """A handle is what all ways of writing a profile share; an address is no list of codes."""
    assert {"mira"} == {handle_in(text) for text in ("@Mira", "mira", "http://m.instagram.com/MIRA/reels")}
    assert [parts_of("a, b;c"), parts_of("https://x.com/a/b")] == [["a", "b", "c"], []]
    assert [parts_of("SAVE10 asha7"), parts_of("Asha Rao")] == [["SAVE10", "asha7"], []]
