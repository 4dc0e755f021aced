"""Finds the order ids that stand more than once where orders lie, however each is written."""

import narwhals as nw
import polars as pl

from influencer_roi.intake.clean.texts import clean_texts, is_spoilt
from influencer_roi.ledger.roll_up.engines import Engine
from influencer_roi.ledger.roll_up.expression import MARKED, EngineRows
from influencer_roi.ledger.roll_up.typed import KEY, Columns
from influencer_roi.model.schema import ORDERS

_ENDS = r"^ | $|\.0+ *$"  # what an engine can take away itself: blanks around a text, 8.0 for 8
_MEANT, _ROWS = "meant", "rows"
_ZEROS, _SMALL, _LARGE = "^0+", "[a-z]", "[A-Z]"


def keys_again(raw: EngineRows, columns: Columns, engine: Engine) -> pl.DataFrame | None:
    """Return the order ids, as they are written, that stand more than once; None where none does.

    Two ways to write one id are that id twice; so may be what a spreadsheet made of long numbers, and ids
    that differ in capitals or leading zeros alone.
    """
    if KEY not in columns:
        return None
    keys = raw.select(**{KEY: columns[KEY]}).filter(~nw.col(KEY).is_null())
    counted = keys.select(
        keys=nw.len(),
        different=nw.col(KEY).n_unique(),
        unlike=_holding(f"{MARKED}|{_ENDS}"),
        zeros=_one(nw.col(KEY).str.starts_with("0")).sum(),
        small=_holding(_SMALL),
    )
    number, different, unlike, zeros, small = engine.fetch(counted).row(0)
    written = keys.group_by(KEY).agg(nw.len().cast(nw.Int64).alias(_ROWS))
    padded = 0 < zeros < number
    if unlike or ((padded or small) and _fewer_folded(keys, different, engine, padded=padded)):
        again = _meant_again(written, engine)
        return None if again.is_empty() else again
    return None if number == different else engine.fetch(written.filter(nw.col(_ROWS) > 1).select(KEY))


def _meant_again(written: EngineRows, engine: Engine) -> pl.DataFrame:
    """Return the ids of which several mean one, or nobody can tell what they were.

    Only those with marks are cleaned here, each text once.
    """
    marked = nw.col(KEY).str.contains(MARKED)
    odd = engine.fetch(written.filter(marked))
    cleaned = odd.with_columns(clean_texts(odd[KEY], ORDERS.column(KEY)).alias(_MEANT)).drop_nulls(_MEANT)
    every = written.filter(~marked).with_columns(_bare(nw.col(KEY)).alias(_MEANT))
    if cleaned.height:
        every = nw.concat([every, engine.lend(cleaned)], how="vertical")
    every = every.with_columns(_folded(nw.col(_MEANT)).alias(_MEANT))
    several = every.group_by(_MEANT).agg(nw.col(_ROWS).sum()).filter(nw.col(_ROWS) > 1)
    again = engine.fetch(every.join(several.select(_MEANT), on=_MEANT, how="semi").select(KEY))
    spoilt = odd.filter(is_spoilt(odd[KEY].str.strip_chars())).select(KEY)
    return pl.concat([again, spoilt]).unique(maintain_order=True) if spoilt.height else again


def _fewer_folded(keys: EngineRows, different: int, engine: Engine, *, padded: bool) -> bool:
    """Return whether fewer ids are different without capitals and leading zeros; small letters are there."""
    if not padded and not engine.fetch(keys.select(large=_holding(_LARGE))).item():
        return False
    folded = keys.select(different=_folded(nw.col(KEY)).n_unique())
    return int(engine.fetch(folded).item()) < different


def _holding(form: str) -> nw.Expr:
    """Return how many ids hold a form."""
    return _one(nw.col(KEY).str.contains(form)).sum()


def _one(holds: nw.Expr) -> nw.Expr:
    return nw.when(holds).then(nw.lit(1)).otherwise(nw.lit(0))


def _bare(text: nw.Expr) -> nw.Expr:
    """Return ids without marks as cleaning leaves them."""
    trimmed = text.str.strip_chars()
    whole = trimmed.str.contains(r"^[0-9]+\.0+$")
    return nw.when(whole).then(trimmed.str.replace_all(r"\.0+$", "")).otherwise(trimmed)


def _folded(text: nw.Expr) -> nw.Expr:
    """Return ids without capitals and leading zeros."""
    return text.str.to_lowercase().str.replace_all(_ZEROS, "")
