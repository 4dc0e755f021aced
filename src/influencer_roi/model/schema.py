"""Declares the four tables of a data folder: their columns and spellings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum

from influencer_roi.model.report import Problem, Refused

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
    `prose` stays as it is written. A column that is not `missed` goes unmentioned where a file has none.
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
    missed: bool = True

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every accepted spelling, the column's own name first."""
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class Table:
    """One of the four tables: its name, the file names that hold it, its columns, key and money column.

    Rows of a `dated` one lie near each other in time.
    """

    name: str
    stems: tuple[str, ...]
    columns: tuple[Column, ...]
    key: str | None = None
    money: str | None = None
    dated: bool = False

    def column(self, name: str) -> Column:
        """Return one column by its name."""
        return next(column for column in self.columns if column.name == name)


def _optional(name: str, kind: Kind = Kind.TEXT, *aliases: str) -> Column:
    return Column(name, kind, aliases, required=False, unreadable="absent")


def _further(name: str, kind: Kind = Kind.TEXT, *aliases: str) -> Column:
    """Return an optional column that few files have, and none is asked for."""
    return replace(_optional(name, kind, *aliases), missed=False)


def _measure(name: str, *aliases: str, required: bool = False) -> Column:
    """Return a count of a post that the ledger sums."""
    unreadable = SET_ASIDE if required else "absent"
    return Column(name, Kind.COUNT, aliases, required, absent=0, measure=True, unreadable=unreadable)


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
        _further("handle", Kind.ID, "username", "user_name"),
        _further("code", Kind.ID, "coupon", "coupon_code", "discount_code", "promo_code"),
    ),
    key="id",
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
        _optional("url", Kind.LINK, "post_url"),
        Column("caption", Kind.TEXT, required=False, prose=True),
        _optional("brand", Kind.TEXT, "brand_mentioned"),
        _optional("campaign"),
    ),
    key="post_id",
    dated=True,
)
ORDERS = Table(
    "orders",
    ("tracking", "order"),
    (
        Column("source", Kind.TEXT),
        Column("campaign", Kind.TEXT),
        Column("influencer_id", Kind.ID),
        Column("user_id", Kind.ID, unreadable="absent", emails=True),
        Column("date", Kind.DATE, ("order_date", "transaction_date"), absent=SET_ASIDE),
        Column("orders", Kind.COUNT, absent=1, negative="keep", counts="revenue", parts=True),
        Column("revenue", Kind.MONEY, absent=SET_ASIDE, negative="keep", may_be_empty=True),
        _optional("product"),
        _optional("brand", Kind.TEXT, "brands"),
        _optional("post_id", Kind.ID),
        _optional("order_id", Kind.ID, "tracking_id"),
        _optional("campaign_start", Kind.DATE),
        _optional("campaign_end", Kind.DATE),
    ),
    key="order_id",
    money="revenue",
    dated=True,
)
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
        _further("rate_percent", Kind.MONEY, "commission_percent", "rate_%"),
    ),
    key="payout_id",
    money="total_payout",
)
TABLES = (INFLUENCERS, POSTS, ORDERS, PAYOUTS)
POST_MEASURES = tuple(column.name for column in POSTS.columns if column.measure)
OPTIONAL_MEASURES = tuple(column.name for column in POSTS.columns if column.measure and not column.required)


def folded(text: str) -> str:
    """Return a header or spelling with case, blanks, hyphens, underscores and byte order marks taken away."""
    return re.sub(r"[\s_\-\ufeff]+", "", text).casefold()


def match_columns(table: Table, headers: Sequence[str], file: str) -> dict[str, int]:
    """Return {column: place of its header} for every column the file has, its own name before its aliases.

    Raises:
        Refused: a required column is missing, or one header stands twice.
    """
    places = {folded(header): place for place, header in reversed(list(enumerate(headers)))}
    matched = {
        column.name: places[folded(spelling)]
        for column in table.columns
        for spelling in reversed(column.spellings)
        if folded(spelling) in places
    }
    problems = [
        *_twice(headers, set(matched.values()), file),
        *(
            _missing(column, headers, file)
            for column in table.columns
            if column.required and column.name not in matched
        ),
    ]
    if problems:
        raise Refused(problems)
    return matched


def _missing(column: Column, headers: Sequence[str], file: str) -> Problem:
    accepted = ", ".join(f"'{spelling}'" for spelling in column.spellings)
    said = (
        f"column '{column.name}' is missing; accepted spellings: {accepted}. "
        f"The file has: {', '.join(headers)}. {_way_out(column, headers)}"
    )
    return Problem("missing_column", file, said)


def _way_out(column: Column, headers: Sequence[str]) -> str:
    by_fold = {folded(header): header for header in headers}
    near = get_close_matches(folded(column.name), by_fold, n=1)
    meant = f" Is it '{by_fold[near[0]]}'?" if near else ""
    return f"Add the column or rename its header.{meant}"


def _twice(headers: Sequence[str], used: set[int], file: str) -> list[Problem]:
    folds = [folded(header) for header in headers]
    return [
        Problem(
            "duplicate_column",
            file,
            f"column '{headers[place]}' stands {folds.count(folds[place])} times. Keep one of them.",
        )
        for place in sorted(used)
        if folds.count(folds[place]) > 1
    ]
