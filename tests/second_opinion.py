"""Works out the ledger a second time, slowly, from the design alone, sharing no line with the product."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TypeAlias, TypeVar

import pandas as pd

UNKNOWN = "Unknown"
NO_CAMPAIGN = "No campaign"

Brands: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""Brands in the order they are looked for, each with its spellings."""

KNOWN_BRANDS: Brands = (
    ("MuscleBlaze", ("muscleblaze", "mb")),
    ("HKVitals", ("hkvitals", "hkvital", "hkv", "hk")),
    ("Gritzo", ("gritzo", "gz")),
    ("TrueBasics", ("truebasics",)),
    ("bGreen", ("bgreen",)),
)

KNOWN_PLATFORMS: dict[str, str] = {
    "instagram": "Instagram",
    "insta": "Instagram",
    "ig": "Instagram",
    "youtube": "YouTube",
    "yt": "YouTube",
    "twitter": "Twitter",
    "x": "Twitter",
    "facebook": "Facebook",
    "fb": "Facebook",
    "threads": "Threads",
    "tiktok": "TikTok",
    "linkedin": "LinkedIn",
    "snapchat": "Snapchat",
    "pinterest": "Pinterest",
    "whatsapp": "WhatsApp",
    "telegram": "Telegram",
}

LONG = 5
UNITS = set("kb mb gb tb mg g gm kg ml l mm cm m km w kw v".split())
"""Letters from which a spelling is found anywhere in a text."""

MISSING = {"", "nan", "none", "null", "na", "n/a"}


@dataclass(frozen=True)
class Entry:
    """One row of the ledger: where and when, and what adds up there; no date is no day at all."""

    date: date | None
    influencer_id: str | None
    platform: str
    brand: str
    campaign: str
    category: str
    revenue: float = 0.0
    orders: float = 0.0
    organic_revenue: float = 0.0
    organic_orders: float = 0.0
    spend: float = 0.0
    posts: float = 0.0
    reach: float = 0.0
    likes: float = 0.0
    comments: float = 0.0
    basis: str | None = None
    revenue_squared: float = 0.0
    new_customers: float = 0.0
    reached_engagements: float = 0.0
    reached_orders: float = 0.0
    reached_spend: float = 0.0
    paid_revenue: float = 0.0


@dataclass(frozen=True)
class Post:
    """One accepted post; `number` is its row, and None is what its file does not say."""

    number: int
    post_id: str | None
    influencer_id: str | None
    platform: str
    date: date
    stated_brand: str | None
    caption_brand: str | None
    stated_campaign: str | None
    reach: float
    likes: float
    comments: float


@dataclass(frozen=True)
class Order:
    """One accepted order, resolved; `recorded_on` is the row of the post it names."""

    influencer_id: str | None
    platform: str
    brand: str
    campaign: str
    date: date
    orders: float
    revenue: float
    recorded_on: int | None
    customer: str | None = None


@dataclass(frozen=True)
class Share:
    """The part of one post that stands for one brand and campaign; a post's parts add up to 1."""

    brand: str
    campaign: str
    part: float


Row: TypeAlias = dict[str, object]
Key = TypeVar("Key")
Value = TypeVar("Value")


def second_opinion(
    influencers: pd.DataFrame,
    posts: pd.DataFrame,
    orders: pd.DataFrame,
    payouts: pd.DataFrame,
) -> pd.DataFrame:
    """Return ledger entries, one per order, per share of a post and per placed part of a payout."""
    return entries_of(World(influencers, posts, orders, payouts))


def entries_of(world: World) -> pd.DataFrame:
    """Return the ledger entries of a world."""
    entries = [*world.order_entries(), *world.post_entries(), *world.payout_entries()]
    return pd.DataFrame([vars(entry) for entry in entries], columns=list(Entry.__dataclass_fields__))


def credited_posts(
    influencers: pd.DataFrame, posts: pd.DataFrame, orders: pd.DataFrame, payouts: pd.DataFrame
) -> list[set[int]]:
    """Return, per order in file order, the rows of the posts it may be credited to.

    Empty is not credited; more than one only where equally late posts tie.
    """
    world = World(influencers, posts, orders, payouts)
    return [world.credited(order) for order in world.orders]


