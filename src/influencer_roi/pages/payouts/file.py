"""Holds each payout of the file against what its rate and the units delivered would give."""

from collections.abc import Iterator

import polars as pl
from dash.development.base_component import Component

from influencer_roi.metrics.units import NOTHING, RUPEES
from influencer_roi.pages.payouts.tables import left_out, table_frame, table_regions
from influencer_roi.pages.view import NOTHING_HERE, View
from influencer_roi.queries import payouts
from influencer_roi.ui import components
from influencer_roi.ui.grid import Column
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.words import plural

NAME = "file"
COLUMNS: tuple[Column | str, ...] = (
    Column("name", "Influencer", "link", width=160, href="href", pinned=True),
    Column("influencer_id", "Id", width=105),
    Column("basis", "Basis", width=105, meaning="What this payout is paid for."),
    Column("rate", "Rate", "money", width=100, meaning="Rupees for one unit, as stated in the file."),
    Column(
        "units",
        "Units",
        "number",
        width=90,
        meaning="All tracked orders (per order) or accepted posts (per post) of the influencer.",
    ),
    Column("expected", "Expected", "money", width=115, meaning="Rate × units."),
    Column(
        "stated", "Stated", "money", width=115, meaning="The payout the file states; this is what counts."
    ),
    Column("difference", "Difference", "money", width=115, meaning="Stated less expected."),
    Column("agrees", "Agrees", width=95, meaning="Whether stated and expected lie within ₹1."),
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
        meaning="What the influencer brought in this selection; it stands on each of their payouts.",
    ),
    Column(
        "spend",
        "Their spend",
        "money",
        width=120,
        meaning="The influencer's spend in this selection; it stands on each of their payouts.",
    ),
    "roas",
)


def file_frame(page: str, *, width: str) -> Component:
    """Return the frame of the table of payouts."""
    table = table_frame(f"{page}-{NAME}", COLUMNS, empty=NOTHING_HERE)
    return components.card(page, NAME, "Is each payout what was agreed?", table, width=width)


def file_regions(view: View) -> Regions:
    """Return what the table of payouts shows; nothing in it changes what counts as spend."""
    rows = payouts.payout_rows(view.ledger, view.filters)
    return {
        **components.card_regions(view.page, NAME, _sentence(rows), view.rows_query("influencer_id")),
        **table_regions(view, NAME, rows.with_columns(_agreement())),
    }


def _agreement() -> pl.Expr:
    """Return whether a payout agrees in words."""
    agrees = pl.col("agrees")
    return (
        pl.when(agrees)
        .then(pl.lit("yes"))
        .when(~agrees)
        .then(pl.lit("no"))
        .otherwise(pl.lit(NOTHING))
        .alias("agrees")
    )


def _sentence(rows: pl.DataFrame) -> str:
    """Return how many payouts differ from rate × units, by how much either way, and what to bear in mind."""
    if rows.is_empty():
        return "No payouts to influencers of this selection."
    checked = rows.filter(pl.col("agrees").is_not_null())
    return " ".join([_checked(checked), *_asides(rows, rows.height - checked.height)]) + left_out(rows)


def _checked(rows: pl.DataFrame) -> str:
    apart = rows.filter(~pl.col("agrees"))["difference"]
    if rows.is_empty():
        return "No payout here has a rate per post or per order to check."
    if apart.is_empty():
        return f"{plural(rows.height, 'payout')}, each what rate × units gives."
    differ = "differs" if apart.len() == 1 else "differ"
    over, under = float(apart.clip(0).sum()), -float(apart.clip(upper_bound=0).sum())
    sides = [f"{RUPEES.short(money)} {way}" for money, way in ((over, "over"), (under, "under")) if money]
    return (
        f"{apart.len():,} of {plural(rows.height, 'payout')} {differ} from rate × units by more than ₹1: "
        f"{', '.join(sides)}. What was stated is what counts."
    )


def _asides(rows: pl.DataFrame, unchecked: int) -> Iterator[str]:
    """Yield why some payouts are not checked, and why some may differ."""
    if 0 < unchecked < rows.height:
        yield f"{unchecked:,} cannot be checked: no rate, or paid neither per post nor per order."
    several = int(rows["influencer_id"].is_duplicated().sum())
    if several:
        yield f"{several:,} share their influencer with another; each is held against all units."
