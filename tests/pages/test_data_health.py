import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from dash.development.base_component import Component

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_folder
from influencer_roi.pages import data_health
from influencer_roi.queries.data_health import Reconciled, arrivals, origins, reconciled
from influencer_roi.ui.regions import filled
from tests.worlds import World

LedgerOf = Callable[[dict[str, str | bytes | None]], Ledger]
POSTS = """
    post_id  influencer_id  platform  date        caption  reach  likes  comments
    p1       ann            Insta     2025-06-01  <b>hi    100    -4     1
    p2       ann            Insta     2025-06-15  plain    100    4      1
    """


def texts(component: object) -> list[str]:
    """Every text of a component, from the top."""
    if isinstance(component, Component):
        return texts(getattr(component, "children", None))
    if isinstance(component, list | tuple):
        return [text for one in component for text in texts(one)]
    return [component] if isinstance(component, str) else []


def table(ledger: Ledger, title: str) -> list[list[str]]:
    """The rows of the plain table of the card with this title."""
    tables = [
        one for one in descendants(data_health.frame(ledger)) if getattr(one, "aria-label", "") == title
    ]
    rows = [one for one in descendants(tables[-1]) if type(one).__name__ == "Tr"]
    return [["".join(texts(cell)) for cell in row.children] for row in rows[1:]]


def descendants(component: Component) -> list[Component]:
    """A component and all below it."""
    children = getattr(component, "children", None)
    nested = children if isinstance(children, list | tuple) else [children]
    return [
        component,
        *(one for child in nested if isinstance(child, Component) for one in descendants(child)),
    ]


def grid(ledger: Ledger) -> Any:
    """The first rows of the table of rows set aside, None where there is none."""
    return next(
        (
            one
            for one in descendants(data_health.frame(ledger))
            if getattr(one, "id", "") == "health-set-aside-first"
        ),
        None,
    )


# ---- the page


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(start=dt.date(2025, 6, 2), end=dt.date(2025, 6, 2)),
        Filters(influencer_id=("bob",)),
        Filters(followers_from=10**11),
    ],
)
def test_same_regions(world: Ledger, filters: Filters):
    """Every selection fills the same regions of the frame, with JSON."""
    regions = data_health.update(world, filters)
    assert set(regions) == set(data_health.update(world, Filters()))
    assert filled(data_health.frame(world), json.loads(json.dumps(regions)))


def test_filters_do_not_count(world: Ledger):
    """The page says that it is about everything, and says so louder while filters are set."""
    scope = "This page is about everything that was loaded, whatever the filters."
    assert data_health.update(world, Filters()) == {"health-scope.children": scope}
    told = data_health.update(world, Filters(brand=("Gritzo",)))["health-scope.children"]
    assert told == f"Filters are set; they do not count here. {scope}"


def test_figures(ledger_of: LedgerOf):
    """The cards say rows kept of rows read, rows set aside, totals that agree, and how far the data goes."""
    cards = [
        one
        for one in descendants(data_health.frame(ledger_of({"posts": POSTS})))
        if type(one).__name__ == "Article"
    ]
    assert [texts(card) for card in cards] == [
        ["Rows kept", "12", "of 13 read"],
        ["Rows set aside", "1", "each with its line and reason below"],
        ["Totals that agree", "10 of 10", "files and screen, summed apart"],
        ["Data to", "5 Jul 2025", "from 2 Jun 2025"],
    ]


# ---- what arrived


def test_arrived(ledger_of: LedgerOf):
    """Each file has its rows read, kept and set aside, its blank lines, and its days."""
    payouts = b"influencer_id,basis,rate,orders,total_payout\nann,post,500,3,1000\n\n,,,,\n"
    ledger = ledger_of({"posts": POSTS, "payouts": payouts})
    assert table(ledger, "Did every row arrive?") == [
        ["Influencers", "influencers.csv", "3", "3", "0", "0", "0", "–"],
        ["Posts", "posts.csv", "2", "1", "1", "0", "0", "15 Jun 2025"],
        ["Orders", "tracking_data.csv", "6", "6", "0", "0", "0", "2 Jun – 5 Jul 2025"],
        ["Payouts", "payouts.csv", "1", "1", "0", "0", "2", "–"],
    ]


