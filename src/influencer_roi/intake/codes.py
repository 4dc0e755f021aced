"""Gives orders that name no influencer to the one whose discount code they name."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

import polars as pl

from influencer_roi.intake.remarks.said import some
from influencer_roi.model.report import Counts, Note, rows
from influencer_roi.model.schema import ORDERS

Notes = Callable[[Mapping[str, Counts]], Iterator[Note]]
_BETWEEN = re.compile(r"[\s,;|&+/]+")


def codes_in(text: str) -> list[str]:
    """Return the codes of a cell in small letters: the whole of it, and each of several."""
    small = text.strip().casefold()
    return [small, *(code for code in _BETWEEN.split(small) if code and code != small)]


def codes_of(people: Iterable[pl.DataFrame]) -> dict[str, str]:
    """Return {discount code in small letters: id}, without codes of two; `people` have id and code."""
    owners: dict[str, set[str]] = {}
    for each in people:
        for id_, cell in each.select("id", "code").drop_nulls().iter_rows():
            for code in codes_in(cell):
                owners.setdefault(code, set()).add(id_)
    return {code: next(iter(ids)) for code, ids in owners.items() if len(ids) == 1}


def named_by_codes(orders: pl.DataFrame, codes: Mapping[str, str]) -> tuple[pl.DataFrame, Notes]:
    """Return orders with the influencer whose code they name where they name none, and notes on that.

    An influencer that is named wins; of several codes in a cell the first that is known counts. `rows` says
    for how many orders one stands, where it is there.
    """
    bare = orders.filter(pl.col("influencer_id").is_null() & pl.col("code").is_not_null())
    owners = {cell: _owner(cell, codes) for cell in bare["code"].unique()}
    if owners:
        owner = pl.col("code").replace_strict(owners, default=None, return_dtype=pl.String)
        orders = orders.with_columns(pl.coalesce("influencer_id", owner).alias("influencer_id"))

    def notes(counts: Mapping[str, Counts]) -> Iterator[Note]:
        for code, said in _remarks(bare, owners):
            yield Note(ORDERS.name, counts[ORDERS.name].file, code, said)

    return orders, notes


def _owner(cell: str, codes: Mapping[str, str]) -> str | None:
    return next((codes[code] for code in codes_in(cell) if code in codes), None)


def _remarks(bare: pl.DataFrame, owners: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    known = [cell for cell, owner in owners.items() if owner]
    strange = sorted(cell for cell, owner in owners.items() if not owner)
    if known:
        many = rows(_count(bare, known), "names its influencer", "name their influencer")
        yield "by_code", f"{many} by a discount code alone."
    if strange:
        many = rows(_count(bare, strange), "names no influencer, and a", "name no influencer, and a")
        shown = some([f"'{cell}'" for cell in strange])
        yield (
            "unknown_code",
            f"{many} discount code that is no influencer's ({shown}); they count as organic.",
        )


def _count(bare: pl.DataFrame, cells: list[str]) -> int:
    naming = bare.filter(pl.col("code").is_in(cells))
    return int(naming["rows"].sum()) if "rows" in naming.columns else naming.height
