import pytest
from playwright.sync_api import Locator, expect

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.registry import REGISTRY
from tests.browser.conftest import Reader

OPENING = "from=2025-07-01&to=2025-07-31"  # the last whole month of the sample
FIRST_ROWS = ("platforms", "brands", "influencers", "campaigns")

# Whether an element is there at both of its ends, and nothing else is.
_SEEN = """one => {
    const box = one.getBoundingClientRect(), middle = (box.top + box.bottom) / 2;
    return [box.left + 2, box.right - 2].every((at) => one.contains(document.elementFromPoint(at, middle)));
}"""


def revenue(ledger: Ledger, query: str) -> str:
    """The exact revenue under the filters of an address."""
    filters, dropped = Filters.from_query(query, ledger)
    assert not dropped
    return REGISTRY["revenue"].unit.exact(queries.totals(ledger, filters)["revenue"])


def focused(row: Locator) -> bool:
    """Whether the keyboard is on a row."""
    return bool(row.evaluate("row => document.activeElement === row"))


@pytest.mark.slow
def test_rows_by_mouse(reader: Reader, sample: Ledger):
    """A click on any board's row filters by it and presses it; a second click lets it go."""
    page = reader.open("/").page
    for board, name in zip(FIRST_ROWS, ("platform", "brand", "influencer", "campaign"), strict=True):
        row = page.locator(f"#overview-{board}-0-line")
        value = row.get_attribute("data-value")
        row.click()
        reader.at(f"?{name}={value}&dates=all")
        reader.sees("revenue", revenue(sample, f"{name}={value}"))
        pressed = page.locator(f"[id^=overview-{board}-][aria-pressed=true]")
        expect(pressed).to_have_attribute("data-value", str(value))
        pressed.click()
        reader.at("?dates=all")
        reader.sees("revenue", revenue(sample, ""))


def test_rows_by_keyboard(reader: Reader, sample: Ledger):
    """Enter and Space on a row do what a click does; the keyboard stays with the value, wherever it moves."""
    page = reader.open("/").page
    youtube = page.locator("[id^=overview-platforms-][data-value=YouTube]")
    expect(youtube).to_have_id("overview-platforms-1-line")
    youtube.focus()
    page.keyboard.press("Enter")
    reader.at("?platform=YouTube&dates=all")
    reader.sees("revenue", revenue(sample, "platform=YouTube"))
    expect(youtube).to_have_id("overview-platforms-0-line")
    expect(youtube).to_be_focused()
    page.keyboard.press("Space")
    reader.at("?dates=all")
    reader.sees("revenue", revenue(sample, ""))
    expect(youtube).to_have_id("overview-platforms-1-line")
    expect(youtube).to_be_focused()


@pytest.mark.slow
def test_no_chip_is_covered(reader: Reader):
    """However narrow the window, whatever filter has the keyboard can be seen whole, set or not."""
    reader.page.goto("/campaigns?brand=MuscleBlaze&category=Fitness")
    expect(reader.page.locator("#campaigns-category-chip")).to_be_visible()
    for width in (768, 1024, 1440):
        reader.page.set_viewport_size({"width": width, "height": 800})
        chips = reader.page.locator(".filters .chip:visible > .menu > summary").all()
        assert len(chips) >= 5
        for chip in chips:
            chip.focus()
            reader.page.wait_for_function(_SEEN, arg=chip.element_handle())  # it scrolls a frame later


def test_chips_and_reset(reader: Reader, sample: Ledger):
    """A chip's × clears what the chip shows, Reset all of it; both go when nothing is set."""
    page = reader.open("/?platform=YouTube&brand=Gritzo&from=2025-06-01&followers_from=100").page
    expect(page.locator("#overview-tier-label")).to_have_text("from 100")
    page.get_by_role("button", name="Clear Platform").click()
    reader.at("?brand=Gritzo&followers_from=100&from=2025-06-01")
    expect(page.get_by_role("button", name="Clear Platform")).to_be_hidden()
    page.get_by_role("button", name="Clear Date").click()
    reader.at("?brand=Gritzo&followers_from=100&dates=all")
    reader.sees("revenue", revenue(sample, "brand=Gritzo&followers_from=100"))
    page.get_by_role("button", name="Reset").click()
    reader.at(f"?{OPENING}")
    reader.sees("revenue", revenue(sample, OPENING))
    expect(page.locator("#overview-dates-label")).to_have_text("July 2025")
    expect(page.locator("#overview-brand-label")).to_have_text("all")
    expect(page.locator("#overview-reset")).to_be_hidden()


def test_preset(reader: Reader, sample: Ledger):
    """A period fills both dates; a date of one's own makes the period one's own."""
    page = reader.open("/").page
    reader.menu("dates")
    page.locator("#overview-preset input[value=last_28]").click()
    reader.at("?from=2025-07-04&to=2025-07-31")
    expect(page.locator("#overview-start")).to_have_value("2025-07-04")
    expect(page.locator("#overview-end")).to_have_value("2025-07-31")
    reader.sees("revenue", revenue(sample, "from=2025-07-04&to=2025-07-31"))
    page.locator("#overview-start").fill("2025-06-05")
    reader.at("?from=2025-06-05&to=2025-07-31")
    expect(page.locator("#overview-preset input:checked")).to_have_value("custom")
    expect(page.locator("#overview-dates-label")).to_have_text("5 Jun – 31 Jul 2025")


