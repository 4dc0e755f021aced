"""Places payouts on days: on the orders or the posts they were paid for."""

from collections.abc import Iterator, Sequence

import polars as pl

from influencer_roi.ledger.pay_periods import pay_periods
from influencer_roi.model import names
from influencer_roi.model.dimensions import GRAIN, SPEND_BASIS
from influencer_roi.model.names import NO_CAMPAIGN, UNKNOWN

NAMED = ("campaign", "brand", "post_id", "month", "order_number")
ON_ORDERS, ON_POSTS, NOWHERE = "orders", "posts", "nothing"
SPENT = ("spend", "reached_spend")
DUST = 0.005  # half a paisa: a smaller sum is what rounding leaves of nothing


def names_something() -> pl.Expr:
    """Return which payouts name a campaign, brand, post or month."""
    return pl.any_horizontal(pl.col(NAMED).is_not_null())


def routed(payouts: pl.DataFrame, orders: pl.DataFrame, shares: pl.DataFrame) -> pl.DataFrame:
    """Return payouts with `borne_by`, what bears each, and `narrowed`: only that which the payout names.

    What a payout names bears it where there is an order or a post of that; else all the influencer's do, but
    for a commission on an order that earned nothing, or is another's: it has its own day.
    `orders` has one row per row of orders, `shares` one per share of a post, both with their place.
    """
    known = _with_periods(payouts, pl.concat([orders["date"], shares["date"]])).with_row_index("payout")
    naming, sides = known.filter(names_something()), {ON_ORDERS: orders, ON_POSTS: shares}
    has = {f"has_{side}": _named_in(rows) for side, rows in sides.items()}
    named = {f"names_{side}": pl.col("payout").is_in(_matched(naming, rows)) for side, rows in sides.items()}
    answered = known.with_columns(**has, **named)
    narrowed = pl.any_horizontal(*named)
    on_its_day = pl.col("order_number").is_not_null() & pl.col("payment_date").is_not_null()
    borne_by = (
        pl.when(narrowed)
        .then(_bearing(*named))
        .when(on_its_day)
        .then(pl.lit(NOWHERE))
        .otherwise(_bearing(*has))
    )
    return answered.with_columns(borne_by=borne_by, narrowed=narrowed).drop("payout", *has, *named)


def _with_periods(payouts: pl.DataFrame, days: pl.Series) -> pl.DataFrame:
    """Return payouts with `named_month`, the `first` and the `last` day of the period each names."""
    named = pay_periods(payouts["month"], days).with_columns(named_month="text")
    return payouts.join(
        named, left_on="month", right_on="text", how="left", maintain_order="left", validate="m:1"
    )


def is_plain() -> pl.Expr:
    """Return which routed payouts all rows of the influencer bear, under the influencer's one basis."""
    return ~pl.col("narrowed") & pl.col("spend_basis").is_null()


def by_influencer(payouts: pl.LazyFrame) -> pl.DataFrame:
    """Return one row per influencer of plain payouts: `spend`, in rupees, and whether it is by revenue."""
    spent = payouts.group_by("influencer_id")
    found = spent.agg(spend=pl.col("total_payout").sum(), per_revenue=pl.col("per_revenue").first())
    return found.collect(engine="in-memory")


def borne_by_orders(orders: pl.DataFrame, spend: pl.DataFrame) -> pl.Series:
    """Return the spend each row of orders bears: its part of the influencer's, alike where weights are all 0.

    `orders` has influencer_id, weight, earned and rows; `spend` is by influencer.
    """
    codes = spend.cast({"influencer_id": orders["influencer_id"].dtype}).lazy()
    rows = orders.lazy().select("influencer_id", "weight", "earned", "rows").with_row_index("row")
    borne = rows.join(codes, on="influencer_id", how="inner", maintain_order="left", validate="m:1")
    sums = borne.group_by("influencer_id").agg(
        of_weight=pl.col("weight").sum(), of_earned=pl.col("earned").sum(), of_rows=pl.col("rows").sum()
    )
    part = _part([pl.col(name) for name in ("of_weight", "of_earned", "of_rows")])
    found = (
        borne.join(sums, on="influencer_id", how="left", validate="m:1")
        .select("row", spend=(part * pl.col("spend")).fill_null(0.0))
        .collect(engine="in-memory")
    )
    return pl.zeros(orders.height, pl.Float64, eager=True).scatter(found["row"], found["spend"])


def borne_by_posts(posts: pl.DataFrame, spend: pl.DataFrame) -> pl.Series:
    """Return the spend each post bears: an equal part of its influencer's. `posts` has influencer_id."""
    codes = spend.lazy().cast({"influencer_id": posts["influencer_id"].dtype})
    borne = (
        posts.lazy()
        .select("influencer_id", posts=pl.len().over("influencer_id"))
        .join(codes, on="influencer_id", how="left", maintain_order="left", validate="m:1")
        .select(spend=(pl.col("spend") / pl.col("posts")).fill_null(0.0))
    )
    return borne.collect(engine="in-memory")["spend"]


