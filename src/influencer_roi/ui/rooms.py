"""Measures the room that figures and heads of tables need in the widest font of the stack."""

from collections.abc import Iterator, Mapping, Sequence

from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import (
    COUNT,
    HUNDREDTHS,
    PERCENT,
    RUPEES,
    TENTHS,
    TIMES,
    Unit,
    grouped,
    ranged,
)
from influencer_roi.queries import Frame
from influencer_roi.ui.figures import Json

_DIGIT, _MARK, _AIR, _PILL = 9.1, 5.0, 5, 14  # of a bold face; the air at each side, the ends of a pill
_LETTER, _BESIDE_HEAD = 7.3, 24
_RANGE = "likely"  # the kind of a range in words: its rows have the ends, `low` and `high`
_PLAIN: Mapping[str, Unit] = {
    "money": RUPEES,
    "apart": RUPEES,
    "rupees_moved": RUPEES,
    "times_moved": TIMES,
    "number": COUNT,
}
_ARROW, _PLUS = 17, 12  # beside a change in ×, whichever way; a plus is wide
_DECIMALS: Mapping[Unit, tuple[float, int]] = {RUPEES: (HUNDREDTHS, 2), COUNT: (TENTHS, 1)}


def head_room(words: str) -> int:
    """Return the pixels that the head of a column needs, an arrow beside it."""
    return round(_LETTER * len(words)) + _BESIDE_HEAD


def rooms(kinds: Mapping[str, str], rows: Frame, totals: Sequence[Mapping[str, Json]]) -> dict[str, int]:
    """Return the pixels that the figures of fields need, by field; of a field without figures, none.

    `kinds` are those of columns by field, "" is a metric. Below the rows stand the totals.
    """
    found: dict[str, int] = {}
    for field, kind in kinds.items():
        if kind == _RANGE:
            found[field] = max(map(_room_of, _ranges(rows, field, totals)), default=0)
            continue
        unit = _PLAIN.get(kind) if kind else REGISTRY[field].unit
        if unit is None:
            continue
        figures = (*_widest(unit, rows, field), *(total.get(field) for total in totals))
        needed = [_room(unit, one, kind) for one in figures if isinstance(one, int | float)]
        if needed:
            found[field] = max(needed) + (_PILL if not kind and REGISTRY[field].bands else 0)
    return found


def _widest(unit: Unit, rows: Frame, field: str) -> tuple[object, ...]:
    """Return the ends of a field, and those of its figures written with decimals that larger ones lack."""
    if field not in rows.columns or not rows[field].dtype.is_numeric():
        return ()
    known = rows[field]
    limit, decimals = _DECIMALS.get(unit, (0, 0))
    parts = known.filter((known.abs() < limit) & (known.round(decimals) != known.round()))
    return known.min(), known.max(), parts.min(), parts.max()


def _room(unit: Unit, figure: float, kind: str) -> int:
    moved = kind == "times_moved"  # its arrow stands for the sign
    written = _written(unit, abs(figure) if moved else figure)
    plus = _PLUS if figure > 0 and kind in ("apart", "rupees_moved") else 0
    return _room_of(written) + (_ARROW if moved else plus)


def _room_of(written: str) -> int:
    marks = sum(letter in ",." for letter in written)
    return round(_DIGIT * (len(written) - marks) + _MARK * marks) + 2 * _AIR


def _ranges(rows: Frame, field: str, totals: Sequence[Mapping[str, Json]]) -> Iterator[str]:
    """Yield a range as wide as the widest of the rows, and those of totals."""
    low, high = (rows[end].max() if end in rows.columns else None for end in ("low", "high"))
    if isinstance(low, float) and isinstance(high, float):
        yield ranged(low, high)
    yield from (str(total[field]) for total in totals if field in total)


def _written(unit: Unit, figure: float) -> str:
    """Return a figure as tables write it (assets/60-tables.js)."""
    if unit is PERCENT:
        return f"{grouped(figure * 100, 1)} %"
    if unit is TIMES:
        return f"{grouped(figure, 2)}×"
    whole = unit is RUPEES and abs(figure) >= HUNDREDTHS
    return unit.exact(round(figure) if whole else figure).removesuffix(".00")
