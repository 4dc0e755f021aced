"""Shows which part of the revenue must be caused by influencers for the spend to pay."""

from dash import html
from dash.development.base_component import Component

from influencer_roi.metrics.units import RUPEES, grouped
from influencer_roi.pages.evidence.meter import METER, Label, Layer, Meter
from influencer_roi.pages.needed_words import band_words, part_words
from influencer_roi.queries.evidence.needed import LEAST_PEOPLE, RESAMPLES, Needed, needed
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.view import View
from influencer_roi.ui.withheld import selection_words
from influencer_roi.ui.words import people

NOBODY = "Nobody was paid in this selection, so nothing must be earned back."
NO_REVENUE_OF_PAID = "Those who were paid brought no revenue here, so no share of it can pay their spend."


def _draw(at: Anchor) -> Component:
    sums = html.P(id=f"{at}-sums", className="sums")
    foot = html.P(id=f"{at}-foot", className="foot muted")
    return html.Div([*METER.frame(at), sums, foot])


def _fill(view: View, at: Anchor) -> Shown:
    """Return the needed share on a track from 0 to all of the revenue, with its band."""
    found = needed(view.ledger, view.filters, assumed=view.assumed)
    body = {
        **METER.regions(at, _meter(found)),
        f"{at}-sums.children": _sums(view, found),
        f"{at}-foot.children": _foot(view, found),
    }
    return Shown(sentence(view, found), view.rows_query("influencer_id"), body)


CARD = Card("needed", "How much must be caused to pay?", "w4", _draw, _fill)


def sentence(view: View, found: Needed) -> str:
    """Return "At a margin of 45 %, 74 % of the recorded revenue must be caused … (about 59 to 91 %)."."""
    if "revenue" in view.ledger.unmeasured:
        return view.of_revenue("")
    if found.part is None or found.part < 0:
        withheld = selection_words(view.ledger, view.filters)
        return withheld or (NOBODY if not found.spend or found.spend <= 0 else NO_REVENUE_OF_PAID)
    margin, band = f"{view.assumed.margin * 100:g} %", band_words(found)
    if found.part > 1:
        return (
            "The spend cannot pay back from these orders, even if influencers caused every one: at a margin "
            f"of {margin} it takes {part_words(found.part)} of the recorded revenue{band}."
        )
    return (
        f"At a margin of {margin}, {part_words(found.part)} of the recorded revenue must be caused by "
        f"influencers for the spend to pay{band}."
    )


def _meter(found: Needed) -> Meter:
    if found.part is None or found.part < 0:
        return Meter(hidden=True)
    part = min(1.0, found.part)
    labels = [
        Label(part_words(found.part), part, strong=True),
        Label("0", 0.0),
        Label("all of the revenue", 1.0),
    ]
    shown = labels[:1] if part > 0.6 else [labels[0], labels[2]] if part < 0.15 else labels
    layers = [Layer("mark", part), Layer("fill", 0.0, "var(--bar)", part)]
    if found.low is not None and found.high is not None:
        layers.append(Layer("fill", part, "var(--area)", max(part, min(1.0, found.high))))
    return Meter(layers, shown, f"{part_words(found.part)} of the revenue{band_words(found)}")


def _sums(view: View, found: Needed) -> str:
    if found.part is None or found.part < 0 or found.revenue is None:
        return ""
    spend, margin = RUPEES.short(found.spend), RUPEES.short(found.revenue * view.assumed.margin)
    return (
        f"{spend} of spend against {margin} of margin on {RUPEES.short(found.revenue)} of revenue, both over "
        f"{'the one person who was' if found.people == 1 else f'the {people(found.people)} who were'} paid."
    )


def _foot(view: View, found: Needed) -> str:
    if not view.ledger.audience.sees_payouts:
        return "How far it can be trusted rests on single payouts: analysts and finance see it."
    if found.part is None:
        return ""
    if found.low is None:
        more = people(max(1, LEAST_PEOPLE - found.people))
        return f"With {people(found.people)} paid no band is shown: {LEAST_PEOPLE} are needed, {more} more."
    return f"About: nine in ten of the same sums over people drawn again {grouped(RESAMPLES)} times."
