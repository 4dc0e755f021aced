"""Reads texts and ids: what they say without marks nobody sees, and which of them say nothing."""

import re
from collections.abc import Container, Iterable

import polars as pl

from influencer_roi.intake.read.text import CONTROLS
from influencer_roi.model.patterns import may_hold
from influencer_roi.model.schema import Column, Kind

_LOOKED_UP = (  # what a lookup or a program leaves that found nothing
    *("#n/a", "#na", "#ref!", "#value!", "#name?", "#null!", "#num!", "#div/0!", "#spill!", "#calc!"),
    *("#error!", "undefined"),
)
MISSING = ("nan", "none", "null", "na", "n/a", "n.a", "nat", "\\n", *_LOOKED_UP)  # in any column
UNSAID = (  # in any column of texts
    *("not set", "not available", "not provided", "not applicable", "not assigned", "data not available"),
    *("keyword not provided", "unassigned"),
)
NOBODY_WORDS = (  # in ids; in brackets in what else names where an order came from
    *UNSAID,
    *("nil", "nill", "direct", "direct none", "none direct", "direct traffic", "blank", "empty"),
    *("unattributed", "not attributed", "not found", "unmapped", "not mapped"),
    *("organic", "organic search", "organic traffic", "organic sale", "organic sales"),
    *("no influencer", "no code", "no campaign", "nobody", "no one"),
)
IN_BRACKETS = ("referral", "other", "cross-network")  # where NOBODY_WORDS are, as GA4 writes them
_WIDTHLESS = "[\u00ad\u200b\u2060\ufeff]"  # joiners stay: emoji and Indian scripts are made with them
_JOINERS = "[\u200c\u200d]"
_QUOTED = r'^="([^"]*)"$'  # how Excel is told that a cell is text
_IN_QUOTES = r'^"([^"]*)"$'
_MARKED = r"^['\u2019`]([^'\u2019`]*)$"  # and how it shows that a cell is
_BLANKS = r"\s+"
_LINES = r"\s*[\r\n]+\s*"  # codes under one another
SCIENTIFIC = r"^[0-9]+(?:\.[0-9]+)?[eE]\+[0-9]+$"  # an id that Excel took for a number, and spoilt
_ROUNDED = r"^([0-9]+)\.0+$"
_MAY_BE_TIDIED = "[^ -~]|['`\"]|  "
MARKS = frozenset(("'", "`", '"', "  "))  # in ASCII, what else may have to be taken away


_SIGNS = "!\"#%&'()*+,./:;<=>?\\[\\\\\\]^_`{|}~\u2010-\u2015\u2026-"
_AROUND = _SIGNS.replace("_", "")  # a handle may begin with one


def _any_of(words: Iterable[str], in_brackets: Iterable[str] = ()) -> str:
    """Return a pattern of texts that are one of these words, or no word at all, in any capitals.

    Signs may stand around a word, and between two. Every engine that reads patterns reads it.
    """
    ways = "|".join(rf"[\s{_SIGNS}]*".join(map(re.escape, word.split())) for word in words)
    more = "".join(rf"|\s*[(\[<]{re.escape(word)}[)\]>]\s*" for word in in_brackets)
    return rf"(?i)^(?:[\s{_SIGNS}]*|[\s{_AROUND}]*(?:{ways})[\s{_AROUND}]*{more})$"


NOBODY = _any_of((*MISSING, *NOBODY_WORDS), IN_BRACKETS)
_NO_VALUE = _any_of(MISSING)
_NO_TEXT = _any_of((*MISSING, *UNSAID))
_UNTRACED = _any_of((*MISSING, *UNSAID), (*NOBODY_WORDS, *IN_BRACKETS))  # a campaign may be called Direct
_LONGEST = 32  # letters of a text that may be one
_SOME, _OFTEN = 1_000, 1_000  # texts; how often each must stand there for all to be worth telling apart
_NUMBERED = re.compile(r"([^\W\d_]*)[0-9]")


def without_nothing(texts: pl.Series, column: Column) -> pl.Series:
    """Return texts, null where one means absent in a column, in whatever capitals.

    They are not looked through where each is longer than any such word.
    """
    nothing = _nothing(column)
    if not may_hold(texts, nothing) or _are_numbered(texts) or _are_long(texts):
        return texts
    if not _each_once(texts).str.contains(nothing).any():
        return texts
    stated = pl.when(~pl.col("text").str.contains(nothing)).then("text")
    return texts.to_frame("text").select(stated)["text"].alias(texts.name)


