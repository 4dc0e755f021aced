"""Holds what viewers see: no payout of one person on any page, in any download, by any difference."""

import json
import math
from collections.abc import Iterator
from functools import cache
from itertools import combinations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plotly.utils import PlotlyJSONEncoder

from influencer_roi import queries
from influencer_roi.app import create_app
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_frames
from influencer_roi.ledger.pooled import pooled
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import RUPEES, grouped
from influencer_roi.model.audience import LEAST_PAID
from influencer_roi.model.dimensions import DIMENSIONS, FILTERING
from influencer_roi.pages import PAGES
from influencer_roi.queries.audience import Withheld, why_no_spend
from influencer_roi.queries.influencer_rows import kinds
from influencer_roi.queries.neighbours import comparable, together
from influencer_roi.settings import Settings
from influencer_roi.ui.page import layout, regions
from influencer_roi.ui.withheld import ESTIMATED, FIELDS, audience_words, selection_words
from tests.tables import block, explored
from tests.test_downloads import client_of, rows_of
from tests.trying import trying
from tests.viewers import PAID, PEOPLE, frames, full, viewed
from tests.worlds import selections

# The same sums by tier, divided in another way.
MOVED = {**PAID, "n1": PAID["n1"] + 400, "n4": PAID["n4"] - 400, "d2": PAID["d2"] + 9_000}
MOVED["d5"] = PAID["d5"] - 9_000
FILES = (
    *("entries.csv", "orders.csv", "posts.csv", "influencers.csv", "set-aside.csv", "load-report.json"),
    *(f"slices.csv?by={by}" for by in DIMENSIONS),
    *(f"moved.csv?by={by}&from=2025-06-15&to=2025-07-10" for by in DIMENSIONS),
)
SELECTIONS = (
    Filters(),
    Filters(platform=("YouTube",)),
    Filters(tier=("Nano",)),
    Filters(influencer_id=("n1",)),
    Filters(category=("Health",), campaign=("Summer",)),
)


@cache
def moved() -> Ledger:
    """What viewers read where the same sums were divided in another way."""
    return pooled(load_frames(frames(MOVED)))


def shown(ledger: Ledger, filters: Filters) -> Iterator[str]:
    """Everything a viewer's pages show under a selection, as it goes to the browser."""
    for page in PAGES:
        drawn = regions(page, PAGES, ledger, filters, page.defaults)
        yield json.dumps(drawn, cls=PlotlyJSONEncoder, ensure_ascii=False)
        yield json.dumps(
            layout(page, PAGES, ledger, filters, page.defaults), cls=PlotlyJSONEncoder, ensure_ascii=False
        )
    every: dict[str, object] = {"startRow": 0, "endRow": 500}
    for table in ("entries", "orders", "posts", "influencers", "payouts"):
        yield json.dumps(explored(ledger, filters, every, table=table), cls=PlotlyJSONEncoder)
    for page in PAGES:
        for identity in page.tables if page.opens_to(ledger) else ():
            yield json.dumps(block(identity, ledger, filters, every), cls=PlotlyJSONEncoder)


def standing_in(texts: str) -> list[float]:
    """The payouts that stand in texts, as a number or as readers meet rupees."""
    return [
        amount
        for amount in PAID.values()
        if any(form in texts for form in (f"{amount:.2f}", f"₹{grouped(amount)}", RUPEES.exact(amount)))
    ]


# ---- the proof: answers do not depend on how a group's money is divided


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("filters", SELECTIONS, ids=lambda filters: filters.to_query() or "all")
def test_pages_know_sums_of_groups_only(filters: Filters):
    """Pages are the same to the last byte whoever of a pay group was paid what."""
    assert [*shown(viewed(), filters)] == [*shown(moved(), filters)]


@pytest.mark.parametrize("file", FILES)
def test_files_know_sums_of_groups_only(file: str):
    """So is every file to take home."""
    mine, other = (client_of(ledger).get(f"/download/{file}") for ledger in (viewed(), moved()))
    assert (mine.status_code, mine.data) == (200, other.data)


@given(st.data())
@trying(40)
def test_answers_know_sums_of_groups_only(data: st.DataObject):
    """So is any slice of any selection."""
    filters = data.draw(selections(viewed()))
    by = data.draw(st.sampled_from(sorted(DIMENSIONS)))
    mine, other = (queries.slices(ledger, filters, by=by) for ledger in (viewed(), moved()))
    assert mine.equals(other)


