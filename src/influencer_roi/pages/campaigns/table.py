"""Lists every campaign of the selection with its days, people and metrics."""

from urllib.parse import urlencode

from influencer_roi.pages.campaigns.gains import MEASURE
from influencer_roi.queries import Frame
from influencer_roi.queries.campaigns import dated, listed, named, summary
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.grid import Column, Table
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.lines import likely
from influencer_roi.ui.markup import address
from influencer_roi.ui.view import View
from influencer_roi.ui.words import NOTHING_HERE, plural, some, span

TABLE = Table(
    (
        Column("campaign", "Campaign", kind="link", width=205, href="href", pinned=True),
        Column(
            "brand",
            "Brand",
            width=125,
            meaning="The brand that earns most in the campaign, and how many more",
        ),
        Column(
            "first_day", "First day", kind="day", width=115, meaning="The first day with an order or a post"
        ),
        Column("last_day", "Last day", kind="day", width=115, meaning="The last day with an order or a post"),
        Column(
            "influencers", "Influencers", kind="number", width=115, meaning="How many influencers took part"
        ),
        "posts",
        "orders",
        "revenue",
        "spend",
        "roas",
        Column("likely", "Likely", width=105, meaning="Where the true ROAS plausibly lies, at 95 %"),
        "roas_vs_average",
        "cpa",
        "aov",
        "engagement_rate",
    )
)


def _fill(view: View, at: Anchor) -> Shown:
    """Return the rows, raw; each name leads to this page with that campaign alone."""
    rows = summary(view.ledger, view.filters, assumed=view.assumed)
    lines = [
        {
            **{key: row[key] for key in TABLE.fields if key in row},
            "brand": some(row["brands"], 1),
            "likely": likely(row),
            "href": _address(view, row["campaign"]),
        }
        for row in listed(rows).iter_rows(named=True)
    ]
    return Shown(_sentence(rows), view.rows_query("campaign"), TABLE.regions(at, lines))


CARD = Card("list", "What did each campaign do?", "w12", TABLE.frame, _fill)


def _address(view: View, campaign: str) -> str:
    """Return where this page shows one campaign alone, under the same choices."""
    measure = view.choices["measure"]
    picked = urlencode({} if measure == MEASURE.default else {"measure": measure})
    return address("/campaigns", view.filters.choosing(campaign=(campaign,)).to_query(), picked, view.picked)


def _sentence(rows: Frame) -> str:
    """Return how many campaigns there are, and over which days."""
    days = dated(rows)
    if days is None:
        return NOTHING_HERE
    return f"{plural(named(rows).height, 'campaign')}, {span(*days)}. A name leads to that campaign alone."
