import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_folder
from influencer_roi.metrics.registry import REGISTRY, measured
from tests.browser.conftest import Reader, Serve, Watched
from tests.test_second_opinion import SHARED_DATA


def exact(ledger: Ledger, key: str, **where: Any) -> str:
    """The exact text of a metric under filters."""
    return REGISTRY[key].unit.exact(queries.totals(ledger, Filters(**where))[key])


def downloaded(page: Page, link: str) -> list[dict[str, str]]:
    """The rows of the file behind a link."""
    with page.expect_download() as download:
        page.locator(link).click()
    return list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))


def test_journey(reader: Reader, watched: Watched, sample: Ledger):
    """A link with filters, one more filter, the file of what is shown, Back, reload: one state throughout."""
    page = reader.open("/?platform=YouTube&brand=MuscleBlaze").page
    before = exact(sample, "revenue", platform=("YouTube",), brand=("MuscleBlaze",))
    after = exact(sample, "revenue", platform=("YouTube", "Instagram"), brand=("MuscleBlaze",))
    reader.sees("revenue", before)
    asked = len(watched.updates)
    reader.menu("platform")
    reader.option("platform", "Instagram")
    reader.sees("revenue", after)
    reader.at("?brand=MuscleBlaze&platform=YouTube&platform=Instagram&dates=all")
    reader.conformed()
    assert len(watched.updates) == asked + 1
    page.locator(".share > summary").click()
    rows = downloaded(page, "#overview-download")
    assert f"₹{sum(float(row['revenue']) for row in rows):.2f}" == after.replace(",", "")
    assert {row["platform"] for row in rows} == {"YouTube", "Instagram"}

    page.go_back()
    reader.sees("revenue", before)
    expect(page.locator("#overview-platform-label")).to_have_text("YouTube")
    page.reload()
    page.wait_for_selector("#overview-trend .main-svg", state="attached")
    reader.sees("revenue", before)
    reader.at("?platform=YouTube&brand=MuscleBlaze&dates=all")


@pytest.mark.slow
def test_forward(reader: Reader, sample: Ledger):
    """Forward brings back what Back has left."""
    page = reader.open("/").page
    page.locator("#overview-brands-0-line").click()
    reader.at("?brand=MuscleBlaze&dates=all")
    page.go_back()
    reader.sees("revenue", exact(sample, "revenue"))
    page.go_forward()
    reader.sees("revenue", exact(sample, "revenue", brand=("MuscleBlaze",)))
    reader.at("?brand=MuscleBlaze&dates=all")
    expect(page).to_have_title("How are the campaigns doing overall? · influencer-roi")


@pytest.mark.slow
def test_choices_are_in_the_address(reader: Reader):
    """What the reader picks on the page is in the address, and a reload keeps it."""
    page = reader.open("/?brand=Gritzo").page
    first = page.locator("#overview-influencers-0-name").inner_text()
    page.locator("#overview-rank").select_option("revenue")
    reader.at("?brand=Gritzo&dates=all&rank=revenue")
    expect(page.locator("#overview-influencers-say")).to_contain_text("highest revenue first")
    page.reload()
    expect(page.locator("#overview-rank")).to_have_value("revenue")
    page.locator("#overview-rank").select_option("roas")
    reader.at("?brand=Gritzo&dates=all")
    expect(page.locator("#overview-influencers-0-name")).to_have_text(first)


@pytest.mark.slow
def test_grain(reader: Reader):
    """The trend's points are months or days, as the reader likes: five months, 150 days."""
    page = reader.open("/").page
    page.locator("#overview-grain").get_by_label("Month").click()
    reader.at("?dates=all&grain=month")
    points = "wanted => document.querySelector('#overview-trend .js-plotly-plot').data[1].x.length === wanted"
    page.wait_for_function(points, arg=5)  # March to July
    page.locator("#overview-grain").get_by_label("Day").click()
    page.wait_for_function(points, arg=150)


@pytest.mark.slow
def test_insight_leads_to_what_it_says(reader: Reader, watched: Watched, sample: Ledger):
    """An insight's link shows the selection it speaks of, within the application, and Back returns."""
    page = reader.open("/").page
    page.evaluate("window.sameDocument = true")
    expect(page.locator("#overview-insight-0-claim")).to_contain_text("sits in per-post deals")
    page.locator("#overview-insight-0-link").click()
    reader.at("?basis=Per+post&dates=all")
    reader.sees("revenue", exact(sample, "revenue", basis=("Per post",)))
    page.go_back()
    reader.sees("revenue", exact(sample, "revenue"))
    expect(page.locator("#overview-insight-2-claim")).to_contain_text("2 influencers were paid")
    page.locator("#overview-insight-2-link").click()
    page.wait_for_url("**/influencers?influencer=INF013&influencer=INF015&dates=all")
    expect(page.locator("#influencers-influencer_id-label")).to_have_text("Aarav Bhatt, kavya.eatsclean")
    page.go_back()
    reader.sees("revenue", exact(sample, "revenue"))
    assert page.evaluate("window.sameDocument") is True
    assert watched.faults() == []


