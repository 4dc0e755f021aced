import pytest
from playwright.sync_api import Locator, expect

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.registry import REGISTRY
from tests.browser.conftest import Reader

FIRST_ROWS = ("platforms", "brands", "influencers", "campaigns")


def revenue(ledger: Ledger, query: str) -> str:
    """The exact revenue under the filters of an address."""
    filters, dropped = Filters.from_query(query, ledger)
    assert not dropped
    return REGISTRY["revenue"].unit.exact(queries.totals(ledger, filters)["revenue"])


def focused(row: Locator) -> bool:
    """Whether the keyboard is on a row."""
    return bool(row.evaluate("row => document.activeElement === row"))


def test_rows_by_mouse(reader: Reader, sample: Ledger):
    """A click on any board's row filters by it and presses it; a second click lets it go."""
    page = reader.open("/").page
    for board, name in zip(FIRST_ROWS, ("platform", "brand", "influencer", "campaign"), strict=True):
        row = page.locator(f"#overview-{board}-0-line")
        value = row.get_attribute("data-value")
        row.click()
        reader.at(f"?{name}={value}")
        reader.sees("revenue", revenue(sample, f"{name}={value}"))
        pressed = page.locator(f"[id^=overview-{board}-][aria-pressed=true]")
        expect(pressed).to_have_attribute("data-value", str(value))
        pressed.click()
        reader.at("")
        reader.sees("revenue", revenue(sample, ""))


def test_rows_by_keyboard(reader: Reader, sample: Ledger):
    """Enter and Space on a row do what a click does; the keyboard stays with the value, wherever it moves."""
    page = reader.open("/").page
    youtube = page.locator("[id^=overview-platforms-][data-value=YouTube]")
    expect(youtube).to_have_id("overview-platforms-1-line")
    youtube.focus()
    page.keyboard.press("Enter")
    reader.at("?platform=YouTube")
    reader.sees("revenue", revenue(sample, "platform=YouTube"))
    expect(youtube).to_have_id("overview-platforms-0-line")
    expect(youtube).to_be_focused()
    page.keyboard.press("Space")
    reader.at("")
    reader.sees("revenue", revenue(sample, ""))
    expect(youtube).to_have_id("overview-platforms-1-line")
    expect(youtube).to_be_focused()


def test_chips_and_reset(reader: Reader, sample: Ledger):
    """A chip's × clears what the chip shows, Reset all of it; both go when nothing is set."""
    page = reader.open("/?platform=YouTube&brand=Gritzo&from=2025-06-01&followers_from=100").page
    expect(page.locator("#overview-tier-label")).to_have_text("from 100")
    page.get_by_role("button", name="Clear Platform").click()
    reader.at("?brand=Gritzo&followers_from=100&from=2025-06-01")
    expect(page.get_by_role("button", name="Clear Platform")).to_be_hidden()
    page.get_by_role("button", name="Clear Date").click()
    reader.at("?brand=Gritzo&followers_from=100")
    reader.sees("revenue", revenue(sample, "brand=Gritzo&followers_from=100"))
    page.get_by_role("button", name="Reset").click()
    reader.at("")
    reader.sees("revenue", revenue(sample, ""))
    expect(page.locator("#overview-brand-label")).to_have_text("all")
    expect(page.locator("#overview-reset")).to_be_hidden()


def test_preset(reader: Reader, sample: Ledger):
    """A period fills both dates; a date of one's own makes the period one's own."""
    page = reader.open("/").page
    reader.menu("dates")
    page.locator("#overview-preset").select_option("last_28")
    reader.at("?from=2025-07-04&to=2025-07-31")
    expect(page.locator("#overview-start")).to_have_value("2025-07-04")
    expect(page.locator("#overview-end")).to_have_value("2025-07-31")
    reader.sees("revenue", revenue(sample, "from=2025-07-04&to=2025-07-31"))
    page.locator("#overview-start").fill("2025-06-05")
    reader.at("?from=2025-06-05&to=2025-07-31")
    expect(page.locator("#overview-preset")).to_have_value("custom")
    expect(page.locator("#overview-dates-label")).to_have_text("5 Jun – 31 Jul 2025")


def test_followers(reader: Reader, sample: Ledger):
    """A range of followers filters by the number itself."""
    page = reader.open("/").page
    reader.menu("tier")
    page.locator("#overview-followers_from").fill("50000")
    page.keyboard.press("Tab")
    reader.at("?followers_from=50000")
    page.locator("#overview-followers_to").fill("400000")
    page.keyboard.press("Tab")
    reader.at("?followers_from=50000&followers_to=400000")
    reader.sees("revenue", revenue(sample, "followers_from=50000&followers_to=400000"))
    expect(page.locator("#overview-tier-label")).to_have_text("from 50,000 to 4,00,000")


def test_influencer_search(reader: Reader, sample: Ledger):
    """Influencers are found by name, the chosen one stays when the search goes on."""
    page = reader.open("/").page
    reader.menu("influencer_id")
    page.locator("#overview-influencer_id-search").fill("sethi")
    options = page.locator("#overview-influencer_id .form-check")
    expect(options).to_have_count(2)
    reader.option("influencer_id", "INF008")
    reader.at("?influencer=INF008")
    reader.sees("revenue", revenue(sample, "influencer=INF008"))
    expect(page.locator("#overview-influencer_id-label")).to_have_text("Meera Sethi")
    page.locator("#overview-influencer_id-search").fill("bhatt")
    expect(options).to_have_text(["Meera Sethi (INF008)", "Aarav Bhatt (INF013)"])


def test_menu_search(reader: Reader):
    """The search of a long menu hides what does not match, without asking the server."""
    page = reader.open("/").page
    reader.menu("campaign")
    page.locator("#overview-campaign-search").fill("gritzo")
    shown = page.locator("#overview-campaign .form-check:visible")
    expect(shown).to_have_count(4)


@pytest.mark.parametrize(
    ("query", "button", "left"),
    [
        ("?platform=Twitter&influencer=INF001", "Clear Platform", "?influencer=INF001"),
        ("?brand=Gritzo&from=2030-01-01", "Clear Date", "?brand=Gritzo"),
        ("?brand=Gritzo&followers_from=99999999", "Clear Followers", "?brand=Gritzo"),
    ],
)
def test_empty_selection(reader: Reader, sample: Ledger, query: str, button: str, left: str):
    """An empty selection names the filter that empties it, and clears that one and no other."""
    page = reader.open(query).page
    expect(page.locator("#overview-revenue-value")).to_have_text("₹0")
    named = button.removeprefix("Clear ")
    expect(page.locator("#overview-empty-words")).to_have_text(
        f"Nothing is left here. Clearing {named} brings something back."
    )
    page.locator("#overview-empty-clear", has_text=button).click()
    reader.at(left)
    reader.sees("revenue", revenue(sample, left))
    expect(page.locator("#overview-empty")).to_be_hidden()


def test_menus_close(reader: Reader):
    """Escape closes a menu and returns to its button; another menu, or a click beside it, closes it too."""
    page = reader.open("/").page
    reader.menu("brand")
    opened = page.locator("details.menu[open]")
    expect(opened).to_have_count(1)
    page.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    assert focused(page.locator("#overview-brand-chip summary"))
    reader.menu("brand")
    reader.menu("platform")
    expect(opened).to_have_count(1)
    page.locator("#question").click()
    expect(opened).to_have_count(0)
