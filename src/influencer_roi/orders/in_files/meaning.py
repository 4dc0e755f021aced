"""Says what the texts of orders mean where they lie, coded as the ledger's entries are."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.ledger.people import influencers
from influencer_roi.ledger.roll_up.expression import BRAND_FROM, PLATFORM_FROM
from influencer_roi.ledger.roll_up.in_place import InPlace
from influencer_roi.model.dimensions import ATTRIBUTES
from influencer_roi.orders.in_files.rows import OrderFiles, cleaned, order_files

PERSON = ("influencer_id", *ATTRIBUTES)
BRANDED = ("brand", "product", "campaign", "source")


Codes = Mapping[str, pl.DataType]


@dataclass(frozen=True, eq=False)
class Meaning:
    """What texts of orders mean, coded as entries are, and `links`, the posts that orders can name.

    `people` has one row per text of an influencer: PERSON, own_platform and `influencer`, the id. Each of
    `told` has one row per text of a column, with all that column says. `brands` and `platforms` are what
    named those of some order, the first that is asked first.
    """

    people: pl.DataFrame
    told: dict[str, pl.DataFrame]
    links: pl.DataFrame
    codes: Codes
    brands: tuple[str, ...]
    platforms: tuple[str, ...]

    def code(self, column: str, value: str) -> pl.Expr:
        """Return a value as the code of a column; null where no entry has it, and so no order."""
        return pl.lit(value).cast(self.codes[column], strict=False)


@memo()
def meaning(ledger: Ledger) -> Meaning:
    """Return what the texts of orders in place mean."""
    words = lies(ledger).words
    codes = {name: kind for name, kind in ledger.entries.schema.items() if isinstance(kind, pl.Enum)}
    people = influencers(ledger).select("influencer_id", *ATTRIBUTES)
    told = words["influencer_id"].join(
        people, left_on="influencer", right_on="influencer_id", how="left", validate="m:1"
    )
    coded = told.with_columns(influencer_id="influencer").with_columns(
        *(pl.col(name).cast(codes[name], strict=False) for name in PERSON if name in codes),
        pl.col("own_platform").cast(codes["platform"], strict=False),
    )
    named = {name: words[name] for name in (*BRANDED, "post_id") if name in lies(ledger).headers}
    links = _reachable(words["link"], named)
    return Meaning(
        coded,
        {name: _coded(frame, codes) for name, frame in named.items()},
        _coded(links, codes),
        codes,
        _answering(ledger, "brand_from", BRAND_FROM),
        _answering(ledger, "platform_from", PLATFORM_FROM),
    )


def lies(ledger: Ledger) -> InPlace:
    """Return where the orders of a ledger lie; only to be asked of one whose orders do."""
    if ledger.in_place is None:
        raise TypeError("these orders are part of their ledger")
    return ledger.in_place


@memo()
def whole(ledger: Ledger) -> OrderFiles:
    """Return the orders of a ledger where they lie.

    Raises:
        OSError, PolarsError: they are there no more.
    """
    faults = ledger.report.faults.filter(pl.col("table") == "orders")
    return order_files(lies(ledger), faults["line"])


def organic() -> pl.Expr:
    """Return whether an order names no influencer."""
    return cleaned("influencer_id").is_null()


def _answering(ledger: Ledger, column: str, places: tuple[str, ...]) -> tuple[str, ...]:
    """Return the places that answered for some order, of those that can."""
    found = set(ledger.tables.orders[column].unique())
    return tuple(place for at, place in enumerate(places[:-1]) if at in found)


def _coded(frame: pl.DataFrame, codes: Codes) -> pl.DataFrame:
    """Return words with what they say as codes."""
    kinds = {"brand": codes["brand"], "platform": codes["platform"], "name": codes["campaign"]}
    said = {name: kinds[last] for name in frame.columns if (last := name.rpartition("_")[2]) in kinds}
    return frame.with_columns(pl.col(name).cast(kind, strict=False) for name, kind in said.items())


def _reachable(links: pl.DataFrame, told: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Return the links of posts whose id some order names, in its post id or its source."""
    named = [told[name][f"{name}_id"] for name in ("post_id", "source") if name in told]
    ids = pl.concat([ids.cast(pl.String) for ids in named]).drop_nulls().unique()
    return links.filter(pl.col("id").is_in(ids.implode()))
