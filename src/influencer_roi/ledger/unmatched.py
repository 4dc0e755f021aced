"""Notes payouts that name what none of their influencer's posts and orders is of."""

from collections.abc import Iterator
from difflib import get_close_matches

import polars as pl

from influencer_roi.intake.remarks.wording import some
from influencer_roi.ledger.spend import in_periods, names_something
from influencer_roi.model import names
from influencer_roi.model.notation import Notation, notation_of
from influencer_roi.model.parts import located
from influencer_roi.model.report import Note, Report, listed, rows
from influencer_roi.model.schema import PAYOUTS

_SHOWN = 3
_KEYS = {"campaign": "campaign", "brand": "brand", "post_id": "post_id", "month": "date"}  # of entries


def unmatched(payouts: pl.DataFrame, entries: pl.DataFrame, report: Report) -> Iterator[Note]:
    """Yield a note where routed payouts are placed as if they named nothing, and what to do about it."""
    missed = payouts.filter(names_something() & ~pl.col("narrowed"))
    of_orders = pl.col("order_number").is_not_null()
    counts, money = report.counts[PAYOUTS.name], notation_of(report.currency)
    unborne = _unborne(missed.filter(of_orders), money)
    for found in (*unborne, *_unspelled(missed.filter(~of_orders), entries, money)):
        yield Note(PAYOUTS.name, counts.file, "payout_unmatched", located(found, counts.parts))


def _unborne(missed: pl.DataFrame, money: Notation) -> Iterator[str]:
    """Yield that commissions name an order that is another's, or that earned nothing."""
    if missed.height:
        amount = money.amount(missed["total_payout"].sum())
        yield (
            f"{rows(missed.height, 'names', 'name')} an order that is not among those of the influencer "
            f"({listed(missed['line'])}); {amount} in all, placed on their own days. "
            "Ask the network to decline it where it was cancelled, or is somebody else's by its code."
        )


def _unspelled(missed: pl.DataFrame, entries: pl.DataFrame, money: Notation) -> Iterator[str]:
    """Yield that payouts name a campaign, brand, post or period of which the influencer has nothing."""
    if missed.is_empty():
        return
    words = [_word(name) for name in _KEYS if missed[name].null_count() < missed.height]
    named = f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]
    amount = money.amount(missed["total_payout"].sum())
    yield (
        f"{rows(missed.height, 'names', 'name')} a {named} that no post or order of the influencer is of "
        f"({listed(missed['line'])}); {amount} in all, placed as if nothing was named. "
        f"{_ways_out(missed, entries)}"
    )


def _ways_out(missed: pl.DataFrame, entries: pl.DataFrame) -> str:
    """Return what to do: spell what is nowhere as it is elsewhere, and look who the rest was paid to."""
    named = [name for name in _KEYS if missed[name].null_count() < missed.height]
    there = {name: _there(entries, missed, name) for name in named}
    strange = {name: _strange(missed, name, there[name]) for name in named}
    texts = [
        f"{_word(name)} {_with_nearest(text, name, there[name])}"
        for name, found in strange.items()
        for text in sorted({*found})
    ]
    ways = []
    if texts:
        nowhere = some(texts, _SHOWN)
        ways.append(
            f"Nobody's posts or orders are of {nowhere}: spell it as they do, a period as 2025-03 or Q2 2025."
        )
    lacking = [pl.col(name).is_in(found.implode()).fill_null(value=False) for name, found in strange.items()]
    if missed.select(~pl.any_horizontal(*lacking)).to_series().any():
        ways.append("What others' posts and orders are of: check the influencer_id, or leave the cell empty.")
    return " ".join(ways)


def _there(entries: pl.DataFrame, missed: pl.DataFrame, name: str) -> pl.Series:
    """Return what entries have that payouts can name in a column, as they are compared."""
    column = _KEYS[name]
    if name == "month":
        named = in_periods(entries.lazy().select("date"), missed).select(pl.col("named_month").unique())
        return named.collect(engine="in-memory").to_series()
    return entries.select(pl.col(column).unique().drop_nulls().cast(pl.String)).to_series()


def _strange(missed: pl.DataFrame, name: str, there: pl.Series) -> pl.Series:
    """Return what payouts name in a column that nothing is of, as it is written."""
    key = pl.col(f"named_{name}")
    known = there.to_frame("text").select(names.fold(pl.col("text")))["text"] if name == "campaign" else there
    lacking = ~key.is_in([*{*known} - {None}]).fill_null(value=False)
    return missed.select(pl.col(name).filter(pl.col(name).is_not_null() & lacking))[name]


def _with_nearest(text: str, name: str, there: pl.Series) -> str:
    near = [] if name == "month" else get_close_matches(text, there.drop_nulls(), n=1)
    return f"'{text}' (is it '{near[0]}'?)" if near else f"'{text}'"


def _word(name: str) -> str:
    return name.removesuffix("_id")
