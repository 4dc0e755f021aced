"""Brings files to the desk in a real browser: dropped as a hand does, or chosen; and counts the clicks."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from influencer_roi.settings import Settings
from tests.browser.conftest import browsed, sampled
from tests.listening import listening

SAID_OF_CASES = ("expect.json", "expected.json", "WORKINGS.txt")
_COUNT = """() => {
    window.clicks = 0;
    const count = (event) => { window.clicks += event.isTrusted && event.detail > 0 ? 1 : 0; };
    document.addEventListener("click", count, true);
}"""


@contextmanager
def served(root: Path, page: Page) -> Iterator[str]:
    """Serve the sample over a folder of versions until a page has left it; gives the address of the desk."""
    with listening(browsed(sampled(), Settings(snapshot=root))) as address:
        try:
            yield f"{address}/publish"
        finally:
            page.goto("about:blank")  # it asks for news now and then, which would find nobody


def files_of(folder: Path) -> list[Path]:
    """Return the files of a folder but for what a case says of itself."""
    return sorted(path for path in folder.iterdir() if path.is_file() and path.name not in SAID_OF_CASES)


def open_desk(page: Page, desk: str) -> None:
    """Open the desk for a new upload, and count clicks from here on."""
    page.goto(desk)
    expect(page.locator(".zone")).to_be_visible()
    page.evaluate(_COUNT)


def drop(page: Page, paths: Sequence[Path]) -> None:
    """Drop files, or folders, on the zone as the hand of somebody does: this is the first click."""
    box = page.locator(".zone").bounding_box()
    assert box is not None
    session = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send(
            "Input.dispatchDragEvent", {"type": kind, "x": box["x"] + 20, "y": box["y"] + 20, "data": data}
        )
    session.detach()


def choose(page: Page, paths: Sequence[Path]) -> None:
    """Choose files by the button: its click, and the system's own window."""
    with page.expect_file_chooser() as chooser:
        page.get_by_text("Choose files", exact=True).click()
    chooser.value.set_files(list(paths))


def publish(page: Page) -> int:
    """Go on to the end by the buttons of the page; return how many clicks it took, the drop among them.

    Where something stops it, there is a reason.
    """
    button(page, "See what changes").click()
    expect(page.get_by_role("button", name="Publish as version")).to_be_visible(timeout=60_000)
    for stop in page.locator(".stop").all():
        stop.get_by_role("checkbox").check()
        stop.get_by_role("textbox").fill("In dollars, as every month")
    button(page, "Publish as version").click()
    expect(page.locator(".verdict")).to_contain_text("Everybody sees version", timeout=60_000)
    return 1 + int(page.evaluate("window.clicks || 0"))


def button(page: Page, name: str) -> Locator:
    """Return a button of the page, once it is there: rows may take a while to be read."""
    found = page.get_by_role("button", name=name)
    expect(found).to_be_enabled(timeout=60_000)
    return found
