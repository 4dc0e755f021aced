import pytest

from influencer_roi.data.report import Counts, Note, Refused, Report, SetAside, listed, rows


def fault(line: int, reason: str, column: str = "likes") -> SetAside:
    """A fault of a row of posts."""
    return SetAside("posts", "posts.csv", line, column, "-5", "negative", reason, "Mend it.", "p1,-5")


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
    report = Report(
        set_aside=(fault(14, "negative likes"), fault(20, "no date", "date"), fault(88, "negative likes")),
        notes=(Note("posts", "posts.csv", "blank_lines", "1 blank line was passed over."),),
    )
    assert report.sentences() == [
        "posts.csv: 2 rows have negative likes (lines 14, 88); they are set aside. Mend it.",
        "posts.csv: 1 row has no date (line 20); it is set aside. Mend it.",
        "posts.csv: 1 blank line was passed over.",
    ]


def test_a_note_without_a_file_is_its_text() -> None:
    """A note of no one file stands without a file's name."""
    assert str(Note("", "", "", "All is well.")) == "All is well."


def test_more_notes_follow() -> None:
    """Notes added stand behind those there are, and the first report stays as it was."""
    first = Report(notes=(Note("posts", "posts.csv", "a", "First."),))
    both = first.with_notes([Note("orders", "orders.csv", "b", "Second.")])
    assert [note.text for note in both.notes] == ["First.", "Second."]
    assert [note.text for note in first.notes] == ["First."]


def test_a_refusal_says_every_problem() -> None:
    """The exception's text has each problem on its own line."""
    refused = Refused(["posts.csv: one.", "payouts.csv: two."])
    assert refused.problems == ("posts.csv: one.", "payouts.csv: two.")
    assert str(refused) == "posts.csv: one.\npayouts.csv: two."