def test_left_out(ledger_of: LedgerOf):
    """A payout that was reversed is counted apart, beside rows set aside, with its rupees."""
    payouts = """
        influencer_id  basis  rate  orders  total_payout  status
        ann            post   500   -       1000          paid
        bob            post   5     4       600           Reversed
        """
    ledger = ledger_of({"payouts": payouts})
    assert table(ledger, "Did every row arrive?")[3][2:6] == ["2", "1", "0", "1"]
    money = table(ledger, "Where did every rupee of the files go?")[1]
    assert money == ["payouts.csv", "₹1,600.00", "₹1,000.00", "₹0.00", "₹600.00", "0"]
    said = "each with its line and reason below; 1 more row left out, for earning nothing"
    assert said in texts(data_health.frame(ledger))


def test_set_aside(ledger_of: LedgerOf):
    """Each row set aside stands with line, cell, reason and itself, as text."""
    (row,) = grid(ledger_of({"posts": POSTS})).data["rowData"]
    assert [row[name] for name in ("file", "line", "column", "value", "reason")] == [
        "posts.csv",
        2,
        "likes",
        "-4",
        "negative likes",
    ]
    assert row["raw"] == "p1,ann,Insta,2025-06-01,<b>hi,100,-4,1"


def test_nothing_set_aside(world: Ledger):
    """Where every row was kept there is no table, but a sentence."""
    assert grid(world) is None
    assert "None: every row read is in the ledger." in texts(data_health.frame(world))


def test_notes(world: Ledger):
    """Every note is a sentence: what is odd first, how files were read behind a line that counts them."""
    said = list(texts(data_health.frame(world)))
    notes = [str(note) for note in world.report.notes]
    assert [note for note in notes if note not in said] == []
    form = [str(note) for note in world.report.notes if note.of_form]
    opener = said.index(f"How the files were read: {len(form)} notes")
    odd = "tracking_data.csv: 1 row names no influencer and counts as organic (line 7); kept."
    assert said.index(odd) < opener < min(said.index(note) for note in form)


def test_every_rupee(ledger_of: LedgerOf):
    """Of each money column it is said what was kept, set aside, and how many cells nobody can read."""
    payouts = """
        influencer_id  basis  rate  orders  total_payout
        ann            post   500   -       1000
        bob            order  -5    4       600
        cat            order  5     4       many
        """
    assert table(ledger_of({"payouts": payouts}), "Where did every rupee of the files go?") == [
        ["tracking_data.csv", "₹7,500.00", "₹7,500.00", "₹0.00", "₹0.00", "0"],
        ["payouts.csv", "₹1,600.00", "₹1,000.00", "₹600.00", "₹0.00", "1"],
    ]


# ---- whether totals agree


def test_totals(world: Ledger):
    """Each total stands twice, once from the files and once as pages show it."""
    assert table(world, "Do the totals on screen equal the files?") == [
        ["Revenue + Organic revenue", "₹7,500.00", "₹7,500.00", "✓ same"],
        ["Revenue", "₹6,800.00", "₹6,800.00", "✓ same"],
        ["Organic revenue", "₹700.00", "₹700.00", "✓ same"],
        ["Orders", "8", "8", "✓ same"],
        ["Organic orders", "1", "1", "✓ same"],
        ["Spend", "₹2,600.00", "₹2,600.00", "✓ same"],
        ["Posts", "4", "4", "✓ same"],
        ["Reach", "82,000", "82,000", "✓ same"],
        ["Likes", "2,550", "2,550", "✓ same"],
        ["Comments", "710", "710", "✓ same"],
    ]


def test_difference_is_told(world: Ledger):
    """A ledger that lost an entry is found out: the total and its difference are named."""
    broken = replace(world, entries=world.entries[:-1])
    lines = table(broken, "Do the totals on screen equal the files?")
    assert ["Revenue", "₹6,800.00", "₹6,300.00", "differs by −₹500.00"] in lines
    assert "4 of 10 do not: beware of them." in texts(data_health.frame(broken))


@pytest.mark.parametrize(("files", "agrees"), [(100.004, True), (100.01, False)])
def test_agreement(files: float, agrees: bool):  # noqa: FBT001 # a column of the claim
    """Totals agree to half a paisa."""
    assert Reconciled(("revenue",), files, 100.0).agrees is agrees