class World:
    """The four files, resolved, and who owns which posts and orders."""

    def __init__(
        self,
        influencers: pd.DataFrame,
        posts: pd.DataFrame,
        orders: pd.DataFrame,
        payouts: pd.DataFrame,
    ) -> None:
        """Resolve posts before orders, because an order may name a post."""
        self.influencers: dict[str, Row] = {}
        for row in _rows(influencers):
            self.influencers.setdefault(str(_text(row, "id")), row)
        post_rows, order_rows = _rows(posts), _rows(orders)
        self.payouts = _rows(payouts)
        self.brands = _spellings([*post_rows, *order_rows])
        self.platforms = _platform_spellings([*post_rows, *self.influencers.values()])
        self.posts = [self._post(number, row) for number, row in enumerate(post_rows)]
        named = [post for post in self.posts if post.influencer_id and post.post_id]
        self.by_id = {(post.influencer_id, post.post_id): post for post in named}
        self.orders = [self._order(row) for row in order_rows]
        self.posts_of = _grouped((post.influencer_id, post) for post in self.posts)
        self.orders_of = _grouped((order.influencer_id, order) for order in self.orders)
        self.orders_on = _grouped((order.recorded_on, order) for order in self.orders)
        self.paid = {_text(row, "influencer_id") for row in self.payouts}
        self.founders = _founders(self.orders)
        self.credit_of: dict[int, set[int]] = {}

    def order_entries(self) -> list[Entry]:
        """Let each order earn on its own day; without an influencer it is organic, not revenue."""
        return [self._order_entry(order) for order in self.orders]

    def post_entries(self) -> list[Entry]:
        """Count each post on its own day and platform, divided by its shares."""
        return [
            Entry(
                *self._place(post, share),
                posts=share.part,
                reach=post.reach * share.part,
                likes=post.likes * share.part,
                comments=post.comments * share.part,
                reached_engagements=(post.likes + post.comments) * share.part if post.reach > 0 else 0.0,
            )
            for post in self.posts
            for share in self.shares(post)
        ]

    def payout_entries(self) -> list[Entry]:
        """Place each payout row on orders or on posts; several rows simply add up."""
        return [entry for payout in self.payouts for entry in self._placed(payout)]

    def shares(self, post: Post) -> list[Share]:
        """Divide a post over the brands and campaigns of its pool, by orders."""
        pool = self._pool(post)
        if not pool:
            brand = post.stated_brand or post.caption_brand or UNKNOWN
            return [Share(brand, post.stated_campaign or NO_CAMPAIGN, 1.0)]
        parts: defaultdict[tuple[str, str], float] = defaultdict(float)
        for order, part in zip(pool, _parts(pool), strict=True):
            brand = post.stated_brand or order.brand
            parts[brand, post.stated_campaign or order.campaign] += part
        return [Share(*pair, part) for pair, part in parts.items()]

    def credited(self, order: Order) -> set[int]:
        """Find the post the order names, else the influencer's last fitting one of 30 days."""
        if order.influencer_id is None:
            return set()
        if order.recorded_on is not None:
            return {order.recorded_on}
        earliest = order.date - timedelta(days=30)
        fitting = [
            post
            for post in self.posts_of[order.influencer_id]
            if earliest <= post.date <= order.date
            and (order.brand in {UNKNOWN, post.stated_brand or post.caption_brand or order.brand})
        ]
        last = max((post.date for post in fitting), default=None)
        return {post.number for post in fitting if post.date == last}

    def _pool(self, post: Post) -> list[Order]:
        """Find the first of the design's pools that is not empty."""
        recorded = self.orders_on[post.number]
        own = self.orders_of[post.influencer_id] if post.influencer_id else []
        if post.stated_brand:
            brand = post.stated_brand
            pools = [_of_brand(recorded, brand), _of_brand(own, brand), _of_brand(own, UNKNOWN)]
        elif post.caption_brand:
            pools = [recorded, _of_brand(own, post.caption_brand), _of_brand(own, UNKNOWN)]
        else:
            pools = [recorded, own]
        return next((pool for pool in pools if pool), [])

    def _placed(self, payout: Row) -> list[Entry]:
        """Try what the payout names, then all the influencer has; with neither, its payment date."""
        influencer_id = _text(payout, "influencer_id")
        total = _number(payout, "total_payout") or 0.0
        basis = _basis(payout)
        own_orders = self.orders_of[influencer_id] if influencer_id else []
        own_shares = [
            (post, share)
            for post in (self.posts_of[influencer_id] if influencer_id else [])
            for share in self.shares(post)
            if share.part > 0
        ]
        named = self._named(payout)
        choices = [(own_orders, own_shares)]
        if named is not None:
            of_it = [order for order in own_orders if named(order, order, self._credited_ids(order))]
            shares_of_it = [(post, share) for post, share in own_shares if named(post, share, {post.post_id})]
            choices.insert(0, (of_it, shares_of_it))
        for orders, shares in choices:
            if orders and (basis in {"order", "revenue"} or not shares):
                return self._spend_on_orders(total, orders, basis)
            if shares:
                return self._spend_on_shares(total, shares, basis)
        platform, category = self._own_platform(influencer_id), self._category(influencer_id)
        day = None if _is_missing(payout.get("payment_date")) else _day(payout, "payment_date")
        return [
            Entry(
                day,
                influencer_id,
                platform,
                UNKNOWN,
                NO_CAMPAIGN,
                category,
                spend=total,
                basis=basis,
                reached_spend=total,
            )
        ]

    def _named(self, payout: Row) -> Callable[[Post | Order, Share | Order, set[str | None]], bool] | None:
        """Give the test of what a payout names; None where it names nothing."""
        campaign, brand, post_id, month = (
            _text(payout, name) for name in ("campaign", "brand", "post_id", "month")
        )
        if not (campaign or brand or post_id or month):
            return None

        def test(happened: Post | Order, stands_for: Share | Order, posts: set[str | None]) -> bool:
            return (
                (not campaign or _folded(campaign) == _folded(stands_for.campaign))
                and (not brand or self._stated_brand(brand) == stands_for.brand)
                and (not post_id or post_id in posts)
                and (not month or month in _periods(happened.date))
            )

        return test

    def break_ties(self, chosen: Sequence[int | None]) -> None:
        """Remember which of several equally late posts has the credit; of posts that do not tie, nothing."""
        for order, number in zip(self.orders, chosen, strict=False):
            if number in self.credited(order):
                self.credit_of[id(order)] = {number}

    def _credited(self, order: Order) -> list[Post]:
        numbers = self.credit_of.get(id(order)) or self.credited(order)
        return [self.posts[number] for number in numbers]

    def _credited_ids(self, order: Order) -> set[str | None]:
        return {post.post_id for post in self._credited(order)}

    def _seen(self, order: Order) -> bool:
        """Say whether an order counts in rates over reach: no post without reach has the credit."""
        return all(post.reach > 0 for post in self._credited(order))

    def _spend_on_orders(self, total: float, orders: Sequence[Order], basis: str) -> list[Entry]:
        weights = [order.revenue if basis == "revenue" else order.orders for order in orders]
        return [
            Entry(
                *self._place(order, order),
                spend=total * part,
                basis=basis,
                reached_spend=total * part if self._seen(order) else 0.0,
            )
            for order, part in zip(orders, _weighed(weights), strict=True)
        ]

    def _spend_on_shares(self, total: float, shares: Sequence[tuple[Post, Share]], basis: str) -> list[Entry]:
        each = total / len({post.number for post, _ in shares})
        whole: defaultdict[int, float] = defaultdict(float)
        for post, share in shares:
            whole[post.number] += share.part
        return [
            Entry(
                *self._place(post, share),
                spend=each * share.part / whole[post.number],
                basis=basis,
                reached_spend=each * share.part / whole[post.number] if post.reach > 0 else 0.0,
            )
            for post, share in shares
        ]

    def _place(
        self, happened: Post | Order, stands_for: Share | Order
    ) -> tuple[date, str | None, str, str, str, str]:
        """Fill the front of an entry: date, influencer, platform, brand, campaign, category."""
        influencer_id = happened.influencer_id
        category = self._category(influencer_id)
        return (
            happened.date,
            influencer_id,
            happened.platform,
            stands_for.brand,
            stands_for.campaign,
            category,
        )

    def _order_entry(self, order: Order) -> Entry:
        location = self._place(order, order)
        if order.influencer_id is None:
            return Entry(*location, organic_revenue=order.revenue, organic_orders=order.orders)
        return Entry(
            *location,
            revenue=order.revenue,
            orders=order.orders,
            revenue_squared=order.revenue**2 / max(order.orders, 1.0),
            new_customers=self.founders.get(id(order), 0.0),
            reached_orders=order.orders if self._seen(order) else 0.0,
            paid_revenue=order.revenue if order.influencer_id in self.paid else 0.0,
        )

    def _post(self, number: int, row: Row) -> Post:
        influencer_id = _text(row, "influencer_id")
        return Post(
            number=number,
            post_id=_text(row, "post_id"),
            influencer_id=influencer_id,
            platform=self._platform(_text(row, "platform")) or self._own_platform(influencer_id),
            date=_day(row, "date"),
            stated_brand=self._stated_brand(_text(row, "brand")),
            caption_brand=_named_brand(_text(row, "caption"), self.brands),
            stated_campaign=_text(row, "campaign"),
            reach=_number(row, "reach") or 0.0,
            likes=_number(row, "likes") or 0.0,
            comments=_number(row, "comments") or 0.0,
        )

    def _order(self, row: Row) -> Order:
        orders, revenue = _number(row, "orders"), _number(row, "revenue") or 0.0
        linked = self._linked(row)
        return Order(
            influencer_id=_text(row, "influencer_id"),
            platform=self._order_platform(row, linked),
            brand=self._order_brand(row, linked),
            campaign=_text(row, "campaign") or NO_CAMPAIGN,
            date=_day(row, "date"),
            orders=float(revenue >= 0) if orders is None else orders,
            revenue=revenue,
            recorded_on=linked.number if linked else None,
            customer=_text(row, "user_id"),
        )

    def _linked(self, row: Row) -> Post | None:
        """Find the post of the same influencer that the order names."""
        influencer_id = _text(row, "influencer_id")
        names = [_text(row, "post_id"), _text(row, "source")]
        found = (self.by_id.get((influencer_id, name)) for name in names)
        return next((post for post in found if post), None)

    def _order_brand(self, row: Row, linked: Post | None) -> str:
        return (
            self._stated_brand(_text(row, "brand"))
            or _named_brand(_text(row, "product"), self.brands)
            or _named_brand(_text(row, "campaign"), self.brands)
            or _whole_brand(_text(row, "source"), self.brands)
            or (linked.stated_brand if linked else None)
            or UNKNOWN
        )

    def _order_platform(self, row: Row, linked: Post | None) -> str:
        source = _text(row, "source")
        named = self.platforms.get(_folded(source)) if source else None
        return (
            named or (linked.platform if linked else None) or self._own_platform(_text(row, "influencer_id"))
        )

    def _stated_brand(self, text: str | None) -> str | None:
        """Take a stated brand for the one the whole of it spells, else for itself."""
        return _whole_brand(text, self.brands) or text

    def _platform(self, text: str | None) -> str | None:
        return self.platforms.get(_folded(text), text) if text else None

    def _own_platform(self, influencer_id: str | None) -> str:
        influencer = self.influencers.get(influencer_id, {}) if influencer_id else {}
        return self._platform(_text(influencer, "platform")) or UNKNOWN

    def _category(self, influencer_id: str | None) -> str:
        influencer = self.influencers.get(influencer_id, {}) if influencer_id else {}
        return _text(influencer, "category") or UNKNOWN


