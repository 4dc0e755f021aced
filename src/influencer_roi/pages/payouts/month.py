"""Closes a month: what it is worth, payee by payee, beside its financial year and the deal's whole life."""

import datetime as dt

from dash import html
from dash.development.base_component import Component

from influencer_roi.filters import OF_ENTRIES
from influencer_roi.metrics.units import RUPEES
from influencer_roi.model.calendar import month_of
from influencer_roi.periods import opening
from influencer_roi.queries.month_close import MonthClose, month_close, months
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.grid import Column
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.menus import file_menu
from influencer_roi.ui.tables import Framed, Table
from influencer_roi.ui.view import View
from influencer_roi.ui.words import span, whole_rupees

PAYEE, DEAL, MONTH, YEAR = "Who", "Deal", "The month", "Financial year"
LIFE = "The whole life of the deal"
TIMES = (MONTH, YEAR, LIFE)
COLUMNS: tuple[Column | str, ...] = (
    Column("name", "Payee", "link", 132, href="href", pinned=True, group=PAYEE),
    Column("influencer_id", "Id", width=60, group=DEAL),
    Column("basis", "Basis", "text", 92, "What these payouts are paid for.", dot="basis", group=DEAL),
    Column(
        "rate", "Rate", "money", 70, "Rupees for one unit, as stated; none where several are.", group=DEAL
    ),
    Column("month_units", "Units", "number", 52, "Orders or posts of the month, by the basis.", group=MONTH),
    Column("month_expected", "Expected", "money", 88, "Rate × units in the month.", group=MONTH),
    Column("month_difference", "Difference", "apart", 84, "Accrued in the month less expected.", group=MONTH),
    Column(
        "month_accrued",
        "Accrued",
        "money",
        88,
        "What was stated, spread over the posts or orders it was paid for: what falls on days of the month.",
        group=MONTH,
        tone="tinted",
    ),
    Column(
        "year_accrued",
        "Running total",
        "money",
        102,
        "Accrued since 1 April, this month included.",
        group=YEAR,
        tone="tinted",
    ),
    Column("life_units", "Units", "number", 52, "Orders or posts of all months.", group=LIFE),
    Column("life_expected", "Expected", "money", 88, "Rate × units of all months.", group=LIFE),
    Column("life_stated", "Stated", "money", 88, "What the file states was paid.", group=LIFE),
    Column("life_difference", "Difference", "apart", 84, "Stated less expected.", group=LIFE),
)
FILES = file_menu("month-close")


def _close(view: View) -> MonthClose:
    return month_close(view.ledger, view.filters, month=month_in(view))


TABLE = Table(COLUMNS, Framed(lambda view: _close(view).rows), heads=2)


def _files(at: Anchor) -> Component:
    ways = ("csv", "xlsx")
    return html.Div(
        [html.A(one.upper(), id=f"{at}-{one}", className="ghost") for one in ways], className="tools"
    )


def _draw(at: Anchor) -> Component:
    note = (
        "Expected is rate × units. Accrued is what was stated, spread over the posts or orders it was paid "
        "for, by their days. The financial year runs from April to March."
    )
    return html.Div([TABLE.frame(at), html.P(note, className="foot muted")])


def _fill(view: View, at: Anchor) -> Shown:
    """Return the first payees of the month, and the total of all."""
    close = _close(view)
    query = "&".join([f"month={close.month:%Y-%m}", view.filters.without(OF_ENTRIES).to_query()])
    total = close.total.to_dicts()
    columns = TABLE.headed({}, close.rows, *total, groups=_groups(view, close))
    body = {
        f"{at}-csv.href": f"/download/month-close.csv?{query}",
        f"{at}-xlsx.href": f"/download/month-close.xlsx?{query}",
        **TABLE.regions(at, view, total=total, columns=columns),
    }
    return Shown(_sentence(close), query, body)


CARD = Card(
    "month",
    "What is the month worth, payee by payee?",
    "w12",
    _draw,
    _fill,
    tools=_files,
    menu=FILES,
    table=TABLE,
    titled=lambda view: f"What is {month_in(view):%B %Y} worth, payee by payee?",
)


def _groups(view: View, close: MonthClose) -> dict[str, str]:
    """Return the days each group of columns is of: a month, its financial year so far, all there are."""
    year = f"{close.year:%b} – {close.month:%b}" if close.year < close.month else f"{close.month:%b}"
    life = span(view.ledger.first_day, view.ledger.as_of)
    return {MONTH: f"{close.month:%B %Y}", YEAR: f"FY {year}", LIFE: f"{LIFE}, {life}"}


def month_in(view: View) -> dt.date:
    """Return the first day of the month the selection ends in; of all time, of the last whole month."""
    end = view.filters.end or (opening(view.ledger).end if not view.filters.dated else None)
    known = months(view.ledger)
    return min(max(month_of(end or view.ledger.as_of), known[0]), known[-1])


def _sentence(close: MonthClose) -> str:
    """Return what accrued in the month and since April, and what is in no month."""
    if close.rows.is_empty():
        return "No payouts to influencers of this selection."
    total = close.total.row(0, named=True)
    name = f"{close.month:%B %Y}"
    accrued, year = (whole_rupees(total[key] or 0.0) for key in ("month_accrued", "year_accrued"))
    words = f"{accrued} accrued in {name}; {year} since April {close.year.year}."
    if close.undated:
        words += f" {RUPEES.short(close.undated)} has no day (no post, no order) and is in no month."
    return words
