"""Lets exports of one format overlap: what two of them tell of counts once, as the later one tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from influencer_roi.intake.converting.columns import cells_of, columns_of
from influencer_roi.intake.read.sheet import CELL, Sheet
from influencer_roi.model.report import rows
from influencer_roi.model.schema import ORDERS, Table

_DAYS = ("date", "payment_date")
_DAY = r"^\d{4}-\d{2}-\d{2}$"


def latest(sheets: Sequence[Sheet], table: Table) -> list[Sheet]:
    """Return sheets of our columns without the rows that a later one of them has too, by id and customer.

    The later one is that whose last day is later; of two that end on one day it is the last given.
    """
    names = _key(sheets, table)
    if len(sheets) < 2 or not names:  # two
        return [*sheets]
    order = sorted(range(len(sheets)), key=lambda at: (_last_day(sheets[at]), at), reverse=True)
    found = [*sheets]
    known = _keys(found[0], names, table).clear().with_columns(file=pl.lit(None, pl.String))
    for at in order:
        keys = _keys(sheets[at], names, table)
        same = keys.columns
        there = keys.join(known, on=same, how="left", nulls_equal=True, maintain_order="left")["file"]
        found[at] = _without(sheets[at], there, table)
        own = keys.drop_nulls(names[0]).with_columns(file=pl.lit(sheets[at].file))
        known = pl.concat([known, own]).unique(same, keep="first", maintain_order=True)
    return found


def apart(shops: Mapping[str, Sequence[Sheet]]) -> list[Sheet]:
    """Return the orders of shops by what each is called, where two number alike the later with its name.

    Which is later goes by their names, not by those of files. Shops number their orders from 1: one number in
    two of them is two orders, whoever the customer is.
    """
    found: list[Sheet] = []
    known = pl.Series("id", [], pl.String)
    for name, sheets in sorted(shops.items()):
        found += [_named(one, known, name) for one in sheets]
        known = pl.concat([known, *(_ids(one) for one in sheets)]).drop_nulls().unique()
    return found


def _ids(sheet: Sheet) -> pl.Series:
    return cells_of(sheet, ORDERS, ORDERS.key or "").str.to_lowercase().rename("id")


def _named(sheet: Sheet, known: pl.Series, name: str) -> Sheet:
    """Return orders of a shop, those with an id another shop has by the name of their own."""
    shared = _ids(sheet).is_in(known.implode()).fill_null(value=False)
    if not shared.any():
        return sheet
    place = f"{CELL}{sheet.headers.index(ORDERS.key or '')}"
    own = pl.concat_str(pl.lit(f"{name} "), pl.col(place))
    renamed = pl.when(shared).then(own).otherwise(pl.col(place)).alias(place)
    example = sheet.rows.filter(shared).select(own.alias("id"))["id"][0]
    many = rows(int(shared.sum()), "has the number of an order", "have numbers of orders")
    text = f"{many} of another shop; they count apart, such as '{example}'."
    return replace(
        sheet, rows=sheet.rows.with_columns(renamed), remarks=(*sheet.remarks, ("shops_number_alike", text))
    )


def _key(sheets: Sequence[Sheet], table: Table) -> list[str]:
    """Return what tells two rows apart: an id all sheets have, and where there is one the customer."""
    there = [columns_of(one, table) for one in sheets]
    ids = [name for name in (table.key, "order_number") if all(name in one for one in there)]
    return [name for name in (*ids[:1], table.apart) if name] if ids else []


def _keys(sheet: Sheet, names: Sequence[str], table: Table) -> pl.DataFrame:
    """Return what tells rows apart; a number alone is an order's and its return's, which is negative."""
    keys = pl.DataFrame([cells_of(sheet, table, name).str.to_lowercase() for name in names])
    if table.key in names or table.money is None:
        return keys
    return keys.with_columns(returned=cells_of(sheet, table, table.money).str.starts_with("-"))


def _last_day(sheet: Sheet) -> str:
    """Return the last day of a sheet in ISO, empty where it has none."""
    days = [sheet.cells(name) for name in _DAYS if name in sheet.headers]
    last = [cells.filter(cells.str.contains(_DAY)).max() for cells in days]
    return max((day for day in last if isinstance(day, str)), default="")


def _without(sheet: Sheet, files: pl.Series, table: Table) -> Sheet:
    """Return a sheet without rows that stand in another file, said of each row by its name."""
    again = files.is_not_null()
    if not again.any():
        return sheet
    others = ", ".join(files.drop_nulls().unique(maintain_order=True))
    many = rows(int(again.sum()), f"of {table.name} is in", f"of {table.name} are in")
    text = f"{many} {others} too, which is later, and counted once, as there."
    return replace(sheet, rows=sheet.rows.filter(~again), remarks=(*sheet.remarks, ("later_export", text)))
