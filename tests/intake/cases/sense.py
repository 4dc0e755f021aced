"""Cases S01 to S15: what makes business sense."""

from influencer_roi.ledger.entries import Ledger
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.queries.data_health import reconciled
from tests.intake.cases.cases import (
    REVENUE,
    SPEND,
    Case,
    add,
    answers,
    aside,
    asked,
    cells,
    dated_spend,
    edit,
    kept,
)

OF_REVENUE = tuple(key for key, one in REGISTRY.items() if one.formula.uses & {"revenue", "organic_revenue"})


def without_revenue(ledger: Ledger) -> tuple[set[str], set[object], bool]:
    """What is unmeasured, what the metrics of revenue are, and whether spend still reconciles."""
    totals = answers()(ledger)
    sums = {one.metrics: (one.files, one.screen) for one in reconciled(ledger)}
    return set(ledger.unmeasured), {totals[key] for key in OF_REVENUE}, sums["spend",] == (SPEND, SPEND)


ORDER = "1,800.25,Gritzo"
SENSE_CASES = (
    Case(
        "S01",
        "likes without reach",
        edit("posts", ("2000,50,0,8", "0,50,0,8")),
        kept("posts:reach_zero", like=None, shows=(asked("engagement_rate", influencer_id="zoe"), None)),
    ),
    Case(
        "S02",
        "more likes than reach",
        edit("posts", ("2000,50,0,8", "2000,2000,1,8")),
        kept("posts:engagement_over_100", like=None),
    ),
    Case(
        "S03",
        "no reach stated",
        edit("posts", ("2000,50,0,8", ",50,0,8")),
        kept(
            "posts:absent",
            "posts:reach_zero",
            like=None,
            shows=(asked("engagement_rate", influencer_id="zoe"), None),
        ),
    ),
    Case(
        "S04",
        "a refund",
        edit("orders", (ORDER, "1,-800.25,Gritzo")),
        kept("orders:refund", like=None, revenue=REVENUE - 2 * 800.25),
    ),
    Case(
        "S04",
        "orders taken back",
        edit("orders", (ORDER, "-1,800.25,Gritzo")),
        kept("orders:refund", like=None, shows=(asked("orders", influencer_id="zoe"), -1)),
    ),
    Case(
        "S05",
        "revenue without orders",
        edit("orders", (ORDER, "0,800.25,Gritzo")),
        kept("orders:orders_zero", like=None, shows=(asked("aov", influencer_id="zoe"), None)),
    ),
    Case(
        "S06",
        "orders without revenue",
        edit("orders", (ORDER, "1,0,Gritzo")),
        kept("orders:revenue_zero", like=None, revenue=REVENUE - 800.25),
    ),
    Case(
        "S07",
        "a clawback",
        add("payouts", "y5,zoe,post,,,-100"),
        kept("payouts:clawback", like=None, spend=SPEND - 100),
    ),
    Case("S08", "a negative rate", add("payouts", "y5,zoe,post,-1,,5"), aside("payouts 6 rate negative")),
    Case(
        "S09",
        "orders stated and tracked",
        edit("payouts", ("500,3,1000", "500,5,1000")),
        kept("payouts:orders_differ"),
    ),
    Case(
        "S10",
        "a payout beside its rate",
        edit("payouts", ("500,3,1000", "500,3,1001.50")),
        kept("payouts:payout_mismatch", like=None, spend=SPEND + 1.5),
    ),
    Case(
        "S10",
        "a rupee beside its rate",
        edit("payouts", ("500,3,1000", "500,3,1001")),
        kept(like=None, spend=SPEND + 1),
    ),
    Case(
        "S11",
        "paid by post without one",
        edit("payouts", ("dev,order", "dev,post")),
        kept("payouts:no_posts", "payouts:payout_mismatch", like=None, shows=(dated_spend, SPEND)),
    ),
    Case(
        "S12",
        "nothing paid",
        edit("payouts", ("300,,300", "0,,0")),
        kept(
            "payouts:no_spend", like=None, spend=SPEND - 300, shows=(asked("roas", influencer_id="zoe"), None)
        ),
    ),
    Case(
        "S13",
        "beyond a thousand medians",
        edit("orders", (ORDER, "1,9000000,Gritzo")),
        kept("orders:outlier", like=None, revenue=REVENUE - 800.25 + 9_000_000),
    ),
    Case(
        "S14",
        "no revenue at all",
        cells("orders", "revenue", lambda _: ""),
        kept(
            "orders:no_revenue",
            like=None,
            revenue=0,
            shows=(
                without_revenue,
                ({"revenue", "revenue_squared", "organic_revenue", "paid_revenue"}, {None}, True),
            ),
        ),
    ),
    Case(
        "S15",
        "before its campaign",
        edit("orders", ("MB Bar,2025-06-15", "MB Bar,2025-03-31")),
        kept("orders:outside_campaign", like=None),
    ),
)
