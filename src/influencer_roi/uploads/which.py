"""Tells which table each file, or sheet of a workbook, is that was brought."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path

from influencer_roi.intake.codes import CODE_TABLE
from influencer_roi.intake.converting.as_mapped import readings_of
from influencer_roi.intake.exports import Reading, recognised
from influencer_roi.intake.folder import BESIDE, MAPPING, stem, table_named
from influencer_roi.intake.mapping import NO_FORMAT, Mapped, mapped_in
from influencer_roi.model.headers import known_headers, lacking
from influencer_roi.model.report import Refused
from influencer_roi.model.schema import TABLES
from influencer_roi.pages.publish.seen import LEAVE_OUT
from influencer_roi.store.staged import Staged
from influencer_roi.store.upload import Way
from influencer_roi.uploads.answers import Answer, Answers, remembered
from influencer_roi.uploads.peek import Top, tops_of

_LEAST = 2  # columns by which a file is known for a table's


@dataclass(frozen=True)
class Found:
    """The top of one file or sheet, what was said of it, and whether that was of another with its headers.

    `readings` are how a known format, or a mapping that was brought, has it read, by table; `form` is what it
    is then called. `tables` are those it holds, LEAVE_OUT for one that is not read, none where nobody can
    tell.
    """

    top: Top
    answer: Answer
    remembered: bool = False
    readings: Mapping[str, Reading] = field(default_factory=dict)
    form: str = ""
    is_mapped: bool = False
    tables: tuple[str, ...] = ()


def found_in(staged: Staged, answers: Answers) -> list[Found]:
    """Return every file or sheet that may hold a table, and which it is."""
    mapping = _brought_mapping(staged)
    there = [_found(staged, top, answers, mapping) for top in tops(staged)]
    sure = [_sure(one, there) for one in there]
    known = {name for tables in sure for name in tables or ()} | _parts(staged)
    lacking = staged.upload.way is Way.ALONE and not known >= {table.name for table in TABLES}
    found = []
    for one, tables in zip(there, sure, strict=True):
        likely = _likely(one, known, asks=lacking) if tables is None else tables
        known |= {*likely}
        found.append(replace(one, tables=likely))
    return found


def tops(staged: Staged) -> list[Top]:
    """Return the top of each file or sheet that may hold a table; parts in a folder are read as they are."""
    files = [name for name in staged.names() if "/" not in name and name.casefold() not in (*BESIDE, MAPPING)]
    return [top for name in files for top in tops_of(staged.dropped / name) if len(top.headers) > 1]


def _parts(staged: Staged) -> set[str]:
    """Return the tables whose parts lie in a folder."""
    named = (table_named(name.partition("/")[0]) for name in staged.names() if "/" in name)
    return {table.name for table in named if table is not None}


def _brought_mapping(staged: Staged) -> Sequence[Mapped]:
    """Return what a mapping says that was brought; nothing where it cannot be read, which the build says."""
    with suppress(OSError, UnicodeDecodeError, Refused):
        return mapped_in((staged.dropped / MAPPING).read_text("utf-8-sig"))
    return ()


def _found(staged: Staged, top: Top, answers: Answers, mapping: Sequence[Mapped]) -> Found:
    before = None if top.name in answers.sheets else remembered(staged.root, top.headers)
    answer = answers.sheets.get(top.name) or before or Answer()
    mapped = [one for one in mapping if _is_about(one, top)]
    formless = answer.refused or any(one.format == NO_FORMAT for one in mapped)
    export = None if formless else recognised(top.headers)
    gives = export.gives if export else {}
    form = export.form if export else f"{MAPPING} says" if mapped else ""
    readings = {**gives, **readings_of(mapped, gives)}
    return Found(top, answer, before is not None, readings, form, is_mapped=bool(mapped))


def _is_about(mapped: Mapped, top: Top) -> bool:
    """Return whether a mapping is about a file: named there, or by its own name where none is."""
    if mapped.sheet and mapped.sheet.strip().casefold() != top.sheet.strip().casefold():
        return False
    if mapped.file:
        return fnmatchcase(top.file.casefold(), mapped.file.casefold())
    return table_named(stem(Path(top.file))) is mapped.table


def _sure(one: Found, others: Sequence[Found]) -> tuple[str, ...] | None:
    """Return the tables a file is by what was said, its format or its name; None where none of them tells."""
    if one.readings:
        return (*one.readings,)
    if one.answer.table:
        return (one.answer.table,)
    beside = [other for other in others if other.top.file == one.top.file]
    if _is_code_table(one.top):
        return (CODE_TABLE.name,)
    own = table_named(one.top.sheet) if one.top.sheet else None
    if own is None and (len(beside) == 1 or not one.top.sheet):
        own = table_named(stem(Path(one.top.file)))
    return (own.name,) if own else None


def _is_code_table(top: Top) -> bool:
    """Return whether a file says whose codes are, and little else."""
    columns = known_headers(CODE_TABLE, top.headers)
    is_a_table = any(not lacking(table, top.headers) for table in TABLES)
    return len(columns) >= _LEAST and len(columns) * 2 >= len(top.headers) and not is_a_table


def _likely(one: Found, known: set[str], *, asks: bool) -> tuple[str, ...]:
    """Return the table a file is by its headers; a further sheet of a workbook only where that is lacking."""
    counts = {table.name: len(set(known_headers(table, one.top.headers).values())) for table in TABLES}
    best = max(counts, key=lambda name: counts[name])
    clear = counts[best] >= _LEAST and [*counts.values()].count(counts[best]) == 1
    if not one.top.sheet:
        return (best,) if clear else ()
    if clear and best not in known:
        return (best,)
    return () if asks else (LEAVE_OUT,)
