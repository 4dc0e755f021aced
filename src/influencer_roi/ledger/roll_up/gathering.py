"""Takes sifted orders through the roll-up: engine to texts, texts to words, words back to the engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import narwhals as nw
import polars as pl

from influencer_roi.intake.clean.texts import clean_texts, is_spoilt
from influencer_roi.ledger.conform import Conformed
from influencer_roi.ledger.packing import ordered
from influencer_roi.ledger.roll_up.codes import cleaned_names, influencers_in
from influencer_roi.ledger.roll_up.coding import Resolved, coding_of
from influencer_roi.ledger.roll_up.engines import Engine
from influencer_roi.ledger.roll_up.expression import (
    TEXTS,
    EngineRows,
    alike,
    first_days,
    resolved,
    rolled,
)
from influencer_roi.ledger.roll_up.words import Words, words_of
from influencer_roi.model.schema import ORDERS

_NAME = "influencer_id"
_PAIR = (_NAME, "post_id")
_TOLD_OF = ("orders", "revenue")  # sums that notes name
Respelled = Mapping[str, str | None]


@dataclass(frozen=True)
class Gathered:
    """Orders no rule tells apart, kept on the engine, and `texts`: what they say, column by column.

    Each frame of `texts` has one row per distinct text: `text` as written, `cleaned`, how many `rows`, their
    `orders` and `revenue`, the `first` day, and `kept`, what stands for it on the engine: a number, or the
    text itself.
    """

    engine: Engine
    orders: EngineRows
    texts: dict[str, pl.DataFrame]

    def cleaned(self, column: str) -> pl.DataFrame:
        """Return one row per cleaned text of a column: `name`, how many `rows` say it, their `first` day."""
        present = self.texts[column].lazy().drop_nulls("cleaned").group_by(name="cleaned")
        return present.agg(pl.col("rows").sum(), pl.col("first").min()).collect(engine="in-memory")

    @property
    def people(self) -> pl.DataFrame:
        """One row per influencer or marked codes as cleaned, `influencer_id`, with the sums of its orders."""
        present = self.texts[_NAME].drop_nulls("cleaned")
        return (
            present.group_by(pl.col("cleaned").alias(_NAME)).agg(pl.col("rows", *_TOLD_OF).sum()).sort(_NAME)
        )

    @property
    def spoilt(self) -> tuple[str, ...]:
        """Influencer ids, as they are written, of which nobody can tell what they were."""
        written = self.texts["influencer_id"]["text"]
        return tuple(written.filter(is_spoilt(influencers_in(written).str.strip_chars())))


def gather(orders: EngineRows, engine: Engine) -> Gathered:
    """Return orders of an engine rolled up to what rules look at, and the distinct texts rules look at.

    `orders` has date, TEXTS, customer, orders, weight and revenue.
    """
    there = [name for name in TEXTS if name in orders.collect_schema().names()]
    numbers = engine.numbers(orders, there)
    distinct = engine.customers(orders)
    firsts = engine.somebody(engine.keep(first_days(distinct)))
    parts = alike(distinct, firsts, lambda rows: engine.numbered(rows, numbers) if numbers else rows)
    kept = nw.concat([engine.keep(part) for part in parts], how="vertical")
    counted = engine.fetch(_counted(kept, there)).rename({"text": "kept"})
    by_column = {name: counted.filter(pl.col("column") == name) for name in TEXTS}
    texts = {name: _texts(rows, name, numbers.get(name)) for name, rows in by_column.items()}
    return Gathered(engine, kept, texts)


def roll_up(gathered: Gathered, conformed: Conformed, words: Words, *, has_revenue: bool) -> Resolved:
    """Return orders as one row per date, influencer, platform, brand, campaign, link and credit: their sums.

    Columns are KIND and SUMS of expression.py and `credit`, texts dictionary-coded in their order.
    `words` are those by the texts as they are written. Where no row `has_revenue`, there is none: a sum over
    nothing is no 0.
    """
    engine = gathered.engine
    coding = coding_of(words, conformed)
    lent = {name: engine.lend(_as_kept(gathered, frame, name)) for name, frame in coding.coded(words).items()}
    found = engine.fetch(rolled(resolved(gathered.orders, lent, unset=coding.unset)))
    typed = found.cast({"date": pl.Date, "brand_from": pl.Int32, "platform_from": pl.Int32})
    rows = coding.decoded(ordered(typed, typed.columns[:6], nulls_last=True))
    rows = rows if has_revenue else rows.with_columns(revenue=pl.lit(None, pl.Float64))
    return Resolved.of(rows, coding.posts(conformed.posts))


def named_posts(gathered: Gathered, respelled: Respelled) -> pl.DataFrame:
    """Return which influencers' orders name which posts: influencer_id, post_id, how many `rows`."""
    names = {name: gathered.texts[name].select("cleaned", "kept") for name in _PAIR}
    if names["post_id"]["cleaned"].null_count() == names["post_id"].height:
        return pl.DataFrame(schema={**dict.fromkeys(_PAIR, pl.String), "rows": pl.Float64})
    naming = gathered.orders.filter(~nw.col("post_id").is_null())
    counted = gathered.engine.fetch(naming.group_by(*_PAIR).agg(nw.col("rows").sum()))
    for name, texts in names.items():
        counted = counted.join(texts, left_on=name, right_on="kept", how="left", validate="m:1")
        counted = counted.with_columns(pl.col("cleaned").alias(name)).drop("cleaned")
    return counted.with_columns(pl.col(_NAME).replace(dict(respelled))).drop_nulls("post_id")


