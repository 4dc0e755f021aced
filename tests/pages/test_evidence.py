import re
from collections.abc import Iterator
from typing import Any

import pytest

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.pages import evidence
from influencer_roi.pages.evidence.basis import cost_words, foot, refused_words, sentence
from influencer_roi.pages.evidence.judged import because, good_for
from influencer_roi.pages.evidence.meter import METER, Label, Layer, Meter
from influencer_roi.pages.evidence.needed import sentence as needed_sentence
from influencer_roi.pages.needed_words import band_words, part_words
from influencer_roi.queries.evidence import evidence as gates_of
from influencer_roi.queries.evidence.gate import GATES
from influencer_roi.queries.evidence.needed import Needed
from influencer_roi.queries.evidence.other_basis import OtherBasis, Refused
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.regions import filled
from influencer_roi.ui.view import View
from tests.viewers import viewed


def shown(ledger: Ledger, filters: Filters | None = None) -> dict[str, Any]:
    """What the page shows under filters, without the page's name."""
    regions = evidence.PAGE.update(ledger, filters or Filters())
    return {region.removeprefix("evidence-"): value for region, value in regions.items()}


def selections(ledger: Ledger) -> Iterator[Filters]:
    """Selections that go to the edges: everything, each platform, nothing, one day, one influencer."""
    yield Filters()
    yield from (Filters(platform=(value,)) for value in ledger.values("platform"))
    yield Filters(followers_from=10**11)
    yield Filters(start=ledger.as_of, end=ledger.as_of)
    yield Filters(influencer_id=(ledger.values("influencer_id")[0],))


@pytest.mark.parametrize("name", ["sample", "world"])
def test_regions_are_those_of_the_frame(name: str, request: pytest.FixtureRequest) -> None:
    """Under every selection the page gives the same regions, each of which its frame holds."""
    ledger: Ledger = request.getfixturevalue(name)
    every = [evidence.PAGE.update(ledger, filters) for filters in selections(ledger)]
    assert {frozenset(one) for one in every} == {frozenset(every[0])}
    for one in every:
        filled(evidence.PAGE.frame(ledger), one)


def test_the_sample_is_clean_and_small(sample: Ledger) -> None:
    """Its orders follow posts, its months predict the next; 15 people are too few to see who repeats."""
    page = shown(sample)
    states = {key: page[f"{key}-state.children"] for key in GATES}
    assert states == {"timing": "open", "maturity": "open", "repeat": "too thin", "backtest": "open"}
    assert page["verdict-sentence.children"] == (
        "Good for totals, credit to posts and planning the next month, not for ranking people."
    )


def test_a_shut_gate_greys_its_card_and_stays(sample: Ledger) -> None:
    """What rests on a gate that is not open is grey, and in its place."""
    page = shown(sample)
    assert page["repeat.className"] == "card-panel gate shut"
    assert page["timing.className"] == "card-panel gate"
    assert (page["around-body.className"], page["again-body.className"]) == ("", "shut")


def test_a_shut_gate_greys_what_it_switches(sample: Ledger) -> None:
    """What waits for a gate names it."""
    page = shown(sample)
    names = {page[f"uses-{place}-name.children"]: place for place in range(6)}
    place = names["Past results read forward"]
    assert page[f"uses-{place}-state.children"] == "grey"
    assert page[f"uses-{place}-words.children"] == "Needs: Do results repeat? Past figures and peers stay"


def test_nothing_selected(sample: Ledger) -> None:
    """An empty selection says so, and draws no figure."""
    page = shown(sample, Filters(followers_from=10**11))
    assert page["verdict-sentence.children"] == "Nothing to show in this selection."
    assert [page[f"{card}-plot-source.data"]["data"] for card in ("around", "coming", "again")] == [
        [],
        [],
        [],
    ]


def test_viewers_see_no_gate_of_payouts() -> None:
    """The backtest, the band and the other basis rest on single payouts: viewers are told so instead."""
    page = shown(viewed())
    assert page["backtest-state.children"] == "not for viewers"
    assert page["basis-say.children"] == "Spend and ROAS of single people are for analysts and finance."
    assert re.search(r"about .* to", page["needed-say.children"]) is None
    assert (page["basis-post-pair.hidden"], page["basis-order-pair.hidden"]) == (True, True)


