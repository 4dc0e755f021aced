"""Finds the columns of a table among the headers of a file, and says what is missing."""

import re
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache, lru_cache, partial

from influencer_roi.model.currencies import names_another
from influencer_roi.model.report import Problem, Refused
from influencer_roi.model.scales import qualified, unitless
from influencer_roi.model.schema import SET_ASIDE, TABLES, Column, Kind, Table
from influencer_roi.settings import CURRENCY, PREFIX

SHOWN_HEADERS = 20
_CELLS = 1 << 12  # whose folds are kept: those of a few files' headers, asked for again and again


# The form of dates behind a header: `Date MM/DD/YYYY`.
DATE_FORM = re.compile(r"(?i)[\s_\-:]+((?:(?:dd?|mm?m?|yyyy|yy)(?:[-/. ]|(?=[dmy])|$)){3})$")


@lru_cache(_CELLS)
def folded(text: str) -> str:
    """Return a header or spelling without case, blanks, hyphens, underscores, points, `?`, unseen marks."""
    return re.sub(
        r"[\s_\-\u2010-\u2015.:*?\ufeff\u200b-\u200d\u2060]+", "", unicodedata.normalize("NFKC", text)
    ).casefold()


def known_headers(table: Table, headers: Sequence[str], currency: str = CURRENCY) -> dict[str, int]:
    """Return {spelling of a column, folded: place of its header}, the first of several.

    A header that is no spelling may be one with a unit behind it: `Revenue (INR)`, where that is the currency
    of amounts, or `Reach (accounts)`.
    """
    known = _spellings(table)
    exact = {folded(header): place for place, header in reversed(list(enumerate(headers)))}
    bare = {_unitless(header, currency): place for place, header in reversed(list(enumerate(headers)))}
    return {fold: place for fold, place in {**bare, **exact}.items() if fold in known}


@cache
def _spellings(table: Table) -> frozenset[str]:
    """Return every spelling of a table's columns, folded."""
    return frozenset(folded(spelling) for column in table.known for spelling in column.spellings)


@lru_cache(_CELLS)
def _unitless(header: str, currency: str) -> str:
    """Return a header folded without the unit behind it; one in another currency keeps it.

    Letters and digits alone have no unit behind them.
    """
    if header.isascii() and header.isalnum():
        return folded(header)
    return folded(unitless(DATE_FORM.sub("", header.rstrip()), currency))


def folds_of(headers: Sequence[str], currency: str = CURRENCY) -> frozenset[str]:
    """Return headers folded, as they are written and without the unit behind them."""
    return frozenset(fold for header in headers for fold in (folded(header), _unitless(header, currency)))


def named_by(header: str, headers: Sequence[str], currency: str = CURRENCY) -> list[str]:
    """Return the headers that one somebody names may mean: itself, else those with another unit behind it.

    `Amount` may mean `Amount (net)`, and `Amount (INR)` the same in ₹; but `Amount (net)` is no other amount.
    """
    if same := [one for one in headers if folded(one) == folded(header)]:
        return same[:1]
    if qualified(header, currency):
        return []
    alike = [one for one in headers if _unitless(one, currency) == _unitless(header, currency)]
    plain = [one for one in alike if not qualified(one, currency)]
    return plain[:1] or alike


def places_of(table: Table, headers: Sequence[str], currency: str = CURRENCY) -> dict[str, int]:
    """Return {column: place of its header} for columns that are there, their name before their aliases."""
    places = known_headers(table, headers, currency)
    return {
        column.name: places[folded(spelling)]
        for column in table.known
        for spelling in reversed(column.spellings)
        if folded(spelling) in places
    }


def match_columns(
    table: Table, headers: Sequence[str], file: str, *, currency: str = CURRENCY
) -> dict[str, int]:
    """Return {column: place of its header} for every column the file has, its own name before its aliases.

    A header with another unit than the `currency` of amounts is no column.

    Raises:
        Refused: a required column is missing, or one header stands twice.
    """
    matched = places_of(table, headers, currency)
    problems = [
        *_twice(headers, set(matched.values()), file, currency),
        *_all_missing(table, headers, file, currency),
    ]
    if problems:
        raise Refused(problems)
    return matched


