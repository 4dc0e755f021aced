"""Gives the cells of a column their type, and says which of them cannot have it."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import polars as pl

from influencer_roi.intake.clean.by_file import by_file, texts_of
from influencer_roi.intake.clean.commas import BESIDE, POINT, Marks, told_of_numbers
from influencer_roi.intake.clean.dates import Days, parse_dates, told_of_dates
from influencer_roi.intake.clean.numbers import parse_numbers, plain_numbers
from influencer_roi.intake.clean.parsed import Parsed, coded, such_as
from influencer_roi.intake.clean.texts import MARKS, folded_ids, is_spoilt, tidied, without_nothing
from influencer_roi.intake.clean.written import GROUPS, may_group, split_percent
from influencer_roi.model.notation import has_thousandths
from influencer_roi.model.patterns import may_hold
from influencer_roi.model.report import listed, rows
from influencer_roi.model.schema import NUMBERS, Column, Kind
from influencer_roi.settings import CURRENCY, ZONE, DateOrder, Pending

_WEB = r"(?i)^https?://"


@dataclass(frozen=True)
class Rules:
    """How cells are read.

    `order` is that of day and month where no date proves one; None means day first. `currency` is that of
    amounts, `zone` the one in which an instant is a day, `pending` what becomes of money that is waited for.
    `influencers` are the ids, handles and codes of the influencers file in small letters; None where it is
    not known yet. Of rows that are some of a table, `days` are those rows may be dated, which all of them
    say, `points` the columns in which others prove what a dot is, `shared` those in which another column
    does, `completed` those in which one reads complete, `has_revenue` says that others have a value where
    the column may be empty, and `totals` are the lines of totals; None where rows are all of the table.
    `files` names the file each row is of, None where that is one. Numbers are multiplied by `scale`, as the
    header of their column says, and `header` is that of dates, which may state a zone. `beside` are the
    decimal signs other columns prove of numbers, by file; one alone has no name. The rest is as a sheet has
    it.
    """

    order: DateOrder | None = None
    currency: str = CURRENCY
    zone: str = ZONE
    pending: Pending = "count"
    days: Days | None = None
    points: Container[str] = ()
    shared: Container[str] = ()
    completed: Container[str] = ()
    influencers: frozenset[str] | None = None
    has_revenue: bool = False
    totals: tuple[int, ...] | None = None
    files: pl.Series | None = field(default=None, compare=False)
    scale: float = 1.0
    header: str = ""
    beside: Mapping[str, str] = field(default_factory=dict, hash=False)
    decimal_comma: bool = False
    blanks: tuple[str, ...] | None = None
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class CleanedColumn:
    """What one column says: its cells without blanks around them, absent ones null, and their values.

    `trimmed` is how many cells had blanks. `percents` are the values that are in percent, in a column where
    some are.
    """

    texts: pl.Series
    parsed: Parsed
    trimmed: int = 0
    percents: pl.Series | None = None


def cleaned_column(cells: pl.Series, column: Column, rules: Rules) -> CleanedColumn:
    """Return what a column says; one of plain numbers has neither blanks nor words for nothing."""
    alone = not rules.beside and column.name not in rules.shared
    if alone and column.kind in NUMBERS and rules.scale == 1 and (plain := _plain(cells, column, rules)):
        return CleanedColumn(cells, _signed(plain, column))
    texts, trimmed = present(cells, column, rules.blanks, rules.lacks)
    if column.percents:
        amounts, percents = split_percent(texts)
        parsed = typed(amounts, column, rules)
        if percents is not None:
            shares = texts.filter(percents.is_not_null())
            text = such_as(shares, "is a share of revenue", "are shares of revenue")
            parsed = replace(parsed, remarks=(*parsed.remarks, ("percent", f"{text}.")))
        return CleanedColumn(texts, parsed, trimmed, percents)
    return CleanedColumn(texts, typed(texts, column, rules), trimmed)


def _plain(cells: pl.Series, column: Column, rules: Rules) -> Parsed | None:
    whole, proven = column.kind is Kind.COUNT, column.name in rules.points
    plain = plain_numbers(cells, whole=whole, decimal_point=proven, currency=rules.currency)
    return None if plain and not whole and _may_group_apart(cells, column, rules) else plain


def _may_group_apart(cells: pl.Series, column: Column, rules: Rules) -> bool:
    """Return whether dots may group thousands in some files, whatever those of others prove."""
    if rules.files is None or column.name in rules.points or rules.scale != 1:
        return False
    if column.kind is not Kind.COUNT and has_thousandths(rules.currency):
        return False
    files = (rows for _, rows in texts_of(cells, rules.files) if may_group(rows))
    dotted = (rows.filter(rows.str.contains(".", literal=True)) for rows in files)
    return any(rows.str.contains(GROUPS).any() for rows in dotted)


def present(
    cells: pl.Series, column: Column, blanks: tuple[str, ...] | None = None, lacks: Sequence[str] = ()
) -> tuple[pl.Series, int]:
    """Return cells without blanks around them, absent ones null, and how many had blanks.

    `blanks` are the only white space there can be, where that is known, and `lacks` what no cell has: to look
    for it costs less than to take it away.
    """
    texts = cells.str.strip_chars() if _padded(cells, blanks) else cells
    trimmed = 0 if texts is cells else int((texts != cells).sum())
    if blanks is None or not set(lacks) >= MARKS:
        texts = tidied(texts, column)
    return without_nothing(texts, column), trimmed


def _padded(cells: pl.Series, blanks: tuple[str, ...] | None) -> bool:
    """Return whether some cell may have blanks around it."""
    if not may_hold(cells, r"^\s|\s$"):
        return False
    if not blanks:
        return blanks is None
    padded = (pl.col("cell").str.starts_with(one) | pl.col("cell").str.ends_with(one) for one in blanks)
    return bool(cells.to_frame("cell").select(pl.any_horizontal(*padded).any()).item())


def typed(text: pl.Series, column: Column, rules: Rules) -> Parsed:
    """Return a column's texts in its type; absent stays null."""
    if column.kind is Kind.DATE:
        parse = partial(parse_dates, usual=rules.order, zone=rules.zone, header=rules.header)
        tells = partial(map, partial(told_of_dates, header=rules.header))
        return by_file(text, rules.files, tells=tells, parse=lambda rows, _: parse(rows))
    if column.kind in NUMBERS:
        return _signed(_number(text, column, rules), column)
    if column.kind is Kind.ID:
        return _ids(text, column, rules.lacks)
    return _links(text) if column.kind is Kind.LINK else Parsed(text)


