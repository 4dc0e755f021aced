"""Finds numbers to be read again: what dots and commas are is proven by a file, not by one of its columns."""

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import partial

import polars as pl

from influencer_roi.intake.clean.by_file import texts_of
from influencer_roi.intake.clean.cells import CleanedColumn, Rules
from influencer_roi.intake.clean.commas import POINT, has_thousandths_in, proven
from influencer_roi.intake.clean.parsed import Parsed
from influencer_roi.intake.clean.written import TWICE
from influencer_roi.model.schema import Kind, Table

_DOUBTED = frozenset(("dots_group", "grouping", "sub_paise", "part"))  # what may be read otherwise


def read_otherwise(
    found: Mapping[str, CleanedColumn], table: Table, rules: Rules, *, numeric: Container[str]
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield columns that prove nothing of their own where other amounts of a file do: what, by file.

    Thousandths in one file are those of all: of one export. One file alone has no name. Cells of `numeric`
    columns were numbers, so that nobody wrote their dots.
    """
    shares = {column.percents for column in table.known}
    money = [name for name in found if table.column(name).kind is Kind.MONEY and name not in shares]
    written = [name for name in money if name not in numeric]
    for name, cleaned in found.items():
        likely = name in written or (table.column(name).parts and name not in numeric)
        if not likely or not _is_doubted(cleaned.parsed):
            continue
        own = _by_file(cleaned.texts, rules)
        others = [_by_file(found[one].texts, rules) for one in written if one != name]
        exact = any(has_thousandths_in(one, rules.currency) for every in others for one in every.values())
        usual = POINT if exact else ""
        ways = {file: _way(text, [one[file] for one in others], usual, rules) for file, text in own.items()}
        if agreed := {file: way for file, way in ways.items() if way}:
            yield name, agreed


def has_points_beside(
    parsed: Parsed, text: pl.Series, others: Iterable[pl.Series], *, decimal_comma: bool, currency: str
) -> bool:
    """Return whether amounts that prove nothing have decimal points, as other columns of an export do."""
    if not _is_doubted(parsed) or text.str.contains(TWICE).any():
        return False
    proves = partial(proven, decimal_comma=decimal_comma, currency=currency)
    return not proves(text) and any(proves(one) == POINT for one in others)


def _is_doubted(parsed: Parsed) -> bool:
    return not _DOUBTED.isdisjoint(code for code, _ in parsed.remarks)


def _by_file(texts: pl.Series, rules: Rules) -> dict[str, pl.Series]:
    return {"": texts} if rules.files is None else dict(texts_of(texts, rules.files))


def _way(text: pl.Series, others: list[pl.Series], usual: str, rules: Rules) -> str:
    """Return the one way others prove, or the usual one, where the text may be written in it too."""
    ways = {_proven(one, rules) for one in others} - {""} or {usual} - {""}
    if len(ways) != 1 or _proven(text, rules):
        return ""
    way = ways.pop()
    return "" if way == POINT and text.str.contains(TWICE).any() else way


def _proven(text: pl.Series, rules: Rules) -> str:
    return proven(text, decimal_comma=rules.decimal_comma, currency=rules.currency)
