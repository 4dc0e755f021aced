"""Shows what a person was paid and what for, month by month: what was agreed, and what was spent."""

import datetime as dt

from dash import html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.metrics.units import COUNT, NOTHING, RUPEES, grouped
from influencer_roi.model.calendar import financial_year_of
from influencer_roi.pages.influencer.lines import Cell, Line, Lines
from influencer_roi.pages.influencer.months import MOST_MONTHS
from influencer_roi.pages.influencer.person import person_of
from influencer_roi.queries import Frame
from influencer_roi.queries.influencer_rows import payouts
from influencer_roi.queries.months import by_month
from influencer_roi.queries.negotiating import Deal, deal, of_person
from influencer_roi.queries.rows import NO_PAYOUTS
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.menus import file_menu
from influencer_roi.ui.view import View
from influencer_roi.ui.words import plural, whole_rupees

TOLERANCE = 1.0
UNITS: dict[tuple[str, ...], str] = {("post",): "posts", ("order",): "orders"}
HEADS = ("Expected, {sign}", "Accrued, {sign}")
TABLE = Lines(("Month", "Units", *HEADS), texts=1, size=MOST_MONTHS + 1)


def _frame(at: Anchor) -> Component:
    return html.Div([TABLE.frame(at), html.P(id=f"{at}-foot", className="foot muted")])


def _fill(view: View, at: Anchor) -> Shown:
    """Return the months of a person: what was delivered, what is expected for it, what was spent."""
    person = person_of(view)
    known = deal(view.ledger, person, assumed=view.assumed) if person else None
    life = of_person(person or "")
    if person is None or known is None or not known.words:
        nothing = "No payout is recorded here." if view.ledger.audience.sees_payouts else NO_PAYOUTS
        return Shown(
            nothing if person else "", life.to_query(), {**TABLE.regions(at, ()), f"{at}-foot.children": ""}
        )
    months = by_month(view.ledger, person)
    stated = payouts(view.ledger, life).amount or 0.0
    undated, _ = queries.dateless(view.ledger, life)
    heads = ("Month", UNITS.get(known.words, "units").capitalize(), *HEADS)
    body = {
        **TABLE.regions(at, _lines(known, months), heads=heads),
        f"{at}-foot.children": _foot(undated, months),
    }
    return Shown(_sentence(view, known, months, stated), life.to_query(), body)


CARD = Card("paid", "What was paid, and what for?", "w5", _frame, _fill, menu=file_menu("payouts"))


def _lines(known: Deal, months: Frame) -> list[Line]:
    """Return the last months, and the total of all."""
    many_years = len({month.year for month in months["period"]}) > 1
    rows = [
        Line((Cell(_name(row["period"], many_years)), *_figures(known, row)))
        for row in months.tail(MOST_MONTHS).to_dicts()
    ]
    whole = months.drop("period").sum().row(0, named=True)
    return [*rows, Line((Cell("Together"), *_figures(known, whole)), total=True)] if rows else []


def _name(month: dt.date, many_years: object) -> str:
    return f"{month:%B %Y}" if many_years else f"{month:%B}"


def _figures(known: Deal, row: dict[str, float]) -> tuple[Cell, ...]:
    expected = _expected(known, row)
    return (
        Cell(COUNT.short(row[UNITS[known.words]]) if known.words in UNITS else NOTHING),
        Cell(NOTHING if expected is None else grouped(expected)),
        Cell(grouped(row["spend"] or 0.0)),
    )


def _expected(known: Deal, row: dict[str, float]) -> float | None:
    """Return rate × units; None where there is no one rate, or what is paid for is not counted."""
    if known.rate is None or known.words not in UNITS:
        return None
    return known.rate * row[UNITS[known.words]]


def _sentence(view: View, known: Deal, months: Frame, stated: float) -> str:
    """Return the deal, whether what is stated was agreed, and what was spent since April."""
    word = " and ".join(known.words)
    rate = "" if known.rate is None else f" at {RUPEES.short(known.rate)}"
    expected = _expected(known, {"posts": known.posts, "orders": known.orders})
    apart = None if expected is None else stated - expected
    agreed = f"{RUPEES.short(stated)} stated"
    if apart is not None and abs(apart) <= TOLERANCE:
        agreed = "stated is what was agreed"
    elif apart is not None:
        agreed = f"stated is {RUPEES.short(abs(apart))} {'above' if apart > 0 else 'below'} rate × {word}s"
    year = financial_year_of(view.ledger.as_of)
    since = sum(row["spend"] for row in months.to_dicts() if row["period"] >= year)
    spent = f" {whole_rupees(since)} of it since 1 April." if since else ""
    return f"Per {word}{rate}: {agreed}.{spent}"


def _foot(undated: float, months: Frame) -> str:
    words = [f"{RUPEES.short(undated)} has no day and is in no month."] if undated else []
    more = months.height - MOST_MONTHS
    return " ".join([*words, *([f"{plural(more, 'earlier month')} not shown."] if more > 0 else [])])
