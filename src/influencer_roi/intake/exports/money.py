"""Works out what the goods of an order earned: after discounts, before shipping, without tax."""

from collections.abc import Callable

import polars as pl

from influencer_roi.intake.exports.form import Take, Theirs

Amounts = Callable[[Theirs], pl.Series | None]


def as_text(values: pl.Series, instead: pl.Series | None) -> pl.Series:
    """Return numbers as text, and what is written `instead` where there is none."""
    texts = values.to_frame("value").select(_written(pl.col("value")))
    if instead is None:
        return texts["value"]
    return texts.select(pl.col("value").fill_null(instead))["value"]


def _written(value: pl.Expr) -> pl.Expr:
    whole = value.round(0) == value
    bare = value.cast(pl.Int64, strict=False).cast(pl.String)
    return pl.when(whole).then(bare).otherwise(value.cast(pl.String))


def known(theirs: Theirs, *headers: str) -> pl.Series:
    """Return the numbers of a header, 0 where there is none."""
    found = theirs.number(*headers)
    return pl.zeros(theirs.height, pl.Float64, eager=True) if found is None else found.fill_null(0.0)


def goods_of_shopify(theirs: Theirs) -> pl.Series | None:
    """Return Subtotal without the tax inside it.

    Prices hold tax where subtotal and shipping alone are nearer to the total than with taxes on top; shipping
    bears its part of the tax by amount.
    """
    subtotal, total = theirs.number("Subtotal"), theirs.number("Total")
    if subtotal is None:
        return None
    shipping, taxes = known(theirs, "Shipping"), known(theirs, "Taxes")
    if total is None:
        return as_text(subtotal, theirs.text("Subtotal"))
    goods = pl.DataFrame({"subtotal": subtotal, "total": total, "shipping": shipping, "taxes": taxes})
    before = pl.col("subtotal") + pl.col("shipping")
    inside = (before - pl.col("total")).abs() < (before + pl.col("taxes") - pl.col("total")).abs()
    part = pl.when(before != 0).then(pl.col("taxes") * pl.col("subtotal") / before).otherwise(0.0)
    net = pl.col("subtotal") - pl.when(inside).then(part).otherwise(0.0)
    return as_text(goods.select(net.round(6).alias("net"))["net"], theirs.text("Subtotal"))


def total_of_woo(theirs: Theirs) -> pl.Series | None:
    """Return Order Total Amount as ordered: one of which refunds are taken off has them put back."""
    total = theirs.number("Order Total Amount")
    if total is None or "refund" not in theirs.header("Order Total Amount").casefold():
        return total
    return total + known(theirs, "Order Refund Amount").abs()


def goods_of_woo(theirs: Theirs) -> pl.Series | None:
    """Return Order Total Amount without tax and shipping."""
    total = total_of_woo(theirs)
    if total is None:
        return None
    net = total - known(theirs, "Order Total Tax Amount") - known(theirs, "Order Shipping Amount")
    return as_text(net.round(6), theirs.text("Order Total Amount"))


def refund_less_tax(refund: str, *, tax: str, total: Amounts, goods: Amounts) -> Take:
    """Take what was refunded of the goods, without the part of it that is tax, whatever its sign.

    A refund holds tax like its order: refund × (1 − tax ÷ total). What is more than the goods was shipping.
    """

    def of(theirs: Theirs) -> pl.Series | None:
        ordered, earned, refunded = total(theirs), goods(theirs), theirs.number(refund)
        if refunded is None or earned is None:
            return None
        frame = pl.DataFrame({"refund": refunded.abs(), "tax": known(theirs, tax)}).with_columns(
            total=pl.lit(0.0) if ordered is None else ordered, goods=earned.cast(pl.Float64, strict=False)
        )
        taxed = pl.when(pl.col("total") > 0).then(pl.col("tax") / pl.col("total")).otherwise(0.0)
        most = pl.when(pl.col("goods") >= 0).then("goods")
        less = pl.min_horizontal((pl.col("refund") * (1 - taxed)).round(6), most)
        there = pl.when(pl.col("refund").is_not_null()).then(less)
        return as_text(frame.select(less=there)["less"], theirs.text(refund))

    return Take(f"{refund}, without its tax", of)
