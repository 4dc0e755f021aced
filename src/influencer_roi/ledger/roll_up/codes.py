"""Lets orders in place name their influencer by a discount code: one text says who, or by which code."""

import narwhals as nw
import polars as pl

from influencer_roi.intake.clean.texts import NOBODY, clean_texts
from influencer_roi.ledger.roll_up.expression import ODD
from influencer_roi.model.schema import ORDERS

_MARK = "\ue000"  # of private use: before a code that stands where an influencer does


def named_or_coded(influencer: nw.Expr, code: nw.Expr) -> nw.Expr:
    """Return who is named, and behind a mark the code where that is nobody, or may be once it is cleaned."""
    nobody = influencer.is_null() | influencer.str.strip_chars().str.to_lowercase().is_in(NOBODY)
    both = nw.concat_str(nw.coalesce(influencer, nw.lit("")), nw.lit(_MARK), code)
    return nw.when((nobody | influencer.str.contains(ODD)) & ~code.is_null()).then(both).otherwise(influencer)


def cleaned_names(texts: pl.Series) -> pl.Series:
    """Return what is left of such texts once they are cleaned: an influencer, else a mark and a code."""
    column = ORDERS.column("influencer_id")
    if not texts.str.contains(_MARK, literal=True).any():
        return clean_texts(texts, column)
    codes = texts.str.extract(f"{_MARK}(.*)$", 1)
    named = pl.DataFrame(
        {
            "influencer_id": clean_texts(influencers_in(texts), column),
            "code": clean_texts(codes, ORDERS.column("code")),
        }
    )
    return marked(named)["influencer_id"].rename(texts.name)


def influencers_in(texts: pl.Series) -> pl.Series:
    """Return the part of such texts that names an influencer, as it is written."""
    return texts.str.replace(f"{_MARK}.*$", "")


def marked(rows: pl.DataFrame) -> pl.DataFrame:
    """Return cleaned rows with a mark and their code for the influencer of those that name none."""
    return rows.with_columns(
        pl.coalesce("influencer_id", pl.lit(_MARK) + pl.col("code")).alias("influencer_id")
    )


def unmarked(names: pl.DataFrame) -> pl.DataFrame:
    """Return rows with `influencer_id` and `code` of such names, one of them null."""
    is_code = pl.col("influencer_id").str.starts_with(_MARK)
    return names.with_columns(
        influencer_id=pl.when(~is_code).then("influencer_id"),
        code=pl.when(is_code).then(pl.col("influencer_id").str.strip_prefix(_MARK)),
    )