def placed(payouts: pl.DataFrame, orders: pl.DataFrame, shares: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield the places of routed payouts that are not plain, with the `spend` and the spend_basis of each.

    Rows of orders bear by their weight, posts alike and then by their shares.
    """
    claims = payouts.filter(~is_plain()).with_row_index("payout")
    if claims.is_empty():
        return
    columns = (*GRAIN, SPEND_BASIS, "spend")
    for of in _joined(claims.filter(borne_by=ON_ORDERS), orders):
        part = _part([pl.col(name).sum().over("payout") for name in ("weight", "earned", "rows")])
        yield of.with_columns(spend=part * pl.col("total_payout")).select(columns).collect(engine="in-memory")
    for of in _joined(claims.filter(borne_by=ON_POSTS), shares):
        share = pl.col("share") / pl.col("share").sum().over("payout", "post_id")
        each = pl.col("total_payout") / pl.col("post_id").n_unique().over("payout")
        yield of.with_columns(spend=each * share).select(columns).collect(engine="in-memory")


def placed_nowhere(payouts: pl.DataFrame, influencers: pl.DataFrame) -> pl.DataFrame:
    """Return the places of payouts that neither an order nor a post bears: their payment date, or no day."""
    own = influencers.lazy().select(influencer_id="id", platform="platform")
    spent = (
        payouts.lazy()
        .group_by("influencer_id", "payment_date", "spend_basis")
        .agg(spend=pl.col("total_payout").sum())
    )
    placed_ = spent.join(own, on="influencer_id", how="left", validate="m:1").select(
        "influencer_id",
        "platform",
        "spend_basis",
        "spend",
        date="payment_date",
        brand=pl.lit(UNKNOWN),
        campaign=pl.lit(NO_CAMPAIGN),
    )
    return placed_.collect(engine="in-memory")


def _bearing(by_orders: str, by_posts: str) -> pl.Expr:
    """Return what bears a payout, by whether orders can and whether posts can."""
    prefers_orders = pl.col("per_order") | pl.col("per_revenue")
    orders = pl.when(pl.col(by_orders) & (prefers_orders | ~pl.col(by_posts))).then(pl.lit(ON_ORDERS))
    return orders.when(pl.col(by_posts)).then(pl.lit(ON_POSTS)).otherwise(pl.lit(NOWHERE))


def _named_in(rows: pl.DataFrame) -> pl.Expr:
    """Return which payouts are of an influencer there are rows of."""
    ids = pl.col("influencer_id").unique().drop_nulls().cast(pl.String).implode()
    return pl.col("influencer_id").is_in(rows.select(ids).to_series())


def _matched(payouts: pl.DataFrame, rows: pl.DataFrame) -> pl.Series:
    """Return the numbers of payouts that name something of which there are rows."""
    found = [
        claims.lazy().join(_keyed(rows, claims, keys).select(keys), on=keys, how="semi").select("payout")
        for claims, keys in _by_names(payouts)
        if len(keys) > 1
    ]
    every = pl.concat([payouts.lazy().select("payout").clear(), *found])
    return every.select(pl.col("payout").implode()).collect(engine="in-memory").to_series()


def _joined(claims: pl.DataFrame, rows: pl.DataFrame) -> Iterator[pl.LazyFrame]:
    """Yield each payout beside every row that bears it."""
    kept = claims.with_columns(pl.when("narrowed").then(pl.col(name)).alias(name) for name in NAMED)
    for payouts, keys in _by_names(kept):
        routed = payouts.lazy().select("payout", *keys, "per_revenue", "spend_basis", "total_payout")
        yield routed.join(_keyed(rows, payouts, keys), on=keys, validate="m:m")


def _by_names(payouts: pl.DataFrame) -> Iterator[tuple[pl.DataFrame, list[str]]]:
    """Yield payouts that name the same things, and the columns they meet rows by."""
    if payouts.is_empty():
        return
    names_ = {f"names_{name}": pl.col(name).is_not_null() for name in NAMED}
    parts = payouts.with_columns(**names_).partition_by(*names_, as_dict=True, include_key=False)
    for pattern, same in sorted(parts.items()):
        keys = [f"named_{name}" for name, one in zip(NAMED, pattern, strict=True) if one]
        yield same, ["influencer_id", *keys]


def _keyed(rows: pl.DataFrame, payouts: pl.DataFrame, keys: Sequence[str]) -> pl.LazyFrame:
    """Return the rows of these payouts' influencers, with what a payout can name of each.

    A row stands once for each period that has its day, where `keys` ask for it.
    """
    theirs = payouts["influencer_id"].unique().implode()
    own = rows.lazy().filter(pl.col("influencer_id").cast(pl.String).is_in(theirs))
    own = own.cast({name: pl.String for name in GRAIN if name != "date"})
    number = pl.col("order_number") if "order_number" in rows.columns else pl.lit(None, pl.String)
    named = own.with_columns(
        named_campaign=names.fold(pl.col("campaign")),
        named_brand="brand",
        named_post_id="post_id",
        named_order_number=number,
    )
    return in_periods(named, payouts) if "named_month" in keys else named


def in_periods(rows: pl.LazyFrame, payouts: pl.DataFrame) -> pl.LazyFrame:
    """Return rows once for each period these payouts name that has their day, as `named_month`."""
    spans = payouts.lazy().select("named_month", "first", "last").unique().drop_nulls()
    days = rows.select("date").unique().join(spans, how="cross")
    within = days.filter(pl.col("date").is_between("first", "last")).select("date", "named_month")
    return rows.join(within, on="date", validate="m:m")


def _part(totals: Sequence[pl.Expr]) -> pl.Expr:
    """Return the part of a payout a row bears; `totals` are of weight, earned and rows of all that do."""
    of_weight, of_earned, of_rows = totals
    by_rows = pl.col("rows") / of_rows

    def weighed(name: str, of: pl.Expr) -> pl.Expr:
        return pl.when(of > 0).then(pl.col(name) / of).otherwise(by_rows)

    return pl.when("per_revenue").then(weighed("earned", of_earned)).otherwise(weighed("weight", of_weight))
