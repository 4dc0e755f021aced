"""Says which files of a folder are read by a known format, or by what its mapping says."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path

from influencer_roi.intake.clean import Rules
from influencer_roi.intake.converting import converted
from influencer_roi.intake.converting.as_mapped import orders_of, readings_of
from influencer_roi.intake.exports import EXPORTS, Export, Reading, recognised
from influencer_roi.intake.folder import MAPPING, Source, find_sources, has_sources, stem, table_named
from influencer_roi.intake.mapping import NO_FORMAT, Mapped, MappingFile, bad_mapping, nearest_header
from influencer_roi.intake.read import Sheet, read_with_header
from influencer_roi.intake.read.top import first_cells, headers_in
from influencer_roi.intake.read.workbook import sheet_names
from influencer_roi.model.headers import in_another_currency, lacking, named_by
from influencer_roi.model.report import Problem, Refused
from influencer_roi.model.schema import ORDERS, Table
from influencer_roi.settings import CURRENCY, MOST_BYTES, DateOrder

IsHeader = Callable[[Sequence[str]], bool]


@dataclass(frozen=True)
class Claim:
    """A file, or sheet of a workbook, that is read as `form`: how, by table, below which header.

    `export` is the known format it is of, if any, whose file has `headers`; `orders` are those of day and
    month by table. In `zone` an instant is a day; a known format has none, and the day as written.
    """

    source: Source
    form: str
    readings: Mapping[str, Reading]
    is_header: IsHeader
    export: Export | None = None
    headers: Sequence[str] = ()
    orders: Mapping[str, DateOrder | None] = field(default_factory=dict)
    zone: str | None = None

    def by(self, rules: Rules) -> "Claim":
        """Return it read by the rules of files of our own columns: one of no known format has their days."""
        orders = {name: order or rules.order for name, order in self.orders.items()}
        return self if self.export else replace(self, orders=orders, zone=rules.zone)

    def sheet(self, table: Table, *, most: int = MOST_BYTES, currency: str = CURRENCY) -> Sheet:
        """Return what it gives of a table.

        Raises:
            Refused: it cannot be read, or gives too little.
        """
        return self.converted(self.read(most=most, currency=currency), table)

    def read(self, *, most: int = MOST_BYTES, currency: str = CURRENCY) -> Sheet:
        """Return it as text, as it stands there.

        Raises:
            Refused: it cannot be read.
        """
        path, name = self.source.path, self.source.sheet
        return read_with_header(path, self.is_header, sheet=name, most=most, currency=currency)

    def converted(self, sheet: Sheet, table: Table) -> Sheet:
        """Return what a sheet of it gives of a table.

        Raises:
            Refused: it gives too little.
        """
        order, reading = self.orders.get(table.name), self.readings[table.name]
        return converted(sheet, table, reading, form=self.form, order=order, zone=self.zone)


def claims_of(
    files: Sequence[Path],
    folder: Path,
    mapping: MappingFile,
    *,
    known: Sequence[Export] = EXPORTS,
    currency: str = CURRENCY,
) -> tuple[Claim, ...]:
    """Return which of the files are read by a mapping, or by a `known` format; a mapping comes first.

    Raises:
        Refused: a table, column, file or header a mapping names is not there; it says every such thing.
    """
    problems = [*mapping.problems]
    named: dict[Path, list[Mapped]] = {}
    for one in mapping.tables:
        for path in _files_of(one, files, folder, problems):
            named.setdefault(path, []).append(one)
    is_export = partial(_is_known, known=known, currency=currency)
    claims = [
        claim for path, ones in named.items() for claim in _mapped(path, ones, is_export, problems, currency)
    ]
    if problems:
        raise Refused(problems)
    others = [path for path in files if path not in named and path.is_file()] if known else []
    others = [path for path in others if not _is_ours(path, currency)]
    return (*claims, *(claim for path in others for claim in _recognised(path, is_export, currency)))


def claim_of_frame(
    name: str, headers: Sequence[str], *, known: Sequence[Export] = EXPORTS, currency: str = CURRENCY
) -> Claim | None:
    """Return how a frame of these headers is read by a `known` format, None where it is of none."""
    is_export = partial(_is_known, known=known, currency=currency)
    export = recognised(headers, currency) if is_export(headers) else None
    return Claim(Source(Path(name)), export.form, export.gives, is_export, export) if export else None


def _is_known(headers: Sequence[str], *, known: Sequence[Export], currency: str) -> bool:
    return recognised(headers, currency) in known


def _files_of(mapped: Mapped, files: Sequence[Path], folder: Path, problems: list[Problem]) -> list[Path]:
    if not mapped.file:
        found = _by_name(mapped.table, files, folder)
        return found or _not_there(mapped, f"a file of {mapped.table.name}", files, problems)
    pattern = mapped.file.casefold()
    names = {path: {path.name.casefold(), path.relative_to(folder).as_posix().casefold()} for path in files}
    found = [path for path in files if pattern in names[path]]
    found = found or [path for path in files if any(fnmatchcase(name, pattern) for name in names[path])]
    return found or _not_there(mapped, f'"{mapped.file}"', files, problems)


def _by_name(table: Table, files: Sequence[Path], folder: Path) -> list[Path]:
    """Return the files found by a table's name: their own, or that of the folder of orders they lie in."""
    beside = [path for path in files if path.parent == folder]
    inside = [path for path in files if path.parent != folder] if table is ORDERS else []
    found = find_sources(table, beside, folder) if has_sources(table, beside) else ()
    return [*(source.path for source in found), *inside]


