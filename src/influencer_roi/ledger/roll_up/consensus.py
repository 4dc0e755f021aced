"""Finds what all rows of orders in place agree on: what a dot in a number is, and the days they lie in."""

import math
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import narwhals as nw
import polars as pl

from influencer_roi.intake.clean import Rules
from influencer_roi.intake.clean.commas import GROUPED_BEFORE, HUNDREDTHS
from influencer_roi.intake.clean.dates import EARLIEST, LATEST, Days
from influencer_roi.intake.clean.heard import CLOSED, COMPLETE
from influencer_roi.intake.clean.outliers import counted_days, days_of
from influencer_roi.intake.clean.written import DOTTED, GROUPS, NONE, THOUSANDTHS, TWICE, ZEROS
from influencer_roi.intake.location import OrdersLocation, is_small
from influencer_roi.ledger.lookups import Lookups
from influencer_roi.ledger.roll_up.engines import Engine
from influencer_roi.ledger.roll_up.expression import EngineRows
from influencer_roi.ledger.roll_up.typed import NUMBERS, Columns, plain
from influencer_roi.model.deciding import STATUSES
from influencer_roi.model.notation import has_thousandths
from influencer_roi.model.report import refusal
from influencer_roi.model.scales import scale_of
from influencer_roi.model.schema import ORDERS

_AMOUNTS = ("revenue", "refunded_amount")
_FRACTION = r"^[+-]?[0-9]+\.[0-9]+$"
_FORMS: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {  # patterns a cell has, and such as it lacks
    "point": ([_FRACTION], [DOTTED]),  # proves that dots are decimal points
    "fraction": ([_FRACTION], [DOTTED, NONE]),
    "groups": ([GROUPS], []),
    "zeros": ([ZEROS], []),  # a count that is written as 1.000 is
    "others": ([], [ZEROS, NONE]),  # and one that is not
    "thousandths": ([THOUSANDTHS], []),
    "twice": ([TWICE], []),
    "commas": ([HUNDREDTHS], []),
    "bare": (["[0-9]"], [","]),
    "grouped": ([rf"{DOTTED}|{GROUPED_BEFORE}"], []),
}
_BY_COMMAS = ("commas", "point", "bare", "grouped")
_COUNTS = "some counts are in three decimals. Write 1."
_COMMAS = "some numbers end in a comma and two digits. Write 1234.50."
_DIFFER = "dots are decimal points in some of its files, and group thousands in others. Write one way."


@dataclass(frozen=True)
class Found:
    """Orders as an engine found them: all rows, those of ids that stand alone, and what is known of them.

    `again` and `headers` are as Sifted has them, `totals` the rows that sum others, every cell a text,
    `lookups` what they are asked for codes by.
    """

    location: OrdersLocation
    raw: EngineRows
    alone: EngineRows
    columns: Columns
    headers: dict[str, str]
    again: pl.DataFrame | None
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
        and scale_of(headers[name], ORDERS.column(name).kind, rules.currency, kinds.names()) == 1
        and not (name == ORDERS.money and has_thousandths(rules.currency))
    ]
    proven = {name for name in NUMBERS if name not in texts}
    if texts:
        small = is_small(location.files)
        fixed = [name for name in texts if ORDERS.column(name).parts]
        questions = _questions(texts, headers, "point", "groups", *(["commas"] if small else _BY_COMMAS))
        seen = _counted(raw, questions | _questions(fixed, headers, "zeros", "others"), engine)
        if small and any(seen[f"{name} zeros"] for name in fixed):
            raise refusal("bad_place", location.name, _COUNTS)
        proven |= {name for name in texts if seen[f"{name} point"]}
        proven |= {name for name in fixed if seen[f"{name} zeros"] and not seen[f"{name} others"]}
        mixed = [name for name in texts if seen[f"{name} point"] and seen[f"{name} groups"]]
        if mixed and len(location.files) > 1 and (small or _differ(mixed, location, headers, engine)):
            raise refusal("bad_place", location.name, _DIFFER)
        if _are_commas(texts, seen, location, headers, engine):
            raise refusal("bad_place", location.name, _COMMAS)
    shared = _proven_beside(raw, headers, proven, rules.currency, engine)
    proven |= shared
    known = replace(rules, points=frozenset(proven), shared=shared)
    return known, tuple(name for name in texts if name not in proven)


def by_statuses(raw: EngineRows, headers: Mapping[str, str], rules: Rules, engine: Engine) -> Rules:
    """Return rules that know in which columns some rows read complete, where others read closed."""
    kinds = raw.collect_schema()
    stated = [name for name in STATUSES if name in headers and kinds[headers[name]] == nw.String]
    if not stated:
        return rules
    words = {"complete": [*COMPLETE], "closed": [CLOSED]}
    cells = {name: nw.col(headers[name]).str.strip_chars().str.to_lowercase() for name in stated}
    questions = {f"{name} {one}": cells[name].is_in(some) for name in stated for one, some in words.items()}
    seen = _counted(raw, questions, engine)
    both = frozenset(name for name in stated if seen[f"{name} complete"] and seen[f"{name} closed"])
    return replace(rules, completed=both)


