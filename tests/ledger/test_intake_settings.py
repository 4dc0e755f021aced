"""Currency, zone and what is waited for are settings, and mean the same whichever way orders come in."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from influencer_roi import queries
from influencer_roi.api import load
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import Intake, check_folder, load_folder, load_frames
from influencer_roi.model.report import Refused
from influencer_roi.orders import order_book
from influencer_roi.settings import Settings
from influencer_roi.store import read_snapshot
from influencer_roi.store.build import build_snapshot
from influencer_roi.store.refresh_guard import Acceptance
from tests.currencies import write_in

FILES = {
    "influencers": "id,name,category,follower_count,platform\nann,Ann,Fitness,9000,Instagram\n",
    "posts": "influencer_id,platform,date,reach,likes,comments\nann,Instagram,2031-05-01,900,4,1\n",
    "payouts": "influencer_id,basis,rate,orders,total_payout\nann,post,,,100\n",
}
HEADER = "source,campaign,influencer_id,user_id,date,orders,revenue,currency,status"
ROWS = [
    "web,Onam,ann,u1,2031-05-02,1,100,,paid",
    "web,Onam,ann,u2,2031-05-02,1,$ 20,,paid",
    "web,Onam,ann,u3,2031-05-02,1,Rs. 300,,paid",
    "web,Onam,ann,u4,2031-05-02,1,4000,USD,paid",
    "web,Onam,ann,u5,2031-05-02T20:30:00Z,1,50000,,paid",
    "web,Onam,ann,u6,2031-05-02,1,600000,,on hold",
]
NEW_YORK = Intake(currency="USD", zone="America/New_York", pending="leave_out")


def beside(folder: Path) -> Path:
    """The three other files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def frame() -> pl.DataFrame:
    """The orders as texts."""
    return pl.read_csv("\n".join([HEADER, *ROWS]).encode(), infer_schema=False)


def one_file(folder: Path) -> Path:
    """Orders in one file of CSV."""
    frame().write_csv(beside(folder) / "orders.csv")
    return folder


def parts(folder: Path) -> Path:
    """Orders in a folder of two files of CSV."""
    (beside(folder) / "orders").mkdir()
    frame().head(2).write_csv(folder / "orders" / "a.csv")
    frame().slice(2).write_csv(folder / "orders" / "b.csv")
    return folder


def parquet(folder: Path) -> Path:
    """Orders in a folder of Parquet, their dates instants."""
    (beside(folder) / "orders").mkdir()
    instant = pl.col("date").str.replace("^(.{10})$", "${1}T06:00:00Z").str.to_datetime(time_zone="UTC")
    frame().with_columns(instant).write_parquet(folder / "orders" / "a.parquet")
    return folder


def workbook(folder: Path) -> Path:
    """Orders in a workbook."""
    frame().write_excel(beside(folder) / "orders.xlsx")
    return folder


def answer(ledger: Ledger) -> object:
    """Revenue by day, and what became of the rows of orders."""
    days = queries.slices(ledger, Filters(), by="date", metrics=("revenue",)).sort("date")
    counts = ledger.report.counts["orders"]
    earned = {day: revenue for day, revenue in days.iter_rows() if revenue}
    return earned, (counts.read, counts.kept, counts.left_out), counts.money.left_out


IN_INDIA = ({dt.date(2031, 5, 2): 600_400.0, dt.date(2031, 5, 3): 50_000.0}, (6, 4, 0), 0.0)
THERE = ({dt.date(2031, 5, 2): 54_120.0}, (6, 4, 1), 600_000.0)


@pytest.mark.in_turn(2)
@pytest.mark.parametrize("way", [one_file, parts, parquet, workbook])
def test_settings_of_intake(tmp_path: Path, way: Callable[[Path], Path]) -> None:
    """Under other settings dollars count and rupees do not, days are others, and what waits is left out."""
    folder = way(tmp_path / "data")
    assert answer(load_folder(folder)) == IN_INDIA
    assert answer(load_folder(folder, NEW_YORK)) == THERE


