import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from influencer_roi.ledger import cubes
from influencer_roi.ledger.cubes import Cube
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_folder
from influencer_roi.model.report import Refused
from influencer_roi.model.schema import TABLES
from influencer_roi.store import (
    Snapshot,
    code_rules,
    current_version,
    read_snapshot,
    rows_of,
    versions,
    write_snapshot,
    writing,
)

SOURCES = {"posts.csv": "ab" * 32}
POSTS = b"influencer_id,platform,date,reach,likes,comments\nann,IG,2025-06-01,1,2,3\n=cmd(),IG,soon,1,2,3\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty place for snapshots."""
    return tmp_path / "snapshots"


@pytest.fixture
def odd(ledger_of: Callable[..., Ledger]) -> Ledger:
    """The world, with a post set aside whose record a spreadsheet would run."""
    return ledger_of({"posts": POSTS})


def frames(ledger: Ledger) -> dict[str, pl.DataFrame]:
    """Every frame of a ledger by name."""
    tables = {table.name: getattr(ledger.tables, table.name) for table in TABLES}
    return {"entries": ledger.entries, **tables, "faults": ledger.report.faults}


def problems(root: Path) -> list[tuple[str, str]]:
    """Code and text of why a snapshot is refused."""
    with pytest.raises(Refused) as refused:
        read_snapshot(root)
    return [(one.code, one.text) for one in refused.value.problems]


@pytest.mark.parametrize("sample", [True, False])
def test_a_ledger_comes_back(odd: Ledger, root: Path, world_folder: Path, sample: bool):  # noqa: FBT001
    """What is read is what was written: every value, every type, what is known to be sorted, the report."""
    for ledger in (odd, load_folder(world_folder, sample=sample)):
        version = write_snapshot(ledger, root, sources=SOURCES)
        read = read_snapshot(root)
        assert (read.version, read.sources, read.rules) == (version, SOURCES, code_rules())
        assert (read.ledger.report.counts, read.ledger.report.notes, read.ledger.sample, read.problems) == (
            ledger.report.counts,
            ledger.report.notes,
            ledger.sample,
            (),
        )
        for name, rows in frames(ledger).items():
            back = frames(read.ledger)[name]
            assert back.schema == rows.schema
            assert back.equals(rows)
            assert {column: back[column].flags for column in back.columns} == {
                column: rows[column].flags for column in rows.columns
            }
            assert back.n_chunks() == 1


def test_dates_stay_sorted(world: Ledger, root: Path):
    """Entries are known to be sorted by date after reading, which filters by date rely on."""
    write_snapshot(world, root, sources=SOURCES)
    assert read_snapshot(root).ledger.entries["date"].flags["SORTED_ASC"]


def test_a_ledger_without_rows(world: Ledger, root: Path):
    """Frames without rows come back with their types, those with no values of a dictionary too."""
    entries = world.entries.clear().with_columns(brand=pl.lit(None, pl.Enum([])))
    write_snapshot(Ledger(entries, world.tables, world.report), root, sources=SOURCES)
    assert read_snapshot(root).ledger.entries.schema == entries.schema


def test_set_aside_as_files(odd: Ledger, root: Path):
    """A version holds the rows set aside as CSV, one file per table; a spreadsheet runs nothing in them."""
    version = write_snapshot(odd, root, sources=SOURCES)
    folder = root / "versions" / version / "set_aside"
    heights = {path.name: pl.read_csv(path).height for path in folder.iterdir()}
    assert heights == {"influencers.csv": 0, "posts.csv": 1, "orders.csv": 0, "payouts.csv": 0}
    row = pl.read_csv(folder / "posts.csv").row(0, named=True)
    assert (row["line"], row["code"], row["raw"]) == (3, "bad_date", "'=cmd(),IG,soon,1,2,3")


def test_the_manifest(odd: Ledger, root: Path):
    """The manifest names every file with bytes, sha256 and rows, and what the version was made from."""
    version = write_snapshot(odd, root, sources=SOURCES)
    folder = root / "versions" / version
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert (manifest["format"], manifest["sources"], manifest["sample"]) == (5, SOURCES, False)
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert there == {*manifest["files"], "manifest.json", "manifest.sha256"}
    assert rows_of(root, version) | {"set_aside/posts.csv": 1} == rows_of(root, version)
    assert rows_of(root, version)["entries.arrow"] == odd.entries.height