def _proven_beside(
    raw: EngineRows, headers: Mapping[str, str], proven: Container[str], currency: str, engine: Engine
) -> frozenset[str]:
    """Return the columns in which a dot is a decimal point as in another amount, but for 1.234.567."""
    kinds = raw.collect_schema()
    there = {name: headers[name] for name in _AMOUNTS if name in headers}
    written = {name: header for name, header in there.items() if kinds[header] == nw.String}
    doubted = [name for name in (*written, "orders") if name not in proven]
    if len(written) < len(_AMOUNTS) or has_thousandths(currency):
        return frozenset()
    seen = _counted(raw, _questions({*written, *doubted}, headers, "fraction", "twice"), engine)
    beside = [name for name in written if seen[f"{name} fraction"]]
    return frozenset(name for name in doubted if {*beside} - {name} and not seen[f"{name} twice"])


def _differ(
    names: Sequence[str], location: OrdersLocation, headers: Mapping[str, str], engine: Engine
) -> bool:
    """Return whether in some column one file proves that dots are points, and another that they group.

    1.500 does not group where a file proves that three digits are decimals; 1.234.567 does.
    """
    questions = _questions(names, headers, "point", "groups", "thousandths", "twice")
    each = [
        _counted(engine.orders(replace(location, files=(file,))), questions, engine)
        for file in location.files
    ]
    return any(_is_mixed(name, each) for name in names)


def _are_commas(
    names: Sequence[str],
    seen: Mapping[str, int],
    location: OrdersLocation,
    headers: Mapping[str, str],
    engine: Engine,
) -> bool:
    """Return whether a comma may be a decimal one: of small files in any number, else in all of one file."""
    there = [name for name in names if seen[f"{name} commas"]]
    if not there or is_small(location.files):
        return bool(there)
    if any(_agree_on_commas(name, seen) for name in there):
        return True
    questions = _questions(there, headers, *_BY_COMMAS)
    each = (engine.orders(replace(location, files=(file,))) for file in location.files)
    several = len(location.files) > 1
    return several and any(
        _agree_on_commas(name, one)
        for one in (_counted(rows, questions, engine) for rows in each)
        for name in there
    )


def _agree_on_commas(name: str, seen: Mapping[str, int]) -> bool:
    """Return whether all numbers have decimal commas, but for what dots group."""
    commas, point, bare, grouped = (seen[f"{name} {form}"] for form in _BY_COMMAS)
    return bool(commas) and not point and (not bare or bool(grouped))


def _is_mixed(name: str, each: Sequence[Mapping[str, int]]) -> bool:
    """Return whether files differ in what dots are, by what was counted in `each`."""
    enough = math.inf if any(one[f"{name} thousandths"] for one in each) else 2
    points = [one[f"{name} point"] > 0 for one in each]
    groups = [one[f"{name} twice"] > 0 or one[f"{name} groups"] >= enough for one in each]
    return any(points) and any(group and not point for group, point in zip(groups, points, strict=True))


def _questions(names: Iterable[str], headers: Mapping[str, str], *forms: str) -> dict[str, nw.Expr]:
    """Return by name and form, such as "orders point", where a cell has that form."""
    return {f"{name} {form}": _has_form(nw.col(headers[name]), form) for name in names for form in forms}


def _has_form(cell: nw.Expr, form: str) -> nw.Expr:
    """Return whether a cell has all patterns of a form, and none of those it must not have."""
    has, lacks = _FORMS[form]
    return nw.all_horizontal(
        *(cell.str.contains(one) for one in has),
        *(~cell.str.contains(one) for one in lacks),
        ignore_nulls=False,
    )


def _counted(raw: EngineRows, questions: Mapping[str, nw.Expr], engine: Engine) -> dict[str, int]:
    """Return in how many rows each is so."""
    none = nw.lit(0, nw.Int64)
    ones = {name: nw.when(one).then(nw.lit(1, nw.Int64)).otherwise(none) for name, one in questions.items()}
    counts = engine.fetch(raw.select(**ones).select(nw.all().sum())).row(0, named=True)
    return {name: count or 0 for name, count in counts.items()}


def days_agreed(found: Found, odd_kept: pl.DataFrame, engine: Engine, *, odd: bool) -> Days:
    """Return the days in which all rows kept lie, none being far from all others; `odd_kept` are odd ones."""
    dated = found.alone
    if odd:
        dated = found.alone.filter(plain(found.columns, found.headers, None))
    counted = dated.select(date=found.columns["date"]).group_by("date").agg(rows=nw.len())
    kinds = pl.Schema({"date": pl.Date, "rows": pl.UInt32})
    parts = (engine.fetch(counted).select(kinds.names()), counted_days(odd_kept))
    start, end = days_of(pl.concat([part.cast(kinds) for part in parts]))
    return max(start, EARLIEST), min(end, LATEST)
