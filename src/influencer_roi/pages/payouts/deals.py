"""Says which deals pay: what each basis returns, and who earned and who cost more, ranked by rupees."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.metrics.units import RUPEES, TIMES
from influencer_roi.model.names import NO_PAYOUT
from influencer_roi.pages.balance import lengths, more_earning, more_of
from influencer_roi.pages.beside import named
from influencer_roi.pages.payouts.accrued import NOBODY
from influencer_roi.pages.verdict import NEAR, even_words, margin_words
from influencer_roi.queries import payouts
from influencer_roi.queries.people import bases_of_people, names_of_people
from influencer_roi.queries.stopping import Stopping, stopping
from influencer_roi.ui.boards import Line, Style, extra_leaf, figure_leaf, name_leaf, sub_leaf
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.leaves import Anchor, Leaves
from influencer_roi.ui.lines import Row, hue_of
from influencer_roi.ui.standings import Cell, Standing, Standings, track
from influencer_roi.ui.view import View
from influencer_roi.ui.withheld import spent
from influencer_roi.ui.words import capital, people, plural, signed

MOST_BASES, SIZE = 6, 6
SCALES = "Each side stands on a scale of its own."
EARNED = Standings("deals", track, ("Earned, at the margin", "", "", "ROAS"), SIZE)
COST = Standings("deals", track, ("Cost more than they earned", "", "", "ROAS"), SIZE)


def _draw_basis(leaf: Leaves[Line]) -> list[Component]:
    """Return the cell of a basis: its name with a dot of its colour, what it returns, on which sums."""
    dot = leaf("dot", html.I(className="dot"), style=lambda line: {"background": line.colour})
    label = html.Span([dot, name_leaf(leaf)], className="label")
    return [label, figure_leaf(leaf, "v"), sub_leaf(leaf, "s"), extra_leaf(leaf, "s")]


BASES = Style("deal-bases", "deal-basis", _draw_basis).board("basis", size=MOST_BASES)


def _draw(at: Anchor) -> Component:
    sides = [EARNED.frame(at.below("earned")), COST.frame(at.below("cost"))]
    foot = html.P(id=f"{at}-foot", className="foot muted")
    return html.Div([BASES.frame(at), html.Div(sides, className="halves"), foot])


def _fill(view: View, at: Anchor) -> Shown:
    """Return what each basis returns, and who earned and who lost most, each side from its floor of spend."""
    found = stopping(view.ledger, view.filters, assumed=view.assumed)
    query = view.rows_query("influencer_id", sort="profit")
    earned, cost = found.earning, found.losing
    head = f"Earned, at {margin_words(view)}"
    body = {
        **BASES.regions(at, _bases(view)),
        **EARNED.regions(
            at.below("earned"),
            _people(view, earned.head(SIZE).to_dicts()),
            heads=(head, "", named(view), "ROAS"),
            empty=_none(view, "Nobody earned the money back."),
            more=more_earning(SIZE, found, query),
        ),
        **COST.regions(
            at.below("cost"),
            _people(view, cost.head(SIZE).to_dicts()),
            heads=(COST.heads[0], "", named(view), "ROAS"),
            empty=_none(view, "Nobody cost more than they earned."),
            more=more_of(cost.height, SIZE, found, query),
        ),
        f"{at}-foot.children": SCALES if earned.height and cost.height else "",
    }
    say = view.of_payouts(view.of_revenue(_sentence(view, found)))
    return Shown(say, view.rows_query("basis"), body)


CARD = Card("deals", "Which deals pay?", "w8", _draw, _fill)


def deals_of(basis: str) -> str:
    """Return what deals of a basis are called: "Per-post deals"."""
    return f"{basis.replace('Per ', 'Per-')} deals"


def _none(view: View, words: str) -> str:
    return words if view.ledger.audience.sees_payouts else view.empty


def _bases(view: View) -> list[Line]:
    """Return one cell per basis, most spend first."""
    rows = payouts.deals(view.ledger, view.filters).to_dicts()
    hue = hue_of(view, "basis")
    return [
        Line(
            value=basis,
            name=_counted(basis, row),
            figure=TIMES.short(row["roas"]),
            colour=hue(basis),
            sub=_sums(view, row),
            extra=_unpaid(view) if basis == NO_PAYOUT else _bought(row),
            pressed=view.presses("basis", basis),
        )
        for basis, row in ((str(row["basis"]), row) for row in rows)
    ]


def _counted(basis: str, row: Row) -> str:
    """Return "Per post, 8 deals"; of people with several bases nobody is counted under one."""
    if not row["influencers"]:
        return basis
    count = round(row["influencers"])
    return f"{basis}, {people(count) if basis == NO_PAYOUT else plural(count, 'deal')}"


def _sums(view: View, row: Row) -> str:
    """Return "₹6.23 L on ₹2.88 L; just short": what came of what was paid."""
    if row["spend"] == 0:
        return RUPEES.short(row["revenue"])
    words = f"{RUPEES.short(row['revenue'])} on {spent(row['spend'])}"
    roas: float | None = row["roas"]
    even = view.assumed.break_even
    near = roas is not None and even * (1 - NEAR) <= roas < even
    return f"{words}; just short" if near else words


def _bought(row: Row) -> str:
    """Return what an order and a post cost: "₹678 an order, ₹10,298 a post"."""
    costs: tuple[tuple[float | None, str], ...] = ((row["cpa"], "an order"), (row["cost_per_post"], "a post"))
    return ", ".join(f"{RUPEES.short(cost)} {unit}" for cost, unit in costs if cost is not None)


def _unpaid(view: View) -> str:
    """Return what ROAS is with and without those nobody paid; nothing where there is none."""
    found = queries.totals(view.ledger, view.filters, metrics=("roas", "roas_paid"), assumed=view.assumed)
    if found["roas"] is None or found["roas_paid"] is None:
        return ""
    return f"with it ROAS is {TIMES.short(found['roas'])}, without {TIMES.short(found['roas_paid'])}"


def _people(view: View, rows: Sequence[Row]) -> list[Standing]:
    names, bases, hue = names_of_people(view.ledger), bases_of_people(view.ledger), hue_of(view, "basis")
    return [
        Standing(
            key,
            names.get(key, (key, ""))[0],
            (Cell(signed(-row["lost"]), tone="strong"), Cell(TIMES.short(row["roas"]), tone="muted")),
            dot=hue(bases.get(key, "")),
            bars=bars,
            pressed=view.presses("influencer_id", key),
            dimension="influencer_id",
        )
        for key, row, bars in zip(map(_person, rows), rows, lengths(rows), strict=True)
    ]


def _person(row: Row) -> str:
    return str(row["influencer_id"])


def _sentence(view: View, found: Stopping) -> str:
    """Return "July: 6 of 12 deals earned their money back, which takes 2.22× at 45 % margin …"."""
    every = found.every
    if not every.count:
        return NOBODY
    when = f"{named(view)}: " if view.filters.dated else ""
    if every.count == 1:
        words = f"the only deal {'earned its' if every.earning else 'did not earn its'} money back"
    else:
        words = f"{every.earning or 'none'} of {every.count:,} deals earned their money back"
    takes = f"which takes {even_words(view)} at {margin_words(view)}"
    return f"{capital(f'{when}{words}')}, {takes}. Together {signed(every.profit)}."
