"""Counts what plain rows of orders in place have, and fills in how many orders each is."""

from collections.abc import Mapping
from dataclasses import replace

import narwhals as nw

from influencer_roi.intake.clean import Cleaned, Rules
from influencer_roi.intake.clean.texts import NOBODY
from influencer_roi.intake.location import OrdersLocation
from influencer_roi.intake.remarks.orders import odd_orders
from influencer_roi.ledger.roll_up.engines import Engine
from influencer_roi.ledger.roll_up.expression import EngineRows
from influencer_roi.ledger.roll_up.noting import timed
from influencer_roi.ledger.roll_up.typed import KEY, Columns, absent, plain
from influencer_roi.model.report import Counts


def counted(columns: Columns, headers: Mapping[str, str]) -> nw.Expr:
    """Return the orders of plain rows: where none are given it is 1, in a refund 0."""
    stands_in = nw.when(columns["revenue"] < 0).then(nw.lit(0.0)).otherwise(nw.lit(1.0))
    return nw.when(absent(headers)).then(stands_in).otherwise(columns["orders"])


def facts_of(
    raw: EngineRows, columns: Columns, headers: Mapping[str, str], rules: Rules, engine: Engine
) -> dict[str, float]:
    """Return sums over all rows, by one pass: `read`, `plain`, the `revenue` of plain rows, and oddities."""
    times = timed(raw.collect_schema(), headers)
    known = raw.select(
        plain=plain(columns, headers, rules.days),
        lacking=absent(headers),
        orders=counted(columns, headers),
        revenue=columns["revenue"],
        **times,
    )
    ok, lacking, orders, revenue = (nw.col(name) for name in ("plain", "lacking", "orders", "revenue"))
    wanted = {
        "plain": ok,
        "absent": ok & lacking & (revenue >= 0),
        "absent_refund": ok & lacking & (revenue < 0),
        "negative": ok & (orders < 0),
        **{code: ok & odd for code, odd in odd_orders(revenue, orders).items()},
        **{name: nw.col(name) for name in times},
    }
    sums = {name: nw.when(holds).then(nw.lit(1.0)).otherwise(nw.lit(0.0)) for name, holds in wanted.items()}
    sums["revenue"] = nw.when(ok).then(revenue).otherwise(nw.lit(0.0))
    summed = known.select(**sums).select(nw.all().sum(), read=nw.len())
    return {name: float(value or 0) for name, value in engine.fetch(summed).row(0, named=True).items()}


def counts_of(cleaned: Cleaned, facts: Mapping[str, float], location: OrdersLocation) -> Counts:
    """Return how many rows of a location became what, and their money: odd and plain ones."""
    odd = cleaned.counts
    plain_rows = int(facts["plain"])
    money = replace(odd.money, column="revenue", kept=odd.money.kept + facts["revenue"])
    return Counts(
        file=location.name,
        read=plain_rows + odd.read,
        kept=plain_rows + odd.kept,
        blank_lines=odd.blank_lines,
        left_out=odd.left_out,
        sha256=location.fingerprint(),
        money=money,
    )


def is_nameless_refund(columns: Columns) -> nw.Expr:
    """Return which rows below 0 name no order, or by a word that may mean nothing."""
    below = (columns["revenue"] < 0).fill_null(value=False)
    if KEY not in columns:
        return below
    return below & (columns[KEY].is_null() | columns[KEY].str.strip_chars().str.contains(NOBODY))
