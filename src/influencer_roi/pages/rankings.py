"""Ranks influencers and campaigns by what they return."""

import polars as pl
from dash.development.base_component import Component

from influencer_roi import queries
from influencer_roi.filters import Filters
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.memo import memo
from influencer_roi.metrics.registry import REGISTRY
from influencer_roi.metrics.units import RUPEES, TIMES
from influencer_roi.metrics.vocabulary import Bands, Better
from influencer_roi.pages.view import CORE, NOTHING_HERE, View, earners, lacking, more
from influencer_roi.queries import Floor, ranking
from influencer_roi.ui import components
from influencer_roi.ui.boards import BARS, Line, board, board_regions
from influencer_roi.ui.page import Choice
from influencer_roi.ui.regions import Regions
from influencer_roi.ui.theme import ACCENT, OTHER, colours
from influencer_roi.ui.words import lowered, plural

ROWS = 6
WIDEST = 1.5
RANK = Choice(
    "Rank influencers by",
    {key: f"by {lowered(REGISTRY[key].label)}" for key in dict.fromkeys(("roas", *ranking.rankable()))},
)


def influencer_frame(page: str, ledger: Ledger, *, width: str) -> Component:
    """Return the frame of the influencer board, with every metric to rank it by."""
    closed = dict.fromkeys(lacking(ledger, RANK.options), "no data")
    return components.card(
        page,
        "influencers",
        "Which influencers lead?",
        board(BARS, f"{page}-influencers", page=page, dimension="influencer_id", size=ROWS),
        width=width,
        tools=[components.choice(page, "rank", RANK.label, RANK.options, closed)],
    )


def influencer_regions(view: View, rank: str) -> Regions:
    """Return what the influencer board shows: the best by any metric, over a floor where few mislead."""
    rows = _people_rows(view, rank)
    floor = ranking.floor_of(rows, rank)
    ranked = ranking.best_first(rows, metric=rank, floor=floor)
    people = queries.influencers(view.ledger)
    named = ranked.head(ROWS).join(people, on="influencer_id", how="left", maintain_order="left").to_dicts()
    scale = _scale(named, rank)
    lines = [_influencer_line(view, row, rank, scale) for row in named]
    why = lacking(view.ledger, [rank]).get(rank)
    place = f"{view.page}-influencers"
    rows_query = view.rows_query("influencer_id", sort="" if rank == RANK.default else rank)
    say = f"Nothing to rank: {why}." if why else _influencer_sentence(rank, floor)
    return {
        **components.card_regions(view.page, "influencers", say, rows_query),
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
            view.page, "campaigns", view.of_revenue(_campaign_sentence(rows)), view.rows_query("campaign")
        ),
        **board_regions(BARS, place, lines, size=ROWS, empty=NOTHING_HERE, more=more(ranked.height, ROWS)),
    }


@memo()
def campaign_brands(ledger: Ledger) -> dict[str, str]:
    """Return the brand that earns most in each campaign, whatever the filters, so that colours stay."""
    earned = queries.summed(
        ledger,
        Filters(),
        by=("campaign", "brand"),
        measures=("revenue", "posts"),
        who=queries.Who.EVERYONE,
    )
    best = earned.sort("revenue", "posts", "brand", descending=[True, True, False]).unique(
        "campaign", keep="first", maintain_order=True
    )
    return dict(best.select(pl.col("campaign", "brand").cast(pl.String)).iter_rows())


def _ranked_rows(view: View, by: str) -> pl.DataFrame:
    """Return one row per value of `by` with the core metrics and the interval of its ROAS."""
    return queries.roas_interval(earners(view, by)).cast({by: pl.String})


def _people_rows(view: View, rank: str) -> pl.DataFrame:
    """Return one row per influencer with something to rank: a value, not 0 where it is a sum.

    By a cost only the paid are ranked: who was paid nothing would lead them all.
    """
    metrics = dict.fromkeys((*CORE, rank, ranking.volume(rank) or rank))
    rows = queries.slices(
        view.ledger,
        view.filters,
        by="influencer_id",
        metrics=tuple(metrics),
        keep=("revenue_squared",),
        assumed=view.assumed,
    )
    told = pl.col(rank) != 0 if ranking.volume(rank) is None else pl.col(rank).is_not_null()
    paid = pl.col("spend") != 0 if _costs(rank) else pl.lit(value=True)
    return queries.roas_interval(rows).cast({"influencer_id": pl.String}).filter(told & paid)


def _costs(rank: str) -> bool:
    """Return whether a metric is spend for something, better low."""
    return REGISTRY[rank].better is Better.LOWER and "spend" in REGISTRY[rank].formula.uses


def _influencer_sentence(rank: str, floor: Floor | None) -> str:
    """Return who is ranked, which way, and what the metric means."""
    metric = REGISTRY[rank]
    least = ""
    if floor is not None:
        counted = lowered(REGISTRY[floor.metric].label)
        number = REGISTRY[floor.metric].unit.short(floor.least)
        least = f" with at least {number} {counted.removesuffix('s') if floor.least == 1 else counted}"
    if rank == "roas":
        return f"Influencers{least}; the thin line is where the true ROAS plausibly lies."
    first = "lowest" if metric.better is Better.LOWER else "highest"
    who = "Paid influencers" if _costs(rank) else "Influencers"
    return f"{who}{least}, {first} {lowered(metric.label)} first: {lowered(metric.meaning)}"


def _scale(rows: list[dict[str, float]], rank: str) -> float:
    """Return what a full bar stands for: the longest bar or its interval's end, within reason."""
    longest = max((row[rank] for row in rows), default=0.0)
    ends = [row["high"] for row in rows if rank == "roas" and row["high"] is not None]
    return max(longest, min(max(ends, default=0.0), WIDEST * longest)) or 1.0


def _influencer_line(view: View, row: dict[str, float], rank: str, scale: float) -> Line:
    return Line(
        value=str(row["influencer_id"]),
        name=str(row["name"]),
        sub=f"{row['platform']} · {row['category']}",
        length=row[rank] / scale,
        colour=ACCENT,
        figure=REGISTRY[rank].unit.short(row[rank]),
        extra=_beside(row, ranking.volume(rank)),
        interval=(row["low"] / scale, row["high"] / scale) if rank == "roas" else (0.0, 0.0),
        pressed=view.presses("influencer_id", str(row["influencer_id"])),
    )


def _beside(row: dict[str, float], volume: str | None) -> str:
    """Return what stands beside a figure: what it rests on, else the ROAS."""
    if volume is None:
        return TIMES.short(row["roas"])
    return f"{REGISTRY[volume].unit.short(row[volume])} {lowered(REGISTRY[volume].label)}"


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