def _number(text: pl.Series, column: Column, rules: Rules) -> Parsed:
    whole, comma = column.kind is Kind.COUNT, rules.decimal_comma
    tells = partial(
        told_of_numbers,
        count=whole,
        fractions=column.parts,
        decimal_comma=comma,
        currency=rules.currency,
    )

    def parse(rows: pl.Series, files: pl.Series | None) -> Parsed:
        ways = {rules.beside.get(file, "") for file in ([""] if files is None else files.unique())}
        beside = POINT if column.name in rules.shared else ways.pop() if len(ways) == 1 else ""
        return parse_numbers(
            rows,
            files,
            whole=whole,
            parts=column.parts,
            marks=Marks(column.name in rules.points, comma, entire=rules.totals is None, beside=beside),
            currency=rules.currency,
            scale=rules.scale,
        )

    return by_file(
        text,
        rules.files,
        tells=tells,
        parse=parse,
        known={file: BESIDE[way] for file, way in rules.beside.items()},
        doubted=bool(rules.beside) or _may_group_apart(text, column, rules),
        column=column.name,
    )


def without_spare_faults(cleaned: CleanedColumn, column: Column, lines: pl.Series) -> CleanedColumn:
    """Return what a column says, a cell that nobody needs and nobody can read being absent, with a note.

    `lines` are those of all cells.

    What can be read and may not be, such as a negative rate, stays a fault.
    """
    faults = cleaned.parsed.faults
    if column.unreadable != "absent" or faults.is_empty():
        return cleaned
    negative = pl.col("code") == "negative"
    spared = faults.filter(~negative)["row"]
    if spared.is_empty():
        return cleaned
    examples = such_as(cleaned.texts.gather(spared), "cannot be read", "cannot be read")
    remark = ("cell_unreadable", f"{examples} ({listed(lines.gather(spared))}); counted as absent.")
    parsed = replace(
        cleaned.parsed, faults=faults.filter(negative), remarks=(*cleaned.parsed.remarks, remark)
    )
    return replace(cleaned, parsed=parsed)


def _ids(text: pl.Series, column: Column, lacks: tuple[str, ...]) -> Parsed:
    values = folded_ids(text, column, lacks=lacks)
    if "+" in lacks or not (spoilt := is_spoilt(text)).any():
        return Parsed(values)
    found = spoilt.arg_true()
    return Parsed(values.clone().scatter(found, None), coded(found, "id_scientific"))


def _links(text: pl.Series) -> Parsed:
    """Return web addresses; anything else may run in a browser, and is taken out."""
    unsafe = (text.is_not_null() & ~text.str.contains(_WEB)).fill_null(value=False)
    if not unsafe.any():
        return Parsed(text)
    examples = such_as(text.filter(unsafe).str.slice(0, 60), "is no web address", "are no web addresses")
    return Parsed(text.set(unsafe, None), remarks=(("unsafe_url", f"{examples}; taken out."),))


def _signed(parsed: Parsed, column: Column) -> Parsed:
    """Return numbers with what a negative one means in this column."""
    lowest = parsed.values.min()
    if column.negative == "keep" or not isinstance(lowest, float) or lowest >= 0:
        return parsed
    negative = (parsed.values < 0).fill_null(value=False)
    values = parsed.values.set(negative, None)
    if column.negative == "absent":
        count = rows(int(negative.sum()), "has", "have")
        remark = ("negative_absent", f"{count} a negative number; counted as unknown.")
        return Parsed(values, parsed.faults, (*parsed.remarks, remark))
    return Parsed(values, pl.concat([parsed.faults, coded(negative.arg_true(), "negative")]), parsed.remarks)
