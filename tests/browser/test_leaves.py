import pytest
from playwright.sync_api import expect

from influencer_roi.ledger.entries import Ledger
from tests.browser.conftest import Reader
from tests.browser.test_filters import revenue

_KEEP = "node => { node.kept = true; node.firstChild.kept = true; }"
_KEPT = "node => node.kept && node.firstChild.kept"


def test_elements_stay(reader: Reader, sample: Ledger):
    """A new selection changes what stands in an element, neither the element nor its text node."""
    page = reader.open("/").page
    value = page.locator("#overview-revenue-value")
    value.evaluate(_KEEP)
    page.locator("#overview-brands-0-line").click()
    reader.sees("revenue", revenue(sample, "brand=MuscleBlaze"))
    assert value.evaluate(_KEPT)


def test_styles_go(reader: Reader):
    """What a style says no longer is gone from the element."""
    page = reader.open("/").page
    spark = page.locator("#overview-revenue-foot")
    page.evaluate("pageLeaves({ 'overview-revenue-foot.style': { visibility: 'hidden', '--x': '1px' } })")
    expect(spark).to_have_attribute("style", "visibility: hidden; --x: 1px;")
    page.evaluate("pageLeaves({ 'overview-revenue-foot.style': { left: '2%' } })")
    expect(spark).to_have_attribute("style", "left: 2%;")


@pytest.mark.slow
def test_numbers_keep_their_units(reader: Reader):
    """In a sentence no line ends between a number and its unit, or a sign and the currency; a name stays."""
    page = reader.open("/").page
    words = "Spend of ₹3.73 L at 45 %, −₹89 or 3 Likes"
    page.evaluate("words => pageLeaves({ 'overview-verdict-below.children': words })", words)
    shown = page.locator("#overview-verdict-below").evaluate("node => node.textContent")
    assert shown == "Spend of ₹3.73\u00a0L at 45\u00a0%, −\u2060₹89 or 3 Likes"


@pytest.mark.slow
def test_links_follow_the_selection(reader: Reader, sample: Ledger):
    """Links between pages carry the filters in force, and are drawn in place."""
    page = reader.open("/").page
    page.evaluate("document.here = true")
    page.locator("#overview-brands-0-line").click()
    reader.sees("revenue", revenue(sample, "brand=MuscleBlaze"))
    page.locator("#overview-to-campaigns").click()
    page.wait_for_url("**/campaigns?brand=MuscleBlaze&dates=all")
    page.locator("#campaigns-to-overview").click()
    reader.sees("revenue", revenue(sample, "brand=MuscleBlaze"))
    assert page.evaluate("document.here")


@pytest.mark.slow
def test_links_open_beside(reader: Reader):
    """With a key held, a link between pages opens in a tab of its own, and the page stays."""
    page = reader.open("/").page
    with page.context.expect_page() as opened:
        page.locator("#overview-to-payouts").click(modifiers=["ControlOrMeta"])
    opened.value.wait_for_url("**/payouts?dates=all")
    reader.at("?dates=all")
    opened.value.close()


def test_the_unplaced_is_told(reader: Reader):
    """A leaf the page has no place for is an error, not silence."""
    page = reader.open("/").page
    told = page.evaluate(
        "() => { try { pageLeaves({ 'nowhere.children': '1' }); } catch (e) { return e.message; } }"
    )
    assert told == "The page has no place for nowhere.children."
