"""Says what a data folder, or frames by name, give: a sheet of each table, and what lies beside them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from influencer_roi.intake.beside import no_parts, not_counted, sheets_beside, unread_files
from influencer_roi.intake.brands import brands_of, read_brands
from influencer_roi.intake.codes import codes_in_sheet, no_codes, read_codes
from influencer_roi.intake.converting.claims import Claim, claim_of_frame, claims_of
from influencer_roi.intake.converting.sheets import Converted, together
from influencer_roi.intake.exports import EXPORTS
from influencer_roi.intake.folder import (
    BRANDS,
    MAPPING,
    Source,
    exact_first,
    find_sources,
    has_sources,
    is_beside,
    named_beside,
    named_sheets,
    table_files,
    unread,
    unread_sheets,
)
from influencer_roi.intake.location import (
    OrdersLocation,
    data_files,
    files_of,
    is_alike,
    is_large,
    is_packed,
    is_small,
    require_utf8,
    without_repeats,
)
from influencer_roi.intake.mapping import MappingFile, read_mapping
from influencer_roi.intake.missing import missing
from influencer_roi.intake.parts import Read, read_table
from influencer_roi.intake.parts.joining import joined
from influencer_roi.intake.read import Sheet, frame_sheet
from influencer_roi.intake.remarks.wording import some
from influencer_roi.intake.tables import Intake
from influencer_roi.model.names import Spellings
from influencer_roi.model.report import Note, Problem, Refused, refusal
from influencer_roi.model.schema import ORDERS, TABLES, Table

_BESIDE = ("brands", "codes")  # frames that are no tables


@dataclass(frozen=True)
class Given:
    """What is to be taken in: a sheet of each table, where orders lie that are left there, brands' spellings.

    `codes` has the rows of the code table; `beside` gives the notes on what lies beside, once the tables were
    read.
    """

    sheet_of: Callable[[Table], Sheet]
    location: OrdersLocation | None = None
    brands: Spellings | None = None
    codes: pl.DataFrame = field(default_factory=no_codes)
    beside: Callable[[], Iterable[Note]] = tuple


@dataclass(frozen=True)
class _Own:
    """The files of our own columns, and what was `used` of them by table."""

    files: Sequence[Path]
    folder: Path
    intake: Intake
    claimed: Sequence[Source] = ()
    used: dict[str, Read] = field(default_factory=dict)

    def has(self, table: Table) -> bool:
        """Return whether a file, or a sheet that nothing claims, may hold a table by its name."""
        return bool(self._sources(table))

    def _sources(self, table: Table) -> list[Source]:
        """Return what may hold a table by its name, a folder as its files, or as itself without any."""
        if not has_sources(table, self.files):
            return []
        found = [one for one in find_sources(table, self.files, self.folder) if one not in self.claimed]
        parts = (Source(part, one.sheet) for one in found for part in data_files(one.path) or (one.path,))
        return exact_first(parts, table)

    def sheets(self, table: Table) -> Sequence[Sheet]:
        """Return the sheets of a table, noting which they are; their texts are as large as the files."""
        found, most = self._sources(table), self.intake.most
        if not found:
            raise refusal("file_missing", str(self.folder), missing(table, self.files, self.folder))
        read = read_table(found, table, most=most, place=str(self.folder), currency=self.intake.currency)
        self.used[table.name] = replace(read, sheets=())
        return read.sheets


def given_by_folder(folder: Path, intake: Intake) -> Given:
    """Return what a folder gives.

    Raises:
        Refused: there is no such folder, or what is said of its files cannot be so.
    """
    every = table_files(folder)
    files = [path for path in every if not is_beside(path)]
    mapping = read_mapping(folder)
    claims = _claims(files, folder, mapping, intake)
    rest = _unclaimed(files, claims)
    converted = Converted(claims, intake.most, intake.currency)
    claimed = [claim.source for claim in claims]
    whole = [path for path in rest if all(path != source.path for source in claimed)]
    location = _location(whole, folder, intake, exported=converted.gives(ORDERS))
    own = _Own(rest, folder, intake, claimed)

    def sheet_of(table: Table) -> Sheet:
        mine = own.sheets(table) if own.has(table) or not converted.gives(table) else []
        return joined(converted.sheets(table, beside=mine), table)

    def beside() -> Iterable[Note]:
        named = [source for read in own.used.values() for source in (*read.used, *read.others)]
        left = [location.root] if location and location.root else []
        yield from (Note(one.table.name, MAPPING, "mapping", one.sentence) for one in mapping.tables)
        yield from no_parts(own.used, location)
        yield from not_counted(location, claims)
        others = [path for path in every if path not in rest]
        read = [*(source.path for source in (*named, *claimed)), *left, *others, folder / MAPPING]
        sheets = [*named, *claimed, *sheets_beside(folder)]
        yield from unread_files([*unread(folder, read), *unread_sheets(sheets)], folder)

    return Given(
        sheet_of,
        location,
        _brands(folder, intake),
        read_codes(folder, most=intake.most, rules=intake.rules),
        beside,
    )


def _location(
    files: Sequence[Path], folder: Path, intake: Intake, *, exported: bool
) -> OrdersLocation | None:
    """Return where orders lie that are left there; few of our own are read where exports have some too."""
    if intake.orders:
        return OrdersLocation(address=intake.orders)
    location = _large_orders(files, folder, intake)
    return None if location and exported and is_small(location.files) else location


def _brands(folder: Path, intake: Intake) -> Spellings | None:
    """Return the spellings of brands that lie beside the tables, the first of several; None without any."""
    found = named_beside(BRANDS, folder)
    return read_brands(found[0].path, sheet=found[0].sheet, most=intake.most) if found else None


def _claims(files: Sequence[Path], folder: Path, mapping: MappingFile, intake: Intake) -> tuple[Claim, ...]:
    """Return what formats and mapping.toml make of files; a folder of orders is read as its files."""
    known = EXPORTS if intake.exports == "on" else ()
    every = [part for path in files for part in data_files(path)]
    found = claims_of(every, folder, mapping, known=known, currency=intake.currency)
    return tuple(claim.by(intake.rules) for claim in found)


def given_by_frames(frames: Mapping[str, pl.DataFrame], intake: Intake) -> Given:
    """Return what frames by name give: of our columns under the name of their table, else of a known format.

    Raises:
        Refused: a table is missing, or a frame has no rows.
    """
    sheets = {name: frame_sheet(frame, name) for name, frame in frames.items() if name not in _BESIDE}
    known = EXPORTS if intake.exports == "on" else ()
    claims = {
        name: claim
        for name, sheet in sheets.items()
        if (claim := claim_of_frame(name, sheet.headers, known=known, currency=intake.currency))
    }
    given = {name for claim in claims.values() for name in claim.readings} | (sheets.keys() - claims.keys())
    names = ", ".join(table.name for table in TABLES)
    text = f"no such frame was given. Give all of {names}."
    if lacking := [Problem("file_missing", one.name, text) for one in TABLES if one.name not in given]:
        raise Refused(lacking)

    def sheet_of(table: Table) -> Sheet:
        own = [sheets[table.name]] if table.name in sheets and table.name not in claims else []
        theirs = [
            (claim, claim.converted(replace(sheets[name], currency=intake.currency), table))
            for name, claim in claims.items()
            if table.name in claim.readings
        ]
        return joined(together(theirs, table, own=own), table)

    brands = brands_of(frame_sheet(frames["brands"], "brands")) if "brands" in frames else None
    codes = frames.get("codes")
    written = no_codes() if codes is None else codes_in_sheet(frame_sheet(codes, "codes"), intake.rules)
    return Given(sheet_of, brands=brands, codes=written)


def _unclaimed(files: Sequence[Path], claims: Sequence[Claim]) -> list[Path]:
    """Return files no format and no mapping reads; a folder of orders is read by one as a whole, or not.

    A workbook is among them while one of its sheets is named after a table and is not claimed.

    Raises:
        Refused: some parts of a folder of orders are of a known format, and others are not.
    """
    sources = [claim.source for claim in claims]
    claimed = {source.path for source in sources}
    rest = []
    for path in files:
        parts = data_files(path)
        others = [part.name for part in parts if part not in claimed]
        if len(others) == len(parts) or any(one not in sources for one in named_sheets(path)):
            rest.append(path)
        elif others:
            form = next(claim.form for claim in claims if claim.source.path in parts)
            text = f"a part of its files is each {form}, and {some(others)} is none. Keep one kind there."
            raise refusal("two_candidates", path.name, text)
    return rest


def _large_orders(files: Sequence[Path], folder: Path, intake: Intake) -> OrdersLocation | None:
    """Return where orders lie that are better left there; None of others, and of few that are unlike."""
    try:
        (orders,) = find_sources(ORDERS, files, folder)
    except (Refused, ValueError):
        return None  # said with all other problems, once the tables are read
    parts = data_files(orders.path)
    if not is_large(orders.path) or (is_small(parts) and any(map(is_packed, parts))):
        return None
    location = files_of(orders.path)
    if not is_small(parts):
        require_utf8(location)
        return location
    return without_repeats(location) if is_alike(location, intake.currency) else None