def test_the_last_twenty_stay(world: Ledger, root: Path):
    """Twenty versions stay, the newest is current, and nothing else is left."""
    made = [write_snapshot(world, root, sources=SOURCES) for _ in range(22)]
    assert made == sorted(made)
    assert sorted(path.name for path in (root / "versions").iterdir()) == made[2:]
    assert sorted(path.name for path in root.iterdir()) == ["CURRENT", "versions"]
    assert current_version(root) == made[-1]


def test_a_clock_that_goes_back(world: Ledger, root: Path):
    """A new version comes after every other, also where the clock says otherwise."""
    ahead = "20991231T235959.999999Z-00000000"
    (root / "versions" / ahead).mkdir(parents=True)
    made = write_snapshot(world, root, sources=SOURCES)
    assert versions(root) == [made, ahead]
    assert made.startswith("21000101T000000.000000Z-")


def test_leftovers_go(world: Ledger, root: Path):
    """What a killed writer left is removed by the next one."""
    (root / "versions" / ".tmp-20250101T000000.000000Z-00000000").mkdir(parents=True)
    (root / ".tmp-CURRENT").write_text("half")
    version = write_snapshot(world, root, sources=SOURCES)
    assert [path.name for path in (root / "versions").iterdir()] == [version]
    assert not list(root.glob(".tmp-*"))


def test_a_writer_that_fails(world: Ledger, root: Path):
    """A writer that ends with an error leaves nothing behind, and the old version stays current."""
    before = write_snapshot(world, root, sources=SOURCES)

    def interrupt(step: str, _done: float) -> None:
        if step == "writing orders.arrow":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_snapshot(world, root, sources=SOURCES, progress=interrupt)
    assert [path.name for path in (root / "versions").iterdir()] == [before]
    assert read_snapshot(root).version == before


def test_a_writer_that_cannot_switch(world: Ledger, root: Path):
    """A version that is whole but cannot be made current does not stay either."""
    (root / "CURRENT").mkdir(parents=True)
    with pytest.raises(Refused) as refused:
        write_snapshot(world, root, sources=SOURCES)
    assert [one.code for one in refused.value.problems] == ["unreadable"]
    assert list((root / "versions").iterdir()) == []
    assert [path.name for path in root.glob(".*")] == []


def test_the_switch_is_one_step(world: Ledger, root: Path):
    """CURRENT is another file after the switch: whoever opened the old one reads it to its end."""
    before = write_snapshot(world, root, sources=SOURCES)
    with (root / "CURRENT").open() as opened:
        write_snapshot(world, root, sources=SOURCES)
        assert opened.read().split()[0] == before


def test_progress(world: Ledger, root: Path):
    """Writing tells each file and the part done by then, which grows from 0 to 1."""
    heard: list[tuple[str, float]] = []
    write_snapshot(world, root, sources=SOURCES, progress=lambda step, done: heard.append((step, done)))
    parts = [done for _, done in heard]
    assert [step for step, _ in heard[:2]] == ["writing entries.arrow", "writing influencers.arrow"]
    assert parts == sorted(parts)
    assert (parts[0], parts[-1]) == (0, 1)