def _each_once(texts: pl.Series) -> pl.Series:
    """Return the different ones of texts where the first of them show that these are few, else all."""
    return texts.unique() if texts.head(_SOME).n_unique() * _OFTEN < len(texts) else texts


def _are_numbered(texts: pl.Series) -> bool:
    """Return whether all texts begin as no word for nothing does, in the same letters and a digit: U105, U93.

    Where they stand in the order of texts says so, sooner than a pattern of each.
    """
    if not (begins := _NUMBERED.match(texts[0] or "")):
        return False
    return bool(texts.is_between(f"{begins[1]}0", f"{begins[1]}:", closed="left").all())  # : is next to 9


def _are_long(texts: pl.Series) -> bool:
    shortest = texts.str.len_bytes().min()
    return not isinstance(shortest, int) or shortest > _LONGEST


def _nothing(column: Column) -> str:
    """Return the pattern of texts that mean absent in a column."""
    if column.kind is Kind.ID:
        return NOBODY
    if column.traces:
        return _UNTRACED
    return _NO_TEXT if column.kind is Kind.TEXT and not column.prose else _NO_VALUE


def unquoted(text: pl.Expr) -> pl.Expr:
    """Return texts without what Excel writes around them: `="A1"`, `'A1` and `"A1"` are A1."""
    bare = text.str.replace_all(_WIDTHLESS, "").str.strip_chars()
    for form in (_QUOTED, _IN_QUOTES, _MARKED):
        bare = bare.str.replace(form, "${1}")
    return bare


def clean_texts(cells: pl.Series, column: Column) -> pl.Series:
    """Return the cells of a column of texts or ids as its rules leave them, absent ones null.

    The one way from a text as it is written to what it says, for rows that are read and rows in place.
    """
    texts = tidied(cells.str.strip_chars(), column)
    found = folded_ids(without_nothing(texts, column), column)
    if column.kind is not Kind.ID or not (spoilt := is_spoilt(found)).any():
        return found
    return found.set(spoilt, None)


def is_spoilt(ids: pl.Series) -> pl.Series:
    """Return which ids are what Excel makes of a long number, from which nobody can tell them."""
    if not may_hold(ids, SCIENTIFIC) or not (odd := ids.str.contains("+", literal=True)).any():
        return pl.Series([False]).new_from_index(0, len(ids))
    return (odd & ids.str.contains(SCIENTIFIC)).fill_null(value=False)


def tidied(texts: pl.Series, column: Column) -> pl.Series:
    """Return texts in the one form of their letters (NFKC), without what has no width or only marks text.

    Prose stays as it is written.
    """
    if column.prose or column.kind not in (Kind.ID, Kind.TEXT) or not may_hold(texts, _MAY_BE_TIDIED):
        return texts
    every: str = texts.str.join("").item()  # looked through at once, in half the time of one by one
    plain = every.isascii()
    if plain and every.isprintable() and not any(mark in every for mark in MARKS):
        return texts
    text = pl.col("text").str.replace_all(CONTROLS, "")
    if not plain:
        text = text.str.replace_all(_WIDTHLESS, "").str.normalize("NFKC")
        text = text.str.replace_all(_JOINERS, "") if column.kind is Kind.ID else text
    if column.kind is Kind.ID and not column.emails:
        text = text.str.strip_chars().str.replace_all(_LINES, ", ")
    folded = unquoted(text).str.replace_all(_BLANKS, " ").str.strip_chars()
    return texts.to_frame("text").select(folded)["text"]


def folded_ids(texts: pl.Series, column: Column, *, lacks: Container[str] = ()) -> pl.Series:
    """Return ids of which `8.0` means `8`, `007` stays, and the e-mails of customers are in small letters.

    `lacks` are texts that none has.
    """
    if column.kind is not Kind.ID:
        return texts
    text = pl.col("text")
    rounded = text.filter(text.str.ends_with("0")).str.contains(".", literal=True).any()
    if may_hold(texts, _ROUNDED) and texts.to_frame("text").select(rounded).item():
        texts = texts.to_frame("text").select(clean_id(text))["text"]
    if not column.emails or "@" in lacks or not may_hold(texts, "@"):
        return texts
    small = pl.when(text.str.contains("@", literal=True)).then(text.str.to_lowercase()).otherwise(text)
    return texts.to_frame("text").select(small)["text"]


def clean_id(text: pl.Expr) -> pl.Expr:
    """Return an id as text: `8.0` means `8`, `007` stays."""
    return text.str.replace(_ROUNDED, "${1}")
