"""Cases that take more than one file and one look: who may read, what happens meanwhile, what was before."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from influencer_roi.filters import Filters
from influencer_roi.ledger.load import Intake, load_folder
from influencer_roi.model.report import Refused
from influencer_roi.pages import PAGES, overview
from influencer_roi.store import current_version, read_snapshot
from influencer_roi.store.build import build_snapshot
from influencer_roi.store.refresh_guard import Acceptance
from tests.intake.cases.cases import BASE, FILES, add, cells, clean_folder, lines, put

NOBODY = 65_534
ROWS = 20_000
HEADER = "influencer_id,platform,date,reach,likes,comments\n"
OLD = (HEADER + "ann,Instagram,2025-06-01,10,1,1\n" * ROWS).encode()
NEW = (HEADER + "ann,Instagram,2025-06-01,10,2,1\n" * ROWS).encode()
WHOLE = {f"{ROWS} rows, {ROWS} likes", f"{ROWS} rows, {2 * ROWS} likes"}
ROOT = Path(__file__).parents[3]
READS = 3
INTAKE = Intake()


@dataclass(frozen=True)
class Scene:
    """One kind of input by its id in the matrix, played out in an empty folder."""

    id: str
    title: str
    play: Callable[[Path], None]

    def __str__(self) -> str:
        return f"{self.id} {self.title}"


# ---- who may read


def no_permission(_: Path) -> None:
    """A file nobody may read is refused, and named with the system's words."""
    with tempfile.TemporaryDirectory() as public:
        Path(public).chmod(0o755)
        folder = clean_folder(Path(public) / "data")
        (folder / FILES["posts"]).chmod(0)
        was_root = os.geteuid() == 0
        if was_root:
            os.seteuid(NOBODY)
        try:
            with pytest.raises(Refused) as refused:
                load_folder(folder, INTAKE)
        finally:
            if was_root:
                os.seteuid(0)
    (problem,) = refused.value.problems
    assert (problem.code, "Permission denied" in problem.text) == ("unreadable", True)


# ---- what happens meanwhile


def replaced(folder: Path) -> None:
    """A file replaced in one step is read as the old or the new one, every time."""
    beside = folder / "beside"

    def disturb(file: Path, content: bytes) -> None:
        beside.write_bytes(content)
        beside.replace(file)

    *meanwhile, last, code = read_while(folder, disturb)
    assert (set(meanwhile) - WHOLE, last in WHOLE, code) == (set(), True, "0")


def rewritten(folder: Path) -> None:
    """A file written in place is read whole or refused; once it is left alone, it is read."""

    def disturb(file: Path, content: bytes) -> None:
        with file.open("r+b", buffering=0) as opened:
            for start in range(0, len(content), 1 << 16):
                opened.write(content[start : start + (1 << 16)])
                time.sleep(0.001)

    assert_whole_or_refused(read_while(folder, disturb))


