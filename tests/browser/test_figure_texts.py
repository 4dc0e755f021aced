import csv
import io
from collections.abc import Callable, Mapping

from playwright.sync_api import Page, expect

from influencer_roi.ledger.entries import Ledger
from tests.browser.conftest import Serve

WICKED = """Gym 6" <b>x</b> &quot; &lt; %{x} 'y' <img src=x onerror=alert(1)>"""
HOVER = "plot => Plotly.Fx.hover(document.querySelector(plot), [{ curveNumber: 0, pointNumber: 0 }])"


def table(*rows: tuple[object, ...]) -> bytes:
    """Rows as a CSV file."""
    content = io.StringIO()
    csv.writer(content).writerows(rows)
    return content.getvalue().encode()


def tables(text: str) -> dict[str, bytes]:
    """Two influencers, one of a category of this name, and orders of a campaign of this name."""
    head = ("source", "campaign", "influencer_id", "user_id", "date", "orders", "revenue")
    orders = [
        ("Instagram", text, who, "u1", f"2025-06-0{day}", 1, 900) for who in ("ann", "bob") for day in (2, 4)
    ]
    people = ("id", "name", "category", "gender", "follower_count", "platform")
    ann, bob = (
        ("ann", text, text, "Female", 50_000, "Instagram"),
        ("bob", "Bob", "Health", "Male", 9_000, "YouTube"),
    )
    return {"influencers": table(people, ann, bob), "orders": table(head, *orders)}


def hovered(page: Page, address: str, plot: str) -> str:
    """The text of the hover over the first point of a plot's first line."""
    page.goto(address)
    drawn = f"{plot} .js-plotly-plot"
    page.wait_for_function("wanted => document.querySelector(wanted)?.data?.length > 0", arg=drawn)
    page.evaluate(HOVER, drawn)
    shown = page.locator(f"{plot} .hoverlayer")
    expect(shown).not_to_be_empty()
    return shown.text_content() or ""


def test_names_are_shown_as_written(
    page: Page, serve: Serve, ledger_of: Callable[[Mapping[str, object]], Ledger]
):
    """Quotes, entities, markup and templates in a name stand in legend and hovers as they are; none runs."""
    ledger = ledger_of(tables(WICKED))
    assert all(WICKED in ledger.values(name) for name in ("category", "campaign"))
    address = serve(ledger)
    assert WICKED in hovered(page, f"{address}/campaigns", "#campaigns-courses-lines")
    assert WICKED in hovered(page, f"{address}/influencers", "#influencers-following-plot")
    legend = page.locator("#influencers-following-plot .legendtext", has_text="Gym")
    expect(legend).to_have_text(WICKED)
    assert page.locator(".plot img").count() == 0
