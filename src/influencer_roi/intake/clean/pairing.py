"""Pairs refunds that name no order with sales of the same customer and amount, each sale once."""

import polars as pl

from influencer_roi.intake.read.sheet import NO_FAULTS, faults_of_rows
from influencer_roi.model.schema import Table

WHO = ("influencer_id", "user_id")
DAY = "date"
_RECORDS_STAND = ("duplicate_exact", "duplicate_conflict", "footer_row")  # another row has what these say


def without_own_sale(
    kept: pl.DataFrame, whole: pl.DataFrame, faults: pl.DataFrame, table: Table
) -> pl.DataFrame:
    """Return a fault for each row kept below 0 without a key whose sale is set aside.

    That is one of the same customer and amount, no later. `whole` has all rows.
    """
    money, key = pl.col(table.money or ""), table.key or ""
    faulty = faults.filter(~pl.col("code").is_in(_RECORDS_STAND))["line"]
    if not {*WHO} <= {*whole.columns} or faulty.is_empty():
        return NO_FAULTS
    below = kept.filter(money < 0)
    back = (below.filter(pl.col(key).is_null()) if key in below.columns else below).drop_nulls(WHO)
    if back.is_empty():
        return NO_FAULTS
    sales = whole.filter(money > 0, pl.col("line").is_in(faulty.implode()))
    some, others = (rows.with_columns(*in_small_letters(rows), amount=money.abs()) for rows in (back, sales))
    found = back.join(each_with_one(some, others, [*WHO, "amount"]), on="line", how="semi")
    return faults_of_rows(found.sort("line"), "sale_set_aside", WHO[1], pl.col(WHO[1]))


def in_small_letters(rows: pl.DataFrame) -> list[pl.Expr]:
    """Return who a row is of, as ids are compared."""
    return [pl.col(name).str.to_lowercase() for name in WHO if name in rows.columns]


def each_with_one(
    some: pl.DataFrame, others: pl.DataFrame, by: list[str], *, latest: bool = False
) -> pl.DataFrame:
    """Return rows that each have one of others alike to themselves, no later: no earlier, if `latest`."""
    if some.is_empty() or others.is_empty():
        return some.clear()
    own = ["line", *by, *({DAY} & {*some.columns})]
    rows = pl.concat([others.select(own).with_columns(step=1), some.select(own).with_columns(step=-1)])
    if DAY in own:
        rows = rows.sort(DAY, descending=latest, maintain_order=True)
    least = pl.col("step").cum_sum().over(by).cum_min().over(by).clip(upper_bound=0)
    alone = rows.with_columns(least=least).filter(
        pl.col("least") < pl.col("least").shift(fill_value=0).over(by)
    )
    return some.join(alone, on="line", how="anti", maintain_order="left")
