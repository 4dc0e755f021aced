"""Gives orders and payouts that name no influencer of ours to the one whose code they name."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from influencer_roi.intake.codes import Codes
from influencer_roi.intake.exports.form import coalesced
from influencer_roi.intake.keys import Meaning
from influencer_roi.intake.remarks.wording import some
from influencer_roi.intake.spelled_codes import code_in, codes_in, folded_codes
from influencer_roi.model.notation import Notation, notation_of
from influencer_roi.model.report import UNOWNED, Counts, Note, rows
from influencer_roi.model.schema import ORDERS
from influencer_roi.settings import CURRENCY

Notes = Callable[[Mapping[str, Counts]], Iterator[Note]]
LOOKED_UP = {  # in this order, with what takes a cell apart: one of codes may hold several
    "code": codes_in,
    **dict.fromkeys(("utm_content", "utm_campaign", "campaign", "utm_source", "source"), code_in),
}
TOLD = ("code", "utm_content", "utm_campaign")  # what somebody meant as a code
_SUMS = ("orders", "revenue")
_OF_AFFILIATE = ("affiliate", "sub_id", "code")
_NAME = "influencer_id"
FIELDS = (*dict.fromkeys((*LOOKED_UP, *_OF_AFFILIATE)),)  # every column that may name somebody by a code


@dataclass(frozen=True)
class Named:
    """Orders with the influencers their codes name, codes that are nobody's as UNOWNED, notes on both."""

    orders: pl.DataFrame
    unowned: pl.DataFrame
    notes: Notes


def named_by_codes(
    orders: pl.DataFrame, codes: Codes, meaning: Meaning, *, currency: str = CURRENCY
) -> Named:
    """Return orders with the influencer whose code they name where they name none.

    First that answers: the influencer named; the codes of the order, of several the first known; UTM content,
    campaign and source; the affiliate a network pays for it, known or not. `rows` says for how many orders
    one stands, where it is there. Amounts are in `currency`.
    """
    named = _looked_up(orders, codes)
    named = with_affiliates(named, codes, meaning)
    nobody = pl.col(_NAME).is_null()
    gained = orders.clear() if named is orders else named.filter(orders[_NAME].is_null() & ~nobody)
    unowned = _unowned(named.filter(nobody) if named[_NAME].null_count() else named.clear())

    def notes(counts: Mapping[str, Counts]) -> Iterator[Note]:
        for code, text in (
            *_gained(gained, meaning),
            *_of_several(gained, codes),
            *_strange(unowned, notation_of(currency)),
        ):
            yield Note(ORDERS.name, counts[ORDERS.name].file, code, text)

    return Named(named, unowned.select(UNOWNED.names()).cast(UNOWNED), notes)


def with_affiliates(
    frame: pl.DataFrame, codes: Codes, meaning: Meaning, *, day: str = "date"
) -> pl.DataFrame:
    """Return rows whose influencer is a network's affiliate with the one that is meant.

    An id of the influencers file is itself; else the code table says, by the affiliate's number, sub-track or
    coupon; else it stays an influencer nobody knows: who is paid is never nobody.
    """
    if "affiliate" not in frame.columns or frame["affiliate"].null_count() == frame.height:
        return frame
    affiliate = pl.col("affiliate")
    paid = frame.select(affiliate.is_not_null() & (pl.col(_NAME).is_null() | (pl.col(_NAME) == affiliate)))
    rows_ = paid.to_series()
    own = {text: meaning(text) for text in frame["affiliate"].unique().drop_nulls()}
    ours = frame["affiliate"].replace_strict(own, default=None, return_dtype=pl.String)
    days = frame[day] if day in frame.columns else None
    found = [codes.owners(frame[name], days) for name in _OF_AFFILIATE if name in frame.columns]
    whom = coalesced(ours, *found, frame["affiliate"])
    return frame.with_columns(pl.when(rows_).then(whom).otherwise(pl.col(_NAME)).alias(_NAME))


def _looked_up(orders: pl.DataFrame, codes: Codes) -> pl.DataFrame:
    """Return orders with whom the first column that names somebody does, where none is named."""
    there = _filled(orders, LOOKED_UP)
    if codes.owned.is_empty() or not there or not orders[_NAME].null_count():
        return orders
    at = orders[_NAME].is_null().arg_true()
    some_ = orders.select(*there, *(["date"] if "date" in orders.columns else []))[at]
    days = some_["date"] if "date" in some_.columns else None
    owners = [codes.owners(some_[name], days, codes=LOOKED_UP[name]) for name in there]
    return orders.with_columns(orders[_NAME].scatter(at, coalesced(*owners)))