def test_real_folders(real_ledger: Ledger, real_world: World):
    """On every real folder the files' side is what the second reader sums, and every total agrees."""
    accepted = real_world.accepted
    orders, posts = accepted["orders"], accepted["posts"]
    found = {one.metrics: one for one in reconciled(real_ledger)}
    sums = {
        ("revenue", "organic_revenue"): orders["revenue"].sum(),
        ("spend",): accepted["payouts"]["total_payout"].sum(),
        ("posts",): len(posts),
        ("reach",): posts["reach"].sum(),
    }
    assert {key: found[key].files for key in sums} == pytest.approx(sums)
    assert all(one.agrees for one in found.values())
    assert texts(data_health.frame(real_ledger))


# ---- what was worked out


def amounts(ledger: Ledger) -> dict[tuple[str, str], float]:
    """How much has something from where."""
    return {(one.subject, one.origin): one.amount for one in origins(ledger)}


def test_origins(world: Ledger):
    """Every order and post, and every rupee of spend, is counted where it has something from."""
    assert amounts(world) == {
        ("Influencer of an order", "in the influencers file"): 5,
        ("Influencer of an order", "none: organic"): 1,
        ("Brand of an order", "its product"): 6,
        ("Platform of an order", "its source"): 2,
        ("Platform of an order", "the post it names"): 2,
        ("Platform of an order", "its influencer's own platform"): 1,
        ("Platform of an order", "nothing: Unknown"): 1,
        ("Campaign of an order", "the orders file"): 4,
        ("Campaign of an order", "nothing: No campaign"): 2,
        ("Post of an order", "the order names it"): 2,
        ("Post of an order", "inferred: the influencer's last fitting post of 30 days"): 2,
        ("Post of an order", "none: not credited"): 1,
        ("Post of an order", "none: organic"): 1,
        ("Brand of a post", "its caption"): 3,
        ("Brand of a post", "the orders it brought, else Unknown"): 1,
        ("Day of the spend", "the influencer's orders"): 1600,
        ("Day of the spend", "the influencer's posts"): 1000,
    }


def test_brand_places(ledger_of: LedgerOf):
    """A brand is put down to the first that names it, the brand column before all others."""
    orders = """
        source   campaign  influencer_id  user_id  product   date        orders  revenue  brand
        coupon   Summer    ann            u1       MB Whey   2025-06-02  1       1        MuscleBlaze
        coupon   Summer    ann            u1       MB Whey   2025-06-02  1       1        Gritzo
        coupon   GZ_Fun    ann            u1       -         2025-06-02  1       1        -
        HKVitals  Summer   ann            u1       -         2025-06-02  1       1        -
        coupon   Summer    ann            u1       -         2025-06-02  1       1        NewBrand
        coupon   Summer    ann            u1       a thing   2025-06-02  1       1        -
        """
    found = {
        place: amount
        for (subject, place), amount in amounts(ledger_of({"orders": orders})).items()
        if subject == "Brand of an order"
    }
    assert found == {
        "its brand column": 3,
        "its campaign": 1,
        "its source": 1,
        "nothing: Unknown": 1,
    }


def test_strangers(ledger_of: LedgerOf):
    """Orders of an influencer only other files know are counted apart."""
    people = """
        id   name     category  gender  follower_count  platform
        ann  Ann Rao  Unknown   Female  50000           Instagram
        """
    found = amounts(ledger_of({"influencers": people}))
    assert found["Influencer of an order", "in the influencers file"] == 2
    assert found["Influencer of an order", "only in other files: category Unknown"] == 3


def test_shares(real_ledger: Ledger):
    """On every real folder the places of a subject add up: all orders, all posts, all spend."""
    frame = pd.DataFrame([(one.subject, one.amount, one.share) for one in origins(real_ledger)])
    summed = frame.groupby(0).sum()
    assert summed[2].to_list() == pytest.approx([1.0] * len(summed))
    tables = real_ledger.tables
    whole = {
        "Brand of an order": tables.orders.height,
        "Brand of a post": tables.posts.height,
        "Day of the spend": tables.payouts["total_payout"].sum(),
    }
    assert {key: summed[1][key] for key in whole} == pytest.approx(whole)


def test_arrivals_without_days(world_folder: Any):
    """Influencers and payouts have no day."""
    found = arrivals(load_folder(world_folder))
    assert [(one.table, one.first is None) for one in found] == [
        ("influencers", True),
        ("posts", False),
        ("orders", False),
        ("payouts", True),
    ]
