"""Finds what all rows of orders in place agree on: what a dot in a number is, and the days they lie in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import narwhals as nw
import polars as pl

from influencer_roi.intake.clean import Rules
from influencer_roi.intake.clean.dates import EARLIEST, LATEST, Days
from influencer_roi.intake.clean.outliers import counted_days, days_of
from influencer_roi.intake.clean.written import DOTTED, GROUPS
from influencer_roi.intake.location import OrdersLocation, is_small
from influencer_roi.ledger.lookups import Lookups
from influencer_roi.ledger.roll_up.engines import Engine
from influencer_roi.ledger.roll_up.expression import EngineRows
from influencer_roi.ledger.roll_up.typed import NUMBERS, Columns, absent, plain
from influencer_roi.model.notation import has_thousandths
from influencer_roi.model.report import refusal
from influencer_roi.model.scales import scale_of
from influencer_roi.model.schema import ORDERS

_HUNDREDTHS = ",[0-9]{2}$"


@dataclass(frozen=True)
class Found:
    """Orders as an engine found them: all rows, those of ids that stand alone, and what is known of them.

    `again` and `headers` are as Sifted has them, `dotted` the columns in which dots may group thousands,
    `totals` the rows that sum others, every cell a text, `lookups` what they are asked for codes by.
    """

    location: OrdersLocation
    raw: EngineRows
    alone: EngineRows
    columns: Columns
    headers: dict[str, str]
    again: pl.DataFrame | None
    dotted: tuple[str, ...]
    totals: pl.DataFrame
    lookups: Lookups


def by_points(
    raw: EngineRows, location: OrdersLocation, headers: Mapping[str, str], rules: Rules, engine: Engine
) -> tuple[Rules, tuple[str, ...]]:
    """Return rules that know in which columns a dot is a decimal point, and those in which it may not be.

    Where some number proves it for its column, or its header a scale, it is one; numbers that are no texts
    have no dots.

    Raises:
        Refused: files do not agree on what a dot is, or may have decimal commas and can be read as a whole.
    """
    kinds = raw.collect_schema()
    texts = [
        name
        for name in NUMBERS
        if kinds[headers[name]] == nw.String
        and scale_of(headers[name]) == 1
        and not (name == ORDERS.money and has_thousandths(rules.currency))
    ]
    proven = {name for name in NUMBERS if name not in texts}
    if texts:
        seen = {name: _any(_is_point(nw.col(headers[name]))) for name in texts}
        groups = {f"{name} groups": _any(nw.col(headers[name]).str.contains(GROUPS)) for name in texts}
        commas = {f"{name} commas": _any(nw.col(headers[name]).str.contains(_HUNDREDTHS)) for name in texts}
        each = engine.fetch(raw.select(**seen, **groups, **commas).select(nw.all().max())).row(0, named=True)
        proven |= {name for name in texts if each[name]}
        mixed = [name for name in texts if each[name] and each[f"{name} groups"]]
        if mixed and (is_small(location.files[1:]) or _differ(mixed, location, headers, engine)):
            said = (
                "dots are decimal points in some of its files, and group thousands in others. Write one way."
            )
            raise refusal("bad_place", location.name, said)
        if is_small(location.files) and any(each[f"{name} commas"] for name in texts):
            said = "some numbers end in a comma and two digits. Write 1234.50."
            raise refusal("bad_place", location.name, said)
    return replace(rules, points=frozenset(proven)), tuple(name for name in texts if name not in proven)


def _differ(
    names: Sequence[str], location: OrdersLocation, headers: Mapping[str, str], engine: Engine
) -> bool:
    """Return whether in some column one file proves that dots are points, and another that they group."""
    found: dict[str, set[bool]] = {name: set() for name in names}
    for file in location.files[1:] and location.files:
        raw = engine.orders(replace(location, files=(file,)))
        for name in names:
            cell = nw.col(headers[name])
            proofs = raw.select(point=_any(_is_point(cell)), groups=_any(cell.str.contains(GROUPS)))
            point, groups = engine.fetch(proofs.select(nw.all().sum())).row(0)
            found[name] |= {True} if point else {False} if groups > 1 else set()
    return any(len(ways) > 1 for ways in found.values())


def _is_point(column: nw.Expr) -> nw.Expr:
    """Return where a number proves by its fraction that dots are decimal points."""
    return column.str.contains(r"^-?[0-9]+\.[0-9]+$") & ~column.str.contains(DOTTED)


def _any(shown: nw.Expr) -> nw.Expr:
    return nw.when(shown).then(nw.lit(1)).otherwise(nw.lit(0))


def days_agreed(found: Found, odd_kept: pl.DataFrame, engine: Engine, *, odd: bool) -> Days:
    """Return the days in which all rows kept lie, none being far from all others; `odd_kept` are odd ones."""
    dated = found.alone
    if odd:
        dated = found.alone.filter(plain(found.columns, absent(found.headers), None))
    counted = dated.select(date=found.columns["date"]).group_by("date").agg(rows=nw.len())
    kinds = pl.Schema({"date": pl.Date, "rows": pl.UInt32})
    parts = (engine.fetch(counted).select(kinds.names()), counted_days(odd_kept))
    start, end = days_of(pl.concat([part.cast(kinds) for part in parts]))
    return max(start, EARLIEST), min(end, LATEST)
