"""Works out which of their columns is which of ours, file by file, and writes the mapping that says so."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from influencer_roi.intake.codes import CODE_TABLE
from influencer_roi.intake.converting.theirs import Cells
from influencer_roi.intake.exports import Reading, recognised
from influencer_roi.intake.folder import stem, table_named
from influencer_roi.intake.mapping import NO_FORMAT, Mapped, mapping_text
from influencer_roi.intake.read import frame_sheet
from influencer_roi.ledger.masked import MASK
from influencer_roi.model.headers import lacking
from influencer_roi.model.schema import INFLUENCER_ID, INFLUENCERS, SET_ASIDE, TABLES, Column, Table
from influencer_roi.pages.publish.seen import LEAVE_OUT, Line, Sheet
from influencer_roi.store.staged import Staged
from influencer_roi.uploads.answers import Answer, Answers
from influencer_roi.uploads.guessing import Guess, candidates, guess, own_columns, read_as
from influencer_roi.uploads.peek import Top
from influencer_roi.uploads.which import Found, found_in

_CELLS = 3
_BY_NAME = {table.name: table for table in (*TABLES, CODE_TABLE)}


def sheets(staged: Staged, answers: Answers, *, masked: bool = True) -> tuple[Sheet, ...]:
    """Return each file as it is understood, by what was said of it, or of its headers before."""
    there = found_in(staged, answers)
    people = frozenset(_people(there))
    return tuple(_sheet(one, people=people, masked=masked) for one in there)


def mapping_of(found: Iterable[Sheet]) -> str:
    """Return the text of the mapping that has files read so; empty where each is read so anyway."""
    read = [sheet for sheet in found if sheet.table not in ("", LEAVE_OUT, CODE_TABLE.name)]
    workbooks = {sheet.file for sheet in read if sheet.page and (sheet.form or _needs_saying(sheet))}
    return mapping_text(mapped for sheet in read for mapped in _mapped(sheet, workbooks))


def spelled_answer(sheet: Sheet) -> Answer:
    """Return what is to be remembered of a file: its table and every column, as it is read now."""
    columns = {line.ours: line.header for line in sheet.lines if line.header or not line.as_format}
    return Answer(sheet.table, columns, sheet.refused)


def _sheet(one: Found, *, people: frozenset[str], masked: bool) -> Sheet:
    top, answer = one.top, one.answer
    sheet = Sheet(
        top.name,
        "+".join(one.tables),
        top.headers,
        file=top.file,
        page=top.sheet,
        remembered=one.remembered,
        refused=answer.refused,
        read_anyway=bool(top.sheet) and (one.is_mapped or _is_read_anyway(top)),
        is_mapped=one.is_mapped,
    )
    if one.readings:
        lines = [
            line
            for table, reading in one.readings.items()
            for line in _as_format(table, reading, top, answer, several=len(one.readings) > 1)
        ]
        return replace(sheet, form=one.form, lines=_shown(lines, masked=masked))
    if sheet.table in ("", LEAVE_OUT):
        return sheet
    lines = list(_own(_BY_NAME[sheet.table], top, answer, people))
    return replace(sheet, lines=_shown(lines, masked=masked))


def _is_read_anyway(top: Top) -> bool:
    """Return whether a file is read where nothing is said of it: of a known format, or named as a table."""
    named = table_named(top.sheet) if top.sheet else table_named(stem(Path(top.file)))
    return recognised(top.headers) is not None or named is not None


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
        else:
            yield Line(column.name, how="choose one where the file has it", further=True)


def needed(column: Column) -> bool:
    """Return whether a table cannot be without a column."""
    return column.required and column.absent == SET_ASIDE


def _line(column: Column, top: Top, header: str, how: str) -> Line:
    return Line(column.name, header, cells=_three(top, header), how=how, needed=needed(column))


def _three(top: Top, header: str) -> tuple[str, ...]:
    return tuple(islice((cell for cell in top.cells(header) if cell), _CELLS))


def _as_format(table: str, reading: Reading, top: Top, answer: Answer, *, several: bool) -> Iterator[Line]:
    """Yield the columns of a table as a known format gives them, or as the reader chose.

    Of a format of several tables, ours are named with theirs: payouts.influencer_id.
    """
    theirs = Cells(frame_sheet(top.frame(), top.file)) if top.rows else None
    for column in _BY_NAME[table].known:
        ours = f"{table}.{column.name}" if several else column.name
        take = reading.columns.get(column.name)
        given, words = answer.columns.get(ours), take.words if take else ""
        found = take.of(theirs) if take and theirs else None
        if given in top.headers:
            line = _line(column, top, given, read_as(column, top.cells(given)))
            yield replace(line, ours=ours, as_format=words)
        elif found is not None:
            cells = tuple(str(cell) for cell in found.drop_nulls().head(_CELLS).to_list())
            yield Line(ours, "", words, cells, "as the format has it", needed=needed(column))
        else:
            yield replace(_lacking(column, reading, top, given), ours=ours)


def _lacking(column: Column, reading: Reading, top: Top, given: str | None) -> Line:
    """Return a column that a format does not give: guessed where names and cells say which it is."""
    guessed = guess(column, top, (), frozenset()) if column.required and given is None else Guess()
    if guessed.header and column.name != INFLUENCER_ID.name:
        return _line(column, top, guessed.header, guessed.why)
    by_code = column.name == INFLUENCER_ID.name and "code" in reading.columns
    how = "known by the code of each row" if by_code else "not in this file; choose one where it is"
    return Line(column.name, how=how, further=not column.required)


def _shown(lines: Sequence[Line], *, masked: bool) -> tuple[Line, ...]:
    """Return lines with the cells of customers masked, where their reader may not see them."""
    if not masked:
        return tuple(lines)
    return tuple(
        replace(line, cells=(MASK,) * len(line.cells), how="seen by an admin only; counts new customers")
        if line.ours.rpartition(".")[2] == "user_id"
        else line
        for line in lines
    )


def _people(there: Iterable[Found]) -> Iterator[str]:
    for one in there:
        if one.tables == (INFLUENCERS.name,) and (own := own_columns(INFLUENCERS, one.top.headers)).get("id"):
            yield from (cell.casefold() for cell in one.top.cells(own["id"]) if cell)


def _mapped(sheet: Sheet, workbooks: Collection[str]) -> Iterator[Mapped]:
    """Yield what a mapping says of one file; nothing where it is read so without.

    Of a workbook in `workbooks` some sheet is read by what is said or by its format, so it is said of each.
    """
    chosen = {line.ours: line.header for line in sheet.lines if line.header}
    if not sheet.form and (sheet.file in workbooks or _needs_saying(sheet)):
        form = NO_FORMAT if sheet.refused else ""
        yield Mapped(_BY_NAME[sheet.table], sheet.file, sheet.page, form, chosen)
    for table in sheet.table.split("+") if sheet.form else ():
        own = {name.removeprefix(f"{table}."): one for name, one in chosen.items() if _is_of(name, table)}
        if own:
            yield Mapped(_BY_NAME[table], sheet.file, sheet.page, headers=own)


def _is_of(name: str, table: str) -> bool:
    return "." not in name or name.startswith(f"{table}.")


def _needs_saying(sheet: Sheet) -> bool:
    """Return whether a file of our own columns is read otherwise where nothing is said of it."""
    table = _BY_NAME[sheet.table]
    columns = {line.ours: line.header for line in sheet.lines if line.header}
    named = table_named(sheet.page or stem(Path(sheet.file)))
    lacks = columns != own_columns(table, sheet.headers) or bool(lacking(table, sheet.headers))
    return sheet.refused or named is not table or lacks
