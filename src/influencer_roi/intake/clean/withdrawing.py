"""Says which rows are of an order that another row says came back or was cancelled."""

from collections.abc import Callable, Iterator, Sequence

import polars as pl

from influencer_roi.intake.clean.endings import ends_order, may_be_tried_again, may_end
from influencer_roi.intake.clean.pairing import DAY, WHO, each_with_one, in_small_letters
from influencer_roi.intake.clean.rules import identity, places_of
from influencer_roi.intake.clean.verdicts import Verdict, verdict
from influencer_roi.model.deciding import FLAGS, PARCEL, STATUSES
from influencer_roi.model.schema import ORDERS, Table

_PAYMENT, _LINE, _DECLINED = "financial_status", "item_status", "declined"
REFUNDED = (pl.col("refund") > 0) & (pl.col("money") > 0)
_BELOW = pl.col("money") < 0
_LINES = pl.Schema({"line": pl.UInt32, "why": pl.String})
_TWICE = pl.Schema({"line": pl.UInt32, "twice": pl.Float64})
_Pair = tuple[pl.DataFrame, pl.DataFrame, list[str]]  # refunds, sales, and what both share


def withdrawn(
    values: pl.DataFrame, judged: pl.DataFrame, why: pl.Expr, table: Table
) -> tuple[pl.DataFrame, pl.Series]:
    """Return line and why of rows that another row withdraws, and lines where that is in doubt."""
    again, doubted = _of_orders(values, judged, why, table)
    sales = _of_sales_left_out(values, judged, why, table)
    more = sales.join(again, on="line", how="anti", maintain_order="left")
    return pl.concat([again, more]).sort("line"), doubted


def _of_orders(
    values: pl.DataFrame, judged: pl.DataFrame, why: pl.Expr, table: Table
) -> tuple[pl.DataFrame, pl.Series]:
    """Return line and why of rows whose order another row withdraws, and lines where that is in doubt.

    An order that waits or is under way in one row and came back or was cancelled in another, of the same
    values, is withdrawn. All else of a record of which a row is left out is in doubt, but where a payment
    failed or was cancelled: it may have been tried again. `judged` has the rows of `values`: whether each is
    `out`, or was refunded as a `whole`, and what each deciding column `_says`.
    """
    nothing = pl.DataFrame(schema=_LINES)
    if table.key not in values.columns:
        return nothing, nothing["line"]
    marks, out = values[table.key].hash(), judged["out"]
    rest = marks.filter(~out)
    shared = rest.filter(rest.is_in(marks.filter(out & values[table.key].is_not_null()).implode()))
    if shared.is_empty():
        return nothing, nothing["line"]
    own = [column.name for column in table.columns if column.name in values.columns]
    rows = pl.concat([values.select("line", *own), judged.drop("line")], how="horizontal")
    rows = rows.filter(marks.is_in(shared.implode())).drop_nulls(table.key)
    who = identity(rows, table)
    rows = rows.with_columns(who)
    gone, others = (
        rows.filter(pl.col("out") & ~pl.col("refused")).with_columns(why=why),
        rows.filter(~pl.col("out")),
    )
    ended = gone.filter(_says(gone, _ends) | gone["whole"]) if table.name == ORDERS.name else gone.clear()
    again = _with_why(others.filter(_says(others, _may_end) & ~_says(others, _stands)), ended, own)
    final = gone.filter(_says(gone, _is_final) | gone["whole"])
    beside = _with_why(others, final, [one.meta.output_name() for one in who])
    return again, beside.join(again, on="line", how="anti")["line"]


