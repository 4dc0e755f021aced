"""Makes the ledger viewers read: what people of a pay group were paid is one sum, laid out over all of them.

This is microaggregation (Domingo-Ferrer and Mateo-Sanz, Practical Data-Oriented Microaggregation for
Statistical Disclosure Control, 2002). Spend of a selection is then a sum of parts of pay groups, and so is
what two selections differ by: neither holds what one person was paid (docs/decisions/0015-viewers.md).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from zlib import crc32

import numpy as np
import polars as pl

from influencer_roi.ledger.cubes import Floats, add, names_of, with_measures
from influencer_roi.ledger.entries import Ledger
from influencer_roi.ledger.masked import masked
from influencer_roi.ledger.narrowed import reached_by
from influencer_roi.ledger.spend import DUST, SPENT
from influencer_roi.model.audience import LEAST_PAID
from influencer_roi.model.names import basis_word
from influencer_roi.model.report import Money, Report
from influencer_roi.model.schema import PAYOUTS

OTHERS = 0.2  # of the largest payout, what the others of a pay group must have together, or it shows through
NEAR = 0.06  # of a payout: a part this near to it would give it away
SPREADS = (0.0, *(0.25,) * 100, *(0.5,) * 100)  # how far parts lie from each other, pattern by pattern
Group = list[int]


def pooled(ledger: Ledger, *, least: int = LEAST_PAID) -> Ledger:
    """Return the ledger for readers who see no payout of one person; it shares all that does not change.

    Spend stands in its roll-ups alone, and is null in its entries. It has no payout rows, nothing that the
    report says of them, and no ids of customers.
    """
    spend = pooled_spend(ledger, least=least)
    reached = reached_by(ledger.entries, ledger.tables.posts)
    seen = spend if reached is None else np.where(reached.to_numpy(), spend, 0.0)
    entries = ledger.entries.with_columns(pl.lit(None, pl.Float64).alias(name) for name in SPENT)
    viewed = replace(
        ledger,
        entries=entries,
        tables=replace(ledger.tables, payouts=ledger.tables.payouts.clear()),
        report=_without_payouts(ledger.report),
        mapped=with_measures(ledger.cubes, entries, dict(zip(SPENT, (spend, seen), strict=True))),
        audience=replace(ledger.audience, least_paid=least),
    )
    return masked(viewed)


def pooled_spend(ledger: Ledger, *, least: int) -> Floats:
    """Return the rupees of each entry when each pay group's are laid out; 0 where there is no pay group."""
    bearing = _bearing(ledger.entries)
    people = _people(bearing, ledger)
    parts = pl.Series("part", _parts(people, least))
    laid = people.select("influencer_id", parts)
    rows = bearing.join(laid, on="influencer_id", how="left", maintain_order="left", validate="m:1")
    spend = np.zeros(ledger.entries.height)
    spend[rows["row"].to_numpy()] = _weights(rows) * rows["part"].to_numpy()
    return spend


def pay_groups(paid: Floats, tiers: Sequence[str], *, least: int) -> list[Group]:
    """Return which people make up each pay group, neighbours together; none where no group can be made.

    `paid` and `tiers` have one value per person, in the order of neighbours. A group has `least` people with
    a sum above 0, and nobody in it stands out so far that its sum is nearly theirs. It lies within a tier, or
    tiers that are groups only together, so that those add up to what they were paid.
    """
    people = range(len(paid))
    by_tier = [[*of] for _, of in groupby(people, key=lambda person: tiers[person])]
    return [
        group
        for together in _joined(by_tier, paid, least)
        for group in _joined([[person] for person in together], paid, least)
    ]


def _joined(units: Iterable[Group], paid: Floats, least: int) -> list[Group]:
    """Return groups of units side by side, as few in each as make a group; the rest joins the last."""
    groups: list[Group] = [[]]
    for unit in units:
        groups[-1] += unit
        if _is_group(paid[groups[-1]], least):
            groups.append([])
    while groups and not _is_group(paid[groups[-1]], least):
        rest = groups.pop()
        if groups:
            groups[-1] += rest
    return groups


def _is_group(paid: Floats, least: int) -> bool:
    largest = paid.max(initial=0.0)
    return bool((paid > 0).sum() >= least and paid.sum() - largest >= OTHERS * largest)


