import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from influencer_roi import queries
from influencer_roi.cli import main
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.model.calendar import Compare
from influencer_roi.queries.month_close import COLUMNS
from tests.conftest import SAMPLE
from tests.folders import write_folder

Run = Callable[..., str]
# Two days of each of two months: A sold 1,000 and 2,000, B 500 and nothing; C's 100 has no day.
ORDERS = """
source     campaign  influencer_id  user_id  date        orders  revenue  brand
Instagram  MB_New    A              U1       2025-01-02  1       1000     MuscleBlaze
Instagram  MB_New    A              U2       2025-02-03  2       2000     MuscleBlaze
YouTube    GZ_New    B              U3       2025-01-08  1       500      Gritzo
"""
FEBRUARY = ("--from", "2025-02-02", "--to", "2025-02-03")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small folder of tests.folders with orders of two months."""
    return write_folder(tmp_path_factory.mktemp("folder"), tracking_data=ORDERS)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command that must succeed, and return what it prints."""

    def printed(*arguments: object) -> str:
        assert main([str(argument) for argument in arguments]) == 0
        return capsys.readouterr().out

    return printed


# ---- --moved


def test_moved_as_json(run: Run, folder: Path):
    """--moved answers a list of objects: each metric as it was, is and moved, and the days compared with."""
    asked = ("query", folder, "--moved", "brand", "--metric", "revenue", *FEBRUARY, "--format", "json")
    assert json.loads(run(*asked)) == [
        {
            "brand": "MuscleBlaze",
            "revenue_before": 0,
            "revenue": 2000,
            "revenue_moved": 2000,
            "compared_from": "2025-01-31",
            "compared_to": "2025-02-01",
        }
    ]


@pytest.mark.parametrize("compare", [None, "previous", "year"])
def test_moved_is_what_pages_show(run: Run, sample: Ledger, compare: str | None):
    """Its rows are those of `queries.moved` against the days of `queries.compared`."""
    start = dt.date(2025, 7, 1)
    filters = Filters(
        start=start, end=sample.as_of, platform=("YouTube",), compare=Compare(compare or "previous")
    )
    before = queries.compared(sample, filters)
    options = ["--moved", "campaign", "--from", start, "--to", sample.as_of, "--platform", "YouTube"]
    options += ["--compare", compare] if compare else []
    if before is None:
        assert main([str(one) for one in ("query", SAMPLE, *options)]) == 2
        return
    rows = list(csv.DictReader(io.StringIO(run("query", SAMPLE, *options, "--format", "csv"))))
    expected = queries.moved(sample, filters, before, by="campaign")
    assert [row["campaign"] for row in rows] == expected["campaign"].to_list()
    expected_moved = pytest.approx(expected["roas_moved"].to_list(), rel=1e-14)  # written to 15 digits
    assert [float(row["roas_moved"]) for row in rows] == expected_moved


def test_moved_as_a_table(capsys: pytest.CaptureFixture[str], folder: Path):
    """A table has readers' words and names; below it stand the days, and where the change comes from."""
    command = ["query", str(folder), "--moved", "influencer_id", "--metric", "revenue", "--metric", "spend"]
    assert main([*command, "--from", "2025-01-19", "--to", "2025-02-03", "--top", "1"]) == 0
    printed = capsys.readouterr()
    header, row = printed.out.splitlines()
    assert header.split("  ")[0] == "Influencer"
    assert "Revenue before" in header
    assert "Spend moved" in header
    assert row.split()[:2] == ["A", "Asha"]
    days = "Compared with 2025-01-03 to 2025-01-18."
    assert printed.err == f"{days} Revenue ₹1,500.00: spend ₹0.00, mix ₹0.00, return ₹1,500.00.\n"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--moved", "brand"], "There are no days to compare with: the data begin on 2025-01-02."),
        (["--moved", "brand", "--metric", "roas_vs_average", *FEBRUARY], "nothing adds up to what moved"),
        (["--moved", "brand", "--sort", "roas", *FEBRUARY], "--sort orders the rows of --by"),
        (["--month-close", "2025-01", "--compare", "year"], "--month-close compares nothing"),
        (["--month-close", "2025-09"], "There is no month '2025-09'; months go from 2025-01 to 2025-02."),
        (["--month-close", "2025-01", "--metric", "roas"], "--month-close has columns of its own"),
    ],
)
def test_wrong_use(capsys: pytest.CaptureFixture[str], folder: Path, options: list[str], words: str):
    """What cannot be answered ends with 2 and a sentence; no option is passed over."""
    assert main(["query", str(folder), *options]) == 2
    assert words in capsys.readouterr().err


def test_one_kind_of_rows(folder: Path, capsys: pytest.CaptureFixture[str]):
    """--by, --moved and --month-close exclude each other."""
    with pytest.raises(SystemExit, match="2"):
        main(["query", str(folder), "--by", "brand", "--moved", "brand"])
    assert "not allowed with argument" in capsys.readouterr().err


# ---- --month-close


def test_month_as_json(run: Run, folder: Path):
    """--month-close answers a list of objects, one per payee and basis, raw; it has no total to trip over."""
    rows = json.loads(run("query", folder, "--month-close", "2025-01", "--format", "json"))
    assert [tuple(row) for row in rows] == [COLUMNS] * 3
    assert {row["name"]: (row["month_units"], row["month_accrued"]) for row in rows} == {
        "Asha": (1, 500),
        "Bala": (1, 1000),
        "Chitra": (0, 0),
    }


def test_month_of_some(run: Run, folder: Path):
    """Filters on influencers choose payees."""
    rows = run(
        "query", folder, "--month-close", "2025-02", "--influencer", "A", "--format", "csv"
    ).splitlines()
    assert (rows[0], len(rows)) == (",".join(COLUMNS), 2)
    assert rows[1].startswith("A,Asha,Per order,500.0,2.0,1000.0,0.0,1000.0,")


def test_month_as_a_table(capsys: pytest.CaptureFixture[str], folder: Path):
    """A table ends with the total, and says below what is in no month."""
    assert main(["query", str(folder), "--month-close", "2025-01"]) == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines()[-1].split()[:4] == ["–", "3", "payees", "–"]
    assert printed.err == "₹100.00 of spend has no day, and is in no month.\n"
