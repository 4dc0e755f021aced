"""Gives the cells of a column their type, and says which of them cannot have it."""

import datetime as dt
from dataclasses import dataclass

import polars as pl

from influencer_roi.intake.clean.dates import parse_dates
from influencer_roi.intake.clean.numbers import parse_numbers, plain_numbers
from influencer_roi.intake.clean.parsed import Parsed, coded, such_as
from influencer_roi.model.report import rows
from influencer_roi.model.schema import Column, Kind
from influencer_roi.settings import DateOrder

NUMBERS = (Kind.MONEY, Kind.COUNT)
MISSING = ("", "nan", "none", "null", "na", "n/a", "-")
_SCIENTIFIC = r"^[0-9]+(?:\.[0-9]+)?[eE]\+[0-9]+$"
_WEB = r"(?i)^https?://"


@dataclass(frozen=True)
class Rules:
    """How cells are read.

    `order` is that of day and month where no date proves one; None means day first. The rest is as a sheet
    has it.
    """

    today: dt.date
    order: DateOrder | None = None
    decimal_comma: bool = False
    blanks: tuple[str, ...] | None = None
    lacks: str = ""


@dataclass(frozen=True)
class Told:
    """What one column says: its cells without blanks around them, absent ones null, and their values.

    `trimmed` is how many cells had blanks.
    """

    texts: pl.Series
    parsed: Parsed
    trimmed: int = 0


def told(cells: pl.Series, column: Column, rules: Rules) -> Told:
    """Return what a column says; one of plain numbers has neither blanks nor words for nothing."""
    if column.kind in NUMBERS and (plain := plain_numbers(cells, whole=column.kind is Kind.COUNT)):
        return Told(cells, _signed(plain, column))
    texts, trimmed = present(cells, rules.blanks)
    return Told(texts, typed(texts, column, rules), trimmed)


def present(cells: pl.Series, blanks: tuple[str, ...] | None = None) -> tuple[pl.Series, int]:
    """Return cells without blanks around them, absent ones null, and how many had blanks.

    `blanks` are the only white space there can be, where that is known: to look for it costs less than to
    take it away. Nor are cells looked at for words that mean nothing where each is longer than those.
    """
    texts = cells.str.strip_chars() if _padded(cells, blanks) else cells
    trimmed = 0 if texts is cells else int((texts != cells).sum())
    shortest = texts.str.len_bytes().min()
    if isinstance(shortest, int) and shortest <= _LONGEST_ABSENT:
        absent = texts.is_in(ABSENT)
        if absent.any():
            texts = texts.to_frame("text").select(pl.when(~absent).then("text"))["text"]
    return texts, trimmed


def _padded(cells: pl.Series, blanks: tuple[str, ...] | None) -> bool:
    """Return whether some cell may have blanks around it."""
    if blanks is None:
        return True
    return any((cells.str.starts_with(one) | cells.str.ends_with(one)).any() for one in blanks)


def _cases(word: str) -> list[str]:
    """Return a word in every mix of capitals."""
    ways = [""]
    for letter in word:
        ways = [way + one for way in ways for one in {letter.lower(), letter.upper()}]
    return ways


ABSENT = [way for word in MISSING for way in _cases(word)]
_LONGEST_ABSENT = max(map(len, MISSING))


def typed(text: pl.Series, column: Column, rules: Rules) -> Parsed:
    """Return a column's texts in its type; absent stays null."""
    if column.kind is Kind.DATE:
        return parse_dates(text, today=None if column.plan else rules.today, order=rules.order)
    if column.kind in NUMBERS:
        whole = column.kind is Kind.COUNT
        return _signed(parse_numbers(text, whole=whole, decimal_comma=rules.decimal_comma), column)
    if column.kind is Kind.ID:
        return _ids(text, rules.lacks)
    return _links(text) if column.kind is Kind.LINK else Parsed(text)


def clean_id(text: pl.Expr) -> pl.Expr:
    """Return an id as text: `8.0` means `8`, `007` stays."""
    return text.str.replace(r"^([0-9]+)\.0+$", "${1}")


def _ids(text: pl.Series, lacks: str) -> Parsed:
    rounded = text.filter(text.str.ends_with("0").fill_null(value=False))
    dotted = rounded.str.contains(".", literal=True).any()
    values = text.to_frame("text").select(clean_id(pl.col("text")))["text"] if dotted else text
    if "+" in lacks or not (odd := text.str.contains("+", literal=True)).any():
        return Parsed(values)
    found = (odd & text.str.contains(_SCIENTIFIC)).fill_null(value=False).arg_true()
    return Parsed(values, coded(found, "id_scientific"))


def _links(text: pl.Series) -> Parsed:
    """Return web addresses; anything else may run in a browser, and is taken out."""
    unsafe = (text.is_not_null() & ~text.str.contains(_WEB)).fill_null(value=False)
    if not unsafe.any():
        return Parsed(text)
    said = such_as(text.filter(unsafe).str.slice(0, 60), "is no web address", "are no web addresses")
    return Parsed(text.set(unsafe, None), remarks=(("unsafe_url", f"{said}; taken out."),))


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
