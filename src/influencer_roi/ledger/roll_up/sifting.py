"""Sifts orders in place: plain rows stay on the engine, odd ones are cleaned here and lent to it."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import narwhals as nw
import polars as pl
from narwhals.dtypes import DType

from influencer_roi.intake.clean import TYPES, Cleaned, Rules, clean
from influencer_roi.intake.clean.dates import EARLIEST, LATEST
from influencer_roi.intake.clean.notes import file_notes
from influencer_roi.intake.exports import refuse_export
from influencer_roi.intake.location import OrdersLocation
from influencer_roi.intake.read.sheet import Sheet
from influencer_roi.intake.read.tables import frame_sheet
from influencer_roi.ledger.lookups import NO_LOOKUPS, Lookups
from influencer_roi.ledger.roll_up.codes import marked
from influencer_roi.ledger.roll_up.consensus import Found, by_points, by_statuses, days_agreed
from influencer_roi.ledger.roll_up.counting import counted, counts_of, facts_of, is_nameless_refund
from influencer_roi.ledger.roll_up.edges import is_one_of, totals_in
from influencer_roi.ledger.roll_up.engines import Engine
from influencer_roi.ledger.roll_up.engines.polars import scanned
from influencer_roi.ledger.roll_up.expression import CUSTOMER, TEXTS, EngineRows
from influencer_roi.ledger.roll_up.keys import keys_again
from influencer_roi.ledger.roll_up.locating import in_files, standing
from influencer_roi.ledger.roll_up.noting import gone, notes_on
from influencer_roi.ledger.roll_up.typed import KEY, ORDINARY, Columns, ordinary, plain, typed
from influencer_roi.model.headers import match_columns
from influencer_roi.model.report import SET_ASIDE, Counts, Note, refusal
from influencer_roi.model.schema import ORDERS

_ORDER = ("date", *TEXTS, CUSTOMER, "orders", "weight", "revenue")
NO_ORDERS = pl.DataFrame(schema={"line": pl.UInt32, **{one.name: TYPES[one.kind] for one in ORDERS.columns}})
_AGAIN = r"_duplicated_[0-9]+$"  # what Polars writes behind a header that stands again
_LINE, _FILE = "influencer_roi_line", "influencer_roi_file"


@dataclass(frozen=True)
class Sifted:
    """Orders on an engine: `orders` has date, TEXTS, customer, orders, weight and revenue of every row kept.

    `headers` is {column: header}, `again` the order ids that stand more than once. `odd` says what became of
    all odd rows, by their lines among those of all files; `report` says so of all rows, by the lines of each.
    `refunds` are plain rows below 0.
    """

    orders: EngineRows
    headers: dict[str, str]
    again: pl.DataFrame
    odd: Cleaned
    report: Cleaned
    refunds: int = 0

    @property
    def gone(self) -> pl.DataFrame:
        """The lines of rows that were not kept."""
        return gone(self.odd)

    @property
    def has_revenue(self) -> bool:
        """Whether some row kept has revenue: every plain one has."""
        return self.report.counts.kept > self.odd.rows.height or not self.odd.rows["revenue"].is_null().all()


def sift(
    location: OrdersLocation,
    engine: Engine,
    rules: Rules,
    lookups: Lookups = NO_LOOKUPS,
    spoilt: Sequence[str] = (),
) -> Sifted:
    """Return the orders of a place, every row of them kept or set aside with a reason.

    `lookups` say how orders are asked for codes; rows of `spoilt` influencer ids, as they are written, are
    cleaned one by one.

    Raises:
        Refused: a required column is missing or stands twice, or there are no rows.
    """
    raw = engine.orders(location)
    kinds = raw.collect_schema()
    headers = _headers(kinds.names(), location, rules)
    rules, dotted = by_points(raw, location, headers, rules, engine)
    rules = by_statuses(raw, headers, rules, engine)
    sums = totals_in(location, headers, rules)
    columns = typed(kinds, headers, dotted=dotted, zone=rules.zone, currency=rules.currency, lookups=lookups)
    columns = _with_ordinary(columns, kinds, headers, rules, sums, spoilt)
    again = keys_again(raw, columns, engine)
    alone = _standing_alone(raw, headers, again, engine)
    found = Found(location, raw, alone, columns, headers, again, sums, lookups)
    first = _sifted(found, replace(rules, days=(EARLIEST, LATEST)), engine)
    odd = bool(first.odd.faults.height + first.odd.rows.height) or again is not None
    days = days_agreed(found, first.odd.rows, engine, odd=odd)
    known = replace(rules, days=days)
    sifted = first if days == (EARLIEST, LATEST) else _sifted(found, known, engine)
    if sifted.odd.faults.height and sifted.refunds:  # one may be of a sale that is set aside
        usual = ~is_nameless_refund(columns) & columns.get(ORDINARY, nw.lit(value=True))
        sifted = _sifted(replace(found, columns=columns | {ORDINARY: usual}), known, engine)
    return replace(sifted, report=in_files(sifted.report, location))


def _with_ordinary(
    columns: Columns,
    kinds: Mapping[str, DType],
    headers: Mapping[str, str],
    rules: Rules,
    sums: pl.DataFrame,
    spoilt: Sequence[str],
) -> Columns:
    """Return columns with ORDINARY where some row may not be: of a status, one of `sums` or `spoilt`."""
    columns = columns | ordinary(kinds, headers, rules)
    if ORDINARY in columns:  # what a row below 0 takes back may have earned nothing in the first place
        columns[ORDINARY] &= ~(columns["revenue"] < 0).fill_null(value=False)
    if sums.height:
        columns[ORDINARY] = ~is_one_of(sums, headers) & columns.get(ORDINARY, nw.lit(value=True))
    if spoilt:
        usual = columns.get(ORDINARY, nw.lit(value=True))
        columns[ORDINARY] = usual & ~columns["influencer_id"].is_in(spoilt).fill_null(value=False)
    return columns


def _sifted(found: Found, rules: Rules, engine: Engine) -> Sifted:
    location, headers, columns, again = found.location, found.headers, found.columns, found.again
    facts = facts_of(found.alone, columns, headers, rules, engine)
    if not facts["read"] and again is None:
        raise refusal("no_rows", location.name, "there are no rows. Export it again, with its rows.")
    odd = facts["plain"] < facts["read"] or again is not None
    known = replace(rules, has_revenue=facts["plain"] > 0)
    cleaned = _cleaned(found, engine, known) if odd else _nothing_odd(found, rules.currency)
    rows = found.alone.filter(plain(columns, headers, rules.days)) if odd else found.raw
    facts["negative"] += cleaned.rows.filter(pl.col("orders") < 0).height
    kept = _orders(rows, columns, headers, facts)
    if cleaned.rows.height:
        lent = engine.lend(as_typed(cleaned.rows, kept.collect_schema().names()))
        kept = nw.concat([kept, lent], how="vertical")
    ids = pl.DataFrame(schema={KEY: pl.String}) if again is None else again
    notes = (*cleaned.notes, *notes_on(facts, cleaned, location, headers, found.totals))
    report = replace(cleaned, counts=counts_of(cleaned, facts, location), notes=notes)
    return Sifted(kept, headers, ids, cleaned, report, int(facts["refund"]))


def _headers(names: Sequence[str], location: OrdersLocation, rules: Rules) -> dict[str, str]:
    written = [re.sub(_AGAIN, "", name) for name in names] if location.form == "csv" else names
    refuse_export(written, ORDERS, location.name, rules.currency)
    places = match_columns(ORDERS, written, location.name, currency=rules.currency)
    return {name: names[at] for name, at in places.items()}


def _standing_alone(
    raw: EngineRows, headers: Mapping[str, str], again: pl.DataFrame | None, engine: Engine
) -> EngineRows:
    """Return rows without those whose order id stands more than once: which of them stays, cleaning says."""
    if again is None:
        return raw
    return raw.join(engine.lend(again), left_on=headers[KEY], right_on=KEY, how="anti")


def _orders(
    rows: EngineRows, columns: Columns, headers: Mapping[str, str], facts: Mapping[str, float]
) -> EngineRows:
    """Return plain rows as orders; what no row needs is not worked out for each of them."""
    orders = columns["orders"]
    if facts["absent"] or facts["absent_refund"]:
        orders = counted(columns, headers)
    filled = columns | {"orders": orders}
    if facts["negative"]:
        filled["weight"] = orders.clip(lower_bound=0.0)
    return rows.select(**{name: filled[name] for name in _ORDER if name in filled})


def _cleaned(found: Found, engine: Engine, rules: Rules) -> Cleaned:
    """Return what becomes of odd rows, by the way every other table goes."""
    odd = _odd_rows(found, engine, rules)
    alone: nw.DataFrame[pl.DataFrame] = nw.from_native(odd, eager_only=True)
    totals = (
        alone.filter(is_one_of(found.totals, found.headers))[_LINE].to_list() if found.totals.height else []
    )
    files = odd[_FILE].str.strip_prefix(f"{found.location.root}/") if _FILE in odd.columns else None
    lines, frame = odd[_LINE], odd.drop(_LINE, _FILE, strict=False)
    sheet = frame_sheet(frame, found.location.name)
    rows, faults = (
        one.with_columns(lines.gather(one["line"] - 1).cast(pl.UInt32).alias("line"))
        for one in (sheet.rows, sheet.faults)
    )
    known = replace(rules, totals=tuple(totals), files=files)
    in_place = replace(sheet, rows=rows, faults=faults, raw=partial(standing, lines, sheet.raw))
    cleaned = clean(in_place, ORDERS, known)
    return replace(cleaned, rows=marked(cleaned.rows, found.lookups))


def _odd_rows(found: Found, engine: Engine, rules: Rules) -> pl.DataFrame:
    """Return odd rows as they stand, each with its number; those of a warehouse have none of their own."""
    location = found.location
    file = _FILE if len(location.files) > 1 else None
    raw: EngineRows = (
        nw.from_native(scanned(location, _LINE, file)) if location.files else engine.orders(location)
    )
    names = [name for name in raw.collect_schema().names() if name not in (_LINE, _FILE)]
    headers = _headers(names, location, rules)
    odd = ~plain(found.columns, headers, rules.days)
    if found.again is not None:
        odd |= found.columns[KEY].is_in(found.again[KEY].to_list())
    rows = raw.filter(odd)
    if not location.files:
        return engine.fetch(rows).with_row_index(_LINE, offset=1)
    native: pl.LazyFrame = rows.to_native()
    return native.collect().sort(_LINE)


def _nothing_odd(found: Found, currency: str) -> Cleaned:
    location, names = found.location, found.raw.collect_schema().names()
    sheet = Sheet(location.name, "", (*map(str.strip, names),), pl.DataFrame(), lambda _: [])
    matched = {name: names.index(header) for name, header in found.headers.items()}
    remarks = file_notes(sheet, ORDERS, matched, 0, currency)
    notes = tuple(Note(ORDERS.name, location.name, code, text) for code, text in remarks)
    return Cleaned(NO_ORDERS, Counts(location.name, 0, 0), pl.DataFrame(schema=SET_ASIDE), notes)


def as_typed(rows: pl.DataFrame, names: Container[str] = _ORDER) -> pl.DataFrame:
    """Return cleaned orders with the columns typed orders have, those of `names`."""
    weighed = rows.with_columns(weight=pl.col("orders").clip(lower_bound=0))
    return weighed.rename({"user_id": CUSTOMER}).select(name for name in _ORDER if name in names)
