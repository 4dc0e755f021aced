"""Lists every campaign of the selection beside what it was, with its days, people and metrics."""

from urllib.parse import urlencode

from influencer_roi import queries
from influencer_roi.metrics.units import NOTHING, ranged
from influencer_roi.pages.beside import beside, compared_whole
from influencer_roi.pages.campaigns.gains import MEASURE
from influencer_roi.pages.shares import against
from influencer_roi.pages.view import head_totals
from influencer_roi.queries import Frame
from influencer_roi.queries.campaign_results import campaign_rows, counted
from influencer_roi.queries.comparing import MOVES, with_moves
from influencer_roi.queries.intervals import likely_range
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.figures import Json
from influencer_roi.ui.grid import Column
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.lines import with_likely
from influencer_roi.ui.markup import address
from influencer_roi.ui.tables import Framed, Leading, Table, worded
from influencer_roi.ui.view import View
from influencer_roi.ui.words import NOTHING_HERE, plural, some

SUMMED = ("roas", "spend", "revenue", "profit", "orders", "cpa", "aov", "engagement_rate")


def _rows(view: View) -> Frame:
    """Return one row per campaign, the most spend first, beside what it was."""
    rows = campaign_rows(view.ledger, view.filters, assumed=view.assumed)
    moved = with_moves(rows, view.ledger, view.filters, by="campaign", assumed=view.assumed)
    return worded(with_likely(moved), "brand", (some(brands, 1) for brands in rows["brands"]))


def _leads(view: View) -> Leading:
    """Return what gives a row the address of this page with its campaign alone."""
    return lambda row: _address(view, str(row["campaign"]))


ROWS = Framed(_rows)
TABLE = Table(
    (
        Column("campaign", "Campaign", kind="link", width=217, href="href", pinned=True, dot="campaign"),
        "roas",
        Column("roas_moved", "vs", "times_moved", 72, "How ROAS changed since the days compared with"),
        Column("likely", "Likely", "likely", width=72, meaning="Where the true ROAS plausibly lies, at 95 %"),
        "spend",
        "revenue",
        Column("revenue_moved", "vs", "rupees_moved", 90, "What revenue gained or lost since those days"),
        "profit",
        "orders",
        "cpa",
        Column("first_order", "First order", "day", 100, "The day of its first order, whatever the dates"),
        Column("last_order", "Last order", "day", 100, "The day of its last order, whatever the dates"),
        Column("brand", "Brand", width=125, meaning="The brand that earns most in it, and how many more"),
        Column("influencers", "Influencers", "number", 110, "How many influencers took part"),
        "posts",
        "roas_vs_average",
        "aov",
        "engagement_rate",
    ),
    ROWS,
    leads=_leads,
)


def _fill(view: View, at: Anchor) -> Shown:
    """Return the first rows, the total of all; each name leads to this page with that campaign alone."""
    rows = ROWS.known(view)
    total = [_total(view, rows)] if rows.height > 1 else []
    heads = TABLE.headed(dict.fromkeys(MOVES, against(beside(view))), rows, *total)
    body = TABLE.regions(at, view, total=total, columns=heads)
    return Shown(_sentence(rows), view.rows_query("campaign"), body)


CARD = Card("list", "What did each campaign do?", "w12", TABLE.frame, _fill, table=TABLE)


def _total(view: View, rows: Frame) -> dict[str, Json]:
    """Return the row of all of them together."""
    other, now = compared_whole(view), head_totals(view, view.filters)
    then = head_totals(view, other.filters) if other else {}
    found = likely_range(view.ledger, view.filters)
    moved = {f"{key}_moved": _moved(now[key], then.get(key)) for key in ("roas", "revenue")}
    return {
        "campaign": f"All, {plural(counted(rows), 'campaign')}",
        **{key: now[key] for key in SUMMED},
        **moved,
        "likely": ranged(*found) if found else NOTHING,
        "influencers": queries.counts(view.ledger, view.filters, of="influencer_id")["count"].item(),
        "posts": float(rows["posts"].sum()),
    }


def _moved(now: float | None, then: float | None) -> float | None:
    return None if now is None or then is None else now - then


def _address(view: View, campaign: str) -> str:
    """Return where this page shows one campaign alone, under the same choices."""
    measure = view.choices["measure"]
    picked = urlencode({} if measure == MEASURE.default else {"measure": measure})
    return address("/campaigns", view.filters.choosing(campaign=(campaign,)).to_query(), picked, view.picked)


def _sentence(rows: Frame) -> str:
    """Return how many campaigns there are, and what the days in the table are of."""
    if rows.is_empty():
        return NOTHING_HERE
    count = counted(rows)
    outside = " and what belongs to none" if count < rows.height else ""
    days = "First and last order are of a campaign's whole life."
    return f"{plural(count, 'campaign')}{outside}. {days} A name leads to that campaign alone."
