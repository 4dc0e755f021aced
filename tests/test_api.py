import datetime as dt
import re
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

from influencer_roi import api, queries
from influencer_roi.api import Answers, load
from influencer_roi.filters import Filters
from influencer_roi.ledger.load import load_folder
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.model.report import Refused
from influencer_roi.queries.evidence.values import plain
from influencer_roi.settings import Settings
from tests.folders import INFLUENCERS, ORDERS, PAYOUTS, POSTS, rows_of, write_folder

TABLES = {"influencers": INFLUENCERS, "posts": POSTS, "orders": ORDERS, "payouts": PAYOUTS}
ASKED = ("revenue", "spend", "roas", "reach", "organic_revenue")


def polars_frames() -> dict[str, pl.DataFrame]:
    """The small folder as Polars frames in their natural types."""
    frames = {name: rows_of(table) for name, table in TABLES.items()}
    numbers = {"follower_count", "reach", "likes", "comments", "orders", "revenue", "rate", "total_payout"}
    return {
        name: frame.with_columns(
            *(pl.col(column).cast(pl.Int64) for column in frame.columns if column in numbers),
            *(pl.col(column).str.to_date() for column in frame.columns if column == "date"),
        )
        for name, frame in frames.items()
    }


def pandas_frames() -> dict[str, pd.DataFrame]:
    """The same as pandas frames: dates with a time of day, whole numbers with gaps as floats."""
    return {
        name: frame.with_columns(
            pl.col(column).cast(pl.Datetime) for column in frame.columns if column == "date"
        ).to_pandas()
        for name, frame in polars_frames().items()
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small folder of tests.folders."""
    return write_folder(tmp_path_factory.mktemp("folder"))


@pytest.fixture(scope="module")
def answers(folder: Path) -> Answers:
    """Answers over the small folder."""
    return load(folder)


def test_the_same_everywhere(folder: Path, answers: Answers):
    """A path as text, Polars frames and pandas frames give the ledger the folder gives."""
    for source in (str(folder), polars_frames(), pandas_frames()):
        assert load(source).ledger.entries.equals(answers.ledger.entries)


def test_mixed_columns(answers: Answers):
    """A pandas column that mixes numbers, texts and nothing is read as text, as from a file."""
    mixed: list[object] = [1000, "2,000", 500.0, "₹100", 700]
    orders = pandas_frames()["orders"].assign(revenue=pd.Series(mixed, dtype=object))
    assert load({**pandas_frames(), "orders": orders}).ledger.entries.equals(answers.ledger.entries)


def test_ids_made_numbers():
    """An id that pandas turned into 8.0 is still the id 8."""
    frames = pandas_frames()
    codes = {"A": 8.0, "B": 9.0, "C": 10.0, "D": 11.0}
    for frame, column in (("influencers", "id"), ("posts", "influencer_id"), ("payouts", "influencer_id")):
        frames[frame][column] = frames[frame][column].map(codes)
    frames["orders"]["influencer_id"] = frames["orders"]["influencer_id"].map(codes)
    rows = load(frames).query("influencer_id", metrics=["revenue"])
    assert dict(rows.rows()) == {"8": 3000, "9": 500, "10": 0, "11": 100}


def test_moved(answers: Answers):
    """What moved is there by name, with the days compared with; a year before these data there are none."""
    asked = {"start": "2025-01-06", "end": "2025-01-09", "metrics": ["revenue"]}
    rows = answers.moved("influencer_id", **asked)
    assert rows.rows() == [
        ("B", 0, 500, 500, dt.date(2025, 1, 2), dt.date(2025, 1, 5)),
        ("D", 0, 100, 100, dt.date(2025, 1, 2), dt.date(2025, 1, 5)),
        ("A", 3000, 0, -3000, dt.date(2025, 1, 2), dt.date(2025, 1, 5)),
    ]
    with pytest.raises(ValueError, match=r"There are no days to compare with: the data begin on 2025-01-02"):
        answers.moved("influencer_id", compare="year", **asked)


def test_month_close(answers: Answers):
    """A month is there by name; one the data do not have is refused."""
    rows = answers.month_close("2025-01", tier="Nano")
    assert rows.select("name", "month_units", "month_accrued").rows() == [("Asha", 3, 1500)]
    with pytest.raises(ValueError, match="There is no month '2025-02'; months go from 2025-01 to 2025-01"):
        answers.month_close("2025-02")


def test_totals(answers: Answers):
    """Without a dimension there is one row, with what the pages show."""
    rows = answers.query(metrics=ASKED)
    assert rows.rows(named=True) == [queries.totals(answers.ledger, Filters(), metrics=ASKED)]
    assert rows["revenue"].item() == 3600


def test_by(answers: Answers):
    """With a dimension there is one row per value; null is nothing."""
    rows = answers.query("influencer_id", metrics=["revenue", "roas", "revenue"])
    assert rows.rows() == [("A", 3000, 2), ("B", 500, 0.5), ("C", 0, 0), ("D", 100, None)]


def test_every_metric(answers: Answers):
    """Unless told otherwise, rows hold every metric."""
    assert answers.query("brand").columns == ["brand", *queries.ALL_METRICS]


def test_into_pandas(answers: Answers):
    """Every answer becomes a pandas frame."""
    frame = answers.query("brand", metrics=["revenue"]).to_pandas()
    assert frame.set_index("brand")["revenue"].to_dict() == {"Gritzo": 500, "MuscleBlaze": 3100, "Unknown": 0}


@pytest.mark.parametrize("start", ["2025-01-03", dt.date(2025, 1, 3), pd.Timestamp("2025-01-03 12:00")])
def test_days(answers: Answers, start: object):
    """A day may be a text, a date, or a time on that day."""
    assert answers.query(metrics=["revenue"], start=start).item() == 2600


@pytest.mark.parametrize(
    ("where", "revenue"),
    [
        ({"brand": "Gritzo"}, 500),
        ({"brand": ["Gritzo", "MuscleBlaze"], "platform": ("YouTube",)}, 500),
        ({"followers_from": 5000, "followers_to": 6000}, 3000),
    ],
)
def test_where(answers: Answers, where: dict[str, Any], revenue: float):
    """A filter takes one value or many."""
    assert answers.query(None, metrics=["revenue"], **where).item() == revenue


def test_entries(answers: Answers):
    """The entries of a selection are there to take, at the ledger's grain."""
    rows = answers.entries(influencer_id="A")
    assert rows.select("date", "post_id", "revenue", "spend").rows() == [
        (dt.date(2025, 1, 2), "P1", 1000, 500),
        (dt.date(2025, 1, 3), "P1", 2000, 1000),
    ]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"by": "colour"}, "no dimension is named colour; there are brand, platform,"),
        ({"metrics": ["roas", "cpx", "rosa"]}, "no metric is named cpx, rosa; there are revenue, spend,"),
        ({"brands": "Gritzo"}, "no filter is named brands; there are brand, platform,"),
        ({"brand": "gritzo"}, "not in this ledger: brand 'gritzo'"),
        ({"start": "3 Jan"}, "not in this ledger: from '3 Jan'"),
        ({"brand": 1.5}, "a filter takes a text, a number, a date or a list of texts, not 1.5"),
    ],
    ids=["dimension", "metric", "filter", "value", "date", "type"],
)
def test_errors(answers: Answers, asked: dict[str, object], message: str):
    """What is not there is named, beside what is."""
    with pytest.raises(ValueError, match=re.escape(message)):
        answers.query(**asked)  # type: ignore[arg-type] # wrong on purpose