@pytest.mark.slow
def test_followers(reader: Reader, sample: Ledger):
    """A range of followers filters by the number itself."""
    page = reader.open("/").page
    reader.menu("tier")
    page.locator("#overview-followers_from").fill("50000")
    page.keyboard.press("Tab")
    reader.at("?followers_from=50000&dates=all")
    page.locator("#overview-followers_to").fill("400000")
    page.keyboard.press("Tab")
    reader.at("?followers_from=50000&followers_to=400000&dates=all")
    reader.sees("revenue", revenue(sample, "followers_from=50000&followers_to=400000"))
    expect(page.locator("#overview-tier-label")).to_have_text("from 50,000 to 4,00,000")


@pytest.mark.slow
def test_influencer_search(reader: Reader, sample: Ledger):
    """Influencers are found by name, the chosen one stays when the search goes on."""
    page = reader.open("/").page
    reader.menu("influencer_id")
    page.locator("#overview-influencer_id-search").fill("sethi")
    options = page.locator("#overview-influencer_id .form-check")
    expect(options).to_have_count(2)
    reader.option("influencer_id", "INF008")
    reader.at("?influencer=INF008&dates=all")
    reader.sees("revenue", revenue(sample, "influencer=INF008"))
    expect(page.locator("#overview-influencer_id-label")).to_have_text("Meera Sethi")
    page.locator("#overview-influencer_id-search").fill("bhatt")
    expect(options).to_have_text(["Meera Sethi (INF008)", "Aarav Bhatt (INF013)"])


@pytest.mark.slow
def test_menu_search(reader: Reader):
    """The search of a long menu hides what does not match, without asking the server."""
    page = reader.open("/").page
    reader.menu("campaign")
    page.locator("#overview-campaign-search").fill("gritzo")
    shown = page.locator("#overview-campaign .form-check:visible")
    expect(shown).to_have_count(4)


@pytest.mark.in_turn(3)
@pytest.mark.parametrize(
    ("query", "button", "left"),
    [
        ("?platform=Twitter&influencer=INF001", "Clear Platform", "?influencer=INF001&dates=all"),
        ("?brand=Gritzo&from=2030-01-01", "Clear Date", "?brand=Gritzo&dates=all"),
        ("?brand=Gritzo&followers_from=99999999", "Clear Followers", "?brand=Gritzo&dates=all"),
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


# Into + Filter, before the browser tells anybody that it is open.
TYPED_AT_ONCE = """(text) => {
    const menu = document.querySelector(".filters .add");
    menu.open = true;
    const field = menu.querySelector("input");
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
}"""


def test_found_by_value(reader: Reader, sample: Ledger):
    """+ Filter finds a value as one types; one request sets it, its chip shows, its × takes it away."""
    page = reader.open("/").page
    chip = page.locator("#overview-campaign-chip")
    expect(chip).to_be_hidden()
    reader.conformed()
    asked = len(reader.watched.updates)
    page.evaluate(TYPED_AT_ONCE, "summercamp")
    expect(page.locator(".offers li:visible")).to_have_count(0)
    page.locator(".found button", has_text="Gritzo_SummerCamp").click()
    reader.at("?campaign=Gritzo_SummerCamp&dates=all")
    reader.sees("revenue", revenue(sample, "campaign=Gritzo_SummerCamp"))
    reader.conformed()
    assert len(reader.watched.updates) == asked + 1
    expect(page.locator("details.menu[open]")).to_have_count(0)
    expect(chip).to_be_visible()
    page.get_by_role("button", name="Clear Campaign").click()
    reader.at("?dates=all")
    expect(chip).to_be_hidden()
    assert focused(page.get_by_text("+ Filter"))


@pytest.mark.slow
def test_found_by_keyboard(reader: Reader):
    """Enter takes the first filter found and opens its menu in the bar; Escape leads back to + Filter."""
    page = reader.open("/").page
    page.get_by_text("+ Filter").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Find a filter or a value")).to_be_focused()
    page.keyboard.type("gend")
    page.keyboard.press("Enter")
    expect(page.locator("#overview-gender-chip details")).to_have_attribute("open", "")
    assert focused(page.locator("#overview-gender input").first)
    page.keyboard.press("Escape")
    expect(page.locator("#overview-gender-chip")).to_be_hidden()
    assert focused(page.get_by_text("+ Filter"))


def test_found_people(reader: Reader):
    """Who is not among the first influencers is looked up by the server, with what was typed."""
    page = reader.open("/").page
    page.get_by_text("+ Filter").click()
    page.get_by_label("Find a filter or a value").fill("sethi")
    page.get_by_role("button", name="Search influencers for “sethi”").click()
    expect(page.locator("#overview-influencer_id-search")).to_have_value("sethi")
    expect(page.locator("#overview-influencer_id .form-check")).to_have_count(2)


@pytest.mark.in_turn(4)
@pytest.mark.parametrize("width", [390, 768, 1024, 1440])
def test_menus_stay_in_the_window(reader: Reader, width: int):
    """Whatever opens over a page, opens inside the window, at every width."""
    page = reader.page
    page.set_viewport_size({"width": width, "height": 844})
    reader.open("/?campaign=Gritzo_SummerCamp&tier=Micro")
    for menu in page.locator(":is(.filters, .top) .menu > summary").all():
        if width < 768 and menu.evaluate("one => one.closest('.top') !== null"):
            reader.actions()
        if not menu.is_visible():
            continue
        menu.click()
        pane = page.locator("details.menu[open] > .pane")
        left, top, right, bottom = pane.evaluate(
            """pane => {
                const box = (pane.closest("[data-open] .actions") || pane).getBoundingClientRect();
                return [box.left, box.top, box.right, box.bottom];
            }"""
        )
        assert 0 <= left < right <= width, menu.inner_text()
        assert 0 <= top < bottom <= 844, menu.inner_text()
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