@pytest.mark.in_turn(2)
@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_on_engines(tmp_path: Path, engine: str) -> None:
    """Engines roll orders up under the settings."""
    intake = Intake(engine=engine, currency="USD", zone="America/New_York", pending="leave_out")  # type: ignore[arg-type] # one of them
    assert answer(load_folder(parts(tmp_path / "parts"), intake)) == THERE
    assert answer(load_folder(one_file(tmp_path / "one"), intake)) == THERE


def test_frames(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Frames are taken in under the settings; `load` reads those of the environment where none are given."""
    others = {name: pl.read_csv(text.encode(), infer_schema=False) for name, text in FILES.items()}
    frames = others | {"orders": frame()}
    assert answer(load_frames(frames, NEW_YORK)) == THERE
    settings = Settings(currency="USD", zone="America/New_York", pending="leave_out")
    assert answer(load(frames, settings).ledger) == THERE
    assert answer(load(frames).ledger) == IN_INDIA
    for name, value in (("CURRENCY", "usd"), ("ZONE", "America/New_York"), ("PENDING", "leave_out")):
        monkeypatch.setenv(f"INFLUENCER_ROI_{name}", value)
    assert answer(load(one_file(tmp_path / "data")).ledger) == THERE


def test_what_is_said(tmp_path: Path) -> None:
    """What was left out is counted with its sum in its currency, and the zone is named."""
    said = {note.code: str(note) for note in check_folder(one_file(tmp_path), NEW_YORK).notes}
    assert said["left_out"] == (
        "orders.csv: 1 row earned nothing and is left out: 1 on hold (line 7); $600,000.00 in all."
    )
    assert (
        said["time_zone"] == "orders.csv: date: times with a zone were read as the day in America/New_York."
    )
    assert said["currency"] == "orders.csv: revenue: 1 value names the dollar, '$ 20'."
    assert "pending" not in said


def test_headers_name_the_currency(tmp_path: Path) -> None:
    """A header in the currency that is set is the column; one in another is not, and the way out is named."""
    folder = one_file(tmp_path)
    text = (folder / "orders.csv").read_text(encoding="utf-8").replace("revenue", "Revenue ($)")
    (folder / "orders.csv").write_text(text, encoding="utf-8")
    assert answer(load_folder(folder, NEW_YORK)) == THERE
    with pytest.raises(Refused, match="convert it to INR, or set INFLUENCER_ROI_CURRENCY"):
        load_folder(folder)


@pytest.mark.in_turn(3)
@pytest.mark.parametrize(
    "changed", [Intake(currency="USD"), Intake(zone="Europe/London"), Intake(pending="leave_out")]
)
def test_another_setting_builds_anew(
    tmp_path: Path, changed: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A snapshot is of the settings it was built under: others make a new version, the same do not."""
    folder, root = parquet(tmp_path / "data"), tmp_path / "snapshot"
    before = build_snapshot(folder, root)
    after = build_snapshot(folder, root, changed, accept=Acceptance.ANY)
    assert (before != after, build_snapshot(folder, root, changed, accept=Acceptance.ANY)) == (True, after)
    write_in(changed.currency, monkeypatch)
    order_files = read_snapshot(root).ledger.in_place
    assert order_files is not None
    assert order_files.zone == changed.zone


def test_rows_of_files_fall_on_their_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Order rows listed from files have the day that the ledger has them under."""
    write_in(NEW_YORK.currency, monkeypatch)
    folder, root = parquet(tmp_path / "data"), tmp_path / "snapshot"
    build_snapshot(folder, root, NEW_YORK)
    rows = pl.concat(order_book(read_snapshot(root).ledger).pieces())
    assert rows.group_by("date").agg(pl.col("revenue").sum()).rows() == [(dt.date(2031, 5, 2), 54_120.0)]
