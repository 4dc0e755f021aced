"""Says what the filter bar shows for a selection: control values, words, notices above the page."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from influencer_roi import queries
from influencer_roi.filters import DAYS, Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.units import RUPEES, grouped
from influencer_roi.model.calendar import Compare, Dating
from influencer_roi.model.slicing import COMPARE
from influencer_roi.periods import preset_of
from influencer_roi.queries.dating import sentences
from influencer_roi.queries.people import found_people, names_of_people
from influencer_roi.queries.unlisted import LARGEST, Unlisted, unlisted, unlisted_only
from influencer_roi.ui.figures import Json
from influencer_roi.ui.filter_bar import BAR, COMPARISONS, SEARCHED, label_of, ranges_in
from influencer_roi.ui.in_words import compared_words
from influencer_roi.ui.markup import address
from influencer_roi.ui.notes import DATA_PATH, notes_words
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.withheld import audience_words
from influencer_roi.ui.words import period, plural, some, span

MOST_INFLUENCERS = 60
KEPT_OPTIONS = 64


def control_values(page: str, ledger: Ledger, filters: Filters) -> Regions:
    """Return what every control holds under these filters."""
    values: Regions = {f"{page}-{name}.value": list(filters[name]) for name in BAR}
    for name, limit in filters.limits().items():
        values[f"{page}-{name}.value"] = limit.isoformat() if isinstance(limit, dt.date) else limit
    values[f"{page}-compare.value"] = str(filters.compare)
    values[f"{page}-day.value"] = str(filters.day)
    values[f"{page}-compare.options"] = [
        _comparison(ledger, replace(filters, compare=one), words) for one, words in COMPARISONS.items()
    ]
    values[f"{page}-preset.value"] = preset_of(filters, ledger)
    values[f"{page}-{SEARCHED}.options"] = list(_first_options(ledger, filters[SEARCHED]))
    return values


def _comparison(ledger: Ledger, filters: Filters, words: str) -> Json:
    """Return what a selection can be compared with, with its days; without data it cannot be picked."""
    days = "" if filters.compare is Compare.NONE else compared_words(ledger, filters)
    missing = (
        filters.dated and filters.compare is not Compare.NONE and queries.compared(ledger, filters) is None
    )
    label = f"{words}, {days}" if filters.dated and days else words
    return {"label": label, "value": str(filters.compare), "disabled": missing}


def regions(page: str, ledger: Ledger, filters: Filters, *, usual: Filters) -> Regions:
    """Return the words of the bar: what is set, what can be cleared, what an empty selection needs.

    `usual` are the filters the page opens with: there is nothing to go back to from them.
    """
    values: Regions = {}
    for name in BAR:
        parts = (some(_named(ledger, name, filters[name])), *_range_words(filters, name))
        words = ", ".join(part for part in parts if part)
        values |= _chip(page, name, words or "all", is_set=bool(words))
    values |= _chip(page, "dates", _date_words(ledger, filters), is_set=_dated_by(filters, usual))
    values[f"{page}-compare-label.children"] = compared_words(ledger, filters)
    values[f"{page}-reset.hidden"] = filters.without([COMPARE]) == usual
    values[f"{page}-counts.children"] = _counts_words(ledger, filters)
    return {**values, **_notices(page, ledger, filters)}


def _dated_by(filters: Filters, usual: Filters) -> bool:
    """Return whether somebody chose the days: other ones than those the page opens with."""
    return filters.dated and any(getattr(filters, name) != getattr(usual, name) for name in DAYS)


@memo(KEPT_OPTIONS)
def _first_options(ledger: Ledger, chosen: tuple[str, ...]) -> list[Json]:
    """Return the influencers offered before anything is searched for."""
    return influencer_options(ledger, "", chosen)


def influencer_options(ledger: Ledger, search: str, chosen: Sequence[str]) -> list[Json]:
    """Return the influencers a search by name or id finds, chosen ones on top, then by revenue."""
    found = found_people(ledger, search, chosen=chosen, most=MOST_INFLUENCERS)
    return [{"label": f"{name} ({key})" if name != key else key, "value": key} for key, name in found]


def _chip(page: str, name: str, words: str, *, is_set: bool) -> Regions:
    return {
        f"{page}-{name}-label.children": words,
        f"{page}-{name}-chip.className": "chip set" if is_set else "chip",
        f"{page}-{name}-clear.hidden": not is_set,
    }


def _counts_words(ledger: Ledger, filters: Filters) -> str:
    """Return how much is selected: "13 influencers · 48 posts · 756 orders"; brands may share a post."""
    added = queries.totals(ledger, filters, metrics=queries.AT_HEAD)
    people = queries.counts(ledger, filters, of=SEARCHED)["count"].item()
    parts = {"influencer": people, "post": added["posts"], "order": added["orders"]}
    return " · ".join(plural(round(number), word) for word, number in parts.items() if number is not None)


def _named(ledger: Ledger, dimension: str, chosen: Sequence[str]) -> list[str]:
    if dimension != SEARCHED or not chosen:
        return list(chosen)
    names = names_of_people(ledger)
    return [names[key][0] if key in names else key for key in chosen]


def _range_words(filters: Filters, menu: str) -> Iterator[str]:
    """Yield the bounds that are set in a menu, as in "from 5,000 to 6,000"."""
    limits = filters.limits()
    for one in ranges_in(menu):
        bounds = ((word, limits[key]) for word, key in zip(("from", "to"), one.keys, strict=True))
        yield " ".join(f"{word} {grouped(limit)}" for word, limit in bounds if isinstance(limit, int))


def _notices(page: str, ledger: Ledger, filters: Filters) -> Regions:
    """Return notes on the selection, which filter empties it, where its rows can be had."""
    emptied = queries.emptied_by(ledger, filters)
    label = label_of(emptied) if emptied else ""
    query = f"{filters.to_query()}&" if filters.to_query() else ""
    dateless, not_listed = _dateless_words(ledger, filters), _unlisted(page, ledger, filters)
    dating = " ".join(f"{sentence}." for sentence in sentences(ledger, filters))
    withheld: Regions = {}
    if not ledger.audience.sees_payouts:
        withheld = {f"{page}-withheld.children": audience_words(ledger, filters)}
    of_selection = bool(dateless) + (not not_listed[f"{page}-unlisted.hidden"])
    words = notes_words(ledger, of_selection=of_selection)
    return {
        **withheld,
        f"{page}-dating.children": dating,
        f"{page}-dating.hidden": not dating,
        f"{page}-dateless.children": dateless,
        f"{page}-dateless.hidden": not dateless,
        **not_listed,
        f"{page}-notes-label.children": words,
        f"{page}-notes.hidden": not words,
        f"{page}-notes-data.href": address(DATA_PATH, filters.to_query()),
        f"{page}-empty.hidden": emptied is None,
        f"{page}-empty-words.children": _empty_words(ledger, filters, emptied),
        f"{page}-empty-clear.children": f"Clear {label}" if emptied else "",
        f"{page}-download.href": f"/download/entries.csv?{filters.to_query()}",
        f"{page}-download-about.href": f"/download/entries.csv?{query}about=yes",
        f"{page}-download-workbook.href": f"/download/entries.xlsx?{filters.to_query()}",
        f"{page}-download-parquet.href": f"/download/entries.parquet?{filters.to_query()}",
    }


def _unlisted(page: str, ledger: Ledger, filters: Filters) -> Regions:
    """Return the note on money that stands on people nobody listed; hidden where none does."""
    found = unlisted(ledger, filters)
    only = unlisted_only(ledger, filters) if found else filters
    file = ledger.report.counts["influencers"].file if found else ""
    return {
        f"{page}-unlisted.hidden": found is None,
        f"{page}-unlisted-words.children": _unlisted_words(found, file) if found else "",
        f"{page}-unlisted-only.children": "Show only them." if found else "",
        f"{page}-unlisted-only.href": f"?{only.to_query()}",
        f"{page}-unlisted-only.hidden": only == filters,
    }


def _unlisted_words(found: Unlisted, file: str) -> str:
    amounts = {"revenue": found.revenue, "spend": found.spend}
    money = " and ".join(f"{RUPEES.short(one)} of {name}" for name, one in amounts.items() if one)
    ids = f"{'the largest ' if found.people > LARGEST else ''}{', '.join(found.largest)}"
    who = f"{plural(found.people, 'influencer')} not in {file} ({ids})"
    verb = "stand" if " and " in money else "stands"
    return f"{money} {verb} on {who}. Add them there, or correct their ids in the other files."


def _empty_words(ledger: Ledger, filters: Filters, emptied: str | None) -> str:
    """Return what an empty selection needs; where no single filter empties it, nothing is promised."""
    if emptied is None:
        return ""
    if queries.is_empty(ledger, filters.without([emptied])):
        return "Nothing is left here. Several filters empty it together; clear them one by one."
    return f"Nothing is left here. Clearing {label_of(emptied)} brings something back."


def _date_words(ledger: Ledger, filters: Filters) -> str:
    window = queries.asked_window(ledger, filters)
    if not filters.dated:
        return f"all time, {span(window.start, window.end)}"
    part = queries.window_of(ledger, filters)
    words = period(window.start, window.end)
    by_post = ", by day of post" if filters.day is Dating.POST else ""
    length = "" if queries.covered_whole(ledger, filters) else f" ({plural(part.days, 'day')})"
    return f"{words}{length}{by_post}"


def _dateless_words(ledger: Ledger, filters: Filters) -> str:
    if not ledger.audience.sees_payouts:
        return ""  # it is of one person or a few
    undated = filters.without(DAYS)
    spend, people = queries.dateless(ledger, undated)
    if not people:
        return ""
    money = RUPEES.short(spend)
    who = f"{plural(people, 'influencer')} without posts or orders"
    if undated == filters:
        return f"{money} of the spend went to {who}; it has no day, so it shows in totals but in no trend."
    return f"{money} paid to {who} has no day and is left out while dates are chosen."
