import csv
import io
import random
import unicodedata

import polars as pl
import pytest

from influencer_roi.cli.printing import print_csv
from influencer_roi.downloads.streams import csv_chunks
from influencer_roi.model.escape import inert
from influencer_roi.orders.in_memory import FrameRows


def test_texts_that_would_run():
    """Texts a spreadsheet would run begin with an apostrophe; other texts, numbers and nothing stay."""
    rows = pl.DataFrame(
        {
            "text": ["=1+1", "+91", "-5", "@me", "\tx", "a=b", None],
            "code": pl.Series(["=1", "b", "b", "b", "b", "b", None], dtype=pl.Enum(["=1", "b"])),
            "number": [-1, 0, 1, 2, 3, 4, None],
        }
    )
    assert inert(rows).to_dict(as_series=False) == {
        "text": ["'=1+1", "'+91", "'-5", "'@me", "'\tx", "a=b", None],
        "code": ["'=1", "b", "b", "b", "b", "b", None],
        "number": [-1, 0, 1, 2, 3, 4, None],
    }


# ---- a judge that shares no code with the rule

FORMULA = {"=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫"}  # noqa: RUF001 # what is meant
NO_WIDTH = {
    "\u034f",
    "\u115f",
    "\u1160",
    "\u17b4",
    "\u3164",
    "\ufe0f",
    "\uffa0",
}  # and no category that says so
PIECES = [
    *FORMULA,
    *NO_WIDTH,
    *";;,,\t\t\n\r|",
    *" \u00a0\u3000\u200b\ufeff\u2060\u00ad\x00\x1f\x0b\u2028",
    *'ab1\'""#',
]


def runs(cell: str) -> bool:
    """Whether a spreadsheet may run a cell, once it passed over what it does not see."""
    for sign in cell:
        invisible = unicodedata.category(sign) in {"Cc", "Cf", "Zs", "Zl", "Zp"} or sign in NO_WIDTH
        if not invisible and sign != '"':
            return sign in FORMULA
    return False


def opened(file: str, separator: str) -> list[list[str]]:
    """The rows of a file as a spreadsheet that splits cells at a separator opens it."""
    return list(csv.reader(io.StringIO(file, newline=""), delimiter=separator))


def generated(count: int) -> list[str]:
    """Texts of a few pieces each, always the same."""
    chance = random.Random(10)  # noqa: S311 # no secret
    return ["".join(chance.choices(PIECES, k=chance.randint(1, 9))) for _ in range(count)]


@pytest.fixture(scope="module")
def cells() -> pl.DataFrame:
    """Five thousand texts, each beside a number, and the same as codes."""
    texts = generated(5_000)
    return pl.DataFrame(
        {"place": [f"row {place}" for place in range(5_000)], "text": texts, "number": [-12.5] * 5_000}
    ).with_columns(code=pl.col("text").cast(pl.Enum(sorted(set(texts)))))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_generated_cell_runs(cells: pl.DataFrame, separator: str):
    """Whatever separates cells where the file is opened, none of them begins a formula but the numbers."""
    file = b"".join(csv_chunks(FrameRows(cells))).decode()
    bad = [cell for row in opened(file, separator) for cell in row if runs(cell) and cell != "-12.5"]
    assert bad == []
    as_they_were = [cell for row in opened(cells.write_csv(), separator) for cell in row if runs(cell)]
    assert len(as_they_were) > 1_000


def test_generated_cells_lose_nothing(cells: pl.DataFrame):
    """But for apostrophes every text is what it was, and numbers are exactly what they were."""
    rows = opened(b"".join(csv_chunks(FrameRows(cells))).decode(), ",")[1:]
    for column in (1, 3):
        assert [row[column].replace("'", "") for row in rows] == [
            text.replace("'", "") for text in cells["text"]
        ]
    assert {row[2] for row in rows} == {"-12.5"}


def test_printed(capsys: pytest.CaptureFixture[str]):
    """What `query --format csv` prints runs as little as what is downloaded."""
    print_csv(pl.DataFrame({"campaign": ["=1+1", "a;=1+1"], "roas": [-2.0, None]}))
    assert capsys.readouterr().out == "campaign,roas\n'=1+1,-2.0\na;'=1+1,\n"
