"""Says what the cells of a deciding column say: statuses, and answers to what is asked."""

import re
from collections.abc import Container, Mapping
from functools import partial

import polars as pl

from influencer_roi.intake.clean.status_words import COUNTS, IN_WORK, NO, UNDER_WAY, YES
from influencer_roi.intake.clean.texts import clean_texts
from influencer_roi.intake.clean.verdicts import TELLING, Verdict, verdict
from influencer_roi.intake.read.sheet import CELL, Sheet
from influencer_roi.model.currencies import own_words
from influencer_roi.model.deciding import FLAGS, MAY_ANSWER, PARCEL, STATUSES, Flag
from influencer_roi.model.headers import folded
from influencer_roi.model.schema import ORDERS, Table
from influencer_roi.settings import CURRENCY

_NO = (*sorted(NO), "0", "0.0", "not cancelled", "not declined", "0000-00-00", "0000-00-00 00:00:00")
_ONE = ("1", "1.0")
_YES = (*YES, "t", *_ONE)
COMPLETE, CLOSED = frozenset(("complete", "completed")), "closed"
_ASKED = ("is_cancelled", *(name for name, flag in FLAGS.items() if flag.asks or flag.may_count))
_WHOLE, _FIRST_DAY = r"^\s*[0-9]+(?:\.0+)?\s*$", 30_000
_DAY = re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]|[0-9]{1,2}[- ][a-z]{3,9}[- ,]+[0-9]{2}")


def verdicts(column: pl.Series, table: Table, *, completed: Container[str] = ()) -> pl.Series:
    """Return what each status says; `closed` beside `complete` is another thing: in Magento, refunded.

    In columns of `completed` other rows read complete.
    """
    act = STATUSES[column.name]
    texts = column.drop_nulls().unique()
    telling = texts if act not in ("", PARCEL) else texts.filter(texts.str.contains(TELLING))
    says = {text: verdict(text, table.name, act).value for text in telling}
    complete = column.name in completed or not COMPLETE.isdisjoint(map(str.casefold, says))
    if table.name == ORDERS.name and complete:
        says |= {text: Verdict.UNKNOWN.value for text in says if text.casefold() == CLOSED}
    found = column.replace_strict(says, default=Verdict.UNKNOWN.value, return_dtype=pl.String)
    return found.set(column.is_null(), None).alias(f"{column.name}_says")


def answers(column: pl.Series, flag: Flag, table: Table, orders: pl.Series) -> pl.Series:
    """Return what each cell of a flag, which is empty for most rows, says.

    A number may be how many of the `orders` of a row: fewer than all are a part; where one is more than
    those, the column counts something else, and each is.
    """

    def answer(cell: str) -> str | None:
        word = cell.strip().casefold()
        if word in ("", *_NO):
            return None
        if not flag.asks or word in _YES or _DAY.match(word):
            return Verdict.LEFT_OUT.value
        return (Verdict.COUNTS if word in UNDER_WAY else verdict(word, table.name, flag.act)).value

    says = {cell: answer(cell) for cell in column.drop_nulls().unique()}
    found = column.replace_strict(says, default=None, return_dtype=pl.String).alias(f"{column.name}_says")
    if not flag.may_count:
        return found
    count, every = counts_in(column), orders.abs().fill_null(1).clip(lower_bound=1)
    if count.null_count() == len(count) or (flag.one_is_all and not (count > 1).any()):
        return found
    found = found.set(count.is_not_null(), Verdict.PARTLY.value)
    if (count > every).any():
        return found
    return found.set((count == every).fill_null(value=False), Verdict.LEFT_OUT.value)


def counts_in(column: pl.Series) -> pl.Series:
    """Return the numbers from 1 in cells that are no days as spreadsheets count them, else null."""
    if not (likely := column.str.contains(_WHOLE)).any():
        return pl.repeat(None, len(column), dtype=pl.Float64, eager=True)
    count = column.set(~likely, None).str.strip_chars().cast(pl.Float64, strict=False)
    return count.set(~count.is_between(1, _FIRST_DAY, closed="left"), None)


def leaves_out(cells: pl.Series, table: Table) -> pl.Series:
    """Return which statuses leave their rows out."""
    return (verdicts(cells.alias("status"), table) == Verdict.LEFT_OUT).fill_null(value=False)


def usual_words(column: str, currency: str = CURRENCY, *, completed: Container[str] = ()) -> list[str]:
    """Return what cells of a deciding column of orders say, in small letters, where nothing comes of it."""
    if column in STATUSES:
        says = partial(verdict, table=ORDERS.name, act=STATUSES[column])
        words = [word for word in (IN_WORK, *COUNTS, *NO) if says(word) is Verdict.COUNTS]
        return ["", *(word for word in words if word != CLOSED or column not in completed)]
    return ["", *own_words(currency)] if column == "currency" else ["", *_NO, "0.00"]


def with_answers(matched: Mapping[str, int], sheet: Sheet) -> dict[str, int]:
    """Return the place of each column: `refund` may say yes and no, not amounts, `returned` how many."""

    def is_answer(name: str) -> bool:
        cells = sheet.rows[f"{CELL}{matched[name]}"]
        return FLAGS[name].may_count or (counts_in(_words_of(cells)) > 1).sum() == 0

    found = {name: at for name, at in matched.items() if name not in _ASKED or is_answer(name)}
    likely = [at for at, header in enumerate(sheet.headers) if folded(header) in MAY_ANSWER]
    if "is_refunded" in found or not likely:
        return found
    words = _words_of(sheet.rows[f"{CELL}{likely[0]}"])
    if words.is_in([*_NO, *_YES]).all() and words.is_in(_YES).any():
        if found.get("refunded_amount") == likely[0]:
            del found["refunded_amount"]
        found["is_refunded"] = likely[0]
    return found


def _words_of(cells: pl.Series) -> pl.Series:
    """Return each thing that cells say once, in small letters."""
    return clean_texts(cells.unique(), ORDERS.column("is_refunded")).str.to_lowercase().drop_nulls().unique()