def test_verdict_names_what_gates_say(sample: Ledger) -> None:
    """The second sentence says why, gate by gate."""
    assert because(gates_of(sample, Filters())) == (
        "Orders come in time with posts; past months predicted the next; too few people have posts early and "
        "late to see whether they sell alike again."
    )
    assert good_for(gates_of(sample, Filters(influencer_id=("INF001",)))).startswith("Good for totals")


# ---- what must be caused


def of(ledger: Ledger, needed: Needed) -> str:
    """The sentence of a needed share."""
    return needed_sentence(View("evidence", ledger, Filters(), Assumptions()), needed)


def test_needed_share_with_its_band(world: Ledger) -> None:
    """The share and its band in words, never by ±."""
    assert of(world, Needed(0.742, 0.591, 0.908, 100, 1.0, 1.0)) == (
        "At a margin of 45 %, 74 % of the recorded revenue must be caused by influencers for the spend to "
        "pay (about 59 to 91 %)."
    )


def test_over_all_of_it_the_spend_cannot_pay(world: Ledger) -> None:
    """Over 100 % the sentence changes."""
    assert of(world, Needed(3.088, 2.51, 3.65, 98, 1.0, 1.0)) == (
        "The spend cannot pay back from these orders, even if influencers caused every one: at a margin of "
        "45 % it takes 309 % of the recorded revenue (about 251 to 365 %)."
    )


def test_small_shares_have_a_decimal() -> None:
    """Under ten percent one decimal is written."""
    assert (part_words(0.0581), part_words(0.19)) == ("5.8 %", "19 %")
    assert band_words(Needed(0.058, 0.042, 0.075, 50, 1.0, 1.0)) == " (about 4.2 to 7.5 %)"


def test_nobody_paid(world: Ledger) -> None:
    """Without spend nothing must be earned back."""
    assert of(world, Needed(None, None, None, 0, 0.0, 100.0)) == (
        "Nobody was paid in this selection, so nothing must be earned back."
    )


# ---- the other basis


PRICED = OtherBasis("post", 55, 1, 921.0, 3_207_937.0, 183_812.0, 283_157.0, 343_615.0, {("tier",): 55})


def test_other_basis_in_words() -> None:
    """What peers are paid per order, times these orders, beside what was paid; peers by their level."""
    assert sentence([PRICED]) == (
        "Whole life. At what peers are paid per order, these 921 orders would have cost about ₹1.84 L to "
        "3.44 L, ₹2.83 L in the middle, instead of ₹32.1 L."
    )
    assert foot([PRICED]) == (
        "Peers of the tier for 55 deals. 1 deal without a post or an order cannot be priced. Who is paid by "
        "order is not chance; creators may decline, and may post differently."
    )


def test_wide_peers_have_a_band_alone() -> None:
    """Where peers differ much no middle is said."""
    wide = OtherBasis("post", 5, 0, 9.0, 100.0, 10.0, None, 90.0, {(): 5})
    assert cost_words(wide) == "about ₹10 to 90"


def test_too_few_peers_say_how_many_more() -> None:
    """Under five peers the card says how many are missing."""
    assert refused_words(Refused("post", 2, 4)) == "4 people paid per order: 5 are needed, 1 more."


# ---- meters


def test_a_meter_is_one_background() -> None:
    """Layers stand on the track in their order; labels near an end begin or end there."""
    regions = METER.regions(Anchor("p", "p"), Meter([Layer("mark", 0.8)], [Label("0", 0.0), Label("x", 0.5)]))
    style = regions["p-track.style"]
    assert isinstance(style, dict)
    assert style["background"].startswith("linear-gradient(var(--ink) 0 0) 80.0% 50%")
    assert regions["p-label0.style"] == {"left": "0.0%"}
    assert regions["p-label1.style"] == {"left": "50.0%", "transform": "translateX(-50%)"}
    assert regions["p-label2.style"] == {"display": "none"}