def _parts(pool: Sequence[Order]) -> list[float]:
    """Say what part of the whole each order is, by `orders`; alike where all are 0."""
    return _weighed([order.orders for order in pool])


def _weighed(weights: Sequence[float]) -> list[float]:
    """Say what part of the whole each weight is: below 0 is 0, and where all are 0 they are alike."""
    above = [max(weight, 0.0) for weight in weights]
    whole = sum(above)
    return [one / whole for one in above] if whole else [1 / len(above)] * len(above)


def _founders(orders: Sequence[Order]) -> dict[int, float]:
    """Give each order's part of its new customer: those of the first day, neither refund nor of no order."""
    able = [order for order in orders if order.customer and order.orders > 0 and order.revenue >= 0]
    parts: dict[int, float] = {}
    for theirs in _grouped((order.customer, order) for order in able).values():
        first = min(order.date for order in theirs)
        of_day = [order for order in theirs if order.date == first]
        parts |= {id(order): 1 / len(of_day) for order in of_day}
    return parts


def _of_brand(orders: Iterable[Order], brand: str) -> list[Order]:
    return [order for order in orders if order.brand == brand]


_BY_ORDER = {"order", "orders", "perorder", "perorders", "sale", "sales", "persale", "cpo", "cpa", "cps"}
_BY_REVENUE = {"commission", "%ofrevenue", "revenueshare", "affiliate"}