def _bearing(entries: pl.DataFrame) -> pl.DataFrame:
    """Return the entries that bear spend, with the `row` of each."""
    return (
        entries.lazy()
        .with_row_index("row")
        .filter(pl.col("spend") != 0, pl.col("influencer_id").is_not_null())
        .select("row", "influencer_id", "spend_basis", "spend", "orders", "revenue", "posts")
        .collect(engine="in-memory")
    )


def _people(bearing: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    """Return one row per person with spend, those of like followings side by side: what they were `paid`."""
    sums = bearing.group_by("influencer_id").agg(paid=pl.col("spend").sum())
    coded = pl.col("id").cast(ledger.entries.schema["influencer_id"], strict=False)
    known = ledger.tables.influencers.select("follower_count", "tier", influencer_id=coded).drop_nulls(
        "influencer_id"
    )
    return sums.join(known, on="influencer_id", how="left", validate="1:1").sort(
        "follower_count", "influencer_id", nulls_last=True
    )


def _parts(people: pl.DataFrame, least: int) -> Floats:
    """Return what each person is laid out of the sum of their pay group; nothing to whom nothing was paid."""
    paid = people["paid"].to_numpy()
    paid = np.where(np.abs(paid) < DUST, 0.0, paid)
    ids = people["influencer_id"].cast(pl.String).to_list()
    parts = np.zeros(len(paid))
    for group in pay_groups(paid, people["tier"].to_list(), least=least):
        counted = [person for person in group if paid[person] > 0]
        patterns = _patterns([ids[person] for person in counted])
        # To the paisa: the last bits of a sum depend on what it is the sum of.
        parts[counted] = _laid_out(round(float(paid[group].sum()), 2), paid[counted], patterns)
    return parts


def _laid_out(total: float, paid: Floats, patterns: Iterable[Floats]) -> Floats:
    """Return parts of a sum by the first pattern that comes near nobody's own, else the farthest of all."""
    farthest, best = -1.0, paid
    for pattern in patterns:
        parts = total * pattern / pattern.sum()
        distance = float((np.abs(parts - paid) / paid).min())
        if distance > farthest:
            farthest, best = distance, parts
        if distance >= NEAR:
            break
    return best


def _patterns(ids: Sequence[str]) -> Iterator[Floats]:
    """Yield how a sum may be laid out over people: all alike, then in ways drawn by their ids alone."""
    random = np.random.default_rng(crc32("\0".join(ids).encode()))
    return (1.0 + spread * random.uniform(-1.0, 1.0, len(ids)) for spread in SPREADS)


def _weights(bearing: pl.DataFrame) -> Floats:
    """Return what each entry weighs among those of its person: by what it stands for, never by its money.

    Each basis a person is paid for weighs alike; its entries weigh by what it pays for, where they have any.
    """
    words = bearing.select(basis_word(pl.col("spend_basis").cast(pl.String))).to_series()
    by_order, by_revenue = (
        (words == word).fill_null(value=False).to_numpy() for word in ("order", "revenue")
    )
    orders, revenue, posts = (
        np.maximum(bearing[name].fill_null(0.0).to_numpy(), 0.0) for name in ("orders", "revenue", "posts")
    )
    first = np.where(by_order, orders, np.where(by_revenue, revenue, posts))
    second = np.where(by_order | by_revenue, posts, orders)
    people = bearing["influencer_id"].to_physical().to_numpy().astype(np.int64)
    kinds = len(names_of(bearing["spend_basis"])) + 1
    basis = bearing["spend_basis"].to_physical().cast(pl.Int64).fill_null(kinds - 1).to_numpy()
    found, groups = np.unique(people * kinds + basis, return_inverse=True)
    weighed = np.ones(len(groups)) / np.bincount(groups)[groups]
    for weights in (second, first):
        total = add(groups, weights, len(found))[groups]
        weighed = np.where(total > 0, weights / np.where(total > 0, total, 1.0), weighed)
    of_basis: Floats = weighed / np.bincount(found // kinds)[people]
    return of_basis


def _without_payouts(report: Report) -> Report:
    """Return a report that says of payouts how many rows there were, and nothing of any row."""
    plain = replace(report.counts[PAYOUTS.name], sha256="", money=Money(), parts=())
    return replace(
        report,
        counts={**report.counts, PAYOUTS.name: plain},
        faults=report.faults.filter(pl.col("table") != PAYOUTS.name),
        left_out=report.left_out.filter(pl.col("table") != PAYOUTS.name),
        notes=tuple(note for note in report.notes if note.table != PAYOUTS.name),
    )
