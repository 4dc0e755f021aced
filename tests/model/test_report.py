import json

import polars as pl
import pytest

from influencer_roi.model.outcomes import FAULTS, NOTES, REFUSALS, SENSE_NOTES, reason
from influencer_roi.model.report import (
    SET_ASIDE,
    Counts,
    Money,
    Note,
    Problem,
    Refused,
    Report,
    SetAside,
    lines_in,
    listed,
    refusal,
    rows,
)
from influencer_roi.model.ways_out import WAYS_OUT
from influencer_roi.model.written_report import report_of


def fault(line: int, code: str = "negative", column: str = "likes") -> SetAside:
    """A fault of a row of posts."""
    said = reason(code, column)
    return SetAside("posts", "posts.csv", "ab12", line, column, "-5", code, said, "Fix it.", "p1,-5")


def report_with(*faults: SetAside, notes: tuple[Note, ...] = ()) -> Report:
    """A report of these faults and notes."""
    return Report(
        {"posts": Counts("posts.csv", 10, 7, 1, "ab12", Money("", 1.5, 2.5, 3))},
        pl.DataFrame([vars_of(one) for one in faults], schema=SET_ASIDE, orient="row"),
        notes,
    )


def vars_of(one: SetAside) -> tuple[object, ...]:
    """The fault as a row of SET_ASIDE."""
    return tuple(getattr(one, name) for name in SET_ASIDE)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([14], "line 14"),
        ([91, 14, 88, 14], "lines 14, 88, 91"),
        (range(2, 8), "lines 2, 3, 4, 5, 6 and 1 more"),
        (range(2, 2008), "lines 2, 3, 4, 5, 6 and 2,001 more"),
    ],
)
def test_lines_are_listed(lines: list[int], said: str) -> None:
    """The first five lines are shown, in order, each once, and how many more there are."""
    assert listed(lines) == said


def test_rows_agree_with_their_verb() -> None:
    """One row has, several rows have."""
    assert (rows(1, "has", "have"), rows(1200, "has", "have")) == ("1 row has", "1,200 rows have")


def test_set_aside_is_the_rest() -> None:
    """Rows read are rows kept and rows set aside."""
    assert Counts("posts.csv", read=10, kept=7).set_aside == 3


def test_faults_of_one_kind_are_one_sentence() -> None:
    """Rows with one reason share a sentence with their lines; another reason has its own."""
    report = report_with(
        fault(14),
        fault(20, "missing_value", "date"),
        fault(88),
        notes=(Note("posts", "posts.csv", "blank_lines", "1 blank line was passed over."),),
    )
    assert report.sentences() == [
        (
            "posts.csv: 2 rows have negative likes (lines 14, 88); they are set aside. "
            "Write it as counted, or leave the cell empty."
        ),
        "posts.csv: 1 row has no date (line 20); it is set aside. Give it one.",
        "posts.csv: 1 blank line was passed over.",
    ]


def test_a_note_without_a_file_is_its_text() -> None:
    """A note of no one file stands without a file's name."""
    assert str(Note("", "", "mixed_batch", "All is well.")) == "All is well."


def test_more_notes_follow() -> None:
    """Notes added stand behind those there are, and the first report stays as it was."""
    first = Report(notes=(Note("posts", "posts.csv", "refund", "First."),))
    both = first.with_notes([Note("orders", "orders.csv", "organic", "Second.")])
    assert [note.text for note in both.notes] == ["First.", "Second."]
    assert [note.text for note in first.notes] == ["First."]


def test_faults_are_values() -> None:
    """The faults of a report come one by one, with all that is known of each, in order."""
    given = [fault(14), fault(20, "missing_value", "date")]
    assert list(report_with(*given).set_aside) == given


def test_a_report_is_read_back() -> None:
    """What a report is written as, with its faults, is the same report again."""
    report = report_with(fault(14), notes=(Note("posts", "posts.csv", "blank_lines", "1 blank line."),))
    back = report_of(json.loads(json.dumps(report.as_json())), {"faults": report.faults})
    assert (back.counts, back.notes) == (report.counts, report.notes)
    assert list(back.set_aside) == list(report.set_aside)


def test_a_refusal_says_every_problem() -> None:
    """The exception's text has each problem on its own line, with its place where it has one."""
    problems = (Problem("file_empty", "posts.csv", "one."), Problem("no_folder", "", "two."))
    refused = Refused(problems)
    assert refused.problems == problems
    assert str(refused) == "posts.csv: one.\ntwo."


def test_only_declared_codes_are_given() -> None:
    """A note or a refusal of a code that model/outcomes.py does not declare is a mistake of ours."""
    with pytest.raises(AssertionError, match=r"'oops' is no note; declare it in model/outcomes\.py"):
        Note("posts", "posts.csv", "oops", "Something.")
    with pytest.raises(AssertionError, match=r"'oops' is no refusal; declare it in model/outcomes\.py"):
        refusal("oops", "posts.csv", "Something.")


def test_every_code_is_said_in_words() -> None:
    """A code is one thing only and has a meaning; a fault, and what is odd, has a way out, a sentence."""
    assert len({*FAULTS, *NOTES, *REFUSALS}) == len(FAULTS) + len(NOTES) + len(REFUSALS)
    assert [code for code, said in (NOTES | REFUSALS).items() if not said or said.endswith(".")] == []
    assert [code for code, one in FAULTS.items() if not one.reason or not one.fix.endswith(".")] == []
    assert {code for code, way in WAYS_OUT.items() if way.endswith(".")} == {*SENSE_NOTES}
    assert reason("negative", "follower_count") == "negative follower count"


PLACES = {
    "a file": (
        Problem("file_empty", "/srv/data/posts.csv", "the file is empty."),
        "posts.csv: the file is empty.",
    ),
    "no place": (Problem("build_failed", "", "the build ended."), "the build ended."),
    "a path in words": (
        Problem("file_missing", "posts.csv", "the file is missing. Put it into /srv/data."),
        "A table has no file. The log of the server says more.",
    ),
    "a path of Windows": (
        Problem("unreadable", r"C:\srv\posts.csv", r"it cannot be read ('C:\srv')."),
        "The file may not be read. The log of the server says more.",
    ),
    "a command": (
        Problem("disk_full", "/srv/s", "no room. Then influencer-roi build."),
        "There is no room for the snapshot. The log of the server says more.",
    ),
    "another's words": (
        Problem("bad_place", "orders", "cannot be read (ComputeError: polars 1.35)"),
        "Orders cannot be read where they lie. The log of the server says more.",
    ),
    "words of its own": (
        Problem("bad_place", "orders", "psql://ann:secret@x", "come later."),
        "orders: come later.",
    ),
}


@pytest.mark.parametrize("name", PLACES)
def test_what_readers_are_told(name: str):
    """Readers get file names and what is wrong; no paths, commands, addresses or other people's errors."""
    problem, words = PLACES[name]
    assert problem.for_readers == words


@pytest.mark.parametrize("lines", [[3], [2, 5], [1, 2, 3, 4, 5]])
def test_lines_are_found_again(lines: list[int]) -> None:
    """The lines a sentence shows are those it was made of; a sentence without one shows none."""
    assert lines_in(f"2 rows are odd ({listed(lines)}); counted.") == lines
    assert lines_in("3 rows on 17 lines are odd.") == []
