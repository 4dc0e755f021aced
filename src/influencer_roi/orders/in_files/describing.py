"""Describes rows of orders where they lie as tables of orders do, by joins with what their texts mean."""

from collections.abc import Collection, Iterator
from functools import reduce

import polars as pl

from influencer_roi.ledger.credit import credited_posts
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.ledger.roll_up.expression import CUSTOMER
from influencer_roi.model.dimensions import ATTRIBUTES
from influencer_roi.model.names import NO_CAMPAIGN, ORGANIC, UNKNOWN
from influencer_roi.orders.in_files.meaning import BRANDED, PERSON, Meaning, meaning, organic, whole
from influencer_roi.orders.in_files.rows import cleaned

CREDIT = ("post_id", "credited")
CREDITS = ("recorded", "inferred", "not credited", "organic")
COLUMNS = (
    *("line", "date", "order_id", "influencer_id", "name", "platform", "brand", "campaign"),
    *("product", "source", "user_id", *CREDIT),
    *("revenue", "orders", "organic_revenue", "organic_orders"),
    *ATTRIBUTES[1:],
)
_OWN = ("their_influencer_id", "date", "brand_of")


def described(ledger: Ledger, rows: pl.LazyFrame, columns: Collection[str]) -> pl.LazyFrame:
    """Return these COLUMNS of rows of orders, in the rows' order."""
    conformed = _settled(ledger, rows, columns)
    if set(CREDIT).intersection(columns):
        conformed = _credited(conformed, _inferred(ledger))
    return _shown(ledger, conformed, columns, _nobody(ledger))


def described_now(ledger: Ledger, rows: pl.DataFrame) -> pl.DataFrame:
    """Return all COLUMNS of a few rows of orders, in the rows' order."""
    conformed = _settled(ledger, rows.lazy(), COLUMNS).collect(engine="in-memory")
    asked = conformed.select(influencer_id=_OWN[0], date="date", brand=_OWN[2]).drop_nulls("influencer_id")
    credited = _credited(conformed.lazy(), _last_posts(ledger, asked.unique()))
    return _shown(ledger, credited, COLUMNS, organic()).collect(engine="in-memory")


def _settled(ledger: Ledger, rows: pl.LazyFrame, columns: Collection[str]) -> pl.LazyFrame:
    """Return rows with what their influencers and texts mean, as far as the columns need it."""
    known, needed = meaning(ledger), set(columns)
    credited = bool(needed & set(CREDIT))
    if credited:
        needed |= {"brand", "influencer_id"}
    conformed = _linked(known, _told(known, _peopled(known, rows, needed), needed), needed)
    if credited:
        conformed = conformed.with_columns(brand_of=_brand(known, conformed.collect_schema().names()))
    return conformed


def _shown(
    ledger: Ledger, conformed: pl.LazyFrame, columns: Collection[str], nobody: pl.Expr
) -> pl.LazyFrame:
    told = conformed.with_columns(nobody.alias("nobody"))
    given = dict(_columns(meaning(ledger), conformed.collect_schema().names()))
    return told.select(given[name].alias(name) for name in columns)


def _names_posts(known: Meaning, needed: set[str]) -> bool:
    """Return whether the post that an order names has a say in what is needed."""
    brand, platform = (
        name in needed and "post" in by
        for name, by in (("brand", known.brands), ("platform", known.platforms))
    )
    return bool(known.links.height and (brand or platform or needed & set(CREDIT)))


def _peopled(known: Meaning, rows: pl.LazyFrame, needed: set[str]) -> pl.LazyFrame:
    """Return rows with what is known of their influencer, where that is needed."""
    wanted = [name for name in PERSON if name in needed]
    if "platform" in needed and "influencer" in known.platforms:
        wanted.append("own_platform")
    if _names_posts(known, needed):
        wanted.append("influencer")
    if not wanted:
        return rows
    people = known.people.lazy().select("text", pl.col(wanted).name.prefix("their_"))
    return rows.join(people, left_on="influencer_id", right_on="text", how="left", maintain_order="left")


def _told(known: Meaning, rows: pl.LazyFrame, needed: set[str]) -> pl.LazyFrame:
    """Return rows with what their texts say, where that is needed."""
    asked = {name: set(_asked(known, name, needed)) for name in known.told}
    for name, wanted in asked.items():
        if wanted:
            words = known.told[name].lazy().select("text", *sorted(wanted))
            rows = rows.join(words, left_on=name, right_on="text", how="left", maintain_order="left")
    return rows


def _asked(known: Meaning, text: str, needed: set[str]) -> Iterator[str]:
    """Yield what is needed of all that the texts of one column say."""
    if "brand" in needed and text in known.brands:
        yield f"{text}_brand"
    if "campaign" in needed and text == "campaign":
        yield "campaign_name"
    if "platform" in needed and text == "source" and "source" in known.platforms:
        yield "source_platform"
    if text in ("post_id", "source") and _names_posts(known, needed):
        yield f"{text}_id"


