"""Saves charts as pictures: each says by itself what it shows, of which days and filters."""

import re
import struct
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Watched
from tests.browser.sights import SHOTS, conform, drawn

QUERY = "brand=MuscleBlaze&from=2025-07-01&to=2025-07-31"
_WATCH = """() => {
    const toImage = Plotly.toImage;
    Plotly.toImage = (figure, options) => {
        window.pictured = { title: figure.layout.title.text, height: figure.layout.height,
                            ground: figure.layout.paper_bgcolor };
        return toImage(figure, options);
    };
}"""


@pytest.mark.in_turn(6)
@pytest.mark.parametrize(
    ("path", "card", "title"),
    [
        ("/", "trend", "Is revenue running ahead of spend?"),
        ("/", "platforms", "Which platform brings the revenue?"),
        ("/influencers", "following", "Does a larger following pay?"),
        ("/campaigns", "courses", "How do campaigns grow from their first order?"),
        ("/content", "engaged", "Does engagement sell?"),
    ],
)
def test_a_picture_says_what_it_shows(page: Page, watched: Watched, path: str, card: str, title: str):
    """A picture holds the card's question, days, filters and the day of the data; its name all but that."""
    page.goto(f"{path}?{QUERY}")
    drawn(page)
    conform(page, watched.updates)
    page.evaluate(_WATCH)
    key = path.strip("/") or "overview"
    button = page.locator(f"[data-act=picture][data-name={key}-{card}]")
    button.locator("xpath=ancestor::details").locator("summary").click()
    with page.expect_download() as download:
        button.click()
    assert download.value.suggested_filename == f"influencer-roi_{key}-{card}_2025-07_MuscleBlaze.png"
    pictured = page.evaluate("window.pictured")
    assert pictured["title"].startswith(f"<b>{title}")
    said = " ".join(re.sub(r"<[^>]*>", " ", pictured["title"]).split())
    assert said.endswith("Brand: MuscleBlaze · July 2025 · compared with June 2025 · data to 31 Jul 2025")
    assert pictured["ground"] == "#ffffff"
    saved = Path(download.value.path()).read_bytes()
    width, height = struct.unpack(">II", saved[16:24])
    assert (saved[:4], width >= 1_120, height) == (b"\x89PNG", True, pictured["height"] * 2)
    SHOTS.mkdir(parents=True, exist_ok=True)
    (SHOTS / f"picture-{key}-{card}.png").write_bytes(saved)
