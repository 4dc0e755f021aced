"""Ranks influencers and campaigns by what they return."""

from functools import lru_cache

import polars as pl
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.data.ledger import Ledger
from influencer_roi.filters import Filters
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import RUPEES, TIMES
from influencer_roi.metrics.vocabulary import Bands
from influencer_roi.pages.view import NOTHING_HERE, View, earners, more
from influencer_roi.queries import Floor
from influencer_roi.ui import components
from influencer_roi.ui.boards import BARS, Line, board, board_regions
from influencer_roi.ui.page import Choice
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.theme import ACCENT, OTHER, colours
from influencer_roi.ui.words import plural

ROWS = 6
FLOORS = (20.0, 5.0, 1.0)
LEAST_RANKED = 3
WIDEST = 1.5
RANK = Choice("Rank influencers by", {"roas": "by ROAS", "revenue": "by revenue"})


def influencer_frame(page: str, *, width: str) -> Component:
    """Return the frame of the influencer board."""
    return components.card(
        page,
        "influencers",
        "Who returns the most per rupee?",
        board(BARS, f"{page}-influencers", page=page, dimension="influencer_id", size=ROWS),
        width=width,
        tools=[components.choice(page, "rank", RANK.label, RANK.options)],
    )


def influencer_regions(view: View, rank: str) -> Regions:
    """Return what the influencer board shows, ranked by ROAS over a floor of orders, or by revenue."""
    rows = _ranked_rows(view, "influencer_id")
    floor = _floor(rows)
    paid = rows.filter(pl.col(rank).is_not_null())
    ranked = queries.ranked(paid, rank_by=rank, floor=floor if rank == "roas" else Floor("revenue", 0.01))
    people = queries.influencers(view.ledger)
    named = ranked.head(ROWS).join(people, on="influencer_id", how="left", maintain_order="left").to_dicts()
    scale = _scale(named, rank)
    lines = [_influencer_line(view, row, rank, scale) for row in named]
    say = (
        f"Influencers with at least {plural(int(floor.least), 'order')}; "
        "the thin line is where the true ROAS plausibly lies."
        if rank == "roas"
        else "Influencers by the revenue of their orders, with ROAS beside it."
    )
    place = f"{view.page}-influencers"
    return {
        **components.card_regions(view.page, "influencers", say, view.rows_query("influencer_id")),
        **board_regions(BARS, place, lines, size=ROWS, empty=NOTHING_HERE, more=more(ranked.height, ROWS)),
    }


def campaign_frame(page: str, *, width: str) -> Component:
    """Return the frame of the campaign board."""
    body = board(BARS, f"{page}-campaigns", page=page, dimension="campaign", size=ROWS)
    return components.card(page, "campaigns", "Which campaigns earn their spend?", body, width=width)


def campaign_regions(view: View) -> Regions:
    """Return what the campaign board shows, ranked by ROAS."""
    rows = _ranked_rows(view, "campaign").filter(pl.col("roas").is_not_null())
    ranked = queries.ranked(rows, rank_by="roas")
    shown = ranked.head(ROWS).to_dicts()
    people = dict(queries.counts(view.ledger, view.filters, of="influencer_id", by="campaign").iter_rows())
    brands, hues = campaign_brands(view.ledger), colours(view.ledger, "brand")
    scale = _scale(shown, "roas")
    lines = [
        Line(
            value=row["campaign"],
            name=row["campaign"],
            sub=plural(people.get(row["campaign"], 0), "influencer"),
            length=row["roas"] / scale,
            colour=hues.get(brands.get(row["campaign"], ""), OTHER),
            figure=TIMES.short(row["roas"]),
            extra=RUPEES.short(row["revenue"]),
            interval=(row["low"] / scale, row["high"] / scale),
            pressed=view.presses("campaign", row["campaign"]),
        )
        for row in shown
    ]
    place = f"{view.page}-campaigns"
    return {
        **components.card_regions(
            view.page, "campaigns", _campaign_sentence(rows), view.rows_query("campaign")
        ),
        **board_regions(BARS, place, lines, size=ROWS, empty=NOTHING_HERE, more=more(ranked.height, ROWS)),
    }


@lru_cache(maxsize=4)
def campaign_brands(ledger: Ledger) -> dict[str, str]:
    """Return the brand that earns most in each campaign, whatever the filters, so that colours stay."""
    entries = queries.selected(ledger, Filters())
    earned = entries.group_by("campaign", "brand").agg(pl.col("revenue").sum(), pl.col("posts").sum())
    best = earned.sort("revenue", "posts", "brand", descending=[True, True, False]).unique(
        "campaign", keep="first", maintain_order=True
    )
    return dict(best.select(pl.col("campaign", "brand").cast(pl.String)).iter_rows())


def _ranked_rows(view: View, by: str) -> pl.DataFrame:
    """Return one row per value of `by` with the core metrics and the interval of its ROAS."""
    return queries.roas_interval(earners(view, by)).cast({by: pl.String})


def _floor(rows: pl.DataFrame) -> Floor:
    """Return the highest floor of orders that leaves enough influencers to rank."""
    paid = rows.filter(pl.col("roas").is_not_null())
    enough = (least for least in FLOORS if (paid["orders"] >= least).sum() >= LEAST_RANKED)
    return Floor("orders", next(enough, FLOORS[-1]))


def _scale(rows: list[dict[str, float]], rank: str) -> float:
    """Return what a full bar stands for: the longest bar or its interval's end, within reason."""
    longest = max((row[rank] for row in rows), default=0.0)
    ends = [row["high"] for row in rows if rank == "roas" and row["high"] is not None]
    return max(longest, min(max(ends, default=0.0), WIDEST * longest)) or 1.0


def _influencer_line(view: View, row: dict[str, float], rank: str, scale: float) -> Line:
    by_roas = rank == "roas"
    return Line(
        value=str(row["influencer_id"]),
        name=str(row["name"]),
        sub=f"{row['platform']} · {row['category']}",
        length=row[rank] / scale,
        colour=ACCENT,
        figure=TIMES.short(row["roas"]) if by_roas else RUPEES.short(row["revenue"]),
        extra=f"{row['orders']:,.0f} orders" if by_roas else TIMES.short(row["roas"]),
        interval=(row["low"] / scale, row["high"] / scale) if by_roas else (0.0, 0.0),
        pressed=view.presses("influencer_id", str(row["influencer_id"])),
    )


def _campaign_sentence(rows: pl.DataFrame) -> str:
    """Return how many of the campaigns with spend, one row each, return less than the poor band."""
    poor = rows.filter(pl.col("roas") < _poor_roas()).height
    per_rupee = f"₹{_poor_roas():g} per rupee"
    if rows.is_empty():
        return "No campaign has spend in this selection."
    if rows.height == 1:
        return f"The only campaign with spend returns {'less than' if poor else 'at least'} {per_rupee}."
    verb = "returns" if poor == 1 else "return"
    return f"{poor or 'None'} of {plural(rows.height, 'campaign')} {verb} less than {per_rupee}."


def _poor_roas() -> float:
    bands = REGISTRY["roas"].bands
    return bands.poor if isinstance(bands, Bands) else 0.0
