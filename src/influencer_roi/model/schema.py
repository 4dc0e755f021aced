"""Declares the four tables of a data folder: their columns and spellings."""

from dataclasses import dataclass, replace
from enum import StrEnum

from influencer_roi.model.deciding import OF_PAYOUTS, SPELLINGS

BLANK = "(blank)"
SET_ASIDE = "set aside"


class Kind(StrEnum):
    """What the cells of a column hold."""

    ID = "id"
    TEXT = "text"
    LINK = "link"
    DATE = "date"
    MONEY = "money"
    COUNT = "count"


NUMBERS = (Kind.MONEY, Kind.COUNT)


@dataclass(frozen=True)
class Column:
    """One column of a table: its name, its other spellings, and what an absent or negative value means.

    `absent` is None (the value stays absent), a number that stands in for it, BLANK where readers see that
    word for it, or SET_ASIDE. Where the column `counts` is negative, an absent count is 0.
    `negative` is "set aside", "keep" or "absent"; `unreadable`, of a cell that is nothing the column can
    hold, "set aside" or "absent". A column that `may_be_empty` is nothing everywhere where it has not one
    value, instead of every row set aside. A `measure` of a post is summed in the ledger, shared like the
    post; one that is optional is nothing everywhere where the file has no such column. A count may have
    `parts`. Amounts that are `percents` go to the column of that name. Ids that are `emails` have no case.
    `prose` stays as it is written. What `traces` where an order came from may be a word for nobody, as ids
    may, in brackets. A column that is not `missed` goes unmentioned where a file has none.
    """

    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    required: bool = True
    absent: float | str | None = None
    negative: str = "set aside"
    measure: bool = False
    may_be_empty: bool = False
    unreadable: str = SET_ASIDE
    counts: str = ""
    parts: bool = False
    percents: str = ""
    emails: bool = False
    prose: bool = False
    traces: bool = False
    missed: bool = True

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every accepted spelling, the column's own name first."""
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class Table:
    """One of the four tables: its name, the file names that hold it, its columns, key and money column.

    Rows of a `dated` one lie near each other in time.
    Two rows of one key that differ in a column `apart` are two records. `deciding` columns say what becomes
    of a row, and are no part of it; all are optional. A line of totals sums the columns that are `totalled`,
    the first of which it has; `personal` are those of which it lacks one where it is no record of somebody.
    `naming` is the column that names the influencer of a row.
    """

    name: str
    stems: tuple[str, ...]
    columns: tuple[Column, ...]
    key: str | None = None
    money: str | None = None
    dated: bool = False
    apart: str | None = None
    deciding: tuple[Column, ...] = ()
    totalled: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    naming: str = "influencer_id"

    @property
    def known(self) -> tuple[Column, ...]:
        """Every column that is looked for."""
        return (*self.columns, *self.deciding)

    def column(self, name: str) -> Column:
        """Return one column by its name."""
        return next(column for column in self.known if column.name == name)


def _optional(name: str, kind: Kind = Kind.TEXT, *aliases: str) -> Column:
    return Column(name, kind, aliases, required=False, unreadable="absent")


def _further(name: str, kind: Kind = Kind.TEXT, *aliases: str) -> Column:
    """Return an optional column that few files have, and none is asked for."""
    return replace(_optional(name, kind, *aliases), missed=False)


def _deciding(name: str) -> Column:
    """Return a column that says what becomes of a row."""
    kind = Kind.MONEY if name == "refunded_amount" else Kind.TEXT
    column = _optional(name, kind, *SPELLINGS.get(name, ()))
    return replace(column, negative="keep") if kind is Kind.MONEY else column


def _measure(name: str, *aliases: str, required: bool = False) -> Column:
    """Return a count of a post that the ledger sums."""
    unreadable = SET_ASIDE if required else "absent"
    return Column(name, Kind.COUNT, aliases, required, absent=0, measure=True, unreadable=unreadable)


_CODES = (
    *("coupon", "coupon_code", "discount_code", "promo", "promo_code", "voucher", "voucher_code"),
    # Last, for beside a code they may be how many.
    *("codes", "coupon_codes", "discount_codes", "promo_codes", "voucher_codes"),
    *("coupons", "promos", "vouchers"),
)
UTM = tuple(replace(_further(name), traces=True) for name in ("utm_content", "utm_campaign", "utm_source"))
AFFILIATE = (_further("affiliate", Kind.ID), _further("sub_id", Kind.ID))  # whom a network pays
_PRICED = ("order", "payment", "payout", "transaction", "txn", "invoice", "sale", "revenue", "amount")
_CURRENCIES = ("currency_code", "currency_symbol", "curr", "ccy", *(f"{one}_currency" for one in _PRICED))
_CURRENCY = _optional("currency", Kind.TEXT, *_CURRENCIES)
_LINKS = ("post_url", "post_link", "post_address", "permalink", "content_url", "content_link")
_POST_ID = ("post", *_LINKS, "reel_url", "reel_link", "video_url", "video_link")
INFLUENCER_ID = Column("influencer_id", Kind.ID, absent=SET_ASIDE)

