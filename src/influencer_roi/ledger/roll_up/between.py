"""Stands a few records in for all orders between the edges of files: with their sums, and of what earned."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import narwhals as nw
import polars as pl

from influencer_roi.intake.clean import Rules
from influencer_roi.intake.clean.cells import cleaned_column
from influencer_roi.intake.clean.commas import Marks
from influencer_roi.intake.clean.earning import earned
from influencer_roi.intake.clean.numbers import LIMIT, parse_numbers
from influencer_roi.ledger.roll_up.typed import ORDINARY, ordinary
from influencer_roi.model.deciding import FLAGS, STATUSES
from influencer_roi.model.scales import scale_of
from influencer_roi.model.schema import NUMBERS, ORDERS

SUMMED = ORDERS.totalled
_LEAVING = {**dict.fromkeys(STATUSES, "refunded"), **dict.fromkeys(FLAGS, "yes")}


@dataclass(frozen=True)
class _Sums:
    """Sums over rows: revenue, orders, and what of it was refunded in part."""

    revenue: float
    orders: float
    refunded: float = 0.0

    def less(self, other: "_Sums") -> "_Sums":
        """Return these sums without others."""
        return _Sums(self.revenue - other.revenue, self.orders - other.orders, self.refunded - other.refunded)


def records_between(
    rows: pl.LazyFrame,
    edges: pl.LazyFrame,
    like: pl.DataFrame,
    *,
    headers: Mapping[str, str],
    rules: Rules,
) -> Iterator[pl.DataFrame]:
    """Yield records with the columns of `like` that have the sums of all rows but those of the edges.

    A total among the edges sums them as it would all rows: as written, those that earned, less refunds.
    """
    every, out = (
        summed(rows, headers, rules).less(summed(edges, headers, rules)) for summed in (_written, _out)
    )
    kept = replace(every.less(out), refunded=out.refunded)
    yield from _records(like, kept, out, headers=headers, rules=rules)


def _records(
    like: pl.DataFrame, kept: _Sums, out: _Sums, *, headers: Mapping[str, str], rules: Rules
) -> Iterator[pl.DataFrame]:
    """Yield two records that together have the sums of rows that earned, and one of those that did not.

    Whole sums are written without a dot, which would say what dots are in the other rows.
    """
    half = float(kept.revenue // 2)
    figures: list[dict[str, float | str]] = [
        {"revenue": half, "orders": kept.orders},
        {"revenue": kept.revenue - half, "orders": 0.0},
    ]
    for one in figures if kept.revenue else ():
        if refunded := kept.refunded * float(one["revenue"]) / kept.revenue:
            one["refunded_amount"] = refunded
    if out.revenue or out.orders:
        says = next((name for name in _LEAVING if name in headers), "refunded_amount")
        figures.append({"revenue": out.revenue, "orders": out.orders, says: _LEAVING.get(says, out.revenue)})
    somebody = {headers["influencer_id"]: next(iter(rules.influencers or ()), None)}
    for one in figures:
        written = {
            headers[name]: _cell(figure, name, headers, rules.currency) for name, figure in one.items()
        }
        cells = somebody | written
        yield pl.DataFrame([cells], schema=dict.fromkeys(cells, pl.String)).select(
            pl.col(name) if name in cells else pl.lit(None, pl.String).alias(name) for name in like.columns
        )


def _cell(figure: float | str, name: str, headers: Mapping[str, str], currency: str) -> str:
    """Return a figure as its column writes it; a word stays."""
    if isinstance(figure, str):
        return figure
    written = figure / scale_of(headers[name], ORDERS.column(name).kind, currency)
    return f"{written:.0f}" if written.is_integer() else f"{written}"


def _written(rows: pl.LazyFrame, headers: Mapping[str, str], rules: Rules) -> _Sums:
    """Return the sums of rows as they are written."""
    return _Sums(*(_sum(rows, name, headers[name], rules) for name in SUMMED))


def _out(rows: pl.LazyFrame, headers: Mapping[str, str], rules: Rules) -> _Sums:
    """Return the sums of rows that earned nothing, and what was refunded of others.

    Only rows whose deciding columns say something come into memory.
    """
    seen = nw.from_native(rows)
    usual = ordinary(seen.collect_schema(), headers, rules)
    if not usual:
        return _Sums(0.0, 0.0)
    deciding: pl.DataFrame = seen.filter(~usual[ORDINARY]).to_native().collect(engine="streaming")
    names = [*SUMMED, *(column.name for column in ORDERS.deciding if column.name in headers)]
    texts = deciding.select(pl.col(headers[name]).cast(pl.String).alias(name) for name in names)
    figures = pl.DataFrame(
        [
            cleaned_column(texts[name], ORDERS.column(name), _of(name, headers, rules)).parsed.values.alias(
                name
            )
            for name in names
        ]
    ).with_row_index("line")
    judged = earned(
        figures, ORDERS, pending=rules.pending, currency=rules.currency, completed=rules.completed
    )
    left = figures.filter(pl.col("line").is_in(judged.left_out.implode()))
    refunded = float(judged.refunds["refund"].sum())
    return _Sums(float(left["revenue"].sum()), float(left["orders"].sum()), refunded)


def _of(name: str, headers: Mapping[str, str], rules: Rules) -> Rules:
    """Return how the cells of a column are read."""
    kind = ORDERS.column(name).kind
    return replace(rules, scale=scale_of(headers[name], kind, rules.currency)) if kind in NUMBERS else rules


def _sum(rows: pl.LazyFrame, name: str, header: str, rules: Rules) -> float:
    """Return the sum of a column, of which only cells that are no plain numbers come into memory.

    A dot in a column that does not prove it a point may group thousands, and what is beyond bounds is none.
    """
    cell, scale = pl.col(header), scale_of(header, ORDERS.column(name).kind, rules.currency)
    number = cell.cast(pl.Float64, strict=False)
    plain = (number * scale).abs() <= LIMIT
    if rows.collect_schema()[header] == pl.String and name not in rules.points:
        plain &= ~cell.str.contains(".", literal=True)
    odd = rows.select(cell.filter(~plain.fill_null(value=False) & cell.is_not_null()).cast(pl.String))
    plain_sum, written = pl.collect_all([rows.select(number.filter(plain).sum()), odd], engine="streaming")
    parsed = parse_numbers(
        written.to_series(),
        whole=False,
        marks=Marks(name in rules.points, entire=False),
        currency=rules.currency,
        scale=scale,
    )
    return float(plain_sum.item() * scale + parsed.values.sum())