def flip(file: Path) -> None:
    """Change one bit in the middle of a file."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (flip, "is not what was written"),
        (lambda file: file.write_bytes(file.read_bytes()[:-1]), "bytes instead of"),
        (lambda file: file.unlink(), "cannot be read: No such file or directory"),
    ],
    ids=["a bit", "cut", "gone"],
)
@pytest.mark.parametrize("name", ["entries.arrow", "load_report.json", "set_aside/posts.csv"])
def test_damage(world: Ledger, root: Path, name: str, damage: Callable[[Path], None], said: str):
    """A damaged file is named, and the version before it is read instead."""
    before, now = (write_snapshot(world, root, sources=SOURCES) for _ in range(2))
    damage(root / "versions" / now / name)
    read = read_snapshot(root)
    assert (read.version, [one.code for one in read.problems]) == (before, ["bad_snapshot"])
    assert f"version {now} is damaged: {name} " in read.problems[0].text
    assert said in read.problems[0].text
    assert f"version {before} is used" in read.problems[0].text


@pytest.mark.parametrize("name", ["manifest.json", "manifest.sha256"])
@pytest.mark.parametrize("damage", [flip, Path.unlink], ids=["a bit", "gone"])
def test_a_damaged_manifest(world: Ledger, root: Path, name: str, damage: Callable[[Path], None]):
    """A manifest that is not what was written, or its seal, is damage as well."""
    before, now = (write_snapshot(world, root, sources=SOURCES) for _ in range(2))
    damage(root / "versions" / now / name)
    read = read_snapshot(root)
    assert (read.version, len(read.problems)) == (before, 1)
    assert f"version {now} is damaged: its manifest" in read.problems[0].text


@pytest.mark.parametrize("damage", [flip, Path.unlink, lambda file: file.write_bytes(b"")])
def test_a_damaged_pointer(world: Ledger, root: Path, damage: Callable[[Path], None]):
    """Where CURRENT is damaged the newest whole version is read, and that is said."""
    _, now = (write_snapshot(world, root, sources=SOURCES) for _ in range(2))
    damage(root / "CURRENT")
    read = read_snapshot(root)
    assert (read.version, [one.code for one in read.problems]) == (now, ["bad_snapshot"])
    assert read.problems[0].text.startswith("CURRENT is damaged or missing; version")


def test_a_pointer_to_another_manifest(world: Ledger, root: Path):
    """A version whose manifest is not the one CURRENT means is read, and that is said."""
    now = write_snapshot(world, root, sources=SOURCES)
    (root / "CURRENT").write_text(f"{now} {'0' * 64}\n")
    read = read_snapshot(root)
    assert (read.version, len(read.problems)) == (now, 1)
    assert read.problems[0].text.startswith("CURRENT is damaged or missing; version")


def test_a_pointer_to_an_older_version(world: Ledger, root: Path):
    """A version its writer was killed over before switching to it is whole, but not current: no problem."""
    before, now = (write_snapshot(world, root, sources=SOURCES) for _ in range(2))
    pointed = (root / "CURRENT").read_bytes()
    write_snapshot(world, root, sources=SOURCES)
    (root / "CURRENT").write_bytes(pointed)
    read = read_snapshot(root)
    assert (read.version, read.problems) == (now, ())
    assert before in versions(root)


def test_nothing_whole(world: Ledger, root: Path):
    """Where no version is whole, each is named with its damage and the way out."""
    made = [write_snapshot(world, root, sources=SOURCES) for _ in range(2)]
    for version in made:
        flip(root / "versions" / version / "posts.arrow")
    way_out = f"Make it anew: influencer-roi build FOLDER --out {root}."
    assert problems(root) == [
        ("bad_snapshot", f"version {version} is damaged: posts.arrow is not what was written. {way_out}")
        for version in reversed(made)
    ]


def test_no_snapshot(root: Path):
    """Where there is none at all, that is said, and how to make one."""
    said = f"there is no snapshot yet. Make one: influencer-roi build FOLDER --out {root}."
    assert problems(root) == [("file_missing", said)]
    assert current_version(root) is None


def test_another_format(world: Ledger, root: Path, monkeypatch: pytest.MonkeyPatch):
    """A version of another format is not read, whatever it holds."""
    monkeypatch.setattr(writing, "FORMAT", 99)
    version = write_snapshot(world, root, sources=SOURCES)
    assert [text.split(". ")[0] for _, text in problems(root)] == [
        f"version {version} is damaged: its format is 99, not 5"
    ]


def test_readers_outlive_their_version(world: Ledger, root: Path):
    """What a reader has mapped stays its own after three newer versions have come."""
    write_snapshot(world, root, sources=SOURCES)
    held: Snapshot = read_snapshot(root)
    shutil.rmtree(root)
    assert held.ledger.entries.equals(world.entries)
    assert held.ledger.entries["revenue"].sum() == world.entries["revenue"].sum()


def test_a_place_that_cannot_be_written(world: Ledger, tmp_path: Path):
    """A place that is no folder is refused by name."""
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused) as refused:
        write_snapshot(world, tmp_path / "file", sources=SOURCES)
    assert [(one.code, one.place) for one in refused.value.problems] == [
        ("unreadable", str(tmp_path / "file"))
    ]


@pytest.fixture
def rolled(world: Ledger, root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Ledger, Ledger]:
    """A ledger with every roll-up there is, however little it saves, and the same read from a snapshot."""
    monkeypatch.setattr(cubes, "BLOCKS", (4, 2))
    monkeypatch.setattr(cubes, "FEW_ROWS", 0)
    monkeypatch.setattr(cubes, "SAVING", 0)
    ledger = replace(world)
    write_snapshot(ledger, root, sources=SOURCES)
    monkeypatch.undo()
    return ledger, read_snapshot(root).ledger


def every(ledger: Ledger) -> list[tuple[str, Cube]]:
    """Every roll-up of a ledger with its name."""
    longer = [(f"{cube.step} days", cube) for cube in ledger.cubes.longer]
    daily = [(" ".join(names), cube) for names, cube in ledger.cubes.daily.items()]
    return [("finest", ledger.cubes.finest), *longer, *daily]


def numbers(ledger: Ledger) -> list[npt.NDArray[np.generic]]:
    """All arrays of a ledger's roll-ups."""
    own = [array for _, one in every(ledger) for array in (one.starts, one.tuples, *one.measures.values())]
    return [*own, ledger.cubes.by_tuple, ledger.cubes.tuple_starts]