def _basis(payout: Row) -> str:
    """Say what bears a payout first: revenue where it is a share of that, orders, else posts."""
    word = _folded(_text(payout, "basis") or "")
    if word in _BY_REVENUE:
        return "revenue"
    return "order" if word in _BY_ORDER else "post"


def _spellings(rows: Iterable[Row]) -> Brands:
    """Add every other value of a brand column to the known brands, in order of the alphabet."""
    stated = sorted({text for row in rows if (text := _text(row, "brand"))})
    new = [text for text in stated if _whole_brand(text, KNOWN_BRANDS) is None]
    return (*KNOWN_BRANDS, *((text, (_folded(text),)) for text in new))


@cache
def _named_brand(text: str | None, brands: Brands) -> str | None:
    """Find the first brand one of whose spellings the text holds."""
    if not text:
        return None
    house = {brand for brand, _ in KNOWN_BRANDS}
    hits = (
        brand
        for brand, spellings in brands
        if any((_holds if brand in house else _holds_words)(text, spelling) for spelling in spellings)
    )
    return next(hits, None)


def _holds(text: str, spelling: str) -> bool:
    """Say whether a long spelling is anywhere in the text, or a short one is or leads a word.

    A short one leads a word as capitals before a capitalised word or a digit: `MBPreWorkout` is
    MuscleBlaze's, but the random hashtag `#HKDYH` is nobody's.
    """
    if len(spelling) >= LONG:
        return spelling in _folded(text)
    leading = re.compile(re.escape(spelling.upper()) + r"([A-Z][a-z]|\d)")
    return _holds_words(text, spelling) or any(map(leading.match, re.findall(r"[^\W_]+", text)))