def _linked(known: Meaning, rows: pl.LazyFrame, needed: set[str]) -> pl.LazyFrame:
    """Return rows with the post they name: the one in its post id, else the one in its source."""
    if not _names_posts(known, needed):
        return rows
    parts = ("key", "link_platform", "link_brand")
    there = rows.collect_schema().names()
    by = [name for name in ("post_id", "source") if f"{name}_id" in there]
    for name in by:
        links = known.links.lazy().rename({part: f"{name}_{part}" for part in parts})
        rows = rows.join(
            links,
            left_on=["their_influencer", f"{name}_id"],
            right_on=["influencer", "id"],
            how="left",
            maintain_order="left",
        )
    return rows.with_columns(_first_linked(by, part).alias(part) for part in parts)


def _first_linked(by: list[str], part: str) -> pl.Expr:
    return reduce(
        lambda rest, name: (
            pl.when(pl.col(f"{name}_key").is_not_null()).then(f"{name}_{part}").otherwise(rest)
        ),
        reversed(by),
        pl.lit(None),
    )


def _credited(rows: pl.LazyFrame, inferred: pl.DataFrame) -> pl.LazyFrame:
    """Return rows with the post that is inferred for their influencer, day and brand."""
    return rows.join(
        inferred.lazy(),
        left_on=list(_OWN),
        right_on=["influencer_id", "date", "brand"],
        how="left",
        maintain_order="left",
    )


@memo()
def _nobody(ledger: Ledger) -> pl.Expr:
    """Return whether an order names no influencer, as cheaply as these files allow."""
    orders = ledger.tables.orders
    organic_rows = orders.filter(pl.col("influencer_id").is_null())["rows"].sum()
    blank = pl.col("influencer_id").null_count()
    lacking = whole(ledger).streamed().select(blank).collect(engine="streaming").item()
    return pl.col("influencer_id").is_null() if lacking == organic_rows else organic()


@memo()
def _inferred(ledger: Ledger) -> pl.DataFrame:
    """Return the last fitting post of every influencer, day and brand of entries."""
    dated = ledger.entries.lazy().filter(pl.col("influencer_id").is_not_null(), pl.col("date").is_not_null())
    return _last_posts(ledger, dated.select("influencer_id", "date", "brand").unique().collect())


def _last_posts(ledger: Ledger, asked: pl.DataFrame) -> pl.DataFrame:
    """Return the post, `inferred`, of an order without link, by influencer, day and brand."""
    texts = pl.col("influencer_id", "brand").cast(pl.String)
    plain = asked.with_columns(texts, link=pl.lit(None, pl.String))
    posts = credited_posts(plain, ledger.tables.posts).cast(meaning(ledger).codes["post_id"])
    return asked.with_columns(posts.alias("inferred")).drop_nulls("inferred")


def _brand(known: Meaning, there: Collection[str]) -> pl.Expr:
    said = [f"{name}_brand" for name in (*BRANDED, "link") if f"{name}_brand" in there]
    return pl.coalesce(*said, known.code("brand", UNKNOWN))


def _platform(known: Meaning, there: Collection[str]) -> pl.Expr:
    said = [name for name in ("source_platform", "link_platform", "their_own_platform") if name in there]
    return pl.coalesce(*said, known.code("platform", UNKNOWN))


def _columns(known: Meaning, there: Collection[str]) -> Iterator[tuple[str, pl.Expr]]:
    """Yield each column that tables of orders have, as an expression on settled rows."""
    nothing, nobody = pl.lit(None, pl.String), pl.col("nobody")
    yield from ((name, pl.col(name)) for name in ("line", "date"))
    for name in ("product", "source", "order_id"):
        yield name, cleaned(name) if name in there else nothing
    yield "user_id", cleaned(CUSTOMER)
    for name in ("revenue", "orders"):
        yield name, pl.when(~nobody).then(name)
        yield f"organic_{name}", pl.when(nobody).then(name)
    yield "influencer_id", pl.col("their_influencer_id")
    for name in ATTRIBUTES[:-1]:
        organic_one = known.code(name, ORGANIC)
        yield name, pl.when(nobody).then(organic_one).otherwise(f"their_{name}")
    yield "follower_count", pl.col("their_follower_count")
    yield "platform", _platform(known, there)
    yield "brand", _brand(known, there)
    yield "campaign", pl.col("campaign_name").fill_null(known.code("campaign", NO_CAMPAIGN))
    link = pl.col("key").cast(known.codes["post_id"]) if "key" in there else pl.lit(None)
    if "inferred" in there:
        yield "post_id", pl.coalesce(link, "inferred")
        yield "credited", _how(link)


def _how(link: pl.Expr) -> pl.Expr:
    return (
        pl.when("nobody")
        .then(pl.lit("organic"))
        .when(link.is_not_null())
        .then(pl.lit("recorded"))
        .when(pl.col("inferred").is_not_null())
        .then(pl.lit("inferred"))
        .otherwise(pl.lit("not credited"))
    ).cast(pl.Enum(CREDITS))
