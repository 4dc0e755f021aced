"""Loads a ledger of orders that stay in place, beside three tables that were read."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace

import polars as pl

from influencer_roi.intake.clean import Cleaned, Rules
from influencer_roi.intake.keys import Notes, respelled
from influencer_roi.intake.location import OrdersLocation
from influencer_roi.intake.naming import named_by_codes, with_affiliates
from influencer_roi.intake.remarks import remarks
from influencer_roi.intake.remarks.orders import (
    ORDER_WORDS,
    kept_note,
    post_notes,
    respelled_note,
    unknown_note,
)
from influencer_roi.intake.tables import Intake, known_by, known_names, named_of, nothing_kept, reported
from influencer_roi.intake.tallies import tallied
from influencer_roi.ledger.conform import Conformed, conform
from influencer_roi.ledger.entries import Ledger, build
from influencer_roi.ledger.in_place import InPlace
from influencer_roi.ledger.lookups import Lookups
from influencer_roi.ledger.roll_up.codes import unmarked
from influencer_roi.ledger.roll_up.coding import Resolved
from influencer_roi.ledger.roll_up.engines import DEFAULT, Engine, engine_of
from influencer_roi.ledger.roll_up.expression import SUMS
from influencer_roi.ledger.roll_up.gathering import Gathered, gather, named_posts, roll_up, written_words
from influencer_roi.ledger.roll_up.sifting import NO_ORDERS, Sifted, as_typed, sift
from influencer_roi.ledger.roll_up.words import Words
from influencer_roi.model.names import PLATFORMS, Spellings, named_by_whole
from influencer_roi.model.notation import Notation, notation_of
from influencer_roi.model.report import Note, Refused, Report, refusal
from influencer_roi.model.schema import INFLUENCERS, ORDERS, PAYOUTS, POSTS
from influencer_roi.model.tables import Tables
from influencer_roi.settings import Engine as Name
from influencer_roi.threads import start

_KIND = ("influencer_id", "platform", "brand", "campaign", "brand_from", "platform_from")


def load_in_place(
    cleaned: Mapping[str, Cleaned],
    location: OrdersLocation,
    intake: Intake,
    *,
    brands: Spellings | None = None,
    codes: pl.DataFrame,
) -> Ledger:
    """Return the ledger of orders in place; `cleaned` are the other tables, `brands` spellings of their own.

    `codes` are the rows of the code table.

    Its `tables.orders` has one row per kind of order: what is resolved of it, the sums of those orders,
    `rows` of them, and their first and last day as `date` and `last_date`.

    Raises:
        Refused: orders cannot be read, lack a column, or every row was set aside.
    """
    intake.progress("looking at orders where they lie", 0.15)
    with closing(engine_of(intake.engine or DEFAULT, location, zone=intake.zone)) as engine:
        rolled_up = _rolled_up(cleaned, location, intake, engine, brands, codes)
    intake.progress("rolling orders, posts and payouts up", 0.85)
    return _ledger(cleaned, location, rolled_up, intake)


@contextmanager
def _reading(location: OrdersLocation, engine: Engine) -> Iterator[None]:
    """Turn what an engine raises into a refusal."""
    try:
        yield
    except engine.failures as error:
        failure = f"the orders cannot be read where they lie ({type(error).__name__}: {error})"
        text = f"{failure}. Check the files, or write them again."
        raise refusal("bad_place", location.name, text) from error


@dataclass(frozen=True)
class _RolledUp:
    """What an engine made of orders, and of which other tables.

    `words` are those by the texts as they are written, `spelled` notes on how ids were, `unowned` codes that
    are nobody's, `rolled` as of `roll_up`, `named_posts` which influencers' orders name which posts.
    """

    sifted: Sifted
    gathered: Gathered
    conformed: Conformed
    tables: Tables
    lookups: Lookups
    words: Words
    spelled: tuple[Notes, Notes]
    unowned: pl.DataFrame
    rolled: Resolved
    named_posts: pl.DataFrame


def _rolled_up(
    cleaned: Mapping[str, Cleaned],
    location: OrdersLocation,
    intake: Intake,
    engine: Engine,
    brands: Spellings | None,
    written: pl.DataFrame,
) -> _RolledUp:
    people = cleaned[INFLUENCERS.name]
    rules = replace(intake.rules, influencers=known_names(people, written["code"]))
    aliases, meaning, codes = known_by(people, written)
    lookups = Lookups(tuple(codes.owned["code"].unique().sort()), codes.changes)
    sifted, gathered = _gathered(location, engine, rules, intake, lookups)
    if gathered.spoilt:
        sifted, gathered = _gathered(location, engine, rules, intake, lookups, gathered.spoilt)
    read = {name: one.rows for name, one in cleaned.items()}
    ids = gathered.people
    read[PAYOUTS.name] = with_affiliates(read[PAYOUTS.name], codes, meaning, day="payment_date")
    named = named_by_codes(unmarked(ids, lookups), codes, meaning, currency=intake.currency)
    raw = Tables(**read, orders=named.orders.select("influencer_id", "rows"))
    tables, spelled = respelled(raw, tallied(raw), aliases)
    spelling = dict(zip(ids["influencer_id"], tables.orders["influencer_id"], strict=True))
    conformed = conform(
        tables,
        ids=tables.orders["influencer_id"],
        brands=gathered.cleaned("brand").drop("first"),
        campaigns=gathered.cleaned("campaign"),
        named=named_of({**cleaned, ORDERS.name: sifted.odd}),
        given=brands,
    )
    intake.progress("working out brands, links and credit", 0.7)
    with _reading(location, engine):
        words = written_words(gathered, conformed, spelling)
        rolled = roll_up(gathered, conformed, words, has_revenue=sifted.has_revenue)
        posts = named_posts(gathered, spelling)
    notes, unowned = (named.notes, spelled), named.unowned
    return _RolledUp(sifted, gathered, conformed, tables, lookups, words, notes, unowned, rolled, posts)


def _gathered(
    location: OrdersLocation,
    engine: Engine,
    rules: Rules,
    intake: Intake,
    lookups: Lookups,
    spoilt: Sequence[str] = (),
) -> tuple[Sifted, Gathered]:
    """Return orders sifted and rolled up, rows of `spoilt` influencer ids among the odd ones."""
    with _reading(location, engine):
        sifted = sift(location, engine, rules, lookups, spoilt)
    if not sifted.report.counts.kept:
        raise Refused([nothing_kept(sifted.report.counts, sifted.report.faults)])
    intake.progress("rolling orders up where they lie", 0.25)
    with _reading(location, engine):
        return sifted, gather(sifted.orders, engine)


def _ledger(
    cleaned: Mapping[str, Cleaned], location: OrdersLocation, rolled_up: _RolledUp, intake: Intake
) -> Ledger:
    sifted, rolled, posts = rolled_up.sifted, rolled_up.rolled.orders, rolled_up.rolled.posts
    report = reported({**cleaned, ORDERS.name: sifted.report}, rolled_up.unowned, intake.currency)
    notes = [
        *(note for notes in rolled_up.spelled for note in notes(report.counts)),
        *_remarks(rolled_up.tables, rolled, rolled_up.gathered, report),
        *_of_posts(rolled_up, report),
    ]
    rows = start(kinds, rolled)
    ledger = build(rolled_up.conformed.with_orders(rolled), posts, report.with_notes(notes))
    cubes = ledger.cubes
    order_files = InPlace(
        location,
        sifted.headers,
        rolled_up.words,
        sifted.odd.rows,
        sifted.again,
        sifted.gone,
        intake.zone,
        rolled_up.lookups,
    )
    tables = replace(ledger.tables, orders=rows.result())
    return replace(ledger, tables=tables, in_place=order_files, mapped=cubes)


def rolled_by(name: Name, orders: pl.DataFrame, conformed: Conformed) -> Resolved:
    """Return what an engine makes of orders that were read and cleaned here; columns as `roll_up`."""
    has_revenue = not orders["revenue"].is_null().all()
    with closing(engine_of(name)) as engine:
        gathered = gather(engine.lend(as_typed(orders)), engine)
        return roll_up(gathered, conformed, written_words(gathered, conformed, {}), has_revenue=has_revenue)


def kinds(rolled: pl.DataFrame) -> pl.DataFrame:
    """Return one row per kind of order: who, platform, brand, campaign, what said so, how it is credited."""
    credited = {f"has_{name}": pl.col(name).is_not_null() for name in ("link", "credit")}
    grouped = (
        rolled.lazy()
        .group_by(*_KIND, **credited, maintain_order=True)
        .agg(
            pl.col(SUMS).sum(),
            pl.col("link", "credit").first(),
            pl.col("date").min(),
            pl.col("date").max().alias("last_date"),
        )
    )
    return grouped.drop(credited).collect().with_columns(pl.selectors.enum().cast(pl.String))


def _remarks(tables: Tables, rolled: pl.DataFrame, gathered: Gathered, report: Report) -> Iterator[Note]:
    """Yield the notes on what was kept; those on orders count rows, and list none of them."""
    tracked = rolled.group_by("influencer_id").agg(pl.col("orders", "rows", "revenue").sum())
    tracked = tracked.with_columns(pl.col("influencer_id").cast(pl.String))
    raw = replace(tables, orders=tracked.drop("rows", "revenue"))
    yield from remarks(raw, report, tallied(raw), orders=NO_ORDERS)
    file, order_files = report.counts["influencers"].file, report.counts[ORDERS.name].file
    for code, text in _of_orders(tables, tracked, gathered, file, notation_of(report.currency)):
        yield Note(ORDERS.name, order_files, code, text)


def _of_posts(rolled_up: _RolledUp, report: Report) -> Iterator[Note]:
    """Yield the notes on posts that orders name."""
    if rolled_up.named_posts.height:
        counts = report.counts
        for text in post_notes(rolled_up.named_posts, rolled_up.tables.posts, counts[POSTS.name].file):
            yield Note(ORDERS.name, counts[ORDERS.name].file, "unknown_post", text)


def _of_orders(
    tables: Tables, tracked: pl.DataFrame, gathered: Gathered, file: str, money: Notation
) -> Iterator[tuple[str, str]]:
    organic = int(tracked.filter(pl.col("influencer_id").is_null())["rows"].sum())
    if organic:
        yield "organic", kept_note(organic, ORDER_WORDS["organic"])
    known = tables.influencers["id"].implode()
    unknown = tracked.filter(pl.col("influencer_id").is_not_null() & ~pl.col("influencer_id").is_in(known))
    if unknown.height:
        found = unknown.rename({"revenue": "amount"})
        yield "unknown_influencer", unknown_note(found, tables.influencers, file, money)
    sources = gathered.cleaned("source")
    named = sources.with_columns(platform=named_by_whole(pl.col("name"), PLATFORMS)).sort("name")
    folded = named.filter(pl.col("platform") != pl.col("name"))
    if folded.height:
        pairs = folded.select("name", "platform")
        yield "platform_spelling", respelled_note("source", pairs, int(folded["rows"].sum()))
