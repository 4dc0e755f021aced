"""Lets orders of shops, or of our own columns, and a network's meet: a number both know is one order."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from influencer_roi.intake.clean.heard import leaves_out
from influencer_roi.intake.converting.columns import cells_of, columns_of
from influencer_roi.intake.read.sheet import CELL, Sheet
from influencer_roi.model.report import rows
from influencer_roi.model.schema import ORDERS

_CLAIMED = ("affiliate", "sub_id", "code")
_NUMBERS = ("order_number", "order_id")  # that of a shop, else the id of a file of our columns
_KEY = "number"


def matched(shops: Sequence[Sheet], networks: Sequence[Sheet]) -> tuple[list[Sheet], list[Sheet]]:
    """Return orders of shops with the affiliate a network names of each, and orders only networks know.

    The revenue of an order both know is the shop's. A line a network declined claims no order. A shop's sheet
    may be one of our own columns, under any spelling of them.
    """
    if not shops or not networks:
        return [*shops], [*networks]
    known = pl.concat([key for one in shops for key in _ways(one)]).unique().drop_nulls()
    claims = pl.concat([_claims(one) for one in networks]).join(known.to_frame(), on=_KEY, how="semi")
    first = claims.filter(~pl.col("declined")).unique(_KEY, keep="first", maintain_order=True)
    return [_claimed(one, first) for one in shops], [_alone(one, known) for one in networks]


def with_our_ids(shops: Sequence[Sheet], ours: Sequence[Sheet]) -> list[Sheet]:
    """Return orders of shops under the id we know them by: one of their number, and of the same customer.

    Which of the two counts is then the rule of ids that stand twice.
    """
    known = [
        pl.DataFrame([_keys(_numbers(one)), _customers(one), cells_of(one, ORDERS, "order_id")])
        for one in ours
        if has_numbers(one)
    ]
    if not known or not shops:
        return [*shops]
    keys = [_KEY, "user_id"]
    by_number = pl.concat(known).drop_nulls().unique(keys, keep="first", maintain_order=True)
    return [_under(one, by_number, keys) for one in shops]


def by_one_id(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return exports of a shop, those of its numbers alone under the ids that the others have of them."""
    bare = [(_ways(one)[0] == _ways(one)[-1]).all() for one in sheets]
    ids = [one for one, numbers_alone in zip(sheets, bare, strict=True) if not numbers_alone]
    named = iter(with_our_ids([one for one, alone in zip(sheets, bare, strict=True) if alone], ids))
    return [next(named) if alone else one for one, alone in zip(sheets, bare, strict=True)]


def _under(shop: Sheet, ours: pl.DataFrame, keys: Sequence[str]) -> Sheet:
    there = pl.DataFrame([_keys(_numbers(shop)), _customers(shop)])
    found = there.join(ours, on=keys, how="left", maintain_order="left", validate="m:1")["order_id"]
    if not found.is_not_null().any():
        return shop
    both = pl.DataFrame([found, cells_of(shop, ORDERS, "order_id").rename("theirs")])
    return _with_cells(shop, {"order_id": both.select(pl.coalesce("order_id", "theirs"))["order_id"]})


def _customers(sheet: Sheet) -> pl.Series:
    return cells_of(sheet, ORDERS, "user_id").str.to_lowercase()


def has_numbers(sheet: Sheet) -> bool:
    """Return whether orders have a number, or an id, that a network may name."""
    return bool(_number_columns(sheet))


def unmatched_orders(sheet: Sheet, others: Sequence[Sheet]) -> Sheet:
    """Return orders without numbers, with what is to be said where shops or networks may know them too."""
    names = ", ".join(one.file for one in others if one.read)
    if not names:
        return sheet
    way_out = "Keep one of the two" if sheet.converted else "Add a column order_id"
    text = f"no order has a number; one that {names} has too counts twice. {way_out}."
    return replace(sheet, remarks=(*sheet.remarks, ("orders_not_met", text)))


def _number_columns(sheet: Sheet) -> list[str]:
    places = columns_of(sheet, ORDERS)
    return [name for name in _NUMBERS if name in places]


