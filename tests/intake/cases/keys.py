"""Cases K01 to K10: keys and joins."""

from tests.intake.cases.cases import (
    BASE,
    REVENUE,
    SPEND,
    Case,
    add,
    aside,
    asked,
    edit,
    kept,
    lines,
    put,
    without,
)

ANOTHER = {
    "influencers": "ann,Ann Rao,Beauty,Female,50000,Instagram",
    "posts": "p1,ann,Instagram,2025-06-02,,,9,1,1,1,MuscleBlaze,Summer",
    "orders": "o1,coupon,Kids,zoe,u1,,2025-06-20,1,5,Gritzo,,,",
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
        kept(
            "orders:column_absent",
            "orders:alike",
            "payouts:orders_differ",
            "payouts:payout_mismatch",
            like=None,
            revenue=REVENUE + 3000,
        ),
    ),
    Case(
        "K01",
        "equal payouts without a key",
        put("payouts", twice("payouts", "payout_id", 3)),
        kept(
            "payouts:column_absent", "payouts:alike", "payouts:payout_mismatch", like=None, spend=SPEND + 300
        ),
    ),
    Case(
        "K02",
        "one order number of two customers",
        add("orders", "o1,Instagram,Summer,ann,u9,MB Whey,2025-04-01,1,7,MuscleBlaze,,,"),
        kept("payouts:orders_differ", like=None, revenue=REVENUE + 7),
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
            "payouts:payout_mismatch",
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
        kept("influencers:profiles"),
    ),
    Case(
        "K10",
        "one address of two posts",
        edit("posts", ("example.com/2", "example.com/1")),
        kept("posts:duplicate_url"),
    ),
)