def _holds_words(text: str, spelling: str) -> bool:
    """Say whether words in a row come to the spelling, and measure nothing: no `90 MB`, no `HK$`."""
    words = list(re.finditer(r"[^\W_]+", text.lower()))
    for first in range(len(words)):
        for last in range(first, len(words)):
            run = text[words[first].start() : words[last].end()]
            if not re.fullmatch(r"[\w\s-]+", run) or len(_folded(run)) > len(spelling):
                break
            before, behind = text[: words[first].start()].rstrip(), text[words[last].end() :].lstrip()
            sign = behind[:1] in tuple("$€£¥₹") or before[-1:] in tuple("$€£¥₹")
            unit = spelling in UNITS and (before[-1:].isdigit() or behind.startswith("/s"))
            if _folded(run) == spelling and not sign and not unit:
                return True
    return False


def _whole_brand(text: str | None, brands: Brands) -> str | None:
    """Find the brand the whole text is a spelling of."""
    folded = _folded(text or "")
    return next((brand for brand, spellings in brands if folded in spellings), None)


def _platform_spellings(rows: Iterable[Row]) -> dict[str, str]:
    """Add every other platform some file names to the known spellings."""
    named = sorted({text for row in rows if (text := _text(row, "platform"))})
    return {_folded(text): text for text in reversed(named)} | KNOWN_PLATFORMS


def _folded(text: str) -> str:
    return re.sub(r"[\s_-]", "", text).lower()


def _rows(frame: pd.DataFrame) -> list[Row]:
    return [
        dict(zip(frame.columns, values, strict=True)) for values in frame.itertuples(index=False, name=None)
    ]


def _text(row: Row, column: str) -> str | None:
    value = row.get(column)
    return None if _is_missing(value) else str(value).strip() or None


def _number(row: Row, column: str) -> float | None:
    value = row.get(column)
    return None if _is_missing(value) else float(str(value))


def _day(row: Row, column: str) -> date:
    return date.fromisoformat(str(row[column])[:10])


