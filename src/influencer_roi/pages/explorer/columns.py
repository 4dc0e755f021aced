"""Says which columns the tables of the Explorer show."""

from collections.abc import Iterable, Mapping, Sequence

from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.model.schema import POST_MEASURES
from influencer_roi.ui.grid import Column

LINE = Column("line", "Line", "number", 90, "The line of the row in its file.")
DATE = Column("date", "Date", "day", 98)
NAME = Column("name", "Influencer", "link", 145, "The influencer's name; two may share one.", "href")
ID = Column("influencer_id", "Influencer id", width=110)
PLATFORM = Column("platform", "Platform", width=106, dot="platform")
BRAND = Column("brand", "Brand", width=120, dot="brand")
CAMPAIGN = Column("campaign", "Campaign", "name", 208)
POST = Column(
    "post_id", "Post", width=90, meaning="The post of the entry, or the one an order is credited to."
)
PERSON = (
    Column("category", "Category", width=125),
    Column("tier", "Followers", width=105, meaning="The influencer's follower tier, nano to mega."),
    Column("follower_count", "Follower count", "number", 125),
    Column("gender", "Gender", width=100),
)
_UNSEEN = "but those of posts whose reach is not known."
NARROWED = (
    Column("reached_engagements", "Engagements seen", "number", 130, f"Likes and comments {_UNSEEN}"),
    Column("reached_orders", "Orders seen", "number", 110, f"Orders {_UNSEEN}"),
    Column("reached_spend", "Spend seen", "number", 110, "Spend but that of posts whose reach is not known."),
    Column("paid_revenue", "Revenue of the paid", "number", 130, "Revenue of influencers with a payout."),
)
BASIS = Column("basis", "Payout basis", width=120, meaning="What the influencer is paid for.", dot="basis")

COLUMNS: Mapping[str, tuple[Column | str, ...]] = {
    "entries": (
        DATE,
        NAME,
        ID,
        PLATFORM,
        BRAND,
        CAMPAIGN,
        POST,
        *("revenue", "orders", "spend", "posts", *POST_MEASURES, "new_customers"),
        *("organic_revenue", "organic_orders"),
        *NARROWED,
        Column("spend_basis", "Spend basis", width=120, meaning="What this spend was paid for."),
        *PERSON,
        BASIS,
    ),
    "orders": (
        LINE,
        DATE,
        NAME,
        "revenue",
        "orders",
        Column("product", "Product", "name", 190),
        BRAND,
        CAMPAIGN,
        PLATFORM,
        Column("source", "Source", width=110, meaning="The source as the file states it."),
        POST,
        Column(
            "credited",
            "Credited",
            width=120,
            meaning="Recorded: the order names its post. Inferred: the influencer's last fitting post.",
        ),
        "new_customers",
        *("organic_revenue", "organic_orders"),
        Column("user_id", "Customer", width=110),
        Column("order_id", "Order id", width=110),
        ID,
        *PERSON,
        BASIS,
    ),
    "posts": (
        LINE,
        DATE,
        POST,
        NAME,
        PLATFORM,
        BRAND,
        Column("brand_from", "Brand from", width=115, meaning="What says which brand the post is for."),
        CAMPAIGN,
        *("posts", *POST_MEASURES, "spend", "revenue", "orders"),
        Column("caption", "Caption", "name", 310),
        Column("url", "Link", "post", 90),
        ID,
        *PERSON,
        BASIS,
    ),
    "influencers": (
        NAME,
        ID,
        PLATFORM,
        *PERSON,
        BASIS,
        *("revenue", "spend", "roas", "orders", "posts", "reach", "engagements", "engagement_rate"),
        "new_customers",
    ),
    "payouts": (
        LINE,
        NAME,
        ID,
        Column("basis", "Basis", width=110, meaning="What this payout is paid for."),
        Column("rate", "Rate", "money", 110),
        Column("stated_orders", "Orders stated", "number", 125, "The orders the payouts file states."),
        Column("total_payout", "Total payout", "money", 130, "What was paid, as the file states it."),
        Column("payout_id", "Payout id", width=110),
        PLATFORM,
        *PERSON,
    ),
}


def columns_of(table: str, ledger: Ledger, lacking: Iterable[str]) -> tuple[Column | str, ...]:
    """Return the columns a table shows; what these files do not have is left out, and what is lacking."""
    absent = {*ledger.unmeasured, *lacking}
    return tuple(one for one in COLUMNS[table] if one not in absent)


def with_first(columns: Sequence[Column | str], metric: str) -> tuple[Column | str, ...]:
    """Return the columns with those a metric is made of in front, the metric itself before them."""
    wanted = (metric, *sorted(REGISTRY[metric].formula.uses)) if metric in REGISTRY else ()
    front = [one for name in wanted for one in columns if one == name]
    return (*dict.fromkeys(front), *(one for one in columns if one not in front))


def fields_of(table: str) -> tuple[str, ...]:
    """Return the fields a table shows, in their order."""
    return tuple(one if isinstance(one, str) else one.field for one in COLUMNS[table])
