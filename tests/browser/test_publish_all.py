"""Whatever there is to bring is dropped and published in a few clicks, without a key pressed: `make slow`."""

import os
import random
import shutil
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Page, expect

from influencer_roi.intake.folder import stem, table_named
from influencer_roi.store import current_version
from influencer_roi.uploads.guessing import own_columns
from tests.browser.bringing import choose, drop, files_of, open_desk, publish, served

DATA = Path(os.environ.get("SHARED_DATA", "/nowhere"))
FOLDERS = sorted(path for path in DATA.glob("*") if path.is_dir())
EXPORTS = sorted(path.parent for path in (DATA.parent / "cases" / "exports").glob("*/expect.json"))
RENAMES = 3
CLICKS = 5
NEEDS_DATA = pytest.mark.skipif(not FOLDERS, reason="there is no data; set SHARED_DATA")
REFUSED = [one for one in EXPORTS if '"refused": true' in (one / "expect.json").read_text()]
NAMES = [f"{folder.parent.name}/{folder.name}" for folder in (*FOLDERS, *EXPORTS) if folder not in REFUSED]


def folder_named(name: str) -> Path:
    """Return the folder of a name."""
    return next(one for one in (*FOLDERS, *EXPORTS) if f"{one.parent.name}/{one.name}" == name)


@pytest.mark.slow
@NEEDS_DATA
@pytest.mark.parametrize("name", NAMES)
def test_dropped_and_published(page: Page, tmp_path: Path, name: str):
    """Each folder and each open export case is live in at most five clicks, dropped or chosen."""
    for bring in (drop, choose):
        root = tmp_path / bring.__name__
        with served(root, page) as desk:
            open_desk(page, desk)
            bring(page, files_of(folder_named(name)))
            assert publish(page) <= CLICKS
        assert current_version(root) is not None


@pytest.mark.slow
@pytest.mark.parametrize("folder", REFUSED, ids=lambda folder: folder.name)
def test_refused_in_words(page: Page, tmp_path: Path, folder: Path):
    """What no folder is served with is not served from the desk: it says why, and how to go on."""
    with served(tmp_path / "versions", page) as desk:
        open_desk(page, desk)
        drop(page, files_of(folder))
        expect(page.locator(".step.now")).to_contain_text("Drop the file again", timeout=60_000)
        expect(page.locator(".step.now")).to_contain_text("Give it to one of them, or each its own days.")
    assert current_version(tmp_path / "versions") is None


@pytest.mark.slow
@NEEDS_DATA
@pytest.mark.parametrize("name", NAMES)
def test_mapped_by_hand_once(page: Page, tmp_path: Path, name: str):
    """A header nobody can know is chosen by hand once; the next file that has it goes by itself."""
    chance = random.Random(name)  # noqa: S311 # the same each time
    for at in range(RENAMES):
        folder, ours, header = renamed(folder_named(name), tmp_path / f"renamed-{at}", chance)
        mapped_once(page, folder, tmp_path / f"versions-{at}", ours=ours, header=header)


@pytest.mark.parametrize("name", NAMES[-1:])
@NEEDS_DATA
def test_one_of_them(page: Page, tmp_path: Path, name: str):
    """What `make slow` does with all there is: dropped as a folder, and published in at most five clicks."""
    folder = tmp_path / "brought"
    shutil.copytree(folder_named(name), folder, ignore=shutil.ignore_patterns("expect*.json", "*.txt"))
    with served(tmp_path / "versions", page) as desk:
        open_desk(page, desk)
        drop(page, [folder])
        assert publish(page) <= CLICKS


def renamed(folder: Path, to: Path, chance: random.Random) -> tuple[Path, str, str]:
    """Return a copy of a folder with another header for a column it must have, which, and the header."""
    shutil.copytree(folder, to, ignore=shutil.ignore_patterns("expect*.json", "*.txt", "mapping.toml"))
    if (folder / "mapping.toml").exists():
        shutil.copy(folder / "mapping.toml", to)
    able = []
    for path in sorted(to.glob("*.csv")):
        table = table_named(stem(path))
        if table is None:
            continue
        columns = own_columns(table, pl.read_csv(path, infer_schema=False, n_rows=0).columns)
        required = [column.name for column in table.columns if column.required]
        if {*required} <= columns.keys():
            able += [(path, ours, columns[ours]) for ours in required]
    path, ours, header = chance.choice(able)
    new = f"zq{chance.randrange(10, 99)}"
    first, rest = path.read_text("utf-8-sig").split("\n", 1)
    cells = [new if cell.strip(' "\r') == header.strip() else cell for cell in first.split(",")]
    path.write_text(f"{','.join(cells)}\n{rest}", encoding="utf-8")
    return to, ours, new


def mapped_once(page: Page, folder: Path, root: Path, *, ours: str, header: str) -> None:
    """Publish a folder whose header has to be chosen, and then again, when nothing has to be."""
    with served(root, page) as desk:
        open_desk(page, desk)
        drop(page, files_of(folder))
        page.wait_for_function("() => (document.querySelector('.steps') || {}).dataset?.step > 1")
        while page.locator(".step.now .pick.ask").count():
            asked = page.locator(".step.now .pick.ask").first
            assert asked.get_attribute("data-ours") == ours
            sheet = asked.get_attribute("data-sheet")
            asked.select_option(header)
            chosen = f'[data-sheet="{sheet}"][data-ours="{ours}"]'
            expect(page.locator(f".pick.ask{chosen}")).to_have_count(0)
            expect(page.locator(f".pick{chosen}")).to_have_value(header)
        if page.get_by_role("button", name="Read the rows", exact=True).count():
            page.get_by_role("button", name="Read the rows", exact=True).click()
        publish(page)
        open_desk(page, desk)
        drop(page, files_of(folder))
        assert publish(page) <= CLICKS
