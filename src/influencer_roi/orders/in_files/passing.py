"""Says which orders in files are wanted, and finds those that pass."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

import polars as pl

from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.model.dimensions import ATTRIBUTES
from influencer_roi.orders import describing
from influencer_roi.orders.in_files.files import LINE
from influencer_roi.orders.in_files.narrowing import Narrowing, narrowing
from influencer_roi.orders.in_files.resolving import COLUMNS, described
from influencer_roi.orders.in_files.words import coded_people, coded_words

_COUNTED = ("influencer_id", "platform", "brand", "campaign", "credited", *ATTRIBUTES)
ORDERS_TO_A_ROW = 3  # at most, most of the time
_MANY = 0.5  # of all rows: who has so many narrows nothing


@dataclass(frozen=True)
class Which:
    """Which orders are wanted: those that pass all conditions.

    Two of one `name` are the same: what is worked out of the one is kept for the other.
    """

    name: object = None
    conditions: tuple[pl.Expr, ...] = field(default=(), compare=False)

    def where(self, condition: pl.Expr) -> "Which":
        """Return those that pass a condition too."""
        return Which(None, (*self.conditions, condition))


@dataclass(frozen=True)
class Key:
    """What rows are sorted by: an expression on one column, and which way; known by its `name`."""

    name: str
    expression: pl.Expr = field(compare=False)
    descending: bool = False


Keys = tuple[Key, ...]


@memo()
def kinds(ledger: Ledger) -> pl.DataFrame:
    """Return kinds of orders as the ledger counts them: described as rows are, `rows`, first and last day.

    A kind tells whether its orders are credited, and not to which post.
    """
    enums = coded_words(ledger).enums
    orders = ledger.tables.orders.filter(pl.col("rows") > 0).with_columns(
        pl.col(name).cast(enums[name]) for name in ("influencer_id", "platform", "brand", "campaign", "link")
    )
    known = orders.with_columns(
        pl.col("credit").cast(enums["post_id"]), organic=pl.col("influencer_id").is_null()
    ).join(coded_people(ledger), on="influencer_id", how="left", maintain_order="left", validate="m:1")
    shown = describing.described(known.lazy(), _COUNTED, enums, ledger.audience).collect(engine="in-memory")
    return pl.concat([shown, known.select("rows", "date", "last_date")], how="horizontal")


def are_counted(conditions: tuple[pl.Expr, ...]) -> bool:
    """Return whether kinds of orders tell which rows pass."""
    return {name for each in conditions for name in each.meta.root_names()}.issubset(_COUNTED)


def narrowing_of(ledger: Ledger, which: Which) -> Narrowing:
    """Return what wanted rows must pass, and what follows of it for what files hold."""
    found = narrowing(ledger, which.conditions)
    if found.rest is None:
        return found
    return narrowing(ledger, (*which.conditions, *_implied(ledger, which)))


def passed(
    ledger: Ledger, rows: pl.LazyFrame, narrowed: Narrowing, *, columns: Collection[str] = ()
) -> pl.LazyFrame:
    """Return rows that pass what files hold, and what only a description has; `columns` of them described."""
    found = rows if narrowed.texts is None else rows.filter(narrowed.texts)
    if narrowed.rest is None and not columns:
        return found
    wanted = {LINE, *narrowed.columns, *columns}
    shown = described(ledger, found, [name for name in COLUMNS if name in wanted])
    return shown if narrowed.rest is None else shown.filter(narrowed.rest)


def passed_now(ledger: Ledger, rows: pl.DataFrame, narrowed: Narrowing) -> pl.DataFrame:
    """Return the rows of a stretch that pass."""
    found = rows if narrowed.days is None else rows.filter(narrowed.days)
    if narrowed.rest is None:
        return found if narrowed.texts is None else found.filter(narrowed.texts)
    lines = passed(ledger, found.lazy(), narrowed).select(LINE).collect(engine="in-memory")
    return found.join(lines, on=LINE, how="semi", maintain_order="left")


def counted(ledger: Ledger, conditions: Iterable[pl.Expr]) -> pl.DataFrame:
    """Return the kinds of orders that pass conditions."""
    return kinds(ledger).filter(pl.all_horizontal(pl.lit(value=True), *conditions))


def _implied(ledger: Ledger, which: Which) -> Iterator[pl.Expr]:
    """Yield whose orders wanted rows are, and of which days, as far as the ledger's counts tell."""
    found = counted(ledger, (each for each in which.conditions if are_counted((each,))))
    people = pl.col("influencer_id").is_in(found["influencer_id"].unique().implode(), nulls_equal=True)
    number, of_all = (float(rows["rows"].sum()) for rows in (counted(ledger, (people,)), kinds(ledger)))
    if number <= _MANY * of_all:
        yield people
    if found.height and not found["date"].has_nulls():
        yield pl.col("date").is_between(found["date"].min(), found["last_date"].max())
