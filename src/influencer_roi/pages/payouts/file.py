"""Compares what was paid per influencer, basis and rate with what the rate and the units delivered give."""

from collections.abc import Iterator

from influencer_roi.metrics.units import RUPEES
from influencer_roi.model import agreed
from influencer_roi.model.notation import SIGN
from influencer_roi.pages.payouts.tables import LinkedTable
from influencer_roi.queries import Frame, payouts
from influencer_roi.queries.payout_checks import Checks, checked
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.grid import Column
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.tables import Framed, answered
from influencer_roi.ui.view import View
from influencer_roi.ui.words import NOTHING_HERE, plural

COLUMNS: tuple[Column | str, ...] = (
    Column("name", "Influencer", "link", width=160, href="href", pinned=True),
    Column("influencer_id", "Id", width=105),
    Column("basis", "Basis", width=105, meaning="What these payouts are paid for.", dot="basis"),
    Column("rate", "Rate", "money", width=100, meaning="Rupees for one unit, as stated in the file."),
    Column(
        "payouts",
        "Payouts",
        "number",
        width=95,
        meaning="How many rows of the file pay for this basis at this rate; they are added up.",
    ),
    Column(
        "units",
        "Units",
        "number",
        width=90,
        meaning="All tracked orders (per order) or accepted posts (per post) of the influencer.",
    ),
    Column("expected", "Expected", "money", width=115, meaning="Rate × units."),
    Column(
        "stated", "Stated", "money", width=115, meaning="What the file states was paid; this is what counts."
    ),
    Column("difference", "Difference", "apart", width=115, meaning="Stated less expected."),
    Column(
        "agrees",
        "Agrees",
        width=95,
        meaning=f"Whether stated and expected lie within {SIGN}{agreed.TOLERANCE:g}.",
    ),
    Column("orders_stated", "Orders stated", "number", width=130, meaning="Orders the payout file states."),
    Column(
        "orders_tracked",
        "Orders tracked",
        "number",
        width=135,
        meaning="All tracked orders of the influencer, whatever the filters.",
    ),
    Column(
        "revenue",
        "Their revenue",
        "money",
        width=130,
        meaning="What the influencer brought in this selection; it stands on each of their agreements.",
    ),
    Column(
        "spend",
        "Their spend",
        "money",
        width=120,
        meaning="The influencer's spend in this selection; it stands on each of their agreements.",
    ),
    "roas",
)


# The agreements, those furthest from agreed first; nothing among them changes the spend.
ROWS = Framed(lambda view: answered(payouts.agreements(view.ledger, view.filters), "agrees"))


TABLE = LinkedTable(COLUMNS, ROWS, empty=NOTHING_HERE)


def _fill(view: View, at: Anchor) -> Shown:
    """Return the first agreements, and how many differ."""
    rows = payouts.agreed_with(view.ledger, view.filters)
    body = TABLE.linked(at, view, rows, f"agreements.csv?{view.filters.to_query()}")
    return Shown(sentence(view, rows), view.rows_query("influencer_id"), body)


CARD = Card("file", "What was stated for each agreement?", "w12", TABLE.frame, _fill, table=TABLE)


def sentence(view: View, rows: Frame) -> str:
    """Return how many agreements differ from rate × units, by how much, and what to bear in mind."""
    if rows.is_empty():
        return "No payouts to these influencers."
    found = checked(view.ledger, view.filters)
    return " ".join([_checked(found), *_asides(found, rows.height)])


def _checked(found: Checks) -> str:
    if not found.checked:
        return "No payout here has a rate per post or per order to check."
    if not found.apart:
        each = "each what" if found.checked > 1 else "what"
        return f"{plural(found.checked, 'agreement')}, {each} rate × units gives."
    differ = "differs" if found.apart == 1 else "differ"
    which = "The one agreement" if found.checked == 1 else f"{found.apart:,} of {found.checked:,} agreements"
    ways = ((found.over, "over"), (found.under, "under"))
    sides = [f"{RUPEES.short(money)} {way}" for money, way in ways if money]
    return (
        f"{which} {differ} from rate × units by more than "
        f"{RUPEES.short(agreed.TOLERANCE)}: {', '.join(sides)}. What was stated is what counts."
    )


def _asides(found: Checks, agreements: int) -> Iterator[str]:
    """Yield what an agreement adds up, why some are not checked, and why some may differ."""
    if found.payouts > agreements:
        yield f"Their {found.payouts:,} payouts are added up per influencer, basis and rate."
    unchecked = agreements - found.checked
    if 0 < unchecked < agreements:
        yield f"{unchecked:,} cannot be checked: no rate, or paid neither per post nor per order."
    if found.shared:
        yield f"{found.shared:,} share their influencer with another; each is compared with all units."
