"""Declares the order exports of shops: Shopify and WooCommerce."""

import polars as pl

from influencer_roi.intake.exports.form import (
    Export,
    Reading,
    Take,
    Theirs,
    coalesced,
    constant,
    day,
    made_of,
    text,
)
from influencer_roi.intake.exports.lines import first_of, on_any_line
from influencer_roi.intake.exports.money import (
    goods_of_shopify,
    goods_of_woo,
    refund_less_tax,
    total_of_woo,
)
from influencer_roi.intake.exports.statuses import restated
from influencer_roi.model.deciding import FLAGS, STATUSES
from influencer_roi.model.schema import ORDERS

# Statuses by the names that files of our own columns have for them.
ADDED = {
    column.name: text(*column.spellings)
    for column in ORDERS.deciding
    if column.name in STATUSES or (column.name in FLAGS and column.name != "is_refunded")
}
_UNPAID = ("pending", "pending payment", "on hold", "draft", "checkout draft", "auto draft", "trash")
_WOO_LINES = {"number": "Order Number", "filled": "Order Total Amount"}


def order_number(*headers: str) -> Take:
    """Take the number people see of an order: #1002 is 1002."""
    words = f"{', else '.join(headers)}, without #"
    return made_of(*headers, words=words, made=lambda number: number.str.strip_prefix("#").str.strip_chars())


def _id_of_shopify(theirs: Theirs) -> pl.Series | None:
    ids = theirs.text("Id")
    if ids is not None and not ids.null_count():
        return ids
    return coalesced(ids, order_number("Name").of(theirs))


def _attribute(key: str) -> Take:
    """Take a line `key: value` of Note Attributes."""

    def of(theirs: Theirs) -> pl.Series | None:
        notes = theirs.text("Note Attributes")
        if notes is None:
            return None
        at = notes.str.contains(f"(?i){key}").fill_null(value=False).arg_true()
        found = notes.gather(at).str.extract(rf"(?mi)^\s*{key}\s*:\s*(\S.*?)\s*$", 1)
        return pl.repeat(None, len(notes), dtype=pl.String, eager=True).scatter(at, found)

    return Take(f"{key} of Note Attributes", of)


_CAMPAIGN = _attribute("utm_campaign")


def _source_of_shopify(theirs: Theirs) -> pl.Series | None:
    return coalesced(_attribute("utm_source").of(theirs), theirs.text("Source"))


def _status_of_woo(theirs: Theirs) -> pl.Series | None:
    statuses = theirs.text("Order Status")
    if statuses is None:
        return None
    return restated(statuses.str.replace(r"(?i)^wc-", ""), left_out=_UNPAID)


SHOPIFY = Export(
    "Shopify order",
    ("Name", "Financial Status", "Created at", "Lineitem name", "Subtotal"),
    {
        ORDERS.name: Reading(
            {
                "order_id": Take("Id, else Name", _id_of_shopify),
                "order_number": order_number("Name"),
                "date": day("Created at"),
                "user_id": text("Email"),
                "orders": constant("1"),
                "revenue": Take("Subtotal, without the tax inside it", goods_of_shopify, ("Subtotal",)),
                "refunded_amount": refund_less_tax(
                    "Refunded Amount",
                    tax="Taxes",
                    total=lambda theirs: theirs.number("Total"),
                    goods=goods_of_shopify,
                ),
                "product": text("Lineitem name"),
                "brand": text("Vendor"),
                "code": text("Discount Code"),
                "campaign": _CAMPAIGN,
                "utm_content": _attribute("utm_content"),
                "utm_campaign": _CAMPAIGN,
                "utm_source": _attribute("utm_source"),
                "source": Take("utm_source of Note Attributes, else Source", _source_of_shopify),
                "financial_status": text("Financial Status"),
                "fulfillment": text("Fulfillment Status"),
                "cancelled_at": text("Cancelled at", "Canceled at"),
                "currency": text("Currency"),
            },
            added=ADDED,
            rows=first_of("Name", filled="Subtotal"),
            rows_words="one order per Name: its further lines are lines of it",
            counted="order",
        )
    },
    tells="shop",
    rules="Where Subtotal + Shipping is nearer to Total than with Taxes on top, prices hold the tax, and "
    "Taxes × Subtotal ÷ (Subtotal + Shipping) is taken off.",
)
WOOCOMMERCE = Export(
    "WooCommerce order",
    ("Order Number", "Order Status", "Order Date", "Order Total Amount"),
    {
        ORDERS.name: Reading(
            {
                "order_id": order_number("Order Number"),
                "order_number": order_number("Order Number"),
                "date": day("Order Date"),
                "user_id": text("Email (Billing)", "Billing Email", "Customer Email", "Email"),
                "orders": constant("1"),
                "revenue": Take("Order Total Amount − tax − shipping", goods_of_woo, ("Order Total Amount",)),
                "refunded_amount": refund_less_tax(
                    "Order Refund Amount",
                    tax="Order Total Tax Amount",
                    total=total_of_woo,
                    goods=goods_of_woo,
                ),
                "product": text("Item Name"),
                "code": on_any_line("Coupon Code", "Coupons", **_WOO_LINES),
                "campaign": text("*order_attribution_utm_campaign"),
                "utm_content": text("*order_attribution_utm_content"),
                "utm_campaign": text("*order_attribution_utm_campaign"),
                "utm_source": text("*order_attribution_utm_source"),
                "source": text("*order_attribution_utm_source"),
                "status": Take("Order Status, without wc-", _status_of_woo),
                "currency": text("Order Currency"),
            },
            added={name: take for name, take in ADDED.items() if name != "order_status"},
            rows=first_of(**_WOO_LINES),
            rows_words="totals repeat per line: once per Order Number",
            counted="order",
        )
    },
    tells="shop",
    rules="Pending payment, on hold and draft are left out: nobody has paid; cash on delivery is processing.",
)
