"""Says of rows that earned nothing, or less than is written, how many and where they are, and how much."""

from collections.abc import Iterator

import polars as pl

from influencer_roi.intake.clean.heard import counts_in
from influencer_roi.intake.clean.verdicts import Verdict
from influencer_roi.intake.exports import statuses
from influencer_roi.intake.remarks.wording import some
from influencer_roi.model.deciding import FLAGS, STATUSES
from influencer_roi.model.notation import Notation, grouped
from influencer_roi.model.report import listed, rows
from influencer_roi.model.schema import Table


def left_out(left: pl.DataFrame, money: Notation) -> Iterator[tuple[str, str]]:
    """Yield what earned nothing."""
    if left.is_empty():
        return
    kinds = left.group_by("why").agg(pl.len()).sort("len", "why", descending=[True, False])
    words = some([f"{grouped(count)} {kind}" for kind, count in kinds.iter_rows()])
    earned_nothing = rows(left.height, "earned nothing and is", "earned nothing and are")
    amount = money.amount(left["money"].sum())
    yield "left_out", f"{earned_nothing} left out: {words} ({listed(left['line'])}); {amount} in all."


def doubted(found: pl.DataFrame, table: Table, money: Notation) -> Iterator[tuple[str, str]]:
    """Yield what counts beside another row of its order that does not."""
    if found.height:
        kind = table.name.removesuffix("s")
        one, several = (f"although another row of {its} {kind} is left out" for its in ("its", "their"))
        many = rows(found.height, f"counts {one}", f"count {several}")
        text = f"{many} ({listed(found['line'])}): {money.amount(found['money'].sum())}."
        yield "left_out_beside", text


def refunded(refunds: pl.DataFrame, money: Notation) -> Iterator[tuple[str, str]]:
    """Yield what was refunded in part."""
    if refunds.height:
        text = rows(refunds.height, "was refunded in part", "were refunded in part")
        lines = listed(refunds["line"])
        yield "refund_taken_off", f"{text} ({lines}); {money.amount(refunds['refund'].sum())} taken off."


def refunded_twice(twice: pl.DataFrame, money: Notation) -> Iterator[tuple[str, str]]:
    """Yield refunds that a column and a row of its own name."""
    if twice.height:
        one, several = "another row of its order", "other rows of their orders"
        text = rows(twice.height, f"names a refund {one} names", f"name refunds {several} name")
        amount = money.amount(twice["twice"].sum())
        yield "refund_twice", f"{text} too ({listed(twice['line'])}); {amount} is taken off once."


def unsure(rest: pl.DataFrame, there: list[str], money: Notation) -> Iterator[tuple[str, str]]:
    """Yield what counts although it may not stay: waiting money, and statuses nobody here knows."""
    names = [name for name in (*STATUSES, *FLAGS) if name in there]
    if not names:
        return
    waiting, partly, unknown = (
        rest.filter(pl.any_horizontal(pl.col(f"{name}_says") == verdict for name in names))
        for verdict in (Verdict.WAITS, Verdict.PARTLY, Verdict.UNKNOWN)
    )
    if waiting.height:
        where, amount = _where(waiting, names, Verdict.WAITS), money.amount(waiting["money"].sum())
        yield "pending", f"{rows(waiting.height, 'waits', 'wait')} for money {where}: {amount}, which counts."
    partly = partly.filter(pl.col("refund") == 0)
    if partly.height:
        text = f"{rows(partly.height, 'says', 'say')} that a part was refunded, and not how much"
        where = f"({listed(partly['line'])}{_counted(partly, names)})"
        yield "partly_refunded", f"{text} {where}; counted as written. Add a column refunded_amount."
    if unknown.height:
        where, amount = _where(unknown, names, Verdict.UNKNOWN), money.amount(unknown["money"].sum())
        many = rows(unknown.height, "has", "have")
        yield "unknown_status", f"{many} a status that is not known {where}; {amount} counts."


def _where(found: pl.DataFrame, names: list[str], verdict: Verdict) -> str:
    """Return in brackets what rows say that have this verdict, and where they are."""
    texts = pl.concat(
        [found.filter(pl.col(f"{name}_says") == verdict)[name].rename("text") for name in names]
    )
    bare = texts.str.strip_prefix(statuses.WAITS).unique().sort()
    words = some([f"'{text}'" for text in bare])
    return f"({words}; {listed(found['line'])})"


def _counted(partly: pl.DataFrame, names: list[str]) -> str:
    """Return how many orders columns that count say came back: `; returned: 7 in all`."""
    counted = [name for name in names if name in FLAGS and FLAGS[name].may_count]
    of_part = {name: partly.filter(pl.col(f"{name}_says") == Verdict.PARTLY)[name] for name in counted}
    sums = {name: counts_in(cells).sum() for name, cells in of_part.items()}
    return "".join(f"; {name}: {grouped(count)} in all" for name, count in sums.items() if count)
