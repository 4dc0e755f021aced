"""Ranks paid influencers by ROAS from both ends: the best to keep, the weakest to talk to."""

import polars as pl
from dash.development.base_component import Component

from influencer_roi.metrics.units import RUPEES, TIMES
from influencer_roi.pages.view import NOTHING_HERE, View, more
from influencer_roi.queries import Floor
from influencer_roi.queries.influencer_rows import performers, underperformers
from influencer_roi.ui import components
from influencer_roi.ui.boards import BARS, Line, board, board_regions
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.theme import ACCENT
from influencer_roi.ui.words import plural

ROWS = 10
WIDEST = 1.5
BAD = "var(--bad)"
_BEST, _WEAKEST = "best", "weakest"


def best_frame(page: str, *, width: str) -> Component:
    """Return the frame of the board of top performers."""
    return _frame(page, _BEST, "Top performers: who returns the most per rupee?", width)


def weakest_frame(page: str, *, width: str) -> Component:
    """Return the frame of the board of underperformers."""
    return _frame(page, _WEAKEST, "Underperformers: who returns the least per rupee?", width)


def best_regions(view: View, rows: pl.DataFrame) -> Regions:
    """Return what the board of top performers shows; `rows` has one row per influencer."""
    ranked, floor = performers(rows)
    shown = ranked.head(ROWS).to_dicts()
    scale = _scale(shown)
    lines = [_line(view, row, scale, extra=_orders(row)) for row in shown]
    return _regions(view, _BEST, _best_sentence(ranked, floor), lines, ranked.height)


def weakest_regions(view: View, rows: pl.DataFrame) -> Regions:
    """Return what the board of underperformers shows; a full bar is at least break-even."""
    ranked = underperformers(rows)
    shown = ranked.head(ROWS).to_dicts()
    scale = max(1.0, _scale(shown))
    lines = [_line(view, row, scale, extra=RUPEES.short(row["spend"])) for row in shown]
    return _regions(view, _WEAKEST, _weakest_sentence(ranked), lines, ranked.height)


def _frame(page: str, name: str, title: str, width: str) -> Component:
    body = board(BARS, f"{page}-{name}", page=page, dimension="influencer_id", size=ROWS)
    return components.card(page, name, title, body, width=width)


def _regions(view: View, name: str, say: str, lines: list[Line], found: int) -> Regions:
    return {
        **components.card_regions(view.page, name, view.of_revenue(say), view.rows_query("influencer_id")),
        **board_regions(
            BARS, f"{view.page}-{name}", lines, size=ROWS, empty=NOTHING_HERE, more=more(found, ROWS)
        ),
    }


def _line(view: View, row: dict[str, float], scale: float, *, extra: str) -> Line:
    key = str(row["influencer_id"])
    return Line(
        value=key,
        name=str(row["name"]),
        sub=f"{row['platform']} · {row['category']}",
        length=row["roas"] / scale,
        colour=BAD if row["roas"] < 1 else ACCENT,
        figure=TIMES.short(row["roas"]),
        extra=extra,
        interval=(row["low"] / scale, row["high"] / scale),
        pressed=view.presses("influencer_id", key),
    )


def _orders(row: dict[str, float]) -> str:
    return plural(round(row["orders"]), "order")


def _scale(rows: list[dict[str, float]]) -> float:
    """Return what a full bar stands for: the longest bar or its interval's end, within reason."""
    longest = max((row["roas"] for row in rows), default=0.0)
    ends = max((row["high"] for row in rows), default=0.0)
    return max(longest, min(ends, WIDEST * longest)) or 1.0


def _best_sentence(ranked: pl.DataFrame, floor: Floor) -> str:
    least = plural(int(floor.least), "order")
    if ranked.is_empty():
        return f"Nobody with spend has at least {least} here."
    return f"Paid influencers with at least {least}; the thin line is where the true ROAS plausibly lies."


def _weakest_sentence(ranked: pl.DataFrame) -> str:
    """Return how much went to those who return less than they cost."""
    if ranked.is_empty():
        return "Nobody has spend in this selection."
    losing = ranked.filter(pl.col("roas") < 1)
    if losing.is_empty():
        return "Everybody paid here returned at least what they cost; spend stands at the end."
    money = RUPEES.short(float(losing["spend"].sum()))
    return (
        f"{losing.height:,} of {plural(ranked.height, 'paid influencer')} returned less than they cost: "
        f"{money} of spend, shown at the end."
    )
