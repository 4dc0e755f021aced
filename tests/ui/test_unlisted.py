from pathlib import Path

import pytest

from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.load import load_folder
from influencer_roi.ui.filter_values import regions
from influencer_roi.ui.regions import Regions
from tests.folders import write_folder

# X, Y, Z and W are in no influencers file; X and Y earn, X and Z are paid, W does nothing but post.
ORDERS = """
source     campaign  influencer_id  user_id  date        orders  revenue
Instagram  New       A              U1       2025-01-02  1       1000
Instagram  New       X              U2       2025-01-03  1       2000
Instagram  New       Y              U3       2025-02-04  1       40
"""
POSTS = """
influencer_id  platform   date        reach  likes  comments
A              Instagram  2025-01-02  1000   40     10
W              Instagram  2025-01-05  1000   40     10
"""
PAYOUTS = """
influencer_id  basis  rate  orders  total_payout
A              order  -     -       500
X              order  -     -       100
Z              order  -     -       300
"""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """The ledger of the tables above."""
    folder = tmp_path_factory.mktemp("unlisted")
    return load_folder(write_folder(folder, tracking_data=ORDERS, posts=POSTS, payouts=PAYOUTS))


def banner(ledger: Ledger, filters: Filters) -> dict[str, object]:
    """The regions of the banner, without the page's name."""
    shown: Regions = regions("overview", ledger, filters, usual=Filters())
    return {
        name.removeprefix("overview-unlisted"): value
        for name, value in shown.items()
        if name.startswith("overview-unlisted")
    }


def test_how_much_and_who(ledger: Ledger) -> None:
    """The banner says how much stands on people nobody listed, who they are, and what to do."""
    shown = banner(ledger, Filters())
    assert shown["-words.children"] == (
        "₹2,040 of revenue and ₹400 of spend stand on 3 influencers not in influencers.csv (X, Z, Y). "
        "Add them there, or correct their ids in the other files."
    )
    assert (shown[".hidden"], shown["-only.hidden"]) == (False, False)


def test_of_the_selection(ledger: Ledger) -> None:
    """It speaks of what is selected, and is hidden where all of that stands on listed people."""
    february = Filters.from_query("from=2025-02-01", ledger)[0]
    assert banner(ledger, february)["-words.children"] == (
        "₹40 of revenue stands on 1 influencer not in influencers.csv (Y). "
        "Add them there, or correct their ids in the other files."
    )
    assert banner(ledger, Filters(influencer_id=("A",)))[".hidden"]


def test_the_link(ledger: Ledger) -> None:
    """The link shows only them, and keeps the filters in force."""
    shown = banner(ledger, Filters(platform=("Instagram",)))
    followed = Filters.from_query(str(shown["-only.href"]), ledger)[0]
    assert followed == Filters(platform=("Instagram",), category=("Unknown",))
    assert banner(ledger, followed)["-only.hidden"]


def test_a_listed_person_of_category_unknown(tmp_path: Path) -> None:
    """Where the influencers file has a category Unknown of its own, the link names the people."""
    people = "id name category gender follower_count platform\nA Asha Unknown Female 5000 Instagram"
    folder = write_folder(tmp_path, influencers=people, tracking_data=ORDERS, posts=POSTS, payouts=PAYOUTS)
    ledger = load_folder(folder)
    followed = Filters.from_query(str(banner(ledger, Filters())["-only.href"]), ledger)[0]
    assert followed == Filters(influencer_id=("W", "X", "Y", "Z"))


def test_everybody_is_listed(world: Ledger) -> None:
    """Where everybody is listed there is no banner."""
    assert banner(world, Filters())[".hidden"]