def _is_missing(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or value != value  # noqa: PLR0124


def _grouped(pairs: Iterable[tuple[Key, Value]]) -> defaultdict[Key, list[Value]]:
    groups: defaultdict[Key, list[Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


# ---- a plain reader, good enough for the real folders in shared/data

TABLES = {
    "influencers": "influencer",
    "posts": "post",
    "orders": "tracking|order",
    "payouts": "payout",
}

ALIASES: dict[str, dict[str, str]] = {
    "influencers": {
        "influencerid": "id",
        "followers": "follower_count",
        "followerscount": "follower_count",
    },
    "posts": {"postdate": "date", "posturl": "url", "brandmentioned": "brand"},
    "orders": {"orderdate": "date", "transactiondate": "date", "brands": "brand"},
    "payouts": {"payoutamount": "total_payout", "totalordersbyinfluencer": "orders"},
}

COLUMNS: dict[str, tuple[str, ...]] = {
    "influencers": ("id", "name", "category", "gender", "follower_count", "platform"),
    "posts": (
        *("post_id", "influencer_id", "platform", "date", "url", "caption"),
        *("reach", "likes", "comments", "brand", "campaign"),
    ),
    "orders": (
        *("source", "campaign", "influencer_id", "user_id", "product", "date"),
        *("orders", "revenue", "brand", "post_id"),
    ),
    "payouts": (
        *("influencer_id", "basis", "rate", "orders", "total_payout"),
        *("campaign", "brand", "post_id", "month", "payment_date"),
    ),
}

LAST_MONTH, LAST_DAY = 12, 31
IDS = {"id", "influencer_id", "post_id", "user_id"}
NUMBERS = {
    "follower_count",
    "reach",
    "likes",
    "comments",
    "orders",
    "revenue",
    "rate",
    "total_payout",
}
NEEDED = {
    "influencers": ["id"],
    "posts": ["date"],
    "orders": ["date", "revenue"],
    "payouts": ["total_payout"],
}


def read_clean(folder: Path) -> dict[str, pd.DataFrame]:
    """Read a folder's four files under canonical column names, without the rows to set aside."""
    return {table: _read_table(_file(folder, pattern), table) for table, pattern in TABLES.items()}


def _file(folder: Path, pattern: str) -> Path:
    return next(path for path in sorted(folder.glob("*.csv")) if re.match(pattern, path.name, re.IGNORECASE))


def _read_table(path: Path, table: str) -> pd.DataFrame:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        header, *cells = [row for row in csv.reader(lines) if any(map(_clean, row))]
    names = [_canonical(name, table) for name in header]
    rows = [dict(zip(names, map(_clean, row), strict=False)) for row in cells]
    columns = {name: [row.get(name) for row in rows] for name in names if name}
    typed = {name: _typed(name, texts) for name, texts in columns.items()}
    return _accepted(pd.DataFrame(typed, dtype=object), table)


def _canonical(name: str, table: str) -> str | None:
    """Find the canonical name of a header; None for an unknown extra column."""
    folded = _folded(name)
    plain = {_folded(column): column for column in COLUMNS[table]}
    return plain.get(folded) or ALIASES[table].get(folded)


def _clean(text: str) -> str | None:
    return None if text.strip().lower() in MISSING else text.strip()


def _typed(name: str, texts: list[str | None]) -> list[object]:
    if name in ("date", "payment_date"):
        return list(_dates(texts))
    if name in NUMBERS:
        return [float(re.sub(r"[,₹\s]", "", text)) if text else None for text in texts]
    if name in IDS:
        return [_plain_id(text) for text in texts]
    if name == "platform":
        return [KNOWN_PLATFORMS.get(_folded(text), text) if text else None for text in texts]
    # A number in `source` may be a post's id.
    return [_plain_id(text) for text in texts] if name == "source" else list(texts)


def _plain_id(text: str | None) -> str | None:
    return re.sub(r"^(\d+)\.0+$", r"\1", text) if text else None


def _dates(texts: list[str | None]) -> list[date | None]:
    """Read a column in one order: ISO, or day first unless some value proves month first."""
    numbers = [[int(part) for part in re.findall(r"\d+", text or "")[:3]] for text in texts]
    month_first = any(three and _proves_month_first(*three) for three in numbers)
    return [_date(three, "month" if month_first else "day") if three else None for three in numbers]


def _periods(day: date) -> set[str]:
    """Give the periods a day is of, as payouts of generated worlds write them."""
    ends = day.year + (day.month > 3)
    return {str(day)[:7], f"Q{(day.month + 2) // 3} {day.year}", f"FY{ends - 2000}"}


def _proves_month_first(first: int, second: int, third: int) -> bool:
    return first <= LAST_MONTH < second <= LAST_DAY < third


def _date(three: list[int], first: str) -> date:
    if three[0] > LAST_DAY:
        return date(*three)
    one, two, year = three
    return date(year, one, two) if first == "month" else date(year, two, one)


def _accepted(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Leave out rows without what the ledger needs, and posts with negative counts."""
    kept = frame.dropna(subset=NEEDED[table])
    if table == "posts":
        counts = kept[["reach", "likes", "comments"]].astype(float).fillna(0)
        kept = kept[(counts >= 0).all(axis="columns")]
    return kept.reset_index(drop=True)
