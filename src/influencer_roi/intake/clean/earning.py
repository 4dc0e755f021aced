"""Says which rows earned nothing (cancelled, refunded, declined), what was refunded, and what is not sure."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from influencer_roi.intake.clean import earned_notes
from influencer_roi.intake.clean.endings import cancels_alone, takes_back
from influencer_roi.intake.clean.heard import answers, verdicts
from influencer_roi.intake.clean.rules import places_of, without
from influencer_roi.intake.clean.verdicts import Verdict, refuses
from influencer_roi.intake.clean.withdrawing import REFUNDED, refunded_twice, withdrawn
from influencer_roi.intake.exports import statuses
from influencer_roi.intake.read.sheet import NO_FAULTS, faults_of_rows
from influencer_roi.model.currencies import names_alone
from influencer_roi.model.deciding import FLAGS, STATUSES, Flag
from influencer_roi.model.notation import notation_of
from influencer_roi.model.schema import PAYOUTS, Table
from influencer_roi.settings import CURRENCY, Pending

_REASONS = pl.Schema({"line": pl.UInt32, "why": pl.String, "money": pl.Float64})


@dataclass(frozen=True)
class Earned:
    """What earned and what did not.

    `left_out` are the lines of rows that earned nothing, `reasons` has `line`, `why` and `money` of each;
    `refunds` has line and `refund` of rows that earned less than is written, `remarks` are (code, sentence).
    """

    left_out: pl.Series = field(default_factory=lambda: pl.Series("line", dtype=pl.UInt32))
    refunds: pl.DataFrame = field(
        default_factory=lambda: pl.DataFrame(schema={"line": pl.UInt32, "refund": pl.Float64})
    )
    remarks: tuple[tuple[str, str], ...] = ()
    reasons: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_REASONS))

    def without(self, lines: pl.Series) -> "Earned":
        """Return what earned with some more lines left out, as no part of a sum."""
        return replace(self, left_out=pl.concat([self.left_out, lines])) if len(lines) else self


def earned(
    values: pl.DataFrame,
    table: Table,
    *,
    pending: Pending = "count",
    currency: str = CURRENCY,
    completed: Container[str] = (),
) -> Earned:
    """Return what the deciding columns of a table say; `values` has line, the money and those columns.

    `pending` says whether money that is waited for counts, with a note, or is left out. Amounts are in
    `currency`. In columns of `completed` rows elsewhere read complete.
    """
    there = [column.name for column in table.deciding if column.name in values.columns]
    if not {*there} - {"currency"} or table.money is None:
        return Earned()
    judged = _judged(values, table, there, pending, completed)
    again, doubted = withdrawn(values, judged, _why(there), table)
    left, rest = judged.filter("out").with_columns(why=_why(there)), judged.filter(~pl.col("out"))
    if again.height:
        moved = rest[places_of(rest, again["line"])].join(again, on="line", validate="1:1")
        elsewhere = f" in another row of the {table.name.removesuffix('s')}"
        left = pl.concat([left, moved.with_columns(pl.col("why") + elsewhere)]).sort("line")
        rest = without(rest, again)
    twice = refunded_twice(values, rest, table)
    if twice.height:
        once = rest.join(twice, on="line", how="left", maintain_order="left", validate="1:1")
        rest = once.with_columns(pl.col("refund") - pl.col("twice").fill_null(0.0)).drop("twice")
    refunds = rest.filter(REFUNDED)
    money = notation_of(currency)
    remarks = (
        *earned_notes.left_out(left, money),
        *earned_notes.doubted(rest[places_of(rest, doubted)], table, money),
        *earned_notes.refunded(refunds, money),
        *earned_notes.refunded_twice(twice, money),
        *earned_notes.unsure(rest, there, money),
    )
    reasons = left.select(_REASONS.names()).cast(_REASONS)
    return Earned(left["line"], refunds.select("line", "refund"), remarks, reasons)


def _judged(
    values: pl.DataFrame, table: Table, there: list[str], pending: Pending, completed: Container[str]
) -> pl.DataFrame:
    """Return line, money and the deciding columns, beside each that says so what it `_says`; and of each row.

    That is its `refund`, whether it is that of the `whole`, and whether the row is `out`. A row below 0 that
    says it came back `gives_back`: it is the refund itself, which is taken off as it stands; one that was
    `refused` never was.
    """
    judged = values.select("line", pl.col(table.money or "").alias("money"), *there)
    stated = [name for name in STATUSES if name in there]
    flagged = {name: flag for name, flag in FLAGS.items() if name in there}
    refund = pl.col("refunded_amount").abs().fill_null(0.0) if "refunded_amount" in there else pl.lit(0.0)
    in_part = (refund > 0) & (refund < pl.col("money"))
    orders = values["orders"] if "orders" in values.columns else pl.repeat(1, values.height, eager=True)
    gives_back = _gives_back(values, table, stated, flagged)
    judged = judged.with_columns(
        *(verdicts(judged[name], table, completed=completed) for name in stated),
        *(answers(judged[name], flag, table, orders) for name, flag in flagged.items()),
        refund=refund,
    ).with_columns(
        pl.when(~(in_part & flag.may_be_of_a_part)).then(f"{name}_says") for name, flag in flagged.items()
    )
    back = {
        name: gives & judged[f"{name}_says"].eq_missing(Verdict.LEFT_OUT)
        for name, gives in gives_back.items()
    }
    judged = judged.with_columns(
        *(pl.when(~gives).then(f"{name}_says").alias(f"{name}_says") for name, gives in back.items()),
        gives_back=pl.any_horizontal(pl.lit(value=False), *back.values()),
    )
    judged = judged.with_columns(whole=_is_refunded_whole((*stated, *flagged)))
    refused = _refused_below(judged, stated)
    judged = judged.with_columns(
        *(
            pl.when(one).then(pl.lit(Verdict.LEFT_OUT.value)).otherwise(f"{name}_says").alias(f"{name}_says")
            for name, one in refused.items()
        ),
        refused=pl.any_horizontal(pl.lit(value=False), *refused.values()).fill_null(value=False),
    )
    return judged.with_columns(out=_is_out((*stated, *flagged), pending))


def _is_out(names: Sequence[str], pending: Pending) -> pl.Expr:
    """Return whether some column leaves a row out, or its refund is all of it."""
    leaving = [Verdict.LEFT_OUT] if pending == "count" else [Verdict.LEFT_OUT, Verdict.WAITS]
    out = [pl.col(f"{name}_says").is_in(leaving) for name in names]
    return pl.any_horizontal(*out, "whole").fill_null(value=False)


def _is_refunded_whole(names: Sequence[str]) -> pl.Expr:
    """Return whether a refund is all of a sale, and no column says that it is of a part."""
    partly = pl.any_horizontal(
        pl.lit(value=False), *(pl.col(f"{name}_says") == Verdict.PARTLY for name in names)
    )
    whole = (
        (pl.col("refund") > 0)
        & (pl.col("money") >= 0)
        & (pl.col("refund") >= pl.col("money"))
        & ~partly.fill_null(value=False)
    )
    return whole.fill_null(value=False)


def _refused_below(judged: pl.DataFrame, stated: Sequence[str]) -> dict[str, pl.Series]:
    """Return by column which rows below 0 it says of that they are refunds that were refused."""
    below = (judged["money"] < 0).fill_null(value=False) & ~judged["gives_back"]
    if not below.any():
        return {}
    cells = {name: judged[name].filter(below).drop_nulls().unique() for name in stated}
    refused = {name: [one for one in texts if refuses(one, STATUSES[name])] for name, texts in cells.items()}
    return {
        name: below & judged[name].is_in(texts) & (judged[f"{name}_says"] == Verdict.COUNTS)
        for name, texts in refused.items()
        if texts
    }


def _gives_back(
    values: pl.DataFrame, table: Table, stated: Sequence[str], flagged: Mapping[str, Flag]
) -> dict[str, pl.Series]:
    """Return by column which rows below 0 it may say of that they take a sale back, or a part of it."""
    below = (values[table.money or ""] < 0).fill_null(value=False)
    if not below.any():
        return {}
    of_those = {name: values[name].filter(below).drop_nulls().unique() for name in stated}
    cells = {name: [one for one in texts if takes_back(one)] for name, texts in of_those.items()}
    found = {name: below & values[name].is_in(words) for name, words in cells.items()}
    if table is PAYOUTS:
        undone = _of_a_payment(values, table)
        called_off = {name: [*filter(cancels_alone, words)] for name, words in cells.items()}
        found = {
            name: back & (undone | ~values[name].is_in(called_off[name])) for name, back in found.items()
        }
    return {**found, **{name: below for name, flag in flagged.items() if flag.takes_back}}


def _of_a_payment(values: pl.DataFrame, table: Table) -> pl.Series:
    """Return which rows name an order they pay for, or have the key of money that was paid."""
    found = pl.repeat(value=False, n=values.height, dtype=pl.Boolean, eager=True)
    if "order_number" in values.columns:
        found |= values["order_number"].is_not_null()
    if table.key in values.columns:
        paid = values.filter(pl.col(table.money or "") > 0)[table.key].drop_nulls()
        found |= values[table.key].is_in(paid.implode()).fill_null(value=False)
    return found


def foreign(texts: pl.DataFrame, base: str) -> pl.DataFrame:
    """Return a fault for each row in another currency than the base; `texts` has line and currency."""
    if "currency" not in texts.columns:
        return NO_FAULTS
    named = pl.col("currency").str.to_lowercase().str.contains(names_alone(base))
    return faults_of_rows(texts.filter(~named), "currency_mismatch", "currency", pl.col("currency"))


def _why(there: list[str]) -> pl.Expr:
    """Return in a word why a row earned nothing: the status that says so, else that it was refunded."""
    named = [
        pl.when(pl.col(f"{name}_says").is_in([Verdict.LEFT_OUT, Verdict.WAITS])).then(
            pl.lit(FLAGS[name].word) if name in FLAGS else name
        )
        for name in (*STATUSES, *FLAGS)
        if name in there
    ]
    return pl.coalesce(*named, pl.lit("refunded")).str.strip_prefix(statuses.LEFT_OUT).str.to_lowercase()
