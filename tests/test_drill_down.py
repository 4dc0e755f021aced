"""Holds every KPI to the rows behind it: those its link leads to, and those of the files beside them."""

import csv
import io
import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from influencer_roi.app import create_app
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import MEASURES, Ledger
from influencer_roi.ledger.spend import DUST, SPENT
from influencer_roi.metrics.values import values_of
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.pages import PAGES
from influencer_roi.pages.payouts.kpis import APART, YEAR
from influencer_roi.settings import Settings
from influencer_roi.ui.page import Page
from tests.trying import trying
from tests.worlds import World, selections, worlds

# Shrinking draws whole applications anew; the message names page, card, figure and address instead.
FEW = settings(trying(2), phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=500, derandomize=False)
BLOCK = 500
Json = dict[str, Any]
Row = Mapping[str, Any]


# ---- a reader: draws pages, follows links, scrolls tables, takes files home; by HTTP alone


@dataclass(frozen=True)
class Reader:
    """Someone at the application of a ledger."""

    client: FlaskClient

    @cached_property
    def callbacks(self) -> dict[str, Json]:
        """What the server answers, by output."""
        listed = self.client.get("/_dash-dependencies").json
        return {one["output"]: one for one in listed or []}

    def drawn(self, address: str) -> dict[str, Json]:
        """The components of the page at an address, by id."""
        path, _, query = address.partition("?")
        output = next(output for output in self.callbacks if output.startswith("..page.children"))
        found = self._asked(output, {"moved": {"path": path, "search": f"?{query}" if query else ""}})
        assert found["notice"]["hidden"] is True, (address, found["notice-text"])
        return dict(_identified(found["page"]["children"]))

    def scrolled(self, address: str) -> list[Row]:
        """Every row of the Explorer's table at an address, block after block."""
        self.drawn(address)
        query, rows = f"?{address.partition('?')[2]}", list[Row]()
        while True:
            request = {"startRow": len(rows), "endRow": len(rows) + BLOCK, "address": query}
            output = "explorer-rows-answered.data"
            found = self._asked(output, {"explorer-rows-asked": request})
            block = found["explorer-rows-answered"]["data"]
            rows += block["rowData"]
            if len(rows) >= block["rowCount"]:
                return rows

    def taken(self, address: str) -> list[Row]:
        """The rows of a CSV file."""
        answer = self.client.get(address)
        assert answer.status_code == 200, answer.text
        return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))

    def _asked(self, output: str, values: Mapping[str, object]) -> Json:
        callback = self.callbacks[output]
        outputs = [part.rsplit(".", 1) for part in output.strip(".").split("...")]
        listed = [{"id": identity, "property": name} for identity, name in outputs]
        body = {
            "output": output,
            "outputs": listed if output.startswith("..") else listed[0],
            "inputs": [{**part, "value": values.get(part["id"])} for part in callback["inputs"]],
            "state": [{**part, "value": values.get(part["id"])} for part in callback["state"]],
            "changedPropIds": [f"{part['id']}.{part['property']}" for part in callback["inputs"]],
        }
        sent = self.client.post("/_dash-update-component", json=body)
        assert sent.status_code == 200, sent.text
        found: Json = json.loads(sent.text)["response"]
        return found


def reader_of(ledger: Ledger) -> Reader:
    """Seat someone at the application of a ledger."""
    return Reader(create_app(ledger, Settings()).server.test_client())


def _identified(part: object) -> Iterator[tuple[str, Json]]:
    """Yield each component below a part with its id."""
    if isinstance(part, list):
        for one in part:
            yield from _identified(one)
    if isinstance(part, dict) and "props" in part:
        props = part["props"]
        if "id" in props:
            yield props["id"], props
        yield from _identified(props.get("children"))
        for node in props.get("nodes", []):
            yield from _identified_in(node)


def _identified_in(node: Json) -> Iterator[tuple[str, Json]]:
    """Yield each element of what is drawn as plain, [tag, attributes, *nodes], with its id."""
    if isinstance(node, list):
        _, attributes, *below = node
        if "id" in attributes:
            yield attributes["id"], {**attributes, "children": below[0] if len(below) == 1 else below}
        for one in below:
            yield from _identified_in(one)


# ---- figures and what rows make of them


def written_on(parts: Mapping[str, Json], page: Page) -> dict[str, tuple[str, str]]:
    """The KPI cards of a page: what each says in full ("" for nothing), and where it leads."""
    found = {}
    for identity, props in parts.items():
        if identity.startswith(f"{page.key}-") and identity.endswith("-value"):
            base = identity.removesuffix("-value")
            said = "" if props["children"] == "–" else props["title"]
            found[base.removeprefix(f"{page.key}-")] = said, parts[f"{base}-rows"]["href"]
    return found


@dataclass(frozen=True)
class Found:
    """The rows behind an address; what they add up to is worked out once for all KPIs that lead there."""

    rows: list[Row]

    @cached_property
    def sums(self) -> pl.DataFrame:
        """The sum of each measure."""
        sums = {name: _sum(self.rows, name) for name in MEASURES}
        sums |= {name: sums[name] if abs(sums[name]) >= DUST else 0.0 for name in SPENT}
        return pl.DataFrame([sums])