INFLUENCERS = Table(
    "influencers",
    ("influencer",),
    (
        Column("id", Kind.ID, ("influencer_id",), absent=SET_ASIDE),
        Column("name", Kind.TEXT),
        Column("category", Kind.TEXT, absent=BLANK),
        Column(
            "follower_count",
            Kind.COUNT,
            ("followers", "followers_count"),
            negative="absent",
            unreadable="absent",
        ),
        Column("platform", Kind.TEXT),
        Column("gender", Kind.TEXT, required=False, absent=BLANK),
        _further("handle", Kind.ID, "username", "user_name", "account"),
        _further("code", Kind.ID, *_CODES, "utm"),
    ),
    totalled=("follower_count",),
    key="id",
    naming="id",
)
POSTS = Table(
    "posts",
    ("post",),
    (
        INFLUENCER_ID,
        Column("platform", Kind.TEXT),
        Column("date", Kind.DATE, ("post_date",), absent=SET_ASIDE),
        _measure("reach", required=True),
        _measure("likes", required=True),
        _measure("comments", required=True),
        _measure("clicks", "link_clicks"),
        _optional("post_id", Kind.ID),
        _optional("url", Kind.LINK, *_LINKS),
        Column("caption", Kind.TEXT, required=False, prose=True),
        _optional("brand", Kind.TEXT, "brand_mentioned"),
        replace(_optional("campaign", Kind.TEXT, "campaign_name"), traces=True),
    ),
    totalled=("reach", "likes", "comments"),
    key="post_id",
    dated=True,
)
ORDERS = Table(
    "orders",
    ("tracking", "order"),
    (
        Column("source", Kind.TEXT, traces=True),
        Column("campaign", Kind.TEXT, traces=True),
        Column("influencer_id", Kind.ID),
        Column("user_id", Kind.ID, unreadable="absent", emails=True),
        Column("date", Kind.DATE, ("order_date", "transaction_date"), absent=SET_ASIDE),
        Column("orders", Kind.COUNT, absent=1, negative="keep", counts="revenue", parts=True),
        Column("revenue", Kind.MONEY, absent=SET_ASIDE, negative="keep", may_be_empty=True),
        _optional("product"),
        _optional("brand", Kind.TEXT, "brands"),
        _optional("post_id", Kind.ID, *_POST_ID),
        _optional("order_id", Kind.ID, "tracking_id"),
        _further("code", Kind.ID, *_CODES),
        *UTM,
        *AFFILIATE,
        _further("order_number", Kind.ID),
        _optional("campaign_start", Kind.DATE),
        _optional("campaign_end", Kind.DATE),
    ),
    totalled=("revenue", "orders"),
    key="order_id",
    money="revenue",
    dated=True,
    apart="user_id",
    personal=("user_id",),
    deciding=(*map(_deciding, SPELLINGS), _CURRENCY),
)
_PERIODS = (
    *("period", "payout_month", "payout_period", "pay_period", "billing_period", "service_period"),
    *("service_month", "for_month", "for_the_month", "month_year"),
)
_PAID_ON = ("paid_on", "paid_date", "date_paid", "payout_date", "date_of_payment", "transfer_date", "date")
_PERCENTS = ("commission_percent", "rate_%", "commission_%", "commission_rate_%", "rate_in_%")
PAYOUTS = Table(
    "payouts",
    ("payout",),
    (
        INFLUENCER_ID,
        Column("basis", Kind.TEXT),
        replace(_optional("rate", Kind.MONEY), percents="rate_percent"),
        replace(_optional("orders", Kind.COUNT, "total_orders_by_influencer"), negative="keep", parts=True),
        Column("total_payout", Kind.MONEY, ("payout_amount",), absent=SET_ASIDE, negative="keep"),
        _optional("payout_id", Kind.ID),
        _further("rate_percent", Kind.MONEY, *_PERCENTS),
        replace(_further("campaign", Kind.TEXT, "campaign_name"), traces=True),
        _further("brand"),
        _further("post_id", Kind.ID, *_POST_ID),
        _further("month", Kind.TEXT, *_PERIODS),
        _further("payment_date", Kind.DATE, *_PAID_ON),
        *AFFILIATE,
        _further("code", Kind.ID, *_CODES),
        _further("order_number", Kind.ID),
    ),
    totalled=("total_payout", "orders"),
    key="payout_id",
    money="total_payout",
    personal=("influencer_id", "basis"),
    deciding=(*map(_deciding, OF_PAYOUTS), _CURRENCY),
)
TABLES = (INFLUENCERS, POSTS, ORDERS, PAYOUTS)
# What influencers are described by: where nothing is stated, readers see BLANK.
DESCRIPTIONS = tuple(column.name for column in INFLUENCERS.columns if column.absent == BLANK)
POST_MEASURES = tuple(column.name for column in POSTS.columns if column.measure)
OPTIONAL_MEASURES = tuple(column.name for column in POSTS.columns if column.measure and not column.required)
