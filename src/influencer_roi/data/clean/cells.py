"""Gives the cells of a column their type, and says which of them cannot have it."""

import datetime as dt
from dataclasses import dataclass

import polars as pl

from influencer_roi.data.clean.dates import parse_dates
from influencer_roi.data.clean.numbers import parse_numbers
from influencer_roi.data.clean.parsed import Parsed, coded, such_as
from influencer_roi.data.report import rows
from influencer_roi.data.sources import Column, Kind
from influencer_roi.settings import DateOrder

MISSING = ("", "nan", "none", "null", "na", "n/a", "-")
_SCIENTIFIC = r"^[0-9]+(?:\.[0-9]+)?[eE]\+[0-9]+$"
_WEB = r"(?i)^https?://"


@dataclass(frozen=True)
class Rules:
    """How cells are read. `order` is that of day and month where no date proves one; None means day first."""

    today: dt.date
    order: DateOrder | None = None
    decimal_comma: bool = False


def present(cells: pl.DataFrame, blanks: tuple[str, ...] = ()) -> tuple[pl.DataFrame, int]:
    """Return cells without blanks around them, absent ones null, and how many had blanks.

    `blanks` are the only white space there can be, where that is known: to look for it costs less than to
    take it away.
    """
    wide = _with_blanks(cells, blanks)
    trimmed = cells.lazy().with_columns(pl.col(wide).str.strip_chars()).collect(engine="in-memory")
    had = sum(int((trimmed[name] != cells[name]).sum()) for name in wide)
    absent = (
        trimmed.lazy().select(pl.all().is_in(ABSENT).any()).collect(engine="in-memory").row(0, named=True)
    )
    some = [name for name, found in absent.items() if found]
    held = trimmed.lazy().with_columns(pl.when(~pl.col(name).is_in(ABSENT)).then(name) for name in some)
    return held.collect(engine="in-memory"), had


def _with_blanks(cells: pl.DataFrame, blanks: tuple[str, ...]) -> list[str]:
    """Return the columns in which some value may have blanks around it."""
    if not blanks or cells.is_empty():
        return cells.columns
    around = [(pl.all().str.starts_with(one) | pl.all().str.ends_with(one)).any() for one in blanks]
    found = [cells.lazy().select(one).collect(engine="in-memory").row(0, named=True) for one in around]
    return [name for name in cells.columns if any(one[name] for one in found)]


def _cases(word: str) -> list[str]:
    """Return a word in every mix of capitals."""
    ways = [""]
    for letter in word:
        ways = [way + one for way in ways for one in {letter.lower(), letter.upper()}]
    return ways


ABSENT = [way for word in MISSING for way in _cases(word)]


def typed(text: pl.Series, column: Column, rules: Rules) -> Parsed:
    """Return a column's texts in its type; absent stays null."""
    if column.kind is Kind.DATE:
        return parse_dates(text, today=None if column.plan else rules.today, order=rules.order)
    if column.kind in (Kind.MONEY, Kind.COUNT):
        whole = column.kind is Kind.COUNT
        return _signed(parse_numbers(text, whole=whole, decimal_comma=rules.decimal_comma), column)
    if column.kind is Kind.ID:
        return _ids(text)
    return _links(text) if column.kind is Kind.LINK else Parsed(text)


def clean_id(text: pl.Expr) -> pl.Expr:
    """Return an id as text: `8.0` means `8`, `007` stays."""
    return text.str.replace(r"^([0-9]+)\.0+$", "${1}")


def _ids(text: pl.Series) -> Parsed:
    rounded = text.filter(text.str.ends_with("0").fill_null(value=False))
    dotted = rounded.str.contains(".", literal=True).any()
    values = text.to_frame("text").select(clean_id(pl.col("text")))["text"] if dotted else text
    odd = text.str.contains("+", literal=True)
    if not odd.any():
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