def worth(key: str, found: Found, assumed: Assumptions) -> float | None:
    """What a KPI comes to over rows: its formula over the sums of their measures."""
    value: float | None = values_of(found.sums, [key], assumed)[0].item()
    return value


def _sum(rows: list[Row], name: str) -> float:
    return math.fsum(float(row[name]) for row in rows if row.get(name))


def agrees(said: str, value: float | None) -> bool:
    """Whether a figure in full is this value, to 1e-6 and as finely as it is written."""
    if value is None or not said:
        return value is None and not said
    number = float(re.sub(r"[₹,×% ]", "", said).replace("−", "-"))
    scale = 100 if "%" in said else 1
    decimals = len(re.sub(r"[^0-9.]", "", said).partition(".")[2])
    whole = 0.5 if abs(number) >= 1000 else 0.05  # counts of less show parts of a post
    finest = 0.5 * 10**-decimals if decimals else whole
    return abs(number - value * scale) <= finest * (1 + 1e-9) + 1e-6 * abs(number)


# ---- the law


def every_kpi_is_the_sum_of_its_rows(reader: Reader, filters: Filters, baseline: str) -> int:
    """Each KPI of each page is what the rows say that its link and its page's file lead to.

    Return how many cards were held to it.
    """
    query, held = filters.to_query(), 0
    followed: dict[str, list[Found]] = {}
    for page in PAGES:
        chosen = f"baseline={baseline}" if "baseline" in page.choices else ""
        assumed = Assumptions(baseline=int(baseline) / 100) if chosen else Assumptions()
        parts = reader.drawn(f"{page.path}?{'&'.join(part for part in (query, chosen) if part)}")
        for key, (said, href) in written_on(parts, page).items():
            if key in OF_THE_MONTH:
                continue
            for address in (href, parts[f"{page.key}-download"]["href"]):
                followed[address] = followed.get(address) or [Found(rows) for rows in behind(reader, address)]
                for found in followed[address]:
                    value = worth(key, found, assumed)
                    assert agrees(said, value), (page.key, key, said, value, address)
            held += 1
    return held


def behind(reader: Reader, address: str) -> Iterator[list[Row]]:
    """Yield the rows of an address: of a file, or of a table as one scrolls it and as its own file."""
    if address.startswith("/download/"):
        yield reader.taken(address)
    else:
        assert address.partition("?")[0] == "/explorer"
        yield reader.scrolled(address)
        yield reader.taken(reader.drawn(address)["explorer-rows-csv"]["href"])


OF_THE_MONTH = (YEAR.key, APART.key)  # queries/test_month_close.py holds what they add up
CARDS = 4 * 8 + 4 - len(OF_THE_MONTH)  # four pages show eight KPIs or more, Payouts four
BASELINES = st.sampled_from(("0", "20", "35", "50"))


@FEW
@given(world=worlds(), data=st.data())
def test_in_generated_worlds(world: World, data: st.DataObject) -> None:
    """Every KPI is the sum of its rows in four generated worlds, each under a selection of its own."""
    filters = data.draw(selections(world.ledger))
    held = every_kpi_is_the_sum_of_its_rows(reader_of(world.ledger), filters, data.draw(BASELINES))
    assert held >= CARDS


@pytest.mark.slow
@MANY
@given(world=worlds(), data=st.data())
def test_in_generated_worlds_at_length(world: World, data: st.DataObject) -> None:
    """Every KPI is the sum of its rows in five hundred generated worlds."""
    filters = data.draw(selections(world.ledger))
    every_kpi_is_the_sum_of_its_rows(reader_of(world.ledger), filters, data.draw(BASELINES))


@pytest.mark.at_length
@pytest.mark.in_turn(9)
@settings(FEW, max_examples=trying(2, here=1).max_examples)
@given(data=st.data())
def test_in_real_folders(real_ledger: Ledger, data: st.DataObject) -> None:
    """Every KPI is the sum of its rows in every real folder, under a selection, at length two."""
    reader = reader_of(real_ledger)
    filters, baseline = data.draw(selections(real_ledger)), data.draw(BASELINES)
    assert every_kpi_is_the_sum_of_its_rows(reader, filters, baseline) >= CARDS


def test_a_wrong_figure_is_found() -> None:
    """The comparison is no fiction: what is off by a paisa, a unit of the last digit, or nothing, is seen."""
    for said, value in (("₹1,23,456.78", 123456.78), ("2.4135×", 2.41349), ("−12.50 %", -0.125), ("", None)):
        assert agrees(said, value)
    for said, value in (
        ("₹100.00", 100.02),
        ("2.4135×", 2.4138),
        ("0", None),
        ("", 0.0),
        ("5", 5.2),
        ("1,005", 1005.6),
    ):
        assert not agrees(said, value)