def _as_kept(gathered: Gathered, words: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return words of a column by what stands for its texts on the engine."""
    if column not in gathered.texts:
        return words
    stands = gathered.texts[column].select("text", "kept")
    return words.join(stands, on="text", validate="1:1").drop("text").rename({"kept": "text"})


def _counted(kept: EngineRows, there: Sequence[str]) -> EngineRows:
    """Return one row per column and distinct text: `column`, `text` as it is kept, sums, `first` day."""
    counted = [
        kept.group_by(name)
        .agg(nw.col("rows", *_TOLD_OF).sum(), first=nw.col("date").min())
        .select(nw.lit(name).alias("column"), nw.col(name).alias("text"), "rows", *_TOLD_OF, "first")
        for name in there
    ]
    return nw.concat(counted, how="vertical").filter(nw.col("rows") > 0)


def _texts(counted: pl.DataFrame, column: str, numbers: pl.DataFrame | None) -> pl.DataFrame:
    """Return distinct texts with what is left of each once it is cleaned; `numbers` say what is kept."""
    if numbers is None:
        written = counted.with_columns(text=pl.col("kept").cast(pl.String))
    else:
        written = counted.join(numbers, left_on="kept", right_on="number", how="left", validate="1:1")
    found = (
        written.drop_nulls("text")
        .select("text", "kept", "rows", *_TOLD_OF, pl.col("first").cast(pl.Date))
        .sort("text")
    )
    by_name = column == "influencer_id"
    cleaned = cleaned_names(found["text"]) if by_name else clean_texts(found["text"], ORDERS.column(column))
    return found.with_columns(cleaned.alias("cleaned"))


def written_words(gathered: Gathered, conformed: Conformed, respelled: Respelled) -> Words:
    """Return words by the texts as they are written where the orders lie.

    `respelled` is {influencer id or marked code as cleaned: as the influencers file spells it, or nobody}.
    """
    distinct = {name: gathered.cleaned(name)["name"] for name in TEXTS}
    distinct[_NAME] = distinct[_NAME].replace(dict(respelled)).drop_nulls().unique()
    words, written = words_of(distinct, conformed), {}
    for name in TEXTS:
        texts = gathered.texts[name].drop_nulls("cleaned")
        cleaned = texts["cleaned"].replace(dict(respelled)) if name == "influencer_id" else texts["cleaned"]
        respelt = texts.select("text").with_columns(cleaned.alias("cleaned"))
        written[name] = respelt.join(words[name], left_on="cleaned", right_on="text", validate="m:1").drop(
            "cleaned"
        )
    return {**written, "link": words["link"]}
