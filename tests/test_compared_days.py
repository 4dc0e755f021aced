"""Holds every way out to the windows worked out by hand: command line, Python, page, file and paper."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from influencer_roi.api import load
from influencer_roi.cli import main
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_folder
from influencer_roi.metrics.units import RUPEES
from influencer_roi.model.calendar import Compare, Days
from influencer_roi.pages import PAGES
from influencer_roi.pages.overview import PAGE
from influencer_roi.periods import opened
from influencer_roi.ui.page import regions
from influencer_roi.ui.words import period, short_period
from tests.folders import write_folder
from tests.model.test_calendar import BY_HAND
from tests.test_downloads import client_of, rows_of

FIRST, LAST = dt.date(2022, 1, 1), dt.date(2026, 6, 30)
WINDOWS = [
    pytest.param(now, compare, then, id=f"{now[0]}..{now[1]}-{compare}")
    for now, before, year in BY_HAND
    for compare, then in ((Compare.PREVIOUS, before), (Compare.YEAR, year))
]


def sold(day: dt.date) -> int:
    """What is sold on a day: no two windows that are a few days apart have one sum."""
    return 1_000 + (day - FIRST).days * 37 % 997


def total(days: Days) -> int:
    """What is sold over some days, counted day by day."""
    return sum(map(sold, each(days)))


def each(days: Days) -> Iterator[dt.date]:
    """Each day of some days."""
    return (days[0] + dt.timedelta(one) for one in range((days[1] - days[0]).days + 1))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An order on each day of four and a half years."""
    head = "source campaign influencer_id user_id date orders revenue brand"
    orders = [f"Instagram MB_New A U1 {day} 1 {sold(day)} MuscleBlaze" for day in each((FIRST, LAST))]
    return write_folder(tmp_path_factory.mktemp("days"), tracking_data="\n".join([head, *orders]))


@pytest.fixture(scope="module")
def ledger(folder: Path) -> Ledger:
    """The ledger of that folder."""
    return load_folder(folder)


@pytest.mark.in_turn(30)
@pytest.mark.parametrize(("now", "compare", "then"), WINDOWS)
def test_every_way_out(
    folder: Path, ledger: Ledger, capsys: pytest.CaptureFixture[str], now: Days, compare: Compare, then: Days
):
    """`query`, Python, the Overview, the file and paper compare a window with the days worked out by hand."""
    expected = (total(now), total(then), *map(str, then))
    asked = ["query", str(folder), "--from", str(now[0]), "--to", str(now[1]), "--compare", compare]
    assert main([*asked, "--metric", "revenue", "--format", "json"]) == 0
    assert answered([json.loads(capsys.readouterr().out)]) == expected
    assert main([*asked, "--metric", "revenue", "--by", "brand", "--format", "csv"]) == 0
    assert answered(csv.DictReader(io.StringIO(capsys.readouterr().out))) == expected
    where: dict[str, Any] = {"start": now[0], "end": now[1], "compare": str(compare)}
    assert answered(load(folder).query(metrics=["revenue"], **where).to_dicts()) == expected
    query = f"from={now[0]}&to={now[1]}&compare={compare}"
    moved = rows_of(client_of(ledger), f"/download/moved.csv?by=brand&{query}")
    assert answered(moved) == expected
    assert on_page(ledger, query) == (
        RUPEES.exact(total(now)),
        f"{short_period(*then, year=now[1].year)} {RUPEES.short(total(then))}",
        period(*then),
        f"{period(*now)} · compared with {period(*then)}",
    )


def answered(rows: Iterable[Mapping[str, object]]) -> tuple[object, ...]:
    """Revenue now and before over the rows of an answer, and the one pair of days compared with."""
    found = list(rows)
    ((first, last),) = {(str(row["compared_from"]), str(row["compared_to"])) for row in found}
    now, then = (round(sum(float(str(row[name])) for row in found)) for name in ("revenue", "revenue_before"))
    return now, then, first, last


def on_page(ledger: Ledger, query: str) -> tuple[str, ...]:
    """Revenue now and before on the Overview at an address, the days on its chip, and its line for paper."""
    filters, _ = opened(query, ledger)
    shown = regions(PAGE, PAGES, ledger, filters, PAGE.defaults)
    now, then, chip, paper = (
        str(shown[f"overview-{name}"])
        for name in (
            "revenue-value.title",
            "revenue-then.children",
            "compare-label.children",
            "printed.children",
        )
    )
    return now, then, chip, " · ".join(paper.split(" · ")[1:3])
