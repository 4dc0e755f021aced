"""Cases B01 to S15: words, keys, joins, and what makes business sense."""

from collections.abc import Callable

import polars as pl

from influencer_roi.data.ledger import Ledger
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.queries.data_health import reconciled
from tests.data.intake.cases import (
    BASE,
    REVENUE,
    SPEND,
    Case,
    add,
    answers,
    aside,
    asked,
    cells,
    column,
    edit,
    kept,
    lines,
    put,
    without,
)

BIDI = "\u202e"
ZOE = "zoe,Zoé Iyer,Beauty,Female,,Instagram"
OF_REVENUE = tuple(key for key, one in REGISTRY.items() if one.formula.uses & {"revenue", "organic_revenue"})


def distinct(dimension: str) -> Callable[[Ledger], object]:
    """Return what a filter on this dimension can choose."""
    return lambda ledger: list(ledger.values(dimension))


def dated_spend(ledger: Ledger) -> float:
    """The spend that stands on a day."""
    return float(ledger.entries.filter(pl.col("date").is_not_null())["spend"].sum())


def without_revenue(ledger: Ledger) -> tuple[set[str], set[object], bool]:
    """What is unmeasured, what the metrics of revenue are, and whether spend still reconciles."""
    totals = answers()(ledger)
    sums = {one.metrics: (one.files, one.screen) for one in reconciled(ledger)}
    return set(ledger.unmeasured), {totals[key] for key in OF_REVENUE}, sums["spend",] == (SPEND, SPEND)


SPELLED = kept("posts:platform_spelling")
WORD_CASES = (
    *(
        Case(
            "B01",
            f"a column of {yes}",
            put(
                "influencers",
                BASE["influencers"].replace("\n", f",{yes}\n").replace(f",{yes}\n", ",verified\n", 1),
            ),
            kept("influencers:extra_columns"),
        )
        for yes in ("TRUE", "yes", "Y", "1")
    ),
    *(
        Case("B02", spelling, put("posts", BASE["posts"].replace(f",{name},", f",{spelling},")), SPELLED)
        for spelling, name in (("Insta", "Instagram"), ("IG", "Instagram"), ("YT", "YouTube"))
    ),
    Case(
        "B02",
        "IG as a source",
        edit("orders", ("o1,Instagram", "o1,IG")),
        kept("orders:platform_spelling"),
    ),
    Case(
        "B03",
        "a new platform",
        edit("posts", ("p4,zoe,Instagram", "p4,zoe,Koo")),
        kept(
            "posts:new_platform",
            like=None,
            shows=(distinct("platform"), ["Instagram", "Koo", "Twitter", "YouTube"]),
        ),
    ),
    Case(
        "B04",
        "a blank category",
        edit("influencers", (ZOE, ZOE.replace("Beauty", ""))),
        kept(
            "influencers:blank_attribute",
            like=None,
            shows=(distinct("category"), ["(blank)", "Fitness", "Health"]),
        ),
    ),
    Case(
        "B04",
        "a blank gender",
        edit("influencers", (ZOE, ZOE.replace("Female", ""))),
        kept(
            "influencers:blank_attribute",
            like=None,
            shows=(distinct("gender"), ["(blank)", "Female", "Male"]),
        ),
    ),
    *(
        Case("B05", spelling, edit("payouts", (old, new)), kept("payouts:basis_spelling"))
        for spelling, old, new in (
            ("Post", "ann,post", "ann,Post"),
            ("orders", "bob,order", "bob,orders"),
            ("PER POST", "zoe,post", "zoe,PER POST"),
        )
    ),
    *(
        Case(
            "B06",
            basis or "no basis",
            edit("payouts", ("ann,post", f"ann,{basis}")),
            kept("payouts:basis_unknown", like=None, shows=(dated_spend, SPEND)),
        )
        for basis in ("barter", "hybrid", "")
    ),
    *(
        Case(
            "B07",
            name,
            edit("influencers", ("Ann Rao", name.replace('"', "'"))),
            kept(
                like=None, shows=(lambda ledger: ledger.tables.influencers["name"][0], name.replace('"', "'"))
            ),
        )
        for name in ("=HYPERLINK('x')", '<a href="x">Ann</a>', '<b style="color:red">Ann')
    ),
    Case(
        "B08",
        "a link that runs",
        edit("posts", ("https://example.com/3", "javascript:alert(1)")),
        kept("posts:unsafe_url", shows=(lambda ledger: column("posts", "url")(ledger)[2], None)),  # type: ignore[index]
    ),
    Case(
        "B09",
        "control characters and text turned around",
        edit("influencers", ("Ann Rao", f"An\x07n{BIDI} Rao")),
        kept("influencers:control_characters"),
    ),
    Case(
        "B09",
        "emoji",
        edit("influencers", ("Ann Rao", "Ann 💪🏽")),
        kept(like=None, shows=(lambda ledger: ledger.tables.influencers["name"][0], "Ann 💪🏽")),
    ),
)