def _numbers(sheet: Sheet) -> pl.Series:
    """Return the numbers of orders, the ids of a file of our columns, as a network writes them."""
    name = next(iter(_number_columns(sheet)), _NUMBERS[0])
    return cells_of(sheet, ORDERS, name).str.strip_prefix("#").str.strip_chars().rename(_NUMBERS[0])


def _keys(numbers: pl.Series) -> pl.Series:
    """Return what all ways of writing an order's number share."""
    return numbers.str.to_lowercase().rename(_KEY)


def _ways(sheet: Sheet) -> list[pl.Series]:
    """Return what a network may know orders by: their numbers, and their ids where a file has both."""
    ids = [cells_of(sheet, ORDERS, name) for name in _number_columns(sheet)[1:]]
    return [_keys(_numbers(sheet)), *map(_keys, ids)]


def _claims(sheet: Sheet) -> pl.DataFrame:
    numbers = _numbers(sheet)
    columns = [_keys(numbers), numbers, *(cells_of(sheet, ORDERS, name) for name in _CLAIMED)]
    by_network, by_hand = (leaves_out(sheet.cells(name), ORDERS) for name in ("status", "current_status"))
    return pl.DataFrame([*columns, (by_network | by_hand).rename("declined")]).drop_nulls(_KEY)


def _claimed(sheet: Sheet, claims: pl.DataFrame) -> Sheet:
    """Return orders of a shop with whom a network names for them; a code of their own stays.

    Their number is spelled as the network spells it, whose payouts name it.
    """
    numbers, claimed = _numbers(sheet), claims[_KEY].implode()
    ways = pl.DataFrame([way.alias(f"{at}") for at, way in enumerate(_ways(sheet))])
    meant = ways.select(
        pl.coalesce(pl.when(way.is_in(claimed)).then(way) for way in map(pl.col, ways.columns))
    )
    found = meant.rename({"0": _KEY}).join(claims, on=_KEY, how="left", maintain_order="left", validate="m:1")
    own = cells_of(sheet, ORDERS, "code")
    spelled = found.select(pl.coalesce("order_number", numbers.alias("own")))["order_number"]
    cells = {
        "order_number": spelled,
        "affiliate": found["affiliate"],
        "sub_id": found["sub_id"],
        "code": found.select(_codes(own).alias("code"))["code"],
    }
    return _with_cells(sheet, cells)


def _with_cells(sheet: Sheet, cells: dict[str, pl.Series]) -> Sheet:
    """Return a sheet with these cells of our columns, in place of those it has of them."""
    there = columns_of(sheet, ORDERS)
    new = [name for name in cells if name not in there]
    places = {**there, **{name: len(sheet.headers) + at for at, name in enumerate(new)}}
    columns = [series.alias(f"{CELL}{places[name]}") for name, series in cells.items()]
    return replace(sheet, headers=(*sheet.headers, *new), rows=sheet.rows.with_columns(columns))


def _codes(own: pl.Series) -> pl.Expr:
    """Return the codes of an order and, behind them, those a network names for it."""
    theirs = pl.col("code")
    same = own.str.to_lowercase() == theirs.str.to_lowercase()
    return pl.when(same).then(own).otherwise(pl.concat_str([own, theirs], separator=", ", ignore_nulls=True))


def _alone(sheet: Sheet, known: pl.Series) -> Sheet:
    """Return the orders of a network that no shop knows, and how many one knows."""
    shared = _keys(_numbers(sheet)).is_in(known.implode()).fill_null(value=False)
    alone = sheet.rows.filter(~shared)
    lacks = rows(alone.height, "the shop lacks counts", "the shop lacks count")
    if not shared.any():
        return replace(sheet, remarks=(*sheet.remarks, ("shop_and_network", f"{lacks} alone.")))
    both = rows(int(shared.sum()), "is an order of the shop's file", "are orders of the shop's file")
    text = f"{both} and counted there, with the shop's revenue"
    rest = f"; {lacks} alone" if alone.height else ""
    return replace(sheet, rows=alone, remarks=(*sheet.remarks, ("shop_and_network", f"{text}{rest}.")))
