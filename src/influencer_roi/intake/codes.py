"""Knows whose a promo code, a UTM value or an affiliate's number is, and on which days."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import polars as pl

from influencer_roi.intake.clean import Rules, clean
from influencer_roi.intake.folder import CODES, Source, named_beside
from influencer_roi.intake.keys import Meaning
from influencer_roi.intake.read import Sheet, read_sheet
from influencer_roi.intake.spelled_codes import codes_in
from influencer_roi.model.report import Problem, Refused
from influencer_roi.model.schema import Column, Kind, Table

CODE_TABLE = Table(
    "codes",
    ("code",),
    (
        Column("code", Kind.ID, ("promo_code", "coupon", "utm", "affiliate"), absent="set aside"),
        Column("influencer_id", Kind.ID, ("influencer", "id", "handle")),
        Column("from", Kind.DATE, ("start", "valid_from", "from_date"), required=False),
        Column("to", Kind.DATE, ("end", "valid_to", "until", "to_date"), required=False),
    ),
)
_Row = tuple[str, str, dt.date | None, dt.date | None]
_SCHEMA = {"code": pl.String, "id": pl.String, "from": pl.Date, "to": pl.Date}
_WRITTEN = {"code": pl.String, "influencer_id": pl.String, "from": pl.Date, "to": pl.Date}
_NOTHING = frozenset(("no_rows", "file_empty"))  # a template nobody has filled in


@dataclass(frozen=True)
class Codes:
    """Whose a code is: `owned` has one row per `code`, folded, and days: `id`, `from` and `to`, inclusive.

    A day that is null is open.
    """

    owned: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_SCHEMA))

    @property
    def changes(self) -> tuple[dt.date, ...]:
        """The days, in order, from which on a code may be somebody else's than the day before."""
        first, behind = self.owned["from"].drop_nulls(), self.owned["to"].drop_nulls()
        return tuple(sorted({*first, *(day + dt.timedelta(days=1) for day in behind if day < dt.date.max)}))

    def owners(
        self, cells: pl.Series, days: pl.Series | None, *, codes: Callable[[str], list[str]] = codes_in
    ) -> pl.Series:
        """Return whose the codes of each cell are on its day, null of nobody's; of several the first known.

        `codes` takes a cell apart. Without days a code that is somebody's on some days alone is nobody's.
        """
        written = cells.unique().drop_nulls()
        ways = [(cell, rank, code) for cell in written for rank, code in enumerate(codes(cell))]
        candidates = pl.DataFrame(
            ways, schema={"cell": pl.String, "rank": pl.UInt32, "code": pl.String}, orient="row"
        ).join(self.owned, on="code", maintain_order="left")
        if candidates.is_empty():
            return pl.repeat(None, len(cells), dtype=pl.String, eager=True)
        day = pl.lit(None, pl.Date) if days is None else days.cast(pl.Date)
        rows = cells.to_frame("cell").with_columns(day.alias("day")).with_row_index("at")
        within = (pl.col("from").is_null() | (pl.col("day") >= pl.col("from"))) & (
            pl.col("to").is_null() | (pl.col("day") <= pl.col("to"))
        )
        found = (
            rows.join(candidates, on="cell")
            .filter(within.fill_null(value=False))
            .sort("at", "rank")
            .unique("at", keep="first", maintain_order=True)
        )
        return rows.join(found.select("at", "id"), on="at", how="left", maintain_order="left")["id"]


def no_codes() -> pl.DataFrame:
    """Return the rows of a code table without any."""
    return pl.DataFrame(schema=_WRITTEN)


def read_codes(folder: Path, *, most: int, rules: Rules) -> pl.DataFrame:
    """Return the rows of a folder's code table, which may be in several files and forms; none without one.

    Each has code, influencer_id, from and to.

    Raises:
        Refused: one cannot be read, lacks a column, or a row of it cannot be.
    """
    return pl.concat(
        [no_codes(), *(_read(source, most=most, rules=rules) for source in named_beside(CODES, folder))]
    )