ANOTHER = {
    "influencers": "ann,Ann Rao,Beauty,Female,50000,Instagram",
    "posts": "p1,ann,Instagram,2025-06-02,,,9,1,1,1,MuscleBlaze,Summer",
    "orders": "o1,coupon,Kids,zoe,u9,,2025-06-20,1,5,Gritzo,,,",
    "payouts": "y1,zoe,post,300,,300",
}
KEYS = {"influencers": "id", "posts": "post_id", "orders": "order_id", "payouts": "payout_id"}
NEXT = {table: len(lines(table)) + 1 for table in BASE}


def twice(table: str, key: str, row: int) -> str:
    """Return a table without its key, one of its rows standing twice."""
    text = without(table, key)
    return text + text.splitlines()[row] + "\n"


KEY_CASES = (
    *(
        Case(
            "K01",
            f"{table} twice",
            add(table, lines(table)[1]),
            aside(f"{table} {NEXT[table]} {key} duplicate_exact"),
        )
        for table, key in KEYS.items()
    ),
    Case(
        "K01",
        "equal orders without a key",
        put("orders", twice("orders", "order_id", 3)),
        kept("orders:column_absent", "payouts:orders_differ", like=None, revenue=REVENUE + 3000),
    ),
    Case(
        "K01",
        "equal payouts without a key",
        put("payouts", twice("payouts", "payout_id", 3)),
        kept("payouts:column_absent", like=None, spend=SPEND + 300),
    ),
    *(
        Case(
            "K02",
            f"{table} in conflict",
            add(table, row),
            aside(f"{table} {NEXT[table]} {KEYS[table]} duplicate_conflict"),
        )
        for table, row in ANOTHER.items()
    ),
    Case(
        "K03",
        "an influencer without an id",
        add("influencers", ",Eve,Health,Female,900,Instagram"),
        aside("influencers 6 id missing_key"),
    ),
    Case(
        "K03",
        "a post of nobody",
        add("posts", ANOTHER["posts"].replace("p1,ann", "p5,")),
        aside("posts 6 influencer_id missing_key"),
    ),
    Case(
        "K03",
        "a payout of nobody",
        add("payouts", "y5,,post,300,,300"),
        aside("payouts 6 influencer_id missing_key"),
    ),
    Case("K03", "a post without its optional id", edit("posts", ("p1,ann", ",ann")), kept(like=None)),
    Case("K03", "an order without its optional id", edit("orders", ("o1,", ",")), kept()),
    Case(
        "K04",
        "a post of a stranger",
        add("posts", ANOTHER["posts"].replace("p1,ann", "p5,eve")),
        kept("posts:unknown_influencer", like=None, shows=(asked("posts", category="Unknown"), 1)),
    ),
    Case(
        "K05",
        "an order of a stranger",
        add("orders", ANOTHER["orders"].replace("o1", "o7").replace("zoe", "eve")),
        kept(
            "orders:unknown_influencer",
            like=None,
            revenue=REVENUE + 5,
            shows=(asked("revenue", category="Unknown"), 5),
        ),
    ),
    Case(
        "K06",
        "a payout of a stranger",
        add("payouts", "y5,eve,order,7,,7"),
        kept(
            "payouts:unknown_influencer",
            "payouts:no_date",
            like=None,
            spend=SPEND + 7,
            shows=(asked("spend", category="Unknown"), 7),
        ),
    ),
    Case(
        "K07",
        "blanks behind an id",
        edit("orders", ("Summer,ann,u1", "Summer,ann ,u1")),
        kept("orders:trimmed"),
    ),
    Case(
        "K07", "capitals of an id", edit("orders", ("Summer,ann,u1", "Summer,ANN,u1")), kept("orders:id_case")
    ),
    Case(
        "K08",
        "an influencer twice joins no row twice",
        add("influencers", ANOTHER["influencers"], ANOTHER["influencers"].replace("Beauty", "Health")),
        aside(
            "influencers 6 id duplicate_conflict",
            "influencers 7 id duplicate_conflict",
            shows=(lambda ledger: (ledger.tables.orders.height, ledger.entries["orders"].sum()), (6, 10)),
        ),
    ),
    Case(
        "K09",
        "an influencer on two platforms",
        add("influencers", lines("influencers")[1].replace("Instagram", "YouTube")),
        aside("influencers 6 id duplicate_conflict"),
    ),
    Case(
        "K10",
        "one address of two posts",
        edit("posts", ("example.com/2", "example.com/1")),
        kept("posts:duplicate_url"),
    ),
)

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
        kept("payouts:no_posts", like=None, shows=(dated_spend, SPEND)),
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
            shows=(without_revenue, ({"revenue", "revenue_squared", "organic_revenue"}, {None}, True)),
        ),
    ),
    Case(
        "S15",
        "before its campaign",
        edit("orders", ("MB Bar,2025-06-15", "MB Bar,2025-03-31")),
        kept("orders:outside_campaign", like=None),
    ),
)
