"""Knows exports of shops, networks and platforms by their headers, to name one that cannot be read yet."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from influencer_roi.model.headers import folded, held, lacking
from influencer_roi.model.report import Refused, refusal
from influencer_roi.model.schema import ORDERS, PAYOUTS, POSTS, Table
from influencer_roi.settings import CURRENCY


@dataclass(frozen=True)
class Export:
    """A format people download: its name, and the headers that tell it, and one of `or_one` if any.

    `gives` is {table: {column: header that has it}} for the tables it tells of.
    """

    name: str
    headers: tuple[str, ...]
    gives: Mapping[str, Mapping[str, str]]
    or_one: tuple[str, ...] = ()

    @cached_property
    def _folds(self) -> tuple[frozenset[str], frozenset[str]]:
        return frozenset(map(folded, self.headers)), frozenset(map(folded, self.or_one))

    def has(self, headers: AbstractSet[str]) -> bool:
        """Return whether a file with these headers, folded, is one."""
        own, or_one = self._folds
        return own <= headers and (not or_one or not or_one.isdisjoint(headers))


def _network(name: str, headers: Sequence[str], *, who: str, day: str, amount: str, paid: str) -> Export:
    """Return the export of a network of affiliates: each line is an order and a payout."""
    orders = {"influencer_id": who, "date": day, "revenue": amount}
    gives = {ORDERS.name: orders, PAYOUTS.name: {"influencer_id": who, "total_payout": paid}}
    return Export(f"{name} transaction", (*headers, who, amount, paid), gives)


EXPORTS = (
    Export(
        "Shopify order",
        ("Name", "Financial Status", "Created at", "Lineitem name", "Subtotal"),
        {
            ORDERS.name: {
                "date": "Created at",
                "user_id": "Email",
                "revenue": "Subtotal",
                "product": "Lineitem name",
                "order_id": "Name",
            }
        },
    ),
    Export(
        "WooCommerce order",
        ("Order Number", "Order Status", "Order Date", "Order Total Amount"),
        {
            ORDERS.name: {
                "date": "Order Date",
                "user_id": "Email (Billing)",
                "revenue": "Order Total Amount",
                "product": "Item Name",
                "order_id": "Order Number",
            }
        },
    ),
    Export(
        "Amazon order",
        ("amazon-order-id", "purchase-date", "item-price"),
        {
            ORDERS.name: {
                "date": "purchase-date",
                "revenue": "item-price",
                "product": "product-name",
                "order_id": "amazon-order-id",
            }
        },
    ),
    Export(
        "Razorpay payment",
        ("id", "amount", "status", "method", "amount_refunded", "contact"),
        {
            ORDERS.name: {
                "date": "created_at",
                "user_id": "email",
                "revenue": "amount",
                "order_id": "order_id",
            }
        },
    ),
    _network(
        "UpPromote",
        ("Referral ID",),
        who="Affiliate ID",
        day="Created at",
        amount="Total sales",
        paid="Commission",
    ),
    _network(
        "GoAffPro", ("Order Number",), who="Affiliate ID", day="Created at", amount="Total", paid="Commission"
    ),
    _network(
        "Refersion",
        ("Order Number",),
        who="Affiliate ID",
        day="Created at",
        amount="Order Total",
        paid="Commission",
    ),
    _network(
        "Awin",
        ("transaction_date",),
        who="publisher_id",
        day="transaction_date",
        amount="sale_amount",
        paid="commission_amount",
    ),
    _network(
        "Impact",
        ("Action Date",),
        who="Media Partner Id",
        day="Action Date",
        amount="Sale Amount",
        paid="Payout",
    ),
    _network(
        "ShareASale",
        ("Trans ID", "Trans Date"),
        who="User ID",
        day="Trans Date",
        amount="Trans Amount",
        paid="Comm Amount",
    ),
    Export(
        "GA4",
        ("Date", "Purchase revenue"),
        {
            ORDERS.name: {
                "date": "Date",
                "revenue": "Purchase revenue",
                "orders": "Transactions",
                "source": "Session source / medium",
                "campaign": "Session campaign",
            }
        },
        or_one=("Session source / medium", "Session source", "Session campaign", "Session manual ad content"),
    ),
    Export(
        "Meta Business Suite (Instagram, Facebook)",
        ("Publish time", "Permalink", "Post type"),
        {
            POSTS.name: {
                "influencer_id": "Account username",
                "date": "Publish time",
                "url": "Permalink",
                "reach": "Reach",
                "likes": "Likes",
                "comments": "Comments",
                "caption": "Description",
            }
        },
    ),
    Export(
        "YouTube Studio",
        ("Content", "Video publish time", "Views"),
        {
            POSTS.name: {
                "post_id": "Content",
                "date": "Video publish time",
                "reach": "Views",
                "likes": "Likes",
                "comments": "Comments added",
                "caption": "Video title",
            }
        },
    ),
    Export(
        "TikTok video",
        ("Video link", "Post time", "Total views"),
        {
            POSTS.name: {
                "url": "Video link",
                "date": "Post time",
                "reach": "Total views",
                "likes": "Total likes",
                "comments": "Total comments",
            }
        },
    ),
)


def recognised(headers: Sequence[str]) -> Export | None:
    """Return the export that has these headers among its own, None of any other file."""
    there = {folded(header) for header in headers}
    return next((export for export in EXPORTS if export.has(there)), None)


def refuse_export(headers: Sequence[str], table: Table, file: str, currency: str = CURRENCY) -> None:
    """Refuse a file that lacks columns of a table and is an export, by the name people know it by.

    Raises:
        Refused: it is one.
    """
    export = recognised(headers)
    if export and (lacks := lacking(table, headers, currency)):
        raise _not_read(export, headers, table, file, lacks)


def _not_read(
    export: Export, headers: Sequence[str], table: Table, file: str, lacks: Sequence[str]
) -> Refused:
    form = f"this looks like {'an' if export.name[0] in 'AI' else 'a'} {export.name} export"
    if table.name not in export.gives:
        text = f"{form}, which has no {table.name}. {held(headers)} Take it out of the folder, or rename it."
        return refusal("looks_like_export", file, text)
    there = {folded(header): header for header in headers}
    given = {
        name: there[folded(one)] for name, one in export.gives[table.name].items() if folded(one) in there
    }
    from_it = ", ".join(f"{name} from '{header}'" for name, header in given.items())
    rest = ", ".join(name for name in lacks if name not in given)
    way_out = f"Make a file of {table.name} from it: {from_it}" + (f"; add {rest}" if rest else "")
    return refusal("looks_like_export", file, f"{form}, which cannot be read yet. {held(headers)} {way_out}.")
