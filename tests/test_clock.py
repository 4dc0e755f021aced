"""Holds the figures to the files alone: no rule looks at today."""

import ast
import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs import house
from influencer_roi.store import read_snapshot
from tests.folders import write_folder

# Names that read a clock, and the places that may, each with what for: none of them moves a figure.
CLOCKS = frozenset(
    {"now", "today", "utcnow", "time", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime"}
)
MODULES = frozenset({"time", "datetime", "date", "dt"})
ALLOWED = {
    "downloads/about.py": "a workbook says when it was made",
    "cli/building.py": "`build` says how long it took",
    "store/about.py": "a version says when it was made live, and by whom",
    "store/writing.py": "a version says when it was made",
    "store/versions.py": "a version is named after the moment it was made",
    "store/build.py": "a status says when, and is written at a steady pace",
    "store/staged.py": "an upload lives for a day",
    "store/status.py": "a build says when it stood where",
    "uploads/going_on.py": "a build that is stopped is waited for",
    "callbacks/waiting.py": "how far it is with rows is noted at a steady pace",
    "response_cache/turns.py": "a turn to compute that lasts too long is another's",
    "intake/read/arrive.py": "a file being written is waited for, and a file from the future is noted",
}
ABOVE = (
    "access",
    "live",
    "cli",
    "serving",
    "monitoring",
    "gunicorn_settings.py",
)  # what serves knows the hour


def readers(tree: ast.AST) -> Iterator[str]:
    """Yield every way in which a module reads a clock: a call such as `dt.date.today`, an import of one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS:
            base = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if base in MODULES and (node.attr != "time" or base == "time"):  # dt.time is a class
                yield f"{base}.{node.attr}"
        if isinstance(node, ast.ImportFrom) and node.module in MODULES:
            yield from (f"{node.module}.{one.name}" for one in node.names if one.name in CLOCKS - {"time"})


def found() -> dict[str, list[str]]:
    """Return the modules that read a clock, and how."""
    paths = sorted(house.PACKAGE.rglob("*.py"))
    read = {
        str(path.relative_to(house.PACKAGE)): [*readers(ast.parse(path.read_text(encoding="utf-8")))]
        for path in paths
    }
    return {name: ways for name, ways in read.items() if ways}


def test_only_these_modules_read_the_clock() -> None:
    """Below what serves no module reads a clock but those named above; and each of those still does."""
    below = {name for name in found() if not name.startswith(ABOVE)}
    assert below == {name for name in ALLOWED if not name.startswith(ABOVE)}


@pytest.mark.parametrize(
    "line",
    [
        "dt.date.today()",
        "datetime.now(UTC)",
        "time.time()",
        "dt.datetime.now()",
        "from time import monotonic",
    ],
)
def test_a_clock_is_found(line: str) -> None:
    """Each usual way to read a clock is seen."""
    assert [*readers(ast.parse(line))] != []


TODAY = dt.datetime.now(dt.UTC)
DATES = {f"{years:+}": f"{TODAY + dt.timedelta(days=365 * years):%Y-%m-%d %H:%M:%S}" for years in (-1, 0, 1)}
# Around today, so that a rule about "the future" would find some; one is far from all others.
ORDERS = """
source     campaign  influencer_id  user_id  date  orders  revenue  status
Instagram  MB_New    A              U1       -250  1       1000     paid
Instagram  MB_New    A              U2       -100  2       2000     pending
YouTube    GZ_New    B              U3       +40   1       500      paid
Instagram  -         D              U4       +60   1       100      cancelled
organic    -         -              U5       +200  1       700      paid
organic    -         -              U6       +9000 1       700      paid
"""


def dated(table: str) -> str:
    """Return a table with days from today as dates."""
    return re.sub(r"[+-]\d+", lambda days: f"{TODAY + dt.timedelta(days=int(days[0])):%Y-%m-%d}", table)


ASKING = """
import sys
from influencer_roi.cli import main
folder, out = sys.argv[1:]
main(["query", folder, "--by", "month", "--format", "json"])
main(["check", folder, "--format", "json"])
sys.stdout = sys.stderr  # `build` says which version it made, and how long it took
sys.exit(main(["build", folder, "--out", out]))
"""


def test_three_dates_give_one_answer(tmp_path: Path) -> None:
    """Asked, checked and built a year back, today and a year on, a folder is the same to the byte."""
    faketime = shutil.which("faketime")
    if not faketime:
        pytest.skip("no faketime here: on Debian, apt-get install faketime")
    folder = write_folder(tmp_path / "data", tracking_data=dated(ORDERS))
    for file in folder.iterdir():
        os.utime(file, (1_600_000_000,) * 2)
    answers = {}
    for years, date in DATES.items():
        asked = [faketime, date, sys.executable, "-c", ASKING, str(folder), str(tmp_path / years)]
        environment = {**os.environ, "NO_FAKE_STAT": "1"}
        answers[years] = subprocess.run(asked, capture_output=True, env=environment, check=True).stdout
    assert b'"month":' in answers["+0"]
    assert b"date_outlier" in answers["+0"]
    assert answers["-1"] == answers["+0"] == answers["+1"]
    before, now, later = (read_snapshot(tmp_path / years).ledger for years in DATES)
    assert now.as_of == TODAY.date() + dt.timedelta(days=200)
    assert before.entries.equals(now.entries)
    assert later.entries.equals(now.entries)
    assert before.report.notes == now.report.notes == later.report.notes
