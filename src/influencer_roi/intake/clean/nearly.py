"""Notes rows that may be one twice: their ids differ in capitals or leading zeros, and nothing else does."""

from collections.abc import Iterator

import polars as pl

from influencer_roi.intake.clean.pairing import DAY, WHO, in_small_letters
from influencer_roi.intake.remarks.wording import some
from influencer_roi.model.distinct import all_differ
from influencer_roi.model.report import listed, rows
from influencer_roi.model.schema import Table

_ZEROS = "0"


def nearly_alike(kept: pl.DataFrame, table: Table) -> Iterator[tuple[str, str]]:
    """Yield a remark on rows of one person, amount and day whose ids differ in capitals or leading zeros.

    Only of amounts: an id without its capitals may be another post's. No key stands twice in `kept`.
    """
    key, money = table.key or "", table.money or ""
    if key not in kept.columns or money not in kept.columns:
        return
    bare = kept[key].str.to_lowercase().str.strip_chars_start(_ZEROS)
    if all_differ(bare.drop_nulls()):
        return
    same = [name for name in (*WHO, DAY, money) if name in kept.columns]
    found = kept.select("line", key, *same).with_columns(*in_small_letters(kept), bare=bare)
    found = found.filter(pl.col("bare").is_not_null() & pl.struct("bare", *same).is_duplicated())
    found = found.filter(pl.col(key).n_unique().over("bare", *same) > 1)
    if found.is_empty():
        return
    groups = found.group_by("bare", *same, maintain_order=True).agg(pl.col(key))
    pairs = some([" beside ".join(f"'{one}'" for one in ids) for ids in groups[key].to_list()])
    again = found.filter(~pl.struct("bare", *same).is_first_distinct())["line"]
    odd = rows(again.len(), "is as an earlier one", "are as earlier ones")
    text = f"{odd} but for capitals or leading zeros of {key}: {pairs} ({listed(again)})"
    yield "nearly_alike", f"{text}. They count apart; if they are the same, give each once."