# ---- no payout is there


def test_payouts_are_found_where_they_are():
    """To those who see everything, pages do show payouts: so these tests can fail."""
    assert standing_in("\n".join(shown(full(), Filters()))) == list(PAID.values())


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("filters", SELECTIONS, ids=lambda filters: filters.to_query() or "all")
def test_no_payout_is_on_any_page(filters: Filters):
    """The text of no payout stands on any page, and no customer's."""
    texts = "\n".join(shown(viewed(), filters))
    assert standing_in(texts) == []
    assert "example.com" not in texts


def test_no_payout_is_in_any_file():
    """The text of no payout stands in any file to take home, and no customer's."""
    client = client_of(viewed())
    texts = "\n".join(client.get(f"/download/{file}").text for file in FILES)
    assert standing_in(texts) == []
    assert "example.com" not in texts


@pytest.mark.parametrize(
    ("file", "status"),
    [("payouts", 400), ("agreements", 403), ("underperformers", 403), ("month-close", 403)],
)
def test_files_of_payouts_are_refused(file: str, status: int):
    """Files of payouts say whom they are for."""
    answer = client_of(viewed()).get(f"/download/{file}.csv")
    assert answer.status_code == status
    assert "Payouts are for analysts and finance." in answer.text


@pytest.mark.parametrize(
    "file", ["entries.csv", "posts.csv", "influencers.csv", "slices.csv?by=influencer_id"]
)
def test_rows_of_people_have_no_spend(file: str):
    """Rows of single people have the columns of spend, and nothing in them."""
    rows = rows_of(client_of(viewed()), f"/download/{file}")
    money = FIELDS.intersection(rows[0])
    assert money
    assert {row[name] for row in rows for name in money} == {""}


# ---- five people, or none


@given(st.data())
@trying(60)
def test_five_paid_people_or_no_spend(data: st.DataObject):
    """Spend, and what follows from it, is nothing in every row it went to fewer than five people of."""
    filters = data.draw(selections(viewed()))
    by = data.draw(st.sampled_from(sorted({*DIMENSIONS} - {"tier"})))
    rows = queries.slices(viewed(), filters, by=by)
    paid = queries.paid_people(viewed(), filters, by=(by,)).rename({"people": "paid"})
    few = rows.join(paid, on=by, how="left", nulls_equal=True).filter(
        (pl.col("paid").fill_null(0) < LEAST_PAID) | pl.lit(by in ("influencer_id", "post_id"))
    )
    money = [key for key in REGISTRY if key in FIELDS]
    assert few.select(pl.col(money).count().sum()).row(0) == (0,) * len(money)


def test_small_tiers_are_shown_as_one():
    """Tiers with fewer than five paid people stand with their neighbours, exact together."""
    few = {person: PAID[person] for person in ("n1", "n2", "m1", "m2", "m3", "m4", "d1", "d2")}
    ledger = pooled(load_frames(frames(few)))
    rows = queries.slices(ledger, Filters(), by="tier", metrics=("spend", "orders"))
    assert rows["tier"].to_list() == ["Nano and Micro and Mid"]
    assert rows["spend"].to_list() == pytest.approx([sum(few.values())])
    assert rows["orders"].to_list() == [162.0]
    assert kinds(ledger, Filters(), by="tier")["influencers"].to_list() == [18]


def test_neighbours_that_are_shown_as_one():
    """Small rows join the next ones until they are enough, the last small ones those before them."""
    rows = pl.DataFrame({"tier": ["a", "b", "c", "d", "e"], "spend": [1.0, 2.0, None, 4.0, 5.0]})
    shown, people = together(rows, [2, 3, 0, 6, 1], by="tier", least=5)
    assert shown.rows() == [("a and b", 3.0), ("c", None), ("d and e", 9.0)]
    assert people.to_list() == [5, 0, 7]
    assert together(rows, [1, 0, 0, 0, 2], by="tier", least=5)[1].to_list() == [1, 0, 0, 0, 2]