def _not_there(mapped: Mapped, what: str, files: Sequence[Path], problems: list[Problem]) -> list[Path]:
    stems = {path.stem: path.name for path in files}
    near = nearest_header(Path(mapped.file).stem, [*stems]) if mapped.file else ""
    meant = f' Is it "{stems[near]}"?' if near else ""
    text = f"{mapped.table.name} names {what}, which is not in the folder.{meant} Put it there."
    problems.append(bad_mapping(text))
    return []


def _is_ours(path: Path, currency: str) -> bool:
    """Return whether the first line of a file names every column of the table it is named after."""
    table = table_named(stem(path))
    cells = first_cells(path) if table else []
    return table is not None and bool(cells) and not lacking(table, cells, currency)


def _recognised(path: Path, is_export: IsHeader, currency: str) -> Iterator[Claim]:
    for sheet, headers in headers_in(path, is_export):
        export = recognised(headers, currency)
        if export is not None:
            yield Claim(Source(path, sheet), export.form, export.gives, is_export, export, headers)


def _mapped(
    path: Path, mapped: Sequence[Mapped], is_export: IsHeader, problems: list[Problem], currency: str
) -> Iterator[Claim]:
    """Yield how a file is read: sheets by what is said of each, the others of a workbook as known formats."""
    known = [*_recognised(path, is_export, currency)]
    of_sheets: dict[str, list[Mapped]] = {}
    for one in mapped:
        of_sheets.setdefault(one.sheet, []).append(one)
    for sheet, ones in of_sheets.items():
        own = [claim for claim in known if not sheet or _same(claim.source.sheet, sheet)]
        formless = any(one.format == NO_FORMAT for one in ones)
        yield from _mapped_sheet(path, sheet, ones, () if formless else own, problems, currency)
    if "" not in of_sheets:
        yield from (one for one in known if not any(_same(one.source.sheet, sheet) for sheet in of_sheets))


def _mapped_sheet(
    path: Path,
    sheet: str,
    mapped: Sequence[Mapped],
    known: Sequence[Claim],
    problems: list[Problem],
    currency: str,
) -> Iterator[Claim]:
    for claim in known[:1]:
        readings = {**claim.readings, **readings_of(mapped, claim.readings)}
        problems += _missing(path, mapped, claim.headers, currency)
        yield replace(claim, readings=readings, orders=orders_of(mapped))
        return
    wanted = [header for one in mapped for header in one.headers.values()]

    def is_header(cells: Sequence[str]) -> bool:
        return bool(wanted) and all(len(named_by(header, cells, currency)) == 1 for header in wanted)

    found = [one for one in headers_in(path, is_header) if not sheet or _same(one[0], sheet)]
    names = sheet_names(path) if sheet else []
    if sheet and not any(_same(name, sheet) for name in names):
        problems.append(
            bad_mapping(f'"{sheet}" is no sheet of {path.name}, which has {", ".join(names) or "none"}.')
        )
    elif not found:
        problems += _missing(path, mapped, _nearest_names(path, wanted, currency), currency)
        nameless = [one.table.name for one in mapped if not one.headers]
        text = f"names no header of {path.name}. Say which is which column."
        problems += [bad_mapping(f"{name} {text}") for name in nameless]
    for name, headers in found[:1]:
        problems += _missing(path, mapped, headers, currency)
        form = f"what {MAPPING} says of it"
        yield Claim(Source(path, name), form, readings_of(mapped, {}), is_header, orders=orders_of(mapped))


def _same(name: str, other: str) -> bool:
    """Return whether two names of sheets are one."""
    return name.strip().casefold() == other.strip().casefold()


def _missing(path: Path, mapped: Sequence[Mapped], there: Sequence[str], currency: str) -> Iterator[Problem]:
    """Yield every header a file has not, with the nearest, or has several of, or in another currency."""
    for one in mapped:
        for name, header in one.headers.items():
            found = named_by(header, there, currency)
            if len(found) != 1:
                near = found or [near for near in [nearest_header(header, there)] if near]
                has = " and ".join(f'"{one}"' for one in near) or ", ".join(there[:20]) or "no header"
                has = f"has {has}{'; say which' if found else ''}"
                yield bad_mapping(f'{one.table.name}.{name} is "{header}"; {path.name} {has}.')
            elif other := in_another_currency(one.table.column(name), found, currency):
                yield bad_mapping(f"{one.table.name}.{name} of {path.name}: {other}")


def _nearest_names(path: Path, wanted: Sequence[str], currency: str) -> Sequence[str]:
    """Return the record of a file that has one of these headers, else its first of several cells."""

    def has_one(cells: Sequence[str]) -> bool:
        return any(named_by(header, cells, currency) for header in wanted)

    found = headers_in(path, has_one)
    found = found or headers_in(path, lambda cells: len([cell for cell in cells if cell]) > 1)
    return found[0][1] if found else ()
