"""Reads which month a text names: 2025-05, 05/2025, May 2025, may-25, or any day of it."""

import polars as pl

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = {name: place for place, name in enumerate(_NAMES, start=1)}
_APART = r"[-/.,'\s]*"
_DAY = r"(?:[0-9]{1,2}[-/.\s]+)?"
_YEAR_FIRST = r"^([0-9]{4})[-/.\s]*([0-9]{1,2})(?:[-/.][0-9]{1,2})?(?:[t\s].*)?$"
_YEAR_LAST = rf"^{_DAY}([0-9]{{1,2}})[-/.\s]+([0-9]{{4}})$"
_NAMED = rf"^{_DAY}([a-z]{{3}})[a-z]*{_APART}([0-9]{{4}}|[0-9]{{2}})$"
_NAME_LAST = rf"^([0-9]{{4}}){_APART}([a-z]{{3}})[a-z]*$"


def month_of(text: pl.Expr) -> pl.Expr:
    """Return the first day of the month a text names, null where it names none that can be told."""
    written = text.str.strip_chars().str.to_lowercase()
    forms = ((_YEAR_FIRST, 1, 2), (_YEAR_LAST, 2, 1), (_NAMED, 2, 1), (_NAME_LAST, 1, 2))
    return pl.coalesce(_first_day(written, form, year, month) for form, year, month in forms)


def _first_day(written: pl.Expr, form: str, year: int, month: int) -> pl.Expr:
    named = written.str.extract(form, month)
    number = pl.coalesce(named.replace_strict(_NUMBERS, default=None), named.cast(pl.Int32, strict=False))
    full = written.str.extract(form, year).cast(pl.Int32)
    century = pl.when(full < 100).then(full + 2000).otherwise(full)
    return pl.format("{}-{}-01", century, number).str.to_date("%Y-%m-%d", strict=False)
