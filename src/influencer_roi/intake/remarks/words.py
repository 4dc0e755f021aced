"""Notes words that were read as others: spellings of platforms and of the basis, and new ones."""

from collections.abc import Callable, Iterable

import polars as pl

from influencer_roi.intake.remarks.orders import respelled_note
from influencer_roi.intake.remarks.wording import Worded, some
from influencer_roi.model.genders import gender_word
from influencer_roi.model.names import BASES, PLATFORMS, basis_word, fold
from influencer_roi.model.report import listed, rows
from influencer_roi.model.tables import Tables

_PLATFORM_COLUMNS = {"influencers": "platform", "posts": "platform", "orders": "source"}
_NAME_OF = {spelling: name for name, spellings in PLATFORMS.items() for spelling in spellings}


def word_remarks(raw: Tables) -> Worded:
    """Yield (table, code, sentence) for words that were folded into others, or that are new."""
    for table, column in _PLATFORM_COLUMNS.items():
        yield from _platforms(getattr(raw, table), table, column)
    yield from _bases(raw.payouts)
    yield from _genders(raw.influencers)


def _platforms(frame: pl.DataFrame, table: str, column: str) -> Worded:
    name = fold(pl.col("written")).replace_strict(_NAME_OF, default=None, return_dtype=pl.String)
    odd = (
        frame.lazy()
        .select(written=pl.col(column).drop_nulls().unique())
        .with_columns(name=name)
        .filter(pl.col("name").ne_missing(pl.col("written")))
        .sort("written")
        .collect(engine="in-memory")
    )
    if odd.is_empty():
        return
    folded = odd.drop_nulls("name")
    if folded.height:
        of = _lines(frame, column, folded["written"])
        yield table, "platform_spelling", respelled_note(column, folded, len(of), of)
    new = odd.filter(pl.col("name").is_null())["written"]
    if len(new) and column == "platform":
        of = _lines(frame, column, new)
        text = f"{rows(len(of), 'names', 'name')} a platform that is new: {_quoted(new)} ({listed(of)})"
        yield table, "new_platform", f"{column}: {text}; kept as its own."


def _bases(payouts: pl.DataFrame) -> Worded:
    words = _words(payouts["basis"], basis_word)
    known = pl.col("word").is_in(list(BASES))
    yield from _spellings(words.filter(known), payouts, "payouts", "basis")
    other = words.filter(~known)["written"]
    strange = pl.col("basis").is_null() | pl.col("basis").is_in([*other])
    of = payouts.select(pl.col("line").filter(strange))["line"]
    if len(of):
        sentence = f"neither post nor order{': ' if len(other) else ''}{_quoted(other)} ({listed(of)})"
        text = f"basis: {rows(len(of), 'is', 'are')} {sentence}; placed on posts, none is lost."
        yield "payouts", "basis_unknown", text


def _genders(influencers: pl.DataFrame) -> Worded:
    yield from _spellings(_words(influencers["gender"], gender_word), influencers, "influencers", "gender")


def _words(texts: pl.Series, word: Callable[[pl.Expr], pl.Expr]) -> pl.DataFrame:
    """Return the distinct texts of a column, in order, each as it is `written`, and the `word` it is."""
    written = texts.to_frame("written").lazy().drop_nulls().unique().sort("written")
    return written.with_columns(word=word(pl.col("written"))).collect(engine="in-memory")


def _spellings(words: pl.DataFrame, frame: pl.DataFrame, table: str, column: str) -> Worded:
    """Yield how a column spells its words; `words` has each as it is `written`, and the `word` it is."""
    spelled = words.filter(pl.col("word") != pl.col("written"))
    if spelled.height:
        sentence = some([f"'{written}' as {word}" for written, word in spelled.iter_rows()])
        of = _lines(frame, column, spelled["written"])
        text = f"{rows(len(of), 'spells', 'spell')} it in another way: {sentence} ({listed(of)})"
        yield table, f"{column}_spelling", f"{column}: {text}."


def _lines(frame: pl.DataFrame, column: str, values: pl.Series) -> pl.Series:
    return frame.select(pl.col("line").filter(pl.col(column).is_in([*values])))["line"]


def _quoted(values: Iterable[str]) -> str:
    return some([f"'{value}'" for value in values])
