"""Makes one record of rows that tell of one thing: profiles of a person, readings of a post."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from influencer_roi.intake.addresses import address
from influencer_roi.intake.clean.rules import identity
from influencer_roi.model.distinct import all_differ
from influencer_roi.model.names import fold
from influencer_roi.model.report import listed, rows
from influencer_roi.model.schema import INFLUENCERS, ORDERS, POST_MEASURES, POSTS, Kind, Table

Remark = tuple[str, str]
_ADDRESS = "address"
_LONG, _LOOKED_AT, _TELLING = 100_000, 1_000, 3  # rows; rows that show which columns tell rows apart; of them


@dataclass(frozen=True)
class Merged:
    """Rows of which several that tell of one thing are one; `again` are the others of them, as they stood."""

    rows: pl.DataFrame
    again: pl.DataFrame
    remarks: tuple[Remark, ...] = ()


def merged(found: pl.DataFrame, table: Table) -> Merged:
    """Return the rows of a table with one for each person or post that several rows tell of.

    Rows that are alike but for their line, or that tell two stories of one key, stay as they are.
    """
    if table is INFLUENCERS:
        return _profiles(found)
    if table is POSTS:
        return _readings(found)
    return Merged(_with_refunds(found) if table is ORDERS else found, found.clear())


def alike(cells: pl.DataFrame, keyed: pl.Series | None) -> Iterator[Remark]:
    """Yield a remark on rows without a key that are exactly as an earlier one; `cells` are line and texts.

    `keyed` has the key of each row, None where the table has no such column.
    """
    if keyed is not None:
        if not keyed.null_count():
            return
        cells = cells.filter(keyed.is_null())
    cells = _maybe_alike(cells)
    marks = cells.drop("line").hash_rows()
    if marks.n_unique() == len(marks):
        return
    lines = cells["line"].filter(~marks.is_first_distinct())
    many = rows(len(lines), "repeats an earlier row exactly", "repeat an earlier row exactly")
    text = (
        f"{many} ({listed(lines)}); kept, for without an id nobody can tell a copy from a second record. "
        "If exports overlap, give each row once, or with its id."
    )
    yield "alike", text


def _maybe_alike(cells: pl.DataFrame) -> pl.DataFrame:
    """Return the rows among which all that are alike are; of many those alike in three telling columns."""
    if cells.height < _LONG:
        return cells
    some = cells.drop("line").gather_every(cells.height // _LOOKED_AT)
    kinds = {name: some[name].n_unique() for name in some.columns}
    telling = sorted(kinds, key=kinds.__getitem__, reverse=True)[:_TELLING]
    marks = cells.select(telling).hash_rows()
    ordered = np.sort(marks.to_numpy())
    again = pl.Series(ordered[1:][ordered[1:] == ordered[:-1]]).unique()
    if again.is_empty():
        return cells.clear()
    return cells.filter(marks.is_in(again.implode()))


def _profiles(found: pl.DataFrame) -> Merged:
    """Return one row per person: rows of one id and name on several platforms are profiles of one.

    The profile with most followers is the one that stays.
    """
    if "id" not in found.columns or all_differ(found["id"]):
        return Merged(found, found.clear())
    first = pl.col("name").first().over("id")
    same = fold(pl.col("name").fill_null(first)).eq_missing(fold(first))
    new = pl.struct("id", fold(pl.col("platform"))).is_first_distinct()
    profiles = found.filter(pl.col("id").is_duplicated()).filter(
        same & new & pl.col("platform").is_not_null()
    )
    several = profiles.filter(pl.col("id").is_duplicated())
    home = several.sort("follower_count", descending=True, nulls_last=True, maintain_order=True).unique(
        "id", keep="first", maintain_order=True
    )
    again = several.join(home, on="line", how="anti", maintain_order="left")
    kept = found.join(again, on="line", how="anti", maintain_order="left")
    if again.is_empty():
        return Merged(kept, again)
    one = rows(again.height, "is another profile of a person", "are other profiles of a person")
    text = f"{one} ({listed(again['line'])}); each person is one influencer, at home where most follow."
    return Merged(kept, again, (("profiles", text),))


def _with_refunds(found: pl.DataFrame) -> pl.DataFrame:
    """Return orders of which a row below 0 is no further order where it has the id of a sale.

    What it leaves open, such as whose the order was, is what that says.
    """
    below, key = pl.col("revenue") < 0, ORDERS.key or ""
    if key not in found.columns or not (ids := found.filter(below)[key].drop_nulls()).len():
        return found
    names = [column.name for column in ORDERS.columns if column.kind in (Kind.ID, Kind.TEXT)]
    names = [name for name in names if name in found.columns]
    by = {f"by_{at}": one for at, one in enumerate(identity(found, ORDERS))}
    rows = found.filter(pl.col(key).is_in(ids.implode())).with_columns(**by)
    sales = rows.filter(pl.col("revenue") >= 0).unique([*by], keep="first", maintain_order=True)
    refunds = rows.filter(below).join(
        sales.select(*by, *names), on=[*by], nulls_equal=True, suffix="_sold", validate="m:1"
    )
    filled = refunds.with_columns(pl.coalesce(name, f"{name}_sold") for name in names)
    if "orders" in found.columns:
        filled = filled.with_columns(pl.col("orders").clip(upper_bound=0))
    rest = found.join(filled, on="line", how="anti", maintain_order="left")
    return pl.concat([rest, filled.select(found.columns)]).sort("line")


def _readings(found: pl.DataFrame) -> Merged:
    """Return one row per post: of several readings the last, on the post's first day.

    Readings share the post's id, or without one its address and a day each; all they say of the post itself
    is the same, however its address is written, and without an id figures grow.
    """
    keyless = found.filter(pl.col("post_id").is_null()) if "post_id" in found.columns else found
    by_id, by_url = _repeated(found, "post_id"), _growing(_repeated(_addressed(keyless), _ADDRESS))
    parts = [_last(_oldest_first(part)) for part in (by_id, by_url) if part.height]
    if not parts:
        return Merged(found, found.clear())
    last = pl.concat([part[0] for part in parts]).select(found.columns)
    again = pl.concat([part[1] for part in parts]).select(found.columns).sort("line")
    if again.is_empty():
        return Merged(found, again)
    rest = found.join(pl.concat([last, again]), on="line", how="anti", maintain_order="left")
    one = rows(again.height, "is an earlier reading of a post", "are earlier readings of a post")
    text = f"{one} ({listed(again['line'])}); each post counts once, with its last figures, on its first day."
    return Merged(pl.concat([rest, last]).sort("line"), again, (("readings", text),))


def _own(found: pl.DataFrame) -> list[str]:
    """Return the columns that say something of a post itself, which no later reading changes."""
    return [name for name in found.columns if name not in ("line", "date", "url", *POST_MEASURES)]


def _addressed(found: pl.DataFrame) -> pl.DataFrame:
    """Return posts with what all ways to write the address of each share."""
    return found.with_columns(address(pl.col("url")).alias(_ADDRESS)) if "url" in found.columns else found


def _repeated(found: pl.DataFrame, key: str) -> pl.DataFrame:
    """Return rows that share a key and all else but day and figures with another, none exactly alike."""
    if key not in found.columns:
        return found.clear()
    keyed = found.filter(pl.col(key).is_not_null())
    if all_differ(keyed[key]):
        return found.clear()
    several = _addressed(keyed.filter(pl.col(key).is_duplicated()))
    single = several.filter(pl.struct(pl.exclude("line")).is_first_distinct())
    return single.filter(pl.struct(_own(single)).is_duplicated())


def _growing(found: pl.DataFrame) -> pl.DataFrame:
    """Return readings of days of their own between which figures grow, and none falls."""
    if found.is_empty():
        return found
    own, figures = _own(found), [name for name in POST_MEASURES if name in found.columns]
    ordered = found.sort("date", "line")
    steps = [pl.col(name).fill_null(0).diff().fill_null(0) for name in figures]
    grows = [step.ge(0).all().over(own) for step in steps]
    differs = pl.any_horizontal(step.gt(0).any().over(own) for step in steps)
    return ordered.filter(pl.col("date").is_unique().all().over(own), differs, *grows)


def _oldest_first(readings: pl.DataFrame) -> pl.DataFrame:
    """Return readings by day, those of one day as they stand: or turned, where a file has the newest on top.

    Figures of a post grow; where those of one day fall more often than they grow, the file is turned.
    """
    by = [*_own(readings), "date"]
    figures = pl.sum_horizontal(pl.col(name) for name in POST_MEASURES if name in readings.columns)
    grown = readings.sort("line").select(figures.diff().sign().sum().over(by)).to_series()
    return readings.sort("date", "line", descending=[False, bool((grown.sum() or 0) < 0)])


def _last(readings: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the last reading of each post, on the first day of all of them, and the others."""
    own = _own(readings)
    dated = readings.with_columns(pl.col("date").min().over(own))
    last = dated.unique(own, keep="last", maintain_order=True)
    return last, readings.join(last, on="line", how="anti", maintain_order="left")