def refunded_twice(values: pl.DataFrame, rest: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Return line and how much of its `refund` rows below 0 of its order take off too: `twice`.

    Rows without a key are of its order where customer and amount are the same.
    """
    if rest.filter(REFUNDED).is_empty() or rest.filter(_BELOW).is_empty():
        return pl.DataFrame(schema=_TWICE)
    own = [name for name in ("line", table.key, *WHO, DAY) if name in values.columns]
    rows = values.select(own)[places_of(values, rest["line"])].hstack(rest.select("money", "refund"))
    rows = rows.with_columns(in_small_letters(rows))
    keyed = rows.drop_nulls(table.key) if table.key in own else rows.clear()
    found = _twice_of_one_key(keyed, table) if keyed.height else pl.DataFrame(schema=_TWICE)
    keyless = rows.join(keyed, on="line", how="anti").filter(_BELOW)
    sold = rows.filter(REFUNDED).join(found, on="line", how="anti", maintain_order="left")
    return pl.concat([found, _twice_of_one_amount(keyless, sold)]).sort("line")


def _twice_of_one_amount(below: pl.DataFrame, sold: pl.DataFrame) -> pl.DataFrame:
    """Return line and refund of rows sold to a customer whom a row below 0 gives as much back: once each."""
    if not {*WHO} <= {*below.columns}:
        return pl.DataFrame(schema=_TWICE)
    back, refunds = (
        rows.drop_nulls(WHO[1]).with_columns(twice=amount)
        for rows, amount in ((below, -pl.col("money")), (sold, pl.col("refund")))
    )
    return each_with_one(refunds, back, [*WHO, "twice"], latest=True).select(_TWICE.names())


def _twice_of_one_key(keyed: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Return line and how much of its refund rows below 0 of its key take off too."""
    below = keyed.filter(_BELOW)
    keyed = keyed.filter(pl.col(table.key or "").is_in(below[table.key or ""].implode()))
    by = [name for name in (table.key, table.apart) if name in keyed.columns]
    rows = keyed.with_columns(identity(keyed, table))
    paid = rows.filter(_BELOW).group_by(by).agg(paid=-pl.col("money").sum())
    sold = rows.filter(REFUNDED)
    both = sold.join(paid, on=by, nulls_equal=True, maintain_order="left", validate="m:1")
    before = pl.col("refund").cum_sum().over(by) - pl.col("refund")
    twice = pl.min_horizontal("refund", (pl.col("paid") - before).clip(lower_bound=0))
    return both.select("line", twice=twice).filter(pl.col("twice") > 0).cast(_TWICE)


def _of_sales_left_out(
    values: pl.DataFrame, judged: pl.DataFrame, why: pl.Expr, table: Table
) -> pl.DataFrame:
    """Return line and why of refunds below 0 of a sale that is left out: of one key, or of one amount.

    The customer is the same too, where a refund names one; one that names none says that it `gives_back`.
    Without a key one refund is of a sale, no earlier; of one that was never paid, only one that says so.
    """
    back = (judged["money"] < 0).fill_null(value=False) & ~judged["out"]
    if not back.any() or not judged["out"].any():
        return pl.DataFrame(schema=_LINES)
    own = [name for name in ("line", table.key, *WHO, DAY) if name in values.columns]
    rows = pl.concat([values.select(own), judged.drop("line")], how="horizontal")
    rows = rows.with_columns(*in_small_letters(rows), amount=pl.col("money").abs(), why=why)
    refunds, sold = rows.filter(back), rows.filter("out", pl.col("money") > 0)
    who = [name for name in WHO if name in rows.columns]
    found, taken, customer = [], rows.clear().select("line"), who[-1:]
    if table.key in rows.columns:
        keys = refunds[table.key].drop_nulls().implode()
        of_key, stand = _of_one_key(rows.filter(pl.col(table.key).is_in(keys)), table)
        found, back_of_key = [of_key], refunds.join(of_key, on="line", how="semi", maintain_order="left")
        own_sale = each_with_one(sold, back_of_key, [table.key, "amount"], latest=True)
        taken = pl.concat([of_key.select("line"), stand, own_sale.select("line")])
    says, whole = pl.col("gives_back"), len(who) == len(WHO)
    paid = pl.Series("paid", _says(sold, _is_final) | sold["whole"])
    sold = sold.with_columns(paid)
    named = refunds.drop_nulls(customer)
    pairs = [
        (named if whole else named.filter(says), sold.filter("paid"), [*who, "amount"]),
        (named.filter(says), sold.filter(~paid), [*who, "amount"]),
    ]
    if whole:
        nameless = refunds.filter(says, pl.col(customer).is_null()).drop_nulls(who[:1])
        pairs.append((nameless, sold, [*who[:1], "amount"]))
    return pl.concat([*found, *_in_turn(pairs, taken)]).unique("line", keep="first", maintain_order=True)


def _in_turn(pairs: Sequence[_Pair], taken: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield line and why of refunds that each have a sale of their own; lines of `taken` have one already."""
    for some, sales, by in pairs:
        left = sales.join(taken, on="line", how="anti", maintain_order="left")
        rest = some.join(taken, on="line", how="anti", maintain_order="left")
        found = each_with_one(rest, left, by)
        sold = each_with_one(left, found, by, latest=True)
        taken = pl.concat([taken, found.select("line"), sold.select("line")])
        yield _with_why(found, left, by)


def _of_one_key(keyed: pl.DataFrame, table: Table) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return line and why of refunds of a sale of their key that is left out, and lines of those that stand.

    Where another sale of the record stands, the amount says which it is of. All rows of a key are there.
    """
    record = identity(keyed, table)
    names = [one.meta.output_name() for one in record]
    nameless = pl.any_horizontal(pl.lit(value=False), *(pl.col(name).is_null() for name in names))
    rows = keyed.with_columns(*record, nameless=nameless)
    refunds, sales = rows.filter(_BELOW, ~pl.col("out")), rows.filter(pl.col("money") > 0)
    sold, found, stand = sales.filter("out"), [], []
    for some, by in (
        (refunds.filter("nameless"), names[:1]),
        (refunds.filter(~pl.col("nameless")), names),
    ):
        beside = some.join(sales.filter(~pl.col("out")), on=by, how="semi", maintain_order="left")
        rest = some.join(beside, on="line", how="anti", maintain_order="left")
        found += [_with_why(some, sold, [*by, "amount"]), _with_why(rest, sold, by)]
        stand.append(beside.select("line"))
    return pl.concat(found).unique("line", keep="first", maintain_order=True), pl.concat(stand)


def _with_why(others: pl.DataFrame, gone: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Return the line of rows that are as one that is gone, and why that is."""
    if others.is_empty() or gone.is_empty():
        return pl.DataFrame(schema=_LINES)
    first = gone.select(*by, "why").unique(by, keep="first", maintain_order=True)
    found = others.select("line", *by).join(
        first, on=by, nulls_equal=True, validate="m:1", maintain_order="left"
    )
    return found.select("line", "why").cast(_LINES)


def _says(rows: pl.DataFrame, of: Callable[[str, str], bool]) -> pl.Series:
    """Return whether any column of a row says so, of those that left it out, if it is."""
    found = pl.repeat(value=False, n=rows.height, dtype=pl.Boolean, eager=True)
    for name in (*STATUSES, *FLAGS):
        if name in rows.columns:
            meant = {cell: of(name, cell) for cell in rows[name].drop_nulls().unique()}
            means_it = rows[name].replace_strict(meant, default=False, return_dtype=pl.Boolean)
            found |= means_it & (~rows["out"] | rows[f"{name}_says"].eq_missing(Verdict.LEFT_OUT))
    return found


def _is_final(name: str, cell: str) -> bool:
    """Return whether what left a row out is no attempt to pay that may have been made again."""
    return name != _DECLINED and not may_be_tried_again(cell, of_payment=name == _PAYMENT)


def _ends(name: str, cell: str) -> bool:
    """Return whether what left a row out ended the order; what is of one line of it did not."""
    if name in FLAGS:
        return _is_final(name, cell)
    return name != _LINE and ends_order(cell, of_payment=name == _PAYMENT)


def _may_end(name: str, cell: str) -> bool:
    return name in STATUSES and name != _LINE and may_end(cell)


def _stands(name: str, cell: str) -> bool:
    """Return whether a status says something else of an order than that it waits or is under way."""
    if name not in STATUSES or name in (_LINE, _PAYMENT) or may_end(cell):
        return False
    act = STATUSES[name]
    return act in ("", PARCEL) or verdict(cell, ORDERS.name, act) is Verdict.COUNTS