def test_roll_ups_come_back(rolled: tuple[Ledger, Ledger]):
    """Roll-ups that are read are those that were made: names, tuples, days, every number to the last bit."""
    made, read = rolled
    for (name, one), (same, other) in zip(every(made), every(read), strict=True):
        assert name == same
        assert (one.step, [*one.measures]) == (other.step, [*other.measures])
        assert_frame_equal(one.keys, other.keys)
    assert len({id(one) for _, one in every(read)}) == 3 + len(cubes.DAILY)
    for array, back in zip(numbers(made), numbers(read), strict=True):
        np.testing.assert_array_equal(back, array)


def test_what_stands_in_comes_back(world: Ledger, root: Path):
    """Where entries are few, the finest roll-up stands in for all others, read as made."""
    write_snapshot(world, root, sources=SOURCES)
    for ledger in (world, read_snapshot(root).ledger):
        assert {id(one) for _, one in every(ledger)} == {id(ledger.cubes.finest)}


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="only Linux says what is mapped")
def test_all_of_it_is_mapped(rolled: tuple[Ledger, Ledger]):
    """No number of a ledger that was read is a copy: roll-ups and entries lie in the files of the version."""
    made, read = rolled
    assert read.cubes is read.mapped
    assert [_is_mapped(array) for array in numbers(read)] == [True] * len(numbers(made))
    codes = {name: read.entries[name].to_physical().to_arrow().buffers() for name in read.entries.columns}
    assert {name for name, (_, values) in codes.items() if not _lies_mapped(values.address)} == set()
    assert not _is_mapped(made.cubes.finest.tuples)


def _is_mapped(array: npt.NDArray[np.generic]) -> bool:
    return _lies_mapped(array.ctypes.data)


def _lies_mapped(address: int) -> bool:
    """Say whether an address lies in a file of a snapshot."""
    lines = Path("/proc/self/maps").read_text().splitlines()
    areas = (line.split()[0].partition("-") for line in lines if ".arrow" in line)
    return any(int(low, 16) <= address < int(high, 16) for low, _, high in areas)


def test_other_entries_have_other_roll_ups(rolled: tuple[Ledger, Ledger]):
    """A ledger of other entries makes its own roll-ups, whatever was read."""
    _, read = rolled
    assert replace(read).cubes is read.cubes
    fewer = replace(read, entries=read.entries[1:])
    assert len(fewer.cubes.finest.tuples) == read.entries.height - 1


def test_versions_of_the_same_rows_take_the_room_of_two(world: Ledger, root: Path):
    """A file as it was two versions before is another name of that one, never of the last one's."""
    made = [write_snapshot(world, root, sources=SOURCES) for _ in range(4)]
    files = [(root / "versions" / name / "entries.arrow").stat().st_ino for name in made]
    assert (files[0] == files[2], files[1] == files[3], files[0] == files[1]) == (True, True, False)