def lacking(table: Table, headers: Sequence[str], currency: str = CURRENCY) -> list[str]:
    """Return the required columns of a table that a file does not have."""
    there = known_headers(table, headers, currency).keys()
    return [
        column.name
        for column in table.columns
        if column.required and there.isdisjoint(map(folded, column.spellings))
    ]


def _all_missing(table: Table, headers: Sequence[str], file: str, currency: str) -> list[Problem]:
    missing = lacking(table, headers, currency)
    if 2 * len(missing) > sum(column.required for column in table.columns):
        return [Problem("missing_column", file, described(table, headers, currency))]
    return [_missing(table.column(name), headers, file, currency) for name in missing]


def described(table: Table, headers: Sequence[str], currency: str = CURRENCY) -> str:
    """Return what a file that is not understood holds, what is missing, and the way out."""
    places = sorted(set(known_headers(table, headers, currency).values()))
    named = [header for header in headers if header.strip()]
    count = f"{len(places)} of its {len(named)} columns {'is' if len(places) == 1 else 'are'} known"
    known = (
        f"{count}: {', '.join(headers[place] for place in places)}."
        if places
        else f"None of its {len(named)} columns is known."
    )
    needed = ", ".join(column.name for column in table.columns if column.required)
    least = " and ".join(column.name for column in table.columns if _is_indispensable(column))
    mapping = f" A mapping.toml that names its columns needs no more than {least}." if table in TABLES else ""
    is_mostly = 2 * len(places) > len(named)
    lead = f"this is not all that {table.name} need" if is_mostly else f"this does not look like {table.name}"
    return (
        f"{lead}. {known} {listing(headers)} Rename its headers where it has what {table.name} need, and add "
        f"the rest: {needed}.{mapping}"
    )


def listing(headers: Sequence[str]) -> str:
    """Return what a file has, the first of many headers."""
    named = [header for header in headers if header.strip()]
    return f"It has: {', '.join(named[:SHOWN_HEADERS])}{' …' if len(named) > SHOWN_HEADERS else ''}."


def _missing(column: Column, headers: Sequence[str], file: str, currency: str) -> Problem:
    accepted = ", ".join(f"'{spelling}'" for spelling in column.spellings)
    text = (
        f"column '{column.name}' is missing; accepted spellings: {accepted}. "
        f"The file has: {', '.join(headers)}. {_way_out(column, headers, currency)}"
    )
    return Problem("missing_column", file, text)


def in_another_currency(column: Column, headers: Sequence[str], currency: str) -> str:
    """Return what is said of the first header of amounts that states another currency, if any."""
    if column.kind is not Kind.MONEY:
        return ""
    other = [header for header in headers if names_another(header, currency)]
    way_out = f"convert it to {currency}, or set {PREFIX}CURRENCY"
    return f"'{other[0]}' is in another currency: {way_out}." if other else ""


def _way_out(column: Column, headers: Sequence[str], currency: str) -> str:
    if other := in_another_currency(column, headers, currency):
        return other
    by_fold = {folded(header): header for header in headers}
    near = get_close_matches(folded(column.name), by_fold, n=1)
    meant = f" Is it '{by_fold[near[0]]}'?" if near else ""
    less = "" if _is_indispensable(column) else " A mapping.toml that names the others does without it."
    return f"Add the column or rename its header.{meant}{less}"


def _is_indispensable(column: Column) -> bool:
    """Return whether no row can be used without a value of a column."""
    return column.required and column.absent == SET_ASIDE


def _twice(headers: Sequence[str], used: set[int], file: str, currency: str) -> list[Problem]:
    """Return a problem for each header that is used and stands more than once, whatever its unit."""
    problems = []
    for place in sorted(used):
        fold = _unitless(headers[place], currency)
        exact = any(folded(header) == fold for header in headers)
        by = folded if exact else partial(_unitless, currency=currency)
        alike = [header for header in headers if by(header) == by(headers[place])]
        if len(alike) > 1:
            text = f"column '{headers[place]}' stands {len(alike)} times"
            if len({folded(header) for header in alike}) > 1:
                text = f"{' and '.join(map(repr, alike))} could be one column"
            problems.append(Problem("duplicate_column", file, f"{text}. Keep one of them."))
    return problems
