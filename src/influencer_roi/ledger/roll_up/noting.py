"""Words what is noted of orders where they lie: of plain rows that were counted, and of odd ones."""

from collections.abc import Iterator, Mapping

import narwhals as nw
import polars as pl
from narwhals.dtypes import DType

from influencer_roi.intake.clean import Cleaned
from influencer_roi.intake.clean.instants import ZONE_UNKNOWN, states_another_zone
from influencer_roi.intake.clean.notes import IN_REFUND, absent_note
from influencer_roi.intake.location import OrdersLocation
from influencer_roi.intake.remarks.orders import ORDER_WORDS, kept_note, odd_orders
from influencer_roi.ledger.roll_up.edges import copies_in, cut_in, figures_in
from influencer_roi.model.report import Note
from influencer_roi.model.schema import ORDERS


def notes_on(
    facts: Mapping[str, float],
    odd: Cleaned,
    location: OrdersLocation,
    headers: Mapping[str, str],
    totals: pl.DataFrame,
) -> Iterator[Note]:
    """Yield the remarks on rows kept, plain and `odd`, which are too many to list them all.

    `facts` counts plain rows by what is noted of them, `totals` are rows that were found to sum others.
    """
    code, text = ZONE_UNKNOWN
    note = Note(ORDERS.name, location.name, code, f"date: {text}")
    if facts.get("timed") and note.text not in {one.text for one in odd.notes}:
        yield note
    for code, text in (*_absent(facts), *_kept(facts, odd.rows), *_of_files(odd, location, headers, totals)):
        yield Note(ORDERS.name, location.name, code, text)


def _of_files(
    odd: Cleaned, location: OrdersLocation, headers: Mapping[str, str], totals: pl.DataFrame
) -> Iterator[tuple[str, str]]:
    yield from cut_in(location)
    yield from copies_in(location, headers, gone(odd))
    yield from figures_in(location, headers, totals)


def timed(kinds: Mapping[str, DType], headers: Mapping[str, str]) -> dict[str, nw.Expr]:
    """Return where rows have a time that is in a zone not known here, as their header says; else {}."""
    header = headers["date"]
    kind = kinds[header]
    if not (isinstance(kind, nw.Datetime) and kind.time_zone is None and states_another_zone(header)):
        return {}
    return {"timed": nw.col(header) != nw.col(header).cast(nw.Date).cast(nw.Datetime)}


def _absent(facts: Mapping[str, float]) -> Iterator[tuple[str, str]]:
    for fact, stands_in in (("absent", ""), ("absent_refund", IN_REFUND)):
        if facts[fact]:
            yield "absent", absent_note(int(facts[fact]), ORDERS.column("orders"), stands_in=stands_in)


def _kept(facts: Mapping[str, float], odd: pl.DataFrame) -> Iterator[tuple[str, str]]:
    found = odd.select(**odd_orders(pl.col("revenue"), pl.col("orders"))).sum().row(0, named=True)
    for code, words in ORDER_WORDS.items():
        if count := int(facts.get(code, 0) + (found.get(code) or 0)):
            yield code, kept_note(count, words)


def gone(odd: Cleaned) -> pl.DataFrame:
    """Return the lines of odd rows that were not kept."""
    return pl.concat([odd.faults.select(pl.col("line").cast(pl.UInt32)), odd.left_out.to_frame("line")])
