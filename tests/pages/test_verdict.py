import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.vocabulary import Assumptions
from influencer_roi.model.calendar import Compare, Dating
from influencer_roi.pages.verdict import ASKED, Verdict, verdict_of
from influencer_roi.queries.dating import dated
from influencer_roi.ui.view import View
from tests.folders import ledger_of
from tests.viewers import viewed

JULY = Filters(start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 31))
Money = tuple[int, int]  # revenue and spend


def verdict(ledger: Ledger, filters: Filters = JULY, margin: float = 0.45) -> Verdict:
    """The verdict on a selection."""
    return verdict_of(View("overview", ledger, filters, Assumptions(margin=margin)))


def months(june: Money, july: Money, *, first: str = "2025-06-01", last: str = "2025-07-31") -> Ledger:
    """A ledger of these days, with June's money on the first and July's on the last of them."""
    rows = (
        f"{day} A {money[0]} {money[1]} {int(money[0] > 0)}" for day, money in ((first, june), (last, july))
    )
    return ledger_of("\n".join(("date influencer_id revenue spend orders", *rows)))


# ---- the result


@pytest.mark.parametrize(
    ("july", "result"),
    [
        ((2000, 400), "July made money: ₹2,000 on ₹400 of spend, ROAS 5.00×, ₹500 profit at 45 % margin"),
        ((1000, 500), "July lost money: ₹1,000 on ₹500 of spend, ROAS 2.00×, ₹50 loss at 45 % margin"),
        ((1000, 450), "July broke even: ₹1,000 on ₹450 of spend, ROAS 2.22×, ₹0 profit at 45 % margin"),
        ((0, 100), "July lost money: ₹0 on ₹100 of spend, ROAS 0.00×, ₹100 loss at 45 % margin"),
        ((1000, 0), "July earned ₹1,000, and nothing was spent"),
    ],
)
def test_result(july: Money, result: str):
    """The sentence says whether the money worked: what came in on what went out, and what is left of it."""
    assert verdict(months((1000, 200), july)).sentence.split(";")[0] == result


def test_the_readers_margin():
    """At another margin the same month is another result, and breaks even elsewhere."""
    found = verdict(months((1000, 200), (1000, 400)), margin=0.3)
    assert found.sentence.startswith(
        "July lost money: ₹1,000 on ₹400 of spend, ROAS 2.50×, ₹100 loss at 30 %"
    )
    assert found.before == (
        "Money breaks even at a ROAS of 3.33×. It would take 133 % of what paid people sold: even all "
        "of it cannot pay the spend back."
    )


# ---- the change


@pytest.mark.parametrize(
    ("june", "july", "change"),
    [
        ((1000, 200), (2000, 400), "revenue is 100 % above June, profit 100 %."),
        ((2000, 400), (1870, 374), "revenue is 6.5 % below June, profit 6.5 %."),
        ((2000, 800), (1000, 300), "revenue is 50 % below June, profit 50 % above."),
        ((1000, 1000), (2000, 400), "revenue is 100 % above June, profit was −₹550."),
        ((2000, 400), (1000, 500), "revenue is 50 % below June, profit was ₹500."),
        ((1000, 200), (90000, 400), "revenue is 8,900 % above June, profit 15,940 %."),
        ((1000, 200), (1000, 200), "revenue is as in June, profit is as in June."),
        ((1000, 200), (1000, 250), "revenue is as in June, profit is 20 % below June."),
    ],
)
def test_change(june: Money, july: Money, change: str):
    """Revenue and profit stand beside the days before; where a share says nothing, the amount stands."""
    assert verdict(months(june, july)).sentence.split("; ")[1] == change


def test_from_nothing():
    """From a month without revenue no share is told."""
    assert "June" not in verdict(months((0, 100), (1000, 200))).sentence


@pytest.mark.parametrize("filters", [Filters(), Filters(start=JULY.start, compare=Compare.NONE)])
def test_nothing_to_compare(filters: Filters):
    """All time, and a reader who compares with nothing, have no change."""
    assert ";" not in verdict(months((1000, 200), (2000, 400)), filters).sentence


