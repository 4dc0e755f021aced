"""Declares every metric there is; a new one is one entry here."""

from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.checking import checked
from influencer_roi.metrics.units import COUNT, PEOPLE, PERCENT, RATE, RUPEES, TIMES
from influencer_roi.metrics.vocabulary import (
    Bands,
    Better,
    Metric,
    assumption,
    measure,
    number,
    of_selection,
    ratio,
)

NO_SPEND = "no spend in this selection"
NO_REACH = "no reach in this selection"
NO_ORDERS = "no orders in this selection"
NO_POSTS = "no posts in this selection"
NO_CLICKS = "no clicks in this selection"
NO_COST = "no spend or no {} in this selection"

revenue, orders, spend, posts, reach, likes, comments, clicks = (
    measure(name) for name in ("revenue", "orders", "spend", "posts", "reach", "likes", "comments", "clicks")
)
reached_engagements, reached_orders, reached_spend = (
    measure(f"reached_{name}") for name in ("engagements", "orders", "spend")
)
engagements = likes + comments
roas = ratio(revenue, spend)

METRICS: tuple[Metric, ...] = (
    Metric(
        "revenue", "Revenue", revenue, RUPEES, "What tracked orders of influencers brought in.", Better.HIGHER
    ),
    Metric(
        "spend", "Spend", spend, RUPEES, "What influencers were paid, placed on the days it was paid for."
    ),
    Metric(
        "roas",
        "ROAS",
        roas,
        TIMES,
        "Revenue earned for every rupee of spend.",
        Better.HIGHER,
        Bands(poor=2, good=3),
        NO_SPEND,
    ),
    Metric(
        "roi",
        "ROI",
        ratio(revenue - spend, spend),
        PERCENT,
        "What came back beyond the spend, as a share of it.",
        Better.HIGHER,
        nothing=NO_SPEND,
    ),
    Metric("orders", "Orders", orders, COUNT, "Tracked orders of influencers.", Better.HIGHER),
    Metric("reach", "Reach", reach, COUNT, "How often posts were seen, summed over posts.", Better.HIGHER),
    Metric(
        "engagement_rate",
        "Engagement rate",
        ratio(reached_engagements, reach),
        PERCENT,
        "Likes and comments as a share of reach, of posts whose reach is known.",
        Better.HIGHER,
        Bands(poor=0.01, good=0.03, words=("Low", "Average", "High")),
        NO_REACH,
    ),
    Metric(
        "incremental_roas",
        "Incremental ROAS",
        ratio(revenue * (number(1) - assumption("baseline")), spend),
        TIMES,
        "ROAS without the revenue assumed to have come anyway.",
        Better.HIGHER,
        nothing=NO_SPEND,
    ),
    Metric(
        "roas_vs_average",
        "ROAS vs average",
        roas - ratio(of_selection("revenue"), of_selection("spend")),
        TIMES,
        "ROAS less the ROAS of the whole selection.",
        Better.HIGHER,
        nothing=NO_SPEND,
    ),
    Metric(
        "roas_paid",
        "ROAS of the paid",
        ratio(measure("paid_revenue"), spend),
        TIMES,
        "ROAS without the revenue of people nobody paid.",
        Better.HIGHER,
        nothing=NO_SPEND,
    ),
    Metric(
        "posts",
        "Posts",
        posts,
        COUNT,
        "Posts, shared over the brands and campaigns they sold for.",
        Better.HIGHER,
    ),
    Metric("engagements", "Engagements", engagements, COUNT, "Likes and comments together.", Better.HIGHER),
    Metric("likes", "Likes", likes, COUNT, "Likes on posts.", Better.HIGHER),
    Metric("comments", "Comments", comments, COUNT, "Comments on posts.", Better.HIGHER),
    Metric("clicks", "Clicks", clicks, COUNT, "Clicks on posts.", Better.HIGHER, nothing=NO_CLICKS),
    Metric(
        "new_customers",
        "New customers",
        measure("new_customers"),
        PEOPLE,
        "Customers whose first order came through an influencer.",
        Better.HIGHER,
    ),
    Metric(
        "cpm",
        "CPM",
        ratio(reached_spend, reach) * number(1000),
        RUPEES,
        "Spend for a reach of a thousand, without posts whose reach is not known.",
        Better.LOWER,
        nothing=NO_COST.format("reach"),
    ),
    Metric(
        "cpe",
        "CPE",
        ratio(spend, engagements),
        RUPEES,
        "Spend for one like or comment.",
        Better.LOWER,
        nothing=NO_COST.format("engagements"),
    ),
    Metric(
        "cpc",
        "CPC",
        ratio(spend, clicks),
        RUPEES,
        "Spend for one click.",
        Better.LOWER,
        nothing=NO_COST.format("clicks"),
    ),
    Metric(
        "cpa",
        "CPA",
        ratio(spend, orders),
        RUPEES,
        "Spend for one order.",
        Better.LOWER,
        nothing=NO_COST.format("orders"),
    ),
    Metric(
        "aov",
        "AOV",
        ratio(revenue, orders),
        RUPEES,
        "Revenue of an average order.",
        Better.HIGHER,
        nothing=NO_ORDERS,
    ),
    Metric(
        "orders_per_1k_reach",
        "Orders per 1,000 reach",
        ratio(reached_orders, reach) * number(1000),
        RATE,
        "Orders for a reach of a thousand, without posts whose reach is not known.",
        Better.HIGHER,
        nothing=NO_REACH,
    ),
    Metric(
        "revenue_per_post",
        "Revenue per post",
        ratio(revenue, posts),
        RUPEES,
        "Revenue for one post.",
        Better.HIGHER,
        nothing=NO_POSTS,
    ),
    Metric(
        "cost_per_post",
        "Cost per post",
        ratio(spend, posts),
        RUPEES,
        "Spend for one post.",
        Better.LOWER,
        nothing=NO_COST.format("posts"),
    ),
    Metric(
        "profit",
        "Profit",
        revenue * assumption("margin") - spend,
        RUPEES,
        "What an assumed margin leaves of revenue after the spend.",
        Better.HIGHER,
    ),
    Metric(
        "needed_share",
        "Needed share",
        ratio(spend, measure("paid_revenue") * assumption("margin")),
        PERCENT,
        "The part of the revenue of people who were paid that they must have caused for the spend to pay.",
        Better.LOWER,
        nothing=NO_COST.format("revenue of those who were paid"),
    ),
    Metric(
        "organic_revenue",
        "Organic revenue",
        measure("organic_revenue"),
        RUPEES,
        "Revenue of orders without an influencer; never inside ROAS.",
        Better.HIGHER,
    ),
    Metric(
        "organic_orders",
        "Organic orders",
        measure("organic_orders"),
        COUNT,
        "Orders without an influencer.",
        Better.HIGHER,
    ),
)


REGISTRY: dict[str, Metric] = checked(METRICS)


def measured(ledger: Ledger) -> tuple[str, ...]:
    """Return the metrics these files can answer: those that rest on no measure the files do not have."""
    return tuple(key for key, metric in REGISTRY.items() if not metric.formula.uses & ledger.unmeasured)