def cut_short(folder: Path) -> None:
    """A file cut in half and filled again is read whole or refused, and the process that reads it lives."""

    def disturb(file: Path, content: bytes) -> None:
        with file.open("r+b", buffering=0) as opened:
            opened.truncate(len(content) // 2)
            opened.write(content)

    assert_whole_or_refused(read_while(folder, disturb))


def assert_whole_or_refused(outcomes: list[str]) -> None:
    """Hold reads to this: old or new or refused meanwhile, read in the end, the process alive."""
    *meanwhile, last, code = outcomes
    assert (set(meanwhile) - WHOLE - {"changed_while_reading"}, last in WHOLE, code) == (set(), True, "0")


def read_while(folder: Path, disturb: Callable[[Path, bytes], None]) -> list[str]:
    """Return what each read gave while a file was disturbed, then one in peace, then the exit code."""
    folder.mkdir()
    file = folder / "posts.csv"
    file.write_bytes(OLD)
    reader = subprocess.Popen(
        [sys.executable, "-m", "tests.intake.cases.reading", file],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with reader:
        with disturbed(file, disturb):
            outcomes = [one_read(reader) for _ in range(READS)]
        outcomes.append(one_read(reader))
        reader.communicate()
    return [*outcomes, str(reader.returncode)]


@contextmanager
def disturbed(file: Path, disturb: Callable[[Path, bytes], None]) -> Iterator[None]:
    """Disturb a file, again and again, as long as this lasts; it is whole afterwards."""
    peace = threading.Event()

    def go_on() -> None:
        while not peace.is_set():
            disturb(file, NEW)
            disturb(file, OLD)

    writer = threading.Thread(target=go_on)
    writer.start()
    try:
        yield
    finally:
        peace.set()
        writer.join()


def one_read(reader: "subprocess.Popen[str]") -> str:
    """Let the reader read once, and return what it gave."""
    assert reader.stdin
    assert reader.stdout
    reader.stdin.write("read\n")
    reader.stdin.flush()
    return reader.stdout.readline().strip()


# ---- what there is nothing of


def no_revenue_on_any_page(folder: Path) -> None:
    """Where no order has revenue, every page can be drawn, and its KPI is a dash instead of ₹0."""
    data = clean_folder(folder)
    cells("orders", "revenue", lambda _: "")(data)
    ledger = load_folder(data, INTAKE)
    for page in PAGES:
        page.frame(ledger)
        page.update(ledger, Filters(), **{name: one.default for name, one in page.choices.items()})
    kpis = overview.PAGE.update(ledger, Filters())
    values = {name: kpis[f"overview-{name}-value.children"] for name in ("revenue", "roas", "spend")}
    assert values == {"revenue": "–", "roas": "–", "spend": "₹3,100"}


# ---- what was before


def flipped_in_a_snapshot(folder: Path) -> None:
    """A snapshot of our own with a flipped bit is not served: the version before it is, and that is said."""
    root = folder / "snapshots"
    first = build_snapshot(clean_folder(folder / "data"), root, INTAKE)
    add("posts", "p5,ann,Instagram,2025-06-20,,,100,1,1,1,MuscleBlaze,Summer")(folder / "data")
    second = build_snapshot(folder / "data", root, INTAKE)
    largest = max((root / "versions" / second).rglob("*.*"), key=lambda file: file.stat().st_size)
    content = bytearray(largest.read_bytes())
    content[len(content) // 2] ^= 1
    largest.chmod(0o644)
    largest.write_bytes(content)
    read = read_snapshot(root)
    assert (read.version, [problem.code for problem in read.problems]) == (first, ["bad_snapshot"])


def three_of_four(folder: Path) -> None:
    """Where three of four files were renewed, the fourth has a note, and all four are one version."""
    root = folder / "snapshots"
    data = clean_folder(folder / "data")
    before = build_snapshot(data, root, INTAKE)
    for table in ("influencers", "posts", "orders"):
        put(table, BASE[table] + "\n")(data)
    after = build_snapshot(data, root, INTAKE)
    notes = [(one.table, one.code) for one in read_snapshot(root).ledger.report.notes]
    assert (before == after, current_version(root)) == (False, after)
    assert [note for note in notes if note[1] == "mixed_batch"] == [("payouts", "mixed_batch")]


def half_the_rows(folder: Path) -> None:
    """A refresh that lost more than half of a table's rows is refused; a flag overrides."""
    refused_refresh(folder, put("posts", "\n".join(lines("posts")[:2]) + "\n"), "rows_dropped")


def many_aside(folder: Path) -> None:
    """A refresh with more than 5 % set aside is refused; a first start is served, and it is said."""
    bad = add("posts", "p5,ann,Instagram,soon,,,100,1,1,1,MuscleBlaze,Summer")
    refused_refresh(folder, bad, "too_many_set_aside")
    bad(clean_folder(folder / "first"))
    build_snapshot(folder / "first", folder / "fresh", INTAKE)
    ledger = read_snapshot(folder / "fresh").ledger
    assert [(one.table, one.code) for one in ledger.report.notes] == [("posts", "many_set_aside")]
    assert ledger.report.counts["posts"].set_aside == 1


def refused_refresh(folder: Path, change: Callable[[Path], object], code: str) -> None:
    """Hold a refresh to this: refused with the code, the last good version stays, a flag takes the change."""
    root = folder / "snapshots"
    data = clean_folder(folder / "data")
    good = build_snapshot(data, root, INTAKE)
    change(data)
    with pytest.raises(Refused) as refused:
        build_snapshot(data, root, INTAKE)
    assert ([problem.code for problem in refused.value.problems], current_version(root)) == ([code], good)
    forced = build_snapshot(data, root, INTAKE, accept=Acceptance.ANY)
    assert (forced == good, current_version(root)) == (False, forced)


SCENES = (
    Scene("F09", "no permission", no_permission),
    Scene("F18", "a flipped bit in a snapshot", flipped_in_a_snapshot),
    Scene("F23", "replaced while it is read", replaced),
    Scene("F24", "rewritten while it is read", rewritten),
    Scene("F25", "cut short while it is read", cut_short),
    Scene("F28", "three of four renewed", three_of_four),
    Scene("F29", "half of the rows gone", half_the_rows),
    Scene("F30", "many rows set aside", many_aside),
    Scene("S14", "no revenue on any page", no_revenue_on_any_page),
)