def _filled(frame: pl.DataFrame, names: Iterable[str]) -> list[str]:
    """Return which of these columns are there and have a value."""
    return [name for name in names if name in frame.columns and frame[name].null_count() < frame.height]


def _gained(gained: pl.DataFrame, meaning: Meaning) -> Iterator[tuple[str, str]]:
    """Yield how many rows a code alone names somebody for; an affiliate who is one of ours is no code."""
    if gained.height and "affiliate" in gained.columns:
        ours = {text: meaning(text) or text for text in gained["affiliate"].unique().drop_nulls()}
        meant = gained["affiliate"].replace_strict(ours, default=None, return_dtype=pl.String)
        gained = gained.filter(meant.ne_missing(gained[_NAME]))
    if gained.height:
        many = rows(_count(gained), "names its influencer", "name their influencer")
        yield "by_code", f"{many} by a code alone."


def _of_several(gained: pl.DataFrame, codes: Codes) -> Iterator[tuple[str, str]]:
    """Yield the cells that hold codes of several influencers, of which the first is taken."""
    if gained.is_empty() or "code" not in gained.columns:
        return
    listed = gained.with_row_index("at").filter(pl.col("code").str.contains(r"[\s,;|&+/]"))
    parts = listed.with_columns(
        part=pl.Series([codes_in(cell) for cell in listed["code"]], dtype=pl.List(pl.String))
    ).explode("part")
    if parts.is_empty():
        return
    days = parts["date"] if "date" in parts.columns else None
    owned = parts.with_columns(codes.owners(parts["part"], days, codes=code_in).alias("owner"))
    several = owned.group_by("at").agg(pl.col("owner").drop_nulls().n_unique()).filter(pl.col("owner") > 1)
    found = listed.join(several, on="at", how="semi", maintain_order="left")
    if found.height:
        many = rows(_count(found), "names codes", "name codes")
        shown = some([f"'{cell}'" for cell in found["code"].unique().sort()])
        yield "several_known", f"{many} of several influencers, of whom the first counts: {shown}."


def _unowned(strange: pl.DataFrame) -> pl.DataFrame:
    """Return the codes of orders that stay organic: code, rows, orders and revenue, most rows first."""
    named = _filled(strange, TOLD)
    if not named:
        return pl.DataFrame(schema={**UNOWNED, "rows": pl.Int64})
    cell = pl.coalesce(named)
    there = [name for name in ("rows", *_SUMS) if name in strange.columns]
    codes = strange.select(cell.cast(pl.String).alias("code"), *there).drop_nulls("code")
    sums = [(pl.col(name).sum() if name in there else pl.lit(None, pl.Float64)).alias(name) for name in _SUMS]
    count = pl.col("rows").sum() if "rows" in there else pl.len()
    folded = folded_codes(pl.col("code")).alias("folded")
    counted = codes.group_by(folded, maintain_order=True).agg(
        pl.col("code").min(), count.cast(pl.Int64).alias("rows"), *sums
    )
    return counted.drop("folded").sort("rows", "code", descending=[True, False])


def _strange(unowned: pl.DataFrame, money: Notation) -> Iterator[tuple[str, str]]:
    """Yield the codes that are nobody's, each with its orders and revenue."""
    if unowned.height:
        many = rows(int(unowned["rows"].sum()), "names a code that is", "name codes that are")
        shown = some([_worded(one, money) for one in unowned.iter_rows(named=True)])
        yield "unknown_code", f"{many} nobody's on its day: {shown}; they count as organic."


def _worded(cell: Mapping[str, object], money: Notation) -> str:
    text = str(cell["code"])
    orders, revenue = cell.get("orders"), cell.get("revenue")
    if not isinstance(orders, float) or not isinstance(revenue, float):
        return f"'{text}'"
    many = money.grouped(orders, 0 if orders == round(orders) else 2)
    return f"{text}: {many} {'order' if orders == 1 else 'orders'}, {money.amount(revenue)}"


def _count(frame: pl.DataFrame) -> int:
    return int(frame["rows"].sum()) if "rows" in frame.columns else frame.height