def test_a_selection_of_nobody_has_no_tiers():
    """Where nobody is selected there is no tier to show, and no kind of influencer."""
    nobody = Filters(influencer_id=("n1",), platform=("YouTube",), gender=("Male",), followers_from=10**9)
    assert queries.slices(viewed(), nobody, by="tier", metrics=("spend", "orders")).is_empty()
    assert kinds(viewed(), nobody, by="tier").is_empty()


def test_neighbours_of_two_answers():
    """Rows that are one in either answer are one in both, in order; others stay by themselves."""
    labels = ["b and c", "d", "a and b", "c", "d", "e"]
    assert comparable(labels, "abcde") == {
        **dict.fromkeys(["a and b", "b and c", "c"], "a and b and c"),
        "d": "d",
        "e": "e",
    }


@given(st.data())
@trying(60)
def test_no_difference_gives_one_person_away(data: st.DataObject):
    """What two selections differ by in one person lies apart from what that person was paid."""
    person = data.draw(st.sampled_from(sorted(PAID)))
    others = data.draw(st.sets(st.sampled_from(PEOPLE), min_size=LEAST_PAID)) - {person}
    more, less = (
        queries.totals(viewed(), Filters(influencer_id=tuple(sorted(people))), metrics=("spend",))["spend"]
        for people in ({*others, person}, others)
    )
    if more is not None and less is not None:
        assert not math.isclose(more - less, PAID[person], rel_tol=0.05)


def test_no_two_selections_give_a_payout_away():
    """Of every pair of filters' values and of last days, none differs by a payout to the rupee."""
    weeks = queries.trend(viewed(), Filters(), grain="week", metrics=("spend",))["period"]
    chosen = [Filters(), *(Filters(end=day) for day in weeks)]
    chosen += [Filters().toggled(**{name: one}) for name in FILTERING for one in viewed().values(name)]
    totals = [queries.totals(viewed(), one, metrics=("spend",))["spend"] for one in chosen]
    sums = {spend for spend in totals if spend is not None}
    apart = {abs(one - other) for one, other in combinations(sums, 2)} | sums
    assert len(sums) > 20
    assert [paid for paid in PAID.values() if any(abs(one - paid) < 1 for one in apart)] == []


# ---- what is said instead


def test_why_there_is_no_spend():
    """A selection too small says how many it holds, and which filter to clear."""
    few = Filters(influencer_id=("n1", "n2"))
    assert why_no_spend(viewed(), few) == Withheld(2, 5, "influencer_id")
    assert selection_words(viewed(), few) == (
        "Spend and ROAS are not shown for fewer than 5 paid people. This selection holds 2. "
        "Clear Influencer to see more, or ask someone with the role analyst or finance."
    )
    assert (selection_words(viewed(), Filters()), selection_words(full(), few)) == ("", "")
    assert audience_words(viewed(), Filters()) == ESTIMATED


def test_the_page_of_payouts_is_closed():
    """Payouts are in nobody's menu who may not open them; their address says so, with a way back."""
    payouts = next(page for page in PAGES if page.of_payouts)
    closed = str(layout(payouts, PAGES, viewed(), Filters(), payouts.defaults))
    assert "Payouts are for analysts and finance." in closed
    assert "Back to Overview" in closed
    assert "to-payouts" not in str(layout(PAGES[0], PAGES, viewed(), Filters(), PAGES[0].defaults))
    assert "to-payouts" in str(layout(PAGES[0], PAGES, full(), Filters(), PAGES[0].defaults))


def test_the_application_serves_it():
    """The dashboard starts over what viewers read as over any ledger."""
    client = create_app(viewed(), Settings()).server.test_client()
    assert [client.get(address).status_code for address in ("/", "/_dash-dependencies")] == [200, 200]


def test_cards_keep_their_place():
    """A card whose figure is not for viewers stands where it stood, and says so."""
    few = regions(PAGES[0], PAGES, viewed(), Filters(influencer_id=("n1", "n2")), PAGES[0].defaults)
    assert few["overview-roas-value.children"] == "not for viewers"
    assert str(few["overview-revenue-value.children"]).startswith("₹")


def test_everything_is_shown_to_everybody_else():
    """To those who see everything no row lacks its spend."""
    people = queries.slices(full(), Filters(), by="influencer_id", metrics=("spend",))
    assert people.filter(pl.col("spend") > 0).height == len(PAID)
    assert people["spend"].null_count() == 0