def test_card_download(reader: Reader, sample: Ledger):
    """A card's file holds the rows of the card, under the filters in force."""
    page = reader.open("/?brand=MuscleBlaze").page
    page.get_by_label("More about: Which platform brings the revenue?").click()
    rows = downloaded(page, "#overview-platforms-rows")
    assert {row["platform"] for row in rows} >= {"Instagram", "YouTube"}
    total = queries.totals(sample, Filters(brand=("MuscleBlaze",)))["revenue"]
    assert sum(float(row["revenue"]) for row in rows) == pytest.approx(total)


def test_picture(reader: Reader):
    """A plot can be saved as a picture, made in the browser."""
    page = reader.open("/").page
    page.get_by_label("More about: Is revenue running ahead of spend?").click()
    with page.expect_download() as download:
        page.locator("[data-act=picture][data-name=overview-trend]").click()
    assert download.value.suggested_filename == "influencer-roi_overview-trend_to-2025-07-31.png"
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")


def test_table_dialog(reader: Reader, sample: Ledger):
    """A card shows its rows as a table: every metric the files can answer, in its unit; Escape closes it."""
    page = reader.open("/?platform=YouTube").page
    page.get_by_label("More about: How do the brands compare?").click()
    page.locator("#overview-brands-table").click()
    dialog = page.locator("dialog.rows")
    expect(dialog).to_be_visible()
    heads = dialog.locator("th").all_inner_texts()
    assert (heads[:4], len(heads)) == (["Brand", "Revenue", "Spend", "ROAS"], 1 + len(measured(sample)))
    first = dialog.locator("tbody tr").first.locator("td").all_inner_texts()
    assert first[0] == page.locator("#overview-brands-0-name").inner_text()
    assert (first[1][0], first[2][0], first[3][-1]) == ("₹", "₹", "×")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


@pytest.mark.slow
def test_copy_link(reader: Reader, context: BrowserContext):
    """The copied link is the address of what is shown, and a toast says so."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = reader.open("/?platform=YouTube").page
    brand = page.locator("#overview-brands-0-name").inner_text()
    page.locator("#overview-brands-0-line").click()
    reader.at(f"?brand={brand}&platform=YouTube&dates=all")
    page.locator(".share > summary").click()
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".toast-place")).to_contain_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_unknown_parts(reader: Reader, sample: Ledger):
    """What of a link this data does not know is dropped, a toast names it as text; the rest is in force."""
    page = reader.open("/?platform=YouTube&brand=<img src=x>&grain=hour&from=soon&dates=all").page
    expect(page.locator("#notice")).to_be_visible()
    expect(page.locator("#notice-text")).to_have_text(
        "Left out of the link, not in this data: brand '<img src=x>', from 'soon', grain 'hour'."
    )
    reader.sees("revenue", exact(sample, "revenue", platform=("YouTube",)))
    page.locator("#notice button").click()
    expect(page.locator("#notice")).to_be_hidden()


@pytest.mark.slow
def test_an_unreadable_day(reader: Reader, sample: Ledger):
    """A day nobody can read is dropped: the page opens on the last whole month, and a toast says why."""
    page = reader.page
    page.goto("/?from=soon&to=2025-02-31")
    page.wait_for_selector("#overview-trend .main-svg", state="attached")
    expect(page.locator("#notice-text")).to_have_text(
        "Left out of the link, not in this data: from 'soon', to '2025-02-31'."
    )
    expect(page.locator("#overview-dates-label")).to_have_text("July 2025")
    reader.sees("revenue", exact(sample, "revenue", start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 31)))


def test_not_found(reader: Reader, watched: Watched):
    """An address without a page says so, and leads to the pages there are."""
    page = reader.page
    watched.expect("404")
    page.goto("/nope?brand=Gritzo")
    expect(page.locator("h1")).to_have_text("There is no such page")
    expect(page).to_have_title("There is no such page · influencer-roi")
    page.get_by_role("link", name="Overview").click()
    expect(page.locator("#question")).to_have_text("How are the campaigns doing overall?")
    expect(page.locator("#overview-revenue-value")).to_be_visible()


def test_only_touched_parts_are_asked_for(reader: Reader, watched: Watched):
    """A drawn page asks for nothing more: no request follows the one that draws it."""
    reader.open("/").conformed()
    outputs = [json.loads(request.post_data or "{}")["output"] for request in watched.updates]
    assert len(outputs) == 1
    assert "page.children" in outputs[0]


def test_real_data(reader: Reader, serve: Serve):
    """Over the seed's real data the page shows the true figures, where other tools showed 0.26 and 0.11."""
    folder = SHARED_DATA / "seed-roi-dashboard"
    if not folder.is_dir():
        pytest.skip(f"no {folder}; set SHARED_DATA to the real data")
    ledger = load_folder(folder)
    reader.open(serve(ledger))
    assert (reader.kpi("revenue"), reader.kpi("spend")) == ("₹24,17,112.00", "₹33,58,331.22")
    assert reader.kpi("roas") == "0.7197×"
    expect(reader.page.locator("#overview-verdict-sentence")).to_contain_text("lost money")
    assert ledger.as_of == dt.date(2025, 7, 22)
    expect(reader.page.locator(".asof")).to_contain_text("data to 22 Jul 2025")
