"""Declares the four tables a data folder holds: their files, columns and spellings."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from influencer_roi.data.report import Refused


class Kind(StrEnum):
    """What the cells of a column hold."""

    ID = "id"
    TEXT = "text"
    DATE = "date"
    MONEY = "money"
    COUNT = "count"


@dataclass(frozen=True)
class Column:
    """One column of a table: its name, its other spellings, and what an absent or negative value means.

    `absent` is None (the value stays absent), a number that stands in for it, or "set aside".
    `negative` is "set aside", "keep" or "absent". A `measure` of a post is summed in the ledger, shared like
    the post; one that is optional is nothing everywhere where the file has no such column.
    """

    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    required: bool = True
    absent: float | str | None = None
    negative: str = "set aside"
    measure: bool = False

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every accepted spelling, the column's own name first."""
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class Table:
    """One of the four tables: its name, the file names that hold it, its key and its columns."""

    name: str
    stems: tuple[str, ...]
    columns: tuple[Column, ...]
    key: str | None = None

    def column(self, name: str) -> Column:
        """Return one column by its name."""
        return next(column for column in self.columns if column.name == name)


def _optional(name: str, kind: Kind = Kind.TEXT, *aliases: str) -> Column:
    return Column(name, kind, aliases, required=False)


def _measure(name: str, *aliases: str, required: bool = False) -> Column:
    """Return a count of a post that the ledger sums."""
    return Column(name, Kind.COUNT, aliases, required, absent=0, measure=True)


INFLUENCER_ID = Column("influencer_id", Kind.ID, absent="set aside")

INFLUENCERS = Table(
    "influencers",
    ("influencer",),
    (
        Column("id", Kind.ID, ("influencer_id",), absent="set aside"),
        Column("name", Kind.TEXT),
        Column("category", Kind.TEXT),
        Column("follower_count", Kind.COUNT, ("followers", "followers_count"), negative="absent"),
        Column("platform", Kind.TEXT),
        _optional("gender"),
    ),
    key="id",
)
POSTS = Table(
    "posts",
    ("post",),
    (
        INFLUENCER_ID,
        Column("platform", Kind.TEXT),
        Column("date", Kind.DATE, ("post_date",), absent="set aside"),
        _measure("reach", required=True),
        _measure("likes", required=True),
        _measure("comments", required=True),
        _measure("clicks", "link_clicks"),
        _optional("post_id", Kind.ID),
        _optional("url", Kind.TEXT, "post_url"),
        _optional("caption"),
        _optional("brand", Kind.TEXT, "brand_mentioned"),
        _optional("campaign"),
    ),
    key="post_id",
)
ORDERS = Table(
    "orders",
    ("tracking", "order"),
    (
        Column("source", Kind.TEXT),
        Column("campaign", Kind.TEXT),
        Column("influencer_id", Kind.ID),
        Column("user_id", Kind.ID),
        Column("date", Kind.DATE, ("order_date", "transaction_date"), absent="set aside"),
        Column("orders", Kind.COUNT, absent=1, negative="keep"),
        Column("revenue", Kind.MONEY, absent="set aside", negative="keep"),
        _optional("product"),
        _optional("brand", Kind.TEXT, "brands"),
        _optional("post_id", Kind.ID),
        _optional("order_id", Kind.ID, "tracking_id"),
    ),
    key="order_id",
)
PAYOUTS = Table(
    "payouts",
    ("payout",),
    (
        INFLUENCER_ID,
        Column("basis", Kind.TEXT),
        Column("rate", Kind.MONEY),
        Column("orders", Kind.COUNT, ("total_orders_by_influencer",), negative="keep"),
        Column("total_payout", Kind.MONEY, ("payout_amount",), absent="set aside", negative="keep"),
        _optional("payout_id", Kind.ID),
    ),
    key="payout_id",
)
TABLES = (INFLUENCERS, POSTS, ORDERS, PAYOUTS)
POST_MEASURES = tuple(column.name for column in POSTS.columns if column.measure)
OPTIONAL_MEASURES = tuple(column.name for column in POSTS.columns if column.measure and not column.required)
SUFFIX = ".csv"


def folded(text: str) -> str:
    """Return a header or spelling with case, blanks, hyphens, underscores and byte order marks taken away."""
    return re.sub(r"[\s_\-\ufeff]+", "", text).casefold()


def csv_files(folder: Path) -> list[Path]:
    """Return every CSV file of a folder, by name.

    Raises:
        Refused: there is no such folder, or it cannot be read.
    """
    if not folder.is_dir():
        raise Refused([f"{folder}: there is no such folder. Name a folder that holds the four CSV files."])
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.casefold() == SUFFIX)
    except OSError as error:
        raise Refused([f"{folder}: cannot be read ({error.strerror}). Check its permissions."]) from None


def find_file(table: Table, files: Iterable[Path], folder: Path) -> Path:
    """Return the file that holds a table.

    Raises:
        Refused: no file of the folder could hold it, or two could.
    """
    candidates = _candidates(table, files)
    if len(candidates) == 1:
        return candidates[0]
    wanted = " or ".join(f"{stem}*{SUFFIX}" for stem in table.stems)
    if not candidates:
        raise Refused([f"{folder}: no file for {table.name}. Put a file named {wanted} there."])
    names = " and ".join(path.name for path in candidates)
    raise Refused(
        [f"{folder}: {names} could both hold {table.name}. Keep one, or rename it to {table.name}{SUFFIX}."]
    )


def match_columns(table: Table, headers: Iterable[str], file: str) -> dict[str, str]:
    """Return {column: header} for every column the file has, a column's own name before its aliases.

    Raises:
        Refused: a required column is missing, or one header stands twice.
    """
    headers = list(headers)
    by_fold = {folded(header): header for header in reversed(headers)}
    named = {
        column.name: by_fold[folded(spelling)]
        for column in table.columns
        for spelling in reversed(column.spellings)
        if folded(spelling) in by_fold
    }
    problems = [
        *_twice(headers, set(named.values()), file),
        *(
            _missing(column, headers, file)
            for column in table.columns
            if column.required and column.name not in named
        ),
    ]
    if problems:
        raise Refused(problems)
    return named


def _candidates(table: Table, files: Iterable[Path]) -> list[Path]:
    named = [path for path in files if path.stem.casefold().startswith(table.stems)]
    plural = [path for path in named if path.stem.casefold() == table.name]
    return plural or named


def _missing(column: Column, headers: list[str], file: str) -> str:
    accepted = ", ".join(f"'{spelling}'" for spelling in column.spellings)
    return (
        f"{file}: column '{column.name}' is missing; accepted spellings: {accepted}. "
        f"The file has: {', '.join(headers)}. Add the column or rename its header."
    )


def _twice(headers: list[str], used: set[str], file: str) -> list[str]:
    folds = [folded(header) for header in headers]
    return [
        f"{file}: column '{header}' stands {folds.count(folded(header))} times. Keep one of them."
        for header in sorted(used)
        if folds.count(folded(header)) > 1
    ]