def _read(source: Source, *, most: int, rules: Rules) -> pl.DataFrame:
    try:
        return codes_in_sheet(read_sheet(source.path, CODE_TABLE, sheet=source.sheet, most=most), rules)
    except Refused as refused:
        if {problem.code for problem in refused.problems} <= _NOTHING:
            return no_codes()
        raise


def codes_in_sheet(sheet: Sheet, rules: Rules) -> pl.DataFrame:
    """Return the rows of a code table: code, influencer_id, from, to.

    Raises:
        Refused: a column is missing, or a row of it cannot be read.
    """
    cleaned = clean(sheet, CODE_TABLE, rules)
    faults = cleaned.faults.filter(pl.col("code") != "duplicate_exact")
    if faults.height:
        wrong = faults.select("line", "reason", "value", "fix").rows()
        written = [(line, f"{why}: '{value}'" if value else why, fix) for line, why, value, fix in wrong]
        raise Refused(
            Problem("bad_code", sheet.file, f"line {line} has {text}. {fix}") for line, text, fix in written
        )
    return cleaned.rows.select("code", "influencer_id", "from", "to").drop_nulls("influencer_id")


def codes_of(people: Iterable[pl.DataFrame], written: pl.DataFrame, meaning: Meaning) -> Codes:
    """Return whose each code is: those of the influencers file, always, and those of the code table.

    `people` have id and code, `written` is as of `read_codes`; `meaning` says which influencer a text is.

    Raises:
        Refused: a code is two influencers' on one day, or its last day is before its first.
    """
    rows: dict[_Row, str] = {}
    for each in (one for one in people if one["code"].null_count() < one.height):
        for id_, cell in each.select("id", "code").drop_nulls().iter_rows():
            for code in codes_in(cell):
                rows.setdefault((code, id_, None, None), cell)
    for cell, who, first, last in written.iter_rows():
        for code in codes_in(cell):
            rows.setdefault((code, meaning(who) or who, first, last), cell)
    if not rows:
        return Codes()
    owned = pl.DataFrame([*rows], schema=_SCHEMA, orient="row")
    problems = [*_backwards(owned), *_of_two(owned, dict(zip(owned["code"], rows.values(), strict=True)))]
    if problems:
        raise Refused(problems)
    return Codes(owned)


def _backwards(owned: pl.DataFrame) -> Iterator[Problem]:
    for code, id_, first, last in owned.filter(pl.col("from") > pl.col("to")).iter_rows():
        text = f"'{code}' is {id_}'s from {first} to {last}, which is before. Turn the days."
        yield Problem("bad_code", CODES, text)


def _of_two(owned: pl.DataFrame, written: dict[str, str]) -> Iterator[Problem]:
    """Yield the codes that are two influencers' on one day: nobody can say whose an order is."""
    shared = owned.filter(pl.col("id").n_unique().over("code") > 1)
    for (code,), each in shared.group_by("code", maintain_order=True):
        clash = next((pair for pair in combinations(each.iter_rows(), 2) if _clashes(*pair)), None)
        if clash is None:
            continue
        (_, one, *ones), (_, other, *others) = clash
        days = _days(*ones), _days(*others)
        text = f"the code {written[str(code)]} is {one}'s ({days[0]}) and {other}'s ({days[1]})"
        yield Problem("code_of_two", CODES, f"{text}. Give it to one of them, or each its own days.")


def _clashes(one: _Row, other: _Row) -> bool:
    (_, who, first, last), (_, whom, start, end) = one, other
    early, late = dt.date.min, dt.date.max
    return who != whom and (first or early) <= (end or late) and (start or early) <= (last or late)


def _days(first: object, last: object) -> str:
    if first is None and last is None:
        return "always"
    return f"{first or 'ever'} to {last or 'now on'}"
