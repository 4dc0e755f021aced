"""Shows what should stop: who cost more than they earned, ranked by the rupees lost."""

from collections.abc import Callable, Sequence

from dash import html

from influencer_roi.metrics.units import RUPEES, TIMES
from influencer_roi.model.dimensions import DIMENSIONS
from influencer_roi.pages.balance import BALANCE, lengths, more_of, sides
from influencer_roi.pages.rankings import range_words
from influencer_roi.pages.verdict import even_words
from influencer_roi.queries.intervals import Verdict, with_ranges
from influencer_roi.queries.people import names_of_people
from influencer_roi.queries.stopping import Stopping, stopping
from influencer_roi.ui.cards import Card, Shown
from influencer_roi.ui.choice import Choice
from influencer_roi.ui.leaves import Anchor
from influencer_roi.ui.lines import Row, hue_of
from influencer_roi.ui.standings import Bar, Cell, Standing, Standings, track
from influencer_roi.ui.view import View
from influencer_roi.ui.words import lowered, plural

SIZE = 6
WAYS = Choice(
    "What should stop, by", {"influencer_id": "Influencers", "campaign": "Campaigns", "brand": "Brands"}
)
BOARD = Standings("stop", track, ("Influencer", "", "Lost", "of spend", "ROAS", "against"), SIZE)


def _fill(view: View, at: Anchor) -> Shown:
    by = view.choices["stop"]
    found = stopping(view.ledger, view.filters, by=by, assumed=view.assumed)
    seen = view.ledger.audience.sees_payouts or by != "influencer_id"
    judged = seen and found.floor is not None and found.every.count > 0
    losing = found.losing
    dimension = DIMENSIONS[by]
    shown = losing.head(SIZE)
    ranged = with_ranges(shown, view.ledger, view.filters, by=(by,), assumed=view.assumed)
    lines = _standings(view, ranged.to_dicts(), by)
    heads = (dimension.label, "", "Lost", "of spend", "ROAS", f"against {even_words(view)}")
    query = view.rows_query(by, sort="profit")
    more = more_of(losing.height, SIZE, found, query)
    say = _words(view, found, by)
    empty = view.empty if not judged else _nobody_words(found)
    body = {
        **BOARD.regions(at, lines, heads=heads, empty=empty, more=more),
        **BALANCE.regions(at, sides(found, by) if judged else None),
    }
    return Shown(say, query, body)


STOP = Card(
    "stop",
    "What should stop?",
    "w7",
    lambda at: html.Div([BOARD.frame(at), *BALANCE.frame(at)]),
    _fill,
    choices={"stop": WAYS},
)


def _standings(view: View, rows: Sequence[Row], by: str) -> list[Standing]:
    people = names_of_people(view.ledger) if by == "influencer_id" else {}
    hue = hue_of(view, "platform" if people else by)
    drawn = zip(rows, lengths(rows), strict=True)
    return [_standing(view, row, by, bars, people.get(str(row[by])), hue) for row, bars in drawn]


def _standing(
    view: View, row: Row, by: str, bars: tuple[Bar], person: tuple[str, str] | None, hue: Callable[[str], str]
) -> Standing:
    value = str(row[by])
    name, platform = person or (value, value)
    orders, verdict = plural(round(row["orders"]), "order"), str(row["verdict"] or "")
    colour = hue(platform)
    return Standing(
        value,
        name,
        (
            Cell(RUPEES.short(-row["lost"]), tone="strong"),
            Cell(RUPEES.short(row["spend"]), tone="muted"),
            Cell(TIMES.short(row["roas"]), _under(row)),
            Cell(verdict, tone=f"delta {TONES.get(verdict, 'flat')}"),
        ),
        f"{platform} · {orders}" if person else orders,
        colour,
        bars,
        pressed=view.presses(by, value),
        dimension=by,
    )


def _words(view: View, found: Stopping, by: str) -> str:
    """Return the sentence on who lost; where readers may not see what they were paid, that."""
    sentence = _sentence(found, by)
    if by == "influencer_id":
        return view.of_payouts(view.of_revenue(sentence))
    return view.of_spend(sentence, found.rows["roas"].to_list() or [None])


TONES: dict[str, str] = {
    Verdict.CLEARLY_BELOW: "bad",
    Verdict.NO_ORDER: "bad",
    Verdict.CLEARLY_ABOVE: "good",
}


def _under(row: Row) -> str:
    """Return the range of a ROAS, or how many posts there were where it has none."""
    low: float | None = row["low"]
    return plural(round(row["posts"]), "post") if low is None else range_words(row)


def _sentence(found: Stopping, by: str) -> str:
    """Return "6 of 12 paid influencers earned less than they cost: ₹1.35 L lost on ₹2.08 L of spend"."""
    losing, count = found.only_named(found.losing), found.only_named(found.rows).height
    one, many = _who(found, by)
    if not found.named:
        return f"No {lowered(DIMENSIONS[by].label)} has spend in this selection."
    if not count:
        return f"There is no {one}."
    outside = _outside(found)
    if not losing.height:
        who = (
            f"None of {count:,} {many} earned less than"
            if count > 1
            else f"The only {one} earned at least what"
        )
        return f"{who} they cost.{outside}"
    lost, spend = (RUPEES.short(float(losing[name].sum())) for name in ("lost", "spend"))
    who = f"{losing.height:,} of {count:,} {many}" if count > 1 else f"The only {one}"
    return f"{who} earned less than they cost: {lost} lost on {spend} of spend.{outside}"


def _outside(found: Stopping) -> str:
    """Return what was lost on posts of no campaign, which is no campaign's loss."""
    lost = float(found.outside["lost"].sum())
    return f" {RUPEES.short(lost)} was lost outside any campaign." if lost > 0 else ""


def _who(found: Stopping, by: str) -> tuple[str, str]:
    """Return who is ranked, one of them and many: those from the floor of spend where some are below it."""
    dimension = DIMENSIONS[by]
    names = lowered(dimension.label), dimension.plural
    if found.under.count:
        one, many = (f"{name} with {_least(found)}" for name in names)
    elif by == "influencer_id":
        one, many = (f"paid {name}" for name in names)
    else:
        one, many = (f"{name} with spend" for name in names)
    return one, many


def _least(found: Stopping) -> str:
    return f"{RUPEES.short(found.floor)} of spend or more"


def _nobody_words(found: Stopping) -> str:
    """Return that nobody lost money; where those below the floor did, of whom that is true."""
    return f"Nobody with {_least(found)} lost money." if found.under.losing else "Nobody here lost money."
