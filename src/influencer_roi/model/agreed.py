"""Says what was paid beside what was agreed, rate × units, per influencer, basis and rate."""

import polars as pl

from influencer_roi.model.names import basis_word

TOLERANCE = 1.0
# What a payout's rate is multiplied by, per basis; whatever else is paid for cannot be checked.
UNITS = {"order": "orders", "post": "posts"}


def delivered(orders: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """Return one row per influencer with orders or posts: `orders` tracked and `posts` accepted.

    `orders` has one row per influencer and the sum of their `orders`, `posts` one and how many `rows`.
    """
    return (
        orders.lazy()
        .select("influencer_id", "orders")
        .join(
            posts.lazy().select("influencer_id", posts=pl.col("rows").cast(pl.Float64)),
            on="influencer_id",
            how="full",
            coalesce=True,
            validate="1:1",
        )
        .with_columns(pl.col("orders", "posts").fill_null(0.0))
        .collect(engine="in-memory")
    )


def agreements(payouts: pl.DataFrame, delivered: pl.DataFrame) -> pl.DataFrame:
    """Return one row per influencer, basis and rate of payouts, in the order of the file.

    `payouts` are how many rows that is and `lines` theirs; `stated` is their total payout, `units` are all
    `orders` or `posts` of the influencer in `delivered`. `expected` is rate × units, `difference` is stated
    less expected, to the paisa, and `agrees` says whether it lies within TOLERANCE rupees; the three are null
    where there is no rate, or another basis. `orders_stated` is null where no row states any.
    """
    return (
        payouts.lazy()
        .group_by("influencer_id", "rate", word=basis_word(pl.col("basis")), maintain_order=True)
        .agg(
            pl.col("basis").first(),
            payouts=pl.len(),
            lines=pl.col("line"),
            stated=pl.col("total_payout").sum(),
            orders_stated=pl.when(pl.col("orders").count() > 0).then(pl.col("orders").sum()),
        )
        .join(delivered.lazy(), on="influencer_id", how="left", maintain_order="left", validate="m:1")
        .with_columns(pl.col("orders", "posts").fill_null(0.0))
        .with_columns(units=_units(), orders_tracked=pl.col("orders"))
        .with_columns(expected=unsigned_zero(pl.col("rate") * pl.col("units")))
        .with_columns(difference=difference("stated", "expected"))
        .with_columns(agrees=pl.col("difference").abs() <= TOLERANCE)
        .drop("word", "orders", "posts")
        .collect(engine="in-memory")
    )


def difference(actual: str, expected: str) -> pl.Expr:
    """Return what is above expected, to the paisa."""
    return unsigned_zero((pl.col(actual) - pl.col(expected)).round(2))


def unsigned_zero(amount: pl.Expr) -> pl.Expr:
    """Return amounts without −0, which a reader would see; to Polars, adding 0 is to do nothing."""
    return pl.when(amount == 0).then(0.0).otherwise(amount)


def _units() -> pl.Expr:
    """Return what the rate of an agreement is multiplied by, null where nothing is."""
    return pl.coalesce(pl.when(pl.col("word") == word).then(units) for word, units in UNITS.items())
