"""Works out which of their columns is which of ours, file by file, and writes the mapping that says so."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from influencer_roi.intake.converting.theirs import Cells
from influencer_roi.intake.exports import Reading, recognised
from influencer_roi.intake.folder import BESIDE, MAPPING, stem, table_named
from influencer_roi.intake.read import frame_sheet
from influencer_roi.ledger.masked import MASK
from influencer_roi.model.headers import known_headers
from influencer_roi.model.schema import INFLUENCERS, SET_ASIDE, TABLES, Column, Table
from influencer_roi.pages.publish.seen import LEAVE_OUT, Line, Sheet
from influencer_roi.store.staged import Staged
from influencer_roi.uploads.answers import Answer, Answers, remembered
from influencer_roi.uploads.guessing import candidates, guess, own_columns, read_as
from influencer_roi.uploads.peek import Top, tops_of

_CELLS = 3
_LEAST = 2  # columns by which a file is known for a table's
_BY_NAME = {table.name: table for table in TABLES}
HEAD = "# Written by the Publish page."


def tops(staged: Staged) -> list[Top]:
    """Return the top of each file that may hold a table; of a folder of parts, of the first."""
    found: list[Top] = []
    folders: set[str] = set()
    for name in staged.names():
        folder, _, last = name.rpartition("/")
        if last.casefold() in (*BESIDE, MAPPING) or folder in folders:
            continue
        if folder:
            folders.add(folder)
            continue
        found += _that_count(tops_of(staged.dropped / name))
    return found


def _that_count(there: Sequence[Top]) -> Sequence[Top]:
    """Return the sheets of a workbook that are named as tables; where none is, the first."""
    named = [top for top in there if table_named(top.sheet)]
    return named or there[:1]


def sheets(staged: Staged, answers: Answers, *, masked: bool = True) -> tuple[Sheet, ...]:
    """Return each file as it is understood, by what was said of it, or of its headers before."""
    there = tops(staged)
    people = frozenset(_people(there))
    return tuple(
        _sheet(top, *_answer(staged, top, answers), people=people, masked=masked)
        for top in there
        if len(top.headers) > 1
    )


def mapping_of(found: Iterable[Sheet]) -> str:
    """Return the text of the mapping that has files read so; empty where each is read so anyway."""
    parts = [_written(sheet) for sheet in found if sheet.table not in ("", LEAVE_OUT)]
    said = "\n\n".join(part for part in parts if part)
    return f"{HEAD}\n\n{said}\n" if said else ""


def spelled_answer(sheet: Sheet) -> Answer:
    """Return what is to be remembered of a file: its table and every column, as it is read now."""
    columns = {line.ours: line.header for line in sheet.lines if line.header or not line.as_format}
    return Answer(sheet.table, columns, sheet.refused)


def _answer(staged: Staged, top: Top, answers: Answers) -> tuple[Answer, bool]:
    """Return what was said of a file, and whether that was of another with its headers."""
    if top.name in answers.sheets:
        return answers.sheets[top.name], False
    before = remembered(staged.root, top.headers)
    return (before, True) if before else (Answer(), False)


def _sheet(top: Top, answer: Answer, known: bool, *, people: frozenset[str], masked: bool) -> Sheet:  # noqa: FBT001 # a value
    export = None if answer.refused else recognised(top.headers)
    if export is not None:
        lines = [
            line
            for table, reading in export.gives.items()
            for line in _as_format(table, reading, top, answer)
        ]
        tables = "+".join(export.gives)
        return Sheet(top.name, tables, top.headers, export.form, _shown(lines, masked=masked), known)
    table = answer.table or _table_of(top)
    if table in ("", LEAVE_OUT):
        return Sheet(top.name, table, top.headers, remembered=known, refused=answer.refused)
    lines = list(_own(_BY_NAME[table], top, answer, people))
    return Sheet(top.name, table, top.headers, "", _shown(lines, masked=masked), known, answer.refused)


def _table_of(top: Top) -> str:
    """Return the table a file is of by its name, else by its headers; empty where nobody can tell."""
    named = (table_named(top.sheet) if top.sheet else None) or table_named(stem(Path(top.file)))
    if named is not None:
        return named.name
    counts = {table.name: len(set(known_headers(table, top.headers).values())) for table in TABLES}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= _LEAST and list(counts.values()).count(counts[best]) == 1 else ""


def _own(table: Table, top: Top, answer: Answer, people: frozenset[str]) -> Iterator[Line]:
    """Yield the columns of a table as a file of no known format gives them."""
    given = {name: header for name, header in answer.columns.items() if not header or header in top.headers}
    columns = {**own_columns(table, top.headers), **{name: one for name, one in given.items() if one}}
    for column in table.known:
        if column.name not in columns and column.name not in given and column.required:
            found = guess(column, top, columns.values(), people if table is not INFLUENCERS else frozenset())
            if found.header:
                columns[column.name] = found.header
                yield _line(column, top, found.header, found.why)
                continue
        if column.name in columns and given.get(column.name) != "":
            header = columns[column.name]
            yield _line(column, top, header, read_as(column, top.cells(header)))
        elif column.name in given:
            yield Line(column.name, how="not in this file", needed=needed(column))
        elif column.required:
            able = [
                (one.header, _three(top, one.header), one.why, one.suggested)
                for one in candidates(column, top, columns)
            ]
            how = f"{len(able)} columns could be it" if len(able) > 1 else "choose its column"
            yield Line(column.name, how=how, asks=True, needed=needed(column), candidates=tuple(able))


def needed(column: Column) -> bool:
    """Return whether a table cannot be without a column."""
    return column.required and column.absent == SET_ASIDE


def _line(column: Column, top: Top, header: str, how: str) -> Line:
    return Line(column.name, header, cells=_three(top, header), how=how, needed=needed(column))


def _three(top: Top, header: str) -> tuple[str, ...]:
    return tuple(islice((cell for cell in top.cells(header) if cell), _CELLS))


def _as_format(table: str, reading: Reading, top: Top, answer: Answer) -> Iterator[Line]:
    """Yield the columns of a table as a known format gives them, or as the reader chose."""
    theirs = Cells(frame_sheet(top.frame(), top.file)) if top.rows else None
    names = {column.name: column for column in _BY_NAME[table].known}
    for name, take in reading.columns.items():
        if name not in names:
            continue
        chosen = answer.columns.get(name, "")
        if chosen in top.headers:
            how = read_as(names[name], top.cells(chosen))
            yield Line(name, chosen, take.words, _three(top, chosen), how, needed=needed(names[name]))
            continue
        found = take.of(theirs) if theirs is not None else None
        if found is not None:
            cells = tuple(str(cell) for cell in found.drop_nulls().head(_CELLS).to_list())
            yield Line(name, "", take.words, cells, "as the format has it", needed=needed(names[name]))
    yield from _beyond(table, reading, top, answer)


def _beyond(table: str, reading: Reading, top: Top, answer: Answer) -> Iterator[Line]:
    """Yield what a table has beside what a known format gives: where the reader chose it, or it is wanted."""
    for column in _BY_NAME[table].columns:
        chosen = answer.columns.get(column.name, "")
        if column.name in reading.columns or not column.required:
            continue
        if chosen in top.headers:
            yield _line(column, top, chosen, read_as(column, top.cells(chosen)))
        else:
            yield Line(column.name, how="the format has none; choose one where the file has it")


def _shown(lines: Sequence[Line], *, masked: bool) -> tuple[Line, ...]:
    """Return lines with the cells of customers masked, where their reader may not see them."""
    if not masked:
        return tuple(lines)
    return tuple(
        replace(line, cells=(MASK,) * len(line.cells), how="seen by an admin only; counts new customers")
        if line.ours == "user_id"
        else line
        for line in lines
    )


def _people(there: Iterable[Top]) -> Iterator[str]:
    for top in there:
        if _table_of(top) == INFLUENCERS.name and (own := own_columns(INFLUENCERS, top.headers)).get("id"):
            yield from (cell.casefold() for cell in top.cells(own["id"]) if cell)


def _written(sheet: Sheet) -> str:
    """Return what a mapping says of one file; empty where it is read so without."""
    file, _, _ = sheet.name.partition(" [")
    if sheet.form:
        chosen = {line.ours: line.header for line in sheet.lines if line.header}
        return _table_text(sheet.table.partition("+")[0], file, chosen) if chosen else ""
    table = _BY_NAME[sheet.table]
    columns = {line.ours: line.header for line in sheet.lines if line.header}
    is_named = table_named(sheet.name.partition("[")[2].rstrip("]") or stem(Path(file))) is table
    if is_named and not sheet.refused and columns == own_columns(table, sheet.headers):
        return ""
    return _table_text(sheet.table, file, columns, _emptied(sheet))


def _emptied(sheet: Sheet) -> list[str]:
    """Return the columns of a refused format that are to be nothing: else it would go on giving them."""
    export = recognised(sheet.headers) if sheet.refused else None
    given = (
        {name for table, one in export.gives.items() if table == sheet.table for name in one.columns}
        if export
        else set()
    )
    known = {column.name for column in _BY_NAME[sheet.table].known}
    return sorted((given & known) - {line.ours for line in sheet.lines if line.header})


def _table_text(table: str, file: str, columns: Mapping[str, str], emptied: Sequence[str] = ()) -> str:
    lines = [f"{name} = {json.dumps(header, ensure_ascii=False)}" for name, header in columns.items()]
    lines += [f'{name} = {{ constant = "" }}' for name in emptied]
    return "\n".join([f"[[{table}]]", f"file = {json.dumps(file, ensure_ascii=False)}", *lines])
