from dataclasses import replace
from typing import Any

import pytest
from dash import html

from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.markup import share
from influencer_roi.ui.regions import filled
from influencer_roi.ui.standings import Bar, Cell, Standing, Standings, diverging, nothing, pair, track
from tests.ui.test_regions import Drawn, drawn

AT = Anchor("p", "p-stop")
ASHA = Standing(
    "INF1",
    "Asha",
    (Cell("−₹60,306", tone="strong"), Cell("0.85×", "4 posts", "bad")),
    sub="Twitter · 59 orders",
    dot="var(--hue-3)",
    bars=(Bar(0.5, 0.25, "loss"),),
    even=0.4,
    pressed=True,
    dimension="influencer_id",
)
EVERY = Standing("", "All influencers", (Cell("−₹60,306"),))


def board(**options: Any) -> Standings:
    """A board of three rows with two figures."""
    heads = ("Influencer", "", "Lost", "ROAS")
    return replace(Standings("stop", track, heads, 3), **options)


def shown(one: Standings, rows: list[Standing], **options: Any) -> Drawn:
    """A board as it is drawn."""
    return drawn(filled(html.Div(one.frame(AT)), one.regions(AT, rows, **options)))


def test_a_row():
    """A row has its name and figures, each with what stands under it, and its tone."""
    found = shown(board(), [ASHA])
    assert (found.text("p-stop-0-name"), found.text("p-stop-0-sub")) == ("Asha", "Twitter · 59 orders")
    assert [found.text(f"p-stop-0-cell-{n}") for n in range(2)] == ["−₹60,306", "0.85×"]
    assert [found.attribute(f"p-stop-0-cell-{n}", "className") for n in range(2)] == ["strong", "bad"]
    assert [found.attribute(f"p-stop-0-cell-{n}-sub", "hidden") for n in range(2)] == [True, False]
    assert found.attribute("p-stop-0-dot", "style") == {"background": "var(--hue-3)"}
    assert found.attribute("p-stop-0-named", "title") == "Asha"


def test_a_click_filters():
    """A row is a button that sets what it names, pressed where that is chosen; a sum is no button."""
    found = shown(board(), [ASHA, EVERY])
    line = found.at("p-stop-0-line")
    assert isinstance(line, html.Button)
    names = ("data-act", "data-page", "data-value", "data-dimension", "aria-pressed")
    assert [getattr(line, name) for name in names] == ["set-filter", "p", "INF1", "influencer_id", "true"]
    assert [found.attribute(f"p-stop-{n}-line", "aria-disabled") for n in range(2)] == ["false", "true"]


def test_bars():
    """A bar lies where it begins, as long as its share; a line of break-even runs where there is one."""
    found = shown(board(), [ASHA, EVERY])
    assert found.attribute("p-stop-0-bar-0", "style") == {"left": "25.0%", "width": "50.0%"}
    assert found.attribute("p-stop-0-bar-0", "className") == "loss"
    assert found.attribute("p-stop-0-even", "style") == {"left": "40.0%"}
    assert found.attribute("p-stop-1-even", "style") == {"display": "none"}
    assert found.attribute("p-stop-1-bar-0", "style") == {"left": "0.0%", "width": "0.0%"}


@pytest.mark.parametrize(
    ("bars", "heads", "kinds"),
    [
        (track, ("Name", "", "Lost"), ["", "", "n"]),
        (pair, ("Name", "", "Lost"), ["", "", "n"]),
        (diverging, ("Name", "Lost", "ROAS"), ["", "n", "n"]),
        (nothing, ("Name", "Lost", "ROAS"), ["", "n", "n"]),
    ],
)
def test_heads_stand_over_their_columns(bars: Any, heads: tuple[str, ...], kinds: list[str]):
    """Heads of figures are to the right; a board whose bars stand in a column has a head for it."""
    found = shown(board(bars=bars, heads=heads), [ASHA])
    assert [found.attribute(f"p-stop-head-{n}", "className") for n in range(3)] == kinds
    assert [found.text(f"p-stop-head-{n}") for n in range(3)] == list(heads)
    figures = [
        identity for identity in found.ids() if identity.startswith("p-stop-0-cell") and "sub" not in identity
    ]
    assert len(figures) == kinds.count("n")


def test_heads_of_today():
    """Heads may be others than the board was made with: they name the days compared with."""
    found = shown(board(), [ASHA], heads=("Influencer", "", "Lost", "vs June"))
    assert found.text("p-stop-head-3") == "vs June"


def test_rows_that_are_not_there():
    """Rows beyond the last are hidden; without any, so is the head, and the board says what it is told."""
    found = shown(board(), [ASHA])
    assert [found.attribute(f"p-stop-{n}", "hidden") for n in range(3)] == [False, True, True]
    assert found.attribute("p-stop-empty", "hidden") is True
    empty = shown(board(), [], empty="Nobody here lost money.")
    assert (empty.text("p-stop-empty"), empty.attribute("p-stop-head", "hidden")) == (
        "Nobody here lost money.",
        True,
    )
    assert empty.attribute("p-stop-empty", "hidden") is False


def test_more():
    """What a board leaves out is behind a link; where it leaves nothing out there is none."""
    found = shown(board(), [ASHA], more=("and 3 more", "/download/slices.json?by=brand"))
    assert found.text("p-stop-more") == "and 3 more"
    assert found.attribute("p-stop-more", "href") == "/download/slices.json?by=brand"
    assert shown(board(), [ASHA]).attribute("p-stop-more-line", "hidden") is True


@pytest.mark.parametrize(("part", "css"), [(0.5, "50.0%"), (-1.0, "0.0%"), (3.0, "100.0%")])
def test_share(part: float, css: str):
    """No bar leaves its room."""
    assert share(part) == css
