"""Shows whether the fee comes back: what was paid each month beside the margin on what it sold."""

import datetime as dt
from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.metrics.units import RUPEES
from influencer_roi.model.calendar import DAY, MONTH, month_of, shifted
from influencer_roi.pages.influencer.months import MOST_MONTHS
from influencer_roi.pages.influencer.person import person_of
from influencer_roi.queries import Frame
from influencer_roi.queries.months import by_month
from influencer_roi.queries.negotiating import earlier_posts, of_person
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.figures import Figure, Json, axis_ticks, layout, named_axis, nothing, value_axis
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.plot import Plot
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.view import View
from influencer_roi.ui.withheld import OF_PEOPLE
from influencer_roi.ui.words import percent, plural, short_day

PLOT = Plot(330)


def _draw(at: Anchor) -> Component:
    key = [
        html.Span([html.I(className="fee"), "fee paid"]),
        html.Span([html.I(className="margin"), html.Span(id=f"{at}-margin")]),
    ]
    foot = html.P(id=f"{at}-foot", className="foot muted")
    chart = html.Div([html.P(key, className="marks"), *PLOT.frame(at)], id=f"{at}-box", className="fills")
    return html.Div([chart, foot], className="offer")


def _fill(view: View, at: Anchor) -> Shown:
    """Return the fee and the margin of a person's months, the last of many."""
    person = person_of(view)
    rows = by_month(view.ledger, person).tail(MOST_MONTHS) if person else None
    if person is None or rows is None or _hidden(view, rows):
        return Shown(_nothing(view, person), "", _regions(view, at, nothing(PLOT.height)))
    figure = _figure(view, rows, _month_in(view, rows))
    body = _regions(view, at, figure, _foot(view, person, rows))
    return Shown(_sentence(view, rows), f"by=month&{of_person(person).to_query()}", body)


CARD = Card("fee", "Does the fee come back?", "w5", _draw, _fill, picture=True)


def _hidden(view: View, rows: Frame) -> bool:
    """Return whether there is nothing to draw: no month, no revenue in the files, payouts withheld."""
    return rows.is_empty() or "revenue" in view.ledger.unmeasured or not view.ledger.audience.sees_payouts


def _nothing(view: View, person: str | None) -> str:
    if not view.ledger.audience.sees_payouts:
        return OF_PEOPLE
    return view.of_revenue("Nothing was posted, sold or paid on any day.") if person else ""


def _regions(view: View, at: Anchor, figure: Figure, foot: str = "") -> Regions:
    return {
        **PLOT.regions(at, figure),
        f"{at}-margin.children": f"margin on revenue ({view.assumed.margin * 100:g} %)",
        f"{at}-box.hidden": not figure["data"],
        f"{at}-foot.children": foot,
    }


def _month_in(view: View, rows: Frame) -> dt.date:
    """Return the month the selected days end in, the last one where that is none of these."""
    months: list[dt.date] = rows["period"].to_list()
    end = month_of(view.filters.end) if view.filters.end else months[-1]
    return end if end in months else months[-1]


def _figure(view: View, rows: Frame, here: dt.date) -> Figure:
    """Return two columns a month, over each margin what share of the fee it is."""
    months: list[dt.date] = rows["period"].to_list()
    margins = [amount * view.assumed.margin for amount in rows["revenue"]]
    shares = [percent(margin, fee, nothing="") for margin, fee in zip(margins, rows["spend"], strict=True)]
    amounts = [*margins, *rows["spend"]]
    ticks = axis_ticks(max(amounts))
    names = [_tick(row, months, here) for row in rows.to_dicts()]
    traces = [
        _trace("Fee paid", months, rows["spend"].to_list(), [""] * len(months), "var(--spend)"),
        _trace("Margin on revenue", months, margins, shares, "var(--bar)"),
    ]
    frame = layout(
        barmode="group",
        bargap=0.3,
        bargroupgap=0.06,
        margin={"l": 52, "r": 8, "t": 16, "b": 44},
        xaxis=named_axis([month.isoformat() for month in months], names, type="category", tickangle=0),
        yaxis=value_axis(ticks, RUPEES, least=min(0.0, *amounts)),
    )
    return {"data": traces, "layout": frame}


