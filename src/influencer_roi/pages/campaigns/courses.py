"""Compares campaigns from their own first order on: what each had earned or sold by each day since."""

import math
from collections.abc import Sequence
from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from influencer_roi.filters import DAYS
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import RUPEES
from influencer_roi.pages.beside import named
from influencer_roi.queries import dateless
from influencer_roi.queries.campaigns import Growth, growth
from influencer_roi.ui.boards import LEGEND, Line
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.choice import Choice
from influencer_roi.ui.figures import Figure
from influencer_roi.ui.growth_figure import Course, growth_figure
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.markup import marked
from influencer_roi.ui.plot import Plot, rolling
from influencer_roi.ui.view import View
from influencer_roi.ui.words import NOT_FOR_VIEWERS, grouped_words, some

MOST, UNCHOSEN = 4, 3
MOST_GREY = 12
A_WEEK = 7
HUES = ("var(--bar)", "var(--hue-4)", "var(--ink-2)", "var(--hue-6)")
PLOT = Plot(360, "lines")
NAMES = LEGEND.board("campaign", size=MOST)
_DID = {"revenue": "earned", "orders": "sold", "profit": "made"}
OF = Choice(
    "Growth of",
    {key: REGISTRY[key].label for key in _DID},
    closed=lambda ledger: {} if ledger.audience.sees_payouts else {"profit": NOT_FOR_VIEWERS},
)


def _draw(at: Anchor) -> Component:
    """Return the lines, which scroll where there is no room for their names, and a row for each in colour."""
    lines = rolling(PLOT.frame(at), least=640)
    return html.Div([html.Div(lines, id=f"{at}-drawn"), NAMES.frame(at)], className="courses")


def _choosing(_: Anchor) -> Component:
    """Return the button that opens the filter of campaigns, where two to four are chosen to compare."""
    button = html.Button("Choose campaigns", className="ghost chooses")
    return marked(button, **{"data-act": "open-filter", "data-dimension": "campaign"})


def _fill(view: View, at: Anchor) -> Shown:
    """Return the campaigns chosen, at most 4, or the youngest, the others grey behind them."""
    of = view.choices["growth"]
    every = _grown(view, of)
    shown = _in_colour(view, every)
    others = sorted((one for one in every if one not in shown), key=_total, reverse=True)
    grey = others[:MOST_GREY] if shown else []
    query = replace(view, filters=view.filters.choosing(campaign=tuple(one.name for one in shown)))
    body = {
        f"{at}-drawn.hidden": not shown,
        **PLOT.regions(at, _figure(view, shown, grey)),
        **NAMES.regions(at, _lines(view, shown)),
    }
    return Shown(_sentence(view, shown, grey), query.rows_query("campaign"), body)


CARD = Card(
    "courses",
    "How do campaigns grow from their first order?",
    "w12",
    _draw,
    _fill,
    choices={"growth": OF},
    tools=_choosing,
    picture=True,
)


def _grown(view: View, of: str) -> list[Growth]:
    """Return how each campaign grew; none where that cannot be known, or these readers may not."""
    if REGISTRY[of].formula.uses & view.ledger.unmeasured or of in OF.closed(view.ledger):
        return []
    return growth(view.ledger, view.filters, of=of, assumed=view.assumed)


def _total(one: Growth) -> float:
    return float(one.sums[-1])


def _in_colour(view: View, every: Sequence[Growth]) -> list[Growth]:
    """Return the campaigns of the filter, else the youngest that sold on the days chosen; most first."""
    wanted = view.filters["campaign"]
    if 1 <= len(wanted) <= MOST:
        found = [one for one in every if one.name in wanted]
    else:
        found = [one for one in every if one.sold and (not wanted or one.name in wanted)][:UNCHOSEN]
    return sorted(found, key=_total, reverse=True)


def _figure(view: View, shown: Sequence[Growth], grey: Sequence[Growth]) -> Figure:
    unit = REGISTRY[view.choices["growth"]].unit
    lines = [
        Course(one.name, one.sums.tolist(), hue, one.before, f"day {one.age:,} · {unit.short(_total(one))}")
        for one, hue in zip(shown, HUES, strict=False)
    ]
    return growth_figure(
        [*lines, *(Course(one.name, one.sums.tolist()) for one in grey)],
        days=_days(max((one.age for one in shown), default=0)),
        unit=unit,
        height=PLOT.height,
    )


def _days(age: int) -> int:
    """Return how many days are drawn: a quarter more than the oldest in colour, so that names have room."""
    return math.ceil(age * 1.25 / 10) * 10 if age > A_WEEK else A_WEEK


def _lines(view: View, shown: Sequence[Growth]) -> list[Line]:
    """Return what the rows of the lines in colour hold: where each line ends, its day and its sum."""
    unit = REGISTRY[view.choices["growth"]].unit
    return [
        Line(
            value=one.name,
            name=one.name,
            sub=f"day {one.age:,}",
            figure=unit.short(_total(one)),
            colour=hue,
            pressed=view.presses("campaign", one.name),
        )
        for one, hue in zip(shown, HUES, strict=False)
    ]


def _sentence(view: View, shown: Sequence[Growth], grey: Sequence[Growth]) -> str:
    """Return what the first has earned by its last day, who had more at that age, and what lines mean."""
    if not shown:
        return view.of_revenue("No campaign has an order in this selection.")
    of, first = view.choices["growth"], shown[0]
    had = f"At day {first.age:,} {first.name} has {_DID[of]} {REGISTRY[of].unit.short(_total(first))}"
    words = [f"{had}{_more(first, grey)}."]
    if any(one.before for one in shown):
        words.append(f"Dashed: before {named(view)}.")
    if missing := sorted(
        {*view.filters["campaign"]} - {one.name for one in shown} if len(shown) < MOST else ()
    ):
        words.append(f"{some(missing)}: nothing in this selection.")
    words.append(_undated(view))
    return " ".join(filter(None, words))


def _undated(view: View) -> str:
    """Return how much spend stands on no day, where lines are of spend: it is in none of them."""
    if "spend" not in REGISTRY[view.choices["growth"]].formula.uses:
        return ""
    money, _ = dateless(view.ledger, view.filters.without([*DAYS, "campaign"]))
    return f"{RUPEES.short(money)} of spend has no day and is in no line." if money else ""


def _more(first: Growth, grey: Sequence[Growth]) -> str:
    """Return "; of the nine others in grey only MuscleBlaze_StrongStart had more at that age"."""
    aged = [one for one in grey if one.age >= first.age]
    if not aged:
        return ""
    more = [one.name for one in aged if one.sums[first.age] > first.sums[-1]]
    who = f"only {more[0]}" if len(more) == 1 else grouped_words(len(more)) if more else "none"
    if len(aged) == 1:
        return f"; {aged[0].name}, in grey, had {'more' if more else 'less'} at that age"
    return f"; of the {grouped_words(len(aged))} others of that age, in grey, {who} had more by then"
