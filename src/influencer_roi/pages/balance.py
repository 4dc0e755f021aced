"""Sets those who earned their cost beside those who did not: a bar of both, rows on scales of their own."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.units import RUPEES
from influencer_roi.queries.stopping import Balance, Stopping
from influencer_roi.ui.leaves import Leaves, Template
from influencer_roi.ui.lines import Row
from influencer_roi.ui.markup import share
from influencer_roi.ui.rows_links import NO_LINK, Bound, Link, rows_link
from influencer_roi.ui.standings import LOSS, Bar
from influencer_roi.ui.words import signed

PAID = Bound("spend", "greaterThan", 0.0)


@dataclass(frozen=True)
class Sides:
    """A balance, and the words of either side."""

    balance: Balance
    above: str
    below: str


NEITHER = Sides(Balance(0, 0.0, 0, 0.0, 0.0), "", "")


def _draw_balance(leaf: Leaves[Sides | None]) -> list[Component]:
    def of(one: Sides | None) -> Balance:
        return (one or NEITHER).balance

    above = html.Span(
        [
            leaf("above", html.Span(), children=lambda one: (one or NEITHER).above),
            leaf("earned", html.B(), children=lambda one: signed(of(one).earned)),
        ]
    )
    below = html.Span(
        [
            leaf("under", html.Span(), children=lambda one: (one or NEITHER).below),
            leaf("lost", html.B(className="bad"), children=lambda one: signed(-of(one).lost)),
        ]
    )
    bars = [
        leaf("gain-bar", html.I(), style=lambda one: {"width": share(_earned_share(of(one)))}),
        leaf(
            "loss-bar", html.I(className=LOSS), style=lambda one: {"width": share(1 - _earned_share(of(one)))}
        ),
    ]
    together = html.Span(
        ["all paid together ", leaf("profit", html.B(), children=lambda one: signed(of(one).profit))]
    )
    floor = leaf("floor", html.Span(className="hide-p"), children=lambda one: _floor_words(of(one)))
    box = html.Div(
        [
            html.Div([above, below], className="row"),
            html.Div(bars, className="bars"),
            html.Div([together, floor], className="row"),
        ],
        className="balance",
    )
    return [leaf("balance", box, hidden=lambda one: one is None)]


BALANCE: Template[Sides | None] = Template(_draw_balance)


def sides(found: Stopping, by: str) -> Sides:
    """Return the balance of every paid value; campaigns stand beside what belongs to none, so uncounted."""
    if by == "campaign":
        return Sides(found.every, "earned ", "lost ")
    return Sides(found.every, f"{found.every.earning:,} above break-even ", f"{found.every.losing:,} below ")


def lengths(rows: Sequence[Row], of: str = "lost") -> list[tuple[Bar]]:
    """Return the bar of each row of one side, the longest over all the room there is; red for a loss."""
    longest = max((abs(row[of]) for row in rows), default=0.0) or 1.0
    return [(Bar(abs(row[of]) / longest, tone=LOSS if row["lost"] > 0 else ""),) for row in rows]


def more_of(losing: int, size: int, found: Stopping, query: str) -> Link:
    """Return the link to all who lost where there is no room for them, else to those of little spend."""
    floor, small = found.floor or 0.0, found.under.count
    if losing > size:
        bounds = [Bound("profit", "lessThan", 0.0), Bound("spend", "greaterThanOrEqual", floor)]
        return rows_link(f"All {losing:,} that lost", query, [*bounds, PAID])
    if small:
        words = f"and {small:,} below {RUPEES.short(floor)} of spend"
        return rows_link(words, query, [PAID, Bound("spend", "lessThan", floor)])
    return NO_LINK


def more_earning(size: int, found: Stopping, query: str) -> Link:
    """Return the link to all who earned where there is no room for them."""
    earning, floor = found.earning.height, found.floor or 0.0
    if earning <= size:
        return NO_LINK
    bounds = [Bound("profit", "greaterThanOrEqual", 0.0), Bound("spend", "greaterThanOrEqual", floor)]
    return rows_link(f"All {earning:,} that earned", query, [*bounds, PAID])


def _earned_share(balance: Balance) -> float:
    whole = balance.earned + balance.lost
    return balance.earned / whole if whole else 1.0


def _floor_words(balance: Balance) -> str:
    return f"counted from {RUPEES.short(balance.spend * 0.01)} of spend (1 %)"
