"""Lets a shop's file and a network's meet: an order number both know is one order."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from influencer_roi.intake.clean.earning import leaves_out
from influencer_roi.intake.read.sheet import CELL, Sheet
from influencer_roi.model.report import rows
from influencer_roi.model.schema import ORDERS

_CLAIMED = ("affiliate", "sub_id", "code")


def met(shops: Sequence[Sheet], networks: Sequence[Sheet]) -> tuple[list[Sheet], list[Sheet]]:
    """Return orders of shops with the affiliate a network names of each, and orders only networks know.

    The revenue of an order both know is the shop's. A line a network declined claims no order.
    """
    if not shops or not networks:
        return [*shops], [*networks]
    known = pl.concat([_numbers(one) for one in shops]).unique().drop_nulls()
    claims = pl.concat([_claims(one) for one in networks]).join(
        known.to_frame("order_number"), on="order_number", how="semi"
    )
    first = claims.filter(~pl.col("declined")).unique("order_number", keep="first", maintain_order=True)
    return [_claimed(one, first) for one in shops], [_alone(one, known) for one in networks]


def has_numbers(sheet: Sheet) -> bool:
    """Return whether orders have a number, or an id, that a network may name."""
    return not {"order_number", "order_id"}.isdisjoint(sheet.headers)


def _numbers(sheet: Sheet) -> pl.Series:
    """Return the numbers of orders, the ids of a format of one's own, as a network writes them."""
    name = "order_number" if "order_number" in sheet.headers else "order_id"
    return sheet.cells(name).str.strip_prefix("#").str.strip_chars().rename("order_number")


def _claims(sheet: Sheet) -> pl.DataFrame:
    columns = [sheet.cells(name) for name in ("order_number", *_CLAIMED)]
    declined = leaves_out(sheet.cells("status"), ORDERS)
    return pl.DataFrame([*columns, declined.rename("declined")]).drop_nulls("order_number")


def _claimed(sheet: Sheet, claims: pl.DataFrame) -> Sheet:
    """Return orders of a shop with whom a network names for them; a code of their own stays."""
    numbers = _numbers(sheet).to_frame()
    found = numbers.join(claims, on="order_number", how="left", maintain_order="left", validate="m:1")
    own = sheet.cells("code")
    cells = {
        "order_number": numbers["order_number"],
        "affiliate": found["affiliate"],
        "sub_id": found["sub_id"],
        "code": found.select(_codes(own).alias("code"))["code"],
    }
    headers = [*sheet.headers, *(name for name in cells if name not in sheet.headers)]
    columns = [cells.get(name, sheet.cells(name)).alias(f"{CELL}{at}") for at, name in enumerate(headers)]
    return replace(sheet, headers=tuple(headers), rows=sheet.rows.select("line").with_columns(columns))


def _codes(own: pl.Series) -> pl.Expr:
    """Return the codes of an order and, behind them, those a network names for it."""
    theirs = pl.col("code")
    same = own.str.to_lowercase() == theirs.str.to_lowercase()
    return pl.when(same).then(own).otherwise(pl.concat_str([own, theirs], separator=", ", ignore_nulls=True))


def _alone(sheet: Sheet, known: pl.Series) -> Sheet:
    """Return the orders of a network that no shop knows, and how many one knows."""
    shared = sheet.cells("order_number").is_in(known.implode()).fill_null(value=False)
    if not shared.any():
        return sheet
    alone = sheet.rows.filter(~shared)
    both = rows(int(shared.sum()), "is an order of the shop's file", "are orders of the shop's file")
    said = f"{both} and counted there, with the shop's revenue"
    lacks = rows(alone.height, "the shop lacks counts", "the shop lacks count")
    rest = f"; {lacks} alone" if alone.height else ""
    return replace(sheet, rows=alone, remarks=(*sheet.remarks, ("shop_and_network", f"{said}{rest}.")))
