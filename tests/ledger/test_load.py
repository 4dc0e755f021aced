from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl
import pytest

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_folder, load_frames
from influencer_roi.model.report import Refused
from tests.conftest import WORLD
from tests.worlds import frame_of

Tables = Mapping[str, str | bytes | None]
Load = Callable[[Tables], Ledger]

FRAMES = {name: frame_of(table) for name, table in WORLD.items() if isinstance(table, str)}


@pytest.fixture
def problems(folder_of: Callable[[Tables], Path]) -> Callable[[Tables], tuple[str, ...]]:
    """Everything a folder with these tables is refused for."""

    def of(tables: Tables) -> tuple[str, ...]:
        folder = folder_of(tables)
        with pytest.raises(Refused) as refused:
            load_folder(folder)
        return tuple(str(said).replace(str(folder), "FOLDER") for said in refused.value.problems)

    return of


Problems = Callable[[Tables], tuple[str, ...]]


def test_rows_read_are_rows_kept(world: Ledger) -> None:
    """The world's rows are all read and all kept, and nothing is said but what there is to say."""
    counts = {name: (one.file, one.read, one.kept) for name, one in world.report.counts.items()}
    assert counts == {
        "influencers": ("influencers.csv", 3, 3),
        "posts": ("posts.csv", 4, 4),
        "orders": ("tracking_data.csv", 6, 6),
        "payouts": ("payouts.csv", 2, 2),
    }
    assert [one for one in world.report.sentences() if "not there, and not needed" not in one] == [
        "influencers.csv: 1 row has no gender (line 4); shown as (blank).",
        "tracking_data.csv: 1 row names no influencer and counts as organic (line 7); kept.",
        (
            "posts.csv: platform: 2 rows spell a platform in another way: "
            "'Insta' as Instagram, 'YT' as YouTube (lines 2, 4)."
        ),
    ]


def test_rows_set_aside_are_out_of_the_ledger(ledger_of: Load) -> None:
    """A row set aside is counted and reported, and no figure knows it."""
    posts = """
        influencer_id  platform  date        reach  likes  comments
        ann            IG        2025-06-01  100    -5     1
        ann            IG        2025-06-02  100    10     1
        """
    ledger = ledger_of({"posts": posts})
    counts = ledger.report.counts["posts"]
    assert (counts.read, counts.kept, counts.set_aside) == (2, 1, 1)
    assert [(fault.file, fault.line) for fault in ledger.report.set_aside] == [("posts.csv", 2)]
    assert ledger.entries.select("posts", "likes").sum().row(0) == (1, 10)
    said = "posts.csv: 1 row has negative likes (line 2); it is set aside. "
    assert ledger.report.sentences()[0].startswith(said)


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"posts": None}, "FOLDER: no file for posts. Put a file named post*.csv there."),
        ({"posts": b""}, "posts.csv: the file is empty. Export it again, with a header and rows."),
        (
            {"posts": b"influencer_id,platform,date,reach,likes,comments\n"},
            "posts.csv: there is a header but no rows. Export it again, with its rows.",
        ),
        (
            {"posts": b"influencer_id,platform,date,reach,likes\nann,IG,2025-06-01,1,1\n"},
            (
                "posts.csv: column 'comments' is missing; accepted spellings: 'comments'. The file has: "
                "influencer_id, platform, date, reach, likes. Add the column or rename its header. "
                "A mapping.toml that names the others does without it."
            ),
        ),
        (
            {"posts": b"PK\x03\x04"},
            "posts.csv: this is an Excel workbook by another name. Name it .xlsx, or save it as CSV.",
        ),
        (
            {"posts": b"influencer_id,platform,date,reach,likes,comments\nann,IG,soon,1,1,1\n"},
            (
                "posts.csv: every one of its 1 rows was set aside. "
                "The first (line 2) has no readable date in date: 'soon'. Write it as 2025-03-31. "
                "Check that this is the right file."
            ),
        ),
    ],
    ids=["no file", "empty", "no rows", "no column", "excel", "nothing kept"],
)
def test_one_problem_is_one_message(problems: Problems, tables: Tables, said: str) -> None:
    """A folder with one problem is refused with one message: the file, the problem, the way out."""
    assert problems(tables) == (said,)


def test_all_problems_are_named_at_once(problems: Problems) -> None:
    """A missing file, an empty one and a missing column are named together, so that one round fixes all."""
    tables = {
        "influencers": b"id,name,category,platform\nann,Ann,Fitness,IG\n",
        "posts": None,
        "payouts": b"",
    }
    assert [said.split(".")[0] for said in problems(tables)] == [
        "influencers",
        "FOLDER: no file for posts",
        "payouts",
    ]


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    """A folder that does not exist is one problem, not four."""
    with pytest.raises(Refused) as refused:
        load_folder(tmp_path / "nowhere")
    assert len(refused.value.problems) == 1


def test_frames_load_like_files(world: Ledger) -> None:
    """Four frames of the same rows make the same ledger, entry by entry."""
    assert load_frames(FRAMES).entries.equals(world.entries)


def test_frames_of_numbers_and_dates(world: Ledger) -> None:
    """Frames may hold numbers and dates instead of texts."""
    orders = FRAMES["orders"].with_columns(
        pl.col("revenue").cast(float), pl.col("orders").cast(int), pl.col("date").str.to_date()
    )
    assert load_frames({**FRAMES, "orders": orders}).entries.equals(world.entries)


def test_missing_frames() -> None:
    """Every table that was not given is named."""
    with pytest.raises(Refused) as refused:
        load_frames({"posts": FRAMES["posts"], "payouts": FRAMES["payouts"]})
    way_out = "no such frame was given. Give all of influencers, posts, orders, payouts."
    assert str(refused.value) == f"influencers: {way_out}\norders: {way_out}"


def test_a_sample_says_so(world_folder: Path) -> None:
    """A ledger of made-up data knows it; one of files does not claim it."""
    assert load_folder(world_folder, sample=True).sample
    assert not load_folder(world_folder).sample
