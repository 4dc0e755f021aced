"""Journeys of somebody who brings files: seen, mapped, compared, published."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Page, expect

from influencer_roi.store import current_version, read_snapshot, versions
from tests import trying
from tests.browser.bringing import button, publish, served
from tests.browser.sights import LOOKS, PHONE, WIDE, faults, sideways
from tests.building import build_in_threads
from tests.conftest import SAMPLE
from tests.exported import PLAIN

MOST_TABS = 120


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give the folder of versions, none of which is live yet."""
    return tmp_path / "versions"


@pytest.fixture
def desk(root: Path, page: Page, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve the sample over a folder of versions; gives the address of the desk.

    What is brought is built in this process; test_publish_all.py has it built as it is for readers.
    """
    build_in_threads(monkeypatch)
    with served(root, page) as address:
        yield address


def bring(page: Page, folder: Path) -> None:
    """Choose every file of a folder: the first click."""
    page.set_input_files("#publish-files", sorted(folder.glob("*.csv")))


def renamed(to: Path) -> Path:
    """Return a copy of the sample, one column of which nobody can know."""
    to.mkdir()
    for path in SAMPLE.glob("*.csv"):
        rows = pl.read_csv(path, infer_schema=False)
        (rows.rename({"total_payout": "xq7"}) if path.stem == "payouts" else rows).write_csv(to / path.name)
    return to


@pytest.mark.slow
def test_three_clicks(page: Page, desk: str, root: Path):
    """The four files of a folder are live after three clicks, without a key pressed."""
    page.goto(desk)
    bring(page, SAMPLE)
    page.get_by_role("button", name="See what changes").click()
    page.get_by_role("button", name="Publish as version 1").click()
    expect(page.locator(".verdict")).to_contain_text("Everybody sees version 1 now.")
    assert current_version(root) is not None


@pytest.mark.slow
def test_mapped_once(page: Page, desk: str, tmp_path: Path):
    """A renamed header is chosen by hand once, then by itself; Back and reload keep the step."""
    folder = renamed(tmp_path / "renamed")
    page.goto(desk)
    bring(page, folder)
    expect(page.locator(".verdict")).to_contain_text("One column of payouts.csv needs your eye.")
    expect(page.get_by_role("button", name="Read the rows: choose total_payout first")).to_be_disabled()
    page.locator(".opt", has_text="xq7").click()
    page.get_by_role("button", name="Read the rows", exact=True).click()
    page.get_by_role("button", name="See what changes").click()
    page.wait_for_url("**step=4")
    page.reload()
    expect(page.get_by_role("button", name="Publish as version 1")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="See what changes")).to_be_visible()
    page.goto(desk)
    bring(page, folder)
    expect(page.get_by_role("button", name="See what changes")).to_be_visible()
    expect(page.locator(".step.done").nth(1)).to_contain_text("as you chose for these headers before")


@pytest.mark.at_length
@pytest.mark.browser_context_args(bypass_csp=True)  # axe is put into the page
def test_everybody_can(page: Page, desk: str, tmp_path: Path):
    """Nothing serious is found in any step, in both themes, on desk and phone; none is too wide."""
    page.goto(desk)
    expect(page.locator(".zone")).to_be_visible()
    looked_at(page, 0)
    bring(page, renamed(tmp_path / "renamed"))
    page.locator(".opt", has_text="xq7").wait_for()
    looked_at(page, 1)
    page.locator(".opt", has_text="xq7").click()
    page.get_by_role("button", name="Read the rows", exact=True).click()
    page.get_by_role("button", name="See what changes").wait_for()
    looked_at(page, 2)
    page.get_by_role("button", name="See what changes").click()
    page.get_by_role("button", name="Publish as version 1").wait_for()
    looked_at(page, 3)


def looked_at(page: Page, step: int = 0) -> None:
    """Hold what stands there to WCAG A and AA: at length in all looks, else in one, by turns."""
    for theme, size in LOOKS if trying.AT_LENGTH else [LOOKS[step % len(LOOKS)]]:
        page.evaluate("theme => document.documentElement.setAttribute('data-bs-theme', theme)", theme)
        page.set_viewport_size(size)
        assert list(faults(page)) == [], (theme, size)
        assert sideways(page) == 0, size
    page.set_viewport_size(WIDE)


# What another page's style takes out of its column lies over the one beside it.
_NOT_IN_THE_TABLE = """() => [...document.querySelectorAll(".map :is(td, th)")]
    .filter((cell) => getComputedStyle(cell).display !== "table-cell").map((cell) => cell.className)"""


# What was chosen is drawn anew: the keyboard stays at its column.
_AT_THE_COLUMN = "() => document.activeElement.matches('.step.now [data-ours=total_payout]')"


ON_A_PHONE = pytest.mark.browser_context_args(viewport=PHONE)
SIZES = ["wide", pytest.param("phone", marks=[pytest.mark.slow, ON_A_PHONE])]


@pytest.mark.parametrize("size", SIZES)
def test_by_keyboard(page: Page, desk: str, tmp_path: Path, size: str):
    """Tab, Space and Enter do all five steps: choose files, choose a column, read, compare, publish."""
    del size
    page.on("filechooser", lambda _: None)  # the browser is asked to tell of it long before it opens
    page.goto(desk)
    expect(page.locator(".zone")).to_be_visible()
    page.wait_for_load_state("networkidle")
    tab_to(page, "#publish-files")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(sorted(renamed(tmp_path / "renamed").glob("*.csv")))
    expect(page.locator(".pick.ask")).to_be_visible()
    assert page.evaluate(_NOT_IN_THE_TABLE) == []
    tab_to(page, ".opt")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Read the rows", exact=True)).to_be_enabled()
    page.wait_for_function(_AT_THE_COLUMN)
    for words in ("Read the rows", "See what changes", "Publish as version 1"):
        button(page, words)
        tab_to(page, "[data-do]", words)
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_contain_text("Everybody sees version 1 now.")
    expect(page.locator(".step.now")).to_be_focused()


@pytest.mark.slow
def test_undone_by_keyboard(page: Page, desk: str, tmp_path: Path):
    """Undo asks where it was pressed; Escape goes back there, a reason and Enter undo."""
    for folder in (SAMPLE, renamed(tmp_path / "renamed")):
        page.goto(desk)
        bring(page, folder)
        if folder != SAMPLE:
            page.locator(".opt", has_text="xq7").click()
            page.get_by_role("button", name="Read the rows", exact=True).click()
        publish(page)
    page.goto(f"{desk.removesuffix('publish')}versions")
    expect(page.locator("table.versions").first).to_be_visible()
    tab_to(page, "table.versions a", "Undo")
    page.keyboard.press("Enter")
    expect(page.locator("[name=why]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("tr.ask")).to_have_count(0)
    expect(page.locator("table.versions a", has_text="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[name=why]")).to_be_focused()
    page.keyboard.type("Sent too early by mistake")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_contain_text("Version 3 is live")


def tab_to(page: Page, place: str, words: str = "") -> None:
    """Press Tab until what is at a place, with these words, has the keyboard."""
    reached = """([place, words]) => document.activeElement.matches(place)
        && document.activeElement.textContent.startsWith(words)"""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(reached, [place, words]):
            return
    raise AssertionError(f"{MOST_TABS} times Tab did not lead to {words or place}")


@pytest.mark.slow
@ON_A_PHONE
def test_a_stop_is_passed_by_keyboard(page: Page, desk: str, root: Path, tmp_path: Path):
    """On a phone too: Space ticks the stop, a reason is typed, and Enter publishes."""
    page.goto(desk)
    bring(page, SAMPLE)
    publish(page)
    less = tmp_path / "less"
    shutil.copytree(SAMPLE, less)
    orders = less / "tracking_data.csv"
    orders.write_text("".join(orders.read_text().splitlines(keepends=True)[:500]))
    page.goto(desk)
    bring(page, less)
    button(page, "See what changes")
    tab_to(page, "[data-do]", "See what changes")
    page.keyboard.press("Enter")
    page.locator(".stop").wait_for()
    tab_to(page, ".stop [type=checkbox]")
    page.keyboard.press("Space")
    tab_to(page, ".stop [data-reason]")
    page.keyboard.type("We sell half as much")
    button(page, "Publish as version 2")
    tab_to(page, "[data-do]", "Publish as version 2")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_contain_text("Everybody sees version 2 now.")
    assert len(versions(root)) == 2


@pytest.mark.slow
@ON_A_PHONE
def test_on_a_phone(page: Page, desk: str, tmp_path: Path):
    """All five steps can be done on a phone; none scrolls sideways, and nothing to press is cut off."""
    page.goto(desk)
    fits(page)
    bring(page, renamed(tmp_path / "renamed"))
    page.locator(".opt", has_text="xq7").wait_for()
    fits(page)
    page.locator(".opt", has_text="xq7").click()
    for words in ("Read the rows", "See what changes", "Publish as version 1"):
        button(page, words).scroll_into_view_if_needed()
        fits(page)
        button(page, words).click()
    expect(page.locator(".verdict")).to_contain_text("Everybody sees version 1 now.")
    fits(page)


def fits(page: Page) -> None:
    """Hold the page to the width of its screen: no sideways scroll, no button beyond its edge."""
    expect(page.locator(".verdict")).to_be_visible()
    assert sideways(page) == 0
    beyond = """() => [...document.querySelectorAll(".desk button, .desk label.btn, .desk a.btn")]
        .filter((one) => one.offsetParent && !one.closest(".scroll")
            && (one.getBoundingClientRect().right > innerWidth || one.getBoundingClientRect().left < 0))
        .map((one) => one.textContent)"""
    assert page.evaluate(beyond) == []


@pytest.mark.slow
@pytest.mark.browser_context_args(bypass_csp=True)  # axe is put into the page
def test_what_was_live(page: Page, desk: str):
    """Nothing serious is found on Versions, in both themes, on desk and phone; it is not too wide."""
    page.goto(desk)
    bring(page, SAMPLE)
    publish(page)
    page.goto(f"{desk.removesuffix('publish')}versions?back=1")
    expect(page.locator("table.versions").first).to_be_visible()
    looked_at(page)


@pytest.mark.slow
def test_a_code_is_given_to_somebody(page: Page, desk: str, root: Path, tmp_path: Path):
    """A code of nobody is somebody's after two choices, without a key pressed."""
    folder = tmp_path / "coded"
    folder.mkdir()
    for name, text in PLAIN.items():
        (folder / name).write_text(text.replace(",,,u2,", "Instagram,,,u2,"))
    orders = folder / "orders.csv"
    orders.write_text(
        "\n".join(
            f"{line},{'code' if not at else 'EXTRA10' if 'u2' in line else ''}"
            for at, line in enumerate(orders.read_text().splitlines())
        )
    )
    page.goto(desk)
    bring(page, folder)
    page.get_by_text("Say whose code it is").click()
    page.get_by_label("Whose is EXTRA10?").select_option("B2")
    page.get_by_role("button", name="Read again with 1 code").click()
    expect(page.get_by_text("Say whose code it is")).to_have_count(0)
    publish(page)
    orders_live = read_snapshot(root).ledger.tables.orders
    assert orders_live["influencer_id"].to_list() == ["A1", "B2"]