def test_all_time():
    """All time is called so, at the head of the sentence with a capital."""
    sentence = verdict(months((1000, 200), (2000, 400)), Filters()).sentence
    assert sentence == "All time made money: ₹3,000 on ₹600 of spend, ROAS 5.00×, ₹750 profit at 45 % margin."


# ---- what it hangs on


def test_part_of_the_month_before():
    """Where the data begin within June no change is told, and why."""
    found = verdict(months((1000, 200), (2000, 400), first="2025-06-15"))
    assert ";" not in found.sentence
    assert found.before.endswith("The data begin on 15 Jun 2025, within June: no change is told.")


def test_part_of_the_month():
    """Where the data end within July the sentence is of what there is, and says how much that is."""
    found = verdict(months((1000, 200), (2000, 400), last="2025-07-20"))
    assert ";" not in found.sentence
    assert found.before.endswith("The data hold 20 days of July 2025, to 20 Jul 2025.")


def test_unpaid_people(sample: Ledger):
    """July without the one person nobody paid: the link leads to a selection of exactly that ROAS."""
    found = verdict(sample)
    assert (found.before, found.link) == ("Without the ₹2.52 L that ", "1 person nobody paid")
    assert found.after == (
        " sold, ROAS is 2.31×, just above the break-even of 2.22×, and profit ₹14,865. "
        "For the spend to pay, influencers must cause 96 % of what paid people sold (about 59 to 190 %)."
    )
    only, dropped = Filters.from_query(found.href, sample)
    totals = queries.totals(sample, only, metrics=("roas", "profit"))
    assert (f"{totals['roas']:.2f}", f"{totals['profit']:.0f}", dropped) == ("2.31", "14865", ())


def test_unpaid_people_hide_a_loss(world: Ledger):
    """The five days of July made 185 with cat's 800, whom nobody paid; without her 175 are lost."""
    found = verdict(world, Filters(start=dt.date(2025, 7, 1), end=dt.date(2025, 7, 5)))
    assert found.sentence.startswith("1–5 Jul made money: ₹1,300 on ₹400 of spend, ROAS 3.25×, ₹185 profit")
    assert found.after.startswith(" sold, ROAS is 1.25×, below the break-even of 2.22×, and ₹175 is lost. ")


def test_withheld():
    """Of one person viewers read what was earned, and why they do not read the rest."""
    found = verdict(viewed(), Filters(influencer_id=("n1",)))
    assert found.sentence.startswith("All time earned ₹")
    assert "spend" not in found.sentence
    assert found.before.startswith("Spend and ROAS are not shown for fewer than 5 paid people.")


# ---- nothing


def test_an_empty_selection(world: Ledger):
    """Where nothing is selected nothing is said of money."""
    assert verdict(world, Filters(followers_from=10**9)) == Verdict("Nothing to show in this selection.")


def test_files_without_revenue(ledger_of: Callable[[Mapping[str, str]], Ledger]):
    """Files without revenue have no verdict."""
    orders = """
        source  campaign  influencer_id  user_id  date        orders  revenue
        IG      Summer    ann            u1       2025-06-02  2       -
        """
    assert verdict(ledger_of({"orders": orders}), Filters()) == Verdict("These files have no revenue.")


def test_every_number_is_the_query_s(sample: Ledger):
    """On the sample's July the sentence holds what `queries.totals` gives, and no other amount."""
    now = queries.totals(sample, JULY, metrics=ASKED)
    assert {key: f"{value:.2f}" for key, value in now.items()} == {
        "revenue": "1114560.92",
        "spend": "373320.41",
        "roas": "2.99",
        "profit": "128232.00",
    }
    assert verdict(sample).sentence == (
        "July made money: ₹11.1 L on ₹3.73 L of spend, ROAS 2.99×, ₹1.28 L profit at 45 % margin; "
        "revenue is 6.5 % below June, profit 14 %."
    )


def test_days_still_earning(sample: Ledger):
    """Where revenue stands on the day of its post, young days have no change: they are still earning."""
    by_post = replace(JULY, day=Dating.POST)
    sentence = verdict(dated(sample, by_post), by_post).sentence
    assert sentence.endswith("; posts since 2 Jul 2025 are still earning.")