def _trace(
    name: str, months: Sequence[dt.date], amounts: Sequence[float], texts: Sequence[str], colour: str
) -> Json:
    return {
        "type": "bar",
        "name": name,
        "x": [month.isoformat() for month in months],
        "y": list(amounts),
        "marker": {"color": colour},
        "text": [f"<b>{text}</b>" if text else "" for text in texts],
        "textposition": "outside",
        "textangle": 0,
        "cliponaxis": False,
        "constraintext": "none",
        "textfont": {"color": "var(--ink)", "size": 12},
        "customdata": [
            f"{month:%B %Y}<br>{name} {RUPEES.short(amount)}" + (f", {text} of the fee" if text else "")
            for month, amount, text in zip(months, amounts, texts, strict=True)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _tick(row: Mapping[str, object], months: Sequence[dt.date], here: dt.date) -> str:
    """Return "Jul", bold where it is the month in sight, over how many posts it had."""
    month, posts = row["period"], row["posts"]
    if not isinstance(month, dt.date):
        return ""
    year = f" {month:%y}" if months[0].year != months[-1].year else ""
    name = f"{month:%b}{year}"
    count = plural(round(posts), "post") if isinstance(posts, float) and len(months) <= 6 else ""
    return f"{'<b>' + name + '</b>' if month == here else name}<br>{count}"


def _sentence(view: View, rows: Frame) -> str:
    """Return in how many months the margin paid the fee back, the best of them, and all together."""
    margin = view.assumed.margin
    paid = [row for row in rows.to_dicts() if row["spend"] > 0]
    if not paid:
        return f"Nothing was paid in these months; the margin on revenue is {_sum(rows, 'revenue', margin)}."
    shares = {row["period"]: row["revenue"] * margin / row["spend"] for row in paid}
    best, here = max(shares, key=lambda month: shares[month]), _month_in(view, rows)
    came = sum(share >= 1 for share in shares.values())
    words = f"{percent(shares[best], 1.0)} of it in {_name(best, rows)}"
    words += ", the best month" if len(shares) > 1 else ""
    if here in shares and here != best:
        words += f", {percent(shares[here], 1.0)} in {_name(here, rows)}"
    often = "Never yet" if not came else f"In {came} of {plural(len(paid), 'month')}"
    if came == len(paid):
        often = "In every month" if came > 1 else "It did"
    return f"{often}: {words}. In all {_sum(rows, 'revenue', margin)} of {_sum(rows, 'spend', 1.0)}."


def _sum(rows: Frame, name: str, share: float) -> str:
    return RUPEES.short(float(rows[name].sum()) * share)


def _name(month: dt.date, rows: Frame) -> str:
    years = {one.year for one in rows["period"]}
    return f"{month:%B}" if len(years) == 1 else f"{month:%B %Y}"


def _foot(view: View, person: str, rows: Frame) -> str:
    """Return by which day orders count, what has no day, and what a month owes to posts before it."""
    here = _month_in(view, rows)
    amount, days = earlier_posts(view.ledger, person, start=here, end=shifted(here, MONTH) - DAY)
    words = ["By day of order, the whole life of the deal."]
    if amount > 0 and days:
        first = short_day(days[0], year=days[0].year)
        posts = f"a post of {first}" if len(set(days)) == 1 else f"{len(days)} posts before it"
        words.append(f"{here:%B} counts {RUPEES.short(amount)} of orders credited to {posts}.")
    undated, _ = queries.dateless(view.ledger, Filters(influencer_id=(person,)))
    if undated:
        words.append(f"{RUPEES.short(undated)} has no day and is in no month.")
    if by_month(view.ledger, person).height > MOST_MONTHS:
        words.append(f"The last {MOST_MONTHS} months.")
    return " ".join(words)
