"""Lets orders in place name their influencer by a code: one text says who, or by which code on which days."""

import datetime as dt
from collections.abc import Mapping
from functools import reduce
from operator import or_

import narwhals as nw
import polars as pl

from influencer_roi.intake.clean.texts import NOBODY, clean_texts
from influencer_roi.intake.naming import FIELDS, LOOKED_UP, TOLD
from influencer_roi.intake.spelled_codes import folded_codes
from influencer_roi.ledger.lookups import Lookups
from influencer_roi.ledger.roll_up.expression import ODD
from influencer_roi.model.schema import ORDERS

_MARK, _NEXT = "\ue000", "\ue001"  # of private use: between an influencer and codes, and before each of them
_AFFILIATE = "affiliate"
_LISTED = "code"  # the column whose cells may hold several: only as a whole do they say which
_SPAN = "span"


def named_or_coded(
    influencer: nw.Expr, texts: Mapping[str, nw.Expr], date: nw.Expr, lookups: Lookups
) -> nw.Expr:
    """Return who is named, and codes behind a mark where that is nobody, or may be once it is cleaned.

    `texts` are columns that may name somebody by a code. What names nobody so is left away: texts that differ
    in it alone are one.
    """
    telling = _telling(texts, lookups)
    if not telling:
        return influencer
    nobody = influencer.is_null() | influencer.str.contains(NOBODY) | influencer.str.contains(ODD)
    if _AFFILIATE in telling:
        nobody = nobody | (influencer == telling[_AFFILIATE])
    coded = reduce(or_, (~text.is_null() for text in telling.values()))
    fields = FIELDS[: max(map(FIELDS.index, telling)) + 1]
    empty = nw.lit("")
    cells = [nw.coalesce(telling[name], empty) if name in telling else empty for name in fields]
    both = nw.concat_str(
        nw.coalesce(influencer, empty),
        nw.lit(_MARK),
        _span(date, lookups.days),
        *(part for cell in cells for part in (nw.lit(_NEXT), cell)),
    )
    return nw.when(nobody & coded).then(both).otherwise(influencer)


def _telling(texts: Mapping[str, nw.Expr], lookups: Lookups) -> dict[str, nw.Expr]:
    """Return what of texts may name somebody, or is to be noted as a code that is nobody's."""
    found: dict[str, nw.Expr] = {}
    earlier: nw.Expr | None = None
    for name in (name for name in FIELDS if name in texts):
        text, is_told = texts[name], name in TOLD
        if name == _LISTED or (name not in LOOKED_UP and _AFFILIATE in texts):
            found[name] = text
        elif name in LOOKED_UP and (lookups.codes or is_told):
            telling = text.str.contains(ODD) | folded_codes(text).is_in(lookups.codes)
            if is_told:
                telling = nw.lit(value=True) if earlier is None else telling | ~earlier
            found[name] = nw.when(telling).then(text).otherwise(nw.lit(None, nw.String))
        if is_told:
            says = ~(text.is_null() | text.str.contains(NOBODY) | text.str.contains(ODD))
            earlier = says if earlier is None else earlier | says
    return found


def _span(date: nw.Expr, days: tuple[dt.date, ...]) -> nw.Expr:
    """Return in which span a date lies, as text: how many of the days it has reached; empty without days."""
    if not days:
        return nw.lit("")
    reached = (nw.when(date >= nw.lit(day)).then(nw.lit(1)).otherwise(nw.lit(0)) for day in days)
    return reduce(lambda one, other: one + other, reached).cast(nw.String)


def cleaned_names(texts: pl.Series) -> pl.Series:
    """Return what is left of such texts once they are cleaned: an influencer, else a mark and its codes."""
    if not texts.str.contains(_MARK, literal=True).any():
        return clean_texts(texts, ORDERS.column("influencer_id"))
    parts = _parts(texts)
    cleaned = parts.with_columns(
        clean_texts(parts[name], ORDERS.column(name)).alias(name) for name in ("influencer_id", *FIELDS)
    )
    stated = pl.any_horizontal(pl.col(FIELDS).is_not_null())
    looked_up = pl.col("influencer_id").is_null() | (pl.col("influencer_id") == pl.col(_AFFILIATE))
    codes = pl.concat_str(pl.col(_SPAN, *FIELDS).fill_null(""), separator=_NEXT).str.strip_chars_end(_NEXT)
    both = pl.col("influencer_id").fill_null("") + _MARK + codes
    name = pl.when(stated & looked_up.fill_null(value=False)).then(both).otherwise("influencer_id")
    return cleaned.select(name.alias(texts.name))[texts.name]


def influencers_in(texts: pl.Series) -> pl.Series:
    """Return the part of such texts that names an influencer, as it is written."""
    return texts.str.replace(f"{_MARK}.*$", "")


def marked(rows: pl.DataFrame, lookups: Lookups) -> pl.DataFrame:
    """Return cleaned rows with a mark and their codes for the influencer of those that name none."""
    there = [name for name in FIELDS if name in rows.columns and rows[name].null_count() < rows.height]
    if not there:
        return rows
    texts = {name: nw.col(name) for name in there}
    names = named_or_coded(nw.col("influencer_id"), texts, nw.col("date"), lookups)
    found: pl.DataFrame = nw.from_native(rows, eager_only=True).with_columns(influencer_id=names).to_native()
    return found


def unmarked(names: pl.DataFrame, lookups: Lookups) -> pl.DataFrame:
    """Return rows with each text of the name that is their `influencer_id`, and `date`, a day of its span."""
    parts = _parts(names["influencer_id"])
    days = {f"{at}": day for at, day in enumerate(lookups.span_days)}
    date = parts[_SPAN].replace_strict(days, default=None, return_dtype=pl.Date).alias("date")
    return names.with_columns(*parts.drop(_SPAN), date)


def _parts(names: pl.Series) -> pl.DataFrame:
    """Return influencer_id, span and FIELDS of such names, null where nothing is said."""
    halves = names.str.split_exact(_MARK, 1).struct.unnest()
    cells = halves["field_1"].str.split_exact(_NEXT, len(FIELDS)).struct.unnest()
    cells.columns = [_SPAN, *FIELDS]
    found = pl.DataFrame([halves["field_0"].rename("influencer_id"), *cells])
    return found.select(pl.when(pl.all() != "").then(pl.all()))
