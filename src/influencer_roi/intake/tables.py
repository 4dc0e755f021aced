"""Takes tables in: how, with what progress, and every row of them typed or set aside."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import polars as pl

from influencer_roi.intake.clean import Cleaned, Rules, clean
from influencer_roi.intake.codes import Codes, codes_of
from influencer_roi.intake.handles import handle_in, parts_of
from influencer_roi.intake.keys import Meaning, meaning_of
from influencer_roi.intake.read import Sheet
from influencer_roi.model.notation import grouped
from influencer_roi.model.report import Counts, Problem, Refused, Report, or_refused
from influencer_roi.model.schema import INFLUENCERS, ORDERS, PAYOUTS, TABLES, Table
from influencer_roi.settings import CURRENCY, MOST_BYTES, ZONE, DateOrder, Engine, Exports, Pending, Settings
from influencer_roi.threads import start

Progress = Callable[[str, float], None]
Named = Mapping[str, pl.DataFrame]  # by column, names and how many rows say each


def silent(step: str, done: float) -> None:
    """Hear of progress and do nothing."""


@dataclass(frozen=True)
class Intake:
    """How data is taken in.

    `most` is the largest file in bytes, `order` that of day and month where no date proves one. `progress`
    hears of each step in words, and of the part done by then, from 0 to 1. `engine` is what rolls orders up;
    None is Polars, and only where they are better left where they lie. `orders` is the address of a table in
    a warehouse that holds them instead of a file. Amounts are in `currency`, an instant falls on its day in
    `zone`, `pending` says what becomes of rows whose money is waited for, and `exports` whether known
    formats are recognised.
    """

    most: int = MOST_BYTES
    order: DateOrder | None = None
    progress: Progress = silent
    engine: Engine | None = None
    orders: str = ""
    currency: str = CURRENCY
    zone: str = ZONE
    pending: Pending = "count"
    exports: Exports = "on"

    @classmethod
    def of(cls, settings: Settings, progress: Progress = silent) -> "Intake":
        """Return how data is taken in under these settings."""
        return cls(
            most=settings.most,
            order=settings.date_order,
            progress=progress,
            engine=settings.engine,
            orders=settings.orders,
            currency=settings.currency,
            zone=settings.zone,
            pending=settings.pending,
            exports=settings.exports,
        )

    @property
    def rules(self) -> Rules:
        """How cells are read."""
        return Rules(self.order, self.currency, self.zone, self.pending)

    @property
    def identity(self) -> str:
        """What a ledger depends on beside its data and the code."""
        return f"{self.order} {self.currency} {self.zone} {self.pending} {self.exports}"


def cleaned_tables(
    sheet_of: Callable[[Table], Sheet],
    intake: Intake,
    tables: Sequence[Table] = TABLES,
    *,
    codes: pl.DataFrame,
) -> dict[str, Cleaned]:
    """Return each table, cleaned, by name; orders, the longest by far, are read beside the others.

    `codes` are the rows of the code table, which name an influencer too.

    Raises:
        Refused: some table cannot be read, lacks a column or has no row left; it names every problem, those
            of codes too.
    """
    found: dict[str, Cleaned | Refused] = {}
    known: frozenset[str] | None = None

    def read(table: Table) -> Cleaned:
        return clean(sheet_of(table), table, replace(intake.rules, influencers=known))

    if INFLUENCERS in tables:
        found[INFLUENCERS.name] = people = or_refused(lambda: read(INFLUENCERS))
        known = known_names(people, codes["code"]) if isinstance(people, Cleaned) else None
    begun = {table.name: start(read, table) for table in tables if table is ORDERS}
    for table in sorted((one for one in tables if one.name not in found), key=lambda one: one.name in begun):
        intake.progress(f"reading {table.name}", 0.1 * len(found))
        reading = begun[table.name].result if table.name in begun else partial(read, table)
        found[table.name] = or_refused(reading)
    return _all_cleaned({table.name: found[table.name] for table in tables}, codes)


def named_of(cleaned: Mapping[str, Cleaned]) -> Named:
    """Return the brands and platforms that only rows name which are no rows of the tables."""
    found: dict[str, list[pl.DataFrame]] = {}
    for one in cleaned.values():
        for column, names in one.named.items():
            found.setdefault(column, []).append(names)
    return {column: pl.concat(names) for column, names in found.items()}


def _all_cleaned(found: Mapping[str, Cleaned | Refused], codes: pl.DataFrame) -> dict[str, Cleaned]:
    """Return tables of which each was read and has enough; else every problem is named at once."""
    cleaned = {name: one for name, one in found.items() if isinstance(one, Cleaned)}
    problems = [problem for one in found.values() if isinstance(one, Refused) for problem in one.problems]
    problems += [
        nothing_kept(one.counts, one.faults) for name, one in cleaned.items() if not _has_enough(name, one)
    ]
    if problems:
        raise Refused([*problems, *_problems_of_codes(cleaned.get(INFLUENCERS.name), codes)])
    return cleaned


def _problems_of_codes(people: Cleaned | None, codes: pl.DataFrame) -> tuple[Problem, ...]:
    found = or_refused(lambda: people and known_by(people, codes))
    return found.problems if isinstance(found, Refused) else ()


def _has_enough(name: str, one: Cleaned) -> bool:
    """Return whether a table has a row; of payouts, all may be left out: then nobody was paid."""
    return bool(one.counts.kept) or (name == PAYOUTS.name and one.faults.is_empty())


def aliases_of(people: Cleaned) -> pl.DataFrame:
    """Return one row per `alias` and its `id`: the handles and codes of every profile of an influencer.

    A cell that holds several codes is an alias, as is each of them.
    """
    profiles = pl.concat([people.rows, people.again]) if people.again.height else people.rows
    if all(profiles[name].null_count() == profiles.height for name in ("handle", "code")):
        return pl.DataFrame(schema={"id": pl.String, "alias": pl.String})
    handles, codes = (profiles.select("id", alias=name).drop_nulls() for name in ("handle", "code"))
    several = codes.filter(pl.col("alias").str.contains(r"[\s,;|&+/]"))
    parts = [(id_, part) for id_, cell in several.iter_rows() for part in parts_of(cell)]
    of_several = pl.DataFrame(parts, schema=codes.schema, orient="row")
    return pl.concat([handles, codes, of_several]).unique(maintain_order=True)


def known_by(people: Cleaned, written: pl.DataFrame) -> tuple[pl.DataFrame, Meaning, Codes]:
    """Return people's aliases, what a text means among them, and whose each code is.

    Codes are those of the influencers file and of the rows `written` in the code table.

    Raises:
        Refused: a code is two influencers' on one day, or its last day is before its first.
    """
    aliases = aliases_of(people)
    meaning = meaning_of(people.rows["id"], aliases)
    return aliases, meaning, codes_of([people.rows, people.again], written, meaning)


def reported(cleaned: Mapping[str, Cleaned], unowned: pl.DataFrame, currency: str) -> Report:
    """Return what became of every row of the four tables; `unowned` are codes that are nobody's."""
    every = cleaned.values()
    return Report(
        counts={table.name: cleaned[table.name].counts for table in TABLES},
        faults=pl.concat([one.faults for one in every]),
        notes=tuple(note for one in every for note in one.notes),
        left_out=pl.concat([one.reasons for one in every]),
        unowned=unowned,
        currency=currency,
    )


def known_names(people: Cleaned, codes: Iterable[str] = ()) -> frozenset[str]:
    """Return the ids, handles and codes that are known, in small letters."""
    ids = people.rows["id"]
    odd = ids.filter(ids.str.contains("[@/]"))
    named = (*odd, *aliases_of(people)["alias"], *codes)
    return frozenset((*ids.str.to_lowercase().to_list(), *map(handle_in, named)))


def nothing_kept(counts: Counts, faults: pl.DataFrame) -> Problem:
    """Return why a table without a row left is refused."""
    if faults.is_empty():
        every = f"every one of its {grouped(counts.read)} rows"
        text = f"{every} earned nothing and is left out. Check their status."
        return Problem("nothing_kept", counts.file, text)
    line, reason, value, fix = faults.select("line", "reason", "value", "fix").row(0)
    written = f": '{value}'" if value else ""
    text = (
        f"every one of its {grouped(counts.read)} rows was set aside. "
        f"The first (line {line}) has {reason}{written}. {fix} Check that this is the right file."
    )
    return Problem("nothing_kept", counts.file, text)
