import re

import pytest

from influencer_roi.ledger.entries import Ledger
from influencer_roi.settings import HOME
from influencer_roi.ui import theme
from influencer_roi.ui.theme import HUES, OTHER, colours
from tests.folders import ledger_of

TOKENS = (HOME / "assets" / "10-tokens.css").read_text(encoding="utf-8")


def ledger_with(dimension: str, values: list[str]) -> Ledger:
    """A ledger with one entry per value of a dimension."""
    rows = "\n".join(f"2025-01-01 A {value} 1" for value in values)
    return ledger_of(f"date influencer_id {dimension} revenue\n{rows}")


def conformed(dimension: str) -> list[str]:
    """The values whose colour is settled."""
    return list(theme._SETTLED[dimension])


@pytest.mark.parametrize(
    "values",
    [
        ["Instagram"],
        ["Instagram", "YouTube", "Twitter"],
        ["Facebook", "Instagram", "Koo", "Moj", "ShareChat", "Threads", "Twitter", "YouTube"],
        ["Instagram", "YouTube", "Twitter", "TikTok"],
        [f"P{place}" for place in range(8)],
        ["Instagram", *(f"P{place}" for place in range(7))],
    ],
    ids=len,
)
def test_no_two_share(values: list[str]):
    """Up to eight values of a dimension each have a colour of their own."""
    found = colours(ledger_with("platform", values), "platform")
    assert set(found) == set(values)
    assert len(set(found.values())) == len(values)


def test_settled_ones_keep_theirs():
    """A brand everybody knows has its colour whatever else is in the data."""
    alone = colours(ledger_with("brand", ["MuscleBlaze"]), "brand")
    among = colours(ledger_with("brand", ["Acme", "Gritzo", "HKVitals", "MuscleBlaze", "Zest"]), "brand")
    assert alone["MuscleBlaze"] == among["MuscleBlaze"]


def test_unknown_is_grey():
    """What is unknown has the colour of nothing in particular."""
    assert colours(ledger_with("brand", ["Mint", "Unknown"]), "brand")["Unknown"] == OTHER


def test_bases():
    """What deals are paid for has colours of its own; no payout is grey."""
    found = colours(ledger_with("basis", ["Per~order", "Per~post", "No~payout"]), "basis")
    assert found == {"Per post": "var(--hue-6)", "Per order": "var(--hue-4)", "No payout": OTHER}


def test_many_values():
    """A dimension of many values reuses colours, and still each value has one."""
    values = [f"C{place:02}" for place in range(40)]
    found = colours(ledger_with("campaign", values), "campaign")
    assert set(found) == set(values)
    assert OTHER not in found.values()


@pytest.mark.parametrize("dimension", ["platform", "brand"])
def test_settled_differ(dimension: str):
    """No two settled values share a colour."""
    found = colours(ledger_with(dimension, conformed(dimension)), dimension)
    assert len(set(found.values())) == len(conformed(dimension))


def test_tokens_exist():
    """Every colour there can be is a token of both themes."""
    light, dark = (set(re.findall(r"--(hue-\d):", block)) for block in TOKENS.split('[data-bs-theme="dark"]'))
    assert light == dark == {f"hue-{place}" for place in range(HUES + 1)}


def test_colours_only_as_tokens():
    """No module names a colour by its number, and each token it names is declared."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in (HOME / "src").rglob("*.py")}
    numbers = [(name, one) for name, text in texts.items() for one in re.findall(r"#[0-9a-fA-F]{6}\b", text)]
    tokens = [
        (name, one) for name, text in texts.items() for one in re.findall(r"var\((--[a-z0-9-]+)\)", text)
    ]
    assert numbers == []
    assert tokens
    assert [(name, one) for name, one in tokens if f"{one}:" not in TOKENS] == []


# ---- contrast, as WCAG reckons it


def _light(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21."""
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("place", [1, 2], ids=["light", "dark"])
def test_contrast(place: int):
    """On a card every hue stands out 3:1, and every text 4.5:1, in both themes."""
    block = TOKENS.split("[data-bs-theme=")[place]
    tokens = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", block))
    weak = {
        name for name in tokens if name.startswith("hue-") and contrast(tokens[name], tokens["surface"]) < 3
    }
    texts = ("ink", "ink-2", "ink-3", "accent", "good", "warn", "bad", "quiet-ink")
    weak |= {name for name in texts if contrast(tokens[name], tokens["surface"]) < 4.5}
    assert weak == set()
