"""Finds what deserves a look in a selection, and says it in a sentence with a link."""

from collections.abc import Iterator

import polars as pl

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.metrics.units import RUPEES, TIMES
from influencer_roi.model.dimensions import WEEKDAYS
from influencer_roi.pages.view import View, earners
from influencer_roi.ui.components import Insight
from influencer_roi.ui.words import plural

CLEARLY_MORE = 1.15
NAMED_IN_LINK = 50
LEAST_POSTS = 5
_DEALS = ("Per post", "Per order")


def insights_of(view: View) -> list[Insight]:
    """Return the insights of a selection, the ones about most money first."""
    by_person = earners(view, "influencer_id").cast({"influencer_id": pl.String})
    return [*_deals(view, by_person), *_sold_nothing(view, by_person), *_weekday(view)]


def _deals(view: View, by_person: pl.DataFrame) -> Iterator[Insight]:
    """Yield how per-post and per-order deals compare, and the money in per-post deals that lose it."""
    rows = queries.slices(view.ledger, view.filters, by="basis", metrics=("roas", "spend")).cast(
        {"basis": pl.String}
    )
    returns = {basis: roas for basis, roas, _ in rows.iter_rows() if roas is not None}
    if not all(deal in returns for deal in _DEALS):
        return
    per_post, per_order = (TIMES.short(returns[deal]) for deal in _DEALS)
    text = f"Per-post deals return {per_post}, per-order deals {per_order}"
    people = queries.influencers(view.ledger).filter(pl.col("basis") == _DEALS[0]).select("influencer_id")
    losing = by_person.join(people, on="influencer_id", how="semi").filter(pl.col("roas") < 1)
    if losing.height:
        text += f": {RUPEES.short(_sum(losing, 'spend'))} sits in per-post deals below 1×"
    yield Insight(f"{text}.", "See them", _link(view.filters.choosing(basis=(_DEALS[0],))))


def _sold_nothing(view: View, by_person: pl.DataFrame) -> Iterator[Insight]:
    """Yield who was paid and sold nothing."""
    idle = by_person.filter((pl.col("spend") > 0) & (pl.col("orders") <= 0)).sort("spend", descending=True)
    if idle.is_empty():
        return
    were = "was" if idle.height == 1 else "were"
    money = RUPEES.short(_sum(idle, "spend"))
    text = f"{plural(idle.height, 'influencer')} {were} paid {money} and sold nothing here."
    if idle.height > NAMED_IN_LINK:
        yield Insight(text)
        return
    yield Insight(text, "Review", _link(view.filters.choosing(influencer_id=tuple(idle["influencer_id"]))))


def _weekday(view: View) -> Iterator[Insight]:
    """Yield the weekday whose posts reach clearly more people than the average post."""
    rows = queries.slices(view.ledger, view.filters, by="weekday", metrics=("reach", "posts"))
    rows = rows.filter(pl.col("posts") >= LEAST_POSTS).with_columns(each=pl.col("reach") / pl.col("posts"))
    if rows.height < len(WEEKDAYS) or _sum(rows, "reach") <= 0:
        return
    best = queries.ranked(rows, rank_by="each").row(0, named=True)
    times = best["each"] / (_sum(rows, "reach") / _sum(rows, "posts"))
    if times >= CLEARLY_MORE:
        yield Insight(f"{best['weekday']} posts reach {times:.1f} times as many people as the average post.")


def _sum(rows: pl.DataFrame, measure: str) -> float:
    return float(rows[measure].sum())


def _link(filters: Filters) -> str:
    return f"/?{filters.to_query()}"