def test_refused(folder: Path):
    """A missing frame, a missing column and a missing folder are refused as files are, all at once."""
    with pytest.raises(Refused, match="payouts: no such frame"):
        load({name: frame for name, frame in polars_frames().items() if name != "payouts"})
    frames = {name: frame.drop("platform", strict=False) for name, frame in polars_frames().items()}
    with pytest.raises(Refused) as refused:
        load(frames)
    assert [str(problem).split(";")[0] for problem in refused.value.problems] == [
        "influencers: column 'platform' is missing",
        "posts: column 'platform' is missing",
    ]
    with pytest.raises(Refused, match="there is no such folder"):
        load(folder / "nowhere")


def test_same_path(folder: Path, answers: Answers):
    """Python, the pages and the command line share one way to load."""
    assert load_folder(folder).entries.equals(answers.ledger.entries)


def test_a_version_goes_live_and_back(folder: Path, tmp_path: Path):
    """Staged, compared, published and undone from Python, as on the command line."""
    settings = Settings(snapshot=tmp_path / "snapshots")
    for why in ("first", "again"):
        staged = api.stage(folder, who="ana", settings=settings)
        assert api.diff(staged).values["stops"] == []
        api.publish(staged, who="ana", why=why)
    api.undo(1, who="ana", why="back", settings=settings)
    listed = [(one["version"], one["live"], one["who"], one["why"]) for one in api.versions(settings)]
    assert listed == [(3, True, "ana", "back"), (2, False, "ana", "again"), (1, False, "ana", "first")]


def test_credit(folder: Path) -> None:
    """By post, a rule of credit says whose orders are; one there is not is refused with those there are."""
    answers = load(folder)
    rows = answers.query("post_id", metrics=["revenue"], credit="recorded", window=60)
    assert rows.filter(pl.col("post_id").is_null())["revenue"].to_list() == [3600]
    with pytest.raises(ValueError, match="no rule of credit is named best; there are standard, recorded"):
        answers.query("post_id", credit="best")
    with pytest.raises(ValueError, match="no window of 31 days"):
        answers.query("post_id", credit="last", window=31)


def test_by_day_of_post(folder: Path) -> None:
    """With day="post", rows and entries have revenue on the day of the post it is credited to."""
    answers = load(folder)
    rows = answers.query("date", metrics=["revenue"], day="post").filter(pl.col("revenue") > 0)
    expected = [(dt.date(2025, 1, 2), 3000), (dt.date(2025, 1, 5), 500), (None, 100)]
    assert rows.rows() == expected
    entries = answers.entries(day="post").filter(pl.col("revenue") > 0)
    sums = entries.group_by("date").agg(pl.col("revenue").sum()).sort("date", nulls_last=True)
    assert sums.rows() == expected


@pytest.mark.parametrize("frames", [False, True])
def test_assumptions_are_those_of_the_settings(folder: Path, frames: bool):  # noqa: FBT001 # a case
    """Margin and baseline are the settings', as on pages: in rows and in evidence."""
    source = polars_frames() if frames else folder
    answers = load(source, Settings(margin=0.1, baseline=0.5))
    row = answers.query(metrics=["revenue", "spend", "profit", "incremental_roas"]).row(0, named=True)
    assert row["profit"] == pytest.approx(row["revenue"] * 0.1 - row["spend"])
    assert row["incremental_roas"] == pytest.approx(row["revenue"] * 0.5 / row["spend"])
    assert answers.query("platform", metrics=["profit"])["profit"].sum() == pytest.approx(row["profit"])
    assert answers.evidence() == plain(answers.ledger, Filters(), assumed=Assumptions(0.5, 0.1))


def test_evidence_is_that_of_the_command_line(answers: Answers):
    """The gates by name, of a selection that filters name."""
    found = answers.evidence(platform="Instagram")
    assert found == plain(answers.ledger, Filters(platform=("Instagram",)))
