"""Declares the transaction exports of affiliate networks, whose lines are an order and a payout each."""

from collections.abc import Mapping, Sequence

import polars as pl

from influencer_roi.intake.exports.form import (
    Export,
    Header,
    Reading,
    Take,
    Theirs,
    amount,
    coalesced,
    constant,
    day,
    first_filled,
    made_of,
    text,
)
from influencer_roi.intake.exports.lines import no_totals
from influencer_roi.intake.exports.shops import ADDED, order_number
from influencer_roi.model.schema import ORDERS, PAYOUTS

_ELSE = ("sub_id", "code")  # what names an affiliate whose number is not there
# A payment is that of the commission here, whatever became of the order.
_ADDED = {name: take for name, take in ADDED.items() if name not in ("status", "financial_status")}
_NO = ("", "0", "no", "false", "n")


def _orders_of(sale: str) -> Take:
    """Take one order of a line, none of a return, which is a negative line."""

    def of(theirs: Theirs) -> pl.Series | None:
        sales = theirs.number(sale)
        if sales is None:
            return None
        count = pl.when(pl.col("sale") < 0).then(pl.lit("0")).otherwise(pl.lit("1"))
        return sales.to_frame("sale").select(count.alias("count"))["count"]

    return Take(f"1, 0 where {sale} is negative", of)


def _named(network: str, header: str) -> Take:
    """Take a network's own number of a line, with its name: two networks number alike."""
    words = f"{header}, behind the network's name"
    return made_of(header, words=words, made=lambda number: pl.lit(f"{network} ") + number)


def _of_line(column: str, network: str, line: str) -> dict[str, Take]:
    """Return a column of the network's own numbers, if its lines have them."""
    return {column: _named(network, line)} if line else {}


def _number_else(network: str, number: Sequence[str], line: str) -> Take:
    """Take the shop's number of the order, else the network's own number of the line."""

    def of(theirs: Theirs) -> pl.Series | None:
        return coalesced(order_number(*number).of(theirs), _named(network, line).of(theirs) if line else None)

    return Take(", else ".join([*number, line] if line else number), of)


def _never_nobody(network: str, who: Take, paid: str) -> Take:
    """Take whom a line names, else an influencer nobody knows where it has a commission."""
    nobody = f"{network} without affiliate"

    def of(theirs: Theirs) -> pl.Series | None:
        named, commission = who.of(theirs), theirs.number(paid)
        if named is None or commission is None or not named.null_count():
            return named
        lines = pl.DataFrame({"named": named, "commission": commission})
        unknown = pl.when(pl.col("commission") != 0).then(pl.lit(nobody))
        return lines.select(pl.coalesce("named", unknown).alias("named"))["named"]

    return Take(f"{who.words}; with a commission and none of them, {nobody}", of, who.headers)


def _network(  # noqa: PLR0913 -- one argument for each thing that differs between networks
    name: str,
    headers: Sequence[Header],
    *,
    who: str,
    when: Take,
    sale: str,
    paid: str,
    status: Take,
    line: str = "",
    number: Sequence[str] = (),
    more: Mapping[str, Take] | None = None,
) -> Export:
    """Return the export of a network: `line` has its number of a line, `number` the shop's of the order."""
    more = more or {}
    named = first_filled(who, *(header for name in _ELSE if name in more for header in more[name].headers))
    paid_to = _never_nobody(name, named, paid)
    shared = {
        "influencer_id": paid_to,
        "affiliate": paid_to,
        "order_number": _number_else(name, number, line),
        "status": status,
        **more,
    }
    sold = {"date": when, "revenue": amount(sale), "orders": _orders_of(sale)}
    orders = {**sold, **_of_line("order_id", name, line), **shared}
    earned = {"basis": constant("revenue"), "total_payout": amount(paid), "payment_date": when}
    payouts = {**earned, **_of_line("payout_id", name, line), **shared}
    of_order, of_payout = _added_by_hand(status)
    own = no_totals(who)
    return Export(
        f"{name} transaction",
        (*headers, who, sale, paid),
        {
            ORDERS.name: Reading(orders, own, "each line is an order; returns are none", added=of_order),
            PAYOUTS.name: Reading(payouts, own, "each line is a payout, on its order", added=of_payout),
        },
        tells="network",
    )


def _added_by_hand(status: Take) -> tuple[dict[str, Take], dict[str, Take]]:
    """Return what a team may have added of orders, and of payouts, beside a network's own status."""
    by_hand = () if "Status" in status.headers[:1] else ("Status",)
    of_order = {**_ADDED, "current_status": text(*ORDERS.column("current_status").spellings, *by_hand)}
    return of_order, {"approval_status": text("Approval Status", *by_hand)}


def _voided(theirs: Theirs) -> pl.Series | None:
    """Return voided where ShareASale says so, pending where a date is still awaited."""
    voided, awaited = theirs.text("Voided"), theirs.text("Pending Date")
    blank = pl.repeat("", theirs.height, dtype=pl.String, eager=True)
    lines = pl.DataFrame(
        {"voided": blank if voided is None else voided, "awaited": blank if awaited is None else awaited}
    ).fill_null("")
    text = (
        pl.when(~pl.col("voided").str.to_lowercase().is_in(_NO))
        .then(pl.lit("voided"))
        .when(pl.col("awaited") != "")
        .then(pl.lit("pending"))
        .otherwise(pl.lit("approved"))
    )
    return lines.select(text.alias("status"))["status"]


_CODES = {"code": text("Coupon", "Coupon Code", "Promo Code", "Voucher Code", "Discount Code")}
_CURRENCY = {"currency": text("Currency", "Currency Code")}


def _by_order_number(name: str, *, sale: str) -> Export:
    """Return the export of a network that has the shop's number of an order, and none of its own."""
    return _network(
        name,
        ("Order Number",),
        who="Affiliate ID",
        when=day("Created at", "Created", "Order Date", "Date"),
        sale=sale,
        paid="Commission",
        status=text("Status"),
        number=("Order Number",),
        more={**_CODES, **_CURRENCY},
    )


NETWORKS = (
    _network(
        "UpPromote",
        ("Referral ID",),
        who="Affiliate ID",
        when=day("Created at"),
        sale="Total sales",
        paid="Commission",
        status=text("Status"),
        line="Referral ID",
        number=("Order number",),
        more={**_CODES, **_CURRENCY},
    ),
    _by_order_number("GoAffPro", sale="Total"),
    _by_order_number("Refersion", sale="Order Total"),
    _network(
        "Awin",
        ("transaction_date",),
        who="publisher_id",
        when=day("transaction_date"),
        sale="sale_amount",
        paid="commission_amount",
        status=text("commission_status"),
        line="id",
        number=("order_ref",),
        more={"code": text("voucher_code"), "currency": text("currency")},
    ),
    _network(
        "Impact",
        ("Action Date",),
        who="Media Partner Id",
        when=day("Action Date"),
        sale="Sale Amount",
        paid="Payout",
        status=text("State", "Status"),
        line="Action Id",
        number=("Oid",),
        more={"code": text("Promo Code"), **_CURRENCY},
    ),
    _network(
        "ShareASale",
        ("Trans ID", "Trans Date"),
        who="User ID",
        when=day("Trans Date", order="mdy"),
        sale="Trans Amount",
        paid="Comm Amount",
        status=Take("Voided, Pending Date", _voided),
        line="Trans ID",
        number=("Order Number", "Order ID"),
        more={"sub_id": text("Sub-Track", "SubTrack", "Afftrack"), **_CODES, **_CURRENCY},
    ),
)
