"""Shows what moved: the change of revenue and of ROAS against the days compared with, split exactly."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.metrics.units import RUPEES, TIMES
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.pages.beside import Beside, beside, named
from influencer_roi.queries import Frame, influencers
from influencer_roi.queries.moved import Split, moved, split
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.choice import Choice
from influencer_roi.ui.leaves import Anchor, Leaves, Template
from influencer_roi.ui.lines import hue_of
from influencer_roi.ui.standings import Bar, Cell, Standing, Standings, diverging
from influencer_roi.ui.view import View
from influencer_roi.ui.words import capital, day, lowered, period, signed

EACH_WAY = 3
SIZE = 2 * EACH_WAY + 2
WAYS = Choice(
    "What moved, by",
    {"campaign": "Campaign", "influencer_id": "Influencer", "brand": "Brand", "platform": "Platform"},
)
BOARD = Standings("moved", diverging, ("Value", "Revenue", "ROAS"), SIZE)
AMOUNTS = ("revenue", "roas")
PARTS = {
    "spent": ("spent more", "spent less"),
    "mix": ("better mix", "weaker mix"),
    "returns": ("better return", "weaker return"),
}
NOTHING_YET = "What moved stands here where there are days to compare with."
Moves = Mapping[str, float]
Lines = Callable[[View, Frame, Beside], Sequence[Standing]]


def _draw_sum(leaf: Leaves[Split | None]) -> list[Component]:
    pairs = [_draw_part(leaf, name) for name in PARTS]
    total = leaf("change", html.B(), children=lambda one: signed(one.change) if one else "")
    box = html.Div([*pairs, html.Span(["sum", total], className="n")], className="sum")
    return [leaf("sum", box, hidden=lambda one: one is None)]


def _draw_part(leaf: Leaves[Split | None], name: str) -> Component:
    words = leaf(name, html.Span(), children=lambda one: _part_words(name, one))
    amount = leaf(f"{name}-amount", html.B(), children=lambda one: signed(getattr(one, name)) if one else "")
    return html.Span([words, amount])


SUM: Template[Split | None] = Template(_draw_sum)


def what_moved(board: Standings, lines: Lines, width: str) -> Card:
    """Return the card of what moved on a board: its `lines`, one a value, and the parts of the change."""
    return Card(
        "moved",
        "What moved?",
        width,
        lambda at: html.Div([board.frame(at), *SUM.frame(at)]),
        lambda view, at: _fill(view, at, board, lines),
        choices={"moved": WAYS},
        tools_under=True,
    )


def _fill(view: View, at: Anchor, board: Standings, lines: Lines) -> Shown:
    by, other = view.choices["moved"], beside(view)
    query = view.rows_query(by)
    if other is None or not other.comparable:
        nothing = board.regions(at, (), heads=[""] * len(board.heads), empty=NOTHING_YET)
        return Shown(_nothing_words(view, other), query, {**nothing, **SUM.regions(at, None)})
    rows = moved(view.ledger, view.filters, other.filters, by=by, assumed=view.assumed)
    heads = (f"{named(view)} against {other.name}", *board.heads[1:])
    shown = board.regions(at, lines(view, rows, other), heads=heads, empty=view.empty)
    return Shown(view.of_revenue(_sentence(rows, by)), query, {**shown, **SUM.regions(at, split(rows))})


def _times(value: float | None) -> str:
    if value is None:
        return ""
    text = TIMES.short(value)
    return f"+{text}" if value > 0 else text


def _standings(view: View, rows: Frame, other: Beside) -> list[Standing]:
    """Return the three that pushed most each way, the others as one, and all."""
    del other
    by = view.choices["moved"]
    up, rest, down = pushed(rows)
    found = [*up, *rest, *down]
    if not found:
        return []
    lines = [*values(view, [*up, *down], by), *others(rest, by)]
    longest = max((abs(row["revenue_moved"]) for row in (*up, *down)), default=0.0) or 1.0
    gaps = [*(row["revenue_moved"] for row in (*up, *down)), total(rest, "revenue")]
    barred = [replace(line, bars=(bar(gap, longest),)) for line, gap in zip(lines, gaps, strict=False)]
    gap, pull = (total(found, key) for key in AMOUNTS)
    every = f"All {DIMENSIONS[by].plural}"
    return [*barred, Standing("", every, _cells(gap, pull), bars=(Bar(0.0, 0.5, "none"),))]


MOVED = what_moved(BOARD, _standings, "w5")


def pushed(rows: Frame) -> tuple[list[Moves], list[Moves], list[Moves]]:
    """Return the values that pushed most upwards, all others, and those that pushed most downwards."""
    found: list[Moves] = [row for row in rows.to_dicts() if row["revenue_moved"] is not None]
    up = [row for row in found if row["revenue_moved"] > 0][:EACH_WAY]
    down = [row for row in reversed(found) if row["revenue_moved"] < 0][:EACH_WAY]
    rest = [row for row in found if row not in up and row not in down]
    return up, rest, down


def values(view: View, rows: Sequence[Moves], by: str) -> list[Standing]:
    """Return one line per value, without a bar, that filters by it."""
    hue = hue_of(view, by)
    names = _names(view, by)
    return [
        Standing(
            value,
            names.get(value, value),
            _cells(row["revenue_moved"], row["roas_moved"]),
            dot=hue(value),
            pressed=view.presses(by, value),
            dimension=by,
        )
        for value, row in ((str(row[by]), row) for row in rows)
    ]


def others(rest: Sequence[Moves], by: str) -> list[Standing]:
    """Return one line of all the values that are not named, if any; it filters by nothing."""
    if not rest:
        return []
    gap, pull = (total(rest, key) for key in AMOUNTS)
    word = DIMENSIONS[by].plural if len(rest) > 1 else lowered(DIMENSIONS[by].label)
    return [Standing("", f"{len(rest)} other {word}", _cells(gap, pull))]


def _cells(gap: float | None, pull: float | None) -> tuple[Cell, Cell]:
    return Cell(signed(gap or 0.0), tone="strong"), Cell(_times(pull), tone="muted")


def bar(gap: float | None, longest: float) -> Bar:
    """Return the bar of a change from a line in the middle."""
    half = abs(gap or 0.0) / longest / 2
    return Bar(half, 0.5) if (gap or 0.0) >= 0 else Bar(half, 0.5 - half, "down")


def total(rows: Sequence[Moves], key: str) -> float | None:
    """Return what some values moved together; None where that of one is not known."""
    moves = [row[f"{key}_moved"] for row in rows]
    return None if any(move is None for move in moves) else sum(moves)


def _names(view: View, by: str) -> dict[str, str]:
    if by != "influencer_id":
        return {}
    return dict(influencers(view.ledger).select("influencer_id", "name").iter_rows())


def _part_words(name: str, one: Split | None) -> str:
    if one is None:
        return ""
    more, less = PARTS[name]
    return more if getattr(one, name) >= 0 else less


def _sentence(rows: Frame, by: str) -> str:
    """Return "Three campaigns gave ₹7.45 L more, three ₹7.98 L less"."""
    gaps = rows["revenue_moved"].drop_nulls()
    up, down = gaps.filter(gaps > 0).head(EACH_WAY), gaps.filter(gaps < 0).tail(EACH_WAY)
    if up.is_empty() and down.is_empty():
        return "Nothing moved."
    words = []
    if len(up):
        words.append(f"{_counted(len(up), by)} gave {RUPEES.short(float(up.sum()))} more")
    if len(down):
        who = _NUMBERS[len(down)] if words else _counted(len(down), by)
        words.append(f"{who}{'' if words else ' gave'} {RUPEES.short(-float(down.sum()))} less")
    return f"{capital(', '.join(words))}."


_NUMBERS = ("no", "one", "two", "three")


def _counted(count: int, by: str) -> str:
    dimension = DIMENSIONS[by]
    return f"{_NUMBERS[count]} {lowered(dimension.label) if count == 1 else dimension.plural}"


def _nothing_words(view: View, other: Beside | None) -> str:
    """Return why no change is told, and from when on the data are where they lack the days before."""
    if other is not None:
        return f"The data hold {other.name} or these days in part: no change is told."
    if not view.filters.dated:
        return "All days are chosen, and nothing is before them."
    days = queries.compared_days(view.ledger, view.filters)
    if days is None:
        return "Nothing is compared."
    return f"No data of {period(days.start, days.end)}: they begin on {day(view.ledger.first_day)}."
